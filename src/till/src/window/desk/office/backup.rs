//! Backups and the page they share with the other tills; made beside the till.

use std::path::{Path, PathBuf};

use app::backup::Done;
use app::{App, Fault};
use screen::Language;
use screen::office::backup::{self, File};
use screen::office::{Tone, size};
use slint::ComponentHandle;
use ui::{Backup, Page};

use super::super::Desk;
use super::work::{Place, Teller};
use crate::window::bind;
use crate::window::sound::Sound;

/// Files of ours, by the end of their names.
const BACKUP: &str = "sgbackup";
pub(super) const EXCHANGE: &str = "sgtukar";

/// So many files are listed.
const LISTED: usize = 60;

/// What the page shows.
#[derive(Default)]
pub(super) struct Backups {
    targets: Vec<PathBuf>,
    target: usize,
    pub(super) backups: Vec<PathBuf>,
    pub(super) files: Vec<PathBuf>,
}

impl Desk {
    pub(in crate::window) fn show_backup(&mut self) {
        let Some(app) = &self.app else { return };
        let language = self.language;
        let now = app.now();
        let zone = *now.offset();
        let (last, last_tone) = backup::last(app.last_backup().as_ref(), now.timestamp_millis(), zone, language);
        let targets = places(app, language);
        self.office.backup.target = self.office.backup.target.min(targets.len().saturating_sub(1));
        let chosen = self.office.backup.target;
        let folders: Vec<PathBuf> = targets.iter().map(|target| target.folder.clone()).collect();
        let made = app.backups();
        let known: Vec<PathBuf> = made.iter().filter(|done| done.is_good()).map(|done| done.file.clone()).collect();
        let mut rows: Vec<(PathBuf, File)> =
            made.iter().take(LISTED).map(|done| (done.file.clone(), backup::backup(done, zone, language))).collect();
        let more = found(&folders, BACKUP).into_iter().filter(|file| !known.contains(file));
        rows.extend(more.map(|file| (file.clone(), file_row(&file))).take(LISTED));
        let exchange: Vec<PathBuf> = found(&folders, EXCHANGE).into_iter().take(LISTED).collect();
        let files: Vec<File> = exchange.iter().map(|file| file_row(file)).collect();
        let tills = match app.tills() {
            Ok(tills) => tills.iter().map(|till| backup::till(till, now.timestamp_millis(), zone, language)).collect(),
            Err(fault) => {
                self.refuse(&fault);
                Vec::new()
            }
        };
        let view = bind::BackupView {
            last,
            last_tone,
            targets: targets.into_iter().enumerate().map(|(place, target)| (target.name, target.detail, place == chosen)).collect(),
            rows: rows.iter().map(|(_, row)| row.clone()).collect(),
            empty: language.pick("Belum ada cadangan.", "No backups yet.").to_owned(),
            tills,
            files,
            files_empty: language
                .pick(
                    "Colokkan USB dengan berkas tukar kasir lain, lalu tekan Cari lagi.",
                    "Plug in the stick with another till's exchange file, then press Look again.",
                )
                .to_owned(),
        };
        self.office.backup.targets = folders;
        self.office.backup.backups = rows.into_iter().map(|(file, _)| file).collect();
        self.office.backup.files = exchange;
        self.ui(move |window| bind::show_backup(window, &view));
    }

    pub(super) fn backup_progress(&self, thousandths: i32) {
        let text = self.language.pick("Sedang bekerja …", "Working …");
        self.ui(move |window| {
            let page = window.global::<Backup>();
            page.set_busy(true);
            page.set_progress(thousandths);
            page.set_progress_text(text.into());
        });
    }

    pub(super) fn backup_done(&mut self) {
        self.ui(|window| window.global::<Backup>().set_busy(false));
        if self.page == Page::Backup {
            self.show_backup();
        }
    }

