//! The manager's page: the day at a glance, and what needs a hand.

use app::books::{Attention, Dashboard, Hour, Verified};
use chrono::{FixedOffset, NaiveDate};
use domain::Rupiah;

use super::table::{Bar, bars};
use super::{Task, Tone, backup, short_amount, twice};
use crate::{Language, dates};

/// A number and what it was the other day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// What it is.
    pub label: String,
    /// The number.
    pub value: String,
    /// Beside it, small.
    pub note: String,
    /// It is rupiah.
    pub money: bool,
}

/// A till's drawer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawer {
    /// Which till.
    pub till: String,
    /// How it stands.
    pub state: String,
    /// Who.
    pub cashier: String,
    /// What it should hold; empty: not for this person.
    pub cash: String,
    /// Whether it is as it should be.
    pub tone: Tone,
}

/// What the button of a task does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Nothing.
    None,
    /// See the log and check.
    Audit,
    /// See the backups.
    Backup,
    /// See the differences.
    OverShort,
    /// Close the day.
    CloseDay,
    /// See how was paid.
    Tenders,
    /// See the cash of the drawer.
    Cash,
    /// See the print queue.
    Printing,
    /// See the stock.
    Stock,
    /// See the ledger of today.
    Late,
}

/// The page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The day.
    pub date: String,
    /// The large number.
    pub sales: Figure,
    /// The small ones.
    pub figures: Vec<Figure>,
    /// What the picture shows.
    pub chart_title: String,
    /// The picture.
    pub hours: Vec<Bar>,
    /// What needs a hand.
    pub tasks: Vec<Task>,
    /// What each button does.
    pub deeds: Vec<Deed>,
    /// The drawers.
    pub drawers: Vec<Drawer>,
    /// How the last backup stands.
    pub backup: (String, Tone),
    /// How the last proof stands.
    pub verify: (String, Tone),
}

/// The page from what was found.
pub fn view(found: &Dashboard, now: i64, zone: FixedOffset, language: Language) -> View {
    let (tasks, deeds) = found.attention.iter().flat_map(|what| tasks(what, zone, language)).unzip();
    let beside = weekday(found.beside, language);
    View {
        date: dates::long(found.date, language),
        sales: Figure {
            label: language.pick("Penjualan bersih hari ini", "Net sales today").to_owned(),
            value: found.today.net.to_string(),
            note: compared(found.today.net.get(), found.other_so_far.net, &beside, language),
            money: true,
        },
        figures: figures(found, &beside, language),
        chart_title: format!(
            "{}; {} {beside}",
            language.pick("Penjualan per jam hari ini", "Sales of today by hour"),
            language.pick("garis tipis:", "thin mark:")
        ),
        hours: hours(&found.hours, &found.hours_beside, language),
        tasks,
        deeds,
        drawers: found.drawers.iter().map(|one| drawer(one, found.date, language)).collect(),
        backup: backup::last(found.last_backup.as_ref(), now, zone, language),
        verify: verified(found.last_verify.as_ref(), zone, language),
    }
}

/// `Minggu lalu`, `last Sunday`.
fn weekday(date: NaiveDate, language: Language) -> String {
    let long = dates::long(date, language);
    let day = long.split(',').next().unwrap_or_default();
    match language {
        Language::Indonesian => format!("{day} lalu"),
        Language::English => format!("last {day}"),
    }
}

