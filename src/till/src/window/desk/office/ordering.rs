//! What expires soon and is marked down, and what to order.

use app::books::Format;
use app::stock::{Expiring, Suggestion};
use domain::goods::reorder::Proposal;
use screen::office::{Question, Task};
use screen::sentence;
use screen::stock::ordering::{self, SPANS};
use slint::ComponentHandle;
use ui::{Expiry, Page, Reorder};

use super::super::Desk;
use super::Deed;
use super::dialogs::{Asking, Choosing, Filling, Wrong, value};
use super::goods::{GoodsDeed, GoodsForm, GoodsList, GoodsQuestion};
use super::work::Place;
use crate::window::bind;
use crate::window::sound::Sound;

/// How many digits a count of packs may have.
const DIGITS: usize = 5;

/// What expires.
pub(super) struct Dates {
    span: usize,
    lots: Vec<Expiring>,
}

impl Default for Dates {
    fn default() -> Self {
        Self { span: 2, lots: Vec::new() }
    }
}

/// The order under work.
pub(super) struct Ordering {
    days: u32,
    cover: u32,
    lines: Vec<Suggestion>,
    at: usize,
    /// The next digit begins the number anew.
    anew: bool,
    /// It was reckoned.
    ready: bool,
    edited: bool,
}

impl Default for Ordering {
    fn default() -> Self {
        Self { days: 14, cover: 7, lines: Vec::new(), at: 0, anew: true, ready: false, edited: false }
    }
}

impl Desk {
    // --- what expires

    pub(super) fn show_expiry(&mut self) {
        let spans = ordering::spans(self.language);
        self.ui(move |window| window.global::<Expiry>().set_spans(bind::texts(&spans)));
        self.read_expiry();
    }

    pub(in crate::window) fn choose_expiry_span(&mut self, index: i32) {
        self.office.dates.span = usize::try_from(index).unwrap_or(0).min(SPANS.len() - 1);
        self.read_expiry();
    }

    /// Reads the lots again, beside the till.
    pub(super) fn read_expiry(&mut self) {
        let span = self.office.dates.span;
        let days = SPANS[span.min(SPANS.len() - 1)];
        self.start_work(
            Place::Expiry,
            move |app, _| Ok((app.expiring(days)?, app.partners()?)),
            move |desk, result| match result {
                Ok((lots, partners)) => {
                    let language = desk.language;
                    let rows: Vec<Task> = lots.iter().map(|lot| ordering::expiring(lot, &partners, language)).collect();
                    let note = language.pick(
                        "Sisa tiap lot dihitung dengan anggapan yang lebih dulu kedaluwarsa terjual lebih dulu. Harga potong berlaku sampai diganti.",
                        "What is left of a lot supposes that the earliest date is sold first. A lower price holds until it is changed.",
                    );
                    let empty = language.pick(
                        "Tidak ada yang kedaluwarsa dalam waktu ini. Tanggal hanya diketahui dari barang yang mencatat kedaluwarsa.",
                        "Nothing expires in this time. Dates are known only of goods that keep them.",
                    );
                    desk.office.dates.lots = lots;
                    desk.ui(move |window| {
                        bind::goods::show_expiry(window, &rows);
                        let page = window.global::<Expiry>();
                        page.set_span(i32::try_from(span).unwrap_or(0));
                        page.set_note(note.into());
                        page.set_empty(empty.into());
                        page.set_error("".into());
                    });
                }
                Err(fault) => desk.expiry_refused(&fault),
            },
        );
    }

