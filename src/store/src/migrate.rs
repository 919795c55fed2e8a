//! Forward only, a copy of the file before, everything in one transaction.

use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::ledger::{CHART, Side};
use rusqlite::{Connection, TransactionBehavior, params};

use crate::StoreError;
use crate::rebuild::rebuild_within;

/// All migrations in order; their number is the schema version.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/shop/0001_first_day.sql"),
    include_str!("../../../migrations/shop/0002_devices.sql"),
    include_str!("../../../migrations/shop/0003_tills.sql"),
    include_str!("../../../migrations/shop/0004_day.sql"),
    include_str!("../../../migrations/shop/0006_reports.sql"),
    include_str!("../../../migrations/shop/0007_stock_room.sql"),
    include_str!("../../../migrations/shop/0008_trade.sql"),
    include_str!("../../../migrations/shop/0009_two_tills.sql"),
];

/// The first line of a migration after which the projections are made again.
const REBUILD: &str = "-- rebuild\n";

/// The schema version of this program.
pub const VERSION: i64 = MIGRATIONS.len() as i64;

/// `KPOS`: marks the file as a shop database (`network.md` section 8.1).
pub(crate) const APPLICATION_ID: i32 = 0x4B50_4F53;

/// Brings an open database to [`VERSION`]. Returns the copy that was made, if one had to be.
pub(crate) fn migrate(connection: &mut Connection, path: &Path) -> Result<Option<PathBuf>, StoreError> {
    apply(connection, path, MIGRATIONS)
}

fn apply(connection: &mut Connection, path: &Path, migrations: &[&str]) -> Result<Option<PathBuf>, StoreError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let done = usize::try_from(version).map_err(|_| StoreError::Foreign(path.to_owned()))?;
    if done >= migrations.len() {
        return Ok(None);
    }
    let copy = if done > 0 { Some(copy_before(connection, path, version)?) } else { None };
    // Dropping parents would count as deleting their rows.
    connection.pragma(None, "foreign_keys", "OFF", |_| Ok(()))?;
    let applied = apply_pending(connection, &migrations[done..], done > 0, migrations.len());
    connection.pragma(None, "foreign_keys", "ON", |_| Ok(()))?;
    applied.map(|()| copy)
}

fn apply_pending(connection: &mut Connection, pending: &[&str], records: bool, version: usize) -> Result<(), StoreError> {
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for migration in pending {
        tx.execute_batch(migration)?;
    }
    load_chart(&tx)?;
    if records && pending.iter().any(|migration| migration.starts_with(REBUILD)) {
        rebuild_within(&tx, |_, _| {})?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.pragma_update(None, "user_version", i64::try_from(version).unwrap_or(i64::MAX))?;
    Ok(tx.commit()?)
}

/// The chart of accounts of this program; codes that are there stay.
pub(crate) fn load_chart(connection: &Connection) -> Result<(), StoreError> {
    let mut insert = connection.prepare("INSERT INTO account (code, name, side) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")?;
    for account in CHART {
        let side = match account.side {
            Side::Debit => "debit",
            Side::Credit => "credit",
        };
        insert.execute(params![account.code, account.name, side])?;
    }
    Ok(())
}

/// A whole and consistent copy beside the file; never over an older copy.
fn copy_before(connection: &Connection, path: &Path, version: i64) -> Result<PathBuf, StoreError> {
    let name = |n: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".before-v{}", version + 1));
        if n > 0 {
            name.push(format!("-{n}"));
        }
        PathBuf::from(name)
    };
    let copy = (0..).map(name).find(|copy| !copy.exists()).unwrap_or_default();
    // Made here, empty and for its owner's eyes only, before SQLite fills it.
    let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&copy);
    made.map_err(|source| StoreError::File { path: copy.clone(), source })?;
    connection.execute("VACUUM INTO ?1", [copy.to_string_lossy().as_ref()])?;
    Ok(copy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_migration_makes_a_copy_and_keeps_the_rows() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("toko.db");
        let mut connection = Connection::open(&path).expect("opens");
        assert_eq!(apply(&mut connection, &path, MIGRATIONS).expect("migrates"), None);
        connection.execute("INSERT INTO person (kind, id, name) VALUES ('staff', 'siti', 'Siti')", []).expect("inserts");
        let later = [MIGRATIONS, &["ALTER TABLE person ADD COLUMN mail TEXT NOT NULL DEFAULT ''"]].concat();
        let copy = apply(&mut connection, &path, &later).expect("migrates").expect("a copy");
        assert!(copy.ends_with(format!("toko.db.before-v{}", VERSION + 1)));
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&copy).expect("copy"));
        assert_eq!(mode & 0o777, 0o600, "a copy is as private as the file");
        let names =
            |connection: &Connection| -> i64 { connection.query_row("SELECT count(*) FROM person", [], |r| r.get(0)).expect("reads") };
        assert_eq!((names(&connection), names(&Connection::open(&copy).expect("opens"))), (1, 1));
        let mail = |connection: &Connection| connection.prepare("SELECT mail FROM person").is_ok();
        assert!(mail(&connection) && !mail(&Connection::open(&copy).expect("opens")));
        assert_eq!(apply(&mut connection, &path, &later).expect("again"), None, "doing it again is harmless");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("toko.db");
        let mut connection = Connection::open(&path).expect("opens");
        apply(&mut connection, &path, MIGRATIONS).expect("migrates");
        let broken = [MIGRATIONS, &["CREATE TABLE half (a INTEGER); INSERT INTO nowhere VALUES (1)"]].concat();
        assert!(apply(&mut connection, &path, &broken).is_err());
        let version: i64 = connection.pragma_query_value(None, "user_version", |r| r.get(0)).expect("reads");
        assert_eq!(version, VERSION);
        assert!(connection.prepare("SELECT * FROM half").is_err());
    }
}
