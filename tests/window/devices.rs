//! Scale, pole display and the customer's window in a real window.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use support::Shop;
use support::pair::Pair;

use crate::screen::{Screen, wait_for};
use crate::{cart, goods, log_in, number, open_shift};

/// Answers `W` as a Toledo 8217 does, with what is on it now. Ends with the port.
fn scale(pair: &Pair) -> Arc<Mutex<&'static [u8]>> {
    let weight: Arc<Mutex<&'static [u8]>> = Arc::new(Mutex::new(b"?A"));
    let shown = Arc::clone(&weight);
    let mut port = OpenOptions::new().read(true).write(true).open(&pair.device).expect("opens");
    thread::spawn(move || {
        let mut asked = [0u8; 64];
        while let Ok(count) = port.read(&mut asked) {
            if count == 0 {
                return;
            }
            for _ in asked[..count].iter().filter(|byte| **byte & 0x7F == b'W') {
                let now = *shown.lock().expect("a weight");
                if port.write_all(&[b"\x02", now, b"\r"].concat()).is_err() {
                    return;
                }
            }
        }
    });
    weight
}

/// Keeps what a display was sent.
fn display(pair: &Pair) -> Arc<Mutex<String>> {
    let seen = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&seen);
    let mut port = File::open(&pair.device).expect("opens");
    thread::spawn(move || {
        let mut bytes = [0u8; 256];
        while let Ok(count) = port.read(&mut bytes) {
            if count == 0 {
                return;
            }
            kept.lock().expect("a text").push_str(&String::from_utf8_lossy(&bytes[..count]));
        }
    });
    seen
}

#[test]
fn weighed_goods_and_what_the_customer_sees() {
    let Some(screen) = Screen::start() else { return };
    let shop = Shop::sample();
    let (scale_line, display_line) = (Pair::named(&shop, "scale"), Pair::named(&shop, "display"));
    let (weight, shown) = (scale(&scale_line), display(&display_line));
    for (key, value) in [
        ("scale.link", format!("{}:9600", scale_line.till.display())),
        ("display.link", format!("{}:9600", display_line.till.display())),
        ("display.window", "yes".to_owned()),
    ] {
        shop.ok(&["config", "set", key, &value]);
    }
    let database = shop.read();
    let _till = screen.open_till(&shop);
    // The customer's window came up after the till's; the keys and the touch still belong to the till.
    log_in(&screen);
    open_shift(&screen);
    wait_for("the shift is open", || number(&database, "SELECT count(*) FROM shift") == 1);
    thread::sleep(Duration::from_millis(300));
    screen.scan(&goods(&shop, 1)[0].0);
    wait_for("the scan is in the cart", || cart(&database).len() == 1);

    screen.key("F2");
    screen.type_by_hand("telur ayam");
    thread::sleep(Duration::from_millis(500));
    screen.key("Return");
    thread::sleep(Duration::from_millis(600));
    screen.picture("devices-1-in-motion");
    // In motion there is nothing to take.
    screen.key("Return");
    thread::sleep(Duration::from_millis(300));
    assert_eq!(cart(&database).len(), 1);
    *weight.lock().expect("a weight") = b"00.540";
    thread::sleep(Duration::from_millis(800));
    screen.picture("devices-2-stable");
    screen.key("Return");
    wait_for("the weight is in the cart", || cart(&database).len() == 2);
    assert_eq!(number(&database, "SELECT quantity FROM cart_line ORDER BY line DESC LIMIT 1"), 540);
    wait_for("the customer reads the goods", || shown.lock().expect("a text").contains("Telur Ayam"));
    screen.key("F11");
    wait_for("the sale is there", || number(&database, "SELECT count(*) FROM sale") == 1);
    let total = number(&database, "SELECT total FROM sale");
    let paid = format!("{}.{:03}", total / 1_000, total % 1_000);
    wait_for("the customer reads what was paid", || {
        let shown = shown.lock().expect("a text");
        shown.rfind("KEMBALI").is_some_and(|_| shown.contains(&paid))
    });
    screen.picture("devices-3-paid");
    screen.key("ctrl+p");
    screen.picture("devices-4-paper");
    screen.key("ctrl+p");
    screen.key("Return");
    for key in ["F1", "2", "F4"] {
        screen.key(key);
        thread::sleep(Duration::from_millis(500));
    }
    thread::sleep(Duration::from_millis(1_000));
    screen.picture("devices-5-list");
    shop.verify();
}
