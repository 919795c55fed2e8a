//! What the end-to-end tests share: the program as a user starts it, databases of their own, the
//! recorded baskets, and printers that are not there.
//!
//! The tests go through the public door only: the command line, the database file, the bytes.

pub mod baskets;
pub mod pair;
pub mod scratch;
pub mod shop;
pub mod sink;
pub mod tills;
pub mod traders;

pub use shop::{Answer, Shop, program};
pub use traders::Traders;
