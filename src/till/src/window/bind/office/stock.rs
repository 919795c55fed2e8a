//! The stock room: callbacks become requests, plain views become rows.

use screen::office::Detail;
use screen::office::table::{Column, Row as TableLine};
use screen::stock::count::{Sheet, Tally};
use screen::stock::receive::Row as ArrivalLine;
use slint::ComponentHandle;
use ui::{ArrivalRow, CountSheet, MainWindow, Receive, StockCount, TallyRow};

use super::super::callbacks::on;
use super::super::views::rows_of;
use super::tables::{columns, table_rows};
use super::{detail, rows};
use crate::window::engine::Post;

pub(super) fn connect(window: &MainWindow, post: &Post) {
    receive(window, post);
    count(window, post);
    super::labels::connect(window, post);
    super::moves::connect(window, post);
    super::consign::connect(window, post);
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

fn count(window: &MainWindow, post: &Post) {
    let page = window.global::<StockCount>();
    on!(page, post, on_begin, |desk, kind| desk.begin_count(kind));
    on!(page, post, on_open, |desk, index| desk.open_count(index));
    on!(page, post, on_leave, |desk| desk.leave_count());
    on!(page, post, on_find, |desk| desk.find_counted());
    on!(page, post, on_type, |desk, key| desk.type_count(&key));
    on!(page, post, on_put, |desk| {
        desk.put_count();
    });
    on!(page, post, on_again, |desk| desk.recount());
    on!(page, post, on_pick, |desk, index| desk.pick_counted(index));
    on!(page, post, on_show_left, |desk| desk.show_left());
    on!(page, post, on_review, |desk| desk.ask_review());
    on!(page, post, on_resume, |desk| desk.leave_review());
    on!(page, post, on_reason, |desk, index| desk.ask_reason(index));
    on!(page, post, on_second, |desk| desk.second_count());
    let (post, weak) = (post.clone(), window.as_weak());
    page.on_post(move || {
        if let Some(window) = weak.upgrade() {
            let gone = window.global::<StockCount>().get_gone();
            post.post(move |desk| desk.ask_post_count(gone));
        }
    });
}

/// The counts.
pub(in crate::window) fn show_sheets(window: &MainWindow, plain: &[Sheet]) {
    let page = window.global::<StockCount>();
    page.set_sheets(rows(plain, |sheet| CountSheet {
        name: sheet.name.as_str().into(),
        detail: sheet.detail.as_str().into(),
        state: sheet.state.as_str().into(),
        open: sheet.open,
    }));
    page.set_sheet(if plain.is_empty() { -1 } else { 0 });
}

/// What this counter has; what did not change is left alone.
pub(in crate::window) fn show_tallies(window: &MainWindow, plain: &[Tally]) {
    let page = window.global::<StockCount>();
    let row = |row: &Tally| TallyRow {
        name: row.name.as_str().into(),
        count: row.count.as_str().into(),
        others: row.others.as_str().into(),
        unknown: row.unknown,
    };
    rows_of(&page.get_rows(), plain.iter().map(row).collect(), |model| page.set_rows(model));
}

/// The review of a count; a line is marked, the same one as before.
pub(in crate::window) fn show_review(window: &MainWindow, heads: &[Column], plain: &[TableLine]) {
    let page = window.global::<StockCount>();
    page.set_columns(columns(heads));
    page.set_lines(table_rows(plain));
    let last = i32::try_from(plain.len()).unwrap_or(i32::MAX) - 1;
    page.set_marked(page.get_marked().clamp(last.min(0), last.max(0)));
}
