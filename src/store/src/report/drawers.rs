//! Cash that moved without a sale, and what was counted at the closes of shifts.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::Period;
use crate::StoreError;

/// Cash that went into or out of a drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashRow {
    /// Place in the log.
    pub pos: i64,
    /// Date of the books.
    pub date: NaiveDate,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Minutes east of UTC.
    pub tz: i32,
    /// The till's letter.
    pub till: String,
    /// `float`, `in`, `out`, `drop`, `petty`.
    pub kind: String,
    /// What the drawer changed by, rupiah.
    pub amount: i64,
    /// The account on the other side.
    pub account: String,
    /// What for.
    pub reason: String,
    /// Who (staff id).
    pub by: String,
}

/// Floats and cash moves of a period in the order of the log.
///
/// # Errors
/// [`StoreError`].
pub fn cash(connection: &Connection, period: &Period) -> Result<Vec<CashRow>, StoreError> {
    let (from, to) = period.ends();
    let mut query = connection.prepare_cached(include_str!("cash.sql"))?;
    let rows = query.query_map(params![from, to], |row| {
        Ok(CashRow {
            pos: row.get(0)?,
            date: row.get(1)?,
            at: row.get(2)?,
            tz: row.get(3)?,
            till: row.get(4)?,
            kind: row.get(5)?,
            amount: row.get(6)?,
            account: row.get(7)?,
            reason: row.get(8)?,
            by: row.get(9)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The close of a shift: what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CloseRow {
    /// Place in the log.
    pub pos: i64,
    /// Date of the books.
    pub date: NaiveDate,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// The till's letter.
    pub till: String,
    /// Number of the Z report.
    pub number: String,
    /// Who counted (staff id).
    pub by: String,
    /// Who signed for a difference.
    pub signed_by: Option<String>,
    /// Whose debt a shortage became.
    pub charged_to: Option<String>,
    /// What the drawer should have held, rupiah.
    pub expected: i64,
    /// What was counted, rupiah.
    pub counted: i64,
    /// What slips and lists say beyond what the till recorded, of the tenders for which one was typed, rupiah.
    pub cashless: i64,
}

/// The closes of shifts of a period in the order of the log.
///
/// # Errors
/// [`StoreError`].
pub fn closes(connection: &Connection, period: &Period) -> Result<Vec<CloseRow>, StoreError> {
    let (from, to) = period.ends();
    let mut query = connection.prepare_cached(include_str!("closes.sql"))?;
    let rows = query.query_map(params![from, to], |row| {
        Ok(CloseRow {
            pos: row.get(0)?,
            date: row.get(1)?,
            at: row.get(2)?,
            till: row.get(3)?,
            number: row.get(4)?,
            by: row.get(5)?,
            signed_by: row.get(6)?,
            charged_to: row.get(7)?,
            expected: row.get(8)?,
            counted: row.get(9)?,
            cashless: row.get(10)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
