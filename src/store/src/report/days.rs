//! Sales by date of the books.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::Connection;

use super::lines::date;
use super::{Period, Stopped, Watch, sales, tenders};

/// The tickets of one date of the books; what came back is taken off every sum.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayRow {
    /// The date.
    pub date: NaiveDate,
    /// How many tickets with goods sold.
    pub sales: i64,
    /// How many tickets with goods that came back.
    pub returns: i64,
    /// How many lines were sold.
    pub lines: i64,
    /// Sum of the lines, rupiah.
    pub gross: i64,
    /// Discounts on whole carts, rupiah.
    pub discount: i64,
    /// Rounding of cash, rupiah.
    pub rounding: i64,
    /// What was paid less what was given back, rupiah.
    pub net: i64,
    /// What was given for goods that came back, rupiah.
    pub returned: i64,
    /// PPN inside, rupiah.
    pub tax: i64,
    /// Cost of the goods, rupiah.
    pub cost: i64,
    /// Tickets with goods sold to members, and what members paid less what they were given back, rupiah.
    pub members: (i64, i64),
    /// How many tickets came after the close of their own day.
    pub late: i64,
    /// What each kind of tender brought, rupiah; cash after change, refunds taken off.
    pub tenders: Vec<(String, i64)>,
}

/// Sales by date of the books, both ends included.
///
/// # Errors
/// [`Stopped`].
pub fn days(connection: &Connection, period: &Period, watch: &mut Watch<'_>) -> Result<Vec<DayRow>, Stopped> {
    let mut days: BTreeMap<NaiveDate, DayRow> = BTreeMap::new();
    watch.part(0, 600);
    sales(connection, period, watch, |sale| {
        let day = days.entry(sale.date).or_insert_with(|| DayRow { date: sale.date, ..DayRow::default() });
        day.sales += sale.sales();
        day.returns += sale.returns();
        day.lines += sale.lines;
        day.gross += sale.gross;
        day.discount += sale.discount;
        day.rounding += sale.rounding;
        day.net += sale.total;
        day.returned += sale.returned.unwrap_or(0);
        day.tax += sale.tax;
        day.cost += sale.cost;
        if !sale.member.is_empty() {
            day.members.0 += sale.sales();
            day.members.1 += sale.total;
        }
        day.late += i64::from(sale.late.is_some());
    })?;
    watch.part(600, 1_000);
    let mut kinds: BTreeMap<String, BTreeMap<String, i64>> = BTreeMap::new();
    tenders(connection, period, watch, |tender| {
        let of_day = match kinds.get_mut(tender.date) {
            Some(of_day) => of_day,
            None => kinds.entry(tender.date.to_owned()).or_default(),
        };
        match of_day.get_mut(tender.kind) {
            Some(amount) => *amount += tender.amount,
            None => {
                of_day.insert(tender.kind.to_owned(), tender.amount);
            }
        }
    })?;
    for (on, of_day) in kinds {
        if let Some(day) = days.get_mut(&date(&on)) {
            day.tenders = of_day.into_iter().collect();
        }
    }
    Ok(days.into_values().collect())
}
