//! Other tills: inviting one, and handing records over by files.

use std::path::{Path, PathBuf};

use app::tills::{Exchanged, Invited, Sent};
use app::{App, Fault};
use screen::Language;
use screen::office::{Question, Tone, backup};
use slint::ComponentHandle;
use ui::Backup;

use super::super::{Desk, StripAction};
use super::backup::EXCHANGE;
use super::dialogs::{Asking, Filling, Wrong, value};
use super::work::{Place, Teller};
use crate::window::sound::Sound;

/// How the name of an invitation ends.
const INVITATION: &str = "sgundangan";

impl Desk {
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

fn make_folder(file: &Path) -> Result<(), Fault> {
    file.parent().map_or(Ok(()), app::files::make_folder)
}
