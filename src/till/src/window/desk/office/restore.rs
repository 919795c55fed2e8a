//! Putting a backup back: the till lets the database go, and opens it again.

use std::path::{Path, PathBuf};
use std::time::Duration;

use app::backup::{BackupRefusal, Restored, restore};
use app::{Actor, App, Fault, Refusal};
use domain::staff::Right;
use screen::office::backup;
use screen::{Language, dates};
use slint::ComponentHandle;
use ui::{Backup, Page};

use super::super::{Desk, StripAction};
use super::backup::file_row;
use super::dialogs::Asking;

/// The print queue's thread may be in the middle of a receipt when the database is put aside.
const PATIENCE: u32 = 20;

impl Desk {
    pub(in crate::window) fn ask_restore(&mut self, index: i32) {
        if !self.may(Right::Backup) {
            return self.refuse(&Refusal::NeedsApproval(Right::Backup).into());
        }
        let file = usize::try_from(index).ok().and_then(|place| self.office.backup.backups.get(place)).cloned();
        let Some(file) = file else { return };
        let question = backup::restore_question(&self.backup_name(&file), 0, self.language);
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
        let by = actor.as_ref().map_or("sistem", |actor| &actor.id).to_owned();
        std::thread::spawn(move || {
            let mut result = restore(&path, &file, &by, older, |_, _| {});
            for _ in 0..PATIENCE {
                if !matches!(&result, Err(Fault::Refused(Refusal::Backup(BackupRefusal::InUse)))) {
                    break;
                }
                std::thread::sleep(Duration::from_millis(250));
                result = restore(&path, &file, &by, older, |_, _| {});
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
                    let question = backup::restore_question(&self.backup_name(&file), *lost, self.language);
                    return self.ask_first(Asking::Restore { file, older: true }, question);
                }
                self.refuse(&fault);
            }
        }
    }

    /// When a backup of this till was made; of another file its name.
    fn backup_name(&self, file: &Path) -> String {
        let known = self.app.as_ref().and_then(|app| app.backups().into_iter().find(|done| done.file == file));
        known.map_or_else(|| file_row(file).name, |done| dates::stamp(done.at, self.zone()))
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
}
