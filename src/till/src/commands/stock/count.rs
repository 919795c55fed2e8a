//! `sokoguru count`

use app::App;
use app::stock::{CountItem, Review};
use domain::Quantity;
use domain::goods::{CountMode, CountedLine, Scope};
use serde_json::{Value, json};

use crate::cli::Count;
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: Count, output: Output) -> Result<(), Stop> {
    match asked {
        Count::Start { category, shelf, skus, five, name, open } => {
            let scope = match (category, shelf) {
                (Some(category), _) => Scope::Category(category),
                (_, Some(shelf)) => Scope::Shelf(shelf),
                _ if five => Scope::List(app.five_to_count()?.into_iter().map(|risk| risk.sku).collect()),
                _ if !skus.is_empty() => Scope::List(skus),
                _ => Scope::All,
            };
            let name = if five && name.is_empty() { "Hitung 5 barang".to_owned() } else { name };
            let count = app.start_count(scope, &name, !open, None)?;
            let left = app.left_to_count(&count.id)?;
            let products: Vec<_> = left.iter().map(|(sku, name)| json!({ "sku": sku, "name": name })).collect();
            output.answer(&json!({ "id": count.id, "name": count.name, "products": products }), || {
                format!("stok opname «{}» dimulai: {} barang\n{}", count.name, left.len(), count.id)
            })
        }
        Count::Add { file, id, round } => {
            let lines = app.add_count_file(&id, &read_file(&file)?, round, None)?;
            added(&lines, output)
        }
        Count::Scan { codes, id, counter, round } => {
            let items = codes.iter().map(|text| item(text)).collect::<Result<Vec<_>, _>>()?;
            let lines = app.add_to_count(&id, &counter, round, &items, None)?;
            added(&lines, output)
        }
        Count::List => {
            let counts = app.counts(50)?;
            let rows: Vec<_> = counts
                .iter()
                .map(|row| {
                    json!({ "id": row.count.id, "name": row.count.name, "till": row.count.till, "by": row.count.by, "at": row.at, "counted": row.counted, "posted": row.posted.is_some() })
                })
                .collect();
            output.answer(&rows, || {
                let state = |posted: Option<i64>| if posted.is_some() { "disahkan" } else { "berjalan" };
                let lines = counts
                    .iter()
                    .map(|row| format!("{}  {:<10} {:>5} barang  {}", row.count.id, state(row.posted), row.counted, row.count.name));
                lines.collect::<Vec<_>>().join("\n")
            })
        }
        Count::Review { id } => {
            let review = app.review_count(&id, None)?;
            output.answer(&review_json(&review), || review_words(&review))
        }
        Count::Post { id, reasons, zero_uncounted } => {
            let reasons = reasons.iter().map(|text| reason(text)).collect::<Result<Vec<_>, _>>()?;
            let post = app.post_count(&id, &reasons, zero_uncounted, None)?;
            let lines: Vec<_> = post.lines.iter().map(line_json).collect();
            let answer = json!({ "id": post.count, "name": post.name, "date": post.business_date, "by": post.by, "signed_by": post.signed_by, "lines": lines });
            output.answer(&answer, || {
                let differ = post.lines.iter().filter(|line| line.counted != line.expected);
                let mut text: Vec<String> = differ.map(words).collect();
                text.insert(0, format!("stok opname «{}» disahkan: {} barang, {} selisih", post.name, post.lines.len(), text.len()));
                text.join("\n")
            })
        }
    }
}

/// `CODE`, `CODE*N` or `CODE=N`.
fn item(text: &str) -> Result<CountItem, Stop> {
    let (code, quantity, mode) = match (text.rsplit_once('='), text.rsplit_once('*')) {
        (Some((code, quantity)), _) => (code, quantity, CountMode::Set),
        (None, Some((code, quantity))) => (code, quantity, CountMode::Add),
        (None, None) => (text, "1", CountMode::Add),
    };
    let quantity = Quantity::parse(quantity).map_err(|error| Stop::Said(format!("jumlah «{quantity}»: {error}")))?;
    Ok(CountItem { code: code.to_owned(), quantity, mode })
}

fn reason(text: &str) -> Result<(String, String), Stop> {
    let (sku, words) = text.split_once('=').ok_or_else(|| Stop::Said(format!("«{text}»: tulis SKU=ALASAN")))?;
    Ok((sku.trim().to_owned(), words.trim().to_owned()))
}

fn added(lines: &[domain::goods::CountLine], output: Output) -> Result<(), Stop> {
    let unknown: Vec<&str> = lines.iter().filter(|line| line.sku.is_empty()).map(|line| line.code.as_str()).collect();
    output.answer(&json!({ "added": lines.len(), "unknown": unknown }), || {
        let mut text = format!("{} baris hitungan dicatat", lines.len());
        if !unknown.is_empty() {
            text.push_str(&format!("\nkode belum dikenal, disimpan dulu: {}", unknown.join(", ")));
        }
        text
    })
}

fn line_json(line: &CountedLine) -> Value {
    json!({
        "sku": line.sku, "name": line.name, "owner": line.owner.word(), "counted_milli": line.counted.get(), "expected_milli": line.expected.get(),
        "difference_milli": line.difference().unwrap_or_default().get(), "value": line.value.get(), "payable": line.payable.get(), "reason": line.reason,
    })
}

fn review_json(review: &Review) -> Value {
    let unknown: Vec<_> = review
        .unknown
        .iter()
        .map(|code| json!({ "code": code.code, "quantity_milli": code.quantity.get(), "counter": code.counter }))
        .collect();
    let uncounted: Vec<_> = review.uncounted.iter().map(|(sku, name)| json!({ "sku": sku, "name": name })).collect();
    json!({
        "id": review.count.count.id, "name": review.count.count.name, "lines": review.lines.iter().map(line_json).collect::<Vec<_>>(),
        "unknown": unknown, "uncounted": uncounted, "recount": review.recount, "missing": review.missing.get(), "surplus": review.surplus.get(),
    })
}

fn words(line: &CountedLine) -> String {
    let value = line.value.get() + line.payable.get();
    format!(
        "  {:<32} dihitung {:>8}, seharusnya {:>8}, selisih {:>8}  Rp {}",
        line.name,
        line.counted.to_string(),
        line.expected.to_string(),
        line.difference().unwrap_or_default().to_string(),
        domain::Rupiah::new(value)
    )
}

fn review_words(review: &Review) -> String {
    let mut text = vec![format!("stok opname «{}»: {} barang dihitung", review.count.count.name, review.lines.len())];
    text.extend(review.lines.iter().map(words));
    for code in &review.unknown {
        text.push(format!("  kode {} belum dikenal ({} oleh {}); tambahkan ke barangnya", code.code, code.quantity, code.counter));
    }
    if !review.uncounted.is_empty() {
        text.push(format!("  belum dihitung: {} barang", review.uncounted.len()));
    }
    if !review.recount.is_empty() {
        text.push(format!("  hitung ulang dulu: {}", review.recount.join(", ")));
    }
    text.push(format!("kurang Rp {}, lebih Rp {}", review.missing, review.surplus));
    text.join("\n")
}
