//! The books: reports, their files, and exports.

mod accounts;
mod ask;
mod balance_sheet;
mod balances;
mod by_goods;
mod by_person;
mod by_time;
mod cash_flow;
mod checked;
mod dashboard;
mod day_summary;
mod drawers;
mod drill;
mod export;
mod files;
mod journal;
mod kept;
mod period;
mod phu;
mod report;
mod sheet;
mod shift_sheet;
mod stock_room;
mod tax;
mod tenders;
mod turnover;

pub use ask::Report;
pub use by_time::Hour;
pub use checked::Verified;
pub use dashboard::{Attention, Dashboard, Drawer, Figures};
pub use drill::Drill;
pub use export::Dialect;
pub use journal::{Draft, JournalView};
pub(crate) use sheet::label_pages;
pub use sheet::{Alignment, Cell, Chart, Column, Format, Kind, Letterhead, Reach, Row, Sheet, SheetOf, Style, Words};
pub use store::report::{DayRow, Period, Watch};
