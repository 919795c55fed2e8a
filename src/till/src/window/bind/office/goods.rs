//! Goods, their editor, files of them, what expires, what to order: callbacks become requests, plain views rows.

use std::path::PathBuf;

use screen::office::backup::File;
use screen::office::table::{Bar, Column, Row};
use screen::office::{Detail, Task};
use screen::stock::ordering::OrderLine;
use screen::stock::product::{Line, PackLine};
use slint::ComponentHandle;
use ui::{BackupRow, EditRow, Expiry, Goods, MainWindow, ManyGoods, OrderRow, PackRow, ProductEditor, Reorder, TargetRow, Tone};

use super::super::callbacks::on;
use super::super::views::{picture, rows_of};
use super::tables::{bars, columns, table_rows};
use super::{detail, number, rows, task};
use crate::window::engine::Post;

pub(super) fn connect(window: &MainWindow, post: &Post) {
    let page = window.global::<Goods>();
    on!(page, post, on_search, |desk, text| desk.search_stock(&text));
    on!(page, post, on_choose_chip, |desk, index| desk.choose_stock_chip(index));
    on!(page, post, on_choose_category, |desk| desk.choose_stock_category());
    on!(page, post, on_open, |desk, index| desk.open_goods(index));
    on!(page, post, on_add, |desk| desk.add_goods());
    on!(page, post, on_forget_unknown, |desk| desk.forget_unknown());
    on!(page, post, on_many, |desk| desk.many_goods());
    on!(page, post, on_leave, |desk| desk.leave_card());
    on!(page, post, on_change, |desk| desk.change_goods());
    on!(page, post, on_date_price, |desk| desk.ask_dated_price());
    on!(page, post, on_print_label, |desk| desk.label_goods());
    on!(page, post, on_archive, |desk| desk.archive_goods());
    on!(page, post, on_open_move, |desk, index| desk.open_movement(index));
    let weak = window.as_weak();
    page.on_close_record(move || {
        if let Some(window) = weak.upgrade() {
            window.global::<Goods>().set_record_shown(false);
        }
    });
    editor(window, post);
    many(window, post);
    ordering(window, post);
}

fn editor(window: &MainWindow, post: &Post) {
    let page = window.global::<ProductEditor>();
    on!(page, post, on_edit_field, |desk, index| desk.edit_product_field(index));
    on!(page, post, on_edit_pack, |desk, index| desk.edit_product_part(index));
    on!(page, post, on_mark_pack, |desk, index| desk.mark_product_part(index));
    on!(page, post, on_add_pack, |desk| desk.add_product_pack());
    on!(page, post, on_add_code, |desk| desk.add_product_code());
    on!(page, post, on_own_code, |desk| desk.give_product_code());
    on!(page, post, on_add_break, |desk| desk.add_product_break());
    on!(page, post, on_drop, |desk, index| desk.drop_product_part(index));
    on!(page, post, on_save, |desk| desk.save_product());
    on!(page, post, on_leave, |desk| desk.leave_product());
}

fn many(window: &MainWindow, post: &Post) {
    let page = window.global::<ManyGoods>();
    on!(page, post, on_read, |desk, index| desk.read_many(index));
    on!(page, post, on_apply, |desk| desk.apply_many());
    on!(page, post, on_choose_target, |desk, index| desk.choose_many_target(index));
    on!(page, post, on_save, |desk, kind| desk.save_many(&kind));
    on!(page, post, on_search_again, |desk| desk.show_many());
    on!(page, post, on_leave, |desk| desk.leave_many());
}

fn ordering(window: &MainWindow, post: &Post) {
    let page = window.global::<Expiry>();
    on!(page, post, on_choose_span, |desk, index| desk.choose_expiry_span(index));
    on!(page, post, on_act, |desk, index| desk.mark_down_lot(index));
    on!(page, post, on_open, |desk, index| desk.open_lot(index));
    let page = window.global::<Reorder>();
    on!(page, post, on_type, |desk, key| desk.type_order(&key));
    on!(page, post, on_select, |desk, index| desk.select_order(index));
    on!(page, post, on_step_quantity, |desk, by| desk.step_order(by));
    on!(page, post, on_drop, |desk| desk.drop_order());
    on!(page, post, on_find, |desk| desk.find_order());
    on!(page, post, on_ask_basis, |desk| desk.ask_order_basis());
    on!(page, post, on_again, |desk| desk.order_again());
    on!(page, post, on_print, |desk| desk.print_order());
    on!(page, post, on_save, |desk, kind| desk.save_order(&kind));
}

/// The list of goods; the first is marked.
pub(in crate::window) fn show_list(window: &MainWindow, heads: &[Column], plain: &[Row]) {
    let page = window.global::<Goods>();
    page.set_columns(columns(heads));
    page.set_rows(table_rows(plain));
    page.set_marked(if plain.is_empty() { -1 } else { 0 });
}

