//! What programs that are not ours write (UBL 2.1) does what the same paper would do, once, and on nobody's signature.

use app::trade::money::CreditOrder;
use app::trade::{DespatchOrder, InvoiceAsk, OrderAnswer, TakenDocument};
use domain::Quantity;
use domain::ledger::account;
use domain::staff::{Allowance, Right, Role};
use domain::trade::order::OrderState;
use domain::trade::{Party, PartyKind};
use proptest::prelude::*;
use record::document::{
    Catalogue, CatalogueItem, Content, CreditNote, Despatch, DespatchLine, Document, Goods, Invoice, InvoiceLine, Order, OrderLine,
    OrderResponse, PartyRef, PriceTier, ReceiptAdvice, ReceiptAdviceLine, ResponseLine, Statement, StatementRow, to_ubl,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::pair::{Pair, all_taken, ask, balance, expected, journal, lines, part, proved, records, rupiah};

const NOODLES: &str = "8990000000028";

/// A party without a card, of any kind.
fn known(pair: &mut Pair, kind: PartyKind) {
    let party = Party {
        code: "SUMBER".into(),
        name: "UD Sumber".into(),
        legal_id: "NPWP-01".into(),
        legal_name: "UD Sumber".into(),
        kind,
        terms_days: 7,
        active: true,
        ..Party::default()
    };
    pair.shop.put_party(&party, None).unwrap();
}

fn goods() -> Goods {
    Goods { code: "MG".into(), name: "Mi Goreng".into(), pack: "DUS".into(), factor: 40, gtin: NOODLES.into(), ..Goods::default() }
}

/// A document of the party to the shop.
fn document(pair: &Pair, number: &str, refers: Option<Uuid>, content: Content) -> Document {
    let own = pair.shop.own_party().unwrap();
    Document {
        id: Uuid::now_v7(),
        number: number.into(),
        from: PartyRef { id: "NPWP-01".into(), name: "Sumber".into() },
        to: PartyRef { id: own.legal_id, name: own.name },
        date: "2026-03-02".parse().unwrap(),
        refers,
        currency: "IDR".into(),
        content,
    }
}

/// As UBL.
fn file(document: &Document) -> Vec<u8> {
    to_ubl(document).unwrap().into_bytes()
}

/// As UBL of a program that knows no ids: what it names, it names by number.
fn numbered(document: &Document, names: &[(Uuid, &str)]) -> Vec<u8> {
    let mut text = to_ubl(document).unwrap();
    for (id, number) in names {
        text = text.replace(&format!("<cbc:ID>{id}</cbc:ID>"), &format!("<cbc:ID>{number}</cbc:ID>"));
    }
    let kept: Vec<&str> = text.lines().filter(|line| !line.contains("<cbc:UUID>")).collect();
    kept.join("\n").into_bytes()
}

fn taken(pair: &mut Pair, bytes: &[u8]) -> TakenDocument {
    let mut taken = pair.shop.take_documents(bytes, None).unwrap();
    assert_eq!(taken.len(), 1);
    taken.remove(0)
}

/// Taken in once, however often it comes.
fn once(pair: &mut Pair, bytes: &[u8]) {
    let first = taken(pair, bytes);
    assert!(first.refused.is_none() && first.new, "{first:?}");
    let before = records(&pair.shop);
    let again = taken(pair, bytes);
    assert!(again.refused.is_none() && !again.new, "{again:?}");
    assert_eq!(records(&pair.shop), before, "the same file twice is once");
}

/// The sentence with which a file is refused; nothing is kept.
fn refused(pair: &mut Pair, bytes: &[u8]) -> String {
    let before = records(&pair.shop);
    let taken = taken(pair, bytes);
    assert_eq!(records(&pair.shop), before);
    taken.refused.unwrap().to_string()
}

fn invoice_line(packs: i64, price: i64) -> InvoiceLine {
    InvoiceLine { line: 1, order_line: 1, goods: goods(), quantity: packs * 1_000, price, amount: packs * price }
}

fn bill(packs: i64, price: i64) -> Invoice {
    let total = packs * price;
    Invoice { lines: vec![invoice_line(packs, price)], total, due: "2026-03-09".parse().unwrap(), ..Invoice::default() }
}

/// An order of so many dus at 90.000 to the party: id and number.
fn ordered(pair: &mut Pair, packs: i64) -> (Uuid, String) {
    let list = b"code,name,pack,pack_size,gtin,price\nMG,Mi,DUS,40,8990000000028,90000\n";
    pair.shop.import_catalogue(list, Some("SUMBER"), false, None).unwrap();
    let draft = pair.shop.draft_order("SUMBER", &[ask(NOODLES, packs)], None, "", None).unwrap();
    let sent = pair.shop.send_order(draft.no, None).unwrap();
    (sent.id, sent.number)
}

#[test]
fn the_whole_way_of_a_supplier_with_other_software() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    let (order, number) = ordered(&mut pair, 10);
    let answer = ResponseLine { line: 1, quantity: 9_000, price: 90_000, reason: "stok terbatas".into() };
    let answer = Content::OrderResponse(OrderResponse { delivery: None, freight: 0, lines: vec![answer] });
    let answer = document(&pair, "JP-1", Some(order), answer);
    once(&mut pair, &numbered(&answer, &[(order, &number)]));
    assert_eq!(pair.shop.order(&number, None).unwrap().lines[0].standing.packs.get(), 9_000);

    let line = DespatchLine { line: 1, goods: Goods { factor: 0, ..goods() }, quantity: 9_000, expiry: None, lot: "L1".into() };
    let sent = Content::Despatch(Despatch { vehicle: "S 1".into(), driver: "Man".into(), lines: vec![line] });
    let sent = document(&pair, "SJ-1", Some(order), sent);
    let without_size =
        String::from_utf8(numbered(&sent, &[(order, &number)])).unwrap().replace("<cbc:PackSizeNumeric>0</cbc:PackSizeNumeric>", "");
    once(&mut pair, without_size.as_bytes());
    assert_eq!(pair.shop.deliveries(false).unwrap()[0].lines[0].goods.factor, 40, "the pack that the GTIN means");

    let asked = app::trade::DeliveryAsk { order: number.clone(), counted: lines(&[(NOODLES, 8)]), ..Default::default() };
    let received = pair.shop.receive_delivery(&asked, None).unwrap();
    assert_eq!((received.received.receipt.note.as_str(), balance(&pair.shop, account::STOCK)), ("SJ-1", 720_000), "J9");

    let invoice = document(&pair, "F-1", Some(order), Content::Invoice(Invoice { order: Some(order), ..bill(9, 93_000) }));
    let bytes = numbered(&invoice, &[(order, &number)]);
    once(&mut pair, &bytes);
    let matched = pair.shop.match_invoice("F-1", None, &[], None).unwrap();
    assert_eq!((matched.accepted, matched.disputed), (rupiah(720_000), rupiah(117_000)), "one too many, and too dear");
    let said = matched.answer.unwrap().number;
    assert_eq!(
        journal(&pair.shop, "invoice-answer", &said),
        expected(&[("2-225", "SUMBER", 720_000), ("2-210", "SUMBER", -720_000)]),
        "J10"
    );

    let note = CreditNote { cause: "price".into(), reason: "harga".into(), total: 117_000, ..CreditNote::default() };
    let note = document(&pair, "NK-1", Some(invoice.id), Content::CreditNote(note));
    let bytes = numbered(&note, &[(invoice.id, "F-1")]);
    once(&mut pair, &bytes);
    let list = pair.shop.claim_list(Some("SUMBER"), None, None).unwrap();
    assert_eq!(
        (list.rows.len(), list.rows[0].item.open, list.rows[0].item.disputed),
        (1, rupiah(720_000), rupiah(0)),
        "the dispute is closed"
    );
    assert_eq!(part(&pair.shop, account::SUPPLIER_DEBT, "SUMBER"), -720_000);

    // Who took it in and the hash of the file stand in the record; the file is on nobody's signature but the shop's.
    let connection = pair.shop.store().connection();
    let row = store::trade::documents::numbered(connection, "NPWP-01", "invoice", "F-1").unwrap().remove(0);
    let kept = store::records::get(connection, row.pos).unwrap().unwrap();
    let body: serde_json::Value = serde_json::from_slice(&kept.body).unwrap();
    let hash: String = Sha256::digest(numbered(&invoice, &[(order, &number)])).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!((body["source"].as_str(), body["by"].as_str()), (Some(hash.as_str()), Some("sistem")), "{body}");
    assert_eq!(row.document.key, pair.shop.own_party().unwrap().public());
    // What is said to it is for nobody else.
    assert!(pair.shop.document_files(None).unwrap().iter().all(|file| !String::from_utf8_lossy(&file.bytes).contains("invoice-answer")));
    assert_eq!(pair.shop.order(&number, None).unwrap().state, OrderState::PartlyReceived);
    pair.shop.rebuild(|_, _| {}).unwrap();
    proved(&pair.shop);
}

