//! Fifteen days of a food co-op's till, whole: every row of the recording with its voids, returns and tenders
//! goes through the deeds of the counter, each day with its shift, its count and its close. What it must come
//! to is summed from the raw rows by `tests/referee/tenders.py`.
//!
//! | in the recording | at our till |
//! |---|---|
//! | a row of goods | scanned; where it was sold at another than the usual price, the price is changed |
//! | a row by department | open-price goods |
//! | a voided row | the line is taken out, or made less |
//! | a returned row | comes back with its receipt: what was returned was sold on the day before the recording begins |
//! | tax, bottle deposits, what rounding of cents added | one line of open-price goods |
//! | discounts, coupons, cents that rounding took | a discount on the cart |
//! | cash given for a card, cheque or charge | cash out against 1-140; the other way round cash in |
//! | coupons worth more than the goods | cash out against 4-219 |
//!
//! One cent is Rp100.

use std::collections::{BTreeMap, HashMap};
use std::process::Command;

use app::books::{Draft, Report};
use app::day::Counting;
use app::returns::ReturnOrder;
use app::selling::{Order, Progress, Scanned};
use app::{App, FixedClock};
use domain::cart::Discount;
use domain::ledger::EntryLine;
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::{CashCount, FACES, MoveKind};
use domain::{Quantity, Rupiah};
use serde_json::json;
use support::baskets::Recording;
use support::scratch;

use crate::raw_rows::{Good, Net, OTHER, Row, goods, products, read};
use crate::referees::{read_by_others, rows};

const DAY_BEFORE: &str = "2025-06-30";

/// An amount in notes and coins.
pub(crate) fn notes(mut amount: i64) -> CashCount {
    let parts = FACES.map(|face| {
        let count = amount / face;
        amount %= face;
        (face, count)
    });
    CashCount::new(parts).expect("a count")
}

/// The claim that a tender other than cash is kept in: account and part.
fn claim(kind: TenderKind) -> (&'static str, &'static str) {
    match kind {
        TenderKind::Qris => ("1-130", ""),
        TenderKind::Transfer => ("1-140", "transfer"),
        _ => ("1-140", "card"),
    }
}

/// The counter.
struct Counter {
    app: App,
    goods: BTreeMap<String, Good>,
    /// Receipts of the day before: ticket and row that bring the goods back.
    sold_before: HashMap<(usize, usize), String>,
    voids: u64,
    returns: u64,
    changed: u64,
}

impl Counter {
    fn clock(&mut self, at: &str) {
        self.app.set_clock(Box::new(FixedClock(at.parse().expect("a time"))));
    }

    /// What was returned is sold before, so that it has a receipt, paid as the money was given back.
    fn day_before(&mut self, tickets: &[Vec<Row>]) {
        self.clock(&format!("{DAY_BEFORE}T09:00:00+07:00"));
        self.app.open_shift(Rupiah::new(1_000_000)).expect("opens");
        for (ticket, of_ticket) in tickets.iter().enumerate() {
            let kind = Net::of(of_ticket).refund();
            for (place, row) in of_ticket.iter().enumerate().filter(|(_, row)| row.is_back()) {
                let worth = -row.total * 100;
                let quantity = if row.kind == "D" { 1_000 } else { -row.milli };
                let price = (worth * 1_000 + quantity / 2) / quantity;
                let order = Order { code: row.sku.clone(), quantity: Some(Quantity::new(quantity)), price: Some(Rupiah::new(price)) };
                let member = row.member.then_some("KOP-1");
                let paid = self.app.sell(&[order], member, &[Offer { kind, amount: None, reference: None }]).expect("sells");
                assert_eq!(paid.sale.total.get(), worth, "{}", row.name);
                self.sold_before.insert((ticket, place), paid.sale.receipt);
            }
        }
        self.close_day();
    }

    fn close_day(&mut self) {
        let expected = self.app.shift_so_far(None).expect("a shift").expected;
        let closed = self.app.close_shift(&Counting { count: notes(expected.get()), ..Counting::default() }, None).expect("closes");
        assert_eq!(closed.close.difference(), Ok(Rupiah::ZERO));
        self.app.close_day(None, None, None).expect("closes the day");
    }

