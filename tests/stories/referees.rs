//! The books as programs read them that we did not write: hledger and beancount.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use app::App;
use app::books::{Dialect, Format, Report, Watch};
use chrono::NaiveDate;
use serde_json::Value;
use support::scratch;

/// Days of a report, both ends.
pub(crate) type Days = (Option<NaiveDate>, Option<NaiveDate>);

/// A report as machines read it.
pub(crate) fn rows(app: &App, report: &Report, days: Days) -> Vec<Value> {
    let sheet = app.report(report, days, None, &mut Watch::quiet()).expect("a report");
    let mut bytes = Vec::new();
    app.write_report(&sheet, Format::Json, &mut bytes).expect("writes");
    match serde_json::from_slice(&bytes).expect("JSON") {
        Value::Array(rows) => rows,
        other => panic!("no rows: {other}"),
    }
}

/// The amount of a statement's line.
pub(crate) fn amount(rows: &[Value], key: &str) -> i64 {
    let row = rows.iter().find(|row| row["key"] == key).unwrap_or_else(|| panic!("no line {key} in {rows:#?}"));
    row["amount"].as_i64().unwrap_or_else(|| panic!("{row}"))
}

/// What every account holds, debit less credit, without those that are empty.
pub(crate) fn balances(app: &App) -> BTreeMap<String, i64> {
    let rows = app.trial_balance().expect("a trial balance");
    rows.into_iter().map(|row| (row.code, row.debit - row.credit)).filter(|(_, balance)| *balance != 0).collect()
}

/// hledger and beancount accept the export, hold in every account what the trial balance says, and hledger's
/// balance sheet has the sums of ours.
pub(crate) fn read_by_others(app: &App, folder: &Path) {
    let ours = balances(app);
    assert!(!ours.is_empty(), "empty books prove nothing");
    let file = |name: &str, dialect| {
        let path = folder.join(name);
        let mut bytes = Vec::new();
        app.export_books(dialect, &mut bytes).expect("exports");
        std::fs::write(&path, bytes).expect("writes");
        path.to_str().expect("text").to_owned()
    };

    let journal = file("buku.journal", Dialect::Hledger);
    let hledger = |arguments: &[&str]| scratch::referee(Command::new("hledger").args(["-f", &journal]).args(arguments));
    hledger(&["check", "--strict", "ordereddates"]);
    assert_eq!(by_code(&hledger(&["balance", "--flat", "--no-total", "-O", "csv"])), ours, "hledger");

    let sheet = rows(app, &Report::BalanceSheet, (None, NaiveDate::from_ymd_opt(9999, 12, 31)));
    let said = sections(&hledger(&["balancesheet", "--depth", "1", "-O", "csv"]));
    let of = |section: &str| said.get(section).copied().unwrap_or(0);
    assert_eq!(of("Assets"), amount(&sheet, "total_assets"), "hledger's assets");
    assert_eq!(of("Liabilities"), amount(&sheet, "total_liabilities"), "hledger's liabilities");
    assert_eq!(of("Net:"), amount(&sheet, "total_equity"), "what hledger leaves to the owners");

    let beans = file("buku.beancount", Dialect::Beancount);
    let words = scratch::referee(Command::new("bean-check").arg(&beans));
    assert_eq!(words, "", "bean-check has nothing to say");
    let query = "SELECT account, sum(number) GROUP BY account";
    let table = scratch::referee(Command::new("bean-query").args(["-f", "csv", &beans, query]));
    assert_eq!(by_code(&table), ours, "beancount");
}

/// The last figure of each part of hledger's balance sheet; liabilities as it shows them, above zero.
fn sections(table: &str) -> BTreeMap<String, i64> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter_map(|row| Some((row.get(0)?.to_owned(), number(row.get(1)?)?))).collect()
}

/// Balances of `Assets:1-111-Kas-kasir-laci:A,12300 IDR` summed by code: parts of an account count as one.
fn by_code(table: &str) -> BTreeMap<String, i64> {
    let mut balances = BTreeMap::new();
    for row in csv::Reader::from_reader(table.as_bytes()).records() {
        let row = row.expect("a row");
        let code = row[0].split(':').nth(1).and_then(|name| name.get(..5)).unwrap_or_else(|| panic!("{row:?}"));
        *balances.entry(code.to_owned()).or_insert(0) += number(&row[1]).unwrap_or_else(|| panic!("{row:?}"));
    }
    balances.retain(|_, balance| *balance != 0);
    balances
}

fn number(cell: &str) -> Option<i64> {
    let digits: String = cell.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    digits.parse().ok()
}
