//! Counts in progress: what was counted, and what should have been there at that moment.

use domain::Quantity;
use domain::goods::count::Entry;
use domain::goods::{Count, CountMode, Scope};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{StoreError, catalogue};

/// A count in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRow {
    /// The count.
    pub count: Count,
    /// When it began, ms since 1970 UTC.
    pub at: i64,
    /// How many products were counted so far.
    pub counted: i64,
    /// Place of its post in the log; none: in progress.
    pub posted: Option<i64>,
}

fn row(row: &Row<'_>) -> rusqlite::Result<CountRow> {
    let value: String = row.get(3)?;
    let scope = match row.get::<_, String>(2)?.as_str() {
        "category" => Scope::Category(value),
        "shelf" => Scope::Shelf(value),
        "list" => Scope::List(value.lines().map(str::to_owned).collect()),
        _ => Scope::All,
    };
    Ok(CountRow {
        count: Count { id: row.get(0)?, name: row.get(1)?, scope, blind: row.get(4)?, by: row.get(5)?, till: row.get(6)? },
        at: row.get(7)?,
        counted: row.get(8)?,
        posted: row.get(9)?,
    })
}

/// The count with this id, or whose id begins so when only one does.
///
/// # Errors
/// [`StoreError`].
pub fn find(connection: &Connection, id: &str) -> Result<Option<CountRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id FROM stock_count WHERE id = ?1 OR (length(?1) >= 4 AND substr(id, 1, length(?1)) = ?1) ORDER BY id <> ?1 LIMIT 2",
    )?;
    let ids: Vec<String> = query.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let only = match ids.as_slice() {
        [only] => only,
        [first, _] if first == id => first,
        _ => return Ok(None),
    };
    let mut query = connection.prepare_cached(
        "SELECT id, name, scope, scope_value, blind, by, till, at,
                (SELECT count(DISTINCT coalesce(nullif(sku, ''), code)) FROM count_line WHERE count = id),
                (SELECT min(pos) FROM count_post WHERE count = id)
           FROM stock_count WHERE id = ?1",
    )?;
    Ok(query.query_row([only], row).optional()?)
}

/// The newest counts, those in progress first.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection, limit: usize) -> Result<Vec<CountRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT id, name, scope, scope_value, blind, by, till, at,
                (SELECT count(DISTINCT coalesce(nullif(sku, ''), code)) FROM count_line WHERE count = id),
                (SELECT min(pos) FROM count_post WHERE count = id) AS posted
           FROM stock_count ORDER BY posted IS NOT NULL, pos DESC LIMIT ?1",
    )?;
    Ok(query.query_map([limit], row)?.collect::<Result<_, _>>()?)
}

/// A line that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Place of its record in this database's log.
    pub pos: i64,
    /// Its number there.
    pub line: i64,
    /// The counter.
    pub counter: String,
    /// 1 or 2.
    pub round: u32,
    /// The code as it was read.
    pub code: String,
    /// The product that it meant then; empty: unknown.
    pub sku: String,
    /// Base units in a pack.
    pub factor: i64,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// How it counts.
    pub mode: CountMode,
    /// Who.
    pub by: String,
}

/// All lines of a count, in the order of the log.
///
/// # Errors
/// [`StoreError`].
pub fn lines(connection: &Connection, count: &str) -> Result<Vec<LineRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, line, counter, round, code, sku, factor, quantity, mode, by FROM count_line WHERE count = ?1 ORDER BY pos, line",
    )?;
    let row = |row: &Row<'_>| {
        let mode: String = row.get(8)?;
        Ok(LineRow {
            pos: row.get(0)?,
            line: row.get(1)?,
            counter: row.get(2)?,
            round: row.get(3)?,
            code: row.get(4)?,
            sku: row.get(5)?,
            factor: row.get(6)?,
            quantity: Quantity::new(row.get(7)?),
            mode: CountMode::parse(&mode).unwrap_or_default(),
            by: row.get(9)?,
        })
    };
    Ok(query.query_map([count], row)?.collect::<Result<_, _>>()?)
}

/// The first place of this database's log at which something stands that a line did not know: everything before
/// it was counted with. Every log stands here in its own order, so the first unknown of each is enough.
///
/// # Errors
/// [`StoreError`].
pub fn first_after(connection: &Connection, line: i64) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT coalesce(min((SELECT pos FROM record AS next WHERE next.device = log.device AND next.epoch = log.epoch
                                AND next.seq > iif(log.device = line.device AND log.epoch = line.epoch, line.seq, coalesce(head.seq, 0))
                              ORDER BY next.seq LIMIT 1)), 9223372036854775807)
           FROM device_epoch AS log JOIN record AS line ON line.pos = ?1
           LEFT JOIN count_head AS head ON head.pos = ?1 AND head.device = log.device AND head.epoch = log.epoch",
    )?;
    Ok(query.query_row([line], |row| row.get(0))?)
}

