//! Counting the stock: counts, counting blind.

mod review;

use app::stock::{CountItem, Review, SoFar};
use domain::Quantity;
use domain::catalogue::Unit;
use domain::goods::{CountMode, Scope};
use screen::office::Pick;
use screen::stock::{self, count};
use screen::{Language, sentence};
use slint::ComponentHandle;
use store::goods::count::CountRow;
use ui::StockCount;

use super::super::Desk;
use super::dialogs::Choosing;
use crate::window::bind;
use crate::window::sound::Sound;

/// So many counts are listed.
const LISTED: usize = 60;

/// So many goods are listed in a search.
const FOUND: usize = 40;

/// How many digits a count may have.
const DIGITS: usize = 7;

/// The goods that the keypad works on.
#[derive(Clone, Debug, Default)]
struct Current {
    /// The product's key, or the code that nobody knows.
    code: String,
    name: String,
    unit: String,
    weighed: bool,
    unknown: bool,
}

/// What the page shows.
#[derive(Default)]
pub(super) struct Counts {
    sheets: Vec<CountRow>,
    /// The count under work: its id and name, and which round it is.
    open: Option<(String, String)>,
    round: u32,
    current: Option<Current>,
    entry: String,
    /// Keys of what was counted, the newest first.
    order: Vec<String>,
    /// What is to be counted once more.
    second: Vec<(String, String)>,
    /// Goods of an own list while it is made.
    list: Vec<String>,
    pub(super) review: Option<Review>,
    posted: bool,
    reasons: Vec<(String, String)>,
}

impl Desk {
    pub(super) fn show_stock_count(&mut self) {
        match (&self.office.counting.open, self.office.counting.posted) {
            (Some(_), false) => self.leave_review(),
            _ => self.show_sheets(),
        }
    }

    // --- the counts

    fn show_sheets(&mut self) {
        let Some(app) = &self.app else { return };
        let zone = *app.now().offset();
        let sheets = app.counts(LISTED).unwrap_or_default();
        let rows: Vec<count::Sheet> = sheets
            .iter()
            .map(|row| {
                count::sheet(&row.count.name, row.at, row.counted, row.posted.is_some(), &self.person(&row.count.by), zone, self.language)
            })
            .collect();
        self.office.counting = Counts { sheets, ..Counts::default() };
        self.ui(move |window| {
            bind::show_sheets(window, &rows);
            let page = window.global::<StockCount>();
            page.set_error("".into());
            page.set_step(0);
        });
    }

    pub(in crate::window) fn leave_count(&mut self) {
        self.show_sheets();
    }

    /// A count of one kind: the whole shop, a category, an own list, five goods.
    pub(in crate::window) fn begin_count(&mut self, kind: i32) {
        match kind {
            1 => {
                let rows = self.category_choices("");
                self.choose_from(Choosing::CountCategory, self.language.pick("Kategori yang dihitung", "The category to count"), rows);
            }
            2 => {
                self.office.counting.list.clear();
                self.list_more();
            }
            3 => self.begin_five(),
            _ => self.start_count(Scope::All, ""),
        }
    }

    fn begin_five(&mut self) {
        match self.shop().and_then(|app| app.five_to_count()) {
            Ok(risks) if risks.is_empty() => {
                let text = self
                    .language
                    .pick("Semua barang baru saja dihitung. Coba lagi besok.", "All goods were counted lately. Try again tomorrow.");
                self.count_error(text.to_owned());
            }
            Ok(risks) => {
                let name = self.language.pick("Hitung 5 barang", "Count 5 goods");
                self.start_count(Scope::List(risks.into_iter().map(|risk| risk.sku).collect()), name);
            }
            Err(fault) => self.count_refused(&fault),
        }
    }

    pub(super) fn category_choices(&self, query: &str) -> Vec<Pick> {
        let all = self.app.as_ref().and_then(|app| app.categories().ok()).unwrap_or_default();
        count::categories(&all, query)
    }

    pub(super) fn count_category(&mut self, category: &str) {
        self.start_count(Scope::Category(category.to_owned()), "");
    }

    /// An own list is made one by one; closing the search ends it.
    fn list_more(&mut self) {
        let chosen = self.office.counting.list.len();
        let title = match (chosen, self.language) {
            (0, language) => language.pick("Pilih barang; Esc bila selesai", "Choose goods; Esc when done").to_owned(),
            (_, Language::Indonesian) => format!("{chosen} barang dipilih; Esc bila selesai"),
            (_, Language::English) => format!("{chosen} goods chosen; Esc when done"),
        };
        let rows = self.base_choices("");
        self.choose_from(Choosing::CountList, &title, rows);
    }

    pub(super) fn list_chosen(&mut self, id: &str) {
        if let Some((sku, _)) = screen::goods::parts(id)
            && !self.office.counting.list.iter().any(|known| known == sku)
        {
            self.office.counting.list.push(sku.to_owned());
        }
        self.list_more();
    }

