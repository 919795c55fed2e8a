//! What is owed both ways: by age, on a calendar, to be set off and to be paid.

use app::trade::money::{ClaimList, ClaimRow, PaymentView, SetoffView, ToPay};
use app::{App, Fault};
use chrono::NaiveDate;
use domain::Rupiah;
use domain::trade::Party;
use screen::dates;
use screen::trade::claims::{self, Which};
use screen::trade::settling;
use screen::trade::{Action, Chart, Chosen, Month, Row, View};

use super::super::super::Desk;
use super::{Moved, Trading};

/// The sides of the part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Side {
    /// Claims, and how old they are.
    #[default]
    Ages,
    /// Claims by the day on which they are due.
    Calendar,
    /// What can be set off, and set-offs in their steps.
    Setoffs,
    /// What is to be paid, and payments.
    Payments,
}

impl Side {
    const ALL: [Self; 4] = [Self::Ages, Self::Calendar, Self::Setoffs, Self::Payments];

    pub(super) fn place(self) -> usize {
        Self::ALL.into_iter().position(|side| side == self).unwrap_or(0)
    }
}

/// What the part remembers.
#[derive(Default)]
pub(super) struct Claims {
    pub(super) list: Option<ClaimList>,
    pub(super) to_pay: Vec<ToPay>,
    pub(super) setoffs: Vec<SetoffView>,
    pub(super) payments: Vec<PaymentView>,
    pub(super) parties: Vec<Party>,
    /// The shop's legal entity.
    pub(super) own: String,
    pub(super) side: Side,
    /// The claim that is chosen.
    chosen: Option<String>,
    /// Claims that are to be paid.
    pub(super) ticked: Vec<String>,
    /// Claims that the form of payment is about.
    pub(super) asked: Vec<String>,
    /// The month that the calendar shows.
    month: Option<NaiveDate>,
    /// The day of it that is chosen.
    day: Option<NaiveDate>,
    /// The row of set-offs or payments that is chosen: a party's key or a document's id.
    pub(super) row: Option<String>,
}

struct Read {
    list: ClaimList,
    to_pay: Vec<ToPay>,
    setoffs: Vec<SetoffView>,
    payments: Vec<PaymentView>,
    parties: Vec<Party>,
    own: String,
}

fn read(app: &App) -> Result<Read, Fault> {
    let list = app.claim_list(None, None, None)?;
    Ok(Read {
        to_pay: app.payment_list(list.on, None)?,
        setoffs: app.setoffs(None)?,
        payments: app.payments(None, None)?,
        parties: app.parties()?,
        own: app.own_party()?.legal_id,
        list,
    })
}

/// So many set-offs and payments wait for a word of the shop.
pub(super) fn waiting(app: &App) -> Result<usize, Fault> {
    let now = app.now();
    let setoffs = app.setoffs(None)?.iter().filter(|view| settling::needs_a_hand(view, now)).count();
    // Not everybody may look at payments.
    let payments = app.payments_to_confirm(None).map_or(0, |waiting| waiting.len());
    Ok(setoffs + payments)
}

impl Desk {
    pub(super) fn read_claims(&mut self) {
        self.read_part_then(
            read,
            |state: &mut Trading, read| {
                let state = &mut state.claims;
                (state.to_pay, state.setoffs, state.payments) = (read.to_pay, read.setoffs, read.payments);
                (state.parties, state.own, state.list) = (read.parties, read.own, Some(read.list));
            },
            |desk| {
                let state = &mut desk.office.trading.claims;
                let rows = state.list.iter().flat_map(|list| &list.rows);
                let can: Vec<String> = rows.filter(|row| !claims::payable(row).is_zero()).map(|row| row.item.id.clone()).collect();
                state.ticked.retain(|id| can.contains(id));
                desk.keep_choice();
            },
        );
    }

