//! The catalogue and the members' list: files in, all or nothing; finding goods by name.

mod details;
mod export_products;
mod import_members;
mod import_products;
mod search;
mod table;
mod workbook;

pub use export_products::ExportFormat;
pub use import_products::{FieldEdit, Imported};
pub(crate) use table::{Faults, Table};
