//! Goods of others: whose they are, what is owed for them.

use chrono::NaiveDate;
use domain::goods::{Owner, Partner, PartnerKind, Terms};
use domain::{Quantity, Rupiah};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{StoreError, stock};

fn partner_row(row: &Row<'_>) -> rusqlite::Result<Partner> {
    let (kind, terms): (String, String) = (row.get(2)?, row.get(3)?);
    Ok(Partner {
        code: row.get(0)?,
        name: row.get(1)?,
        kind: PartnerKind::parse(&kind).unwrap_or_default(),
        terms: Terms::parse(&terms).unwrap_or_default(),
        lead_days: row.get(4)?,
        active: row.get(5)?,
    })
}

/// A partner by its key.
///
/// # Errors
/// [`StoreError`].
pub fn partner(connection: &Connection, code: &str) -> Result<Option<Partner>, StoreError> {
    let mut query = connection.prepare_cached("SELECT code, name, kind, terms, lead_days, active FROM partner WHERE code = ?1")?;
    Ok(query.query_row([code], partner_row).optional()?)
}

/// All partners by key.
///
/// # Errors
/// [`StoreError`].
pub fn partners(connection: &Connection) -> Result<Vec<Partner>, StoreError> {
    let mut query = connection.prepare_cached("SELECT code, name, kind, terms, lead_days, active FROM partner ORDER BY code")?;
    Ok(query.query_map([], partner_row)?.collect::<Result<_, _>>()?)
}

/// The terms of an owner: the partner's, or what was agreed for each piece.
///
/// # Errors
/// [`StoreError`].
pub fn terms(connection: &Connection, owner: &Owner) -> Result<Terms, StoreError> {
    Ok(partner(connection, owner.partner())?.map(|partner| partner.terms).unwrap_or_default())
}

/// What was last agreed for goods of an owner: rupiah for a quantity.
///
/// # Errors
/// [`StoreError`].
pub fn agreed(connection: &Connection, sku: &str, owner: &str) -> Result<Option<(Rupiah, Quantity)>, StoreError> {
    let mut query = connection.prepare_cached("SELECT value, quantity FROM agreed WHERE sku = ?1 AND owner = ?2")?;
    Ok(query.query_row([sku, owner], |row| Ok((Rupiah::new(row.get(0)?), Quantity::new(row.get(1)?)))).optional()?)
}

/// What is for sale of a product, by owner; the koperasi first.
///
/// # Errors
/// [`StoreError`].
pub fn owners(connection: &Connection, sku: &str) -> Result<Vec<(Owner, Quantity)>, StoreError> {
    Ok(stock::for_sale(connection, sku)?.owners)
}

/// A product on a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StatementRow {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// Base units that came, thousandths.
    pub received: i64,
    /// Sold less what buyers brought back.
    pub sold: i64,
    /// Given back to the owner.
    pub returned: i64,
    /// Missing, broken: the shop answers for it.
    pub missing: i64,
    /// There now.
    pub left: i64,
    /// What buyers paid, without PPN, rupiah.
    pub paid: i64,
    /// What is owed for it, rupiah.
    pub payable: i64,
}

/// What became of an owner's goods in some days, by product. A ticket counts on the day it is booked on.
///
/// # Errors
/// [`StoreError`].
pub fn statement(connection: &Connection, owner: &str, from: NaiveDate, to: NaiveDate) -> Result<Vec<StatementRow>, StoreError> {
    let mut query = connection.prepare(
        "WITH line (pos, sku, kind, place, quantity) AS (
             SELECT pos, sku, kind, place, quantity FROM movement WHERE sku IN (SELECT sku FROM stock WHERE owner = ?1) AND owner = ?1),
         dated AS (
             SELECT line.*, coalesce((SELECT business_date FROM sale WHERE sale.pos = line.pos), (SELECT date FROM goods_receipt WHERE goods_receipt.pos = line.pos),
                                     (SELECT date FROM goods_move WHERE goods_move.pos = line.pos), (SELECT date FROM count_post WHERE count_post.pos = line.pos)) AS date
               FROM line)
         SELECT sku, coalesce((SELECT name FROM product WHERE product.sku = dated.sku), sku),
                sum(iif(kind = 'receipt' AND date BETWEEN ?2 AND ?3, quantity, 0)),
                sum(iif(kind = 'sale' AND date BETWEEN ?2 AND ?3, -quantity, 0)) - sum(iif(kind = 'return' AND date BETWEEN ?2 AND ?3, quantity, 0)),
                sum(iif(kind IN ('hand-back', 'recall', 'supplier-return') AND quantity < 0 AND date BETWEEN ?2 AND ?3, -quantity, 0)),
                sum(iif(kind IN ('waste', 'expired', 'use', 'count') AND date BETWEEN ?2 AND ?3, -quantity, 0)),
                sum(iif(place IN ('toko', 'rusak'), quantity, 0))
           FROM dated GROUP BY sku ORDER BY sku",
    )?;
    let mut rows = query
        .query_map(params![owner, from, to], |row| {
            Ok(StatementRow {
                sku: row.get(0)?,
                name: row.get(1)?,
                received: row.get(2)?,
                sold: row.get(3)?,
                returned: row.get(4)?,
                missing: row.get(5)?,
                left: row.get(6)?,
                ..StatementRow::default()
            })
        })?
        .collect::<Result<Vec<_>, _>>()?;
    let mut query = connection.prepare(
        "SELECT consign_line.sku, sum(paid), sum(payable) FROM consign_line JOIN sale ON sale.pos = consign_line.pos
          WHERE owner = ?1 AND business_date BETWEEN ?2 AND ?3 GROUP BY consign_line.sku",
    )?;
    for sums in query.query_map(params![owner, from, to], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)))? {
        let (sku, paid, payable) = sums?;
        if let Some(row) = rows.iter_mut().find(|row| row.sku == sku) {
            (row.paid, row.payable) = (paid, payable);
        }
    }
    Ok(rows)
}

/// What is owed to an owner, rupiah: the balance of the books.
///
/// # Errors
/// [`StoreError`].
pub fn owed(connection: &Connection, owner: &Owner) -> Result<Rupiah, StoreError> {
    let (account, sub) = owner.payable();
    let mut query =
        connection.prepare_cached("SELECT coalesce(sum(credit - debit), 0) FROM account_balance WHERE account = ?1 AND sub = ?2")?;
    Ok(Rupiah::new(query.query_row([account, sub], |row| row.get(0))?))
}

/// A payout in a list: date, rupiah, how, reference, place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutRow {
    /// Place in the log.
    pub pos: i64,
    /// Its date.
    pub date: NaiveDate,
    /// Rupiah.
    pub amount: Rupiah,
    /// `cash` or `transfer`.
    pub method: String,
    /// Reference of a transfer.
    pub reference: String,
}

/// What an owner was paid in some days.
///
/// # Errors
/// [`StoreError`].
pub fn payouts(connection: &Connection, owner: &str, from: NaiveDate, to: NaiveDate) -> Result<Vec<PayoutRow>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT pos, date, amount, method, reference FROM payout WHERE owner = ?1 AND date BETWEEN ?2 AND ?3 ORDER BY pos",
    )?;
    let row = |row: &Row<'_>| {
        Ok(PayoutRow { pos: row.get(0)?, date: row.get(1)?, amount: Rupiah::new(row.get(2)?), method: row.get(3)?, reference: row.get(4)? })
    };
    Ok(query.query_map(params![owner, from, to], row)?.collect::<Result<_, _>>()?)
}
