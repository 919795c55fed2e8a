//! The shop's day: shifts, cash, reports of a shift, the close of a day, a month, a year.

mod cash;
mod close;
mod close_day;
mod close_period;
mod open;
mod report;

pub use close::{Closed, Counting};
pub use close_day::{DayState, PeriodClosed};
pub use open::Opening;
pub(crate) use open::after_closed;
pub use store::day::MoveRow;
pub use store::shift::OpenShift;
