//! Deliveries and moves that are known.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::goods::{CountPost, GoodsMove, Receipt, StockFact};
use record::Decoded;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::{StoreError, records};

/// A delivery in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptRow {
    /// Place in the log.
    pub pos: i64,
    /// Its date.
    pub date: NaiveDate,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// The supplier's key.
    pub supplier: String,
    /// Number of the delivery note.
    pub note: String,
    /// Whose goods.
    pub owner: String,
    /// How many lines.
    pub lines: i64,
    /// What they are worth, rupiah.
    pub value: Rupiah,
    /// True when a cost was not known.
    pub cost_unknown: bool,
    /// Who.
    pub by: String,
}

fn receipt_row(row: &Row<'_>) -> rusqlite::Result<ReceiptRow> {
    Ok(ReceiptRow {
        pos: row.get(0)?,
        date: row.get(1)?,
        at: row.get(2)?,
        supplier: row.get(3)?,
        note: row.get(4)?,
        owner: row.get(5)?,
        lines: row.get(6)?,
        value: Rupiah::new(row.get(7)?),
        cost_unknown: row.get(8)?,
        by: row.get(9)?,
    })
}

/// The delivery of a supplier with this note, if it was received.
///
/// # Errors
/// [`StoreError`].
pub fn by_note(connection: &Connection, supplier: &str, note: &str) -> Result<Option<ReceiptRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, date, at, supplier, note, owner, lines, value, cost_unknown, by FROM goods_receipt
          WHERE note <> '' AND note = ?2 AND supplier = ?1 ORDER BY pos LIMIT 1",
    )?;
    Ok(query.query_row([supplier, note], receipt_row).optional()?)
}

/// The newest deliveries.
///
/// # Errors
/// [`StoreError`].
pub fn newest(connection: &Connection, limit: usize) -> Result<Vec<ReceiptRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, date, at, supplier, note, owner, lines, value, cost_unknown, by FROM goods_receipt ORDER BY pos DESC LIMIT ?1",
    )?;
    Ok(query.query_map([limit], receipt_row)?.collect::<Result<_, _>>()?)
}

/// The fact of the stock room at a place of the log.
fn fact_at(connection: &Connection, pos: i64) -> Result<Option<(StockFact, Uuid)>, StoreError> {
    let Some(record) = records::get(connection, pos)? else { return Ok(None) };
    Ok(match records::decode(&record)? {
        Decoded::Fact(fact) => match *fact {
            Fact::Stock(fact) => Some((fact, record.header.id)),
            _ => None,
        },
        Decoded::Unknown => None,
    })
}

/// The delivery at a place of the log, with the id of its record.
///
/// # Errors
/// [`StoreError`].
pub fn at(connection: &Connection, pos: i64) -> Result<Option<(Receipt, Uuid)>, StoreError> {
    Ok(match fact_at(connection, pos)? {
        Some((StockFact::Received(receipt), id)) => Some((receipt, id)),
        _ => None,
    })
}

/// The post of a count at a place of the log.
///
/// # Errors
/// [`StoreError`].
pub fn count_post(connection: &Connection, pos: i64) -> Result<Option<CountPost>, StoreError> {
    Ok(match fact_at(connection, pos)? {
        Some((StockFact::CountPosted(post), _)) => Some(post),
        _ => None,
    })
}

/// The move whose record has this id.
///
/// # Errors
/// [`StoreError`].
pub fn moved(connection: &Connection, record: Uuid) -> Result<Option<GoodsMove>, StoreError> {
    let Some(pos) = records::find(connection, record)? else { return Ok(None) };
    Ok(match fact_at(connection, pos)? {
        Some((StockFact::Moved(moved), _)) => Some(moved),
        _ => None,
    })
}

/// The moves of a kind with the ids of their records, the newest first.
///
/// # Errors
/// [`StoreError`].
pub fn moves_of(connection: &Connection, kind: &str) -> Result<Vec<(GoodsMove, Uuid)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT pos FROM goods_move WHERE kind = ?1 ORDER BY pos DESC")?;
    let places = query.query_map([kind], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    moves_at(connection, &places)
}

/// The moves of a kind that belong to a document, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn moves_for(connection: &Connection, kind: &str, reference: &str) -> Result<Vec<GoodsMove>, StoreError> {
    let sql = "SELECT pos FROM goods_move WHERE reference <> '' AND reference = ?2 AND kind = ?1 ORDER BY pos";
    let places = connection.prepare_cached(sql)?.query_map([kind, reference], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    Ok(moves_at(connection, &places)?.into_iter().map(|(moved, _)| moved).collect())
}

fn moves_at(connection: &Connection, places: &[i64]) -> Result<Vec<(GoodsMove, Uuid)>, StoreError> {
    let mut moves = Vec::new();
    for pos in places {
        if let Some((StockFact::Moved(moved), id)) = fact_at(connection, *pos)? {
            moves.push((moved, id));
        }
    }
    Ok(moves)
}

/// True when a move of this kind refers to a document.
///
/// # Errors
/// [`StoreError`].
pub fn refers(connection: &Connection, kind: &str, reference: &str) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM goods_move WHERE reference <> '' AND reference = ?2 AND kind = ?1")?;
    Ok(query.exists(params![kind, reference])?)
}

/// True when goods went back to a supplier against this nota kredit; its number is compared without regard to case.
///
/// # Errors
/// [`StoreError`].
pub fn credited(connection: &Connection, party: &str, note: &str) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT 1 FROM goods_move WHERE reference <> '' AND reference = ?2 COLLATE NOCASE AND kind = 'credited' AND party = ?1",
    )?;
    Ok(query.exists([party, note])?)
}

/// The places of the deliveries of a supplier for an order, or with a delivery note; where a word is empty it finds
/// nothing.
///
/// # Errors
/// [`StoreError`].
pub fn of_supplier(connection: &Connection, supplier: &str, order: &str, note: &str) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT pos FROM goods_receipt
                WHERE supplier = ?1 AND ((?2 <> '' AND order_no = ?2) OR (?3 <> '' AND note = ?3)) ORDER BY pos";
    Ok(connection.prepare_cached(sql)?.query_map([supplier, order, note], |row| row.get(0))?.collect::<Result<_, _>>()?)
}

/// The places of all deliveries that name an order.
///
/// # Errors
/// [`StoreError`].
pub fn with_order(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT pos FROM goods_receipt WHERE order_no <> '' ORDER BY pos";
    Ok(connection.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?)
}