/// What was sold so far, against the other day up to the same hour.
fn compared(now: i64, then: i64, beside: &str, language: Language) -> String {
    let gap = Rupiah::new(now.saturating_sub(then).saturating_abs());
    match (now.cmp(&then), language) {
        (_, Language::Indonesian) if then == 0 => format!("{beside} sampai jam ini belum ada"),
        (_, Language::English) if then == 0 => format!("nothing up to this hour {beside}"),
        (std::cmp::Ordering::Equal, Language::Indonesian) => format!("sama dengan {beside} sampai jam ini"),
        (std::cmp::Ordering::Equal, Language::English) => format!("as {beside} up to this hour"),
        (std::cmp::Ordering::Greater, Language::Indonesian) => format!("{gap} lebih dari {beside} sampai jam ini"),
        (std::cmp::Ordering::Greater, Language::English) => format!("{gap} more than {beside} up to this hour"),
        (std::cmp::Ordering::Less, Language::Indonesian) => format!("{gap} kurang dari {beside} sampai jam ini"),
        (std::cmp::Ordering::Less, Language::English) => format!("{gap} less than {beside} up to this hour"),
    }
}

fn figures(found: &Dashboard, beside: &str, language: Language) -> Vec<Figure> {
    let (today, other) = (&found.today, &found.other);
    let mut figures = vec![
        Figure {
            label: language.pick("Struk", "Receipts").to_owned(),
            value: Rupiah::new(today.sales).to_string(),
            note: format!("{beside} {}", Rupiah::new(other.sales)),
            money: false,
        },
        Figure {
            label: language.pick("Rata-rata", "Average").to_owned(),
            value: today.average.to_string(),
            note: format!("{beside} {}", other.average),
            money: true,
        },
    ];
    if let Some(margin) = today.margin {
        let percent = percent(margin.get(), today.net.get());
        let note = percent.map_or_else(String::new, |percent| format!("{percent} {}", language.pick("dari penjualan", "of sales")));
        figures.push(Figure { label: language.pick("Laba kotor", "Margin").to_owned(), value: margin.to_string(), note, money: true });
    }
    figures
}

/// `15,0 %`, cut.
fn percent(part: i64, whole: i64) -> Option<String> {
    if whole <= 0 {
        return None;
    }
    let tenths = i128::from(part) * 1_000 / i128::from(whole);
    let sign = if tenths < 0 { "−" } else { "" };
    let size = tenths.unsigned_abs();
    Some(format!("{sign}{},{} %", size / 10, size % 10))
}

/// The hours between the first and the last in which anything was sold on either day.
fn hours(today: &[Hour; 24], other: &[Hour; 24], language: Language) -> Vec<Bar> {
    let busy = |hour: usize| today[hour] != Hour::default() || other[hour] != Hour::default();
    let Some(first) = (0..24).find(|hour| busy(*hour)) else { return Vec::new() };
    let last = (0..24).rfind(|hour| busy(*hour)).unwrap_or(first);
    // A few hours alone would be as wide as a wall.
    let (first, last) = (first.min(15), last.max(first.min(15) + 8));
    let places: Vec<usize> = (first..=last.min(23)).collect();
    let labels: Vec<String> = places.iter().map(|hour| format!("{hour:02}")).collect();
    let values: Vec<i64> = places.iter().map(|hour| today[*hour].net).collect();
    let others: Vec<Option<i64>> = places.iter().map(|hour| (other[*hour] != Hour::default()).then_some(other[*hour].net)).collect();
    bars(&labels, &values, &others, |place| short_amount(values[place], language))
}

fn drawer(drawer: &app::books::Drawer, today: NaiveDate, language: Language) -> Drawer {
    let (state, tone) = match drawer.open_since {
        None => (language.pick("tertutup", "closed").to_owned(), Tone::Quiet),
        Some(date) if date < today => {
            (format!("{} {}", language.pick("masih terbuka sejak", "still open since"), dates::short(date)), Tone::Look)
        }
        Some(_) => (language.pick("terbuka", "open").to_owned(), Tone::Good),
    };
    let name = match language {
        Language::Indonesian => format!("Kasir {}", drawer.till),
        Language::English => format!("Till {}", drawer.till),
    };
    Drawer { till: name, state, cashier: drawer.cashier.clone(), cash: drawer.cash.map(|cash| cash.to_string()).unwrap_or_default(), tone }
}

