//! Goods on the page of returns: which lines come back and how many, and new goods by scan or search.

use app::selling::{Goods, Meaning, Order};
use domain::Quantity;
use domain::catalogue::Unit;
use screen::goods::{Tile, parts, tile};
use screen::returns::{self, Chosen, New};
use screen::sentence;
use slint::ComponentHandle;
use ui::{ReturnStep, Returns, Tone};

use super::returns::{Fresh, Loose};
use super::{Desk, StripAction};
use crate::window::bind;
use crate::window::sound::Sound;

/// How many tiles are shown.
const TILES: usize = 60;

/// Goods whose weight is asked.
pub(super) struct Wish {
    goods: Goods,
    code: String,
}

impl Desk {
    /// The arrows moved, or a line was tapped.
    pub(in crate::window) fn mark_return(&mut self, row: i32) {
        self.returning.marked = usize::try_from(row).unwrap_or(0);
        self.show_return();
    }

    fn chosen_line(&mut self, line: i32) -> Option<&mut Chosen> {
        let line = i64::from(line);
        let state = &mut self.returning;
        let bare = state.loose.iter_mut().map(|loose| &mut loose.chosen);
        state.wanted.iter_mut().chain(bare).find(|chosen| chosen.line == line)
    }

    /// Packs of a line that are left; none without a receipt.
    fn left(&self, line: i32) -> Option<Quantity> {
        let found = self.returning.sale.as_ref()?;
        found.lines.iter().find(|(no, _, _)| *no == i64::from(line)).map(|(_, _, left)| *left)
    }

    /// One more or one less of a line comes back.
    pub(in crate::window) fn step_return(&mut self, line: i32, by: i32) {
        let left = self.left(line);
        let Some(chosen) = self.chosen_line(line) else { return };
        let now = Quantity::parse(&chosen.typed).unwrap_or_default();
        let next = now.plus(Quantity::new(i64::from(by) * 1_000)).unwrap_or(now).max(Quantity::ZERO);
        let next = left.map_or(next, |left| next.min(left));
        chosen.typed = if next == Quantity::ZERO { String::new() } else { next.to_string() };
        self.drop_empty();
        self.changed_return();
    }

    /// How much of a line comes back was typed: a number, nothing, or `all`.
    pub(in crate::window) fn set_return(&mut self, line: i32, text: &str) {
        let left = self.left(line);
        let Some(chosen) = self.chosen_line(line) else { return };
        chosen.typed = match (text, left) {
            ("all", Some(left)) if left > Quantity::ZERO => left.to_string(),
            ("all", _) => String::new(),
            (text, _) => text.to_owned(),
        };
        self.changed_return();
        if text.is_empty() {
            self.drop_empty();
            self.show_return();
        }
    }

    /// Without a receipt a line of nothing goes away.
    fn drop_empty(&mut self) {
        self.returning.loose.retain(|loose| !loose.chosen.typed.is_empty());
    }

    /// Where the goods of a line go.
    pub(in crate::window) fn send_return(&mut self, line: i32, whither: i32) {
        if let Some(chosen) = self.chosen_line(line) {
            chosen.to = returns::destination(whither);
            self.returning.placed = true;
            self.changed_return();
        }
    }

    /// A ready reason was taken. Broken goods and goods past their date do not go back to the shelf, unless
    /// somebody said where they go.
    pub(in crate::window) fn return_reasoned(&mut self, place: i32) {
        if self.returning.placed {
            return;
        }
        let to = returns::destination_for(place);
        let chosen = self.returning.wanted.iter_mut().chain(self.returning.loose.iter_mut().map(|loose| &mut loose.chosen));
        for chosen in chosen {
            chosen.to = to;
        }
        self.show_return();
    }

    /// Everything that is left comes back.
    pub(in crate::window) fn return_all(&mut self) {
        let Some(found) = &self.returning.sale else { return };
        for (chosen, (_, _, left)) in self.returning.wanted.iter_mut().zip(&found.lines) {
            chosen.typed = if *left > Quantity::ZERO { left.to_string() } else { String::new() };
        }
        self.changed_return();
    }

    fn changed_return(&mut self) {
        self.quote();
        self.show_return();
    }

    /// What a scan means was switched.
    pub(in crate::window) fn turn_scans(&mut self) {
        self.returning.scans_back = !self.returning.scans_back;
        self.show_return();
    }

    /// New goods are taken off the ticket.
    pub(in crate::window) fn drop_exchange(&mut self, line: i32) {
        if let Some(place) = usize::try_from(line).ok().filter(|place| *place < self.returning.fresh.len()) {
            self.returning.fresh.remove(place);
            self.changed_return();
        }
    }

