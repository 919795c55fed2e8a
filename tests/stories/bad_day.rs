//! Wrong input of the shop's day: one clear sentence, exit code not 0, and no row of any table has changed.

use std::process::Command;

use support::Shop;
use support::scratch;
use support::shop::Answer;
use support::tills::text;

use crate::NOODLES;

/// Every row of every table.
pub(crate) fn rows(shop: &Shop) -> Vec<String> {
    let database = shop.read();
    let all = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'product_%'";
    let mut names = database.prepare(all).expect("prepares");
    let names: Vec<String> = names.query_map([], |row| row.get(0)).expect("runs").collect::<Result<_, _>>().expect("names");
    assert!(names.len() > 20, "a dump of nothing proves nothing");
    let mut rows = Vec::new();
    for table in names {
        let mut query = database.prepare(&format!("SELECT * FROM {table}")).expect("prepares");
        let width = query.column_count();
        let mut found = query.query([]).expect("runs");
        while let Some(row) = found.next().expect("a row") {
            let cells: Vec<String> = (0..width).map(|column| format!("{:?}", row.get_ref(column).expect("a cell"))).collect();
            rows.push(format!("{table}: {}", cells.join(" ")));
        }
    }
    rows
}

/// Runs a command that must be refused with one sentence that says `words`, and must change nothing.
fn refused(shop: &Shop, command: &mut Command, words: &[&str]) -> String {
    let before = rows(shop);
    let sentence = Answer::from(scratch::run(command)).sentence();
    for word in words {
        assert!(sentence.contains(word), "{command:?}: {sentence:?} does not say {word:?}");
    }
    let after = rows(shop);
    let changed: Vec<_> =
        after.iter().filter(|row| !before.contains(row)).chain(before.iter().filter(|row| !after.contains(row))).collect();
    assert!(changed.is_empty(), "{command:?}: refused ({sentence}) and yet something changed: {changed:#?}");
    sentence
}

fn asks(shop: &Shop, arguments: &[&str], words: &[&str]) {
    refused(shop, &mut shop.command(arguments), words);
}

fn sell(shop: &Shop, tender: &str) -> String {
    let sold = shop.json(&["sell", "--scan", "8997100000011*2", "--pay", tender]);
    sold["receipt"].as_str().expect("a number").to_owned()
}

#[test]
fn counts_and_floats_that_cannot_be() {
    let shop = Shop::sample();
    let open = |float: &'static str, words: &[&str]| asks(&shop, &["shift", "open", "--float", float], words);
    open("-1", &["di bawah nol"]);
    open("9999999999999", &["besar"]);
    open("1.50", &["rupiah bulat"]);
    open("seratus", &["seratus"]);
    asks(&shop, &["shift", "open", "--count", "75000x1"], &["75.000", "pecahan"]);
    asks(&shop, &["shift", "open", "--count", "50000x-1"], &["50.000", "-1"]);
    shop.ok(&["shift", "open", "--float", "100000"]);
    shop.sell(NOODLES);
    for (count, word) in [
        ("3000x1", "3.000"),
        ("0x5", "tidak ada uang Rp 0"),
        ("-1000x5", "1.000"),
        ("1000x-5", "-5"),
        ("1000x5,1000x2", "dua kali"),
        ("1000x99999999999", "99999999999"),
        ("1000x9999999999999999999999", "tidak terbaca"),
        ("1000", "tidak terbaca"),
        ("1000x", "tidak terbaca"),
        ("1000x1,5", "tidak terbaca"),
        ("seribu x dua", "tidak terbaca"),
    ] {
        asks(&shop, &["shift", "close", "--count", count], &[word]);
    }
    asks(&shop, &["shift", "close", "--count", "100000x1", "--qris", "-5"], &["di bawah nol"]);
    asks(&shop, &["shift", "close", "--count", "100000x1", "--card", "1e9"], &["1e9"]);
    for (what, amount, word) in [
        ("cash-in", "0", "lebih dari nol"),
        ("cash-in", "-5000", "di bawah nol"),
        ("cash-out", "103201", "103.200"),
        ("cash-out", "9999999999999", "besar"),
    ] {
        asks(&shop, &["shift", what, amount, "--reason", "uji"], &[word]);
    }
    asks(&shop, &["shift", "drop", "103201"], &["103.200"]);
    asks(&shop, &["shift", "cash-out", "1000", "--reason", "  "], &["alasan"]);
    asks(&shop, &["shift", "cash-out", "1000", "--reason", "uji", "--account", "1-111"], &["1-111"]);
    asks(&shop, &["shift", "cash-out", "1000", "--reason", "uji", "--account", "7-777"], &["7-777"]);
    shop.verify();
}

