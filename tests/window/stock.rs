//! The stock room in the window: an unknown code becomes goods, they come in, are sold, counted
//! blind, posted and labelled; once with a finger alone, once with keys alone. Only codes are scanned.

use std::thread;
use std::time::Duration;

use support::Shop;
use support::sink::{Manner, NetworkPrinter};

use crate::number;
use crate::screen::{Screen, wait_for};

/// Codes that the sample shop does not know: a bottle, and the carton of 24 of it.
const BOTTLE: &str = "8991234000015";
const CARTON: &str = "8991234000022";
/// The first code again, its last digit read wrongly.
const MISREAD: &str = "8991234000018";

/// Places on a screen of 1024 x 768; a title bar and the sample shop's banner are above.
mod at {
    type Place = (u32, u32);
    pub(super) const BUDI: Place = (420, 245);
    pub(super) const PIN_1379: [Place; 4] = [(720, 433), (935, 433), (720, 286), (935, 286)];
    pub(super) const LOG_IN: Place = (833, 588);
    pub(super) const FLOAT_HUNDRED_MORE: Place = (372, 242);
    pub(super) const OPEN: Place = (848, 716);
    pub(super) const MENU: Place = (958, 99);
    pub(super) const MENU_RECEIVE: Place = (646, 221);
    pub(super) const MENU_COUNT: Place = (646, 281);
    pub(super) const MENU_GOODS: Place = (646, 341);
    pub(super) const MENU_LABELS: Place = (646, 521);
    pub(super) const BACK: Place = (70, 99);
    pub(super) const NEW_GOODS: Place = (893, 314);
    /// The form: the keyboard of its first field, "kopi" on it, and "Pakai" above it.
    pub(super) const LETTERS: Place = (599, 222);
    pub(super) const KOPI: [Place; 4] = [(765, 588), (867, 524), (968, 524), (765, 524)];
    pub(super) const USE_ABOVE_KEYBOARD: Place = (812, 360);
    pub(super) const BASE_PACK: Place = (700, 232);
    pub(super) const CHANGE_PACK: Place = (798, 656);
    pub(super) const PRICE: Place = (350, 441);
    pub(super) const PRICE_6500: [Place; 3] = [(909, 271), (811, 271), (811, 420)];
    pub(super) const USE: Place = (811, 702);
    pub(super) const SAVE: Place = (811, 735);
    pub(super) const COST: Place = (924, 188);
    pub(super) const COST_5000: [Place; 2] = [(864, 322), (864, 469)];
    pub(super) const CHECK: Place = (864, 583);
    pub(super) const ACCEPT: Place = (846, 369);
    pub(super) const EXACT: Place = (728, 716);
    pub(super) const NEXT_CUSTOMER: Place = (840, 658);
    pub(super) const COUNT_OWN_LIST: Place = (860, 358);
    pub(super) const FIRST_FOUND: Place = (500, 262);
    pub(super) const LIST_DONE: Place = (775, 122);
    pub(super) const REVIEW: Place = (859, 634);
    pub(super) const FIRST_DIFFERENCE: Place = (200, 215);
    pub(super) const REASON_LOST: Place = (356, 315);
    pub(super) const REASON_USE: Place = (646, 606);
    pub(super) const POST: Place = (870, 335);
    pub(super) const POST_SURE: Place = (596, 487);
    pub(super) const PRINT_LABELS: Place = (846, 607);
}

/// A shop whose receipts and labels come out of a printer that remembers them.
fn shop_with_printer() -> (Shop, NetworkPrinter) {
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    (shop, printer)
}

/// What lies on the shelf of the new goods (`A-0001`): thousandths and rupiah.
fn on_hand(shop: &Shop) -> (i64, i64) {
    let of = |column: &str| number(&shop.read(), &format!("SELECT coalesce(sum({column}), 0) FROM stock WHERE sku = 'A-0001'"));
    (of("quantity"), of("value"))
}

/// The only count that was posted: what was counted, what should have been there, and why they differ.
fn posted(shop: &Shop) -> (i64, i64, String) {
    let sql = "SELECT counted, expected, reason FROM count_result";
    shop.read().query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("one line")
}