#[test]
fn goods_that_went_back_are_settled_by_a_foreign_note() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    let (order, number) = ordered(&mut pair, 10);
    let asked =
        app::trade::DeliveryAsk { order: number.clone(), note: "SJ".into(), counted: lines(&[(NOODLES, 10)]), ..Default::default() };
    pair.shop.receive_delivery(&asked, None).unwrap();
    let invoice = document(&pair, "F-1", Some(order), Content::Invoice(Invoice { order: Some(order), ..bill(10, 90_000) }));
    once(&mut pair, &file(&invoice));
    pair.shop.match_invoice("F-1", None, &[], None).unwrap();
    let item = app::stock::MoveItem { code: NOODLES.into(), quantity: domain::Quantity::new(2_000), ..Default::default() };
    let back = app::stock::MoveOrder { items: vec![item], reason: "basah".into(), party: "SUMBER".into(), ..Default::default() };
    pair.shop.return_to_supplier(&back, false, None).unwrap();
    let note = CreditNote { cause: "return".into(), lines: vec![invoice_line(2, 90_000)], total: 180_000, ..CreditNote::default() };
    let note = document(&pair, "NK-1", Some(invoice.id), Content::CreditNote(note));
    once(&mut pair, &file(&note));
    assert_eq!(journal(&pair.shop, "credit-note", "NK-1"), expected(&[("2-210", "SUMBER", 180_000), ("1-340", "retur", -180_000)]), "J11");
    assert_eq!(part(&pair.shop, account::SUPPLIER_CLAIM, "retur"), 0);
    assert_eq!(part(&pair.shop, account::SUPPLIER_DEBT, "SUMBER"), -720_000);
    proved(&pair.shop);
}

