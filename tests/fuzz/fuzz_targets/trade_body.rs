//! `cargo fuzz run trade_body`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::trade_body(bytes));
