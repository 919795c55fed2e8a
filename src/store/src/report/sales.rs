//! Tickets as wholes, and how they were paid.

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::lines::date;
use super::{Period, Stopped, Watch, sale_bounds};

/// A ticket without its lines; what came back is taken off every sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleHead {
    /// Place in the log.
    pub pos: i64,
    /// The till's letter.
    pub till: String,
    /// The shift (id).
    pub shift: String,
    /// Date of the books.
    pub date: NaiveDate,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Minutes east of UTC.
    pub tz: i64,
    /// Who sold (staff id).
    pub cashier: String,
    /// The member's number; empty for others.
    pub member: String,
    /// Sum of the lines, rupiah.
    pub gross: i64,
    /// Discount on the whole cart, rupiah.
    pub discount: i64,
    /// Rounding of cash, rupiah.
    pub rounding: i64,
    /// What was paid less what was given back, rupiah.
    pub total: i64,
    /// PPN inside, rupiah.
    pub tax: i64,
    /// Cost of the goods, rupiah.
    pub cost: i64,
    /// How many lines were sold; a return alone has none.
    pub lines: i64,
    /// What was given for goods that came back, rupiah; none when nothing did.
    pub returned: Option<i64>,
    /// Its own date, when it came after the close of that day.
    pub late: Option<NaiveDate>,
}

impl SaleHead {
    /// One when goods were sold.
    pub const fn sales(&self) -> i64 {
        if self.lines > 0 { 1 } else { 0 }
    }

    /// One when goods came back.
    pub const fn returns(&self) -> i64 {
        if self.returned.is_some() { 1 } else { 0 }
    }

    /// The hour on the wall, 0 to 23.
    pub fn hour(&self) -> usize {
        let minutes = self.at.div_euclid(60_000) + self.tz;
        usize::try_from(minutes.div_euclid(60).rem_euclid(24)).unwrap_or(0)
    }
}

/// Calls `each` with every ticket of a period in the order of the log.
///
/// # Errors
/// [`Stopped`].
pub fn sales(connection: &Connection, period: &Period, watch: &mut Watch<'_>, mut each: impl FnMut(&SaleHead)) -> Result<(), Stopped> {
    let bounds = sale_bounds(connection, period)?;
    watch.begin(connection, bounds)?;
    let (from, to) = period.ends();
    let mut query = connection.prepare_cached(include_str!("sales.sql"))?;
    let mut rows = query.query(params![bounds.0, bounds.1, from, to])?;
    while let Some(row) = rows.next()? {
        let head = SaleHead {
            pos: row.get(0)?,
            till: row.get(1)?,
            shift: row.get(2)?,
            date: date(row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?),
            at: row.get(4)?,
            tz: row.get(5)?,
            cashier: row.get(6)?,
            member: row.get(7)?,
            gross: row.get(8)?,
            discount: row.get(9)?,
            rounding: row.get(10)?,
            total: row.get(11)?,
            tax: row.get(12)?,
            cost: row.get(13)?,
            lines: row.get(14)?,
            returned: row.get(15)?,
            late: row.get(16)?,
        };
        each(&head);
        watch.step(head.pos)?;
    }
    Ok(())
}

/// A payment: what stays in the shop, cash after change; what is given back is below zero.
#[derive(Clone, Copy, Debug)]
pub struct TenderRow<'a> {
    /// Place of the ticket in the log.
    pub pos: i64,
    /// Date of the books.
    pub date: &'a str,
    /// `cash`, `qris`, ...
    pub kind: &'a str,
    /// The till's letter.
    pub till: &'a str,
    /// Who sold (staff id).
    pub cashier: &'a str,
    /// Rupiah.
    pub amount: i64,
    /// True for money given back.
    pub is_refund: bool,
}

/// Calls `each` with every payment and refund of a period in the order of the log.
///
/// # Errors
/// [`Stopped`].
pub fn tenders(
    connection: &Connection,
    period: &Period,
    watch: &mut Watch<'_>,
    mut each: impl FnMut(&TenderRow<'_>),
) -> Result<(), Stopped> {
    let bounds = sale_bounds(connection, period)?;
    watch.begin(connection, bounds)?;
    let (from, to) = period.ends();
    let mut query = connection.prepare_cached(include_str!("tenders.sql"))?;
    let mut rows = query.query(params![bounds.0, bounds.1, from, to])?;
    while let Some(row) = rows.next()? {
        let tender = TenderRow {
            pos: row.get(0)?,
            date: row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
            kind: row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?,
            till: row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?,
            cashier: row.get_ref(4)?.as_str().map_err(rusqlite::Error::from)?,
            amount: row.get(5)?,
            is_refund: row.get(6)?,
        };
        each(&tender);
        watch.step(tender.pos)?;
    }
    Ok(())
}
