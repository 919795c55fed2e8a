//! Looking at the stock: the list, a product's card, the value at a date, what was lost, how fast it sells.

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

/// What stood where at the end of a day of the books: what is there now less what was booked later.
///
/// # Errors
/// [`StoreError`].
pub fn holdings_at(connection: &Connection, date: NaiveDate) -> Result<Vec<HoldingRow>, StoreError> {
    let mut query = connection.prepare(
        "WITH later (pos) AS (
             SELECT pos FROM journal WHERE date > ?1
             UNION SELECT pos FROM goods_receipt WHERE date > ?1 AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.pos = goods_receipt.pos)
             UNION SELECT pos FROM goods_move WHERE date > ?1 AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.pos = goods_move.pos)
             UNION SELECT pos FROM count_post WHERE date > ?1 AND NOT EXISTS (SELECT 1 FROM journal WHERE journal.pos = count_post.pos)),
         all_moves (sku, owner, place, quantity, value) AS (
             SELECT sku, owner, place, quantity, value FROM stock
             UNION ALL
             SELECT sku, owner, place, -quantity, -value FROM later CROSS JOIN movement ON movement.pos = later.pos)
         SELECT sku, owner, place, sum(quantity), sum(value) FROM all_moves GROUP BY sku, owner, place
         HAVING sum(quantity) <> 0 OR sum(value) <> 0 ORDER BY sku, owner, place",
    )?;
    Ok(query.query_map([date], holding)?.collect::<Result<_, _>>()?)
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
        "WITH sold (sku, quantity) AS (
             SELECT movement.sku, -sum(movement.quantity) FROM sale CROSS JOIN movement ON movement.pos = sale.pos
              WHERE sale.business_date BETWEEN ?1 AND ?2 AND movement.kind IN ('sale', 'return') GROUP BY movement.sku),
         there (sku, quantity, value) AS (SELECT sku, sum(quantity), sum(value) FROM stock WHERE place = 'toko' GROUP BY sku)
         SELECT product.sku, product.name, coalesce(sold.quantity, 0), coalesce(there.quantity, 0), coalesce(there.value, 0)
           FROM product LEFT JOIN sold ON sold.sku = product.sku LEFT JOIN there ON there.sku = product.sku
          WHERE product.archived = 0 AND product.open_price = 0 ORDER BY product.sku",
    )?;
    let rows = query.query_map(params![from, to], |row| {
        Ok(SpeedRow { sku: row.get(0)?, name: row.get(1)?, sold: row.get(2)?, on_hand: row.get(3)?, value: row.get(4)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
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
