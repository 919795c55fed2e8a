//! `cargo fuzz run scanner_normalize`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::scanner_normalize(bytes));
