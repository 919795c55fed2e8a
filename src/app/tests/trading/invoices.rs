//! Golden journals of invoices: J9, J10, price and quantity differences, freight, PPN, parts, from before the books.

use app::trade::{DeliveryAsk, InvoiceAsk, TypedInvoice, TypedLine};
use domain::Quantity;
use domain::ledger::account;
use domain::trade::order::OrderState;
use domain::trade::{Bank, Party, PartyKind};

use crate::pair::{Pair, all_taken, ask, balance, expected, journal, lines, part, proved, records, rupiah};

const NOODLES: &str = "8990000000028";

/// A supplier outside the network, who sends paper.
pub(crate) fn supplier(pair: &mut Pair) {
    let party = Party {
        code: "SUMBER".into(),
        name: "Toko Sumber".into(),
        legal_id: "NPWP-01".into(),
        legal_name: "UD Sumber".into(),
        kind: PartyKind::Supplier,
        terms_days: 7,
        active: true,
        ..Party::default()
    };
    pair.shop.put_party(&party, None).unwrap();
    pair.shop
        .import_catalogue(b"code,name,pack,pack_size,gtin,price\nMG,Mi,DUS,40,8990000000028,90000\n", Some("SUMBER"), false, None)
        .unwrap();
}

/// An order of ten dus at 90.000, of which so many came.
fn ten_ordered(pair: &mut Pair, came: i64, freight: Option<i64>) -> String {
    let draft = pair.shop.draft_order("SUMBER", &[ask(NOODLES, 10)], None, "", None).unwrap();
    let order = pair.shop.send_order(draft.no, None).unwrap().number;
    let asked = DeliveryAsk {
        order: order.clone(),
        note: "SJ-1".into(),
        counted: lines(&[(NOODLES, came)]),
        freight: freight.map(rupiah),
        tax: None,
    };
    pair.shop.receive_delivery(&asked, None).unwrap();
    order
}

fn typed(order: &str, number: &str, packs: i64, price: i64) -> TypedInvoice {
    let line = TypedLine { code: NOODLES.into(), pack: None, quantity: Quantity::new(packs * 1_000), price: rupiah(price) };
    TypedInvoice {
        party: "SUMBER".into(),
        number: number.into(),
        date: "2026-03-02".parse().unwrap(),
        order: order.into(),
        lines: vec![line],
        ..TypedInvoice::default()
    }
}

/// The journal of the answer to an invoice that was matched.
fn answered(pair: &mut Pair, number: &str, by_hand: &[u32]) -> Vec<(String, String, i64)> {
    let matched = pair.shop.match_invoice(number, None, by_hand, None).unwrap();
    let answer = matched.answer.unwrap().number;
    let booked = journal(&pair.shop, "invoice-answer", &answer);
    proved(&pair.shop);
    booked
}

#[test]
fn j9_and_j10_of_an_invoice_that_agrees() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let order = ten_ordered(&mut pair, 10, None);
    assert_eq!((balance(&pair.shop, account::STOCK), part(&pair.shop, account::RECEIVED, "SUMBER")), (900_000, -900_000), "J9");
    let invoice = pair.shop.type_invoice(&typed(&order, "F-1", 10, 90_000), None).unwrap();
    assert_eq!(answered(&mut pair, "F-1", &[]), expected(&[("2-225", "SUMBER", 900_000), ("2-210", "SUMBER", -900_000)]), "J10");
    let record::document::Content::Invoice(bill) = &invoice.content else { panic!("an invoice") };
    assert_eq!(bill.due.to_string(), "2026-03-09", "seven days, any day");
    assert_eq!(pair.shop.order(&order, None).unwrap().state, OrderState::Closed);
    let before = records(&pair.shop);
    pair.shop.match_invoice("F-1", None, &[], None).unwrap();
    assert_eq!(records(&pair.shop), before, "matched is matched");
    // The paper is for nobody else.
    assert!(pair.shop.document_files(None).unwrap().iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains("invoice-answer")));
}

