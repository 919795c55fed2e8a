//! `cargo fuzz run scanner_wedge`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::scanner_wedge(bytes));
