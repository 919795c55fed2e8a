//! The list of the stock, filtered while somebody types, and what a card shows beside its movements.

use chrono::NaiveDate;
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, Row, params};

use super::lots;
use crate::{StoreError, catalogue};

/// Which products a list shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Parts of the name, or the beginning of a key; empty: all.
    pub text: String,
    /// The category; none: all.
    pub category: Option<String>,
    /// The shelf; none: all.
    pub shelf: Option<String>,
    /// Which of them.
    pub only: Only,
}

/// Which products of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Only {
    /// Those that are offered.
    #[default]
    Offered,
    /// Those with less than nothing on hand.
    Negative,
    /// Those below their minimum.
    BelowMinimum,
    /// Those with nothing on hand.
    Empty,
    /// Those with goods of others.
    OfOthers,
    /// Those with a lot that expires soon.
    Expiring,
    /// Those with a pack that has no price.
    NoPrice,
    /// Those without any code.
    NoCode,
    /// Those that are no longer offered.
    Archived,
}

impl Only {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Offered,
        Self::BelowMinimum,
        Self::Negative,
        Self::Empty,
        Self::Expiring,
        Self::NoPrice,
        Self::NoCode,
        Self::OfOthers,
        Self::Archived,
    ];
}

/// A product in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Its category.
    pub category: String,
    /// Its shelf.
    pub shelf: String,
    /// `pcs` or `kg`.
    pub unit: String,
    /// For sale, of all owners, base units, thousandths.
    pub on_hand: Quantity,
    /// Of it, goods of others.
    pub of_others: Quantity,
    /// What the koperasi's own are worth, rupiah.
    pub value: Rupiah,
    /// Of one base unit, for everybody, as it holds now.
    pub price: Rupiah,
    /// Order again below this.
    pub minimum: Option<Quantity>,
}

/// Products by name: at most `limit`; what expires up to `soon` expires soon.
///
/// # Errors
/// [`StoreError`].
pub fn list(connection: &Connection, filter: &Filter, soon: NaiveDate, limit: usize) -> Result<Vec<ListRow>, StoreError> {
    let mut found: Option<Vec<String>> = match filter.text.trim() {
        "" => None,
        text => Some(named(connection, text, filter.only == Only::Archived)?),
    };
    if filter.only == Only::Expiring {
        let expiring = expiring(connection, soon)?;
        found = Some(match found {
            Some(mut skus) => {
                skus.retain(|sku| expiring.contains(sku));
                skus
            }
            None => expiring,
        });
    }
    let mut rows = match found {
        // A search gives few: each is looked at by itself.
        Some(skus) => {
            let mut rows = Vec::with_capacity(skus.len());
            for sku in skus {
                rows.extend(read(connection, filter, Some(&sku), limit)?);
            }
            rows.sort_by(|a, b| (a.name.to_lowercase(), &a.sku).cmp(&(b.name.to_lowercase(), &b.sku)));
            rows
        }
        None => read(connection, filter, None, limit)?,
    };
    rows.truncate(limit);
    for row in &mut rows {
        row.price = price(connection, &row.sku)?;
    }
    Ok(rows)
}

/// The price of the base pack: of the latest batch whose time has come after the product was put, else its own.
fn price(connection: &Connection, sku: &str) -> Result<Rupiah, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT coalesce((SELECT line.price FROM price_batch_line AS line
                           WHERE line.sku = product.sku AND line.pack = pack.code AND line.from_at > product.put_at
                             AND line.from_at <= CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)
                           ORDER BY line.from_at DESC, line.batch DESC LIMIT 1), pack.price)
           FROM product JOIN pack ON pack.product = product.id WHERE product.sku = ?1 ORDER BY pack.no LIMIT 1",
    )?;
    let mut rows = query.query([sku])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?.map_or(Rupiah::ZERO, Rupiah::new))
}

/// The keys of products of which a lot with a date up to `soon` is still there.
fn expiring(connection: &Connection, soon: NaiveDate) -> Result<Vec<String>, StoreError> {
    let mut skus: Vec<String> = Vec::new();
    for (sku, owner) in lots::dated(connection, soon)? {
        let there = lots::of(connection, &sku, &owner)?.0.iter().any(|lot| lot.expiry.is_some_and(|date| date <= soon));
        if there && !skus.contains(&sku) {
            skus.push(sku);
        }
    }
    Ok(skus)
}

/// The keys of products whose name fits, or whose key begins so.
fn named(connection: &Connection, text: &str, archived: bool) -> Result<Vec<String>, StoreError> {
    let mut skus: Vec<String> = Vec::new();
    if archived {
        let mut query =
            connection.prepare_cached("SELECT sku FROM product WHERE archived = 1 AND instr(lower(name), lower(?1)) > 0 LIMIT 500")?;
        skus = query.query_map([text], |row| row.get(0))?.collect::<Result<_, _>>()?;
    } else {
        skus.extend(catalogue::search(connection, text, 500)?.into_iter().map(|found| found.product.sku));
    }
    // The end of all keys that begin so.
    let mut query = connection.prepare_cached("SELECT sku FROM product WHERE sku >= ?1 AND sku < ?1 || char(1114111) LIMIT 100")?;
    for sku in query.query_map([text.to_uppercase()], |row| row.get::<_, String>(0))? {
        let sku = sku?;
        if !skus.contains(&sku) {
            skus.push(sku);
        }
    }
    Ok(skus)
}

