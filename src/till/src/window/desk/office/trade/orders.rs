//! Orders: written by scan, search or from suggestions, sent, agreed to, closed.

use app::App;
use app::selling::Meaning;
use app::trade::{Draft, DraftAsk, DraftLine, OrderView};
use domain::Quantity;
use screen::stock::typed;
use screen::trade::orders::{self, Entry, State};
use screen::trade::{View, named};

use super::super::super::{Desk, StripAction};
use super::super::dialogs::{Asking, Choosing, Filling, date, value};
use super::super::work::{Place, Teller};
use super::{Moved, TradeDeed, TradeForm, TradeList, TradeQuestion};
use crate::window::sound::Sound;

/// How many digits a number of packs may have.
const DIGITS: usize = 6;

/// What the part remembers.
#[derive(Default)]
pub(super) struct Orders {
    drafts: Vec<Draft>,
    orders: Vec<OrderView>,
    /// Parties that are used, with their names.
    names: Vec<(String, String)>,
    all: bool,
    pub(super) side: usize,
    /// The id of the one that is chosen.
    chosen: Option<String>,
    line: Option<usize>,
    editing: Option<Editing>,
    /// Whom something is suggested for: key, name, how many goods.
    suggested: Vec<(String, String, usize)>,
}

/// An order that is being written; its number is 0 until the first goods are in it.
struct Editing {
    draft: Draft,
    at: usize,
    /// What stands in the number.
    typed: String,
    /// The next digit begins it anew.
    anew: bool,
}

impl Editing {
    fn of(draft: Draft, at: usize) -> Self {
        let at = at.min(draft.lines.len().saturating_sub(1));
        let typed = draft.lines.get(at).map(|line| line.quantity.to_string()).unwrap_or_default();
        Self { draft, at, typed, anew: true }
    }

    fn line(&self) -> Option<&DraftLine> {
        self.draft.lines.get(self.at)
    }
}

impl Orders {
    fn shown(&self) -> State<'_> {
        State { drafts: &self.drafts, orders: &self.orders, names: &self.names, all: self.all, side: self.side }
    }

    fn name<'a>(&'a self, code: &'a str) -> &'a str {
        named(&self.names, code)
    }

    fn draft(&self) -> Option<&Draft> {
        self.drafts.iter().find(|draft| Some(&draft.id) == self.chosen.as_ref())
    }

    fn order(&self) -> Option<&OrderView> {
        self.orders.iter().find(|view| Some(view.id.to_string()) == self.chosen)
    }
}

/// Names of parties by key; those that are used come first.
pub(super) fn names(app: &App) -> Result<Vec<(String, String)>, app::Fault> {
    let mut parties = app.parties()?;
    parties.sort_by_key(|party| (!party.active, party.name.to_lowercase()));
    Ok(parties.into_iter().map(|party| (party.code, party.name)).collect())
}

impl Desk {
    pub(super) fn read_orders(&mut self) {
        let all = self.office.trading.orders.all;
        let read = move |app: &App| Ok((app.drafts()?, app.orders(None, all)?, names(app)?));
        self.read_part(read, |state, (drafts, orders, names)| {
            let state = &mut state.orders;
            (state.drafts, state.orders, state.names) = (drafts, orders, names);
            if state.draft().is_none() && state.order().is_none() {
                state.line = None;
                state.chosen = state.shown().entries("").first().map(Entry::id);
            }
        });
    }

    pub(super) fn orders_view(&self) -> View {
        let (state, language) = (&self.office.trading.orders, self.language);
        if let Some(editing) = &state.editing {
            let at = editing.line().map(|_| editing.at);
            return orders::editing(&editing.draft, state.name(&editing.draft.party), at, &editing.typed, language);
        }
        let (shown, query) = (state.shown(), &self.office.trading.query);
        let at = shown.entries(query).iter().position(|entry| Some(entry.id()) == state.chosen);
        orders::view(&shown, query, at, state.line, language)
    }

    pub(super) fn choose_order(&mut self, place: usize) {
        let trading = &mut self.office.trading;
        let chosen = trading.orders.shown().entries(&trading.query).get(place).map(Entry::id);
        if let Some(chosen) = chosen {
            (trading.orders.chosen, trading.orders.line) = (Some(chosen), None);
        }
    }

    pub(super) fn choose_order_line(&mut self, place: usize) {
        let state = &mut self.office.trading.orders;
        match state.editing.take() {
            Some(editing) => {
                state.editing = Some(Editing::of(editing.draft, place));
                self.show_part(Moved::Line);
            }
            None => state.line = Some(place),
        }
    }

