//! Shifts.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::sale::TenderKind;
use domain::shift::{CashCount, Shift, ShiftSums, TenderCount};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

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
        notes: CashCount::default(),
    })
}

/// An open shift in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenShift {
    /// The shift; its count of the float is not read.
    pub shift: Shift,
    /// When it was opened, ms since 1970 UTC.
    pub opened_at: i64,
    /// What its drawer should hold, rupiah.
    pub drawer: Rupiah,
}

/// All open shifts of all tills, by till and place.
///
/// # Errors
/// [`StoreError`].
pub fn all_open(connection: &Connection) -> Result<Vec<OpenShift>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, till, business_date, opened_by, opening_float, opened_at FROM shift WHERE closed_pos IS NULL ORDER BY till, pos",
    )?;
    let rows = query.query_map([], |row| Ok((shift(row)?, row.get::<_, i64>(5)?)))?;
    let mut open = Vec::new();
    for row in rows {
        let (shift, opened_at) = row?;
        let drawer = expected(connection, &shift)?;
        open.push(OpenShift { shift, opened_at, drawer });
    }
    Ok(open)
}

/// The shift with this id and, when it was closed, the place of its close.
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, id: &str) -> Result<Option<(Shift, Option<i64>)>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT id, till, business_date, opened_by, opening_float, closed_pos FROM shift WHERE id = ?1")?;
    Ok(query.query_row([id], |row| Ok((shift(row)?, row.get(5)?))).optional()?)
}

/// What the drawer of a shift should hold: float, cash sales less change and refunds, cash moved.
///
/// # Errors
/// [`StoreError`].
pub fn expected(connection: &Connection, shift: &Shift) -> Result<Rupiah, StoreError> {
    let sums = sums(connection, &shift.id)?;
    Ok(shift.opening_float.plus(sums.cash)?.plus(sums.cash_in)?.minus(sums.cash_out)?)
}

/// The place of the first shift of a date or later; beyond the log when there is none. No sale of such a
/// date stands before it.
///
/// # Errors
/// [`StoreError`].
pub fn first_since(connection: &Connection, date: NaiveDate) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached("SELECT coalesce(min(pos), 9223372036854775807) FROM shift WHERE business_date >= ?1")?;
    Ok(query.query_row([date], |row| row.get(0))?)
}

/// What happened in a shift, in sums. Read over the places of the log since it was opened.
///
/// # Errors
/// [`StoreError`].
pub fn sums(connection: &Connection, shift: &str) -> Result<ShiftSums, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT sum(lines > 0), sum(subtotal), sum(discount), sum(rounding), sum(total), sum(tax), sum(change)
           FROM sale WHERE pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1",
    )?;
    let money = |row: &Row<'_>, column| Ok::<_, rusqlite::Error>(Rupiah::new(row.get::<_, Option<i64>>(column)?.unwrap_or(0)));
    let (mut sums, change) = query.query_row([shift], |row| {
        let sums = ShiftSums {
            sales: row.get::<_, Option<i64>>(0)?.unwrap_or(0),
            gross: money(row, 1)?,
            discount: money(row, 2)?,
            rounding: money(row, 3)?,
            net: money(row, 4)?,
            tax: money(row, 5)?,
            ..ShiftSums::default()
        };
        Ok((sums, money(row, 6)?))
    })?;
    let mut back = connection.prepare_cached(
        "SELECT count(*), sum(value), sum(sale_return.tax) FROM sale_return JOIN sale ON sale.pos = sale_return.pos
          WHERE sale_return.pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1",
    )?;
    let (returns, returned, tax) = back.query_row([shift], |row| Ok((row.get(0)?, money(row, 1)?, money(row, 2)?)))?;
    sums.returns = returns;
    sums.returned = returned;
    sums.tax = sums.tax.minus(tax)?;
    let cash = tenders(connection, shift)?.into_iter().find(|tender| tender.kind == TenderKind::Cash);
    sums.cash = cash.map_or(Rupiah::ZERO, |cash| cash.expected).minus(change)?;
    let mut moved = connection.prepare_cached(
        "SELECT sum(iif(kind = 'in', amount, 0)), sum(iif(kind = 'in', 0, amount)) FROM cash_move
          WHERE pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1",
    )?;
    (sums.cash_in, sums.cash_out) = moved.query_row([shift], |row| Ok((money(row, 0)?, money(row, 1)?)))?;
    sums.receipts = receipts(connection, shift)?;
    Ok(sums)
}

fn receipts(connection: &Connection, shift: &str) -> Result<(String, String), StoreError> {
    let first = "SELECT receipt FROM sale WHERE pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1 ORDER BY pos LIMIT 1";
    let last = "SELECT receipt FROM sale WHERE pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1 ORDER BY pos DESC LIMIT 1";
    let one = |sql: &str| connection.prepare_cached(sql)?.query_row([shift], |row| row.get::<_, String>(0)).optional();
    Ok((one(first)?.unwrap_or_default(), one(last)?.unwrap_or_default()))
}

/// What each kind of tender brought in a shift, refunds taken off; of cash before change.
///
/// # Errors
/// [`StoreError`].
pub fn tenders(connection: &Connection, shift: &str) -> Result<Vec<TenderCount>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT kind, sum(amount > 0), sum(amount) FROM sale_tender JOIN sale ON sale.pos = sale_tender.pos
          WHERE sale_tender.pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1 GROUP BY kind",
    )?;
    let rows = query.query_map([shift], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))?;
    let mut counts = Vec::new();
    for row in rows {
        let (word, payments, amount) = row?;
        if let Some(kind) = TenderKind::parse(&word) {
            counts.push(TenderCount { kind, payments, expected: Rupiah::new(amount), counted: None });
        }
    }
    counts.sort_by_key(|count| TenderKind::ALL.iter().position(|kind| *kind == count.kind));
    Ok(counts)
}

/// The number of the next Z report of a device's epoch: one more than its last, without gaps.
///
/// # Errors
/// [`StoreError`].
pub fn next_report(connection: &Connection, device: Uuid, epoch: u32) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT number FROM shift_close JOIN record ON record.pos = shift_close.pos
          WHERE device = ?1 AND epoch = ?2 ORDER BY shift_close.pos DESC LIMIT 1",
    )?;
    let last: Option<String> = query.query_row(params![device.as_bytes(), epoch], |row| row.get(0)).optional()?;
    // Reports are `A1-Z0001`.
    Ok(last.as_deref().and_then(|number| crate::sale::counter(number, epoch)).unwrap_or(0) + 1)
}
