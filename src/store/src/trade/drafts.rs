//! Orders that are being written. They are no projection: nobody else knows of them until they are sent.

use chrono::NaiveDate;
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::StoreError;

/// A line of an order that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftLine {
    /// The product's key.
    pub sku: String,
    /// The seller's code.
    pub code: String,
    /// GTIN of the pack; empty: none.
    pub gtin: String,
    /// Name.
    pub name: String,
    /// The pack as the seller calls it.
    pub pack: String,
    /// Base units in it.
    pub factor: i64,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// A pack without PPN, rupiah; zero: not known.
    pub price: Rupiah,
    /// Version of the catalogue that the price is from.
    pub catalogue: Option<u64>,
    /// The PPN class that the catalogue says.
    pub tax: String,
    /// The smallest order of the catalogue, packs in thousandths.
    pub minimum: Quantity,
}

/// An order that is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The id that the order will have (UUID as text).
    pub id: String,
    /// Its number, for people.
    pub no: i64,
    /// The party's key.
    pub party: String,
    /// When the goods are wanted.
    pub wanted: Option<NaiveDate>,
    /// Words to the seller.
    pub note: String,
    /// Who (staff id).
    pub by: String,
    /// When it was last changed, ms since 1970 UTC.
    pub changed_at: i64,
    /// The lines.
    pub lines: Vec<DraftLine>,
}

fn head(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: row.get(0)?,
        no: row.get(1)?,
        party: row.get(2)?,
        wanted: row.get(3)?,
        note: row.get(4)?,
        by: row.get(5)?,
        changed_at: row.get(6)?,
        lines: Vec::new(),
    })
}

fn line(row: &Row<'_>) -> rusqlite::Result<DraftLine> {
    Ok(DraftLine {
        sku: row.get(0)?,
        code: row.get(1)?,
        gtin: row.get(2)?,
        name: row.get(3)?,
        pack: row.get(4)?,
        factor: row.get(5)?,
        quantity: Quantity::new(row.get(6)?),
        price: Rupiah::new(row.get(7)?),
        catalogue: row.get(8)?,
        tax: row.get(9)?,
        minimum: Quantity::new(row.get(10)?),
    })
}

fn with_lines(connection: &Connection, mut draft: Draft) -> Result<Draft, StoreError> {
    let sql = "SELECT sku, code, gtin, name, pack, factor, quantity, price, catalogue, tax, minimum
                 FROM order_draft_line WHERE draft = ?1 ORDER BY line";
    draft.lines = connection.prepare_cached(sql)?.query_map([&draft.id], line)?.collect::<Result<_, _>>()?;
    Ok(draft)
}

/// All drafts by number.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Draft>, StoreError> {
    let sql = "SELECT id, no, party, wanted, note, by, changed_at FROM order_draft ORDER BY no";
    let heads = connection.prepare_cached(sql)?.query_map([], head)?.collect::<Result<Vec<_>, _>>()?;
    heads.into_iter().map(|draft| with_lines(connection, draft)).collect()
}

/// A draft by its number.
///
/// # Errors
/// [`StoreError`].
pub fn numbered(connection: &Connection, no: i64) -> Result<Option<Draft>, StoreError> {
    let sql = "SELECT id, no, party, wanted, note, by, changed_at FROM order_draft WHERE no = ?1";
    let draft = connection.prepare_cached(sql)?.query_row([no], head).optional()?;
    draft.map(|draft| with_lines(connection, draft)).transpose()
}

/// The number of the next draft: one more than the greatest, so that two on the table never share one.
///
/// # Errors
/// [`StoreError`].
pub fn next_no(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.prepare_cached("SELECT coalesce(max(no), 0) + 1 FROM order_draft")?.query_row([], |row| row.get(0))?)
}

/// Keeps a draft as it is now.
///
/// # Errors
/// [`StoreError`].
pub fn put(connection: &Connection, draft: &Draft) -> Result<(), StoreError> {
    remove(connection, &draft.id)?;
    let sql = "INSERT INTO order_draft (id, no, party, wanted, note, by, changed_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(sql)?.execute(params![
        draft.id,
        draft.no,
        draft.party,
        draft.wanted,
        draft.note,
        draft.by,
        draft.changed_at
    ])?;
    let sql = "INSERT INTO order_draft_line (draft, line, sku, code, gtin, name, pack, factor, quantity, price, catalogue, tax, minimum)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let mut insert = connection.prepare_cached(sql)?;
    for (index, line) in draft.lines.iter().enumerate() {
        insert.execute(params![
            draft.id,
            index + 1,
            line.sku,
            line.code,
            line.gtin,
            line.name,
            line.pack,
            line.factor,
            line.quantity.get(),
            line.price.get(),
            line.catalogue,
            line.tax,
            line.minimum.get()
        ])?;
    }
    Ok(())
}

/// Takes a draft away.
///
/// # Errors
/// [`StoreError`].
pub fn remove(connection: &Connection, id: &str) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM order_draft_line WHERE draft = ?1")?.execute([id])?;
    connection.prepare_cached("DELETE FROM order_draft WHERE id = ?1")?.execute([id])?;
    Ok(())
}
