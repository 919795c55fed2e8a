//! Two recordings of real shops, sold whole.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use support::baskets::Recording;
use support::{Shop, scratch};

#[test]
fn a_year_of_a_supermarket() {
    replay(Recording::Store);
}

#[test]
fn fifteen_days_of_a_food_coop() {
    replay(Recording::Coop);
}

fn replay(recording: Recording) {
    let Some(raw) = recording.find() else { return };
    let shop = Shop::empty();
    let converted = recording.convert(&raw);
    let products = shop.write("products.csv", &converted.products);
    let members = shop.write("members.csv", &converted.members);
    let baskets = shop.write("replay.csv", &converted.replay);
    shop.ok(&["import", "products", &products]);
    shop.ok(&["import", "members", &members]);
    let again = shop.json(&["import", "products", &products]);
    assert_eq!(
        (&again["added"], &again["changed"], &again["stocked"]),
        (&0.into(), &0.into(), &0.into()),
        "importing again changes nothing"
    );

    let sales = shop.ok(&["--json", "replay", &baskets]);
    assert_eq!(sales.lines().count(), converted.baskets, "one line a sale");

    let files = [
        shop.write("sales.jsonl", sales),
        shop.write("stock.json", shop.ok(&["--json", "report", "stock"])),
        shop.write("days.json", shop.ok(&["--json", "report", "sales"])),
        shop.write("trial.json", shop.ok(&["--json", "report", "trial-balance"])),
    ];
    let referee = scratch::root().join("tests/referee/totals.py");
    eprint!("{}", scratch::referee(Command::new("python3").arg(referee).arg(recording.word()).arg(&raw).args(&files)));

    books_are_read_by_others(&shop);
    projections_come_back(&shop);
}

/// hledger and beancount accept the export, and see in every account what the trial balance says.
fn books_are_read_by_others(shop: &Shop) {
    let trial = shop.json(&["report", "trial-balance"]);
    let accounts = trial["accounts"].as_array().expect("accounts");
    let ours: BTreeMap<String, i64> = accounts
        .iter()
        .map(|account| (account["code"].as_str().expect("a code").to_owned(), account["balance"].as_i64().expect("a balance")))
        .filter(|(_, balance)| *balance != 0)
        .collect();

    let journal = shop.file("books.journal");
    let journal = journal.to_str().expect("text");
    shop.ok(&["export", "hledger", journal]);
    scratch::referee(Command::new("hledger").args(["-f", journal, "check", "--strict", "ordereddates"]));
    let balances = scratch::referee(Command::new("hledger").args(["-f", journal, "balance", "--flat", "--no-total", "-O", "csv"]));
    assert_eq!(by_code(&balances), ours, "hledger");

    let beans = shop.file("books.beancount");
    let beans = beans.to_str().expect("text");
    shop.ok(&["export", "beancount", beans]);
    let words = scratch::referee(Command::new("bean-check").arg(beans));
    assert_eq!(words, "", "bean-check has nothing to say");
    let balances = scratch::referee(Command::new("bean-query").args(["-f", "csv", beans, "SELECT account, sum(number) GROUP BY account"]));
    assert_eq!(by_code(&balances), ours, "beancount");
}

/// Balances of `Assets:1-111-Kas-kasir-laci:A,12300 IDR` summed by code; parts of an account count
/// as one, as they do in the trial balance.
fn by_code(table: &str) -> BTreeMap<String, i64> {
    let mut balances = BTreeMap::new();
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.expect("a row");
        let code = row[0].split(':').nth(1).and_then(|name| name.get(..5)).unwrap_or_else(|| panic!("{row:?}"));
        let digits: String = row[1].chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
        *balances.entry(code.to_owned()).or_insert(0) += digits.parse::<i64>().unwrap_or_else(|_| panic!("{row:?}"));
    }
    balances.retain(|_, balance| *balance != 0);
    balances
}

/// `rebuild` gives the same rows, all of them, and the program's own proof holds before and after.
fn projections_come_back(shop: &Shop) {
    shop.verify();
    let before = dump(&shop.read());
    shop.ok(&["rebuild"]);
    let after = dump(&shop.read());
    let names = |tables: &BTreeMap<String, Vec<String>>| tables.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&before), names(&after));
    assert!(before.len() > 20 && before["posting"].len() > 1_000, "a dump of nothing proves nothing");
    for (table, rows) in &before {
        let differs = rows.iter().zip(&after[table]).find(|(before, after)| before != after);
        assert!(rows.len() == after[table].len() && differs.is_none(), "{table} came back otherwise: {differs:?}");
    }
    shop.verify();
}

/// Every row of every table, in a fixed order.
fn dump(database: &Connection) -> BTreeMap<String, Vec<String>> {
    let mut names = database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'product_%_%'")
        .expect("prepares");
    let names: Vec<String> = names.query_map([], |row| row.get(0)).expect("runs").map(|name| name.expect("a name")).collect();
    names.into_iter().map(|table| (table.clone(), rows(database, &table))).collect()
}

fn rows(database: &Connection, table: &str) -> Vec<String> {
    // Full-text tables keep no content of their own; which rows they hold is all there is to compare.
    let columns = if table.starts_with("product_") { "rowid" } else { "*" };
    let mut query = database.prepare(&format!("SELECT {columns} FROM {table}")).expect("prepares");
    let width = query.column_count();
    let mut found = query.query([]).expect("runs");
    let mut rows = Vec::new();
    while let Some(row) = found.next().expect("a row") {
        let cell = |column| match row.get_ref(column).expect("a cell") {
            ValueRef::Blob(bytes) => format!("{bytes:02x?}"),
            other => format!("{other:?}"),
        };
        rows.push((0..width).map(cell).collect::<Vec<_>>().join(" "));
    }
    rows.sort_unstable();
    rows
}

#[test]
fn the_rules_of_conversion_hold_the_recordings_own_totals() {
    // The published totals of the recording, so that a broken reader is not taken for a broken till.
    let Some(raw) = Recording::Store.find() else { return };
    let converted = Recording::Store.convert(&raw);
    assert_eq!(converted.baskets, 3_482);
    assert_eq!(converted.replay.lines().count(), 40_258 + 1);
    assert!(fs::metadata(&raw).expect("there").len() > 500_000);
}
