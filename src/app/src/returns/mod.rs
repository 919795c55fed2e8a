//! Returns and exchanges: goods that come back, and new ones on the same ticket.

mod find;
mod order;
mod take_back;

pub use find::Returnable;
pub use order::{Quote, ReturnOrder};
