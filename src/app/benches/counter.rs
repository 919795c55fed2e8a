//! The counter against its limits: each figure beside its limit, ratios from one run.
//!
//! `cargo bench -p sokoguru-app` makes a shop of 100,000 products, 120,000 barcodes and 1,000,000 past
//! sale lines once (`target/bench`), then measures scan, search, sale, trial balance and start.
//! `cargo bench -p sokoguru-app -- sale` measures one of scan, search, books, sale.
//! Not a timed test: it never fails, it tells.

#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use app::App;
use app::selling::Order;
use domain::barcode::check_digit;
use domain::sale::{Offer, TenderKind};

const PRODUCTS: u64 = 100_000;
const SALES: u64 = 200_000;

fn main() {
    // `cargo test --benches` passes `--test`: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let path = shop();
    println!("{:<46} {:>10} {:>10} {:>10} {:>8}", "figure", "p50", "p99", "limit", "ratio");
    start(&path);
    let mut app = App::open(&path).expect("opens");
    if app.shift().expect("reads").is_none() {
        app.open_shift(domain::Rupiah::ZERO).expect("opens a shift");
    }
    app.recover_cart().expect("reads");
    let only = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let wanted = |name: &str| only.as_deref().is_none_or(|only| only == name);
    if wanted("scan") {
        scan(&mut app);
    }
    if wanted("search") {
        search(&app);
    }
    if wanted("books") {
        trial_balance(&app);
    }
    if wanted("sale") {
        sale(&mut app, &path);
    }
}

/// The shop, made once. On a memory disk where there is one, because the making is not measured.
fn shop() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    fs::create_dir_all(&folder).expect("folder");
    let path = folder.join("shop.db");
    if path.exists() {
        return path;
    }
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.join(format!("sokoguru-bench-{}", std::process::id())) } else { folder.join("making") };
    fs::create_dir_all(&place).expect("folder");
    let making = place.join("shop.db");
    println!("making a shop of {PRODUCTS} products and {SALES} sales ...");
    let begun = Instant::now();
    let mut app = App::make(&making, "Toko Uji", "A").expect("makes");
    app.import_products(&products(), false).expect("imports");
    for n in 0..SALES {
        let orders: Vec<Order> = (0..5).map(|line| order(mix(n * 5 + line) % PRODUCTS)).collect();
        app.sell(&orders, None, &[cash()]).expect("sells");
        if n % 20_000 == 0 {
            app.store().checkpoint().expect("checkpoint");
            println!("  {n} sales, {:.0?}", begun.elapsed());
        }
    }
    app.store().checkpoint().expect("checkpoint");
    drop(app);
    fs::copy(making.with_file_name("shop.db.key"), folder.join("shop.db.key")).expect("copies");
    fs::copy(&making, &path).expect("copies");
    fs::remove_dir_all(&place).expect("removes");
    path
}

