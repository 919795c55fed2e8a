//! The card of one product, and what is done from it.

use app::stock::ComingPrice;
use domain::catalogue::Pack;
use domain::goods::PriceBatch;
use domain::staff::Right;
use screen::Language;
use screen::office::{Pick, Question, reports};
use screen::stock::{goods, pack_words, product};
use slint::ComponentHandle;
use ui::{Goods, Page};

use super::super::super::Desk;
use super::super::Deed;
use super::super::dialogs::{Asking, Choosing, Filling, Wrong};
use super::{GoodsDeed, GoodsForm, GoodsList, GoodsQuestion, Step};
use crate::window::bind;

/// How the id of a pack begins in the list of prices; a batch has its own.
const PACK: &str = "pack ";

impl Desk {
    /// The card of a product.
    pub(in crate::window::desk::office) fn open_card(&mut self, sku: &str) {
        sku.clone_into(&mut self.office.goods.card);
        (self.office.goods.unknown, self.office.goods.back) = (None, None);
        self.clear_strip();
        self.ui(|window| {
            let page = window.global::<Goods>();
            page.set_part(0);
            page.set_record_shown(false);
        });
        self.show_card();
    }

    pub(super) fn show_card(&mut self) {
        let language = self.language;
        let (costs, opens) = (self.may(Right::SeeCost), self.may(Right::Reports));
        let sku = self.office.goods.card.clone();
        let Some(app) = &self.app else { return };
        let card = match app.product_card(&sku, goods::MOVES) {
            Ok(card) => card,
            Err(fault) => {
                self.show_goods_list();
                return self.goods_refused(&fault);
            }
        };
        let (now, partners) = (app.now(), app.partners().unwrap_or_default());
        let zone = *now.offset();
        let changes = app.product_history(&sku).unwrap_or_default();
        let view = bind::goods::CardView {
            title: card.product.name.clone(),
            subtitle: goods::subtitle(&card.product, language),
            warning: card.blocked.as_ref().map(|why| recalled(why, language)).unwrap_or_default(),
            archived: card.product.details.archived,
            sku,
            pictures: self.pictures(),
            facts: goods::facts(&card, &partners, costs, zone, language),
            moves: goods::moves(&card, costs, opens, zone, language),
            weeks: goods::weeks(&card, now.date_naive()),
            balance: goods::balance(&card, zone),
            history: goods::history(&changes, |id| self.person(id), zone, language),
        };
        self.office.goods.moves = card.movements.iter().map(|moved| moved.pos).collect();
        self.goods_step(Step::Card);
        self.ui(move |window| bind::goods::show_card(window, &view));
    }

    pub(in crate::window) fn leave_card(&mut self) {
        self.clear_strip();
        self.show_goods_list();
        if let Some(page) = self.office.goods.back.take() {
            self.visit_office(page);
        }
    }

    /// The card, from another page that one comes back to.
    pub(in crate::window::desk::office) fn visit_card(&mut self, sku: &str, from: Page) {
        self.open_card(sku);
        self.office.goods.back = Some(from);
        self.go(Page::Goods);
    }

    /// The record behind a movement.
    pub(in crate::window) fn open_movement(&mut self, index: i32) {
        let pos = usize::try_from(index).ok().and_then(|place| self.office.goods.moves.get(place)).copied();
        let (Some(app), Some(pos)) = (&self.app, pos) else { return };
        let zone = *app.now().offset();
        match app.journal_at(pos) {
            Ok(Some(drill)) => {
                let (title, rows) = reports::drill(&drill, zone, self.language);
                self.ui(move |window| bind::goods::show_record(window, &title, &rows));
            }
            Ok(None) => {
                let text = self.language.pick("Mutasi ini tidak dibukukan sebagai uang.", "This movement posted no money.");
                self.strip(ui::Tone::Quiet, text, super::super::StripAction::None);
            }
            Err(fault) => self.refuse(&fault),
        }
    }

    /// Archived, or offered again.
    pub(in crate::window) fn archive_goods(&mut self) {
        let sku = self.office.goods.card.clone();
        let archived = match self.shop().and_then(|app| app.product(&sku)) {
            Ok(product) => product.details.archived,
            Err(fault) => return self.refuse(&fault),
        };
        self.attempt_office(Deed::Goods(GoodsDeed::Archive(sku, !archived)));
    }

    pub(in crate::window) fn label_goods(&mut self) {
        let sku = self.office.goods.card.clone();
        self.attempt_office(Deed::Goods(GoodsDeed::Label(sku)));
    }

