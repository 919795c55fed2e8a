//! Tables, pictures and stretches of days.

use screen::office::table::{Bar, Column, Row, View};
use slint::{ComponentHandle, ModelRc};
use ui::{ChartBar, MainWindow, Period, Reports, TableRow};

use super::{rows, words};

pub(super) fn columns(plain: &[Column]) -> ModelRc<ui::Column> {
    rows(plain, |column| ui::Column { title: column.title.as_str().into(), start: column.start, share: column.share, right: column.right })
}

pub(super) fn table_rows(plain: &[Row]) -> ModelRc<TableRow> {
    rows(plain, |row| TableRow { cells: words(&row.cells), style: row.style, opens: row.opens })
}

pub(super) fn bars(plain: &[Bar]) -> ModelRc<ChartBar> {
    rows(plain, |bar| ChartBar {
        label: bar.label.as_str().into(),
        value: bar.value.as_str().into(),
        share: bar.share,
        other: bar.other.unwrap_or(0),
        has_other: bar.other.is_some(),
        peak: bar.peak,
    })
}

/// A stretch of days: which of the usual ones, and its words.
pub(in crate::window) fn period((chosen, text): &(usize, String)) -> Period {
    Period { chosen: super::number(*chosen), text: text.as_str().into() }
}

/// A report.
pub(in crate::window) fn show_table(window: &MainWindow, view: &View, opens: bool) {
    let page = window.global::<Reports>();
    page.set_title(view.title.as_str().into());
    page.set_subtitle(view.subtitle.as_str().into());
    page.set_columns(columns(&view.columns));
    page.set_rows(table_rows(&view.rows));
    page.set_opens(opens);
    page.set_marked(-1);
    page.set_note(view.note.as_str().into());
    page.set_chart(if view.bars.is_empty() { 0 } else { view.picture.number() });
    page.set_bars(bars(&view.bars));
    page.set_chart_low(view.low);
    page.set_chart_title(view.picture_title.as_str().into());
}
