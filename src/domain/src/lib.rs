//! The rules of a cooperative shop, pure.
//!
//! Values in, values out: no clock, no file, no SQL, no serde, no threads. Money is whole rupiah,
//! quantity is thousandths of a unit, products of the two pass through `i128`, and each division
//! says how it rounds. The same code decides for the screen, the command line, replay and sync.

pub mod allocation;
pub mod barcode;
pub mod cart;
pub mod cash;
pub mod catalogue;
pub mod fact;
pub mod goods;
pub mod ledger;
pub mod member;
pub mod money;
pub mod netting;
pub mod paper;
pub mod period;
pub mod pricing;
pub mod prorate;
pub mod qris;
pub mod quantity;
pub mod receipt;
pub mod returns;
pub mod sale;
pub mod settlement;
pub mod shift;
pub mod staff;
pub mod stock;
pub mod tax;
pub mod till;
pub mod trade;

pub use money::{Overflow, Rupiah};
pub use quantity::Quantity;
