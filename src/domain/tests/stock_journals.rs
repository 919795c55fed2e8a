//! The journals of the stock room, as `domain.md` section 2.5 has them: J9 to J11, J14, J15, J19, J20.

use chrono::{DateTime, NaiveDate};
use domain::fact::Fact;
use domain::goods::{
    Consigned, CountPost, CountedLine, GoodsMove, MoveKind, MovedLine, Owner, Payout, PayoutMethod, Place, Receipt, ReceiptLine, StockFact,
    Terms,
};
use domain::ledger::{Entry, EntryLine, journal};
use domain::sale::{Sale, SaleLine, Tender, TenderKind};
use domain::{Quantity, Rupiah};

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

/// Account, sub-account, rupiah of every posting, by account.
fn posted(fact: &Fact) -> Vec<(String, String, i64)> {
    let journal = journal(fact).expect("balances").expect("a journal");
    let mut postings: Vec<_> = journal.postings.into_iter().map(|p| (p.account.to_owned(), p.sub, p.amount.get())).collect();
    postings.sort();
    assert_eq!(postings.iter().map(|(_, _, amount)| amount).sum::<i64>(), 0);
    postings
}

fn golden(fact: &Fact, expected: &[(&str, &str, i64)]) {
    let expected: Vec<_> = expected.iter().map(|(account, sub, amount)| ((*account).to_owned(), (*sub).to_owned(), *amount)).collect();
    assert_eq!(posted(fact), expected);
}

fn moved(kind: MoveKind, party: &str, lines: Vec<MovedLine>) -> Fact {
    let (reason, reference, by) = ("uji".into(), String::new(), "tono".into());
    Fact::Stock(StockFact::Moved(GoodsMove { business_date: day(), kind, reason, party: party.into(), reference, by, lines }))
}

fn line(from: Option<Place>, to: Option<Place>, value: i64) -> MovedLine {
    let quantity = Quantity::new(10_000);
    MovedLine { sku: "A".into(), name: "Mi".into(), from, to, quantity, value: Rupiah::new(value), ..MovedLine::default() }
}

fn received(owner: Owner) -> Receipt {
    let goods = ReceiptLine {
        sku: "A".into(),
        name: "Mi".into(),
        pack: "DUS".into(),
        factor: 40,
        quantity: Quantity::new(9_000),
        cost: Rupiah::new(100_000),
        ..ReceiptLine::default()
    };
    let mut receipt = Receipt { business_date: day(), owner, supplier: "jaringan".into(), lines: vec![goods], ..Receipt::default() };
    receipt.compute(&[false]).expect("adds up");
    receipt
}

#[test]
fn j9_goods_received_not_invoiced() {
    golden(&Fact::Stock(StockFact::Received(received(Owner::Koperasi))), &[("1-410", "", 900_000), ("2-225", "jaringan", -900_000)]);
}

#[test]
fn j9_what_negative_stock_took_and_what_came_damaged() {
    let mut receipt = received(Owner::Koperasi);
    receipt.lines[0].damaged = Quantity::ONE;
    receipt.compute(&[false]).expect("adds up");
    receipt.lines[0].variance = Rupiah::new(600);
    golden(
        &Fact::Stock(StockFact::Received(receipt)),
        &[("1-410", "", 799_400), ("1-412", "", 100_000), ("2-225", "jaringan", -900_000), ("5-400", "", 600)],
    );
}

#[test]
fn goods_of_others_come_in_without_value() {
    for owner in [Owner::Network, Owner::Consignor("ANI".into())] {
        assert_eq!(journal(&Fact::Stock(StockFact::Received(received(owner)))), Ok(None));
    }
}

