//! Looking at the stock: the list, a product's card, the value at a date, what was lost, how fast it sells.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, Row, params};

use crate::StoreError;

/// A movement on a product's card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovementRow {
    /// Place in the log.
    pub pos: i64,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// `sale`, `return`, `receipt`, `count`, `waste`, ...
    pub kind: String,
    /// Whose goods.
    pub owner: String,
    /// Where.
    pub place: String,
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// Rupiah.
    pub value: Rupiah,
    /// What was on hand there afterwards, as this database counts.
    pub balance: Quantity,
}

/// The newest movements of a product with the balance after each.
///
/// # Errors
/// [`StoreError`].
pub fn movements(connection: &Connection, sku: &str, limit: usize) -> Result<Vec<MovementRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT movement.pos, record.at, movement.kind, owner, place, quantity, value FROM movement JOIN record ON record.pos = movement.pos
          WHERE sku = ?1 ORDER BY movement.pos DESC, line DESC LIMIT ?2",
    )?;
    let row = |row: &Row<'_>| {
        Ok(MovementRow {
            pos: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            owner: row.get(3)?,
            place: row.get(4)?,
            quantity: Quantity::new(row.get(5)?),
            value: Rupiah::new(row.get(6)?),
            balance: Quantity::ZERO,
        })
    };
    let mut rows = query.query_map(params![sku, limit], row)?.collect::<Result<Vec<_>, _>>()?;
    // Back from what is there now.
    let mut query = connection.prepare_cached("SELECT owner, place, quantity FROM stock WHERE sku = ?1")?;
    let mut now: Vec<(String, String, i64)> =
        query.query_map([sku], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    for moved in &mut rows {
        if let Some((_, _, there)) = now.iter_mut().find(|(owner, place, _)| *owner == moved.owner && *place == moved.place) {
            moved.balance = Quantity::new(*there);
            *there -= moved.quantity.get();
        }
    }
    Ok(rows)
}

/// What stands where of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoldingRow {
    /// The product's key.
    pub sku: String,
    /// Whose goods.
    pub owner: String,
    /// Where.
    pub place: String,
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// Rupiah.
    pub value: Rupiah,
}

fn holding(row: &Row<'_>) -> rusqlite::Result<HoldingRow> {
    Ok(HoldingRow {
        sku: row.get(0)?,
        owner: row.get(1)?,
        place: row.get(2)?,
        quantity: Quantity::new(row.get(3)?),
        value: Rupiah::new(row.get(4)?),
    })
}

/// What stands where of a product now.
///
/// # Errors
/// [`StoreError`].
pub fn holdings(connection: &Connection, sku: &str) -> Result<Vec<HoldingRow>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT sku, owner, place, quantity, value FROM stock WHERE sku = ?1 ORDER BY owner, place")?;
    Ok(query.query_map([sku], holding)?.collect::<Result<_, _>>()?)
}

/// What an owner has here, by product and place.
///
/// # Errors
/// [`StoreError`].
pub fn held_by(connection: &Connection, owner: &str) -> Result<Vec<HoldingRow>, StoreError> {
    let mut query =
        connection.prepare_cached("SELECT sku, owner, place, quantity, value FROM stock WHERE owner = ?1 ORDER BY sku, place")?;
    Ok(query.query_map([owner], holding)?.collect::<Result<_, _>>()?)
}

/// What a member bought of a product on a day, less what came back, base units, thousandths.
///
/// # Errors
/// [`StoreError`].
pub fn bought_on(connection: &Connection, member: &str, sku: &str, date: NaiveDate) -> Result<Quantity, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT coalesce(sum(-movement.quantity), 0) FROM sale CROSS JOIN movement ON movement.pos = sale.pos
          WHERE sale.member = ?1 AND sale.business_date = ?3 AND movement.sku = ?2",
    )?;
    Ok(Quantity::new(query.query_row(params![member, sku, date], |row| row.get(0))?))
}

/// What stood where at the end of a day of the books: the movements booked until then, or what is there now less
/// those booked later, whichever are fewer. Summed here: a sort of a million texts takes longer than reading them.
///
/// # Errors
/// [`StoreError`].
pub fn holdings_at(connection: &Connection, date: NaiveDate) -> Result<Vec<HoldingRow>, StoreError> {
    let (earlier, all): (i64, i64) =
        connection.query_row("SELECT coalesce(sum(date <= ?1), 0), count(*) FROM journal", [date], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let from_now = earlier * 2 > all;
    let mut sums: HashMap<String, Vec<HoldingRow>> = HashMap::new();
    if from_now {
        let mut query = connection.prepare("SELECT sku, owner, place, quantity, value FROM stock")?;
        let mut rows = query.query([])?;
        while let Some(row) = rows.next()? {
            add(&mut sums, row, 1)?;
        }
    }
    let sign = if from_now { -1 } else { 1 };
    // What moves no money has no journal and keeps its own date.
    for sql in [
        "SELECT sku, owner, place, quantity, value FROM journal CROSS JOIN movement ON movement.pos = journal.pos WHERE (date > ?1) = ?2",
        "SELECT movement.sku, movement.owner, movement.place, movement.quantity, movement.value FROM goods_receipt AS doc CROSS JOIN movement ON movement.pos = doc.pos
          WHERE (date > ?1) = ?2 AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.pos = doc.pos)",
        "SELECT movement.sku, movement.owner, movement.place, movement.quantity, movement.value FROM goods_move AS doc CROSS JOIN movement ON movement.pos = doc.pos
          WHERE (date > ?1) = ?2 AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.pos = doc.pos)",
        "SELECT movement.sku, movement.owner, movement.place, movement.quantity, movement.value FROM count_post AS doc CROSS JOIN movement ON movement.pos = doc.pos
          WHERE (date > ?1) = ?2 AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.pos = doc.pos)",
    ] {
        let mut query = connection.prepare(sql)?;
        let mut rows = query.query(params![date, from_now])?;
        while let Some(row) = rows.next()? {
            add(&mut sums, row, sign)?;
        }
    }
    let mut held: Vec<HoldingRow> = sums.into_values().flatten().collect();
    held.retain(|row| row.quantity != Quantity::ZERO || row.value != Rupiah::ZERO);
    held.sort_by(|a, b| (&a.sku, &a.owner, &a.place).cmp(&(&b.sku, &b.owner, &b.place)));
    Ok(held)
}

