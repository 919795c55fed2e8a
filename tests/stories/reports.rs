//! Reports: a random day with returns, exchanges, cash moved and shifts closed, told once more by other code;
//! and the files, read back by programs that we did not write.

use std::process::Command;
use std::sync::atomic::AtomicBool;

use app::books::{Attention, Draft, Report, Watch};
use app::day::Counting;
use app::returns::ReturnOrder;
use app::selling::Order;
use app::{App, Fault, Refusal};
use domain::ledger::EntryLine;
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::{CashCount, FACES, MoveKind};
use domain::{Quantity, Rupiah};
use serde_json::{Map, Value};
use support::{Shop, scratch};

use crate::NOODLES;

/// Every report that is a list or a statement.
const REPORTS: [&str; 17] = [
    "day",
    "sales",
    "hours",
    "products",
    "categories",
    "cashiers",
    "members",
    "margin",
    "tenders",
    "tax",
    "cash",
    "over-short",
    "trial-balance",
    "ledger",
    "balance-sheet",
    "phu",
    "cash-flow",
];

/// Everything since the books began.
fn ever(report: &str) -> Vec<&str> {
    match report {
        // The kept balances, not the sums.
        "trial-balance" => vec!["report", report],
        _ => vec!["report", report, "--from", "2000-01-01"],
    }
}

fn texts(shop: &Shop, sql: &str) -> Vec<String> {
    let database = shop.read();
    let mut query = database.prepare(sql).expect("prepares");
    query.query_map([], |row| row.get(0)).expect("reads").collect::<Result<_, _>>().expect("texts")
}

/// A shop's random life, through the deeds.
struct Life {
    app: App,
    numbers: scratch::Numbers,
    goods: Vec<String>,
    members: Vec<String>,
    receipts: Vec<String>,
}

impl Life {
    fn pick(&mut self, from: usize) -> usize {
        usize::try_from(self.numbers.below(from as u64)).expect("small")
    }

    fn order(&mut self) -> Order {
        let place = self.pick(self.goods.len());
        let quantity = i64::try_from(1 + self.numbers.below(4)).expect("small");
        Order { code: self.goods[place].clone(), quantity: Some(Quantity::new(quantity * 1_000)), price: None }
    }

    fn sell(&mut self) {
        let orders: Vec<Order> = (0..=self.numbers.below(4)).map(|_| self.order()).collect();
        let member = (self.numbers.below(2) == 0).then(|| {
            let place = self.pick(self.members.len());
            self.members[place].clone()
        });
        let offer = |kind, amount| Offer { kind, amount: Some(amount).filter(|amount| *amount > 0).map(Rupiah::new), reference: None };
        let offers = match self.numbers.below(5) {
            0 => vec![offer(TenderKind::Qris, 0)],
            1 => vec![offer(TenderKind::Card, 0)],
            2 => vec![offer(TenderKind::Transfer, 500), offer(TenderKind::Cash, 0)],
            3 => vec![offer(TenderKind::Cash, 5_000_000)],
            _ => vec![offer(TenderKind::Cash, 0)],
        };
        let paid = self.app.sell(&orders, member.as_deref(), &offers).expect("sells");
        self.receipts.push(paid.sale.receipt);
    }

    /// Some of a sale comes back, sometimes for new goods; what is not left is refused, and nothing changes.
    fn take_back(&mut self) {
        let place = self.pick(self.receipts.len());
        let receipt = self.receipts[place].clone();
        let Ok(returnable) = self.app.returnable(&receipt) else { return };
        let left: Vec<_> = returnable.lines.iter().filter(|(_, _, left)| left.get() > 0).collect();
        if left.is_empty() {
            return;
        }
        let (line, _, quantity) = left[usize::try_from(self.numbers.below(left.len() as u64)).expect("small")];
        let to = Destination::ALL[usize::try_from(self.numbers.below(3)).expect("small")];
        let quantity = if self.numbers.below(2) == 0 { *quantity } else { Quantity::new(1_000) };
        let wanted = vec![Wanted { line: *line, quantity, to }];
        let new = if self.numbers.below(3) == 0 { vec![self.order()] } else { Vec::new() };
        let order = ReturnOrder { receipt: Some(receipt), wanted, new, reason: "uji".to_owned(), ..ReturnOrder::default() };
        if let Ok(paid) = self.app.return_goods(&order, None) {
            self.receipts.push(paid.sale.receipt);
        }
    }

    fn move_cash(&mut self) {
        let kind = MoveKind::ALL[usize::try_from(self.numbers.below(4)).expect("small")];
        self.app.move_cash(kind, Rupiah::new(10_000), None, "uji", None).expect("moves");
    }

    /// Counted, sometimes short or over, and closed.
    fn close(&mut self) {
        let expected = self.app.shift_so_far(None).expect("a shift").expected.get();
        let off = i64::try_from(self.numbers.below(3)).expect("small") * 1_000 - 1_000;
        let mut amount = (expected + off).max(0);
        let notes = FACES.map(|face| {
            let pieces = amount / face;
            amount %= face;
            (face, pieces)
        });
        let counting = Counting { count: CashCount::new(notes).expect("a count"), typed: Vec::new(), recounted: Vec::new(), charge: false };
        self.app.close_shift(&counting, None).expect("closes");
    }
}

