//! Lots: what came of each, what is left, what is blocked.

use chrono::NaiveDate;
use domain::Quantity;
use domain::goods::lots::{Lot, left};
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::shared::Stamp;

/// Adds to a lot, or takes from it. Goods without date and lot have none.
pub(crate) fn add(
    connection: &Connection,
    sku: &str,
    owner: &str,
    expiry: Option<NaiveDate>,
    lot: &str,
    quantity: Quantity,
) -> Result<(), StoreError> {
    if (expiry.is_none() && lot.is_empty()) || quantity == Quantity::ZERO {
        return Ok(());
    }
    let sql = "INSERT INTO lot (sku, owner, expiry, lot, quantity) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (sku, owner, expiry, lot) DO UPDATE SET quantity = quantity + excluded.quantity";
    let date = expiry.map_or_else(String::new, |date| date.to_string());
    connection.prepare_cached(sql)?.execute(params![sku, owner, date, lot, quantity.get()])?;
    Ok(())
}

pub(crate) fn block(connection: &Connection, sku: &str, lot: &str, blocked: bool, reason: &str, stamp: &Stamp) -> Result<(), StoreError> {
    let sql = "INSERT INTO lot_block (sku, lot, blocked, reason, stamp) VALUES (?1, ?2, ?3, ?4, ?5)
               ON CONFLICT (sku, lot) DO UPDATE SET blocked = excluded.blocked, reason = excluded.reason, stamp = excluded.stamp
                WHERE excluded.stamp >= lot_block.stamp";
    connection.prepare_cached(sql)?.execute(params![sku, lot, blocked, reason, stamp])?;
    Ok(())
}

/// What is left of each lot of a product of an owner, the earliest date first, and how much of what is for
/// sale has no known date.
///
/// # Errors
/// [`StoreError`].
pub fn of(connection: &Connection, sku: &str, owner: &str) -> Result<(Vec<Lot>, Quantity), StoreError> {
    let mut query = connection.prepare_cached("SELECT expiry, lot, quantity FROM lot WHERE sku = ?1 AND owner = ?2")?;
    let row = |row: &rusqlite::Row<'_>| {
        let expiry: String = row.get(0)?;
        Ok(Lot { expiry: expiry.parse().ok(), lot: row.get(1)?, quantity: Quantity::new(row.get(2)?) })
    };
    let lots = query.query_map([sku, owner], row)?.collect::<Result<Vec<_>, _>>()?;
    let mut query =
        connection.prepare_cached("SELECT coalesce(sum(quantity), 0) FROM stock WHERE sku = ?1 AND owner = ?2 AND place = 'toko'")?;
    let on_hand: i64 = query.query_row([sku, owner], |row| row.get(0))?;
    Ok(left(Quantity::new(on_hand), &lots))
}

/// Why a lot of a product may not be sold or received; none: it may. A product that is blocked blocks all of
/// its lots.
///
/// # Errors
/// [`StoreError`].
pub fn blocked(connection: &Connection, sku: &str, lot: &str) -> Result<Option<String>, StoreError> {
    let mut query = connection
        .prepare_cached("SELECT reason FROM lot_block WHERE sku = ?1 AND lot IN ('', ?2) AND blocked = 1 ORDER BY lot LIMIT 1")?;
    let mut rows = query.query([sku, lot])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
}

/// Goods that are held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockRow {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The lot; empty: all of the product.
    pub lot: String,
    /// Why.
    pub reason: String,
}

/// All that may not be sold or received now, by name.
///
/// # Errors
/// [`StoreError`].
pub fn all_blocked(connection: &Connection) -> Result<Vec<BlockRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT lot_block.sku, coalesce(product.name, lot_block.sku), lot, reason FROM lot_block LEFT JOIN product ON product.sku = lot_block.sku
          WHERE blocked = 1 ORDER BY 2 COLLATE NOCASE, lot",
    )?;
    let row = |row: &rusqlite::Row<'_>| Ok(BlockRow { sku: row.get(0)?, name: row.get(1)?, lot: row.get(2)?, reason: row.get(3)? });
    Ok(query.query_map([], row)?.collect::<Result<_, _>>()?)
}

/// Products and owners that have lots with a date up to `until`: those to be looked at.
///
/// # Errors
/// [`StoreError`].
pub fn dated(connection: &Connection, until: NaiveDate) -> Result<Vec<(String, String)>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT DISTINCT sku, owner FROM lot WHERE expiry <> '' AND expiry <= ?1 ORDER BY sku, owner")?;
    let rows = query.query_map([until.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
