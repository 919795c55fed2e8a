//! Records from other tills: each is proved, applied once, and in whatever order the files come the
//! sums are the same. What came before its predecessor waits aside.

use std::collections::{BTreeMap, HashMap};

use record::{ChainError, Decoded, Head, Record, verify_signature};
use rusqlite::{Connection, Row, params};
use uuid::Uuid;

use crate::trust::{Admission, admit};
use crate::{StoreError, Tx, aside, give_way, period, project, records};

pub use crate::aside::{Gap, waiting};

/// A log: device and epoch.
pub type Log = (Uuid, u32);

/// A key that is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The device.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The till's letter.
    pub till: String,
    /// The public key.
    pub key: [u8; 32],
    /// True for this machine's own.
    pub own: bool,
    /// The last record that is here.
    pub head: Head,
}

/// A log that says something else at a place than what is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The till's letter.
    pub till: String,
    /// The epoch.
    pub epoch: u32,
    /// The first record that differs.
    pub seq: u64,
}

/// A key that nobody vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asks {
    /// The device.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The till's letter.
    pub till: String,
    /// The public key.
    pub key: [u8; 32],
}

impl Fork {
    /// What it means and what to do.
    pub fn sentence(&self) -> String {
        format!(
            "catatan kasir {}{} berbeda mulai #{} dari yang dikenal di sini dan tidak dimuat; bawa «records export» dari mesin ini ke kasir itu dulu, lalu minta berkas barunya",
            self.till, self.epoch, self.seq
        )
    }
}

impl Asks {
    /// Eight characters by which people compare the key.
    pub fn fingerprint(&self) -> String {
        crate::trust::fingerprint(&self.key)
    }

    /// What it means and what to do.
    pub fn sentence(&self) -> String {
        format!(
            "kasir {} memakai kunci baru {}{} yang belum dikenal; bila layarnya menunjukkan sidik {}, ulangi dengan --trust {}",
            self.till,
            self.till,
            self.epoch,
            self.fingerprint(),
            self.fingerprint()
        )
    }
}

/// What became of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    /// Records that are new here.
    pub new: u64,
    /// Records that were here already.
    pub known: u64,
    /// What waits for another file.
    pub waiting: Vec<Gap>,
    /// What contradicts.
    pub forks: Vec<Fork>,
    /// What a person must decide.
    pub asks: Vec<Asks>,
}

/// All keys that are known here, with the heads of their logs.
///
/// # Errors
/// [`StoreError`].
pub fn roster(connection: &Connection) -> Result<Vec<Key>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT device, epoch, till, public_key, own FROM device_epoch ORDER BY till, device, epoch")?;
    let row = |row: &Row<'_>| {
        Ok(Key {
            device: Uuid::from_bytes(row.get(0)?),
            epoch: row.get(1)?,
            till: row.get(2)?,
            key: row.get(3)?,
            own: row.get(4)?,
            head: Head::default(),
        })
    };
    let mut keys = query.query_map([], row)?.collect::<Result<Vec<_>, _>>()?;
    for key in &mut keys {
        key.head = records::head(connection, key.device, key.epoch)?;
    }
    Ok(keys)
}

/// Calls `each` with the records beyond what somebody knows, in the order in which they came to be known here.
///
/// # Errors
/// Whatever `each` says, and [`StoreError`].
pub fn beyond<E: From<StoreError>>(
    connection: &Connection,
    known: &HashMap<Log, u64>,
    mut each: impl FnMut(u64, u64, &Record) -> Result<(), E>,
) -> Result<u64, E> {
    let places = places_beyond(connection, known)?;
    let total = places.len() as u64;
    for (done, pos) in places.into_iter().enumerate() {
        if let Some(record) = records::get(connection, pos)? {
            each(done as u64 + 1, total, &record)?;
        }
    }
    Ok(total)
}

fn places_beyond(connection: &Connection, known: &HashMap<Log, u64>) -> Result<Vec<i64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT pos FROM record WHERE device = ?1 AND epoch = ?2 AND seq > ?3")?;
    let mut places = Vec::new();
    for key in roster(connection)? {
        let after = known.get(&(key.device, key.epoch)).copied().unwrap_or(0);
        for pos in query.query_map(params![key.device.as_bytes(), key.epoch, after], |row| row.get(0))? {
            places.push(pos?);
        }
    }
    places.sort_unstable();
    Ok(places)
}

