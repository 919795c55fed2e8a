//! The reports over a million sale lines, each beside its limit of two seconds; the dashboard beside 200 ms.
//!
//! `cargo bench -p sokoguru-app --bench reports` makes a shop of 400 days with 500 tickets of five lines
//! once (`target/bench/year.db`), then computes every report over all of it. Not a timed test: it never
//! fails, it tells.

#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use app::books::{Format, Report, Watch};
use app::day::Counting;
use app::selling::Order;
use app::{App, FixedClock};
use chrono::{DateTime, Days, FixedOffset, NaiveDate, TimeDelta};
use domain::Rupiah;
use domain::barcode::check_digit;
use domain::sale::{Offer, TenderKind};
use domain::shift::{CashCount, FACES};

const PRODUCTS: u64 = 20_000;
const DAYS: u64 = 400;
const TICKETS: u64 = 500;

fn main() {
    // `cargo test --benches` passes `--test`: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let mut app = App::open(&shop()).expect("opens");
    println!("{:<34} {:>8} {:>10} {:>10} {:>8}", "report", "rows", "time", "limit", "ratio");
    let one = |code: &str| Report::Ledger(vec![code.to_owned()]);
    let reports = [
        ("day summary", Report::Day),
        ("sales by day", Report::Sales),
        ("hours", Report::Hours),
        ("products", Report::Products),
        ("categories", Report::Categories),
        ("margin", Report::Margin),
        ("cashiers", Report::Cashiers),
        ("members", Report::Members),
        ("tenders", Report::Tenders),
        ("tax", Report::Tax),
        ("cash", Report::Cash),
        ("over-short", Report::OverShort),
        ("stock", Report::Stock),
        ("trial balance", Report::TrialBalance),
        ("ledger 1-111", one("1-111")),
        ("ledger 4", one("4")),
        ("balance sheet", Report::BalanceSheet),
        ("phu", Report::Phu),
        ("cash flow", Report::CashFlow),
    ];
    for (name, report) in reports {
        measure(&app, name, &report);
    }
    cancelled(&app);
    dashboard(&mut app);
    files(&app);
}

/// The shop, made once; on a memory disk where there is one, because the making is not measured.
fn shop() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    fs::create_dir_all(&folder).expect("folder");
    let path = folder.join("year.db");
    if path.exists() {
        return path;
    }
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.join(format!("sokoguru-reports-{}", std::process::id())) } else { folder.join("making-year") };
    fs::create_dir_all(&place).expect("folder");
    let making = place.join("year.db");
    println!("making a shop of {DAYS} days with {TICKETS} tickets each ...");
    let begun = Instant::now();
    let mut app = App::make(&making, "Toko Uji", "A").expect("makes");
    app.change_setting("backup.folders", "").expect("sets");
    app.change_setting("tax.pkp", "yes").expect("sets");
    app.import_products(&products(), false).expect("imports");
    app.import_members(&members(), false).expect("imports");
    for day in 0..DAYS {
        one_day(&mut app, day);
        if day % 40 == 0 {
            app.store().checkpoint().expect("checkpoint");
            println!("  day {day}, {:.0?}", begun.elapsed());
        }
    }
    app.store().checkpoint().expect("checkpoint");
    drop(app);
    for file in fs::read_dir(&place).expect("folder").flatten() {
        fs::copy(file.path(), folder.join(file.file_name())).expect("copies");
    }
    fs::remove_dir_all(&place).expect("removes");
    path
}

fn morning(day: u64) -> DateTime<FixedOffset> {
    let date = NaiveDate::from_ymd_opt(2025, 1, 1).and_then(|first| first.checked_add_days(Days::new(day))).expect("date");
    let zone = FixedOffset::east_opt(7 * 3_600).expect("zone");
    date.and_hms_opt(7, 0, 0).and_then(|at| at.and_local_timezone(zone).single()).expect("time")
}

/// Opened at seven, 500 tickets until nine in the evening, counted and closed.
fn one_day(app: &mut App, day: u64) {
    app.set_clock(Box::new(FixedClock(morning(day))));
    app.open_shift(Rupiah::new(200_000)).expect("opens");
    for n in 0..TICKETS {
        let ticket = day * TICKETS + n;
        let minute = i64::try_from(n * 14 * 60 / TICKETS).expect("small");
        app.set_clock(Box::new(FixedClock(morning(day) + TimeDelta::minutes(minute))));
        let orders: Vec<Order> = (0..5).map(|line| order(mix(ticket * 5 + line) % PRODUCTS)).collect();
        let kind =
            [TenderKind::Cash, TenderKind::Cash, TenderKind::Qris, TenderKind::Card][usize::try_from(mix(ticket) % 4).expect("small")];
        let member = ticket.is_multiple_of(3).then(|| format!("M{:04}", mix(ticket) % 1_000));
        let paid = app.sell(&orders, member.as_deref(), &[Offer { kind, amount: None, reference: None }]).expect("sells");
        if ticket % 100 == 99 {
            app.void_sale(&paid.sale.receipt, "uji", None).expect("takes back");
        }
    }
    let expected = app.shift_so_far(None).expect("reads").expected;
    let typed = Vec::new();
    let off = if day.is_multiple_of(7) { 1_000 } else { 0 };
    app.close_shift(&Counting { count: count(expected.get() - off), typed, recounted: Vec::new(), charge: false }, None).expect("closes");
}

