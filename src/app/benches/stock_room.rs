//! The stock room after 10,000 deliveries and a million movements: product card, list, value at a past date.
//!
//! The shop is made once, in `target/bench/stock.db`, on a memory disk where there is one: the making is not measured.
#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use app::books::{Report, Watch};
use app::selling::Order;
use app::stock::{Arrival, ArrivalLine, CountItem, Filter, Only};
use app::{App, FixedClock};
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use domain::goods::{CountMode, Scope};
use domain::sale::{Offer, TenderKind};
use domain::{Quantity, Rupiah};

const PRODUCTS: u64 = 5_000;
const RECEIPTS: u64 = 10_000;
const RECEIPT_LINES: u64 = 20;
const SALES: u64 = 80_000;
const SALE_LINES: u64 = 10;
const DAYS: u64 = 200;

fn main() {
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let path = shop();
    let mut app = App::open(&path).expect("opens");
    app.set_clock(Box::new(FixedClock(time(DAYS, 0))));
    let moved: i64 = app.store().connection().query_row("SELECT count(*) FROM movement", [], |row| row.get(0)).expect("counts");
    println!("{moved} movements");
    println!("{:<44} {:>8} {:>10} {:>10}", "", "rows", "slowest", "limit");
    for (name, sku) in [("card of the best seller", key(0)), ("card of another", key(1_234))] {
        let rows = app.product_card(&sku, 100).expect("reads").movements.len();
        measure(name, rows, Duration::from_millis(100), || {
            app.product_card(&sku, 100).expect("reads");
        });
    }
    for text in ["", "k", "ko", "kop", "kopi", "kopi mer", "P0012", "zzz"] {
        let filter = Filter { text: text.into(), ..Filter::default() };
        let rows = app.stock_list(&filter, 200).expect("reads").len();
        measure(&format!("list filtered by «{text}»"), rows, Duration::from_millis(50), || {
            app.stock_list(&filter, 200).expect("reads");
        });
    }
    for only in Only::ALL {
        let filter = Filter { only, ..Filter::default() };
        let rows = app.stock_list(&filter, 200).expect("reads").len();
        measure(&format!("list of {only:?}"), rows, Duration::from_millis(50), || {
            app.stock_list(&filter, 200).expect("reads");
        });
    }
    for (name, day) in [("value half-way", DAYS / 2), ("value on the first day", 0), ("value now", DAYS)] {
        let to = Some(time(day, 0).date_naive());
        let report = || app.report(&Report::Valuation, (None, to), None, &mut Watch::quiet()).expect("reads");
        let rows = report().rows.len();
        measure(name, rows, Duration::from_secs(1), || {
            report();
        });
    }
    for (name, report) in
        [("movements", Report::Movements(key(0))), ("expiry", Report::Expiry(30)), ("shrink", Report::Shrink), ("slow", Report::Slow)]
    {
        let rows = app.report(&report, (None, None), None, &mut Watch::quiet()).expect("reads").rows.len();
        measure(name, rows, Duration::from_secs(1), || {
            app.report(&report, (None, None), None, &mut Watch::quiet()).expect("reads");
        });
    }
    measure("suggested orders", app.suggest_orders(None, None, None).expect("reads").len(), Duration::from_secs(1), || {
        app.suggest_orders(None, None, None).expect("reads");
    });
    count(&mut app);
    sales(&mut app);
}

/// The review of a count of the whole shop.
fn count(app: &mut App) {
    let count = app.start_count(Scope::All, "", true, None).expect("begins");
    let items: Vec<CountItem> =
        (0..PRODUCTS).map(|n| CountItem { code: key(n), quantity: Quantity::new(100_000), mode: CountMode::Set }).collect();
    let begun = Instant::now();
    app.add_to_count(&count.id, "uji", 1, &items, None).expect("adds");
    line("count of the whole shop, added", items.len(), begun.elapsed(), Duration::from_secs(5));
    let begun = Instant::now();
    let review = app.review_count(&count.id, None).expect("reads");
    line("count of the whole shop, reviewed", review.lines.len(), begun.elapsed(), Duration::from_secs(5));
    let begun = Instant::now();
    app.post_count(&count.id, &[], false, None).expect("posts");
    line("count of the whole shop, posted", review.lines.len(), begun.elapsed(), Duration::from_secs(10));
}

/// A sale of ten lines with a million movements behind it.
fn sales(app: &mut App) {
    let mut times: Vec<Duration> = (0..200)
        .map(|n| {
            let orders: Vec<Order> = (0..SALE_LINES).map(|line| order(mix(n * 77 + line) % PRODUCTS)).collect();
            let begun = Instant::now();
            app.sell(&orders, None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).expect("sells");
            begun.elapsed()
        })
        .collect();
    times.sort();
    line("sale of ten lines, the 190th of 200", 1, times[189], Duration::from_millis(50));
}

