//! `cargo fuzz run scale_stgs`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::scale_stgs(bytes));
