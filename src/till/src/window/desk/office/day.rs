//! The close of the day.

use app::books::{Format, Report, Watch};
use app::day::PeriodClosed;
use chrono::{Days as Count, NaiveDate};
use domain::Rupiah;
use screen::dates;
use screen::office::day::{self, Around, Deed as Check};
use slint::ComponentHandle;
use ui::{Day, Page};

use super::super::Desk;
use super::Deed;
use super::dialogs::Asking;
use crate::window::bind;
use crate::window::sound::Sound;

/// What the page shows.
#[derive(Default)]
pub(super) struct Days {
    date: Option<NaiveDate>,
    checks: Vec<Check>,
    deposit: String,
    /// The day that was just closed, and its paper.
    done: Option<(NaiveDate, String)>,
}

impl Days {
    pub(super) fn closed(&mut self, closed: &PeriodClosed) {
        self.done = Some((closed.close.upto, closed.lines.join("\n")));
    }
}

impl Desk {
    pub(in crate::window) fn show_day(&mut self) {
        let Some(app) = &self.app else { return };
        let state = match app.day_state(self.office.day.date) {
            Ok(state) => state,
            Err(fault) => return self.refuse(&fault),
        };
        let language = self.language;
        let attention = app.attention(state.date).unwrap_or_default();
        let qris = attention.iter().find_map(|what| match what {
            app::books::Attention::QrisWaiting { count, amount } => Some((*count, *amount)),
            _ => None,
        });
        let around = Around { printing: app.jobs_waiting().unwrap_or(0), qris, till: app.till().to_owned() };
        let checks = day::checks(&state, &around, language, |id| self.person(id));
        let closed = state.closed_upto.is_some_and(|upto| state.date <= upto);
        let words = if closed {
            language.pick("ditutup", "closed").to_owned()
        } else {
            match state.closed_upto {
                Some(upto) => format!("{} {}", language.pick("terbuka · terakhir ditutup", "open · last closed"), dates::short(upto)),
                None => language.pick("terbuka", "open").to_owned(),
            }
        };
        let paper = match &self.office.day.done {
            Some((date, paper)) if *date == state.date => paper.clone(),
            _ if closed => self.day_paper(state.date),
            _ => String::new(),
        };
        let (columns, rows) = day::summary(&state, language);
        let view = bind::DayView {
            date: dates::long(state.date, language),
            state: words,
            closed,
            ready: state.open.is_empty() && !closed,
            tasks: checks.iter().map(|(task, _)| task.clone()).collect(),
            safe: format!("{} Rp {}", language.pick("brankas menurut buku", "the safe by the books"), state.safe),
            target: domain::ledger::name(domain::ledger::account::BANK).to_owned(),
            columns,
            rows,
            paper,
        };
        self.office.day.checks = checks.into_iter().map(|(_, deed)| deed).collect();
        self.office.day.date = Some(state.date);
        self.ui(move |window| bind::show_day(window, &view));
        self.show_deposit();
    }

    /// The day's report as on paper, for a day that was closed before.
    fn day_paper(&self, date: NaiveDate) -> String {
        let Some(app) = &self.app else { return String::new() };
        let mut paper = Vec::new();
        let written = app
            .report(&Report::Day, (Some(date), Some(date)), None, &mut Watch::quiet())
            .and_then(|sheet| app.write_report(&sheet, Format::Paper, &mut paper));
        if written.is_err() { String::new() } else { String::from_utf8_lossy(&paper).trim_end().to_owned() }
    }

    /// The closed day once more on paper.
    pub(in crate::window) fn print_day(&mut self) {
        let Some(date) = self.office.day.date else { return };
        let result = self.shop().and_then(|app| {
            let sheet = app.report(&Report::Day, (Some(date), Some(date)), None, &mut Watch::quiet())?;
            app.print_report(&sheet)
        });
        if self.settle(result) {
            self.wake_printer();
            let text = self.language.pick("Masuk antrean cetak", "In the print queue");
            self.ui(move |window| window.global::<Day>().set_print_state(text.into()));
        }
    }

    fn show_deposit(&self) {
        let digits = self.office.day.deposit.clone();
        let text = Rupiah::parse(&digits).map(|amount| amount.to_string()).unwrap_or_default();
        self.ui(move |window| {
            let page = window.global::<Day>();
            page.set_deposit(digits.into());
            page.set_deposit_text(text.into());
            page.set_error("".into());
        });
    }

    /// Another day.
    pub(in crate::window) fn move_day(&mut self, by: i32) {
        let date = self.office.day.date.unwrap_or_else(|| self.books_today());
        let count = Count::new(u64::from(by.unsigned_abs()));
        let moved = if by < 0 { date.checked_sub_days(count) } else { date.checked_add_days(count) };
        // A day that has not come has nothing to show.
        self.office.day.date = moved.filter(|moved| *moved <= self.books_today()).or(Some(date));
        self.show_day();
    }

    /// The deposit is being typed.
    pub(in crate::window) fn deposit_typed(&mut self, digits: &str) {
        digits.clone_into(&mut self.office.day.deposit);
        self.show_deposit();
    }

    /// The button of a check.
    pub(in crate::window) fn attend_day(&mut self, index: i32) {
        let deed = usize::try_from(index).ok().and_then(|place| self.office.day.checks.get(place)).copied();
        match deed {
            None | Some(Check::None) => {}
            Some(Check::CloseShift) => self.visit(Page::Close),
            Some(Check::Printing) => self.printer_detail(),
            Some(Check::Tenders) => self.see_report(&Report::Tenders),
        }
    }

    /// Closing was asked for: what will happen is told first.
    pub(in crate::window) fn ask_day_close(&mut self) {
        let Some(app) = &self.app else { return };
        let state = match app.day_state(self.office.day.date) {
            Ok(state) => state,
            Err(fault) => return self.refuse(&fault),
        };
        let deposit = Rupiah::parse(&self.office.day.deposit).unwrap_or(Rupiah::ZERO);
        let question = day::question(&state, deposit, self.language);
        self.ask_first(Asking::Deed(Deed::CloseDay(state.date, deposit)), question);
    }

    /// The day is closed.
    pub(super) fn day_closed(&mut self) {
        self.hear(Sound::Accepted);
        self.office.day.deposit.clear();
        self.clear_strip();
        self.show_status();
        self.show_day();
        self.wake_printer();
        let text = if self.app.as_ref().is_some_and(|app| app.settings().printer.is_some()) {
            self.language.pick("Masuk antrean cetak", "In the print queue")
        } else {
            ""
        };
        self.ui(move |window| window.global::<Day>().set_print_state(text.into()));
    }
}
