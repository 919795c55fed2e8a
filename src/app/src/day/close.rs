//! Closing a shift: a blind count, the difference named and posted, signed, numbered.

use domain::Rupiah;
use domain::fact::Fact;
use domain::paper::{Sheet, ShiftPaper, shift_report};
use domain::sale::TenderKind;
use domain::shift::{CashCount, Shift, ShiftClose, TenderCount};
use domain::staff::Right;
use store::{Connection, Device};

use crate::printing::enqueue_paper;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What was counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counting {
    /// The cash in the drawer.
    pub count: CashCount,
    /// Figures of the terminal's slip, the QRIS app or the bank, rupiah.
    pub typed: Vec<(TenderKind, Rupiah)>,
    /// Sums of earlier counts in this close after which [`App::preview_close`] was shown, rupiah.
    pub recounted: Vec<Rupiah>,
    /// A shortage is the cashier's, where the shop's rule allows it.
    pub charge: bool,
}

/// A shift that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The Z report.
    pub close: ShiftClose,
    /// Its lines on paper.
    pub lines: Vec<String>,
    /// The print job, when a printer is set.
    pub job: Option<String>,
}

impl App {
    /// The tenders other than cash of the open shift with how many payments each has, and no amounts: for
    /// a blind count.
    ///
    /// # Errors
    /// [`Refusal::NoShift`].
    pub fn tenders_to_count(&self) -> Result<Vec<(TenderKind, i64)>, Fault> {
        let shift = self.shift()?.ok_or(Refusal::NoShift)?;
        let tenders = store::shift::tenders(self.store.connection(), &shift.id)?;
        Ok(tenders.into_iter().filter(|tender| tender.kind != TenderKind::Cash).map(|tender| (tender.kind, tender.payments)).collect())
    }

    /// What the close would say: counted, expected, difference. To be asked only when the count is done.
    ///
    /// # Errors
    /// [`Refusal::NoShift`], [`Refusal::OtherTill`], [`Refusal::PaymentOpen`], [`Refusal::NeedsApproval`].
    pub fn preview_close(&self, counting: &Counting) -> Result<ShiftClose, Fault> {
        let by = self.require(Right::CloseShift)?.id;
        self.nothing_half_paid()?;
        let shift = own_shift(self.store.connection(), self.till())?;
        let device = self.device.as_ref().ok_or_else(|| Fault::Defect("perangkat tanpa kunci".to_owned()))?;
        self.store.read(|connection| make_close(connection, device, &shift, counting, &by, self.settings.charge_cashier))
    }

    /// Closes the open shift of this till in one transaction: everything that the log holds of it is in,
    /// nothing can come behind it. A difference above the shop's limit needs a signature.
    ///
    /// # Errors
    /// [`Refusal::NoShift`], [`Refusal::OtherTill`], [`Refusal::PaymentOpen`], [`Refusal::NeedsSignature`],
    /// [`Refusal::NeedsApproval`]; then the shift is open and usable.
    pub fn close_shift(&mut self, counting: &Counting, signer: Option<&Approval>) -> Result<Closed, Fault> {
        let actor = self.require(Right::CloseShift)?;
        self.nothing_half_paid()?;
        let stamp = self.stamp();
        let signed_by = match signer.filter(|signer| signer.is_for(Right::SignDifference)) {
            Some(signer) => Some(signer.by().to_owned()),
            None if self.settings.rights.allows(actor.role, Right::SignDifference) => Some(actor.id.clone()),
            None => None,
        };
        let sees = self.settings.rights.allows(actor.role, Right::SeeExpected);
        let closed = self.transact(|tx, device, settings| {
            let connection = tx.connection();
            let shift = own_shift(connection, &device.till)?;
            let mut close = make_close(connection, device, &shift, counting, &actor.id, settings.charge_cashier)?;
            let largest = close.largest_difference()?;
            if largest > settings.close_limit {
                close.signed_by = Some(signed_by.ok_or(Refusal::NeedsSignature(sees.then_some(largest)))?);
            }
            tx.append(device, stamp, &Fact::ShiftClosed(close.clone()))?;
            let opener = store::staff::name(connection, &close.opened_by)?;
            let mut named = close.clone();
            if let Some(signer) = &close.signed_by {
                named.signed_by = Some(store::staff::name(connection, signer)?);
            }
            let columns = settings.profile.columns;
            let sheet = Sheet { shop: &settings.shop, at: stamp.at, by: &actor.name, other: &opener, columns, copy: false };
            let pieces = shift_report(&named, ShiftPaper::Z, &sheet)?;
            let lines = super::report::text(&pieces);
            let job = enqueue_paper(tx, settings, &close.number, pieces, false, stamp)?;
            Ok(Closed { close, lines, job })
        })?;
        self.forget_promotions();
        self.backup_after_close();
        Ok(closed)
    }

