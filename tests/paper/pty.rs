//! A serial printer, played by a pair of ptys that socat holds.

use std::fs::OpenOptions;
use std::io::Read;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use support::pair::Pair;
use support::sink::Paper;
use support::{Shop, scratch};

use crate::receipts::is_a_receipt;

fn link(pair: &Pair) -> String {
    format!("serial:{}:9600", pair.till.display())
}

/// Reads the printer's end until the test is over.
fn read(pair: &Pair) -> Receiver<Vec<u8>> {
    let mut end = OpenOptions::new().read(true).open(&pair.device).expect("opens");
    let (sender, bytes) = channel();
    thread::spawn(move || {
        let mut part = [0u8; 1024];
        while let Ok(taken) = end.read(&mut part) {
            if taken == 0 || sender.send(part[..taken].to_vec()).is_err() {
                return;
            }
        }
    });
    bytes
}

fn collect(bytes: &Receiver<Vec<u8>>) -> Vec<u8> {
    let mut all = Vec::new();
    while let Ok(part) = bytes.recv_timeout(Duration::from_secs(1)) {
        all.extend(part);
    }
    all
}

#[test]
fn drawer_and_receipt_by_wire() {
    let shop = Shop::sample();
    let pair = Pair::new(&shop);
    let bytes = read(&pair);
    shop.ok(&["config", "set", "printer.receipt.link", &link(&pair)]);
    let sale = shop.sell("8997100000011*3");
    shop.ok(&["print-queue", "run"]);
    let folder = scratch::folder();
    let all = collect(&bytes);
    let paper = Paper::decode(&all, 58, folder.path(), "wire");
    let kinds = |word: &str| paper.count(word);
    assert_eq!((kinds("Pulse"), kinds("Init"), kinds("Cut"), kinds("Unknown")), (1, 1, 1, 0), "{:#?}", paper.commands);
    assert!(paper.commands[0].starts_with("Pulse"), "the drawer opens before the paper moves: {:#?}", paper.commands);
    is_a_receipt(&Paper::decode(&all[5..], 58, folder.path(), "receipt"), &sale);
}

#[test]
fn a_reader_that_stops_leaves_a_question() {
    let shop = Shop::sample();
    let pair = Pair::new(&shop);
    shop.ok(&["config", "set", "printer.receipt.link", &link(&pair)]);
    // More than the wire and socat can hold, so that the printer is seen to stop.
    let names: Vec<String> = (0..200).map(|n| format!("8997100000{}", if n % 2 == 0 { "011" } else { "035" })).collect();
    let mut arguments = vec!["sell"];
    for name in &names {
        arguments.extend(["--scan", name]);
    }
    arguments.extend(["--pay", "qris"]);
    // Opened and never read.
    let _printer = OpenOptions::new().read(true).open(&pair.device).expect("opens");
    // Six fit; each of the others is given up after ten seconds of its own.
    for _ in 0..8 {
        shop.json(&arguments);
    }
    let started = Instant::now();
    let answer = shop.run(&["print-queue", "run", "--wait", "1"]);
    let sentence = answer.sentence();
    assert!(started.elapsed() < Duration::from_secs(40), "a deadline on progress, not for ever");
    assert!(sentence.contains("berhenti menerima data"), "{sentence}");
    let list = shop.json(&["print-queue", "list"]);
    let states: Vec<&str> = list.as_array().expect("jobs").iter().map(|job| job["state"].as_str().expect("a state")).collect();
    assert!(states.contains(&"uncertain"), "{list}");
    shop.sell("8997100000011");
    let attempts = |list: &serde_json::Value| {
        list.as_array()
            .expect("jobs")
            .iter()
            .filter(|job| job["state"] == "uncertain")
            .map(|job| job["attempts"].clone())
            .collect::<Vec<_>>()
    };
    let before = attempts(&list);
    let after = shop.json(&["print-queue", "list"]);
    assert_eq!(attempts(&after), before, "never sent again by itself");
}

#[test]
fn a_cable_that_is_out_is_named() {
    let shop = Shop::sample();
    shop.ok(&["config", "set", "printer.receipt.link", &format!("serial:{}:9600", shop.file("nowhere").display())]);
    shop.json(&["sell", "--scan", "8997100000011", "--pay", "qris"]);
    let sentence = shop.run(&["print-queue", "run", "--wait", "0"]).sentence();
    assert!(sentence.contains("tidak ditemukan"), "{sentence}");
    let list = shop.json(&["print-queue", "list"]);
    assert_eq!((&list[0]["state"], &list[0]["cause"]), (&"queued".into(), &sentence.into()));
}
