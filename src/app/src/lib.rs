//! The deeds of the shop: folders are nouns, files are verbs.
//!
//! Each deed reads what it needs, lets `domain` decide, writes one transaction, and answers. A screen,
//! a command and sync call the same deed; rights are checked here for every door alike. A refusal is a
//! value with a name ([`Refusal`]); a fault is an error of the machine.

pub mod audit;
pub mod backup;
pub mod books;
pub mod catalogue;
mod clock;
mod context;
pub mod day;
mod device;
mod fault;
pub mod files;
pub mod printing;
pub mod returns;
pub mod selling;
pub mod settings;
pub mod shop;
pub mod staff;
pub mod stock;
pub mod tills;
pub mod trade;

pub use clock::{Clock, FixedClock, SystemClock};
pub use context::{Actor, App};
pub use fault::{Fault, Refusal};
pub use settings::Settings;
