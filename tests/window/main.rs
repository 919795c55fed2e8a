//! The till in a real window: touched, scanned at, paid at, killed.
//!
//! The screen is a virtual one (Xvfb) with a window manager; hands and scanner are `xdotool`. What
//! the window did is read from the database and from the printer, never from the window itself;
//! pictures of every step are left in `target/screenshots` for people.

mod day;
mod devices;
mod screen;
mod stock;
mod trade;

use std::fs::OpenOptions;
use std::io::Write;
use std::thread;
use std::time::Duration;

use rusqlite::Connection;
use support::pair::Pair;
use support::sink::{Manner, NetworkPrinter, Paper};
use support::{Shop, scratch};

use crate::screen::{Screen, wait_for};

/// Siti's tile, the keys of the PIN pad, and the key under it, on a screen of 1024 x 768.
const SITI: (u32, u32) = (175, 324);
const PIN_2580: [(u32, u32); 4] = [(833, 433), (833, 359), (833, 286), (747, 507)];
const LOG_IN: (u32, u32) = (833, 588);

/// Barcodes of goods that are sold by the piece at a price of their own.
fn goods(shop: &Shop, count: usize) -> Vec<(String, String)> {
    let database = shop.read();
    let mut query = database
        .prepare(
            "SELECT substr(code, 2), sku FROM barcode JOIN product ON product.id = barcode.product
              WHERE pack = 0 AND unit = 'pcs' AND open_price = 0 AND length(code) = 14 ORDER BY sku LIMIT ?1",
        )
        .expect("prepares");
    let rows = query.query_map([count], |row| Ok((row.get(0)?, row.get(1)?))).expect("runs");
    let goods: Vec<_> = rows.map(|row| row.expect("a row")).collect();
    assert_eq!(goods.len(), count);
    goods
}

/// The goods of the cart as it lies on the disk.
fn cart(database: &Connection) -> Vec<String> {
    // A cart that was sold is cleared away by the next one; its sale has its id.
    let sql = "SELECT sku FROM cart_line
                WHERE NOT EXISTS (SELECT 1 FROM record WHERE lower(hex(record_id)) = replace(cart, '-', '')) ORDER BY line";
    let mut query = database.prepare(sql).expect("prepares");
    query.query_map([], |row| row.get(0)).expect("runs").map(|sku| sku.expect("a key")).collect()
}

fn number(database: &Connection, sql: &str) -> i64 {
    database.query_row(sql, [], |row| row.get(0)).unwrap_or_else(|error| panic!("{sql}: {error}"))
}

fn log_in(screen: &Screen) {
    for place in [SITI].into_iter().chain(PIN_2580).chain([LOG_IN]) {
        screen.touch(place);
    }
    // The hash of a PIN takes its time on purpose.
    thread::sleep(Duration::from_millis(1_200));
}

/// Opens the till with a float of which only the sum is typed.
fn open_shift(screen: &Screen) {
    screen.key("F2");
    screen.type_by_hand("50000");
    screen.key("F10");
}

