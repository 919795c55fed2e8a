//! The books: reports and exports.

mod export;
mod report;

pub use export::Dialect;
