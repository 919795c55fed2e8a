//! The pages of the office as rows of the markup.

use screen::office::backup::{File, Till};
use screen::office::home::View as HomeView;
use screen::office::journal::{Line, Row as JournalLine, Sums, Tile};
use screen::office::people::RightRow as Right;
use screen::office::table::{Column, Row};
use screen::office::{Detail, Task, Tone};
use slint::ComponentHandle;
use ui::{
    Audit, AuditRow, Backup, BackupRow, Day, DrawerRow, EntryRow, Figure, Home, Journal, JournalRow, JournalTile, MainWindow, People,
    PeriodClose, PersonRow, ReportEntry, Reports, RightCell, RightRow, TargetRow, TillRow,
};

use super::tables::{bars, columns, table_rows};
use super::{detail, rows, task, tone, words};

/// The manager's page.
pub(in crate::window) fn show_home(window: &MainWindow, view: &HomeView) {
    let figure = |plain: &screen::office::home::Figure| Figure {
        label: plain.label.as_str().into(),
        value: plain.value.as_str().into(),
        note: plain.note.as_str().into(),
        money: plain.money,
    };
    let page = window.global::<Home>();
    page.set_date(view.date.as_str().into());
    page.set_sales(figure(&view.sales));
    page.set_figures(rows(&view.figures, figure));
    page.set_chart_title(view.chart_title.as_str().into());
    page.set_hours(bars(&view.hours));
    page.set_tasks(rows(&view.tasks, task));
    page.set_marked(-1);
    page.set_drawers(rows(&view.drawers, |drawer| DrawerRow {
        till: drawer.till.as_str().into(),
        state: drawer.state.as_str().into(),
        cashier: drawer.cashier.as_str().into(),
        cash: drawer.cash.as_str().into(),
        tone: tone(drawer.tone),
    }));
    page.set_backup(view.backup.0.as_str().into());
    page.set_backup_tone(tone(view.backup.1));
    page.set_verify(view.verify.0.as_str().into());
    page.set_verify_tone(tone(view.verify.1));
}

/// The list of reports: name and group.
pub(in crate::window) fn show_report_list(window: &MainWindow, plain: &[(&'static str, &'static str)], current: i32) {
    let page = window.global::<Reports>();
    page.set_entries(rows(plain, |(name, group)| ReportEntry { id: (*name).into(), name: (*name).into(), group: (*group).into() }));
    page.set_current(current);
}

/// The record behind a row.
pub(in crate::window) fn show_report_detail(window: &MainWindow, title: &str, plain: &[Detail]) {
    let page = window.global::<Reports>();
    page.set_detail_title(title.into());
    page.set_detail(rows(plain, detail));
    page.set_detail_shown(true);
}

/// Journals in plain words.
pub(in crate::window) fn show_journal_tiles(window: &MainWindow, plain: &[Tile]) {
    window.global::<Journal>().set_tiles(rows(plain, |tile| JournalTile {
        id: tile.id.as_str().into(),
        name: tile.name.as_str().into(),
        hint: tile.hint.as_str().into(),
        group: tile.group.as_str().into(),
    }));
}

/// The free journal.
pub(in crate::window) fn show_entries(window: &MainWindow, lines: &[Line], sums: &Sums) {
    let shown = |digits: &str| {
        if digits.is_empty() { "".into() } else { domain::Rupiah::new(screen::office::journal::amount(digits)).to_string().into() }
    };
    let account = |code: &str| if code.is_empty() { "".into() } else { screen::office::journal::account_words(code).into() };
    let page = window.global::<Journal>();
    page.set_entries(rows(lines, |line| EntryRow {
        account: account(&line.account),
        debit: shown(&line.debit),
        credit: shown(&line.credit),
        error: "".into(),
    }));
    page.set_debit_sum(sums.debit.as_str().into());
    page.set_credit_sum(sums.credit.as_str().into());
    page.set_difference(sums.difference.as_str().into());
    page.set_balanced(sums.balanced);
}

/// Journals that were made.
pub(in crate::window) fn show_journals(window: &MainWindow, plain: &[JournalLine]) {
    window.global::<Journal>().set_rows(rows(plain, |row| JournalRow {
        id: "".into(),
        date: row.date.as_str().into(),
        text: row.text.as_str().into(),
        amount: row.amount.as_str().into(),
        who: row.who.as_str().into(),
        state: row.state.as_str().into(),
        reversible: row.reversible,
    }));
}

/// One of them.
pub(in crate::window) fn show_journal_detail(window: &MainWindow, index: i32, plain: &[Detail]) {
    let page = window.global::<Journal>();
    page.set_selected(index);
    page.set_detail(rows(plain, detail));
}

/// A period that can be closed.
pub(in crate::window) struct CloseCard {
    pub(in crate::window) name: String,
    pub(in crate::window) state: String,
    pub(in crate::window) tone: ui::Tone,
    /// What that does.
    pub(in crate::window) points: Vec<String>,
    /// The word on its button; empty: not yet.
    pub(in crate::window) action: String,
}

/// Months and years to close.
pub(in crate::window) fn show_closes(window: &MainWindow, plain: &[CloseCard]) {
    window.global::<Journal>().set_closes(rows(plain, |card| PeriodClose {
        id: "".into(),
        name: card.name.as_str().into(),
        state: card.state.as_str().into(),
        tone: card.tone,
        points: words(&card.points),
        action: card.action.as_str().into(),
    }));
}

