//! What is written is read again; soup is answered.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::{UblError, from_ubl, read_ubl, to_ubl};
use crate::document::{
    Allocation, Catalogue, CatalogueItem, Content, CreditNote, Despatch, DespatchLine, Document, Goods, Invoice, InvoiceLine, Order,
    OrderLine, OrderResponse, PartyRef, PriceTier, ReceiptAdvice, ReceiptAdviceLine, ResponseLine, Statement, StatementRow,
};

fn text() -> impl Strategy<Value = String> {
    // What XML must escape, and letters of here; no spaces at the ends, because XML programs trim them.
    "[A-Za-z0-9<>&'\"é][A-Za-z0-9 <>&'\"é]{0,10}[A-Za-z0-9<>&'\"é]"
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0i32..4_000).prop_map(|days| NaiveDate::from_ymd_opt(2024, 1, 1).expect("a date") + chrono::TimeDelta::days(days.into()))
}

fn id() -> impl Strategy<Value = Uuid> {
    any::<u128>().prop_map(Uuid::from_u128)
}

fn goods() -> impl Strategy<Value = Goods> {
    (text(), text(), "[0-9]{13}", text(), prop_oneof![Just("PCS"), Just("DUS"), Just("KG")], 1i64..500)
        .prop_map(|(code, sku, gtin, name, pack, factor)| Goods { code, sku, gtin, name, pack: pack.to_owned(), factor })
}

fn line() -> impl Strategy<Value = InvoiceLine> {
    (1u32..90, 0u32..90, goods(), 1i64..900_000, 0i64..9_000_000, 0i64..9_000_000_000)
        .prop_map(|(line, order_line, goods, quantity, price, amount)| InvoiceLine { line, order_line, goods, quantity, price, amount })
}

fn content() -> impl Strategy<Value = Content> {
    let order = (prop::option::of(day()), prop::option::of(0u64..99), text(), prop::collection::vec(line(), 1..4)).prop_map(
        |(wanted, catalogue, note, lines)| {
            let line = |of: InvoiceLine| OrderLine {
                catalogue,
                tax: "ppn".to_owned(),
                line: of.line,
                goods: of.goods,
                quantity: of.quantity,
                price: of.price,
                amount: of.amount,
            };
            Content::Order(Order { wanted, pool: String::new(), note, lines: lines.into_iter().map(line).collect(), total: 77 })
        },
    );
    let answered = (1u32..90, 0i64..900_000, 0i64..9_000_000, text()).prop_map(|(line, quantity, price, reason)| ResponseLine {
        line,
        quantity,
        price,
        reason,
    });
    let response = (prop::option::of(day()), prop::collection::vec(answered, 1..4))
        .prop_map(|(delivery, lines)| Content::OrderResponse(OrderResponse { delivery, freight: 25_000, lines }));
    let sent = (0u32..90, goods(), 1i64..900_000, prop::option::of(day()), text())
        .prop_map(|(line, goods, quantity, expiry, lot)| DespatchLine { line, goods, quantity, expiry, lot });
    let despatch = (text(), text(), prop::collection::vec(sent, 1..4))
        .prop_map(|(vehicle, driver, lines)| Content::Despatch(Despatch { vehicle, driver, lines }));
    let came = (0u32..90, goods(), 0i64..900_000, 0i64..900_000, 0i64..9_000, text())
        .prop_map(|(line, goods, noted, good, damaged, reason)| ReceiptAdviceLine { line, goods, noted, good, damaged, reason });
    let receipt = (prop::collection::vec(came, 1..4), text())
        .prop_map(|(lines, note)| Content::ReceiptAdvice(ReceiptAdvice { order: None, note, lines }));
    let invoice = (prop::collection::vec(line(), 1..4), 0i64..9_000, 0i64..9_000, 0i64..9_000, any::<bool>(), day()).prop_map(
        |(lines, discount, freight, tax, consignment, due)| {
            Content::Invoice(Invoice {
                note: "SJ-1".to_owned(),
                order: None,
                lines,
                discount,
                freight,
                tax,
                total: 9_000_000_000,
                due,
                consignment,
            })
        },
    );
    let credit = (prop::collection::vec(line(), 0..3), 0i64..9_000, prop::collection::vec((id(), 1i64..9_000), 0..3), text()).prop_map(
        |(lines, tax, parts, reason)| {
            let allocations = parts.into_iter().map(|(claim, amount)| Allocation { claim, amount }).collect();
            Content::CreditNote(CreditNote { cause: "price".into(), reason, lines, tax, total: 5_000, allocations })
        },
    );
    let row = (id(), text(), any::<bool>(), day(), day(), 1i64..9_000_000, 0i64..9_000_000).prop_map(
        |(claim, document, ours, date, due, amount, open)| StatementRow {
            claim,
            document,
            debtor: if ours { "AHU-1" } else { "AHU-2" }.to_owned(),
            date,
            due,
            amount,
            open,
        },
    );
    let statement = (day(), 0u64..99, prop::collection::vec(row, 1..4)).prop_map(|(upto, number, rows)| {
        Content::Statement(Statement { upto, number, previous: "00".repeat(32), hash: "ab".repeat(32), rows })
    });
    let tiers = prop::collection::btree_map(0i64..9_000, 1i64..9_000_000, 1..4);
    let item = (goods(), tiers, 0i64..9_000, prop_oneof![Just(""), Just("ppn")]).prop_map(|(goods, tiers, minimum, tax)| CatalogueItem {
        goods,
        tiers: tiers.into_iter().map(|(from, price)| PriceTier { from, price }).collect(),
        minimum,
        tax: tax.to_owned(),
    });
    let catalogue = (0u64..99, day(), prop::option::of(day()), prop::collection::vec(item, 1..4))
        .prop_map(|(version, from, until, items)| Content::Catalogue(Catalogue { version, from, until, items }));
    prop_oneof![catalogue, order, response, despatch, receipt, invoice, credit, statement]
}

