//! Restoring a backup: nothing that stands here is deleted, nothing doubtful is put in its place.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use record::wire::{self, BackupHead, Bytes, Kind, WireError};
use sha2::{Digest, Sha256};
use store::{Stamp, Store, StoreError, exchange, records};
use uuid::Uuid;

use super::BackupRefusal;
use super::make::local_now;
use crate::Fault;
use crate::clock::{Clock, SystemClock};
use crate::files::sync_folder;
use crate::tills::{Begun, Mark, Renewal, RenewalCause, settle, shop_id, waiting_key};

/// The head of a backup is far shorter.
const LONGEST_HEAD: u64 = 64 << 10;

/// A database that was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The shop's name.
    pub shop: String,
    /// The new epoch: receipts read `A2-...`.
    pub renewal: Renewal,
    /// Records in it.
    pub records: u64,
    /// When the backup was made, ms since 1970 UTC.
    pub made_at: i64,
    /// Where the file that stood here is now.
    pub aside: Option<PathBuf>,
    /// Records of that file which are not in the restored one.
    pub lost: u64,
}

/// What stands in the place of the database.
enum Here {
    Nothing,
    /// It cannot be read.
    Damaged,
    Shop {
        store: Store,
        lost: u64,
        newest: u32,
    },
}

/// Puts a backup in the place of the database. It is checked whole before anything is touched: its
/// sums, the file, the chain, the signatures, the books. What stands there is moved aside. The till
/// begins a new epoch with a new key, whose first record says `by` whom (staff id). All programs that use the
/// database must have closed it.
///
/// # Errors
/// [`BackupRefusal`]: a damaged, foreign or newer file, another shop's or till's, one that is older than
/// what stands there (unless `force_older`), or somebody works on it; then nothing was changed.
pub fn restore(database: &Path, file: &Path, by: &str, force_older: bool, mut progress: impl FnMut(u64, u64)) -> Result<Restored, Fault> {
    let new = Temporary::beside(database);
    let head = unpack(file, &new.0)?;
    if head.schema > store::VERSION {
        return Err(BackupRefusal::Newer { found: head.schema, known: store::VERSION }.into());
    }
    let mut restored = sound(&new.0, &head, &mut progress)?;
    let here = compare(database, &restored, &head)?;
    let (lost, newest) = match &here {
        Here::Shop { lost, newest, .. } => (*lost, *newest),
        Here::Nothing | Here::Damaged => (0, 0),
    };
    if lost > 0 && !force_older {
        let name = |epoch: u32| format!("{}{epoch}", head.till);
        return Err(BackupRefusal::Older { found: name(head.epoch), here: name(newest), lost }.into());
    }
    if let Here::Shop { store, .. } = here {
        store.close_alone().map_err(in_use)?;
    }
    let (renewal, old_epoch) = begin_epoch(&mut restored, database, newest, by)?;
    restored.close_alone()?;
    let aside = swap(database, &new.0)?;
    settle(database, old_epoch)?;
    Ok(Restored { shop: head.name, renewal, records: head.records, made_at: head.at, aside, lost })
}

fn in_use(error: StoreError) -> Fault {
    match error {
        StoreError::Busy => BackupRefusal::InUse.into(),
        other => other.into(),
    }
}

/// A database that is being made beside the one in use; it goes unless it was put in its place.
struct Temporary(PathBuf);

impl Temporary {
    fn beside(database: &Path) -> Self {
        let mut name = database.as_os_str().to_owned();
        name.push(".memulihkan");
        let path = PathBuf::from(name);
        remove_all(&path);
        Self(path)
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        remove_all(&self.0);
    }
}

/// The file with all that SQLite and a migration leave beside it.
fn remove_all(path: &Path) {
    let mut names = vec![path.to_owned()];
    let start = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&format!("{start}-"))
            || entry.file_name().to_string_lossy().starts_with(&format!("{start}.before-"))
        {
            names.push(entry.path());
        }
    }
    for name in names {
        if let Err(error) = std::fs::remove_file(&name)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!("{}: {error}", name.display());
        }
    }
}

