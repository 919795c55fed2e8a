//! The goods of the shop: the list, a scan, and which part of the page is shown.

mod card;
mod deeds;
mod editor;
mod many;
mod packs;

use app::Refusal;
use app::selling::Meaning;
use app::stock::{Filter, ListRow, Only};
use screen::office::{Pick, Question};
use screen::stock::goods;
use screen::{Language, sentence};
use slint::ComponentHandle;
use ui::{Goods, Page};

pub(in crate::window) use self::deeds::GoodsDeed;
use self::editor::Editing;
use self::many::Many;
use super::super::Desk;
use super::dialogs::{Asking, Choosing};
use crate::window::bind;
use crate::window::sound::Sound;

/// Which part of the page is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Step {
    #[default]
    List,
    Card,
    Editor,
    Many,
}

/// What the page shows.
#[derive(Default)]
pub(super) struct Goodses {
    step: Step,
    filter: Filter,
    rows: Vec<ListRow>,
    /// The product whose card is shown.
    card: String,
    /// Places in the log of the movements that are listed.
    moves: Vec<i64>,
    /// The page that the card was opened from, when it is another.
    back: Option<Page>,
    /// A code that nobody knows.
    unknown: Option<String>,
    editing: Option<Editing>,
    many: Many,
}

/// A form of these pages.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum GoodsForm {
    Group(screen::stock::product::Group),
    Pack(Option<usize>),
    Code,
    Break(Option<usize>),
    Contents(String),
    /// A product and one of its packs.
    Price(String, String),
    Basis,
}

/// A question of these pages.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum GoodsQuestion {
    LeaveEditor,
    NewGoods(String),
    OrderAgain,
    /// A batch of prices and its name.
    CancelPrice(String, String),
}

/// A list of these pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GoodsList {
    /// Several products claim a code.
    Card,
    Filter,
    Category,
    Supplier,
    Contents,
    Picture,
    Order,
    /// A pack to get another price, or a price to come.
    Price,
    /// Whose movements a report shows.
    Report,
}

impl Desk {
    /// The page as it was left: what was being edited is there.
    pub(super) fn show_goods(&mut self) {
        match self.office.goods.step {
            Step::Editor if self.office.goods.editing.is_some() => self.show_editor(),
            Step::Card => self.show_card(),
            Step::Many => self.show_many(),
            Step::List | Step::Editor => self.show_goods_list(),
        }
    }

    /// Which part of the page is seen.
    fn goods_step(&mut self, step: Step) {
        self.office.goods.step = step;
        let number = match step {
            Step::List => 0,
            Step::Card => 1,
            Step::Editor => 2,
            Step::Many => 3,
        };
        self.ui(move |window| window.global::<Goods>().set_step(number));
    }

    pub(super) fn show_goods_list(&mut self) {
        self.goods_step(Step::List);
        self.list_goods();
    }

    /// Reads the list for what was typed and chosen.
    fn list_goods(&mut self) {
        let language = self.language;
        let costs = self.may(domain::staff::Right::SeeCost);
        let state = &self.office.goods;
        let found = match self.app.as_ref().map(|app| app.stock_list(&state.filter, goods::LISTED)) {
            Some(Ok(rows)) => rows,
            Some(Err(fault)) => return self.goods_refused(&fault),
            None => return,
        };
        let (columns, rows) = goods::list(&found, costs, language);
        let (note, empty) = (goods::note(found.len(), language), goods::empty(&state.filter, language));
        let chip = Only::ALL.iter().position(|only| *only == state.filter.only).and_then(|place| i32::try_from(place).ok()).unwrap_or(0);
        let (query, category) = (state.filter.text.clone(), state.filter.category.clone().unwrap_or_default());
        let unknown = state.unknown.as_ref().map(|code| unknown_words(code, language)).unwrap_or_default();
        let chips = goods::chips(language);
        self.office.goods.rows = found;
        self.ui(move |window| {
            bind::goods::show_list(window, &columns, &rows);
            let page = window.global::<Goods>();
            page.set_chips(bind::texts(&chips));
            page.set_chip(chip);
            page.set_category(category.into());
            page.set_note(note.into());
            page.set_empty(empty.into());
            page.set_unknown(unknown.into());
            page.set_error("".into());
            if page.get_query() != query.as_str() {
                page.set_query(query.into());
            }
        });
    }

    pub(in crate::window) fn search_stock(&mut self, text: &str) {
        text.clone_into(&mut self.office.goods.filter.text);
        self.list_goods();
    }

    pub(in crate::window) fn choose_stock_chip(&mut self, index: i32) {
        let only = usize::try_from(index).ok().and_then(|place| Only::ALL.get(place)).copied().unwrap_or_default();
        self.office.goods.filter.only = only;
        self.list_goods();
    }

    pub(in crate::window) fn choose_stock_category(&mut self) {
        let rows = self.filter_choices("");
        self.choose_from(
            Choosing::Goods(GoodsList::Filter),
            self.language.pick("Kategori yang diperlihatkan", "The category to show"),
            rows,
        );
    }

    /// Categories, and all of them first.
    fn filter_choices(&self, query: &str) -> Vec<Pick> {
        let mut rows = self.category_choices(query);
        if query.trim().is_empty() {
            rows.insert(0, Pick { text: self.language.pick("Semua kategori", "All categories").to_owned(), ..Pick::default() });
        }
        rows
    }

