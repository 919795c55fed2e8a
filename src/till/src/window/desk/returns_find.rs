//! Which sale goods come back from: by search, from the receipts, by a scan, or none.

use domain::Quantity;
use domain::sale::SaleLine;
use screen::returns::{self, Chosen};
use slint::ComponentHandle;
use ui::{Page, ReturnStep, Returns};

use super::Desk;
use super::returns::Returning;
use crate::window::bind;

/// How many sales are listed.
const LISTED: usize = 40;

/// How many goods of a sale are named in the list.
const NAMED: usize = 4;

impl Desk {
    /// The newest sales that fit a text.
    pub(in crate::window) fn search_sales(&mut self, text: &str) {
        let Some(app) = &self.app else { return };
        let zone = *app.now().offset();
        let mut sales = Vec::new();
        for row in app.find_sales(text.trim(), LISTED).unwrap_or_default() {
            let sale = store::sale::at(app.store().connection(), row.pos).ok().flatten().map(|(sale, _)| sale);
            let goods: Vec<String> = sale.into_iter().flat_map(|sale| sale.lines).map(|line| line.name).collect();
            let goods = first_names(goods);
            // A ticket on which goods only came back has nothing that could come back.
            if !goods.is_empty() {
                sales.push((row, goods));
            }
        }
        let rows = returns::found(&sales, zone, self.language);
        self.returning.found = rows.iter().map(|row| row.number.clone()).collect();
        self.returning.selected = (!rows.is_empty()).then_some(0);
        let empty = match (text.trim(), self.language) {
            ("", language) => language.pick("Belum ada penjualan.", "No sales yet.").to_owned(),
            (text, screen::Language::Indonesian) => format!("Tidak ada penjualan dengan «{text}»."),
            (text, screen::Language::English) => format!("No sale has “{text}”."),
        };
        let query: slint::SharedString = text.into();
        self.ui(move |window| {
            bind::show_found(window, &rows);
            let page = window.global::<Returns>();
            page.set_selected(if rows.is_empty() { -1 } else { 0 });
            page.set_empty_text(empty.into());
            page.set_query(query);
        });
    }

    /// The arrows moved in the list.
    pub(in crate::window) fn mark_sale(&mut self, index: i32) {
        self.returning.selected = usize::try_from(index).ok().filter(|place| *place < self.returning.found.len());
        self.ui(move |window| window.global::<Returns>().set_selected(index));
    }

    /// A sale was chosen from the list.
    pub(in crate::window) fn open_sale(&mut self, index: i32) {
        let number = usize::try_from(index).ok().and_then(|place| self.returning.found.get(place)).cloned();
        if let Some(number) = number {
            self.open_return_of(&number);
        }
    }

    /// The lines of a sale, from the list, from the receipts or from a scan. False when there is no such sale.
    pub(super) fn open_return_of(&mut self, number: &str) -> bool {
        let found = match self.shop().and_then(|app| app.returnable(number)) {
            Ok(found) => found,
            Err(fault) => {
                self.return_refused(&fault);
                return false;
            }
        };
        let chosen = |(line, _, _): &(i64, SaleLine, Quantity)| Chosen { line: *line, ..Chosen::default() };
        self.clear_return();
        self.returning = Returning { wanted: found.lines.iter().map(chosen).collect(), ..Returning::default() };
        self.returning.sale = Some(found);
        self.show_return();
        self.return_to(ReturnStep::Lines);
        true
    }

    /// Goods come back and nobody has the receipt.
    pub(in crate::window) fn return_without_receipt(&mut self) {
        self.clear_return();
        self.returning = Returning { bare: true, scans_back: true, ..Returning::default() };
        self.show_return();
        self.return_to(ReturnStep::Lines);
    }

    /// From the receipts: goods of this sale come back.
    pub(in crate::window) fn return_receipt(&mut self, index: i32) {
        let Some(number) = self.receipt_at(index) else { return };
        self.clear_strip();
        if self.open_return_of(&number) {
            self.go(Page::Returns);
        }
    }

    /// From the receipts: this sale is undone whole.
    pub(in crate::window) fn void_receipt(&mut self, index: i32) {
        let Some(number) = self.receipt_at(index) else { return };
        self.clear_strip();
        if self.open_return_of(&number) {
            self.return_all();
            self.returning.void = true;
            self.quote();
            self.show_return();
            self.return_to(ReturnStep::Settle);
            self.go(Page::Returns);
        }
    }
}

/// The first goods of a sale, each once.
fn first_names(lines: Vec<String>) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(NAMED);
    for name in lines {
        if names.len() < NAMED && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