#[test]
fn a_customer_from_log_in_to_paper() {
    let Some(screen) = Screen::start() else { return };
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    let goods = goods(&shop, 33);
    let skus = |count: usize| goods[..count].iter().map(|(_, sku)| sku.clone()).collect::<Vec<_>>();
    let database = shop.read();

    let scanner = Pair::new(&shop);
    shop.ok(&["config", "set", "scanner.serial", &format!("{}:9600", scanner.till.display())]);

    let mut till = screen.open_till(&shop);
    screen.picture("1-login");
    log_in(&screen);
    screen.picture("2-float");
    open_shift(&screen);
    wait_for("the shift is open", || number(&database, "SELECT coalesce(sum(opening_float), 0) FROM shift") == 50_000);
    thread::sleep(Duration::from_millis(300));

    for (code, _) in &goods[..30] {
        screen.scan(code);
    }
    wait_for("thirty goods are in the cart", || cart(&database).len() >= 30);
    assert_eq!(cart(&database), skus(30), "in the order of the scans, none lost, none twice");
    screen.picture("3-sale");

    // A scan while somebody searches: it is goods, not text.
    screen.key("F2");
    screen.type_by_hand("teh");
    screen.picture("4-search");
    screen.scan(&goods[30].0);
    wait_for("the scan went past the search field", || cart(&database).len() >= 31);
    assert_eq!(cart(&database), skus(31));
    screen.key("Escape");

    // A scan while the payment is open: it is goods, not money.
    screen.key("F10");
    screen.picture("5-payment");
    screen.scan(&goods[31].0);
    wait_for("the scan went past the amount", || cart(&database).len() >= 32);
    assert_eq!(cart(&database), skus(32));
    screen.picture("6-payment-after-a-scan");
    assert_eq!(number(&database, "SELECT count(*) FROM sale"), 0, "no scan pays");

    screen.type_by_hand("5000000");
    screen.key("Return");
    wait_for("the sale is there", || number(&database, "SELECT count(*) FROM sale") == 1);
    screen.picture("7-paid");
    assert_eq!(number(&database, "SELECT lines FROM sale"), 32);
    assert_eq!(number(&database, "SELECT total + change FROM sale"), 5_000_000);
    assert_eq!(number(&database, "SELECT count(*) FROM sale WHERE cashier = 'siti'"), 1);
    assert!(cart(&database).is_empty());
    paper_arrives(&shop, &printer);

    // The next customer: scanned right away, and the power goes.
    screen.scan(&goods[32].0);
    wait_for("the next cart has begun", || cart(&database) == [goods[32].1.clone()]);
    till.kill_hard();
    assert_eq!(cart(&database), [goods[32].1.clone()], "the cart is on the disk");
    let _till = screen.open_till(&shop);
    log_in(&screen);
    screen.picture("8-after-a-power-cut");

    // A serial scanner takes the same path; half a code and noise do not.
    let mut wire = OpenOptions::new().write(true).open(&scanner.device).expect("opens");
    wire.write_all(format!("]E0{}\r\n", goods[0].0).as_bytes()).expect("writes");
    wait_for("the serial scan is in the cart", || cart(&database).len() >= 2);
    assert_eq!(cart(&database), [goods[32].1.clone(), goods[0].1.clone()]);
    wire.write_all(&goods[1].0.as_bytes()[..7]).expect("writes");
    thread::sleep(Duration::from_millis(400));
    assert_eq!(cart(&database).len(), 2, "half a code is no goods");
    screen.picture("9-serial-scan");
    screen.key("F11");
    wait_for("the cart came back and was paid", || number(&database, "SELECT count(*) FROM sale") == 2);
    drop(database);
    let receipt: String = shop.read().query_row("SELECT max(receipt) FROM sale", [], |row| row.get(0)).expect("reads");
    assert_eq!(receipt, "A1-000002");
    shop.verify();
}

fn paper_arrives(shop: &Shop, printer: &NetworkPrinter) {
    let jobs: Vec<_> =
        (0..2).map(|job| printer.next(Duration::from_secs(5)).unwrap_or_else(|| panic!("job {job} did not arrive"))).collect();
    let folder = scratch::folder();
    let papers: Vec<Paper> =
        jobs.iter().enumerate().map(|(n, bytes)| Paper::decode(bytes, 58, folder.path(), &format!("job{n}"))).collect();
    assert_eq!((papers[0].count("Pulse"), papers[0].commands.len()), (1, 1), "first the drawer: {:#?}", papers[0].commands);
    assert_eq!((papers[1].count("Cut"), papers[1].count("Pulse"), papers[1].count("Unknown")), (1, 0, 0));
    let shown = shop.json(&["receipt", "A1-000001"]);
    assert_eq!(papers[1].codes(), [shown["qr"].as_str().expect("a text")]);
    assert!(papers[1].text.contains("CONTOH") && papers[1].text.contains("Ksr: Siti"), "{}", papers[1].text);
}