    /// What fits a text in one of the lists of these pages.
    pub(super) fn goods_list_choices(&self, list: GoodsList, query: &str) -> Vec<Pick> {
        match list {
            GoodsList::Card => Vec::new(),
            GoodsList::Price => self.price_choices(),
            GoodsList::Report => self.base_choices(query),
            GoodsList::Filter => self.filter_choices(query),
            GoodsList::Category => self.product_categories(query),
            GoodsList::Supplier => self.product_suppliers(query),
            GoodsList::Contents => self.contents_choices(query),
            GoodsList::Picture => self.picture_choices(query),
            GoodsList::Order => self.goods_choices(query),
        }
    }

    /// One of a list was chosen.
    pub(super) fn goods_list_chosen(&mut self, list: GoodsList, id: &str) {
        match list {
            GoodsList::Card => self.open_card(screen::goods::parts(id).map_or(id, |(sku, _)| sku)),
            GoodsList::Filter => {
                self.office.goods.filter.category = (!id.is_empty()).then(|| id.to_owned());
                self.list_goods();
            }
            GoodsList::Order => self.order_more(id),
            GoodsList::Price => self.price_chosen(id),
            GoodsList::Report => self.movements_of(screen::goods::parts(id).map_or(id, |(sku, _)| sku)),
            GoodsList::Category | GoodsList::Supplier | GoodsList::Contents | GoodsList::Picture => self.product_chosen(list, id),
        }
    }

    /// A form of these pages was filled in.
    pub(super) fn goods_form_filled(&mut self, form: GoodsForm, values: &[String]) {
        match form {
            GoodsForm::Price(sku, pack) => self.price_filled(&sku, &pack, values),
            GoodsForm::Basis => self.basis_filled(values),
            form => self.product_form_filled(form, values),
        }
    }

    /// A question of these pages was answered with yes.
    pub(super) fn goods_confirmed(&mut self, question: GoodsQuestion) {
        match question {
            GoodsQuestion::LeaveEditor => self.drop_editing(),
            GoodsQuestion::NewGoods(code) => self.new_product(Some(code), Some(Page::Receive)),
            GoodsQuestion::OrderAgain => self.reckon_order(),
            GoodsQuestion::CancelPrice(id, name) => self.cancel_price(id, name),
        }
    }

    pub(in crate::window) fn open_goods(&mut self, index: i32) {
        let row = usize::try_from(index).ok().and_then(|place| self.office.goods.rows.get(place));
        if let Some(sku) = row.map(|row| row.sku.clone()) {
            self.open_card(&sku);
        }
    }

    // --- a scan

    /// A code was scanned on the page: the card of its goods, or one more code of what is edited.
    pub(in crate::window::desk) fn scan_goods(&mut self, code: &str) {
        if self.office.filling == Some(super::dialogs::Filling::Goods(GoodsForm::Code)) {
            return self.code_filled(&[code.to_owned()]);
        }
        if self.asks() {
            return self.answer_first();
        }
        match self.office.goods.step {
            Step::Editor => return self.scan_into_product(code),
            Step::Many => self.show_goods_list(),
            Step::List | Step::Card => {}
        }
        let Some(app) = &self.app else { return };
        match app.find_goods(code) {
            Ok(Meaning::Goods(goods)) => {
                let sku = goods.hit.product.sku.clone();
                self.hear(Sound::Accepted);
                self.open_card(&sku);
            }
            Ok(Meaning::Choice { goods, .. }) => {
                let title = self.language.pick("Barang yang mana?", "Which goods?");
                let pick = |goods: &app::selling::Goods| {
                    let product = &goods.hit.product;
                    Pick { id: product.sku.clone(), text: product.name.clone(), detail: product.sku.clone() }
                };
                let rows = goods.iter().map(pick).collect();
                self.hear(Sound::Refused);
                self.choose_from(Choosing::Goods(GoodsList::Card), title, rows);
            }
            Err(fault) => {
                self.hear(Sound::Refused);
                self.goods_step(Step::List);
                self.office.goods.unknown = unknown_code(&fault);
                self.list_goods();
                if self.office.goods.unknown.is_none() {
                    self.goods_refused(&fault);
                }
            }
        }
    }

    pub(in crate::window) fn forget_unknown(&mut self) {
        self.office.goods.unknown = None;
        self.list_goods();
    }

    /// A code that nobody knows came with a delivery: its goods can be kept at once. False: it is another matter.
    pub(super) fn offer_new_goods(&mut self, fault: &app::Fault) -> bool {
        let Some(code) = unknown_code(fault) else { return false };
        let language = self.language;
        let question = Question {
            title: language.pick("Barang baru?", "A new product?").to_owned(),
            text: unknown_words(&code, language),
            action: language.pick("Daftarkan barangnya", "Add the product").to_owned(),
            ..Question::default()
        };
        self.hear(Sound::Refused);
        self.ui(|window| window.global::<ui::Receive>().set_error("".into()));
        self.ask_first(Asking::Goods(GoodsQuestion::NewGoods(code)), question);
        true
    }

    /// F4, or the code that nobody knows.
    pub(in crate::window) fn add_goods(&mut self) {
        let code = self.office.goods.unknown.take();
        self.new_product(code, None);
    }

    /// Said where the matter is.
    fn goods_refused(&mut self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        if self.office.goods.step == Step::List {
            self.ui(move |window| window.global::<Goods>().set_error(text.into()));
        } else {
            self.refuse(fault);
        }
    }
}

/// The code that nobody knows, when that is what is wrong.
fn unknown_code(fault: &app::Fault) -> Option<String> {
    match fault.refusal() {
        Some(Refusal::UnknownCode(code)) => Some(code.clone()),
        _ => None,
    }
}

fn unknown_words(code: &str, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Kode {code} belum dikenal. Daftarkan sebagai barang baru, atau pindai lagi."),
        Language::English => format!("Nobody knows code {code}. Add it as a new product, or scan again."),
    }
}
