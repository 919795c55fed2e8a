//! What is owed both ways: by due date on a calendar, by age in a chart, one by one in a list.

use app::trade::money::{AgeSums, ClaimList, ClaimRow};
use chrono::{Datelike, Days, Months, NaiveDate};
use domain::Rupiah;
use domain::settlement::{Ageing, Nature, OpenItem};

use super::{Day, Figure, Row, Tick, fits, rp};
use crate::office::table::{Bar, bars};
use crate::office::{Detail, Tone, short_amount};
use crate::{Language, dates};

/// How late something is: `lewat 3 hari`, `hari ini`, `5 hari lagi`.
pub fn when(due: NaiveDate, today: NaiveDate, language: Language) -> String {
    let count = (due - today).num_days();
    let day = |count: i64| if count == 1 { "day" } else { "days" };
    match (count, language) {
        (0, _) => language.pick("hari ini", "today").to_owned(),
        (..0, Language::Indonesian) => format!("lewat {} hari", -count),
        (..0, Language::English) => format!("{} {} over", -count, day(-count)),
        (_, Language::Indonesian) => format!("{count} hari lagi"),
        (_, Language::English) => format!("in {count} {}", day(count)),
    }
}

/// What stands in the way of a claim, in words; empty: nothing.
fn holds(row: &ClaimRow, language: Language) -> Vec<String> {
    let item = &row.item;
    let mut words = Vec::new();
    if item.nature == Nature::Consignment {
        words.push(language.pick("titipan", "on consignment").to_owned());
    }
    if !item.confirmed {
        words.push(language.pick("belum diakui", "not accepted yet").to_owned());
    }
    if !item.disputed.is_zero() {
        words.push(format!("{} {}", language.pick("disanggah", "disputed"), rp(item.disputed)));
    }
    if !item.reserved.is_zero() {
        words.push(format!("{} {}", language.pick("dijanjikan", "promised"), rp(item.reserved)));
    }
    words
}

/// How urgent a claim is.
fn tone(row: &ClaimRow) -> Tone {
    match row.age {
        Ageing::Older | Ageing::Month => Tone::Stop,
        Ageing::Week | Ageing::Fortnight => Tone::Look,
        Ageing::NotDue => Tone::Quiet,
    }
}

/// What of a claim can be paid now, rupiah: owed by the shop, accepted, undisputed, not promised.
pub fn payable(row: &ClaimRow) -> Rupiah {
    if row.receivable { Rupiah::ZERO } else { row.item.payable() }
}

/// Which claims a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Which {
    /// What somebody searches.
    pub query: String,
    /// Only those due on this day.
    pub day: Option<NaiveDate>,
    /// Only those of one party.
    pub party: Option<String>,
}

/// The claims to read, the oldest due first: the place of each. `chosen`: ids of those that are to be paid; `boxes`: they
/// can be chosen.
pub fn rows(list: &ClaimList, which: &Which, (chosen, boxes): (&[String], bool), language: Language) -> Vec<(usize, Row)> {
    let mut rows = Vec::with_capacity(list.rows.len());
    for (place, claim) in list.rows.iter().enumerate() {
        let item = &claim.item;
        let way = way(claim, language);
        let here = which.day.is_none_or(|day| item.due == day) && which.party.as_ref().is_none_or(|party| *party == claim.party);
        if !here || !fits(&which.query, &[&item.document, &claim.name, &claim.party, way]) {
            continue;
        }
        let mut detail = vec![format!("{way} {}", item.due.format("%d/%m")), item.document.clone()];
        detail.extend(holds(claim, language));
        let tone = tone(claim);
        let pays = boxes && !payable(claim).is_zero();
        let tick = if pays { Tick::of(chosen.contains(&item.id)) } else { Tick::None };
        let row = Row {
            text: claim.name.clone(),
            detail: detail.join(" · "),
            mark: if claim.receivable { format!("+{}", item.open) } else { item.open.to_string() },
            state: when(item.due, list.on, language),
            tone,
            tick,
            ..Row::default()
        };
        rows.push((place, row));
    }
    rows
}