/// An amount in notes and coins.
fn count(mut amount: i64) -> CashCount {
    let notes = FACES.map(|face| {
        let pieces = amount / face;
        amount %= face;
        (face, pieces)
    });
    CashCount::new(notes).expect("a count")
}

fn products() -> Vec<u8> {
    let words = ["Mi", "Kopi", "Teh", "Sabun", "Beras", "Gula", "Susu", "Biskuit", "Keripik", "Minyak", "Sampo", "Kecap"];
    let mut csv = String::from("sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\n");
    for n in 0..PRODUCTS {
        let word = words[usize::try_from(mix(n) % 12).expect("small")];
        let price = 1_000 + mix(n) % 50_000;
        let tax = if word == "Beras" { "exempt" } else { "ppn" };
        let line = format!(
            "P{n:06},{word} Merek{} {n}g,{word},pcs,PCS,1,{},{price},{},{},1000,{tax}\n",
            n % 400,
            code(n),
            price - 100,
            price * 8 / 10
        );
        csv.push_str(&line);
    }
    csv.into_bytes()
}

fn members() -> Vec<u8> {
    let mut csv = String::from("number,name,tier,phone\n");
    for n in 0..1_000 {
        csv.push_str(&format!("M{n:04},Anggota {n},anggota,\n"));
    }
    csv.into_bytes()
}

fn code(n: u64) -> String {
    let body = format!("899{n:09}");
    format!("{body}{}", check_digit(&body).expect("digits"))
}

fn order(product: u64) -> Order {
    Order { code: code(product), quantity: None, price: None }
}

/// splitmix64: the same shop every time.
fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The whole past, with somebody who watches.
fn measure(app: &App, name: &str, report: &Report) {
    let from = report.has_period().then(|| chrono::NaiveDate::from_ymd_opt(2000, 1, 1)).flatten();
    let cancel = AtomicBool::new(false);
    let mut told = 0;
    let mut tell = |_: u32| told += 1;
    let begun = Instant::now();
    let sheet = app.report(report, (from, None), None, &mut Watch::new(&cancel, &mut tell)).expect("reads");
    line(name, sheet.rows.len(), begun.elapsed(), Duration::from_secs(2));
}

/// How long a report goes on after a person gave it up.
fn cancelled(app: &App) {
    let cancel = AtomicBool::new(false);
    let mut given_up = None;
    let mut tell = |thousandths: u32| {
        if thousandths >= 200 && given_up.is_none() {
            given_up = Some(Instant::now());
            cancel.store(true, std::sync::atomic::Ordering::Relaxed);
        }
    };
    let from = NaiveDate::from_ymd_opt(2000, 1, 1);
    let result = app.report(&Report::Products, (from, None), None, &mut Watch::new(&cancel, &mut tell));
    assert!(result.is_err(), "it was given up");
    line("given up, until it stops", 0, given_up.map_or(Duration::MAX, |at| at.elapsed()), Duration::from_millis(100));
}

/// The manager's page on the last day, in the evening, before the close.
fn dashboard(app: &mut App) {
    app.set_clock(Box::new(FixedClock(morning(DAYS - 1) + TimeDelta::hours(14))));
    let mut times: Vec<Duration> = (0..20)
        .map(|_| {
            let begun = Instant::now();
            app.dashboard().expect("reads");
            begun.elapsed()
        })
        .collect();
    times.sort();
    let page = app.dashboard().expect("reads");
    line("dashboard, the slowest of 20", page.attention.len(), times[times.len() - 1], Duration::from_millis(200));
}

fn files(app: &App) {
    let sheet =
        app.report(&Report::Products, (chrono::NaiveDate::from_ymd_opt(2000, 1, 1), None), None, &mut Watch::quiet()).expect("reads");
    for format in Format::ALL {
        let mut bytes = Vec::new();
        let begun = Instant::now();
        app.write_report(&sheet, format, &mut bytes).expect("writes");
        line(
            &format!("products as {}, {} KiB", format.word(), bytes.len() / 1_024),
            sheet.rows.len(),
            begun.elapsed(),
            Duration::from_secs(10),
        );
    }
}

fn line(name: &str, rows: usize, time: Duration, limit: Duration) {
    println!("{name:<34} {rows:>8} {time:>10.0?} {limit:>10.0?} {:>8.2}", time.as_secs_f64() / limit.as_secs_f64());
}
