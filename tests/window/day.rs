//! A whole day in the window: opened, sold, returned, exchanged, counted, closed, the Z report read;
//! once with a finger alone, once with keys alone. Only goods are scanned.

use std::thread;
use std::time::Duration;

use support::Shop;
use support::sink::{Manner, NetworkPrinter};

use crate::screen::{Screen, wait_for};
use crate::{log_in, number};

/// Instant noodles by the piece, Rp 3.200, and by the carton of 40, Rp 121.600.
const PIECE: &str = "8997100000011";
const CARTON: &str = "8997100000028";

/// Places on a screen of 1024 x 768; a title bar and the sample shop's banner are above.
mod at {
    type Place = (u32, u32);
    pub(super) const MENU: Place = (958, 99);
    pub(super) const MENU_RETURNS: Place = (192, 281);
    pub(super) const MENU_CLOSE: Place = (192, 401);
    /// Float and count: the fields of a face, its +, and what goes on. The count's rows are a little wider apart.
    pub(super) const FLOAT_HUNDRED_MORE: Place = (372, 242);
    pub(super) const FLOAT_TWENTY: Place = (295, 350);
    pub(super) const FLOAT_FIVE: Place = (800, 479);
    pub(super) const OPEN: Place = (848, 716);
    pub(super) const EXACT: Place = (728, 716);
    pub(super) const FIRST_SALE: Place = (320, 290);
    pub(super) const ONE_BACK: Place = (128, 299);
    pub(super) const ON: Place = (808, 716);
    pub(super) const REASON_BROKEN: Place = (158, 211);
    pub(super) const REASON_WRONG: Place = (158, 275);
    pub(super) const NEXT_CUSTOMER: Place = (840, 658);
    pub(super) const COUNT_FOUR: Place = (664, 467);
    pub(super) const COUNT_TWENTY_MORE: Place = (372, 331);
    pub(super) const COUNT_TWO_THOUSAND_MORE: Place = (372, 500);
    pub(super) const COUNT_THOUSAND_MORE: Place = (372, 557);
    pub(super) const COUNTED: Place = (848, 716);
    pub(super) const PIN_2580: [Place; 4] = [(797, 374), (797, 300), (797, 226), (695, 447)];
    pub(super) const SIGN: Place = (797, 527);
    pub(super) const LEAVE: Place = (816, 704);
}

/// What both days must come to: the float, three tickets, and 200 rupiah that are missing in the first count.
fn sales(shop: &Shop) -> Vec<(String, i64)> {
    let database = shop.read();
    let mut query = database.prepare("SELECT receipt, total FROM sale ORDER BY pos").expect("prepares");
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("runs");
    rows.map(|row| row.expect("a sale")).collect()
}

fn closed(shop: &Shop) -> (String, i64, i64) {
    let sql = "SELECT number, counted, expected FROM shift_close";
    shop.read().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("one close")
}

fn tickets() -> Vec<(String, i64)> {
    [("A1-000001", 128_000), ("A1-000002", -3_200), ("A1-000003", 118_400)].map(|(number, total)| (number.to_owned(), total)).to_vec()
}

/// Goods that came back broken are not for sale.
fn broken(shop: &Shop) -> i64 {
    number(&shop.read(), "SELECT quantity FROM stock WHERE place = 'rusak'")
}

#[test]
fn a_day_by_touch_alone() {
    let Some(screen) = Screen::start() else { return };
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    let count = |table: &str| number(&shop.read(), &format!("SELECT count(*) FROM {table}"));

    let _till = screen.open_till(&shop);
    log_in(&screen);
    for place in [at::FLOAT_HUNDRED_MORE, at::FLOAT_TWENTY, at::FLOAT_FIVE] {
        screen.touch(place);
    }
    screen.picture("touch-1-float");
    screen.touch(at::OPEN);
    wait_for("the till is open", || number(&shop.read(), "SELECT coalesce(sum(opening_float), 0) FROM shift") == 200_000);
    thread::sleep(Duration::from_millis(400));

    for code in [PIECE, PIECE, CARTON] {
        screen.scan(code);
    }
    wait_for("the goods are in the cart", || count("cart_line") == 2);
    screen.touch(at::EXACT);
    wait_for("it is sold", || count("sale") == 1);
    screen.picture("touch-2-paid");

    screen.touch(at::MENU);
    screen.picture("touch-3-menu");
    for place in [at::MENU_RETURNS, at::FIRST_SALE, at::ONE_BACK] {
        screen.touch(place);
        thread::sleep(Duration::from_millis(400));
    }
    screen.picture("touch-4-return");
    screen.touch(at::ON);
    screen.touch(at::REASON_BROKEN);
    screen.picture("touch-5-reason");
    screen.touch(at::ON);
    wait_for("it came back", || count("sale") == 2);
    screen.picture("touch-6-returned");
    assert_eq!(broken(&shop), 1_000, "one piece, broken, and not on the shelf");
    screen.touch(at::NEXT_CUSTOMER);

    screen.touch(at::MENU);
    for place in [at::MENU_RETURNS, at::FIRST_SALE, at::ONE_BACK] {
        screen.touch(place);
        thread::sleep(Duration::from_millis(400));
    }
    screen.scan(CARTON);
    thread::sleep(Duration::from_millis(400));
    screen.picture("touch-7-exchange");
    for place in [at::ON, at::REASON_WRONG, at::ON] {
        screen.touch(place);
        thread::sleep(Duration::from_millis(300));
    }
    wait_for("it is exchanged", || count("sale") == 3);
    assert_eq!(sales(&shop), tickets());
    screen.touch(at::NEXT_CUSTOMER);

    screen.touch(at::MENU);
    screen.touch(at::MENU_CLOSE);
    thread::sleep(Duration::from_millis(400));
    let counted = [at::COUNT_FOUR, at::COUNT_TWENTY_MORE, at::COUNT_TWENTY_MORE, at::COUNT_TWO_THOUSAND_MORE, at::COUNT_THOUSAND_MORE];
    for place in counted {
        screen.touch(place);
    }
    screen.picture("touch-8-count");
    screen.touch(at::COUNTED);
    thread::sleep(Duration::from_millis(400));
    screen.picture("touch-9-difference");
    screen.touch(at::COUNTED);
    thread::sleep(Duration::from_millis(300));
    for place in at::PIN_2580 {
        screen.touch(place);
    }
    screen.touch(at::SIGN);
    wait_for("the shift is closed", || count("shift_close") == 1);
    assert_eq!(closed(&shop), ("A1-Z0001".to_owned(), 443_000, 443_200));
    screen.picture("touch-10-z-report");
    wait_for("the Z report is on paper", || String::from_utf8_lossy(&printer.all().concat()).contains("LAPORAN Z A1-Z0001"));
    screen.touch(at::LEAVE);
    shop.verify();
}