fn live(shop: &Shop) {
    let goods = texts(shop, "SELECT sku FROM product WHERE open_price = 0 AND unit = 'pcs' ORDER BY sku");
    let members = texts(shop, "SELECT number FROM member ORDER BY number");
    let mut life =
        Life { app: App::open(&shop.db).expect("opens"), numbers: scratch::Numbers::new(4), goods, members, receipts: Vec::new() };
    life.app.change_setting("backup.folders", "").expect("sets");
    for shift in 0..3 {
        // A shop that becomes a PKP in the middle of its life.
        if shift == 1 {
            life.app.change_setting("tax.pkp", "yes").expect("sets");
        }
        life.app.open_shift(Rupiah::new(500_000)).expect("opens");
        for step in 0..40 {
            match step % 5 {
                3 => life.take_back(),
                4 if step % 3 == 0 => life.move_cash(),
                _ => life.sell(),
            }
        }
        if shift < 2 {
            life.close();
        }
    }
    for (debit, credit, amount) in
        [("6-130", "1-110", 750_000), ("1-730", "2-510", 9_000_000), ("1-120", "3-110", 2_500_000), ("9-100", "2-320", 12_345)]
    {
        let line = |account: &str, amount| EntryLine { account: account.to_owned(), sub: String::new(), amount: Rupiah::new(amount) };
        let lines = vec![line(debit, amount), line(credit, -amount)];
        let draft = Draft { memo: format!("uji {debit}"), lines, ..Draft::default() };
        life.app.post_journal(&draft, None).expect("posts");
    }
}

#[test]
fn every_report_says_the_same_as_the_facts() {
    let shop = Shop::sample();
    live(&shop);
    let answers: Map<String, Value> = REPORTS.iter().map(|report| ((*report).to_owned(), shop.json(&ever(report)))).collect();
    let file = shop.write("reports.json", serde_json::to_vec(&answers).expect("JSON"));
    let referee = scratch::root().join("tests/referee/reports.py");
    let said = scratch::referee(Command::new("python3").arg(referee).arg(&shop.db).arg(&file));
    assert!(said.contains("every report says the same"), "{said}");
    shop.verify();
}

#[test]
fn files_are_read_by_others() {
    let shop = Shop::sample();
    // A name that a spreadsheet would run.
    let evil = "=HYPERLINK(\"http://contoh\")";
    let goods = format!("{}\nEVIL-1,\"{}\",Uji,pcs,PCS,1,,5000,,3000,10,none\n", crate::PRODUCTS, evil.replace('"', "\"\""));
    let file = shop.write("goods.csv", goods);
    shop.ok(&["import", "products", &file]);
    shop.sell("EVIL-1");
    shop.sell(NOODLES);

    let pdf = shop.file("laporan.pdf");
    shop.ok(&["report", "products", "--format", "pdf", "--out", pdf.to_str().expect("text")]);
    let text = scratch::referee(Command::new("pdftotext").args(["-layout".as_ref(), pdf.as_os_str(), "-".as_ref()]));
    for word in ["Penjualan per barang", "Mi Goreng 85g", evil, "8.200", "Halaman 1 dari 1", "CONTOH"] {
        assert!(text.contains(word), "{word} is not in\n{text}");
    }
    let fonts = scratch::referee(Command::new("pdffonts").arg(&pdf));
    assert_eq!(fonts.matches("SokoguruSans").count(), 2, "{fonts}");

    let csv = shop.ok(&["report", "products", "--format", "csv"]);
    let script = "import csv, json, sys; print(json.dumps(list(csv.DictReader(sys.stdin))))";
    let path = shop.write("products.csv", &csv);
    let mut python = Command::new("python3");
    let rows: Value = serde_json::from_str(&scratch::referee(python.args(["-c", script]).stdin(std::fs::File::open(path).expect("opens"))))
        .expect("JSON");
    let names: Vec<&str> = rows.as_array().expect("rows").iter().filter_map(|row| row["Barang"].as_str()).collect();
    assert_eq!(names, [format!("'{evil}").as_str(), "Mi Goreng 85g", "Jumlah"]);
    assert_eq!((&rows[0]["Penjualan"], &rows[0]["Banyak"]), (&"5000".into(), &"1".into()));

    let xlsx = shop.file("laporan.xlsx");
    shop.ok(&["report", "phu", "--format", "xlsx", "--out", xlsx.to_str().expect("text")]);
    assert!(std::fs::read(&xlsx).expect("reads").starts_with(b"PK"));
    for line in shop.ok(&["report", "day", "--format", "paper"]).lines() {
        assert!(line.len() <= 48 && line.is_ascii(), "{line:?}");
    }
}

