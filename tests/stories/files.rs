//! Files of the shop: made once, readable by their owner only.

use std::os::unix::fs::PermissionsExt;

use support::Shop;

use crate::{NOODLES, PRODUCTS};

#[test]
fn a_shop_is_made_once_and_for_its_owner() {
    let shop = Shop::empty();
    for name in ["toko.db", "toko.db.key"] {
        let mode = std::fs::metadata(shop.file(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    for arguments in [&["init"][..], &["init", "--sample"], &["init", "--name", "Lain", "--till", "B"]] {
        let sentence = shop.refused(arguments);
        assert!(sentence.contains("tidak diubah"), "{sentence}");
    }
    for till in ["", "12", "ABCD", "Å"] {
        let other = Shop::nothing();
        assert!(!other.run(&["init", "--till", till]).success, "till {till:?}");
        assert!(!other.db.exists(), "a refused init leaves no file");
    }
    let other = Shop::nothing();
    other.ok(&["init", "--till", "b"]);
    let file = other.write("products.csv", format!("{PRODUCTS}\nA,Kopi,Lain,pcs,PCS,1,1,1000,,,,none\n"));
    other.ok(&["import", "products", &file]);
    assert_eq!(other.sell("1")["receipt"], "B1-000001");
}

#[test]
fn importing_twice_changes_nothing() {
    let shop = Shop::empty();
    let rows = [
        "A,Kopi Sachet,Minuman,pcs,PCS,1,8991234567891|8991234567907,1500,1400,1200,100,ppn",
        "A,Kopi Sachet,Minuman,pcs,RENTENG,10,8991234567914,14500,14000,,,ppn",
        "B,Telur,Segar,kg,KG,1,2100001,28000,,25000,\"12,5\",exempt",
    ];
    let comma = shop.write("products.csv", format!("{PRODUCTS}\n{}\n", rows.join("\n")));
    // The same with semicolons, a byte order mark and the line ends of another system.
    let semicolons: String =
        std::iter::once(PRODUCTS).chain(rows).map(|row| row.replace("\"12,5\"", "12.5").replace(',', ";") + "\r\n").collect();
    let semicolon = shop.write("products-2.csv", format!("\u{feff}{semicolons}"));
    let before = shop.records();
    let counts = |file: &str, more: &[&str]| {
        let answer = shop.json(&[&["import", "products", file], more].concat());
        ["added", "changed", "unchanged", "stocked"].map(|key| answer[key].as_i64().expect("a number"))
    };
    assert_eq!(counts(&comma, &["--dry-run"]), [2, 0, 0, 2]);
    assert_eq!(shop.records(), before, "a dry run changes nothing");
    assert_eq!(counts(&comma, &[]), [2, 0, 0, 2]);
    let after = shop.records();
    assert_eq!((shop.on_hand("A"), shop.on_hand("B")), (100_000, 12_500));
    assert_eq!((shop.balance("1-410"), shop.balance("3-900")), (432_500, -432_500), "stock x cost against the opening equity");
    for file in [&comma, &semicolon] {
        assert_eq!(counts(file, &[]), [0, 0, 2, 0]);
    }
    assert_eq!(shop.records(), after, "importing again changes nothing");

    // A new price is a change; the stock column is not read again.
    let dearer =
        shop.write("products-3.csv", format!("{PRODUCTS}\n{}\n", rows.join("\n").replace("1500,1400,1200,100", "1600,1400,1200,999")));
    assert_eq!(counts(&dearer, &[]), [0, 1, 1, 0]);
    assert_eq!(shop.on_hand("A"), 100_000);
    assert_eq!(shop.sell("8991234567907")["total"], 1_600, "the second barcode is the same goods");
    shop.verify();
}

#[test]
fn members_twice() {
    let shop = Shop::empty();
    let file = shop.write("members.csv", "number;name;tier;phone\nM-1;Ani;anggota;0812\nM-2;Budi;grosir;\n");
    let counts = |file: &str| {
        let answer = shop.json(&["import", "members", file]);
        ["added", "changed", "unchanged"].map(|key| answer[key].as_i64().expect("a number"))
    };
    assert_eq!(counts(&file), [2, 0, 0]);
    let records = shop.records();
    assert_eq!(counts(&file), [0, 0, 2]);
    assert_eq!(shop.records(), records);
    let file = shop.write("members.csv", "number;name;tier;phone\nM-1;Ani Baru;anggota;0812\n");
    assert_eq!(counts(&file), [0, 1, 0]);
    // Names are kept apart from the facts, so that a person can be forgotten (UU 27/2022).
    let facts: i64 = shop
        .read()
        .query_row("SELECT count(*) FROM record WHERE instr(CAST(body AS TEXT), 'Ani') > 0", [], |row| row.get(0))
        .expect("reads");
    assert_eq!(facts, 0);
}

#[test]
fn the_books_are_written_to_a_file_or_to_standard_output() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    for dialect in ["hledger", "beancount"] {
        let file = shop.file(dialect);
        shop.ok(&["export", dialect, file.to_str().expect("text")]);
        assert_eq!(std::fs::read_to_string(&file).expect("reads"), shop.ok(&["export", dialect]));
        let nowhere = shop.file("no/such/folder");
        shop.refused(&["export", dialect, nowhere.to_str().expect("text")]);
    }
}