fn count(shop: &Shop, table: &str) -> i64 {
    number(&shop.read(), &format!("SELECT count(*) FROM {table}"))
}

/// Waits until labels of these prices came out, each so often. What was printed earlier is taken away before.
fn wait_for_labels(printer: &NetworkPrinter, wanted: &[(&str, usize)]) {
    let mut paper = String::new();
    wait_for("the labels are on paper", || {
        paper.push_str(&String::from_utf8_lossy(&printer.all().concat()));
        wanted.iter().all(|(price, times)| paper.matches(price).count() == *times)
    });
}

/// A moment for the page to change.
fn settle() {
    thread::sleep(Duration::from_millis(900));
}

#[test]
fn goods_come_are_sold_counted_and_labelled_by_touch_alone() {
    let Some(screen) = Screen::start() else { return };
    let (shop, printer) = shop_with_printer();
    let touch_all = |places: &[(u32, u32)]| places.iter().for_each(|place| screen.touch(*place));
    let go = |menu: (u32, u32)| {
        screen.touch(at::MENU);
        thread::sleep(Duration::from_millis(300));
        screen.touch(menu);
        settle();
    };

    let _till = screen.open_till(&shop);
    screen.touch(at::BUDI);
    touch_all(&at::PIN_1379);
    screen.touch(at::LOG_IN);
    // The hash of a PIN takes its time on purpose.
    thread::sleep(Duration::from_millis(1_500));
    touch_all(&[at::FLOAT_HUNDRED_MORE, at::OPEN]);
    wait_for("the till is open", || count(&shop, "shift") == 1);
    settle();

    go(at::MENU_GOODS);
    screen.scan(BOTTLE);
    settle();
    screen.picture("stock-touch-1-unknown");
    screen.touch(at::NEW_GOODS);
    settle();
    screen.touch(at::LETTERS);
    settle();
    touch_all(&at::KOPI);
    screen.picture("stock-touch-2-name");
    screen.touch(at::USE_ABOVE_KEYBOARD);
    settle();
    touch_all(&[at::BASE_PACK, at::CHANGE_PACK]);
    settle();
    screen.touch(at::PRICE);
    touch_all(&at::PRICE_6500);
    screen.picture("stock-touch-3-price");
    screen.touch(at::USE);
    settle();
    screen.picture("stock-touch-4-editor");
    screen.touch(at::SAVE);
    wait_for("the goods are known", || number(&shop.read(), "SELECT count(*) FROM product WHERE sku = 'A-0001' AND name = 'kopi'") == 1);
    settle();

    go(at::MENU_RECEIVE);
    for _ in 0..3 {
        screen.scan(BOTTLE);
    }
    screen.touch(at::COST);
    touch_all(&at::COST_5000);
    screen.picture("stock-touch-5-receive");
    screen.touch(at::CHECK);
    settle();
    screen.picture("stock-touch-6-average");
    assert_eq!(on_hand(&shop), (0, 0), "nothing is taken in before it was looked at");
    screen.touch(at::ACCEPT);
    wait_for("it is received", || on_hand(&shop) == (3_000, 15_000));

    settle();
    screen.touch(at::BACK);
    settle();
    screen.scan(BOTTLE);
    wait_for("it is in the cart", || count(&shop, "cart_line") == 1);
    screen.touch(at::EXACT);
    wait_for("it is sold", || count(&shop, "sale") == 1);
    settle();
    screen.touch(at::NEXT_CUSTOMER);

    go(at::MENU_COUNT);
    screen.touch(at::COUNT_OWN_LIST);
    settle();
    touch_all(&[at::FIRST_FOUND, at::LIST_DONE]);
    settle();
    screen.scan(BOTTLE);
    settle();
    screen.picture("stock-touch-7-blind");
    screen.touch(at::REVIEW);
    settle();
    screen.touch(at::FIRST_DIFFERENCE);
    settle();
    screen.touch(at::REASON_LOST);
    screen.picture("stock-touch-8-reason");
    screen.touch(at::REASON_USE);
    settle();
    screen.touch(at::POST);
    settle();
    screen.picture("stock-touch-9-post");
    screen.touch(at::POST_SURE);
    wait_for("the count is posted", || count(&shop, "count_post") == 1);
    assert_eq!(posted(&shop), (1_000, 2_000, "hilang".to_owned()));
    assert_eq!(on_hand(&shop), (1_000, 5_000));

    settle();
    go(at::MENU_LABELS);
    screen.scan(BOTTLE);
    settle();
    screen.picture("stock-touch-10-label");
    let _receipts = printer.all();
    screen.touch(at::PRINT_LABELS);
    wait_for_labels(&printer, &[("Rp 6.500 / PCS", 1), (BOTTLE, 1)]);
    shop.verify();
}

