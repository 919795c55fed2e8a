//! What reports read: streams of what happened, in the order of the log.
//!
//! Each stream is one pass over rows that lie side by side, so a million lines take about a second, its
//! place in the log tells how far it is, and it can be given up at any row. What the rows mean is
//! decided in `app::books`.

mod days;
mod drawers;
mod goods;
mod lines;
mod office;
mod postings;
mod sales;

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::StoreError;

pub use days::{DayRow, days};
pub use drawers::{CashRow, CloseRow, cash, closes};
pub use goods::{Goods, goods, people};
pub(crate) use lines::tax_word;
pub use lines::{LineRow, lines};
pub use office::{Waiting, attention, tills};
pub use postings::{Closings, FoundJournal, PostingRow, journal_at, postings, record_id};
pub use sales::{SaleHead, TenderRow, sales, tenders};

/// How many rows pass between two looks at the clock.
const STRIDE: u64 = 1_024;

/// Why a report was not finished.
#[derive(Debug, thiserror::Error)]
pub enum Stopped {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A person gave it up.
    #[error("dibatalkan")]
    Cancelled,
}

impl From<rusqlite::Error> for Stopped {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

/// The first date that books can have, as texts compare: years have four digits.
pub const FIRST: NaiveDate = match NaiveDate::from_ymd_opt(1, 1, 1) {
    Some(date) => date,
    None => NaiveDate::MIN,
};
/// The last.
pub const LAST: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(date) => date,
    None => NaiveDate::MAX,
};

/// Dates of the books, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
}

impl Period {
    /// One date.
    pub const fn day(date: NaiveDate) -> Self {
        Self { from: date, to: date }
    }

    /// Everything up to a date.
    pub const fn until(date: NaiveDate) -> Self {
        Self { from: FIRST, to: date }
    }

    /// True when it has no beginning.
    pub fn is_from_the_first(&self) -> bool {
        self.from <= FIRST
    }

    /// True when the date is in it.
    pub fn holds(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }

    /// The ends as texts that compare as dates do.
    pub fn ends(&self) -> (String, String) {
        let end = |date: NaiveDate| date.clamp(FIRST, LAST).format("%Y-%m-%d").to_string();
        (end(self.from), end(self.to))
    }
}

/// Whoever waits for a report: hears how far it is, and may give it up.
#[derive(Default)]
pub struct Watch<'a> {
    cancel: Option<&'a AtomicBool>,
    tell: Option<&'a mut dyn FnMut(u32)>,
    first: i64,
    last: i64,
    rows: u64,
    told: u32,
    /// This pass takes so many thousandths, from where the last ended.
    share: (u32, u32),
}

impl<'a> Watch<'a> {
    /// Nobody waits.
    pub fn quiet() -> Self {
        Self { share: (0, 1_000), ..Self::default() }
    }

    /// `tell` hears thousandths, rising; setting `cancel` ends the report soon.
    pub fn new(cancel: &'a AtomicBool, tell: &'a mut dyn FnMut(u32)) -> Self {
        Self { cancel: Some(cancel), tell: Some(tell), share: (0, 1_000), ..Self::default() }
    }

    /// The passes that follow take this many thousandths of the whole, from `from` to `to`.
    pub fn part(&mut self, from: u32, to: u32) {
        self.share = (from, to.max(from));
    }

    /// A pass over a stretch of the log begins.
    fn begin(&mut self, connection: &Connection, bounds: (i64, i64)) -> Result<(), Stopped> {
        let last: i64 = connection.query_row("SELECT coalesce(max(pos), 0) FROM record", [], |row| row.get(0))?;
        (self.first, self.last) = (bounds.0, bounds.1.min(last));
        self.check()
    }

    /// A row at a place of the log was read.
    fn step(&mut self, pos: i64) -> Result<(), Stopped> {
        self.rows += 1;
        if !self.rows.is_multiple_of(STRIDE) {
            return Ok(());
        }
        self.check()?;
        let Some(tell) = &mut self.tell else { return Ok(()) };
        let (done, all) = (i128::from(pos - self.first).max(0), i128::from(self.last - self.first).max(1));
        let width = i128::from(self.share.1 - self.share.0);
        let now = self.share.0 + u32::try_from(width * done.min(all) / all).unwrap_or(0);
        if now > self.told {
            self.told = now;
            tell(now);
        }
        Ok(())
    }

    /// Ends the report when it was given up.
    ///
    /// # Errors
    /// [`Stopped::Cancelled`].
    pub fn check(&self) -> Result<(), Stopped> {
        match self.cancel {
            Some(cancel) if cancel.load(Ordering::Relaxed) => Err(Stopped::Cancelled),
            _ => Ok(()),
        }
    }
}

/// The stretch of the log in which the tickets of a period lie: from the first opening to the last close of
/// its shifts, and where the late ones are. No index that only a report needs is written in a sale.
fn sale_bounds(connection: &Connection, period: &Period) -> Result<(i64, i64), StoreError> {
    let (from, to) = period.ends();
    let mut query = connection.prepare_cached(include_str!("bounds.sql"))?;
    Ok(query.query_row([from, to], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
