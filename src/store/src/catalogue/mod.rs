//! Products, packs, barcodes, promotions.

mod search;

pub use search::{Found, categories, search, tiles};

use std::sync::Arc;

use domain::catalogue::{Contents, Details, Pack, Product, QuantityBreak, Unit};
use domain::pricing::{Benefit, Promotion, Target};
use domain::tax::TaxClass;
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{StoreError, goods};

/// Goods that a code stands for: the product and which of its packs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The product.
    pub product: Arc<Product>,
    /// Index into its packs.
    pub pack: usize,
}

/// All goods that claim a code (normal form), by barcode. Almost always one or none.
///
/// # Errors
/// [`StoreError`].
pub fn by_code(connection: &Connection, key: &str) -> Result<Vec<Hit>, StoreError> {
    let mut query = connection.prepare_cached("SELECT product, pack FROM barcode WHERE code = ?1 ORDER BY product, pack")?;
    let rows = query.query_map([key], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, usize>(1)?)))?;
    let mut hits = Vec::new();
    for row in rows {
        let (id, pack) = row?;
        if let Some(product) = by_id(connection, id)? {
            hits.push(Hit { product: Arc::new(product), pack });
        }
    }
    Ok(hits)
}

/// A product by its key, without its barcodes.
///
/// # Errors
/// [`StoreError`].
pub fn by_sku(connection: &Connection, sku: &str) -> Result<Option<Product>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, sku, name, category, unit, tax, ceiling, open_price, put_at, shelf, halal, halal_until, tracks_expiry, minimum,
        daily_limit, supplier, supplier_code, margin, inside, inside_quantity, picture, archived FROM product WHERE sku = ?1",
    )?;
    let found = query.query_row([sku], head).optional()?;
    found.map(|head| with_packs(connection, head)).transpose()
}

/// A product by its key with its barcodes, for comparing and exporting.
///
/// # Errors
/// [`StoreError`].
pub fn whole(connection: &Connection, sku: &str) -> Result<Option<Product>, StoreError> {
    let Some(mut product) = by_sku(connection, sku)? else {
        return Ok(None);
    };
    let mut query = connection.prepare_cached(
        "SELECT barcode.pack, barcode.code FROM barcode JOIN product ON product.id = barcode.product WHERE product.sku = ?1 ORDER BY 1, 2",
    )?;
    let rows = query.query_map([sku], |row| Ok((row.get::<_, usize>(0)?, row.get::<_, String>(1)?)))?;
    for row in rows {
        let (pack, code) = row?;
        if let Some(pack) = product.packs.get_mut(pack) {
            pack.barcodes.push(code);
        }
    }
    Ok(Some(product))
}

/// The keys of all products, archived ones too.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare("SELECT sku FROM product ORDER BY sku")?;
    Ok(query.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The greatest barcode that begins so.
///
/// # Errors
/// [`StoreError`].
pub fn last_code(connection: &Connection, begin: &str) -> Result<Option<String>, StoreError> {
    // A colon comes after all digits.
    let mut query = connection.prepare_cached("SELECT max(code) FROM barcode WHERE code >= ?1 AND code < ?1 || ':'")?;
    Ok(query.query_row([begin], |row| row.get(0))?)
}

/// How many products there are.
///
/// # Errors
/// [`StoreError`].
pub fn count(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.query_row("SELECT count(*) FROM product", [], |row| row.get(0))?)
}

/// All promotions that have not ended before `on`, by id.
///
/// # Errors
/// [`StoreError`].
pub fn promotions(connection: &Connection, on: chrono::NaiveDate) -> Result<Vec<Promotion>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, name, from_date, to_date, members_only, kind, first, second FROM promotion WHERE to_date >= ?1 ORDER BY id",
    )?;
    let rows = query.query_map([on], promotion)?.collect::<Result<Vec<_>, _>>()?;
    let mut targets = connection.prepare_cached("SELECT sku, pack FROM promotion_target WHERE promotion = ?1 ORDER BY no")?;
    let mut promotions = Vec::with_capacity(rows.len());
    for mut promotion in rows {
        let found = targets.query_map([&promotion.id], |row| Ok(Target { sku: row.get(0)?, pack: row.get(1)? }))?;
        promotion.targets = found.collect::<Result<_, _>>()?;
        promotions.push(promotion);
    }
    Ok(promotions)
}

