//! What the manager's page asks: what waits, what is below zero, which tills there are.

use chrono::NaiveDate;
use rusqlite::Connection;

use crate::StoreError;

/// Things that wait for a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// QRIS codes that were shown and not confirmed: how many, rupiah.
    pub qris: (i64, i64),
    /// Print jobs that wait, and those that may be half printed.
    pub printing: (i64, i64),
    /// Products below zero.
    pub negative: i64,
    /// Some of their names, the lowest first.
    pub negative_names: Vec<String>,
    /// Journals that are booked on the day and came too late for their own.
    pub late: i64,
}

/// What waits now, and came late on `today`.
///
/// # Errors
/// [`StoreError`].
pub fn attention(connection: &Connection, today: NaiveDate) -> Result<Waiting, StoreError> {
    let pair = |sql: &str| connection.prepare_cached(sql)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?)));
    let mut names = connection.prepare_cached(
        "SELECT product.name FROM stock JOIN product ON product.sku = stock.sku WHERE stock.quantity < 0 ORDER BY stock.quantity LIMIT 5",
    )?;
    Ok(Waiting {
        qris: pair("SELECT count(*), coalesce(sum(amount), 0) FROM cart_tender WHERE state = 'waiting'")?,
        printing: pair(
            "SELECT count(*) FILTER (WHERE state <> 'uncertain'), count(*) FILTER (WHERE state = 'uncertain')
               FROM print_job WHERE state IN ('queued', 'sending', 'uncertain')",
        )?,
        negative: connection.prepare_cached("SELECT count(*) FROM stock WHERE quantity < 0")?.query_row([], |row| row.get(0))?,
        negative_names: names.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?,
        late: crate::period::late_on(connection, today)?,
    })
}

/// The tills that ever opened, and who last opened each (staff id).
///
/// # Errors
/// [`StoreError`].
pub fn tills(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT till, opened_by, max(pos) FROM shift GROUP BY till ORDER BY till")?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