#[test]
fn a_buyer_with_other_software() {
    let mut pair = Pair::new();
    let stock = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\nKRP,Keripik,camilan,pcs,pcs,1,8990000000066,9000,,6000,100,none\n";
    pair.shop.import_products(stock.as_bytes(), false).unwrap();
    known(&mut pair, PartyKind::Koperasi);
    let goods = Goods { code: "KRP/pcs".into(), name: "Keripik".into(), pack: "pcs".into(), factor: 1, ..Goods::default() };
    let line = OrderLine { line: 1, goods: goods.clone(), quantity: 10_000, price: 8_000, amount: 80_000, ..OrderLine::default() };
    let order = document(&pair, "PO-1", None, Content::Order(Order { lines: vec![line], total: 80_000, ..Order::default() }));
    once(&mut pair, &file(&order));
    pair.shop.answer_order("PO-1", &OrderAnswer::default(), None).unwrap();
    let sent = pair.shop.despatch(&DespatchOrder { order: Some("PO-1".into()), ..Default::default() }, None).unwrap().document;
    let came = ReceiptAdviceLine { line: 1, goods, noted: 10_000, good: 9_000, reason: "kurang".into(), ..ReceiptAdviceLine::default() };
    let advice = ReceiptAdvice { order: Some(order.id), note: sent.number.clone(), lines: vec![came] };
    let advice = document(&pair, "TT-1", Some(sent.id), Content::ReceiptAdvice(advice));
    once(&mut pair, &file(&advice));
    let bill = pair.shop.issue_invoice(&InvoiceAsk { advice: "TT-1".into(), ..InvoiceAsk::default() }, None).unwrap();
    assert_eq!(journal(&pair.shop, "invoice", &bill.number), expected(&[("1-330", "SUMBER", 72_000), ("4-220", "", -72_000)]));
    assert_eq!(balance(&pair.shop, account::COST_NETWORK), 60_000);
    proved(&pair.shop);
}

