//! A new epoch of this machine's own device: after a lost key, a restore, a copy.

use std::collections::{BTreeSet, HashMap};

use domain::fact::Fact;
use domain::till::EpochParent;
use record::{Head, Header, Record};
use rusqlite::{Connection, TransactionBehavior, params};
use uuid::Uuid;

use crate::exchange::Log;
use crate::give_way::remove_after;
use crate::rebuild::rebuild_within;
use crate::{Device, Stamp, Store, StoreError, Tx, records};

/// Where this machine's own log and what another till knows of it part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parting {
    /// The epoch in which they part.
    pub epoch: u32,
    /// The last record that both know.
    pub common: Head,
    /// The newest epoch of this device that anybody knows.
    pub newest: u32,
    /// False when the two differ somewhere before `common`, and the file does not show where.
    pub is_shown: bool,
    /// Records behind `common` that the file holds in another epoch: another copy of this machine wrote them there.
    pub come_back: BTreeSet<Uuid>,
}

impl Store {
    /// As [`Store::transact`], for work that may make the projections again ([`Tx::rebuild`]).
    ///
    /// # Errors
    /// As [`Store::transact`].
    pub fn transact_rebuilding<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        self.writable()?;
        // Dropping parents would count as deleting their rows.
        let foreign_keys =
            |connection: &Connection, value| connection.pragma(None, "foreign_keys", value, |_| Ok(())).map_err(StoreError::from);
        foreign_keys(&self.connection, "OFF")?;
        self.connection.flush_prepared_statement_cache();
        let result = self.rebuilding(work);
        foreign_keys(&self.connection, "ON")?;
        result
    }

    fn rebuilding<T, E: From<StoreError>>(&mut self, work: impl FnOnce(&Tx<'_>) -> Result<T, E>) -> Result<T, E> {
        let tx = Tx { tx: self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)? };
        let result = work(&tx)?;
        tx.tx.commit().map_err(StoreError::from)?;
        Ok(result)
    }
}

impl Tx<'_> {
    /// Makes the projections again, within [`Store::transact_rebuilding`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn rebuild(&self, progress: impl FnMut(u64, u64)) -> Result<(), StoreError> {
        self.tx.flush_prepared_statement_cache();
        rebuild_within(&self.tx, progress)?;
        Ok(())
    }

    /// Begins a new epoch: its first record says why and what it follows. Records of this device
    /// beyond `parent` are written once more in it, under the same ids and with the same words; those that
    /// `come_back` with a file, from an epoch that another copy of this machine began, are only taken out
    /// ([`Tx::are_here`]). Returns how many were written. Within [`Store::transact_rebuilding`].
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn begin_epoch(
        &self,
        device: &Device,
        stamp: Stamp,
        reason: &str,
        parent: EpochParent,
        come_back: &BTreeSet<Uuid>,
    ) -> Result<u64, StoreError> {
        let branch = branch(&self.tx, device.id, parent.epoch, parent.seq)?;
        if !branch.is_empty() {
            for epoch in (parent.epoch + 1)..=records::newest_epoch(&self.tx, device.id)? {
                remove_after(&self.tx, device.id, epoch, 0)?;
                records::remove_device(&self.tx, device.id, epoch)?;
            }
            remove_after(&self.tx, device.id, parent.epoch, parent.seq)?;
        }
        records::add_device(&self.tx, device.id, device.epoch, device.key.public(), &device.till, true)?;
        self.append(device, stamp, &Fact::EpochOpened { reason: reason.to_owned(), parent: Some(parent) })?;
        let mut head = records::head(&self.tx, device.id, device.epoch)?;
        for record in branch.iter().filter(|record| !come_back.contains(&record.header.id)) {
            let header = Header { epoch: device.epoch, seq: head.seq + 1, prev: head.hash, ..record.header.clone() };
            let again = device.key.seal(header, record.body.clone());
            records::insert(&self.tx, &again)?;
            head = Head { seq: head.seq + 1, hash: again.hash };
        }
        if !branch.is_empty() {
            self.rebuild(|_, _| {})?;
        }
        // Without the epoch's first record.
        Ok(head.seq - 1)
    }

    /// True when all of these records stand here.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn are_here(&self, ids: &BTreeSet<Uuid>) -> Result<bool, StoreError> {
        crate::give_way::are_back(&self.tx, ids)
    }
}

