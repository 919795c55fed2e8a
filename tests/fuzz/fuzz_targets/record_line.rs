//! `cargo fuzz run record_line`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::record_line(bytes));
