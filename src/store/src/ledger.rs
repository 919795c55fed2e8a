//! The ledger: balances kept by the triggers, and the journals for export.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;

/// A row of the trial balance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceRow {
    /// The account's code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Sum of debits, rupiah.
    pub debit: i64,
    /// Sum of credits, rupiah.
    pub credit: i64,
}

/// All accounts that were ever touched. Read, not summed: the triggers keep the balances.
///
/// # Errors
/// [`StoreError`].
pub fn trial_balance(connection: &Connection) -> Result<Vec<BalanceRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT account.code, account.name, sum(debit), sum(credit)
           FROM account_balance JOIN account ON account.code = account_balance.account GROUP BY account.code ORDER BY account.code",
    )?;
    let rows =
        query.query_map([], |row| Ok(BalanceRow { code: row.get(0)?, name: row.get(1)?, debit: row.get(2)?, credit: row.get(3)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What an account holds; debit above zero.
///
/// # Errors
/// [`StoreError`].
pub fn balance(connection: &Connection, account: &str) -> Result<domain::Rupiah, StoreError> {
    let mut query = connection.prepare_cached("SELECT coalesce(sum(debit - credit), 0) FROM account_balance WHERE account = ?1")?;
    Ok(domain::Rupiah::new(query.query_row([account], |row| row.get(0))?))
}

/// A journal with its postings: account, sub-account, rupiah.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Place in the log.
    pub pos: i64,
    /// Date of the books.
    pub date: NaiveDate,
    /// What it is.
    pub text: String,
    /// The postings.
    pub postings: Vec<(String, String, i64)>,
}

/// Calls `each` with every journal by date and place.
///
/// # Errors
/// Whatever `each` says, and [`StoreError`].
pub fn for_each<E: From<StoreError>>(connection: &Connection, mut each: impl FnMut(&JournalRow) -> Result<(), E>) -> Result<(), E> {
    let mut query = connection
        .prepare(
            "SELECT journal.pos, date, text, account, sub, amount FROM journal JOIN posting ON posting.pos = journal.pos
              ORDER BY date, journal.pos, line",
        )
        .map_err(StoreError::from)?;
    let mut rows = query.query([]).map_err(StoreError::from)?;
    let mut current: Option<JournalRow> = None;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let (pos, posting) = posting(row).map_err(StoreError::from)?;
        if current.as_ref().is_some_and(|journal| journal.pos != pos)
            && let Some(done) = current.take()
        {
            each(&done)?;
        }
        if current.is_none() {
            current = Some(head(row).map_err(StoreError::from)?);
        }
        if let Some(journal) = &mut current {
            journal.postings.push(posting);
        }
    }
    if let Some(done) = current {
        each(&done)?;
    }
    Ok(())
}

type Posting = (String, String, i64);

fn posting(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, Posting)> {
    Ok((row.get(0)?, (row.get(3)?, row.get(4)?, row.get(5)?)))
}

fn head(row: &rusqlite::Row<'_>) -> rusqlite::Result<JournalRow> {
    Ok(JournalRow { pos: row.get(0)?, date: row.get(1)?, text: row.get(2)?, postings: Vec::new() })
}

/// The places of the newest journals; of those that people wrote when `manual`.
///
/// # Errors
/// [`StoreError`].
pub fn newest(connection: &Connection, manual: bool, limit: usize) -> Result<Vec<i64>, StoreError> {
    let sql =
        if manual { "SELECT pos FROM entry ORDER BY pos DESC LIMIT ?1" } else { "SELECT pos FROM journal ORDER BY pos DESC LIMIT ?1" };
    let mut query = connection.prepare_cached(sql)?;
    Ok(query.query_map([limit], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The journal at a place of the log, and its own date when it was booked later.
///
/// # Errors
/// [`StoreError`].
pub fn at(connection: &Connection, pos: i64) -> Result<Option<(JournalRow, Option<NaiveDate>)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT date, text, late FROM journal WHERE pos = ?1")?;
    let found = query.query_row([pos], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((date, text, late)) = found else { return Ok(None) };
    let mut query = connection.prepare_cached("SELECT account, sub, amount FROM posting WHERE pos = ?1 ORDER BY line")?;
    let postings = query.query_map([pos], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    Ok(Some((JournalRow { pos, date, text, postings }, late)))
}
