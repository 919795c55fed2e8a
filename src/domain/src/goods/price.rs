//! Prices that hold from a time on, and what stands on labels.

use chrono::{DateTime, FixedOffset};

use crate::money::Rupiah;

/// New prices of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceLine {
    /// The product's key.
    pub sku: String,
    /// The pack.
    pub pack: String,
    /// Price for everybody, rupiah.
    pub price: Rupiah,
    /// Price for members; none: as everybody.
    pub member_price: Option<Rupiah>,
    /// Price for wholesale buyers; none: as everybody.
    pub wholesale_price: Option<Rupiah>,
}

/// Prices that hold from a time on. Until then the old ones stand; a product that is put again later
/// than that time has the prices that were put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceBatch {
    /// Made once (UUID as text).
    pub id: String,
    /// What people call it.
    pub name: String,
    /// From when.
    pub from: DateTime<FixedOffset>,
    /// The prices; none: the batch is taken back.
    pub lines: Vec<PriceLine>,
    /// Who (staff id).
    pub by: String,
}

/// What stood on a label that was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelMark {
    /// The product's key.
    pub sku: String,
    /// The pack.
    pub pack: String,
    /// The price on it, rupiah.
    pub price: Rupiah,
}
