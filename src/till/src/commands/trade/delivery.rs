//! `sokoguru delivery`

use std::path::Path;

use app::App;
use app::trade::{Delivery, DeliveryAsk, DeliveryReceived, DespatchAsk, DespatchOrder};
use record::document::{Content, ReceiptAdviceLine, is_part};
use serde_json::{Value, json};

use super::super::shift::rupiah;
use super::{document_json, hand_over, item, taken};
use crate::cli::TradeDelivery;
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: TradeDelivery, output: Output) -> Result<(), Stop> {
    match asked {
        TradeDelivery::Import { file } => import(app, &file, output),
        TradeDelivery::List { all } => {
            let deliveries = app.deliveries(all)?;
            let rows: Vec<Value> = deliveries.iter().map(delivery_json).collect();
            output.answer(&rows, || deliveries.iter().map(delivery_words).collect::<Vec<_>>().join("\n"))
        }
        TradeDelivery::Receive { order, file, note, freight, tax } => {
            let counted = app.read_counted(&read_file(&file)?)?;
            let money = |text: Option<String>| text.map(|text| rupiah(&text)).transpose();
            let done = app.receive_delivery(&DeliveryAsk { order, note, counted, freight: money(freight)?, tax: money(tax)? }, None)?;
            output.answer(&received_json(&done), || received_words(&done))
        }
        TradeDelivery::Sign => {
            let signed = app.issue_advices(None)?;
            let rows: Vec<Value> = signed.iter().map(document_json).collect();
            output.answer(&rows, || format!("{} tanda terima dibuat", signed.len()))
        }
        TradeDelivery::Send { order, party, items, vehicle, driver, file } => {
            let lines = items.iter().map(|text| leaving(text)).collect::<Result<_, Stop>>()?;
            let sent = app.despatch(&DespatchOrder { order, party, lines, vehicle, driver }, None)?;
            hand_over(app, &sent.document, file.as_deref())?;
            let mut answer = document_json(&sent.document);
            let cost = domain::Rupiah::sum(sent.moved.lines.iter().map(|line| line.value)).unwrap_or_default();
            answer["cost"] = json!(cost.get());
            answer["lines"] = json!(sent.moved.lines.len());
            output.answer(&answer, || {
                format!("surat jalan {}: {} baris, harga pokok Rp {cost}", sent.document.number, sent.moved.lines.len())
            })
        }
        TradeDelivery::Codes { number } => {
            let codes = app.despatch_codes(app.despatch_id(&number)?, None)?;
            output.answer(&codes, || codes.join("\n"))
        }
    }
}

/// A file of documents, or scanned codes.
fn import(app: &mut App, file: &Path, output: Output) -> Result<(), Stop> {
    let bytes = read_file(file)?;
    let text = String::from_utf8_lossy(&bytes);
    if is_part(text.trim_start()) {
        let codes: Vec<String> = text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect();
        return taken(&app.take_codes(&codes, None)?, output);
    }
    taken(&app.take_documents(&bytes, None)?, output)
}

/// `CODE=PACKS`, or `#LINE=PACKS`.
fn leaving(text: &str) -> Result<DespatchAsk, Stop> {
    let item = item(text)?;
    let line = match item.code.strip_prefix('#') {
        Some(line) => Some(line.parse().map_err(|_| Stop::Said(format!("baris «{line}» bukan angka; tulis #2=3")))?),
        None => None,
    };
    Ok(DespatchAsk { line, code: item.code, quantity: item.packs, ..DespatchAsk::default() })
}

fn delivery_json(delivery: &Delivery) -> Value {
    let line = |line: &app::trade::DeliveryLine| {
        json!({
            "line": line.line, "code": line.goods.code, "gtin": line.goods.gtin, "name": line.goods.name, "pack": line.goods.pack,
            "factor": line.goods.factor, "noted_milli": line.noted.get(), "expiry": line.expiry, "lot": line.lot,
        })
    };
    json!({
        "id": delivery.id, "number": delivery.number, "party": delivery.party, "order": delivery.order, "date": delivery.date,
        "vehicle": delivery.vehicle, "driver": delivery.driver, "received": delivery.received,
        "lines": delivery.lines.iter().map(line).collect::<Vec<_>>(),
    })
}

/// Without quantities: who counts does not see them.
fn delivery_words(delivery: &Delivery) -> String {
    let order = if delivery.order.is_empty() { "tanpa pesanan" } else { &delivery.order };
    let state = delivery.received.map_or_else(|| "belum diterima".to_owned(), |date| format!("diterima {date}"));
    format!("{:<13} {:<12} {} pesanan {order}, {} baris, {state}", delivery.number, delivery.party, delivery.date, delivery.lines.len())
}

fn advice_lines(done: &DeliveryReceived) -> &[ReceiptAdviceLine] {
    match done.advice.as_ref().map(|advice| &advice.content) {
        Some(Content::ReceiptAdvice(advice)) => &advice.lines,
        _ => &[],
    }
}

fn received_json(done: &DeliveryReceived) -> Value {
    let receipt = &done.received.receipt;
    let line = |line: &ReceiptAdviceLine| {
        json!({
            "line": line.line, "code": line.goods.code, "sku": line.goods.sku, "name": line.goods.name, "pack": line.goods.pack,
            "factor": line.goods.factor, "noted_milli": line.noted, "good_milli": line.good, "damaged_milli": line.damaged,
            "reason": line.reason,
        })
    };
    json!({
        "record_id": done.received.record_id, "party": receipt.supplier, "order": receipt.order, "note": receipt.note,
        "value": receipt.value().unwrap_or_default().get(), "advice": done.advice.as_ref().map(document_json),
        "lines": advice_lines(done).iter().map(line).collect::<Vec<_>>(),
    })
}

fn received_words(done: &DeliveryReceived) -> String {
    let receipt = &done.received.receipt;
    let value = receipt.value().unwrap_or_default();
    let mut text = vec![format!("diterima dari {}, surat jalan {}: Rp {value}", receipt.supplier, receipt.note)];
    match &done.advice {
        Some(advice) => text.push(format!("tanda terima {}", advice.number)),
        None => text.push("tanda terimanya dibuat di kasir yang mengerjakan pesanan (delivery sign)".to_owned()),
    }
    for line in advice_lines(done).iter().filter(|line| !line.reason.is_empty()) {
        let quantity = |milli: i64| domain::Quantity::new(milli);
        let (noted, good) = (quantity(line.noted), quantity(line.good));
        text.push(format!("  {}: di surat jalan {noted} {}, datang baik {good} ({})", line.goods.name, line.goods.pack, line.reason));
    }
    text.join("\n")
}
