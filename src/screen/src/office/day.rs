//! The close of a day: what stands in the way, and the day in sums.

use app::day::DayState;
use domain::Rupiah;
use domain::ledger::name;

use super::table::{Column, Row, columns};
use super::{Question, Task, Tone};
use crate::{Language, dates};

/// The day's journal in sums.
pub fn summary(state: &DayState, language: Language) -> (Vec<Column>, Vec<Row>) {
    let show = |amount: Rupiah| if amount.is_zero() { String::new() } else { amount.to_string() };
    let mut rows: Vec<Row> = state
        .summary
        .iter()
        .map(|(code, debit, credit)| Row { cells: vec![format!("{code} {}", name(code)), show(*debit), show(*credit)], ..Row::default() })
        .collect();
    if !rows.is_empty() {
        let sum = |amounts: Vec<Rupiah>| Rupiah::sum(amounts).map(|sum| sum.to_string()).unwrap_or_default();
        let (debits, credits) = state.summary.iter().map(|(_, debit, credit)| (*debit, *credit)).unzip();
        rows.push(Row { cells: vec![language.pick("Jumlah", "Sum").to_owned(), sum(debits), sum(credits)], style: 1, opens: false });
    }
    let titles = [language.pick("Akun", "Account"), "Debit", language.pick("Kredit", "Credit")];
    (columns(&titles, &[false, true, true], &rows), rows)
}

/// What the till found beside the day's own state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Around {
    /// Receipts that wait for the printer.
    pub printing: usize,
    /// QRIS payments without proof: how many, and their sum.
    pub qris: Option<(i64, Rupiah)>,
    /// The letter of this till.
    pub till: String,
}

/// The checks, and what each button does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Nothing.
    None,
    /// Close the shift of this till.
    CloseShift,
    /// See the print queue.
    Printing,
    /// See the tenders.
    Tenders,
}

/// What has to be looked at before a day is closed; only open shifts stand in the way.
pub fn checks(state: &DayState, around: &Around, language: Language, person: impl Fn(&str) -> String) -> Vec<(Task, Deed)> {
    let mut checks = Vec::new();
    for open in &state.open {
        let shift = &open.shift;
        let own = shift.till == around.till;
        let text = match language {
            Language::Indonesian => format!("Kasir {} belum ditutup", shift.till),
            Language::English => format!("Till {} is not closed", shift.till),
        };
        let detail = format!("{} · {}", person(&shift.opened_by), dates::short(shift.business_date));
        let verb = if own { language.pick("Tutup", "Close") } else { "" };
        let task = Task { text, detail, tone: Tone::Stop, verb: verb.to_owned() };
        checks.push((task, if own { Deed::CloseShift } else { Deed::None }));
    }
    if state.open.is_empty() {
        let text = language.pick("Semua kasir sudah ditutup", "All tills are closed");
        checks.push((Task { text: text.to_owned(), tone: Tone::Good, ..Task::default() }, Deed::None));
    }
    if around.printing > 0 {
        let text = match language {
            Language::Indonesian => format!("{} cetakan menunggu printer", around.printing),
            Language::English => format!("{} prints wait for the printer", around.printing),
        };
        let verb = language.pick("Printer", "Printer").to_owned();
        checks.push((Task { text, tone: Tone::Look, verb, ..Task::default() }, Deed::Printing));
    }
    if let Some((count, amount)) = around.qris.filter(|(count, _)| *count > 0) {
        let text = match language {
            Language::Indonesian => format!("{count} pembayaran QRIS menunggu konfirmasi"),
            Language::English => format!("{count} QRIS payments wait for confirmation"),
        };
        let verb = language.pick("Lihat", "See").to_owned();
        checks.push((Task { text, detail: format!("Rp {amount}"), tone: Tone::Look, verb }, Deed::Tenders));
    }
    if state.late > 0 {
        let text = match language {
            Language::Indonesian => format!("{} catatan terlambat dibukukan di hari ini", state.late),
            Language::English => format!("{} late records are booked on this day", state.late),
        };
        checks.push((Task { text, ..Task::default() }, Deed::None));
    }
    checks
}

/// The question before a day is closed.
pub fn question(state: &DayState, deposit: Rupiah, language: Language) -> Question {
    let date = dates::long(state.date, language);
    let mut points = Vec::new();
    if !deposit.is_zero() {
        points.push(match language {
            Language::Indonesian => format!("Rp {deposit} dibukukan dari brankas ke bank."),
            Language::English => format!("Rp {deposit} is booked from the safe to the bank."),
        });
    }
    points.push(
        language
            .pick(
                "Hari ini dan semua hari sebelumnya tidak menerima pembukuan lagi.",
                "This day and all days before it take no more postings.",
            )
            .to_owned(),
    );
    points.push(
        language
            .pick(
                "Catatan yang datang terlambat masuk ke hari yang terbuka dan ditandai.",
                "Records that come late go to the open day and are marked.",
            )
            .to_owned(),
    );
    Question {
        title: match language {
            Language::Indonesian => format!("Tutup {date}?"),
            Language::English => format!("Close {date}?"),
        },
        points,
        action: language.pick("Tutup hari", "Close the day").to_owned(),
        ..Question::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn state() -> DayState {
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).expect("date");
        let summary = vec![("1-111".to_owned(), Rupiah::new(500), Rupiah::ZERO), ("4-210".to_owned(), Rupiah::ZERO, Rupiah::new(500))];
        DayState { date, open: Vec::new(), safe: Rupiah::new(9_000), closed_upto: None, summary, late: 2 }
    }

    #[test]
    fn the_day_in_sums() {
        let (columns, rows) = summary(&state(), Language::Indonesian);
        assert_eq!((columns.len(), rows.len()), (3, 3));
        assert_eq!(rows[0].cells, ["1-111 Kas kasir (laci)", "500", ""]);
        assert_eq!((rows[2].cells.join("|"), rows[2].style), ("Jumlah|500|500".to_owned(), 1));
    }

    #[test]
    fn what_is_to_be_looked_at() {
        let around = Around { printing: 1, qris: Some((3, Rupiah::new(88_000))), till: "A".to_owned() };
        let found = checks(&state(), &around, Language::Indonesian, str::to_owned);
        let tones: Vec<Tone> = found.iter().map(|(task, _)| task.tone).collect();
        assert_eq!(tones, [Tone::Good, Tone::Look, Tone::Look, Tone::Quiet]);
        assert_eq!(found[2].1, Deed::Tenders);
    }

    #[test]
    fn a_deposit_is_named_before_it_is_made() {
        assert_eq!(question(&state(), Rupiah::new(2_500_000), Language::Indonesian).points.len(), 3);
        assert_eq!(question(&state(), Rupiah::ZERO, Language::English).points.len(), 2);
    }
}