    /// Enter on a line: a document is shown; in an order that is written the next line is under work.
    pub(super) fn open_order_line(&mut self, place: usize) {
        let state = &mut self.office.trading.orders;
        if let Some(editing) = state.editing.take() {
            state.editing = Some(Editing::of(editing.draft, place + 1));
            return self.show_part(Moved::Nothing);
        }
        let document = state.order().filter(|_| state.side == 1).and_then(|view| orders::document_of(view, place));
        if let Some(id) = document {
            self.show_document(&id);
        }
    }

    /// Enter on a row: a draft is changed, an order is looked at.
    pub(super) fn open_order(&mut self) {
        let draft = self.office.trading.orders.draft().is_some();
        self.act_trade(if draft { "F5" } else { "F8" });
    }

    pub(super) fn leave_order(&mut self) -> bool {
        if self.office.trading.orders.editing.take().is_none() {
            return false;
        }
        self.read_orders();
        true
    }

    pub(super) fn act_on_order(&mut self, key: &str) {
        if self.office.trading.orders.editing.is_some() {
            return self.act_on_draft(key);
        }
        let language = self.language;
        let state = &mut self.office.trading.orders;
        match key {
            "F3" => {
                let rows = orders::party_picks(&state.names);
                self.choose_from(Choosing::Trade(TradeList::OrderParty), language.pick("Pesan ke siapa?", "Order of whom?"), rows);
            }
            "F4" => self.read_suggestions(),
            "F5" => {
                if let Some(draft) = state.draft().cloned() {
                    state.editing = Some(Editing::of(draft, 0));
                    self.show_part(Moved::Nothing);
                }
            }
            "F6" => {
                if let Some(view) = state.order() {
                    let (number, question) = (view.number.clone(), orders::agree_question(view, language));
                    self.ask_first(Asking::Trade(TradeQuestion::Agree(number)), question);
                }
            }
            "F7" => {
                if let Some(view) = state.order() {
                    let (number, form) = (view.number.clone(), orders::close_form(view, language));
                    self.fill(Filling::Trade(TradeForm::CloseOrder(number)), form);
                }
            }
            "F8" => {
                if let Some(id) = state.order().map(|view| view.id.to_string()) {
                    self.show_document(&id);
                }
            }
            "F9" => self.choose_file(TradeList::OrderFolder, language.pick("Tulis berkas ke mana?", "Where shall the file go?")),
            "F10" => self.ask_send(),
            "F11" => {
                state.all = !state.all;
                self.read_orders();
            }
            "Del" => {
                if let Some(draft) = state.draft() {
                    let (no, question) = (draft.no, orders::drop_question(draft, state.name(&draft.party), language));
                    self.ask_first(Asking::Trade(TradeQuestion::DropDraft(no)), question);
                }
            }
            _ => {}
        }
    }

    fn act_on_draft(&mut self, key: &str) {
        let language = self.language;
        let Some(editing) = &self.office.trading.orders.editing else { return };
        match key {
            "F2" => {
                let rows = self.goods_choices("");
                self.choose_from(Choosing::Trade(TradeList::OrderGoods), language.pick("Barang yang dipesan", "Goods to order"), rows);
            }
            "F5" => {
                if let Some(line) = editing.line() {
                    let form = orders::price_form(line, language);
                    self.fill(Filling::Trade(TradeForm::OrderPrice), form);
                }
            }
            "F6" => {
                let form = orders::head_form(&editing.draft, language);
                self.fill(Filling::Trade(TradeForm::OrderHead), form);
            }
            "F10" => self.ask_send(),
            "Del" => self.put_packs(Quantity::ZERO, None),
            _ => {}
        }
    }

    fn ask_send(&mut self) {
        let state = &self.office.trading.orders;
        let draft = state.editing.as_ref().map(|editing| &editing.draft).or_else(|| state.draft());
        if let Some(draft) = draft {
            let question = orders::send_question(draft, state.name(&draft.party), self.language);
            let no = draft.no;
            self.ask_first(Asking::Trade(TradeQuestion::SendOrder(no)), question);
        }
    }

    // --- new ones

    pub(super) fn order_party_chosen(&mut self, code: &str) {
        let draft = Draft { party: code.to_owned(), ..Draft::default() };
        self.office.trading.orders.editing = Some(Editing::of(draft, 0));
        self.show_part(Moved::Nothing);
    }