/// How the last proof of the file stands.
pub fn verified(last: Option<&Verified>, zone: FixedOffset, language: Language) -> (String, Tone) {
    let Some(last) = last else {
        return (language.pick("Catatan belum pernah diperiksa.", "The records were never checked.").to_owned(), Tone::Look);
    };
    let when = dates::stamp(last.at, zone);
    match (last.findings, language) {
        (0, Language::Indonesian) => (format!("Diperiksa {when}: semua catatan cocok."), Tone::Good),
        (0, Language::English) => (format!("Checked {when}: all records agree."), Tone::Good),
        (count, Language::Indonesian) => (format!("Diperiksa {when}: {count} temuan. {}", crate::capital(&last.first)), Tone::Stop),
        (count, Language::English) => (format!("Checked {when}: {count} findings. {}", crate::capital(&last.first)), Tone::Stop),
    }
}

/// What needs a hand, and what each button does.
fn tasks(what: &Attention, zone: FixedOffset, language: Language) -> Vec<(Task, Deed)> {
    let id = language == Language::Indonesian;
    let see = language.pick("Lihat", "See");
    let (text, detail, tone, verb, deed) = match what {
        Attention::Unproven { findings } => (
            if id {
                format!("Pemeriksaan catatan menemukan {findings} hal")
            } else {
                format!("Checking the records found {findings} things")
            },
            String::new(),
            Tone::Stop,
            see,
            Deed::Audit,
        ),
        Attention::Backup { last } => (
            language.pick("Belum ada cadangan yang baru", "There is no recent backup").to_owned(),
            last.map_or_else(
                || language.pick("belum pernah", "never").to_owned(),
                |at| format!("{} {}", language.pick("terakhir", "the last one"), dates::stamp(at, zone)),
            ),
            Tone::Look,
            language.pick("Cadangan", "Backup"),
            Deed::Backup,
        ),
        Attention::Difference { till, number, amount, by } => {
            let size = Rupiah::new(amount.get().saturating_abs());
            let word = if amount.is_negative() { language.pick("kurang", "is short by") } else { language.pick("lebih", "is over by") };
            let till = if id { format!("Kasir {till} {word} Rp {size}") } else { format!("Till {till} {word} Rp {size}") };
            (till, format!("{number} · {by}"), if amount.is_negative() { Tone::Stop } else { Tone::Look }, see, Deed::OverShort)
        }
        Attention::DayNotClosed { date } => (
            if id {
                format!("{} belum ditutup", dates::long(*date, language))
            } else {
                format!("{} is not closed", dates::long(*date, language))
            },
            String::new(),
            Tone::Look,
            language.pick("Tutup hari", "Close"),
            Deed::CloseDay,
        ),
        Attention::QrisWaiting { count, amount } => (
            if id {
                format!("{count} pembayaran QRIS menunggu konfirmasi")
            } else {
                format!("{count} QRIS payments wait for confirmation")
            },
            format!("Rp {amount}"),
            Tone::Look,
            see,
            Deed::Tenders,
        ),
        Attention::DrawerFull { above } => (
            language.pick("Laci berisi lebih dari batasnya", "The drawer holds more than its limit").to_owned(),
            if id { format!("lebih Rp {above}") } else { format!("Rp {above} above") },
            Tone::Look,
            language.pick("Kas laci", "Cash"),
            Deed::Cash,
        ),
        Attention::PrintQueue { waiting, uncertain } => (
            if *uncertain > 0 {
                if id { format!("{uncertain} cetakan mungkin terpotong") } else { format!("{uncertain} prints may be cut off") }
            } else if id {
                format!("{waiting} cetakan menunggu printer")
            } else {
                format!("{waiting} prints wait for the printer")
            },
            String::new(),
            Tone::Look,
            language.pick("Printer", "Printer"),
            Deed::Printing,
        ),
        Attention::NegativeStock { count, names } => (
            if id { format!("Stok {count} barang di bawah nol") } else { format!("{count} products are below zero") },
            names.join(", "),
            Tone::Look,
            see,
            Deed::Stock,
        ),
        Attention::Late { count } => (
            if id { format!("{count} catatan terlambat dibukukan hari ini") } else { format!("{count} late records are booked today") },
            String::new(),
            Tone::Quiet,
            see,
            Deed::Late,
        ),
        Attention::DoneTwice(found) => return twice::tasks(found, language).into_iter().map(|task| (task, Deed::None)).collect(),
    };
    vec![(Task { text, detail, tone, verb: verb.to_owned() }, deed)]
}

