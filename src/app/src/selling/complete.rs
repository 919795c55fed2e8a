//! A paid sale: record, projections, journal, stock and print jobs in one transaction.

use chrono::{Datelike, NaiveDate};
use domain::cart::PricedCart;
use domain::fact::Fact;
use domain::member::Member;
use domain::receipt::Extras;
use domain::sale::{self, Offer, Sale, Settled, TenderKind, settle};
use domain::shift::Shift;
use domain::{Rupiah, tax};
use store::{Device, Stamp, Tx};
use uuid::Uuid;

use super::shift::for_sale;
use crate::printing::{enqueue_drawer, enqueue_receipt};
use crate::stock::{Shelf, owe};
use crate::{Actor, App, Fault, Refusal, Settings};

/// A sale that was committed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    /// The sale.
    pub sale: Sale,
    /// Id of its record.
    pub record_id: Uuid,
    /// First six characters of the record's hash, base 32.
    pub mark: String,
    /// The print job of its receipt, when a printer is set.
    pub job: Option<String>,
}

/// What is to be sold and how it is paid.
pub(super) struct Completion<'a> {
    /// Id of the record, made before the payment: doing it again finds the first answer. A cart on the
    /// disk with this id is sold with it.
    pub(super) id: Uuid,
    /// The goods with their prices.
    pub(super) priced: &'a PricedCart,
    /// The member.
    pub(super) member: Option<&'a Member>,
    /// The payments.
    pub(super) offers: &'a [Offer],
    /// The date of the books when it is not the open shift's (replay).
    pub(super) date: Option<NaiveDate>,
    /// Open a shift with float 0 when none is open (commands).
    pub(super) open_shift: bool,
}

impl App {
    /// Commits a sale. When it returns, the sale is on the platter; drawer and paper come after.
    pub(super) fn complete(&mut self, completion: &Completion<'_>) -> Result<Paid, Fault> {
        let actor = self.require(domain::staff::Right::Sell)?;
        if completion.priced.lines.is_empty() {
            return Err(Refusal::EmptyCart.into());
        }
        if completion.priced.total > Rupiah::LIMIT {
            return Err(Refusal::TotalTooLarge(Rupiah::LIMIT).into());
        }
        let settled = settle(completion.priced.total, completion.offers, self.settings.rounding)?;
        let stamp = Stamp { id: completion.id, at: self.clock.now() };
        self.transact(|tx, device, settings| {
            if let Some(pos) = store::records::find(tx.connection(), completion.id)? {
                return already_paid(tx, pos);
            }
            let shift = for_sale(tx, device, stamp, completion.date, &actor.id, completion.open_shift)?;
            let sale = build(tx, device, stamp, completion, &settled, &shift, &actor, settings)?;
            commit(tx, device, stamp, completion, sale, &actor, settings)
        })
    }
}

/// The sale that a first try committed.
fn already_paid(tx: &Tx<'_>, pos: i64) -> Result<Paid, Fault> {
    let (sale, record) = store::sale::at(tx.connection(), pos)?.ok_or_else(|| Fault::Defect("nomor catatan sudah dipakai".to_owned()))?;
    let job = store::print_queue::of_receipt(tx.connection(), &sale.receipt)?.map(|job| job.id);
    Ok(Paid { mark: record.mark(), record_id: record.header.id, sale, job })
}

#[expect(clippy::too_many_arguments, reason = "one place where everything of a sale meets")]
fn build(
    tx: &Tx<'_>,
    device: &Device,
    stamp: Stamp,
    completion: &Completion<'_>,
    settled: &Settled,
    shift: &Shift,
    actor: &Actor,
    settings: &Settings,
) -> Result<Sale, Fault> {
    let priced = completion.priced;
    let mut taxable = Vec::with_capacity(priced.lines.len());
    for line in &priced.lines {
        taxable.push((line.line.product.tax, line.net()?));
    }
    let taxes = tax::of_lines(settings.taxable_entrepreneur, shift.business_date, &taxable)?;
    let mut shelf = Shelf::new(tx.connection());
    let (mut costs, mut owners) = (Vec::with_capacity(priced.lines.len()), Vec::with_capacity(priced.lines.len()));
    for line in &priced.lines {
        let (cost, owner) = shelf.take(&line.line.product.sku, line.line.quantity.times(line.pack().factor)?)?;
        costs.push(cost);
        owners.push(owner);
    }
    let mut lines = sale::lines(priced, &taxes, &costs);
    owe(tx.connection(), &mut lines, &owners)?;
    let counter = store::sale::next_counter(tx.connection(), device.id, device.epoch)?;
    Ok(Sale {
        receipt: format!("{}{}-{counter:06}", device.till, device.epoch),
        till: device.till.clone(),
        shift: shift.id.clone(),
        business_date: shift.business_date,
        at: stamp.at,
        cashier: actor.id.clone(),
        member: completion.member.cloned(),
        lines,
        subtotal: priced.subtotal,
        discount: priced.discount,
        rounding: settled.rounding,
        total: settled.total,
        tenders: settled.tenders.clone(),
        change: settled.change,
        returned: None,
        taxable_entrepreneur: settings.taxable_entrepreneur,
    })
}

/// The member's purchases of the year with this sale, rupiah, and the year.
pub(crate) fn member_to_date(tx: &Tx<'_>, sale: &Sale) -> Result<Option<(Rupiah, i32)>, Fault> {
    let year = sale.business_date.year();
    Ok(match &sale.member {
        Some(member) => Some((store::member::purchases(tx.connection(), &member.number, year)?, year)),
        None => None,
    })
}

fn commit(
    tx: &Tx<'_>,
    device: &Device,
    stamp: Stamp,
    completion: &Completion<'_>,
    sale: Sale,
    actor: &Actor,
    settings: &Settings,
) -> Result<Paid, Fault> {
    if !sale.adds_up() {
        return Err(Fault::Defect(format!("jumlah nota {} tidak cocok", sale.receipt)));
    }
    let appended = tx.append(device, stamp, &Fact::Sale(sale.clone()))?;
    let mark = appended.record.mark();
    let member_to_date = member_to_date(tx, &sale)?;
    let extras = Extras { cashier: actor.name.clone(), member_to_date, mark: mark.clone(), copy: false };
    if sale.tenders.iter().any(|tender| tender.kind == TenderKind::Cash) {
        enqueue_drawer(tx, settings, &sale.receipt, stamp)?;
    }
    let job = enqueue_receipt(tx, settings, &sale, &extras, stamp)?;
    Ok(Paid { sale, record_id: completion.id, mark, job })
}