/// A document with the references that its kind has.
fn document() -> impl Strategy<Value = Document> {
    (id(), text(), text(), day(), id(), id(), any::<bool>(), content()).prop_map(
        |(id, number, name, date, one, two, beside, mut content)| {
            let refers = match &mut content {
                Content::Order(_) | Content::Statement(_) => None,
                Content::OrderResponse(_) | Content::Despatch(_) | Content::CreditNote(_) => Some(one),
                Content::Invoice(Invoice { order, .. }) | Content::ReceiptAdvice(ReceiptAdvice { order, .. }) => {
                    *order = Some(one);
                    Some(if beside { two } else { one })
                }
                _ => None,
            };
            Document {
                id,
                number,
                from: PartyRef { id: "AHU-1".into(), name },
                // A catalogue is for everybody, or for one.
                to: match (&content, beside) {
                    (Content::Catalogue(_), true) => PartyRef::default(),
                    _ => PartyRef { id: "AHU-2".into(), name: "Koperasi".into() },
                },
                date,
                refers,
                currency: "IDR".into(),
                content,
            }
        },
    )
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(document in document()) {
        let xml = to_ubl(&document).expect("a kind that UBL has");
        prop_assert_eq!(from_ubl(&xml).expect("reads"), document);
    }

    #[test]
    fn any_soup_is_answered(soup in "\\PC{0,120}", at in 0usize..4_000, document in document()) {
        let _ = from_ubl(&soup);
        let mut xml = to_ubl(&document).expect("a kind that UBL has").into_bytes();
        let at = at % xml.len();
        xml[at] = b'7';
        if let Ok(xml) = String::from_utf8(xml) {
            let _ = from_ubl(&xml);
        }
    }
}

#[test]
fn other_money_and_traps_are_refused() {
    let invoice = |money: &str| {
        format!(
            "<Invoice xmlns=\"urn:oasis:names:specification:ubl:schema:xsd:Invoice-2\" xmlns:cbc=\"{}\" xmlns:cac=\"{}\">\
             <cbc:ID>F-1</cbc:ID><cbc:IssueDate>2026-03-01</cbc:IssueDate><cbc:DueDate>2026-03-15</cbc:DueDate>{money}</Invoice>",
            super::CBC,
            super::CAC
        )
    };
    let total = |text: &str| format!("<cac:LegalMonetaryTotal>{text}</cac:LegalMonetaryTotal>");
    let refused = |money: &str| from_ubl(&invoice(money)).expect_err("refused");
    assert_eq!(refused("<cbc:DocumentCurrencyCode>USD</cbc:DocumentCurrencyCode>"), UblError::Currency("USD".into()));
    let dollars = total("<cbc:PayableAmount currencyID=\"USD\">5</cbc:PayableAmount>");
    assert_eq!(refused(&dollars), UblError::Currency("USD".into()));
    let cents = total("<cbc:PayableAmount currencyID=\"IDR\">5.50</cbc:PayableAmount>");
    assert_eq!(refused(&cents), UblError::Value { name: "PayableAmount", value: "5.50".into() });
    assert_eq!(refused(""), UblError::Missing("LegalMonetaryTotal"));
    // Entities that grow without end, and files that are named from within.
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><Invoice>&b;</Invoice>";
    assert!(matches!(from_ubl(bomb), Err(UblError::NoXml(_))));
    assert_eq!(from_ubl("<Waybill/>"), Err(UblError::Unknown("Waybill".into())));
    let deep = format!("{}{}", "<a>".repeat(60_000), "</a>".repeat(60_000));
    assert!(from_ubl(&deep).is_err());
}

