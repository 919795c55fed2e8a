//! `cargo fuzz run instore`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::instore(bytes));