    fn ticket(&mut self, number: usize, rows: &[Row]) {
        self.clock(&rows[0].at);
        let mut left = Net::of(rows);
        let kind = left.refund();
        for (place, row) in rows.iter().enumerate().filter(|(_, row)| row.is_back()) {
            self.take_back(&self.sold_before[&(number, place)].clone(), kind, -row.total * 100);
            left.add(kind, -row.total * 100);
        }
        let mut due: i64 = left.0.iter().sum();
        self.fill_cart(rows);
        if due < 0 {
            // Coupons worth more than the goods: the rest is handed out.
            self.move_cash(MoveKind::Out, -due, "4-219", "kupon lebih tunai");
            left.add(TenderKind::Cash, -due);
            due = 0;
        }
        let before = self.app.cart().priced.total.get();
        if before < due {
            let Ok(Scanned::AskPrice(goods)) = self.app.scan_item(OTHER, None) else { panic!("open-price goods") };
            self.app.take_open_price(goods, Rupiah::new(due - before), None).expect("takes");
        } else if before > due {
            self.app.discount_cart(Discount::Amount(Rupiah::new(before - due)), None).expect("discounts");
        }
        self.settle_between(&mut left);
        if self.app.cart().cart.is_empty() {
            assert_eq!(due, 0);
        } else {
            self.pay(rows, &left);
        }
    }

    fn take_back(&mut self, receipt: &str, kind: TenderKind, worth: i64) {
        let line = self.app.returnable(receipt).expect("a receipt").lines[0].clone();
        let wanted = vec![Wanted { line: line.0, quantity: line.2, to: Destination::Stock }];
        let order = ReturnOrder {
            receipt: Some(receipt.to_owned()),
            wanted,
            refund: Some(kind),
            reason: "dikembalikan".to_owned(),
            ..ReturnOrder::default()
        };
        let back = self.app.return_goods(&order, None).expect("takes back");
        assert_eq!(back.sale.total.get(), -worth);
        self.returns += 1;
    }

    /// Scans the goods; takes out what was voided.
    fn fill_cart(&mut self, rows: &[Row]) {
        if rows[0].member {
            self.app.set_member("KOP-1").expect("a member");
        }
        // Cart line, goods, thousandths, cents.
        let mut taken: Vec<(i64, String, i64, i64)> = Vec::new();
        for row in rows {
            if row.is_sold() {
                let line = self.scan(row);
                taken.push((line, row.sku.clone(), row.milli, row.total));
            } else if row.is_void() {
                let same = |(_, sku, milli, total): &(i64, String, i64, i64)| (sku, *milli, *total) == (&row.sku, -row.milli, -row.total);
                if let Some(place) = taken.iter().rposition(same) {
                    let (line, ..) = taken.remove(place);
                    let rest: i64 = taken.iter().filter(|other| other.0 == line).map(|other| other.2).sum();
                    match rest {
                        0 => self.app.remove_line(line).expect("takes out"),
                        rest => self.app.set_quantity(line, Quantity::new(rest)).expect("makes less"),
                    }
                    self.voids += 1;
                }
            }
        }
    }

    fn scan(&mut self, row: &Row) -> i64 {
        let count = (row.kind == "I").then(|| Quantity::new(row.milli));
        match self.app.scan_item(&row.sku, count).unwrap_or_else(|fault| panic!("{} {}: {fault}", row.sku, row.name)) {
            Scanned::AskPrice(goods) => self.app.take_open_price(goods, Rupiah::new(row.total * 100), None).expect("takes"),
            Scanned::Added(line) => {
                let alone = self.app.cart().cart.lines.iter().any(|known| known.id == line && known.quantity.get() == row.milli);
                if alone && row.price > 0 && row.price != self.goods[&row.sku].price() {
                    self.app.override_price(line, Rupiah::new(row.price * 100), None).expect("changes the price");
                    self.changed += 1;
                }
                line
            }
            other => panic!("{}: {other:?}", row.sku),
        }
    }

    /// No tender of a sale is below zero: what one gave out and another brought in is moved between them.
    fn settle_between(&mut self, left: &mut Net) {
        while let Some((to, owed)) = left.all().find(|(_, amount)| *amount < 0) {
            let (from, there) = left.all().max_by_key(|(_, amount)| *amount).expect("four tenders");
            let part = there.min(-owed);
            assert!(part > 0, "nothing to give {owed} from: {left:?}");
            let words = format!("{} ke {}", from.word(), to.word());
            match (from, to) {
                (TenderKind::Cash, claimed) => self.move_cash(MoveKind::In, part, claim(claimed).0, &words),
                (claimed, TenderKind::Cash) => self.move_cash(MoveKind::Out, part, claim(claimed).0, &words),
                (from, to) => {
                    let line = |(account, sub): (&str, &str), amount| EntryLine {
                        account: account.to_owned(),
                        sub: sub.to_owned(),
                        amount: Rupiah::new(amount),
                    };
                    let lines = vec![line(claim(from), part), line(claim(to), -part)];
                    self.app.post_journal(&Draft { memo: words, lines, ..Draft::default() }, None).expect("posts");
                }
            }
            left.add(from, -part);
            left.add(to, part);
        }
    }

