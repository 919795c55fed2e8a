//! Goods of others: partners, what became of their goods, what they are owed, and paying them.

use app::books::{Format, Sheet};
use app::stock::Statement;
use app::{App, Fault};
use domain::goods::{Owner, Partner, PartnerKind};
use domain::{Quantity, Rupiah};
use screen::office::Pick;
use screen::office::period::Stretch;
use screen::office::table;
use screen::stock::consign;
use screen::{Language, capital, sentence};
use slint::ComponentHandle;
use ui::Consign;

use super::super::Desk;
use super::Deed;
use super::dialogs::{Filling, Wrong};
use super::work::{Place, Teller};
use crate::window::bind;
use crate::window::sound::Sound;

/// What the page shows.
#[derive(Default)]
pub(super) struct Consigning {
    partners: Vec<(Partner, Rupiah)>,
    /// The key of the one that is chosen.
    chosen: Option<String>,
    pub(super) stretch: Option<Stretch>,
    statement: Option<(Statement, Sheet)>,
    /// What was paid and what is left, for the words after it.
    pub(super) paid: Option<app::stock::PaidOut>,
}

impl Desk {
    pub(super) fn show_consign(&mut self) {
        if self.office.consigning.stretch.is_none() {
            self.office.consigning.stretch = Some(Stretch::usual(3, self.books_today()));
        }
        match self.shop().and_then(|app| app.partners_owed()) {
            Ok(partners) => self.office.consigning.partners = partners,
            Err(fault) => return self.consign_refused(&fault),
        }
        let state = &mut self.office.consigning;
        let there = |code: &String| state.partners.iter().any(|(partner, _)| partner.code == *code);
        if !state.chosen.as_ref().is_some_and(there) {
            state.chosen = state.partners.first().map(|(partner, _)| partner.code.clone());
            state.statement = None;
        }
        self.show_partners();
        self.read_statement();
    }

    fn chosen_partner(&self) -> Option<&(Partner, Rupiah)> {
        let state = &self.office.consigning;
        let chosen = state.chosen.as_ref()?;
        state.partners.iter().find(|(partner, _)| partner.code == *chosen)
    }

    fn show_partners(&self) {
        let language = self.language;
        let state = &self.office.consigning;
        let rows = consign::rows(&state.partners, language);
        let at = state.partners.iter().position(|(partner, _)| state.chosen.as_deref() == Some(partner.code.as_str()));
        let at = at.and_then(|place| i32::try_from(place).ok()).unwrap_or(-1);
        let total = consign::total(&state.partners).to_string();
        let (name, terms, owed) = match self.chosen_partner() {
            Some((partner, owed)) => {
                (partner.name.clone(), format!("{} · {}", partner.code, consign::terms(partner.terms, language)), *owed)
            }
            None => Default::default(),
        };
        let period = state.stretch.map(|stretch| (stretch.chosen, stretch.words(language))).unwrap_or_default();
        self.ui(move |window| {
            bind::show_partners(window, &rows, at);
            let page = window.global::<Consign>();
            page.set_total(total.into());
            page.set_known(at >= 0);
            page.set_name(name.into());
            page.set_terms(terms.into());
            page.set_owed(owed.to_string().into());
            page.set_pays(owed.get() > 0);
            page.set_period(bind::period(&period));
            page.set_error("".into());
        });
    }

    /// What became of the goods of the one that is chosen, read beside the till.
    fn read_statement(&mut self) {
        let state = &self.office.consigning;
        let (Some(code), Some(stretch)) = (state.chosen.clone(), state.stretch) else {
            return self.ui(|window| bind::show_statement(window, &table::View::default(), false));
        };
        let days = (Some(stretch.from), Some(stretch.to));
        let work = move |app: &mut App, _: &mut Teller| Ok((app.consign_statement(&code, days, None)?, app.statement_sheet(&code, days)?));
        self.start_work(Place::Statement, work, |desk, result| match result {
            Ok(read) => {
                desk.office.consigning.statement = Some(read);
                desk.show_statement();
            }
            Err(fault) => desk.consign_refused(&fault),
        });
    }

    fn show_statement(&self) {
        let language = self.language;
        let Some((statement, sheet)) = &self.office.consigning.statement else { return };
        let mut view = table::view(sheet, language, |_| false);
        // A sum of nothing says nothing.
        if statement.rows.is_empty() {
            view.rows.clear();
        }
        let holds = statement.rows.iter().any(|row| Quantity::new(row.left).get() > 0);
        let empty = language.pick("Belum ada barang titipannya. F4 menerima barang.", "None of their goods came yet. F4 takes them in.");
        self.ui(move |window| {
            bind::show_statement(window, &view, holds);
            window.global::<Consign>().set_empty(empty.into());
        });
    }

