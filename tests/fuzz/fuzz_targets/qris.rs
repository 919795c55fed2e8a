//! `cargo fuzz run qris`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::qris(bytes));