    /// New goods while nothing has a price yet, because nothing comes back.
    pub(super) fn unpriced(&self) -> Vec<New> {
        let name = |code: &str| match self.app.as_ref().and_then(|app| app.find_goods(code).ok()) {
            Some(Meaning::Goods(goods)) => (goods.hit.product.name.clone(), goods.hit.product.packs[goods.hit.pack].price.to_string()),
            _ => (code.to_owned(), String::new()),
        };
        let row = |(line, fresh): (i64, &Fresh)| {
            let (name, price) = name(&fresh.order.code);
            New { line, quantity: fresh.order.quantity.unwrap_or(Quantity::ONE).to_string(), name, price, amount: String::new() }
        };
        (0..).zip(&self.returning.fresh).map(row).collect()
    }

    /// A code was scanned on the page of returns.
    pub(super) fn scan_on_returns(&mut self, code: &str) {
        if super::scanning::is_receipt(code) || self.app.as_ref().is_some_and(|app| app.returnable(code).is_ok()) {
            if self.return_step() != ReturnStep::Done && self.open_return_of(code) {
                self.hear(Sound::Accepted);
            }
            return;
        }
        match self.return_step() {
            ReturnStep::Find => self.search_sales(code),
            ReturnStep::Lines => self.add_to_return(code),
            ReturnStep::Settle => {
                let text = self
                    .language
                    .pick("Esc dulu untuk kembali ke barang, lalu pindai lagi.", "Esc first to go back to the goods, then scan again.");
                self.strip(Tone::Look, text, StripAction::None);
                self.hear(Sound::Refused);
            }
            ReturnStep::Done => {
                // As after a payment: the scan begins the next customer.
                self.finish_return();
                self.scan(code);
            }
        }
    }

    fn add_to_return(&mut self, code: &str) {
        match self.shop().and_then(|app| app.find_goods(code)) {
            Ok(Meaning::Goods(goods)) => self.take_goods_for_return(goods, code),
            Ok(Meaning::Choice { goods, .. }) => {
                let language = self.language;
                let tiles: Vec<Tile> =
                    goods.iter().map(|goods| tile(&goods.hit.product, &goods.hit.product.packs[goods.hit.pack], None, language)).collect();
                self.hear(Sound::Refused);
                self.show_return_tiles(tiles, code.to_owned(), true);
            }
            Err(fault) => self.return_refused(&fault),
        }
    }

    /// Goods were scanned or chosen: they come back, or are new.
    fn take_goods_for_return(&mut self, goods: Goods, code: &str) {
        let product = &goods.hit.product;
        let counts = goods.quantity.is_none() && product.unit == Unit::Piece;
        if goods.quantity.is_none() && product.unit == Unit::Kilogram && !(self.returning.scans_back && self.returning.sale.is_some()) {
            return self.ask_return_weight(goods, code);
        }
        let quantity = goods.quantity.unwrap_or(Quantity::ONE);
        let taken = match (self.returning.scans_back, self.returning.sale.is_some()) {
            (true, true) => self.mark_scanned_line(&goods, quantity),
            (true, false) => {
                self.add_loose(&goods, code, quantity);
                true
            }
            (false, _) => {
                self.add_fresh(code, quantity, counts);
                true
            }
        };
        if taken {
            self.hear(Sound::Accepted);
            self.clear_strip();
        }
        self.changed_return();
    }

    /// A line of the sale that has these goods and something left: one more of it comes back.
    fn mark_scanned_line(&mut self, goods: &Goods, quantity: Quantity) -> bool {
        let (sku, pack) = (&goods.hit.product.sku, &goods.hit.product.packs[goods.hit.pack].code);
        let state = &mut self.returning;
        let Some(found) = &state.sale else { return false };
        let fits = |place: &usize| {
            let (_, line, left) = &found.lines[*place];
            let now = Quantity::parse(&state.wanted[*place].typed).unwrap_or_default();
            line.sku == *sku && line.pack == *pack && now < *left
        };
        let Some(place) = (0..found.lines.len()).find(fits) else {
            let text = match self.language {
                screen::Language::Indonesian => format!("{} tidak ada lagi di struk ini.", goods.hit.product.name),
                screen::Language::English => format!("Nothing of {} is left on this receipt.", goods.hit.product.name),
            };
            self.strip(Tone::Stop, &text, StripAction::None);
            self.hear(Sound::Refused);
            return false;
        };
        let (_, line, left) = &found.lines[place];
        let now = Quantity::parse(&state.wanted[place].typed).unwrap_or_default();
        let next = if line.unit == Unit::Kilogram { *left } else { now.plus(quantity).unwrap_or(*left).min(*left) };
        state.wanted[place].typed = next.to_string();
        state.marked = place;
        true
    }

