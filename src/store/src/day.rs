//! Rows of the shop's day: returns, cash moved, shifts closed, journals written.

use domain::Rupiah;
use domain::ledger::Entry;
use domain::returns::{Before, Returned};
use domain::sale::{Sale, TenderKind};
use domain::shift::{CashMove, ShiftClose};
use record::Header;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::project::{Movement, movement, movements};
use crate::{StoreError, goods as room, period, report};

pub(crate) fn put_return(connection: &Connection, pos: i64, sale: &Sale, back: &Returned) -> Result<(), StoreError> {
    let original = back.original.as_ref().map(|original| Uuid::parse_str(&original.record)).transpose();
    let original = original.map_err(|error| StoreError::Meaning(format!("nota asal: {error}")))?;
    let sql = "INSERT INTO sale_return (pos, original, receipt, reason, void, gross, discount, rounding, value, tax, cost)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        original.as_ref().map(Uuid::as_bytes),
        back.original.as_ref().map_or("", |original| &original.receipt),
        back.reason,
        back.void,
        back.sum(|line| line.amount)?.get(),
        back.sum(|line| line.cart_discount)?.get(),
        back.rounding.get(),
        back.value.get(),
        back.sum(|line| line.tax)?.get(),
        Rupiah::sum(back.lines.iter().map(|line| line.goods.expense()).collect::<Result<Vec<_>, _>>()?)?.get(),
    ])?;
    put_return_lines(connection, pos, sale, back)?;
    // A refund is a tender below zero, so that sums of tenders are what is there.
    let sql = "INSERT INTO sale_tender (pos, no, kind, amount, reference) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut tender = connection.prepare_cached(sql)?;
    for (no, refund) in back.refunds.iter().enumerate() {
        let no = sale.tenders.len() + no + 1;
        tender.execute(params![pos, no, refund.kind.word(), -refund.amount.get(), refund.reference])?;
    }
    Ok(())
}

fn put_return_lines(connection: &Connection, pos: i64, sale: &Sale, back: &Returned) -> Result<(), StoreError> {
    let sql = "INSERT INTO return_line (pos, line, of, sku, pack, factor, quantity, amount, cart_discount, tax, cost, place, tax_class)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let mut insert = connection.prepare_cached(sql)?;
    let mut moves = movements(connection)?;
    for (index, line) in back.lines.iter().enumerate() {
        let goods = &line.goods;
        insert.execute(params![
            pos,
            index + 1,
            line.of,
            goods.sku,
            goods.pack,
            goods.factor,
            goods.quantity.get(),
            goods.amount.get(),
            goods.cart_discount.get(),
            goods.tax.get(),
            goods.expense()?.get(),
            line.to.place(),
            report::tax_word(sale, goods),
        ])?;
        let owner = room::owner_of(goods);
        let moved = Movement {
            sku: &goods.sku,
            owner: &owner,
            kind: "return",
            quantity: goods.base_quantity()?,
            value: goods.cost.minus(line.variance)?.get(),
            last: None,
            place: line.to.place(),
        };
        // The new goods of an exchange have the first numbers.
        movement(&mut moves, pos, sale.lines.len() + index, &moved)?;
    }
    Ok(())
}

pub(crate) fn put_move(connection: &Connection, pos: i64, header: &Header, moved: &CashMove) -> Result<(), StoreError> {
    let (date, _) = period::booked(connection, header, moved.business_date)?;
    let sql = "INSERT INTO cash_move (pos, shift, till, date, at, kind, amount, account, reason, by)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        moved.shift,
        moved.till,
        date,
        header.at,
        moved.kind.word(),
        moved.amount.get(),
        moved.account,
        moved.reason,
        moved.by,
    ])?;
    Ok(())
}

pub(crate) fn put_close(connection: &Connection, pos: i64, header: &Header, close: &ShiftClose) -> Result<(), StoreError> {
    let (date, _) = period::booked(connection, header, close.business_date)?;
    connection.prepare_cached("UPDATE shift SET closed_pos = ?2 WHERE id = ?1")?.execute(params![close.shift, pos])?;
    let sql = "INSERT INTO shift_close (pos, shift, number, till, date, at, by, signed_by, opening_float, counted, expected, charged_to, sales, net)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    connection.prepare_cached(sql)?.execute(params![
        pos,
        close.shift,
        close.number,
        close.till,
        date,
        header.at,
        close.by,
        close.signed_by,
        close.opening_float.get(),
        close.counted.get(),
        close.expected.get(),
        close.charged_to,
        close.sums.sales,
        close.sums.net.get(),
    ])?;
    let sql = "INSERT INTO shift_close_tender (pos, kind, payments, expected, counted) VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut put = connection.prepare_cached(sql)?;
    for tender in &close.tenders {
        put.execute(params![pos, tender.kind.word(), tender.payments, tender.expected.get(), tender.counted.map(Rupiah::get)])?;
    }
    Ok(())
}

