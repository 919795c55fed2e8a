//! `cargo fuzz run gs1`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::gs1(bytes));