#[test]
fn closing_twice_and_what_is_not_ours() {
    let shop = Shop::sample();
    asks(&shop, &["shift", "close", "--count", "0"], &["belum dibuka"]);
    let sold = shop.sell(NOODLES);
    let today = sold["date"].as_str().expect("a date").to_owned();
    asks(&shop, &["shift", "open", "--float", "0"], &["sudah dibuka", &today]);
    asks(&shop, &["day", "close"], &["kasir A", "belum ditutup"]);
    shop.ok(&["shift", "close", "--count", "2000x1,1000x1,200x1"]);
    asks(&shop, &["shift", "close", "--count", "2000x1,1000x1,200x1"], &["belum dibuka"]);
    asks(&shop, &["day", "close", "--deposit", "3201"], &["3.200"]);
    asks(&shop, &["day", "close", "--deposit", "-1"], &["di bawah nol"]);
    asks(&shop, &["day", "close", "--date", "2099-01-01"], &["2099-01-01", "jauh"]);
    shop.ok(&["day", "close"]);
    asks(&shop, &["day", "close", "--date", &today], &[&today, "sudah ditutup"]);
    asks(&shop, &["shift", "open", "--float", "0", "--date", &today], &[&today, "sudah ditutup"]);
    let journal = ["journal", "post", "--date", &today, "--memo", "x", "--debit", "6-120=1", "--credit", "1-110=1"];
    asks(&shop, &journal, &[&today, "sudah ditutup"]);
    asks(&shop, &["day", "close-year", "2099"], &["belum lewat"]);
    asks(&shop, &["day", "close-month", "2026", "13"], &["13"]);
    shop.verify();
}

#[test]
fn another_tills_shift() {
    let shop = Shop::sample();
    let other = shop.joined_by("B");
    other.sell(NOODLES);
    shop.learn_from(&other);
    // It is known here, and it is closed on its own till only.
    asks(&shop, &["shift", "close", "--count", "2000x1,1000x1,200x1"], &["B", "di kasir itu sendiri"]);
    assert_eq!(shop.json(&["shift", "status"])["open"], false, "and here none is open");
}

#[test]
fn an_exchange_does_not_turn_qris_into_cash() {
    let shop = Shop::sample();
    shop.ok(&["shift", "open", "--float", "100000"]);
    let first = sell(&shop, "qris");
    let exchange = |receipt: &str| shop.json(&["return", receipt, "--line", "MIE-001=1", "--reason", "rusak", "--exchange", NOODLES]);
    // Goods for goods of equal worth, and these once more for others.
    let mut receipt = first.clone();
    for _ in 0..2 {
        let ticket = exchange(&receipt);
        assert_eq!(ticket["tenders"], serde_json::json!([]), "{ticket}");
        receipt = ticket["receipt"].as_str().expect("a receipt").to_owned();
    }
    shop.ok(&["config", "set", "return.cash", "no"]);
    asks(&shop, &["return", &receipt, "--line", "MIE-001=1", "--reason", "rusak", "--refund", "cash"], &["TUNAI", "cara bayar semula"]);
    for receipt in [&receipt, &first] {
        let back = shop.json(&["return", receipt, "--line", "MIE-001=1", "--reason", "rusak"]);
        let refunds = back["returned"]["refunds"].as_array().expect("refunds");
        assert_eq!((refunds.len(), refunds[0]["kind"].as_str()), (1, Some("qris")), "{back}");
    }
    assert_eq!(shop.json(&["shift", "status"])["cash"], 0, "no cash left the drawer");
    shop.verify();
}

