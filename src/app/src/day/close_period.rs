//! The close of a month and of a book year.

use chrono::{Datelike, NaiveDate};
use domain::Rupiah;
use domain::period::PeriodKind;
use domain::staff::Right;
use store::Connection;

use super::close_day::{PeriodClosed, summary};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

impl App {
    /// Closes a month: all its days take no more postings.
    ///
    /// # Errors
    /// [`Refusal::Period`] while the month goes on, [`Refusal::ShiftsOpen`], [`Refusal::DateClosed`],
    /// [`Refusal::NeedsApproval`].
    pub fn close_month(&mut self, year: i32, month: u32, approval: Option<&Approval>) -> Result<PeriodClosed, Fault> {
        let actor = self.hold_right(Right::ClosePeriod, approval)?;
        let first = NaiveDate::from_ymd_opt(year, month, 1).ok_or_else(|| Refusal::Period(format!("bulan {month} tidak ada")))?;
        let upto = last_of_month(first)?;
        self.is_over(upto)?;
        self.close_upto(PeriodKind::Month, upto, &actor, |connection| {
            no_open_shift(connection, upto)?;
            Ok((None, Vec::new(), summary(connection, first, upto)?))
        })
    }

    /// Closes a book year: what each account of income and expense holds goes to the result of the year
    /// (`3-300`), and the year takes no more postings.
    ///
    /// # Errors
    /// As [`App::close_month`].
    pub fn close_year(&mut self, year: i32, approval: Option<&Approval>) -> Result<PeriodClosed, Fault> {
        let actor = self.hold_right(Right::ClosePeriod, approval)?;
        let day =
            |year, month, day| NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| Refusal::Period(format!("tahun {year} tidak ada")));
        let (first, upto) = (day(year, 1, 1)?, day(year, 12, 31)?);
        self.is_over(upto)?;
        self.close_upto(PeriodKind::Year, upto, &actor, |connection| {
            no_open_shift(connection, upto)?;
            let mut closing = Vec::new();
            for (code, balance) in store::period::balances_upto(connection, upto)? {
                // Classes 4 to 9 are income and expense; their balance, debit above zero, goes out.
                if code.as_bytes().first().is_some_and(|class| (b'4'..=b'9').contains(class)) && balance != 0 {
                    closing.push((code, Rupiah::new(balance).negated()?));
                }
            }
            Ok((None, closing, summary(connection, first, upto)?))
        })
    }

    /// A period that is not over cannot be closed.
    fn is_over(&self, upto: NaiveDate) -> Result<(), Fault> {
        if upto >= self.clock.now().date_naive() {
            return Err(Refusal::Period(format!("{upto} belum lewat; tutup sesudah tanggal itu")).into());
        }
        Ok(())
    }
}

fn no_open_shift(connection: &Connection, upto: NaiveDate) -> Result<(), Fault> {
    let mut open = store::shift::all_open(connection)?;
    open.retain(|open| open.shift.business_date <= upto);
    let tills: Vec<String> = open.iter().map(|open| format!("{} ({})", open.shift.till, open.shift.business_date)).collect();
    if tills.is_empty() { Ok(()) } else { Err(Refusal::ShiftsOpen(tills.join(", ")).into()) }
}

fn last_of_month(first: NaiveDate) -> Result<NaiveDate, Refusal> {
    let (year, month) = if first.month() == 12 { (first.year() + 1, 1) } else { (first.year(), first.month() + 1) };
    let next = NaiveDate::from_ymd_opt(year, month, 1).and_then(|next| next.pred_opt());
    next.ok_or_else(|| Refusal::Period(format!("bulan sesudah {first} tidak ada")))
}
