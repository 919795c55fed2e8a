//! Who may do what, and what the log says of it.

use serde_json::Value;
use support::Shop;
use support::scratch;
use support::shop::Answer;

use crate::NOODLES;

fn acting(shop: &Shop, user: &str, pin: &str, arguments: &[&str]) -> Answer {
    let all: Vec<&str> = ["--json", "--as", user].into_iter().chain(arguments.iter().copied()).collect();
    scratch::run(shop.command(&all).env("SOKOGURU_PIN", pin)).into()
}

#[test]
fn a_cashier_sells_and_does_not_change_prices() {
    let shop = Shop::sample();
    let sold = acting(&shop, "siti", "2580", &["sell", "--scan", NOODLES, "--pay", "cash"]);
    let sale: Value = serde_json::from_str(&sold.out).unwrap_or_else(|error| panic!("{error}: {sold:?}"));
    assert_eq!((&sale["cashier"], &sale["total"]), (&"siti".into(), &3_200.into()));
    let before = shop.traces();
    for arguments in [
        &["sell", "--scan", "8997100000011@1000", "--pay", "cash"][..],
        &["sell", "--scan", "LAN-001@1000", "--pay", "cash"],
        &["config", "set", "shop.name", "Toko Siti"],
        &["config", "set", "tax.pkp", "yes"],
    ] {
        let sentence = acting(&shop, "siti", "2580", arguments).sentence();
        assert!(sentence.contains("manajer"), "{arguments:?}: {sentence}");
    }
    assert_eq!(shop.traces(), before);
    // A manager may, and it is a record.
    let sold = acting(&shop, "budi", "1379", &["sell", "--scan", "8997100000011@1000", "--pay", "cash"]);
    let sale: Value = serde_json::from_str(&sold.out).unwrap_or_else(|error| panic!("{error}: {sold:?}"));
    assert_eq!((&sale["lines"][0]["rule"], &sale["lines"][0]["public_price"]), (&"override".into(), &3_200.into()));
}

#[test]
fn without_a_name_the_command_is_the_system() {
    let shop = Shop::sample();
    assert_eq!(shop.sell(NOODLES)["cashier"], "sistem");
}

#[test]
fn wrong_pins_are_slowed_down() {
    let shop = Shop::sample();
    let mut waits = Vec::new();
    for _ in 0..8 {
        waits.push(acting(&shop, "siti", "0000", &["sell", "--scan", NOODLES, "--pay", "cash"]).sentence());
    }
    assert!(waits.last().is_some_and(|sentence| sentence.contains("detik")), "{waits:?}");
    // The right PIN must wait too, in a new process as well: the count is on the disk.
    let sentence = acting(&shop, "siti", "2580", &["sell", "--scan", NOODLES, "--pay", "cash"]).sentence();
    assert!(sentence.contains("detik"), "{sentence}");
    assert!(acting(&shop, "budi", "1379", &["sell", "--scan", NOODLES, "--pay", "cash"]).success, "others are not held up");
    assert!(!acting(&shop, "nobody", "1379", &["verify"]).success);
}

#[test]
fn pins_are_nowhere_in_clear() {
    let shop = Shop::sample();
    let hashes: Vec<String> = shop
        .read()
        .prepare("SELECT pin_hash FROM staff")
        .and_then(|mut query| query.query_map([], |row| row.get(0))?.collect())
        .expect("reads");
    assert_eq!(hashes.len(), 3);
    assert!(hashes.iter().all(|hash| hash.starts_with("$argon2id$")), "{hashes:?}");
}
