//! Sales by product and by category, and their margin.

use std::collections::HashMap;

use store::Connection;
use store::report::{Goods, Period, Stopped, Watch, goods, lines};

use super::period;
use super::sheet::{Cell, Chart, Column, Kind, Row, Sheet, Style, Words};
use super::turnover::{Turnover, share};

/// How many best sellers a chart shows.
const BEST: usize = 12;

const NO_CATEGORY: &str = "(tanpa kategori)";

/// Sales by product, the best seller first.
pub(super) fn products(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let known = goods(connection)?;
    let sums = by_sku(connection, asked, watch)?;
    let mut rows: Vec<(String, Turnover)> = sums.into_iter().collect();
    rows.sort_unstable_by(|a, b| b.1.net().cmp(&a.1.net()).then_with(|| a.0.cmp(&b.0)));
    let all = total(rows.iter().map(|(_, sum)| sum));
    let nothing = Goods::default();
    let row = |(sku, sum): &(String, Turnover)| {
        let about = known.get(sku).unwrap_or(&nothing);
        let name = if about.name.is_empty() { sku } else { &about.name };
        Row::plain(cells(vec![Cell::text(name.as_str()), Cell::text(sku.as_str()), Cell::text(about.category.as_str())], sum, true))
    };
    let mut shown: Vec<Row> = rows.iter().map(row).collect();
    if !shown.is_empty() {
        shown.push(Row::styled(Style::Sum, cells(vec![Cell::text("Jumlah"), Cell::Empty, Cell::Empty], &all, false)));
    }
    Ok(Sheet {
        name: "products",
        title: Words { id: "Penjualan per barang", en: "Sales by product" },
        subtitle: vec![period::words(asked)],
        columns: [
            vec![
                Column::new("name", Kind::Text, "Barang", "Product"),
                Column::wide("sku", Kind::Text, "SKU", "SKU"),
                Column::wide("category", Kind::Text, "Kategori", "Category"),
            ],
            FIGURES.to_vec(),
        ]
        .concat(),
        rows: shown,
        notes: Vec::new(),
        statement: false,
        chart: Some(Chart { label: 0, value: 5, beside: None, rows: BEST }),
    })
}

/// What the figures of a group of goods are called.
const FIGURES: [Column; 8] = [
    Column::new("quantity_milli", Kind::Quantity, "Banyak", "Quantity"),
    Column::wide("discount", Kind::Money, "Potongan nota", "Cart discount"),
    Column::new("net", Kind::Money, "Penjualan", "Sales"),
    Column::wide("tax", Kind::Money, "PPN", "PPN"),
    Column::wide("revenue", Kind::Money, "Tanpa PPN", "Without PPN"),
    Column::wide("cost", Kind::Money, "HPP", "Cost"),
    Column::wide("margin", Kind::Money, "Laba kotor", "Margin"),
    Column::wide("margin_bp", Kind::Percent, "% laba", "Margin %"),
];

fn cells(mut first: Vec<Cell>, sum: &Turnover, with_quantity: bool) -> Vec<Cell> {
    first.extend([
        if with_quantity { Cell::quantity(sum.quantity) } else { Cell::Empty },
        Cell::money(sum.discount),
        Cell::money(sum.net()),
        Cell::money(sum.tax),
        Cell::money(sum.revenue()),
        Cell::money(sum.cost),
        Cell::money(sum.margin()),
        sum.margin_share(),
    ]);
    first
}

