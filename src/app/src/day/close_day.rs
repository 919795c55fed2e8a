//! The close of a day: all shifts counted, money to the bank, and no more postings.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::ledger::account;
use domain::paper::{Sheet, period_summary};
use domain::period::{Deposit, PeriodClose, PeriodKind};
use domain::staff::Right;
use store::shift::OpenShift;
use store::{Connection, StoreError};

use crate::printing::enqueue_paper;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What stands before the close of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayState {
    /// The day.
    pub date: NaiveDate,
    /// Shifts that must be closed first.
    pub open: Vec<OpenShift>,
    /// What the safe holds by the books, rupiah.
    pub safe: Rupiah,
    /// The last day that is closed.
    pub closed_upto: Option<NaiveDate>,
    /// The day's journal in sums: account, debit, credit, rupiah.
    pub summary: Vec<(String, Rupiah, Rupiah)>,
    /// Records booked on this day that came too late for their own.
    pub late: i64,
}

/// A period that was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodClosed {
    /// The close.
    pub close: PeriodClose,
    /// Its lines on paper.
    pub lines: Vec<String>,
}

impl App {
    /// The day that would be closed: the oldest one with an open shift or postings that is not closed yet.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn day_to_close(&self) -> Result<NaiveDate, Fault> {
        let found = store::period::first_open_day(self.store.connection())?;
        found.map_or_else(|| self.proposed_date(), Ok)
    }

    /// What stands before the close of a day (the oldest open one when absent); the journal's sums only for
    /// those who may close it or see what goods cost.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn day_state(&self, date: Option<NaiveDate>) -> Result<DayState, Fault> {
        let date = match date {
            Some(date) => date,
            None => self.day_to_close()?,
        };
        let may_see = self.require(Right::CloseDay).or_else(|_| self.require(Right::SeeCost)).is_ok();
        self.store.read(|connection| {
            let mut open = store::shift::all_open(connection)?;
            open.retain(|open| open.shift.business_date <= date);
            Ok(DayState {
                date,
                open,
                safe: store::ledger::balance(connection, account::SAFE)?,
                closed_upto: store::period::closed_upto(connection)?,
                summary: if may_see { summary(connection, date, date)? } else { Vec::new() },
                late: store::period::late_on(connection, date)?,
            })
        })
    }

    /// Closes a day and everything before it: it takes no more postings. Parked carts live on.
    ///
    /// # Errors
    /// [`Refusal::ShiftsOpen`], [`Refusal::DateClosed`], [`Refusal::NotInSafe`], [`Refusal::StrangeDate`],
    /// [`Refusal::NeedsApproval`].
    pub fn close_day(
        &mut self,
        date: Option<NaiveDate>,
        deposit: Option<Rupiah>,
        approval: Option<&Approval>,
    ) -> Result<PeriodClosed, Fault> {
        let actor = self.hold_right(Right::CloseDay, approval)?;
        let date = match date {
            Some(date) => date,
            None => self.day_to_close()?,
        };
        // A day that has not come yet would turn away the sales of today.
        let latest = self.clock.now().date_naive().max(self.business_date()?);
        if date > latest && !store::period::has_come(self.store.connection(), date)? {
            return Err(Refusal::StrangeDate(date).into());
        }
        if deposit.is_some_and(|amount| amount.is_negative() || amount > Rupiah::LIMIT) {
            return Err(Refusal::Amount("setoran harus nol atau lebih".to_owned()).into());
        }
        let deposit = deposit.filter(|amount| !amount.is_zero());
        let closed = self.close_upto(PeriodKind::Day, date, &actor, |connection| {
            let mut open = store::shift::all_open(connection)?;
            open.retain(|open| open.shift.business_date <= date);
            if !open.is_empty() {
                let tills: Vec<String> = open.iter().map(|open| format!("{} ({})", open.shift.till, open.shift.business_date)).collect();
                return Err(Refusal::ShiftsOpen(tills.join(", ")).into());
            }
            let safe = store::ledger::balance(connection, account::SAFE)?;
            if let Some(amount) = deposit.filter(|amount| *amount > safe) {
                return Err(Refusal::NotInSafe(safe.min(amount)).into());
            }
            let deposit = deposit.map(|amount| Deposit { amount, account: account::BANK.to_owned() });
            Ok((deposit, Vec::new(), summary(connection, date, date)?))
        })?;
        self.backup_after_close();
        Ok(closed)
    }

    /// Appends the close of a period whose parts `parts` reads inside the transaction.
    pub(super) fn close_upto(
        &mut self,
        kind: PeriodKind,
        upto: NaiveDate,
        actor: &crate::Actor,
        parts: impl FnOnce(&Connection) -> Result<Parts, Fault>,
    ) -> Result<PeriodClosed, Fault> {
        let stamp = self.stamp();
        self.transact(|tx, device, settings| {
            let connection = tx.connection();
            if store::period::is_closed(connection, kind.word(), upto)? {
                return Err(Refusal::DateClosed(upto).into());
            }
            if kind == PeriodKind::Day && store::period::closed_upto(connection)?.is_some_and(|closed| upto <= closed) {
                return Err(Refusal::DateClosed(upto).into());
            }
            let (deposit, closing, summary) = parts(connection)?;
            let heads = store::period::heads(connection)?;
            let close = PeriodClose { kind, upto, by: actor.id.clone(), heads, deposit, closing, summary };
            tx.append(device, stamp, &Fact::PeriodClosed(close.clone()))?;
            let columns = settings.profile.columns;
            let sheet = Sheet { shop: &settings.shop, at: stamp.at, by: &actor.name, other: "", columns, copy: false };
            let pieces = period_summary(&close, &sheet)?;
            let lines = super::report::text(&pieces);
            enqueue_paper(tx, settings, &format!("{} {upto}", kind.word()), pieces, false, stamp)?;
            Ok(PeriodClosed { close, lines })
        })
    }
}

/// Deposit, closing postings, summary.
pub(super) type Parts = (Option<Deposit>, Vec<(String, Rupiah)>, Vec<(String, Rupiah, Rupiah)>);

/// The journal of some days in sums.
pub(super) fn summary(connection: &Connection, from: NaiveDate, to: NaiveDate) -> Result<Vec<(String, Rupiah, Rupiah)>, StoreError> {
    let sums = store::period::sums(connection, from, to)?;
    Ok(sums.into_iter().map(|(account, debit, credit)| (account, Rupiah::new(debit), Rupiah::new(credit))).collect())
}
