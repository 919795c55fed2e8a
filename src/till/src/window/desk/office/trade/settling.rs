//! Set-off in its steps, payment, and money that comes.

use app::trade::money::{HOLDS, Paid, PayOrder, PaymentState, PaymentView, SetoffView, ToPay};
use domain::Rupiah;
use domain::settlement::SetoffState;
use domain::trade::Party;
use screen::office::Pick;
use screen::trade::{Action, Chosen, Lines, Row, claims, columns, paying, settling};
use uuid::Uuid;

use super::super::super::Desk;
use super::super::dialogs::{Asking, Choosing, Filling, Wrong, value};
use super::super::reports::report_folder;
use super::claims::Side;
use super::money::{MoneyDeed, MoneyForm, MoneyList, MoneyQuestion};
use super::{Moved, TradeForm, TradeList, TradeQuestion};

/// What a row is about.
enum Picked {
    /// Something could be set off, or is to be paid.
    Party(Box<ToPay>),
    Setoff(Box<SetoffView>),
    Payment(Box<PaymentView>),
}

impl Desk {
    /// The rows of set-offs or payments, each with what it is about: a party's key, a document's id.
    pub(super) fn settling_rows(&self) -> Vec<(String, Row)> {
        let (trading, language) = (&self.office.trading, self.language);
        let (state, query) = (&trading.claims, trading.query.as_str());
        let fits = |row: &&ToPay| screen::trade::fits(query, &[&row.party.name, &row.party.code]);
        let mut rows: Vec<(String, Row)> = Vec::new();
        if state.side == Side::Payments {
            let due = state.to_pay.iter().filter(|row| !row.owed.is_zero()).filter(fits);
            rows.extend(due.map(|row| (row.party.code.clone(), paying::to_pay(row, language))));
            let paid = paying::payments(&state.payments, (&state.parties, query), language);
            rows.extend(paid.into_iter().map(|(place, row)| (state.payments[place].id.to_string(), row)));
            return rows;
        }
        let Some(app) = &self.app else { return rows };
        let possible = state.to_pay.iter().filter(|row| !row.can_set_off.is_zero()).filter(fits);
        rows.extend(possible.map(|row| (row.party.code.clone(), settling::possible(row, language))));
        let steps = settling::setoffs(&state.setoffs, (&state.parties, query), app.now(), language);
        rows.extend(steps.into_iter().map(|(place, row)| (state.setoffs[place].setoff.id.clone(), row)));
        rows
    }

    fn picked(&self) -> Option<Picked> {
        let state = &self.office.trading.claims;
        let key = state.row.as_ref()?;
        if let Some(row) = state.to_pay.iter().find(|row| row.party.code == *key) {
            return Some(Picked::Party(Box::new(row.clone())));
        }
        if state.side == Side::Payments {
            let found = state.payments.iter().find(|view| view.id.to_string() == *key);
            return found.map(|view| Picked::Payment(Box::new(view.clone())));
        }
        state.setoffs.iter().find(|view| view.setoff.id == *key).map(|view| Picked::Setoff(Box::new(view.clone())))
    }

    pub(super) fn party_of(&self, code: &str) -> Option<&Party> {
        self.office.trading.claims.parties.iter().find(|party| party.code == code)
    }

    fn party_name(&self, code: &str) -> String {
        self.party_of(code).map_or_else(|| code.to_owned(), |party| party.name.clone())
    }