    /// A price from a date on is asked for; with several packs, or prices to come, first which.
    pub(in crate::window) fn ask_dated_price(&mut self) {
        let rows = self.price_choices();
        match rows.as_slice() {
            [only] => self.price_chosen(&only.id.clone()),
            _ => self.choose_from(
                Choosing::Goods(GoodsList::Price),
                self.language.pick("Harga bertanggal: kemasan yang mana?", "Dated price: which pack?"),
                rows,
            ),
        }
    }

    /// The packs, and the prices to come, which can be taken back.
    pub(super) fn price_choices(&self) -> Vec<Pick> {
        let language = self.language;
        let sku = &self.office.goods.card;
        let Some(Ok(card)) = self.app.as_ref().map(|app| app.product_card(sku, 0)) else { return Vec::new() };
        let pack = |pack: &Pack| Pick {
            id: format!("{PACK}{}", pack.code),
            text: pack_words(&card.product, pack),
            detail: format!("Rp {}", product::price_words(pack, language)),
        };
        let coming = |coming: &ComingPrice| {
            let at = chrono::DateTime::from_timestamp_millis(coming.from_at).unwrap_or_default();
            let at =
                self.app.as_ref().map_or_else(String::new, |app| at.with_timezone(app.now().offset()).format("%d/%m/%Y %H:%M").to_string());
            Pick {
                id: coming.batch.clone(),
                text: format!("{} {} Rp {}", language.pick("Batalkan", "Take back"), coming.pack, coming.price),
                detail: format!("{at} · {}", coming.name),
            }
        };
        card.product.packs.iter().map(pack).chain(card.coming.iter().map(coming)).collect()
    }

    pub(super) fn price_chosen(&mut self, id: &str) {
        let language = self.language;
        let sku = self.office.goods.card.clone();
        let Some(code) = id.strip_prefix(PACK) else {
            let batches = self.app.as_ref().and_then(|app| app.price_batches().ok()).unwrap_or_default();
            let Some(batch) = batches.into_iter().find(|batch| batch.id == id) else { return };
            let question = Question {
                title: language.pick("Batalkan harga ini?", "Take this price back?").to_owned(),
                text: batch.name.clone(),
                points: vec![match language {
                    Language::Indonesian => format!("{} harga di daftar ini batal", batch.lines),
                    Language::English => format!("{} prices of this batch are taken back", batch.lines),
                }],
                action: language.pick("Batalkan harga", "Take it back").to_owned(),
                ..Question::default()
            };
            return self.ask_first(Asking::Goods(GoodsQuestion::CancelPrice(batch.id, batch.name)), question);
        };
        let asked = self.shop().and_then(|app| Ok((app.product(&sku)?, app.now().date_naive())));
        match asked {
            Ok((product, today)) => {
                let Some(pack) = product.pack(code) else { return };
                let form = product::price_form(&product, pack, today, language);
                self.fill(Filling::Goods(GoodsForm::Price(sku, pack.code.clone())), form);
            }
            Err(fault) => self.refuse(&fault),
        }
    }

    pub(super) fn cancel_price(&mut self, id: String, name: String) {
        let Some(app) = &self.app else { return };
        let batch = PriceBatch { id, name, from: app.now(), lines: Vec::new(), by: String::new() };
        self.attempt_office(Deed::Goods(GoodsDeed::Price(batch)));
    }

    pub(super) fn price_filled(&mut self, sku: &str, pack: &str, values: &[String]) {
        let language = self.language;
        let asked = self.shop().and_then(|app| Ok((app.product(sku)?, app.now())));
        let (product, now) = match asked {
            Ok(asked) => asked,
            Err(fault) => return self.form_refused(&fault),
        };
        match product::read_price(values, (sku, pack), now, language) {
            Ok((line, from)) => {
                let name = format!("{} {}", product.name, line.pack);
                let batch = PriceBatch { id: String::new(), name, from, lines: vec![line], by: String::new() };
                self.attempt_office(Deed::Goods(GoodsDeed::Price(batch)));
            }
            Err((place, text)) => self.form_wrong(Wrong(place, text)),
        }
    }
}

fn recalled(why: &str, language: Language) -> String {
    match language {
        Language::Indonesian => format!("Sedang ditarik: {why}. Jangan dijual, pisahkan."),
        Language::English => format!("It is being recalled: {why}. Do not sell it, set it aside."),
    }
}
