//! Files that people are given: whole or not at all, and in words why they cannot be.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::Fault;

/// Who may read a file that anybody may have.
const FOR_ALL: u32 = 0o666;
/// Who may read what only its owner may have.
const FOR_OWNER: u32 = 0o600;

/// What the system says of a file, in the words of the shop.
pub fn words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "berkas atau folder tidak ada".to_owned(),
        ErrorKind::PermissionDenied => "tidak ada izin".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk penuh".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "disk hanya bisa dibaca".to_owned(),
        ErrorKind::IsADirectory => "itu folder, bukan berkas".to_owned(),
        ErrorKind::NotADirectory => "itu berkas, bukan folder".to_owned(),
        _ => error.to_string(),
    }
}

/// Reads a file that a person named.
///
/// # Errors
/// [`Fault::File`].
pub fn read(path: &Path) -> Result<Vec<u8>, Fault> {
    fs::read(path).map_err(|source| fault(path, source))
}

/// Makes a folder of the program's own; those that people name must be there.
///
/// # Errors
/// [`Fault::File`].
pub fn make_folder(folder: &Path) -> Result<(), Fault> {
    fs::create_dir_all(folder).map_err(|source| fault(folder, source))
}

/// Whether a file can be written there, before a deed is done whose file must not fail.
///
/// # Errors
/// [`Fault::File`].
pub fn check_place(path: &Path) -> Result<(), Fault> {
    match fs::metadata(path) {
        Ok(known) if known.is_dir() => return Err(fault(path, ErrorKind::IsADirectory.into())),
        Ok(known) if !known.is_file() => return Ok(()),
        _ => {}
    }
    let probe = beside(path);
    File::create(&probe).and_then(|_| fs::remove_file(&probe)).map_err(|source| fault(path, source))
}

/// Writes a file whole or not at all: see [`write_as_it_comes`].
///
/// # Errors
/// [`Fault::File`].
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    write_as_it_comes(path, |out| out.write_all(bytes).map_err(|source| fault(path, source)))
}

/// Writes a file whole or not at all, as `work` makes it: what stood there before stays until the new
/// bytes are on the platter, because a stick is pulled out when it is pulled out. A device or a pipe takes the bytes
/// as they come.
///
/// # Errors
/// [`Fault::File`]; whatever `work` says.
pub fn write_as_it_comes(path: &Path, work: impl FnOnce(&mut dyn Write) -> Result<(), Fault>) -> Result<(), Fault> {
    if fs::metadata(path).is_ok_and(|known| !known.is_file()) {
        let mut out = OpenOptions::new().write(true).open(path).map(BufWriter::new).map_err(|source| fault(path, source))?;
        work(&mut out)?;
        return out.flush().map_err(|source| fault(path, source));
    }
    replace(path, FOR_ALL, work)
}

/// Writes a file whole or not at all, for its owner's eyes only.
pub(crate) fn write_private(path: &Path, parts: &[&[u8]]) -> Result<(), Fault> {
    replace(path, FOR_OWNER, |out| parts.iter().try_for_each(|part| out.write_all(part)).map_err(|source| fault(path, source)))
}

fn replace(path: &Path, mode: u32, work: impl FnOnce(&mut dyn Write) -> Result<(), Fault>) -> Result<(), Fault> {
    // What a link points at is replaced, not the link.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let new = beside(&path);
    let said = |source| fault(&path, source);
    let written = (|| {
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(mode).open(&new).map_err(said)?;
        let mut out = BufWriter::new(file);
        work(&mut out)?;
        let file = out.into_inner().map_err(|error| said(error.into_error()))?;
        file.sync_all().and_then(|()| fs::rename(&new, &path)).map_err(said)
    })();
    if written.is_err() {
        // Half a file is of no use to anybody.
        let _gone = fs::remove_file(&new);
        return written;
    }
    sync_folder(&path);
    Ok(())
}

/// Where a file is made before it has its name; two programs may make the same file at once.
pub(crate) fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}-baru", std::process::id()));
    PathBuf::from(name)
}

/// Brings the name of a file to the platter. Some file systems cannot; then the name is as safe as they are.
pub(crate) fn sync_folder(path: &Path) {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Err(error) = File::open(folder).and_then(|folder| folder.sync_all()) {
        tracing::debug!("folder {}: {error}", folder.display());
    }
}

fn fault(path: &Path, source: io::Error) -> Fault {
    Fault::File { what: path.display().to_string(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> usize {
        fs::read_dir(folder).expect("a folder").count()
    }

    #[test]
    fn a_file_is_whole_or_absent() {
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("kirim");
        let file = own.join("isi.pdf");
        let said = write_whole(&file, b"satu").expect_err("no folder").to_string();
        assert_eq!(said, format!("{}: berkas atau folder tidak ada", file.display()));
        make_folder(&own).expect("made");
        write_whole(&file, b"satu").expect("written");
        write_whole(&file, b"dua").expect("written again");
        assert_eq!(read(&file).expect("read"), b"dua");
        assert_eq!(entries(&own), 1, "nothing half written stays");
    }

    #[test]
    fn what_was_there_stays_when_it_cannot_be_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("isi.pdf");
        write_whole(&file, b"satu").expect("written");
        // The place of the new bytes is taken by a folder, which stops root too.
        let taken = folder.path().join(format!("isi.pdf.{}-baru", std::process::id()));
        fs::create_dir(&taken).expect("a folder");
        let said = write_whole(&file, b"dua").expect_err("no room").to_string();
        assert_eq!(said, format!("{}: itu folder, bukan berkas", file.display()));
        assert_eq!(read(&file).expect("read"), b"satu");
    }

    #[test]
    fn a_link_stays_a_link_and_a_device_a_device() {
        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("isi"), folder.path().join("pintasan"));
        fs::write(&file, "satu").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("a link");
        write_whole(&link, b"dua").expect("written");
        assert!(fs::symlink_metadata(&link).expect("there").is_symlink());
        assert_eq!(read(&file).expect("read"), b"dua");
        write_whole(Path::new("/dev/null"), b"dua").expect("taken");
        assert!(!fs::metadata("/dev/null").expect("there").is_file());
        assert!(check_place(&link).is_ok() && check_place(Path::new("/dev/null")).is_ok());
        assert_eq!(entries(folder.path()), 2, "a look leaves nothing");
        for nowhere in [folder.path().to_owned(), folder.path().join("tidak/ada")] {
            assert!(check_place(&nowhere).is_err(), "{}", nowhere.display());
        }
        let said = write_whole(folder.path(), b"dua").expect_err("a folder").to_string();
        assert!(said.ends_with("itu folder, bukan berkas"), "{said}");
    }
}
