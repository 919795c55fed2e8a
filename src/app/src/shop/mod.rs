//! Making a shop, proving it, making its projections again.

mod make;
mod proof;
mod sample;

pub use sample::SAMPLE_STAFF;
