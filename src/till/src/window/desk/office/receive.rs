//! Receiving: lines by scan or search, what they would lead to, and the deed. The lines wait here while
//! another page is open.

use app::selling::Meaning;
use app::stock::{Arrival, Preview};
use domain::catalogue::{Product, Unit};
use domain::goods::{Owner, Partner, PriceBatch, PriceLine, Terms};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use screen::office::{Pick, Question};
use screen::stock::receive::{self, Line};
use screen::stock::{self, pack_words};
use screen::{Language, dates, sentence};
use slint::ComponentHandle;
use ui::{Page, Receive};

use super::super::Desk;
use super::Deed;
use super::dialogs::{Asking, Choosing, Filling, Wrong, date, value};
use crate::window::bind;
use crate::window::sound::Sound;

/// So many goods are listed in a search.
const FOUND: usize = 40;

/// How many digits a number of a line may have.
const DIGITS: usize = 9;

/// The delivery under work.
#[derive(Default)]
pub(super) struct Arriving {
    head: Arrival,
    lines: Vec<Line>,
    at: usize,
    cost: bool,
    /// The next digit begins the number anew.
    anew: bool,
    /// What the preview proposes.
    prices: Vec<PriceLine>,
    reprice: bool,
}

impl Desk {
    /// For those who do not sell, the stock room is where they work.
    pub(in crate::window::desk) fn enter_stock_room(&mut self) {
        if let Some(page) = self.stock_room() {
            self.visit_office(page);
        }
    }

    pub(super) fn show_arrival(&mut self) {
        self.show_arrival_lines();
        self.ui(|window| window.global::<Receive>().set_step(0));
    }

    pub(super) fn partners(&self) -> Vec<Partner> {
        self.app.as_ref().and_then(|app| app.partners().ok()).unwrap_or_default()
    }

    /// Goods of an owner arrive: the note says so. A delivery that is under work for somebody else comes first.
    pub(super) fn begin_arrival_of(&mut self, owner: Owner) {
        let state = &mut self.office.arriving;
        let other = !state.lines.is_empty() && state.head.owner != owner;
        if !other {
            owner.partner().clone_into(&mut state.head.supplier);
            state.head.owner = owner;
        }
        self.visit_office(Page::Receive);
        if other {
            let text = self.language.pick(
                "Penerimaan lain belum selesai. Selesaikan atau batalkan dulu.",
                "Another delivery is not finished. Finish it or give it up first.",
            );
            self.hear(Sound::Refused);
            self.ui(move |window| window.global::<Receive>().set_error(text.into()));
        }
    }

    fn show_arrival_lines(&mut self) {
        let language = self.language;
        let (partners, priced) = (self.partners(), self.arrival_is_priced());
        let state = &mut self.office.arriving;
        state.at = state.at.min(state.lines.len().saturating_sub(1));
        let rows = receive::rows(&state.lines, priced, language);
        let at = if state.lines.is_empty() { -1 } else { i32::try_from(state.at).unwrap_or(i32::MAX) };
        let field = i32::from(state.cost);
        let comma = state.lines.get(state.at).is_some_and(|line| line.unit == Unit::Kilogram);
        let total = receive::total(&state.lines).to_string();
        let (head, extras) = (receive::head(&state.head, &partners, language), receive::extras(&state.head, language));
        self.ui(move |window| {
            bind::show_arrival(window, &rows, at, field);
            let page = window.global::<Receive>();
            page.set_comma(comma);
            page.set_total(total.into());
            page.set_head(head.into());
            page.set_extras(extras.into());
            page.set_error("".into());
        });
    }

    // --- lines

    /// A code was scanned on the page: one more of its pack.
    pub(in crate::window::desk) fn scan_arrival(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        let Some(app) = &self.app else { return };
        match app.find_goods(code) {
            Ok(Meaning::Goods(goods)) => {
                let (product, pack) = (goods.hit.product.clone(), goods.hit.pack);
                self.arrived(&product, pack, goods.quantity.unwrap_or(Quantity::ONE));
            }
            Ok(Meaning::Choice { goods, .. }) => {
                let title = self.language.pick("Barang yang mana?", "Which goods?");
                let rows = self.picks_of(&goods);
                self.hear(Sound::Refused);
                self.choose_from(Choosing::Arrival, title, rows);
            }
            Err(fault) if self.offer_new_goods(&fault) => {}
            Err(fault) => self.arrival_refused(&fault),
        }
    }