fn promotion(row: &Row<'_>) -> rusqlite::Result<Promotion> {
    let (first, second): (i64, i64) = (row.get(6)?, row.get(7)?);
    let benefit = match row.get::<_, String>(5)?.as_str() {
        "percent" => Benefit::Percent(first),
        "amount" => Benefit::Amount(Rupiah::new(first)),
        "buy-get" => Benefit::BuyGet { buy: first, free: second },
        _ => Benefit::MixAndMatch { count: first, price: Rupiah::new(second) },
    };
    Ok(Promotion {
        id: row.get(0)?,
        name: row.get(1)?,
        from: row.get(2)?,
        to: row.get(3)?,
        members_only: row.get(4)?,
        targets: Vec::new(),
        benefit,
    })
}

/// Adds a product or replaces what is known of it, unless something later is known. Called only by
/// projection.
pub(crate) fn put(connection: &Connection, product: &Product, stamp: &crate::shared::Stamp) -> Result<(), StoreError> {
    goods::label_first(connection, product, stamp)?;
    let newer = "SELECT 1 FROM product WHERE sku = ?1 AND stamp > ?2";
    if connection.prepare_cached(newer)?.exists(params![product.sku, stamp])? {
        return Ok(());
    }
    let sql = "INSERT INTO product (sku, name, category, unit, tax, ceiling, open_price, stamp, shelf, halal, halal_until, tracks_expiry, minimum,
                                    daily_limit, supplier, supplier_code, margin, inside, inside_quantity, picture, archived, put_at)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)
               ON CONFLICT (sku) DO UPDATE SET name = excluded.name, category = excluded.category, unit = excluded.unit, tax = excluded.tax,
                   ceiling = excluded.ceiling, open_price = excluded.open_price, stamp = excluded.stamp, shelf = excluded.shelf,
                   halal = excluded.halal, halal_until = excluded.halal_until, tracks_expiry = excluded.tracks_expiry,
                   minimum = excluded.minimum, daily_limit = excluded.daily_limit, supplier = excluded.supplier,
                   supplier_code = excluded.supplier_code, margin = excluded.margin, inside = excluded.inside,
                   inside_quantity = excluded.inside_quantity, picture = excluded.picture, archived = excluded.archived, put_at = excluded.put_at
               RETURNING id";
    let details = &product.details;
    let inside = details.contents.as_ref();
    let id: i64 = connection.prepare_cached(sql)?.query_row(
        params![
            product.sku,
            product.name,
            product.category,
            product.unit.word(),
            product.tax.word(),
            product.ceiling.map(Rupiah::get),
            product.open_price,
            stamp,
            details.shelf,
            details.halal,
            details.halal_until,
            details.tracks_expiry,
            details.minimum.map(Quantity::get),
            details.daily_limit.map(Quantity::get),
            details.supplier,
            details.supplier_code,
            details.margin,
            inside.map(|inside| &inside.sku),
            inside.map(|inside| inside.quantity.get()),
            details.picture,
            details.archived,
            crate::shared::time_of(stamp),
        ],
        |row| row.get(0),
    )?;
    connection.prepare_cached("DELETE FROM pack WHERE product = ?1")?.execute([id])?;
    connection.prepare_cached("DELETE FROM pack_break WHERE product = ?1")?.execute([id])?;
    connection.prepare_cached("DELETE FROM barcode WHERE product = ?1")?.execute([id])?;
    for (no, pack) in product.packs.iter().enumerate() {
        put_pack(connection, id, no, pack)?;
    }
    search::index(connection, id, product)
}

fn put_pack(connection: &Connection, id: i64, no: usize, pack: &Pack) -> Result<(), StoreError> {
    let sql = "INSERT INTO pack (product, no, code, factor, price, member_price, wholesale_price) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        id,
        no,
        pack.code,
        pack.factor,
        pack.price.get(),
        pack.member_price.map(Rupiah::get),
        pack.wholesale_price.map(Rupiah::get)
    ])?;
    let sql = "INSERT OR REPLACE INTO pack_break (product, pack, from_quantity, price, members_only) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut add = connection.prepare_cached(sql)?;
    for step in &pack.breaks {
        add.execute(params![id, no, step.from.get(), step.price.get(), step.members_only])?;
    }
    let mut add = connection.prepare_cached("INSERT OR IGNORE INTO barcode (code, product, pack) VALUES (?1, ?2, ?3)")?;
    for code in &pack.barcodes {
        add.execute(params![code, id, no])?;
    }
    Ok(())
}

fn by_id(connection: &Connection, id: i64) -> Result<Option<Product>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, sku, name, category, unit, tax, ceiling, open_price, put_at, shelf, halal, halal_until, tracks_expiry, minimum,
        daily_limit, supplier, supplier_code, margin, inside, inside_quantity, picture, archived FROM product WHERE id = ?1",
    )?;
    let found = query.query_row([id], head).optional()?;
    found.map(|head| with_packs(connection, head)).transpose()
}

fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    let unit: String = row.get(4)?;
    let tax: String = row.get(5)?;
    let product = Product {
        sku: row.get(1)?,
        name: row.get(2)?,
        category: row.get(3)?,
        unit: Unit::parse(&unit).unwrap_or_default(),
        tax: TaxClass::parse(&tax).unwrap_or_default(),
        ceiling: row.get::<_, Option<i64>>(6)?.map(Rupiah::new),
        open_price: row.get(7)?,
        packs: Vec::new(),
        details: details(row)?,
    };
    Ok((row.get(0)?, product, row.get(8)?))
}

/// Id, product without packs, when it was put.
type Head = (i64, Product, i64);

fn details(row: &Row<'_>) -> rusqlite::Result<Details> {
    let quantity = |index| -> rusqlite::Result<Option<Quantity>> { Ok(row.get::<_, Option<i64>>(index)?.map(Quantity::new)) };
    let (inside, of): (Option<String>, Option<i64>) = (row.get(18)?, row.get(19)?);
    Ok(Details {
        shelf: row.get(9)?,
        halal: row.get(10)?,
        halal_until: row.get(11)?,
        tracks_expiry: row.get(12)?,
        minimum: quantity(13)?,
        daily_limit: quantity(14)?,
        supplier: row.get(15)?,
        supplier_code: row.get(16)?,
        margin: row.get(17)?,
        contents: inside.zip(of).map(|(sku, quantity)| Contents { sku, quantity: Quantity::new(quantity) }),
        picture: row.get(20)?,
        archived: row.get(21)?,
    })
}

fn with_packs(connection: &Connection, (id, mut product, put_at): Head) -> Result<Product, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT code, factor, price, member_price, wholesale_price FROM pack WHERE product = ?1 ORDER BY no")?;
    let packs = query.query_map([id], |row| {
        Ok(Pack {
            code: row.get(0)?,
            factor: row.get(1)?,
            barcodes: Vec::new(),
            price: Rupiah::new(row.get(2)?),
            member_price: row.get::<_, Option<i64>>(3)?.map(Rupiah::new),
            wholesale_price: row.get::<_, Option<i64>>(4)?.map(Rupiah::new),
            breaks: Vec::new(),
        })
    })?;
    product.packs = packs.collect::<Result<_, _>>()?;
    let mut query = connection.prepare_cached(
        "SELECT pack, from_quantity, price, members_only FROM pack_break WHERE product = ?1 ORDER BY pack, from_quantity",
    )?;
    let breaks = query.query_map([id], |row| {
        let step = QuantityBreak { from: Quantity::new(row.get(1)?), price: Rupiah::new(row.get(2)?), members_only: row.get(3)? };
        Ok((row.get::<_, usize>(0)?, step))
    })?;
    for row in breaks {
        let (pack, step) = row?;
        if let Some(pack) = product.packs.get_mut(pack) {
            pack.breaks.push(step);
        }
    }
    if product.packs.is_empty() {
        return Err(StoreError::Meaning(format!("barang {} tanpa satuan", product.sku)));
    }
    goods::price::overlay(connection, &mut product, put_at)?;
    Ok(product)
}

/// Every time a product was put, the earliest stamp first: when (ms since 1970 UTC), by whom, and what.
///
/// # Errors
/// [`StoreError`].
pub fn puts(connection: &Connection, sku: &str) -> Result<Vec<(i64, String, Product)>, StoreError> {
    // The key stands in the body as JSON has it: the bodies that cannot name it are not read.
    let named = format!("\"sku\":\"{}\"", sku.replace('\\', "\\\\").replace('"', "\\\""));
    let mut query = connection
        .prepare_cached("SELECT pos FROM record WHERE kind = 'catalogue.put' AND instr(body, CAST(?1 AS BLOB)) > 0 ORDER BY at, pos")?;
    let places: Vec<i64> = query.query_map([named], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for pos in places {
        let Some(record) = crate::records::get(connection, pos)? else { continue };
        if let record::Decoded::Fact(fact) = crate::records::decode(&record)?
            && let domain::fact::Fact::CataloguePut { products, by } = *fact
        {
            let here = products.into_iter().filter(|product| product.sku == sku);
            found.extend(here.map(|product| (record.header.at, by.clone(), product)));
        }
    }
    Ok(found)
}

/// The supplier's own codes of the products that a supplier usually delivers, with their keys.
///
/// # Errors
/// [`StoreError`].
pub fn supplier_codes(connection: &Connection, supplier: &str) -> Result<Vec<(String, String)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT supplier_code, sku FROM product WHERE supplier = ?1 AND supplier_code <> ''")?;
    Ok(query.query_map([supplier], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}