    pub(super) fn consign_refused(&mut self, fault: &Fault) {
        let text = capital(&sentence(fault, self.language));
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Consign>().set_error(text.into()));
    }

    pub(in crate::window) fn choose_partner(&mut self, index: i32) {
        let state = &mut self.office.consigning;
        let found = usize::try_from(index).ok().and_then(|place| state.partners.get(place));
        if let Some((partner, _)) = found {
            state.chosen = Some(partner.code.clone());
            state.statement = None;
            self.show_partners();
            self.read_statement();
        }
    }

    pub(in crate::window) fn choose_consign_days(&mut self, index: i32) {
        let today = self.books_today();
        self.consign_days(Stretch::usual(usize::try_from(index).unwrap_or(0), today));
    }

    pub(in crate::window) fn step_consign_days(&mut self, by: i32) {
        let today = self.books_today();
        if let Some(stretch) = self.office.consigning.stretch {
            self.consign_days(stretch.step(by, today));
        }
    }

    pub(super) fn consign_days(&mut self, stretch: Stretch) {
        self.office.consigning.stretch = Some(stretch);
        self.show_partners();
        self.read_statement();
    }

    // --- partners

    pub(in crate::window) fn ask_partner(&mut self, new: bool) {
        let known = if new { None } else { self.chosen_partner().map(|(partner, _)| partner.clone()) };
        let form = consign::form(known.as_ref(), self.language);
        self.fill(Filling::Partner(known.map(|partner| partner.code)), form);
    }

    pub(super) fn partner_filled(&mut self, code: Option<&str>, values: &[String]) {
        let all = self.partners();
        let network = Partner { code: PartnerKind::Network.word().to_owned(), kind: PartnerKind::Network, ..Partner::default() };
        let before = code.map(|code| all.iter().find(|partner| partner.code == code).unwrap_or(&network));
        match consign::filled(before, values, &all, self.language) {
            Ok(partner) => {
                self.close_form();
                self.attempt_office(Deed::PutPartner(partner));
            }
            Err((field, why)) => self.form_wrong(Wrong(field, why)),
        }
    }

    pub(super) fn partner_put(&mut self, partner: &Partner) {
        self.hear(Sound::Accepted);
        self.office.consigning.chosen = Some(partner.code.clone());
        let word = self.language.pick("tersimpan", "saved");
        self.say(&format!("{} {word}.", partner.name));
        self.show_consign();
    }

    /// Consignors that fit a text.
    pub(super) fn consignor_picks(&self, query: &str) -> Vec<Pick> {
        consign::picks(&self.partners(), query, self.language)
    }

    fn chosen_owner(&mut self) -> Option<Owner> {
        let code = self.office.consigning.chosen.clone()?;
        match self.shop().and_then(|app| app.owner_of(&code)) {
            Ok(owner) => Some(owner),
            Err(fault) => {
                self.consign_refused(&fault);
                None
            }
        }
    }

    /// Their goods come in: the page that receives, with the owner said.
    pub(in crate::window) fn receive_consigned(&mut self) {
        if let Some(owner) = self.chosen_owner() {
            self.begin_arrival_of(owner);
        }
    }

    pub(in crate::window) fn hand_back_consigned(&mut self) {
        if let Some(owner) = self.chosen_owner() {
            self.begin_hand_back(&owner);
        }
    }

    // --- money and paper

    pub(in crate::window) fn ask_payout(&mut self) {
        let Some((partner, owed)) = self.chosen_partner().cloned() else { return };
        let form = consign::pay(&partner.name, owed, self.language);
        self.fill(Filling::Payout(partner.code), form);
    }

    pub(super) fn payout_filled(&mut self, code: &str, values: &[String]) {
        let (amount, method, reference) = consign::payout(values, self.language);
        if amount.get() <= 0 {
            return self.form_wrong(Wrong(0, self.language.pick("Isi jumlahnya.", "Fill in the amount.").to_owned()));
        }
        self.attempt_office(Deed::PayPartner { partner: code.to_owned(), amount, method, reference });
    }

    /// Somebody was paid: said with what is left, and with the slip.
    pub(super) fn partner_paid(&mut self) {
        self.close_form();
        let Some(paid) = self.office.consigning.paid.take() else { return };
        self.hear(Sound::Accepted);
        let name = self.chosen_partner().map(|(partner, _)| partner.name.clone()).unwrap_or_default();
        let (amount, left) = (paid.payout.amount, paid.left);
        let mut text = match self.language {
            Language::Indonesian => format!("{name} dibayar Rp {amount}; sisa terutang Rp {left}."),
            Language::English => format!("{name} was paid Rp {amount}; Rp {left} is still owed."),
        };
        if paid.job.is_some() {
            text += self.language.pick(" Slipnya dicetak.", " Its slip is being printed.");
            self.wake_printer();
        }
        self.say(&text);
        self.show_consign();
    }

    pub(in crate::window) fn print_statement(&mut self) {
        let Some((_, sheet)) = self.office.consigning.statement.clone() else { return };
        let result = self.shop().and_then(|app| app.print_report(&sheet));
        match result {
            Ok(()) => {
                self.wake_printer();
                self.say(self.language.pick("Rekap masuk antrean cetak.", "The statement is in the print queue."));
            }
            Err(fault) => self.consign_refused(&fault),
        }
    }

    pub(in crate::window) fn save_statement(&mut self, kind: &str) {
        let (Some(format), Some((statement, sheet))) = (Format::parse(kind), self.office.consigning.statement.clone()) else { return };
        let today = self.books_today();
        let name = format!("{}-{}", statement.owner.partner().to_lowercase(), sheet.file_name(today, format));
        self.save_file(&name, move |app, path| app.save_report(&sheet, format, path));
    }
}
