//! The trade with others: parties, documents, what their codes mean here.

pub mod claims;
pub mod documents;
pub mod drafts;
pub mod parties;
mod project;

pub(crate) use project::project;
