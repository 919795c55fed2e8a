//! `cargo fuzz run status_replies`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::status_replies(bytes));
