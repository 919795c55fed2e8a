//! When the file was last proved, kept beside the database: a restore does not turn it back.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::App;

/// A proof of the whole file (`sokoguru verify`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// How many findings; none: all is well.
    pub findings: u64,
    /// The first of them, in words.
    pub first: String,
}

fn path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".verified");
    PathBuf::from(name)
}

impl App {
    /// The last proof; none when it was never proved or nobody knows.
    pub fn last_verify(&self) -> Option<Verified> {
        let bytes = std::fs::read(path(self.store.path())).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// Remembers a proof: a help for people, so that it cannot be written is no reason to fail.
    pub(crate) fn note_verify(&self, findings: &[store::Finding]) {
        let verified = Verified {
            at: self.clock.now().timestamp_millis(),
            findings: u64::try_from(findings.len()).unwrap_or(u64::MAX),
            first: findings.first().map(|finding| finding.0.clone()).unwrap_or_default(),
        };
        let place = path(self.store.path());
        let bytes = serde_json::to_vec(&verified).map_err(std::io::Error::other);
        if let Err(error) = bytes.and_then(|bytes| std::fs::write(&place, bytes)) {
            tracing::warn!("{} tidak tertulis: {error}", place.display());
        }
    }
}
