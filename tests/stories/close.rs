//! The close of a shift by command: killed at any moment, and without a printer.

use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use support::Shop;
use support::scratch::Numbers;
use support::sink::{Manner, NetworkPrinter, silent_port};

use crate::NOODLES;

const KILLS: usize = 30;

/// Numbers of the closes, oldest first.
fn closes(shop: &Shop) -> Vec<String> {
    let database = shop.read();
    let mut query = database.prepare("SELECT number FROM shift_close ORDER BY pos").expect("prepares");
    query.query_map([], |row| row.get(0)).expect("reads").collect::<Result<_, _>>().expect("numbers")
}

#[test]
fn killed_at_any_moment() {
    let shop = Shop::sample();
    let mut numbers = Numbers::new(1_123);
    let (mut whole, mut open) = (0, 0);
    // How long a close takes here, so that the kills fall into it.
    shop.sell(NOODLES);
    let begun = Instant::now();
    shop.ok(&["shift", "close", "--count", "2000x1,1000x1,200x1"]);
    let usual = u64::try_from(begun.elapsed().as_micros()).expect("short");
    for kill in 0..KILLS {
        if shop.json(&["shift", "status"])["open"] == false {
            shop.ok(&["shift", "open", "--float", "100000"]);
        }
        shop.sell(NOODLES);
        let before = closes(&shop).len();
        let count = "100000x1,2000x2";
        let mut command = shop.command(&["shift", "close", "--count", count]);
        let mut till = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
        thread::sleep(Duration::from_micros(numbers.below(usual + usual / 4)));
        till.kill().expect("kills");
        till.wait().expect("ends");
        let done = closes(&shop).len() - before;
        let is_open = shop.json(&["shift", "status"])["open"] == true;
        assert_eq!(is_open, done == 0, "kill {kill}: a close is whole or absent");
        if is_open {
            open += 1;
            shop.sell(NOODLES);
        } else {
            whole += 1;
        }
    }
    if shop.json(&["shift", "status"])["open"] == true {
        shop.ok(&["shift", "close", "--count", "100000x1"]);
    }
    let closes = closes(&shop);
    let gapless: Vec<String> = (1..=closes.len()).map(|number| format!("A1-Z{number:04}")).collect();
    assert_eq!(closes, gapless);
    eprintln!("{KILLS} kills: {whole} closed whole, {open} open and usable");
    assert!(open > 0, "no kill fell into a close");
    shop.verify();
}

#[test]
fn the_printer_is_off() {
    let shop = Shop::sample();
    let port = silent_port();
    shop.ok(&["config", "set", "printer.receipt.link", &format!("tcp:127.0.0.1:{port}")]);
    shop.ok(&["shift", "open", "--float", "50000"]);
    let closed = shop.json(&["shift", "close", "--count", "50000x1"]);
    assert_eq!((&closed["number"], &closed["difference"]), (&"A1-Z0001".into(), &0.into()));
    let waiting = shop.json(&["print-queue", "list"]);
    let job = waiting.as_array().expect("jobs").iter().find(|job| job["receipt"] == "A1-Z0001");
    assert_eq!(job.unwrap_or_else(|| panic!("{waiting}"))["state"], "queued");
    let answer = shop.run(&["print-queue", "run", "--wait", "1"]);
    assert!(!answer.success, "there is no printer: {answer:?}");
    assert_eq!(shop.json(&["shift", "status"])["open"], false, "the close stands");

    let printer = NetworkPrinter::at(port, Manner::Eager);
    shop.ok(&["print-queue", "run"]);
    let paper: Vec<u8> = printer.all().concat();
    let text = String::from_utf8_lossy(&paper);
    assert!(text.contains("A1-Z0001") && text.contains("50.000"), "{text}");
    assert_eq!(shop.json(&["print-queue", "list"]), serde_json::json!([]));
}
