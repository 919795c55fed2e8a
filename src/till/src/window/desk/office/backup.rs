//! Backups, and the other tills of the shop: made beside the till, put back with the till closed.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::backup::{BackupRefusal, Done, Restored, restore};
use app::tills::{Exchanged, Invited, Sent};
use app::{Actor, App, Fault, Refusal};
use domain::staff::Right;
use screen::office::backup::{self, File};
use screen::office::{Question, Tone, size};
use screen::{Language, dates};
use slint::ComponentHandle;
use ui::{Backup, Page};

use super::super::{Desk, StripAction};
use super::dialogs::{Asking, Filling, Wrong, value};
use super::work::{Place, Teller};
use crate::window::bind;
use crate::window::sound::Sound;

/// Files of ours, by the end of their names.
const BACKUP: &str = "sgbackup";
const EXCHANGE: &str = "sgtukar";
const INVITATION: &str = "sgundangan";

/// So many files are listed.
const LISTED: usize = 60;

/// The print queue's thread may be in the middle of a receipt when the database is put aside.
const PATIENCE: u32 = 20;

/// What the page shows.
#[derive(Default)]
pub(super) struct Backups {
    targets: Vec<PathBuf>,
    target: usize,
    backups: Vec<PathBuf>,
    files: Vec<PathBuf>,
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

