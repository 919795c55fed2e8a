//! The log: records as rows.

use record::{Decoded, Head, Header, Record};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::StoreError;

/// The head of a device's log.
///
/// # Errors
/// [`StoreError`].
pub fn head(connection: &Connection, device: Uuid, epoch: u32) -> Result<Head, StoreError> {
    let mut query = connection.prepare_cached("SELECT seq, hash FROM record WHERE device = ?1 AND epoch = ?2 ORDER BY seq DESC LIMIT 1")?;
    let head = query.query_row(params![device.as_bytes(), epoch], |row| Ok(Head { seq: row.get(0)?, hash: row.get(1)? })).optional()?;
    Ok(head.unwrap_or_default())
}

/// Stores a record at the end; returns its place.
///
/// # Errors
/// [`StoreError::Refused`] when the id or the number is taken.
pub fn insert(connection: &Connection, record: &Record) -> Result<i64, StoreError> {
    let header = &record.header;
    let mut insert = connection.prepare_cached(
        "INSERT INTO record (device, epoch, seq, record_id, kind, version, at, tz, prev, body, hash, signature)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    insert.execute(params![
        header.device.as_bytes(),
        header.epoch,
        header.seq,
        header.id.as_bytes(),
        header.kind,
        header.version,
        header.at,
        header.offset,
        header.prev,
        record.body,
        record.hash,
        record.signature,
    ])?;
    Ok(connection.last_insert_rowid())
}

/// The place of a record by its id, if it is here: doing a deed again finds the first answer.
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, id: Uuid) -> Result<Option<i64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT pos FROM record WHERE record_id = ?1")?;
    Ok(query.query_row([id.as_bytes()], |row| row.get(0)).optional()?)
}

/// The record at a place.
///
/// # Errors
/// [`StoreError`].
pub fn get(connection: &Connection, pos: i64) -> Result<Option<Record>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, device, epoch, seq, record_id, kind, version, at, tz, prev, body, hash, signature FROM record WHERE pos = ?1",
    )?;
    Ok(query.query_row([pos], row).optional()?)
}

/// The very first record of the database.
///
/// # Errors
/// [`StoreError`].
pub fn first(connection: &Connection) -> Result<Option<Record>, StoreError> {
    let pos: Option<i64> = connection.query_row("SELECT min(pos) FROM record", [], |row| row.get(0))?;
    pos.map_or(Ok(None), |pos| get(connection, pos))
}

/// What a record says.
///
/// # Errors
/// [`StoreError::Body`] when a known kind cannot be read.
pub fn decode(record: &Record) -> Result<Decoded, StoreError> {
    Ok(record::decode(&record.header.kind, record.header.version, &record.body)?)
}

/// Calls `each` with every record in order of place.
///
/// # Errors
/// Whatever `each` says, and [`StoreError`].
pub fn for_each<E: From<StoreError>>(connection: &Connection, mut each: impl FnMut(i64, Record) -> Result<(), E>) -> Result<(), E> {
    let mut query = connection
        .prepare("SELECT pos, device, epoch, seq, record_id, kind, version, at, tz, prev, body, hash, signature FROM record ORDER BY pos")
        .map_err(StoreError::from)?;
    let mut rows = query.query([]).map_err(StoreError::from)?;
    while let Some(current) = rows.next().map_err(StoreError::from)? {
        let pos = current.get(0).map_err(StoreError::from)?;
        each(pos, row(current).map_err(StoreError::from)?)?;
    }
    Ok(())
}

/// How many records there are.
///
/// # Errors
/// [`StoreError`].
pub fn count(connection: &Connection) -> Result<u64, StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM record", [], |row| row.get(0))?)
}

/// The public key of a device's epoch.
///
/// # Errors
/// [`StoreError`].
pub fn public_key(connection: &Connection, device: Uuid, epoch: u32) -> Result<Option<[u8; 32]>, StoreError> {
    let mut query = connection.prepare_cached("SELECT public_key FROM device_epoch WHERE device = ?1 AND epoch = ?2")?;
    Ok(query.query_row(params![device.as_bytes(), epoch], |row| row.get(0)).optional()?)
}

/// This till's own device, as the database knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDevice {
    /// Its id.
    pub id: Uuid,
    /// Its newest epoch.
    pub epoch: u32,
    /// The public key of that epoch.
    pub public_key: [u8; 32],
    /// The till's letter.
    pub till: String,
}

/// This till's device, if one was made.
///
/// # Errors
/// [`StoreError`].
pub fn own_device(connection: &Connection) -> Result<Option<OwnDevice>, StoreError> {
    let query = "SELECT device, epoch, public_key, till FROM device_epoch WHERE own = 1 ORDER BY epoch DESC LIMIT 1";
    let row =
        |row: &Row<'_>| Ok(OwnDevice { id: Uuid::from_bytes(row.get(0)?), epoch: row.get(1)?, public_key: row.get(2)?, till: row.get(3)? });
    Ok(connection.query_row(query, [], row).optional()?)
}