    /// Money that was taken for a cart that is not sold yet belongs to nobody: it must be settled first.
    fn nothing_half_paid(&self) -> Result<(), Fault> {
        let open = store::cart::open(self.store.connection(), self.till())?;
        match open {
            Some(cart) if !cart.tenders.is_empty() => Err(Refusal::PaymentOpen.into()),
            _ => Ok(()),
        }
    }
}

/// The open shift of this till. Where there is none and another till's is known, that is what was meant.
fn own_shift(connection: &Connection, till: &str) -> Result<Shift, Fault> {
    if let Some(shift) = store::shift::open(connection, till)? {
        return Ok(shift);
    }
    match store::shift::all_open(connection)?.into_iter().next() {
        Some(other) => Err(Refusal::OtherTill(other.shift.till).into()),
        None => Err(Refusal::NoShift.into()),
    }
}

/// The close of a shift as the log has it.
pub(super) fn make_close(
    connection: &Connection,
    device: &Device,
    shift: &Shift,
    counting: &Counting,
    by: &str,
    charge_allowed: bool,
) -> Result<ShiftClose, Fault> {
    let sums = store::shift::sums(connection, &shift.id)?;
    let expected = shift.opening_float.plus(sums.cash)?.plus(sums.cash_in)?.minus(sums.cash_out)?;
    let counted = counting.count.total()?;
    let short = counted < expected;
    let number = store::shift::next_report(connection, device.id, device.epoch)?;
    Ok(ShiftClose {
        shift: shift.id.clone(),
        till: shift.till.clone(),
        business_date: shift.business_date,
        number: format!("{}{}-Z{number:04}", device.till, device.epoch),
        opened_by: shift.opened_by.clone(),
        by: by.to_owned(),
        signed_by: None,
        opening_float: shift.opening_float,
        notes: counting.count.clone(),
        counted,
        recounted: counting.recounted.clone(),
        expected,
        tenders: tenders(connection, shift, counting)?,
        charged_to: (short && counting.charge && charge_allowed).then(|| by.to_owned()),
        sums,
        until: store::records::head(connection, device.id, device.epoch)?.seq,
    })
}

/// The tenders other than cash with what was typed for each. A figure for a tender that was not used is
/// a difference like any other.
fn tenders(connection: &Connection, shift: &Shift, counting: &Counting) -> Result<Vec<TenderCount>, Fault> {
    let mut tenders = store::shift::tenders(connection, &shift.id)?;
    tenders.retain(|tender| tender.kind != TenderKind::Cash);
    for (kind, figure) in &counting.typed {
        if figure.is_negative() || *figure > Rupiah::LIMIT {
            return Err(Refusal::Amount(format!("angka {} harus nol atau lebih", kind.paper())).into());
        }
        match tenders.iter_mut().find(|tender| tender.kind == *kind) {
            Some(tender) => tender.counted = Some(*figure),
            None => tenders.push(TenderCount { kind: *kind, payments: 0, expected: Rupiah::ZERO, counted: Some(*figure) }),
        }
    }
    Ok(tenders)
}