#[test]
fn a_buyer_who_signs_for_the_order_alone_sends_back_what_was_billed_at_most() {
    let mut pair = Pair::new();
    let stock = "sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax\nKRP,Keripik,camilan,pcs,pcs,1,8990000000066,9000,,6000,100,none\n";
    pair.shop.import_products(stock.as_bytes(), false).unwrap();
    known(&mut pair, PartyKind::Koperasi);
    let goods = Goods { code: "KRP/pcs".into(), name: "Keripik".into(), pack: "pcs".into(), factor: 1, ..Goods::default() };
    let line = OrderLine { line: 1, goods: goods.clone(), quantity: 10_000, price: 8_000, amount: 80_000, ..OrderLine::default() };
    let order = document(&pair, "PO-1", None, Content::Order(Order { lines: vec![line], total: 80_000, ..Order::default() }));
    once(&mut pair, &file(&order));
    pair.shop.answer_order("PO-1", &OrderAnswer::default(), None).unwrap();
    let came = ReceiptAdviceLine { line: 1, goods, noted: 10_000, good: 9_000, reason: "kurang".into(), ..ReceiptAdviceLine::default() };
    let advice = ReceiptAdvice { order: Some(order.id), lines: vec![came], ..ReceiptAdvice::default() };
    let advice = document(&pair, "TT-1", Some(order.id), Content::ReceiptAdvice(advice));
    once(&mut pair, &file(&advice));
    let bill = pair.shop.issue_invoice(&InvoiceAsk { advice: "TT-1".into(), ..InvoiceAsk::default() }, None).unwrap();
    let back = |pair: &mut Pair, packs: i64| {
        let goods = vec![("KRP".to_owned(), Quantity::new(packs * 1_000))];
        let (party, cause, total) = ("SUMBER".into(), "return".into(), rupiah(8_000 * packs));
        pair.shop.issue_credit(&CreditOrder { party, invoice: bill.number.clone(), cause, total, goods, ..CreditOrder::default() }, None)
    };
    assert!(back(&mut pair, 10).unwrap_err().to_string().contains("hanya 9"), "ten were never billed");
    back(&mut pair, 5).unwrap();
    assert!(back(&mut pair, 5).unwrap_err().to_string().contains("hanya 4"));
    back(&mut pair, 4).unwrap();
    proved(&pair.shop);
}

#[test]
fn a_catalogue_of_another_program() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    let item = |price| CatalogueItem { goods: goods(), tiers: vec![PriceTier { from: 0, price }], minimum: 2_000, tax: "S".into() };
    let catalogue = |pair: &Pair, price, until: Option<&str>| {
        let content = Catalogue {
            version: 7,
            from: "2026-03-01".parse().unwrap(),
            until: until.map(|day| day.parse().unwrap()),
            items: vec![item(price)],
        };
        let mut document = document(pair, "KAT", None, Content::Catalogue(content));
        document.to = PartyRef::default();
        file(&document)
    };
    let (old, new) = (catalogue(&pair, 95_000, None), catalogue(&pair, 97_000, Some("2026-06-30")));
    let look = pair.shop.import_catalogue(&old, Some("SUMBER"), true, None).unwrap().remove(0);
    assert_eq!((look.goods[0].now, look.signed, look.new, look.version), (rupiah(95_000), false, true, 1));
    once(&mut pair, &old);
    let news = pair.shop.import_catalogue(&new, None, false, None).unwrap().remove(0);
    assert_eq!((news.goods[0].before, news.goods[0].now, news.version), (Some(rupiah(95_000)), rupiah(97_000), 2));
    assert!(!pair.shop.import_catalogue(&new, None, false, None).unwrap()[0].new);
    let said = pair.shop.import_catalogue(&old, None, false, None).unwrap_err().to_string();
    assert!(said.contains("lebih lama"), "a replayed old one: {said}");
    assert!(refused(&mut pair, &old).contains("lebih lama"));
    let said = pair.shop.import_catalogue(&new, Some("DC"), false, None).unwrap_err().to_string();
    assert!(said.contains("dari SUMBER, bukan DC"), "{said}");
    let draft = pair.shop.draft_order("SUMBER", &[ask(NOODLES, 3)], None, "", None).unwrap();
    assert_eq!((draft.lines[0].price, draft.lines[0].tax.as_str()), (rupiah(97_000), ""), "a class of theirs is not ours");
    proved(&pair.shop);
}