/// The newest epoch of a device that is known here; 0 when there is none.
///
/// # Errors
/// [`StoreError`].
pub fn newest_epoch(connection: &Connection, device: Uuid) -> Result<u32, StoreError> {
    let mut query = connection.prepare_cached("SELECT coalesce(max(epoch), 0) FROM device_epoch WHERE device = ?1")?;
    Ok(query.query_row([device.as_bytes()], |row| row.get(0))?)
}

/// The hash of a record by its number.
///
/// # Errors
/// [`StoreError`].
pub fn hash_at(connection: &Connection, device: Uuid, epoch: u32, seq: u64) -> Result<Option<[u8; 32]>, StoreError> {
    let mut query = connection.prepare_cached("SELECT hash FROM record WHERE device = ?1 AND epoch = ?2 AND seq = ?3")?;
    Ok(query.query_row(params![device.as_bytes(), epoch, seq], |row| row.get(0)).optional()?)
}

/// When a record was made, ms since 1970 UTC, by its number.
///
/// # Errors
/// [`StoreError`].
pub fn time_at(connection: &Connection, device: Uuid, epoch: u32, seq: u64) -> Result<Option<i64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT at FROM record WHERE device = ?1 AND epoch = ?2 AND seq = ?3")?;
    Ok(query.query_row(params![device.as_bytes(), epoch, seq], |row| row.get(0)).optional()?)
}

/// Makes a device's epoch known.
///
/// # Errors
/// [`StoreError`].
pub fn add_device(
    connection: &Connection,
    device: Uuid,
    epoch: u32,
    public_key: [u8; 32],
    till: &str,
    own: bool,
) -> Result<(), StoreError> {
    connection.execute(
        "INSERT INTO device_epoch (device, epoch, public_key, till, own) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![device.as_bytes(), epoch, public_key, till, own],
    )?;
    Ok(())
}

/// Forgets a device's epoch of which no record stands here any more.
pub(crate) fn remove_device(connection: &Connection, device: Uuid, epoch: u32) -> Result<(), StoreError> {
    connection.execute("DELETE FROM device_epoch WHERE device = ?1 AND epoch = ?2", params![device.as_bytes(), epoch])?;
    Ok(())
}

fn row(row: &Row<'_>) -> rusqlite::Result<Record> {
    let header = Header {
        device: Uuid::from_bytes(row.get(1)?),
        epoch: row.get(2)?,
        seq: row.get(3)?,
        id: Uuid::from_bytes(row.get(4)?),
        kind: row.get(5)?,
        version: row.get(6)?,
        at: row.get(7)?,
        offset: row.get(8)?,
        prev: row.get(9)?,
    };
    Ok(Record { header, body: row.get(10)?, hash: row.get(11)?, signature: row.get(12)? })
}

/// Calls `each` with the records of a kind (or whose kind begins so; all when empty) between two times,
/// newest place first, until it answers no.
///
/// # Errors
/// Whatever `each` says, and [`StoreError`].
pub fn newest_first<E: From<StoreError>>(
    connection: &Connection,
    kind: &str,
    from: i64,
    to: i64,
    each: impl FnMut(i64, Record) -> Result<bool, E>,
) -> Result<(), E> {
    let sql = "SELECT pos, device, epoch, seq, record_id, kind, version, at, tz, prev, body, hash, signature FROM record
                WHERE at >= ?1 AND at < ?2 AND substr(kind, 1, length(?3)) = ?3 ORDER BY pos DESC";
    walk(connection, sql, params![from, to, kind], each)
}

/// Calls `each` with the records of a kind before a place, newest first, until it answers no.
///
/// # Errors
/// Whatever `each` says, and [`StoreError`].
pub fn older<E: From<StoreError>>(
    connection: &Connection,
    kind: &str,
    before: i64,
    each: impl FnMut(i64, Record) -> Result<bool, E>,
) -> Result<(), E> {
    let sql = "SELECT pos, device, epoch, seq, record_id, kind, version, at, tz, prev, body, hash, signature FROM record
                WHERE pos < ?1 AND kind = ?2 ORDER BY pos DESC";
    walk(connection, sql, params![before, kind], each)
}

fn walk<E: From<StoreError>>(
    connection: &Connection,
    sql: &str,
    bound: &[&dyn rusqlite::ToSql],
    mut each: impl FnMut(i64, Record) -> Result<bool, E>,
) -> Result<(), E> {
    let mut query = connection.prepare_cached(sql).map_err(StoreError::from)?;
    let mut rows = query.query(bound).map_err(StoreError::from)?;
    while let Some(current) = rows.next().map_err(StoreError::from)? {
        let pos = current.get(0).map_err(StoreError::from)?;
        if !each(pos, row(current).map_err(StoreError::from)?)? {
            return Ok(());
        }
    }
    Ok(())
}