#[test]
fn j10_the_invoice_matches() {
    let line = |account: &str, sub: &str, amount| EntryLine { account: account.into(), sub: sub.into(), amount: Rupiah::new(amount) };
    let lines = vec![line("2-225", "jaringan", 900_000), line("2-220", "", -900_000)];
    let entry = Entry { date: day(), memo: "Faktur".into(), template: String::new(), lines, reverses: None, by: "budi".into() };
    entry.check().expect("a person may write it");
    golden(&Fact::JournalPosted(entry), &[("2-220", "", -900_000), ("2-225", "jaringan", 900_000)]);
}

#[test]
fn j11_a_purchase_return_is_credited() {
    let shop = moved(MoveKind::Credited, "jaringan", vec![line(Some(Place::Shop), None, 450_000)]);
    golden(&shop, &[("1-410", "", -450_000), ("2-220", "", 450_000)]);
    let damaged = moved(MoveKind::Credited, "SUMBER", vec![line(Some(Place::Damaged), None, 450_000)]);
    golden(&damaged, &[("1-412", "", -450_000), ("2-210", "SUMBER", 450_000)]);
    let on_the_way = moved(MoveKind::SupplierReturn, "SUMBER", vec![line(Some(Place::Shop), Some(Place::Supplier), 450_000)]);
    golden(&on_the_way, &[("1-340", "retur", 450_000), ("1-410", "", -450_000)]);
    let accepted = moved(MoveKind::Credited, "SUMBER", vec![line(Some(Place::Supplier), None, 450_000)]);
    golden(&accepted, &[("1-340", "retur", -450_000), ("2-210", "SUMBER", 450_000)]);
}

fn sold(consigned: Option<Consigned>, discount: i64) -> Sale {
    let goods = SaleLine {
        sku: "K".into(),
        name: "Keripik".into(),
        category: String::new(),
        pack: "PCS".into(),
        factor: 1,
        unit: domain::catalogue::Unit::Piece,
        quantity: Quantity::new(2_000),
        price: Rupiah::new(5_000),
        public_price: Rupiah::new(5_000),
        rule: "umum".into(),
        rule_name: String::new(),
        discount: Rupiah::ZERO,
        amount: Rupiah::new(10_000),
        cart_discount: Rupiah::new(discount),
        tax_class: domain::tax::TaxClass::None,
        tax: Rupiah::ZERO,
        cost: Rupiah::ZERO,
        cost_provisional: false,
        note: String::new(),
        consigned: consigned.map(Box::new),
    };
    let total = Rupiah::new(10_000 - discount);
    Sale {
        receipt: "A1-000001".into(),
        till: "A".into(),
        shift: "s".into(),
        business_date: day(),
        at: DateTime::parse_from_rfc3339("2026-11-23T10:00:00+07:00").expect("a time"),
        cashier: "siti".into(),
        member: None,
        lines: vec![goods],
        subtotal: Rupiah::new(10_000),
        discount: Rupiah::new(discount),
        rounding: Rupiah::ZERO,
        total,
        tenders: vec![Tender { kind: TenderKind::Cash, amount: total, reference: None }],
        change: Rupiah::ZERO,
        returned: None,
        taxable_entrepreneur: false,
    }
}

#[test]
fn j14_goods_of_a_consignor_are_sold() {
    let part = |owner, payable| Some(Consigned { owner, terms: Terms::Commission(2_000), payable: Rupiah::new(payable) });
    let ani = || Owner::Consignor("ANI".into());
    golden(&Fact::Sale(sold(part(ani(), 8_000), 0)), &[("1-111", "A", 10_000), ("2-230", "ANI", -8_000), ("4-310", "", -2_000)]);
    golden(
        &Fact::Sale(sold(part(Owner::Network, 8_000), 0)),
        &[("1-111", "A", 10_000), ("2-231", "jaringan", -8_000), ("4-310", "", -2_000)],
    );
    // A discount of the shop on goods at a fixed price is the shop's own.
    golden(&Fact::Sale(sold(part(ani(), 8_000), 3_000)), &[("1-111", "A", 7_000), ("2-230", "ANI", -8_000), ("4-310", "", 1_000)]);
    let own = sold(None, 0);
    golden(&Fact::Sale(own), &[("1-111", "A", 10_000), ("4-210", "", -10_000)]);
}