/// The close of a day.
pub(in crate::window) struct DayView {
    pub(in crate::window) date: String,
    pub(in crate::window) state: String,
    pub(in crate::window) closed: bool,
    /// Nothing stands in the way.
    pub(in crate::window) ready: bool,
    pub(in crate::window) tasks: Vec<Task>,
    pub(in crate::window) safe: String,
    /// Where a deposit goes.
    pub(in crate::window) target: String,
    pub(in crate::window) columns: Vec<Column>,
    pub(in crate::window) rows: Vec<Row>,
    pub(in crate::window) paper: String,
}

/// The page of the day.
pub(in crate::window) fn show_day(window: &MainWindow, view: &DayView) {
    let page = window.global::<Day>();
    page.set_date(view.date.as_str().into());
    page.set_state(view.state.as_str().into());
    page.set_closed(view.closed);
    page.set_ready(view.ready);
    page.set_checks(rows(&view.tasks, task));
    page.set_marked(-1);
    page.set_in_safe(view.safe.as_str().into());
    page.set_targets(words(std::slice::from_ref(&view.target)));
    page.set_target(0);
    page.set_columns(columns(&view.columns));
    page.set_rows(table_rows(&view.rows));
    page.set_paper(view.paper.as_str().into());
}

/// Somebody of the staff.
pub(in crate::window) struct Person {
    pub(in crate::window) id: String,
    pub(in crate::window) name: String,
    pub(in crate::window) initials: String,
    pub(in crate::window) role: &'static str,
    pub(in crate::window) state: &'static str,
    pub(in crate::window) tone: Tone,
    pub(in crate::window) active: bool,
}

/// Everybody.
pub(in crate::window) fn show_people(window: &MainWindow, plain: &[Person]) {
    window.global::<People>().set_rows(rows(plain, |person| PersonRow {
        id: person.id.as_str().into(),
        name: person.name.as_str().into(),
        initials: person.initials.as_str().into(),
        role: person.role.into(),
        state: person.state.into(),
        tone: tone(person.tone),
        active: person.active,
    }));
}

/// One of them.
pub(in crate::window) fn show_person(window: &MainWindow, index: i32, plain: &[Detail]) {
    let page = window.global::<People>();
    page.set_selected(index);
    page.set_detail(rows(plain, detail));
}

/// The matrix of rights; the same matrix again leaves the rows where they are.
pub(in crate::window) fn show_rights(window: &MainWindow, roles: &[String], plain: &[Right]) {
    let page = window.global::<People>();
    page.set_roles(words(roles));
    page.set_rights(rows(plain, |right| RightRow {
        id: right.right.word().into(),
        name: right.name.into(),
        hint: right.hint.into(),
        cells: rows(&right.cells, |cell| RightCell { text: cell.text.as_str().into(), on: cell.on, kind: cell.kind.into() }),
    }));
}

/// The log.
pub(in crate::window) fn show_audit(window: &MainWindow, plain: &[screen::office::audit::Row]) {
    window.global::<Audit>().set_rows(rows(plain, |row| AuditRow {
        time: row.time.as_str().into(),
        who: row.who.as_str().into(),
        what: row.what.as_str().into(),
        why: row.why.as_str().into(),
        tone: tone(row.tone),
    }));
}

/// One line of the log.
pub(in crate::window) fn show_audit_detail(window: &MainWindow, index: i32, title: &str, plain: &[Detail]) {
    let page = window.global::<Audit>();
    page.set_selected(index);
    page.set_detail_title(title.into());
    page.set_detail(rows(plain, detail));
}

/// Backups and tills.
pub(in crate::window) struct BackupView {
    pub(in crate::window) last: String,
    pub(in crate::window) last_tone: Tone,
    /// Name, path, chosen.
    pub(in crate::window) targets: Vec<(String, String, bool)>,
    pub(in crate::window) rows: Vec<File>,
    pub(in crate::window) empty: String,
    pub(in crate::window) tills: Vec<Till>,
    pub(in crate::window) files: Vec<File>,
    pub(in crate::window) files_empty: String,
}

/// The page of backups and tills.
pub(in crate::window) fn show_backup(window: &MainWindow, view: &BackupView) {
    let file = |file: &File| BackupRow {
        id: "".into(),
        name: file.name.as_str().into(),
        detail: file.detail.as_str().into(),
        tone: tone(file.tone),
    };
    let page = window.global::<Backup>();
    page.set_last(view.last.as_str().into());
    page.set_last_tone(tone(view.last_tone));
    page.set_targets(rows(&view.targets, |(name, path, chosen)| TargetRow {
        id: path.as_str().into(),
        name: name.as_str().into(),
        detail: path.as_str().into(),
        tone: ui::Tone::Good,
        chosen: *chosen,
    }));
    page.set_rows(rows(&view.rows, file));
    page.set_empty(view.empty.as_str().into());
    page.set_selected(-1);
    page.set_tills(rows(&view.tills, |till| TillRow {
        letter: till.letter.as_str().into(),
        name: till.name.as_str().into(),
        state: till.state.as_str().into(),
        detail: till.detail.as_str().into(),
        tone: tone(till.tone),
        own: till.own,
    }));
    page.set_files(rows(&view.files, file));
    page.set_files_empty(view.files_empty.as_str().into());
    page.set_file(if view.files.is_empty() { -1 } else { 0 });
}
