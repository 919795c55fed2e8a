//! What is on the screen, as plain data in the screen's own words: amounts are text, refusals are
//! sentences. No Slint, no SQL; a changed wording is reviewed here without opening a window.

pub mod cart;
pub mod cash;
pub mod close;
pub mod dates;
mod day_refusals;
pub mod facing;
pub mod float;
pub mod goods;
mod goods_refusals;
pub mod language;
mod money_refusals;
pub mod office;
pub mod payment;
pub mod receipts;
mod refusals;
pub mod returns;
pub mod settings;
pub mod stock;
mod stock_refusals;
mod tills;
pub mod trade;
mod trade_refusals;

pub use language::Language;
pub use refusals::{capital, sentence};
