//! Products from a CSV file, one row a pack:
//! `sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax`.

use std::collections::{HashMap, HashSet};

use domain::barcode::{complaint, lookup_key};
use domain::catalogue::{Pack, Product, QuantityBreak, Unit};
use domain::fact::{Fact, OpeningLine};
use domain::staff::Right;
use domain::tax::TaxClass;
use domain::{Quantity, Rupiah};
use store::{Stamp, Tx};
use uuid::Uuid;

use super::details::{Columns, KEPT, NEEDED, details};
use super::table::{Faults, Table};
use crate::stock::fields;
use crate::{App, Fault};

/// Products in one record: bodies stay below 64 KiB (`network.md` section 2.3).
const CHUNK: usize = 120;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New.
    pub added: usize,
    /// Changed.
    pub changed: usize,
    /// As they were.
    pub unchanged: usize,
    /// Products whose stock was counted in.
    pub stocked: usize,
    /// What a person should look at.
    pub warnings: Vec<String>,
    /// Every field that changes of products that are known.
    pub changes: Vec<FieldEdit>,
}

/// A field of a product that an import changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldEdit {
    /// The product's key.
    pub sku: String,
    /// The field, in Bahasa Indonesia.
    pub field: String,
    /// What it is; empty: nothing.
    pub before: String,
    /// What it becomes; empty: nothing.
    pub after: String,
}

/// Stock at the start: base units and what they cost together.
type Opening = (Quantity, Rupiah);

/// A product's stock at the start.
type Stocked = (String, Quantity, Rupiah);

/// What one row says: product without packs, the pack, the stock.
type Parsed = (Product, Pack, Option<Opening>);

/// A product with what its base row said of the stock.
struct Row {
    line: u64,
    product: Product,
    opening: Option<Opening>,
}

impl App {
    /// Imports products, all or nothing; the same file again changes nothing. Stock is counted in
    /// once: later files leave it alone.
    ///
    /// # Errors
    /// [`crate::Refusal::Rows`] names every faulty row.
    pub fn import_products(&mut self, bytes: &[u8], dry_run: bool) -> Result<Imported, Fault> {
        let by = self.require(Right::Import)?.id;
        let (mut rows, columns, faults) = read(bytes)?;
        self.keep_absent(&mut rows, &columns, faults)?;
        let mut imported = Imported::default();
        let (changed, stocked) = self.compare(&rows, &mut imported)?;
        if !dry_run && (!changed.is_empty() || !stocked.is_empty()) {
            self.write_import(changed, stocked, &by)?;
            self.forget_promotions();
        }
        Ok(imported)
    }

    /// What of the file is new.
    fn compare(&self, rows: &[Row], imported: &mut Imported) -> Result<(Vec<Product>, Vec<Stocked>), Fault> {
        let connection = self.store.connection();
        let mut changed = Vec::new();
        let mut stocked = Vec::new();
        for row in rows {
            let known = store::catalogue::whole(connection, &row.product.sku)?;
            match &known {
                None => imported.added += 1,
                Some(known) if *known == sorted(row.product.clone()) => imported.unchanged += 1,
                Some(known) => {
                    imported.changed += 1;
                    imported.changes.extend(edits(known, &sorted(row.product.clone())));
                }
            }
            if known.as_ref() != Some(&sorted(row.product.clone())) {
                self.warn_of_shared_codes(row, imported)?;
                changed.push(row.product.clone());
            }
            if let Some((quantity, value)) = row.opening
                && !store::stock::was_opened(connection, &row.product.sku)?
            {
                imported.stocked += 1;
                stocked.push((row.product.sku.clone(), quantity, value));
            }
        }
        Ok((changed, stocked))
    }

    /// What the file has no column for stays as it is known, pack by pack; then every product is checked.
    fn keep_absent(&self, rows: &mut [Row], columns: &Columns, mut faults: Faults) -> Result<(), Fault> {
        for row in rows.iter_mut() {
            if let Some(known) = store::catalogue::whole(self.store.connection(), &row.product.sku)? {
                columns.keep(&known, &mut row.product);
            }
            if let Err(error) = row.product.check() {
                faults.add(row.line, error.to_string());
            }
        }
        let here: HashSet<&str> = rows.iter().map(|row| row.product.sku.as_str()).collect();
        for row in rows.iter() {
            if let Some(inside) = &row.product.details.contents
                && !here.contains(inside.sku.as_str())
                && store::catalogue::by_sku(self.store.connection(), &inside.sku)?.is_none()
            {
                faults.add(row.line, format!("contents: barang {} tidak ada", inside.sku));
            }
        }
        Ok(faults.refuse_if_any()?)
    }

