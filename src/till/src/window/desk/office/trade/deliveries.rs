//! What is on its way: counted blind, signed, and shown beside what was noted. The lines that are counted wait here
//! while another page is open.

use app::App;
use app::selling::Meaning;
use app::trade::{Delivery, DeliveryAsk, DeliveryReceived, OrderView};
use domain::trade::Direction;
use domain::trade::order::OrderState;
use domain::{Quantity, Rupiah};
use record::document::{Content, Document};
use screen::stock::{pack_words, quantity, typed};
use screen::trade::View;
use screen::trade::deliveries::{self, CountLine, Entry, Signed, State};

use super::super::super::{Desk, StripAction};
use super::super::dialogs::{Asking, Choosing, Filling};
use super::orders::names;
use super::{Moved, TradeDeed, TradeForm, TradeList, TradeQuestion};
use crate::window::sound::Sound;

/// How many digits a number may have.
const DIGITS: usize = 7;

/// What the part remembers.
#[derive(Default)]
pub(super) struct Deliveries {
    deliveries: Vec<Delivery>,
    orders: Vec<OrderView>,
    names: Vec<(String, String)>,
    all: bool,
    /// The id of the one that is chosen.
    chosen: Option<String>,
    line: Option<usize>,
    counting: Option<Counting>,
    /// What was signed just now.
    done: Option<Done>,
    /// QR codes of a surat jalan that were scanned so far.
    codes: Vec<String>,
}

/// A delivery that is being counted.
struct Counting {
    title: String,
    order: String,
    note: String,
    lines: Vec<CountLine>,
    at: usize,
    /// The number under work is of the damaged ones.
    damaged: bool,
    /// The next digit begins it anew.
    anew: bool,
}

struct Done {
    title: String,
    lines: Vec<Signed>,
    value: Rupiah,
    /// There was a surat jalan to compare with.
    noted: bool,
    /// Number and id of the advice.
    advice: Option<(String, String)>,
}

impl Deliveries {
    fn shown(&self) -> State<'_> {
        State { deliveries: &self.deliveries, orders: &self.orders, names: &self.names, all: self.all }
    }
}

/// The lines of a receipt advice.
fn signed(advice: &Document) -> Vec<Signed> {
    let Content::ReceiptAdvice(content) = &advice.content else { return Vec::new() };
    let line = |line: &record::document::ReceiptAdviceLine| Signed {
        name: line.goods.name.clone(),
        pack: screen::trade::pack(&line.goods.pack, line.goods.factor),
        noted: Quantity::new(line.noted),
        good: Quantity::new(line.good),
        damaged: Quantity::new(line.damaged),
        reason: line.reason.clone(),
    };
    content.lines.iter().map(line).collect()
}

/// Orders of the shop that are waited for without a surat jalan.
pub(super) fn waited_for(orders: Vec<OrderView>, deliveries: &[Delivery]) -> Vec<OrderView> {
    let waits = |view: &OrderView| {
        view.direction == Direction::Issued
            && matches!(view.state, OrderState::Sent | OrderState::Answered | OrderState::PartlyReceived)
            && view.lines.iter().any(|line| line.standing.received < line.standing.expected)
            && !deliveries
                .iter()
                .any(|delivery| delivery.received.is_none() && delivery.order == view.number && delivery.party == view.party)
    };
    orders.into_iter().filter(waits).collect()
}

impl Desk {
    pub(super) fn read_deliveries(&mut self) {
        let all = self.office.trading.deliveries.all;
        let read = move |app: &App| {
            let deliveries = app.deliveries(all)?;
            let orders = waited_for(app.orders(None, false)?, &app.deliveries(false)?);
            Ok((deliveries, orders, names(app)?))
        };
        self.read_part(read, |state, (deliveries, orders, names)| {
            let state = &mut state.deliveries;
            (state.deliveries, state.orders, state.names) = (deliveries, orders, names);
            let there = state.shown().entries("").iter().any(|entry| Some(entry.id()) == state.chosen);
            if !there {
                let first = state.shown().entries("").first().map(Entry::id);
                (state.chosen, state.line) = (first, None);
            }
        });
    }

    pub(super) fn deliveries_view(&self) -> View {
        let (state, language) = (&self.office.trading.deliveries, self.language);
        if let Some(done) = &state.done {
            let advice = done.advice.as_ref().map(|(number, _)| number.as_str());
            return deliveries::signed(&done.title, &done.lines, done.value, (advice, done.noted), language);
        }
        if let Some(counting) = &state.counting {
            let at = (!counting.lines.is_empty()).then_some(counting.at);
            return deliveries::counting(&counting.title, &counting.lines, at, counting.damaged, language);
        }
        let (shown, query) = (state.shown(), &self.office.trading.query);
        let at = shown.entries(query).iter().position(|entry| Some(entry.id()) == state.chosen);
        let signed = self.advice_of_chosen().map(|advice| signed(&advice));
        deliveries::view(&shown, query, at, signed.as_deref(), state.line, language)
    }