    fn backup_done(&mut self) {
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

    fn target(&self) -> Option<PathBuf> {
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

    // --- putting a backup back

    pub(in crate::window) fn ask_restore(&mut self, index: i32) {
        if !self.may(Right::Backup) {
            return self.refuse(&Refusal::NeedsApproval(Right::Backup).into());
        }
        let file = usize::try_from(index).ok().and_then(|place| self.office.backup.backups.get(place)).cloned();
        let Some(file) = file else { return };
        let question = backup::restore_question(&file_row(&file).name, 0, self.language);
        self.ask_first(Asking::Restore { file, older: false }, question);
    }

    /// The database is let go by everybody, replaced beside the till, and opened again.
    pub(super) fn restore_from(&mut self, file: PathBuf, older: bool) {
        let Some(post) = self.post.clone() else { return };
        let actor = self.app.as_ref().and_then(|app| app.actor().cloned());
        self.office.works.stop_all();
        self.platter = None;
        self.printer = None;
        self.app = None;
        self.backup_progress(-1);
        let path = self.path.clone();
        std::thread::spawn(move || {
            let mut result = restore(&path, &file, older, |_, _| {});
            for _ in 0..PATIENCE {
                if !matches!(&result, Err(Fault::Refused(Refusal::Backup(BackupRefusal::InUse)))) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(250));
                result = restore(&path, &file, older, |_, _| {});
            }
            post.post(move |desk| desk.restored(result, actor, file));
        });
    }

    fn restored(&mut self, result: Result<Restored, Fault>, actor: Option<Actor>, file: PathBuf) {
        self.ui(|window| window.global::<Backup>().set_busy(false));
        match App::open(&self.path) {
            Ok(app) => self.app = Some(app),
            Err(fault) => return self.refuse(&fault),
        }
        match result {
            Ok(restored) => {
                self.open_shop();
                let made = dates::stamp(restored.made_at, self.zone());
                let renewal = screen::capital(&restored.renewal.to_string());
                let text = match self.language {
                    Language::Indonesian => format!("Dipulihkan ke {made}. {renewal}"),
                    Language::English => format!("Restored to {made}. {renewal}"),
                };
                self.strip(ui::Tone::Good, &text, StripAction::None);
            }
            Err(fault) => {
                self.reopen(actor);
                if let Some(Refusal::Backup(BackupRefusal::Older { lost, .. })) = fault.refusal() {
                    let question = backup::restore_question(&file_row(&file).name, *lost, self.language);
                    return self.ask_first(Asking::Restore { file, older: true }, question);
                }
                self.refuse(&fault);
            }
        }
    }

    fn zone(&self) -> chrono::FixedOffset {
        self.app.as_ref().map_or_else(|| chrono::Offset::fix(&chrono::Utc), |app| *app.now().offset())
    }

    /// The same shop as before, with the same person.
    fn reopen(&mut self, actor: Option<Actor>) {
        self.open_shop();
        if let (Some(app), Some(actor)) = (&mut self.app, actor) {
            app.set_actor(Some(actor));
            self.show_status();
            self.show_backup();
            self.go(Page::Backup);
        }
    }

    // --- other tills

    pub(in crate::window) fn ask_invitation(&mut self) {
        let Some(app) = &self.app else { return };
        let used: Vec<String> = app.tills().map(|tills| tills.into_iter().map(|till| till.till).collect()).unwrap_or_default();
        let free = ('A'..='Z').map(String::from).find(|letter| !used.contains(letter)).unwrap_or_default();
        let form = backup::invitation(&free, self.language);
        self.fill(Filling::Invitation, form);
    }

    pub(super) fn invitation_filled(&mut self, values: &[String]) {
        let letter = value(values, 0).to_uppercase();
        if letter.is_empty() {
            let text = self.language.pick("Isi hurufnya, misalnya B.", "Fill in the letter, such as B.");
            return self.form_wrong(Wrong(0, text.to_owned()));
        }
        let Some(file) = self.new_file("undangan", &letter, INVITATION) else { return };
        self.close_form();
        let work = move |app: &mut App, teller: &mut Teller| {
            make_folder(&file)?;
            app.invite(&letter, &file, |done, all| teller.tell_part(done, all))
        };
        self.start_work(Place::Backup, work, |desk, result: Result<Invited, Fault>| {
            desk.backup_done();
            match result {
                Ok(invited) => {
                    let text = match desk.language {
                        Language::Indonesian => format!(
                            "Undangan kasir {} ditulis ke {}. Ketik kode ini di kasir baru; kode tidak disimpan di mana pun.",
                            invited.till,
                            invited.file.display()
                        ),
                        Language::English => format!(
                            "The invitation of till {} is in {}. Type this code at the new till; it is kept nowhere.",
                            invited.till,
                            invited.file.display()
                        ),
                    };
                    let code = backup::code_words(&invited.code);
                    desk.ui(move |window| {
                        let page = window.global::<Backup>();
                        page.set_invite_text(text.into());
                        page.set_invite_code(code.into());
                    });
                }
                Err(fault) => desk.refuse(&fault),
            }
        });
    }

    pub(in crate::window) fn close_invitation(&self) {
        self.ui(|window| window.global::<Backup>().set_invite_code("".into()));
    }

    pub(in crate::window) fn write_exchange(&mut self) {
        let till = self.app.as_ref().map(|app| app.till().to_owned()).unwrap_or_default();
        let Some(file) = self.new_file("tukar", &till, EXCHANGE) else { return };
        let work = move |app: &mut App, teller: &mut Teller| {
            make_folder(&file)?;
            app.write_exchange(&file, None, |done, all| teller.tell_part(done, all))
        };
        self.start_work(Place::Backup, work, |desk, result: Result<Sent, Fault>| {
            desk.backup_done();
            match result {
                Ok(sent) => {
                    let text = match desk.language {
                        Language::Indonesian => format!("{} catatan ditulis ke {}.", sent.records, sent.file.display()),
                        Language::English => format!("{} records were written to {}.", sent.records, sent.file.display()),
                    };
                    desk.hear(Sound::Accepted);
                    desk.say(&text);
                }
                Err(fault) => desk.refuse(&fault),
            }
        });
    }

    /// A name for a new file in the chosen folder.
    fn new_file(&self, what: &str, till: &str, end: &str) -> Option<PathBuf> {
        let now = self.app.as_ref()?.now();
        let name = format!("sokoguru-{what}-{till}-{}.{end}", now.format("%Y%m%d-%H%M%S"));
        self.target().map(|folder| folder.join(name))
    }

    pub(in crate::window) fn read_exchange(&mut self, index: i32) {
        let file = usize::try_from(index).ok().and_then(|place| self.office.backup.files.get(place)).cloned();
        if let Some(file) = file {
            self.read_exchange_file(file, None);
        }
    }

    /// Reads another till's file; a new key is believed only after a person compared it.
    pub(super) fn read_exchange_file(&mut self, file: PathBuf, trust: Option<String>) {
        let again = file.clone();
        let work =
            move |app: &mut App, teller: &mut Teller| app.read_exchange(&file, trust.as_deref(), |done, all| teller.tell_part(done, all));
        self.start_work(Place::Backup, work, move |desk, result: Result<Exchanged, Fault>| {
            desk.backup_done();
            match result {
                Ok(done) => desk.exchanged(&done, again),
                Err(fault) => desk.refuse(&fault),
            }
        });
    }

    fn exchanged(&mut self, done: &Exchanged, file: PathBuf) {
        // What another database connection wrote is taken note of at once.
        if let Some(app) = &mut self.app
            && let Err(fault) = app.refresh()
        {
            return self.refuse(&fault);
        }
        self.show_status();
        self.show_staff();
        self.show_parked();
        let (text, tone) = backup::exchanged(done, self.language);
        let tone = if tone == Tone::Good { ui::Tone::Good } else { ui::Tone::Look };
        self.strip(tone, &text, StripAction::None);
        let Some(asks) = done.asks.first() else { return };
        let language = self.language;
        let fingerprint = asks.fingerprint();
        let question = Question {
            title: match language {
                Language::Indonesian => format!("Percaya kunci baru kasir {}?", asks.till),
                Language::English => format!("Believe the new key of till {}?", asks.till),
            },
            text: match language {
                Language::Indonesian => format!("Sidik kuncinya {fingerprint}."),
                Language::English => format!("Its fingerprint is {fingerprint}."),
            },
            points: vec![
                language
                    .pick(
                        "Buka halaman ini di kasir itu dan bandingkan sidiknya, huruf demi huruf.",
                        "Open this page at that till and compare the fingerprint, letter by letter.",
                    )
                    .to_owned(),
                language
                    .pick(
                        "Bila berbeda, jangan diteruskan: berkas itu mungkin palsu.",
                        "If it differs, do not go on: the file may be forged.",
                    )
                    .to_owned(),
            ],
            action: language.pick("Sama, percaya", "The same, believe it").to_owned(),
            ..Question::default()
        };
        self.ask_first(Asking::Trust { file, fingerprint }, question);
    }
}

/// A place for files.
struct Target {
    folder: PathBuf,
    name: String,
    detail: String,
}

/// Folders of the setting, and all sticks that are plugged in.
fn places(app: &App, language: Language) -> Vec<Target> {
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
fn found(folders: &[PathBuf], end: &str) -> Vec<PathBuf> {
    let inside = |folder: &PathBuf| std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        folders.iter().flat_map(inside).filter(|file| file.extension().is_some_and(|found| found == end)).collect();
    files.sort_by(|a, b| b.file_name().cmp(&a.file_name()));
    files
}

/// A file of ours by its name, which tells till and time.
fn file_row(file: &Path) -> File {
    let bytes = std::fs::metadata(file).map_or(0, |file| file.len());
    let stem = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let folder = file.parent().unwrap_or(file).display();
    File { name: stem, detail: format!("{} · {folder}", size(bytes)), tone: Tone::Quiet }
}

fn make_folder(file: &Path) -> Result<(), Fault> {
    let Some(folder) = file.parent() else { return Ok(()) };
    std::fs::create_dir_all(folder).map_err(|source| Fault::File { what: folder.display().to_string(), source })
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