    fn warn_of_shared_codes(&self, row: &Row, imported: &mut Imported) -> Result<(), Fault> {
        for code in row.product.packs.iter().flat_map(|pack| &pack.barcodes) {
            if let Some(error) = complaint(code) {
                imported.warnings.push(format!("baris {}: {error}", row.line));
            }
            for hit in store::catalogue::by_code(self.store.connection(), code)? {
                if hit.product.sku != row.product.sku {
                    let warning = format!("baris {}: barcode {code} juga dipakai {}; kasir akan bertanya", row.line, hit.product.name);
                    imported.warnings.push(warning);
                }
            }
        }
        Ok(())
    }

    fn write_import(&mut self, changed: Vec<Product>, stocked: Vec<Stocked>, by: &str) -> Result<(), Fault> {
        let at = self.clock.now();
        let business_date = self.posting_date()?;
        let stamp = || Stamp { id: Uuid::now_v7(), at };
        self.transact(|tx, device, _| {
            for products in chunks(changed) {
                tx.append(device, stamp(), &Fact::CataloguePut { products, by: by.to_owned() })?;
            }
            // Another program may have counted them in while this one read its file.
            let mut once = Vec::with_capacity(stocked.len());
            for opening in stocked {
                if !store::stock::was_opened(tx.connection(), &opening.0)? {
                    once.push(opening);
                }
            }
            for part in once.chunks(CHUNK * 4) {
                let lines = opening_lines(tx, part)?;
                tx.append(device, stamp(), &Fact::StockOpened { business_date, lines, by: by.to_owned() })?;
            }
            Ok(())
        })
    }
}

/// Opening stock; goods that were sold before they were counted in take up the difference.
fn opening_lines(tx: &Tx<'_>, part: &[Stocked]) -> Result<Vec<OpeningLine>, Fault> {
    let mut lines = Vec::with_capacity(part.len());
    for (sku, quantity, value) in part {
        let mut pool = store::stock::pool(tx.connection(), sku)?;
        let variance = pool.receive(*quantity, *value)?;
        lines.push(OpeningLine { sku: sku.clone(), quantity: *quantity, value: *value, variance });
    }
    Ok(lines)
}

fn chunks(products: Vec<Product>) -> impl Iterator<Item = Vec<Product>> {
    let mut left = products.into_iter().peekable();
    std::iter::from_fn(move || {
        left.peek()?;
        Some(left.by_ref().take(CHUNK).collect())
    })
}

/// A product as the database gives it back: codes in order.
fn sorted(mut product: Product) -> Product {
    for pack in &mut product.packs {
        pack.barcodes.sort();
        pack.barcodes.dedup();
        pack.breaks.sort_by_key(|step| step.from);
    }
    product
}

/// The fields that differ.
fn edits(known: &Product, new: &Product) -> Vec<FieldEdit> {
    let (before, after) = (fields(known), fields(new));
    let value = |of: &[(String, String)], field: &str| {
        of.iter().find(|(name, _)| name == field).map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let mut names: Vec<&String> = after.iter().chain(&before).map(|(name, _)| name).collect();
    let mut seen = std::collections::HashSet::new();
    names.retain(|name| seen.insert(*name));
    let edit = |field: &String| FieldEdit {
        sku: new.sku.clone(),
        field: field.clone(),
        before: value(&before, field),
        after: value(&after, field),
    };
    names.into_iter().map(edit).filter(|edit| edit.before != edit.after).collect()
}

fn read(bytes: &[u8]) -> Result<(Vec<Row>, Columns, Faults), Fault> {
    let table = Table::read(bytes, &NEEDED, &KEPT)?;
    let mut faults = Faults::default();
    let mut order: Vec<Row> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut codes: HashMap<String, (String, String, u64)> = HashMap::new();
    for (line, record) in &table.rows {
        let reader = RowReader { table: &table, record, line: *line };
        let Some((product, pack, opening)) = reader.read(&mut faults) else { continue };
        for code in &pack.barcodes {
            if let Some((_, _, first)) = codes.insert(code.clone(), (product.sku.clone(), pack.code.clone(), *line)) {
                faults.add(*line, format!("barcode {code} sudah ada di baris {first}"));
            }
        }
        let place = *places.entry(product.sku.clone()).or_insert_with(|| {
            order.push(Row { line: *line, product, opening: None });
            order.len() - 1
        });
        let row = &mut order[place];
        if opening.is_some() {
            row.opening = opening;
        }
        // The base pack is first, whatever the order of the file.
        let at = if pack.factor == 1 { 0 } else { row.product.packs.len() };
        row.product.packs.insert(at, pack);
    }
    Ok((order, Columns::of(&table), faults))
}

pub(super) struct RowReader<'a> {
    table: &'a Table,
    record: &'a csv::StringRecord,
    pub(super) line: u64,
}

