//! The commands of settling with others.

mod claim;
mod documents;
mod pay;
mod setoff;
mod statement;

pub(super) use claim::run as claim;
pub(super) use documents::run as documents;
pub(super) use pay::run as pay;
pub(super) use setoff::run as setoff;
pub(super) use statement::run as statement;
