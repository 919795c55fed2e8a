//! Receipts as ESC/POS bytes, and what printers answer.

mod barcode;
mod encode;
mod profile;
mod raster;
pub mod status;
mod test_page;
mod text;

pub use encode::{Document, Element, Emphasis, EncodeError, drawer_pulse, encode};
pub use profile::{COLUMNS, Cut, Overrides, PROFILES, Profile};
pub use raster::{Raster, RasterError};
pub use test_page::test_page;
