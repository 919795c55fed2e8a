//! An invoice on paper while it is typed: its head by a form, its lines by scan, search and number pad. Leaving the page
//! keeps it.

use app::trade::OrderView;
use domain::Quantity;
use domain::catalogue::Product;
use screen::office::{Pick, Question};
use screen::trade::typing::{self, Paper, PaperLine};
use screen::trade::{Action, Chosen, Lines, Pad, View, columns};
use uuid::Uuid;

use super::super::super::Desk;
use super::super::dialogs::{Asking, Choosing, Filling};
use super::money::{MoneyDeed, MoneyForm, MoneyList, MoneyQuestion};
use super::{Moved, TradeForm, TradeList, TradeQuestion};
use crate::window::sound::Sound;

/// So many digits a number has at most.
const DIGITS: usize = 11;

/// What is typed.
#[derive(Default)]
pub(super) struct Typing {
    pub(super) paper: Option<Paper>,
    /// It is on the screen.
    pub(super) open: bool,
    /// Orders that it may be for, while one is asked for.
    orders: Vec<OrderView>,
    /// The party that was chosen.
    party: String,
    at: usize,
    /// The price is typed, not the quantity.
    price: bool,
    /// The next digit begins the number anew.
    anew: bool,
}

impl Typing {
    pub(super) fn choose(&mut self, place: usize) {
        (self.at, self.anew) = (place, true);
    }

    fn line(&mut self) -> Option<&mut PaperLine> {
        let at = self.at;
        self.paper.as_mut().and_then(|paper| paper.lines.get_mut(at))
    }
}

impl Desk {
    /// A new one, or the one that was begun.
    pub(super) fn begin_paper(&mut self) {
        self.clear_strip();
        if self.office.trading.invoices.typing.paper.is_some() {
            self.office.trading.invoices.typing.open = true;
            return self.show_part(Moved::Nothing);
        }
        let rows = self.paper_parties("");
        if rows.is_empty() {
            let text = self.language.pick("Catat dulu pemasoknya di bagian Pemasok.", "Keep the supplier first, at Parties.");
            return self.trade_said(text);
        }
        let title = self.language.pick("Faktur dari siapa?", "Whose invoice?");
        self.choose_from(Choosing::Trade(TradeList::Money(MoneyList::PaperParty)), title, rows);
    }

    pub(super) fn paper_parties(&self, query: &str) -> Vec<Pick> {
        typing::parties(&self.office.trading.invoices.parties, query, self.language)
    }

    pub(super) fn paper_orders(&self) -> Vec<Pick> {
        typing::orders(&self.office.trading.invoices.typing.orders, self.language)
    }

    pub(super) fn paper_party_chosen(&mut self, code: &str) {
        let orders = match self.shop().and_then(|app| app.orders(Some(code), false)) {
            Ok(orders) => orders,
            Err(fault) => return self.trade_refused(&fault),
        };
        let state = &mut self.office.trading.invoices.typing;
        (state.orders, state.party) = (orders, code.to_owned());
        let rows = self.paper_orders();
        if rows.len() == 1 {
            return self.paper_order_chosen("");
        }
        let title = self.language.pick("Untuk pesanan yang mana?", "For which order?");
        self.choose_from(Choosing::Trade(TradeList::Money(MoneyList::PaperOrder)), title, rows);
    }

    pub(super) fn paper_order_chosen(&mut self, number: &str) {
        let today = self.books_today();
        let state = &mut self.office.trading.invoices;
        let Some(party) = state.parties.iter().find(|party| party.code == state.typing.party) else { return };
        let order = state.typing.orders.iter().find(|order| order.number == number);
        let paper = Paper::of_order(party, order, today);
        state.typing = Typing { paper: Some(paper), open: true, anew: true, ..Typing::default() };
        self.show_part(Moved::Nothing);
        self.ask_paper_head();
    }

    fn ask_paper_head(&mut self) {
        let Some(paper) = &self.office.trading.invoices.typing.paper else { return };
        let form = typing::heading(paper, self.language);
        self.fill(Filling::Trade(TradeForm::Money(MoneyForm::PaperHead)), form);
    }