#[test]
fn what_a_file_that_nobody_signed_cannot_do() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    let right = document(&pair, "F-1", None, Content::Invoice(bill(2, 90_000)));
    let xml = to_ubl(&right).unwrap();
    let mut changed = |from: &str, to: &str| {
        assert!(xml.contains(from), "{from}");
        refused(&mut pair, xml.replace(from, to).as_bytes())
    };
    assert!(changed("IDR</cbc:DocumentCurrencyCode>", "USD</cbc:DocumentCurrencyCode>").contains("USD"));
    assert!(changed("NPWP-01", "NPWP-02").contains("belum dicatat"));
    assert!(
        changed("<cbc:PayableAmount currencyID=\"IDR\">180000", "<cbc:PayableAmount currencyID=\"IDR\">170000")
            .contains("total bukan jumlah")
    );
    assert!(changed("<cbc:DueDate>2026-03-09", "<cbc:DueDate>2026-03-01").contains("jatuh tempo 2026-03-01 sudah lewat"));
    assert!(changed("<cbc:IssueDate>2026-03-02", "<cbc:IssueDate>2026-03-05").contains("belum tiba"));
    assert!(changed("</Invoice>", "").contains("bukan XML yang utuh"));
    assert!(changed("<Invoice ", "<Waybill ").contains("bukan XML yang utuh"), "unequal tags");
    let own = pair.shop.own_party().unwrap();
    let said = refused(&mut pair, xml.replace(&own.legal_id, "AHU-7").as_bytes());
    assert!(said.contains("bukan toko ini"), "{said}");
    let said = refused(&mut pair, xml.replace("NPWP-01", &own.legal_id).as_bytes());
    assert!(said.contains("dibuat oleh toko ini sendiri"), "{said}");
    let stray = document(&pair, "F-2", Some(Uuid::now_v7()), Content::Invoice(Invoice { order: Some(Uuid::now_v7()), ..bill(2, 90_000) }));
    assert!(refused(&mut pair, &file(&stray)).contains("belum ada di sini"));
    let row = StatementRow {
        claim: Uuid::now_v7(),
        document: "F-1".into(),
        debtor: own.legal_id.clone(),
        date: "2026-03-02".parse().unwrap(),
        due: "2026-03-09".parse().unwrap(),
        amount: 1,
        open: 1,
    };
    let told = Statement { upto: "2026-03-02".parse().unwrap(), rows: vec![row], ..Statement::default() };
    let told = document(&pair, "RK-1", None, Content::Statement(told));
    assert!(refused(&mut pair, &file(&told)).contains("statement compare"));
    once(&mut pair, xml.as_bytes());
    // The same number with other words, also under another id.
    assert!(refused(&mut pair, xml.replace("90000", "45000").replace(">2<", ">4<").as_bytes()).contains("sudah ada dengan isi lain"));
    let other = Document { id: Uuid::now_v7(), ..right };
    assert!(refused(&mut pair, &file(&other)).contains("sudah ada dengan isi lain"));
    proved(&pair.shop);
}

