//! The stretch of days that a report is about, in words.

use chrono::{Datelike, NaiveDate};
use store::report::Period;

/// `22/11/2026`, or `1/11/2026 s.d. 22/11/2026`; whole months and years by their names.
pub(super) fn words(period: &Period) -> String {
    let short = |date: NaiveDate| date.format("%d/%m/%Y").to_string();
    if period.from == period.to {
        return format!("Tanggal {}", short(period.from));
    }
    if period.from.year() < 1900 {
        return if period.to.year() > 9000 { "Seluruh pembukuan".to_owned() } else { format!("Sampai {}", short(period.to)) };
    }
    if period.to.year() > 9000 {
        return format!("Sejak {}", short(period.from));
    }
    format!("{} s.d. {}", short(period.from), short(period.to))
}

/// The same days a year before.
pub(super) fn year_before(period: &Period) -> Period {
    let back = |date: NaiveDate| {
        let year = date.year() - 1;
        // 29 February has no day a year before.
        date.with_year(year).or_else(|| NaiveDate::from_ymd_opt(year, 2, 28)).unwrap_or(date)
    };
    let to = back(period.to);
    // A period that ends with a month ends with that month.
    let month_end = period.to.succ_opt().is_some_and(|next| next.day() == 1);
    let to = if month_end { last_of_month(to) } else { to };
    Period { from: back(period.from), to }
}

fn last_of_month(date: NaiveDate) -> NaiveDate {
    let (year, month) = if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1).and_then(|first| first.pred_opt()).unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("date")
    }

    #[test]
    fn in_words() {
        assert_eq!(words(&Period::day(day(2026, 11, 22))), "Tanggal 22/11/2026");
        assert_eq!(words(&Period { from: day(2026, 11, 1), to: day(2026, 11, 30) }), "01/11/2026 s.d. 30/11/2026");
        assert_eq!(words(&Period::until(day(2026, 11, 30))), "Sampai 30/11/2026");
    }

    #[test]
    fn a_year_before() {
        let february = Period { from: day(2025, 2, 1), to: day(2025, 2, 28) };
        assert_eq!(year_before(&february), Period { from: day(2024, 2, 1), to: day(2024, 2, 29) });
        let leap = Period { from: day(2024, 2, 29), to: day(2024, 3, 5) };
        assert_eq!(year_before(&leap), Period { from: day(2023, 2, 28), to: day(2023, 3, 5) });
    }
}
