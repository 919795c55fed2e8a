//! Carrying a return out: one ticket, one transaction, everything offline.

use domain::fact::Fact;
use domain::receipt::Extras;
use domain::sale::{Sale, TenderKind, lines};
use domain::shift::Shift;
use domain::staff::{Right, Role};
use domain::{Rupiah, tax};
use store::{Device, Stamp, Tx};

use super::order::{ReturnOrder, Ticket, ticket};
use crate::printing::{enqueue_drawer, enqueue_receipt};
use crate::selling::{Paid, member_to_date, shift_for_sale};
use crate::staff::Approval;
use crate::stock::owe;
use crate::{Actor, App, Fault, Refusal, Settings};

impl App {
    /// Takes goods back, and sells new ones for them. Opens a shift with float 0 when none is open and a
    /// command asks (`sistem` or `--as`); the screen asks for the float first.
    ///
    /// # Errors
    /// [`crate::Refusal::Return`], [`crate::Refusal::NoSuchReceipt`], [`crate::Refusal::NeedsReason`],
    /// [`crate::Refusal::NeedsApproval`], [`crate::Refusal::NotVoidable`], [`crate::Refusal::NotInDrawer`]; then nothing
    /// changed.
    pub fn return_goods(&mut self, order: &ReturnOrder, approval: Option<&Approval>) -> Result<Paid, Fault> {
        let right = match &order.receipt {
            None => Right::ReturnWithoutReceipt,
            Some(_) if order.void => Right::Void,
            Some(_) => Right::Return,
        };
        let actor = self.hold_right(right, approval)?;
        let prepared = self.prepare(order)?;
        let stamp = self.stamp();
        let sees = self.require(Right::SeeExpected).is_ok();
        self.transact(|tx, device, settings| {
            let shift = shift_for_sale(tx, device, stamp, None, &actor.id, true)?;
            let ticket = ticket(tx.connection(), settings, order, &prepared, shift.business_date, Some(&shift.id))?;
            let sale = build(tx, device, stamp, &shift, ticket, &actor, settings)?;
            if actor.role != Role::System {
                check_drawer(tx, &shift, &sale, sees)?;
            }
            commit(tx, device, stamp, sale, &actor, settings)
        })
    }

    /// Undoes a whole sale of the open shift: everything comes back, with a reason.
    ///
    /// # Errors
    /// As [`App::return_goods`].
    pub fn void_sale(&mut self, receipt: &str, reason: &str, approval: Option<&Approval>) -> Result<Paid, Fault> {
        let order = ReturnOrder { receipt: Some(receipt.to_owned()), reason: reason.to_owned(), void: true, ..ReturnOrder::default() };
        self.return_goods(&order, approval)
    }
}

/// More cash cannot be handed out than the drawer holds. A command without a person has no drawer to look into.
fn check_drawer(tx: &Tx<'_>, shift: &Shift, sale: &Sale, sees: bool) -> Result<(), Fault> {
    let paid_out = Rupiah::ZERO.minus(sale.net_by(TenderKind::Cash)?)?;
    let held = store::shift::expected(tx.connection(), shift)?;
    if paid_out > Rupiah::ZERO && paid_out > held {
        return Err(Refusal::NotInDrawer(sees.then_some(held)).into());
    }
    Ok(())
}

fn build(
    tx: &Tx<'_>,
    device: &Device,
    stamp: Stamp,
    shift: &Shift,
    ticket: Ticket,
    actor: &Actor,
    settings: &Settings,
) -> Result<Sale, Fault> {
    let priced = &ticket.priced;
    let mut taxable = Vec::with_capacity(priced.lines.len());
    for line in &priced.lines {
        taxable.push((line.line.product.tax, line.net()?));
    }
    let taxes = tax::of_lines(settings.taxable_entrepreneur, shift.business_date, &taxable)?;
    let mut goods = lines(priced, &taxes, &ticket.costs);
    owe(tx.connection(), &mut goods, &ticket.owners)?;
    let counter = store::sale::next_counter(tx.connection(), device.id, device.epoch)?;
    let rounding = ticket.settled.rounding;
    Ok(Sale {
        receipt: format!("{}{}-{counter:06}", device.till, device.epoch),
        till: device.till.clone(),
        shift: shift.id.clone(),
        business_date: shift.business_date,
        at: stamp.at,
        cashier: actor.id.clone(),
        member: ticket.member,
        lines: goods,
        subtotal: priced.subtotal,
        discount: priced.discount,
        rounding,
        total: priced.total.plus(rounding)?.minus(ticket.returned.value)?,
        tenders: ticket.settled.tenders,
        change: ticket.settled.change,
        returned: Some(Box::new(ticket.returned)),
        taxable_entrepreneur: settings.taxable_entrepreneur,
    })
}

fn commit(tx: &Tx<'_>, device: &Device, stamp: Stamp, sale: Sale, actor: &Actor, settings: &Settings) -> Result<Paid, Fault> {
    if !sale.adds_up() {
        return Err(Fault::Defect(format!("jumlah retur {} tidak cocok", sale.receipt)));
    }
    let appended = tx.append(device, stamp, &Fact::Sale(sale.clone()))?;
    let mark = appended.record.mark();
    let member_to_date = member_to_date(tx, &sale)?;
    let extras = Extras { cashier: actor.name.clone(), member_to_date, mark: mark.clone(), copy: false };
    if !sale.net_by(TenderKind::Cash)?.is_zero() {
        enqueue_drawer(tx, settings, &sale.receipt, stamp)?;
    }
    let job = enqueue_receipt(tx, settings, &sale, &extras, stamp)?;
    Ok(Paid { sale, record_id: stamp.id, mark, job })
}
