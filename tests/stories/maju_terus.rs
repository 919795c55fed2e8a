//! The published exercise of Koperasi Maju Terus, March 2010 (`domain.md` section 2.3, test P1), entered the
//! way a koperasi would: goods come in by import, sales at the till, the rest in journals. The page ends after
//! the wages; what is beyond it is not known to us and not entered.
//!
//! | line of the exercise | how it is entered |
//! |---|---|
//! | opening: cash 221, prepaid rent 36, supplies 3, equipment 40; principal savings 250, compulsory 50 | one journal |
//! | purchase 140, of it 85 in cash, the rest in two months | import of opening stock (1-410 against 3-900), then 3-900 against 1-110 and 2-210 |
//! | purchase 32 in cash | import of other goods, then 3-900 against 1-110 |
//! | members 41 in cash | sales to a member, cash |
//! | members 55 on credit | sales to a member by transfer (the till has no credit yet), then 1-310 against 1-140 |
//! | others 72 in cash | sales without a member, cash |
//! | cost 85 % of the price | goods of 10.000 that cost 8.500; what else was bought stays on the shelf |
//! | electricity, water, telephone 1,3; wages 2,4 | the templates `listrik` and `gaji`, from the safe |
//!
//! (Millions of rupiah.)

use std::path::Path;

use app::books::{Draft, Report};
use app::day::{Counting, Opening};
use app::selling::Order;
use app::{App, FixedClock};
use chrono::NaiveDate;
use domain::ledger::EntryLine;
use domain::sale::{Offer, TenderKind};
use domain::shift::CashCount;
use domain::{Quantity, Rupiah};
use support::scratch;

use crate::PRODUCTS;
use crate::referees::{amount, balances, read_by_others, rows};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

struct Koperasi {
    app: App,
}

impl Koperasi {
    fn new(folder: &Path) -> Self {
        let mut app = App::make(&folder.join("maju.db"), "Koperasi Maju Terus", "A").expect("makes");
        app.change_setting("backup.folders", "").expect("sets");
        app.import_members(b"number,name,tier,phone\nA-1,Anggota,anggota,\n", false).expect("imports");
        Self { app }
    }

    /// Ten in the morning.
    fn today(&mut self, date: NaiveDate) {
        let zone = chrono::FixedOffset::east_opt(7 * 3_600).expect("a zone");
        let at = date.and_hms_opt(10, 0, 0).and_then(|at| at.and_local_timezone(zone).single()).expect("a time");
        self.app.set_clock(Box::new(FixedClock(at)));
    }

    fn journal(&mut self, memo: &str, lines: &[(&str, &str, i64)]) {
        let line = |(account, sub, amount): &(&str, &str, i64)| EntryLine {
            account: (*account).to_owned(),
            sub: (*sub).to_owned(),
            amount: Rupiah::new(*amount),
        };
        let draft = Draft { memo: memo.to_owned(), lines: lines.iter().map(line).collect(), ..Draft::default() };
        self.app.post_journal(&draft, None).expect("posts");
    }

    /// Goods of which only the first are sold: rows of sku, price, cost, pieces.
    fn buy(&mut self, goods: &[(&str, i64, i64, i64)]) {
        let row = |(sku, price, cost, pieces): &(&str, i64, i64, i64)| {
            format!("{sku},Barang {sku},Toko,pcs,PCS,1,{sku},{price},,{cost},{pieces},none\n")
        };
        let file = format!("{PRODUCTS}\n{}", goods.iter().map(row).collect::<String>());
        let imported = self.app.import_products(file.as_bytes(), false).expect("imports");
        assert_eq!(imported.stocked, goods.len());
    }