    pub(super) fn paper_headed(&mut self, values: &[String]) {
        let language = self.language;
        let Some(paper) = self.office.trading.invoices.typing.paper.as_mut() else { return };
        match typing::headed(paper, values, language) {
            Ok(()) => {
                self.close_form();
                self.show_part(Moved::Nothing);
            }
            Err(wrong) => self.trade_form_wrong(wrong),
        }
    }

    pub(super) fn paper_view(&self) -> View {
        let (state, language) = (&self.office.trading.invoices.typing, self.language);
        let Some(paper) = &state.paper else { return View::default() };
        let lines = typing::lines(paper, language);
        let at = (!lines.is_empty()).then(|| state.at.min(lines.len() - 1));
        let line = at.and_then(|at| paper.lines.get(at));
        let other = if state.price {
            language.pick("F5 ganti ke jumlah", "F5 changes to the quantity")
        } else {
            language.pick("F5 ganti ke harga", "F5 changes to the price")
        };
        let empty = language.pick("Pindai barangnya, atau F3 untuk mencari.", "Scan the goods, or F3 searches.");
        let pad = Pad {
            title: line.map(|line| line.name.clone()).unwrap_or_default(),
            detail: line.map(|line| line.pack_words.clone()).unwrap_or_default(),
            value: match line {
                Some(line) if state.price => screen::stock::amount(&line.price).to_string(),
                Some(line) if line.quantity.is_empty() => "0".to_owned(),
                Some(line) => line.quantity.clone(),
                None => String::new(),
            },
            unit: match (line, state.price) {
                (None, _) => String::new(),
                (Some(_), true) => "Rp".to_owned(),
                (Some(line), false) => line.pack_words.clone(),
            },
            hint: if line.is_some() { other.to_owned() } else { empty.to_owned() },
            comma: !state.price,
        };
        let whole = !paper.number.is_empty() && paper.lines.iter().any(|line| !line.amount().is_zero());
        let word = if state.price { language.pick("Jumlah", "Quantity") } else { language.pick("Harga", "Price") };
        View {
            heading: format!("{} {}", language.pick("Faktur kertas dari", "Paper invoice from"), paper.name),
            chosen: Chosen {
                title: typing::title(paper, language),
                subtitle: typing::subtitle(paper, language),
                figures: typing::figures(paper, language),
                lines: Lines {
                    columns: columns(&typing::titles(language).map(|title| (title, 333, true))),
                    at,
                    lines,
                    choosing: true,
                    empty: empty.to_owned(),
                },
                ..Chosen::default()
            },
            pad: Some(pad),
            actions: vec![
                Action::new("F3", language.pick("Cari barang", "Search goods")),
                Action::new("F4", language.pick("Kepala faktur", "Head")),
                Action::new("F5", word).when(line.is_some()),
                Action::new("Del", language.pick("Hapus baris", "Drop line")).when(line.is_some()),
                Action::new("F8", language.pick("Buang", "Throw away")).stop(),
                Action::new("F10", language.pick("Simpan", "Keep")).primary().when(whole),
            ],
            ..View::default()
        }
    }

    pub(super) fn act_on_paper(&mut self, key: &str) {
        let language = self.language;
        match key {
            "F3" => {
                let rows = self.goods_choices("");
                let title = language.pick("Barang di faktur", "Goods on the invoice");
                self.choose_from(Choosing::Trade(TradeList::Money(MoneyList::PaperGoods)), title, rows);
            }
            "F4" => self.ask_paper_head(),
            "F5" => {
                let state = &mut self.office.trading.invoices.typing;
                (state.price, state.anew) = (!state.price, true);
                self.show_part(Moved::Nothing);
            }
            "Del" => {
                let state = &mut self.office.trading.invoices.typing;
                let at = state.at;
                if let Some(paper) = state.paper.as_mut().filter(|paper| at < paper.lines.len()) {
                    paper.lines.remove(at);
                    state.at = at.min(paper.lines.len().saturating_sub(1));
                    state.anew = true;
                }
                self.show_part(Moved::Nothing);
            }
            "F8" => {
                let question = Question {
                    title: language.pick("Buang faktur ini?", "Throw this invoice away?").to_owned(),
                    text: language.pick("Yang sudah diketik hilang.", "What was typed is lost.").to_owned(),
                    action: language.pick("Buang", "Throw away").to_owned(),
                    stop: true,
                    ..Question::default()
                };
                self.ask_first(Asking::Trade(TradeQuestion::Money(MoneyQuestion::DropPaper)), question);
            }
            "F10" => {
                if let Some(paper) = &self.office.trading.invoices.typing.paper {
                    let typed = Box::new(paper.typed());
                    self.attempt_money(MoneyDeed::Type(typed));
                }
            }
            _ => {}
        }
    }

