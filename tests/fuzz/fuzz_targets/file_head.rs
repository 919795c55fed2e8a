//! `cargo fuzz run file_head`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::file_head(bytes));