    /// So many millions of rupiah of goods at 10.000 a piece.
    fn sell(&mut self, code: &str, millions: i64, member: Option<&str>, kind: TenderKind) {
        let order = Order { code: code.to_owned(), quantity: Some(Quantity::new(millions * 100 * 1_000)), price: None };
        let sold = self.app.sell(&[order], member, &[Offer { kind, amount: None, reference: None }]).expect("sells");
        assert_eq!(sold.sale.total, Rupiah::new(millions * 1_000_000));
    }

    fn open(&mut self) {
        self.app.open_shift_on(&Opening::default(), None).expect("opens");
    }

    fn close(&mut self, date: NaiveDate, notes: i64) {
        let count = CashCount::new([(100_000, notes)]).expect("a count");
        let closed = self.app.close_shift(&Counting { count, ..Counting::default() }, None).expect("closes");
        assert_eq!(closed.close.difference(), Ok(Rupiah::ZERO));
        self.app.close_day(Some(date), None, None).expect("closes the day");
    }
}

/// March 2010, whole.
fn march(folder: &Path) -> Koperasi {
    let mut shop = Koperasi::new(folder);
    shop.today(day(2010, 3, 1));
    shop.journal(
        "Saldo awal",
        &[
            ("1-110", "", 221_000_000),
            ("1-530", "", 36_000_000),
            ("1-540", "", 3_000_000),
            ("1-730", "", 40_000_000),
            ("3-110", "", -250_000_000),
            ("3-120", "", -50_000_000),
        ],
    );
    // 125,8 and 14,2 million.
    shop.buy(&[("BERAS", 10_000, 8_500, 14_800), ("PIRING", 2_500, 2_000, 7_100)]);
    shop.journal("Pembelian 140 juta", &[("3-900", "", 140_000_000), ("1-110", "", -85_000_000), ("2-210", "", -55_000_000)]);

    shop.today(day(2010, 3, 8));
    shop.open();
    shop.sell("BERAS", 41, Some("A-1"), TenderKind::Cash);
    shop.sell("BERAS", 35, None, TenderKind::Cash);
    shop.close(day(2010, 3, 8), 760);

    shop.today(day(2010, 3, 15));
    // 17 and 15 million.
    shop.buy(&[("GULA", 10_000, 8_500, 2_000), ("SABUN", 2_500, 2_000, 7_500)]);
    shop.journal("Pembelian tunai 32 juta", &[("3-900", "", 32_000_000), ("1-110", "", -32_000_000)]);

    shop.today(day(2010, 3, 22));
    shop.open();
    shop.sell("BERAS", 40, Some("A-1"), TenderKind::Transfer);
    shop.sell("GULA", 15, Some("A-1"), TenderKind::Transfer);
    shop.sell("BERAS", 32, None, TenderKind::Cash);
    shop.sell("GULA", 5, None, TenderKind::Cash);
    shop.close(day(2010, 3, 22), 370);

    shop.today(day(2010, 3, 31));
    shop.journal("Penjualan anggota yang belum dibayar", &[("1-310", "A-1", 55_000_000), ("1-140", "transfer", -55_000_000)]);
    for (template, rupiah) in [("listrik", 1_300_000), ("gaji", 2_400_000)] {
        shop.app.post_template(template, Rupiah::new(rupiah), Some("1-110"), None, "", None).expect("posts");
    }
    shop
}

/// The statement of the exercise, and its lines that the page printed.
const PHU: [(&str, i64); 11] = [
    ("member_gross", 96_000_000),
    ("member_cost", -81_600_000),
    ("member_net", 14_400_000),
    ("other_sales", 72_000_000),
    ("other_cost", -61_200_000),
    ("other_gross_profit", 10_800_000),
    ("gross_result", 25_200_000),
    ("operating_total", -3_700_000),
    ("cooperative_result", 21_500_000),
    ("before_tax", 21_500_000),
    ("after_tax", 21_500_000),
];

fn assert_statement(shop: &Koperasi, when: &str) {
    let statement = rows(&shop.app, &Report::Phu, (Some(day(2010, 1, 1)), Some(day(2010, 12, 31))));
    for (key, expected) in PHU {
        assert_eq!(amount(&statement, key), expected, "{key} {when}");
    }
}

