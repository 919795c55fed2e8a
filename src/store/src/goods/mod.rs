//! The stock room: deliveries, moves, lots, counts, goods of others, dated prices, labels.

pub mod consign;
pub mod count;
pub mod lots;
pub mod price;
mod project;
pub mod receipt;
pub mod views;

pub(crate) use project::{label_first, owner_of, project, sold};
