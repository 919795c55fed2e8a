//! Reading another till's file: proved, applied once, in any order.

use std::collections::BTreeSet;
use std::path::Path;

use domain::fact::Fact;
use domain::staff::Right;
use record::wire::{self, ExchangeHead, HEAD_CONTEXT, Kind, WireError};
use record::{ChainError, Head, Record, is_vouched};
use store::exchange::{Asks, Fork, Gap, Log, Received};
use store::{Connection, Device, Parting, Stamp, StoreError, Tx, parting, records, trust};
use uuid::Uuid;

use super::epoch::{Begun, Renewal, RenewalCause, settle, waiting_key};
use super::packing::{People, unpack};
use super::{TillRefusal, identity, send};
use crate::{App, Fault};

/// What became of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchanged {
    /// The letter of the till that wrote it.
    pub till: String,
    /// When it was written, ms since 1970 UTC.
    pub made_at: i64,
    /// Records that are new here.
    pub new: u64,
    /// Records that were here already.
    pub known: u64,
    /// People whose names, roles or PINs changed.
    pub people: usize,
    /// True when the file brought people and they could not be read: the shop's secret is not here.
    pub people_sealed: bool,
    /// What waits for another file; nothing of it is lost.
    pub waiting: Vec<Gap>,
    /// Logs that contradict what is known here; they were left out.
    pub forks: Vec<Fork>,
    /// New keys that a person must vouch for (`trust`); their records wait.
    pub asks: Vec<Asks>,
    /// The new epoch that this till had to begin, because others know another history of it.
    pub renewed: Option<Renewal>,
}

/// A file that was taken apart and proved to be whole.
struct Incoming {
    head: ExchangeHead,
    records: Vec<Record>,
    people: Vec<u8>,
    /// How far the writer says it knows each log.
    heads: Vec<(Log, Head)>,
    /// The bytes of the head and the signature over them.
    signed: Option<(Vec<u8>, [u8; 64])>,
}

impl Incoming {
    /// What the writer says it knows, if it signed that with a key that is known here (by now).
    fn proved_heads(&self, connection: &Connection) -> Result<Option<&[(Log, Head)]>, Fault> {
        let key = records::public_key(connection, self.head.device, self.head.epoch)?;
        let proved = match (key, &self.signed) {
            (Some(key), Some((bytes, signature))) => is_vouched(&key, HEAD_CONTEXT, bytes, signature),
            _ => false,
        };
        Ok(proved.then_some(self.heads.as_slice()))
    }
}

impl App {
    /// Reads a file of another till of this shop. Twice is once; files may come in any order. With
    /// `trust` (a fingerprint that was compared with the other till's screen) a new key is believed.
    ///
    /// # Errors
    /// [`TillRefusal`]: another shop, a damaged or changed file; then nothing was changed.
    pub fn read_exchange(&mut self, file: &Path, trust: Option<&str>, progress: impl FnMut(u64, u64)) -> Result<Exchanged, Fault> {
        let by = self.require(Right::Backup)?.id;
        let bytes = std::fs::read(file).map_err(|source| Fault::File { what: file.display().to_string(), source })?;
        let incoming = open(self.store.connection(), &bytes)?;
        let own = records::own_device(self.store.connection())?.ok_or(TillRefusal::NoShop)?;
        let parted = parting(self.store.connection(), own.id, &incoming.records, incoming.proved_heads(self.store.connection())?)?;
        if parted.as_ref().is_some_and(|parted| !parted.is_shown) {
            return Err(TillRefusal::NeedsWholeFile.into());
        }
        let reading = Reading { incoming: &incoming, own: &own, trust, by: &by };
        let first = self.take_file(&reading, parted.clone(), progress);
        let taken = match (first, parted) {
            // What was to come back did not: it is written once more instead.
            (Err(Fault::Store(StoreError::NotBack)), Some(parted)) => {
                self.take_file(&reading, Some(Parting { come_back: BTreeSet::new(), ..parted }), |_, _| {})
            }
            (first, _) => first,
        };
        let Taken { renewed, received, people, people_sealed } = taken.map_err(tampered)?;
        let renewed = match renewed {
            Some((device, renewal)) => {
                settle(self.store.path(), own.epoch)?;
                self.device = Some(device);
                Some(renewal)
            }
            None => None,
        };
        self.take_note()?;
        let Received { new, known, waiting, forks, asks } = received;
        let (till, made_at) = (incoming.head.till, incoming.head.at);
        Ok(Exchanged { till, made_at, new, known, people, people_sealed, waiting, forks, asks, renewed })
    }

