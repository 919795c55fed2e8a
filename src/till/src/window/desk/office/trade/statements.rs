//! Statements: one for each party, the other side's beside ours.

use app::trade::money::{Comparison, MadeStatement, StatementView};
use app::{App, Fault};
use chrono::NaiveDate;
use domain::trade::Party;
use screen::office::Pick;
use screen::trade::statements::{self, Standing};
use screen::trade::{Action, Chosen, Lines, Pairs, View, columns};
use uuid::Uuid;

use super::super::super::Desk;
use super::super::dialogs::{Choosing, Filling};
use super::money::{MoneyDeed, MoneyForm, MoneyList};
use super::{Moved, TradeForm, TradeList, Trading};

/// What the part remembers.
#[derive(Default)]
pub(super) struct Statements {
    parties: Vec<Party>,
    views: Vec<StatementView>,
    /// The shop's legal entity.
    own: String,
    /// The key of the party that is chosen.
    chosen: Option<String>,
    /// An earlier statement that is looked at.
    earlier: Option<Uuid>,
    /// Theirs beside ours.
    beside: Option<Comparison>,
}

fn read(app: &App) -> Result<(Vec<Party>, Vec<StatementView>, String), Fault> {
    Ok((app.parties()?, app.statements(None, None)?, app.own_party()?.legal_id))
}

/// So many statements of others wait to be compared.
pub(super) fn waiting(app: &App) -> Result<usize, Fault> {
    let parties = app.parties()?;
    // Not everybody may look at them.
    Ok(app.statements(None, None).map_or(0, |views| statements::waiting(&views, &parties)))
}

impl Desk {
    pub(super) fn read_statements(&mut self) {
        self.read_part_then(
            read,
            |state: &mut Trading, (parties, views, own)| {
                let state = &mut state.statements;
                (state.parties, state.views, state.own) = (parties, views, own);
            },
            |desk| {
                let first = desk.statement_rows().first().map(|(place, _)| desk.office.trading.statements.parties[*place].code.clone());
                let state = &mut desk.office.trading.statements;
                if !state.parties.iter().any(|party| Some(&party.code) == state.chosen.as_ref()) {
                    state.chosen = first;
                }
                desk.lay_beside();
            },
        );
    }

    fn statement_rows(&self) -> Vec<(usize, screen::trade::Row)> {
        let state = &self.office.trading.statements;
        statements::rows(&state.parties, &state.views, &self.office.trading.query, self.language)
    }

    fn statement_party(&self) -> Option<&Party> {
        let state = &self.office.trading.statements;
        state.parties.iter().find(|party| Some(&party.code) == state.chosen.as_ref())
    }

    /// The statement that is looked at: an earlier one, or the last.
    fn statement(&self) -> Option<&StatementView> {
        let state = &self.office.trading.statements;
        if let Some(id) = state.earlier {
            return state.views.iter().find(|view| view.id == id);
        }
        match statements::standing(&state.views, state.chosen.as_deref()?) {
            Standing::None => None,
            Standing::Agreed(view) | Standing::Ours(view) | Standing::Theirs(view) => Some(view),
        }
    }

    /// Compares theirs with the shop's books.
    fn lay_beside(&mut self) {
        let state = &self.office.trading.statements;
        // Of what both signed, theirs is the one to lay beside.
        let theirs = self.statement().and_then(|view| {
            let same = |other: &&StatementView| !other.ours && other.party == view.party && other.statement == view.statement;
            if view.ours { state.views.iter().find(same) } else { Some(view) }
        });
        let asked = theirs.map(|view| (view.party.clone(), view.id));
        let beside = asked.map(|(party, id)| self.shop().and_then(|app| app.statement_beside(&party, id, None)));
        match beside.transpose() {
            Ok(beside) => self.office.trading.statements.beside = beside,
            Err(fault) => {
                self.office.trading.statements.beside = None;
                self.trade_refused(&fault);
            }
        }
    }

    pub(super) fn statements_view(&self) -> View {
        let (state, language) = (&self.office.trading.statements, self.language);
        let rows = self.statement_rows();
        let at = rows.iter().position(|(place, _)| Some(&state.parties[*place].code) == state.chosen.as_ref());
        let empty = language.pick("Catat dulu pemasoknya di bagian Pemasok.", "Keep a party first, at Parties.");
        View {
            search: language.pick("Cari pihak", "Search a party").to_owned(),
            rows: rows.into_iter().map(|(_, row)| row).collect(),
            at,
            empty: empty.to_owned(),
            chosen: self.statement_party().map(|party| self.statement_chosen_view(party)).unwrap_or_default(),
            actions: self.statement_actions(),
            ..View::default()
        }
    }