    pub(super) fn choose_delivery(&mut self, place: usize) {
        let trading = &mut self.office.trading;
        let Some(chosen) = trading.deliveries.shown().entries(&trading.query).get(place).map(Entry::id) else { return };
        (trading.deliveries.chosen, trading.deliveries.line) = (Some(chosen), None);
    }

    /// What was signed about the delivery that is chosen, when it was received.
    fn advice_of_chosen(&self) -> Option<Document> {
        let state = &self.office.trading.deliveries;
        let delivery = state.deliveries.iter().find(|delivery| Some(delivery.id.to_string()) == state.chosen)?;
        delivery.received?;
        self.app.as_ref()?.signed_advice(delivery.id).ok().flatten()
    }

    pub(super) fn choose_delivery_line(&mut self, place: usize) {
        let state = &mut self.office.trading.deliveries;
        match &mut state.counting {
            Some(counting) => {
                (counting.at, counting.damaged, counting.anew) = (place.min(counting.lines.len().saturating_sub(1)), false, true);
            }
            None => state.line = Some(place),
        }
    }

    pub(super) fn leave_delivery(&mut self) -> bool {
        let state = &mut self.office.trading.deliveries;
        if state.done.take().is_some() {
            self.read_deliveries();
            return true;
        }
        let Some(counting) = &state.counting else { return false };
        if counting.lines.iter().all(|line| line.quantity.is_empty()) {
            state.counting = None;
        } else {
            let language = self.language;
            let question = screen::office::Question {
                title: language.pick("Buang hitungan ini?", "Throw this count away?").to_owned(),
                text: language
                    .pick(
                        "Yang sudah dihitung hilang. Kirimannya tetap ditunggu.",
                        "What was counted is lost. The delivery stays expected.",
                    )
                    .to_owned(),
                action: language.pick("Buang", "Throw away").to_owned(),
                stop: true,
                ..screen::office::Question::default()
            };
            self.ask_first(Asking::Trade(TradeQuestion::DropCount), question);
        }
        true
    }

    pub(super) fn count_dropped(&mut self) {
        self.office.trading.deliveries.counting = None;
        self.show_part(Moved::Nothing);
    }

    pub(super) fn act_on_delivery(&mut self, key: &str) {
        let language = self.language;
        let state = &mut self.office.trading.deliveries;
        if let Some(done) = &state.done {
            if let Some((_, id)) = done.advice.clone().filter(|_| key == "F8") {
                self.show_document(&id);
            }
            return;
        }
        if let Some(counting) = &mut state.counting {
            match key {
                "F2" => {
                    let rows = self.goods_choices("");
                    let title = language.pick("Barang yang datang", "Goods that came");
                    self.choose_from(Choosing::Trade(TradeList::CountGoods), title, rows);
                }
                "F5" => {
                    (counting.damaged, counting.anew) = (!counting.damaged, true);
                    self.show_part(Moved::Nothing);
                }
                "F6" => {
                    if let Some(line) = counting.lines.get(counting.at) {
                        let form = deliveries::details(line, language);
                        self.fill(Filling::Trade(TradeForm::CountLine), form);
                    }
                }
                "Del" => self.clear_delivery(),
                "F10" => {
                    let question = deliveries::sign_question(&counting.title, &counting.lines, language);
                    self.ask_first(Asking::Trade(TradeQuestion::Sign), question);
                }
                _ => {}
            }
            return;
        }
        match key {
            "F7" => self.attempt_trade(TradeDeed::SignAdvices),
            "F8" => {
                let chosen = state.chosen.clone();
                if let Some(id) = self.advice_of_chosen().map(|advice| advice.id.to_string()).or(chosen) {
                    self.show_document(&id);
                }
            }
            "F10" => self.begin_delivery(),
            "F11" => {
                state.all = !state.all;
                self.read_deliveries();
            }
            _ => {}
        }
    }

    // --- counting