#[test]
fn j15_the_consignor_is_paid() {
    let paid = |method| {
        let owner = Owner::Consignor("ANI".into());
        let payout =
            Payout { business_date: day(), owner, amount: Rupiah::new(8_000), method, reference: String::new(), by: "budi".into() };
        Fact::Stock(StockFact::ConsignorPaid(payout))
    };
    golden(&paid(PayoutMethod::Cash), &[("1-110", "", -8_000), ("2-230", "ANI", 8_000)]);
    golden(&paid(PayoutMethod::Transfer), &[("1-120", "", -8_000), ("2-230", "ANI", 8_000)]);
}

#[test]
fn j19_expired_goods_are_a_loss() {
    let expired = moved(MoveKind::Expired, "", vec![line(Some(Place::Shop), None, 12_000)]);
    golden(&expired, &[("1-410", "", -12_000), ("5-410", "", 12_000)]);
    let mut of_others = line(Some(Place::Shop), None, 0);
    of_others.owner = Owner::Consignor("ANI".into());
    of_others.payable = Rupiah::new(4_000);
    golden(&moved(MoveKind::Waste, "", vec![of_others]), &[("2-230", "ANI", -4_000), ("5-410", "", 4_000)]);
}

#[test]
fn own_use_and_other_shops() {
    golden(&moved(MoveKind::Use, "", vec![line(Some(Place::Shop), None, 3_000)]), &[("1-410", "", -3_000), ("6-140", "", 3_000)]);
    let sent = moved(MoveKind::Send, "MIJI", vec![line(Some(Place::Shop), Some(Place::Transit), 3_000)]);
    golden(&sent, &[("1-410", "", -3_000), ("1-411", "", 3_000)]);
    let arrived = moved(MoveKind::Arrived, "MIJI", vec![line(Some(Place::Transit), None, 3_000)]);
    golden(&arrived, &[("1-411", "", -3_000), ("1-420", "MIJI", 3_000)]);
    golden(
        &moved(MoveKind::FromShop, "PUSAT", vec![line(None, Some(Place::Shop), 3_000)]),
        &[("1-410", "", 3_000), ("1-420", "PUSAT", -3_000)],
    );
}

#[test]
fn a_box_that_is_opened_leaves_the_books_alone() {
    let opened = |variance| {
        let mut pieces = line(None, Some(Place::Shop), 100_000);
        pieces.variance = Rupiah::new(variance);
        moved(MoveKind::Unpack, "", vec![line(Some(Place::Shop), None, 100_000), pieces])
    };
    assert_eq!(journal(&opened(0)), Ok(None));
    golden(&opened(700), &[("1-410", "", -700), ("5-400", "", 700)]);
}

#[test]
fn j20_the_count() {
    let counted = |counted: i64, expected: i64, value, payable| CountedLine {
        sku: "A".into(),
        name: "Mi".into(),
        counted: Quantity::new(counted * 1_000),
        expected: Quantity::new(expected * 1_000),
        value: Rupiah::new(value),
        payable: Rupiah::new(payable),
        ..CountedLine::default()
    };
    let post = |lines| Fact::Stock(StockFact::CountPosted(CountPost { business_date: day(), lines, ..CountPost::default() }));
    golden(&post(vec![counted(3, 5, 5_000, 0)]), &[("1-410", "", -5_000), ("5-400", "", 5_000)]);
    golden(&post(vec![counted(6, 5, 2_500, 0)]), &[("1-410", "", 2_500), ("5-400", "", -2_500)]);
    assert_eq!(journal(&post(vec![counted(5, 5, 0, 0)])), Ok(None));
    let mut of_others = counted(1, 2, 0, 4_000);
    of_others.owner = Owner::Consignor("ANI".into());
    golden(&post(vec![of_others]), &[("2-230", "ANI", -4_000), ("5-400", "", 4_000)]);
}
