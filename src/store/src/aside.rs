//! Records that came before those they continue: they wait, as they came, for the missing file.

use record::wire::{read_line, write_line};
use record::{Head, Record, verify_signature};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::exchange::Log;
use crate::{StoreError, records};

/// Records that wait for those before them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The till's letter; empty where the device is not known yet.
    pub till: String,
    /// The epoch.
    pub epoch: u32,
    /// The last record that is here.
    pub have: u64,
    /// The first that waits.
    pub next: u64,
}

impl Gap {
    /// What is missing and what to do.
    pub fn sentence(&self) -> String {
        if self.have + 1 == self.next {
            return format!(
                "catatan kasir {}{} mulai #{} menunggu; minta berkas dari kasir yang mengundang atau memulihkannya",
                self.till, self.epoch, self.next
            );
        }
        format!(
            "catatan kasir {}{} #{} sampai #{} belum ada; yang sesudahnya disimpan dan menunggu. Minta berkas yang lebih lama dari kasir itu",
            self.till,
            self.epoch,
            self.have + 1,
            self.next - 1
        )
    }
}

/// Keeps a record aside. One that is not even itself is refused.
pub(crate) fn put(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    let header = &record.header;
    record.continues(Head { seq: header.seq - 1, hash: header.prev })?;
    if let Some(key) = records::public_key(connection, header.device, header.epoch)? {
        verify_signature(&key, header.seq, &record.hash, &record.signature)?;
    }
    let line = write_line(record).map_err(|error| StoreError::Meaning(error.to_string()))?;
    let sql = "INSERT INTO record_aside (device, epoch, seq, hash, line) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![header.device.as_bytes(), header.epoch, header.seq, record.hash, line])?;
    Ok(())
}

/// Lets one go that contradicts what is known.
pub(crate) fn drop_record(connection: &Connection, record: &Record) -> Result<(), StoreError> {
    let sql = "DELETE FROM record_aside WHERE device = ?1 AND epoch = ?2 AND seq = ?3 AND hash = ?4";
    connection.execute(sql, params![record.header.device.as_bytes(), record.header.epoch, record.header.seq, record.hash])?;
    Ok(())
}

/// The logs of which something waits.
pub(crate) fn logs(connection: &Connection) -> Result<Vec<Log>, StoreError> {
    let mut query = connection.prepare_cached("SELECT DISTINCT device, epoch FROM record_aside ORDER BY device, epoch")?;
    let rows = query.query_map([], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What waits at a number.
pub(crate) fn first(connection: &Connection, log: Log, seq: u64) -> Result<Option<Record>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT line FROM record_aside WHERE device = ?1 AND epoch = ?2 AND seq = ?3 ORDER BY hash LIMIT 1")?;
    let line: Option<Vec<u8>> = query.query_row(params![log.0.as_bytes(), log.1, seq], |row| row.get(0)).optional()?;
    line.map(|line| read_line(&line).map_err(|error| StoreError::Meaning(error.to_string()))).transpose()
}

/// Lets go what is known by now.
pub(crate) fn drop_known(connection: &Connection, log: Log, seq: u64) -> Result<(), StoreError> {
    let sql = "DELETE FROM record_aside WHERE device = ?1 AND epoch = ?2 AND seq <= ?3";
    connection.prepare_cached(sql)?.execute(params![log.0.as_bytes(), log.1, seq])?;
    Ok(())
}

/// What waits for those before it.
///
/// # Errors
/// [`StoreError`].
pub fn waiting(connection: &Connection) -> Result<Vec<Gap>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT device, epoch, min(seq) FROM record_aside GROUP BY device, epoch ORDER BY device, epoch")?;
    let rows = query.query_map([], |row| Ok((Uuid::from_bytes(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    let mut gaps = Vec::new();
    for row in rows {
        let (device, epoch, next): (Uuid, u32, u64) = row?;
        let till = crate::trust::letter(connection, device)?.unwrap_or_default();
        gaps.push(Gap { till, epoch, have: records::head(connection, device, epoch)?.seq, next });
    }
    Ok(gaps)
}