    pub(super) fn settling_chosen(&self) -> Chosen {
        let (state, language) = (&self.office.trading.claims, self.language);
        let mut chosen = Chosen { figures: paying::figures(&state.to_pay, language), ..Chosen::default() };
        match self.picked() {
            None => {}
            Some(Picked::Party(row)) => {
                chosen.title.clone_from(&row.party.name);
                chosen.remark = Some((screen::office::Tone::Quiet, screen::capital(&settling::saving(&row, language)) + "."));
                chosen.facts = paying::to_pay_details(&row, language);
            }
            Some(Picked::Setoff(view)) => {
                let Some(app) = &self.app else { return chosen };
                let (text, tone) = settling::next(&view, app.now(), language);
                (chosen.title, chosen.subtitle) = (self.party_name(&view.party), view.setoff.number.clone());
                chosen.remark = Some((tone, text));
                chosen.lines = Lines {
                    columns: columns(&settling::part_titles(language).map(|title| (title, 500, true))),
                    lines: settling::parts(&view, &state.own, language),
                    ..Lines::default()
                };
            }
            Some(Picked::Payment(view)) => {
                let name = self.party_name(&view.party);
                (chosen.title, chosen.subtitle) = (name.clone(), view.number.clone());
                chosen.facts = paying::payment_details(&view, &name, language);
                chosen.lines = Lines {
                    columns: columns(&paying::paid_titles(language).map(|title| (title, 1_000, true))),
                    lines: paying::payment_lines(&view, language),
                    ..Lines::default()
                };
            }
        }
        chosen
    }

    pub(super) fn settling_actions(&self) -> Vec<Action> {
        let language = self.language;
        let word = |id, en| language.pick(id, en);
        let files = [Action::new("F6", word("Terima berkas", "Take files in")), Action::new("F7", word("Kirim berkas", "Write files"))];
        let see = Action::new("F9", word("Lihat dokumen", "See document"));
        let mut actions = vec![Action::new("F3", word("Pihak lain", "Another party"))];
        let payments = self.office.trading.claims.side == Side::Payments;
        if payments {
            actions.push(Action::new("F5", word("Berkas transfer", "Transfers")));
        }
        actions.extend(files);
        match self.picked() {
            None => {}
            Some(Picked::Party(row)) if payments => {
                let paper = row.party.key.is_none();
                actions.insert(1, Action::new("F4", word("Uang masuk", "Money came")).when(paper));
                actions.push(Action::new("F10", word("Bayar", "Pay")).primary());
            }
            Some(Picked::Party(_)) => actions.push(Action::new("F10", word("Usulkan", "Propose")).primary()),
            Some(Picked::Payment(view)) if view.ours => actions.push(see),
            Some(Picked::Payment(view)) => {
                let asked = view.state != PaymentState::Came;
                actions.extend([
                    Action::new("F8", word("Belum masuk", "Did not come")).stop().when(asked && view.state == PaymentState::Waits),
                    see,
                    Action::new("F10", word("Sudah masuk", "It came")).primary().when(asked),
                ]);
            }
            Some(Picked::Setoff(view)) => {
                let (no, yes, may) = self.steps(&view);
                actions.extend([Action::new("F8", no).stop().when(may.0), see, Action::new("F10", yes).primary().when(may.1)]);
            }
        }
        actions
    }

    /// The words for no and yes to a set-off, and whether each can be said now.
    fn steps(&self, view: &SetoffView) -> (&'static str, &'static str, (bool, bool)) {
        let language = self.language;
        let late = self.app.as_ref().is_some_and(|app| app.now() > view.setoff.expires);
        let state = view.setoff.state;
        if view.ours {
            let open = matches!(state, SetoffState::Proposed | SetoffState::Accepted | SetoffState::Late);
            let done = state == SetoffState::Accepted;
            return (language.pick("Batalkan", "Give up"), language.pick("Sahkan", "Do it"), (open, done));
        }
        let asked = state == SetoffState::Proposed;
        (language.pick("Tolak", "Refuse"), language.pick("Setujui", "Agree"), (asked, asked && !late))
    }

