//! A document as numbered parts that fit into QR codes: a surat jalan is scanned at the door, in any order.
//!
//! A part reads `SKG1:SUM:2/5:TEXT`: the first eight digits of the hash of the whole, its place, and base 32. Only
//! characters of the QR's alphanumeric mode are used, which holds 5.5 bits in each.

use data_encoding::{BASE32_NOPAD, HEXUPPER};
use sha2::{Digest, Sha256};

/// What a part begins with.
const MAGIC: &str = "SKG1";

/// The most parts that a document may have.
const MOST: usize = 99;

/// Why parts are no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartsError {
    /// Something else.
    #[error("kode ini bukan bagian dokumen Sokoguru; pindai kode QR di surat jalan")]
    Foreign,
    /// Parts of two documents.
    #[error("kode-kode ini dari dokumen yang berbeda; pindai satu surat jalan dulu sampai lengkap")]
    Mixed,
    /// Not all of them.
    #[error("bagian {0} belum dipindai")]
    Missing(String),
    /// They do not give what they were made of.
    #[error("kode salah terbaca; pindai ulang semuanya")]
    Damaged,
    /// Does not fit into codes.
    #[error("dokumen terlalu panjang untuk kode QR; kirim berkasnya")]
    TooLong,
}

/// True when a scanned code is a part of a document.
pub fn is_part(code: &str) -> bool {
    code.strip_prefix(MAGIC).is_some_and(|rest| rest.starts_with(':'))
}

/// Splits bytes into parts of at most `length` characters (64 at least).
///
/// # Errors
/// [`PartsError::TooLong`] for more than 99 parts.
pub fn split_parts(bytes: &[u8], length: usize) -> Result<Vec<String>, PartsError> {
    let text = BASE32_NOPAD.encode(bytes);
    // "SKG1:" + 8 + ":99/99:".
    let room = length.max(64) - 20;
    let chunks: Vec<&[u8]> = if text.is_empty() { vec![&[]] } else { text.as_bytes().chunks(room).collect() };
    if chunks.len() > MOST {
        return Err(PartsError::TooLong);
    }
    let (sum, all) = (sum(bytes), chunks.len());
    let part = |(at, chunk): (usize, &&[u8])| format!("{MAGIC}:{sum}:{}/{all}:{}", at + 1, String::from_utf8_lossy(chunk));
    Ok(chunks.iter().enumerate().map(part).collect())
}

/// The bytes that parts were made of, in any order and any of them more than once.
///
/// # Errors
/// [`PartsError`].
pub fn join_parts<T: AsRef<str>>(parts: &[T]) -> Result<Vec<u8>, PartsError> {
    let read: Vec<Part<'_>> = parts.iter().map(|part| read(part.as_ref()).ok_or(PartsError::Foreign)).collect::<Result<_, _>>()?;
    let first = read.first().ok_or(PartsError::Foreign)?;
    if read.iter().any(|part| part.sum != first.sum || part.all != first.all) {
        return Err(PartsError::Mixed);
    }
    let mut text = String::new();
    let mut missing = Vec::new();
    for place in 1..=first.all {
        match read.iter().find(|part| part.place == place) {
            Some(part) => text.push_str(part.text),
            None => missing.push(place.to_string()),
        }
    }
    if !missing.is_empty() {
        return Err(PartsError::Missing(missing.join(", ")));
    }
    let bytes = BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| PartsError::Damaged)?;
    if sum(&bytes) == first.sum { Ok(bytes) } else { Err(PartsError::Damaged) }
}

/// A part that was read.
struct Part<'a> {
    sum: &'a str,
    place: usize,
    all: usize,
    text: &'a str,
}

fn read(part: &str) -> Option<Part<'_>> {
    let mut fields = part.trim().splitn(4, ':');
    let (magic, sum, place, text) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let (place, all) = place.split_once('/')?;
    let (place, all) = (place.parse().ok()?, all.parse().ok()?);
    (magic == MAGIC && (1..=all).contains(&place) && all <= MOST).then_some(Part { sum, place, all, text })
}

fn sum(bytes: &[u8]) -> String {
    HEXUPPER.encode(&Sha256::digest(bytes)[..4])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn parts_say_what_is_missing() {
        let parts = split_parts(&[7; 200], 100).expect("fits");
        assert_eq!(parts.len(), 4);
        assert!(parts[1].starts_with("SKG1:") && parts[1].contains(":2/4:"), "{}", parts[1]);
        assert_eq!(join_parts(&parts[..2]), Err(PartsError::Missing("3, 4".into())));
        let other = split_parts(&[8; 200], 100).expect("fits");
        assert_eq!(join_parts(&[&parts[0], &other[1]]), Err(PartsError::Mixed));
        assert_eq!(join_parts(&["8990000000011"]), Err(PartsError::Foreign));
        assert_eq!(join_parts::<String>(&[]), Err(PartsError::Foreign));
        assert_eq!(split_parts(&[1; 100_000], 100), Err(PartsError::TooLong));
    }

    proptest! {
        #[test]
        fn scanned_in_any_order_and_twice(bytes in prop::collection::vec(any::<u8>(), 0..900), length in 40usize..300, order in prop::collection::vec(any::<prop::sample::Index>(), 0..30)) {
            let parts = split_parts(&bytes, length).expect("fits");
            prop_assert!(parts.iter().all(|part| part.len() <= length.max(64)));
            prop_assert!(parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b":/".contains(&b))));
            let mut scanned: Vec<String> = order.iter().map(|at| parts[at.index(parts.len())].clone()).collect();
            scanned.extend(parts.iter().rev().cloned());
            prop_assert_eq!(join_parts(&scanned), Ok(bytes));
        }

        #[test]
        fn any_soup_is_answered(parts in prop::collection::vec("(SKG1:)?[A-Z0-9:/]{0,40}", 0..4)) {
            let _ = join_parts(&parts);
        }

        #[test]
        fn a_misread_character_shows(bytes in prop::collection::vec(any::<u8>(), 1..200), at in any::<prop::sample::Index>()) {
            let mut parts = split_parts(&bytes, 100).expect("fits");
            let part = &mut parts[0];
            let begin = part.rfind(':').expect("a colon") + 1;
            let at = begin + at.index(part.len() - begin);
            let other = if &part[at..=at] == "A" { "B" } else { "A" };
            part.replace_range(at..=at, other);
            // The last character may carry bits that mean nothing; then the decoder refuses them.
            prop_assert_eq!(join_parts(&parts), Err(PartsError::Damaged));
        }
    }
}
