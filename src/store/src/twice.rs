//! What two tills did because neither knew of the other's doing. It happened, so it stands in the books; a
//! person has to look at it.

use chrono::NaiveDate;
use domain::period::PeriodKind;
use rusqlite::{Connection, ToSql};

use crate::{StoreError, parked, period};

/// What was done twice, in words that a person knows it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Twice {
    /// Parked carts that were taken up: the tills of each.
    pub carts: Vec<Vec<String>>,
    /// Receipts of which more came back than was sold.
    pub returns: Vec<String>,
    /// Delivery notes whose goods were received.
    pub notes: Vec<String>,
    /// Periods that were closed.
    pub closes: Vec<(PeriodKind, NaiveDate)>,
    /// Journals that reverse the same one.
    pub reversals: Vec<String>,
    /// Products whose stock was counted in at the start.
    pub openings: Vec<String>,
}

/// What was done twice, where the later time was after `since` (ms since 1970 UTC; `day` is its date).
///
/// # Errors
/// [`StoreError`].
pub fn twice(connection: &Connection, since: i64, day: NaiveDate) -> Result<Twice, StoreError> {
    Ok(Twice {
        carts: parked::double_takes(connection, since)?.into_iter().map(|twice| twice.tills).collect(),
        returns: returns(connection, day)?,
        notes: notes(connection, since)?,
        closes: period::closed_twice(connection, since)?,
        reversals: reversals(connection, since)?,
        openings: openings(connection, since)?,
    })
}

/// Sales of which more came back than was sold, of those that something came back of.
fn returns(connection: &Connection, since: NaiveDate) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT DISTINCT back.receipt FROM sale JOIN sale_return AS back ON back.pos = sale.pos
                WHERE sale.business_date >= ?1 AND back.original IS NOT NULL AND EXISTS (
                      SELECT 1 FROM sale_return JOIN return_line ON return_line.pos = sale_return.pos
                        JOIN record ON record.record_id = sale_return.original
                        JOIN sale_line ON sale_line.pos = record.pos AND sale_line.line = return_line.of
                       WHERE sale_return.original = back.original
                       GROUP BY return_line.of HAVING sum(return_line.quantity) > max(sale_line.quantity))
                ORDER BY 1";
    texts(connection, sql, since)
}

fn notes(connection: &Connection, since: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT note FROM goods_receipt WHERE note <> '' GROUP BY note, supplier
               HAVING count(*) > 1 AND max(at) >= ?1 ORDER BY 1";
    texts(connection, sql, since)
}

fn reversals(connection: &Connection, since: i64) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT max(entry.memo) FROM entry JOIN record ON record.pos = entry.pos
                WHERE reverses IS NOT NULL GROUP BY reverses HAVING count(*) > 1 AND max(record.at) >= ?1 ORDER BY 1";
    texts(connection, sql, since)
}

fn openings(connection: &Connection, since: i64) -> Result<Vec<String>, StoreError> {
    // Named, because the planner would take the index of all movements.
    let sql = "SELECT coalesce(max(product.name), twice.sku)
                 FROM (SELECT sku FROM movement INDEXED BY movement_opened WHERE kind = 'opening' GROUP BY sku HAVING min(pos) < max(pos)) AS twice
                 JOIN movement AS each INDEXED BY movement_opened ON each.sku = twice.sku AND each.kind = 'opening'
                 JOIN record ON record.pos = each.pos LEFT JOIN product ON product.sku = twice.sku
                GROUP BY twice.sku HAVING max(record.at) >= ?1 ORDER BY 1";
    texts(connection, sql, since)
}

fn texts(connection: &Connection, sql: &'static str, since: impl ToSql) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare_cached(sql)?;
    let rows = query.query_map([since], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
