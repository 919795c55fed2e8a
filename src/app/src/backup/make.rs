//! Making a backup: a consistent copy, compressed, with its manifest in front, read back before it counts.

use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Local, NaiveDateTime};
use domain::staff::Right;
use record::wire::{self, BackupHead, Bytes, Kind};
use sha2::{Digest, Sha256};
use store::{Store, exchange, records};

use super::folders::{Target, targets};
use super::keep::Rule;
use super::{BackupRefusal, Done, done};
use crate::files::{beside, sync_folder};
use crate::tills::{TillRefusal, shop_id};
use crate::{App, Fault, Settings};

/// Quick: a till compresses while it sells.
const LEVEL: i32 = 3;
const END: &str = ".sgbackup";

impl App {
    /// Writes a backup into a folder, or into all folders of the setting and all marked sticks; then
    /// old ones that the rule spares no longer go. `progress` hears how much of how much is done.
    ///
    /// # Errors
    /// [`BackupRefusal::Nowhere`] when no folder took it, [`crate::Refusal::NeedsApproval`].
    pub fn backup(&self, folder: Option<&Path>, progress: impl FnMut(u64, u64)) -> Result<Vec<Done>, Fault> {
        self.require(Right::Backup)?;
        let places = match folder {
            Some(folder) => vec![Target { folder: folder.to_owned(), stick: false }],
            None => self.backup_targets(),
        };
        let made = write(&self.store, self.now(), &places, progress)?;
        if folder.is_none() {
            thin_out(&self.store, &self.settings, &places, self.now());
        }
        finish(made)
    }

    /// Where backups go by themselves: folders of the setting and marked sticks.
    pub fn backup_targets(&self) -> Vec<Target> {
        let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
        targets(self.store.path(), &self.settings.backup_folders, &mounts)
    }

    /// All backups that are known, newest first, failures too.
    pub fn backups(&self) -> Vec<Done> {
        done::read(self.store.path())
    }

    /// The last good backup.
    pub fn last_backup(&self) -> Option<Done> {
        self.backups().into_iter().find(Done::is_good)
    }

    /// After a close: writes the high-water mark, and a backup on a thread and connection of its own.
    /// It never fails a close; what goes wrong stands in [`App::backups`].
    pub fn backup_after_close(&mut self) {
        self.write_mark_now();
        let (path, places, settings, now) = (self.store.path().to_owned(), self.backup_targets(), self.settings.clone(), self.now());
        if places.is_empty() {
            return;
        }
        let work = move || {
            let made = Store::look(&path).map_err(Fault::from).and_then(|store| {
                let made = write(&store, now, &places, |_, _| {})?;
                thin_out(&store, &settings, &places, now);
                finish(made)
            });
            if let Err(fault) = made {
                tracing::warn!("cadangan otomatis: {fault}");
            }
        };
        match std::thread::Builder::new().name("cadangan".to_owned()).spawn(work) {
            Ok(thread) => {
                self.guard.backups.retain(|thread| !thread.is_finished());
                self.guard.backups.push(thread);
            }
            Err(error) => tracing::warn!("cadangan otomatis: {error}"),
        }
    }
}

/// At least one must be good.
fn finish(made: Vec<Done>) -> Result<Vec<Done>, Fault> {
    if made.iter().any(Done::is_good) {
        return Ok(made);
    }
    let causes: Vec<String> = made.iter().map(|done| format!("{}: {}", done.file.display(), done.failure)).collect();
    let causes = if causes.is_empty() { "tidak ada folder; isi backup.folders".to_owned() } else { causes.join("; ") };
    Err(BackupRefusal::Nowhere(causes).into())
}

/// The compressed copy before it goes to its folders.
struct Packed {
    head: BackupHead,
    file: Scratch,
}

/// A file that goes when it is no longer needed.
struct Scratch(PathBuf);

impl Scratch {
    fn beside(database: &Path, end: &str) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push(format!(".{}-{end}", std::process::id()));
        let path = PathBuf::from(name);
        // Left by a program that ended in the middle.
        let _gone = std::fs::remove_file(&path);
        Self(path)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _gone = std::fs::remove_file(&self.0);
    }
}

fn write(store: &Store, now: DateTime<chrono::FixedOffset>, places: &[Target], progress: impl FnMut(u64, u64)) -> Result<Vec<Done>, Fault> {
    let packed = pack(store, now.timestamp_millis(), progress)?;
    let name = file_name(&packed.head, now.naive_local());
    let mut made = Vec::with_capacity(places.len());
    for place in places {
        let file = place.folder.join(&name);
        let result = put(&packed, &file);
        let bytes = std::fs::metadata(&file).map_or(0, |file| file.len());
        let failure = result.err().map(|error| crate::files::words(&error)).unwrap_or_default();
        let file = if failure.is_empty() { file } else { place.folder.clone() };
        made.push(Done { at: packed.head.at, file, records: packed.head.records, bytes, failure });
    }
    done::add(store.path(), &made);
    Ok(made)
}

fn file_name(head: &BackupHead, at: NaiveDateTime) -> String {
    let shop = head.shop.simple().to_string();
    format!("sokoguru-{}-{}{}-{}{END}", &shop[..8], head.till, head.epoch, at.format("%Y%m%d-%H%M%S"))
}