impl RowReader<'_> {
    pub(super) fn cell(&self, column: &str) -> &str {
        self.table.cell(self.record, column)
    }

    fn read(&self, faults: &mut Faults) -> Option<Parsed> {
        if self.table.is_ragged(self.record) {
            faults.add(self.line, format!("ada {} kolom, tidak sama dengan kepala tabel", self.record.len()));
            return None;
        }
        let factor = self.number("pack_size", 1, faults);
        let unit = Unit::parse(self.cell("unit")).unwrap_or_else(|| {
            faults.add(self.line, format!("unit «{}» harus pcs atau kg", self.cell("unit")));
            Unit::Piece
        });
        let tax = TaxClass::parse(self.cell("tax")).unwrap_or_else(|| {
            faults.add(self.line, format!("tax «{}» harus none, ppn atau exempt", self.cell("tax")));
            TaxClass::None
        });
        let pack = Pack {
            code: self.cell("pack").to_uppercase(),
            factor,
            barcodes: self.codes(faults),
            price: self.money("price", faults).unwrap_or_else(|| {
                if self.cell("price").is_empty() {
                    faults.add(self.line, "price kosong");
                }
                Rupiah::ZERO
            }),
            member_price: self.money("member_price", faults),
            wholesale_price: self.money("wholesale_price", faults),
            breaks: self.breaks(faults),
        };
        if pack.code.is_empty() {
            faults.add(self.line, "pack kosong");
        }
        let product = Product {
            sku: self.cell("sku").to_owned(),
            name: self.cell("name").to_owned(),
            category: self.cell("category").to_owned(),
            unit,
            tax,
            ceiling: self.money("ceiling", faults),
            open_price: matches!(self.cell("open_price"), "1" | "yes" | "ya"),
            packs: Vec::new(),
            details: details(self, faults),
        };
        let opening = self.opening(factor, unit, faults);
        Some((product, pack, opening))
    }

    /// Stock in base units and what it cost: only on the base row.
    fn opening(&self, factor: i64, unit: Unit, faults: &mut Faults) -> Option<Opening> {
        let cost = self.money("cost", faults);
        let stock = self.cell("stock");
        if stock.is_empty() {
            return None;
        }
        let quantity = match Quantity::parse(stock) {
            Ok(quantity) if quantity.get() >= 0 => quantity,
            Ok(_) => {
                faults.add(self.line, format!("stock «{stock}» di bawah nol"));
                return None;
            }
            Err(error) => {
                faults.add(self.line, format!("stock: {error}"));
                return None;
            }
        };
        if unit == Unit::Piece && quantity.get() % 1_000 != 0 {
            faults.add(self.line, format!("stock «{stock}» harus bulat untuk barang per pcs"));
            return None;
        }
        if quantity == Quantity::ZERO {
            return None;
        }
        if factor != 1 {
            faults.add(self.line, "stock hanya ditulis pada baris satuan dasar (pack_size 1)");
            return None;
        }
        let value = quantity.at(cost.unwrap_or(Rupiah::ZERO));
        value.map_err(|error| faults.add(self.line, format!("stock x cost: {error}"))).ok().map(|value| (quantity, value))
    }

    fn money(&self, column: &str, faults: &mut Faults) -> Option<Rupiah> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return None;
        }
        Rupiah::parse(cell).map_err(|error| faults.add(self.line, format!("{column}: {error}"))).ok()
    }

    fn number(&self, column: &str, default: i64, faults: &mut Faults) -> i64 {
        let cell = self.cell(column);
        if cell.is_empty() {
            return default;
        }
        cell.parse().unwrap_or_else(|_| {
            faults.add(self.line, format!("{column} «{cell}» bukan bilangan bulat"));
            default
        })
    }

    fn codes(&self, faults: &mut Faults) -> Vec<String> {
        let mut codes: Vec<String> = Vec::new();
        for code in self.cell("barcode").split('|').map(str::trim).filter(|code| !code.is_empty()) {
            if code.len() > 48 || !code.chars().all(|c| c.is_ascii_graphic()) {
                faults.add(self.line, format!("barcode «{code}» tidak bisa dipakai"));
                continue;
            }
            let key = lookup_key(code);
            if !codes.contains(&key) {
                codes.push(key);
            }
        }
        codes
    }

    /// `10:3000|40:2900a`: from 10 packs on 3.000 each, from 40 on 2.900 for members.
    fn breaks(&self, faults: &mut Faults) -> Vec<QuantityBreak> {
        let mut breaks = Vec::new();
        for part in self.cell("breaks").split('|').map(str::trim).filter(|part| !part.is_empty()) {
            let members_only = part.ends_with('a');
            let parsed = part.trim_end_matches('a').split_once(':').and_then(|(from, price)| {
                let from = Quantity::parse(from).ok().filter(|from| from.get() > 0)?;
                Some(QuantityBreak { from, price: Rupiah::parse(price).ok()?, members_only })
            });
            match parsed {
                Some(step) => breaks.push(step),
                None => faults.add(self.line, format!("breaks «{part}»: tulis JUMLAH:HARGA, misalnya 10:3000")),
            }
        }
        breaks
    }
}