    /// Reckons beside the till what runs out, by party.
    fn read_suggestions(&mut self) {
        let work = |app: &mut App, _: &mut Teller| app.suggest_by_party(None, None, None, None);
        self.start_work(Place::TradeDeed, work, |desk, result| match result {
            Ok(suggested) if suggested.is_empty() => {
                let text = desk.language.pick("Tidak ada barang yang perlu dipesan sekarang.", "Nothing needs to be ordered now.");
                desk.strip(ui::Tone::Quiet, text, StripAction::None);
            }
            Ok(suggested) => {
                desk.office.trading.orders.suggested =
                    suggested.into_iter().map(|group| (group.party, group.name, group.lines.len())).collect();
                let rows = orders::suggestion_picks(&desk.office.trading.orders.suggested, desk.language);
                let title = desk.language.pick("Yang hampir habis, menurut pemasok", "What runs out, by supplier");
                desk.choose_from(Choosing::Trade(TradeList::Suggested), title, rows);
            }
            Err(fault) => desk.trade_refused(&fault),
        });
    }

    pub(super) fn suggested_picks(&self) -> Vec<screen::office::Pick> {
        orders::suggestion_picks(&self.office.trading.orders.suggested, self.language)
    }

    pub(super) fn order_party_picks(&self) -> Vec<screen::office::Pick> {
        orders::party_picks(&self.office.trading.orders.names)
    }

