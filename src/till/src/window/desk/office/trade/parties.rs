//! Suppliers and the network: cards, and the files that go between.

use app::App;
use app::trade::fingerprint;
use domain::Rupiah;
use domain::staff::Right;
use domain::trade::{Party, PartyKind};
use screen::office::Question;
use screen::trade::parties::{self, Known, Ours, State};
use screen::trade::{Line, View};
use std::path::PathBuf;

use super::super::super::Desk;
use super::super::dialogs::{Asking, Filling};
use super::{TradeDeed, TradeForm, TradeList, TradeQuestion};

/// What the part remembers.
#[derive(Default)]
pub(super) struct Parties {
    pub(super) known: Vec<Known>,
    ours: Ours,
    /// The key of the one that is chosen.
    chosen: Option<String>,
    pub(super) side: usize,
    /// What became of a file: where it came from, its documents.
    taken: Option<(String, Vec<Line>)>,
}

/// The key that a card gets until it is named.
const UNNAMED: &str = "?";

fn read(app: &App, settles: bool) -> Result<(Vec<Known>, Ours), app::Fault> {
    let list = if settles { Some(app.claim_list(None, None, None)?) } else { None };
    let mut known = Vec::new();
    for party in app.parties()? {
        let open = match &list {
            None => None,
            Some(list) => {
                let of = |receivable: bool| {
                    let rows = list.rows.iter().filter(|row| row.party == party.code && row.receivable == receivable);
                    Rupiah::sum(rows.map(|row| row.item.open))
                };
                Some((of(false)?, of(true)?))
            }
        };
        known.push(Known { party, open });
    }
    known.sort_by_key(|known| (!known.party.active, known.party.name.to_lowercase()));
    let own = app.own_party()?;
    let ours = Ours { fingerprint: own.fingerprint(), legal_id: own.legal_id, legal_name: own.legal_name };
    Ok((known, ours))
}

impl Desk {
    pub(super) fn read_parties(&mut self) {
        let settles = self.may(Right::Settle);
        self.read_part(
            move |app| read(app, settles),
            |state, (known, ours)| {
                let state = &mut state.parties;
                (state.known, state.ours) = (known, ours);
                if !state.known.iter().any(|known| Some(&known.party.code) == state.chosen.as_ref()) {
                    state.chosen = state.known.first().map(|known| known.party.code.clone());
                }
            },
        );
    }

    fn party_place(&self) -> Option<usize> {
        let state = &self.office.trading.parties;
        state.known.iter().position(|known| Some(&known.party.code) == state.chosen.as_ref())
    }

    pub(super) fn parties_view(&self) -> View {
        let state = &self.office.trading.parties;
        let taken = state.taken.as_ref().map(|(from, lines)| (from.as_str(), lines.as_slice()));
        let shown = State { parties: &state.known, ours: state.ours.clone(), side: state.side, taken };
        parties::view(&shown, &self.office.trading.query, self.party_place(), self.language)
    }

    pub(super) fn choose_party(&mut self, place: usize) {
        let found = parties::found(&self.office.trading.parties.known, &self.office.trading.query);
        let state = &mut self.office.trading.parties;
        if let Some(known) = found.get(place).and_then(|&place| state.known.get(place)) {
            state.chosen = Some(known.party.code.clone());
            state.side = 0;
        }
    }

    /// The first that fits is chosen.
    pub(super) fn search_parties(&mut self) {
        self.choose_party(0);
    }

