//! The page of goods of others.

use screen::office::table::View;
use screen::stock::consign::Row;
use slint::ComponentHandle;
use ui::{Consign, MainWindow, PartnerRow};

use super::super::callbacks::on;
use super::super::views::rows_of;
use super::tables::{columns, table_rows};
use crate::window::engine::Post;

pub(super) fn connect(window: &MainWindow, post: &Post) {
    let page = window.global::<Consign>();
    on!(page, post, on_choose, |desk, index| desk.choose_partner(index));
    on!(page, post, on_add, |desk| desk.ask_partner(true));
    on!(page, post, on_change, |desk| desk.ask_partner(false));
    on!(page, post, on_goods_in, |desk| desk.receive_consigned());
    on!(page, post, on_hand_back, |desk| desk.hand_back_consigned());
    on!(page, post, on_pay, |desk| desk.ask_payout());
    on!(page, post, on_choose_period, |desk, index| desk.choose_consign_days(index));
    on!(page, post, on_step_period, |desk, by| desk.step_consign_days(by));
    on!(page, post, on_own_period, |desk| desk.ask_dates(ui::Page::Consign));
    on!(page, post, on_print, |desk| desk.print_statement());
    on!(page, post, on_save, |desk, kind| desk.save_statement(&kind));
}

/// The partners; those that did not change are left alone.
pub(in crate::window) fn show_partners(window: &MainWindow, plain: &[Row], at: i32) {
    let page = window.global::<Consign>();
    let row = |row: &Row| PartnerRow {
        name: row.name.as_str().into(),
        detail: row.detail.as_str().into(),
        owed: row.owed.as_str().into(),
        active: row.active,
    };
    rows_of(&page.get_rows(), plain.iter().map(row).collect(), |model| page.set_rows(model));
    page.set_at(at);
}

/// What became of the goods of the one that is chosen.
pub(in crate::window) fn show_statement(window: &MainWindow, view: &View, holds: bool) {
    let page = window.global::<Consign>();
    page.set_columns(columns(&view.columns));
    page.set_lines(table_rows(&view.rows));
    page.set_note(view.note.as_str().into());
    page.set_holds(holds);
}
