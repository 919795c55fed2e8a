//! Opening: settings, versions, damage. Nothing is ever deleted or replaced here.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::migrate::{APPLICATION_ID, VERSION, migrate};

/// The oldest SQLite without the WAL-reset bug (design section 10).
const OLDEST_SQLITE: i32 = 3_051_003;

/// Bytes of a database header; no database is shorter.
const HEADER: u64 = 100;

/// What may be done with an open database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Everything.
    ReadWrite,
    /// The file is of a later program: it can be read.
    Newer {
        /// Its version.
        found: i64,
    },
}

/// An open shop database.
pub struct Store {
    pub(crate) connection: Connection,
    path: PathBuf,
    access: Access,
}

impl Store {
    /// Makes a new, empty shop database, readable by its owner only.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when there is a file already.
    pub fn create(path: &Path) -> Result<Self, StoreError> {
        let file = |source| StoreError::File { path: path.to_owned(), source };
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(file)?;
        }
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(file)?;
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        settings(&connection)?;
        migrate(&mut connection, path)?;
        Ok(Self { connection, path: path.to_owned(), access: Access::ReadWrite })
    }

    /// Opens a shop database and brings it to this program's version.
    ///
    /// # Errors
    /// [`StoreError`]; a damaged or foreign file is left as it is.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        check_file(path)?;
        let mut connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != APPLICATION_ID {
            return Err(StoreError::Foreign(path.to_owned()));
        }
        let found: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        if found > VERSION {
            drop(connection);
            let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
            connection.pragma_update(None, "query_only", true)?;
            return Ok(Self { connection, path: path.to_owned(), access: Access::Newer { found } });
        }
        settings(&connection)?;
        migrate(&mut connection, path)?;
        let store = Self { connection, path: path.to_owned(), access: Access::ReadWrite };
        store.check_unsealed()?;
        Ok(store)
    }

    /// Opens a shop database for reading only, as it is.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn look(path: &Path) -> Result<Self, StoreError> {
        check_file(path)?;
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
        if application != APPLICATION_ID {
            return Err(StoreError::Foreign(path.to_owned()));
        }
        let store = Self { connection, path: path.to_owned(), access: Access::ReadWrite };
        let found = store.schema()?;
        Ok(Self { access: Access::Newer { found }, ..store })
    }

    /// The version of the schema in the file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn schema(&self) -> Result<i64, StoreError> {
        Ok(self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What may be done.
    pub fn access(&self) -> Access {
        self.access
    }

    /// Refuses to write to a database of a later program.
    pub(crate) fn writable(&self) -> Result<(), StoreError> {
        match self.access {
            Access::ReadWrite => Ok(()),
            Access::Newer { found } => Err(StoreError::Newer { found, known: VERSION }),
        }
    }

    /// Changes when another connection has changed the file (`PRAGMA data_version`).
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn data_version(&self) -> Result<i64, StoreError> {
        Ok(self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Moves the write-ahead log into the file: for idle moments, because a commit that has to do it
    /// is ten times slower than one that has not (`yardsticks.md`).
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn checkpoint(&self) -> Result<(), StoreError> {
        self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// A handle with which another thread brings the write-ahead log to the platter, for the cart's
    /// quick writes ([`Store::quick`]). `None` while there is no log yet.
    pub fn wal_sync(&self) -> Option<WalSync> {
        let mut name = self.path.as_os_str().to_owned();
        name.push("-wal");
        File::open(PathBuf::from(name)).ok().map(WalSync)
    }

    fn check_unsealed(&self) -> Result<(), StoreError> {
        // Only the end of the journal can be open; `verify` looks at all of it.
        let open: i64 = self.connection.query_row(
            "SELECT count(*) FROM journal WHERE pos > (SELECT coalesce(max(pos), 0) FROM journal) - 1000 AND sealed = 0",
            [],
            |row| row.get(0),
        )?;
        if open > 0 {
            return Err(StoreError::Damaged(format!("{open} jurnal terbuka")));
        }
        Ok(())
    }
}

/// Brings the write-ahead log to the platter.
pub struct WalSync(File);

impl WalSync {
    /// Waits until all that was written is on the disk.
    ///
    /// # Errors
    /// What the system says.
    pub fn sync(&self) -> std::io::Result<()> {
        self.0.sync_data()
    }
}

/// Tells a missing or empty file before SQLite makes one of it.
///
/// The file is not opened here: where this process already has a connection, closing a second handle
/// would give up that connection's locks (they belong to process and file, not to the handle), and
/// the next program to close the database would take the write-ahead log away under a running till.
fn check_file(path: &Path) -> Result<(), StoreError> {
    match std::fs::metadata(path) {
        Ok(file) if file.len() < HEADER => Err(StoreError::Damaged("berkas kosong atau terpotong".to_owned())),
        Ok(_) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(StoreError::Missing(path.to_owned())),
        Err(source) => Err(StoreError::File { path: path.to_owned(), source }),
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(StoreError::OldLibrary(rusqlite::version().to_owned()));
    }
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// The settings of `network.md` section 8.1.
fn settings(connection: &Connection) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // One plan for a statement whatever is bound: else statements near partial indexes are compiled again
    // at each use, which doubles the time of a sale.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    for (name, value) in [
        ("synchronous", "FULL"),
        ("foreign_keys", "ON"),
        ("trusted_schema", "OFF"),
        ("wal_autocheckpoint", "1000"),
        ("journal_size_limit", "67108864"),
        ("mmap_size", "0"),
        // KiB: the pages that a day's goods live on; a page read again from the system costs as much as a row.
        ("cache_size", "-16384"),
        ("temp_store", "MEMORY"),
        ("secure_delete", "FAST"),
        ("cell_size_check", "ON"),
        ("recursive_triggers", "ON"),
    ] {
        connection.pragma(None, name, value, |_| Ok(()))?;
    }
    Ok(())
}