    pub(super) fn act_on_party(&mut self, key: &str) {
        let language = self.language;
        match key {
            "F3" => self.ask_party(None),
            "F4" => {
                let party =
                    self.party_place().and_then(|place| self.office.trading.parties.known.get(place)).map(|known| known.party.clone());
                if let Some(party) = party {
                    self.ask_party(Some(Box::new(party)));
                }
            }
            "F5" => self.choose_file(TradeList::CardFile, language.pick("Kartu yang mana?", "Which card?")),
            "F6" => self.choose_file(TradeList::Inbox, language.pick("Berkas yang diterima", "Files to take in")),
            "F7" => self.choose_file(TradeList::Outbox, language.pick("Tulis berkas ke mana?", "Where shall the files go?")),
            "F8" => self.choose_file(TradeList::CardFolder, language.pick("Tulis kartu kita ke mana?", "Where shall our card go?")),
            _ => {}
        }
    }

    pub(super) fn ask_party(&mut self, party: Option<Box<Party>>) {
        let form = parties::form(party.as_deref(), &self.office.trading.parties.known, self.language);
        self.fill(Filling::Trade(TradeForm::Party(party)), form);
    }

    pub(super) fn party_filled(&mut self, before: Option<Box<Party>>, values: &[String]) {
        match parties::filled(before.as_deref(), values, &self.office.trading.parties.known, self.language) {
            Ok(party) => self.attempt_trade(TradeDeed::PutParty(Box::new(party))),
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    pub(super) fn party_put_in_trade(&mut self, party: &Party) {
        self.close_form();
        let state = &mut self.office.trading.parties;
        (state.chosen, state.side) = (Some(party.code.clone()), 0);
        let word = self.language.pick("tersimpan", "saved");
        self.say(&format!("{} {word}.", party.name));
        self.read_parties();
    }

    /// A card was chosen: its fingerprint is compared before it is believed.
    pub(super) fn card_chosen(&mut self, id: &str) {
        let read = app::files::read(&PathBuf::from(id)).and_then(|bytes| self.shop()?.read_card(&bytes, UNNAMED, PartyKind::Supplier));
        let mut party = match read {
            Ok(party) => party,
            Err(fault) => return self.trade_refused(&fault),
        };
        if party.code == UNNAMED {
            party.code = parties::key(&party.name, &self.office.trading.parties.known);
        }
        let language = self.language;
        let print = party.key.as_ref().map(fingerprint).unwrap_or_default();
        let known = self.office.trading.parties.known.iter().find(|known| known.party.code == party.code);
        let changed = known.is_some_and(|known| known.party.key.is_some() && known.party.key != party.key);
        let mut points = vec![
            format!("{} · {}", party.legal_name, party.legal_id),
            language
                .pick("Telepon pemiliknya: sidik di halamannya harus sama.", "Call its owner: the fingerprint there must be the same.")
                .to_owned(),
            language.pick("Bila berbeda, jangan diteruskan: mungkin palsu.", "If it differs, stop: it may be forged.").to_owned(),
        ];
        if changed {
            let text = "Kuncinya lain dari yang kita kenal. Tanyakan dulu mengapa berganti.";
            points.insert(0, language.pick(text, "Its key is another than the one we know. Ask why it changed.").to_owned());
        }
        let question = Question {
            title: party.name.clone(),
            text: format!("{} {print}", language.pick("Sidik kuncinya", "The fingerprint of its key is")),
            points,
            action: language.pick("Sama, lanjutkan", "The same, go on").to_owned(),
            stop: changed,
            ..Question::default()
        };
        self.ask_first(Asking::Trade(TradeQuestion::Card(Box::new(party))), question);
    }

    /// Documents were taken in: what became of each is shown.
    pub(super) fn documents_taken(&mut self, from: &str, documents: &[app::trade::TakenDocument]) {
        let language = self.language;
        let (tone, text) = parties::taken_words(documents, language);
        let state = &mut self.office.trading;
        state.parties.taken = Some((from.to_owned(), parties::taken(documents, language)));
        if state.tab == super::Tab::Parties {
            state.parties.side = 2;
        }
        self.strip(
            if tone == screen::office::Tone::Good { ui::Tone::Good } else { ui::Tone::Look },
            &text,
            super::super::super::StripAction::None,
        );
        self.read_tab();
    }
}
