//! What makes no sense is refused or flagged with one sentence, and nothing is lost.

use app::trade::{DeliveryAsk, DespatchOrder, OrderAnswer, TakenDocument, TypedInvoice, TypedLine};
use domain::Quantity;
use domain::trade::{Party, PartyKind};
use proptest::prelude::*;
use record::DeviceKey;
use record::document::{Content, Document, Enclosed, Invoice, PartyRef, read_file, sign, write_file};

use crate::invoices::supplier;
use crate::pair::{Pair, all_taken, ask, lines, proved, records, rupiah};

const NOODLES: &str = "8990000000028";

/// The sentence with which the only document of a file is refused; nothing is kept.
fn refused(pair: &mut Pair, bytes: &[u8]) -> String {
    let before = records(&pair.shop);
    let taken: Vec<TakenDocument> =
        pair.shop.take_documents(bytes, None).unwrap().into_iter().filter(|one| one.refused.is_some()).collect();
    assert_eq!(taken.len(), 1);
    assert_eq!(records(&pair.shop), before);
    taken.into_iter().next().unwrap().refused.unwrap().to_string()
}

/// A supplier with software of its own, whose key is in the test.
struct Stranger {
    key: DeviceKey,
    own: PartyRef,
}

impl Stranger {
    fn known_to(pair: &mut Pair) -> Self {
        let key = DeviceKey::from_bytes(&[9; 32]).unwrap();
        let party = Party {
            code: "PEMASOK".into(),
            name: "PT Pemasok".into(),
            legal_id: "AHU-9".into(),
            legal_name: "PT Pemasok".into(),
            kind: PartyKind::Supplier,
            key: Some(key.public()),
            active: true,
            ..Party::default()
        };
        pair.shop.put_party(&party, None).unwrap();
        Self { key, own: PartyRef { id: "AHU-9".into(), name: "PT Pemasok".into() } }
    }

    /// A document to the shop.
    fn document(&self, pair: &Pair, number: &str, content: Content) -> Document {
        let own = pair.shop.own_party().unwrap();
        Document {
            id: uuid::Uuid::now_v7(),
            number: number.into(),
            from: self.own.clone(),
            to: PartyRef { id: own.legal_id, name: own.name },
            date: "2026-03-02".parse().unwrap(),
            refers: None,
            currency: "IDR".into(),
            content,
        }
    }

    fn file(&self, document: &Document) -> Vec<u8> {
        self.sealed(document.text().unwrap())
    }

    fn sealed(&self, text: String) -> Vec<u8> {
        let signature = sign(&self.key, &text);
        write_file(&[Enclosed { key: self.key.public(), signature, text }]).unwrap()
    }
}

type Change = fn(&mut Invoice);

fn invoice() -> Invoice {
    let text = r#"{"lines":[{"line":1,"name":"Mi","pack":"DUS","factor":40,"gtin":"8990000000028","quantity":2000,"price":100000,"amount":200000}],"total":200000,"due":"2026-03-09"}"#;
    serde_json::from_str(text).unwrap()
}

#[test]
fn an_invoice_must_add_up() {
    let mut pair = Pair::new();
    let stranger = Stranger::known_to(&mut pair);
    let wrong: [(Change, &str); 7] = [
        (|invoice| invoice.total = 199_999, "total bukan jumlah"),
        (|invoice| invoice.lines[0].amount = 300_000, "bukan harga kali banyaknya"),
        (|invoice| invoice.due = "2026-03-01".parse().unwrap(), "jatuh tempo 2026-03-01 sudah lewat"),
        (|invoice| invoice.lines.clear(), "tidak ada barisnya"),
        (|invoice| (invoice.tax, invoice.total) = (50_000, 250_000), "PPN lebih dari 12 persen"),
        (|invoice| (invoice.discount, invoice.total) = (-5, 200_005), "di luar batas"),
        (|invoice| invoice.lines[0].quantity = 0, "lebih dari nol"),
    ];
    for (change, sentence) in wrong {
        let mut changed = invoice();
        change(&mut changed);
        let document = stranger.document(&pair, "F-1", Content::Invoice(changed));
        let said = refused(&mut pair, &stranger.file(&document));
        assert!(said.contains(sentence), "{said}");
    }
    let right = stranger.document(&pair, "F-1", Content::Invoice(invoice()));
    all_taken(pair.shop.take_documents(&stranger.file(&right), None).unwrap());
    // Nobody ordered it: all of it is disputed, and it is flagged.
    let look = pair.shop.compare_invoice("F-1", None, &[]).unwrap();
    assert_eq!((look.accepted, look.disputed, look.lines[0].outcome), (rupiah(0), rupiah(200_000), "no-order"));
    assert!(look.flags.iter().any(|flag| flag.contains("tidak ada pesanan")), "{:?}", look.flags);
    // The same number with other contents, and the same contents under another id.
    let mut twice = stranger.document(&pair, "F-1", Content::Invoice(invoice()));
    let said = refused(&mut pair, &stranger.file(&twice));
    assert!(said.contains("sudah ada dengan isi lain"), "{said}");
    twice.id = right.id;
    twice.date = "2026-03-01".parse().unwrap();
    let said = refused(&mut pair, &stranger.file(&twice));
    assert!(said.contains("sudah ada dengan isi lain"), "{said}");
    proved(&pair.shop);
}

