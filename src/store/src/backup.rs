//! A whole and consistent copy of the file while it is in use.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};

use crate::{Store, StoreError};

/// Pages of one step: a stop in between lets `progress` be heard.
const STEP: i32 = 2_000;

impl Store {
    /// Copies the database as it is now into a new file, for its owner's eyes only. Nobody waits:
    /// the copy reads one state of the file while others go on writing. `progress` hears how many of
    /// how many pages are done.
    ///
    /// # Errors
    /// [`StoreError`]; then there may be a part of the new file.
    pub fn copy_to(&self, target: &Path, mut progress: impl FnMut(u64, u64)) -> Result<(), StoreError> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(target);
        made.map_err(|source| StoreError::File { path: target.to_owned(), source })?;
        let mut copy = Connection::open_with_flags(target, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // An open read holds one state, so that writers do not make the copy begin again.
        let state = self.connection.unchecked_transaction()?;
        state.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        {
            let backup = Backup::new(&state, &mut copy)?;
            while backup.step(STEP)? == StepResult::More {
                let at = backup.progress();
                let count = |pages: std::ffi::c_int| u64::try_from(pages).unwrap_or(0);
                progress(count(at.pagecount - at.remaining), count(at.pagecount));
            }
        }
        drop(state);
        // One file without a log beside it.
        copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
        Ok(())
    }

    /// Makes sure that this is the only program at the file and that the file is whole without its
    /// log: before it is moved aside.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when another program has it open.
    pub fn close_alone(self) -> Result<(), StoreError> {
        self.connection.busy_timeout(std::time::Duration::from_millis(500))?;
        self.connection.flush_prepared_statement_cache();
        let mode: String = self.connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0))?;
        if mode != "delete" {
            return Err(StoreError::Busy);
        }
        Ok(())
    }
}
