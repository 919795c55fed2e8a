//! `sokoguru receive`

use app::App;
use app::stock::{Arrival, Preview};
use domain::goods::{Receipt, ReceiptLine};
use serde_json::{Value, json};

use super::super::shift::rupiah;
use super::owner;
use crate::cli::Receive;
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: &Receive, output: Output) -> Result<(), Stop> {
    let arrival = Arrival {
        supplier: asked.supplier.clone(),
        note: asked.note.clone(),
        order: asked.order.clone(),
        owner: owner(&asked.owner)?,
        discount: rupiah(&asked.discount)?,
        freight: rupiah(&asked.freight)?,
        tax: rupiah(&asked.tax)?,
        lines: app.read_arrival(&read_file(&asked.file)?, asked.allow_zero_cost)?,
    };
    if asked.preview {
        let preview = app.preview_arrival(&arrival, None)?;
        return output.answer(&preview_json(&preview), || preview_words(&preview));
    }
    let received = app.receive_goods(&arrival, None)?;
    let receipt = &received.receipt;
    let mut answer = receipt_json(receipt);
    answer["record_id"] = json!(received.record_id);
    output.answer(&answer, || {
        let mut text = vec![format!(
            "diterima dari {}, surat jalan {}, milik {}: Rp {}",
            if receipt.supplier.is_empty() { "-" } else { &receipt.supplier },
            if receipt.note.is_empty() { "-" } else { &receipt.note },
            receipt.owner,
            receipt.value().unwrap_or_default()
        )];
        for line in &receipt.lines {
            let flag = if line.cost_unknown { "  harga beli belum diketahui" } else { "" };
            text.push(format!("  {:>10} {:<8} {:<32} Rp {}{flag}", line.quantity.to_string(), line.pack, line.name, line.value));
        }
        text.join("\n")
    })
}

fn line_json(line: &ReceiptLine) -> Value {
    json!({
        "sku": line.sku, "name": line.name, "pack": line.pack, "factor": line.factor, "quantity_milli": line.quantity.get(),
        "damaged_milli": line.damaged.get(), "short_milli": line.short.get(), "base_milli": line.good().unwrap_or_default().get(),
        "cost": line.cost.get(), "discount": line.discount.get(), "amount": line.amount.get(), "discount_part": line.discount_part.get(),
        "freight_part": line.freight_part.get(), "tax_part": line.tax_part.get(), "value": line.value.get(),
        "damaged_value": line.damaged_value.get(), "variance": line.variance.get(), "cost_unknown": line.cost_unknown,
        "expiry": line.expiry, "lot": line.lot,
    })
}

fn receipt_json(receipt: &Receipt) -> Value {
    json!({
        "date": receipt.business_date, "by": receipt.by, "supplier": receipt.supplier, "note": receipt.note, "order": receipt.order,
        "owner": receipt.owner.word(), "discount": receipt.discount.get(), "freight": receipt.freight.get(), "tax": receipt.tax.get(),
        "value": receipt.value().unwrap_or_default().get(), "lines": receipt.lines.iter().map(line_json).collect::<Vec<_>>(),
    })
}

fn preview_json(preview: &Preview) -> Value {
    let line = |line: &app::stock::PreviewLine| {
        let prices: Vec<_> = line
            .prices
            .iter()
            .map(|(pack, now, proposed)| json!({ "pack": pack, "price": now.get(), "proposed": proposed.get() }))
            .collect();
        let mut value = line_json(&line.line);
        value["before_milli"] = json!(line.before.get());
        value["after_milli"] = json!(line.after.get());
        value["average_before"] = json!(line.average_before.get());
        value["average_after"] = json!(line.average_after.get());
        value["prices"] = json!(prices);
        value
    };
    json!({
        "preview": true, "value": preview.value.get(), "lines": preview.lines.iter().map(line).collect::<Vec<_>>(),
        "known": preview.known.as_ref().map(|known| known.date),
    })
}

fn preview_words(preview: &Preview) -> String {
    let mut text = Vec::new();
    if let Some(known) = &preview.known {
        text.push(format!("perhatian: surat jalan {} sudah diterima tanggal {}", known.note, known.date));
    }
    for line in &preview.lines {
        text.push(format!(
            "{:<32} stok {} -> {}, rata-rata Rp {} -> Rp {}",
            line.line.name, line.before, line.after, line.average_before, line.average_after
        ));
        for (pack, now, proposed) in &line.prices {
            text.push(format!("    {pack:<8} harga Rp {now}, usulan Rp {proposed}"));
        }
    }
    text.push(format!("nilai Rp {}; belum dicatat", preview.value));
    text.join("\n")
}
