//! Money counted by denomination, and the day that a shift is opened for.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::Rupiah;
use domain::shift::{CashCount, CountError, FACES};

use crate::Language;

/// Notes and coins of one face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountRow {
    /// `100.000`
    pub label: String,
    /// `lembar` or `keping`
    pub kind: String,
    /// Digits; empty when not counted.
    pub count: String,
    /// What they are worth; empty when there are none.
    pub amount: String,
}

/// Pieces of each face that the screen counts, in the order of [`faces`]; `None` when not counted.
pub type Counts = [Option<i64>; 10];

/// The smallest coin with a row of its own; smaller ones are hardly in circulation.
const SMALLEST: i64 = 100;

/// The faces that have a row, dearest first, rupiah.
pub fn faces() -> impl Iterator<Item = i64> {
    FACES.into_iter().filter(|face| *face >= SMALLEST)
}

/// One row a face.
pub fn rows(counts: &Counts, language: Language) -> Vec<CountRow> {
    let row = |(face, count): (i64, &Option<i64>)| CountRow {
        label: Rupiah::new(face).to_string(),
        kind: if face >= 1_000 { language.pick("lembar", "notes") } else { language.pick("keping", "coins") }.to_owned(),
        count: count.map(|count| count.to_string()).unwrap_or_default(),
        amount: count
            .filter(|count| *count > 0)
            .and_then(|count| Rupiah::new(face).times(count).ok())
            .map(|sum| sum.to_string())
            .unwrap_or_default(),
    };
    faces().zip(counts).map(row).collect()
}

/// What was counted.
///
/// # Errors
/// [`CountError`] for more pieces than anybody counts.
pub fn count(counts: &Counts) -> Result<CashCount, CountError> {
    CashCount::new(faces().zip(counts).filter_map(|(face, count)| count.map(|count| (face, count))))
}

/// What is strange about the day: a closed one, another one, or a clock that stands before the last sale.
pub fn note(
    date: NaiveDate,
    proposed: NaiveDate,
    now: DateTime<FixedOffset>,
    last_sale: Option<DateTime<FixedOffset>>,
    language: Language,
) -> String {
    if last_sale.is_some_and(|last| last > now) {
        return language
            .pick(
                "Jam komputer lebih awal dari penjualan terakhir. Periksa jam dan tanggalnya sebelum membuka kasir.",
                "The computer's clock stands before the last sale. Check time and date before you open the till.",
            )
            .to_owned();
    }
    if date != proposed {
        return language
            .pick(
                "Bukan tanggal hari ini: penjualan sif ini masuk ke tanggal di atas. Perlu izin manajer.",
                "Not today's date: sales of this shift are booked on the date above. A manager must allow it.",
            )
            .to_owned();
    }
    if proposed != now.date_naive() {
        return language
            .pick(
                "Hari ini sudah ditutup. Penjualan sif ini masuk ke tanggal berikutnya.",
                "Today is closed already. Sales of this shift are booked on the next day.",
            )
            .to_owned();
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).expect("a time")
    }

    #[test]
    fn a_count_is_shown_and_summed() {
        let mut counts = Counts::default();
        (counts[0], counts[9]) = (Some(12), Some(0));
        let rows = rows(&counts, Language::Indonesian);
        assert_eq!(
            (rows.len(), rows[0].label.as_str(), rows[0].count.as_str(), rows[0].amount.as_str()),
            (10, "100.000", "12", "1.200.000")
        );
        assert_eq!(
            (rows[9].label.as_str(), rows[9].kind.as_str(), rows[9].count.as_str(), rows[9].amount.as_str()),
            ("100", "keping", "0", "")
        );
        assert_eq!(count(&counts).and_then(|count| Ok(count.total()?)), Ok(Rupiah::new(1_200_000)));
    }

    #[test]
    fn a_strange_day_is_named() {
        let (now, date) = (at("2026-11-22T08:00:00+07:00"), NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date"));
        let next = date.succ_opt().expect("a date");
        let note = |date, proposed, last: Option<&str>| note(date, proposed, now, last.map(at), Language::Indonesian);
        assert_eq!(note(date, date, Some("2026-11-22T07:59:00+07:00")), "");
        assert!(note(date, date, Some("2026-11-24T09:00:00+07:00")).starts_with("Jam komputer"));
        assert!(note(next, date, None).starts_with("Bukan tanggal"));
        assert!(note(next, next, None).starts_with("Hari ini sudah ditutup"));
    }
}