    /// All that a file changes, in one transaction.
    fn take_file(&mut self, reading: &Reading<'_>, parted: Option<Parting>, progress: impl FnMut(u64, u64)) -> Result<Taken, Fault> {
        let Reading { incoming, own, trust, by } = reading;
        let secret = identity::secret(self.store.path());
        let new_key = parted.as_ref().map(|_| waiting_key(self.store.path())).transpose()?;
        let (stamp, database, shop) = (self.stamp(), self.store.path().to_owned(), incoming.head.shop);
        let device = self.device.as_ref().ok_or_else(|| Fault::Defect("perangkat tanpa kunci".to_owned()))?;
        self.store.transact_rebuilding(|tx| -> Result<_, Fault> {
            let come_back = parted.as_ref().map(|parted| parted.come_back.clone()).unwrap_or_default();
            let renewed = match (parted, new_key) {
                (Some(parting), Some(key)) => Some(part(own, parting).begin(tx, &database, key, stamp)?),
                _ => None,
            };
            let writer = renewed.as_ref().map_or(device, |(device, _)| device);
            let mut received = tx.receive(shop, &incoming.records, progress)?;
            if !tx.are_here(&come_back)? {
                return Err(StoreError::NotBack.into());
            }
            if let Some(fingerprint) = trust {
                vouch(tx, writer, &received, fingerprint, by, stamp)?;
                let first = received.new;
                received = tx.receive(shop, &incoming.records, |_, _| {})?;
                received.known = received.known.saturating_sub(first);
                received.new += first;
            }
            let opened = secret.as_ref().and_then(|secret| People::unseal(secret, &incoming.people));
            let people_sealed = !incoming.people.is_empty() && opened.is_none();
            let people = opened.map_or(Ok(0), |people| people.merge(tx))?;
            if let Some(heads) = incoming.proved_heads(tx.connection())? {
                let heads: Vec<(Log, u64)> = heads.iter().map(|(log, head)| (*log, head.seq)).collect();
                tx.note_file(incoming.head.device, incoming.head.at, stamp.at.timestamp_millis(), &heads)?;
            }
            Ok(Taken { renewed, received, people, people_sealed })
        })
    }
}

/// What is read, by whom.
struct Reading<'a> {
    incoming: &'a Incoming,
    own: &'a records::OwnDevice,
    trust: Option<&'a str>,
    by: &'a str,
}

/// What one transaction did.
struct Taken {
    renewed: Option<(Device, Renewal)>,
    received: Received,
    people: usize,
    people_sealed: bool,
}

fn part(own: &records::OwnDevice, parting: Parting) -> Begun {
    Begun {
        old: own.clone(),
        epoch: parting.newest + 1,
        parent: parting.epoch,
        common: parting.common,
        cause: RenewalCause::Parted,
        by: None,
        come_back: parting.come_back,
    }
}

/// A broken chain inside a file is the file's fault.
fn tampered(fault: Fault) -> Fault {
    match fault {
        Fault::Store(StoreError::Chain(error @ (ChainError::Hash(_) | ChainError::Signature(_) | ChainError::Broken(_)))) => {
            TillRefusal::Tampered(error.to_string()).into()
        }
        Fault::Store(StoreError::Body(error)) => TillRefusal::Tampered(error.to_string()).into(),
        other => other,
    }
}

fn open(connection: &Connection, bytes: &[u8]) -> Result<Incoming, Fault> {
    let opened = wire::split::<ExchangeHead>(Kind::Exchange, bytes).map_err(TillRefusal::from)?;
    let head = opened.head;
    if head.shop != identity::shop_id(connection)? {
        return Err(TillRefusal::OtherShop.into());
    }
    if send::digest(&[opened.rest]) != head.sha256 {
        return Err(TillRefusal::from(WireError::Damaged("sidik isi")).into());
    }
    let people = usize::try_from(head.people).ok().and_then(|length| opened.rest.split_at_checked(length));
    let (people, packed) = people.ok_or(TillRefusal::from(WireError::Damaged("bagian orang")))?;
    let records = unpack(packed, head.records)?;
    let signed = opened.signature.map(|signature| (opened.signed.to_vec(), signature));
    Ok(Incoming { people: people.to_vec(), heads: heads(&head)?, head, records, signed })
}

fn heads(head: &ExchangeHead) -> Result<Vec<(Log, Head)>, Fault> {
    let row = |row: &wire::HeadRow| Ok(((row.device, row.epoch), Head { seq: row.seq, hash: row.hash.get().map_err(TillRefusal::from)? }));
    head.heads.iter().map(row).collect()
}

/// A person vouches for a new key: a record says who.
fn vouch(tx: &Tx<'_>, writer: &Device, received: &Received, fingerprint: &str, by: &str, stamp: Stamp) -> Result<(), Fault> {
    let wanted = fingerprint.trim().to_uppercase();
    let asks = received.asks.iter().find(|asks| trust::fingerprint(&asks.key) == wanted);
    let asks = asks.ok_or(TillRefusal::NoSuchKey(wanted))?;
    let fact = Fact::KeyTrusted { device: asks.device.to_string(), epoch: asks.epoch, key: asks.key, by: by.to_owned() };
    tx.append(writer, Stamp { id: Uuid::now_v7(), at: stamp.at }, &fact)?;
    Ok(())
}