/// The time in a name of ours, of any epoch of a till.
fn time_of(name: &str, shop: &str, till: &str) -> Option<NaiveDateTime> {
    let rest = name.strip_prefix(&format!("sokoguru-{shop}-{till}"))?.strip_suffix(END)?;
    let (epoch, time) = rest.split_once('-')?;
    epoch.parse::<u32>().ok()?;
    NaiveDateTime::parse_from_str(time, "%Y%m%d-%H%M%S").ok()
}

fn pack(store: &Store, at: i64, progress: impl FnMut(u64, u64)) -> Result<Packed, Fault> {
    let plain = Scratch::beside(store.path(), "salinan");
    store.copy_to(&plain.0, progress)?;
    let copy = Store::look(&plain.0)?;
    let connection = copy.connection();
    let own = records::own_device(connection)?.ok_or(TillRefusal::NoShop)?;
    let own_head = records::head(connection, own.id, own.epoch)?;
    let file = Scratch::beside(store.path(), "padat");
    let (lengths, hashes) = compress(&plain.0, &file.0).map_err(|source| Fault::File { what: "cadangan".to_owned(), source })?;
    let head = BackupHead {
        shop: shop_id(connection)?,
        name: Settings::load(connection)?.shop.name,
        device: own.id,
        epoch: own.epoch,
        till: own.till,
        seq: own_head.seq,
        hash: Bytes::of(&own_head.hash),
        records: exchange::roster(connection)?.iter().map(|key| key.head.seq).sum(),
        schema: copy.schema()?,
        at,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        plain: lengths[0],
        plain_sha256: Bytes::of(&hashes[0]),
        packed: lengths[1],
        packed_sha256: Bytes::of(&hashes[1]),
    };
    Ok(Packed { head, file })
}

/// Lengths and SHA-256 of the plain and the compressed bytes.
fn compress(from: &Path, to: &Path) -> std::io::Result<([u64; 2], [[u8; 32]; 2])> {
    let target = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    let mut encoder = zstd::stream::write::Encoder::new(Counted::new(target), LEVEL)?;
    let mut plain = Counted::new(&mut encoder);
    std::io::copy(&mut BufReader::with_capacity(1 << 20, File::open(from)?), &mut plain)?;
    let (plain_length, plain_hash) = plain.end();
    let packed = encoder.finish()?;
    let (packed_length, packed_hash) = packed.end();
    Ok(([plain_length, packed_length], [plain_hash, packed_hash]))
}

/// Counts and hashes what goes through.
struct Counted<W> {
    to: W,
    length: u64,
    hasher: Sha256,
}

impl<W: Write> Counted<W> {
    fn new(to: W) -> Self {
        Self { to, length: 0, hasher: Sha256::new() }
    }

    fn end(self) -> (u64, [u8; 32]) {
        (self.length, self.hasher.finalize().into())
    }
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.length += written as u64;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

/// Puts the backup into a folder: under another name first, on the platter, read back, then named.
fn put(packed: &Packed, file: &Path) -> std::io::Result<()> {
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let part = Scratch(beside(file));
    let mut target = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&part.0)?;
    let start = wire::open(Kind::Backup, &packed.head, |_| None).map_err(std::io::Error::other)?;
    target.write_all(&start)?;
    std::io::copy(&mut File::open(&packed.file.0)?, &mut target)?;
    target.sync_all()?;
    drop(target);
    if !reads_back(&part.0, start.len() as u64, &packed.head)? {
        return Err(std::io::Error::other("yang tertulis tidak sama dengan yang dibaca kembali"));
    }
    std::fs::rename(&part.0, file)?;
    sync_folder(file);
    Ok(())
}

fn reads_back(file: &Path, start: u64, head: &BackupHead) -> std::io::Result<bool> {
    let mut source = BufReader::with_capacity(1 << 20, File::open(file)?);
    std::io::copy(&mut (&mut source).take(start), &mut std::io::sink())?;
    let mut counted = Counted::new(std::io::sink());
    std::io::copy(&mut source, &mut counted)?;
    let (length, hash) = counted.end();
    Ok(length == head.packed && Bytes::of(&hash) == head.packed_sha256)
}

/// Lets old backups of this till go, by the rule. A folder that cannot be read keeps all.
fn thin_out(store: &Store, settings: &Settings, places: &[Target], now: DateTime<chrono::FixedOffset>) {
    let Some(rule) = Rule::parse(&settings.backup_keep) else {
        return;
    };
    let (Ok(shop), Ok(Some(own))) = (shop_id(store.connection()), records::own_device(store.connection())) else {
        return;
    };
    let shop = shop.simple().to_string();
    for place in places {
        let files = std::fs::read_dir(&place.folder).into_iter().flatten().flatten();
        let named = files.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some((time_of(&name, &shop[..8], &own.till)?, entry.path()))
        });
        for old in rule.spare(now.date_naive(), &named.collect::<Vec<_>>()) {
            if let Err(error) = std::fs::remove_file(&old) {
                tracing::warn!("cadangan lama {}: {error}", old.display());
            }
        }
    }
}

/// Now, in the zone of this machine.
pub(super) fn local_now() -> NaiveDateTime {
    Local::now().naive_local()
}
