//! Whole receipts on all papers.

use std::time::Duration;

use serde_json::Value;
use support::sink::{Manner, NetworkPrinter, Paper};
use support::{Shop, scratch};

/// Profile, columns, millimetres of the paper, and whether the printer draws QR codes itself.
const PAPERS: &[(&str, &str, u32, bool)] = &[
    ("generic-58", "auto", 58, false),
    ("generic-58", "32", 58, false),
    ("generic-80", "32", 80, true),
    ("generic-80", "42", 80, true),
    ("generic-80", "auto", 80, true),
];

/// A sale with members, weights, a discount by quantity, and two tenders.
fn sell(shop: &Shop) -> Value {
    shop.json(&[
        "sell",
        "--scan",
        "8997100000011*12",
        "--scan",
        "8997100000028",
        "--scan",
        "8997100000035*2",
        "--member",
        "A-00001",
        "--pay",
        "qris=10000",
        "--pay",
        "cash=500000",
    ])
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// The lines of a receipt as the till shows them.
fn lines(shop: &Shop, number: &str, columns: &str) -> Vec<String> {
    let receipt = shop.json(&["receipt", number, "--columns", columns]);
    receipt["lines"].as_array().expect("lines").iter().map(|line| text(line).to_owned()).collect()
}

/// That a paper holds these lines in this order, and nothing that the interpreter did not know.
pub(crate) fn holds(paper: &Paper, lines: &[String]) {
    assert_eq!(paper.count("Unknown"), 0, "{:#?}", paper.commands);
    let mut printed = paper.text.lines();
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        assert!(printed.any(|found| found.trim() == line.trim()), "{line:?} is missing, or not in its place:\n{}", paper.text);
    }
}

/// One receipt: reset first, one cut at the end, no pulse, one QR code that a phone can read.
pub(crate) fn is_a_receipt(paper: &Paper, sale: &Value) {
    assert_eq!((paper.count("Init"), paper.count("Cut"), paper.count("Pulse")), (1, 1, 0), "{:#?}", paper.commands);
    assert!(paper.commands.last().is_some_and(|command| command.starts_with("Cut")), "the cut is last: {:#?}", paper.commands);
    let code = format!("SOKOGURU:{}:{}", text(&sale["receipt"]), text(&sale["mark"]));
    assert_eq!(paper.codes(), [code], "{}", paper.picture.display());
}

#[test]
fn every_paper_can_be_read() {
    for &(profile, columns, millimetres, native) in PAPERS {
        let shop = Shop::sample();
        let printer = NetworkPrinter::start(Manner::Eager);
        shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
        shop.ok(&["config", "set", "printer.receipt.profile", profile]);
        shop.ok(&["config", "set", "printer.receipt.columns", columns]);
        let sale = sell(&shop);
        shop.ok(&["print-queue", "run"]);

        let jobs = printer.all();
        assert_eq!(jobs.len(), 2, "the drawer's pulse is a job of its own");
        let folder = scratch::folder();
        let drawer = Paper::decode(&jobs[0], millimetres, folder.path(), "drawer");
        assert_eq!((drawer.count("Pulse"), drawer.commands.len()), (1, 1), "{:#?}", drawer.commands);
        assert!(drawer.commands[0].contains("pin: 2"), "{:#?}", drawer.commands);

        let paper = Paper::decode(&jobs[1], millimetres, folder.path(), "receipt");
        is_a_receipt(&paper, &sale);
        assert_eq!(paper.count("QrPrint") == 1, native, "{profile}: {:#?}", paper.commands);
        let columns = if columns == "auto" { if millimetres == 58 { "32" } else { "48" } } else { columns };
        let lines = lines(&shop, text(&sale["receipt"]), columns);
        assert!(lines.iter().all(|line| line.len() <= columns.parse().expect("a number")), "{lines:#?}");
        holds(&paper, &lines);
        assert!(lines.iter().any(|line| line.contains("TOTAL")) && lines.iter().any(|line| line.contains("KEMBALI")), "{lines:#?}");
        assert_eq!(shop.json(&["print-queue", "list"]), Value::Array(Vec::new()), "nothing waits any more");
    }
}

#[test]
fn no_cash_no_drawer() {
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    shop.json(&["sell", "--scan", "8997100000011", "--pay", "qris"]);
    shop.ok(&["print-queue", "run"]);
    let jobs = printer.all();
    let folder = scratch::folder();
    assert_eq!(jobs.len(), 1);
    assert_eq!(Paper::decode(&jobs[0], 58, folder.path(), "receipt").count("Pulse"), 0);
}

#[test]
fn the_command_gives_the_bytes_that_the_printer_gets() {
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    let sale = shop.json(&["sell", "--scan", "8997100000011", "--pay", "qris"]);
    shop.ok(&["print-queue", "run"]);
    let sent = printer.next(Duration::from_secs(5)).expect("a job");
    let file = shop.file("struk.bin");
    shop.ok(&["receipt", text(&sale["receipt"]), "--bytes", file.to_str().expect("text")]);
    let made = std::fs::read(&file).expect("reads");
    let folder = scratch::folder();
    // Made again it is a copy and says so; nothing else differs.
    let again = Paper::decode(&made, 58, folder.path(), "made");
    let first = Paper::decode(&sent, 58, folder.path(), "sent");
    let without_copy = |paper: &Paper| paper.text.lines().filter(|line| !line.contains("SALINAN")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(without_copy(&again), without_copy(&first));
    assert_eq!(again.codes(), first.codes());
}

#[test]
fn bytes_are_made_when_the_sale_is_committed() {
    let shop = Shop::sample();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    let sale = shop.sell("8997100000011");
    shop.ok(&["config", "set", "shop.name", "Nama Baru"]);
    let cheaper = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\nMIE-001,Lain,Lain,pcs,PCS,1,8997100000011,1,,,,none\n";
    let file = shop.write("products.csv", cheaper);
    shop.ok(&["import", "products", &file]);
    shop.ok(&["print-queue", "run"]);
    let folder = scratch::folder();
    let jobs = printer.all();
    let paper = Paper::decode(jobs.last().expect("a receipt"), 58, folder.path(), "receipt");
    is_a_receipt(&paper, &sale);
    assert!(
        paper.text.contains("Mi Goreng 85g") && paper.text.contains("Koperasi Contoh Uji") && !paper.text.contains("Nama Baru"),
        "{}",
        paper.text
    );
}

#[test]
fn a_name_cannot_command_the_printer() {
    let shop = Shop::empty();
    let printer = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &printer.link]);
    // Accents, a minus that is none, another script, quotation marks.
    let head = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax";
    let file = shop.write("products.csv", format!("{head}\nX,Café – 中文 “Susu” -5%,Lain,pcs,PCS,1,X,1000,,,,none\n"));
    shop.ok(&["import", "products", &file]);
    let sale = shop.sell("X");
    shop.ok(&["print-queue", "run"]);
    let folder = scratch::folder();
    let jobs = printer.all();
    let paper = Paper::decode(jobs.last().expect("a receipt"), 58, folder.path(), "receipt");
    is_a_receipt(&paper, &sale);
    assert!(paper.text.contains("Cafe - ?? \"Susu\" -5%"), "{}", paper.text);
}
