//! The stock room: callbacks become requests, plain views become rows.

use screen::office::Detail;
use screen::stock::receive::Row as ArrivalLine;
use slint::ComponentHandle;
use ui::{ArrivalRow, MainWindow, Receive};

use super::super::callbacks::on;
use super::super::views::rows_of;
use super::{detail, rows};
use crate::window::engine::Post;

pub(super) fn connect(window: &MainWindow, post: &Post) {
    receive(window, post);
}

fn receive(window: &MainWindow, post: &Post) {
    let page = window.global::<Receive>();
    on!(page, post, on_find, |desk| desk.find_arrival());
    on!(page, post, on_heading, |desk| desk.ask_arrival_head());
    on!(page, post, on_type, |desk, key| desk.type_arrival(&key));
    on!(page, post, on_select, |desk, index, field| desk.select_arrival(index, field));
    on!(page, post, on_step_quantity, |desk, by| desk.step_arrival(by));
    on!(page, post, on_more, |desk| desk.ask_arrival_line());
    on!(page, post, on_drop, |desk| desk.drop_arrival());
    on!(page, post, on_check, |desk| desk.check_arrival());
    on!(page, post, on_clear, |desk| desk.ask_to_give_up_arrival());
    let (post, weak) = (post.clone(), window.as_weak());
    page.on_accept(move || {
        if let Some(window) = weak.upgrade() {
            let page = window.global::<Receive>();
            let reprice = page.get_reprices() && page.get_reprice();
            post.post(move |desk| desk.accept_arrival(reprice));
        }
    });
}

/// The lines of goods that arrive; those that did not change are left alone.
pub(in crate::window) fn show_arrival(window: &MainWindow, plain: &[ArrivalLine], at: i32, field: i32) {
    let page = window.global::<Receive>();
    let row = |row: &ArrivalLine| ArrivalRow {
        name: row.name.as_str().into(),
        pack: row.pack.as_str().into(),
        quantity: row.quantity.as_str().into(),
        cost: row.cost.as_str().into(),
        amount: row.amount.as_str().into(),
        note: row.note.as_str().into(),
        wrong: row.wrong,
    };
    rows_of(&page.get_rows(), plain.iter().map(row).collect(), |model| page.set_rows(model));
    page.set_at(at);
    page.set_field(field);
}

/// What it would lead to.
pub(in crate::window) fn show_arrival_preview(window: &MainWindow, plain: &[Detail]) {
    window.global::<Receive>().set_preview(rows(plain, detail));
}
