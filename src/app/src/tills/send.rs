//! Writing what another till lacks into a file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use domain::staff::Right;
use record::wire::{self, Bytes, ExchangeHead, HEAD_CONTEXT, HeadRow, KeyRow, Kind};
use sha2::{Digest, Sha256};
use store::exchange;
use uuid::Uuid;

use super::packing::{Packer, People, write_file};
use super::{TillRefusal, identity};
use crate::{App, Fault};

/// A file of records that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The file.
    pub file: PathBuf,
    /// How many records are in it.
    pub records: u64,
    /// True when names and PINs are in it, sealed.
    pub people: bool,
}

impl App {
    /// Writes the records of all tills that are known here into a file; with `known_by` (letter or
    /// device) only those that this till did not know when it wrote its last file that was read here.
    /// People's names and PINs go along, sealed with the shop's secret.
    ///
    /// # Errors
    /// [`TillRefusal::NoSuchTill`], [`TillRefusal::NotOverwritten`], [`crate::Refusal::NeedsApproval`].
    pub fn write_exchange(&mut self, file: &Path, known_by: Option<&str>, mut progress: impl FnMut(u64, u64)) -> Result<Sent, Fault> {
        self.require(Right::Backup)?;
        let at = self.now().timestamp_millis();
        let (head, sealed, packed) = self.store.read(|connection| -> Result<_, Fault> {
            let shop = identity::shop_id(connection)?;
            let own = store::records::own_device(connection)?.ok_or(TillRefusal::NoShop)?;
            let roster = exchange::roster(connection)?;
            let known = match known_by {
                Some(till) => exchange::known_by(connection, find(&roster, till)?)?,
                None => HashMap::new(),
            };
            let mut packer = Packer::new()?;
            let records = exchange::beyond(connection, &known, |done, total, record| -> Result<(), Fault> {
                progress(done, total);
                packer.add(record)
            })?;
            let packed = packer.finish()?;
            let sealed = match identity::secret(self.store.path()) {
                Some(secret) => People::read(connection)?.seal(&secret)?,
                None => Vec::new(),
            };
            let head = ExchangeHead {
                shop,
                device: own.id,
                epoch: own.epoch,
                till: own.till,
                at,
                records,
                roster: key_rows(&roster),
                heads: head_rows(&roster),
                people: sealed.len() as u64,
                sha256: digest(&[&sealed, &packed]),
            };
            Ok((head, sealed, packed))
        })?;
        let sign = |bytes: &[u8]| self.device.as_ref().map(|device| device.key.vouch(HEAD_CONTEXT, bytes));
        let start = wire::open(Kind::Exchange, &head, sign).map_err(|error| Fault::Defect(error.to_string()))?;
        write_file(file, Kind::Exchange, &[&start, &sealed, &packed])?;
        Ok(Sent { file: file.to_owned(), records: head.records, people: !sealed.is_empty() })
    }
}

/// The device of a letter, or with this id.
fn find(roster: &[exchange::Key], till: &str) -> Result<Uuid, Fault> {
    let letter = domain::till::letter(till);
    let found = roster.iter().find(|key| letter.as_deref() == Some(key.till.as_str()) || key.device.to_string() == till.trim());
    Ok(found.map(|key| key.device).ok_or_else(|| TillRefusal::NoSuchTill(till.to_owned()))?)
}

/// SHA-256 of bytes that follow each other.
pub(super) fn digest(parts: &[&[u8]]) -> Bytes {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    Bytes::of(&hasher.finalize())
}

/// The keys as they are written.
pub(super) fn key_rows(roster: &[exchange::Key]) -> Vec<KeyRow> {
    let row = |key: &exchange::Key| KeyRow { device: key.device, epoch: key.epoch, till: key.till.clone(), key: Bytes::of(&key.key) };
    roster.iter().map(row).collect()
}

fn head_rows(roster: &[exchange::Key]) -> Vec<HeadRow> {
    let row = |key: &exchange::Key| HeadRow { device: key.device, epoch: key.epoch, seq: key.head.seq, hash: Bytes::of(&key.head.hash) };
    roster.iter().map(row).collect()
}