    pub(super) fn suggested_chosen(&mut self, code: &str) {
        if code.is_empty() {
            let text = self.language.pick(
                "Pemasok barang ini belum dicatat sebagai pihak. Tambahkan di bagian Pemasok (1) dengan kode yang sama.",
                "The supplier of these goods is not kept as a party. Add it in the part Parties (1) with the same key.",
            );
            return self.trade_said(text);
        }
        match self.shop().and_then(|app| app.draft_order(code, &[], None, "", None)) {
            Ok(draft) => {
                self.hear(Sound::Accepted);
                self.office.trading.orders.chosen = Some(draft.id.clone());
                self.office.trading.orders.editing = Some(Editing::of(draft, 0));
                self.show_part(Moved::Nothing);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    // --- lines

    /// A digit of the number under work; what is typed is kept at once.
    pub(super) fn type_packs(&mut self, key: &str) {
        let Some(editing) = &mut self.office.trading.orders.editing else { return };
        let Some(line) = editing.line() else { return };
        let packs = match key {
            "+" | "-" => {
                let step = Quantity::new(if key == "+" { 1_000 } else { -1_000 });
                line.quantity.plus(step).unwrap_or(line.quantity)
            }
            key => {
                if !typed(&mut editing.typed, key, editing.anew, false, DIGITS) {
                    return self.hear_key(false);
                }
                editing.anew = false;
                screen::stock::quantity(&editing.typed)
            }
        };
        // A number that is being typed anew passes through nothing: the line stays until it is removed.
        if packs.get() > 0 {
            self.put_packs(packs, Some(matches!(key, "+" | "-")));
        } else {
            self.show_part(Moved::Nothing);
        }
    }

    /// Keeps how many packs of the line under work are ordered; none takes the line away.
    fn put_packs(&mut self, packs: Quantity, anew: Option<bool>) {
        let Some(editing) = &self.office.trading.orders.editing else { return };
        let (no, at, typed) = (editing.draft.no, editing.at, editing.typed.clone());
        match self.shop().and_then(|app| app.change_draft_line(no, at, packs, None, None)) {
            Ok(draft) => {
                let mut editing = Editing::of(draft, at);
                if anew == Some(false) {
                    (editing.typed, editing.anew) = (typed, false);
                }
                self.office.trading.orders.editing = Some(editing);
                self.show_part(Moved::Nothing);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    /// A code was scanned: one more pack of its goods.
    pub(super) fn scan_ordered(&mut self, code: &str) {
        if self.office.trading.orders.editing.is_none() {
            let text = self.language.pick("Buka dulu pesanan baru (F3), lalu pindai.", "Begin an order first (F3), then scan.");
            return self.trade_said(text);
        }
        let Some(app) = &self.app else { return };
        match app.find_goods(code) {
            Ok(Meaning::Goods(goods)) => {
                let pack = goods.hit.product.packs[goods.hit.pack].code.clone();
                let sku = goods.hit.product.sku.clone();
                self.one_more(&sku, &pack);
            }
            Ok(Meaning::Choice { goods, .. }) => {
                let rows = self.picks_of(&goods);
                let title = self.language.pick("Barang yang mana?", "Which goods?");
                self.hear(Sound::Refused);
                self.choose_from(Choosing::Trade(TradeList::OrderGoods), title, rows);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    pub(super) fn ordered_chosen(&mut self, id: &str) {
        if let Some((sku, pack)) = screen::goods::parts(id) {
            self.one_more(sku, pack);
        }
    }

    /// One more pack; the first one of a new order makes its draft. Where the seller has another pack, it is that one.
    fn one_more(&mut self, sku: &str, pack: &str) {
        let Some(editing) = &self.office.trading.orders.editing else { return };
        let (no, party, before) = (editing.draft.no, editing.draft.party.clone(), editing.draft.lines.clone());
        let ask = DraftAsk { code: sku.to_owned(), pack: Some(pack.to_owned()), quantity: Quantity::ONE, price: None, more: true };
        let done = self.shop().and_then(|app| match no {
            0 => app.draft_order(&party, &[ask], None, "", None),
            no => app.change_draft(no, &[ask], None),
        });
        match done {
            Ok(draft) => {
                self.hear(Sound::Accepted);
                self.clear_strip();
                let state = &mut self.office.trading.orders;
                state.chosen = Some(draft.id.clone());
                let grown = draft.lines.iter().zip(&before).position(|(now, before)| now.quantity != before.quantity);
                let at = grown.unwrap_or(draft.lines.len().saturating_sub(1));
                state.editing = Some(Editing::of(draft, at));
                self.show_part(Moved::Nothing);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    // --- forms

    pub(super) fn order_price_filled(&mut self, values: &[String]) {
        let Some(editing) = &self.office.trading.orders.editing else { return };
        let (Some(line), no, at) = (editing.line(), editing.draft.no, editing.at) else { return };
        let price = screen::stock::amount(value(values, 0));
        if price.get() <= 0 {
            return self.trade_form_wrong((0, self.language.pick("Isi harganya.", "Fill in the price.").to_owned()));
        }
        let packs = line.quantity;
        let done = self.shop().and_then(|app| app.change_draft_line(no, at, packs, Some(price), None));
        self.draft_changed(done, at);
    }

    pub(super) fn order_head_filled(&mut self, values: &[String]) {
        let Some(editing) = &self.office.trading.orders.editing else { return };
        let (no, at) = (editing.draft.no, editing.at);
        let wanted = date(values, 0);
        if wanted.is_none() && !value(values, 0).is_empty() {
            let text = self.language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.");
            return self.trade_form_wrong((0, text.to_owned()));
        }
        let note = value(values, 1).to_owned();
        let done = self.shop().and_then(|app| app.describe_draft(no, wanted, &note, None));
        self.draft_changed(done, at);
    }

    fn draft_changed(&mut self, done: Result<Draft, app::Fault>, at: usize) {
        match done {
            Ok(draft) => {
                self.close_form();
                self.office.trading.orders.editing = Some(Editing::of(draft, at));
                self.show_part(Moved::Nothing);
            }
            Err(fault) => self.form_refused(&fault),
        }
    }

    // --- done

    pub(super) fn order_folder_chosen(&mut self, id: &str) {
        let Some(view) = self.office.trading.orders.order() else { return };
        let deed = TradeDeed::WriteDocument { id: view.id, file: super::files::order_file(std::path::Path::new(id), &view.number) };
        self.attempt_trade(deed);
    }

    /// An order was sent: it is chosen, and where its file lies is said; who has no software wants it on paper.
    pub(super) fn order_sent(&mut self, id: String, number: &str, file: Result<String, app::Fault>) {
        let state = &mut self.office.trading.orders;
        let editing = state.editing.take().map(|editing| editing.draft.party);
        let party = editing.or_else(|| state.drafts.iter().find(|draft| draft.id == id).map(|draft| draft.party.clone()));
        (state.chosen, state.side) = (Some(id), 0);
        let signed = party.and_then(|code| self.shop().and_then(|app| app.party(&code)).ok()).is_none_or(|party| party.key.is_some());
        let language = self.language;
        let made = language.pick("dibuat", "is made");
        let how = match (signed, file) {
            (true, Ok(file)) => format!("{}: {file}", language.pick("Kirimkan berkasnya", "Its file to send")),
            (true, Err(fault)) => {
                let again =
                    language.pick("berkasnya belum ditulis, pilih folder lain", "its file is not written yet, choose another folder");
                let text = format!("{number} {made}, {again}: {}", screen::sentence(&fault, language));
                self.read_orders();
                return self.trade_said(&text);
            }
            (false, _) => language.pick("Simpan sebagai PDF (F8) untuk pemasok.", "Save it as PDF (F8) for the supplier.").to_owned(),
        };
        self.say(&format!("{number} {made}. {how}"));
        self.read_orders();
    }

    pub(super) fn order_changed(&mut self, text: &str) {
        self.close_form();
        self.say(text);
        self.read_orders();
    }
}