/// Which way a claim goes.
fn way(row: &ClaimRow, language: Language) -> &'static str {
    if row.receivable { language.pick("piutang", "owed to us") } else { language.pick("utang", "we owe") }
}

/// The figures over the page: what is owed both ways, what of the shop's debts is due, what is chosen.
pub fn figures(list: &ClaimList, chosen: &[String], language: Language) -> Vec<Figure> {
    let figure = |label: &str, amount: Rupiah, tone| Figure { label: label.to_owned(), value: rp(amount), tone };
    let total = |sums: &AgeSums| sums.total().unwrap_or_default();
    let late = total(&list.payable).minus(list.payable.0[0]).unwrap_or_default();
    let mut figures = vec![
        figure(language.pick("Utang", "We owe"), total(&list.payable), Tone::Quiet),
        figure(language.pick("Utang lewat tempo", "Overdue"), late, if late.is_zero() { Tone::Quiet } else { Tone::Stop }),
        figure(language.pick("Piutang", "Owed to us"), total(&list.receivable), Tone::Quiet),
    ];
    if !chosen.is_empty() {
        figures.push(figure(language.pick("Dipilih", "Chosen"), sum_of(list, chosen), Tone::Good));
    }
    figures
}

/// What of some claims can be paid, rupiah.
pub fn sum_of(list: &ClaimList, chosen: &[String]) -> Rupiah {
    let rows = list.rows.iter().filter(|row| chosen.contains(&row.item.id));
    Rupiah::sum(rows.map(payable)).unwrap_or_default()
}

/// What is known of a claim.
pub fn details(row: &ClaimRow, today: NaiveDate, language: Language) -> Vec<Detail> {
    let item = &row.item;
    let mut details = vec![
        Detail::new(crate::capital(way(row, language)).as_str(), format!("{} · {}", row.name, item.document)),
        Detail::new(language.pick("Jatuh tempo", "Due"), format!("{} · {}", dates::short(item.due), when(item.due, today, language))),
        Detail::new(language.pick("Masih terbuka", "Still open"), open(item, language)),
    ];
    if !row.receivable {
        details.push(Detail::new(language.pick("Bisa dibayar sekarang", "Can be paid now"), rp(payable(row))));
    }
    if !item.disputed.is_zero() {
        details.push(Detail::new(language.pick("Disanggah", "Disputed"), rp(item.disputed)));
    }
    if !item.reserved.is_zero() {
        let label = language.pick("Dijanjikan (saling hapus, uang di jalan)", "Promised (set-off, money on its way)");
        details.push(Detail::new(label, rp(item.reserved)));
    }
    let known = if item.confirmed { language.pick("ya", "yes") } else { language.pick("belum", "not yet") };
    details.push(Detail::new(language.pick("Diakui kedua pihak", "Accepted by both"), known));
    if item.nature == Nature::Consignment {
        let text = language.pick("uang barang titipan, tidak ikut saling hapus", "money for goods on consignment, never set off");
        details.push(Detail::new(language.pick("Sifat", "Kind"), text));
    }
    details.push(Detail::new(language.pick("Tanggal dokumen", "Date of the document"), dates::short(item.date)));
    details
}

/// What is open, and of how much.
fn open(item: &OpenItem, language: Language) -> String {
    if item.open == item.amount {
        return rp(item.open);
    }
    format!("{} {} {}", rp(item.open), language.pick("dari", "of"), item.amount)
}

/// What the shop owes by age as bars, the youngest first, and what it is owed as marks on them.
pub fn ageing(list: &ClaimList, language: Language) -> Vec<Bar> {
    let label = |age: Ageing| match age {
        Ageing::NotDue => language.pick("belum", "not due"),
        Ageing::Week => "1–7",
        Ageing::Fortnight => "8–14",
        Ageing::Month => "15–30",
        Ageing::Older => ">30",
    };
    let labels: Vec<String> = Ageing::ALL.into_iter().map(|age| label(age).to_owned()).collect();
    let values = |sums: &AgeSums| sums.0.iter().map(|amount| amount.get()).collect::<Vec<i64>>();
    let (owed, others) = (values(&list.payable), values(&list.receivable));
    let others: Vec<Option<i64>> = others.into_iter().map(|amount| (amount != 0).then_some(amount)).collect();
    bars(&labels, &owed, &others, |place| short_amount(owed[place], language))
}

