//! The close of a shift of 2,000 sales beside its limit of one second: the preview, the close itself (record, Z
//! report, journal, print job, committed on the disk), the X report before and the Z report again after it.
//!
//! `cargo bench -p sokoguru-app --bench close` makes the shift once and closes copies of it. Not a timed test: it
//! never fails, it tells.

#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use app::App;
use app::day::Counting;
use app::returns::ReturnOrder;
use app::selling::Order;
use domain::Rupiah;
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::{CashCount, FACES, MoveKind};

const PRODUCTS: u64 = 2_000;
const SALES: u64 = 2_000;
const LINES: u64 = 5;
const CLOSES: usize = 20;

fn main() {
    // `cargo test --benches` passes `--test`: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let making = place.join(format!("sokoguru-close-{}", std::process::id()));
    fs::create_dir_all(&making).expect("folder");
    println!("making a shift of {SALES} sales with {LINES} lines each ...");
    make(&making.join("toko.db"));

    let disk = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench/close");
    let mut times: [Vec<Duration>; 5] = Default::default();
    for _ in 0..CLOSES {
        close(&copy(&making, &disk), &mut times);
    }
    fs::remove_dir_all(&making).and_then(|()| fs::remove_dir_all(&disk)).expect("removes");
    println!("{:<34} {:>10} {:>10} {:>10} {:>8}", "figure", "p50", "slowest", "limit", "ratio");
    let names = ["X report", "preview of the close", "close of the shift", "Z report again", "close of the day"];
    for (name, times) in names.into_iter().zip(&mut times) {
        times.sort();
        let (middle, slowest) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{name:<34} {middle:>10.1?} {slowest:>10.1?} {:>10} {:>8.3}", "1s", slowest.as_secs_f64());
    }
}

/// The shop with its open shift, before anybody counts.
fn make(path: &Path) {
    let mut app = App::make(path, "Toko Uji", "A").expect("makes");
    for (key, value) in [("backup.folders", ""), ("tax.pkp", "yes"), ("printer.receipt.link", "file:/dev/null")] {
        app.change_setting(key, value).expect("sets");
    }
    let row = |n| format!("P{n},Barang {n},Kategori {},pcs,PCS,1,{n:06},{},,{},1000,ppn\n", n % 20, 3_000 + n * 10, 2_000 + n * 8);
    let head = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\n";
    let products: String = std::iter::once(head.to_owned()).chain((0..PRODUCTS).map(row)).collect();
    app.import_products(products.as_bytes(), false).expect("imports");
    let members: String = (0..100).map(|n| format!("M{n:03},Anggota {n},anggota,\n")).collect();
    app.import_members(format!("number,name,tier,phone\n{members}").as_bytes(), false).expect("imports");
    app.open_shift(Rupiah::new(500_000)).expect("opens");
    for n in 0..SALES {
        let orders: Vec<Order> = (0..LINES).map(|line| order((n * 7 + line * 311) % PRODUCTS)).collect();
        let kind = TenderKind::ALL[usize::try_from(n % 4).expect("small")];
        let member = n.is_multiple_of(3).then(|| format!("M{:03}", n % 100));
        let paid = app.sell(&orders, member.as_deref(), &[Offer { kind, amount: None, reference: None }]).expect("sells");
        match n % 50 {
            17 => drop(app.void_sale(&paid.sale.receipt, "salah", None).expect("takes back")),
            33 => {
                let wanted = vec![Wanted { line: 1, quantity: domain::Quantity::ONE, to: Destination::Damaged }];
                let order = ReturnOrder { receipt: Some(paid.sale.receipt), wanted, reason: "rusak".into(), ..ReturnOrder::default() };
                app.return_goods(&order, None).expect("takes back");
            }
            49 => drop(app.move_cash(MoveKind::Drop, Rupiah::new(50_000), None, "", None).expect("moves")),
            _ => {}
        }
    }
    app.store().checkpoint().expect("checkpoint");
}

fn order(n: u64) -> Order {
    Order { code: format!("{n:06}"), quantity: None, price: None }
}

/// The shop on the disk.
fn copy(from: &Path, to: &Path) -> PathBuf {
    if to.exists() {
        fs::remove_dir_all(to).expect("removes");
    }
    fs::create_dir_all(to).expect("folder");
    for file in fs::read_dir(from).expect("folder").flatten() {
        fs::copy(file.path(), to.join(file.file_name())).expect("copies");
    }
    to.join("toko.db")
}

fn close(path: &Path, times: &mut [Vec<Duration>; 5]) {
    let mut app = App::open(path).expect("opens");
    let mut time = |which: usize, work: &mut dyn FnMut()| {
        let begun = Instant::now();
        work();
        times[which].push(begun.elapsed());
    };
    time(0, &mut || drop(app.x_report(48, None).expect("reads")));
    let expected = app.shift_so_far(None).expect("reads").expected;
    let counting = Counting { count: count(expected.get() - 1_000), ..Counting::default() };
    time(1, &mut || drop(app.preview_close(&counting).expect("reads")));
    let mut number = String::new();
    time(2, &mut || number = app.close_shift(&counting, None).expect("closes").close.number);
    time(3, &mut || drop(app.z_report(&number, 48).expect("reads")));
    time(4, &mut || drop(app.close_day(None, Some(Rupiah::new(100_000)), None).expect("closes the day")));
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
