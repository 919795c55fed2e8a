//! Goods that move otherwise than by a sale: which kind, the goods, what it leads to. The lines wait here while
//! another page is open.

mod begun;
mod lists;
mod planned;

use app::Fault;
use app::selling::Meaning;
use app::staff::Approval;
use app::stock::{MoveOrder, MovePreview, Moved, Movement};
use domain::Quantity;
use domain::catalogue::{Product, Unit};
use domain::goods::Owner;
use screen::stock::moves::{self, Head, Kind, Line};
use screen::stock::{self, pack_words};
use screen::{capital, sentence};
use slint::ComponentHandle;
use ui::Moves;

use super::super::Desk;
use super::Deed;
use super::dialogs::{Choosing, Filling};
use crate::window::bind;
use crate::window::sound::Sound;

pub(super) use self::lists::Listed;

/// How many digits a quantity may have.
const DIGITS: usize = 7;

/// What is under work.
#[derive(Default)]
pub(super) struct Moving {
    kind: Option<Kind>,
    head: Head,
    lines: Vec<Line>,
    at: usize,
    /// The next digit begins the quantity anew.
    anew: bool,
    /// What would be done, once it is looked over.
    planned: Option<(Movement, MoveOrder)>,
    preview: Option<MovePreview>,
    /// A second person allowed to look at it, and so to do it.
    approval: Option<Approval>,
    /// What the list offers.
    listed: Vec<Listed>,
    /// The document that is to be shown when it is done.
    pub(super) done: Option<Moved>,
    /// The box that the sale page offers to open.
    pub(super) offer: Option<String>,
}

impl Moving {
    /// The goods and the reason stay; what one person may see is looked at anew for the next.
    pub(super) fn forget_person(&mut self) {
        (self.approval, self.preview) = (None, None);
    }
}

impl Desk {
    pub(super) fn show_moves(&mut self) {
        // Locked while it was looked over: whoever is here now looks for themselves.
        if self.office.moving.preview.is_none()
            && let Some((what, order)) = self.office.moving.planned.take()
        {
            self.attempt_office(Deed::PreviewMove(what, order));
        }
        match (self.office.moving.kind, self.office.moving.planned.is_some()) {
            (None, _) => self.show_move_kinds(),
            (Some(Kind::Shipments | Kind::Recall), false) => self.show_move_list(),
            (Some(_), true) => self.show_planned(),
            (Some(_), false) => self.show_move_lines(),
        }
    }

    fn show_move_kinds(&mut self) {
        let language = self.language;
        let rows: Vec<(String, String)> = Kind::TILES
            .iter()
            .map(|kind| {
                let (name, detail) = kind.words(language);
                (name.to_owned(), detail.to_owned())
            })
            .collect();
        self.ui(move |window| {
            bind::show_move_tiles(window, &rows);
            let page = window.global::<Moves>();
            page.set_error("".into());
            page.set_step(0);
        });
    }

    /// A kind was chosen. Lines that wait are of another kind only if there are none: they are never thrown away silently.
    pub(in crate::window) fn choose_move(&mut self, index: i32) {
        let Some(kind) = usize::try_from(index).ok().and_then(|place| Kind::TILES.get(place)).copied() else { return };
        let state = &mut self.office.moving;
        if state.lines.is_empty() {
            *state = Moving { kind: Some(kind), offer: state.offer.take(), ..Moving::default() };
        } else if matches!(kind, Kind::Shipments | Kind::Recall) {
            return self.finish_move_first();
        } else {
            // The same goods, meant otherwise.
            let owner = if kind == Kind::HandBack { state.head.owner.take() } else { None };
            state.head = Head { owner, ..Head::default() };
            state.kind = Some(kind);
        }
        if kind == Kind::Expired && self.office.moving.head.reason.is_empty() {
            kind.reasons(self.language)[0].clone_into(&mut self.office.moving.head.reason);
        }
        self.clear_strip();
        self.show_moves();
    }

    fn finish_move_first(&mut self) {
        let text = self.language.pick(
            "Masih ada barang di daftar. Selesaikan atau batalkan dulu.",
            "There are goods on the list. Finish them or give them up first.",
        );
        self.move_error(text.to_owned());
    }

    /// Back to the kinds; the lines stay.
    pub(in crate::window) fn leave_move(&mut self) {
        let state = &mut self.office.moving;
        state.planned = None;
        if state.lines.is_empty() {
            state.kind = None;
        }
        self.show_move_kinds();
    }

