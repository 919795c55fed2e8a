//! `sokoguru export products|reorder|labels|price|product`

use std::io::{IsTerminal, Write};
use std::path::Path;

use app::App;
use app::catalogue::ExportFormat;
use app::files::{words, write_whole};
use app::stock::LabelFormat;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use domain::goods::{Label, PriceBatch, PriceLine};
use domain::{Quantity, Rupiah};
use serde_json::{Value, json};

use crate::cli::{Labels, Price, Product, Reorder};
use crate::output::{Output, Stop, read_file};

pub(crate) fn export(app: &App, file: Option<&Path>) -> Result<(), Stop> {
    let workbook = file.and_then(Path::extension).is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let bytes = app.export_products(if workbook { ExportFormat::Xlsx } else { ExportFormat::Csv }, None)?;
    write(file, &bytes)
}

fn write(file: Option<&Path>, bytes: &[u8]) -> Result<(), Stop> {
    match file {
        Some(path) => Ok(write_whole(path, bytes)?),
        None => std::io::stdout().lock().write_all(bytes).map_err(|error| match error.kind() {
            std::io::ErrorKind::BrokenPipe => Stop::Silent,
            _ => Stop::Said(words(&error)),
        }),
    }
}

pub(crate) fn reorder(app: &App, asked: &Reorder, output: Output) -> Result<(), Stop> {
    let Reorder::Suggest { days, cover } = asked;
    let suggestions = app.suggest_orders(*days, *cover, None)?;
    let rows: Vec<_> = suggestions
        .iter()
        .map(|line| {
            json!({
                "sku": line.sku, "name": line.name, "supplier": line.supplier, "supplier_code": line.supplier_code, "on_hand_milli": line.on_hand.get(),
                "pack": line.proposal.pack, "factor": line.proposal.factor, "packs": line.proposal.packs, "reason": line.proposal.reason,
            })
        })
        .collect();
    output.answer(&rows, || {
        let words = suggestions.iter().map(|line| {
            let supplier = if line.supplier.is_empty() { "-" } else { &line.supplier };
            format!("{supplier:<12} {:<32} {:>5} {:<8} {}", line.name, line.proposal.packs, line.proposal.pack, line.proposal.reason)
        });
        words.collect::<Vec<_>>().join("\n")
    })
}

pub(crate) fn labels(app: &mut App, asked: &Labels, output: Output) -> Result<(), Stop> {
    let mut labels: Vec<Label> = Vec::new();
    if asked.skus.is_empty() {
        labels.extend(app.label_queue()?.into_iter().map(|waiting| waiting.label));
    }
    for sku in &asked.skus {
        if asked.own_code {
            let packs: Vec<String> = app.product(sku)?.packs.into_iter().map(|pack| pack.code).collect();
            for pack in packs {
                app.give_own_code(sku, &pack, None)?;
            }
        }
        labels.extend(app.labels_of(sku, None)?);
    }
    let Some(word) = &asked.format else {
        let rows: Vec<_> = labels.iter().map(label_json).collect();
        return output.answer(&rows, || {
            let words = labels.iter().map(|label| {
                format!("{:<14} {:<8} {:<32} Rp {:>10}  {}", label.sku, label.pack, label.name, label.price.to_string(), label.code)
            });
            words.collect::<Vec<_>>().join("\n")
        });
    };
    let format = LabelFormat::parse(word).ok_or_else(|| Stop::Said(format!("bentuk label «{word}» tidak dikenal")))?;
    if format == LabelFormat::EscPos && asked.out.is_none() {
        app.print_labels(&labels, None)?;
        return output
            .answer(&json!({ "labels": labels.len(), "printed": true }), || format!("{} label masuk antrean cetak", labels.len()));
    }
    let bytes = app.label_bytes(&labels, format)?;
    if asked.out.is_none() && std::io::stdout().is_terminal() {
        return Err(Stop::Said(format!("{word} bukan untuk layar; tulis ke berkas dengan --out")));
    }
    write(asked.out.as_deref(), &bytes)?;
    app.labels_printed(&labels, None)?;
    match &asked.out {
        Some(path) => output
            .answer(&json!({ "labels": labels.len(), "file": path }), || format!("{} label ditulis ke {}", labels.len(), path.display())),
        None => Ok(()),
    }
}

fn label_json(label: &Label) -> Value {
    json!({
        "sku": label.sku, "name": label.name, "pack": label.pack, "price": label.price.get(), "member_price": label.member_price.map(Rupiah::get),
        "unit_price": label.unit_price.map(|(price, _)| price.get()), "per": label.unit_price.map(|(_, unit)| unit), "code": label.code,
    })
}

