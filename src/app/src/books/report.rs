//! Reports: read from what is kept, never summed over the whole past.

use chrono::NaiveDate;
use store::ledger::BalanceRow;
use store::sale::DayRow;
use store::stock::StockRow;

use crate::{App, Fault};

impl App {
    /// The trial balance.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn trial_balance(&self) -> Result<Vec<BalanceRow>, Fault> {
        Ok(store::ledger::trial_balance(self.store.connection())?)
    }

    /// What is on hand.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn stock_report(&self) -> Result<Vec<StockRow>, Fault> {
        Ok(store::stock::report(self.store.connection())?)
    }

    /// Sales by date of the books; all dates when none are given.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn sales_report(&self, from: Option<NaiveDate>, to: Option<NaiveDate>) -> Result<Vec<DayRow>, Fault> {
        let first = from.or_else(|| NaiveDate::from_ymd_opt(1, 1, 1)).unwrap_or_default();
        let last = to.or_else(|| NaiveDate::from_ymd_opt(9999, 12, 31)).unwrap_or_default();
        Ok(store::sale::by_day(self.store.connection(), first, last)?)
    }
}
