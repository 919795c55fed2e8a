//! `cargo fuzz run scale_sma`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::scale_sma(bytes));
