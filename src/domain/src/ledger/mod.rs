//! The ledger: chart, postings, and the journal of every fact.

mod chart;
mod journal;

pub use chart::{Account, CHART, Side, account, name};
pub use journal::{Journal, JournalError, Posting, journal};
