//! Printer and drawer.

use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::sink::Paper;
use support::{Shop, scratch};

use crate::counter::Counter;

fn shop(link: &str, profile: &str) -> Shop {
    let shop = Shop::sample();
    shop.ok(&["config", "set", "printer.receipt.link", link]);
    shop.ok(&["config", "set", "printer.receipt.profile", profile]);
    shop
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// All codes that `zbarimg` reads on a picture, with their kind.
fn codes(picture: &Path) -> Vec<String> {
    let out = scratch::referee(Command::new("zbarimg").arg("-q").arg(picture));
    out.lines().map(str::to_owned).collect()
}

/// Every line of a receipt in its order.
fn holds(printed: &str, shop: &Shop, receipt: &str, columns: &str) {
    let receipt = shop.json(&["receipt", receipt, "--columns", columns]);
    let mut lines = printed.lines();
    for line in receipt["lines"].as_array().expect("lines").iter().map(text).filter(|line| !line.trim().is_empty()) {
        assert!(lines.any(|found| found.trim() == line.trim()), "{line:?} is missing:\n{printed}");
    }
}

/// A whole receipt over a wire: text, one cut, one pulse on the right pin, its code.
fn prints(counter: &Counter, link: &str, profile: &str, columns: &str, pin: &str) {
    let shop = shop(link, profile);
    shop.ok(&["config", "set", "drawer.pin", pin]);
    // Families without a knife too: emupos has one, and ends a receipt with it.
    shop.ok(&["config", "set", "printer.receipt.cut", "partial"]);
    let (receipts, drawers) = (counter.receipts().len(), counter.events("drawer.opened").len());
    let sale = shop.sell("8997100000011*3");
    shop.ok(&["print-queue", "run"]);
    let all = counter.wait_for(receipts + 1);
    let (id, ended) = all.last().expect("a receipt");
    assert_eq!(ended, "cut", "{profile}");
    let (printed, picture) = counter.show(id);
    holds(&printed, &shop, text(&sale["receipt"]), columns);
    let code = format!("QR-Code:SOKOGURU:{}:{}", text(&sale["receipt"]), text(&sale["mark"]));
    assert_eq!(codes(&picture), [code], "{profile}");
    let opened = counter.events("drawer.opened");
    assert_eq!(opened.len(), drawers + 1, "{}", counter.log());
    assert!(opened.last().is_some_and(|line| line.contains(&format!("(pin {pin})"))), "{opened:?}");
    counter.tell(&["drawer", "close"]);
    assert!(!counter.log().contains("unknown"), "{}", counter.log());
}

#[test]
fn receipts_on_wide_paper() {
    let Some(counter) = Counter::start(576) else { return };
    // Native codes, and pictures of them; a proof, and none; by network and by wire.
    prints(&counter, &counter.tcp(), "epson-tm-t20", "48", "2");
    prints(&counter, &counter.tcp(), "zjiang-80", "48", "5");
    prints(&counter, &counter.tcp(), "generic-80-42", "42", "2");
    prints(&counter, &format!("serial:{}:9600", counter.port("front")), "epson-tm-t82", "48", "5");
    prints(&counter, &format!("serial:{}:9600", counter.port("front")), "xprinter-80", "48", "2");
}

#[test]
fn receipts_on_narrow_paper() {
    let Some(counter) = Counter::start(384) else { return };
    prints(&counter, &counter.tcp(), "generic-58", "32", "2");
    prints(&counter, &format!("serial:{}:9600", counter.port("front")), "xprinter-58", "32", "5");
}

/// The test page has every kind of code; both interpreters must draw what `zbarimg` can read.
#[test]
fn all_codes_can_be_read() {
    for (profile, dots, millimetres) in [("epson-tm-t20", 576, 80), ("generic-58", 384, 58)] {
        let Some(counter) = Counter::start(dots) else { return };
        let shop = shop(&counter.tcp(), profile);
        shop.ok(&["devices", "test", "printer"]);
        let all = counter.wait_for(1);
        assert_eq!(all[0].1, "cut");
        let (_, picture) = counter.show(&all[0].0);
        let wanted = ["CODE-128:A1-000001", "EAN-13:4006381333931", "QR-Code:SOKOGURU:UJI"];
        let mut read = codes(&picture);
        read.sort();
        assert_eq!(read, wanted, "{profile} on emupos");

        let file = shop.file("uji.bin");
        shop.ok(&["config", "set", "printer.receipt.link", &format!("file:{}", file.display())]);
        shop.ok(&["devices", "test", "printer"]);
        let paper = Paper::decode(&std::fs::read(&file).expect("reads"), millimetres, file.parent().expect("a folder"), "uji");
        assert_eq!(paper.count("Unknown"), 0, "{:#?}", paper.commands);
        let mut read = codes(&paper.picture);
        read.sort();
        assert_eq!(read, wanted, "{profile} on hardless");
    }
}

#[test]
fn its_faults_are_named_and_the_receipt_comes_once() {
    let Some(counter) = Counter::start(576) else { return };
    let shop = shop(&counter.tcp(), "epson-tm-t20");
    for (number, (fault, words)) in
        [("paper-out", "kertas printer habis"), ("cover-open", "penutup printer terbuka")].into_iter().enumerate()
    {
        let (receipts, drawers) = (counter.receipts().len(), counter.events("drawer.opened").len());
        counter.tell(&["fault", "set", "front", fault]);
        let sale = shop.sell("8997100000011");
        let started = Instant::now();
        let sentence = shop.run(&["print-queue", "run", "--wait", "0"]).sentence();
        assert!(started.elapsed() < Duration::from_secs(2), "{fault}: {:?}", started.elapsed());
        assert!(sentence.contains(words), "{fault}: {sentence}");
        let list = shop.json(&["print-queue", "list"]);
        assert_eq!((&list[0]["state"], &list[0]["cause"]), (&"queued".into(), &sentence.clone().into()), "{fault}");
        assert_eq!(counter.receipts().len(), receipts, "{fault}: nothing is printed");

        // The program goes on trying; somebody comes.
        let waiting = shop.command(&["print-queue", "run", "--wait", "30"]).stdout(Stdio::null()).spawn().expect("starts");
        thread::sleep(Duration::from_millis(700));
        counter.tell(&["fault", "clear", "front", fault]);
        assert!(waiting.wait_with_output().expect("ends").status.success(), "{fault}");
        shop.ok(&["print-queue", "run"]);
        let all = counter.wait_for(receipts + 1);
        let (printed, _) = counter.show(&all.last().expect("a receipt").0);
        holds(&printed, &shop, text(&sale["receipt"]), "48");
        assert!(!printed.contains("SALINAN"), "a late receipt is no copy");
        assert!(counter.events("drawer.opened").len() <= drawers + 1, "{fault} {number}: once at most");
        counter.tell(&["drawer", "close"]);
    }
    shop.verify();
}

#[test]
fn a_roll_that_ends_within_a_receipt() {
    let Some(counter) = Counter::start(576) else { return };
    // No question before the job: the receipt is under way when the roll is gone.
    let shop = shop(&counter.tcp(), "xprinter-80");
    counter.tell(&["fault", "set", "front", "paper-out"]);
    let sale = shop.json(&["sell", "--scan", "8997100000011", "--pay", "qris"]);
    shop.ok(&["print-queue", "run"]);
    assert!(counter.receipts().is_empty(), "nothing is printed without paper");
    counter.tell(&["fault", "clear", "front", "paper-out"]);
    let all = counter.wait_for(1);
    let (printed, _) = counter.show(&all[0].0);
    holds(&printed, &shop, text(&sale["receipt"]), "48");
    shop.ok(&["print-queue", "run"]);
    assert_eq!(counter.receipts().len(), 1, "once");
}
