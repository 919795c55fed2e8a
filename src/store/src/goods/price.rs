//! Dated prices, and labels that no longer say the price.

use domain::Rupiah;
use domain::catalogue::Product;
use domain::goods::{PriceBatch, PriceLine};
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::shared::{Stamp, time_of};

pub(crate) fn put(connection: &Connection, batch: &PriceBatch, stamp: &Stamp) -> Result<(), StoreError> {
    let newer = "SELECT 1 FROM price_batch WHERE id = ?1 AND stamp > ?2";
    if connection.prepare_cached(newer)?.exists(params![batch.id, stamp])? {
        return Ok(());
    }
    connection.prepare_cached("DELETE FROM price_batch_line WHERE batch = ?1")?.execute([&batch.id])?;
    let from_at = batch.from.timestamp_millis();
    let sql = "INSERT OR REPLACE INTO price_batch (id, name, from_at, by, stamp) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute(params![batch.id, batch.name, from_at, batch.by, stamp])?;
    let sql = "INSERT OR REPLACE INTO price_batch_line (sku, pack, from_at, batch, price, member_price, wholesale_price)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut put = connection.prepare_cached(sql)?;
    for line in &batch.lines {
        let other = |price: Option<Rupiah>| price.map(Rupiah::get);
        put.execute(params![
            line.sku,
            line.pack,
            from_at,
            batch.id,
            line.price.get(),
            other(line.member_price),
            other(line.wholesale_price)
        ])?;
    }
    Ok(())
}

/// Puts the prices that hold now into a product: those of the latest batch whose time has come, if that was
/// after the product was put.
pub(crate) fn overlay(connection: &Connection, product: &mut Product, put_at: i64) -> Result<(), StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pack, price, member_price, wholesale_price FROM price_batch_line
          WHERE sku = ?1 AND from_at > ?2 AND from_at <= CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) ORDER BY from_at, batch",
    )?;
    let mut rows = query.query(params![product.sku, put_at])?;
    while let Some(row) = rows.next()? {
        let code: String = row.get(0)?;
        let Some(pack) = product.packs.iter_mut().find(|pack| pack.code == code) else { continue };
        let other = |index| -> rusqlite::Result<Option<Rupiah>> { Ok(row.get::<_, Option<i64>>(index)?.map(Rupiah::new)) };
        (pack.price, pack.member_price, pack.wholesale_price) = (Rupiah::new(row.get(1)?), other(2)?, other(3)?);
    }
    Ok(())
}

/// A batch in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// From when, ms since 1970 UTC.
    pub from_at: i64,
    /// How many prices.
    pub lines: i64,
    /// Who.
    pub by: String,
}

/// Batches that are not over, those to come first.
///
/// # Errors
/// [`StoreError`].
pub fn batches(connection: &Connection) -> Result<Vec<BatchRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, name, from_at, (SELECT count(*) FROM price_batch_line WHERE batch = id), by FROM price_batch ORDER BY from_at DESC, id",
    )?;
    let row = |row: &rusqlite::Row<'_>| {
        Ok(BatchRow { id: row.get(0)?, name: row.get(1)?, from_at: row.get(2)?, lines: row.get(3)?, by: row.get(4)? })
    };
    Ok(query.query_map([], row)?.collect::<Result<_, _>>()?)
}

/// The prices of a product's packs as they would hold now without the batches whose names begin with `mark`.
///
/// # Errors
/// [`StoreError`].
pub fn without(connection: &Connection, sku: &str, mark: &str) -> Result<Vec<PriceLine>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT code, price, member_price, wholesale_price FROM pack JOIN product ON product.id = pack.product WHERE sku = ?1 ORDER BY no",
    )?;
    let line = |row: &rusqlite::Row<'_>| {
        let other = |index| -> rusqlite::Result<Option<Rupiah>> { Ok(row.get::<_, Option<i64>>(index)?.map(Rupiah::new)) };
        let (member_price, wholesale_price) = (other(2)?, other(3)?);
        Ok(PriceLine { sku: sku.to_owned(), pack: row.get(0)?, price: Rupiah::new(row.get(1)?), member_price, wholesale_price })
    };
    let mut lines = query.query_map([sku], line)?.collect::<Result<Vec<_>, _>>()?;
    let mut query = connection.prepare_cached(
        "SELECT pack, price, member_price, wholesale_price FROM price_batch_line AS line JOIN price_batch ON price_batch.id = line.batch
          WHERE sku = ?1 AND line.from_at > (SELECT put_at FROM product WHERE sku = ?1) AND substr(name, 1, length(?2)) <> ?2
            AND line.from_at <= CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER) ORDER BY line.from_at, batch",
    )?;
    for later in query.query_map(params![sku, mark], line)?.collect::<Result<Vec<_>, _>>()? {
        if let Some(known) = lines.iter_mut().find(|known| known.pack == later.pack) {
            *known = later;
        }
    }
    Ok(lines)
}

