//! Finding the sale that goods come back from.

use domain::returns::{Before, refundable};
use domain::sale::{Sale, SaleLine, TenderKind};
use domain::{Quantity, Rupiah};
use store::sale::SaleRow;
use uuid::Uuid;

use crate::{App, Fault, Refusal};

/// A sale with what is left to return of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returnable {
    /// The sale.
    pub sale: Sale,
    /// Id of its record.
    pub record_id: Uuid,
    /// What came back already.
    pub before: Before,
    /// Each line with its number from 1 and the packs that are left.
    pub lines: Vec<(i64, SaleLine, Quantity)>,
    /// What can be given back by which tender, rupiah.
    pub refundable: Vec<(TenderKind, Rupiah)>,
    /// True when the whole sale can be undone: of the open shift, and nothing came back yet.
    pub voidable: bool,
}

impl App {
    /// The newest sales that fit a text: number or QR code of the receipt, member, time (`14:05`), date
    /// (`2026-11-23`), total, or goods by name or code.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn find_sales(&self, text: &str, limit: usize) -> Result<Vec<SaleRow>, Fault> {
        let text = receipt_in(text);
        let connection = self.store.connection();
        let mut found = store::sale::list(connection, &text, limit)?;
        if found.len() < limit && !text.is_empty() {
            let offset = self.clock.now().offset().local_minus_utc();
            for row in store::sale::list_by_goods_or_time(connection, &text, i64::from(offset), limit)? {
                if found.len() < limit && !found.iter().any(|known| known.pos == row.pos) {
                    found.push(row);
                }
            }
        }
        Ok(found)
    }

    /// The last ticket of this till in the open shift.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn last_sale(&self) -> Result<Option<SaleRow>, Fault> {
        let Some(shift) = self.shift()? else { return Ok(None) };
        Ok(store::sale::last_of_shift(self.store.connection(), &shift.id)?)
    }

    /// A sale with what is left to return of it.
    ///
    /// # Errors
    /// [`Refusal::NoSuchReceipt`].
    pub fn returnable(&self, receipt: &str) -> Result<Returnable, Fault> {
        let receipt = receipt_in(receipt);
        let open = self.shift()?.map(|shift| shift.id);
        self.store.read(|connection| returnable(connection, &receipt, open.as_deref()))
    }
}

pub(super) fn returnable(connection: &store::Connection, receipt: &str, open_shift: Option<&str>) -> Result<Returnable, Fault> {
    let missing = || Fault::from(Refusal::NoSuchReceipt(receipt.to_owned()));
    let pos = store::sale::by_receipt(connection, receipt)?.ok_or_else(missing)?;
    let (sale, record) = store::sale::at(connection, pos)?.ok_or_else(missing)?;
    let before = store::day::returned_before(connection, record.header.id)?;
    let mut lines = Vec::with_capacity(sale.lines.len());
    for (line, no) in sale.lines.iter().zip(1i64..) {
        lines.push((no, line.clone(), line.quantity.minus(before.of(no))?));
    }
    let refundable = refundable(&sale, &before, &origin(connection, &sale)?)?;
    let voidable = open_shift == Some(sale.shift.as_str()) && before.quantities.is_empty() && sale.returned.is_none();
    Ok(Returnable { record_id: record.header.id, before, lines, refundable, voidable, sale })
}

/// What can be given back of the sale whose goods were given for these.
fn origin(connection: &store::Connection, sale: &Sale) -> Result<Vec<(TenderKind, Rupiah)>, Fault> {
    let record = |sale: &Sale| sale.returned.as_ref()?.original.as_ref()?.record.parse().ok();
    // Exchanged goods may have been exchanged again; the first sale comes last here.
    let (mut chain, mut next) = (Vec::new(), record(sale));
    while let Some(id) = next {
        if chain.iter().any(|(_, known)| *known == id) {
            break;
        }
        let Some(pos) = store::records::find(connection, id)? else { break };
        let Some((earlier, _)) = store::sale::at(connection, pos)? else { break };
        next = record(&earlier);
        chain.push((earlier, id));
    }
    let mut left = Vec::new();
    for (earlier, id) in chain.iter().rev() {
        left = refundable(earlier, &store::day::returned_before(connection, *id)?, &left)?;
    }
    Ok(left)
}

/// The receipt number in what was scanned or typed: `SOKOGURU:A1-000123:QK3ZP7` or `a1-000123`.
pub(super) fn receipt_in(text: &str) -> String {
    let text = text.trim();
    match text.to_uppercase().strip_prefix("SOKOGURU:") {
        Some(rest) => rest.split(':').next().unwrap_or_default().to_owned(),
        None => text.to_owned(),
    }
}