#[test]
fn a_party_that_signs_is_not_taken_at_the_word_of_a_file() {
    let mut pair = Pair::new();
    let (order, _) = pair.ordered(&[ask(NOODLES, 10)]);
    let advice = pair.received(&order, &[(NOODLES, 10)]);
    let invoice = pair.network.issue_invoice(&InvoiceAsk { advice, ..InvoiceAsk::default() }, None).unwrap();
    let view = pair.network.document_ubl(&invoice.number, None).unwrap();
    assert!(refused(&mut pair, view.as_bytes()).contains("mengirim dokumennya sendiri"));
    // In one folder with what was signed it does no harm, whatever the files are called.
    let signed = pair.network.document_files(None).unwrap().remove(0).bytes;
    let files = [("a.xml".to_owned(), view.clone().into_bytes()), ("b.dokumen".to_owned(), signed)];
    all_taken(pair.shop.take_folder(&files, None).unwrap());
    // Now it is known: the file is a view of it.
    let seen = taken(&mut pair, view.as_bytes());
    assert!(seen.refused.is_none() && !seen.new, "{seen:?}");
}

#[test]
fn a_statement_of_another_program_is_only_compared() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    let days = ("2026-01-20".parse().unwrap(), None);
    for (number, amount) in [("F-1", 500_000), ("F-2", 300_000)] {
        pair.shop.open_debt("SUMBER", number, days, rupiah(amount), None).unwrap();
    }
    let own = pair.shop.own_party().unwrap().legal_id;
    let row = |number: &str, amount, open| StatementRow {
        claim: Uuid::nil(),
        document: number.into(),
        debtor: own.clone(),
        date: "2026-01-20".parse().unwrap(),
        due: "2026-02-20".parse().unwrap(),
        amount,
        open,
    };
    let told = |rows| Statement { upto: "2026-03-02".parse().unwrap(), rows, ..Statement::default() };
    let compare = |pair: &mut Pair, rows| {
        let bytes = numbered(&document(pair, "RK-9", None, Content::Statement(told(rows))), &[]);
        let before = records(&pair.shop);
        let compared = pair.shop.compare_statement(&bytes, None).unwrap();
        assert_eq!(records(&pair.shop), before, "nothing is kept");
        compared
    };
    let same = compare(&mut pair, vec![row("F-1", 500_000, 500_000), row("F-2", 300_000, 300_000)]);
    assert!(same.equal && !same.agreed && same.differences.is_empty(), "{same:?}");
    let unlike = compare(&mut pair, vec![row("F-1", 500_000, 450_000), row("F-3", 70_000, 70_000)]);
    assert!(!unlike.equal);
    let numbers = |lines: &[domain::settlement::StatementLine]| lines.iter().map(|line| line.document.clone()).collect::<Vec<_>>();
    assert_eq!((numbers(&unlike.differences.ours), numbers(&unlike.differences.theirs)), (vec!["F-2".to_owned()], vec!["F-3".to_owned()]));
    let (ours, theirs) = &unlike.differences.unlike[0];
    assert_eq!((ours.open, theirs.open), (rupiah(500_000), rupiah(450_000)));
    let said = pair.shop.compare_statement(b"<Waybill/>", None).unwrap_err().to_string();
    assert!(said.contains("Waybill"), "{said}");
}

/// Somebody who may take documents in but not settle cannot bring a credit note that nobody signed.
#[test]
fn a_note_that_nobody_signed_wants_the_right_to_settle() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    pair.shop.set_right(Role::Manager, Right::Settle, Allowance::No).unwrap();
    let note =
        document(&pair, "NK-1", None, Content::CreditNote(CreditNote { cause: "rebate".into(), total: 5_000, ..CreditNote::default() }));
    pair.shop.set_actor(Some(app::Actor { id: "budi".into(), name: "Budi".into(), role: Role::Manager }));
    let before = records(&pair.shop);
    let said = taken(&mut pair, &file(&note)).refused.unwrap();
    assert!(matches!(said.refusal(), Some(app::Refusal::NeedsApproval(Right::Settle))), "{said}");
    assert_eq!(records(&pair.shop), before);
    pair.shop.set_actor(Some(app::Actor { id: "ani".into(), name: "Ani".into(), role: Role::Board }));
    once(&mut pair, &file(&note));
}

