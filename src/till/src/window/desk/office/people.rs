//! People and their rights.

use domain::staff::{Allowance, Right, Role};
use screen::office::people;
use screen::office::{Detail, Question};
use screen::{Language, goods};
use slint::ComponentHandle;
use store::staff::Staff;
use ui::People;

use super::super::Desk;
use super::dialogs::{Asking, Filling, Wrong, value};
use crate::window::bind;
use crate::window::sound::Sound;

/// What the page shows.
#[derive(Default)]
pub(super) struct Persons {
    people: Vec<(Staff, bool)>,
    selected: usize,
    /// Whose card is waited for.
    pub(super) card_of: Option<String>,
}

impl Desk {
    pub(in crate::window) fn show_people(&mut self) {
        let Some(app) = &self.app else { return };
        match app.people() {
            Ok(people) => self.office.people.people = people,
            Err(fault) => return self.refuse(&fault),
        }
        let language = self.language;
        let row = |(staff, active): &(Staff, bool)| {
            let (state, tone) = people::state(*active, language);
            bind::Person {
                id: staff.id.clone(),
                name: staff.name.clone(),
                initials: goods::initials(&staff.name),
                role: language.role(staff.role),
                state,
                tone,
                active: *active,
            }
        };
        let rows: Vec<bind::Person> = self.office.people.people.iter().map(row).collect();
        let rights = people::rights(&app.settings().rights, language);
        let roles: Vec<String> = Role::PEOPLE.into_iter().map(|role| language.role(role).to_owned()).collect();
        let note =
            language.pick("Ketuk untuk mengubah. Berlaku di layar dan di perintah.", "Touch to change. It holds for screen and commands.");
        self.ui(move |window| {
            bind::show_people(window, &rows);
            bind::show_rights(window, &roles, &rights);
            window.global::<People>().set_rights_note(note.into());
        });
        let place = self.office.people.selected.min(self.office.people.people.len().saturating_sub(1));
        self.open_person(i32::try_from(place).unwrap_or(0));
    }

    fn chosen_person(&self, index: i32) -> Option<(Staff, bool)> {
        usize::try_from(index).ok().and_then(|place| self.office.people.people.get(place)).cloned()
    }

    pub(in crate::window) fn open_person(&mut self, index: i32) {
        let Some((staff, active)) = self.chosen_person(index) else { return };
        self.office.people.selected = usize::try_from(index).unwrap_or(0);
        let language = self.language;
        let rights = self.app.as_ref().map(|app| app.settings().rights.clone()).unwrap_or_default();
        let (state, _) = people::state(active, language);
        let mut rows = vec![
            Detail::new(language.pick("Nama", "Name"), staff.name.as_str()),
            Detail::new(language.pick("Nama pendek", "Short name"), staff.id.as_str()),
            Detail::new(language.pick("Peran", "Role"), language.role(staff.role)),
            Detail::new(language.pick("Keadaan", "State"), state),
            Detail::heading(language.pick("Boleh", "May")),
        ];
        let may = Right::ALL.into_iter().filter(|right| rights.allows(staff.role, *right));
        rows.extend(may.map(|right| Detail::new("", language.pick(right.names().0, right.names().1))));
        self.ui(move |window| bind::show_person(window, index, &rows));
    }

    pub(in crate::window) fn ask_new_person(&mut self) {
        let form = people::new_person(self.language);
        self.fill(Filling::NewPerson, form);
    }

    pub(super) fn person_filled(&mut self, values: &[String]) {
        let language = self.language;
        let (name, id) = (value(values, 0), value(values, 1));
        if name.is_empty() {
            return self.form_wrong(Wrong(0, language.pick("Isi namanya.", "Fill in the name.").to_owned()));
        }
        let id = if id.is_empty() { name.split_whitespace().next().unwrap_or(name).to_lowercase() } else { id.to_lowercase() };
        if self.office.people.people.iter().any(|(staff, _)| staff.id == id) {
            let text = match language {
                Language::Indonesian => format!("Nama pendek {id} sudah dipakai. Pilih yang lain."),
                Language::English => format!("The short name {id} is taken. Choose another."),
            };
            return self.form_wrong(Wrong(1, text));
        }
        let Some(role) = people::role(value(values, 2), language) else { return };
        let (pin, again) = (value(values, 3), value(values, 4));
        if pin != again {
            return self.form_wrong(Wrong(4, self.pins_differ()));
        }
        let result = self.shop().and_then(|app| app.add_person(&id, name, role, pin));
        self.person_changed(result);
    }

    fn pins_differ(&self) -> String {
        self.language.pick("Kedua PIN tidak sama. Ketik lagi.", "The two PINs differ. Type again.").to_owned()
    }

    /// Shows what came of a form about a person.
    fn person_changed(&mut self, result: Result<(), app::Fault>) {
        match result {
            Ok(()) => {
                self.close_form();
                self.hear(Sound::Accepted);
                self.say(self.language.pick("Tersimpan.", "Saved."));
                self.show_people();
                self.show_staff();
            }
            Err(fault) if self.office.filling.is_some() => self.form_refused(&fault),
            Err(fault) => self.refuse(&fault),
        }
    }