/// A price to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComingPrice {
    /// The batch that it is of.
    pub batch: String,
    /// What people call that.
    pub name: String,
    /// From when, ms since 1970 UTC.
    pub from_at: i64,
    /// The pack.
    pub pack: String,
    /// For everybody, rupiah.
    pub price: Rupiah,
    /// For members, when it differs.
    pub member_price: Option<Rupiah>,
}

/// Prices of a product whose time is after `now` (ms since 1970 UTC), the next first.
///
/// # Errors
/// [`StoreError`].
pub fn coming(connection: &Connection, sku: &str, now: i64) -> Result<Vec<ComingPrice>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT batch, name, line.from_at, pack, price, member_price FROM price_batch_line AS line JOIN price_batch ON price_batch.id = line.batch
          WHERE sku = ?1 AND line.from_at > ?2 ORDER BY line.from_at, batch, pack",
    )?;
    let row = |row: &rusqlite::Row<'_>| {
        Ok(ComingPrice {
            batch: row.get(0)?,
            name: row.get(1)?,
            from_at: row.get(2)?,
            pack: row.get(3)?,
            price: Rupiah::new(row.get(4)?),
            member_price: row.get::<_, Option<i64>>(5)?.map(Rupiah::new),
        })
    };
    Ok(query.query_map(params![sku, now], row)?.collect::<Result<_, _>>()?)
}

/// A price that came with a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastPrice {
    /// From when, ms since 1970 UTC.
    pub from_at: i64,
    /// When it was set, ms since 1970 UTC.
    pub made_at: i64,
    /// Who set it.
    pub by: String,
    /// The prices of the pack.
    pub line: PriceLine,
}

/// Prices of a product that batches set and whose time has come by `now` (ms since 1970 UTC), the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn past(connection: &Connection, sku: &str, now: i64) -> Result<Vec<PastPrice>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT line.from_at, by, pack, price, member_price, wholesale_price, stamp FROM price_batch_line AS line JOIN price_batch ON price_batch.id = line.batch
          WHERE sku = ?1 AND line.from_at <= ?2 ORDER BY line.from_at, batch, pack",
    )?;
    let money = |row: &rusqlite::Row<'_>, place| Ok::<_, rusqlite::Error>(row.get::<_, Option<i64>>(place)?.map(Rupiah::new));
    let row = |row: &rusqlite::Row<'_>| {
        let (price, member_price, wholesale_price) = (Rupiah::new(row.get(3)?), money(row, 4)?, money(row, 5)?);
        let line = PriceLine { sku: sku.to_owned(), pack: row.get(2)?, price, member_price, wholesale_price };
        Ok(PastPrice { from_at: row.get(0)?, made_at: time_of(&row.get(6)?), by: row.get(1)?, line })
    };
    Ok(query.query_map(params![sku, now], row)?.collect::<Result<_, _>>()?)
}

/// Packs whose shelf label says another price than the till: product, pack, what the label says, rupiah.
///
/// # Errors
/// [`StoreError`].
pub fn stale_labels(connection: &Connection) -> Result<Vec<(String, String, Rupiah)>, StoreError> {
    // A pack can only differ where its product was put again or a batch names it: the exact price is asked
    // of the product itself.
    let mut query = connection.prepare(
        "SELECT label.sku, label.pack, coalesce(label.price, label.first_price)
           FROM label JOIN product ON product.sku = label.sku JOIN pack ON pack.product = product.id AND pack.code = label.pack
          WHERE product.archived = 0 AND product.open_price = 0 AND coalesce(label.price, label.first_price) IS NOT NULL
            AND (pack.price <> coalesce(label.price, label.first_price)
                 OR EXISTS (SELECT 1 FROM price_batch_line AS line WHERE line.sku = label.sku AND line.pack = label.pack AND line.from_at > product.put_at))
          ORDER BY label.sku, pack.no",
    )?;
    let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, Rupiah::new(row.get(2)?))))?;
    let candidates: Vec<(String, String, Rupiah)> = rows.collect::<Result<_, _>>()?;
    let mut stale = Vec::new();
    for (sku, pack, said) in candidates {
        let Some(product) = crate::catalogue::by_sku(connection, &sku)? else { continue };
        if product.pack(&pack).is_some_and(|now| now.price != said) {
            stale.push((sku, pack, said));
        }
    }
    Ok(stale)
}
