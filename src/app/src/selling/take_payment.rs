//! Taking payment for the cart in progress, one tender after the other.

use domain::Rupiah;
use domain::fact::Fact;
use domain::sale::{Offer, SettleError, Tender, TenderKind};
use domain::staff::Right;
use store::cart::StoredTender;
use uuid::Uuid;

use super::OpenCart;
use super::complete::{Completion, Paid};
use crate::{App, Fault, Refusal};

/// How far a payment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Something is still due.
    StillDue,
    /// The sale is committed.
    Paid(Box<Paid>),
}

impl App {
    /// Takes a tender. No amount means what is due. When nothing is due any more the sale is
    /// committed.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing was taken.
    pub fn take_tender(&mut self, kind: TenderKind, amount: Option<Rupiah>, reference: Option<&str>) -> Result<Progress, Fault> {
        self.ready_to_pay()?;
        let due = self.due()?;
        let cash = kind == TenderKind::Cash;
        let owed = if cash { due.cash } else { due.exact };
        let amount = amount.unwrap_or(owed);
        if amount.get() <= 0 && !owed.is_zero() {
            return Err(SettleError::NotPositive(kind).into());
        }
        if amount > Rupiah::LIMIT {
            return Err(SettleError::TooMuch.into());
        }
        if !cash && amount > owed {
            return Err(SettleError::OverWithoutChange { kind, over: amount.minus(owed)? }.into());
        }
        let tender = Tender { kind, amount, reference: reference.map(str::trim).filter(|r| !r.is_empty()).map(str::to_owned) };
        if amount >= owed {
            return self.finish(Some(tender));
        }
        self.keep_tender(tender, false)?;
        Ok(Progress::StillDue)
    }

    /// Shows a QRIS for `amount` (what is due when absent): the payload with the amount, and the
    /// payment's number. It waits until somebody confirms it.
    ///
    /// # Errors
    /// [`Refusal::NoQris`], [`Refusal::QrisWaiting`], [`Refusal::Qris`].
    pub fn start_qris(&mut self, amount: Option<Rupiah>) -> Result<(i64, String), Fault> {
        self.ready_to_pay()?;
        let qris = self.settings.qris.clone().ok_or(Refusal::NoQris)?;
        let owed = self.due()?.exact;
        let amount = amount.unwrap_or(owed);
        if amount > owed {
            return Err(SettleError::OverWithoutChange { kind: TenderKind::Qris, over: amount.minus(owed)? }.into());
        }
        // A bill number that the payer's app and the acquirer's list may show.
        let reference = format!("{}{}", self.till(), self.clock.now().format("%y%m%d%H%M%S"));
        let payload = qris.with_amount(amount, Some(&reference))?;
        let no = self.keep_tender(Tender { kind: TenderKind::Qris, amount, reference: Some(reference) }, true)?;
        Ok((no, payload))
    }

    /// The QRIS that waits, if any: number, payload, amount. After a crash it is still there.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn waiting_qris(&self) -> Result<Option<(i64, String, Rupiah)>, Fault> {
        let Some(waiting) = self.cart.tenders.iter().find(|tender| tender.waiting) else {
            return Ok(None);
        };
        let qris = self.settings.qris.as_ref().ok_or(Refusal::NoQris)?;
        let amount = waiting.tender.amount;
        let payload = qris.with_amount(amount, waiting.tender.reference.as_deref())?;
        Ok(Some((waiting.no, payload, amount)))
    }

    /// Somebody saw the payment arrive.
    ///
    /// # Errors
    /// [`Refusal::NoSuchTender`].
    pub fn confirm_qris(&mut self, no: i64) -> Result<Progress, Fault> {
        self.require(Right::Sell)?;
        let place = self.cart.tenders.iter().position(|tender| tender.no == no && tender.waiting).ok_or(Refusal::NoSuchTender)?;
        let mut confirmed = self.cart.tenders[place].clone();
        confirmed.waiting = false;
        let id = self.cart.id.clone();
        self.store.transact(|tx| -> Result<(), Fault> { Ok(store::cart::save_tender(tx.connection(), &id, &confirmed)?) })?;
        self.cart.tenders[place] = confirmed;
        if self.due()?.exact.is_zero() { self.finish(None) } else { Ok(Progress::StillDue) }
    }

    /// Takes a payment out again: money was handed back, or the QRIS was given up (kept as a record).
    ///
    /// # Errors
    /// [`Refusal::NoSuchTender`].
    pub fn drop_tender(&mut self, no: i64) -> Result<(), Fault> {
        let by = self.require(Right::Sell)?.id;
        let place = self.cart.tenders.iter().position(|tender| tender.no == no).ok_or(Refusal::NoSuchTender)?;
        let dropped = self.cart.tenders[place].clone();
        if dropped.tender.kind == TenderKind::Qris {
            let reference = dropped.tender.reference.clone().unwrap_or_default();
            self.record(&Fact::QrisAbandoned { amount: dropped.tender.amount, reference, by })?;
        }
        let id = self.cart.id.clone();
        self.store.transact(|tx| -> Result<(), Fault> { Ok(store::cart::remove_tender(tx.connection(), &id, no)?) })?;
        self.cart.tenders.remove(place);
        Ok(())
    }

    fn ready_to_pay(&self) -> Result<(), Fault> {
        self.require(Right::Sell)?;
        if self.cart.cart.is_empty() {
            return Err(Refusal::EmptyCart.into());
        }
        if self.cart.tenders.iter().any(|tender| tender.waiting) {
            return Err(Refusal::QrisWaiting.into());
        }
        if self.shift()?.is_none() {
            return Err(Refusal::NoShift.into());
        }
        Ok(())
    }

    fn keep_tender(&mut self, tender: Tender, waiting: bool) -> Result<i64, Fault> {
        let no = self.cart.tenders.iter().map(|tender| tender.no).max().unwrap_or(0) + 1;
        let stored = StoredTender { no, tender, waiting };
        let id = self.cart.id.clone();
        self.store.transact(|tx| -> Result<(), Fault> { Ok(store::cart::save_tender(tx.connection(), &id, &stored)?) })?;
        self.cart.tenders.push(stored);
        Ok(no)
    }

    /// Commits the sale of the cart in progress with what was taken and the last tender.
    fn finish(&mut self, last: Option<Tender>) -> Result<Progress, Fault> {
        let tenders = self.cart.taken().into_iter().chain(last);
        let offers: Vec<Offer> =
            tenders.map(|tender| Offer { kind: tender.kind, amount: nonzero(tender.amount), reference: tender.reference }).collect();
        let id = Uuid::parse_str(&self.cart.id).map_err(|error| Fault::Defect(error.to_string()))?;
        let cart = self.cart.clone();
        let paid = self.complete(&Completion {
            id,
            priced: &cart.priced,
            member: cart.cart.member.as_ref(),
            offers: &offers,
            date: None,
            open_shift: false,
        })?;
        self.cart = OpenCart::default();
        Ok(Progress::Paid(Box::new(paid)))
    }
}

/// A cart that rounds to nothing is paid with no coin at all: what is due, not an amount of zero.
fn nonzero(amount: Rupiah) -> Option<Rupiah> {
    (!amount.is_zero()).then_some(amount)
}
