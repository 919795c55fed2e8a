//! Documents between parties: their texts, the file that carries them, the QR codes of a surat jalan, and UBL of other
//! programs.

use record::document::{Document, from_ubl, join_parts, read_file, read_ubl, split_parts, to_ubl, write_file};
use record::{Decoded, decode, encode};

/// The text of a document: what is read is written the same, and what claims learn from it is worked out.
pub fn document_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match Document::read(text) {
        Ok(document) => {
            let written = document.text().unwrap_or_else(|error| panic!("not written again: {error}"));
            assert_eq!(Document::read(&written).unwrap_or_else(|error| panic!("not read again: {error}")), document);
            let _ = document.paper();
            let _ = to_ubl(&document);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// A file of documents: a damaged line does not hide the others.
pub fn document_file(bytes: &[u8]) {
    match read_file(bytes) {
        Ok(lines) => {
            let whole: Vec<_> = lines.into_iter().flatten().collect();
            let again = write_file(&whole).unwrap_or_else(|error| panic!("not written again: {error}"));
            let read = read_file(&again).unwrap_or_else(|error| panic!("not read again: {error}"));
            assert_eq!(read.into_iter().flatten().collect::<Vec<_>>(), whole);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Scanned codes, one a line: what they give splits into codes that give the same.
pub fn document_parts(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let codes: Vec<&str> = text.lines().collect();
    match join_parts(&codes) {
        Ok(whole) => {
            if let Ok(parts) = split_parts(&whole, 100) {
                assert_eq!(join_parts(&parts).unwrap_or_else(|error| panic!("not joined again: {error}")), whole);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// UBL of whoever: read, it is a document that is written and read again; the second time nothing changes any more.
pub fn document_ubl(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    match read_ubl(text) {
        Ok(read) => {
            let xml = to_ubl(&read.document).unwrap_or_else(|| panic!("a kind that UBL has"));
            let Ok(second) = from_ubl(&xml) else { return };
            let again = to_ubl(&second).unwrap_or_else(|| panic!("a kind that UBL has"));
            assert_eq!(from_ubl(&again).unwrap_or_else(|error| panic!("not read again: {error}")), second);
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

const KINDS: [&str; 3] = ["document.kept", "party.put", "code.linked"];

/// Bodies of records of the trade; the first byte says of which kind.
pub fn trade_body(bytes: &[u8]) {
    let Some((kind, body)) = bytes.split_first() else { return };
    let kind = KINDS[usize::from(*kind) % KINDS.len()];
    match decode(kind, 1, body) {
        Ok(Decoded::Fact(fact)) => {
            let (again, version, written) = encode(&fact).unwrap_or_else(|error| panic!("{kind} is not written: {error}"));
            assert_eq!(again, kind);
            let read = decode(kind, version, &written).unwrap_or_else(|error| panic!("{kind} is not read again: {error}"));
            assert_eq!(read, Decoded::Fact(fact));
        }
        Ok(Decoded::Unknown) => {}
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
