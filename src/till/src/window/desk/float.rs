//! Opening the till: the day, the money counted by denomination or only its sum.

use app::Fault;
use app::day::Opening;
use chrono::{Days, NaiveDate};
use domain::Rupiah;
use domain::shift::CashCount;
use screen::float::{self, Counts};
use screen::{dates, sentence};
use slint::ComponentHandle;
use ui::{OpeningFloat, Page};

use super::Desk;
use super::counter::Deed;
use crate::window::bind;
use crate::window::sound::Sound;

/// Money that is being counted, and the day that a shift is opened for.
#[derive(Default)]
pub(super) struct Drawer {
    pub(super) counts: Counts,
    date: Option<NaiveDate>,
}

impl Desk {
    /// The page that asks for the float, with nothing counted.
    pub(super) fn begin_float(&mut self) {
        self.drawer = Drawer::default();
        self.ui(|window| {
            window.global::<ui::Counting>().set_marked(0);
            let page = window.global::<OpeningFloat>();
            page.set_amount("".into());
            page.set_amount_text("".into());
        });
        self.show_counting();
        self.show_float();
    }

    /// The day and what is strange about it.
    pub(super) fn show_float(&self) {
        let Some(app) = &self.app else { return };
        let now = app.now();
        let proposed = app.proposed_date().unwrap_or_else(|_| now.date_naive());
        let date = self.drawer.date.unwrap_or(proposed);
        let last = app.find_sales("", 1).ok().and_then(|sales| sales.first().map(|sale| sale.at));
        let last = last.and_then(chrono::DateTime::from_timestamp_millis).map(|at| at.with_timezone(now.offset()));
        let note = float::note(date, proposed, now, last, self.language);
        let date = dates::long(date, self.language);
        self.ui(move |window| {
            let page = window.global::<OpeningFloat>();
            page.set_business_date(date.into());
            page.set_note(note.into());
            page.set_error("".into());
        });
    }

    /// Another day was asked for.
    pub(in crate::window) fn move_shift_date(&mut self, by: i32) {
        let Some(app) = &self.app else { return };
        let proposed = app.proposed_date().unwrap_or_else(|_| app.now().date_naive());
        let now = self.drawer.date.unwrap_or(proposed);
        let moved = if by < 0 { now.checked_sub_days(Days::new(1)) } else { now.checked_add_days(Days::new(1)) };
        self.drawer.date = moved.filter(|date| *date != proposed);
        self.show_float();
    }

    /// The count of a face was typed.
    pub(in crate::window) fn set_count(&mut self, row: i32, digits: &str) {
        let Some(count) = usize::try_from(row).ok().and_then(|row| self.drawer.counts.get_mut(row)) else { return };
        *count = digits.parse().ok();
        self.show_counting();
    }

    /// One piece of a face more or less.
    pub(in crate::window) fn step_count(&mut self, row: i32, by: i32) {
        let Some(count) = usize::try_from(row).ok().and_then(|row| self.drawer.counts.get_mut(row)) else { return };
        *count = Some((count.unwrap_or(0) + i64::from(by)).max(0));
        self.show_counting();
    }

    /// The rows of the count and their sum.
    pub(super) fn show_counting(&self) {
        let rows = float::rows(&self.drawer.counts, self.language);
        let sum = float::count(&self.drawer.counts).ok().and_then(|count| count.total().ok()).unwrap_or_default().to_string();
        self.ui(move |window| bind::show_counting(window, &rows, &sum));
    }

    /// What was counted so far.
    pub(super) fn counted(&self) -> Result<CashCount, Fault> {
        Ok(float::count(&self.drawer.counts)?)
    }

    /// The sum is being typed.
    pub(in crate::window) fn float_edited(&self, digits: &str) {
        let text = Rupiah::parse(digits).map(|amount| amount.to_string()).unwrap_or_default();
        self.ui(move |window| window.global::<OpeningFloat>().set_amount_text(text.into()));
    }

    /// Only the sum was typed.
    pub(in crate::window) fn open_shift(&mut self, digits: &str) {
        match Rupiah::parse(if digits.is_empty() { "0" } else { digits }) {
            Ok(amount) => self.attempt_at_counter(Deed::Open(Opening { count: None, amount, date: self.drawer.date })),
            Err(error) => self.shift_opened(Err(app::Refusal::Amount(error.to_string()).into())),
        }
    }

    /// The notes and coins were counted.
    pub(in crate::window) fn open_counted_shift(&mut self) {
        match self.counted() {
            Ok(count) => {
                let opening = Opening { count: Some(count), amount: Rupiah::ZERO, date: self.drawer.date };
                self.attempt_at_counter(Deed::Open(opening));
            }
            Err(fault) => self.shift_opened(Err(fault)),
        }
    }

    /// The till is open, or why it is not.
    pub(super) fn shift_opened(&mut self, result: Result<(), Fault>) {
        match result {
            Ok(()) => {
                self.begin_float();
                self.show_status();
                self.show_cart();
                self.go(Page::Sale);
                self.show_drawer_alarm();
            }
            Err(fault) => {
                let text = sentence(&fault, self.language);
                self.hear(Sound::Refused);
                self.ui(move |window| window.global::<OpeningFloat>().set_error(text.into()));
            }
        }
    }
}