    fn add_loose(&mut self, goods: &Goods, code: &str, quantity: Quantity) {
        let state = &mut self.returning;
        let known = state.loose.iter_mut().position(|loose| loose.code == code && loose.unit == Unit::Piece);
        if let Some(place) = known {
            let chosen = &mut state.loose[place].chosen;
            let now = Quantity::parse(&chosen.typed).unwrap_or_default();
            chosen.typed = now.plus(quantity).unwrap_or(now).to_string();
            state.marked = place;
            return;
        }
        let line = state.loose.iter().map(|loose| loose.chosen.line).max().unwrap_or(0) + 1;
        let chosen = Chosen { line, typed: quantity.to_string(), ..Chosen::default() };
        let product = &goods.hit.product;
        state.loose.push(Loose { chosen, code: code.to_owned(), name: product.name.clone(), unit: product.unit });
        state.marked = state.loose.len() - 1;
    }

    fn add_fresh(&mut self, code: &str, quantity: Quantity, counts: bool) {
        let state = &mut self.returning;
        if let Some(known) = state.fresh.iter_mut().find(|fresh| counts && fresh.counts && fresh.order.code == code) {
            let now = known.order.quantity.unwrap_or(Quantity::ONE);
            known.order.quantity = Some(now.plus(quantity).unwrap_or(now));
            return;
        }
        state.fresh.push(Fresh { order: Order { code: code.to_owned(), quantity: Some(quantity), price: None }, counts });
    }

    fn ask_return_weight(&mut self, goods: Goods, code: &str) {
        let title = format!("{} {}", self.language.pick("Berat", "Weight of"), goods.hit.product.name);
        self.returning.asked = Some(Wish { goods, code: code.to_owned() });
        self.ui(move |window| {
            let page = window.global::<Returns>();
            page.set_ask_text("".into());
            page.set_ask_error("".into());
            page.set_ask_title(title.into());
        });
    }

    /// The weight was typed; nothing: given up.
    pub(in crate::window) fn answer_return(&mut self, text: &str) {
        let Some(wish) = self.returning.asked.take() else { return };
        if text.is_empty() {
            self.ui(|window| window.global::<Returns>().set_ask_title("".into()));
            return;
        }
        match Quantity::parse(text).and_then(Quantity::sellable) {
            Ok(weight) => {
                self.ui(|window| window.global::<Returns>().set_ask_title("".into()));
                self.take_goods_for_return(Goods { quantity: Some(weight), ..wish.goods }, &wish.code);
            }
            Err(error) => {
                let text = sentence(&domain::cart::CartError::from(error).into(), self.language);
                self.returning.asked = Some(wish);
                self.hear(Sound::Refused);
                self.ui(move |window| {
                    let page = window.global::<Returns>();
                    page.set_ask_text("".into());
                    page.set_ask_error(text.into());
                });
            }
        }
    }

    /// Something is typed in the search for goods.
    pub(in crate::window) fn search_return_goods(&mut self, text: &str) {
        let Some(app) = &self.app else { return };
        let text = text.trim();
        let found = if text.is_empty() { app.tiles(None, TILES) } else { app.search_goods(text, TILES) }.unwrap_or_default();
        let language = self.language;
        let tiles: Vec<Tile> = found
            .iter()
            .flat_map(|found| found.product.packs.iter().map(move |pack| tile(&found.product, pack, Some(found.on_hand), language)))
            .take(TILES)
            .collect();
        self.show_return_tiles(tiles, text.to_owned(), false);
    }

    /// Tiles to choose from; `open` shows them at once, for a code that several goods claim.
    fn show_return_tiles(&self, tiles: Vec<Tile>, text: String, open: bool) {
        let empty = match self.language {
            screen::Language::Indonesian => format!("Tidak ada barang dengan nama «{text}»."),
            screen::Language::English => format!("No goods are called “{text}”."),
        };
        let pictures = self.pictures();
        self.ui(move |window| {
            bind::show_return_goods(window, &tiles, &pictures);
            let page = window.global::<Returns>();
            page.set_goods_empty(empty.into());
            if open {
                page.set_goods_text(text.into());
                page.set_goods_shown(true);
            }
        });
    }

    /// Goods were chosen from the tiles.
    pub(in crate::window) fn pick_return_goods(&mut self, id: &str) {
        self.ui(|window| window.global::<Returns>().set_goods_shown(false));
        let Some((sku, pack)) = parts(id) else { return };
        let goods = match self.shop().and_then(|app| app.goods_of(sku, pack)) {
            Ok(goods) => goods,
            Err(fault) => return self.return_refused(&fault),
        };
        // A deed knows goods by a code: the product's key stands for its first pack only.
        let code = match goods.hit.pack {
            0 => Some(goods.hit.product.sku.clone()),
            place => goods.hit.product.packs[place].barcodes.first().cloned(),
        };
        match code {
            Some(code) => self.take_goods_for_return(goods, &code),
            None => {
                let text = self.language.pick(
                    "Kemasan ini tidak punya barcode; kembalikan per satuan.",
                    "This pack has no barcode; take it back by the piece.",
                );
                self.strip(Tone::Look, text, StripAction::None);
                self.hear(Sound::Refused);
            }
        }
    }
}