/// The records of a device beyond a place, later epochs too, in the order in which they were written.
fn branch(connection: &Connection, device: Uuid, epoch: u32, seq: u64) -> Result<Vec<Record>, StoreError> {
    let mut query =
        connection.prepare("SELECT pos FROM record WHERE device = ?1 AND (epoch = ?2 AND seq > ?3 OR epoch > ?2) ORDER BY epoch, seq")?;
    let places = query.query_map(params![device.as_bytes(), epoch, seq], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    let mut branch = Vec::with_capacity(places.len());
    for pos in places {
        branch.extend(records::get(connection, pos)?);
    }
    Ok(branch)
}

/// Whether another till knows this machine's own log otherwise than it stands here: from the records
/// of its file that are signed with this device's keys, and from what it says it knows (`None`: it
/// did not sign that).
///
/// # Errors
/// [`StoreError`].
pub fn parting(connection: &Connection, own: Uuid, file: &[Record], claims: Option<&[(Log, Head)]>) -> Result<Option<Parting>, StoreError> {
    let current = records::newest_epoch(connection, own)?;
    let here = records::head(connection, own, current)?;
    let mut newest = others_newest(connection, own, current, file)?;
    let mut ahead = newest > current;
    let mut is_shown = true;
    let mut fork: Option<(u32, u64)> = None;
    let mut differs = |epoch: u32, seq: u64| fork = Some(fork.map_or((epoch, seq), |known| known.min((epoch, seq))));
    for record in file.iter().filter(|record| record.header.device == own) {
        let (epoch, seq) = (record.header.epoch, record.header.seq);
        if epoch > current {
            continue;
        }
        let key = records::public_key(connection, own, epoch)?;
        let signed = key.is_some_and(|key| record::verify_signature(&key, seq, &record.hash, &record.signature).is_ok());
        if !signed {
            // An epoch that another copy of this machine opened with a key of its own.
            if seq == 1
                && records::hash_at(connection, own, epoch, 1)?.is_some_and(|hash| hash != record.hash)
                && foreign_epoch(connection, record)?
            {
                differs(epoch, 1);
            }
            continue;
        }
        match records::hash_at(connection, own, epoch, seq)? {
            Some(hash) if hash != record.hash => differs(epoch, seq),
            Some(_) => {}
            None => ahead |= epoch == current && seq > here.seq,
        }
    }
    for ((device, epoch), head) in claims.unwrap_or(&[]).iter().filter(|((device, _), _)| *device == own) {
        newest = newest.max(*epoch);
        ahead |= *epoch > current || (*epoch == current && head.seq > here.seq);
        let known = records::hash_at(connection, *device, *epoch, head.seq)?;
        if known.is_some_and(|hash| hash != head.hash) && fork.is_none_or(|known| (*epoch, head.seq) < known) {
            // Where they part is only known when the records are in the file.
            let first = first_difference(connection, own, *epoch, file)?;
            is_shown = first.is_some();
            fork = Some(first.unwrap_or((*epoch, head.seq)));
        }
    }
    let (epoch, common) = match (fork, ahead) {
        (None, false) => return Ok(None),
        (None, true) => (current, here),
        (Some((epoch, seq)), _) => match seq.checked_sub(1).filter(|before| *before > 0) {
            None => (epoch, Head::default()),
            Some(before) => (epoch, Head { seq: before, hash: records::hash_at(connection, own, epoch, before)?.unwrap_or_default() }),
        },
    };
    // An epoch that begins with the difference is no parent: the one before is.
    let (epoch, common) =
        if common.seq == 0 && epoch > 1 { (epoch - 1, records::head(connection, own, epoch - 1)?) } else { (epoch, common) };
    let in_file: BTreeSet<Uuid> = file.iter().filter(|record| record.header.device == own).map(|record| record.header.id).collect();
    let behind = branch(connection, own, epoch, common.seq)?;
    let come_back = behind.iter().map(|record| record.header.id).filter(|id| in_file.contains(id)).collect();
    Ok(Some(Parting { epoch, common, newest, is_shown, come_back }))
}

fn first_difference(connection: &Connection, own: Uuid, epoch: u32, file: &[Record]) -> Result<Option<(u32, u64)>, StoreError> {
    for record in file.iter().filter(|record| (record.header.device, record.header.epoch) == (own, epoch)) {
        if records::hash_at(connection, own, epoch, record.header.seq)?.is_some_and(|hash| hash != record.hash) {
            return Ok(Some((epoch, record.header.seq)));
        }
    }
    Ok(None)
}

/// The newest epoch of this device that the file proves, by keys that vouch for each other: another copy
/// of this machine began it.
fn others_newest(connection: &Connection, own: Uuid, current: u32, file: &[Record]) -> Result<u32, StoreError> {
    let mut newest = current;
    let mut keys: HashMap<u32, [u8; 32]> = HashMap::new();
    for record in file.iter().filter(|record| record.header.device == own && record.header.seq == 1 && record.header.epoch > current) {
        let record::Decoded::Fact(fact) = records::decode(record)? else { continue };
        let Fact::EpochOpened { parent: Some(parent), .. } = *fact else { continue };
        let old = match keys.get(&parent.epoch) {
            Some(key) => Some(*key),
            None => records::public_key(connection, own, parent.epoch)?,
        };
        let epoch = record.header.epoch;
        if old.is_some_and(|old| crate::trust::epoch_is_proved(&old, own, epoch, &parent)) {
            keys.insert(epoch, parent.key);
            newest = newest.max(epoch);
        }
    }
    Ok(newest)
}

/// True when the first record of an epoch is proved by the key of the epoch before.
fn foreign_epoch(connection: &Connection, record: &Record) -> Result<bool, StoreError> {
    let record::Decoded::Fact(fact) = records::decode(record)? else {
        return Ok(false);
    };
    let Fact::EpochOpened { parent: Some(parent), .. } = *fact else {
        return Ok(false);
    };
    let Some(old) = records::public_key(connection, record.header.device, parent.epoch)? else {
        return Ok(false);
    };
    Ok(crate::trust::epoch_is_proved(&old, record.header.device, record.header.epoch, &parent))
}