/// The first day of the month of a day.
pub fn month_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The month before or after.
pub fn step(month: NaiveDate, by: i32) -> NaiveDate {
    let months = Months::new(by.unsigned_abs());
    let stepped = if by < 0 { month.checked_sub_months(months) } else { month.checked_add_months(months) };
    month_of(stepped.unwrap_or(month))
}

/// The six weeks around a month, from a Monday: what is due on each day.
pub fn calendar(list: &ClaimList, month: NaiveDate, language: Language) -> Vec<(NaiveDate, Day)> {
    let first = month_of(month);
    let start = first.checked_sub_days(Days::new(u64::from(first.weekday().num_days_from_monday()))).unwrap_or(first);
    let day = |offset: u64| {
        let date = start.checked_add_days(Days::new(offset)).unwrap_or(start);
        let (comes, goes) = due_on(list, date);
        let words = |amount: Rupiah| if amount.is_zero() { String::new() } else { short_amount(amount.get(), language) };
        let day = Day {
            text: date.day().to_string(),
            comes: words(comes),
            goes: words(goes),
            today: date == list.on,
            other: month_of(date) != first,
            tone: if date < list.on && !goes.is_zero() { Tone::Stop } else { Tone::Quiet },
        };
        (date, day)
    };
    (0..42).map(day).collect()
}

/// What comes in and what goes out when all that is due on a day is paid, rupiah.
fn due_on(list: &ClaimList, day: NaiveDate) -> (Rupiah, Rupiah) {
    let sum = |receivable: bool| {
        let rows = list.rows.iter().filter(|row| row.item.due == day && row.receivable == receivable);
        Rupiah::sum(rows.map(|row| row.item.open)).unwrap_or_default()
    };
    (sum(true), sum(false))
}

/// The days of the week, as short as a calendar wants them.
pub const fn weekdays(language: Language) -> [&'static str; 7] {
    match language {
        Language::Indonesian => ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"],
        Language::English => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    }
}