/// How far another till knew each log when it wrote its last file that was read here.
///
/// # Errors
/// [`StoreError`].
pub fn known_by(connection: &Connection, knower: Uuid) -> Result<HashMap<Log, u64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT device, epoch, seq FROM known_head WHERE knower = ?1")?;
    let rows = query.query_map([knower.as_bytes()], |row| Ok(((Uuid::from_bytes(row.get(0)?), row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// When a file of a till was last read here, ms since 1970 UTC, and when it had been written.
///
/// # Errors
/// [`StoreError`].
pub fn last_file(connection: &Connection, device: Uuid) -> Result<Option<(i64, i64)>, StoreError> {
    use rusqlite::OptionalExtension;
    let mut query = connection.prepare_cached("SELECT read_at, made_at FROM exchange WHERE device = ?1")?;
    Ok(query.query_row([device.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

impl Tx<'_> {
    /// Keeps how far the writer of a file knows each log, unless a later file of it was read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn note_file(&self, writer: Uuid, made_at: i64, read_at: i64, heads: &[(Log, u64)]) -> Result<(), StoreError> {
        if last_file(&self.tx, writer)?.is_some_and(|(_, known)| known > made_at) {
            return Ok(());
        }
        self.tx.execute("DELETE FROM known_head WHERE knower = ?1", [writer.as_bytes()])?;
        let mut put = self.tx.prepare_cached("INSERT OR REPLACE INTO known_head (knower, device, epoch, seq) VALUES (?1, ?2, ?3, ?4)")?;
        for ((device, epoch), seq) in heads {
            put.execute(params![writer.as_bytes(), device.as_bytes(), epoch, seq])?;
        }
        let sql = "INSERT OR REPLACE INTO exchange (device, made_at, read_at) VALUES (?1, ?2, ?3)";
        self.tx.execute(sql, params![writer.as_bytes(), made_at, read_at])?;
        Ok(())
    }

    /// Applies the records of a file: each once, in the order of the file; what came too early waits.
    /// Within [`crate::Store::transact_rebuilding`].
    ///
    /// # Errors
    /// [`StoreError::Chain`] when a record is not what it says; then nothing may be kept.
    pub fn receive(&self, shop: Uuid, file: &[Record], mut progress: impl FnMut(u64, u64)) -> Result<Received, StoreError> {
        self.tx.execute_batch("SAVEPOINT give_way")?;
        let moved = give_way::give_way(&self.tx, file)?;
        if !moved.is_empty() {
            // Places in the log become free: nothing of the old projections may stand when they are taken again.
            self.rebuild(|_, _| {})?;
            let received = self.take_all(shop, file, &mut progress)?;
            if give_way::are_back(&self.tx, &moved)? {
                self.tx.execute_batch("RELEASE give_way")?;
                return Ok(received);
            }
            // Their new place is not believed yet: they stay in the old one.
            self.tx.flush_prepared_statement_cache();
            self.tx.execute_batch("ROLLBACK TO give_way")?;
        }
        self.tx.execute_batch("RELEASE give_way")?;
        self.take_all(shop, file, &mut progress)
    }

    fn take_all(&self, shop: Uuid, file: &[Record], progress: &mut impl FnMut(u64, u64)) -> Result<Received, StoreError> {
        let mut run = Run::new(&self.tx, shop);
        let total = file.len() as u64;
        for (done, record) in file.iter().enumerate() {
            run.take(record)?;
            progress(done as u64 + 1, total);
        }
        run.drain()?;
        // A close from elsewhere may make something late that was booked already.
        for close in &run.closes {
            if period::needs_rebuild(&self.tx, *close)? {
                self.rebuild(|_, _| {})?;
                break;
            }
        }
        let mut received = run.received;
        received.waiting = aside::waiting(&self.tx)?;
        for ((device, epoch), seq) in run.forked {
            let till = crate::trust::letter(&self.tx, device)?.unwrap_or_default();
            received.forks.push(Fork { till, epoch, seq });
        }
        Ok(received)
    }
}

struct Run<'a> {
    connection: &'a Connection,
    shop: Uuid,
    received: Received,
    heads: HashMap<Log, Head>,
    /// Logs that contradict what is here, from which number on.
    forked: BTreeMap<Log, u64>,
    /// Places of closes of a period that are new here.
    closes: Vec<i64>,
}

impl<'a> Run<'a> {
    fn new(connection: &'a Connection, shop: Uuid) -> Self {
        Self { connection, shop, received: Received::default(), heads: HashMap::new(), forked: BTreeMap::new(), closes: Vec::new() }
    }

    fn head(&mut self, log: Log) -> Result<Head, StoreError> {
        if let Some(head) = self.heads.get(&log) {
            return Ok(*head);
        }
        let head = records::head(self.connection, log.0, log.1)?;
        self.heads.insert(log, head);
        Ok(head)
    }

    /// One record of the file.
    fn take(&mut self, record: &Record) -> Result<(), StoreError> {
        let log = (record.header.device, record.header.epoch);
        if self.forked.get(&log).is_some_and(|from| record.header.seq >= *from) {
            return Ok(());
        }
        let head = self.head(log)?;
        if record.header.seq <= head.seq {
            let here = records::hash_at(self.connection, log.0, log.1, record.header.seq)?;
            if here == Some(record.hash) {
                self.received.known += 1;
            } else {
                self.forked.insert(log, record.header.seq);
            }
            return Ok(());
        }
        if record.header.seq > head.seq + 1 || !self.apply(record, head)? {
            self.put_aside(record)?;
        }
        Ok(())
    }

    /// The record that continues its log here; false when its key is not believed yet.
    fn apply(&mut self, record: &Record, head: Head) -> Result<bool, StoreError> {
        let header = &record.header;
        let log = (header.device, header.epoch);
        let next = match record.continues(head) {
            Ok(next) => next,
            Err(ChainError::Broken(_)) => {
                // The writer knows another record at our head's place.
                self.forked.insert(log, head.seq.max(1));
                return Ok(true);
            }
            Err(error) => return Err(error.into()),
        };
        let known = records::public_key(self.connection, log.0, log.1)?;
        let newcomer = if known.is_some() { None } else { self.newcomer(record)? };
        let Some(key) = known.or(newcomer.as_ref().map(|(_, key)| *key)) else {
            return Ok(false);
        };
        verify_signature(&key, header.seq, &record.hash, &record.signature)?;
        if records::find(self.connection, header.id)?.is_some() {
            // The same deed in two logs: one of them gave way elsewhere, and its file is not here yet.
            self.forked.insert(log, header.seq);
            return Ok(true);
        }
        if let Some((till, key)) = newcomer {
            let own = records::own_device(self.connection)?.is_some_and(|own| own.id == log.0);
            records::add_device(self.connection, log.0, log.1, key, &till, own)?;
        }
        let pos = records::insert(self.connection, record)?;
        if let Decoded::Fact(fact) = records::decode(record)? {
            project::project(self.connection, pos, header, &fact)?;
        }
        self.heads.insert(log, next);
        self.received.new += 1;
        if header.kind == "period.closed" {
            self.closes.push(pos);
        }
        Ok(true)
    }

    fn newcomer(&mut self, record: &Record) -> Result<Option<(String, [u8; 32])>, StoreError> {
        let (device, epoch) = (record.header.device, record.header.epoch);
        match admit(self.connection, self.shop, record)? {
            Admission::Yes(till, key) => {
                self.received.asks.retain(|asks| (asks.device, asks.epoch) != (device, epoch));
                Ok(Some((till, key)))
            }
            Admission::NotYet => Ok(None),
            Admission::Asks(till, key) => {
                let asks = Asks { device, epoch, till, key };
                if !self.received.asks.contains(&asks) {
                    self.received.asks.push(asks);
                }
                Ok(None)
            }
            Admission::Never => {
                self.forked.insert((device, epoch), record.header.seq);
                Ok(None)
            }
        }
    }

    fn put_aside(&mut self, record: &Record) -> Result<(), StoreError> {
        if self.forked.contains_key(&(record.header.device, record.header.epoch)) {
            return Ok(());
        }
        aside::put(self.connection, record)
    }

    /// Applies what waits, as long as anything moves.
    fn drain(&mut self) -> Result<(), StoreError> {
        loop {
            let mut moved = false;
            for log in aside::logs(self.connection)? {
                moved |= self.drain_log(log)?;
            }
            if !moved {
                return Ok(());
            }
        }
    }

    fn drain_log(&mut self, log: Log) -> Result<bool, StoreError> {
        let mut moved = false;
        loop {
            let head = self.head(log)?;
            aside::drop_known(self.connection, log, head.seq)?;
            let Some(record) = aside::first(self.connection, log, head.seq + 1)? else {
                return Ok(moved);
            };
            if self.forked.contains_key(&log) || !self.apply(&record, head)? {
                return Ok(moved);
            }
            if self.forked.contains_key(&log) {
                aside::drop_record(self.connection, &record)?;
                return Ok(true);
            }
            moved = true;
        }
    }
}