#[test]
fn bad_questions_get_one_sentence() {
    let shop = Shop::sample();
    for (arguments, word) in [
        (&["report", "ledger", "9-999"][..], "9-999"),
        (&["report", "hours", "--from", "2026-02-02", "--to", "2026-02-01"], "terbalik"),
        (&["report", "z", "A1-Z0007"], "A1-Z0007"),
        (&["report", "x"], "kasir belum dibuka"),
        (&["report", "phu", "--format", "pdf", "--out", "/tidak/ada/phu.pdf"], "/tidak/ada/phu.pdf"),
    ] {
        let sentence = shop.refused(arguments);
        assert!(sentence.contains(word), "{arguments:?}: {sentence}");
    }
}

#[test]
fn a_cashier_sees_no_books() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    for report in ["phu", "products", "margin", "ledger"] {
        let mut command = shop.command(&["--as", "siti", "report", report]);
        let answer: support::shop::Answer = scratch::run(command.env("SOKOGURU_PIN", "2580")).into();
        assert!(answer.sentence().contains("perlu izin"), "{report}");
    }
    let mut command = shop.command(&["--json", "--as", "budi", "report", "products"]);
    let answer: support::shop::Answer = scratch::run(command.env("SOKOGURU_PIN", "1379")).into();
    assert!(answer.success, "{answer:?}");
}

#[test]
fn the_managers_page_says_what_the_reports_say() {
    let shop = Shop::sample();
    live(&shop);
    let mut app = App::open(&shop.db).expect("opens");
    let page = app.dashboard().expect("reads");
    let day = shop.json(&["report", "day"]);
    let amount = |key: &str| {
        day.as_array().and_then(|rows| rows.iter().find(|row| row["key"] == key)).map_or(0, |row| row["amount"].as_i64().expect("a number"))
    };
    assert_eq!((page.today.net.get(), page.today.margin.expect("sistem sees it").get()), (amount("net"), amount("margin")));
    assert_eq!(page.hours.iter().map(|hour| hour.net).sum::<i64>(), amount("net"));
    let drawer = &page.drawers[0];
    assert_eq!(drawer.cash.expect("sistem sees it"), app.shift_so_far(None).expect("a shift").expected);
    assert!(page.attention.iter().any(|what| matches!(what, Attention::Backup { last: None })), "{:?}", page.attention);
    assert_eq!(page.last_verify, None);
    assert!(app.verify(|_, _| {}).expect("reads").is_empty());
    assert_eq!(app.last_verify().expect("noted").findings, 0);
    // From a row of the ledger to what happened.
    let ledger = app.report(&Report::Ledger(vec!["1-111".to_owned()]), (None, None), None, &mut Watch::quiet()).expect("reads");
    let pos = ledger.rows.iter().find_map(|row| row.pos).expect("a posting");
    let drill = app.journal_at(pos).expect("reads").expect("a journal");
    assert_eq!(drill.postings.iter().map(|posting| posting.3.get()).sum::<i64>(), 0);
    // Whoever waits may give up.
    let mut tell = |_: u32| {};
    let given_up = app.report(&Report::Products, (None, None), None, &mut Watch::new(&AtomicBool::new(true), &mut tell));
    assert!(matches!(given_up, Err(Fault::Refused(Refusal::Cancelled))), "{given_up:?}");
    // A cashier sees the page of nobody.
    app.log_in("siti", "2580").expect("logs in");
    assert!(matches!(app.dashboard(), Err(Fault::Refused(Refusal::NeedsApproval(_)))));
}

#[test]
fn what_came_late_is_reported_where_it_is_booked() {
    let first = Shop::sample();
    let second = first.joined_by("B");
    let today = second.sell(NOODLES)["date"].as_str().expect("a date").to_owned();
    first.sell(NOODLES);
    first.ok(&["shift", "close", "--count", "2000x1,1000x1,100x2"]);
    first.ok(&["day", "close"]);
    // The second till's sale of that day arrives after its close.
    first.import(&second.export("b", &[]));
    let sales = first.json(&["report", "sales"]);
    let days: Vec<(&str, i64, i64)> = sales
        .as_array()
        .expect("days")
        .iter()
        .map(|day| (day["date"].as_str().expect("a date"), day["net"].as_i64().expect("a number"), day["late"].as_i64().expect("a number")))
        .collect();
    assert_eq!(days.len(), 2, "{days:?}");
    assert_eq!(days[0], (today.as_str(), 3_200, 0));
    assert_eq!((days[1].1, days[1].2), (3_200, 1));
    let next = days[1].0;
    for report in ["hours", "products", "tenders", "members"] {
        let rows = first.json(&["report", report, "--from", next, "--to", next]);
        let net: i64 = rows.as_array().expect("rows").iter().map(|row| row["net"].as_i64().expect("a number")).sum();
        assert_eq!(net, 3_200, "{report}: {rows}");
    }
    let text = first.ok(&["report", "day", "--from", next, "--to", next]);
    assert!(text.contains("1 nota datang sesudah"), "{text}");
    assert!(first.ok(&["report", "ledger", "4-210"]).contains("terlambat"));
    first.verify();
}