    pub(super) fn list_done(&mut self) {
        let list = std::mem::take(&mut self.office.counting.list);
        if !list.is_empty() {
            let scope = Scope::List(list);
            let name = count::name_of(&scope, self.language);
            self.start_count(scope, name);
        }
    }

    fn start_count(&mut self, scope: Scope, name: &str) {
        match self.shop().and_then(|app| app.start_count(scope, name, true, None)) {
            Ok(count) => self.go_on_counting(count.id, count.name),
            Err(fault) => self.count_refused(&fault),
        }
    }

    /// A count of the list: one in progress is gone on with, one that was posted is looked at.
    pub(in crate::window) fn open_count(&mut self, index: i32) {
        let found = usize::try_from(index).ok().and_then(|place| self.office.counting.sheets.get(place)).cloned();
        let Some(found) = found else { return };
        match found.posted {
            None => self.go_on_counting(found.count.id, found.count.name),
            Some(pos) => self.show_posted(found, pos),
        }
    }

    // --- counting

    fn go_on_counting(&mut self, id: String, name: String) {
        let counter = self.counter();
        let lines = self.app.as_ref().and_then(|app| store::goods::count::lines(app.store().connection(), &id).ok()).unwrap_or_default();
        let mut order: Vec<String> = Vec::new();
        for line in lines.iter().rev().filter(|line| line.counter == counter) {
            let key = if line.sku.is_empty() { &line.code } else { &line.sku };
            if !order.contains(key) {
                order.push(key.clone());
            }
        }
        let round = lines.iter().map(|line| line.round).max().unwrap_or(1);
        self.office.counting = Counts { open: Some((id, name)), round, order, ..Counts::default() };
        self.show_tally();
    }

    /// This counter: each has a sum of its own.
    fn counter(&self) -> String {
        let Some(app) = &self.app else { return String::new() };
        format!("{}-{}", app.till(), app.actor().map_or("", |actor| actor.id.as_str()))
    }

    fn so_far(&self) -> Vec<SoFar> {
        let (Some(app), Some((id, _))) = (&self.app, &self.office.counting.open) else { return Vec::new() };
        let mut rows = app.count_so_far(id, &self.counter()).unwrap_or_default();
        let order = &self.office.counting.order;
        let key = |row: &SoFar| if row.sku.is_empty() { row.name.clone() } else { row.sku.clone() };
        let place = |row: &SoFar| order.iter().position(|known| *known == key(row));
        rows.retain(|row| place(row).is_some());
        rows.sort_by_key(place);
        rows
    }

    /// What nobody counted yet, of the count or of its second round.
    fn not_counted(&self) -> Vec<(String, String)> {
        let (Some(app), Some((id, _))) = (&self.app, &self.office.counting.open) else { return Vec::new() };
        if self.office.counting.second.is_empty() {
            return app.left_to_count(id).unwrap_or_default();
        }
        let order = &self.office.counting.order;
        self.office.counting.second.iter().filter(|(sku, _)| !order.contains(sku)).cloned().collect()
    }

    fn show_tally(&mut self) {
        let language = self.language;
        let mine = self.so_far();
        let rows: Vec<count::Tally> = mine.iter().map(|row| count::tally(row, language)).collect();
        let names: Vec<String> = self.not_counted().into_iter().map(|(_, name)| name).collect();
        let left = count::left(&names, language);
        let state = &self.office.counting;
        let title = state.open.as_ref().map(|(_, name)| count::title(name, state.round, language)).unwrap_or_default();
        let current = state.current.clone().unwrap_or_default();
        let counted = mine.iter().find(|row| if row.sku.is_empty() { row.name == current.code } else { row.sku == current.code });
        let counted = if state.current.is_none() { String::new() } else { counted.map_or(Quantity::ZERO, |row| row.mine).to_string() };
        let entry = state.entry.clone();
        self.ui(move |window| {
            bind::show_tallies(window, &rows);
            let page = window.global::<StockCount>();
            page.set_name(title.into());
            page.set_last(current.name.into());
            page.set_last_unit(current.unit.into());
            page.set_last_unknown(current.unknown);
            page.set_last_count(counted.into());
            page.set_comma(current.weighed);
            page.set_entry(entry.into());
            page.set_left(left.into());
            page.set_error("".into());
            page.set_posted(false);
            page.set_step(1);
        });
    }

    /// A code was scanned: one more. What was typed before is kept first.
    pub(in crate::window::desk) fn scan_count(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        if self.office.counting.open.is_none() || self.office.counting.review.is_some() {
            let text = self.language.pick("Mulai atau buka hitungan dulu, lalu pindai.", "Begin or open a count first, then scan.");
            self.hear(Sound::Refused);
            return self.count_error(text.to_owned());
        }
        if !self.office.counting.entry.is_empty() && !self.put_count() {
            return;
        }
        self.add_count(code, Quantity::ONE, CountMode::Add);
    }

