//! The stock room as sheets: a product's card, the value at a date, what expires, what was lost, what lies still.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};
use domain::goods::MoveKind;
use domain::goods::lots::markdown;
use store::Connection;
use store::goods::views;
use store::report::{Goods, Period, Stopped, goods};

use super::period;
use super::sheet::{Cell, Chart, Column, Kind, Row, Sheet, Style, Words};

/// How many movements a card shows.
const CARD: usize = 500;

/// What a movement is called.
fn kind_name(kind: &str) -> String {
    let name = match kind {
        "opening" => "Stok awal",
        "sale" => "Penjualan",
        "return" => "Retur pembeli",
        "receipt" => "Barang masuk",
        "count" => "Stok opname",
        other => return MoveKind::parse(other).map_or_else(|| other.to_owned(), |kind| kind.name().to_owned()),
    };
    name.to_owned()
}

fn named<'a>(known: &'a HashMap<String, Goods>, sku: &'a str) -> &'a str {
    known.get(sku).map(|about| about.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(sku)
}

/// The movements of a product, the newest first, with what was there after each.
pub(super) fn movements(connection: &Connection, sku: &str, offset: i32) -> Result<Sheet, Stopped> {
    let known = goods(connection)?;
    let rows = views::movements(connection, sku, CARD)?.into_iter().map(|moved| {
        // In the time of the shop.
        let at = DateTime::from_timestamp_millis(moved.at + i64::from(offset) * 1_000).unwrap_or_default();
        Row::plain(vec![
            Cell::text(at.format("%d/%m/%Y %H:%M").to_string()),
            Cell::text(kind_name(&moved.kind)),
            Cell::text(moved.owner),
            Cell::text(moved.place),
            Cell::Quantity(moved.quantity),
            Cell::Quantity(moved.balance),
            Cell::Money(moved.value),
        ])
        .of_record(moved.pos)
    });
    Ok(Sheet {
        name: "movements",
        title: Words { id: "Kartu stok", en: "Stock card" },
        subtitle: vec![format!("{} ({sku})", named(&known, sku))],
        columns: vec![
            Column::new("at", Kind::Text, "Waktu", "Time"),
            Column::new("kind", Kind::Text, "Mutasi", "Movement"),
            Column::wide("owner", Kind::Text, "Pemilik", "Owner"),
            Column::wide("place", Kind::Text, "Tempat", "Place"),
            Column::new("quantity_milli", Kind::Quantity, "Banyak", "Quantity"),
            Column::new("balance_milli", Kind::Quantity, "Sisa", "Balance"),
            Column::wide("value", Kind::Money, "Nilai", "Value"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
        statement: false,
        chart: Some(Chart { label: 0, value: 5, beside: None, rows: 60 }),
    })
}

/// What stood where at the end of a day, and what it was worth in the books.
pub(super) fn valuation(connection: &Connection, date: NaiveDate, name: &'static str) -> Result<Sheet, Stopped> {
    let known = goods(connection)?;
    let held = views::holdings_at(connection, date)?;
    let mut places: Vec<(String, i64)> = Vec::new();
    let mut rows = Vec::with_capacity(held.len() + 5);
    for held in &held {
        match places.iter_mut().find(|(place, _)| *place == held.place) {
            Some((_, sum)) => *sum += held.value.get(),
            None => places.push((held.place.clone(), held.value.get())),
        }
        rows.push(Row::plain(vec![
            Cell::text(named(&known, &held.sku)),
            Cell::text(held.sku.as_str()),
            Cell::text(known.get(&held.sku).map_or("", |about| about.category.as_str())),
            Cell::text(held.owner.as_str()),
            Cell::text(held.place.as_str()),
            Cell::Quantity(held.quantity),
            Cell::Money(held.value),
        ]));
    }
    places.sort();
    for (place, sum) in &places {
        let cells =
            vec![Cell::text("Jumlah"), Cell::Empty, Cell::Empty, Cell::Empty, Cell::text(place.as_str()), Cell::Empty, Cell::money(*sum)];
        rows.push(Row::styled(Style::Sum, cells));
    }
    let when = if date == store::report::LAST { "sampai sekarang".to_owned() } else { format!("akhir {}", date.format("%d/%m/%Y")) };
    Ok(Sheet {
        name,
        title: Words { id: "Nilai persediaan", en: "Stock valuation" },
        subtitle: vec![format!("Menurut pembukuan, {when}")],
        columns: vec![
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::data("sku", Kind::Text, "SKU", "SKU"),
            Column::wide("category", Kind::Text, "Kategori", "Category"),
            Column::wide("owner", Kind::Text, "Pemilik", "Owner"),
            Column::wide("place", Kind::Text, "Tempat", "Place"),
            Column::new("quantity_milli", Kind::Quantity, "Banyak", "Quantity"),
            Column::new("value", Kind::Money, "Nilai", "Value"),
        ],
        rows,
        notes: Vec::new(),
        statement: false,
        chart: None,
    })
}

/// Lots that expire within some days, the earliest first, with what to do.
pub(super) fn expiry(connection: &Connection, today: NaiveDate, days: i64) -> Result<Sheet, Stopped> {
    let until = today + chrono::TimeDelta::days(days.clamp(0, 3_650));
    let known = goods(connection)?;
    let mut found = Vec::new();
    for (sku, owner) in store::goods::lots::dated(connection, until)? {
        for lot in store::goods::lots::of(connection, &sku, &owner)?.0 {
            if let Some(date) = lot.expiry.filter(|date| *date <= until) {
                found.push((date, sku.clone(), owner.clone(), lot));
            }
        }
    }
    found.sort();
    let rows = found.into_iter().map(|(date, sku, owner, lot)| {
        let left = (date - today).num_days();
        let what = match (left < 0, markdown(left)) {
            (true, _) => "lewat tanggal: pisahkan".to_owned(),
            (false, Some(percent)) => format!("jual dulu, potong {percent}%"),
            (false, None) => "jual dulu".to_owned(),
        };
        Row::plain(vec![
            Cell::text(named(&known, &sku)),
            Cell::text(sku.as_str()),
            Cell::text(owner),
            Cell::text(lot.lot),
            Cell::Date(date),
            Cell::Count(left),
            Cell::Quantity(lot.quantity),
            Cell::text(what),
        ])
    });
    Ok(Sheet {
        name: "expiry",
        title: Words { id: "Kedaluwarsa", en: "Expiry" },
        subtitle: vec![format!("Sampai {} ({days} hari)", until.format("%d/%m/%Y"))],
        columns: vec![
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::data("sku", Kind::Text, "SKU", "SKU"),
            Column::wide("owner", Kind::Text, "Pemilik", "Owner"),
            Column::wide("lot", Kind::Text, "Lot", "Lot"),
            Column::new("expiry", Kind::Date, "Kedaluwarsa", "Expires"),
            Column::wide("days_left", Kind::Count, "Hari lagi", "Days left"),
            Column::new("quantity_milli", Kind::Quantity, "Sisa", "Left"),
            Column::wide("action", Kind::Text, "Usulan", "Proposal"),
        ],
        rows: rows.collect(),
        notes: vec!["Sisa tiap lot dihitung dengan anggapan yang lebih dulu kedaluwarsa terjual lebih dulu.".to_owned()],
        statement: false,
        chart: None,
    })
}

/// What was lost, by category and reason.
pub(super) fn shrink(connection: &Connection, asked: &Period) -> Result<Sheet, Stopped> {
    let lost = views::shrink(connection, asked.from, asked.to)?;
    let all: i64 = lost.iter().map(|row| row.value).sum();
    let mut rows: Vec<Row> = lost
        .iter()
        .map(|row| {
            Row::plain(vec![
                Cell::text(row.category.as_str()),
                Cell::text(kind_name(&row.kind)),
                Cell::quantity(row.quantity),
                Cell::money(row.value),
            ])
        })
        .collect();
    if !rows.is_empty() {
        rows.push(Row::styled(Style::Sum, vec![Cell::text("Jumlah"), Cell::Empty, Cell::Empty, Cell::money(all)]));
    }
    Ok(Sheet {
        name: "shrink",
        title: Words { id: "Susut per kategori", en: "Shrink by category" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("category", Kind::Text, "Kategori", "Category"),
            Column::new("kind", Kind::Text, "Sebab", "Reason"),
            Column::new("quantity_milli", Kind::Quantity, "Banyak", "Quantity"),
            Column::new("value", Kind::Money, "Nilai", "Value"),
        ],
        rows,
        notes: vec!["Yang bertambah saat stok opname mengurangi susut.".to_owned()],
        statement: false,
        chart: Some(Chart { label: 0, value: 3, beside: None, rows: 12 }),
    })
}

/// What lies still: what is there and sold least for its value, the dearest first.
pub(super) fn slow(connection: &Connection, asked: &Period) -> Result<Sheet, Stopped> {
    let mut rows = views::speed(connection, asked.from, asked.to)?;
    rows.retain(|row| row.on_hand > 0);
    // Least sold of what is there first: sold / on hand, compared without dividing.
    rows.sort_by(|a, b| {
        let (left, right) = (i128::from(a.sold.max(0)) * i128::from(b.on_hand), i128::from(b.sold.max(0)) * i128::from(a.on_hand));
        left.cmp(&right).then(b.value.cmp(&a.value)).then_with(|| a.sku.cmp(&b.sku))
    });
    let shown = rows.iter().take(500).map(|row| {
        Row::plain(vec![
            Cell::text(row.name.as_str()),
            Cell::text(row.sku.as_str()),
            Cell::quantity(row.sold),
            Cell::quantity(row.on_hand),
            Cell::money(row.value),
        ])
    });
    Ok(Sheet {
        name: "slow",
        title: Words { id: "Barang lambat", en: "Slow movers" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::data("sku", Kind::Text, "SKU", "SKU"),
            Column::new("sold_milli", Kind::Quantity, "Terjual", "Sold"),
            Column::new("quantity_milli", Kind::Quantity, "Ada", "On hand"),
            Column::wide("value", Kind::Money, "Nilai", "Value"),
        ],
        rows: shown.collect(),
        notes: Vec::new(),
        statement: false,
        chart: None,
    })
}
