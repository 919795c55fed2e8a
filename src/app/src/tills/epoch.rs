//! A new epoch of this till: a new key, and the reason as the first record.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use domain::till::EpochParent;
use record::{DeviceKey, Head};
use store::{Device, Stamp, Store, Tx, records, trust};
use uuid::Uuid;

use crate::device::{key_path, new_key, read_key};
use crate::{Clock, Fault};

/// Why a till began a new epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenewalCause {
    /// Its key is lost or not its own.
    KeyLost,
    /// A file beside the database knows more than the database: it was put back or copied.
    Copied,
    /// Another till knows more, or something else.
    Parted,
    /// Restored from a backup.
    Restored,
}

impl RenewalCause {
    /// The reason in the record.
    pub const fn words(self) -> &'static str {
        match self {
            Self::KeyLost => "kunci perangkat hilang atau bukan miliknya",
            Self::Copied => "basis data ini salinan lama: tanda di sampingnya lebih maju",
            Self::Parted => "kasir lain mengenal catatan kasir ini yang tidak ada di sini",
            Self::Restored => "dipulihkan dari cadangan",
        }
    }
}

/// A new epoch that was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renewal {
    /// The till's letter.
    pub till: String,
    /// The new epoch: receipts read `A2-...`.
    pub epoch: u32,
    /// Why.
    pub cause: RenewalCause,
    /// Records that were written once more, because others had others in their place.
    pub again: u64,
    /// Eight characters by which the other tills know the new key, when a person must vouch for it there.
    pub fingerprint: Option<String>,
}

impl fmt::Display for Renewal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; struk berikutnya {}{}-000001", self.cause.words(), self.till, self.epoch)?;
        if let Some(fingerprint) = &self.fingerprint {
            write!(f, ". Di kasir lain, terima kunci baru ini dengan sidik {fingerprint}")?;
        }
        Ok(())
    }
}

fn waiting_path(database: &Path) -> PathBuf {
    let mut name = key_path(database).into_os_string();
    name.push(".new");
    PathBuf::from(name)
}

/// Makes a key that waits beside the database until its epoch is committed.
pub(crate) fn waiting_key(database: &Path) -> Result<DeviceKey, Fault> {
    let path = waiting_path(database);
    // One that was left by a program that ended before its epoch was committed.
    if path.exists() {
        std::fs::remove_file(&path).map_err(|source| Fault::File { what: path.display().to_string(), source })?;
    }
    new_key(&path)
}

/// Puts the key that waits in its place, once its epoch is committed; the old one is kept aside.
pub(crate) fn settle(database: &Path, old_epoch: u32) -> Result<(), Fault> {
    let (path, waiting) = (key_path(database), waiting_path(database));
    let fault = |source| Fault::File { what: path.display().to_string(), source };
    if path.exists() {
        let name = |n: u32| {
            let mut name = path.clone().into_os_string();
            name.push(format!(".epoch-{old_epoch}"));
            if n > 0 {
                name.push(format!("-{n}"));
            }
            PathBuf::from(name)
        };
        let kept = (0..).map(name).find(|kept| !kept.exists()).unwrap_or_default();
        std::fs::rename(&path, kept).map_err(fault)?;
    }
    std::fs::rename(&waiting, &path).map_err(fault)
}

/// A key of any epoch that is beside the database, by its public half.
fn kept_key(database: &Path, public: &[u8; 32]) -> Result<Option<DeviceKey>, Fault> {
    let path = key_path(database);
    let start = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(&start)
            && let Some(key) = read_key(&entry.path())?
            && key.public() == *public
        {
            return Ok(Some(key));
        }
    }
    Ok(None)
}

/// The key whose public half the database names, if it is here; one that waits is put in its place.
pub(crate) fn settle_key(database: &Path, public: &[u8; 32], epoch: u32) -> Result<Option<DeviceKey>, Fault> {
    let fits = |key: Option<DeviceKey>| key.filter(|key| key.public() == *public);
    if let Some(key) = fits(read_key(&key_path(database))?) {
        return Ok(Some(key));
    }
    let Some(key) = fits(read_key(&waiting_path(database))?) else {
        return Ok(None);
    };
    settle(database, epoch.saturating_sub(1))?;
    Ok(Some(key))
}

/// Begins a new epoch after the end of this log; `newest` is the newest that anybody knows.
pub(crate) fn renew(
    store: &mut Store,
    old: &records::OwnDevice,
    newest: u32,
    cause: RenewalCause,
    clock: &dyn Clock,
) -> Result<(Device, Renewal), Fault> {
    let new = waiting_key(store.path())?;
    let stamp = Stamp { id: Uuid::now_v7(), at: clock.now() };
    let common = records::head(store.connection(), old.id, old.epoch)?;
    let begun = Begun {
        old: old.clone(),
        epoch: newest.max(old.epoch) + 1,
        parent: old.epoch,
        common,
        cause,
        by: None,
        come_back: BTreeSet::new(),
    };
    let database = store.path().to_owned();
    let renewed = store.transact_rebuilding(|tx| begun.begin(tx, &database, new, stamp))?;
    settle(store.path(), old.epoch)?;
    Ok(renewed)
}

/// What a new epoch follows.
pub(crate) struct Begun {
    /// The device before.
    pub(crate) old: records::OwnDevice,
    /// The new epoch.
    pub(crate) epoch: u32,
    /// The epoch that it follows.
    pub(crate) parent: u32,
    /// The last record of that which everybody knows.
    pub(crate) common: Head,
    /// Why.
    pub(crate) cause: RenewalCause,
    /// Who wanted it (staff id); none: the till itself.
    pub(crate) by: Option<String>,
    /// Records of this device that a file brings back.
    pub(crate) come_back: BTreeSet<Uuid>,
}

impl Begun {
    /// Writes the first record of the epoch, inside a transaction. The key of the parent epoch vouches for
    /// the new one, when it is still beside the database.
    pub(crate) fn begin(&self, tx: &Tx<'_>, database: &Path, new: DeviceKey, stamp: Stamp) -> Result<(Device, Renewal), Fault> {
        let old_key = match records::public_key(tx.connection(), self.old.id, self.parent)? {
            Some(public) => kept_key(database, &public)?,
            None => None,
        };
        let key = new.public();
        let proof = old_key.as_ref().map(|old| trust::epoch_proof(old, self.old.id, self.epoch, &key));
        let parent = EpochParent { epoch: self.parent, seq: self.common.seq, hash: self.common.hash, key, proof };
        let device = Device { id: self.old.id, epoch: self.epoch, till: self.old.till.clone(), key: new };
        let fingerprint = old_key.is_none().then(|| trust::fingerprint(&key));
        let reason = match &self.by {
            Some(by) => format!("{} oleh {by}", self.cause.words()),
            None => self.cause.words().to_owned(),
        };
        let again = tx.begin_epoch(&device, stamp, &reason, parent, &self.come_back)?;
        let renewal = Renewal { till: device.till.clone(), epoch: device.epoch, cause: self.cause, again, fingerprint };
        Ok((device, renewal))
    }
}