/// Takes the database out of a backup, proving both sums.
fn unpack(file: &Path, to: &Path) -> Result<BackupHead, Fault> {
    let fault = |source| Fault::File { what: file.display().to_string(), source };
    let mut source = File::open(file).map_err(fault)?;
    let mut start = Vec::new();
    (&mut source).take(LONGEST_HEAD).read_to_end(&mut start).map_err(fault)?;
    let opened = wire::split::<BackupHead>(Kind::Backup, &start).map_err(BackupRefusal::from)?;
    let head = opened.head;
    let behind = (start.len() - opened.rest.len()) as u64;
    let length = source.metadata().map_err(fault)?.len();
    if length.checked_sub(behind) != Some(head.packed) {
        return Err(BackupRefusal::from(WireError::Damaged("panjang berkas")).into());
    }
    source.seek(SeekFrom::Start(behind)).map_err(fault)?;
    let mut packed = Hashed::new(BufReader::with_capacity(1 << 20, source));
    let plain = decompress(&mut packed, to, head.plain).map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::PermissionDenied => {
            Fault::File { what: to.display().to_string(), source: error }
        }
        _ => BackupRefusal::from(WireError::Damaged("isi berkas")).into(),
    })?;
    if plain != head.plain_sha256 || packed.end().map_err(fault)? != head.packed_sha256 {
        return Err(BackupRefusal::from(WireError::Damaged("sidik isi")).into());
    }
    Ok(head)
}

/// Writes the plain bytes, not more than there should be; returns their SHA-256.
fn decompress(packed: &mut impl Read, to: &Path, length: u64) -> std::io::Result<Bytes> {
    let mut target = OpenOptions::new().write(true).create_new(true).mode(0o600).open(to)?;
    let decoder = zstd::stream::read::Decoder::new(packed)?;
    let mut plain = Hashed::new(decoder.take(length + 1));
    let written = std::io::copy(&mut plain, &mut target)?;
    target.flush()?;
    target.sync_all()?;
    if written != length {
        return Err(std::io::Error::other("panjang isi"));
    }
    plain.end()
}

/// Hashes what is read.
struct Hashed<R> {
    from: R,
    hasher: Sha256,
}

impl<R: Read> Hashed<R> {
    fn new(from: R) -> Self {
        Self { from, hasher: Sha256::new() }
    }

    /// The hash of all, also of what nobody read.
    fn end(mut self) -> std::io::Result<Bytes> {
        let mut rest = [0u8; 4096];
        while self.read(&mut rest)? > 0 {}
        Ok(Bytes::of(&self.hasher.finalize()))
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, bytes: &mut [u8]) -> std::io::Result<usize> {
        let read = self.from.read(bytes)?;
        self.hasher.update(&bytes[..read]);
        Ok(read)
    }
}

/// Opens what came out and proves all of it.
fn sound(path: &Path, head: &BackupHead, progress: &mut impl FnMut(u64, u64)) -> Result<Store, Fault> {
    let unsound = |why: String| Fault::from(BackupRefusal::Unsound(why));
    let store = Store::open(path).map_err(|error| unsound(error.to_string()))?;
    let findings = store.verify(progress).map_err(|error| unsound(error.to_string()))?;
    if let Some(finding) = findings.first() {
        return Err(unsound(finding.0.clone()));
    }
    let own = records::own_device(store.connection())?.ok_or_else(|| unsound("tanpa perangkat".to_owned()))?;
    let own_head = records::head(store.connection(), own.id, own.epoch)?;
    let said = (head.shop, head.device, head.epoch, head.seq, &head.hash);
    if said != (shop_id(store.connection())?, own.id, own.epoch, own_head.seq, &Bytes::of(&own_head.hash)) {
        return Err(unsound("isinya tidak cocok dengan kepalanya".to_owned()));
    }
    Ok(store)
}

