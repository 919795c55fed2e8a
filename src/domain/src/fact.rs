//! Facts: everything that happens in a shop, as values. `record` keeps and signs them, `store`
//! projects them, and the journal is a pure function of each ([`crate::ledger::journal`]).

use chrono::NaiveDate;

use crate::catalogue::Product;
use crate::goods::StockFact;
use crate::ledger::Entry;
use crate::member::Tier;
use crate::money::Rupiah;
use crate::period::PeriodClose;
use crate::pricing::Promotion;
use crate::quantity::Quantity;
use crate::sale::Sale;
use crate::shift::{CashMove, Shift, ShiftClose};
use crate::till::{EpochParent, ParkedCart};
use crate::trade::TradeFact;

/// Goods counted in when the shop starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningLine {
    /// The product's key.
    pub sku: String,
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// What they cost together, rupiah.
    pub value: Rupiah,
    /// What the pool's negative stock was short of (posted to the variance account), rupiah.
    pub variance: Rupiah,
}

/// A line of a cart that was thrown away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CancelledLine {
    /// The product's key.
    pub sku: String,
    /// The pack.
    pub pack: String,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// What it would have cost, rupiah.
    pub amount: Rupiah,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fact {
    /// The shop database was made, or a new device key had to be.
    EpochOpened {
        /// Why.
        reason: String,
        /// The epoch before, when there was one.
        parent: Option<EpochParent>,
    },
    /// A till was invited into the shop.
    TillInvited {
        /// Made once (UUID as text).
        invitation: String,
        /// The new till's letter.
        till: String,
        /// The public key of the invitation: who holds the other half may join once.
        key: [u8; 32],
        /// Who.
        by: String,
    },
    /// A till joined the shop: the first record of its log.
    TillJoined {
        /// The invitation.
        invitation: String,
        /// The till's letter.
        till: String,
        /// The till's own public key.
        key: [u8; 32],
        /// The invitation's signature over it.
        proof: [u8; 64],
    },
    /// A person vouched for the key of a device that lost its old one.
    KeyTrusted {
        /// The device (UUID as text).
        device: String,
        /// Its epoch.
        epoch: u32,
        /// The public key.
        key: [u8; 32],
        /// Who.
        by: String,
    },
    /// A cart was put aside.
    CartParked(ParkedCart),
    /// A parked cart was taken up again.
    CartTaken {
        /// The parked cart.
        cart: String,
        /// The cart it became.
        into: String,
        /// The till's letter.
        till: String,
        /// Who.
        by: String,
    },
    /// A setting got a value.
    SettingChanged {
        /// Its key.
        key: String,
        /// Its value.
        value: String,
        /// Who (staff id).
        by: String,
    },
    /// Products were added or changed: each as it is from now on.
    CataloguePut {
        /// The products.
        products: Vec<Product>,
        /// Who.
        by: String,
    },
    /// Promotions were added or changed.
    PromotionsPut {
        /// The promotions.
        promotions: Vec<Promotion>,
        /// Who.
        by: String,
    },
    /// Members were added or changed: numbers and tiers, no personal data.
    MembersPut {
        /// Number and tier.
        members: Vec<(String, Tier)>,
        /// Who.
        by: String,
    },
    /// Stock counted in at the start.
    StockOpened {
        /// Date of the books.
        business_date: NaiveDate,
        /// What.
        lines: Vec<OpeningLine>,
        /// Who.
        by: String,
    },
    /// A shift was opened.
    ShiftOpened(Shift),
    /// A sale was paid, or goods came back ([`Sale::returned`]).
    Sale(Sale),
    /// Cash went into or out of a drawer.
    CashMoved(CashMove),
    /// A shift was counted and closed.
    ShiftClosed(ShiftClose),
    /// A day, month or year was closed.
    PeriodClosed(PeriodClose),
    /// Somebody wrote a journal.
    JournalPosted(Entry),
    /// A cart was thrown away, or a line taken out of it.
    CartCancelled {
        /// Date of the books.
        business_date: NaiveDate,
        /// Who.
        by: String,
        /// Why.
        reason: String,
        /// What was in it.
        lines: Vec<CancelledLine>,
    },
    /// A second person allowed what the cashier may not.
    OverrideGranted {
        /// The right used.
        right: String,
        /// Who asked.
        asked_by: String,
        /// Who allowed it.
        granted_by: String,
        /// Why.
        reason: String,
        /// What it was used for, in words.
        subject: String,
    },
    /// A receipt was printed again.
    ReceiptReprinted {
        /// Its number.
        receipt: String,
        /// Who.
        by: String,
    },
    /// Something happened in the stock room.
    Stock(StockFact),
    /// Something happened in the trade with others.
    Trade(TradeFact),
    /// A QRIS code that was shown was given up without payment.
    QrisAbandoned {
        /// Rupiah.
        amount: Rupiah,
        /// The bill number in the code.
        reference: String,
        /// Who.
        by: String,
    },
}