    /// Something of the list is chosen, while there is anything.
    fn keep_choice(&mut self) {
        match self.office.trading.claims.side {
            Side::Ages | Side::Calendar => {
                let ids = self.claim_ids();
                let state = &mut self.office.trading.claims;
                if !state.chosen.as_ref().is_some_and(|id| ids.contains(id)) {
                    state.chosen = ids.into_iter().next();
                }
            }
            Side::Setoffs | Side::Payments => {
                let keys: Vec<String> = self.settling_rows().into_iter().map(|(key, _)| key).collect();
                let state = &mut self.office.trading.claims;
                if !state.row.as_ref().is_some_and(|key| keys.contains(key)) {
                    state.row = keys.into_iter().next();
                }
            }
        }
    }

    fn which(&self) -> Which {
        let state = &self.office.trading.claims;
        let day = state.day.filter(|_| state.side == Side::Calendar);
        Which { query: self.office.trading.query.clone(), day, party: None }
    }

    fn claim_rows(&self) -> Vec<(usize, Row)> {
        let state = &self.office.trading.claims;
        let Some(list) = &state.list else { return Vec::new() };
        claims::rows(list, &self.which(), (&state.ticked, true), self.language)
    }

    /// Ids of the claims in the order of the list.
    fn claim_ids(&self) -> Vec<String> {
        let Some(list) = &self.office.trading.claims.list else { return Vec::new() };
        self.claim_rows().into_iter().map(|(place, _)| list.rows[place].item.id.clone()).collect()
    }

    fn claim(&self) -> Option<&ClaimRow> {
        let state = &self.office.trading.claims;
        state.list.as_ref()?.rows.iter().find(|row| Some(&row.item.id) == state.chosen.as_ref())
    }

    /// The claim under work, where it can be paid.
    pub(super) fn claim_under_work(&self) -> Vec<String> {
        self.claim().filter(|row| !claims::payable(row).is_zero()).map(|row| row.item.id.clone()).into_iter().collect()
    }

    /// The claim under work, when its money comes without a document: party, id, rupiah.
    fn claim_on_paper(&self) -> Option<(String, String, Rupiah)> {
        let row = self.claim().filter(|row| row.receivable)?;
        let paper = self.party_of(&row.party).is_some_and(|party| party.key.is_none());
        paper.then(|| (row.party.clone(), row.item.id.clone(), row.item.open))
    }

    pub(super) fn claims_view(&self) -> View {
        let (state, language) = (&self.office.trading.claims, self.language);
        let (rows, at, chosen, actions) = match state.side {
            Side::Ages | Side::Calendar => {
                let at = self.claim_ids().iter().position(|id| Some(id) == state.chosen.as_ref());
                let rows = self.claim_rows().into_iter().map(|(_, row)| row).collect();
                (rows, at, self.claim_chosen(), self.claim_actions())
            }
            Side::Setoffs | Side::Payments => {
                let rows = self.settling_rows();
                let at = rows.iter().position(|(key, _)| Some(key) == state.row.as_ref());
                (rows.into_iter().map(|(_, row)| row).collect(), at, self.settling_chosen(), self.settling_actions())
            }
        };
        let views = [
            language.pick("Umur", "Age"),
            language.pick("Kalender", "Calendar"),
            language.pick("Saling hapus", "Set-off"),
            language.pick("Bayar", "Pay"),
        ];
        let note = self.claims_note();
        View {
            search: language.pick("Cari pihak atau nomor", "Search party or number").to_owned(),
            rows,
            at,
            empty: self.nothing_owed().to_owned(),
            note,
            chosen: Chosen { views: views.map(str::to_owned).into(), view: state.side.place(), ..chosen },
            actions,
            ..View::default()
        }
    }