    /// Nobody waits for it any more; what was begun comes to its end by itself.
    pub(in crate::window) fn stop_backup(&mut self) {
        self.office.works.stop(Place::Backup);
        self.backup_done();
    }

    pub(in crate::window) fn choose_target(&mut self, index: i32) {
        self.office.backup.target = usize::try_from(index).unwrap_or(0);
        self.show_backup();
    }

    pub(super) fn target(&self) -> Option<PathBuf> {
        self.office.backup.targets.get(self.office.backup.target).cloned()
    }

    pub(in crate::window) fn back_up(&mut self) {
        if self.office.backup.targets.is_empty()
            && let Some(app) = &self.app
        {
            self.office.backup.targets = places(app, self.language).into_iter().map(|place| place.folder).collect();
        }
        let folder = self.target();
        let work = move |app: &mut App, teller: &mut Teller| app.backup(folder.as_deref(), |done, all| teller.tell_part(done, all));
        self.start_work(Place::Backup, work, |desk, result: Result<Vec<Done>, Fault>| {
            desk.backup_done();
            match result {
                Ok(made) => {
                    let files: Vec<String> = made.iter().map(|done| done.file.display().to_string()).collect();
                    let word = desk.language.pick("Cadangan tersimpan", "The backup is saved");
                    desk.hear(Sound::Accepted);
                    desk.say(&format!("{word}: {}", files.join(", ")));
                }
                Err(fault) => desk.refuse(&fault),
            }
            if desk.page == Page::Home {
                desk.show_home();
            }
        });
    }
}

/// A place for files.
pub(super) struct Target {
    pub(super) folder: PathBuf,
    name: String,
    detail: String,
}

/// Folders of the setting, and all sticks that are plugged in.
pub(super) fn places(app: &App, language: Language) -> Vec<Target> {
    let stick = |folder: &Path| {
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        format!("USB {name}")
    };
    let mut targets: Vec<Target> = app
        .backup_targets()
        .into_iter()
        .map(|target| {
            let mount = if target.stick { target.folder.parent().unwrap_or(&target.folder) } else { &target.folder };
            let name = if target.stick { stick(mount) } else { language.pick("Folder", "Folder").to_owned() };
            Target { name, detail: target.folder.display().to_string(), folder: target.folder }
        })
        .collect();
    let mounts = std::fs::read_to_string("/proc/mounts").unwrap_or_default();
    for mount in removable(&mounts) {
        if !targets.iter().any(|target| target.folder.starts_with(&mount)) {
            targets.push(Target { name: stick(&mount), detail: mount.display().to_string(), folder: mount });
        }
    }
    targets
}

/// Where desktops mount sticks.
fn removable(mounts: &str) -> Vec<PathBuf> {
    let names = mounts.lines().filter_map(|line| line.split(' ').nth(1)).map(|name| name.replace("\\040", " "));
    names.filter(|name| name.starts_with("/media/") || name.starts_with("/run/media/")).map(PathBuf::from).collect()
}

/// Files of a kind in some folders, the newest name first.
pub(super) fn found(folders: &[PathBuf], end: &str) -> Vec<PathBuf> {
    let inside = |folder: &PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        folders.iter().flat_map(inside).filter(|file| file.extension().is_some_and(|found| found == end)).collect();
    files.sort_by(|a, b| b.file_name().cmp(&a.file_name()));
    files
}

/// A file of ours by its name, which tells till and time.
pub(super) fn file_row(file: &Path) -> File {
    let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = file.parent().unwrap_or(file).display();
    File { name: stem, detail: format!("{} · {folder}", size(bytes)), tone: Tone::Quiet }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sticks_are_found_where_desktops_mount_them() {
        let mounts = "/dev/sda1 / ext4 rw 0 0\n/dev/sdb1 /media/toko/USB\\040TOKO vfat rw 0 0\n/dev/sdc1 /home ext4 rw 0 0\n";
        assert_eq!(removable(mounts), [PathBuf::from("/media/toko/USB TOKO")]);
    }
}