/// What of a product of an owner should have been for sale when a line was counted: the movements of records
/// that stand before it in its own log, that it knew of the others, or that were made earlier elsewhere and
/// came later. A function of the records, not of the order in which they came. `after` is what
/// [`first_after`] says of the line.
///
/// # Errors
/// [`StoreError`].
pub fn expected(connection: &Connection, pos: i64, after: i64, sku: &str, owner: &str) -> Result<Quantity, StoreError> {
    // What is there now less what came after is far shorter than all that came before.
    let mut query = connection.prepare_cached(
        "SELECT coalesce((SELECT quantity FROM stock WHERE sku = ?2 AND owner = ?3 AND place = 'toko'), 0)
              - coalesce((SELECT sum(movement.quantity) FROM movement
                            JOIN record AS moved ON moved.pos = movement.pos
                            JOIN record AS line ON line.pos = ?1
                            LEFT JOIN count_head AS head ON head.pos = ?1 AND head.device = moved.device AND head.epoch = moved.epoch
                           WHERE movement.sku = ?2 AND movement.pos >= ?4 AND movement.owner = ?3 AND movement.place = 'toko'
                             AND CASE WHEN moved.device = line.device AND moved.epoch = line.epoch THEN moved.seq > line.seq
                                      ELSE moved.seq > coalesce(head.seq, 0) AND moved.at > line.at END), 0)",
    )?;
    Ok(Quantity::new(query.query_row(params![pos, sku, owner, after], |row| row.get(0))?))
}

/// When a line was counted, ms since 1970 UTC.
///
/// # Errors
/// [`StoreError`].
pub fn order(connection: &Connection, pos: i64) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached("SELECT at FROM record WHERE pos = ?1")?;
    Ok(query.query_row([pos], |row| row.get(0))?)
}

/// A line as the tally wants it; `after` is what [`first_after`] says of it.
///
/// # Errors
/// [`StoreError`].
pub fn entry(connection: &Connection, line: &LineRow, after: i64, sku: &str, owner: &str) -> Result<Entry, StoreError> {
    Ok(Entry {
        counter: line.counter.clone(),
        round: line.round,
        quantity: line.quantity.times(line.factor)?,
        mode: line.mode,
        order: (order(connection, line.pos)?, line.pos * 100_000 + line.line),
        expected: expected(connection, line.pos, after, sku, owner)?,
    })
}

/// The products of a scope: key and name, archived ones only when some are there.
///
/// # Errors
/// [`StoreError`].
pub fn in_scope(connection: &Connection, scope: &Scope) -> Result<Vec<(String, String)>, StoreError> {
    let named = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    // One statement for all three: a scope that is not asked for is bound as nothing.
    let mut query = connection.prepare_cached(
        "SELECT sku, name FROM product
          WHERE open_price = 0 AND (?1 IS NULL OR category = ?1) AND (?2 IS NULL OR shelf = ?2)
            AND (archived = 0 OR EXISTS (SELECT 1 FROM stock WHERE stock.sku = product.sku AND place = 'toko' AND quantity <> 0))
          ORDER BY name, sku",
    )?;
    let mut of = |category: Option<&str>, shelf: Option<&str>| -> Result<Vec<(String, String)>, StoreError> {
        Ok(query.query_map(params![category, shelf], named)?.collect::<Result<_, _>>()?)
    };
    match scope {
        Scope::All => of(None, None),
        Scope::Category(category) => of(Some(category), None),
        Scope::Shelf(shelf) => of(None, Some(shelf)),
        Scope::List(skus) => {
            let mut found = Vec::with_capacity(skus.len());
            for sku in skus {
                if let Some(product) = catalogue::by_sku(connection, sku)? {
                    found.push((product.sku, product.name));
                }
            }
            Ok(found)
        }
    }
}

/// What makes a product worth counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Risk {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// What is on hand, rupiah.
    pub value: i64,
    /// What counts and write-offs took in the last ninety days, rupiah.
    pub shrink: i64,
    /// When it was last counted, ms since 1970 UTC; none: never.
    pub counted_at: Option<i64>,
    /// True when less than nothing is on hand.
    pub negative: bool,
}

/// The risk of every product that has stock.
///
/// # Errors
/// [`StoreError`].
pub fn risks(connection: &Connection, since: i64) -> Result<Vec<Risk>, StoreError> {
    let mut query = connection.prepare(
        "WITH lost (sku, amount) AS (
             SELECT movement.sku, sum(-movement.value) FROM goods_move JOIN movement ON movement.pos = goods_move.pos
              WHERE goods_move.at >= ?1 AND movement.kind IN ('waste', 'expired', 'damaged') AND movement.value < 0 GROUP BY movement.sku
             UNION ALL
             SELECT count_result.sku, sum(abs(count_result.value)) FROM count_post JOIN count_result ON count_result.pos = count_post.pos
              WHERE count_post.at >= ?1 GROUP BY count_result.sku)
         SELECT product.sku, product.name, stock.value, coalesce((SELECT sum(amount) FROM lost WHERE lost.sku = product.sku), 0),
                (SELECT max(count_post.at) FROM count_result JOIN count_post ON count_post.pos = count_result.pos WHERE count_result.sku = product.sku),
                stock.quantity < 0
           FROM stock JOIN product ON product.sku = stock.sku
          WHERE stock.owner = 'koperasi' AND stock.place = 'toko' AND product.open_price = 0 ORDER BY product.sku",
    )?;
    let row = |row: &Row<'_>| {
        Ok(Risk {
            sku: row.get(0)?,
            name: row.get(1)?,
            value: row.get(2)?,
            shrink: row.get(3)?,
            counted_at: row.get(4)?,
            negative: row.get(5)?,
        })
    };
    Ok(query.query_map([since], row)?.collect::<Result<_, _>>()?)
}
