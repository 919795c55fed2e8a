//! Every deed that asks for a right, and who has it.

use std::path::PathBuf;

use app::audit::AuditFilter;
use app::books::{Dialect, Draft, Report, Watch};
use app::day::{Counting, Opening};
use app::returns::ReturnOrder;
use app::selling::{Basket, BasketLine, Order};
use app::staff::Approval;
use app::{App, Fault};
use domain::cart::Discount;
use domain::ledger::EntryLine;
use domain::returns::{Destination, Wanted};
use domain::sale::TenderKind;
use domain::shift::{CashCount, MoveKind};
use domain::staff::Role::{self, Board, Cashier, Manager, Stock};
use domain::staff::{Allowance, Right};
use domain::{Quantity, Rupiah};

use crate::stage::{NOODLES, OPEN, PIN, RECEIPT, cash, clock, order};

/// A deed.
pub(crate) struct Row {
    /// What is done.
    pub(crate) name: &'static str,
    /// The right that it asks for.
    pub(crate) right: Right,
    /// Who may by themselves.
    pub(crate) may: &'static [Role],
    /// Who else may with a second person's PIN: everybody, or nobody.
    pub(crate) second: bool,
    /// Another right that is asked for before, and who lacks it.
    pub(crate) first: Option<(Right, &'static [Role])>,
    /// What must be there before, done by the machine.
    pub(crate) prepare: fn(&mut App),
    /// The deed.
    pub(crate) act: fn(&mut App, Option<&Approval>) -> Result<(), Fault>,
}

/// The stock room counts as well as the counter does.
pub(crate) const COUNTER_AND_STOCK: &[Role] = &[Cashier, Stock, Manager, Board];
pub(crate) const EVERYBODY: &[Role] = COUNTER_AND_STOCK;
const COUNTER: &[Role] = &[Cashier, Manager, Board];
pub(crate) const OFFICE: &[Role] = &[Manager, Board];
pub(crate) const STOCK_ROOM: &[Role] = &[Stock, Manager, Board];
/// What the stock room lacks: it stands at no counter.
const NOT_AT_COUNTER: Option<(Right, &[Role])> = Some((Right::Sell, &[Stock]));

type Deed = fn(&mut App, Option<&Approval>) -> Result<(), Fault>;

pub(crate) const fn alone(name: &'static str, right: Right, may: &'static [Role], prepare: fn(&mut App), act: Deed) -> Row {
    Row { name, right, may, second: false, first: None, prepare, act }
}

pub(crate) const fn second(name: &'static str, right: Right, may: &'static [Role], prepare: fn(&mut App), act: Deed) -> Row {
    Row { name, right, may, second: true, first: None, prepare, act }
}

const fn behind_selling(row: Row) -> Row {
    Row { first: NOT_AT_COUNTER, ..row }
}

pub(crate) fn nothing(_: &mut App) {}

fn a_cart(app: &mut App) {
    app.scan_item(NOODLES, None).unwrap();
}

fn line(app: &App) -> i64 {
    app.cart().cart.lines[0].id
}

fn a_parked_cart(app: &mut App) {
    a_cart(app);
    app.park().unwrap();
}

fn a_qris(app: &mut App) {
    a_cart(app);
    app.start_qris(None).unwrap();
}

fn counted() -> Counting {
    Counting { count: CashCount::new([(50_000, 2), (2_000, 1), (1_000, 1), (200, 1)]).unwrap(), ..Counting::default() }
}

fn a_closed_shift(app: &mut App) {
    app.close_shift(&counted(), None).unwrap();
}

fn next_year(app: &mut App) {
    a_closed_shift(app);
    clock(app, "2027-01-02T09:00:00+07:00");
}

fn open_goods(app: &App) -> app::selling::Goods {
    app.goods_of("B", "PCS").unwrap()
}

fn beside(app: &App, name: &str) -> PathBuf {
    app.store().path().with_file_name(name)
}

fn a_file_of_records(app: &mut App) {
    let file = beside(app, "catatan");
    app.write_exchange(&file, None, |_, _| {}).unwrap();
}

fn draft() -> Draft {
    let line = |account: &str, amount| EntryLine { account: account.into(), sub: String::new(), amount: Rupiah::new(amount) };
    Draft { memo: "listrik".into(), lines: vec![line("6-120", 1_000), line("1-120", -1_000)], ..Draft::default() }
}

fn a_journal(app: &mut App) {
    app.post_journal(&draft(), None).unwrap();
}

fn one_back(receipt: Option<&str>) -> ReturnOrder {
    let wanted = Wanted { line: 1, quantity: Quantity::ONE, to: Destination::Stock };
    ReturnOrder {
        receipt: receipt.map(str::to_owned),
        wanted: if receipt.is_some() { vec![wanted] } else { Vec::new() },
        loose: if receipt.is_none() { vec![(order(), Destination::Stock)] } else { Vec::new() },
        reason: "rusak".into(),
        ..ReturnOrder::default()
    }
}

fn basket(at: &str) -> Basket {
    let line = BasketLine { code: NOODLES.into(), quantity: Quantity::ONE, price: None, tenders: Vec::new() };
    Basket { name: "1".into(), at: at.parse().unwrap(), member: None, lines: vec![line] }
}

fn move_cash(app: &mut App, kind: MoveKind, approval: Option<&Approval>) -> Result<(), Fault> {
    app.move_cash(kind, Rupiah::new(1_000), None, "uji", approval).map(drop)
}

fn report(app: &App, report: &Report, approval: Option<&Approval>) -> Result<(), Fault> {
    app.report(report, (None, None), approval, &mut Watch::quiet()).map(drop)
}

fn priced(code: &str) -> Vec<Order> {
    vec![Order { code: code.into(), quantity: None, price: Some(Rupiah::new(1_000)) }]
}

/// All deeds.
#[rustfmt::skip]
pub(crate) const TABLE: &[Row] = &[
    // At the counter.
    alone("open a shift", Right::Sell, COUNTER, a_closed_shift, |app, _| app.open_shift(Rupiah::ZERO).map(drop)),
    alone("scan", Right::Sell, COUNTER, nothing, |app, _| app.scan_item(NOODLES, None).map(drop)),
    alone("take found goods", Right::Sell, COUNTER, nothing, |app, _| { let goods = app.goods_of("A", "PCS")?; app.take_goods(goods, None).map(drop) }),
    alone("take a quantity", Right::Sell, COUNTER, nothing, |app, _| { let goods = app.goods_of("A", "PCS")?; app.take_quantity(goods, Quantity::ONE).map(drop) }),
    alone("change a quantity", Right::Sell, COUNTER, a_cart, |app, _| app.set_quantity(line(app), Quantity::new(2_000))),
    alone("take a line out", Right::Sell, COUNTER, a_cart, |app, _| app.remove_line(line(app))),
    alone("note on a line", Right::Sell, COUNTER, a_cart, |app, _| app.set_note(line(app), "pedas")),
    alone("name the member", Right::Sell, COUNTER, a_cart, |app, _| app.set_member("A-1").map(drop)),
    alone("forget the member", Right::Sell, COUNTER, a_cart, |app, _| app.clear_member()),
    alone("take payment", Right::Sell, COUNTER, a_cart, |app, _| app.take_tender(TenderKind::Cash, None, None).map(drop)),
    alone("show a QRIS", Right::Sell, COUNTER, a_cart, |app, _| app.start_qris(None).map(drop)),
    alone("confirm a QRIS", Right::Sell, COUNTER, a_qris, |app, _| app.confirm_qris(1).map(drop)),
    alone("give a payment back", Right::Sell, COUNTER, a_qris, |app, _| app.drop_tender(1)),
    alone("park", Right::Sell, COUNTER, a_cart, |app, _| app.park()),
    alone("take a parked cart", Right::Sell, COUNTER, a_parked_cart, |app, _| { let id = app.parked()?[0].id.clone(); app.take_back(&id) }),
    alone("sell at once", Right::Sell, COUNTER, nothing, |app, _| app.sell(&[order()], None, &[cash()]).map(drop)),
    alone("sell a basket of today", Right::Sell, COUNTER, nothing, |app, _| app.replay(&basket("2026-11-22T15:00:00+07:00")).map(drop)),
    behind_selling(second("open price", Right::OpenPrice, OFFICE, nothing, |app, approval| app.take_open_price(open_goods(app), Rupiah::new(5_000), approval).map(drop))),
    behind_selling(alone("sell at an open price", Right::OpenPrice, OFFICE, nothing, |app, _| app.sell(&priced(OPEN), None, &[cash()]).map(drop))),
    second("change a price", Right::OverridePrice, OFFICE, a_cart, |app, approval| app.override_price(line(app), Rupiah::new(3_000), approval)),
    behind_selling(alone("sell at another price", Right::OverridePrice, OFFICE, nothing, |app, _| app.sell(&priced(NOODLES), None, &[cash()]).map(drop))),
    second("discount on a line", Right::Discount, OFFICE, a_cart, |app, approval| app.discount_line(line(app), Discount::Percent(1_000), approval)),
    second("discount on a cart", Right::Discount, OFFICE, a_cart, |app, approval| app.discount_cart(Discount::Percent(1_000), approval)),
    alone("throw a cart away", Right::CancelCart, COUNTER, a_cart, |app, _| app.cancel_cart("tidak jadi")),
    alone("receipt again", Right::Reprint, COUNTER, nothing, |app, _| app.reprint(RECEIPT).map(drop)),
    alone("Z report again", Right::Reprint, COUNTER, a_closed_shift, |app, _| app.reprint_z("A1-Z0001")),
    second("open the drawer", Right::OpenDrawer, OFFICE, nothing, |app, approval| app.open_drawer("tukar uang", approval)),
    second("return", Right::Return, COUNTER, nothing, |app, approval| app.return_goods(&one_back(Some(RECEIPT)), approval).map(drop)),
    second("return without a receipt", Right::ReturnWithoutReceipt, OFFICE, nothing, |app, approval| app.return_goods(&one_back(None), approval).map(drop)),
    second("void", Right::Void, OFFICE, nothing, |app, approval| app.void_sale(RECEIPT, "salah", approval).map(drop)),
    // The drawer and the day.
    second("cash in", Right::CashIn, COUNTER, nothing, |app, approval| move_cash(app, MoveKind::In, approval)),
    second("cash out", Right::CashOut, COUNTER, nothing, |app, approval| move_cash(app, MoveKind::Out, approval)),
    second("to the safe", Right::CashOut, COUNTER, nothing, |app, approval| move_cash(app, MoveKind::Drop, approval)),
    second("to the petty cash", Right::CashOut, COUNTER, nothing, |app, approval| move_cash(app, MoveKind::Petty, approval)),
    alone("count", Right::CloseShift, COUNTER, nothing, |app, _| app.preview_close(&counted()).map(drop)),
    alone("close a shift", Right::CloseShift, COUNTER, nothing, |app, _| app.close_shift(&counted(), None).map(drop)),
    second("what the drawer should hold", Right::SeeExpected, OFFICE, nothing, |app, approval| app.shift_so_far(approval).map(drop)),
    second("X report", Right::SeeExpected, OFFICE, nothing, |app, approval| app.x_report(48, approval).map(drop)),
    second("X report on paper", Right::SeeExpected, OFFICE, nothing, |app, approval| app.print_x(approval)),
    second("X report as a sheet", Right::SeeExpected, OFFICE, nothing, |app, approval| report(app, &Report::X, approval)),
    second("close the day", Right::CloseDay, OFFICE, a_closed_shift, |app, approval| app.close_day(None, None, approval).map(drop)),
    behind_selling(second("a shift of another date", Right::BackDate, OFFICE, a_closed_shift, |app, approval| {
        app.open_shift_on(&Opening { date: "2026-11-20".parse().ok(), ..Opening::default() }, approval).map(drop)
    })),
    alone("sell a basket of another day", Right::BackDate, OFFICE, nothing, |app, _| app.replay(&basket("2026-11-20T15:00:00+07:00")).map(drop)),
    second("close a month", Right::ClosePeriod, OFFICE, next_year, |app, approval| app.close_month(2026, 11, approval).map(drop)),
    second("close a year", Right::ClosePeriod, OFFICE, next_year, |app, approval| app.close_year(2026, approval).map(drop)),
    // The books.
    second("journal", Right::Journal, OFFICE, nothing, |app, approval| app.post_journal(&draft(), approval).map(drop)),
    second("journal from a template", Right::Journal, OFFICE, nothing, |app, approval| app.post_template("listrik", Rupiah::new(1_000), None, None, "", approval).map(drop)),
    second("take a journal back", Right::Journal, OFFICE, a_journal, |app, approval| {
        let id = app.store().connection().query_row("SELECT record_id FROM record WHERE kind = 'journal.posted'", [], |row| row.get::<_, [u8; 16]>(0)).unwrap();
        app.reverse_journal(uuid::Uuid::from_bytes(id), "salah", approval).map(drop)
    }),
    alone("journals", Right::Journal, OFFICE, a_journal, |app, _| app.journals(true, 10).map(drop)),
    alone("one journal", Right::Journal, OFFICE, a_journal, |app, _| app.journal(1).map(drop)),
    second("a report of sales", Right::Reports, OFFICE, nothing, |app, approval| report(app, &Report::Day, approval)),
    alone("sales by day", Right::Reports, OFFICE, nothing, |app, _| app.sales_report(None, None).map(drop)),
    alone("stock", Right::Reports, OFFICE, nothing, |app, _| app.stock_report().map(drop)),
    alone("the manager's page", Right::Reports, OFFICE, nothing, |app, _| app.dashboard().map(drop)),
    alone("from a row to its record", Right::Reports, OFFICE, nothing, |app, _| app.journal_at(1).map(drop)),
    second("a report with costs", Right::SeeCost, OFFICE, nothing, |app, approval| report(app, &Report::Phu, approval)),
    alone("trial balance", Right::SeeCost, OFFICE, nothing, |app, _| app.trial_balance().map(drop)),
    alone("the books for others", Right::SeeCost, OFFICE, nothing, |app, _| app.export_books(Dialect::Hledger, &mut Vec::new())),
    alone("the log", Right::Audit, OFFICE, nothing, |app, _| app.audit(&AuditFilter::default()).map(drop)),
    alone("a record of the log", Right::Audit, OFFICE, nothing, |app, _| app.audit_record(1).map(drop)),
    // People, tills, settings, goods.
    alone("people", Right::Users, OFFICE, nothing, |app, _| app.people().map(drop)),
    alone("add a person", Right::Users, OFFICE, nothing, |app, _| app.add_person("tono", "Tono", Cashier, PIN)),
    alone("give a role", Right::Users, OFFICE, nothing, |app, _| app.set_role("joko", Cashier)),
    alone("give a PIN", Right::Users, OFFICE, nothing, |app, _| app.set_pin("ani", "1357")),
    alone("set a person aside", Right::Users, OFFICE, nothing, |app, _| app.set_active("joko", false)),
    alone("give a card", Right::Users, OFFICE, nothing, |app, _| app.set_card("joko", "KARTU-12345678")),
    alone("change a right", Right::Users, OFFICE, nothing, |app, _| app.set_right(Cashier, Right::Void, Allowance::Yes)),
    alone("back up", Right::Backup, OFFICE, nothing, |app, _| app.backup(Some(&beside(app, "cadangan")), |_, _| {}).map(drop)),
    alone("invite a till", Right::Backup, OFFICE, nothing, |app, _| { let file = beside(app, "undangan"); app.invite("B", &file, |_, _| {}).map(drop) }),
    alone("hand records over", Right::Backup, OFFICE, nothing, |app, _| { let file = beside(app, "tukar"); app.write_exchange(&file, None, |_, _| {}).map(drop) }),
    alone("read records", Right::Backup, OFFICE, a_file_of_records, |app, _| { let file = beside(app, "catatan"); app.read_exchange(&file, None, |_, _| {}).map(drop) }),
    second("change a setting", Right::Settings, OFFICE, nothing, |app, approval| app.change_setting_by("shop.name", "Toko", approval)),
    alone("import products", Right::Import, STOCK_ROOM, nothing, |app, _| {
        app.import_products(b"sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\nC,Teh,x,pcs,pcs,1,1,1000,,,,none\n", false).map(drop)
    }),
    alone("import members", Right::Import, STOCK_ROOM, nothing, |app, _| app.import_members(b"number,name,tier,phone\nA-2,Ani,anggota,\n", false).map(drop)),
    alone("put promotions", Right::Import, STOCK_ROOM, nothing, |app, _| app.put_promotions(Vec::new())),
];