    pub(super) fn act_on_settling(&mut self, key: &str) {
        let language = self.language;
        match key {
            "F3" => return self.ask_whom(),
            "F5" => return self.write_transfers(),
            "F6" => return self.choose_file(TradeList::Inbox, language.pick("Berkas yang diterima", "Files to take in")),
            "F7" => return self.choose_file(TradeList::Outbox, language.pick("Tulis berkas ke mana?", "Where shall the files go?")),
            _ => {}
        }
        match (self.picked(), key) {
            (Some(Picked::Party(row)), "F10") if self.office.trading.claims.side == Side::Payments => {
                self.ask_payment(&row.party.code, row.to_pay.max(Rupiah::ZERO), &[], false);
            }
            (Some(Picked::Party(row)), "F4") => self.ask_payment(&row.party.code, Rupiah::ZERO, &[], true),
            (Some(Picked::Party(row)), "F10") => self.ask_proposal(&row),
            (Some(Picked::Payment(view)), "F8") => {
                let title = format!("{} {}", view.number, language.pick("belum masuk?", "did not come?"));
                let form = settling::reason(title, language.pick("Nyatakan belum masuk", "Say that it did not"), language);
                self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Missing(view.id))), form);
            }
            (Some(Picked::Payment(view)), "F10") => self.attempt_money(MoneyDeed::Answer(view.id, None)),
            (Some(Picked::Payment(view)), "F9") => self.show_document(&view.id.to_string()),
            (Some(Picked::Setoff(view)), "F9") => self.show_document(&view.setoff.id),
            (Some(Picked::Setoff(view)), "F10") => self.say_yes(&view),
            (Some(Picked::Setoff(view)), "F8") => self.say_no(&view),
            _ => {}
        }
    }

    fn ask_proposal(&mut self, row: &ToPay) {
        let form = settling::propose(row, self.books_today(), HOLDS, self.language);
        self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Propose(row.party.code.clone()))), form);
    }

    /// Somebody to whom nothing is due today: an advance, or a set-off of what is due later.
    fn ask_whom(&mut self) {
        let rows = self.settling_parties("");
        let title = match self.office.trading.claims.side {
            Side::Payments => self.language.pick("Bayar siapa?", "Pay whom?"),
            _ => self.language.pick("Saling hapus dengan siapa?", "Set off with whom?"),
        };
        self.choose_from(Choosing::Trade(TradeList::Money(MoneyList::SettlingParty)), title, rows);
    }

    pub(super) fn settling_parties(&self, query: &str) -> Vec<Pick> {
        screen::trade::typing::parties(&self.office.trading.claims.parties, query, self.language)
    }

    pub(super) fn settling_party_chosen(&mut self, code: &str) {
        let state = &self.office.trading.claims;
        let known = state.to_pay.iter().find(|row| row.party.code == code).cloned();
        let Some(party) = self.party_of(code).cloned() else { return };
        let zero = Rupiah::ZERO;
        let row = known.unwrap_or(ToPay { party, owed: zero, can_set_off: zero, was_set_off: zero, to_pay: zero });
        match state.side {
            Side::Payments => self.ask_payment(code, row.to_pay.max(zero), &[], false),
            _ => self.ask_proposal(&row),
        }
    }

    fn say_yes(&mut self, view: &SetoffView) {
        if !view.ours {
            return self.attempt_money(MoneyDeed::Accept(view.setoff.id.clone()));
        }
        let question = settling::commit_question(view, &self.party_name(&view.party), self.language);
        let deed = Box::new(MoneyDeed::Commit(view.setoff.id.clone()));
        self.ask_first(Asking::Trade(TradeQuestion::Money(MoneyQuestion::Deed(deed))), question);
    }

    fn say_no(&mut self, view: &SetoffView) {
        let language = self.language;
        if view.ours {
            return self.attempt_money(MoneyDeed::Void(view.setoff.id.clone()));
        }
        let title = format!("{} {}?", language.pick("Tolak usul", "Refuse proposal"), view.setoff.number);
        let form = settling::reason(title, language.pick("Tolak", "Refuse"), language);
        self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Refuse(view.setoff.id.clone()))), form);
    }

    pub(super) fn proposal_filled(&mut self, party: &str, values: &[String]) {
        match settling::proposal(values, self.language) {
            Ok((cutoff, hours)) => self.attempt_money(MoneyDeed::Propose(party.to_owned(), cutoff, hours)),
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    pub(super) fn refusal_filled(&mut self, id: &str, values: &[String]) {
        let reason = value(values, 0).to_owned();
        if self.has_reason(&reason) {
            self.attempt_money(MoneyDeed::Refuse(id.to_owned(), reason));
        }
    }

    pub(super) fn missing_filled(&mut self, payment: Uuid, values: &[String]) {
        let reason = value(values, 0).to_owned();
        if self.has_reason(&reason) {
            self.attempt_money(MoneyDeed::Answer(payment, Some(reason)));
        }
    }

    fn has_reason(&mut self, reason: &str) -> bool {
        if reason.is_empty() {
            self.form_wrong(Wrong(0, self.language.pick("Isi alasannya.", "Fill in the reason.").to_owned()));
        }
        !reason.is_empty()
    }

    /// A set-off took a step: it is shown, with what comes next.
    pub(super) fn setoff_moved(&mut self, view: &SetoffView) {
        self.close_form();
        self.say(&settling::moved(view, &self.party_name(&view.party), self.language));
        let state = &mut self.office.trading.claims;
        (state.side, state.row) = (Side::Setoffs, Some(view.setoff.id.clone()));
        self.read_claims();
    }

    // --- payment

    /// Pays what is chosen in the list, or the one that is under work.
    pub(super) fn pay_claims(&mut self) {
        let state = &self.office.trading.claims;
        let Some(list) = &state.list else { return };
        let ids = if state.ticked.is_empty() { self.claim_under_work() } else { state.ticked.clone() };
        let Some(party) = list.rows.iter().find(|row| ids.contains(&row.item.id)).map(|row| row.party.clone()) else { return };
        let sum = claims::sum_of(list, &ids);
        self.ask_payment(&party, sum, &ids, false);
    }

    pub(super) fn ask_payment(&mut self, code: &str, sum: Rupiah, ids: &[String], came: bool) {
        let state = &mut self.office.trading.claims;
        state.asked = ids.to_vec();
        let Some(party) = state.parties.iter().find(|party| party.code == code) else { return };
        let rows = state.list.iter().flat_map(|list| &list.rows).filter(|row| ids.contains(&row.item.id));
        let form = paying::pay(party, sum, &rows.collect::<Vec<_>>(), came, self.language);
        self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Pay(code.to_owned(), came))), form);
    }

    pub(super) fn payment_filled(&mut self, party: &str, came: bool, values: &[String]) {
        let (amount, method, reference, advance) = paying::payment(values, self.language);
        if amount <= Rupiah::ZERO {
            return self.form_wrong(Wrong(0, self.language.pick("Isi jumlahnya.", "Fill in the amount.").to_owned()));
        }
        let claims = self.office.trading.claims.asked.clone();
        let order = PayOrder { party: party.to_owned(), amount, claims, method, reference, advance };
        self.attempt_money(MoneyDeed::Pay(Box::new(order), came));
    }

    /// Money went or came: it is shown, with its proof at hand.
    pub(super) fn money_moved(&mut self, paid: &Paid, came: bool) {
        self.close_form();
        let name = self.party_name(&paid.party);
        self.say(&paying::paid(paid, &name, came, self.language));
        let state = &mut self.office.trading.claims;
        state.ticked.clear();
        (state.side, state.row) = (Side::Payments, Some(paid.id.to_string()));
        self.read_claims();
    }

    pub(super) fn payment_answered(&mut self, received: bool) {
        self.close_form();
        let text = if received {
            self.language.pick("Dicatat masuk. Kirim berkasnya supaya mereka tahu.", "It came. Send the file so that they know.")
        } else {
            self.language
                .pick("Dinyatakan belum masuk. Kirim berkasnya supaya mereka tahu.", "It did not come. Send the file so that they know.")
        };
        self.say(text);
        self.read_claims();
    }

    fn write_transfers(&mut self) {
        let today = self.books_today();
        let file = report_folder(&self.path).join(format!("transfer-{today}.csv"));
        self.attempt_money(MoneyDeed::Transfers(today, file));
    }

    pub(super) fn transfers_written(&mut self, rows: usize, file: &std::path::Path) {
        let (language, place) = (self.language, file.display());
        let text = match (rows, language) {
            (0, _) => language.pick("Hari ini belum ada transfer.", "There is no transfer today.").to_owned(),
            (rows, screen::Language::Indonesian) => format!("{rows} transfer tersimpan: {place}"),
            (rows, screen::Language::English) => format!("{rows} transfers saved: {place}"),
        };
        self.say(&text);
        self.show_part(Moved::Nothing);
    }
}
