//! What was backed up and when: a list beside the database, which a restore does not turn back.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// The list keeps this many.
const LENGTH: usize = 100;

/// A backup that was made, or failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// The file; the folder when it failed.
    pub file: PathBuf,
    /// Records in it.
    pub records: u64,
    /// Its length, bytes.
    pub bytes: u64,
    /// What went wrong; empty: it was read back and is good.
    pub failure: String,
}

impl Done {
    /// True for a backup that was read back and is good.
    pub fn is_good(&self) -> bool {
        self.failure.is_empty()
    }
}

fn list_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".backups");
    PathBuf::from(name)
}

/// All that are known, newest first; a list that cannot be read is empty.
pub(super) fn read(database: &Path) -> Vec<Done> {
    let bytes = std::fs::read(list_path(database)).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// Adds to the list. It is a help for people: what it cannot say is said by the files themselves.
pub(super) fn add(database: &Path, done: &[Done]) {
    let mut all = read(database);
    all.splice(0..0, done.iter().cloned());
    all.truncate(LENGTH);
    let path = list_path(database);
    let new = path.with_extension("backups-baru");
    let bytes = serde_json::to_vec(&all).map_err(std::io::Error::other);
    if let Err(error) = bytes.and_then(|bytes| std::fs::write(&new, bytes)).and_then(|()| std::fs::rename(&new, &path)) {
        tracing::warn!("daftar cadangan {} tidak tertulis: {error}", path.display());
    }
}