/// What programs that are not ours write: no ids, no pack sizes, prices with fractions, discounts on lines.
#[test]
fn an_invoice_of_another_program() {
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<ubl:Invoice xmlns:ubl="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:a="{}" xmlns:b="{}">
 <b:ID>INV/7</b:ID><b:IssueDate>2026-03-01</b:IssueDate><b:DueDate>2026-03-15</b:DueDate><b:Note>Terima kasih</b:Note>
 <a:OrderReference><b:ID>A1-SP0001</b:ID></a:OrderReference>
 <a:DespatchDocumentReference><b:ID>SJ-9</b:ID></a:DespatchDocumentReference>
 <a:ReceiptDocumentReference><b:ID>NA</b:ID></a:ReceiptDocumentReference>
 <a:AccountingSupplierParty><a:Party><a:PartyIdentification><b:ID schemeID="NPWP">01.2</b:ID></a:PartyIdentification></a:Party></a:AccountingSupplierParty>
 <a:AccountingCustomerParty><a:Party><a:PartyLegalEntity><b:RegistrationName>Koperasi</b:RegistrationName><b:CompanyID>AHU-2</b:CompanyID></a:PartyLegalEntity></a:Party></a:AccountingCustomerParty>
 <a:LegalMonetaryTotal><b:PayableAmount currencyID="IDR">290000.00</b:PayableAmount></a:LegalMonetaryTotal>
 <a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity unitCode="C62">3</b:InvoicedQuantity><b:LineExtensionAmount currencyID="IDR">10000</b:LineExtensionAmount>
  <a:Item><b:Name>Kopi</b:Name><a:StandardItemIdentification><b:ID>8990000000011</b:ID></a:StandardItemIdentification></a:Item>
  <a:Price><b:PriceAmount currencyID="IDR">3333.3333</b:PriceAmount></a:Price></a:InvoiceLine>
 <a:InvoiceLine><b:ID>2</b:ID><b:InvoicedQuantity unitCode="C62">2</b:InvoicedQuantity><b:LineExtensionAmount currencyID="IDR">180000</b:LineExtensionAmount>
  <a:AllowanceCharge><b:ChargeIndicator>false</b:ChargeIndicator><b:Amount currencyID="IDR">20000</b:Amount></a:AllowanceCharge>
  <a:Item><b:PackSizeNumeric>40.00</b:PackSizeNumeric><b:Name>Mi</b:Name></a:Item>
  <a:Price><b:PriceAmount currencyID="IDR">100000</b:PriceAmount></a:Price></a:InvoiceLine>
 <a:InvoiceLine><b:ID>3</b:ID><b:InvoicedQuantity unitCode="C62">100</b:InvoicedQuantity><b:LineExtensionAmount currencyID="IDR">100000</b:LineExtensionAmount>
  <a:Item><b:Name>Gula</b:Name></a:Item>
  <a:Price><b:PriceAmount currencyID="IDR">50000</b:PriceAmount><b:BaseQuantity unitCode="C62">50</b:BaseQuantity></a:Price></a:InvoiceLine>
</ubl:Invoice>"#,
        super::CAC,
        super::CBC
    );
    // Programs of Windows begin with a mark.
    let read = read_ubl(&format!("\u{feff}{text}")).expect("reads");
    assert!(!read.own_id);
    assert_eq!((read.names.order.as_str(), read.names.despatch.as_str(), read.names.receipt.as_str()), ("A1-SP0001", "SJ-9", ""));
    assert_eq!(
        (read.document.from.id.as_str(), read.document.to.id.as_str(), read.document.to.name.as_str()),
        ("01.2", "AHU-2", "Koperasi")
    );
    let Content::Invoice(invoice) = &read.document.content else { panic!("an invoice") };
    assert_eq!((invoice.note.as_str(), invoice.total), ("SJ-9", 290_000));
    let prices: Vec<(i64, i64)> = invoice.lines.iter().map(|line| (line.goods.factor, line.price)).collect();
    assert_eq!(prices, [(0, 3_333), (40, 90_000), (0, 1_000)]);
}
