//! Making a shop, proving it, making its projections again.

mod aside;
mod make;
mod proof;
mod sample;

pub(crate) use aside::make_aside;
pub use sample::SAMPLE_STAFF;
