//! Documents as UBL 2.1 (OASIS), the neutral format of others: Catalogue, Order, OrderResponse, DespatchAdvice, ReceiptAdvice,
//! Invoice, CreditNote and Statement, in IDR.
//!
//! The JSON is what is signed; UBL is a view of it for programs that are not ours, and a way in for what they
//! write. What UBL has no place for (a supplier's tiers, set-offs) stays with the JSON.

mod at;
mod catalogue;
mod read;
mod tree;
mod write;

pub use at::UblError;
pub use read::{Foreign, Names, from_ubl, read_ubl};
pub use write::{to_ubl, to_ubl_calling};

/// Common aggregates.
const CAC: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
/// Common basics.
const CBC: &str = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/// Identification schemes (ISO/IEC 6523): a GTIN.
const GTIN: &str = "0160";

/// What says that a reference is to the document that is answered.
const REFERS: &str = "refers";

/// The name of the item's property that holds the pack.
const PACK: &str = "pack";

#[cfg(test)]
mod tests;