pub(crate) fn price(app: &mut App, asked: Price, output: Output) -> Result<(), Stop> {
    match asked {
        Price::Set { file, name, from } => {
            let now = app.now();
            let from = from.as_deref().map_or(Ok(now), |text| time(text, now))?;
            let lines = lines(&read_file(&file)?)?;
            let count = lines.len();
            let id = app.set_prices(&PriceBatch { id: String::new(), name, from, lines, by: String::new() }, None)?;
            output.answer(&json!({ "id": id, "from": from, "prices": count }), || {
                format!("{count} harga berlaku mulai {}\n{id}", from.format("%d/%m/%Y %H:%M"))
            })
        }
        Price::List => {
            let batches = app.price_batches()?;
            let rows: Vec<_> = batches
                .iter()
                .map(|row| json!({ "id": row.id, "name": row.name, "from": row.from_at, "prices": row.lines, "by": row.by }))
                .collect();
            output.answer(&rows, || {
                let words = batches.iter().map(|row| {
                    let from = DateTime::from_timestamp_millis(row.from_at).unwrap_or_default().with_timezone(&app.now().timezone());
                    format!("{}  {}  {:>5} harga  {}", row.id, from.format("%d/%m/%Y %H:%M"), row.lines, row.name)
                });
                words.collect::<Vec<_>>().join("\n")
            })
        }
        Price::Cancel { id } => {
            let known = app.price_batches()?.into_iter().find(|row| row.id == id);
            let known = known.ok_or_else(|| Stop::Said(format!("daftar harga {id} tidak ada")))?;
            app.set_prices(&PriceBatch { id: id.clone(), name: known.name, from: app.now(), lines: Vec::new(), by: String::new() }, None)?;
            output.answer(&json!({ "id": id, "prices": 0 }), || format!("daftar harga {id} dibatalkan"))
        }
    }
}

/// A date, or a date with a time, in the zone of the shop.
fn time(text: &str, now: DateTime<FixedOffset>) -> Result<DateTime<FixedOffset>, Stop> {
    let whole = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok();
    let day = || text.parse::<NaiveDate>().ok().map(|date| date.and_time(NaiveTime::MIN));
    let found = whole.or_else(day).and_then(|local| local.and_local_timezone(now.timezone()).single());
    found.ok_or_else(|| Stop::Said(format!("«{text}» bukan waktu; tulis 2026-12-01 atau 2026-12-01T06:00")))
}

/// `sku,pack,price[,member_price,wholesale_price]`
fn lines(bytes: &[u8]) -> Result<Vec<PriceLine>, Stop> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let header = reader.headers().map_err(|error| Stop::Said(format!("berkas tidak terbaca: {error}")))?.clone();
    let place = |name: &str| header.iter().position(|column| column.eq_ignore_ascii_case(name));
    let (Some(sku), Some(pack), Some(price)) = (place("sku"), place("pack"), place("price")) else {
        return Err(Stop::Said("baris pertama harus: sku,pack,price[,member_price,wholesale_price]".to_owned()));
    };
    let (member, wholesale) = (place("member_price"), place("wholesale_price"));
    let mut lines = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| Stop::Said(format!("berkas tidak terbaca: {error}")))?;
        let number = row.position().map_or(0, csv::Position::line);
        let money = |text: &str| Rupiah::parse(text).map_err(|error| Stop::Said(format!("baris {number}: {error}")));
        let other =
            |column: Option<usize>| column.and_then(|column| row.get(column)).filter(|text| !text.is_empty()).map(money).transpose();
        lines.push(PriceLine {
            sku: row.get(sku).unwrap_or_default().to_owned(),
            pack: row.get(pack).unwrap_or_default().to_uppercase(),
            price: money(row.get(price).unwrap_or_default())?,
            member_price: other(member)?,
            wholesale_price: other(wholesale)?,
        });
    }
    if lines.is_empty() { Err(Stop::Said("berkas tidak berisi harga".to_owned())) } else { Ok(lines) }
}

pub(crate) fn product(app: &mut App, asked: Product, output: Output) -> Result<(), Stop> {
    match asked {
        Product::Show { sku } => {
            let product = app.product(&sku)?;
            let fields = app.product_fields(&product);
            let packs: Vec<_> = product
                .packs
                .iter()
                .map(|pack| json!({ "code": pack.code, "factor": pack.factor, "barcodes": pack.barcodes, "price": pack.price.get(), "member_price": pack.member_price.map(Rupiah::get) }))
                .collect();
            let details = &product.details;
            let answer = json!({
                "sku": product.sku, "name": product.name, "category": product.category, "unit": product.unit.word(), "tax": product.tax.word(),
                "ceiling": product.ceiling.map(Rupiah::get), "packs": packs, "shelf": details.shelf, "halal": details.halal,
                "tracks_expiry": details.tracks_expiry, "minimum_milli": details.minimum.map(Quantity::get),
                "daily_limit_milli": details.daily_limit.map(Quantity::get), "supplier": details.supplier, "supplier_code": details.supplier_code,
                "archived": details.archived,
            });
            output.answer(&answer, || {
                let words = fields.iter().map(|(field, value)| format!("{field:<24} {value}"));
                std::iter::once(format!("{:<24} {}", "sku", product.sku)).chain(words).collect::<Vec<_>>().join("\n")
            })
        }
        Product::History { sku } => {
            let history = app.product_history(&sku)?;
            let rows: Vec<_> = history
                .iter()
                .map(|change| json!({ "at": change.at, "by": change.by, "field": change.field, "before": change.before, "after": change.after }))
                .collect();
            output.answer(&rows, || {
                let words = history.iter().map(|change| {
                    let at = DateTime::from_timestamp_millis(change.at).unwrap_or_default().with_timezone(&app.now().timezone());
                    format!(
                        "{} {:<12} {:<24} «{}» -> «{}»",
                        at.format("%d/%m/%Y %H:%M"),
                        change.by,
                        change.field,
                        change.before,
                        change.after
                    )
                });
                words.collect::<Vec<_>>().join("\n")
            })
        }
        Product::Archive { sku, undo } => {
            app.archive_product(&sku, !undo, None)?;
            output.answer(&json!({ "sku": sku, "archived": !undo }), || {
                if undo { format!("{sku} ditawarkan lagi") } else { format!("{sku} diarsipkan") }
            })
        }
    }
}