fn read(connection: &Connection, filter: &Filter, sku: Option<&str>, limit: usize) -> Result<Vec<ListRow>, StoreError> {
    let mut query = connection.prepare_cached(if sku.is_some() { ONE } else { ALL })?;
    let only = match filter.only {
        Only::Offered => "offered",
        Only::Negative => "negative",
        Only::BelowMinimum => "minimum",
        Only::Empty => "empty",
        Only::OfOthers => "others",
        Only::NoPrice => "price",
        Only::NoCode => "code",
        Only::Expiring => "expiring",
        Only::Archived => "archived",
    };
    let rows = query.query_map(params![sku, filter.category, filter.shelf, only, limit], row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn row(row: &Row<'_>) -> rusqlite::Result<ListRow> {
    Ok(ListRow {
        sku: row.get(0)?,
        name: row.get(1)?,
        category: row.get(2)?,
        shelf: row.get(3)?,
        unit: row.get(4)?,
        minimum: row.get::<_, Option<i64>>(5)?.map(Quantity::new),
        on_hand: Quantity::new(row.get(6)?),
        of_others: Quantity::new(row.get(7)?),
        value: Rupiah::new(row.get(8)?),
        price: Rupiah::ZERO,
    })
}

macro_rules! listed {
    ($which:literal) => {
        concat!(
            "SELECT sku, name, category, shelf, unit, minimum, on_hand, of_others, value FROM (
                SELECT id, sku, name, category, shelf, unit, minimum, archived, open_price, put_at,
                       coalesce((SELECT sum(quantity) FROM stock WHERE stock.sku = product.sku AND place = 'toko'), 0) AS on_hand,
                       coalesce((SELECT sum(quantity) FROM stock WHERE stock.sku = product.sku AND place = 'toko' AND owner <> 'koperasi'), 0) AS of_others,
                       coalesce((SELECT sum(value) FROM stock WHERE stock.sku = product.sku AND place = 'toko'), 0) AS value
                  FROM product WHERE ",
            $which,
            " AND (?2 IS NULL OR category = ?2) AND (?3 IS NULL OR shelf = ?3)) AS listed
              WHERE (archived = 1) = (?4 = 'archived')
                AND CASE ?4 WHEN 'negative' THEN on_hand < 0 WHEN 'minimum' THEN minimum IS NOT NULL AND on_hand < minimum
                            WHEN 'empty' THEN on_hand <= 0 WHEN 'others' THEN of_others <> 0
                            WHEN 'code' THEN NOT EXISTS (SELECT 1 FROM barcode WHERE barcode.product = listed.id)
                            WHEN 'price' THEN open_price = 0 AND EXISTS (
                                SELECT 1 FROM pack WHERE pack.product = listed.id AND pack.price = 0 AND NOT EXISTS (
                                    SELECT 1 FROM price_batch_line AS line WHERE line.sku = listed.sku AND line.pack = pack.code
                                       AND line.from_at > listed.put_at AND line.from_at <= CAST(unixepoch('now', 'subsec') * 1000 AS INTEGER)))
                            ELSE 1 END
              ORDER BY name COLLATE NOCASE, sku LIMIT ?5"
        )
    };
}

const ONE: &str = listed!("sku = ?1");
const ALL: &str = listed!("?1 IS NULL");

/// What sold of a product in each of the last weeks, the oldest first, base units, thousandths; a week ends at
/// `until` (ms since 1970 UTC). A sale counts to the week in which the last shift before it was opened: so only
/// the product's own movements are read.
///
/// # Errors
/// [`StoreError`].
pub fn weekly(connection: &Connection, sku: &str, until: i64, weeks: usize) -> Result<Vec<Quantity>, StoreError> {
    const WEEK: i64 = 7 * 86_400_000;
    let mut sums = vec![Quantity::ZERO; weeks];
    let begin = until - WEEK * i64::try_from(weeks).unwrap_or(0);
    let mut query = connection.prepare_cached("SELECT pos, opened_at FROM shift WHERE opened_at > ?1 AND opened_at <= ?2 ORDER BY pos")?;
    let shifts: Vec<(i64, i64)> = query.query_map([begin, until], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let Some((first, _)) = shifts.first() else { return Ok(sums) };
    let mut query =
        connection.prepare_cached("SELECT pos, -quantity FROM movement WHERE sku = ?1 AND pos >= ?2 AND kind IN ('sale', 'return')")?;
    for row in query.query_map(params![sku, first], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))? {
        let (pos, quantity) = row?;
        let shift = shifts.partition_point(|(at, _)| *at <= pos).saturating_sub(1);
        let back = usize::try_from((until - shifts[shift].1) / WEEK).unwrap_or(usize::MAX);
        if let Some(sum) = weeks.checked_sub(1).and_then(|last| last.checked_sub(back)).and_then(|place| sums.get_mut(place)) {
            *sum = sum.plus(Quantity::new(quantity))?;
        }
    }
    Ok(sums)
}
