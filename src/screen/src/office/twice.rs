//! What two tills did because neither knew of the other's doing, as tasks for the manager.

use app::books::Twice;
use chrono::{Datelike, NaiveDate};
use domain::period::PeriodKind;

use super::{Task, Tone};
use crate::{Language, dates};

/// Names that are written out; the number says how many there are.
const NAMED: usize = 3;

/// A task for each kind of thing that was done twice.
pub(super) fn tasks(found: &Twice, language: Language) -> Vec<Task> {
    let id = language == Language::Indonesian;
    let mut tasks = Vec::new();
    let mut add = |text: String, names: &[String], do_this: &str| {
        let mut named = names.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
        if names.len() > NAMED {
            named.push_str(", …");
        }
        let between = if named.is_empty() { "" } else { " · " };
        tasks.push(Task { text, detail: format!("{named}{between}{do_this}"), tone: Tone::Look, verb: String::new() });
    };
    for (kind, upto) in &found.closes {
        let what = period(*kind, *upto, language);
        let text = if id { format!("{what} ditutup di dua kasir") } else { format!("{what} was closed at two tills") };
        let advice = match kind {
            PeriodKind::Day => language.pick("yang pertama berlaku; periksa setoran", "the first counts; check the deposits"),
            _ => language.pick("yang pertama berlaku", "the first counts"),
        };
        add(text, &[], advice);
    }
    if !found.carts.is_empty() {
        let (count, tills) = (found.carts.len(), found.carts.iter().map(|tills| tills.join(" + ")).collect::<Vec<_>>());
        add(
            if id { format!("{count} nota tahan diambil di dua kasir") } else { format!("{count} parked carts were taken at two tills") },
            &tills,
            language.pick("periksa apakah dibayar dua kali", "see whether they were paid twice"),
        );
    }
    if !found.returns.is_empty() {
        let count = found.returns.len();
        add(
            if id { format!("{count} nota diretur di dua kasir") } else { format!("{count} receipts were returned at two tills") },
            &found.returns,
            language.pick("melebihi yang dijual", "more than was sold"),
        );
    }
    if !found.notes.is_empty() {
        let count = found.notes.len();
        add(
            if id {
                format!("{count} surat jalan diterima di dua kasir")
            } else {
                format!("{count} delivery notes were received at two tills")
            },
            &found.notes,
            language.pick("hitung barangnya", "count the goods"),
        );
    }
    if !found.reversals.is_empty() {
        let count = found.reversals.len();
        add(
            if id { format!("{count} jurnal dibalik di dua kasir") } else { format!("{count} journals were reversed at two tills") },
            &found.reversals,
            language.pick("tulis jurnal itu sekali lagi", "write that journal once more"),
        );
    }
    if !found.openings.is_empty() {
        let count = found.openings.len();
        add(
            if id {
                format!("Stok awal {count} barang dicatat di dua kasir")
            } else {
                format!("Opening stock of {count} products was recorded at two tills")
            },
            &found.openings,
            language.pick("hitung barangnya", "count the goods"),
        );
    }
    tasks
}

fn period(kind: PeriodKind, upto: NaiveDate, language: Language) -> String {
    match kind {
        PeriodKind::Day => format!("{} {}", language.pick("Hari", "The day"), dates::short(upto)),
        PeriodKind::Month => dates::month(upto, language),
        PeriodKind::Year => format!("{} {}", language.pick("Tahun", "The year"), upto.year()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_is_named_with_what_to_do() {
        let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).expect("a date");
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let found = Twice {
            carts: vec![names(&["A", "B"])],
            returns: names(&["A1-000001"]),
            notes: names(&["SJ-1", "SJ-2", "SJ-3", "SJ-4"]),
            closes: vec![(PeriodKind::Day, day(2026, 11, 10)), (PeriodKind::Year, day(2026, 12, 31))],
            reversals: names(&["Balik sewa"]),
            openings: names(&["Gula"]),
        };
        let tasks = super::tasks(&found, Language::Indonesian);
        assert_eq!(tasks.len(), 7);
        assert_eq!(tasks[1].text, "Tahun 2026 ditutup di dua kasir");
        assert_eq!(tasks[2].detail, "A + B · periksa apakah dibayar dua kali");
        assert_eq!(tasks[4].detail, "SJ-1, SJ-2, SJ-3, … · hitung barangnya");
        assert_eq!(super::tasks(&found, Language::English).len(), 7);
        assert!(super::tasks(&Twice::default(), Language::English).is_empty());
    }
}
