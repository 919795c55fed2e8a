//! The stock room: receive, move, count, goods of others, prices, labels, reorder.

mod receive;
mod refusal;
mod shelf;

pub use receive::{Arrival, ArrivalLine, Preview, PreviewLine, Received};
pub use refusal::StockRefusal;
pub(crate) use shelf::{Shelf, owe};
