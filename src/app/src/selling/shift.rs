//! Opening the till: the float, and the date of the books.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::shift::Shift;
use domain::staff::Right;
use store::{Device, Stamp, Tx};
use uuid::Uuid;

use crate::{App, Fault, Refusal};

impl App {
    /// The open shift of this till.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn shift(&self) -> Result<Option<Shift>, Fault> {
        Ok(store::shift::open(self.store.connection(), self.till())?)
    }

    /// Opens a shift for today with a float from the safe.
    ///
    /// # Errors
    /// [`Refusal::ShiftIsOpen`], [`Refusal::Amount`].
    pub fn open_shift(&mut self, opening_float: Rupiah) -> Result<Shift, Fault> {
        let by = self.require(Right::Sell)?.id;
        if opening_float.is_negative() || opening_float > Rupiah::LIMIT {
            return Err(Refusal::Amount("modal awal harus nol atau lebih".to_owned()).into());
        }
        if let Some(shift) = self.shift()? {
            return Err(Refusal::ShiftIsOpen(shift.business_date).into());
        }
        let shift = Shift {
            id: Uuid::now_v7().to_string(),
            till: self.till().to_owned(),
            business_date: self.clock.now().date_naive(),
            opened_by: by,
            opening_float,
        };
        self.record(&Fact::ShiftOpened(shift.clone()))?;
        self.forget_promotions();
        self.reprice()?;
        Ok(shift)
    }
}

/// The shift that a sale belongs to, inside its transaction: the open one (of `date` when a replay
/// says so), or a new one with float 0 for a command.
pub(super) fn for_sale(tx: &Tx<'_>, device: &Device, stamp: Stamp, date: Option<NaiveDate>, by: &str, open: bool) -> Result<Shift, Fault> {
    let found = match date {
        Some(date) => store::shift::open_on(tx.connection(), &device.till, date)?,
        None => store::shift::open(tx.connection(), &device.till)?,
    };
    if let Some(shift) = found {
        return Ok(shift);
    }
    if !open {
        return Err(Refusal::NoShift.into());
    }
    let shift = Shift {
        id: Uuid::now_v7().to_string(),
        till: device.till.clone(),
        business_date: date.unwrap_or_else(|| stamp.at.date_naive()),
        opened_by: by.to_owned(),
        opening_float: Rupiah::ZERO,
    };
    tx.append(device, Stamp { id: Uuid::now_v7(), at: stamp.at }, &Fact::ShiftOpened(shift.clone()))?;
    Ok(shift)
}
