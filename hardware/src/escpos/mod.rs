//! Receipts as ESC/POS bytes.

mod encode;
mod profile;
mod raster;

pub use encode::{Document, Element, Emphasis, EncodeError, drawer_pulse, encode};
pub use profile::{Cut, PROFILES, Profile};
