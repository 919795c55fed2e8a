//! `cargo fuzz run scale_toledo`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::scale_toledo(bytes));
