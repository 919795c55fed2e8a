//! Printers that are slow, silent, absent, or die: the sale stays paid, the receipt comes once.

use std::time::{Duration, Instant};

use serde_json::Value;
use support::sink::{Manner, NetworkPrinter, Paper, silent_port};
use support::{Shop, scratch};

use crate::receipts::{holds, is_a_receipt};

fn jobs(shop: &Shop) -> Vec<(String, String, String)> {
    let list = shop.json(&["print-queue", "list"]);
    let word = |job: &Value, key: &str| job[key].as_str().unwrap_or_default().to_owned();
    list.as_array().expect("jobs").iter().map(|job| (word(job, "what"), word(job, "state"), word(job, "cause"))).collect()
}

fn shop_with(link: &str) -> Shop {
    let shop = Shop::sample();
    shop.ok(&["config", "set", "printer.receipt.link", link]);
    shop
}

#[test]
fn nobody_answers_and_later_everything_comes_once() {
    let port = silent_port();
    let shop = shop_with(&format!("tcp:127.0.0.1:{port}"));
    let started = Instant::now();
    let sales: Vec<Value> = (0..3).map(|_| shop.sell("8997100000011")).collect();
    assert!(started.elapsed() < Duration::from_secs(2), "a printer that is away holds no sale up");

    let sentence = shop.run(&["print-queue", "run", "--wait", "1"]).sentence();
    assert!(sentence.contains(&port.to_string()), "the cause names the printer: {sentence}");
    let waiting = jobs(&shop);
    let receipts: Vec<_> = waiting.iter().filter(|(what, ..)| what == "receipt").collect();
    assert_eq!(receipts.len(), 3, "{waiting:?}");
    assert!(receipts.iter().all(|(_, state, _)| state == "queued"), "{waiting:?}");
    assert_eq!(receipts[0].2, sentence, "the queue shows the cause");

    let printer = NetworkPrinter::at(port, Manner::Eager);
    shop.ok(&["print-queue", "run"]);
    shop.ok(&["print-queue", "run"]);
    let folder = scratch::folder();
    let papers: Vec<Paper> =
        printer.all().iter().enumerate().map(|(n, bytes)| Paper::decode(bytes, 58, folder.path(), &format!("job{n}"))).collect();
    let papers: Vec<&Paper> = papers.iter().filter(|paper| paper.count("Cut") > 0).collect();
    assert_eq!(papers.len(), 3, "each receipt once");
    for (paper, sale) in papers.iter().zip(&sales) {
        is_a_receipt(paper, sale);
        assert!(!paper.text.contains("SALINAN"), "a late receipt is no copy");
    }
    assert!(jobs(&shop).is_empty());
}

#[test]
fn a_late_drawer_does_not_open() {
    let port = silent_port();
    let shop = shop_with(&format!("tcp:127.0.0.1:{port}"));
    shop.sell("8997100000011");
    assert!(!shop.run(&["print-queue", "run", "--wait", "0"]).success);
    let printer = NetworkPrinter::at(port, Manner::Eager);
    shop.ok(&["print-queue", "run"]);
    let folder = scratch::folder();
    let pulses: usize =
        printer.all().iter().enumerate().map(|(n, bytes)| Paper::decode(bytes, 58, folder.path(), &format!("job{n}")).count("Pulse")).sum();
    assert_eq!(pulses, 0, "a pulse is tried once");
}

#[test]
fn a_slow_reader_gets_all_of_it() {
    let printer = NetworkPrinter::start(Manner::Slow);
    let shop = shop_with(&printer.link);
    let scans: Vec<String> = (0..70).map(|n| format!("89971000000{}*{}", if n % 2 == 0 { "11" } else { "35" }, n + 1)).collect();
    let mut arguments = vec!["sell"];
    for scan in &scans {
        arguments.extend(["--scan", scan]);
    }
    arguments.extend(["--pay", "qris"]);
    let sale = shop.json(&arguments);
    shop.ok(&["print-queue", "run"]);
    let bytes = printer.next(Duration::from_secs(30)).expect("a job");
    let folder = scratch::folder();
    let paper = Paper::decode(&bytes, 58, folder.path(), "receipt");
    is_a_receipt(&paper, &sale);
    let receipt = shop.json(&["receipt", sale["receipt"].as_str().expect("a number"), "--columns", "32"]);
    let lines: Vec<String> =
        receipt["lines"].as_array().expect("lines").iter().map(|line| line.as_str().expect("text").to_owned()).collect();
    assert!(lines.len() > 140);
    holds(&paper, &lines);
}

#[test]
fn a_printer_that_dies_leaves_a_question() {
    let printer = NetworkPrinter::start(Manner::Dies(64));
    let shop = shop_with(&printer.link);
    let sale = shop.json(&["sell", "--scan", "8997100000011", "--pay", "qris"]);
    let sentence = shop.run(&["print-queue", "run"]).sentence();
    assert!(sentence.contains("mungkin sudah tercetak"), "{sentence}");
    assert_eq!(jobs(&shop)[0].1, "uncertain");
    assert_eq!(printer.all().len(), 1);

    // Never again by itself.
    assert!(!shop.run(&["print-queue", "run", "--wait", "1"]).success);
    assert_eq!(printer.all().len(), 0, "an uncertain receipt was sent again");

    // A person looked at the paper and asks: now it is a copy.
    let healthy = NetworkPrinter::start(Manner::Eager);
    shop.ok(&["config", "set", "printer.receipt.link", &healthy.link]);
    let list = shop.json(&["print-queue", "list"]);
    shop.ok(&["print-queue", "retry", list[0]["id"].as_str().expect("an id")]);
    shop.ok(&["print-queue", "run"]);
    let papers = healthy.all();
    assert_eq!(papers.len(), 1);
    let folder = scratch::folder();
    let paper = Paper::decode(&papers[0], 58, folder.path(), "copy");
    is_a_receipt(&paper, &sale);
    assert_eq!(paper.text.matches("SALINAN").count(), 2, "above and below:\n{}", paper.text);
    assert!(jobs(&shop).is_empty());
    shop.verify();
}

#[test]
fn a_job_can_be_given_up() {
    let shop = shop_with(&format!("tcp:127.0.0.1:{}", silent_port()));
    shop.json(&["sell", "--scan", "8997100000011", "--pay", "qris"]);
    let list = shop.json(&["print-queue", "list"]);
    let id = list[0]["id"].as_str().expect("an id");
    shop.ok(&["print-queue", "drop", id]);
    assert!(jobs(&shop).is_empty());
    shop.ok(&["print-queue", "run"]);
    shop.refused(&["print-queue", "drop", id]);
}

#[test]
fn a_file_takes_receipts_too() {
    let shop = Shop::sample();
    let file = shop.file("kertas.bin");
    shop.ok(&["config", "set", "printer.receipt.link", &format!("file:{}", file.display())]);
    shop.ok(&["config", "set", "drawer.pulse", "no"]);
    let sale = shop.sell("8997100000011");
    shop.ok(&["print-queue", "run"]);
    let folder = scratch::folder();
    is_a_receipt(&Paper::decode(&std::fs::read(&file).expect("reads"), 58, folder.path(), "receipt"), &sale);
}