#[test]
fn returns_that_cannot_be() {
    let shop = Shop::sample();
    shop.ok(&["shift", "open", "--float", "100000"]);
    let (cash, qris) = (sell(&shop, "cash"), sell(&shop, "qris"));
    let back = |receipt: &str, more: &[&str], words: &[&str]| {
        let all: Vec<&str> = ["return", receipt, "--reason", "rusak"].into_iter().chain(more.iter().copied()).collect();
        asks(&shop, &all, words);
    };
    back("A1-999999", &[], &["A1-999999", "tidak ditemukan"]);
    back(&cash, &["--line", "MIE-001=3"], &["paling banyak 2"]);
    back(&cash, &["--line", "MIE-001=0"], &["pilih dulu barang"]);
    back(&cash, &["--line", "MIE-001=-1"], &["lebih dari nol"]);
    back(&cash, &["--line", "MIE-001=0,5"], &["utuh"]);
    back(&cash, &["--line", "TIDAK-ADA=1"], &["TIDAK-ADA"]);
    back(&cash, &["--line", "MIE-001=1", "--refund", "qris"], &["QRIS", "cara bayar semula"]);
    back(&cash, &["--line", "MIE-001=1", "--refund", "kerang"], &["kerang"]);
    back(&qris, &["--line", "MIE-001=1", "--refund", "card"], &["cara bayar semula"]);
    asks(&shop, &["return", &cash, "--reason", " "], &["alasan"]);
    asks(&shop, &["return", "--line", "8990000000013=1", "--reason", "x"], &["8990000000013", "tidak dikenal"]);
    back(&cash, &["--line", "MIE-001=1", "--exchange", "8990000000013"], &["tidak dikenal"]);
    // One of two came back: one is left. Both: none.
    let given = shop.json(&["return", &cash, "--line", "MIE-001=1", "--reason", "rusak"]);
    back(&cash, &["--line", "MIE-001=2"], &["paling banyak 1"]);
    back(&cash, &["--void"], &["sudah pernah diretur"]);
    shop.ok(&["return", &cash, "--line", "MIE-001=1", "--reason", "rusak"]);
    back(&cash, &["--line", "MIE-001=1"], &["sudah dikembalikan semuanya"]);
    back(&cash, &[], &["sudah dikembalikan semuanya"]);
    // What came back is no sale that could come back.
    back(given["receipt"].as_str().expect("a number"), &["--line", "MIE-001=1"], &[]);
    shop.verify();
}

/// The sentence of a command by somebody with this PIN.
fn by(shop: &Shop, user: &str, pin: &str) -> Answer {
    let mut command = shop.command(&["--as", user, "sell", "--scan", NOODLES, "--pay", "cash"]);
    scratch::run(command.env("SOKOGURU_PIN", pin)).into()
}

#[test]
fn a_wrong_pin_ten_times() {
    let shop = Shop::sample();
    let rest = |shop: &Shop| -> Vec<String> { rows(shop).into_iter().filter(|row| !row.starts_with("staff:")).collect() };
    let before = rest(&shop);
    // Time passes between the tries: only the rule of the waiting is asked.
    let no_wait = || {
        let changed = shop.tamper().execute("UPDATE staff SET wait_until = 0 WHERE id = 'siti'", []);
        assert_eq!(changed.expect("time passes"), 1);
    };
    let sentences: Vec<String> = (0..10)
        .map(|_| {
            no_wait();
            by(&shop, "siti", "0000").sentence()
        })
        .collect();
    for (sentence, seconds) in sentences.iter().zip([0, 0, 2, 4, 8, 16, 32, 64, 128, 256]) {
        let words = if seconds == 0 { "PIN salah; coba lagi".to_owned() } else { format!("PIN salah; coba lagi dalam {seconds} detik") };
        assert_eq!(*sentence, words);
    }
    // Now the right PIN waits too, and others do not.
    let waits = by(&shop, "siti", "2580").sentence();
    assert!(waits.contains("terlalu sering salah; coba lagi dalam 25"), "{waits}");
    assert_eq!(rest(&shop), before, "but for the count of the tries nothing changed");
    assert!(by(&shop, "budi", "1379").success);
    no_wait();
    assert!(by(&shop, "siti", "2580").success, "the right PIN is right again after the wait");
    assert_eq!(by(&shop, "siti", "0000").sentence(), "PIN salah; coba lagi", "and the count begins anew");
}

#[test]
fn restoring_what_is_not_this_shops_or_older() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let backup = |shop: &Shop| {
        let made = shop.json(&["backup", text(&shop.file("aman"))]);
        made[0]["file"].as_str().expect("a file").to_owned()
    };
    let first = backup(&shop);
    let stranger = Shop::sample();
    asks(&shop, &["restore", &backup(&stranger)], &["toko lain"]);
    // One sale behind is older; so is a file of the epoch before.
    shop.sell(NOODLES);
    asks(&shop, &["restore", &first], &["lebih lama", "catatan akan hilang", "--force-older"]);
    let second = backup(&shop);
    shop.ok(&["restore", &second]);
    asks(&shop, &["restore", &second], &["A1", "A2", "akan hilang"]);
    let mut bytes = std::fs::read(&second).expect("reads");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    asks(&shop, &["restore", &shop.write("rusak.sgbackup", bytes)], &["rusak"]);
    asks(&shop, &["restore", "/tidak/ada"], &["/tidak/ada"]);
    let receipt = shop.sell(NOODLES);
    assert_eq!(receipt["receipt"], "A2-000001", "after all that it sells on");
    shop.verify();
}
