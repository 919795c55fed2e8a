//! Asking for a report: which, of which days, by whom.

use chrono::{Datelike, NaiveDate};
use domain::ledger::{CHART, EntryError};
use domain::staff::Right;
use store::Connection;
use store::report::{FIRST, LAST, Period, Stopped, Watch};

use super::report::stopped;
use super::sheet::{Row, Sheet};
use super::shift_sheet::{Which, shift};
use super::{accounts, balance_sheet, by_goods, by_person, by_time, cash_flow, day_summary, drawers, kept, phu, stock_room, tax, tenders};
use crate::staff::Approval;
use crate::stock::StockRefusal;
use crate::{App, Fault, Refusal};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Report {
    /// The open shift of this till so far.
    X,
    /// The close of a shift, by its number: `A1-Z0007`, or `7` for this till's own.
    Z(String),
    /// A day in sums.
    Day,
    /// Sales by day.
    Sales,
    /// Sales by hour.
    Hours,
    /// Sales by product, best sellers first.
    Products,
    /// Sales by category.
    Categories,
    /// Sales by cashier.
    Cashiers,
    /// Members and others.
    Members,
    /// Margin by category.
    Margin,
    /// How buyers paid.
    Tenders,
    /// PPN by class.
    Tax,
    /// Cash moved without a sale.
    Cash,
    /// Over and short by cashier.
    OverShort,
    /// What is on hand, now.
    Stock,
    /// Debit, credit and balance of every account.
    TrialBalance,
    /// The postings of accounts; of all when none is named. A beginning of a code means all that begin so.
    Ledger(Vec<String>),
    /// Neraca on the last day.
    BalanceSheet,
    /// PHU.
    Phu,
    /// Cash flow.
    CashFlow,
    /// What stood where at the end of a day, without its cost: quantities.
    StockAt(NaiveDate),
    /// The movements of a product.
    Movements(String),
    /// What the stock was worth at the end of the last day.
    Valuation,
    /// Lots that expire within so many days.
    Expiry(i64),
    /// What was lost, by category and reason.
    Shrink,
    /// What lies still.
    Slow,
}

/// The days that a report is about when nobody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Usual {
    Day,
    Year,
    All,
}

impl Report {
    const fn usual(&self) -> Usual {
        match self {
            Self::Phu | Self::CashFlow | Self::BalanceSheet | Self::Shrink => Usual::Year,
            Self::Valuation | Self::Slow | Self::StockAt(_) | Self::Movements(_) | Self::Expiry(_) => Usual::All,
            Self::X | Self::Z(_) | Self::Sales | Self::OverShort | Self::Stock | Self::TrialBalance | Self::Ledger(_) => Usual::All,
            _ => Usual::Day,
        }
    }

    /// True when the report is about days that can be chosen.
    pub const fn has_period(&self) -> bool {
        !matches!(self, Self::Stock | Self::X | Self::Z(_) | Self::StockAt(_) | Self::Movements(_) | Self::Expiry(_))
    }

    /// True when all of it tells what goods cost the shop.
    pub const fn tells_cost(&self) -> bool {
        matches!(
            self,
            Self::Margin | Self::TrialBalance | Self::Ledger(_) | Self::BalanceSheet | Self::Phu | Self::CashFlow | Self::Valuation
        )
    }
}

/// Columns that tell what goods cost the shop.
const COST: [&str; 4] = ["cost", "margin", "margin_bp", "value"];

impl App {
    /// Computes a report. It can be given up, and says how far it is, through `watch`. Who may not see what
    /// goods cost gets the report without those columns.
    ///
    /// # Errors
    /// [`Refusal::Cancelled`], [`Refusal::Period`], [`Refusal::NeedsApproval`], [`Refusal::NoShift`] (X),
    /// [`Refusal::NoSuchReport`] (Z), [`Refusal::Entry`] (no such account), and those of the store.
    pub fn report(
        &self,
        report: &Report,
        days: (Option<NaiveDate>, Option<NaiveDate>),
        approval: Option<&Approval>,
        watch: &mut Watch<'_>,
    ) -> Result<Sheet, Fault> {
        match report {
            Report::X => {
                let close = self.shift_so_far(approval)?;
                let by = store::staff::name(self.store.connection(), &close.opened_by)?;
                return Ok(shift(&close, Which::X, &by)?);
            }
            Report::Z(number) => {
                let (mut close, _) = self.z_report(number, self.settings.profile.columns)?;
                let name = |id: &String| store::staff::name(self.store.connection(), id);
                close.signed_by = close.signed_by.as_ref().map(name).transpose()?;
                return Ok(shift(&close, Which::Z, &name(&close.by)?)?);
            }
            _ => {}
        }
        if let Report::Ledger(codes) = report
            && let Some(unknown) = codes.iter().find(|code| !CHART.iter().any(|account| account.code.starts_with(code.as_str())))
        {
            return Err(EntryError::NoSuchAccount(unknown.clone()).into());
        }
        let right = if report.tells_cost() { Right::SeeCost } else { Right::Reports };
        let actor = self.hold_right(right, approval)?;
        let with_cost = report.tells_cost() || self.settings.rights.allows(actor.role, Right::SeeCost);
        let period = self.period_of(report, days)?;
        let all = days.0.is_none() && days.1.is_none();
        if let Report::Movements(sku) = report
            && store::catalogue::by_sku(self.store.connection(), sku)?.is_none()
        {
            return Err(StockRefusal::NoSuchProduct(sku.clone()).into());
        }
        let now = self.clock.now();
        let read = |connection: &Connection| match report {
            Report::StockAt(date) => stock_room::valuation(connection, *date, "stock"),
            Report::Movements(sku) => stock_room::movements(connection, sku, now.offset().local_minus_utc()),
            Report::Expiry(days) => stock_room::expiry(connection, now.date_naive(), *days),
            _ => compute(connection, report, &period, all, with_cost, watch),
        };
        let mut sheet = self.store.read(read).map_err(stopped)?;
        if !with_cost {
            leave_out_cost(&mut sheet);
        }
        Ok(sheet)
    }

