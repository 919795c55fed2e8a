//! A price list as a table: of a supplier without software, and of the shop for its own buyers.

use domain::tax::TaxClass;
use domain::trade::catalogue::{Tier, readable};
use domain::{Quantity, Rupiah};
use record::document::{CatalogueItem, Goods, PriceTier};

use crate::catalogue::{Faults, Table};
use crate::{Fault, Refusal};

/// Columns for prices from a quantity on, after the first.
const MORE_TIERS: [(&str, &str); 2] = [("from_2", "price_2"), ("from_3", "price_3")];

/// A row of a price list.
pub(super) struct Row {
    /// Row in the file.
    pub(super) number: u64,
    /// The cells that name the goods, in the order of the columns that were asked for.
    pub(super) cells: Vec<String>,
    /// Prices by quantity.
    pub(super) tiers: Vec<PriceTier>,
    /// The smallest order.
    pub(super) minimum: Quantity,
}

/// Reads a price list: `price` and `required` columns, and others of `allowed`, `minimum`, `from_2`, `price_2`, ...;
/// the cells of each row are those of `required`, then of `allowed`.
///
/// # Errors
/// [`Refusal::File`], [`Refusal::Rows`] with every faulty row.
pub(super) fn read(bytes: &[u8], required: &[&str], allowed: &[&str]) -> Result<Vec<Row>, Fault> {
    let all: Vec<&str> = required.iter().copied().chain(["price"]).collect();
    let more: Vec<&str> =
        allowed.iter().copied().chain(["minimum"]).chain(MORE_TIERS.iter().flat_map(|(from, price)| [*from, *price])).collect();
    let table = Table::read(bytes, &all, &more)?;
    let mut faults = Faults::default();
    let mut rows = Vec::with_capacity(table.rows.len());
    for (number, record) in &table.rows {
        let cell = |column: &str| table.cell(record, column).trim();
        if table.is_ragged(record) {
            faults.add(*number, "jumlah kolom tidak sama dengan kepala tabel");
            continue;
        }
        let money = |column: &str| Rupiah::parse(cell(column)).map_err(|error| format!("{column}: {error}"));
        let quantity = |column: &str| match cell(column) {
            "" => Ok(Quantity::ZERO),
            text => Quantity::parse(text).map_err(|error| format!("{column}: {error}")),
        };
        let read = || -> Result<(Vec<Tier>, Quantity), String> {
            let mut tiers = vec![Tier { from: Quantity::ZERO, price: money("price")? }];
            for (from, price) in MORE_TIERS {
                if !cell(price).is_empty() || !cell(from).is_empty() {
                    tiers.push(Tier { from: quantity(from)?, price: money(price)? });
                }
            }
            let minimum = quantity("minimum")?;
            if !readable(&tiers) || minimum.get() < 0 || minimum > Quantity::LIMIT {
                return Err("harga harus lebih dari nol, dan jumlahnya naik".to_owned());
            }
            Ok((tiers, minimum))
        };
        match read() {
            Ok((tiers, minimum)) => rows.push(Row {
                number: *number,
                cells: required.iter().chain(allowed).map(|column| cell(column).to_owned()).collect(),
                tiers: tiers.iter().map(|tier| PriceTier { from: tier.from.get(), price: tier.price.get() }).collect(),
                minimum,
            }),
            Err(why) => faults.add(*number, why),
        }
    }
    faults.refuse_if_any()?;
    if rows.is_empty() { Err(Refusal::File("daftar harga kosong".to_owned()).into()) } else { Ok(rows) }
}

/// The items of a supplier's price list: `name,price[,code,gtin,pack,pack_size,tax,minimum,from_2,price_2,...]`.
///
/// # Errors
/// [`Refusal::File`], [`Refusal::Rows`] with every faulty row.
pub(super) fn items(bytes: &[u8]) -> Result<Vec<CatalogueItem>, Fault> {
    let mut faults = Faults::default();
    let mut items = Vec::new();
    for row in read(bytes, &["name"], &["code", "gtin", "pack", "pack_size", "tax"])? {
        let cell = |place: usize| row.cells.get(place).cloned().unwrap_or_default();
        let (code, gtin, factor) = (cell(1), cell(2), cell(4));
        let factor = if factor.is_empty() { Some(1) } else { factor.parse().ok().filter(|factor| (1..=100_000).contains(factor)) };
        let Some(factor) = factor else {
            faults.add(row.number, "pack_size harus 1 sampai 100000");
            continue;
        };
        if code.is_empty() && gtin.is_empty() {
            faults.add(row.number, "isi code atau gtin");
            continue;
        }
        if !cell(5).is_empty() && TaxClass::parse(&cell(5)).is_none() {
            faults.add(row.number, format!("tax «{}» tidak dikenal", cell(5)));
        }
        let pack = if cell(3).is_empty() { "PCS".to_owned() } else { cell(3).to_uppercase() };
        let goods =
            Goods { code: if code.is_empty() { gtin.clone() } else { code }, sku: String::new(), gtin, name: cell(0), pack, factor };
        items.push(CatalogueItem { goods, tiers: row.tiers, minimum: row.minimum.get(), tax: cell(5).to_lowercase() });
    }
    faults.refuse_if_any()?;
    Ok(items)
}
