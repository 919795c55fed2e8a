//! Reports: read from what is kept, never summed over the whole past.

use chrono::NaiveDate;
use domain::staff::Right;
use store::ledger::BalanceRow;
use store::report::{DayRow, FIRST, LAST, Period, Stopped, Watch};
use store::stock::StockRow;

use crate::{App, Fault, Refusal};

impl App {
    /// The trial balance.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn trial_balance(&self) -> Result<Vec<BalanceRow>, Fault> {
        self.require(Right::SeeCost)?;
        Ok(store::ledger::trial_balance(self.store.connection())?)
    }

    /// What is on hand.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn stock_report(&self) -> Result<Vec<StockRow>, Fault> {
        self.require(Right::Reports)?;
        Ok(store::stock::report(self.store.connection())?)
    }

    /// Sales by date of the books; all dates when none are given.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn sales_report(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Vec<DayRow>, Fault> {
        self.require(Right::Reports)?;
        let period = Period { from: from.unwrap_or(FIRST), to: to.unwrap_or(LAST) };
        self.store.read(|connection| store::report::days(connection, &period, &mut Watch::quiet())).map_err(stopped)
    }
}

/// Why a report was not finished, in the words of the shop.
pub(super) fn stopped(stopped: Stopped) -> Fault {
    match stopped {
        Stopped::Cancelled => Refusal::Cancelled.into(),
        Stopped::Store(error) => Fault::Store(error),
    }
}