pub(crate) fn put_entry(connection: &Connection, pos: i64, entry: &Entry) -> Result<(), StoreError> {
    let reverses = entry.reverses.as_deref().map(Uuid::parse_str).transpose();
    let reverses = reverses.map_err(|error| StoreError::Meaning(format!("jurnal yang dibalik: {error}")))?;
    // Two tills that did not know of each other may reverse the same journal: both stand.
    let sql = "INSERT INTO entry (pos, memo, template, by, reverses) VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(sql)?.execute(params![pos, entry.memo, entry.template, entry.by, reverses.as_ref().map(Uuid::as_bytes)])?;
    Ok(())
}

/// What came back so far of the sale whose record has this id.
///
/// # Errors
/// [`StoreError`].
pub fn returned_before(connection: &Connection, sale: Uuid) -> Result<Before, StoreError> {
    let mut before = Before::default();
    let mut query = connection.prepare_cached("SELECT pos, value FROM sale_return WHERE original = ?1")?;
    let tickets: Vec<(i64, i64)> = query.query_map([sale.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut lines = connection.prepare_cached("SELECT of, quantity FROM return_line WHERE pos = ?1")?;
    let mut refunds = connection.prepare_cached("SELECT kind, -amount FROM sale_tender WHERE pos = ?1 AND amount < 0")?;
    for (pos, value) in tickets {
        before.value = before.value.plus(Rupiah::new(value))?;
        for row in lines.query_map([pos], |row| Ok((row.get(0)?, domain::Quantity::new(row.get(1)?))))? {
            before.quantities.push(row?);
        }
        for row in refunds.query_map([pos], |row| Ok((row.get::<_, String>(0)?, Rupiah::new(row.get(1)?))))? {
            let (word, amount) = row?;
            if let Some(kind) = TenderKind::parse(&word) {
                before.refunds.push((kind, amount));
            }
        }
    }
    Ok(before)
}

/// The lowest price that anybody paid for one pack of goods since a place of the log, rupiah: for goods
/// that come back without a receipt.
///
/// # Errors
/// [`StoreError`].
pub fn lowest_price(connection: &Connection, sku: &str, pack: &str, since: i64) -> Result<Option<Rupiah>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT min((amount - cart_discount) * 1000 / quantity) FROM sale_line WHERE pos >= ?3 AND sku = ?1 AND pack = ?2 AND quantity > 0",
    )?;
    let lowest: Option<i64> = query.query_row(params![sku, pack, since], |row| row.get(0))?;
    Ok(lowest.map(Rupiah::new))
}

/// A row of cash moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveRow {
    /// Place in the log.
    pub pos: i64,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// `in`, `out`, `drop`, `petty`.
    pub kind: String,
    /// Rupiah.
    pub amount: Rupiah,
    /// The account on the other side.
    pub account: String,
    /// What for.
    pub reason: String,
    /// Who.
    pub by: String,
}

/// Cash moved in a shift, newest first.
///
/// # Errors
/// [`StoreError`].
pub fn moves(connection: &Connection, shift: &str) -> Result<Vec<MoveRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, at, kind, amount, account, reason, by FROM cash_move
          WHERE pos > (SELECT pos FROM shift WHERE id = ?1) AND shift = ?1 ORDER BY pos DESC",
    )?;
    let rows = query.query_map([shift], |row| {
        Ok(MoveRow {
            pos: row.get(0)?,
            at: row.get(1)?,
            kind: row.get(2)?,
            amount: Rupiah::new(row.get(3)?),
            account: row.get(4)?,
            reason: row.get(5)?,
            by: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A journal that a person wrote, by its place: was it reversed, and is it a reversal.
///
/// # Errors
/// [`StoreError`].
pub fn is_reversed(connection: &Connection, record: Uuid) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM entry WHERE reverses = ?1")?;
    Ok(query.exists([record.as_bytes()])?)
}

/// The place of a Z report by its number.
///
/// # Errors
/// [`StoreError`].
pub fn close_by_number(connection: &Connection, number: &str) -> Result<Option<i64>, StoreError> {
    let mut query = connection.prepare_cached("SELECT pos FROM shift_close WHERE number = ?1 ORDER BY pos DESC LIMIT 1")?;
    Ok(query.query_row([number], |row| row.get(0)).optional()?)
}
