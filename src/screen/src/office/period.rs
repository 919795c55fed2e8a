//! A stretch of days: the usual ones, and the one before or after.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::{Language, dates};

/// A stretch of days as a person asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// Which of the usual ones: 0 today, 1 yesterday, 2 this week, 3 this month, 4 own dates.
    pub chosen: usize,
}

impl Stretch {
    /// One of the usual ones.
    pub fn usual(chosen: usize, today: NaiveDate) -> Self {
        let week = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday()))).unwrap_or(today);
        let (from, to) = match chosen {
            1 => {
                let yesterday = today.pred_opt().unwrap_or(today);
                (yesterday, yesterday)
            }
            2 => (week, week.checked_add_days(Days::new(6)).unwrap_or(today)),
            3 => (first_of_month(today), last_of_month(today)),
            _ => (today, today),
        };
        Self { from, to, chosen: chosen.min(3) }
    }

    /// Own dates, in whichever order they were typed.
    pub fn own(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from: from.min(to), to: from.max(to), chosen: 4 }
    }

    /// True for whole months.
    fn is_months(self) -> bool {
        self.from == first_of_month(self.from) && self.to == last_of_month(self.to)
    }

    /// The stretch of the same length before (−1) or after (1); whole months step by months.
    pub fn step(self, by: i32, today: NaiveDate) -> Self {
        let (from, to) = if self.is_months() {
            let months = u32::try_from((self.to.year() - self.from.year()) * 12).unwrap_or(0) + self.to.month() - self.from.month() + 1;
            let shift = |date: NaiveDate| {
                let moved =
                    if by < 0 { date.checked_sub_months(Months::new(months)) } else { date.checked_add_months(Months::new(months)) };
                moved.unwrap_or(date)
            };
            (shift(self.from), last_of_month(shift(first_of_month(self.to))))
        } else {
            let length = Days::new((self.to - self.from).num_days().unsigned_abs() + 1);
            let shift = |date: NaiveDate| {
                let moved = if by < 0 { date.checked_sub_days(length) } else { date.checked_add_days(length) };
                moved.unwrap_or(date)
            };
            (shift(self.from), shift(self.to))
        };
        let chosen = (0..4).find(|chosen| Self::usual(*chosen, today) == Self { from, to, chosen: *chosen }).unwrap_or(4);
        Self { from, to, chosen }
    }

    /// In words: a day with its name, a month by its name, else both ends.
    pub fn words(self, language: Language) -> String {
        if self.from == self.to {
            return dates::long(self.from, language);
        }
        if self.is_months() && self.from.year() == self.to.year() && self.from.month() == self.to.month() {
            return dates::month(self.from, language);
        }
        format!("{} – {}", dates::short(self.from), dates::short(self.to))
    }
}

/// The first day of a date's month.
pub fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The last day of a date's month.
pub fn last_of_month(date: NaiveDate) -> NaiveDate {
    first_of_month(date).checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("date")
    }

    #[test]
    fn the_usual_ones() {
        let today = day(2026, 11, 22);
        let ends = |chosen| {
            let stretch = Stretch::usual(chosen, today);
            (stretch.from, stretch.to)
        };
        assert_eq!(ends(0), (today, today));
        assert_eq!(ends(1), (day(2026, 11, 21), day(2026, 11, 21)));
        assert_eq!(ends(2), (day(2026, 11, 16), today));
        assert_eq!(ends(3), (day(2026, 11, 1), day(2026, 11, 30)));
    }

    #[test]
    fn steps_keep_the_length() {
        let today = day(2026, 11, 22);
        let step = |stretch: Stretch, by| stretch.step(by, today);
        assert_eq!(step(Stretch::usual(0, today), -1), Stretch::usual(1, today));
        assert_eq!(step(Stretch::usual(1, today), 1), Stretch::usual(0, today));
        let january = step(Stretch::own(day(2026, 2, 1), day(2026, 2, 28)), -1);
        assert_eq!((january.from, january.to), (day(2026, 1, 1), day(2026, 1, 31)));
        assert_eq!(step(Stretch::usual(3, today), -1).to, day(2026, 10, 31));
        let quarter = step(Stretch::own(day(2026, 1, 1), day(2026, 3, 31)), -1);
        assert_eq!((quarter.from, quarter.to), (day(2025, 10, 1), day(2025, 12, 31)));
        let three = step(Stretch::own(day(2026, 3, 1), day(2026, 3, 3)), -1);
        assert_eq!((three.from, three.to), (day(2026, 2, 26), day(2026, 2, 28)));
    }

    #[test]
    fn in_words() {
        let today = day(2026, 11, 22);
        assert_eq!(Stretch::usual(0, today).words(Language::Indonesian), "Minggu, 22 November 2026");
        assert_eq!(Stretch::usual(3, today).words(Language::Indonesian), "November 2026");
        assert_eq!(Stretch::usual(2, today).words(Language::English), "16/11/2026 – 22/11/2026");
    }
}
