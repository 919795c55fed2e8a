//! The one door for change.

use chrono::{DateTime, FixedOffset, TimeDelta};
use domain::fact::Fact;
use record::{DeviceKey, Head, Header, Record};
use rusqlite::{Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::{Store, StoreError, project, records, shared};

/// The device that writes.
pub struct Device {
    /// Its id.
    pub id: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The till's letter.
    pub till: String,
    /// Its key.
    pub key: DeviceKey,
}

/// Id and time of a record, made before it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// Made once.
    pub id: Uuid,
    /// Wall clock.
    pub at: DateTime<FixedOffset>,
}

/// A record as it was stored.
#[derive(Clone, Debug)]
pub struct Appended {
    /// Place in this database's log.
    pub pos: i64,
    /// The record.
    pub record: Record,
}

/// An open write transaction.
pub struct Tx<'a> {
    pub(crate) tx: Transaction<'a>,
}

impl Store {
    /// Runs `work` in one transaction: all of it is kept, on the platter, or none of it.
    ///
    /// # Errors
    /// Whatever `work` says, and [`StoreError`]; then nothing was changed.
    pub fn transact<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writable()?;
        let tx = Tx { tx: self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)? };
        let result = work(&tx)?;
        tx.tx.commit().map_err(StoreError::from)?;
        Ok(result)
    }

    /// Like [`Store::transact`], but does not wait for the platter: for the cart in progress, which
    /// survives the end of the program at once and a power cut once the log was synced
    /// ([`Store::wal_sync`]), a moment later. Never for facts: records can only be appended by
    /// `transact`.
    ///
    /// # Errors
    /// As [`Store::transact`].
    pub fn quick<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Quick<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writable()?;
        self.connection.pragma(None, "synchronous", "NORMAL", |_| Ok(())).map_err(StoreError::from)?;
        let result = self.quick_inner(work);
        let restored = self.connection.pragma(None, "synchronous", "FULL", |_| Ok(())).map_err(StoreError::from);
        restored?;
        result
    }

    fn quick_inner<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Quick<'_>) -> Result<T, E>) -> Result<T, E> {
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let quick = Quick { tx };
        let result = work(&quick)?;
        quick.tx.commit().map_err(StoreError::from)?;
        Ok(result)
    }

    /// Runs several reads on one state of the database.
    ///
    /// # Errors
    /// Whatever `work` says, and [`StoreError`].
    pub fn read<T, E: From<StoreError>>(&self, work: impl FnOnce(&rusqlite::Connection) -> Result<T, E>) -> Result<T, E> {
        let tx = self.connection.unchecked_transaction().map_err(StoreError::from)?;
        let result = work(&tx)?;
        drop(tx);
        Ok(result)
    }

    /// The connection, for reads outside a transaction.
    pub fn connection(&self) -> &rusqlite::Connection {
        &self.connection
    }
}

/// A transaction on work in progress: no facts.
pub struct Quick<'a> {
    pub(crate) tx: Transaction<'a>,
}

impl Quick<'_> {
    /// The connection within the transaction.
    pub fn connection(&self) -> &rusqlite::Connection {
        &self.tx
    }
}

impl Tx<'_> {
    /// The connection within the transaction.
    pub fn connection(&self) -> &rusqlite::Connection {
        &self.tx
    }

    /// Makes the record of a fact, continues the device's chain with it, and projects it. The head is
    /// read here, inside the transaction, so that several programs may write to one file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn append(&self, device: &Device, stamp: Stamp, fact: &Fact) -> Result<Appended, StoreError> {
        if records::newest_epoch(&self.tx, device.id)? != device.epoch {
            return Err(StoreError::StaleEpoch);
        }
        let head = records::head(&self.tx, device.id, device.epoch)?;
        let delay = shared::delay(&self.tx, (device.id, device.epoch), stamp.at.timestamp_millis(), fact)?;
        let stamp = Stamp { at: stamp.at + TimeDelta::milliseconds(delay), ..stamp };
        let record = seal(device, stamp, head, fact)?;
        let pos = records::insert(&self.tx, &record)?;
        project::project(&self.tx, pos, &record.header, fact)?;
        Ok(Appended { pos, record })
    }
}

/// The next record of a device.
fn seal(device: &Device, stamp: Stamp, head: Head, fact: &Fact) -> Result<Record, StoreError> {
    let (kind, version, body) = record::encode(fact)?;
    let header = Header {
        device: device.id,
        epoch: device.epoch,
        seq: head.seq + 1,
        id: stamp.id,
        kind: kind.to_owned(),
        version,
        at: stamp.at.timestamp_millis(),
        offset: i16::try_from(stamp.at.offset().local_minus_utc() / 60).unwrap_or(0),
        prev: head.hash,
    };
    Ok(device.key.seal(header, body))
}