#[test]
fn the_published_exercise_comes_out() {
    let folder = scratch::folder();
    let shop = march(folder.path());
    assert_statement(&shop, "in March");

    let sheet = rows(&shop.app, &Report::BalanceSheet, (None, Some(day(2010, 3, 31))));
    let line = |code: &str| amount(&sheet, code);
    assert_eq!(line("1-410"), 29_200_000, "closing stock");
    assert_eq!(line("1-110"), 221_000_000 - 85_000_000 - 32_000_000 + 41_000_000 + 72_000_000 - 1_300_000 - 2_400_000, "cash");
    assert_eq!((line("1-310"), line("2-210")), (55_000_000, 55_000_000), "what members owe, and what is owed");
    assert_eq!((line("1-530"), line("1-540"), line("1-730")), (36_000_000, 3_000_000, 40_000_000));
    assert_eq!((line("3-110"), line("3-120"), line("current_result")), (250_000_000, 50_000_000, 21_500_000));
    assert_eq!((line("total_assets"), line("total_liabilities_and_equity")), (376_500_000, 376_500_000));

    let on_hand: i64 = shop.app.stock_report().expect("reads").iter().map(|row| row.value.get()).sum();
    assert_eq!(on_hand, 29_200_000, "and the goods on the shelf are worth it");
    assert_eq!(balances(&shop.app).get("3-900"), None, "purchases leave nothing against the opening equity");
    read_by_others(&shop.app, folder.path());
}

#[test]
fn the_year_is_closed_and_its_statement_stays() {
    let folder = scratch::folder();
    let mut shop = march(folder.path());
    shop.today(day(2010, 12, 31));
    assert!(shop.app.close_year(2010, None).is_err(), "the year is not over");
    shop.today(day(2011, 1, 3));
    shop.app.close_year(2010, None).expect("closes the year");

    assert_statement(&shop, "after the close of the year");
    let sheet = rows(&shop.app, &Report::BalanceSheet, (None, Some(day(2010, 12, 31))));
    assert_eq!((amount(&sheet, "3-300"), amount(&sheet, "current_result")), (21_500_000, 0));
    assert_eq!((amount(&sheet, "1-410"), amount(&sheet, "total_assets")), (29_200_000, 376_500_000));
    let next = rows(&shop.app, &Report::Phu, (Some(day(2011, 1, 1)), Some(day(2011, 12, 31))));
    for row in next.iter().filter(|row| row["amount"].is_i64()) {
        assert_eq!(row["amount"], 0, "nothing happened in 2011: {row}");
    }
    let prior = next.iter().find(|row| row["key"] == "after_tax").expect("a line");
    assert_eq!(prior["prior"], 21_500_000, "last year stands beside it");
    for (code, balance) in balances(&shop.app) {
        assert!(code.as_bytes()[0] < b'4', "{code} still holds {balance}");
    }
    read_by_others(&shop.app, folder.path());

    // A second close, or a journal for the closed year, is one sentence and nothing more.
    assert!(shop.app.close_year(2010, None).is_err(), "once is enough");
    let records = shop.app.journals(false, 1_000).expect("reads").len();
    let lines = [("6-120", 1), ("1-110", -1)].map(|(account, amount)| EntryLine {
        account: account.to_owned(),
        sub: String::new(),
        amount: Rupiah::new(amount),
    });
    let draft = Draft { date: Some(day(2010, 12, 30)), memo: "terlambat".to_owned(), lines: lines.to_vec(), ..Draft::default() };
    assert!(shop.app.post_journal(&draft, None).is_err(), "the year takes no more");
    assert_eq!(shop.app.journals(false, 1_000).expect("reads").len(), records);
    assert_eq!(shop.app.verify(|_, _| {}).expect("verifies"), []);
}
