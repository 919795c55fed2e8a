//! The ledger: chart, postings, and the journal of every fact.

mod chart;
mod entry;
mod goods;
mod journal;
mod returned;
mod template;
mod trade;

pub use chart::{Account, CHART, Side, account, find, name};
pub use entry::{Entry, EntryError, EntryLine, is_claimed, is_kept};
pub use journal::{Journal, JournalError, Posting, journal};
pub use template::{TEMPLATES, Template};