    pub(super) fn expiry_refused(&mut self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Expiry>().set_error(text.into()));
    }

    fn lot(&self, index: i32) -> Option<Expiring> {
        usize::try_from(index).ok().and_then(|place| self.office.dates.lots.get(place)).cloned()
    }

    /// The lower price, in one touch.
    pub(in crate::window) fn mark_down_lot(&mut self, index: i32) {
        if let Some(lot) = self.lot(index) {
            self.clear_strip();
            self.attempt_office(Deed::Goods(GoodsDeed::MarkDown(Box::new(lot))));
        }
    }

    pub(in crate::window) fn open_lot(&mut self, index: i32) {
        if let Some(lot) = self.lot(index) {
            self.visit_card(&lot.sku, Page::Expiry);
        }
    }

    /// Goods that expire were scanned: their first lot, or their card.
    pub(in crate::window::desk) fn scan_expiry(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        let found = self.shop().and_then(|app| app.find_goods(code));
        let sku = match found {
            Ok(app::selling::Meaning::Goods(goods)) => goods.hit.product.sku.clone(),
            Ok(app::selling::Meaning::Choice { goods, .. }) => goods.first().map(|goods| goods.hit.product.sku.clone()).unwrap_or_default(),
            Err(fault) => return self.expiry_refused(&fault),
        };
        match self.office.dates.lots.iter().position(|lot| lot.sku == sku) {
            Some(place) => {
                self.hear(Sound::Accepted);
                let place = i32::try_from(place).unwrap_or(0);
                self.ui(move |window| window.global::<Expiry>().set_marked(place));
            }
            None => {
                self.hear(Sound::Refused);
                let text = self.language.pick("Barang ini tidak kedaluwarsa dalam waktu ini.", "These goods do not expire in this time.");
                self.ui(move |window| window.global::<Expiry>().set_error(text.into()));
            }
        }
    }

    // --- what to order

    /// The order as it was left; reckoned the first time.
    pub(super) fn show_reorder(&mut self) {
        if self.office.ordering.ready { self.show_order() } else { self.reckon_order() }
    }

    /// Proposes anew, beside the till.
    pub(super) fn reckon_order(&mut self) {
        let (days, cover) = (self.office.ordering.days, self.office.ordering.cover);
        self.ui(|window| window.global::<Reorder>().set_busy(true));
        self.start_work(
            Place::Order,
            move |app, _| app.suggest_orders(Some(days), Some(cover), None),
            move |desk, result: Result<Vec<Suggestion>, app::Fault>| {
                desk.ui(|window| window.global::<Reorder>().set_busy(false));
                match result {
                    Ok(lines) => {
                        desk.office.ordering = Ordering { days, cover, lines, ready: true, ..Ordering::default() };
                        desk.show_order();
                    }
                    Err(fault) => desk.order_refused(&fault),
                }
            },
        );
    }

    fn show_order(&mut self) {
        let language = self.language;
        let state = &mut self.office.ordering;
        state.at = state.at.min(state.lines.len().saturating_sub(1));
        let rows = ordering::order(&state.lines, language);
        let at = if state.lines.is_empty() { -1 } else { i32::try_from(state.at).unwrap_or(-1) };
        let (basis, note) = (ordering::basis(state.days, state.cover, language), ordering::note(&state.lines, state.edited, language));
        let empty = language.pick(
            "Tidak ada yang perlu dipesan. F2 untuk menambah barang sendiri.",
            "Nothing needs to be ordered. F2 adds goods of your own.",
        );
        self.ui(move |window| {
            bind::goods::show_order(window, &rows, at);
            let page = window.global::<Reorder>();
            page.set_basis(basis.into());
            page.set_note(note.into());
            page.set_empty(empty.into());
            page.set_error("".into());
        });
    }

    fn order_refused(&mut self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Reorder>().set_error(text.into()));
    }

    pub(in crate::window) fn select_order(&mut self, index: i32) {
        let state = &mut self.office.ordering;
        state.at = usize::try_from(index).unwrap_or(0);
        state.anew = true;
        self.show_order();
    }

    /// A digit of the packs under work; the first one begins the number anew.
    pub(in crate::window) fn type_order(&mut self, key: &str) {
        let state = &mut self.office.ordering;
        let Some(line) = state.lines.get_mut(state.at) else { return };
        let mut digits = if state.anew && key != "back" { String::new() } else { line.proposal.packs.to_string() };
        if key == "back" {
            digits.pop();
        } else if digits.len() + key.len() <= DIGITS {
            digits.push_str(key);
        }
        line.proposal.packs = digits.parse().unwrap_or(0);
        (state.anew, state.edited) = (false, true);
        self.show_order();
    }

    pub(in crate::window) fn step_order(&mut self, by: i32) {
        let state = &mut self.office.ordering;
        if let Some(line) = state.lines.get_mut(state.at) {
            line.proposal.packs = line.proposal.packs.saturating_add(i64::from(by)).max(0);
            (state.anew, state.edited) = (true, true);
        }
        self.show_order();
    }

    pub(in crate::window) fn drop_order(&mut self) {
        let state = &mut self.office.ordering;
        if state.at < state.lines.len() {
            state.lines.remove(state.at);
            (state.anew, state.edited) = (true, true);
        }
        self.show_order();
    }

    pub(in crate::window) fn find_order(&mut self) {
        let rows = self.goods_choices("");
        self.choose_from(Choosing::Goods(GoodsList::Order), self.language.pick("Barang yang dipesan", "Goods to order"), rows);
    }

    /// Goods that nobody proposed: one pack more, at their supplier.
    pub(super) fn order_more(&mut self, id: &str) {
        let Some((sku, code)) = screen::goods::parts(id) else { return };
        let (sku, code) = (sku.to_owned(), code.to_owned());
        let product = match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => product,
            Err(fault) => return self.order_refused(&fault),
        };
        let Some(pack) = product.pack(&code).or_else(|| product.packs.first()) else { return };
        let state = &mut self.office.ordering;
        (state.anew, state.edited, state.ready) = (true, true, true);
        if let Some(known) = state.lines.iter().position(|line| line.sku == sku && line.proposal.pack == pack.code) {
            state.at = known;
            state.lines[known].proposal.packs = state.lines[known].proposal.packs.saturating_add(1);
        } else {
            let reason = self.language.pick("ditambahkan", "added").to_owned();
            let proposal = Proposal { pack: pack.code.clone(), factor: pack.factor, packs: 1, reason };
            let line = Suggestion {
                supplier: product.details.supplier.clone(),
                supplier_code: product.details.supplier_code.clone(),
                on_hand: domain::Quantity::ZERO,
                name: product.name.clone(),
                sku,
                proposal,
            };
            let key = |line: &Suggestion| (line.supplier.clone(), line.name.clone(), line.sku.clone());
            let place = state.lines.partition_point(|known| key(known) <= key(&line));
            state.lines.insert(place, line);
            state.at = place;
        }
        self.hear(Sound::Accepted);
        self.show_order();
    }

    /// A code was scanned on the page: one pack more.
    pub(in crate::window::desk) fn scan_order(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        match self.shop().and_then(|app| app.find_goods(code)) {
            Ok(app::selling::Meaning::Goods(goods)) => {
                let pack = goods.hit.product.packs.get(goods.hit.pack).map(|pack| pack.code.clone()).unwrap_or_default();
                self.order_more(&format!("{}\u{1f}{pack}", goods.hit.product.sku));
            }
            Ok(app::selling::Meaning::Choice { .. }) => self.find_order(),
            Err(fault) => self.order_refused(&fault),
        }
    }

    pub(in crate::window) fn ask_order_basis(&mut self) {
        let form = ordering::basis_form(self.office.ordering.days, self.office.ordering.cover, self.language);
        self.fill(Filling::Goods(GoodsForm::Basis), form);
    }

    pub(super) fn basis_filled(&mut self, values: &[String]) {
        let number = |place: usize| value(values, place).parse::<u32>().ok().filter(|days| (1..=365).contains(days));
        let (Some(days), Some(cover)) = (number(0), number(1)) else {
            let place = usize::from(number(0).is_some());
            let text = self.language.pick("Isi 1 sampai 365 hari.", "Fill in 1 to 365 days.").to_owned();
            return self.form_wrong(Wrong(place, text));
        };
        (self.office.ordering.days, self.office.ordering.cover) = (days, cover);
        self.close_form();
        self.reckon_order();
    }

    /// Proposes anew; what was edited is asked about.
    pub(in crate::window) fn order_again(&mut self) {
        if !self.office.ordering.edited {
            return self.reckon_order();
        }
        let language = self.language;
        let question = Question {
            title: language.pick("Hitung lagi dari awal?", "Reckon anew?").to_owned(),
            text: language.pick("Yang sudah diubah di daftar hilang.", "What was changed on the list is lost.").to_owned(),
            action: language.pick("Hitung lagi", "Reckon anew").to_owned(),
            ..Question::default()
        };
        self.ask_first(Asking::Goods(GoodsQuestion::OrderAgain), question);
    }

    /// The order as a sheet: lines of nothing are left out.
    fn order_sheet(&mut self) -> Result<app::books::Sheet, app::Fault> {
        let lines: Vec<Suggestion> = self.office.ordering.lines.iter().filter(|line| line.proposal.packs > 0).cloned().collect();
        self.shop()?.sheet_of_order(&lines)
    }

    pub(in crate::window) fn print_order(&mut self) {
        let printed = self.order_sheet().and_then(|sheet| self.shop()?.print_report(&sheet));
        if self.settle(printed) {
            self.wake_printer();
            self.say(self.language.pick("Daftar pesanan masuk antrean cetak.", "The order is in the print queue."));
        }
    }

    pub(in crate::window) fn save_order(&mut self, kind: &str) {
        let Some(format) = Format::parse(kind) else { return };
        match self.order_sheet() {
            Ok(sheet) => {
                let name = sheet.file_name(self.books_today(), format);
                self.save_file(&name, move |app, path| app.save_report(&sheet, format, path));
            }
            Err(fault) => self.refuse(&fault),
        }
    }
}
