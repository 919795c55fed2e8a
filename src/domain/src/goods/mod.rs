//! The stock room: goods that come in, move, are counted, belong to somebody else, and get another price.
//!
//! Every document here carries its own numbers, so its journal ([`crate::ledger::journal`]) and its
//! movements are functions of it alone.

pub mod consign;
pub mod count;
pub mod label;
pub mod lots;
pub mod moved;
pub mod owner;
pub mod price;
pub mod receipt;
pub mod reorder;

pub use consign::{Consigned, Partner, PartnerKind, Payout, PayoutMethod, Terms};
pub use count::{Count, CountLine, CountMode, CountPost, Counted, CountedLine, Scope};
pub use label::Label;
pub use moved::{GoodsMove, MoveError, MoveKind, MovedLine};
pub use owner::{Owner, Place};
pub use price::{LabelMark, PriceBatch, PriceLine};
pub use receipt::{Receipt, ReceiptError, ReceiptLine};

/// What happened in the stock room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StockFact {
    /// Goods came from a supplier.
    Received(Receipt),
    /// Goods moved otherwise than by a sale.
    Moved(GoodsMove),
    /// A count began.
    CountStarted(Count),
    /// Somebody counted.
    Counted(Counted),
    /// A count was reviewed and posted.
    CountPosted(CountPost),
    /// Partners were added or changed: each as it is from now on.
    PartnersPut {
        /// The partners.
        partners: Vec<Partner>,
        /// Who (staff id).
        by: String,
    },
    /// A consignor was paid.
    ConsignorPaid(Payout),
    /// Prices that hold from a time on.
    PricesSet(PriceBatch),
    /// Labels were printed.
    LabelsPrinted {
        /// What stood on them.
        labels: Vec<LabelMark>,
        /// Who (staff id).
        by: String,
    },
    /// Lots were blocked, or given free again.
    LotsBlocked {
        /// The product's key.
        sku: String,
        /// The lot; empty: all of the product.
        lot: String,
        /// True: blocked.
        blocked: bool,
        /// Why.
        reason: String,
        /// Who (staff id).
        by: String,
    },
}
