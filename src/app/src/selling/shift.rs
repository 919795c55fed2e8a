//! The shift that a sale belongs to.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::shift::{CashCount, Shift};
use store::{Device, Stamp, Tx};
use uuid::Uuid;

use crate::day::after_closed;
use crate::{Fault, Refusal};

/// The shift that a sale belongs to, inside its transaction: the open one (of `date` when a replay
/// says so), or a new one with float 0 for a command.
pub(crate) fn for_sale(tx: &Tx<'_>, device: &Device, stamp: Stamp, date: Option<NaiveDate>, by: &str, open: bool) -> Result<Shift, Fault> {
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
        business_date: match date {
            Some(date) => date,
            None => after_closed(store::period::closed_upto(tx.connection())?, stamp.at.date_naive()),
        },
        opened_by: by.to_owned(),
        opening_float: Rupiah::ZERO,
        notes: CashCount::default(),
    };
    tx.append(device, Stamp { id: Uuid::now_v7(), at: stamp.at }, &Fact::ShiftOpened(shift.clone()))?;
    Ok(shift)
}
