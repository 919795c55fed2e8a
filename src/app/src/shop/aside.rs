//! A new database is made aside and gets its name when all of it is there: a power cut on the first day must not
//! leave half a shop that nobody can enter and no command replaces.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::device::key_path;
use crate::files::{beside, check_place, make_folder, sync_folder};
use crate::{App, Fault};

/// Makes a database aside by `work`, gives it its name, and opens it.
///
/// # Errors
/// [`store::StoreError::Exists`], whatever `work` says; then no file is left.
pub(crate) fn make_aside(path: &Path, work: impl FnOnce(&Path) -> Result<(), Fault>) -> Result<App, Fault> {
    for taken in [path.to_owned(), key_path(path)] {
        if taken.exists() {
            return Err(store::StoreError::Exists(taken).into());
        }
    }
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        make_folder(folder)?;
    }
    check_place(path)?;
    let aside = beside(path);
    remove(&aside);
    let made = work(&aside).and_then(|()| publish(&aside, path));
    remove(&aside);
    made?;
    App::open(path)
}

/// The database first: of two programs that make the same one, the second finds it and changes nothing. Without
/// its key, should the power fail between the two, it begins a new epoch.
fn publish(aside: &Path, path: &Path) -> Result<(), Fault> {
    let said = |source| Fault::File { what: path.display().to_string(), source };
    // What was committed is still beside the database: it could not be moved in, for want of room.
    if named(aside, "-wal").exists() {
        return Err(said(ErrorKind::StorageFull.into()));
    }
    // The log of a database that is gone would be read into the new one.
    for end in ["-wal", "-shm"] {
        move_away(&named(path, end), &named(path, &format!("{end}.lama"))).map_err(said)?;
    }
    move_away(&named(aside, ".secret"), &named(path, ".secret")).map_err(said)?;
    match fs::hard_link(aside, path) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::AlreadyExists => return Err(store::StoreError::Exists(path.to_owned()).into()),
        // Sticks and cards know no second name of a file.
        Err(_) => fs::rename(aside, path).map_err(said)?,
    }
    for end in [".key", ".mark"] {
        if let Err(source) = move_away(&named(aside, end), &named(path, end)) {
            // All of it or nothing.
            fs::remove_file(path).map_err(said)?;
            return Err(said(source));
        }
    }
    sync_folder(path);
    Ok(())
}

/// Renames what is there.
fn move_away(from: &Path, to: &Path) -> std::io::Result<()> {
    match fs::rename(from, to) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn remove(aside: &Path) {
    for end in ["", "-wal", "-shm", ".secret", ".key", ".mark"] {
        if let Err(error) = fs::remove_file(named(aside, end))
            && error.kind() != ErrorKind::NotFound
        {
            tracing::warn!("{}: {error}", named(aside, end).display());
        }
    }
}

fn named(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