#[test]
fn a_day_by_keyboard_alone() {
    let Some(screen) = Screen::start() else { return };
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    shop.ok(&["config", "set", "lock.minutes", "1"]);
    let count = |table: &str| number(&shop.read(), &format!("SELECT count(*) FROM {table}"));
    let keys = |names: &[&str]| {
        for name in names {
            screen.key(name);
        }
    };
    // The hash of a PIN takes its time on purpose.
    let log_in = |tile: &str, pin: &str| {
        screen.key(tile);
        screen.type_by_hand(pin);
        screen.key("Return");
        thread::sleep(Duration::from_millis(1_500));
    };

    let _till = screen.open_till(&shop);
    log_in("F4", "2580");
    screen.type_by_hand("1");
    keys(&["Down", "Down"]);
    screen.type_by_hand("5");
    screen.picture("keys-1-float");
    screen.key("F10");
    wait_for("the till is open", || number(&shop.read(), "SELECT coalesce(sum(opening_float), 0) FROM shift") == 200_000);
    thread::sleep(Duration::from_millis(400));

    for code in [PIECE, PIECE, CARTON] {
        screen.scan(code);
    }
    wait_for("the goods are in the cart", || count("cart_line") == 2);
    screen.key("F11");
    wait_for("it is sold", || count("sale") == 1);

    keys(&["Return", "F1", "r", "Return", "plus"]);
    screen.picture("keys-2-return");
    keys(&["F10", "a", "Return"]);
    wait_for("it came back", || count("sale") == 2);
    assert_eq!(broken(&shop), 1_000);

    keys(&["Return", "F1", "r", "Return", "plus"]);
    screen.scan(CARTON);
    thread::sleep(Duration::from_millis(400));
    screen.picture("keys-3-exchange");
    keys(&["F10", "c", "Return"]);
    wait_for("it is exchanged", || count("sale") == 3);
    assert_eq!(sales(&shop), tickets());

    // Counted once with 200 rupiah too little, and again with them.
    keys(&["Return", "F1", "t"]);
    screen.type_by_hand("4");
    keys(&["Down", "Down"]);
    screen.type_by_hand("2");
    keys(&["Down", "Down", "Down"]);
    screen.type_by_hand("1");
    screen.key("Down");
    screen.type_by_hand("1");
    screen.key("F10");
    screen.picture("keys-4-difference");
    screen.key("Escape");
    // The mark stands where it was: on the notes of 1.000.
    keys(&["Down", "Down"]);
    screen.type_by_hand("1");
    screen.picture("keys-5-count");
    keys(&["F10", "F10"]);
    screen.type_by_hand("2580");
    screen.key("Return");
    wait_for("the shift is closed", || count("shift_close") == 1);
    assert_eq!(closed(&shop), ("A1-Z0001".to_owned(), 443_200, 443_200));
    thread::sleep(Duration::from_millis(600));
    screen.picture("keys-6-z-report");
    let report = shop.ok(&["report", "z", "A1-Z0001"]);
    assert!(report.contains("443.200"), "{report}");
    wait_for("the first count is on the paper", || {
        let paper = String::from_utf8_lossy(&printer.all().concat()).into_owned();
        paper.contains("LAPORAN Z A1-Z0001") && paper.contains("Hitungan sebelumnya")
    });

    // The manager closes the day, and goes away without a word: a minute later nobody is logged in.
    screen.key("Return");
    log_in("F3", "1379");
    keys(&["F1", "h"]);
    screen.picture("keys-7-day");
    keys(&["F10", "Return"]);
    wait_for("the day is closed", || count("period_close") == 1);
    let backups = || {
        let files = std::fs::read_dir(shop.file("cadangan")).into_iter().flatten().flatten();
        files.filter(|file| file.path().extension().is_some_and(|end| end == "sgbackup")).count()
    };
    wait_for("the backup of the close is there", || backups() >= 2);
    let back_up = || keys(&["F1", "b", "F8"]);
    let before = backups();
    back_up();
    wait_for("the manager may make a backup", || backups() == before + 1);
    thread::sleep(Duration::from_secs(63));
    screen.picture("keys-8-locked-by-itself");
    back_up();
    thread::sleep(Duration::from_secs(2));
    screen.picture("keys-9-still-locked");
    assert_eq!(backups(), before + 1, "nobody is logged in any more");
    shop.verify();
}
