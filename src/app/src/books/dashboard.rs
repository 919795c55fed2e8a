//! What a manager sees first: today against the same weekday, what needs a hand, the drawers.

use chrono::{Days, NaiveDate};
use domain::Rupiah;
use domain::staff::Right;
use store::Connection;
use store::report::{Period, Stopped, Watch, attention, days};
use store::twice::Twice;

use super::by_time::{Hour, by_hour};
use super::checked::Verified;
use super::report::stopped;
use crate::backup::Done;
use crate::{App, Fault};

/// A backup that is older is old, ms.
const OLD_BACKUP: i64 = 24 * 60 * 60 * 1_000;

/// How long after the deed a manager is told what two tills both did: they may not hear of each other for weeks.
pub const TOLD: Days = Days::new(92);

/// One thing that needs a hand, the most urgent first in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attention {
    /// The last proof of the file found something.
    Unproven {
        /// How many findings.
        findings: u64,
    },
    /// No good backup at all, or an old one (ms since 1970 UTC).
    Backup {
        /// When the last good one was made.
        last: Option<i64>,
    },
    /// A shift was closed with a difference, yesterday or today.
    Difference {
        /// The till's letter.
        till: String,
        /// Number of the Z report.
        number: String,
        /// Counted less expected.
        amount: Rupiah,
        /// Who counted.
        by: String,
    },
    /// A day before today has shifts or postings and is not closed.
    DayNotClosed {
        /// The oldest such day.
        date: NaiveDate,
    },
    /// A QRIS was shown and nobody confirmed it.
    QrisWaiting {
        /// How many.
        count: i64,
        /// Together.
        amount: Rupiah,
    },
    /// A drawer holds more than its limit.
    DrawerFull {
        /// What is above.
        above: Rupiah,
    },
    /// Paper stands still.
    PrintQueue {
        /// Jobs that wait.
        waiting: i64,
        /// Jobs that may be half printed: a person decides.
        uncertain: i64,
    },
    /// Goods are below zero.
    NegativeStock {
        /// How many products.
        count: i64,
        /// Some of their names.
        names: Vec<String>,
    },
    /// Records came after the close of their day and are booked today.
    Late {
        /// How many.
        count: i64,
    },
    /// Two tills did one thing, because neither knew of the other's doing.
    DoneTwice(Twice),
}

/// A till's drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawer {
    /// The till's letter.
    pub till: String,
    /// Date of the open shift; none when the till is closed.
    pub open_since: Option<NaiveDate>,
    /// Name of who opened the shift, or closed the last one.
    pub cashier: String,
    /// What it should hold; none when this person may not see it.
    pub cash: Option<Rupiah>,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dashboard {
    /// Today, by the books.
    pub date: NaiveDate,
    /// The day that it is compared with: the same weekday a week before.
    pub beside: NaiveDate,
    /// Every hour of today.
    pub hours: [Hour; 24],
    /// Every hour of the other day.
    pub hours_beside: [Hour; 24],
    /// What was sold today.
    pub today: Figures,
    /// What was sold on the other day, all of it.
    pub other: Figures,
    /// What was sold on the other day up to this hour of the clock.
    pub other_so_far: Hour,
    /// What needs a hand.
    pub attention: Vec<Attention>,
    /// The drawers of all tills.
    pub drawers: Vec<Drawer>,
    /// The last good backup.
    pub last_backup: Option<Done>,
    /// The last proof of the file.
    pub last_verify: Option<Verified>,
}

/// A day in four figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// What was paid less what was given back, rupiah.
    pub net: Rupiah,
    /// How many sales.
    pub sales: i64,
    /// Net by sales; nothing when there were none.
    pub average: Rupiah,
    /// The margin; none when this person may not see it.
    pub margin: Option<Rupiah>,
}