#[test]
fn a_dear_line_is_disputed_and_accepted_by_hand_later() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let order = ten_ordered(&mut pair, 10, None);
    pair.shop.type_invoice(&typed(&order, "F-1", 10, 93_000), None).unwrap();
    let look = pair.shop.compare_invoice("F-1", None, &[]).unwrap();
    assert_eq!((look.lines[0].outcome, look.accepted, look.disputed), ("price", rupiah(900_000), rupiah(30_000)));
    assert!(look.lines[0].reason.contains("900.000"), "{}", look.lines[0].reason);
    assert_eq!(answered(&mut pair, "F-1", &[]), expected(&[("2-225", "SUMBER", 900_000), ("2-210", "SUMBER", -900_000)]));
    // Somebody gives in: the goods were worth 900.000, the rest is a difference of purchase.
    assert_eq!(answered(&mut pair, "F-1", &[1]), expected(&[("5-420", "", 30_000), ("2-210", "SUMBER", -30_000)]));
    assert_eq!(balance(&pair.shop, account::STOCK), 900_000, "nothing of the stock is revalued");
    let before = records(&pair.shop);
    let still = pair.shop.match_invoice("F-1", None, &[], None).unwrap();
    assert_eq!((records(&pair.shop), still.disputed), (before, rupiah(0)), "what was accepted stays accepted");
}

#[test]
fn a_cheaper_invoice_is_a_gain() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let order = ten_ordered(&mut pair, 10, None);
    pair.shop.type_invoice(&typed(&order, "F-1", 10, 88_000), None).unwrap();
    let booked = expected(&[("2-225", "SUMBER", 900_000), ("5-420", "", -20_000), ("2-210", "SUMBER", -880_000)]);
    assert_eq!(answered(&mut pair, "F-1", &[]), booked);
}

#[test]
fn more_than_was_received_is_disputed_until_it_comes() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let order = ten_ordered(&mut pair, 8, None);
    pair.shop.type_invoice(&typed(&order, "F-1", 10, 90_000), None).unwrap();
    let look = pair.shop.compare_invoice("F-1", None, &[]).unwrap();
    assert_eq!((look.lines[0].outcome, look.disputed), ("quantity", rupiah(180_000)));
    assert_eq!(answered(&mut pair, "F-1", &[]), expected(&[("2-225", "SUMBER", 720_000), ("2-210", "SUMBER", -720_000)]));
    let rest = DeliveryAsk { order: order.clone(), note: "SJ-2".into(), counted: lines(&[(NOODLES, 2)]), ..DeliveryAsk::default() };
    pair.shop.receive_delivery(&rest, None).unwrap();
    assert_eq!(
        answered(&mut pair, "F-1", &[]),
        expected(&[("2-225", "SUMBER", 180_000), ("2-210", "SUMBER", -180_000)]),
        "the second round"
    );
    assert_eq!(part(&pair.shop, account::RECEIVED, "SUMBER"), 0);
    assert_eq!(pair.shop.invoices(None, false).unwrap()[0].round, 2);
}

#[test]
fn the_last_of_several_invoices_takes_the_rest() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    // Ten dus with freight of 1.001: 900.001 do not divide by three.
    let order = ten_ordered(&mut pair, 10, Some(1_001));
    let mut owed = 0;
    for (number, packs) in [("F-1", 3), ("F-2", 3), ("F-3", 4)] {
        let mut invoice = typed(&order, number, packs, 90_000);
        invoice.freight = rupiah(if number == "F-3" { 1_001 } else { 0 });
        owed += packs * 90_000 + invoice.freight.get();
        pair.shop.type_invoice(&invoice, None).unwrap();
        answered(&mut pair, number, &[]);
    }
    assert_eq!(part(&pair.shop, account::RECEIVED, "SUMBER"), 0, "cleared to the rupiah");
    assert_eq!(part(&pair.shop, account::SUPPLIER_DEBT, "SUMBER"), -owed);
    assert_eq!((balance(&pair.shop, account::PURCHASE_DIFFERENCE), balance(&pair.shop, account::FREIGHT)), (0, 0));
    // A fourth one for the same goods: nothing is left to be paid for.
    pair.shop.type_invoice(&typed(&order, "F-4", 1, 90_000), None).unwrap();
    let over = pair.shop.match_invoice("F-4", None, &[], None).unwrap();
    assert_eq!((over.accepted, over.disputed), (rupiah(0), rupiah(90_000)));
    assert_eq!(part(&pair.shop, account::SUPPLIER_DEBT, "SUMBER"), -owed);
}

