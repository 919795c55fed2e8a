//! Stock on hand.

use domain::goods::Owner;
use domain::stock::Pool;
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, OptionalExtension, Row, params};

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
    let pool = query.query_row([sku, place], |row| pool_in(row, 0)).optional()?;
    Ok(pool.unwrap_or_default())
}

/// What is for sale of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForSale {
    /// The koperasi's own.
    pub pool: Pool,
    /// Whose goods, and how many; the koperasi first, the others by their word.
    pub owners: Vec<(Owner, Quantity)>,
}

/// What is for sale of a product, whoever owns it. One look at the table, because each line of a sale takes one.
///
/// # Errors
/// [`StoreError`].
pub fn for_sale(connection: &Connection, sku: &str) -> Result<ForSale, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT owner, quantity, value, last_value, last_quantity FROM stock WHERE sku = ?1 AND place = 'toko' ORDER BY sku, owner",
    )?;
    let mut rows = query.query([sku])?;
    let mut found = ForSale::default();
    while let Some(row) = rows.next()? {
        let word = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let Some(owner) = Owner::parse(word) else { continue };
        if owner.is_own() {
            found.pool = pool_in(row, 1)?;
            found.owners.insert(0, (owner, found.pool.quantity));
        } else {
            found.owners.push((owner, Quantity::new(row.get(1)?)));
        }
    }
    Ok(found)
}

/// The pool in four columns of a row, from `first` on.
fn pool_in(row: &Row<'_>, first: usize) -> rusqlite::Result<Pool> {
    let last: (Option<i64>, Option<i64>) = (row.get(first + 2)?, row.get(first + 3)?);
    Ok(Pool {
        quantity: Quantity::new(row.get(first)?),
        value: Rupiah::new(row.get(first + 1)?),
        last: last.0.zip(last.1).map(|(value, quantity)| (Rupiah::new(value), Quantity::new(quantity))),
    })
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
