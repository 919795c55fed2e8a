//! Sales: looking them up.

use domain::Rupiah;
use domain::fact::Fact;
use domain::sale::Sale;
use record::{Decoded, Record};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::{StoreError, records};

/// The next receipt counter of a device's epoch: one more than its last sale's, found at the end of
/// the device's own log. Read inside the write transaction.
///
/// # Errors
/// [`StoreError`].
pub fn next_counter(connection: &Connection, device: Uuid, epoch: u32) -> Result<i64, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT receipt FROM record CROSS JOIN sale ON sale.pos = record.pos WHERE device = ?1 AND epoch = ?2 ORDER BY seq DESC LIMIT 1",
    )?;
    let last: Option<String> = query.query_row(params![device.as_bytes(), epoch], |row| row.get(0)).optional()?;
    Ok(last.as_deref().and_then(|receipt| counter(receipt, epoch)).unwrap_or(0) + 1)
}

/// The counter of a number `A1-000123` or `A1-Z0001` of an epoch. One of an older epoch, that was written
/// once more in this one, has none here.
pub(crate) fn counter(number: &str, epoch: u32) -> Option<i64> {
    let (prefix, digits) = number.rsplit_once('-')?;
    let of: u32 = prefix.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).parse().ok()?;
    if of == epoch { digits.trim_start_matches('Z').parse().ok() } else { None }
}

/// The sale at a place of the log, with its record.
///
/// # Errors
/// [`StoreError`].
pub fn at(connection: &Connection, pos: i64) -> Result<Option<(Sale, Record)>, StoreError> {
    let Some(record) = records::get(connection, pos)? else {
        return Ok(None);
    };
    match records::decode(&record)? {
        Decoded::Fact(fact) => match *fact {
            Fact::Sale(sale) => Ok(Some((sale, record))),
            _ => Ok(None),
        },
        Decoded::Unknown => Ok(None),
    }
}

/// The sale with this receipt number, newest first where two have it.
///
/// # Errors
/// [`StoreError`].
pub fn by_receipt(connection: &Connection, receipt: &str) -> Result<Option<i64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT pos FROM sale WHERE receipt = ?1 ORDER BY pos DESC LIMIT 1")?;
    Ok(query.query_row([receipt], |row| row.get(0)).optional()?)
}

/// A sale in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleRow {
    /// Place in the log.
    pub pos: i64,
    /// Number.
    pub receipt: String,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// What was paid.
    pub total: Rupiah,
    /// Staff id.
    pub cashier: String,
    /// Member's number.
    pub member: Option<String>,
    /// Tender kinds, separated by blanks.
    pub tenders: String,
}

/// The newest sales whose number, member or total contains `text`; all when it is empty.
///
/// # Errors
/// [`StoreError`].
pub fn list(connection: &Connection, text: &str, limit: usize) -> Result<Vec<SaleRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, receipt, at, total, cashier, member, (SELECT coalesce(group_concat(kind, ' '), '') FROM sale_tender WHERE sale_tender.pos = sale.pos)
           FROM sale
          WHERE ?1 = '' OR instr(upper(receipt), upper(?1)) > 0 OR instr(upper(coalesce(member, '')), upper(?1)) > 0 OR CAST(total AS TEXT) = ?2
          ORDER BY pos DESC LIMIT ?3",
    )?;
    let rows = query.query_map(params![text, text.replace('.', ""), limit], |row| {
        Ok(SaleRow {
            pos: row.get(0)?,
            receipt: row.get(1)?,
            at: row.get(2)?,
            total: Rupiah::new(row.get(3)?),
            cashier: row.get(4)?,
            member: row.get(5)?,
            tenders: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The last ticket of a shift.
///
/// # Errors
/// [`StoreError`].
pub fn last_of_shift(connection: &Connection, shift: &str) -> Result<Option<SaleRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, receipt, at, total, cashier, member, (SELECT coalesce(group_concat(kind, ' '), '') FROM sale_tender WHERE sale_tender.pos = sale.pos)
           FROM sale WHERE pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1 ORDER BY pos DESC LIMIT 1",
    )?;
    Ok(query.query_row([shift], sale_row).optional()?)
}

/// The newest sales that have goods whose name or code contains `text`, or were made at that time
/// (`14:05`) or on that date, `offset` seconds east of UTC.
///
/// # Errors
/// [`StoreError`].
pub fn list_by_goods_or_time(connection: &Connection, text: &str, offset: i64, limit: usize) -> Result<Vec<SaleRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, receipt, at, total, cashier, member, (SELECT coalesce(group_concat(kind, ' '), '') FROM sale_tender WHERE sale_tender.pos = sale.pos)
           FROM sale
          WHERE business_date = ?1 OR strftime('%H:%M', at / 1000 + ?2, 'unixepoch') = ?1
             OR EXISTS (SELECT 1 FROM sale_line JOIN product ON product.sku = sale_line.sku WHERE sale_line.pos = sale.pos
                         AND (instr(upper(product.name), upper(?1)) > 0 OR product.sku = ?1
                              OR EXISTS (SELECT 1 FROM barcode WHERE barcode.product = product.id AND barcode.code = ?1)))
          ORDER BY pos DESC LIMIT ?3",
    )?;
    let rows = query.query_map(params![text, offset, limit], sale_row)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn sale_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<SaleRow> {
    Ok(SaleRow {
        pos: row.get(0)?,
        receipt: row.get(1)?,
        at: row.get(2)?,
        total: Rupiah::new(row.get(3)?),
        cashier: row.get(4)?,
        member: row.get(5)?,
        tenders: row.get(6)?,
    })
}