#[test]
fn freight_that_nobody_agreed_on() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let order = ten_ordered(&mut pair, 10, None);
    let mut invoice = typed(&order, "F-1", 10, 90_000);
    invoice.freight = rupiah(25_000);
    pair.shop.type_invoice(&invoice, None).unwrap();
    assert_eq!(answered(&mut pair, "F-1", &[]), expected(&[("2-225", "SUMBER", 900_000), ("2-210", "SUMBER", -900_000)]));
    assert_eq!(answered(&mut pair, "F-1", &[0]), expected(&[("6-150", "", 25_000), ("2-210", "SUMBER", -25_000)]), "an expense, not stock");
}

#[test]
fn goods_that_nobody_ordered_are_held() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let order = ten_ordered(&mut pair, 10, None);
    let mut invoice = typed(&order, "F-1", 10, 90_000);
    invoice.lines.push(TypedLine { code: "8990000000042".into(), pack: None, quantity: Quantity::ONE, price: rupiah(180_000) });
    pair.shop.type_invoice(&invoice, None).unwrap();
    let look = pair.shop.compare_invoice("F-1", None, &[]).unwrap();
    assert_eq!((look.lines[1].outcome, look.lines[1].disputed, look.accepted), ("no-order", rupiah(180_000), rupiah(900_000)));
}

#[test]
fn ppn_of_a_supplier() {
    for taxable in [false, true] {
        let mut pair = Pair::new();
        pair.shop.change_setting("tax.pkp", if taxable { "yes" } else { "no" }).unwrap();
        supplier(&mut pair);
        let list = b"code,name,pack,pack_size,gtin,price,tax\nMG,Mi,DUS,40,8990000000028,100000,ppn\n";
        pair.shop.import_catalogue(list, Some("SUMBER"), false, None).unwrap();
        let order = ten_ordered(&mut pair, 10, None);
        let stock = if taxable { 1_000_000 } else { 1_110_000 };
        assert_eq!(balance(&pair.shop, account::STOCK), stock, "who cannot set PPN against its own has it in the cost");
        let mut invoice = typed(&order, "F-1", 10, 100_000);
        invoice.tax = rupiah(110_000);
        pair.shop.type_invoice(&invoice, None).unwrap();
        let booked = if taxable {
            expected(&[("2-225", "SUMBER", 1_000_000), ("1-510", "", 110_000), ("2-210", "SUMBER", -1_110_000)])
        } else {
            expected(&[("2-225", "SUMBER", 1_110_000), ("2-210", "SUMBER", -1_110_000)])
        };
        assert_eq!(answered(&mut pair, "F-1", &[]), booked);
    }
}

#[test]
fn a_delivery_without_an_order_is_matched_by_its_note() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let line = app::stock::ArrivalLine { code: NOODLES.into(), quantity: Quantity::new(3_000), cost: rupiah(91_000), ..Default::default() };
    let arrival = app::stock::Arrival { supplier: "SUMBER".into(), note: "SJ-7".into(), lines: vec![line], ..Default::default() };
    pair.shop.receive_goods(&arrival, None).unwrap();
    let invoice = TypedInvoice { note: "SJ-7".into(), ..typed("", "F-1", 3, 91_000) };
    pair.shop.type_invoice(&invoice, None).unwrap();
    assert_eq!(answered(&mut pair, "F-1", &[]), expected(&[("2-225", "SUMBER", 273_000), ("2-210", "SUMBER", -273_000)]));
}

#[test]
fn what_was_owed_before_the_books() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let days = ("2025-12-20".parse().unwrap(), None);
    let debt = pair.shop.open_debt("SUMBER", "F-LAMA", days, rupiah(2_500_000), None).unwrap();
    assert_eq!((part(&pair.shop, account::SUPPLIER_DEBT, "SUMBER"), balance(&pair.shop, account::OPENING)), (-2_500_000, 2_500_000));
    let before = records(&pair.shop);
    let matched = pair.shop.match_invoice("F-LAMA", None, &[], None).unwrap();
    assert_eq!((records(&pair.shop), matched.id, matched.disputed), (before, debt.id, rupiah(0)), "it is accepted for good");
    // Who has software sends its own: of what is typed here it would never hear.
    let spoken = pair.shop.open_debt("DC", "F-LAMA", days, rupiah(2_500_000), None).unwrap_err().to_string();
    assert!(spoken.contains("DC"), "{spoken}");
    let said = pair.shop.open_debt("SUMBER", "F-LAMA", days, rupiah(2_500_000), None).unwrap_err().to_string();
    assert!(said.contains("sudah ada"), "{said}");
    proved(&pair.shop);
}

