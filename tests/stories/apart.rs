//! Two tills that do not hear of each other do the same thing: it is booked as it was, once where there is
//! one truth, equal on both, and a person is told.

use std::path::{Path, PathBuf};

use app::books::{Attention, Draft, TOLD, Twice};
use app::day::Counting;
use app::returns::ReturnOrder;
use app::selling::Order;
use app::stock::{Arrival, ArrivalLine};
use app::{App, FixedClock};
use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::ledger::EntryLine;
use domain::period::PeriodKind;
use domain::returns::{Destination, Wanted};
use domain::sale::{Offer, TenderKind};
use domain::shift::CashCount;
use domain::{Quantity, Rupiah};
use support::scratch;
use support::tills::same;
use tempfile::TempDir;

use crate::referees::{balances, read_by_others};
use crate::{NOODLES, PRODUCTS};

struct Pair {
    folder: TempDir,
    a: App,
    b: App,
}

impl Pair {
    fn new() -> Self {
        let folder = scratch::folder();
        let path = |name: &str| folder.path().join(name);
        let mut a = App::make_sample(&path("a.db"), "Koperasi Uji", "A").expect("makes");
        a.set_clock(Box::new(FixedClock(at("2035-12-20T08:00:00+07:00"))));
        let invited = a.invite("B", &path("undangan"), |_, _| {}).expect("invites");
        let b = App::join(&path("b.db"), &path("undangan"), &invited.code, |_, _| {}).expect("joins");
        let mut pair = Self { folder, a, b };
        pair.clock("2035-12-20T08:00:00+07:00");
        pair
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The second till's clock is a minute ahead, so that it comes second.
    fn clock(&mut self, now: &str) {
        let now = at(now);
        self.a.set_clock(Box::new(FixedClock(now)));
        self.b.set_clock(Box::new(FixedClock(now + chrono::Duration::minutes(1))));
    }

    /// Both know the same, whoever hears first.
    fn meet(&mut self, b_first: bool) {
        let file = self.path("tukar");
        for turn in [b_first, !b_first, b_first] {
            let (from, to) = if turn { (&mut self.a, &mut self.b) } else { (&mut self.b, &mut self.a) };
            from.write_exchange(&file, None, |_, _| {}).expect("writes");
            to.read_exchange(&file, None, |_, _| {}).expect("reads");
        }
        for app in [&self.a, &self.b] {
            assert_eq!(app.verify(|_, _| {}).expect("verifies"), []);
        }
        same(&self.path("a.db"), &self.path("b.db")).unwrap_or_else(|difference| panic!("{difference}"));
    }

    fn twice(&self) -> Twice {
        let [a, b] = [&self.a, &self.b].map(|app| app.done_twice(TOLD).expect("reads"));
        assert_eq!(a, b, "both are told the same");
        let told = self.a.attention(self.a.now().date_naive()).expect("reads");
        assert_eq!(told.iter().any(|what| matches!(what, Attention::DoneTwice(_))), a != Twice::default());
        a
    }
}

fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a time")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn sell(app: &mut App, packs: i64) -> String {
    let order = Order { code: NOODLES.to_owned(), quantity: Some(Quantity::new(packs * 1_000)), price: None };
    app.sell(&[order], None, &[Offer { kind: TenderKind::Cash, amount: None, reference: None }]).expect("sells").sale.receipt
}

fn close(app: &mut App, deposit: Option<i64>) {
    let count = CashCount::new([(1_000, 20)]).expect("a count");
    app.close_shift(&Counting { count, ..Counting::default() }, None).expect("closes the shift");
    app.close_day(Some(day("2035-12-20")), deposit.map(Rupiah::new), None).expect("closes the day");
}

/// Balance of an account, debit above zero.
fn balance(app: &App, code: &str) -> i64 {
    balances(app).get(code).copied().unwrap_or(0)
}

/// What income and expense accounts hold.
fn open_result(db: &Path, upto: &str) -> i64 {
    let database = rusqlite::Connection::open(db).expect("opens");
    let sql = "SELECT coalesce(sum(abs(amount)), 0) FROM (
                 SELECT sum(amount) AS amount FROM posting JOIN journal USING (pos) WHERE date <= ?1 AND account >= '4' GROUP BY account)";
    database.query_row(sql, [upto], |row| row.get(0)).expect("reads")
}

#[test]
fn a_year_that_both_close_is_closed_once() {
    for b_first in [false, true] {
        let mut pair = Pair::new();
        // Nobody hears of these before both have closed the year.
        sell(&mut pair.a, 3);
        sell(&mut pair.b, 5);
        close(&mut pair.a, Some(1_000));
        close(&mut pair.b, Some(1_000));
        pair.clock("2036-01-04T08:00:00+07:00");
        for app in [&mut pair.a, &mut pair.b] {
            app.close_month(2035, 12, None).expect("closes the month");
            app.close_year(2035, None).expect("closes the year");
            assert!(app.close_year(2035, None).is_err(), "once is enough");
        }
        let results = [&pair.a, &pair.b].map(|app| balance(app, "3-300"));
        assert!(results[0] < 0 && results[1] < 0 && results[0] != results[1], "{results:?}");

        pair.meet(b_first);
        assert_eq!(balance(&pair.a, "3-300"), results[0], "the first close counts");
        assert_eq!(open_result(&pair.path("a.db"), "2035-12-31"), 0, "and leaves nothing of its year");
        let late: i64 = open_result(&pair.path("a.db"), "2036-12-31");
        assert!(late > 0, "what it did not know of is booked in the new year");
        let twice = pair.twice();
        let periods = [(PeriodKind::Day, day("2035-12-20")), (PeriodKind::Month, day("2035-12-31")), (PeriodKind::Year, day("2035-12-31"))];
        assert_eq!(twice, Twice { closes: periods.to_vec(), ..Twice::default() });
        assert_eq!(balance(&pair.a, "1-120"), 2_000, "money that two people took to the bank was taken");

        read_by_others(&pair.a, pair.folder.path());

        // The books go on.
        pair.a.close_month(2036, 1, None).expect_err("the month is not over");
        pair.clock("2036-05-09T08:00:00+07:00");
        assert_eq!(pair.twice(), Twice::default(), "nobody is told forever");
        pair.a.close_month(2036, 1, None).expect("closes");
        pair.meet(!b_first);
    }
}