fn products() -> Vec<u8> {
    let words = ["Mi", "Kopi", "Teh", "Sabun", "Beras", "Gula", "Susu", "Biskuit", "Keripik", "Minyak", "Sampo", "Kecap"];
    let kinds = ["Goreng", "Hitam", "Melati", "Mandi", "Premium", "Pasir", "Cokelat", "Kelapa", "Singkong", "Sawit", "Segar", "Manis"];
    let mut csv = String::from("sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\n");
    for n in 0..PRODUCTS {
        let (word, kind) = (words[mix(n) as usize % 12], kinds[mix(n + 7) as usize % 12]);
        let codes = if n % 5 == 0 { format!("{}|{}", code(n), code(PRODUCTS + n)) } else { code(n) };
        let price = 1_000 + mix(n) % 50_000;
        let line = format!(
            "P{n:06},{word} {kind} Merek{} {n}g,{word},pcs,PCS,1,{codes},{price},{},{},100000,ppn\n",
            n % 400,
            price - 100,
            price * 8 / 10
        );
        csv.push_str(&line);
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

fn cash() -> Offer {
    Offer { kind: TenderKind::Cash, amount: None, reference: None }
}

/// splitmix64: the same shop every time.
fn mix(n: u64) -> u64 {
    let mut z = n.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// Barcode to priced cart line, found and decided; then with the write to the disk file.
fn scan(app: &mut App) {
    let mut found = Vec::new();
    let mut whole = Vec::new();
    for n in 0..10_000u64 {
        let code = code(mix(n) % PRODUCTS);
        let begun = Instant::now();
        app.find_goods(&code).expect("found");
        found.push(begun.elapsed());
        let begun = Instant::now();
        app.scan_item(&code, None).expect("scans");
        whole.push(begun.elapsed());
        if app.cart().cart.lines.len() >= 30 {
            app.cancel_cart("uji").expect("cancels");
        }
    }
    tell("barcode to goods, 100,000 products", &mut found, Duration::from_millis(1));
    tell("barcode to priced line, written to the file", &mut whole, Duration::from_millis(1));
    if !app.cart().cart.is_empty() {
        app.cancel_cart("uji").expect("cancels");
    }
    long_cart(app);
}

/// Line 200 is no slower than twice line 1.
fn long_cart(app: &mut App) {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for round in 0..20u64 {
        for line in 0..200u64 {
            let begun = Instant::now();
            app.scan_item(&code(mix(round * 200 + line) % PRODUCTS), None).expect("scans");
            match line {
                0..10 => first.push(begun.elapsed()),
                190.. => last.push(begun.elapsed()),
                _ => {}
            }
        }
        app.cancel_cart("uji").expect("cancels");
    }
    first.sort();
    let twice = first[first.len() / 2] * 2;
    tell_median("line 190-200 of a cart (limit: twice line 1-10)", &mut last, twice);
}

fn search(app: &App) {
    let mut times = Vec::new();
    for text in [
        "k",
        "ko",
        "kop",
        "kopi",
        "kopi h",
        "kopi hit",
        "erek3",
        "mi gor",
        "s",
        "sa",
        "abun",
        "minyak sawit",
        "elapa",
        "zzz",
        "g 99",
        "merek399",
    ] {
        for _ in 0..60 {
            let begun = Instant::now();
            app.search_goods(text, 60).expect("searches");
            times.push(begun.elapsed());
        }
    }
    tell("search as you type, 100,000 names", &mut times, Duration::from_millis(10));
    let mut times = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        app.categories().expect("reads");
        app.tiles(None, 60).expect("reads");
        times.push(begun.elapsed());
    }
    tell("categories and tiles as the search opens", &mut times, Duration::from_millis(50));
}

fn trial_balance(app: &App) {
    let mut times = Vec::new();
    for _ in 0..50 {
        let begun = Instant::now();
        app.trial_balance().expect("reads");
        times.push(begun.elapsed());
    }
    tell("trial balance over a million postings", &mut times, Duration::from_millis(50));
}

/// A sale of five lines against a bare append and fdatasync on the same disk, in turn.
fn sale(app: &mut App, path: &Path) {
    let bare = path.with_file_name("bare.bin");
    let mut file = OpenOptions::new().create(true).append(true).open(&bare).expect("opens");
    let block = vec![7u8; 4096];
    let (mut sales, mut syncs) = (Vec::new(), Vec::new());
    app.change_setting("printer.receipt.link", "file:/dev/null").expect("sets");
    app.change_setting("printer.receipt.profile", "generic-80").expect("sets");
    let log = app.store().wal_sync().expect("a log");
    for n in 0..2_000u64 {
        for line in 0..5 {
            app.scan_item(&code(mix(n * 11 + line) % PRODUCTS), None).expect("scans");
        }
        // The till brings the cart to the platter while it is scanned (`window/platter.rs`), long before it is paid.
        log.sync().expect("syncs");
        let begun = Instant::now();
        app.take_tender(TenderKind::Cash, None, None).expect("sells");
        sales.push(begun.elapsed());
        let begun = Instant::now();
        append(&mut file, &block);
        syncs.push(begun.elapsed());
        if n % 20 == 19 {
            // The till does this when nobody asks anything.
            app.store().checkpoint().expect("checkpoint");
        }
    }
    fs::remove_file(&bare).expect("removes");
    syncs.sort();
    let limit = syncs[syncs.len() / 2] * 3 / 2;
    println!("{:<46} {:>10.0?} {:>10.0?}", "bare append and fdatasync, 4 KiB", syncs[syncs.len() / 2], syncs[syncs.len() * 99 / 100]);
    tell_median("sale of 5 lines, committed (limit 1.5 x bare)", &mut sales, limit);
}

fn append(file: &mut File, block: &[u8]) {
    file.write_all(block).and_then(|()| file.sync_data()).expect("writes");
}

/// From nothing to the first accepted scan, without the window.
fn start(path: &Path) {
    let mut times = Vec::new();
    for _ in 0..10 {
        let begun = Instant::now();
        let mut app = App::open(path).expect("opens");
        app.recover_cart().expect("reads");
        app.find_goods(&code(42)).expect("found");
        times.push(begun.elapsed());
    }
    tell("open to first code found, 1,000,000 past lines", &mut times, Duration::from_millis(500));
}

fn tell(what: &str, times: &mut [Duration], limit: Duration) {
    times.sort();
    let (middle, high) = (times[times.len() / 2], times[(times.len() * 99 / 100).min(times.len() - 1)]);
    let ratio = high.as_secs_f64() / limit.as_secs_f64();
    println!("{what:<46} {middle:>10.0?} {high:>10.0?} {limit:>10.0?} {ratio:>8.2}");
}

fn tell_median(what: &str, times: &mut [Duration], limit: Duration) {
    times.sort();
    let (middle, high) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    let ratio = middle.as_secs_f64() / limit.as_secs_f64();
    println!("{what:<46} {middle:>10.0?} {high:>10.0?} {limit:>10.0?} {ratio:>8.2}");
}
