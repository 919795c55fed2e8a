//! Receipts as ESC/POS bytes.

mod encode;
mod profile;
mod raster;

pub use encode::{Document, EncodeError, Element, Emphasis, drawer_pulse, encode};
pub use profile::{Cut, PROFILES, Profile};
