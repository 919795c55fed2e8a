//! The log, and the proof of all records.

use app::audit::{AuditFilter, AuditRow};
use app::books::Format;
use screen::office::period::Stretch;
use screen::office::{Pick, audit, home};
use slint::ComponentHandle;
use ui::{Audit, Page};

use super::super::Desk;
use super::dialogs::Choosing;
use super::work::{Place, Teller};
use crate::window::bind;
use crate::window::sound::Sound;

/// A file of the log has at most so many lines; more than any shop makes in a year.
const IN_FILE: usize = 1_000_000;

/// What the page shows.
#[derive(Default)]
pub(super) struct Log {
    stretch: Option<Stretch>,
    person: String,
    kind: String,
    text: String,
    rows: Vec<AuditRow>,
}

impl Log {
    fn filter(&self, limit: usize) -> AuditFilter {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        AuditFilter {
            from: self.stretch.map(|stretch| stretch.from),
            to: self.stretch.map(|stretch| stretch.to),
            actor: some(&self.person),
            kind: some(&self.kind),
            text: self.text.clone(),
            limit,
        }
    }
}

impl Desk {
    /// The page as it was left.
    pub(in crate::window) fn show_audit(&mut self) {
        if self.office.audit.stretch.is_none() {
            self.office.audit.stretch = self.app.as_ref().map(|app| Stretch::usual(0, app.now().date_naive()));
        }
        self.show_verified();
        self.read_log();
    }

    /// Reads the log again, beside the till.
    fn read_log(&mut self) {
        let log = &self.office.audit;
        let filter = log.filter(audit::LIMIT);
        let period = log.stretch.map(|stretch| (stretch.chosen, stretch.words(self.language))).unwrap_or_default();
        let person = self.person(&log.person);
        let kind = audit::kind_name(&log.kind, self.language);
        self.ui(move |window| {
            let page = window.global::<Audit>();
            page.set_period(bind::period(&period));
            page.set_person(person.into());
            page.set_kind(kind.into());
        });
        self.start_work(
            Place::Log,
            move |app, _| app.audit(&filter),
            |desk, result| match result {
                Ok(rows) => desk.show_log(rows),
                Err(fault) => desk.refuse(&fault),
            },
        );
    }

    fn show_log(&mut self, found: Vec<AuditRow>) {
        let rows = audit::rows(&found);
        let note = audit::note(rows.len(), self.language);
        let empty = self.language.pick(
            "Tidak ada catatan seperti itu. Pilih tanggal lain, atau hapus saringannya.",
            "There are no such records. Choose other dates, or clear the filters.",
        );
        self.office.audit.rows = found;
        self.ui(move |window| {
            bind::show_audit(window, &rows);
            let page = window.global::<Audit>();
            page.set_note(note.into());
            page.set_empty(empty.into());
        });
        self.open_audit(0);
    }

    /// A line was tapped.
    pub(in crate::window) fn open_audit(&mut self, index: i32) {
        let found = usize::try_from(index).ok().and_then(|place| self.office.audit.rows.get(place));
        let (title, rows) = found.map(|row| (row.what.clone(), audit::detail(row, self.language))).unwrap_or_default();
        let index = if rows.is_empty() { -1 } else { index };
        self.ui(move |window| bind::show_audit_detail(window, index, &title, &rows));
    }

    pub(super) const fn audit_stretch(&self) -> Option<Stretch> {
        self.office.audit.stretch
    }

    pub(super) fn audit_days(&mut self, stretch: Stretch) {
        self.office.audit.stretch = Some(stretch);
        self.read_log();
    }

    /// One of the usual stretches.
    pub(in crate::window) fn choose_audit_days(&mut self, index: i32) {
        let Some(today) = self.app.as_ref().map(|app| app.now().date_naive()) else { return };
        self.audit_days(Stretch::usual(usize::try_from(index).unwrap_or(0), today));
    }

    /// The stretch before or after.
    pub(in crate::window) fn step_audit_days(&mut self, by: i32) {
        let Some(today) = self.app.as_ref().map(|app| app.now().date_naive()) else { return };
        if let Some(stretch) = self.office.audit.stretch {
            self.audit_days(stretch.step(by, today));
        }
    }

    pub(in crate::window) fn choose_audit_person(&mut self) {
        let rows = self.audit_choices(Choosing::AuditPerson, "");
        self.choose_from(Choosing::AuditPerson, self.language.pick("Catatan siapa?", "Whose records?"), rows);
    }

