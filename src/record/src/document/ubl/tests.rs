//! What is written is read again; soup is answered.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::{UblError, from_ubl, to_ubl};
use crate::document::{
    Allocation, Content, CreditNote, Despatch, DespatchLine, Document, Goods, Invoice, InvoiceLine, Order, OrderLine, OrderResponse,
    PartyRef, ReceiptAdvice, ReceiptAdviceLine, ResponseLine, Statement, StatementRow,
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
    prop_oneof![order, response, despatch, receipt, invoice, credit, statement]
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
                to: PartyRef { id: "AHU-2".into(), name: "Koperasi".into() },
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
    assert_eq!(from_ubl("<Catalogue/>"), Err(UblError::Unknown("Catalogue".into())));
}
