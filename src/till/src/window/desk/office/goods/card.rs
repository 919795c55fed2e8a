//! The card of one product, and what is done from it.

use domain::goods::PriceBatch;
use domain::staff::Right;
use screen::Language;
use screen::office::reports;
use screen::stock::{goods, product};
use slint::ComponentHandle;
use ui::Goods;

use super::super::super::Desk;
use super::super::Deed;
use super::super::dialogs::{Filling, Wrong};
use super::{GoodsDeed, GoodsForm, Step};
use crate::window::bind;

impl Desk {
    /// The card of a product.
    pub(in crate::window::desk::office) fn open_card(&mut self, sku: &str) {
        sku.clone_into(&mut self.office.goods.card);
        self.office.goods.unknown = None;
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

    /// A price from a date on is asked for.
    pub(in crate::window) fn ask_dated_price(&mut self) {
        let sku = self.office.goods.card.clone();
        let language = self.language;
        let asked = self.shop().and_then(|app| Ok((app.product(&sku)?, app.now().date_naive())));
        match asked {
            Ok((product, today)) => self.fill(Filling::Goods(GoodsForm::Price(sku)), product::price_form(&product, today, language)),
            Err(fault) => self.refuse(&fault),
        }
    }

    pub(super) fn price_filled(&mut self, sku: &str, values: &[String]) {
        let language = self.language;
        let asked = self.shop().and_then(|app| Ok((app.product(sku)?, app.now())));
        let (product, now) = match asked {
            Ok(asked) => asked,
            Err(fault) => return self.form_refused(&fault),
        };
        match product::read_price(values, &product, now, language) {
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