#[test]
fn a_document_of_or_for_somebody_else() {
    let mut pair = Pair::new();
    let stranger = Stranger::known_to(&mut pair);
    let mut document = stranger.document(&pair, "F-1", Content::Invoice(invoice()));
    document.currency = "USD".into();
    let said = refused(&mut pair, &stranger.file(&document));
    assert!(said.contains("USD"), "{said}");
    document.currency = "IDR".into();
    document.to = PartyRef { id: "AHU-7".into(), name: "Koperasi Lain".into() };
    let said = refused(&mut pair, &stranger.file(&document));
    assert!(said.contains("Koperasi Lain"), "{said}");
    document.to = PartyRef::default();
    let said = refused(&mut pair, &stranger.file(&document));
    assert!(said.contains("tidak ditujukan"), "{said}");
    document = stranger.document(&pair, "F-1", Content::Invoice(invoice()));
    document.refers = Some(uuid::Uuid::now_v7());
    let said = refused(&mut pair, &stranger.file(&document));
    assert!(said.contains("belum ada di sini"), "{said}");
    document.refers = None;
    let text = document.text().unwrap();
    let changed = text.replace("100000", "100001");
    let signature = sign(&stranger.key, &text);
    let forged = write_file(&[Enclosed { text: changed, key: stranger.key.public(), signature }]).unwrap();
    let said = refused(&mut pair, &forged);
    assert!(said.contains("tidak cocok dengan isinya"), "{said}");
    let other = DeviceKey::from_bytes(&[8; 32]).unwrap();
    let signature = sign(&other, &text);
    let said = refused(&mut pair, &write_file(&[Enclosed { text, key: other.public(), signature }]).unwrap());
    assert!(said.contains("kunci lain"), "{said}");
    let said = pair.shop.put_party(&Party { code: "LAIN".into(), ..pair.shop.party("PEMASOK").unwrap() }, None).unwrap_err().to_string();
    assert!(said.contains("sudah dicatat sebagai PEMASOK"), "{said}");
}