/// Sales by category, the largest first.
pub(super) fn categories(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let (mut rows, all) = by_category(connection, asked, watch)?;
    rows.sort_unstable_by(|a, b| b.1.net().cmp(&a.1.net()).then_with(|| a.0.cmp(&b.0)));
    let row = |(category, sum): &(String, Turnover)| Row::plain(of_category(category, sum, all.net()));
    let mut shown: Vec<Row> = rows.iter().map(row).collect();
    if !shown.is_empty() {
        shown.push(Row::styled(Style::Sum, of_category("Jumlah", &all, all.net())));
    }
    Ok(Sheet {
        name: "categories",
        title: Words { id: "Penjualan per kategori", en: "Sales by category" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("category", Kind::Text, "Kategori", "Category"),
            Column::wide("discount", Kind::Money, "Potongan nota", "Cart discount"),
            Column::new("net", Kind::Money, "Penjualan", "Sales"),
            Column::new("share_bp", Kind::Percent, "Bagian", "Share"),
            Column::wide("tax", Kind::Money, "PPN", "PPN"),
            Column::wide("cost", Kind::Money, "HPP", "Cost"),
            Column::wide("margin", Kind::Money, "Laba kotor", "Margin"),
            Column::wide("margin_bp", Kind::Percent, "% laba", "Margin %"),
        ],
        rows: shown,
        notes: vec!["Kategori menurut daftar barang sekarang.".to_owned()],
        statement: false,
        chart: Some(Chart { label: 0, value: 2, beside: None, rows: BEST }),
    })
}

fn of_category(category: &str, sum: &Turnover, all: i64) -> Vec<Cell> {
    vec![
        Cell::text(category),
        Cell::money(sum.discount),
        Cell::money(sum.net()),
        share(sum.net(), all),
        Cell::money(sum.tax),
        Cell::money(sum.cost),
        Cell::money(sum.margin()),
        sum.margin_share(),
    ]
}

/// Margin by category, the largest first.
pub(super) fn margin(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let (mut rows, all) = by_category(connection, asked, watch)?;
    rows.sort_unstable_by(|a, b| b.1.margin().cmp(&a.1.margin()).then_with(|| a.0.cmp(&b.0)));
    let cells = |category: &str, sum: &Turnover| {
        vec![
            Cell::text(category),
            Cell::money(sum.revenue()),
            Cell::money(sum.cost),
            Cell::money(sum.margin()),
            sum.margin_share(),
            share(sum.margin(), all.margin()),
        ]
    };
    let mut shown: Vec<Row> = rows.iter().map(|(category, sum)| Row::plain(cells(category, sum))).collect();
    if !shown.is_empty() {
        shown.push(Row::styled(Style::Sum, cells("Jumlah", &all)));
    }
    Ok(Sheet {
        name: "margin",
        title: Words { id: "Laba kotor per kategori", en: "Margin by category" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("category", Kind::Text, "Kategori", "Category"),
            Column::wide("revenue", Kind::Money, "Penjualan tanpa PPN", "Sales without PPN"),
            Column::wide("cost", Kind::Money, "HPP", "Cost"),
            Column::new("margin", Kind::Money, "Laba kotor", "Margin"),
            Column::new("margin_bp", Kind::Percent, "% laba", "Margin %"),
            Column::wide("share_bp", Kind::Percent, "Bagian", "Share"),
        ],
        rows: shown,
        notes: vec!["Kategori menurut daftar barang sekarang; HPP seperti tercatat saat dijual.".to_owned()],
        statement: false,
        chart: Some(Chart { label: 0, value: 3, beside: None, rows: BEST }),
    })
}

fn by_sku(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<HashMap<String, Turnover>, Stopped> {
    let mut sums: HashMap<String, Turnover> = HashMap::new();
    lines(connection, asked, watch, |line| match sums.get_mut(line.sku) {
        Some(sum) => sum.add(line),
        None => sums.entry(line.sku.to_owned()).or_default().add(line),
    })?;
    Ok(sums)
}

fn by_category(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<(Vec<(String, Turnover)>, Turnover), Stopped> {
    let known = goods(connection)?;
    let mut sums: HashMap<&str, Turnover> = HashMap::new();
    let by_sku = by_sku(connection, asked, watch)?;
    for (sku, sum) in &by_sku {
        let category = known.get(sku).map_or("", |goods| goods.category.as_str());
        sums.entry(if category.is_empty() { NO_CATEGORY } else { category }).or_default().join(sum);
    }
    let rows: Vec<(String, Turnover)> = sums.into_iter().map(|(category, sum)| (category.to_owned(), sum)).collect();
    let all = total(rows.iter().map(|(_, sum)| sum));
    Ok((rows, all))
}

fn total<'a>(sums: impl Iterator<Item = &'a Turnover>) -> Turnover {
    let mut all = Turnover::default();
    sums.for_each(|sum| all.join(sum));
    all
}