/// The card of a product, ready to read.
pub(in crate::window) struct CardView {
    pub(in crate::window) title: String,
    pub(in crate::window) subtitle: String,
    pub(in crate::window) warning: String,
    pub(in crate::window) archived: bool,
    /// For its picture, which is in this folder.
    pub(in crate::window) sku: String,
    pub(in crate::window) pictures: PathBuf,
    pub(in crate::window) facts: Vec<Detail>,
    pub(in crate::window) moves: (Vec<Column>, Vec<Row>),
    pub(in crate::window) weeks: Vec<Bar>,
    pub(in crate::window) balance: (Vec<Bar>, i32),
    pub(in crate::window) history: Vec<Detail>,
}

pub(in crate::window) fn show_card(window: &MainWindow, view: &CardView) {
    let page = window.global::<Goods>();
    let found = picture(&view.pictures, &view.sku);
    page.set_title(view.title.as_str().into());
    page.set_subtitle(view.subtitle.as_str().into());
    page.set_warning(view.warning.as_str().into());
    page.set_archived(view.archived);
    page.set_has_picture(found.is_some());
    page.set_picture(found.unwrap_or_default());
    page.set_facts(rows(&view.facts, detail));
    page.set_move_columns(columns(&view.moves.0));
    page.set_moves(table_rows(&view.moves.1));
    page.set_move(-1);
    page.set_weeks(bars(&view.weeks));
    page.set_balance(bars(&view.balance.0));
    page.set_balance_low(view.balance.1);
    page.set_history(rows(&view.history, detail));
}

/// The record behind a movement.
pub(in crate::window) fn show_record(window: &MainWindow, title: &str, plain: &[Detail]) {
    let page = window.global::<Goods>();
    page.set_record_title(title.into());
    page.set_record(rows(plain, detail));
    page.set_record_shown(true);
}

/// The editor; lines that did not change are left alone.
pub(in crate::window) fn show_editor(window: &MainWindow, lines: &[Line], packs: &[PackLine], at: usize) {
    let page = window.global::<ProductEditor>();
    let line =
        |line: &Line| EditRow { label: line.label.as_str().into(), value: line.value.as_str().into(), error: line.error.as_str().into() };
    let pack = |row: &PackLine| PackRow {
        kind: row.kind,
        text: row.text.as_str().into(),
        detail: row.detail.as_str().into(),
        mark: row.mark.as_str().into(),
        error: row.error.as_str().into(),
    };
    rows_of(&page.get_fields(), lines.iter().map(line).collect(), |model| page.set_fields(model));
    rows_of(&page.get_packs(), packs.iter().map(pack).collect(), |model| page.set_packs(model));
    page.set_pack(number(at));
}

/// Files that were found, and where one can be written: name, path, chosen.
pub(in crate::window) fn show_files(window: &MainWindow, files: &[File], targets: &[(String, String, bool)]) {
    let page = window.global::<ManyGoods>();
    page.set_files(rows(files, |file| BackupRow {
        id: "".into(),
        name: file.name.as_str().into(),
        detail: file.detail.as_str().into(),
        tone: Tone::Quiet,
    }));
    page.set_targets(rows(targets, |(name, path, chosen)| TargetRow {
        id: "".into(),
        name: name.as_str().into(),
        detail: path.as_str().into(),
        tone: Tone::Quiet,
        chosen: *chosen,
    }));
}

/// What a file would change.
pub(in crate::window) fn show_changes(window: &MainWindow, summary: &str, plain: &[Detail], ready: bool) {
    let page = window.global::<ManyGoods>();
    page.set_summary(summary.into());
    page.set_rows(rows(plain, detail));
    page.set_ready(ready);
}

/// What expires soon.
pub(in crate::window) fn show_expiry(window: &MainWindow, plain: &[Task]) {
    let page = window.global::<Expiry>();
    rows_of(&page.get_rows(), plain.iter().map(task).collect(), |model| page.set_rows(model));
    let last = number(plain.len()) - 1;
    page.set_marked(page.get_marked().clamp(last.min(0), last.max(0)));
}

/// The order; lines that did not change are left alone.
pub(in crate::window) fn show_order(window: &MainWindow, plain: &[OrderLine], at: i32) {
    let page = window.global::<Reorder>();
    let row = |line: &OrderLine| OrderRow {
        group: line.group.as_str().into(),
        name: line.name.as_str().into(),
        pack: line.pack.as_str().into(),
        quantity: line.quantity.as_str().into(),
        reason: line.reason.as_str().into(),
    };
    rows_of(&page.get_rows(), plain.iter().map(row).collect(), |model| page.set_rows(model));
    page.set_at(at);
}
