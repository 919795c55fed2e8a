//! What was sold and what came back, line by line.

use chrono::NaiveDate;
use domain::sale::{Sale, SaleLine};
use domain::tax::TaxClass;
use rusqlite::{Connection, params};

use super::{Period, Stopped, Watch, sale_bounds};

/// A line of a sale, or of a return: then every figure is below zero. Texts are borrowed from the row.
#[derive(Clone, Copy, Debug)]
pub struct LineRow<'a> {
    /// Place of the ticket in the log.
    pub pos: i64,
    /// The member's number; empty for others.
    pub member: &'a str,
    /// The product's key.
    pub sku: &'a str,
    /// Base units, thousandths.
    pub quantity: i64,
    /// What the line cost, rupiah.
    pub amount: i64,
    /// Its part of the cart's discount, rupiah.
    pub cart_discount: i64,
    /// PPN inside, rupiah.
    pub tax: i64,
    /// Cost of the goods, rupiah.
    pub cost: i64,
    /// The word of its tax class; `non-pkp` where none was collected.
    pub tax_class: &'a str,
}

/// Calls `each` with every line sold in a period in the order of the log, then with every line that came
/// back.
///
/// # Errors
/// [`Stopped`].
pub fn lines(connection: &Connection, period: &Period, watch: &mut Watch<'_>, mut each: impl FnMut(&LineRow<'_>)) -> Result<(), Stopped> {
    let bounds = sale_bounds(connection, period)?;
    watch.begin(connection, bounds)?;
    let (from, to) = period.ends();
    for sql in [include_str!("lines.sql"), include_str!("return_lines.sql")] {
        let mut query = connection.prepare_cached(sql)?;
        let mut rows = query.query(params![bounds.0, bounds.1, from, to])?;
        while let Some(row) = rows.next()? {
            let line = LineRow {
                pos: row.get(0)?,
                member: row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?,
                sku: row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?,
                quantity: row.get(3)?,
                amount: row.get(4)?,
                cart_discount: row.get(5)?,
                tax: row.get(6)?,
                cost: row.get(7)?,
                tax_class: row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?,
            };
            each(&line);
            watch.step(line.pos)?;
        }
    }
    Ok(())
}

/// The word of a line's tax class as reports need it: what was not collected is not taxed. A return says
/// so by its own PPN, because the shop may have become a PKP between.
pub(crate) fn tax_word(sale: &Sale, line: &SaleLine) -> &'static str {
    let taxable = matches!(line.tax_class, TaxClass::Ppn | TaxClass::Luxury);
    let collected =
        if taxable { !line.tax.is_zero() || (sale.taxable_entrepreneur && line.amount.is_zero()) } else { sale.taxable_entrepreneur };
    if collected { line.tax_class.word() } else { "non-pkp" }
}

/// A date as the projection writes it.
pub(super) fn date(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap_or_default()
}