    fn add_count(&mut self, code: &str, quantity: Quantity, mode: CountMode) -> bool {
        let Some((id, _)) = self.office.counting.open.clone() else { return false };
        let (counter, round) = (self.counter(), self.office.counting.round);
        let item = CountItem { code: code.to_owned(), quantity, mode };
        let added = self.shop().and_then(|app| app.add_to_count(&id, &counter, round, &[item], None));
        let line = match added {
            Ok(lines) => lines.into_iter().next(),
            Err(fault) => {
                self.count_refused(&fault);
                return false;
            }
        };
        let Some(line) = line else { return false };
        let unknown = line.sku.is_empty();
        self.take_up(if unknown { &line.code } else { &line.sku });
        let key = if unknown { line.code } else { line.sku };
        let order = &mut self.office.counting.order;
        order.retain(|known| *known != key);
        order.insert(0, key);
        self.hear(if unknown { Sound::Refused } else { Sound::Accepted });
        self.clear_strip();
        self.show_tally();
        true
    }

    /// The goods that the keypad works on from now on.
    fn take_up(&mut self, key: &str) {
        let product = self.app.as_ref().and_then(|app| app.product(key).ok());
        let current = match product {
            Some(product) => Current {
                code: product.sku.clone(),
                unit: product.packs.first().map(|pack| stock::pack_words(&product, pack)).unwrap_or_default(),
                weighed: product.unit == Unit::Kilogram,
                name: product.name,
                unknown: false,
            },
            None => Current { code: key.to_owned(), name: key.to_owned(), unknown: true, ..Current::default() },
        };
        self.office.counting.current = Some(current);
        self.office.counting.entry.clear();
    }

    pub(in crate::window) fn type_count(&mut self, key: &str) {
        let state = &mut self.office.counting;
        let Some(current) = &state.current else { return };
        let entry = &mut state.entry;
        match key {
            "back" => {
                entry.pop();
            }
            "," if !current.weighed || entry.contains(',') => return,
            "," => entry.push_str(if entry.is_empty() { "0," } else { "," }),
            digit if entry.len() < DIGITS && entry.split_once(',').is_none_or(|(_, places)| places.len() < 3) => {
                if entry.as_str() == "0" {
                    entry.clear();
                }
                entry.push_str(digit);
            }
            _ => {}
        }
        self.show_tally();
    }

    /// So many in all, as typed; true when it was kept.
    pub(in crate::window) fn put_count(&mut self) -> bool {
        let Some(current) = self.office.counting.current.clone() else { return false };
        let quantity = stock::quantity(&self.office.counting.entry);
        self.add_count(&current.code, quantity, CountMode::Set)
    }

    /// Wrong: these goods from nought.
    pub(in crate::window) fn recount(&mut self) {
        if let Some(current) = self.office.counting.current.clone() {
            self.add_count(&current.code, Quantity::ZERO, CountMode::Set);
        }
    }

    pub(in crate::window) fn pick_counted(&mut self, index: i32) {
        let row = usize::try_from(index).ok().and_then(|place| self.so_far().into_iter().nth(place));
        if let Some(row) = row {
            self.take_up(if row.sku.is_empty() { &row.name } else { &row.sku });
            self.show_tally();
        }
    }

    /// Goods that fit a text, each once.
    pub(super) fn base_choices(&self, query: &str) -> Vec<Pick> {
        let mut rows = self.app.as_ref().map(|app| stock::search(app, query, FOUND, self.language)).unwrap_or_default();
        let mut seen = Vec::new();
        rows.retain(|row| {
            let sku = screen::goods::parts(&row.id).map(|(sku, _)| sku.to_owned());
            let new = !seen.contains(&sku);
            seen.push(sku);
            new
        });
        rows
    }

    pub(in crate::window) fn find_counted(&mut self) {
        let rows = self.base_choices("");
        self.choose_from(Choosing::CountGoods, self.language.pick("Barang yang dihitung", "Goods to count"), rows);
    }

    pub(super) fn counted_chosen(&mut self, id: &str) {
        let sku = screen::goods::parts(id).map_or(id, |(sku, _)| sku).to_owned();
        self.take_up(&sku);
        self.show_tally();
    }

    pub(super) fn left_choices(&self, query: &str) -> Vec<Pick> {
        let wanted = query.trim().to_lowercase();
        let left = self.not_counted().into_iter().filter(|(_, name)| name.to_lowercase().contains(&wanted));
        left.map(|(sku, name)| Pick { detail: sku.clone(), id: sku, text: name }).collect()
    }

    pub(in crate::window) fn show_left(&mut self) {
        let rows = self.left_choices("");
        self.choose_from(Choosing::CountLeft, self.language.pick("Belum dihitung", "Not counted yet"), rows);
    }

    fn count_error(&self, text: String) {
        self.ui(move |window| window.global::<StockCount>().set_error(text.into()));
    }

    pub(super) fn count_refused(&mut self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.count_error(text);
    }
}
