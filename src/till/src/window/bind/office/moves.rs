//! The page of goods that move.

use screen::office::Detail;
use screen::stock::moves::Row;
use slint::ComponentHandle;
use ui::{MainWindow, MoveChoice, MoveLine, MoveTile, Moves};

use super::super::callbacks::on;
use super::super::views::rows_of;
use super::{detail, rows, words};
use crate::window::engine::Post;

/// Something on a list.
#[derive(Clone, Debug, Default)]
pub(in crate::window) struct Choice {
    pub(in crate::window) text: String,
    pub(in crate::window) detail: String,
    pub(in crate::window) mark: String,
    /// It wants a hand.
    pub(in crate::window) look: bool,
}

pub(super) fn connect(window: &MainWindow, post: &Post) {
    let page = window.global::<Moves>();
    on!(page, post, on_choose, |desk, index| desk.choose_move(index));
    on!(page, post, on_leave, |desk| desk.leave_move());
    on!(page, post, on_heading, |desk| desk.ask_move_head());
    on!(page, post, on_find, |desk| desk.find_move());
    on!(page, post, on_type, |desk, key| desk.type_move(&key));
    on!(page, post, on_select, |desk, index| desk.select_move(index));
    on!(page, post, on_step_quantity, |desk, by| desk.step_move(by));
    on!(page, post, on_more, |desk| desk.ask_move_line());
    on!(page, post, on_drop, |desk| desk.drop_move());
    on!(page, post, on_clear, |desk| desk.ask_to_give_up_move());
    on!(page, post, on_check, |desk| desk.check_move());
    on!(page, post, on_post, |desk| desk.post_move());
    on!(page, post, on_resume, |desk| desk.resume_move());
    on!(page, post, on_pick, |desk, index| desk.pick_move(index));
    on!(page, post, on_begin, |desk, index| desk.begin_move(index));
}

/// The kinds: name and what it is for.
pub(in crate::window) fn show_move_tiles(window: &MainWindow, plain: &[(String, String)]) {
    window.global::<Moves>().set_tiles(rows(plain, |(name, detail)| MoveTile {
        name: name.as_str().into(),
        detail: detail.as_str().into(),
        stop: false,
    }));
}

/// The goods; lines that did not change are left alone.
pub(in crate::window) fn show_move_lines(window: &MainWindow, plain: &[Row], at: i32) {
    let page = window.global::<Moves>();
    let row = |row: &Row| MoveLine {
        name: row.name.as_str().into(),
        pack: row.pack.as_str().into(),
        quantity: row.quantity.as_str().into(),
        note: row.note.as_str().into(),
        wrong: row.wrong,
    };
    rows_of(&page.get_rows(), plain.iter().map(row).collect(), |model| page.set_rows(model));
    page.set_at(at);
}

/// What it would lead to.
pub(in crate::window) fn show_move_preview(window: &MainWindow, plain: &[Detail]) {
    window.global::<Moves>().set_preview(rows(plain, detail));
}

/// A list, and what else can be begun beside it.
pub(in crate::window) fn show_move_choices(window: &MainWindow, plain: &[Choice], more: &[String]) {
    let page = window.global::<Moves>();
    page.set_choices(rows(plain, |choice| MoveChoice {
        text: choice.text.as_str().into(),
        detail: choice.detail.as_str().into(),
        mark: choice.mark.as_str().into(),
        look: choice.look,
    }));
    page.set_choice(if plain.is_empty() { -1 } else { 0 });
    page.set_more_verbs(words(more));
}
