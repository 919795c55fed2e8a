//! Documents about goods: catalogue, order and its answer, surat jalan, tanda terima.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::body::{is_false, is_zero};

/// Goods on a line, as the seller calls them. The buyer finds the product by GTIN, or by what somebody said
/// that the code means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Goods {
    /// The seller's code.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The buyer's product key.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sku: String,
    /// GTIN of the pack; empty: none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gtin: String,
    /// Name.
    pub name: String,
    /// The pack: PCS, DUS.
    pub pack: String,
    /// Base units in the pack.
    pub factor: i64,
}

/// A price from a number of packs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceTier {
    /// From so many packs, thousandths.
    pub from: i64,
    /// A pack, rupiah.
    pub price: i64,
}

/// Goods in a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueItem {
    /// The goods.
    #[serde(flatten)]
    pub goods: Goods,
    /// Prices by quantity, the smallest first; at least one.
    pub tiers: Vec<PriceTier>,
    /// The smallest order, packs in thousandths; 0: any.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minimum: i64,
    /// The buyer's PPN class: none, ppn, exempt; empty: not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax: String,
}

/// A snapshot of goods and prices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalogue {
    /// Counts up; a lower one is old.
    pub version: u64,
    /// From when.
    pub from: NaiveDate,
    /// Until when, included; absent: until the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The goods.
    pub items: Vec<CatalogueItem>,
}

/// A line of an order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    /// 1, 2, ...: answers and deliveries refer to it.
    pub line: u32,
    /// The goods.
    #[serde(flatten)]
    pub goods: Goods,
    /// Packs, thousandths.
    pub quantity: i64,
    /// A pack without PPN, rupiah.
    pub price: i64,
    /// The line, rupiah.
    pub amount: i64,
    /// Version of the catalogue that the price is from; absent: it was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub catalogue: Option<u64>,
    /// The PPN class that the catalogue says; empty: not said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax: String,
}

/// Goods that a buyer wants.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// When the goods are wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wanted: Option<NaiveDate>,
    /// The pool that it is part of; empty: none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pool: String,
    /// Words to the seller.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The lines.
    pub lines: Vec<OrderLine>,
    /// Their sum, rupiah.
    pub total: i64,
}

/// What the seller says to a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResponseLine {
    /// The order's line.
    pub line: u32,
    /// Packs that will come, thousandths; 0: refused.
    pub quantity: i64,
    /// A pack, rupiah.
    pub price: i64,
    /// Why it is not as ordered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What the seller says to an order; of the buyer, that this is agreed. It refers to the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderResponse {
    /// When the goods will come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<NaiveDate>,
    /// Freight for all of it, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub freight: i64,
    /// Every line of the order.
    pub lines: Vec<ResponseLine>,
}

/// The buyer wants nothing more of an order; it refers to the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderCancel {
    /// Why.
    pub reason: String,
}

/// What a buyer will take from a pool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    /// The pool.
    pub pool: String,
    /// Until when it can be changed.
    pub cutoff: NaiveDate,
    /// The goods.
    #[serde(flatten)]
    pub goods: Goods,
    /// At least so many packs, thousandths.
    pub minimum: i64,
    /// At most so many packs, thousandths.
    pub maximum: i64,
    /// True: holds for every pool of these goods until it is taken back.
    #[serde(default, skip_serializing_if = "is_false")]
    pub standing: bool,
}

/// Goods on their way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DespatchLine {
    /// The order's line; 0: nobody ordered it.
    #[serde(default, skip_serializing_if = "zero_line")]
    pub line: u32,
    /// The goods.
    #[serde(flatten)]
    pub goods: Goods,
    /// Packs, thousandths.
    pub quantity: i64,
    /// Use by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiry: Option<NaiveDate>,
    /// The maker's lot.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub lot: String,
}

/// Goods on their way (surat jalan); it refers to the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Despatch {
    /// Number of the vehicle.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vehicle: String,
    /// Who drives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub driver: String,
    /// The lines.
    pub lines: Vec<DespatchLine>,
}

/// A line that arrived.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptAdviceLine {
    /// The order's line; 0: nobody ordered it.
    #[serde(default, skip_serializing_if = "zero_line")]
    pub line: u32,
    /// The goods.
    #[serde(flatten)]
    pub goods: Goods,
    /// Packs that the despatch says, thousandths.
    pub noted: i64,
    /// Packs that came and are good, thousandths.
    pub good: i64,
    /// Packs that came damaged and were kept, thousandths.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub damaged: i64,
    /// Why it is not as noted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What arrived; it refers to the despatch, or to the order where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceiptAdvice {
    /// The order; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Uuid>,
    /// Number of the delivery note, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The lines.
    pub lines: Vec<ReceiptAdviceLine>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature that serde asks for")]
fn zero_line(line: &u32) -> bool {
    *line == 0
}