#[test]
fn the_seller_who_collects_ppn() {
    let mut pair = Pair::new();
    pair.network.change_setting("tax.pkp", "yes").unwrap();
    let taxed = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax
IND-85,Indomi Goreng 85g,makanan,pcs,pcs,1,8990000000011,2700,,,,ppn
IND-85,Indomi Goreng 85g,makanan,pcs,ctn,40,8990000000028,105000,,,,ppn
";
    pair.network.import_products(taxed.as_bytes(), false).unwrap();
    pair.network.issue_catalogue(crate::pair::PRICES.as_bytes(), None, None, None).unwrap();
    all_taken(pair.reach_shop());
    let (order, _) = pair.ordered(&[ask(NOODLES, 10), ask("8990000000042", 5)]);
    let advice = pair.received(&order, &[(NOODLES, 10), ("8990000000042", 5)]);
    assert!(pair.shop.cancel_order(&order, "tidak jadi", None).unwrap_err().to_string().contains("sudah datang semua"));
    let asked = InvoiceAsk { advice, discount: rupiah(19_000), freight: Some(rupiah(0)), prices: Vec::new() };
    let typo = InvoiceAsk { prices: vec![(9, rupiah(1))], ..asked.clone() };
    assert!(pair.network.issue_invoice(&typo, None).unwrap_err().to_string().contains("tidak punya baris 9"));
    let invoice = pair.network.issue_invoice(&asked, None).unwrap();
    // Again is the same invoice; another price would not be on it.
    assert_eq!(pair.network.issue_invoice(&asked, None).unwrap().number, invoice.number);
    for other in
        [InvoiceAsk { discount: rupiah(20_000), ..asked.clone() }, InvoiceAsk { prices: vec![(1, rupiah(90_000))], ..asked.clone() }]
    {
        assert!(pair.network.issue_invoice(&other, None).unwrap_err().to_string().contains("nota kredit"));
    }
    // The discount falls on noodles with 10.000 and on sugar with 9.000; PPN is 11 % of 990.000.
    let booked = expected(&[("1-330", "TOKO", 1_881_000 + 108_900), ("4-220", "", -1_881_000), ("2-310", "", -108_900)]);
    assert_eq!(journal(&pair.network, "invoice", &invoice.number), booked);
    all_taken(pair.reach_shop());
    let matched = pair.shop.match_invoice(&invoice.number, None, &[], None).unwrap();
    assert_eq!(matched.disputed, rupiah(0), "{:?}", matched.lines);
    // The shop is no PKP: 110.000 of PPN were in the cost, the discount is a difference.
    let booked = expected(&[("2-225", "DC", 2_010_000), ("5-420", "", -20_100), ("2-220", "DC", -1_989_900)]);
    assert_eq!(journal(&pair.shop, "invoice-answer", &matched.answer.unwrap().number), booked);
}

#[test]
fn the_paper_names_the_account_of_the_seller() {
    let mut pair = Pair::new();
    supplier(&mut pair);
    let party = pair.shop.party("SUMBER").unwrap();
    let bank = Bank { bank: "BRI".into(), number: "0012345678".into(), holder: String::new() };
    pair.shop.put_party(&Party { bank, ..party }, None).unwrap();
    pair.shop.change_setting("legal.bank", "Mandiri").unwrap();
    pair.shop.change_setting("legal.account", "1400099887766").unwrap();
    pair.shop.type_invoice(&typed("", "F-1", 10, 90_000), None).unwrap();
    let (sheet, _) = pair.shop.document_sheet("F-1", None).unwrap();
    assert!(sheet.notes.contains(&"BRI 0012345678 a.n. UD Sumber".to_owned()), "{:?}", sheet.notes);
    assert!(sheet.notes.iter().all(|note| !note.contains("1400099887766")), "not the buyer's: {:?}", sheet.notes);
}