    fn statement_chosen_view(&self, party: &Party) -> Chosen {
        let (state, language) = (&self.office.trading.statements, self.language);
        let mut chosen = Chosen { title: party.name.clone(), ..Chosen::default() };
        let Some(view) = self.statement() else {
            chosen.lines.empty = language
                .pick(
                    "Belum ada rekening koran. F10 membuat satu; mereka membuat yang sama dari catatannya.",
                    "No statement yet. F10 makes one; they make the same from their own books.",
                )
                .to_owned();
            return chosen;
        };
        chosen.subtitle = statements::subtitle(view, &party.name, language);
        chosen.figures = statements::figures(view, &party.name, language);
        if let Some(beside) = &state.beside {
            let (text, tone) = statements::verdict(beside, language);
            chosen.remark = Some((tone, text));
            // What both signed is shown as it was signed.
            let ours = if beside.agreed { &beside.theirs } else { &beside.ours };
            chosen.pairs = Pairs {
                ours: language.pick("Catatan kita", "Our books").to_owned(),
                theirs: party.name.clone(),
                pairs: statements::pairs(ours, &beside.theirs, &state.own, language),
            };
            if chosen.pairs.pairs.is_empty() {
                chosen.lines.empty =
                    language.pick("Tidak ada tagihan yang terbuka di kedua sisi.", "Nothing is open on either side.").to_owned();
            }
            return chosen;
        }
        let waits = language.pick(
            "Menunggu rekening mereka: kirim berkas ini, lalu terima berkasnya.",
            "Waits for theirs: send this file, then take theirs in.",
        );
        chosen.remark = Some((screen::office::Tone::Quiet, waits.to_owned()));
        chosen.lines = Lines {
            columns: columns(&statements::line_titles(language).map(|title| (title, 250, true))),
            lines: statements::lines(&view.statement, &state.own, language),
            ..Lines::default()
        };
        chosen
    }

    fn statement_actions(&self) -> Vec<Action> {
        let (state, language) = (&self.office.trading.statements, self.language);
        let party = self.statement_party().is_some();
        let several = state.views.iter().filter(|view| Some(&view.party) == state.chosen.as_ref()).nth(1).is_some();
        vec![
            Action::new("F4", language.pick("Yang dulu", "Earlier ones")).when(several),
            Action::new("F6", language.pick("Terima berkas", "Take files in")),
            Action::new("F7", language.pick("Kirim berkas", "Write files")),
            Action::new("F9", language.pick("Lihat dokumen", "See document")).when(self.statement().is_some()),
            Action::new("F10", language.pick("Buat rekening", "Make one")).primary().when(party),
        ]
    }

    pub(super) fn act_on_statement(&mut self, key: &str) {
        let language = self.language;
        match key {
            "F4" => {
                let rows = self.statement_picks("");
                let title = language.pick("Rekening yang mana?", "Which statement?");
                self.choose_from(Choosing::Trade(TradeList::Money(MoneyList::Statements)), title, rows);
            }
            "F6" => self.choose_file(TradeList::Inbox, language.pick("Berkas yang diterima", "Files to take in")),
            "F7" => self.choose_file(TradeList::Outbox, language.pick("Tulis berkas ke mana?", "Where shall the files go?")),
            "F9" => {
                if let Some(id) = self.statement().map(|view| view.id) {
                    self.show_document(&id.to_string());
                }
            }
            "F10" => {
                let today = self.books_today();
                let Some(party) = self.statement_party().cloned() else { return };
                let form = statements::form(&party.name, today, language);
                self.fill(Filling::Trade(TradeForm::Money(MoneyForm::Statement(party.code))), form);
            }
            _ => {}
        }
    }

    pub(super) fn choose_statement_of(&mut self, place: usize) {
        let found = self.statement_rows().get(place).map(|(place, _)| self.office.trading.statements.parties[*place].code.clone());
        if let Some(code) = found {
            let state = &mut self.office.trading.statements;
            (state.chosen, state.earlier) = (Some(code), None);
            self.lay_beside();
        }
    }

    pub(super) fn statement_picks(&self, query: &str) -> Vec<Pick> {
        let state = &self.office.trading.statements;
        let party = self.statement_party();
        party.map(|party| statements::picks(&state.views, &party.code, &party.name, query, self.language)).unwrap_or_default()
    }

    pub(super) fn statement_chosen(&mut self, id: &str) {
        self.office.trading.statements.earlier = id.parse().ok();
        self.lay_beside();
        self.show_part(Moved::Nothing);
    }

    pub(super) fn statement_filled(&mut self, party: &str, values: &[String]) {
        let day: Result<NaiveDate, _> = statements::day(values, self.language);
        match day {
            Ok(day) => self.attempt_money(MoneyDeed::Statement(party.to_owned(), day)),
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    pub(super) fn statement_made(&mut self, made: &MadeStatement) {
        self.close_form();
        let name = self.statement_party().map(|party| party.name.clone()).unwrap_or_default();
        self.say(&statements::made(made, &name, self.language));
        self.office.trading.statements.earlier = None;
        self.read_statements();
    }
}
