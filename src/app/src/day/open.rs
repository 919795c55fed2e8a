//! Opening the till: the float, counted by denomination, and the date of the books.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::shift::{CashCount, Shift};
use domain::staff::Right;
use uuid::Uuid;

use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What a till is opened with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opening {
    /// The float by denomination; empty when only the sum was typed.
    pub count: Option<CashCount>,
    /// The float, rupiah, when it was not counted.
    pub amount: Rupiah,
    /// The date of the books; the proposed one when absent.
    pub date: Option<NaiveDate>,
}

impl App {
    /// The open shift of this till.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn shift(&self) -> Result<Option<Shift>, Fault> {
        Ok(store::shift::open(self.store.connection(), self.till())?)
    }

    /// The date that a new shift would have: today, or the day after the last one that was closed when
    /// today takes no more postings (a clock that was set back proposes no closed day).
    ///
    /// # Errors
    /// [`Fault`].
    pub fn proposed_date(&self) -> Result<NaiveDate, Fault> {
        let today = self.clock.now().date_naive();
        Ok(after_closed(store::period::closed_upto(self.store.connection())?, today))
    }

    /// Opens a shift with a float from the safe.
    ///
    /// # Errors
    /// [`Refusal::ShiftIsOpen`], [`Refusal::Amount`].
    pub fn open_shift(&mut self, opening_float: Rupiah) -> Result<Shift, Fault> {
        self.open_shift_on(&Opening { amount: opening_float, ..Opening::default() }, None)
    }

    /// Opens a shift with a float that was counted, on a date that was shown. Another date than the
    /// proposed one is behind a right.
    ///
    /// # Errors
    /// [`Refusal::ShiftIsOpen`], [`Refusal::Amount`], [`Refusal::DateClosed`], [`Refusal::NeedsApproval`].
    pub fn open_shift_on(&mut self, opening: &Opening, approval: Option<&Approval>) -> Result<Shift, Fault> {
        let by = self.require(Right::Sell)?.id;
        let notes = opening.count.clone().unwrap_or_default();
        let opening_float = match &opening.count {
            Some(count) => count.total()?,
            None => opening.amount,
        };
        if opening_float.is_negative() || opening_float > Rupiah::LIMIT {
            return Err(Refusal::Amount("modal awal harus nol atau lebih".to_owned()).into());
        }
        if let Some(open) = self.shift()? {
            return Err(Refusal::ShiftIsOpen(open.business_date).into());
        }
        let proposed = self.proposed_date()?;
        let business_date = opening.date.unwrap_or(proposed);
        if business_date != proposed {
            self.check_date(business_date)?;
            self.hold_right(Right::BackDate, approval)?;
        }
        let id = Uuid::now_v7().to_string();
        let shift = Shift { id, till: self.till().to_owned(), business_date, opened_by: by, opening_float, notes };
        let stamp = self.stamp();
        self.transact(|tx, device, _| {
            // Another program of this till may have opened it in between.
            if let Some(open) = store::shift::open(tx.connection(), &device.till)? {
                return Err(Refusal::ShiftIsOpen(open.business_date).into());
            }
            tx.append(device, stamp, &Fact::ShiftOpened(shift.clone()))?;
            Ok(())
        })?;
        self.forget_promotions();
        self.reprice()?;
        Ok(shift)
    }

    /// A date that can still be posted to.
    pub(crate) fn check_date(&self, date: NaiveDate) -> Result<(), Fault> {
        match store::period::closed_upto(self.store.connection())? {
            Some(closed) if date <= closed => Err(Refusal::DateClosed(date).into()),
            _ => Ok(()),
        }
    }
}

/// `today`, or the first day after what is closed.
pub(crate) fn after_closed(closed: Option<NaiveDate>, today: NaiveDate) -> NaiveDate {
    match closed.and_then(|closed| closed.succ_opt()) {
        Some(open) if open > today => open,
        _ => today,
    }
}
