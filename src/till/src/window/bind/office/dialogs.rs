//! Forms, questions and lists to choose from.

use screen::office::{Field, FieldKind, Form, Pick, Question};
use slint::{ComponentHandle, Model};
use ui::{Confirm, FormField, MainWindow, PickRow, Picker};

use super::{rows, words};

fn field(plain: &Field) -> FormField {
    FormField {
        key: plain.label.as_str().into(),
        label: plain.label.as_str().into(),
        value: plain.value.as_str().into(),
        kind: plain.kind.word().into(),
        choices: words(&plain.choices),
        hint: plain.hint.as_str().into(),
        error: "".into(),
    }
}

/// Shows a form with the work at its first field.
pub(in crate::window) fn show_form(window: &MainWindow, plain: &Form) {
    let form = window.global::<ui::Form>();
    form.set_title(plain.title.as_str().into());
    form.set_text(plain.text.as_str().into());
    form.set_action(plain.action.as_str().into());
    form.set_error("".into());
    form.set_busy(false);
    let pad = plain.fields.iter().any(|field| !matches!(field.kind, FieldKind::Text | FieldKind::Choice));
    form.set_pad(pad);
    form.set_fields(rows(&plain.fields, field));
    form.set_at(0);
    form.set_shown(true);
}

/// Says what is wrong at its field, and goes there.
pub(in crate::window) fn form_wrong(window: &MainWindow, place: usize, text: &str) {
    let form = window.global::<ui::Form>();
    let fields = form.get_fields();
    for index in 0..fields.row_count() {
        if let Some(mut row) = fields.row_data(index) {
            row.error = if index == place { text.into() } else { "".into() };
            fields.set_row_data(index, row);
        }
    }
    form.set_busy(false);
    form.set_error("".into());
    form.set_at(super::number(place));
}

/// Shows a question.
pub(in crate::window) fn show_question(window: &MainWindow, plain: &Question) {
    let confirm = window.global::<Confirm>();
    confirm.set_title(plain.title.as_str().into());
    confirm.set_text(plain.text.as_str().into());
    confirm.set_points(words(&plain.points));
    confirm.set_action(plain.action.as_str().into());
    confirm.set_stop(plain.stop);
    confirm.set_word(plain.word.as_str().into());
    confirm.set_typed("".into());
    confirm.set_error("".into());
    confirm.set_busy(false);
    confirm.set_shown(true);
}

/// Shows a list to choose from.
pub(in crate::window) fn show_picker(window: &MainWindow, title: &str, plain: &[Pick]) {
    let picker = window.global::<Picker>();
    picker.set_title(title.into());
    picker.set_query("".into());
    picker.set_taken(false);
    show_picks(window, "", plain);
    picker.set_shown(true);
}

/// What fits the text that was typed.
pub(in crate::window) fn show_picks(window: &MainWindow, query: &str, plain: &[Pick]) {
    let picker = window.global::<Picker>();
    picker.set_rows(rows(plain, |pick| PickRow {
        id: pick.id.as_str().into(),
        text: pick.text.as_str().into(),
        detail: pick.detail.as_str().into(),
    }));
    picker.set_at(0);
    // Another letter may have been typed since.
    if picker.get_query() == query {
        picker.set_due(false);
    }
}
