//! Paper: bytes are made once, when the sale is committed, and kept in the queue; sending is apart.

mod drain;
mod enqueue;
mod reprint;

pub use drain::{Attempt, Drain, QueueState};
pub(crate) use enqueue::{enqueue_document, enqueue_drawer, enqueue_paper, enqueue_receipt};
pub use reprint::Receipt;
