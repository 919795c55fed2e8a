//! Settings as they stand: the shop's, and those of this machine.

use rusqlite::{Connection, OptionalExtension};

use crate::StoreError;

/// The value of a key, if it was ever set.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT value FROM setting WHERE key = ?1 AND device IN (x'', (SELECT device FROM device_epoch WHERE own = 1 LIMIT 1))",
    )?;
    Ok(query.query_row([key], |row| row.get(0)).optional()?)
}

/// All keys that were set, with their values.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT key, value FROM setting WHERE device IN (x'', (SELECT device FROM device_epoch WHERE own = 1 LIMIT 1)) ORDER BY key",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(rows)
}