#[test]
fn an_answer_must_be_about_the_order() {
    let mut pair = Pair::new();
    let (order, _) = pair.ordered(&[ask(NOODLES, 2)]);
    // Another party cannot answer the shop's order.
    let stranger = Stranger::known_to(&mut pair);
    let id = pair.shop.order(&order, None).unwrap().id;
    let response = Content::OrderResponse(serde_json::from_str(r#"{"lines":[{"line":1,"quantity":2000,"price":1}]}"#).unwrap());
    let mut document = stranger.document(&pair, "JP-1", response);
    document.refers = Some(id);
    let said = refused(&mut pair, &stranger.file(&document));
    assert!(said.contains("belum ada di sini"), "{said}");
    let unknown = pair.network.answer_order("A1-SP9999", &app::trade::OrderAnswer::default(), None).unwrap_err().to_string();
    assert!(unknown.contains("A1-SP9999"), "{unknown}");
    let strange = app::trade::OrderAnswer { lines: vec![app::trade::AnswerLine { line: 7, ..Default::default() }], ..Default::default() };
    let said = pair.network.answer_order(&order, &strange, None).unwrap_err().to_string();
    assert!(said.contains("baris 7"), "{said}");
    let said = pair.shop.answer_order(&order, &app::trade::OrderAnswer::default(), None).unwrap_err().to_string();
    assert!(said.contains("dibuat toko ini sendiri"), "{said}");
}

#[test]
fn counting_at_the_door() {
    let mut pair = Pair::new();
    let (order, _) = pair.ordered(&[ask(NOODLES, 2)]);
    let before = records(&pair.shop);
    let wrong = "barcode,quantity,damaged,expiry\n8990000000028,2,3,\n8990000000028,1,0,besok\n999,1,0,\n8990000000028,-1,0,\n";
    let said = pair.shop.read_counted(wrong.as_bytes()).unwrap_err().to_string();
    for row in ["baris 2", "baris 3", "baris 4", "baris 5"] {
        assert!(said.contains(row), "{said}");
    }
    let none = DeliveryAsk { order: order.clone(), ..DeliveryAsk::default() };
    assert!(pair.shop.receive_delivery(&none, None).is_err());
    let ours = DeliveryAsk { order: "A1-SP9999".into(), counted: lines(&[(NOODLES, 1)]), ..DeliveryAsk::default() };
    assert!(pair.shop.receive_delivery(&ours, None).unwrap_err().to_string().contains("A1-SP9999"));
    assert_eq!(records(&pair.shop), before);
    // More than was sent, and something that nobody sent: both are taken in, and both are told.
    let advice = pair.received(&order, &[(NOODLES, 3), ("8990000000035", 1)]);
    let said =
        store::trade::documents::numbered(pair.shop.store().connection(), "", "receipt-advice", &advice).unwrap().remove(0).document.body;
    assert!(said.contains("lebih 40") && said.contains("tidak dipesan"), "{said}");
    proved(&pair.shop);
}

#[test]
fn typing_an_invoice() {
    let mut pair = Pair::new();
    let (theirs, _) = pair.ordered(&[ask(NOODLES, 2)]);
    supplier(&mut pair);
    let draft = pair.shop.draft_order("SUMBER", &[ask(NOODLES, 2)], None, "", None).unwrap();
    let order = pair.shop.send_order(draft.no, None).unwrap().number;
    let line = TypedLine { code: NOODLES.into(), pack: None, quantity: Quantity::new(2_000), price: rupiah(100_000) };
    let right = TypedInvoice {
        party: "SUMBER".into(),
        number: "F-1".into(),
        date: "2026-03-02".parse().unwrap(),
        lines: vec![line],
        order,
        ..Default::default()
    };
    let before = records(&pair.shop);
    let wrong = [
        (TypedInvoice { number: " ".into(), ..right.clone() }, "nomor faktur"),
        (TypedInvoice { due: "2026-03-01".parse().ok(), ..right.clone() }, "sudah lewat"),
        (TypedInvoice { date: "2026-03-03".parse().unwrap(), ..right.clone() }, "belum tiba"),
        (TypedInvoice { party: "LAIN".into(), ..right.clone() }, "belum dicatat"),
        (TypedInvoice { party: "DC".into(), order: theirs, ..right.clone() }, "mengirim dokumennya sendiri"),
        (TypedInvoice { order: "SP-0".into(), ..right.clone() }, "SP-0"),
        (TypedInvoice { lines: Vec::new(), ..right.clone() }, "tidak ada barisnya"),
        (TypedInvoice { discount: rupiah(200_001), ..right.clone() }, "di luar batas"),
    ];
    for (typed, sentence) in wrong {
        let said = pair.shop.type_invoice(&typed, None).unwrap_err().to_string();
        assert!(said.contains(sentence), "{said}");
    }
    assert_eq!(records(&pair.shop), before);
    pair.shop.type_invoice(&right, None).unwrap();
    assert!(pair.shop.type_invoice(&right, None).unwrap_err().to_string().contains("sudah ada"), "an invoice twice");
    assert!(pair.shop.match_invoice("F-1", None, &[3], None).unwrap_err().to_string().contains("baris 3"));
}

#[test]
fn a_draft_without_a_price_is_not_sent() {
    let mut pair = Pair::new();
    let party = Party {
        code: "BARU".into(),
        name: "Baru".into(),
        legal_id: "X-1".into(),
        legal_name: "Baru".into(),
        active: true,
        ..Party::default()
    };
    pair.shop.put_party(&party, None).unwrap();
    let draft = pair.shop.draft_order("BARU", &[ask(NOODLES, 1)], None, "", None).unwrap();
    let said = pair.shop.send_order(draft.no, None).unwrap_err().to_string();
    assert!(said.contains("harga Mi Goreng belum diisi"), "{said}");
    let priced = app::trade::DraftAsk { price: Some(rupiah(95_000)), ..ask(NOODLES, 2) };
    let draft = pair.shop.change_draft(draft.no, &[priced], None).unwrap();
    assert_eq!((draft.lines.len(), draft.lines[0].price, draft.lines[0].catalogue), (1, rupiah(95_000), None));
    pair.shop.send_order(draft.no, None).unwrap();
    assert!(pair.shop.send_order(draft.no, None).unwrap_err().to_string().contains("konsep pesanan"));
    assert!(pair.shop.draft_order("BARU", &[ask("999", 1)], None, "", None).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    /// Whatever numbers a signed document holds, it is taken in or refused with a sentence; the books stay whole.
    #[test]
    fn numbers_of_any_size(
        kind in 0usize..6, a in any::<i64>(), b in -3i64..200_000, c in any::<i64>(), line in any::<u32>(), factor in -2i64..200_000,
    ) {
        thread_local! { static PAIR: std::cell::RefCell<Option<(Pair, Stranger)>> = const { std::cell::RefCell::new(None) }; }
        PAIR.with_borrow_mut(|held| {
            let (pair, stranger) = held.get_or_insert_with(|| {
                let mut pair = Pair::new();
                let stranger = Stranger::known_to(&mut pair);
                (pair, stranger)
            });
            let goods = format!(r#""name":"Mi","pack":"DUS","factor":{factor},"gtin":"8990000000028""#);
            let (name, content) = match kind {
                0 => ("invoice", format!(r#"{{"lines":[{{"line":{line},{goods},"quantity":{b},"price":{a},"amount":{c}}}],"total":{c},"due":"2026-03-09"}}"#)),
                1 => ("catalogue", format!(r#"{{"version":{line},"from":"2026-03-01","items":[{{{goods},"tiers":[{{"from":{b},"price":{a}}}],"minimum":{c}}}]}}"#)),
                2 => ("order", format!(r#"{{"lines":[{{"line":1,{goods},"quantity":{b},"price":{a},"amount":{c}}}],"total":{c}}}"#)),
                3 => ("despatch", format!(r#"{{"lines":[{{"line":{line},{goods},"quantity":{a}}}]}}"#)),
                4 => ("receipt-advice", format!(r#"{{"lines":[{{"line":{line},{goods},"noted":{a},"good":{b},"damaged":{c}}}]}}"#)),
                _ => ("commitment", format!(r#"{{"pool":"p","cutoff":"2026-03-09",{goods},"minimum":{a},"maximum":{c}}}"#)),
            };
            let own = pair.shop.own_party().unwrap();
            let number = uuid::Uuid::now_v7();
            let text = format!(
                r#"{{"id":"{number}","number":"{number}","from":{{"id":"AHU-9"}},"to":{{"id":"{}"}},"date":"2026-03-02","currency":"IDR","kind":"{name}","content":{content}}}"#,
                own.legal_id
            );
            let taken = pair.shop.take_documents(&stranger.sealed(text), None).unwrap();
            if let Some(fault) = &taken[0].refused {
                assert!(matches!(fault, app::Fault::Refused(_)), "{fault}");
            } else if kind == 0 {
                pair.shop.match_invoice(&number.to_string(), None, &[], None).unwrap();
            }
            let _ = (pair.shop.orders(None, true).unwrap(), pair.shop.deliveries(true).unwrap(), pair.shop.commitments().unwrap());
        });
    }

    #[test]
    fn files_of_counts_and_prices(text in "(barcode,quantity|name,price,code)\n([0-9a-z,.\"\n-]{0,60})") {
        thread_local! { static PAIR: std::cell::RefCell<Option<Pair>> = const { std::cell::RefCell::new(None) }; }
        PAIR.with_borrow_mut(|held| {
            let pair = held.get_or_insert_with(Pair::new);
            let _ = pair.shop.read_counted(text.as_bytes());
            let before = records(&pair.shop);
            if let Err(fault) = pair.shop.import_catalogue(text.as_bytes(), Some("DC"), true, None) {
                assert!(matches!(fault, app::Fault::Refused(_)), "{fault}");
            }
            assert_eq!(records(&pair.shop), before);
        });
    }
}

#[test]
fn a_file_with_a_damaged_line_keeps_the_others() {
    let mut pair = Pair::new();
    pair.network.issue_catalogue(b"barcode,price\n8990000000028,104000\n", None, None, None).unwrap();
    let bytes = pair.network.document_files(None).unwrap().remove(0).bytes;
    assert!(read_file(&bytes).unwrap().len() > 2);
    let text = String::from_utf8(bytes).unwrap();
    let mut lines: Vec<String> = text.lines().map(ToOwned::to_owned).collect();
    lines[2].truncate(40);
    let taken = pair.shop.take_documents(lines.join("\n").as_bytes(), None).unwrap();
    assert_eq!(taken.iter().filter(|one| one.refused.is_some()).count(), 1);
    assert!(taken.iter().any(|one| one.new), "the third line is in");
}

#[test]
fn goods_that_came_before_their_note_are_received_once() {
    let mut pair = Pair::new();
    let draft = pair.shop.draft_order("DC", &[ask(NOODLES, 2)], None, "", None).unwrap();
    let order = pair.shop.send_order(draft.no, None).unwrap().number;
    all_taken(pair.reach_network());
    pair.network.answer_order(&order, &OrderAnswer::default(), None).unwrap();
    pair.network.despatch(&DespatchOrder { order: Some(order.clone()), ..DespatchOrder::default() }, None).unwrap();
    // The car is faster than the file.
    let ask = DeliveryAsk { order, counted: lines(&[(NOODLES, 2)]), ..DeliveryAsk::default() };
    pair.shop.receive_delivery(&ask, None).unwrap();
    all_taken(pair.reach_shop());
    let before = records(&pair.shop);
    let said = pair.shop.receive_delivery(&ask, None).unwrap_err().to_string();
    assert!(said.contains("tidak diterima dua kali"), "{said}");
    assert_eq!(records(&pair.shop), before);
    proved(&pair.shop);
}