    pub(in crate::window) fn choose_audit_kind(&mut self) {
        let rows = self.audit_choices(Choosing::AuditKind, "");
        self.choose_from(Choosing::AuditKind, self.language.pick("Kejadian apa?", "Which deeds?"), rows);
    }

    /// What can be chosen, those that fit a text; nobody in particular comes first.
    pub(super) fn audit_choices(&self, what: Choosing, query: &str) -> Vec<Pick> {
        if what == Choosing::AuditKind {
            return audit::kinds(query, self.language);
        }
        let wanted = query.trim().to_lowercase();
        let connection = self.app.as_ref().map(|app| app.store().connection());
        let people = connection.and_then(|connection| store::staff::everybody(connection).ok()).unwrap_or_default();
        let pick = |person: &store::staff::Staff| Pick {
            id: person.id.clone(),
            text: person.name.clone(),
            detail: self.language.role(person.role).to_owned(),
        };
        let mut picks: Vec<Pick> = people.iter().map(|(person, _)| pick(person)).collect();
        let machine = self.language.pick("perintah di mesin ini", "commands on this machine");
        picks.push(Pick { id: "sistem".to_owned(), text: "sistem".to_owned(), detail: machine.to_owned() });
        picks.retain(|pick| pick.text.to_lowercase().contains(&wanted));
        picks
    }

    pub(super) fn audit_chosen(&mut self, what: Choosing, id: &str) {
        let log = &mut self.office.audit;
        id.clone_into(if what == Choosing::AuditKind { &mut log.kind } else { &mut log.person });
        self.read_log();
    }

    /// Words are being typed.
    pub(in crate::window) fn search_audit(&mut self, text: &str) {
        text.clone_into(&mut self.office.audit.text);
        self.read_log();
    }

    /// Everything again.
    pub(in crate::window) fn clear_audit(&mut self) {
        let log = &mut self.office.audit;
        log.person.clear();
        log.kind.clear();
        log.text.clear();
        self.read_log();
    }

    /// All that fits, as a file.
    pub(in crate::window) fn save_audit(&mut self, kind: &str) {
        let Some(format) = Format::parse(kind) else { return };
        let log = &self.office.audit;
        let filter = log.filter(IN_FILE);
        let period = log.stretch.map(|stretch| stretch.words(self.language)).unwrap_or_default();
        let name = audit::sheet(&[], "").file_name(self.books_today(), format);
        self.save_file(&name, move |app, path| {
            let sheet = audit::sheet(&app.audit(&filter)?, &period);
            app.save_report(&sheet, format, path)
        });
    }

    // --- the proof

    fn show_verified(&self) {
        let Some(app) = &self.app else { return };
        let (text, tone) = home::verified(app.last_verify().as_ref(), *app.now().offset(), self.language);
        self.ui(move |window| {
            let page = window.global::<Audit>();
            page.set_verify(text.into());
            page.set_verify_tone(bind::tone(tone));
        });
    }

    /// Proves all records, beside the till.
    pub(in crate::window) fn verify(&mut self) {
        let work = |app: &mut app::App, teller: &mut Teller| app.verify(|done, all| teller.tell_part(done, all));
        self.start_work(Place::Verify, work, |desk, result| {
            desk.verify_ended();
            match result {
                Ok(findings) if findings.is_empty() => {
                    desk.hear(Sound::Accepted);
                    desk.say(desk.language.pick("Semua catatan cocok.", "All records agree."));
                }
                Ok(findings) => {
                    let first = findings.first().map(|finding| screen::capital(&finding.0)).unwrap_or_default();
                    let word = desk.language.pick("Pemeriksaan menemukan", "Checking found");
                    desk.strip(ui::Tone::Stop, &format!("{word}: {first}"), super::StripAction::None);
                    desk.hear(Sound::Refused);
                }
                Err(fault) => desk.refuse(&fault),
            }
        });
    }

    pub(super) fn verify_progress(&self, thousandths: i32) {
        let text = self.language.pick("Memeriksa …", "Checking …");
        self.ui(move |window| {
            let page = window.global::<Audit>();
            page.set_busy(true);
            page.set_progress(thousandths);
            page.set_progress_text(text.into());
            window.global::<ui::Home>().set_busy(true);
        });
    }

    fn verify_ended(&mut self) {
        self.ui(|window| {
            window.global::<Audit>().set_busy(false);
            window.global::<ui::Home>().set_busy(false);
        });
        self.show_verified();
        if self.page == Page::Home {
            self.show_home();
        }
    }

    /// Nobody waits for it any more.
    pub(in crate::window) fn stop_verify(&mut self) {
        self.office.works.stop(Place::Verify);
        self.verify_ended();
    }
}
