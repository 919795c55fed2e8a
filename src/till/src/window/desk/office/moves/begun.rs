//! Moves that are begun elsewhere: unsold goods of a consignor, a box that the sale page offers to open.

use domain::Quantity;
use domain::goods::Owner;
use screen::office::Question;
use screen::stock::moves::{Head, Kind, Line};
use screen::stock::pack_words;
use ui::{Page, Tone};

use super::super::super::{Desk, StripAction};
use super::super::Deed;
use super::super::dialogs::Asking;
use super::{Movement, Moving};

impl Desk {
    /// All that is left of an owner's goods, ready to be given back; what stays is taken out of the list.
    pub(in crate::window::desk::office) fn begin_hand_back(&mut self, owner: &Owner) {
        if !self.office.moving.lines.is_empty() {
            self.visit_office(Page::Moves);
            return self.finish_move_first();
        }
        let Some(app) = &self.app else { return };
        let held = store::goods::views::held_by(app.store().connection(), &owner.word()).unwrap_or_default();
        let mut lines = Vec::new();
        for row in held.iter().filter(|row| row.quantity.get() > 0 && row.place == domain::goods::Place::Shop.word()) {
            let Ok(product) = app.product(&row.sku) else { continue };
            let Some(pack) = product.packs.iter().find(|pack| pack.factor == 1) else { continue };
            lines.push(Line {
                sku: product.sku.clone(),
                name: product.name.clone(),
                pack: pack.code.clone(),
                pack_words: pack_words(&product, pack),
                unit: product.unit,
                quantity: row.quantity.to_string(),
                owner: Some(owner.clone()),
                ..Line::default()
            });
        }
        let head = Head { owner: Some(owner.clone()), ..Head::default() };
        self.office.moving =
            Moving { kind: Some(Kind::HandBack), head, lines, anew: true, offer: self.office.moving.offer.take(), ..Moving::default() };
        self.visit_office(Page::Moves);
    }

    /// Pieces in the cart that are no longer on the shelf by the books, and a box of them is there: said with the
    /// button that opens it.
    pub(in crate::window::desk) fn offer_box(&mut self, line: i64) {
        let Some(app) = &self.app else { return };
        let cart = &app.cart().cart;
        let Some(found) = cart.lines.iter().find(|found| found.id == line) else { return };
        let sku = found.product.sku.clone();
        let factor = |line: &domain::cart::CartLine| line.product.packs.get(line.pack).map_or(1, |pack| pack.factor);
        let wanted: i64 =
            cart.lines.iter().filter(|line| line.product.sku == sku).map(|line| line.quantity.get().saturating_mul(factor(line))).sum();
        let name = found.product.name.clone();
        let Ok(Some(offer)) = app.box_for(&sku, Quantity::new(wanted)) else { return };
        let text = match self.language {
            screen::Language::Indonesian => {
                format!("{name} habis menurut catatan. Ada {} {}, isi {}.", offer.there, offer.name, offer.inside)
            }
            screen::Language::English => {
                format!("By the books {name} has run out. There are {} {}, {} in each.", offer.there, offer.name, offer.inside)
            }
        };
        self.office.moving.offer = Some(offer.sku);
        self.strip(Tone::Look, &text, StripAction::OpenBox);
    }

    /// The strip's button: one box is opened at once.
    pub(in crate::window::desk) fn open_offered_box(&mut self) {
        if let Some(sku) = self.office.moving.offer.take() {
            self.attempt_office(Deed::OpenBox(sku));
        }
    }

    /// The box is open.
    pub(in crate::window::desk::office) fn box_opened(&mut self, sku: &str) {
        let product = self.app.as_ref().and_then(|app| app.product(sku).ok());
        let Some(product) = product else { return };
        let inside = product.details.contents.as_ref().map_or(Quantity::ZERO, |contents| contents.quantity);
        let text = match self.language {
            screen::Language::Indonesian => format!("1 {} dibuka, {inside} eceran masuk stok.", product.name),
            screen::Language::English => format!("1 {} was opened, {inside} pieces are in stock.", product.name),
        };
        self.say(&text);
    }

    pub(in crate::window) fn ask_to_give_up_move(&mut self) {
        let language = self.language;
        let question = Question {
            title: language.pick("Batalkan daftar ini?", "Give this list up?").to_owned(),
            text: language
                .pick("Semua barang di daftar hilang. Stok tidak berubah.", "All goods leave the list. The stock stays as it is.")
                .to_owned(),
            action: language.pick("Batalkan semua", "Give it up").to_owned(),
            stop: true,
            ..Question::default()
        };
        self.ask_first(Asking::GiveUpMove, question);
    }

    pub(in crate::window::desk::office) fn give_up_move(&mut self) {
        self.office.moving = Moving::default();
        self.show_moves();
    }

    /// A box is opened from the strip: the same deed as on the page.
    pub(in crate::window::desk::office) fn open_one(
        &mut self,
        sku: &str,
        approval: Option<&app::staff::Approval>,
    ) -> Result<(), app::Fault> {
        let item = app::stock::MoveItem { code: sku.to_owned(), quantity: Quantity::ONE, ..app::stock::MoveItem::default() };
        let order = app::stock::MoveOrder { items: vec![item], ..app::stock::MoveOrder::default() };
        self.shop()?.move_by(&Movement::Open, &order, approval).map(drop)
    }
}
