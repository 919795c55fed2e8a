//! Records that a device wrote once more in a new epoch: those in the old place give way.

use std::collections::{BTreeMap, BTreeSet};

use record::{Decoded, Record};
use rusqlite::{Connection, params};
use uuid::Uuid;

use crate::exchange::Log;
use crate::{StoreError, records};

/// A device that noticed a fork writes the records of its lost branch once more, in a new epoch and
/// under the same ids. Those that stand here in the old place make way for them.
pub(crate) fn give_way(connection: &Connection, file: &[Record]) -> Result<BTreeSet<Uuid>, StoreError> {
    let mut moved = BTreeSet::new();
    for log in new_epochs(file)? {
        let ids: BTreeSet<Uuid> = file.iter().filter(|r| (r.header.device, r.header.epoch) == log).map(|r| r.header.id).collect();
        for ((device, epoch), first) in old_places(connection, log, &ids)? {
            let here = ids_from(connection, (device, epoch), first)?;
            if here.iter().all(|id| ids.contains(id)) {
                remove_after(connection, device, epoch, first - 1)?;
                if first == 1 {
                    records::remove_device(connection, device, epoch)?;
                }
                moved.extend(here);
            }
        }
    }
    Ok(moved)
}

/// True when all of these records stand here (again).
pub(crate) fn are_back(connection: &Connection, ids: &BTreeSet<Uuid>) -> Result<bool, StoreError> {
    for id in ids {
        if records::find(connection, *id)?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The epochs that follow another and begin in a file.
fn new_epochs(file: &[Record]) -> Result<Vec<Log>, StoreError> {
    let mut found = Vec::new();
    for record in file.iter().filter(|record| record.header.seq == 1 && record.header.kind == "epoch.opened") {
        if let Decoded::Fact(fact) = records::decode(record)?
            && matches!(*fact, domain::fact::Fact::EpochOpened { parent: Some(_), .. })
        {
            found.push((record.header.device, record.header.epoch));
        }
    }
    Ok(found)
}

/// Where records of a new epoch stand here already: the older logs of the device, and the first number in each.
fn old_places(connection: &Connection, log: Log, ids: &BTreeSet<Uuid>) -> Result<BTreeMap<Log, u64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT epoch, seq FROM record WHERE record_id = ?1 AND device = ?2 AND epoch < ?3")?;
    let mut places: BTreeMap<Log, u64> = BTreeMap::new();
    for id in ids {
        let found = query.query_map(params![id.as_bytes(), log.0.as_bytes(), log.1], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for place in found {
            let (epoch, seq): (u32, u64) = place?;
            places.entry((log.0, epoch)).and_modify(|first| *first = seq.min(*first)).or_insert(seq);
        }
    }
    Ok(places)
}

fn ids_from(connection: &Connection, log: Log, first: u64) -> Result<Vec<Uuid>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT record_id FROM record WHERE device = ?1 AND epoch = ?2 AND seq >= ?3 ORDER BY seq")?;
    let rows = query.query_map(params![log.0.as_bytes(), log.1, first], |row| Ok(Uuid::from_bytes(row.get(0)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes the end of a log out, to be written again elsewhere: the only place where the guard of the
/// records is lifted, and only inside the transaction that writes them again.
pub(crate) fn remove_after(connection: &Connection, device: Uuid, epoch: u32, seq: u64) -> Result<(), StoreError> {
    let guard: String = connection.query_row("SELECT sql FROM sqlite_schema WHERE name = 'record_is_kept'", [], |row| row.get(0))?;
    connection.execute_batch("DROP TRIGGER record_is_kept")?;
    let removed =
        connection.execute("DELETE FROM record WHERE device = ?1 AND epoch = ?2 AND seq > ?3", params![device.as_bytes(), epoch, seq]);
    connection.execute_batch(&guard)?;
    removed?;
    Ok(())
}