#[test]
fn the_year_of_one_till_stands_against_the_days_of_the_other() {
    for b_first in [false, true] {
        let mut pair = Pair::new();
        sell(&mut pair.a, 3);
        sell(&mut pair.b, 5);
        // The other till closes the day first, and a day of the new year, and knows of neither sale nor year.
        close(&mut pair.b, None);
        pair.clock("2035-12-20T10:00:00+07:00");
        close(&mut pair.a, None);
        pair.clock("2036-01-04T08:00:00+07:00");
        pair.a.close_year(2035, None).expect("closes the year");
        sell(&mut pair.b, 1);
        let count = CashCount::new([(1_000, 3)]).expect("a count");
        pair.b.close_shift(&Counting { count, ..Counting::default() }, None).expect("closes the shift");
        pair.b.close_day(Some(day("2036-01-04")), None, None).expect("closes the day");
        let result = balance(&pair.a, "3-300");
        assert!(result < 0);

        pair.meet(b_first);
        assert_eq!(balance(&pair.a, "3-300"), result);
        assert_eq!(open_result(&pair.path("a.db"), "2035-12-31"), 0, "what the year moved to its result stays in it");
        pair.meet(!b_first);
        pair.a.rebuild(|_, _| {}).expect("makes them again");
        pair.meet(b_first);
    }
}

#[test]
fn what_both_did_is_told() {
    let mut pair = Pair::new();
    let receipt = sell(&mut pair.a, 4);
    let lines = [("6-120", 50_000), ("1-110", -50_000)].map(|(account, amount)| EntryLine {
        account: account.to_owned(),
        sub: String::new(),
        amount: Rupiah::new(amount),
    });
    let rent = Draft { memo: "sewa".to_owned(), lines: lines.to_vec(), ..Draft::default() };
    let journal = pair.a.post_journal(&rent, None).expect("posts");
    pair.meet(false);
    assert_eq!(pair.twice(), Twice::default());

    for app in [&mut pair.a, &mut pair.b] {
        sell(app, 1);
        back(app, &receipt);
        app.reverse_journal(journal, "salah", None).expect("reverses");
        assert!(app.reverse_journal(journal, "salah", None).is_err(), "once is enough");
        let rows = format!("{PRODUCTS}\nTEH-900,Teh Melati,Teh,pcs,PCS,1,8990000009005,4000,,3000,20,none\n");
        assert_eq!(app.import_products(rows.as_bytes(), false).expect("imports").stocked, 1);
        arrive(app);
    }
    let before = pair.a.stock_report().expect("reads");
    pair.meet(true);
    let twice = pair.twice();
    assert_eq!((twice.returns, twice.notes), (vec![receipt], vec!["SJ-1".to_owned()]));
    assert_eq!((twice.openings, twice.reversals.len()), (vec!["Teh Melati".to_owned()], 1));
    assert_eq!((twice.carts, twice.closes), (vec![], vec![]));
    // It stands in the books as it was done.
    let after = pair.a.stock_report().expect("reads");
    let tea = |rows: &[store::stock::StockRow]| rows.iter().find(|row| row.sku == "TEH-900").expect("a row").quantity;
    assert_eq!((tea(&before), tea(&after)), (Quantity::new(30_000), Quantity::new(60_000)));
    assert_eq!(balance(&pair.a, "6-120"), -50_000);
    // Somebody writes the journal once more, and the books are right again.
    pair.a.post_journal(&rent, None).expect("posts");
    assert_eq!(balance(&pair.a, "6-120"), 0);
    pair.meet(false);
}

/// Three of the four on the receipt come back.
fn back(app: &mut App, receipt: &str) {
    let wanted = vec![Wanted { line: 1, quantity: Quantity::new(3_000), to: Destination::Stock }];
    let order = ReturnOrder { receipt: Some(receipt.to_owned()), reason: "rusak".to_owned(), wanted, ..ReturnOrder::default() };
    app.return_goods(&order, None).expect("takes back");
    assert!(app.return_goods(&order, None).is_err(), "once is enough");
}

fn arrive(app: &mut App) {
    let line =
        ArrivalLine { code: "TEH-900".to_owned(), quantity: Quantity::new(10_000), cost: Rupiah::new(3_000), ..ArrivalLine::default() };
    let arrival = Arrival { supplier: "agen".to_owned(), note: "SJ-1".to_owned(), lines: vec![line], ..Arrival::default() };
    app.receive_goods(&arrival, None).expect("takes in");
    assert!(app.receive_goods(&arrival, None).is_err(), "once is enough");
}
