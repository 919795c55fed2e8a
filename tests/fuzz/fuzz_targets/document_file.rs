//! `cargo fuzz run document_file`; the README says how.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| bodies::document_file(bytes));
