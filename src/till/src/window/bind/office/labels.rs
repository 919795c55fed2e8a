//! The page of labels.

use app::stock::LabelFace;
use screen::stock::labels::Row;
use slint::{ComponentHandle, Image};
use ui::{LabelRow, Labels, MainWindow};

use super::super::callbacks::on;
use super::super::views::rows_of;
use super::words;
use crate::window::bars;
use crate::window::engine::Post;

pub(super) fn connect(window: &MainWindow, post: &Post) {
    let page = window.global::<Labels>();
    on!(page, post, on_find, |desk| desk.find_label());
    on!(page, post, on_take_up, |desk, index| desk.take_up_label(index));
    on!(page, post, on_flip, |desk, index| desk.flip_label(index));
    on!(page, post, on_flip_all, |desk| desk.flip_all_labels());
    on!(page, post, on_step_copies, |desk, by| desk.step_label(by));
    on!(page, post, on_type_copies, |desk, key| desk.type_label(&key));
    on!(page, post, on_drop, |desk| desk.drop_label());
    on!(page, post, on_own_code, |desk| desk.own_code());
    on!(page, post, on_choose_format, |desk, index| desk.choose_label_way(index));
    on!(page, post, on_set_up, |desk| desk.set_up_label_printer());
    on!(page, post, on_print, |desk| desk.print_labels());
}

/// The labels; those that did not change are left alone.
pub(in crate::window) fn show_labels(window: &MainWindow, plain: &[Row], at: i32) {
    let page = window.global::<Labels>();
    let row = |row: &Row| LabelRow {
        name: row.name.as_str().into(),
        detail: row.detail.as_str().into(),
        price: row.price.as_str().into(),
        was: row.was.as_str().into(),
        copies: row.copies.as_str().into(),
        on: row.on,
        coded: row.coded,
        added: row.added,
    };
    rows_of(&page.get_rows(), plain.iter().map(row).collect(), |model| page.set_rows(model));
    page.set_at(at);
}

/// How the label under work will look.
pub(in crate::window) fn show_label_face(window: &MainWindow, plain: &LabelFace) {
    let modules = domain::barcode::bars::modules(&plain.code);
    window.global::<Labels>().set_face(ui::LabelFace {
        name: plain.name.as_str().into(),
        price: plain.price.as_str().into(),
        lines: words(&plain.lines),
        foot: plain.foot.as_str().into(),
        code: plain.code.as_str().into(),
        coded: modules.is_some(),
        bars: modules.map(|modules| Image::from_rgb8(bars::picture(&modules))).unwrap_or_default(),
    });
}