/// What a day of the calendar asks for, in words.
pub fn of_day(list: &ClaimList, day: NaiveDate, language: Language) -> String {
    let (comes, goes) = due_on(list, day);
    let mut words = Vec::new();
    if !goes.is_zero() {
        words.push(format!("{} {}", language.pick("dibayar", "to pay"), rp(goes)));
    }
    if !comes.is_zero() {
        words.push(format!("{} {}", language.pick("masuk", "comes in"), rp(comes)));
    }
    if words.is_empty() {
        words.push(language.pick("tidak ada yang jatuh tempo", "nothing is due").to_owned());
    }
    format!("{}: {}", dates::short(day), words.join(", "))
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    const ID: Language = Language::Indonesian;

    pub(in crate::trade) fn on(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("date")
    }

    pub(in crate::trade) fn claim(document: &str, due: NaiveDate, open: i64, receivable: bool) -> ClaimRow {
        let item = OpenItem {
            id: format!("id-{document}"),
            document: document.into(),
            debtor: if receivable { "DC" } else { "KOP" }.into(),
            creditor: if receivable { "KOP" } else { "DC" }.into(),
            date: on(2),
            due,
            amount: Rupiah::new(open),
            open: Rupiah::new(open),
            disputed: Rupiah::ZERO,
            reserved: Rupiah::ZERO,
            confirmed: true,
            nature: Nature::Trade,
        };
        ClaimRow { party: "DC".into(), name: "DC Jaringan".into(), item, receivable, age: Ageing::of(due, on(20)) }
    }

    /// Due on the 9th (11 days over on the 20th) and on the 25th, and one the other way.
    fn list() -> ClaimList {
        let mut old = claim("F-1", on(9), 1_000_000, false);
        (old.item.disputed, old.item.reserved) = (Rupiah::new(100_000), Rupiah::new(300_000));
        let mut new = claim("F-2", on(25), 500_000, false);
        new.item.confirmed = false;
        let rows = vec![old, new, claim("F-3", on(25), 300_000, true)];
        let sums = |amounts: [i64; 5]| AgeSums(amounts.map(Rupiah::new));
        ClaimList { on: on(20), rows, payable: sums([500_000, 0, 1_000_000, 0, 0]), receivable: sums([300_000, 0, 0, 0, 0]) }
    }

    #[test]
    fn claims_are_read_with_what_stands_in_their_way() {
        let list = list();
        let shown = rows(&list, &Which::default(), (&["id-F-1".into()], true), ID);
        assert_eq!(shown.len(), 3);
        let first = &shown[0].1;
        assert_eq!(first.detail, "utang 09/03 · F-1 · disanggah Rp 100.000 · dijanjikan Rp 300.000");
        assert_eq!((first.state.as_str(), first.tone, first.tick), ("lewat 11 hari", Tone::Look, Tick::On));
        assert_eq!(
            (shown[1].1.tick, shown[1].1.detail.as_str()),
            (Tick::None, "utang 25/03 · F-2 · belum diakui"),
            "only what is accepted is paid"
        );
        assert_eq!((shown[2].1.mark.as_str(), shown[2].1.tick), ("+300.000", Tick::None));
        let of = |which: &Which| rows(&list, which, (&[], false), ID).len();
        assert_eq!(of(&Which { day: Some(on(25)), ..Which::default() }), 2);
        assert_eq!(of(&Which { query: "piutang".into(), ..Which::default() }), 1);
        assert_eq!(of(&Which { party: Some("X".into()), ..Which::default() }), 0);
        assert_eq!(
            (payable(&list.rows[0]), payable(&list.rows[1]), payable(&list.rows[2])),
            (Rupiah::new(600_000), Rupiah::ZERO, Rupiah::ZERO)
        );
        assert_eq!(sum_of(&list, &["id-F-1".into()]), Rupiah::new(600_000));
        let values: Vec<String> = figures(&list, &["id-F-1".into()], ID).into_iter().map(|figure| figure.value).collect();
        assert_eq!(values, ["Rp 1.500.000", "Rp 1.000.000", "Rp 300.000", "Rp 600.000"]);
        let told = details(&list.rows[0], list.on, ID);
        assert!(told.iter().any(|row| row.label == "Bisa dibayar sekarang" && row.value == "Rp 600.000"));
    }

    #[test]
    fn ages_are_bars() {
        let shown = ageing(&list(), ID);
        let read: Vec<(&str, &str, i32)> = shown.iter().map(|bar| (bar.label.as_str(), bar.value.as_str(), bar.share)).collect();
        assert_eq!(read, [("belum", "500 rb", 500), ("1–7", "", 0), ("8–14", "1 jt", 1_000), ("15–30", "", 0), (">30", "", 0)]);
        let marks: Vec<Option<i32>> = shown.iter().map(|bar| bar.other).collect();
        assert_eq!(marks, [Some(300), None, None, None, None], "what is owed to the shop");
        assert_eq!(when(on(20), on(20), ID), "hari ini");
        assert_eq!(when(on(21), on(20), Language::English), "in 1 day");
    }

    #[test]
    fn a_month_has_six_weeks() {
        let shown = calendar(&list(), on(20), ID);
        assert_eq!((shown.len(), shown[0].0, shown[41].0.to_string().as_str()), (42, "2026-02-23".parse().expect("date"), "2026-04-05"));
        let day = |day: u32| shown.iter().find(|one| one.0 == on(day)).map(|one| &one.1).expect("in the month");
        assert_eq!((day(9).goes.as_str(), day(9).tone, day(9).comes.as_str()), ("1 jt", Tone::Stop, ""));
        assert_eq!((day(25).goes.as_str(), day(25).comes.as_str(), day(25).tone), ("500 rb", "300 rb", Tone::Quiet));
        assert!(day(20).today && !day(20).other && shown[0].1.other);
        assert_eq!((step(on(31), -1).to_string().as_str(), step(on(31), 1).to_string().as_str()), ("2026-02-01", "2026-04-01"));
        assert_eq!(of_day(&list(), on(25), ID), "25/03/2026: dibayar Rp 500.000, masuk Rp 300.000");
        assert_eq!(of_day(&list(), on(1), ID), "01/03/2026: tidak ada yang jatuh tempo");
    }
}