    fn begin_delivery(&mut self) {
        let state = &self.office.trading.deliveries;
        let shown = state.shown();
        let entries = shown.entries("");
        let Some(entry) = entries.iter().find(|entry| Some(entry.id()) == state.chosen) else { return };
        let word = self.language.pick("Terima", "Receive");
        let (title, order, note, wanted) = match entry {
            Entry::Noted(delivery) => {
                let wanted: Vec<u32> = delivery.lines.iter().map(|line| line.line).collect();
                (format!("{word} {}", delivery.number), delivery.order.clone(), delivery.number.clone(), Some(wanted))
            }
            Entry::Ordered(view) => (format!("{word} {}", view.number), view.number.clone(), String::new(), None),
        };
        if order.is_empty() {
            let text = self.language.pick(
                "Kiriman ini tanpa pesanan. Terima di halaman Terima barang (F1, M) dengan nomor surat jalannya.",
                "Nobody ordered this delivery. Take it in on the page Receive goods (F1, M) with its number.",
            );
            return self.trade_said(text);
        }
        let Some(app) = &self.app else { return };
        let found = app
            .orders(None, true)
            .map(|orders| orders.into_iter().find(|view| view.number == order && view.direction == Direction::Issued));
        let lines = match found {
            Ok(found) => found.map(|view| expected(app, &view, wanted.as_deref())).unwrap_or_default(),
            Err(fault) => return self.trade_refused(&fault),
        };
        let counting = Counting { title, order, note, lines, at: 0, damaged: false, anew: true };
        self.office.trading.deliveries.counting = Some(counting);
        self.hear(Sound::Accepted);
        self.show_part(Moved::Nothing);
    }

    pub(super) fn type_delivery(&mut self, key: &str) {
        let Some(counting) = &mut self.office.trading.deliveries.counting else { return };
        let Some(line) = counting.lines.get_mut(counting.at) else { return };
        let weighed = line.unit == domain::catalogue::Unit::Kilogram;
        let text = if counting.damaged { &mut line.damaged } else { &mut line.quantity };
        let fits = match key {
            "+" | "-" => {
                let step = Quantity::new(if key == "+" { 1_000 } else { -1_000 });
                let moved = quantity(text).plus(step).unwrap_or_default();
                let fits = moved.get() >= 0;
                if fits {
                    *text = moved.to_string();
                }
                counting.anew = true;
                fits
            }
            key => {
                let fits = typed(text, key, counting.anew, weighed, DIGITS);
                counting.anew &= !fits;
                fits
            }
        };
        self.hear_key(fits);
        self.show_part(Moved::Nothing);
    }

    fn clear_delivery(&mut self) {
        let Some(counting) = &mut self.office.trading.deliveries.counting else { return };
        if counting.lines.get(counting.at).is_some_and(|line| !line.expected) {
            counting.lines.remove(counting.at);
            counting.at = counting.at.min(counting.lines.len().saturating_sub(1));
        } else if let Some(line) = counting.lines.get_mut(counting.at) {
            line.quantity.clear();
            line.damaged.clear();
        }
        (counting.damaged, counting.anew) = (false, true);
        self.show_part(Moved::Nothing);
    }

