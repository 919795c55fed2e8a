//! Invoices of both ways: matched line by line, accepted and disputed in one deed; credit notes and old debts.

use app::trade::money::ClaimRow;
use app::trade::{Compared, InvoiceView};
use app::{App, Fault};
use chrono::NaiveDate;
use domain::Rupiah;
use domain::staff::Right;
use domain::trade::{Direction, Party};
use screen::office::Tone;
use screen::trade::{Action, Chosen, Lines, View, columns, invoices, typing};
use screen::{capital, sentence};
use uuid::Uuid;

use super::super::super::Desk;
use super::super::dialogs::{Asking, Choosing, Filling};
use super::money::{MoneyDeed, MoneyForm, MoneyList, MoneyQuestion};
use super::paper::Typing;
use super::{TradeForm, TradeList, TradeQuestion, Trading};

/// What the part remembers.
#[derive(Default)]
pub(super) struct Invoices {
    pub(super) views: Vec<InvoiceView>,
    /// What is open; none: not for the one who acts.
    claims: Option<Vec<ClaimRow>>,
    pub(super) parties: Vec<Party>,
    today: NaiveDate,
    /// The one that is chosen.
    pub(super) chosen: Option<Uuid>,
    compared: Option<Compared>,
    /// Why it cannot be compared.
    unlike: String,
    /// Lines that somebody takes as they are.
    by_hand: Vec<u32>,
    line: usize,
    /// The invoice that is typed from paper.
    pub(super) typing: Typing,
}

impl Invoices {
    /// Another one is chosen, from its first line.
    pub(super) fn show_first(&mut self, id: Uuid) {
        (self.chosen, self.line) = (Some(id), 0);
        self.by_hand.clear();
    }
}

type Read = (Vec<InvoiceView>, Option<Vec<ClaimRow>>, Vec<Party>, NaiveDate);

fn read(app: &App, settles: bool) -> Result<Read, Fault> {
    let claims = if settles { Some(app.claim_list(None, None, None)?.rows) } else { None };
    Ok((app.invoices(None, false)?, claims, app.parties()?, app.now().date_naive()))
}

impl Desk {
    pub(super) fn read_invoices(&mut self) {
        let settles = self.may(Right::Settle);
        self.read_part_then(
            move |app| read(app, settles),
            |state: &mut Trading, (views, claims, parties, today)| {
                let state = &mut state.invoices;
                (state.views, state.claims, state.parties, state.today) = (views, claims, parties, today);
            },
            |desk| {
                if desk.invoice().is_none() {
                    desk.office.trading.invoices.chosen =
                        desk.invoice_rows().first().map(|(place, _)| desk.office.trading.invoices.views[*place].id);
                }
                desk.compare_chosen();
            },
        );
    }

    /// The one that is chosen.
    fn invoice(&self) -> Option<&InvoiceView> {
        let state = &self.office.trading.invoices;
        state.views.iter().find(|view| Some(view.id) == state.chosen)
    }

    fn invoice_rows(&self) -> Vec<(usize, screen::trade::Row)> {
        let (trading, language) = (&self.office.trading, self.language);
        let state = &trading.invoices;
        invoices::rows(&state.views, state.claims.as_deref(), (&state.parties, &trading.query), state.today, language)
    }

    /// Compares the chosen invoice of somebody else with what was ordered and came.
    fn compare_chosen(&mut self) {
        let Some(view) = self.invoice().cloned() else { return };
        let by_hand = self.office.trading.invoices.by_hand.clone();
        let compared = match view.direction {
            Direction::Taken => Some(self.shop().and_then(|app| app.compare_invoice(&view.number, Some(&view.party), &by_hand))),
            Direction::Issued => None,
        };
        let language = self.language;
        let state = &mut self.office.trading.invoices;
        (state.compared, state.unlike) = match compared {
            Some(Ok(compared)) => (Some(compared), String::new()),
            Some(Err(fault)) => (None, capital(&sentence(&fault, language))),
            None => (None, String::new()),
        };
    }

    pub(super) fn choose_invoice(&mut self, place: usize) {
        let found = self.invoice_rows().get(place).map(|(place, _)| self.office.trading.invoices.views[*place].id);
        if let Some(id) = found {
            self.pick_invoice(id);
        }
    }

    fn pick_invoice(&mut self, id: Uuid) {
        self.office.trading.invoices.show_first(id);
        self.compare_chosen();
    }

