//! What goods are called now.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::StoreError;

/// A product as reports name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Goods {
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// `pcs` or `kg`.
    pub unit: String,
    /// The word of its tax class.
    pub tax: String,
}

/// All products by SKU.
///
/// # Errors
/// [`StoreError`].
pub fn goods(connection: &Connection) -> Result<HashMap<String, Goods>, StoreError> {
    let mut query = connection.prepare_cached("SELECT sku, name, category, unit, tax FROM product")?;
    let rows = query
        .query_map([], |row| Ok((row.get(0)?, Goods { name: row.get(1)?, category: row.get(2)?, unit: row.get(3)?, tax: row.get(4)? })))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Names of people by id: `staff` or `member`.
///
/// # Errors
/// [`StoreError`].
pub fn people(connection: &Connection, kind: &str) -> Result<HashMap<String, String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT id, name FROM person WHERE kind = ?1")?;
    let rows = query.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