fn measure(name: &str, rows: usize, limit: Duration, work: impl Fn()) {
    let mut times: Vec<Duration> = (0..5)
        .map(|_| {
            let begun = Instant::now();
            work();
            begun.elapsed()
        })
        .collect();
    times.sort();
    line(name, rows, times[times.len() - 1], limit);
}

fn line(name: &str, rows: usize, time: Duration, limit: Duration) {
    let verdict = if time <= limit { "" } else { "  TOO SLOW" };
    println!("{name:<44} {rows:>8} {time:>10.1?} {limit:>10.0?}{verdict}");
}

fn shop() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    fs::create_dir_all(&folder).expect("folder");
    let path = folder.join("stock.db");
    if path.exists() {
        return path;
    }
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.join(format!("sokoguru-stock-{}", std::process::id())) } else { folder.join("making-stock") };
    fs::create_dir_all(&place).expect("folder");
    println!("making a shop of {RECEIPTS} deliveries and {SALES} sales ...");
    let begun = Instant::now();
    let mut app = App::make(&place.join("stock.db"), "Toko Uji", "A").expect("makes");
    app.change_setting("backup.folders", "").expect("sets");
    app.set_clock(Box::new(FixedClock(time(0, 0))));
    app.import_products(&products(), false).expect("imports");
    for day in 0..DAYS {
        app.set_clock(Box::new(FixedClock(time(day, 1))));
        app.open_shift(Rupiah::ZERO).expect("opens");
        for n in 0..RECEIPTS / DAYS {
            receive(&mut app, day * (RECEIPTS / DAYS) + n);
        }
        for n in 0..SALES / DAYS {
            let sale = day * (SALES / DAYS) + n;
            // A line in ten is the best seller.
            let product = |line: u64| if line == 0 { 0 } else { mix(sale * SALE_LINES + line) % PRODUCTS };
            let orders: Vec<Order> = (0..SALE_LINES).map(|line| order(product(line))).collect();
            app.sell(&orders, None, &[Offer { kind: TenderKind::Card, amount: None, reference: None }]).expect("sells");
        }
        app.close_shift(&app::day::Counting::default(), None).expect("closes");
        if day % 20 == 0 {
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

fn receive(app: &mut App, number: u64) {
    let today = app.now().date_naive();
    let lines = (0..RECEIPT_LINES).map(|line| {
        let product = if line == 0 { 0 } else { mix(number * RECEIPT_LINES + line + 7) % PRODUCTS };
        ArrivalLine {
            code: key(product),
            quantity: Quantity::new(if line == 0 { 9_000 } else { 5_000 }),
            cost: Rupiah::new(i64::try_from(1_000 + mix(number + line) % 40_000).expect("small")),
            expiry: product.is_multiple_of(10).then(|| today + chrono::Days::new(mix(number) % 300)),
            ..ArrivalLine::default()
        }
    });
    let arrival =
        Arrival { supplier: format!("S{}", number % 40), note: format!("SJ-{number}"), lines: lines.collect(), ..Arrival::default() };
    app.receive_goods(&arrival, None).expect("receives");
}

fn time(day: u64, hour: i64) -> DateTime<FixedOffset> {
    let date = NaiveDate::from_ymd_opt(2025, 1, 1).and_then(|first| first.checked_add_days(chrono::Days::new(day))).expect("date");
    let zone = FixedOffset::east_opt(7 * 3_600).expect("zone");
    let morning = date.and_hms_opt(7, 0, 0).and_then(|at| at.and_local_timezone(zone).single()).expect("time");
    morning + TimeDelta::hours(hour)
}

fn products() -> Vec<u8> {
    let words = ["Mi", "Kopi", "Teh", "Sabun", "Beras", "Gula", "Susu", "Biskuit", "Keripik", "Minyak", "Sampo", "Kecap"];
    let mut csv = String::from("sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax,minimum\n");
    for n in 0..PRODUCTS {
        let word = words[usize::try_from(mix(n) % 12).expect("small")];
        let price = 1_000 + mix(n) % 50_000;
        csv.push_str(&format!("{},{word} Merek{} {n}g,{word},pcs,PCS,1,,{price},,{},1000,none,20\n", key(n), n % 400, price * 8 / 10));
    }
    csv.into_bytes()
}

fn key(product: u64) -> String {
    format!("P{product:06}")
}

fn order(product: u64) -> Order {
    Order { code: key(product), quantity: None, price: None }
}

/// splitmix64: the same shop every time.
fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