    pub(in crate::window) fn ask_role(&mut self, index: i32) {
        let Some((staff, _)) = self.chosen_person(index) else { return };
        let form = people::change_role(&staff.name, staff.role, self.language);
        self.fill(Filling::Role(staff.id), form);
    }

    pub(super) fn role_filled(&mut self, id: &str, values: &[String]) {
        let Some(role) = people::role(value(values, 0), self.language) else { return };
        let result = self.shop().and_then(|app| app.set_role(id, role));
        self.person_changed(result);
    }

    pub(in crate::window) fn ask_pin(&mut self, index: i32) {
        let Some((staff, _)) = self.chosen_person(index) else { return };
        let form = people::new_pin(&staff.name, self.language);
        self.fill(Filling::Pin(staff.id), form);
    }

    pub(super) fn pin_filled(&mut self, id: &str, values: &[String]) {
        if value(values, 0) != value(values, 1) {
            return self.form_wrong(Wrong(1, self.pins_differ()));
        }
        let result = self.shop().and_then(|app| app.set_pin(id, value(values, 0)));
        self.person_changed(result);
    }

    /// A card is waited for; the next scan is it.
    pub(in crate::window) fn wait_for_card(&mut self, index: i32) {
        let Some((staff, _)) = self.chosen_person(index) else { return };
        let text = match self.language {
            Language::Indonesian => format!("Pindai kartu {} sekarang.", staff.name),
            Language::English => format!("Scan the card of {} now.", staff.name),
        };
        self.office.people.card_of = Some(staff.id);
        self.ui(move |window| window.global::<People>().set_card_text(text.into()));
    }

    pub(in crate::window) fn no_card(&mut self) {
        self.office.people.card_of = None;
        self.ui(|window| window.global::<People>().set_card_text("".into()));
    }

    /// A scan on the page of people: the card that is waited for.
    pub(in crate::window) fn scan_card(&mut self, code: &str) {
        let Some(id) = self.office.people.card_of.clone() else {
            let text = self.language.pick("Pilih orangnya, tekan Kartu, lalu pindai.", "Choose the person, press Card, then scan.");
            self.strip(ui::Tone::Look, text, super::StripAction::None);
            self.hear(Sound::Refused);
            return;
        };
        self.no_card();
        let result = self.shop().and_then(|app| app.set_card(&id, code));
        self.person_changed(result);
    }

    pub(in crate::window) fn ask_active(&mut self, index: i32) {
        let Some((staff, active)) = self.chosen_person(index) else { return };
        if !active {
            return self.switch_person(&staff.id, true);
        }
        let language = self.language;
        let title = match language {
            Language::Indonesian => format!("Nonaktifkan {}?", staff.name),
            Language::English => format!("Take {} off duty?", staff.name),
        };
        let points = [
            language.pick("Tidak bisa masuk lagi, dengan PIN maupun kartu.", "Cannot log in any more, neither by PIN nor by card."),
            language
                .pick("Yang pernah dikerjakan tetap tercatat. Bisa diaktifkan lagi.", "What was done stays in the log. It can be undone."),
        ];
        let action = language.pick("Nonaktifkan", "Take off duty").to_owned();
        let question = Question { title, points: points.map(str::to_owned).into(), action, ..Question::default() };
        self.ask_first(Asking::Active(staff.id, false), question);
    }

    pub(super) fn switch_person(&mut self, id: &str, active: bool) {
        let result = self.shop().and_then(|app| app.set_active(id, active));
        self.person_changed(result);
    }

    /// A cell of the matrix: turned over, or its limit is asked for.
    pub(in crate::window) fn change_right(&mut self, right: i32, role: i32) {
        let at = |index: i32| usize::try_from(index).ok();
        let right = at(right).and_then(|place| Right::ALL.get(place)).copied();
        let role = at(role).and_then(|place| Role::PEOPLE.get(place)).copied();
        let (Some(right), Some(role), Some(app)) = (right, role, &self.app) else { return };
        let now = app.settings().rights.of(role, right);
        if right.is_graded() {
            let form = people::limit(right, role, now, self.language);
            return self.fill(Filling::Limit(role, right), form);
        }
        let next = if now == Allowance::No { Allowance::Yes } else { Allowance::No };
        self.put_right(role, right, next);
    }

    pub(super) fn limit_filled(&mut self, role: Role, right: Right, values: &[String]) {
        let Some(allowance) = people::allowance(value(values, 0)) else {
            let text = self.language.pick("Tulis angka 0 sampai 100.", "Write a number from 0 to 100.");
            return self.form_wrong(Wrong(0, text.to_owned()));
        };
        self.close_form();
        self.put_right(role, right, allowance);
    }

    fn put_right(&mut self, role: Role, right: Right, allowance: Allowance) {
        let result = self.shop().and_then(|app| app.set_right(role, right, allowance));
        if self.settle(result) {
            self.clear_strip();
            self.show_people();
        }
    }
}
