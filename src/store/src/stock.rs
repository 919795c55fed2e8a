//! Stock on hand.

use domain::stock::Pool;
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, OptionalExtension, params};

use crate::StoreError;

/// What is on hand for sale of the koperasi's own goods of a product.
///
/// # Errors
/// [`StoreError`].
pub fn pool(connection: &Connection, sku: &str) -> Result<Pool, StoreError> {
    pool_at(connection, sku, "toko")
}

/// What of the koperasi's own goods of a product stands in a place (`toko`, `rusak`, `pemasok`).
///
/// # Errors
/// [`StoreError`].
pub fn pool_at(connection: &Connection, sku: &str, place: &str) -> Result<Pool, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT quantity, value, last_value, last_quantity FROM stock WHERE sku = ?1 AND owner = 'koperasi' AND place = ?2",
    )?;
    let pool = query
        .query_row([sku, place], |row| {
            let last: (Option<i64>, Option<i64>) = (row.get(2)?, row.get(3)?);
            Ok(Pool {
                quantity: Quantity::new(row.get(0)?),
                value: Rupiah::new(row.get(1)?),
                last: last.0.zip(last.1).map(|(value, quantity)| (Rupiah::new(value), Quantity::new(quantity))),
            })
        })
        .optional()?;
    Ok(pool.unwrap_or_default())
}

/// True when the product's stock was already counted in at the start.
///
/// # Errors
/// [`StoreError`].
pub fn was_opened(connection: &Connection, sku: &str) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM movement WHERE sku = ?1 AND kind = 'opening' LIMIT 1")?;
    Ok(query.exists(params![sku])?)
}

/// A row of the stock report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Who owns the goods.
    pub owner: String,
    /// On hand, thousandths of the base unit.
    pub quantity: Quantity,
    /// What they cost, rupiah.
    pub value: Rupiah,
}

/// What is on hand of every product that was ever moved, and zero for the others.
///
/// # Errors
/// [`StoreError`].
pub fn report(connection: &Connection) -> Result<Vec<StockRow>, StoreError> {
    let mut query = connection.prepare(
        "SELECT product.sku, product.name, coalesce(stock.owner, 'koperasi'), coalesce(stock.quantity, 0), coalesce(stock.value, 0)
           FROM product LEFT JOIN stock ON stock.sku = product.sku AND stock.place = 'toko' ORDER BY product.sku, 3",
    )?;
    let rows = query.query_map([], |row| {
        Ok(StockRow {
            sku: row.get(0)?,
            name: row.get(1)?,
            owner: row.get(2)?,
            quantity: Quantity::new(row.get(3)?),
            value: Rupiah::new(row.get(4)?),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
