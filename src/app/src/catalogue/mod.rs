//! The catalogue and the members' list: files in, all or nothing; finding goods by name.

mod import_members;
mod import_products;
mod search;
mod table;

pub use import_products::Imported;
pub(crate) use table::{Faults, Table};
