//! The cables: receipt printers, drawers and scanners. Knows nothing of shops.
//!
//! `escpos` makes bytes in memory; the transports are ours, because its own block, truncate and
//! print twice (see ARCHITECTURE.md).

pub mod discover;
pub mod display;
pub mod escpos;
pub mod link;
pub mod scale;
pub mod scan;
pub mod sim;
