//! The high-water mark: how far this till's log had come, in a file beside the database. A database
//! that knows less than the mark, or something else, was restored or copied.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use store::{Connection, records};
use uuid::Uuid;

/// How far a log had come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Mark {
    /// The device.
    pub(crate) device: Uuid,
    /// Its epoch.
    pub(crate) epoch: u32,
    /// The last record.
    pub(crate) seq: u64,
    /// Its hash, base 64.
    pub(crate) hash: String,
}

/// The file of the mark.
pub(crate) fn mark_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".mark");
    PathBuf::from(name)
}

impl Mark {
    /// Reads the mark; what cannot be read is no mark.
    pub(crate) fn read(database: &Path) -> Option<Self> {
        serde_json::from_slice(&std::fs::read(mark_path(database)).ok()?).ok()
    }

    /// The mark of a log as it is now.
    pub(crate) fn of(connection: &Connection, device: Uuid, epoch: u32) -> Option<Self> {
        let head = records::head(connection, device, epoch).ok()?;
        Some(Self { device, epoch, seq: head.seq, hash: data_encoding::BASE64.encode(&head.hash) })
    }

    /// Writes the mark. It is a help, not a promise: it is not waited for, and a mark that is lost is
    /// no harm.
    pub(crate) fn write(&self, database: &Path) {
        let path = mark_path(database);
        let new = path.with_extension("mark-baru");
        let written = serde_json::to_vec(self).map_err(std::io::Error::other).and_then(|bytes| std::fs::write(&new, bytes));
        if let Err(error) = written.and_then(|()| std::fs::rename(&new, &path)) {
            tracing::debug!("tanda {} tidak tertulis: {error}", path.display());
        }
    }

    /// True when the log in the database is not the one that the mark was made of, or its past.
    pub(crate) fn is_ahead(&self, connection: &Connection, device: Uuid, epoch: u32) -> Result<bool, store::StoreError> {
        if self.device != device || self.epoch < epoch || self.seq == 0 {
            return Ok(false);
        }
        if self.epoch > epoch {
            return Ok(true);
        }
        let here = records::hash_at(connection, device, epoch, self.seq)?;
        Ok(here.is_none_or(|hash| data_encoding::BASE64.encode(&hash) != self.hash))
    }
}
