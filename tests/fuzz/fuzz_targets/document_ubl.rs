//! `cargo fuzz run document_ubl`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::document_ubl(bytes));