    fn show_move_lines(&mut self) {
        let (language, partners) = (self.language, self.partners());
        let state = &mut self.office.moving;
        let kind = state.kind.unwrap_or_default();
        state.at = state.at.min(state.lines.len().saturating_sub(1));
        let rows = moves::rows(&state.lines, &partners, language);
        let at = if rows.is_empty() { -1 } else { i32::try_from(state.at).unwrap_or(-1) };
        let comma = state.lines.get(state.at).is_some_and(|line| line.unit == Unit::Kilogram);
        let head = moves::head(kind, &state.head, &partners, language);
        self.ui(move |window| {
            bind::show_move_lines(window, &rows, at);
            let page = window.global::<Moves>();
            page.set_name(kind.words(language).0.into());
            page.set_head(head.into());
            page.set_heads(kind.heads());
            page.set_comma(comma);
            page.set_error("".into());
            page.set_step(1);
        });
    }

    pub(super) fn move_error(&mut self, text: String) {
        self.hear(Sound::Refused);
        self.ui(move |window| window.global::<Moves>().set_error(text.into()));
    }

    pub(super) fn move_refused(&mut self, fault: &Fault) {
        let text = capital(&sentence(fault, self.language));
        self.move_error(text);
    }

    // --- the goods

    /// A code was scanned on the page: one more of its pack.
    pub(in crate::window::desk) fn scan_move(&mut self, code: &str) {
        if self.asks() {
            return self.answer_first();
        }
        let Some(kind) = self.office.moving.kind.filter(|kind| *kind != Kind::Shipments) else {
            let text = self.language.pick("Pilih dulu jenisnya, lalu pindai barangnya.", "Choose the kind first, then scan the goods.");
            return self.move_error(text.to_owned());
        };
        let Some(app) = &self.app else { return };
        match app.find_goods(code) {
            Ok(Meaning::Goods(goods)) if kind == Kind::Recall => {
                let sku = goods.hit.product.sku.clone();
                self.ask_recall(&sku);
            }
            Ok(Meaning::Goods(goods)) => {
                let (product, pack) = (goods.hit.product.clone(), goods.hit.pack);
                self.add_move(&product, pack, goods.quantity.unwrap_or(Quantity::ONE));
            }
            Ok(Meaning::Choice { goods, .. }) => {
                let title = self.language.pick("Barang yang mana?", "Which goods?");
                let rows = self.picks_of(&goods);
                self.hear(Sound::Refused);
                self.choose_from(Choosing::Move, title, rows);
            }
            Err(fault) => self.move_refused(&fault),
        }
    }

    pub(in crate::window) fn find_move(&mut self) {
        let rows = self.goods_choices("");
        self.choose_from(Choosing::Move, self.language.pick("Barang yang mana?", "Which goods?"), rows);
    }