/// Files in any order in one folder, beside signed ones and rubbish.
#[test]
fn a_folder_of_everything() {
    let mut pair = Pair::new();
    known(&mut pair, PartyKind::Supplier);
    let (order, number) = ordered(&mut pair, 10);
    let invoice = document(&pair, "F-1", Some(order), Content::Invoice(Invoice { order: Some(order), ..bill(10, 90_000) }));
    let note = CreditNote { cause: "rabat".into(), total: 5_000, ..CreditNote::default() };
    let note = document(&pair, "NK-1", Some(invoice.id), Content::CreditNote(note));
    let (note, invoice) = (numbered(&note, &[(invoice.id, "F-1")]), numbered(&invoice, &[(order, &number)]));
    let rubbish = b"<html><body>404</body></html>".to_vec();
    let files = [("a.xml", note), ("b.xml", invoice), ("c.xml", rubbish), ("d.dokumen", b"bukan".to_vec())];
    let taken = pair.shop.take_folder(&files.map(|(name, bytes)| (name.to_owned(), bytes)), None).unwrap();
    let refused: Vec<String> = taken.iter().filter_map(|one| one.refused.as_ref().map(ToString::to_string)).collect();
    assert_eq!((taken.iter().filter(|one| one.new).count(), refused.len()), (2, 2), "{taken:?}");
    assert!(refused.iter().any(|why| why.contains("html")), "{refused:?}");
    let row = store::trade::documents::numbered(pair.shop.store().connection(), "", "credit-note", "NK-1").unwrap().remove(0);
    let Content::CreditNote(kept) = Document::read(&row.document.body).unwrap().content else { panic!("a note") };
    assert_eq!((kept.cause.as_str(), kept.allocations.len()), ("other", 1), "a cause that nobody knows");
    proved(&pair.shop);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]
    /// Whatever numbers stand in a file, it is taken in or refused with a sentence; the books stay whole.
    #[test]
    fn numbers_of_any_size(kind in 0usize..6, a in any::<i64>(), b in -3i64..200_000, c in any::<i64>(), factor in -2i64..200_000) {
        thread_local! { static PAIR: std::cell::RefCell<Option<Pair>> = const { std::cell::RefCell::new(None) }; }
        PAIR.with_borrow_mut(|held| {
            let pair = held.get_or_insert_with(|| {
                let mut pair = Pair::new();
                known(&mut pair, PartyKind::Supplier);
                pair
            });
            let goods = Goods { factor, ..goods() };
            let line = InvoiceLine { line: 1, order_line: 0, goods: goods.clone(), quantity: b, price: a, amount: c };
            let content = match kind {
                0 => Content::Invoice(Invoice { lines: vec![line], total: c, due: "2026-03-09".parse().unwrap(), ..Invoice::default() }),
                1 => Content::CreditNote(CreditNote { cause: "return".into(), lines: vec![line], total: a, tax: c, ..CreditNote::default() }),
                2 => Content::Order(Order { lines: vec![OrderLine { line: 1, goods, quantity: b, price: a, amount: c, ..OrderLine::default() }], total: c, ..Order::default() }),
                3 => Content::Despatch(Despatch { lines: vec![DespatchLine { goods, quantity: a, ..DespatchLine::default() }], ..Despatch::default() }),
                4 => Content::ReceiptAdvice(ReceiptAdvice { lines: vec![ReceiptAdviceLine { goods, noted: b, good: b, ..ReceiptAdviceLine::default() }], ..ReceiptAdvice::default() }),
                _ => Content::Catalogue(Catalogue { version: 1, from: "2026-03-01".parse().unwrap(), until: None, items: vec![CatalogueItem { goods, tiers: vec![PriceTier { from: b, price: a }], minimum: c, tax: String::new() }] }),
            };
            let number = Uuid::now_v7().to_string();
            let document = document(pair, &number, None, content);
            let taken = taken(pair, &file(&document));
            if let Some(fault) = &taken.refused {
                assert!(matches!(fault, app::Fault::Refused(_)), "{fault}");
            }
            assert_eq!(pair.shop.torn_claims().unwrap(), Vec::<String>::new());
        });
    }
}
