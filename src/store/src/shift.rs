//! Shifts.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::shift::Shift;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::StoreError;

/// The newest open shift of a till.
///
/// # Errors
/// [`StoreError`].
pub fn open(connection: &Connection, till: &str) -> Result<Option<Shift>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, till, business_date, opened_by, opening_float FROM shift WHERE till = ?1 AND closed_pos IS NULL ORDER BY pos DESC LIMIT 1",
    )?;
    Ok(query.query_row([till], shift).optional()?)
}

/// The newest open shift of a till for a date of the books.
///
/// # Errors
/// [`StoreError`].
pub fn open_on(connection: &Connection, till: &str, date: NaiveDate) -> Result<Option<Shift>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, till, business_date, opened_by, opening_float FROM shift
          WHERE till = ?1 AND closed_pos IS NULL AND business_date = ?2 ORDER BY pos DESC LIMIT 1",
    )?;
    Ok(query.query_row(rusqlite::params![till, date], shift).optional()?)
}

fn shift(row: &Row<'_>) -> rusqlite::Result<Shift> {
    Ok(Shift {
        id: row.get(0)?,
        till: row.get(1)?,
        business_date: row.get(2)?,
        opened_by: row.get(3)?,
        opening_float: Rupiah::new(row.get(4)?),
    })
}