    pub(super) fn move_chosen(&mut self, id: &str) {
        let Some((sku, code)) = screen::goods::parts(id) else { return };
        let (sku, code) = (sku.to_owned(), code.to_owned());
        if self.office.moving.kind == Some(Kind::Recall) {
            return self.ask_recall(&sku);
        }
        match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => {
                let pack = product.packs.iter().position(|pack| pack.code == code).unwrap_or(0);
                self.add_move(&product, pack, Quantity::ONE);
            }
            Err(fault) => self.move_refused(&fault),
        }
    }

    /// One more of a pack; the line that has it, or a new one, is under work.
    fn add_move(&mut self, product: &Product, pack: usize, count: Quantity) {
        let Some(pack) = product.packs.get(pack) else { return };
        let kind = self.office.moving.kind.unwrap_or_default();
        if matches!(kind, Kind::Open | Kind::Pack) && self.office.moving.lines.iter().any(|line| line.sku != product.sku) {
            return self.move_refused(&domain::goods::MoveError::OneBox.into());
        }
        let state = &mut self.office.moving;
        // A scan while it is looked over goes back to the goods.
        state.planned = None;
        let known = state.lines.iter().position(|line| line.sku == product.sku && line.pack == pack.code);
        let place = known.unwrap_or_else(|| {
            state.lines.push(Line {
                sku: product.sku.clone(),
                name: product.name.clone(),
                pack: pack.code.clone(),
                pack_words: pack_words(product, pack),
                unit: product.unit,
                owner: state.head.owner.clone(),
                dated: product.details.tracks_expiry,
                ..Line::default()
            });
            state.lines.len() - 1
        });
        let line = &mut state.lines[place];
        line.quantity = stock::quantity(&line.quantity).plus(count).unwrap_or(count).to_string();
        (state.at, state.anew) = (place, true);
        if known.is_none() && kind == Kind::Expired {
            self.take_expired_lot(place);
        }
        self.hear(Sound::Accepted);
        self.clear_strip();
        self.show_move_lines();
    }

    /// Of goods past their date the lot is known: the earliest that is over.
    fn take_expired_lot(&mut self, place: usize) {
        let Some(app) = &self.app else { return };
        let today = app.now().date_naive();
        let lots = self.lots_of(place);
        let over = lots.into_iter().find(|lot| lot.expiry.is_some_and(|date| date < today));
        if let (Some(lot), Some(line)) = (over, self.office.moving.lines.get_mut(place)) {
            (line.expiry, line.lot) = (lot.expiry, lot.lot);
        }
    }

    /// What is left of each lot of a line's goods.
    fn lots_of(&self, place: usize) -> Vec<domain::goods::lots::Lot> {
        let (Some(app), Some(line)) = (&self.app, self.office.moving.lines.get(place)) else { return Vec::new() };
        let owner = line.owner.clone().unwrap_or_default();
        store::goods::lots::of(app.store().connection(), &line.sku, &owner.word()).map(|(lots, _)| lots).unwrap_or_default()
    }

    fn owners_of(&self, place: usize) -> Vec<Owner> {
        let (Some(app), Some(line)) = (&self.app, self.office.moving.lines.get(place)) else { return Vec::new() };
        let owners = store::goods::consign::owners(app.store().connection(), &line.sku).unwrap_or_default();
        owners.into_iter().filter(|(_, there)| there.get() > 0).map(|(owner, _)| owner).collect()
    }

    pub(in crate::window) fn select_move(&mut self, index: i32) {
        let state = &mut self.office.moving;
        if let Some(place) = usize::try_from(index).ok().filter(|place| *place < state.lines.len()) {
            (state.at, state.anew) = (place, true);
        }
        self.show_move_lines();
    }

    pub(in crate::window) fn type_move(&mut self, key: &str) {
        let state = &mut self.office.moving;
        let Some(line) = state.lines.get_mut(state.at) else { return };
        let fits = stock::typed(&mut line.quantity, key, state.anew, line.unit == Unit::Kilogram, DIGITS);
        state.anew &= !fits;
        self.hear_key(fits);
        self.show_move_lines();
    }

    pub(in crate::window) fn step_move(&mut self, by: i32) {
        let state = &mut self.office.moving;
        let Some(line) = state.lines.get_mut(state.at) else { return };
        let moved = Quantity::new(i64::from(by) * 1_000).plus(stock::quantity(&line.quantity)).unwrap_or_default();
        if moved.get() > 0 {
            line.quantity = moved.to_string();
        }
        state.anew = true;
        self.show_move_lines();
    }

    pub(in crate::window) fn drop_move(&mut self) {
        let state = &mut self.office.moving;
        if state.at < state.lines.len() {
            state.lines.remove(state.at);
        }
        state.anew = true;
        self.show_move_lines();
    }

    /// Lot and owner of a line, where there is a choice.
    pub(in crate::window) fn ask_move_line(&mut self) {
        let place = self.office.moving.at;
        let (lots, owners, partners) = (self.lots_of(place), self.owners_of(place), self.partners());
        let Some(line) = self.office.moving.lines.get(place) else { return };
        let owners = if self.office.moving.head.owner.is_some() { Vec::new() } else { owners };
        match moves::more(line, &lots, &owners, &partners, self.language) {
            Some(form) => self.fill(Filling::MoveLine(place), form),
            None => {
                let text = self
                    .language
                    .pick("Barang ini tidak punya lot, dan pemiliknya satu.", "These goods have no lots, and one owner.")
                    .to_owned();
                self.move_error(text);
            }
        }
    }

    pub(super) fn move_line_filled(&mut self, place: usize, values: &[String]) {
        let (lots, owners, partners, language) = (self.lots_of(place), self.owners_of(place), self.partners(), self.language);
        let owners = if self.office.moving.head.owner.is_some() { Vec::new() } else { owners };
        if let Some(line) = self.office.moving.lines.get_mut(place) {
            moves::chosen(line, values, &lots, &owners, &partners, language);
        }
        self.close_form();
        self.show_move_lines();
    }

    pub(in crate::window) fn ask_move_head(&mut self) {
        let state = &self.office.moving;
        let form = moves::heading(state.kind.unwrap_or_default(), &state.head, &self.partners(), self.language);
        self.fill(Filling::MoveHead { then_check: false }, form);
    }

    pub(super) fn move_head_filled(&mut self, values: &[String], then_check: bool) {
        let (partners, language) = (self.partners(), self.language);
        let state = &mut self.office.moving;
        moves::headed(state.kind.unwrap_or_default(), &mut state.head, values, &partners, language);
        self.close_form();
        self.show_move_lines();
        if then_check && self.move_lacks().is_none() {
            self.check_move();
        }
    }
}