    pub(super) fn invoices_view(&self) -> View {
        if self.office.trading.invoices.typing.open {
            return self.paper_view();
        }
        let (trading, language) = (&self.office.trading, self.language);
        let state = &trading.invoices;
        let rows = self.invoice_rows();
        let at = rows.iter().position(|(place, _)| Some(state.views[*place].id) == state.chosen);
        let empty = if state.views.is_empty() {
            language.pick(
                "Belum ada faktur. Terima berkasnya di bagian Pemasok, atau F3 mengetik faktur kertas.",
                "No invoices yet. Take files in at Parties, or F3 types one from paper.",
            )
        } else {
            language.pick("Tidak ada yang cocok dengan pencarian.", "Nothing fits the search.")
        };
        View {
            search: language.pick("Cari nomor atau pihak", "Search number or party").to_owned(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            at,
            empty: empty.to_owned(),
            chosen: self.invoice().map(|view| self.invoice_chosen(view)).unwrap_or_default(),
            actions: self.invoice_actions(),
            ..View::default()
        }
    }

    fn invoice_chosen(&self, view: &InvoiceView) -> Chosen {
        let (state, language) = (&self.office.trading.invoices, self.language);
        let mut chosen = Chosen { title: invoices::heading(view, &state.parties, language), ..Chosen::default() };
        let Some(compared) = &state.compared else {
            chosen.subtitle = invoices::dated(view, language);
            chosen.facts = invoices::details(view, state.claims.as_deref(), "", state.today, language);
            chosen.remark = (!state.unlike.is_empty()).then(|| (Tone::Look, state.unlike.clone()));
            return chosen;
        };
        chosen.figures = invoices::figures(compared, language);
        chosen.remark = invoices::remark(compared, view, state.claims.as_deref(), language);
        let answer = compared.answer.as_ref().map(|answer| answer.number.clone()).unwrap_or_default();
        chosen.subtitle = invoices::subtitle(view, state.claims.as_deref(), &answer, language);
        let lines = invoices::lines(compared, &state.by_hand, language);
        chosen.lines = Lines {
            columns: columns(&invoices::line_titles(language).map(|title| (title, 200, true))),
            at: (!lines.is_empty()).then(|| state.line.min(lines.len() - 1)),
            lines,
            choosing: true,
            empty: String::new(),
        };
        chosen
    }

    /// Whether an answer would say something new.
    fn can_answer(&self) -> bool {
        let state = &self.office.trading.invoices;
        state
            .compared
            .as_ref()
            .is_some_and(|compared| compared.answer.is_none() || !state.by_hand.is_empty() || !compared.postings.is_empty())
    }

    fn invoice_actions(&self) -> Vec<Action> {
        let (state, language) = (&self.office.trading.invoices, self.language);
        let view = self.invoice();
        let line = state.compared.as_ref().and_then(|compared| compared.lines.get(state.line));
        let ticked = line.is_some_and(|line| state.by_hand.contains(&line.line));
        let tickable = line.is_some_and(|line| !line.disputed.is_zero()) || ticked;
        let paper = view.is_some_and(|view| {
            view.direction == Direction::Issued || state.parties.iter().any(|party| party.code == view.party && party.key.is_none())
        });
        let typing = if state.typing.paper.is_some() {
            language.pick("Lanjut ketik", "Go on typing")
        } else {
            language.pick("Ketik faktur", "Type an invoice")
        };
        let accepts = state.compared.as_ref().is_none_or(|compared| compared.disputed.is_zero());
        let answer = if accepts { language.pick("Terima", "Accept") } else { language.pick("Jawab faktur", "Answer it") };
        vec![
            Action::new("F3", typing),
            Action::new("F4", language.pick("Nota kredit", "Credit note")).when(paper),
            Action::new("F5", language.pick("Terima baris", "Accept line")).on(ticked).when(tickable),
            Action::new("F6", language.pick("Utang lama", "Old debt")),
            Action::new("F9", language.pick("Lihat dokumen", "See document")).when(view.is_some()),
            Action::new("F10", answer).primary().when(self.can_answer()),
        ]
    }

    pub(super) fn act_on_invoice(&mut self, key: &str) {
        if self.office.trading.invoices.typing.open {
            return self.act_on_paper(key);
        }
        let language = self.language;
        match key {
            "F3" => self.begin_paper(),
            "F4" => self.ask_credit(),
            "F5" => {
                let line = self.office.trading.invoices.line;
                self.tick_invoice_line(line);
            }
            "F6" => {
                let rows = self.paper_parties("");
                self.choose_from(
                    Choosing::Trade(TradeList::Money(MoneyList::DebtParty)),
                    language.pick("Utang lama kepada siapa?", "Old debt to whom?"),
                    rows,
                );
            }
            "F9" => {
                if let Some(id) = self.office.trading.invoices.chosen {
                    self.show_document(&id.to_string());
                }
            }
            "F10" => self.ask_answer(),
            _ => {}
        }
    }

    pub(super) fn choose_invoice_line(&mut self, place: usize) {
        let state = &mut self.office.trading.invoices;
        if state.typing.open { state.typing.choose(place) } else { state.line = place }
    }

    /// Takes a line as it is, or no longer.
    pub(super) fn tick_invoice_line(&mut self, place: usize) {
        let state = &mut self.office.trading.invoices;
        let Some(line) = state.compared.as_ref().and_then(|compared| compared.lines.get(place)) else { return };
        state.line = place;
        match state.by_hand.iter().position(|known| *known == line.line) {
            Some(known) => drop(state.by_hand.remove(known)),
            None if line.disputed.is_zero() => return,
            None => state.by_hand.push(line.line),
        }
        self.compare_chosen();
        self.show_part(super::Moved::Line);
    }

    fn ask_answer(&mut self) {
        let (Some(compared), Some(view)) = (self.office.trading.invoices.compared.clone(), self.invoice().cloned()) else { return };
        let deed = MoneyDeed::Match(view.number, view.party, self.office.trading.invoices.by_hand.clone());
        let question = invoices::question(&compared, self.language);
        self.ask_first(Asking::Trade(TradeQuestion::Money(MoneyQuestion::Deed(Box::new(deed)))), question);
    }

    pub(super) fn invoice_answered(&mut self, compared: &Compared) {
        self.office.trading.invoices.by_hand.clear();
        let typed = self.invoice().is_some_and(|view| view.typed);
        self.say(&invoices::answered(compared, typed, self.language));
        self.read_invoices();
    }

    // --- credit notes and old debts

    fn ask_credit(&mut self) {
        let Some(view) = self.invoice().cloned() else { return };
        let state = &self.office.trading.invoices;
        let id = view.id.to_string();
        let claims = state.claims.as_ref();
        let disputed = claims.and_then(|claims| claims.iter().find(|row| row.item.id == id)).map(|row| row.item.disputed);
        let name = state.parties.iter().find(|party| party.code == view.party).map_or(view.party.clone(), |party| party.name.clone());
        let form = typing::credit(&view, &name, disputed.unwrap_or(Rupiah::ZERO), self.language);
        self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Credit(view.id))), form);
    }

    pub(super) fn credit_filled(&mut self, invoice: Uuid, values: &[String]) {
        let Some(view) = self.office.trading.invoices.views.iter().find(|view| view.id == invoice).cloned() else { return };
        match typing::credited(&view, values, self.language) {
            Ok(order) => self.attempt_money(MoneyDeed::Credit(Box::new(order), view.direction == Direction::Taken)),
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    pub(super) fn credit_kept(&mut self, number: &str) {
        self.close_form();
        let word = self.language.pick("tercatat", "is kept");
        self.say(&format!("{} {number} {word}.", self.language.pick("Nota kredit", "Credit note")));
        self.read_invoices();
    }

    pub(super) fn debt_party_chosen(&mut self, id: &str) {
        let today = self.books_today();
        let Some(party) = self.office.trading.invoices.parties.iter().find(|party| party.code == id).cloned() else { return };
        let form = typing::opening(&party, today, self.language);
        self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Debt(party.code))), form);
    }

    pub(super) fn debt_filled(&mut self, party: &str, values: &[String]) {
        match typing::opened(values, self.language) {
            Ok((number, date, due, amount)) => self.attempt_money(MoneyDeed::Debt(party.to_owned(), number, date, due, amount)),
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    pub(super) fn debt_kept(&mut self, id: Uuid, number: &str) {
        self.close_form();
        self.pick_invoice(id);
        let word = self.language.pick("tercatat sebagai utang lama", "is kept as an old debt");
        self.say(&format!("{} {number} {word}.", self.language.pick("Faktur", "Invoice")));
        self.read_invoices();
    }
}