    /// The days that a report is about.
    fn period_of(&self, report: &Report, (from, to): (Option<NaiveDate>, Option<NaiveDate>)) -> Result<Period, Fault> {
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            return Err(Refusal::Period(format!("masa laporan terbalik: {from} sesudah {to}; tukar tanggalnya")).into());
        }
        let today = self.business_date()?;
        let usual = report.usual();
        let first = match usual {
            Usual::Day => to.unwrap_or(today),
            Usual::Year => NaiveDate::from_ymd_opt(to.unwrap_or(today).year(), 1, 1).unwrap_or(today),
            Usual::All => FIRST,
        };
        let last = match usual {
            Usual::Day if from.is_none() => today,
            Usual::Year => today.max(from.unwrap_or(today)),
            Usual::Day | Usual::All => LAST,
        };
        Ok(Period { from: from.unwrap_or(first), to: to.unwrap_or(last) })
    }
}

fn compute(
    connection: &Connection,
    report: &Report,
    period: &Period,
    all: bool,
    with_cost: bool,
    watch: &mut Watch<'_>,
) -> Result<Sheet, Stopped> {
    match report {
        Report::Day => day_summary::day_summary(connection, period, with_cost, watch),
        Report::Sales => Ok(kept::days(&store::report::days(connection, period, watch)?, period)),
        Report::Hours => by_time::hours(connection, period, watch),
        Report::Products => by_goods::products(connection, period, watch),
        Report::Categories => by_goods::categories(connection, period, watch),
        Report::Margin => by_goods::margin(connection, period, watch),
        Report::Cashiers => by_person::cashiers(connection, period, watch),
        Report::Members => by_person::members(connection, period, watch),
        Report::Tenders => tenders::tenders(connection, period, watch),
        Report::Tax => tax::tax(connection, period, watch),
        Report::Cash => drawers::cash(connection, period),
        Report::OverShort => drawers::over_short(connection, period),
        Report::Valuation => stock_room::valuation(connection, period.to, "valuation"),
        Report::Shrink => stock_room::shrink(connection, period),
        Report::Slow => stock_room::slow(connection, period),
        // Those with a product or days of their own were made before.
        Report::Stock | Report::X | Report::Z(_) | Report::StockAt(_) | Report::Movements(_) | Report::Expiry(_) => {
            Ok(kept::stock(&store::stock::report(connection)?))
        }
        Report::TrialBalance if all => Ok(kept::trial_balance(&store::ledger::trial_balance(connection)?, period)),
        Report::TrialBalance => Ok(kept::trial_balance(&kept::balances(connection, period, watch)?, period)),
        Report::Ledger(codes) => accounts::ledger(connection, codes, period, watch),
        Report::BalanceSheet => balance_sheet::balance_sheet(connection, period.to, watch),
        Report::Phu => phu::phu(connection, period, watch),
        Report::CashFlow => cash_flow::cash_flow(connection, period, watch),
    }
}

/// Takes the columns out that tell what goods cost.
fn leave_out_cost(sheet: &mut Sheet) {
    let kept: Vec<bool> = sheet.columns.iter().map(|column| !COST.contains(&column.key)).collect();
    if let Some(chart) = &mut sheet.chart {
        chart.value = kept.iter().take(chart.value).filter(|kept| **kept).count();
    }
    let strip = |row: &mut Row| {
        let mut column = 0;
        row.cells.retain(|_| {
            column += 1;
            kept.get(column - 1).copied().unwrap_or(false)
        });
    };
    sheet.rows.iter_mut().for_each(strip);
    let mut column = 0;
    sheet.columns.retain(|_| {
        column += 1;
        kept.get(column - 1).copied().unwrap_or(false)
    });
}
