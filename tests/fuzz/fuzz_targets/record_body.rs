//! `cargo fuzz run record_body`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::record_body(bytes));