/// What stands in the place, and what of it the backup does not know.
fn compare(database: &Path, restored: &Store, head: &BackupHead) -> Result<Here, Fault> {
    let store = match Store::open(database) {
        Ok(store) => store,
        Err(StoreError::Missing(_)) => return Ok(Here::Nothing),
        Err(StoreError::Damaged(_) | StoreError::Disk(_)) => return Ok(Here::Damaged),
        Err(error) => return Err(in_use(error)),
    };
    let connection = store.connection();
    let Ok(Some(own)) = records::own_device(connection) else {
        return Ok(Here::Damaged);
    };
    // A shop that never got as far as an id of its own is not this one.
    if shop_id(connection).ok() != Some(head.shop) {
        return Err(BackupRefusal::OtherShop(head.name.clone()).into());
    }
    if own.id != head.device {
        return Err(BackupRefusal::OtherTill { found: head.till.clone(), here: own.till }.into());
    }
    let mut lost = 0;
    for key in exchange::roster(connection)? {
        let kept = records::head(restored.connection(), key.device, key.epoch)?;
        let same = key.head.seq <= kept.seq
            && (key.head.seq == 0 || records::hash_at(restored.connection(), key.device, key.epoch, key.head.seq)? == Some(key.head.hash));
        if !same {
            lost += lost_of(&store, restored, (key.device, key.epoch), key.head.seq)?;
        }
    }
    Ok(Here::Shop { newest: own.epoch, store, lost })
}

/// Records of a log that the backup does not have, from where the two part.
fn lost_of(here: &Store, restored: &Store, log: exchange::Log, last: u64) -> Result<u64, Fault> {
    // They part once: all before are equal, all behind differ.
    let (mut equal, mut differs) = (0, last + 1);
    while differs - equal > 1 {
        let middle = equal + (differs - equal) / 2;
        let hash = |store: &Store| records::hash_at(store.connection(), log.0, log.1, middle);
        if hash(here)? == hash(restored)? {
            equal = middle;
        } else {
            differs = middle;
        }
    }
    Ok(last - equal)
}

/// Begins the new epoch in the restored file, before it is put in its place.
fn begin_epoch(restored: &mut Store, database: &Path, newest: u32, by: &str) -> Result<(Renewal, u32), Fault> {
    let own = records::own_device(restored.connection())?.ok_or_else(|| Fault::Defect("tanpa perangkat".to_owned()))?;
    let marked = Mark::read(database).filter(|mark| mark.device == own.id).map_or(0, |mark| mark.epoch);
    let epoch = own.epoch.max(newest).max(marked) + 1;
    let new_key = waiting_key(database)?;
    let common = records::head(restored.connection(), own.id, own.epoch)?;
    let old_epoch = epoch - 1;
    let (cause, by) = (RenewalCause::Restored, Some(by.to_owned()));
    let begun = Begun { parent: own.epoch, epoch, common, cause, by, old: own, come_back: BTreeSet::new() };
    let stamp = Stamp { id: Uuid::now_v7(), at: SystemClock.now() };
    let (_, renewal) = restored.transact_rebuilding(|tx| begun.begin(tx, database, new_key, stamp))?;
    Ok((renewal, old_epoch))
}

/// Moves what stands there aside and the new file into its place.
fn swap(database: &Path, new: &Path) -> Result<Option<PathBuf>, Fault> {
    let fault = |source| Fault::File { what: database.display().to_string(), source };
    let aside = if database.exists() { Some(free_name(database)) } else { None };
    if let Some(aside) = &aside {
        for end in ["-wal", "-shm", ""] {
            let with_end = |path: &Path| {
                let mut name = path.as_os_str().to_owned();
                name.push(end);
                PathBuf::from(name)
            };
            let from = with_end(database);
            if from.exists() {
                std::fs::rename(from, with_end(aside)).map_err(fault)?;
            }
        }
    }
    if let Err(source) = std::fs::rename(new, database) {
        if let Some(aside) = &aside {
            std::fs::rename(aside, database).map_err(fault)?;
        }
        return Err(fault(source));
    }
    sync_folder(database);
    Ok(aside)
}

fn free_name(database: &Path) -> PathBuf {
    let time = local_now().format("%Y%m%d-%H%M%S");
    let name = |n: u32| {
        let mut name = database.as_os_str().to_owned();
        name.push(format!(".sebelum-pulih-{time}"));
        if n > 0 {
            name.push(format!("-{n}"));
        }
        PathBuf::from(name)
    };
    (0..).map(name).find(|name| !name.exists()).unwrap_or_default()
}
