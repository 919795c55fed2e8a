//! Dates and times as people read them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate};

use crate::Language;

const DAYS_ID: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
const DAYS_EN: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS_ID: [&str; 12] =
    ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// `Minggu, 22 November 2026`
pub fn long(date: NaiveDate, language: Language) -> String {
    let day = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or(0);
    let month = usize::try_from(date.month0()).unwrap_or(0);
    let (days, months) = match language {
        Language::Indonesian => (DAYS_ID, MONTHS_ID),
        Language::English => (DAYS_EN, MONTHS_EN),
    };
    format!("{}, {} {} {}", days[day], date.day(), months[month], date.year())
}

/// `November 2026`
pub fn month(date: NaiveDate, language: Language) -> String {
    let months = match language {
        Language::Indonesian => MONTHS_ID,
        Language::English => MONTHS_EN,
    };
    format!("{} {}", months[usize::try_from(date.month0()).unwrap_or(0)], date.year())
}

/// `22/11/2026`
pub fn short(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// `14:32`
pub fn clock(at: DateTime<FixedOffset>) -> String {
    at.format("%H:%M").to_string()
}

/// `22/11 14:32` from milliseconds since 1970 UTC.
pub fn stamp(ms: i64, zone: FixedOffset) -> String {
    DateTime::from_timestamp_millis(ms).unwrap_or_default().with_timezone(&zone).format("%d/%m %H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_words() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).expect("date");
        assert_eq!(long(date, Language::Indonesian), "Minggu, 22 November 2026");
        assert_eq!(long(date, Language::English), "Sunday, 22 November 2026");
    }
}
