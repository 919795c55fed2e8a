//! The manager's pages: callbacks become requests, plain views become rows.

mod callbacks;
mod consign;
mod dialogs;
pub(in crate::window) mod goods;
mod labels;
mod moves;
mod pages;
mod stock;
mod tables;
mod trade;

pub(super) use callbacks::connect;
pub(in crate::window) use consign::{show_partners, show_statement};
pub(in crate::window) use dialogs::{form_wrong, show_form, show_picker, show_picks, show_question};
pub(in crate::window) use labels::{show_label_face, show_labels};
pub(in crate::window) use moves::{Choice, show_move_choices, show_move_lines, show_move_preview, show_move_tiles};
pub(in crate::window) use pages::{
    BackupView, CloseCard, DayView, Person, show_audit, show_audit_detail, show_backup, show_closes, show_day, show_entries, show_home,
    show_journal_detail, show_journal_tiles, show_journals, show_people, show_person, show_report_detail, show_report_list, show_rights,
};
pub(in crate::window) use stock::{show_arrival, show_arrival_preview, show_review, show_sheets, show_tallies};
pub(in crate::window) use tables::{period, show_table};
pub(in crate::window) use trade::show_trade;

use screen::office::{Detail, Task, Tone};
use slint::{ModelRc, SharedString, VecModel};

/// Plain rows as a model of the markup's rows.
fn rows<T, R: Clone + 'static>(plain: &[T], row: impl Fn(&T) -> R) -> ModelRc<R> {
    ModelRc::new(VecModel::from_iter(plain.iter().map(row)))
}

fn words(texts: &[String]) -> ModelRc<SharedString> {
    rows(texts, |text| text.into())
}

pub(in crate::window) const fn tone(tone: Tone) -> ui::Tone {
    match tone {
        Tone::Quiet => ui::Tone::Quiet,
        Tone::Good => ui::Tone::Good,
        Tone::Look => ui::Tone::Look,
        Tone::Stop => ui::Tone::Stop,
    }
}

fn task(plain: &Task) -> ui::Task {
    ui::Task {
        text: plain.text.as_str().into(),
        detail: plain.detail.as_str().into(),
        tone: tone(plain.tone),
        verb: plain.verb.as_str().into(),
    }
}

fn detail(plain: &Detail) -> ui::DetailRow {
    ui::DetailRow {
        label: plain.label.as_str().into(),
        value: plain.value.as_str().into(),
        before: plain.before.as_str().into(),
        heading: plain.heading,
    }
}

/// A place in a list as the markup counts.
fn number(place: usize) -> i32 {
    i32::try_from(place).unwrap_or(i32::MAX)
}
