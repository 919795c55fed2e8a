//! The ledger, posting by posting.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::{Period, Stopped, Watch};
use crate::StoreError;

/// A posting with its journal; texts are borrowed from the row.
#[derive(Clone, Copy, Debug)]
pub struct PostingRow<'a> {
    /// Place of the fact in the log.
    pub pos: i64,
    /// Date of the books.
    pub date: &'a str,
    /// What happened, in words.
    pub text: &'a str,
    /// Which posting of the journal.
    pub line: i64,
    /// The account's code.
    pub account: &'a str,
    /// Whose part of it.
    pub sub: &'a str,
    /// Debit above zero, rupiah.
    pub amount: i64,
    /// Its own date, when it came after the close of that day; else empty.
    pub late: &'a str,
}

/// Whether the journals that close a year are wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closings {
    /// For balances.
    Kept,
    /// For the income and the costs of a period.
    LeftOut,
}

/// Calls `each` with every posting of a period in the order of the log: the postings of a journal come
/// together.
///
/// # Errors
/// [`Stopped`].
pub fn postings(
    connection: &Connection,
    period: &Period,
    closings: Closings,
    watch: &mut Watch<'_>,
    mut each: impl FnMut(&PostingRow<'_>),
) -> Result<(), Stopped> {
    watch.begin(connection, (0, i64::MAX))?;
    let (from, to) = period.ends();
    let mut query = connection.prepare_cached(include_str!("postings.sql"))?;
    let mut rows = query.query(params![from, to, closings == Closings::LeftOut])?;
    while let Some(row) = rows.next()? {
        let posting = PostingRow {
            pos: row.get(0)?,
            date: row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
            text: row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?,
            line: row.get(3)?,
            account: row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
            sub: row.get_ref(5)?.as_str().map_err(rusqlite::Error::from)?,
            amount: row.get(6)?,
            late: row.get_ref(7)?.as_str_or_null().map_err(rusqlite::Error::from)?.unwrap_or_default(),
        };
        each(&posting);
        watch.step(posting.pos)?;
    }
    Ok(())
}

/// The id of the record at a place of the log.
///
/// # Errors
/// [`StoreError`].
pub fn record_id(connection: &Connection, pos: i64) -> Result<Option<Uuid>, StoreError> {
    let mut query = connection.prepare_cached("SELECT record_id FROM record WHERE pos = ?1")?;
    Ok(query.query_row([pos], |row| row.get(0).map(Uuid::from_bytes)).optional()?)
}

/// A journal with the record behind it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundJournal {
    /// Id of the record.
    pub record_id: Uuid,
    /// Its kind.
    pub kind: String,
    /// When it was written, ms since 1970 UTC.
    pub at: i64,
    /// Date of the books.
    pub date: NaiveDate,
    /// Its own date, when it came after the close of that day.
    pub late: Option<NaiveDate>,
    /// What it is, in words.
    pub text: String,
    /// Account, part of it, rupiah; debit above zero.
    pub postings: Vec<(String, String, i64)>,
    /// The receipt, when it is a ticket.
    pub receipt: Option<String>,
    /// The Z report, when it is the close of a shift.
    pub z_report: Option<String>,
}

/// The journal at a place of the log.
///
/// # Errors
/// [`StoreError`].
pub fn journal_at(connection: &Connection, pos: i64) -> Result<Option<FoundJournal>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT record_id, kind, at, date, late, text, (SELECT receipt FROM sale WHERE sale.pos = journal.pos),
                (SELECT number FROM shift_close WHERE shift_close.pos = journal.pos)
           FROM journal JOIN record ON record.pos = journal.pos WHERE journal.pos = ?1",
    )?;
    let head = query.query_row([pos], |row| {
        Ok(FoundJournal {
            record_id: Uuid::from_bytes(row.get(0)?),
            kind: row.get(1)?,
            at: row.get(2)?,
            date: row.get(3)?,
            late: row.get(4)?,
            text: row.get(5)?,
            postings: Vec::new(),
            receipt: row.get(6)?,
            z_report: row.get(7)?,
        })
    });
    let Some(mut found) = head.optional()? else { return Ok(None) };
    let mut query = connection.prepare_cached("SELECT account, sub, amount FROM posting WHERE pos = ?1 ORDER BY line")?;
    found.postings = query.query_map([pos], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    Ok(Some(found))
}
