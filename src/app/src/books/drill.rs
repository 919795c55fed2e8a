//! From a row of the ledger to what happened.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::ledger::name;
use domain::staff::Right;
use uuid::Uuid;

use crate::{App, Fault};

/// A journal with the record behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    /// Place of the record in the log.
    pub pos: i64,
    /// Its id.
    pub record_id: Uuid,
    /// Its kind: `sale`, `shift.closed`, `journal.posted`, ...
    pub kind: String,
    /// When it was written, ms since 1970 UTC.
    pub at: i64,
    /// Date of the books.
    pub date: NaiveDate,
    /// Its own date, when it came after the close of that day.
    pub late: Option<NaiveDate>,
    /// What it is, in words.
    pub text: String,
    /// Code, name, part of the account, debit above zero.
    pub postings: Vec<(String, String, String, Rupiah)>,
    /// The receipt, when it is a ticket.
    pub receipt: Option<String>,
    /// The Z report, when it is the close of a shift.
    pub z_report: Option<String>,
}

impl App {
    /// The journal at a place of the log, with the record behind it; none where nothing was posted.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`], and those of the store.
    pub fn journal_at(&self, pos: i64) -> Result<Option<Drill>, Fault> {
        self.require(Right::Reports)?;
        let Some(found) = store::report::journal_at(self.store.connection(), pos)? else { return Ok(None) };
        let posting = |(code, sub, amount): (String, String, i64)| {
            let name = name(&code).to_owned();
            (code, name, sub, Rupiah::new(amount))
        };
        Ok(Some(Drill {
            pos,
            record_id: found.record_id,
            kind: found.kind,
            at: found.at,
            date: found.date,
            late: found.late,
            text: found.text,
            postings: found.postings.into_iter().map(posting).collect(),
            receipt: found.receipt,
            z_report: found.z_report,
        }))
    }
}
