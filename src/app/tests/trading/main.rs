//! Buying from and selling to others, through the deeds: two databases that exchange only files.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

mod bad_input;
mod catalogue;
mod foreign;
mod invoices;
mod pair;
mod returns;
mod story;