    fn nothing_owed(&self) -> &'static str {
        let language = self.language;
        match self.office.trading.claims.side {
            Side::Ages => language.pick(
                "Tidak ada utang atau piutang. Yang diterima di bagian Tagihan muncul di sini.",
                "Nothing is owed. What is accepted at Invoices appears here.",
            ),
            Side::Calendar => language.pick(
                "Tidak ada yang jatuh tempo hari itu. Pilih lagi harinya untuk melihat semua.",
                "Nothing is due that day. Choose it again to see all.",
            ),
            Side::Setoffs => language.pick(
                "Tidak ada yang bisa saling hapus: perlu utang dan piutang yang jatuh tempo dengan pihak yang sama.",
                "Nothing to set off: it takes debts both ways that are due, with the same party.",
            ),
            Side::Payments => {
                language.pick("Tidak ada yang jatuh tempo dan belum ada pembayaran.", "Nothing is due, and nothing was paid yet.")
            }
        }
    }

    /// What is chosen to be paid, or whose day it is.
    fn claims_note(&self) -> String {
        let (state, language) = (&self.office.trading.claims, self.language);
        match (&state.list, state.side) {
            (Some(list), Side::Calendar) if state.day.is_some() => {
                state.day.map(|day| claims::of_day(list, day, language)).unwrap_or_default()
            }
            (Some(list), Side::Ages | Side::Calendar) if !state.ticked.is_empty() => {
                let (count, sum) = (state.ticked.len(), claims::sum_of(list, &state.ticked));
                format!("{count} {} · Rp {sum}", language.pick("tagihan dipilih untuk dibayar", "claims chosen to be paid"))
            }
            _ => String::new(),
        }
    }

    fn claim_chosen(&self) -> Chosen {
        let (state, language) = (&self.office.trading.claims, self.language);
        let Some(list) = &state.list else { return Chosen::default() };
        let mut chosen = Chosen { figures: claims::figures(list, &state.ticked, language), ..Chosen::default() };
        if state.side == Side::Calendar {
            let month = state.month.unwrap_or(list.on);
            let days = claims::calendar(list, month, language);
            chosen.month = Month {
                title: dates::month(month, language),
                weekdays: claims::weekdays(language).map(str::to_owned).into(),
                at: days.iter().position(|(date, _)| *date == state.day.unwrap_or(list.on)),
                days: days.into_iter().map(|(_, day)| day).collect(),
            };
            return chosen;
        }
        let title = language.pick("Utang menurut hari lewat tempo; garis tipis: piutang", "We owe, by days overdue; thin mark: owed to us");
        let bars = if list.rows.is_empty() { Vec::new() } else { claims::ageing(list, language) };
        chosen.chart = Chart { title: title.to_owned(), bars };
        chosen.facts = self.claim().map(|row| claims::details(row, list.on, language)).unwrap_or_default();
        chosen
    }

    fn claim_actions(&self) -> Vec<Action> {
        let (state, language) = (&self.office.trading.claims, self.language);
        let claim = self.claim();
        let payable = claim.is_some_and(|row| !claims::payable(row).is_zero());
        let ticked = claim.is_some_and(|row| state.ticked.contains(&row.item.id));
        let pay =
            if state.ticked.is_empty() { language.pick("Bayar ini", "Pay this") } else { language.pick("Bayar pilihan", "Pay chosen") };
        vec![
            Action::new("F3", language.pick("Pilih", "Choose")).on(ticked).when(payable),
            Action::new("F4", language.pick("Kosongkan", "Choose none")).when(!state.ticked.is_empty()),
            Action::new("F5", language.pick("Uang masuk", "Money came")).when(self.claim_on_paper().is_some()),
            Action::new("F9", language.pick("Lihat dokumen", "See document")).when(claim.is_some()),
            Action::new("F10", pay).primary().when(payable || !state.ticked.is_empty()),
        ]
    }

    pub(super) fn act_on_claim(&mut self, key: &str) {
        if matches!(self.office.trading.claims.side, Side::Setoffs | Side::Payments) {
            return self.act_on_settling(key);
        }
        match key {
            "F3" => {
                let at = self.claim_ids().iter().position(|id| Some(id) == self.office.trading.claims.chosen.as_ref());
                if let Some(place) = at {
                    self.tick_claim(place);
                }
            }
            "F4" => {
                self.office.trading.claims.ticked.clear();
                self.show_part(Moved::Nothing);
            }
            "F5" => {
                if let Some((party, id, open)) = self.claim_on_paper() {
                    self.ask_payment(&party, open, &[id], true);
                }
            }
            "F9" => {
                if let Some(number) = self.claim().map(|row| row.item.id.clone()) {
                    self.show_claim_document(&number);
                }
            }
            "F10" => self.pay_claims(),
            _ => {}
        }
    }

    /// The document behind a claim; of what was taken too much, the one that it began with.
    fn show_claim_document(&mut self, id: &str) {
        let known = self.claim().map(|row| (row.item.document.clone(), row.party.clone()));
        let known_here = self.shop().and_then(|app| app.document_sheet(id, None)).is_ok();
        match known {
            Some((number, _)) if !known_here => self.show_document(&number),
            _ => self.show_document(id),
        }
    }

    pub(super) fn choose_claim(&mut self, place: usize) {
        match self.office.trading.claims.side {
            Side::Ages | Side::Calendar => {
                if let Some(id) = self.claim_ids().get(place) {
                    self.office.trading.claims.chosen = Some(id.clone());
                }
            }
            Side::Setoffs | Side::Payments => {
                if let Some((key, _)) = self.settling_rows().get(place) {
                    self.office.trading.claims.row = Some(key.clone());
                }
            }
        }
    }

    pub(super) fn search_claims(&mut self) {
        self.keep_choice();
    }

    /// To be paid, or no longer.
    pub(super) fn tick_claim(&mut self, place: usize) {
        if !matches!(self.office.trading.claims.side, Side::Ages | Side::Calendar) {
            return;
        }
        let Some(id) = self.claim_ids().get(place).cloned() else { return };
        let state = &mut self.office.trading.claims;
        let rows = state.list.iter().flat_map(|list| &list.rows);
        let payable = rows.clone().any(|row| row.item.id == id && !claims::payable(row).is_zero());
        let party = rows.clone().find(|row| row.item.id == id).map(|row| row.party.clone());
        state.chosen = Some(id.clone());
        if let Some(known) = state.ticked.iter().position(|ticked| *ticked == id) {
            state.ticked.remove(known);
        } else if payable {
            // One payment is to one party.
            let same: Vec<String> = rows.filter(|row| Some(&row.party) == party.as_ref()).map(|row| row.item.id.clone()).collect();
            state.ticked.retain(|ticked| same.contains(ticked));
            state.ticked.push(id);
        }
        self.show_part(Moved::Nothing);
    }

    pub(super) fn choose_claims_side(&mut self, side: usize) {
        self.office.trading.claims.side = Side::ALL.get(side).copied().unwrap_or_default();
        self.keep_choice();
    }

    /// A day of the calendar: only what is due on it is listed; the same again: everything.
    pub(super) fn choose_claims_day(&mut self, place: usize) {
        let state = &mut self.office.trading.claims;
        let Some(list) = &state.list else { return };
        let days = claims::calendar(list, state.month.unwrap_or(list.on), self.language);
        let day = days.get(place).map(|(date, _)| *date);
        state.day = if state.day == day { None } else { day };
        self.keep_choice();
    }

    pub(super) fn step_claims_month(&mut self, by: i32) {
        let today = self.books_today();
        let state = &mut self.office.trading.claims;
        let shown = state.month.or(state.list.as_ref().map(|list| list.on)).unwrap_or(today);
        (state.month, state.day) = (Some(claims::step(shown, by)), None);
        self.keep_choice();
        self.show_part(Moved::Nothing);
    }

    /// All days again; false: all are shown already.
    pub(super) fn leave_claims_day(&mut self) -> bool {
        let state = &mut self.office.trading.claims;
        let was = state.side == Side::Calendar && state.day.take().is_some();
        if was {
            self.keep_choice();
            self.show_part(Moved::Nothing);
        }
        was
    }
}
