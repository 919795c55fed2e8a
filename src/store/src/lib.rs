//! The shop database: SQLite, one file, one door for change.
//!
//! [`Store::transact`] is the only way to write facts: record, projections, journal, stock and print
//! jobs of one deed are committed together with `synchronous=FULL`. Every other table is a
//! projection of the records and can be made again ([`Store::rebuild`]).

mod aside;
mod backup;
pub mod cart;
pub mod catalogue;
pub mod day;
mod error;
pub mod exchange;
mod give_way;
pub mod goods;
pub mod ledger;
pub mod member;
mod migrate;
mod open;
pub mod parked;
pub mod people;
pub mod period;
pub mod print_queue;
mod project;
mod rebuild;
pub mod records;
mod renew;
pub mod report;
pub mod sale;
pub mod setting;
mod shared;
pub mod shift;
pub mod staff;
pub mod stock;
pub mod trade;
mod transact;
pub mod trust;
pub mod twice;
mod verify;

pub use error::StoreError;
pub use migrate::VERSION;
pub use open::{Access, Store, WalSync};
pub use rebuild::{PROJECTIONS, Projection};
pub use renew::{Parting, parting};
pub use transact::{Appended, Device, Quick, Stamp, Tx};
pub use verify::Finding;

pub use rusqlite::Connection;