    /// Goods that fit a text, each pack by itself.
    pub(super) fn goods_choices(&self, query: &str) -> Vec<Pick> {
        self.app.as_ref().map(|app| stock::search(app, query, FOUND, self.language)).unwrap_or_default()
    }

    pub(in crate::window) fn find_arrival(&mut self) {
        let rows = self.goods_choices("");
        self.choose_from(Choosing::Arrival, self.language.pick("Barang yang datang", "Goods that arrived"), rows);
    }

    pub(super) fn arrival_chosen(&mut self, id: &str) {
        let Some((sku, code)) = screen::goods::parts(id) else { return };
        let (sku, code) = (sku.to_owned(), code.to_owned());
        match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => {
                let pack = product.packs.iter().position(|pack| pack.code == code).unwrap_or(0);
                self.arrived(&product, pack, Quantity::ONE);
            }
            Err(fault) => self.arrival_refused(&fault),
        }
    }

    /// One more of a pack; the line that has it, or a new one, is under work.
    pub(super) fn arrived(&mut self, product: &Product, pack: usize, count: Quantity) {
        let Some(pack) = product.packs.get(pack) else { return };
        let state = &mut self.office.arriving;
        let known = state.lines.iter().position(|line| line.sku == product.sku && line.pack == pack.code);
        let place = known.unwrap_or_else(|| {
            state.lines.push(Line {
                sku: product.sku.clone(),
                name: product.name.clone(),
                pack: pack.code.clone(),
                pack_words: pack_words(product, pack),
                unit: product.unit,
                dated: product.details.tracks_expiry,
                ..Line::default()
            });
            state.lines.len() - 1
        });
        let line = &mut state.lines[place];
        line.quantity = stock::quantity(&line.quantity).plus(count).unwrap_or(count).to_string();
        (state.at, state.cost, state.anew) = (place, false, true);
        self.hear(Sound::Accepted);
        self.clear_strip();
        self.show_arrival();
    }

    pub(in crate::window) fn select_arrival(&mut self, index: i32, field: i32) {
        let state = &mut self.office.arriving;
        if let Some(place) = usize::try_from(index).ok().filter(|place| *place < state.lines.len()) {
            (state.at, state.cost, state.anew) = (place, field == 1, true);
        }
        self.show_arrival_lines();
    }

    /// A digit of the number under work; the first one begins it anew.
    pub(in crate::window) fn type_arrival(&mut self, key: &str) {
        let state = &mut self.office.arriving;
        let Some(line) = state.lines.get_mut(state.at) else { return };
        let weighed = line.unit == Unit::Kilogram && !state.cost;
        let text = if state.cost { &mut line.cost } else { &mut line.quantity };
        let fits = stock::typed(text, key, state.anew, weighed, DIGITS);
        state.anew &= !fits;
        if state.cost && fits {
            line.cost_unknown = false;
        }
        self.hear_key(fits);
        self.show_arrival_lines();
    }

    pub(in crate::window) fn step_arrival(&mut self, by: i32) {
        let state = &mut self.office.arriving;
        let Some(line) = state.lines.get_mut(state.at) else { return };
        let moved = Quantity::new(i64::from(by) * 1_000).plus(stock::quantity(&line.quantity)).unwrap_or_default();
        if moved.get() > 0 {
            line.quantity = moved.to_string();
        }
        (state.cost, state.anew) = (false, true);
        self.show_arrival_lines();
    }

    pub(in crate::window) fn drop_arrival(&mut self) {
        let state = &mut self.office.arriving;
        if state.at < state.lines.len() {
            state.lines.remove(state.at);
        }
        (state.cost, state.anew) = (false, true);
        self.show_arrival_lines();
    }

    pub(in crate::window) fn ask_arrival_line(&mut self) {
        let place = self.office.arriving.at;
        let Some(line) = self.office.arriving.lines.get(place) else { return };
        let form = receive::more(line, self.language);
        self.fill(Filling::ArrivalLine(place), form);
    }

    pub(super) fn arrival_line_filled(&mut self, place: usize, values: &[String]) {
        let language = self.language;
        if !value(values, 0).is_empty() && date(values, 0).is_none() {
            return self.form_wrong(Wrong(0, language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.").to_owned()));
        }
        for field in [2, 3] {
            if !value(values, field).is_empty() && Quantity::parse(value(values, field)).is_err() {
                return self.form_wrong(Wrong(field, language.pick("Tulis angka.", "Write a number.").to_owned()));
            }
        }
        if let Some(line) = self.office.arriving.lines.get_mut(place) {
            line.expiry = date(values, 0);
            value(values, 1).clone_into(&mut line.lot);
            (line.damaged, line.short) = (stock::quantity(value(values, 2)), stock::quantity(value(values, 3)));
            line.discount = stock::amount(value(values, 4));
        }
        self.close_form();
        self.show_arrival_lines();
    }

    // --- the note

    pub(in crate::window) fn ask_arrival_head(&mut self) {
        let form = receive::heading(&self.office.arriving.head, &self.partners(), self.language);
        self.fill(Filling::ArrivalHead, form);
    }

    pub(super) fn arrival_head_filled(&mut self, values: &[String]) {
        let partners = self.partners();
        receive::headed(&mut self.office.arriving.head, values, &partners, self.language);
        self.close_form();
        self.show_arrival_lines();
    }

    // --- looked over and taken in

    /// A cost has to be said: of the koperasi's own goods, and of goods of others that have a fixed price.
    fn arrival_is_priced(&self) -> bool {
        let owner = &self.office.arriving.head.owner;
        let partner = self.partners().into_iter().find(|partner| partner.code == owner.partner());
        owner.is_own() || partner.is_some_and(|partner| partner.terms == Terms::Fixed)
    }

    fn arrival(&self) -> Arrival {
        let state = &self.office.arriving;
        Arrival { lines: state.lines.iter().map(Line::arrival).collect(), ..state.head.clone() }
    }

    /// What it would lead to. Lines without a cost are asked about first.
    pub(in crate::window) fn check_arrival(&mut self) {
        let own = self.arrival_is_priced();
        let free: Vec<String> = self
            .office
            .arriving
            .lines
            .iter()
            .filter(|line| own && stock::amount(&line.cost).is_zero() && !line.cost_unknown)
            .map(|line| format!("{} {}", line.name, line.pack_words))
            .collect();
        if !free.is_empty() {
            let language = self.language;
            let text = language.pick(
                "Harga barang ini nol. Isi harganya, atau nyatakan bahwa memang belum diketahui; barangnya lalu ditandai.",
                "The cost of these goods is zero. Fill it in, or say that it is not known yet; the goods are then marked.",
            );
            let question = Question {
                title: language.pick("Harga beli nol", "A cost of zero").to_owned(),
                text: text.to_owned(),
                points: free,
                action: language.pick("Belum diketahui", "Not known yet").to_owned(),
                ..Question::default()
            };
            return self.ask_first(Asking::CostUnknown, question);
        }
        let preview = match self.app.as_ref().map(|app| app.preview_arrival(&self.arrival(), None)) {
            Some(Ok(preview)) => preview,
            Some(Err(fault)) => return self.arrival_refused(&fault),
            None => return,
        };
        self.show_preview(&preview);
    }

    fn show_preview(&mut self, preview: &Preview) {
        let language = self.language;
        let costs = self.may(Right::SeeCost);
        let rows = receive::preview(preview, costs, self.office.arriving.head.owner.is_own(), language);
        let proposed = |line: &app::stock::PreviewLine| {
            let sku = line.line.sku.clone();
            let changed = line.prices.iter().filter(|(_, price, proposed)| price != proposed && proposed.get() > 0);
            let prices = changed.map(|(pack, _, proposed)| (sku.clone(), pack.clone(), *proposed));
            prices.collect::<Vec<(String, String, Rupiah)>>()
        };
        let changes: Vec<(String, String, Rupiah)> = preview.lines.iter().flat_map(proposed).collect();
        self.office.arriving.prices = self.price_lines(&changes);
        let reprices = costs && !self.office.arriving.prices.is_empty();
        let known = preview.known.as_ref().map(|known| {
            let date = dates::short(known.date);
            match language {
                Language::Indonesian => {
                    format!("Surat jalan {} dari {} sudah diterima {date}. Tidak diterima lagi.", known.note, known.supplier)
                }
                Language::English => {
                    format!("Delivery note {} of {} was received on {date}. It is not taken again.", known.note, known.supplier)
                }
            }
        });
        let value = preview.value.to_string();
        self.ui(move |window| {
            bind::show_arrival_preview(window, &rows);
            let page = window.global::<Receive>();
            page.set_value(value.into());
            page.set_known(known.unwrap_or_default().into());
            page.set_reprices(reprices);
            page.set_reprice(false);
            page.set_error("".into());
            page.set_step(1);
        });
    }

    /// The proposed prices with the other tiers as they are.
    fn price_lines(&self, changes: &[(String, String, Rupiah)]) -> Vec<PriceLine> {
        let Some(app) = &self.app else { return Vec::new() };
        let line = |(sku, code, price): &(String, String, Rupiah)| {
            let product = app.product(sku).ok()?;
            let pack = product.pack(code)?;
            let (member_price, wholesale_price) = (pack.member_price, pack.wholesale_price);
            Some(PriceLine { sku: sku.clone(), pack: pack.code.clone(), price: *price, member_price, wholesale_price })
        };
        changes.iter().filter_map(line).collect()
    }

    /// They are not known, somebody says.
    pub(super) fn costs_are_unknown(&mut self) {
        for line in self.office.arriving.lines.iter_mut().filter(|line| stock::amount(&line.cost).is_zero()) {
            line.cost_unknown = true;
        }
        self.show_arrival_lines();
        self.check_arrival();
    }

    pub(in crate::window) fn accept_arrival(&mut self, reprice: bool) {
        self.office.arriving.reprice = reprice;
        let arrival = self.arrival();
        self.attempt_office(Deed::Receive(arrival));
    }

    pub(super) fn arrival_refused(&mut self, fault: &app::Fault) {
        let text = sentence(fault, self.language);
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Receive>().set_error(text.into()));
    }

    /// The goods are in.
    pub(super) fn arrival_taken(&mut self) {
        let done = std::mem::take(&mut self.office.arriving);
        self.hear(Sound::Accepted);
        let lines = done.lines.len();
        let text = match (self.language, done.head.owner.is_own()) {
            (Language::Indonesian, true) => format!("{lines} baris diterima. Stok dan harga pokok sudah dibukukan."),
            (Language::English, true) => format!("{lines} lines were taken in. Stock and cost are in the books."),
            (Language::Indonesian, false) => format!("{lines} baris titipan diterima. Dibayar setelah laku."),
            (Language::English, false) => format!("{lines} lines of others were taken in. They are paid once they are sold."),
        };
        self.say(&text);
        self.show_arrival();
        if done.reprice && !done.prices.is_empty() {
            let name = format!("{} {} {}", self.language.pick("Terima", "Received"), done.head.supplier, done.head.note);
            let Some(app) = &self.app else { return };
            let batch = PriceBatch { id: String::new(), name, from: app.now(), lines: done.prices, by: String::new() };
            self.attempt_office(Deed::Prices(batch));
        }
    }

    pub(super) fn prices_taken(&mut self) {
        let text = self.language.pick(
            "Barang diterima, harga jual baru berlaku, labelnya menunggu dicetak.",
            "The goods were taken in, the new prices hold, their labels wait to be printed.",
        );
        self.say(text);
    }

    pub(in crate::window) fn ask_to_give_up_arrival(&mut self) {
        let language = self.language;
        let question = Question {
            title: language.pick("Batalkan penerimaan ini?", "Give this delivery up?").to_owned(),
            text: language
                .pick("Semua baris yang sudah dipindai hilang. Stok tidak berubah.", "All lines are lost. The stock stays as it is.")
                .to_owned(),
            action: language.pick("Batalkan semua", "Give it up").to_owned(),
            stop: true,
            ..Question::default()
        };
        self.ask_first(Asking::GiveUpArrival, question);
    }

    pub(super) fn give_up_arrival(&mut self) {
        self.office.arriving = Arriving::default();
        self.show_arrival();
    }
}