#[cfg(test)]
mod tests {
    use app::books::Twice;

    use super::*;

    #[test]
    fn the_other_day_is_told_up_to_this_hour() {
        let id = |now, then| compared(now, then, "Minggu lalu", Language::Indonesian);
        assert_eq!(id(500, 200), "300 lebih dari Minggu lalu sampai jam ini");
        assert_eq!(id(0, 1_000), "1.000 kurang dari Minggu lalu sampai jam ini");
        assert_eq!(id(5, 0), "Minggu lalu sampai jam ini belum ada");
        assert_eq!(weekday(NaiveDate::from_ymd_opt(2026, 11, 15).expect("date"), Language::English), "last Sunday");
    }

    #[test]
    fn quiet_hours_are_left_out() {
        let mut today = [Hour::default(); 24];
        assert!(hours(&today, &today, Language::Indonesian).is_empty());
        today[8] = Hour { sales: 1, net: 12_500 };
        let mut other = [Hour::default(); 24];
        other[20] = Hour { sales: 2, net: 25_000 };
        let shown = hours(&today, &other, Language::Indonesian);
        assert_eq!((shown.len(), shown[0].label.as_str(), shown[0].share, shown[0].peak), (13, "08", 500, true));
        assert_eq!((shown[12].other, shown[12].value.as_str()), (Some(1_000), ""));
        let few = hours(&today, &[Hour::default(); 24], Language::Indonesian);
        assert_eq!(few.len(), 9, "one hour alone is no wall");
        today = [Hour::default(); 24];
        today[23] = Hour { sales: 1, net: 1 };
        assert_eq!(hours(&today, &other, Language::Indonesian).last().map(|bar| bar.label.clone()), Some("23".to_owned()));
    }

    #[test]
    fn every_kind_of_trouble_has_a_sentence() {
        let zone = FixedOffset::east_opt(7 * 3_600).expect("zone");
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).expect("date");
        let all = [
            Attention::Unproven { findings: 2 },
            Attention::Backup { last: None },
            Attention::Difference {
                till: "B".to_owned(),
                number: "B1-Z0001".to_owned(),
                amount: Rupiah::new(-25_000),
                by: "Budi".to_owned(),
            },
            Attention::DayNotClosed { date },
            Attention::QrisWaiting { count: 3, amount: Rupiah::new(264_000) },
            Attention::DrawerFull { above: Rupiah::new(500_000) },
            Attention::PrintQueue { waiting: 2, uncertain: 1 },
            Attention::NegativeStock { count: 5, names: vec!["Telur".to_owned()] },
            Attention::Late { count: 4 },
            Attention::DoneTwice(Twice { returns: vec!["A1-000001".to_owned()], ..Twice::default() }),
        ];
        for language in [Language::Indonesian, Language::English] {
            for what in &all {
                let tasks = super::tasks(what, zone, language);
                assert_eq!(tasks.len(), 1);
                let (task, deed) = &tasks[0];
                assert_eq!(task.verb.is_empty(), *deed == Deed::None, "{what:?}");
                assert!(task.text.len() > 10);
            }
        }
        assert_eq!(super::tasks(&all[2], zone, Language::Indonesian)[0].0.text, "Kasir B kurang Rp 25.000");
    }
}