impl App {
    /// The manager's page.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`] without the right to see reports, and those of the store.
    pub fn dashboard(&self) -> Result<Dashboard, Fault> {
        let actor = self.hold_right(Right::Reports, None)?;
        let allows = |right| self.settings.rights.allows(actor.role, right);
        let date = self.business_date()?;
        let beside = date.checked_sub_days(Days::new(7)).unwrap_or(date);
        let read = |connection: &Connection| -> Result<([Hour; 24], [Hour; 24], Figures, Figures), Stopped> {
            let watch = &mut Watch::quiet();
            let hours = by_hour(connection, &Period::day(date), watch)?;
            let other = by_hour(connection, &Period::day(beside), watch)?;
            let with_margin = allows(Right::SeeCost);
            Ok((hours, other, figures(connection, date, with_margin)?, figures(connection, beside, with_margin)?))
        };
        let (hours, hours_beside, today, other) = self.store.read(read).map_err(stopped)?;
        let hour = usize::try_from(chrono::Timelike::hour(&self.now())).unwrap_or(23);
        let mut other_so_far = Hour::default();
        for hour in hours_beside.iter().take(hour + 1) {
            other_so_far.sales += hour.sales;
            other_so_far.net += hour.net;
        }
        Ok(Dashboard {
            date,
            beside,
            hours,
            hours_beside,
            today,
            other,
            other_so_far,
            attention: self.attention(date)?,
            drawers: self.drawers(allows(Right::SeeExpected))?,
            last_backup: self.last_backup(),
            last_verify: self.last_verify(),
        })
    }

    /// What needs a hand, the most urgent first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn attention(&self, today: NaiveDate) -> Result<Vec<Attention>, Fault> {
        let mut list = Vec::new();
        if let Some(verified) = self.last_verify().filter(|verified| verified.findings > 0) {
            list.push(Attention::Unproven { findings: verified.findings });
        }
        let last = self.last_backup().map(|done| done.at);
        if last.is_none_or(|last| self.now().timestamp_millis() - last > OLD_BACKUP) {
            list.push(Attention::Backup { last });
        }
        let connection = self.store.connection();
        let since = today.pred_opt().unwrap_or(today);
        for close in store::report::closes(connection, &Period { from: since, to: today })? {
            let amount = Rupiah::new(close.counted.saturating_sub(close.expected));
            if !amount.is_zero() {
                let by = store::staff::name(connection, &close.by)?;
                list.push(Attention::Difference { till: close.till, number: close.number, amount, by });
            }
        }
        if let Some(date) = store::period::first_open_day(connection)?.filter(|date| *date < today) {
            list.push(Attention::DayNotClosed { date });
        }
        let found = attention(connection, today)?;
        if found.qris.0 > 0 {
            list.push(Attention::QrisWaiting { count: found.qris.0, amount: Rupiah::new(found.qris.1) });
        }
        if let Some(above) = self.drawer_alarm()? {
            list.push(Attention::DrawerFull { above });
        }
        if found.printing.0 + found.printing.1 > 0 {
            list.push(Attention::PrintQueue { waiting: found.printing.0, uncertain: found.printing.1 });
        }
        if found.negative > 0 {
            list.push(Attention::NegativeStock { count: found.negative, names: found.negative_names });
        }
        if found.late > 0 {
            list.push(Attention::Late { count: found.late });
        }
        let twice = self.done_twice(TOLD)?;
        if twice != Twice::default() {
            list.push(Attention::DoneTwice(twice));
        }
        Ok(list)
    }

    /// What two tills did in the last days because neither knew of the other's doing.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn done_twice(&self, days: Days) -> Result<Twice, Fault> {
        let now = self.now();
        let since = now.checked_sub_days(days).unwrap_or(now);
        Ok(store::twice::twice(self.store.connection(), since.timestamp_millis(), since.date_naive())?)
    }

    /// The drawers of all tills that ever opened.
    fn drawers(&self, with_cash: bool) -> Result<Vec<Drawer>, Fault> {
        let connection = self.store.connection();
        let open = store::shift::all_open(connection)?;
        let mut drawers = Vec::new();
        for (till, last) in store::report::tills(connection)? {
            let shift = open.iter().rev().find(|open| open.shift.till == till);
            drawers.push(Drawer {
                open_since: shift.map(|open| open.shift.business_date),
                cashier: store::staff::name(connection, shift.map_or(&last, |open| &open.shift.opened_by))?,
                cash: shift.map(|open| open.drawer).filter(|_| with_cash),
                till,
            });
        }
        Ok(drawers)
    }
}

fn figures(connection: &Connection, date: NaiveDate, with_margin: bool) -> Result<Figures, Stopped> {
    let found = days(connection, &Period::day(date), &mut Watch::quiet())?;
    let Some(day) = found.first() else {
        return Ok(Figures { margin: with_margin.then_some(Rupiah::ZERO), ..Figures::default() });
    };
    let average = if day.sales > 0 { day.net / day.sales } else { 0 };
    let margin = day.gross - day.discount - day.tax - day.cost;
    Ok(Figures {
        net: Rupiah::new(day.net),
        sales: day.sales,
        average: Rupiah::new(average),
        margin: with_margin.then_some(Rupiah::new(margin)),
    })
}