    fn move_cash(&mut self, kind: MoveKind, amount: i64, account: &str, words: &str) {
        self.app.move_cash(kind, Rupiah::new(amount), Some(account), words, None).expect("moves");
    }

    /// Pays by every tender in turn, cash last and as much as was handed over, with the change that was given.
    fn pay(&mut self, rows: &[Row], left: &Net) {
        let given: i64 = rows.iter().filter(|row| row.kind == "T" && row.sub == "CA" && row.total < 0).map(|row| -row.total * 100).sum();
        let cash = left.get(TenderKind::Cash);
        let mut parts: Vec<_> = left.all().filter(|(kind, amount)| *kind != TenderKind::Cash && *amount > 0).collect();
        if cash > 0 || parts.is_empty() {
            parts.push((TenderKind::Cash, given.max(cash)));
        }
        let last = parts.len() - 1;
        for (place, (kind, amount)) in parts.into_iter().enumerate() {
            let progress = self.app.take_tender(kind, Some(Rupiah::new(amount)), None).expect("takes the tender");
            let Progress::Paid(paid) = progress else {
                assert!(place < last, "still due: {:?}", self.app.due());
                continue;
            };
            assert_eq!(place, last, "paid before all was given");
            if kind == TenderKind::Cash {
                assert_eq!(paid.sale.change.get(), given.max(cash) - cash, "{}", paid.sale.receipt);
            }
        }
    }
}

#[test]
fn fifteen_days_with_voids_returns_and_tenders() {
    let Some(raw) = Recording::Coop.find() else { return };
    let folder = scratch::folder();
    let tickets = read(&raw);
    let goods = goods(&tickets);
    let mut app = App::make(&folder.path().join("toko.db"), "Koperasi Uji", "A").expect("makes");
    app.change_setting("backup.folders", "").expect("sets");
    app.set_clock(Box::new(FixedClock(format!("{DAY_BEFORE}T07:00:00+07:00").parse().expect("a time"))));
    app.import_products(products(&goods).as_bytes(), false).expect("imports");
    app.import_members(b"number,name,tier,phone\nKOP-1,Anggota,anggota,\n", false).expect("imports");
    let mut counter = Counter { app, goods, sold_before: HashMap::new(), voids: 0, returns: 0, changed: 0 };
    counter.day_before(&tickets);

    let mut date = String::new();
    let mut by_day: Vec<(usize, &Vec<Row>)> = tickets.iter().enumerate().collect();
    by_day.sort_by_key(|(_, rows)| rows[0].at.get(..10).map(str::to_owned));
    for (number, rows) in by_day {
        let day = &rows[0].at[..10];
        if day != date {
            if !date.is_empty() {
                counter.close_day();
            }
            day.clone_into(&mut date);
            counter.clock(&format!("{date}T06:00:00+07:00"));
            counter.app.open_shift(Rupiah::new(1_000_000)).expect("opens");
        }
        counter.ticket(number, rows);
    }
    counter.close_day();

    let Counter { app, voids, returns, changed, .. } = counter;
    eprintln!("{} tickets, {voids} voids, {returns} returns, {changed} prices changed", tickets.len());
    let all = ("2000-01-01".parse().ok(), None);
    // The tenders of each day, from the report that a manager reads.
    let mut by_tender = Vec::new();
    let sales = rows(&app, &Report::Sales, all);
    for day in sales.iter().map(|day| day["date"].as_str().expect("a date")) {
        let of_day = rows(&app, &Report::Tenders, (day.parse().ok(), day.parse().ok()));
        by_tender.extend(of_day.into_iter().map(|row| json!({"date": day, "tender": row["tender"], "net": row["net"]})));
    }
    let journals: Vec<_> = app
        .journals(true, 1_000)
        .expect("reads")
        .into_iter()
        .map(|journal| json!({"date": journal.date.to_string(), "memo": journal.text, "lines": journal.lines}))
        .collect();
    let said = json!({
        "day_before": DAY_BEFORE,
        "voids": voids,
        "returns": returns,
        "sales": sales,
        "cash": rows(&app, &Report::Cash, all),
        "over_short": rows(&app, &Report::OverShort, all),
        "by_tender": by_tender,
        "journals": journals,
    });
    let file = folder.path().join("laporan.json");
    std::fs::write(&file, said.to_string()).expect("writes");
    let referee = scratch::root().join("tests/referee/tenders.py");
    eprint!("{}", scratch::referee(Command::new("python3").arg(referee).arg(&raw).arg(&file)));
    assert_eq!(app.verify(|_, _| {}).expect("verifies"), []);
    read_by_others(&app, folder.path());
}
