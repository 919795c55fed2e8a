//! Staff: log in, add people, let a second person allow something.

mod approve;
mod login;
mod people;
mod pin;

pub use approve::Approval;
pub(crate) use approve::OWN_RIGHT;
