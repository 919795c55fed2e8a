//! Killed at two hundred moments of a replay: what was said to be sold is sold, once.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Read;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::Shop;
use support::scratch::Numbers;

const SEED: u64 = 20_261_122;
const KILLS: usize = 200;

#[test]
fn killed_two_hundred_times() {
    eprintln!("seed {SEED}");
    let mut numbers = Numbers::new(SEED);
    let shop = Shop::sample();
    shop.ok(&["config", "set", "printer.receipt.link", "tcp:127.0.0.1:9"]);
    let baskets = shop.write("replay.csv", baskets(&mut numbers, 300));
    let mut promised: BTreeSet<String> = BTreeSet::new();
    let mut last = 0;
    let (mut broken_off, mut in_flight) = (0, 0);
    for kill in 0..KILLS {
        let before = last;
        let (lines, finished) = replay_and_kill(&shop, &baskets, Duration::from_micros(numbers.below(90_000)));
        for line in &lines {
            let sale: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("kill {kill}: {error}: {line}"));
            let receipt = sale["receipt"].as_str().expect("a number").to_owned();
            assert!(promised.insert(receipt.clone()), "kill {kill}: {receipt} was given out twice");
        }
        last = gapless(&shop, kill);
        let committed = last - before;
        let said = i64::try_from(lines.len()).expect("few");
        assert!(committed >= said, "kill {kill}: {said} sales were promised, {committed} are there");
        // One sale at most can be on the platter whose line was not out yet.
        assert!(committed <= said + 1, "kill {kill}: {said} sales were promised, {committed} are there");
        in_flight += committed - said;
        broken_off += usize::from(!finished);
        assert_all_there(&shop, &promised, kill);
        if kill % 20 == 19 {
            shop.verify();
        }
    }
    let next = shop.sell("8997100000011");
    assert_eq!(next["receipt"], format!("A1-{:06}", last + 1), "the next sale takes the next number");
    shop.verify();
    eprintln!("{broken_off} of {KILLS} replays were broken off, {last} sales stand, {in_flight} were committed but not yet told");
    assert!(broken_off > KILLS / 2, "most kills must hit a running replay");
}

/// Starts the replay, kills it with a signal that no program can answer, and gives the whole lines
/// that it had written.
fn replay_and_kill(shop: &Shop, baskets: &str, after: Duration) -> (Vec<String>, bool) {
    let started = Instant::now();
    let mut till = shop.command(&["--json", "replay", baskets]).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
    let mut out = till.stdout.take().expect("piped");
    let reader = thread::spawn(move || {
        let mut text = Vec::new();
        out.read_to_end(&mut text).map(|_| text)
    });
    thread::sleep(after.saturating_sub(started.elapsed()));
    till.kill().expect("kills");
    let finished = till.wait().expect("ends").success();
    let text = String::from_utf8(reader.join().expect("reads").expect("reads")).expect("text");
    // A line without its end was not said.
    let whole = text.rfind('\n').map_or("", |end| &text[..end]);
    (whole.lines().map(str::to_owned).collect(), finished)
}

/// Receipt numbers without gap or double; the last one.
fn gapless(shop: &Shop, kill: usize) -> i64 {
    let (count, distinct, last): (i64, i64, Option<i64>) = shop
        .read()
        .query_row("SELECT count(*), count(DISTINCT receipt), max(CAST(substr(receipt, 4) AS INTEGER)) FROM sale", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .expect("reads");
    let last = last.unwrap_or(0);
    assert_eq!((count, distinct), (last, last), "kill {kill}: numbers have a gap or a double");
    last
}

/// Each promised sale is there once, with its record, its journal and its print job.
fn assert_all_there(shop: &Shop, promised: &BTreeSet<String>, kill: usize) {
    let database = shop.read();
    // The jobs are counted once for all: asking for those of each sale takes the square of the day.
    let mut query = database
        .prepare(
            "WITH job AS MATERIALIZED (SELECT receipt, count(*) AS jobs FROM print_job WHERE what = 'receipt' GROUP BY receipt)
             SELECT sale.receipt, count(*),
                    (SELECT count(*) FROM record WHERE record.pos = sale.pos AND kind = 'sale'),
                    (SELECT count(*) FROM journal WHERE journal.pos = sale.pos AND sealed = 1),
                    coalesce(max(job.jobs), 0)
               FROM sale LEFT JOIN job ON job.receipt = sale.receipt GROUP BY sale.receipt",
        )
        .expect("prepares");
    let mut rows = query.query([]).expect("runs");
    let mut there = BTreeSet::new();
    while let Some(row) = rows.next().expect("a row") {
        let receipt: String = row.get(0).expect("a number");
        let counts: [i64; 4] = [1, 2, 3, 4].map(|column| row.get(column).expect("a count"));
        assert_eq!(counts, [1; 4], "kill {kill}: {receipt}: sale, record, journal, print job");
        there.insert(receipt);
    }
    let missing: Vec<_> = promised.difference(&there).collect();
    assert!(missing.is_empty(), "kill {kill}: promised and gone: {missing:?}");
}

/// Baskets of the sample shop's goods.
fn baskets(numbers: &mut Numbers, count: u64) -> String {
    let codes = ["8997100000011", "8997100000028", "8997100000035", "8997100000042"];
    let mut text = "basket,at,member,barcode,quantity,tender\n".to_owned();
    for basket in 0..count {
        let tender = ["cash", "qris", "card=1000+cash"][usize::try_from(numbers.below(3)).expect("small")];
        for line in 0..=numbers.below(5) {
            let code = codes[usize::try_from((line + numbers.below(2)) % 4).expect("small")];
            let quantity = 1 + numbers.below(4);
            writeln!(text, "K{basket},2026-03-01T08:00:00+07:00,,{code},{quantity},{tender}").expect("writes");
        }
    }
    text
}
