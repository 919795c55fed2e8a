//! Facts: everything that happens in a shop, as values. `record` keeps and signs them, `store`
//! projects them, and the journal is a pure function of each ([`crate::ledger::journal`]).

use chrono::NaiveDate;

use crate::catalogue::Product;
use crate::member::Tier;
use crate::money::Rupiah;
use crate::pricing::Promotion;
use crate::quantity::Quantity;
use crate::sale::Sale;
use crate::shift::Shift;

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
    /// A sale was paid.
    Sale(Sale),
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
