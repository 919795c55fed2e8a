//! Sales: looking them up and adding them up.

use chrono::NaiveDate;
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
    // Receipts are `A1-000123`.
    let counter = last.as_deref().and_then(|receipt| receipt.rsplit('-').next()).and_then(|digits| digits.parse().ok());
    Ok(counter.unwrap_or(0) + 1)
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

/// The sales of one date of the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayRow {
    /// The date.
    pub date: NaiveDate,
    /// How many sales.
    pub sales: i64,
    /// How many lines.
    pub lines: i64,
    /// Sum of the lines, rupiah.
    pub gross: i64,
    /// Discounts on whole carts, rupiah.
    pub discount: i64,
    /// Rounding of cash, rupiah.
    pub rounding: i64,
    /// What was paid, rupiah.
    pub net: i64,
    /// PPN inside, rupiah.
    pub tax: i64,
    /// Cost of the goods, rupiah.
    pub cost: i64,
    /// What each kind of tender brought, rupiah; cash after change.
    pub tenders: Vec<(String, i64)>,
}

/// Sales by date of the books, both ends included.
///
/// # Errors
/// [`StoreError`].
pub fn by_day(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<DayRow>, StoreError> {
    let mut query = connection.prepare(
        "SELECT business_date, count(*), sum(lines), sum(subtotal), sum(discount), sum(rounding), sum(total), sum(tax), sum(cost)
           FROM sale
          WHERE pos > (SELECT coalesce(min(pos), 0) FROM shift WHERE business_date >= ?1) AND business_date BETWEEN ?1 AND ?2
          GROUP BY business_date ORDER BY business_date",
    )?;
    let mut tenders = connection.prepare(
        "SELECT kind, sum(amount) - iif(kind = 'cash', (SELECT coalesce(sum(change), 0) FROM sale WHERE business_date = ?1), 0)
           FROM sale_tender WHERE pos IN (SELECT pos FROM sale WHERE business_date = ?1) GROUP BY kind ORDER BY kind",
    )?;
    let mut days = Vec::new();
    let mut rows = query.query(params![from, to])?;
    while let Some(row) = rows.next()? {
        let date: NaiveDate = row.get(0)?;
        let by_kind = tenders.query_map([date], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
        days.push(DayRow {
            date,
            sales: row.get(1)?,
            lines: row.get(2)?,
            gross: row.get(3)?,
            discount: row.get(4)?,
            rounding: row.get(5)?,
            net: row.get(6)?,
            tax: row.get(7)?,
            cost: row.get(8)?,
            tenders: by_kind,
        });
    }
    Ok(days)
}