/// Adds a row of product, owner, place, quantity and value to the sums.
fn add(sums: &mut HashMap<String, Vec<HoldingRow>>, row: &Row<'_>, sign: i64) -> Result<(), StoreError> {
    let text = |index| row.get_ref(index)?.as_str().map_err(rusqlite::Error::from);
    let (sku, owner, place) = (text(0)?, text(1)?, text(2)?);
    let (quantity, value): (i64, i64) = (row.get(3)?, row.get(4)?);
    let (quantity, value) = (Quantity::new(sign * quantity), Rupiah::new(sign * value));
    let known = match sums.get_mut(sku) {
        Some(known) => known,
        None => sums.entry(sku.to_owned()).or_default(),
    };
    match known.iter_mut().find(|held| held.owner == owner && held.place == place) {
        Some(held) => (held.quantity, held.value) = (held.quantity.plus(quantity)?, held.value.plus(value)?),
        None => known.push(HoldingRow { sku: sku.to_owned(), owner: owner.to_owned(), place: place.to_owned(), quantity, value }),
    }
    Ok(())
}

/// What left the stock for one reason in some days, by category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShrinkRow {
    /// The category.
    pub category: String,
    /// `count`, `waste`, `expired`, `use`.
    pub kind: String,
    /// Base units, thousandths; lost above zero.
    pub quantity: i64,
    /// Rupiah; lost above zero.
    pub value: i64,
}

/// What was lost in some days, by category and reason.
///
/// # Errors
/// [`StoreError`].
pub fn shrink(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<ShrinkRow>, StoreError> {
    let mut query = connection.prepare(
        "WITH lost (pos) AS (
             SELECT pos FROM goods_move WHERE kind IN ('waste', 'expired', 'use') AND date BETWEEN ?1 AND ?2
             UNION SELECT pos FROM count_post WHERE date BETWEEN ?1 AND ?2)
         SELECT coalesce(nullif((SELECT category FROM product WHERE product.sku = movement.sku), ''), '(tanpa kategori)') AS of, kind, -sum(quantity), -sum(value)
           FROM lost CROSS JOIN movement ON movement.pos = lost.pos WHERE kind IN ('waste', 'expired', 'use', 'count')
          GROUP BY of, kind ORDER BY of, kind",
    )?;
    let rows = query.query_map(params![from, to], |row| {
        Ok(ShrinkRow { category: row.get(0)?, kind: row.get(1)?, quantity: row.get(2)?, value: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How fast a product sold, and what it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeedRow {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Sold less what came back, base units, thousandths.
    pub sold: i64,
    /// For sale, of all owners.
    pub on_hand: i64,
    /// The value of the koperasi's own, rupiah.
    pub value: i64,
}

/// What sold in some days, of every product that is offered.
///
/// # Errors
/// [`StoreError`].
pub fn speed(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<SpeedRow>, StoreError> {
    let mut query = connection.prepare(
        "SELECT product.sku, product.name, coalesce((SELECT sum(quantity) FROM stock WHERE stock.sku = product.sku AND place = 'toko'), 0),
                coalesce((SELECT sum(value) FROM stock WHERE stock.sku = product.sku AND place = 'toko'), 0)
           FROM product WHERE archived = 0 AND open_price = 0 ORDER BY product.sku",
    )?;
    let row = |row: &Row<'_>| Ok(SpeedRow { sku: row.get(0)?, name: row.get(1)?, sold: 0, on_hand: row.get(2)?, value: row.get(3)? });
    let mut products = query.query_map([], row)?.collect::<Result<Vec<_>, _>>()?;
    let places: HashMap<String, usize> = products.iter().enumerate().map(|(place, row)| (row.sku.clone(), place)).collect();
    let mut query = connection.prepare(
        "SELECT sku, -quantity FROM sale CROSS JOIN movement ON movement.pos = sale.pos WHERE sale.business_date BETWEEN ?1 AND ?2",
    )?;
    let mut rows = query.query(params![from, to])?;
    while let Some(row) = rows.next()? {
        let sku = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if let Some(place) = places.get(sku) {
            products[*place].sold += row.get::<_, i64>(1)?;
        }
    }
    Ok(products)
}

/// Boxes that hold a product and are there: the box's key and how many.
///
/// # Errors
/// [`StoreError`].
pub fn boxes_of(connection: &Connection, sku: &str) -> Result<Vec<(String, Quantity)>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT product.sku, stock.quantity FROM product JOIN stock ON stock.sku = product.sku
          WHERE product.inside = ?1 AND stock.owner = 'koperasi' AND stock.place = 'toko' AND stock.quantity >= 1000 ORDER BY stock.quantity DESC",
    )?;
    let rows = query.query_map([sku], |row| Ok((row.get(0)?, Quantity::new(row.get(1)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
