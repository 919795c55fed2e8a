//! Where backups go: the folders of the setting, and sticks that are plugged in and carry our mark.

use std::path::{Path, PathBuf};

/// A stick with this folder takes backups.
pub(super) const MARK: &str = "SOKOGURU-CADANGAN";

/// A place for backups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The folder.
    pub folder: PathBuf,
    /// True for a stick that is plugged in.
    pub stick: bool,
}

/// The folders of the setting (comma between them; relative ones lie beside the database), and the
/// marked sticks of a table of mounts as `/proc/mounts` has it.
pub(super) fn targets(database: &Path, setting: &str, mounts: &str) -> Vec<Target> {
    let beside = database.parent().unwrap_or(Path::new(""));
    let mut targets: Vec<Target> = setting
        .split(',')
        .map(str::trim)
        .filter(|folder| !folder.is_empty())
        .map(|folder| Target { folder: beside.join(folder), stick: false })
        .collect();
    for mount in mounts.lines().filter_map(|line| line.split(' ').nth(1)).map(unescaped) {
        let folder = Path::new(&mount).join(MARK);
        // The root and the system's own mounts are no sticks.
        if mount != "/" && folder.is_dir() && !targets.iter().any(|target| target.folder == folder) {
            targets.push(Target { folder, stick: true });
        }
    }
    targets
}

/// A name in the table of mounts: blanks and backslashes are written as octal numbers.
fn unescaped(name: &str) -> String {
    name.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_and_marked_sticks() {
        let media = tempfile::tempdir().expect("folder");
        let stick = media.path().join("USB TOKO");
        std::fs::create_dir_all(stick.join(MARK)).expect("makes");
        let plain = media.path().join("foto");
        std::fs::create_dir_all(&plain).expect("makes");
        let escaped = stick.display().to_string().replace(' ', "\\040");
        let mounts = format!("/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 {escaped} vfat rw 0 0\n/dev/sdc1 {} vfat rw 0 0\n", plain.display());
        let found = targets(Path::new("/toko/toko.db"), "cadangan, /mnt/dua,", &mounts);
        let folders: Vec<(PathBuf, bool)> = found.into_iter().map(|target| (target.folder, target.stick)).collect();
        let folder = |path: &str| (PathBuf::from(path), false);
        assert_eq!(folders, [folder("/toko/cadangan"), folder("/mnt/dua"), (stick.join(MARK), true)]);
        assert!(targets(Path::new("toko.db"), "", "").is_empty());
    }
}