#[test]
fn goods_come_are_sold_counted_and_labelled_by_keyboard_alone() {
    let Some(screen) = Screen::start() else { return };
    let (shop, printer) = shop_with_printer();
    let keys = |names: &[&str]| names.iter().for_each(|name| screen.key(name));
    let scan = |code: &str| {
        screen.scan(code);
        settle();
    };

    let _till = screen.open_till(&shop);
    screen.key("F3");
    screen.type_by_hand("1379");
    screen.key("Return");
    thread::sleep(Duration::from_millis(1_500));
    screen.key("F2");
    screen.type_by_hand("50000");
    screen.key("F10");
    wait_for("the till is open", || count(&shop, "shift") == 1);
    settle();

    // A misread code makes no goods; an unknown one offers to.
    keys(&["F1", "g"]);
    settle();
    scan(MISREAD);
    screen.picture("stock-keys-1-misread");
    scan(BOTTLE);
    screen.key("F10");
    settle();
    screen.type_by_hand("Kopi Botol 250ml");
    screen.key("F10");
    settle();
    keys(&["Right", "Return", "Return", "Return"]);
    screen.type_by_hand("6500");
    screen.key("F10");
    screen.key("F4");
    screen.type_by_hand("DUS");
    screen.key("Return");
    screen.type_by_hand("24");
    screen.key("Return");
    screen.type_by_hand("150000");
    screen.key("F10");
    scan(CARTON);
    // A scan while something is asked answers nothing.
    screen.key("Escape");
    scan(CARTON);
    screen.picture("stock-keys-2-answer-first");
    screen.key("Escape");
    screen.picture("stock-keys-3-editor");
    screen.key("F10");
    wait_for("the goods are known", || number(&shop.read(), "SELECT count(*) FROM pack WHERE code = 'DUS' AND price = 150000") == 1);
    settle();

    keys(&["F1", "m"]);
    settle();
    scan(CARTON);
    scan(CARTON);
    screen.key("Return");
    screen.type_by_hand("132000");
    screen.key("F10");
    settle();
    screen.picture("stock-keys-4-average");
    assert_eq!(on_hand(&shop), (0, 0), "nothing is taken in before it was looked at");
    screen.key("F10");
    wait_for("it is received", || on_hand(&shop) == (48_000, 264_000));

    settle();
    keys(&["Escape", "Escape"]);
    for code in [BOTTLE, BOTTLE, CARTON] {
        scan(code);
    }
    screen.key("F11");
    wait_for("it is sold", || count(&shop, "sale") == 1);
    settle();

    keys(&["Return", "F1", "s"]);
    settle();
    keys(&["F4", "Return", "Escape"]);
    settle();
    scan(BOTTLE);
    screen.type_by_hand("21");
    screen.picture("stock-keys-5-blind");
    screen.key("Return");
    screen.key("F10");
    settle();
    screen.key("Return");
    settle();
    screen.key("1");
    screen.key("F10");
    settle();
    screen.picture("stock-keys-6-review");
    keys(&["F10", "Return"]);
    wait_for("the count is posted", || count(&shop, "count_post") == 1);
    assert_eq!(posted(&shop), (21_000, 22_000, "hilang".to_owned()));
    assert_eq!(on_hand(&shop), (21_000, 115_500));

    settle();
    keys(&["F1", "a"]);
    settle();
    scan(BOTTLE);
    scan(CARTON);
    screen.key("plus");
    screen.picture("stock-keys-7-labels");
    let _receipts = printer.all();
    screen.key("F10");
    wait_for_labels(&printer, &[("Rp 6.500 / PCS", 1), ("Rp 150.000 / DUS", 2), (CARTON, 2)]);
    shop.verify();
}