    /// Back to the list; what was typed is kept. False: nothing was being typed.
    pub(super) fn leave_paper(&mut self) -> bool {
        let was = std::mem::take(&mut self.office.trading.invoices.typing.open);
        if was {
            self.show_part(Moved::Nothing);
        }
        was
    }

    pub(super) fn paper_dropped(&mut self) {
        self.office.trading.invoices.typing = Typing::default();
        self.show_part(Moved::Nothing);
    }

    /// A key of the pad, for the number under work.
    pub(super) fn type_paper(&mut self, key: &str) {
        let state = &mut self.office.trading.invoices.typing;
        let (anew, price) = (std::mem::take(&mut state.anew) && key != "back", state.price);
        if let Some(line) = state.line() {
            let fits = match key {
                "+" | "-" => {
                    let by = Quantity::new(if key == "+" { 1_000 } else { -1_000 });
                    let sum = screen::stock::quantity(&line.quantity).plus(by).unwrap_or_default().max(Quantity::ZERO);
                    line.quantity = sum.to_string();
                    true
                }
                key => screen::stock::typed(if price { &mut line.price } else { &mut line.quantity }, key, anew, !price, DIGITS),
            };
            self.hear_key(fits);
        }
        self.show_part(Moved::Nothing);
    }

    /// Goods were scanned.
    pub(super) fn scan_paper(&mut self, code: &str) {
        match self.shop().and_then(|app| app.find_goods(code)) {
            Ok(app::selling::Meaning::Goods(goods)) => self.more_on_paper(&goods.hit.product, goods.hit.pack),
            Ok(app::selling::Meaning::Choice { .. }) => self.act_on_paper("F3"),
            Err(fault) => self.trade_refused(&fault),
        }
    }

    pub(super) fn paper_goods_chosen(&mut self, id: &str) {
        let Some((sku, code)) = screen::goods::parts(id) else { return };
        let (sku, code) = (sku.to_owned(), code.to_owned());
        match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => {
                let pack = product.packs.iter().position(|pack| pack.code == code).unwrap_or(0);
                self.more_on_paper(&product, pack);
            }
            Err(fault) => self.trade_refused(&fault),
        }
    }

    /// One pack more; its line is under work.
    fn more_on_paper(&mut self, product: &Product, pack: usize) {
        let Some(pack) = product.packs.get(pack) else { return };
        let state = &mut self.office.trading.invoices.typing;
        let Some(paper) = &mut state.paper else { return };
        match paper.lines.iter().position(|line| line.sku == product.sku && line.pack == pack.code) {
            Some(known) => {
                let line = &mut paper.lines[known];
                line.quantity = screen::stock::quantity(&line.quantity).plus(Quantity::ONE).unwrap_or_default().to_string();
                state.at = known;
            }
            None => {
                paper.lines.push(PaperLine {
                    sku: product.sku.clone(),
                    pack: pack.code.clone(),
                    pack_words: screen::stock::pack_words(product, pack),
                    name: product.name.clone(),
                    quantity: "1".to_owned(),
                    price: String::new(),
                });
                state.at = paper.lines.len() - 1;
            }
        }
        state.anew = true;
        self.hear(Sound::Accepted);
        self.show_part(Moved::Nothing);
    }

    /// It is kept: it can be matched now.
    pub(super) fn invoice_typed(&mut self, id: Uuid, number: &str) {
        let state = &mut self.office.trading.invoices;
        state.typing = Typing::default();
        state.show_first(id);
        let word = self.language.pick("tercatat. Cocokkan, lalu terima.", "is kept. Match it, then accept.");
        self.say(&format!("{} {number} {word}", self.language.pick("Faktur", "Invoice")));
        self.read_invoices();
    }
}