    pub(super) fn scan_counted(&mut self, code: &str) {
        if self.office.trading.deliveries.counting.is_none() {
            let text = self.language.pick(
                "Pilih dulu kirimannya dan tekan F10, lalu pindai barangnya.",
                "Choose the delivery and press F10 first, then scan its goods.",
            );
            return self.trade_said(text);
        }
        let Some(app) = &self.app else { return };
        match app.find_goods(code) {
            Ok(Meaning::Goods(goods)) => {
                let (product, pack) = (goods.hit.product.clone(), goods.hit.pack);
                self.came(&product, pack, goods.quantity.unwrap_or(Quantity::ONE));
            }
            Ok(Meaning::Choice { goods, .. }) => {
                let rows = self.picks_of(&goods);
                let title = self.language.pick("Barang yang mana?", "Which goods?");
                self.hear(Sound::Refused);
                self.choose_from(Choosing::Trade(TradeList::CountGoods), title, rows);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    pub(super) fn counted_goods_chosen(&mut self, id: &str) {
        let Some((sku, code)) = screen::goods::parts(id) else { return };
        let (sku, code) = (sku.to_owned(), code.to_owned());
        match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => {
                let pack = product.packs.iter().position(|pack| pack.code == code).unwrap_or(0);
                self.came(&product, pack, Quantity::ONE);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    /// One more of a pack; its line is under work.
    fn came(&mut self, product: &domain::catalogue::Product, pack: usize, count: Quantity) {
        let Some(pack) = product.packs.get(pack) else { return };
        let Some(counting) = &mut self.office.trading.deliveries.counting else { return };
        let known = counting.lines.iter().position(|line| line.sku == product.sku && line.pack == pack.code);
        let ordered = counting.lines.iter().any(|line| line.sku == product.sku && line.expected);
        let place = known.unwrap_or_else(|| {
            counting.lines.push(CountLine { expected: ordered, ..line_of(product, pack) });
            counting.lines.len() - 1
        });
        let line = &mut counting.lines[place];
        line.quantity = quantity(&line.quantity).plus(count).unwrap_or(count).to_string();
        (counting.at, counting.damaged, counting.anew) = (place, false, true);
        self.hear(Sound::Accepted);
        self.clear_strip();
        self.show_part(Moved::Nothing);
    }

    pub(super) fn count_line_filled(&mut self, values: &[String]) {
        let language = self.language;
        let Some(counting) = &mut self.office.trading.deliveries.counting else { return };
        let Some(line) = counting.lines.get_mut(counting.at) else { return };
        match deliveries::detailed(line, values, language) {
            Ok(()) => {
                self.close_form();
                self.show_part(Moved::Nothing);
            }
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    /// What was counted is signed.
    pub(super) fn sign_count(&mut self) {
        let Some(counting) = &self.office.trading.deliveries.counting else { return };
        let ask = DeliveryAsk {
            order: counting.order.clone(),
            note: counting.note.clone(),
            counted: counting.lines.iter().filter_map(CountLine::counted).collect(),
            freight: None,
            tax: None,
        };
        self.attempt_trade(TradeDeed::Receive(Box::new(ask)));
    }

    pub(super) fn delivery_received(&mut self, received: &DeliveryReceived) {
        let receipt = &received.received.receipt;
        let lines = match &received.advice {
            Some(advice) => signed(advice),
            None => Vec::new(),
        };
        let word = self.language.pick("Kiriman diterima", "The delivery is taken in");
        let state = &mut self.office.trading.deliveries;
        state.done = Some(Done {
            title: format!("{word}: {}", receipt.note),
            lines,
            value: receipt.value().unwrap_or_default(),
            noted: receipt.note != receipt.order,
            advice: received.advice.as_ref().map(|advice| (advice.number.clone(), advice.id.to_string())),
        });
        state.counting = None;
        self.show_part(Moved::Nothing);
    }

    pub(super) fn advices_signed(&mut self, count: usize) {
        let text = match (count, self.language) {
            (0, language) => language.pick("Semua kiriman sudah punya tanda terima.", "Every delivery has its receipt advice.").to_owned(),
            (count, screen::Language::Indonesian) => format!("{count} tanda terima dibuat."),
            (count, screen::Language::English) => format!("{count} receipt advices were signed."),
        };
        self.say(&text);
        self.read_deliveries();
    }

    // --- QR codes of a surat jalan

    /// A part of a surat jalan was scanned: taken in when it is whole.
    pub(super) fn scan_part(&mut self, code: &str) {
        let state = &mut self.office.trading.deliveries;
        if !state.codes.iter().any(|known| known == code) {
            state.codes.push(code.to_owned());
        }
        let codes = state.codes.clone();
        self.attempt_trade(TradeDeed::TakeCodes(codes));
    }

    /// Some parts are missing: said, and waited for.
    pub(super) fn parts_missing(&mut self, missing: &str) {
        let count = self.office.trading.deliveries.codes.len();
        let text = match self.language {
            screen::Language::Indonesian => format!("{count} kode dipindai; bagian {missing} belum."),
            screen::Language::English => format!("{count} codes scanned; part {missing} is missing."),
        };
        self.hear(Sound::Accepted);
        self.strip(ui::Tone::Look, &text, StripAction::None);
    }

    pub(super) fn forget_codes(&mut self) {
        self.office.trading.deliveries.codes.clear();
    }
}

fn line_of(product: &domain::catalogue::Product, pack: &domain::catalogue::Pack) -> CountLine {
    CountLine {
        sku: product.sku.clone(),
        name: product.name.clone(),
        pack: pack.code.clone(),
        pack_words: pack_words(product, pack),
        unit: product.unit,
        expected: true,
        ..CountLine::default()
    }
}

/// The goods of an order that may come, without how many: those of a surat jalan where there is one.
fn expected(app: &App, view: &OrderView, wanted: Option<&[u32]>) -> Vec<CountLine> {
    let comes = |line: &&app::trade::OrderLineView| match wanted {
        Some(wanted) => wanted.contains(&line.standing.line),
        None => line.standing.received < line.standing.expected,
    };
    let line = |line: &app::trade::OrderLineView| {
        let product = app.product(&line.goods.sku).ok()?;
        let pack = product.packs.iter().find(|pack| pack.factor == line.goods.factor).or_else(|| product.packs.first())?;
        Some(line_of(&product, pack))
    };
    view.lines.iter().filter(comes).filter_map(line).collect()
}
