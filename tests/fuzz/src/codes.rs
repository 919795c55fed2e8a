//! Codes of goods, payment codes, records: no amount and no weight below zero, one normal form.

use domain::Rupiah;
use domain::barcode::{CODE_LIMIT, ElementString, Embedded, Gtin, Layout, Reading, complaint, lookup_key, read};
use domain::qris::{Qris, TRANSACTION_LIMIT};
use record::{Decoded, decode, encode};

/// Scans with AIM identifiers, and element strings.
pub fn gs1(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let layouts: Vec<Layout> = ["21IIIIIWWWWWC", "22IIIIIPPPPPC", "2IIPPPPC"].iter().filter_map(|text| Layout::parse(text).ok()).collect();
    for aim in ["", "]C1", "]e0", "]d2", "]Q3", "]J1", "]E0", "]E4", "]"] {
        match read(&format!("{aim}{text}"), &layouts) {
            Ok(Reading::Gs1(found)) => elements(&found),
            Ok(Reading::InStore(code)) => embedded(code.embedded),
            Ok(Reading::Plain { key, other }) => {
                for key in [Some(key), other].into_iter().flatten() {
                    assert!(!key.is_empty() && key.len() <= CODE_LIMIT, "{key:?}");
                    assert!(key.chars().all(|sign| sign == ' ' || sign.is_ascii_graphic()), "{key:?}");
                }
            }
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    }
    if let Ok(found) = ElementString::parse(&text) {
        elements(&found);
    }
    // The catalogue asks with the normal form of a normal form.
    let key = lookup_key(&text);
    assert_eq!(lookup_key(&key), key);
    if let Some(gtin) = Gtin::parse(&text) {
        assert_eq!(Gtin::parse(&gtin.to_string()), Some(gtin));
        assert!(complaint(&text).is_none() && gtin.indicator() <= 9);
    }
}

fn elements(found: &ElementString) {
    assert!(found.weight.is_none_or(|weight| weight.get() >= 0), "{found:?}");
    assert!(found.price.is_none_or(|price| price >= Rupiah::ZERO), "{found:?}");
    assert!(found.count.is_none_or(|count| (0..100_000_000).contains(&count)), "{found:?}");
    for text in [&found.lot, &found.serial].into_iter().flatten() {
        assert!((1..=20).contains(&text.len()) && text.chars().all(|sign| sign == ' ' || sign.is_ascii_graphic()), "{found:?}");
    }
    assert!(found.sscc.as_ref().is_none_or(|sscc| sscc.len() == 18 && sscc.bytes().all(|digit| digit.is_ascii_digit())), "{found:?}");
}

fn embedded(found: Embedded) {
    match found {
        Embedded::Weight(weight) => assert!(weight.get() >= 0),
        Embedded::Price(price) => assert!(price >= Rupiah::ZERO),
        Embedded::Nothing => {}
    }
}

/// Patterns of in-store codes; behind a line's end, a code.
pub fn instore(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let (pattern, code) = text.split_once('\n').unwrap_or((&text, ""));
    if let Ok(layout) = Layout::parse(pattern) {
        let shown = layout.to_string();
        assert_eq!(Layout::parse(&shown).as_ref(), Ok(&layout), "{shown}");
        assert_eq!(Layout::parse_list(&format!("{shown}; {shown}")), Ok(vec![layout.clone(), layout.clone()]));
        let example = layout.example();
        let read = layout.read(&example).unwrap_or_else(|| panic!("{shown} does not read its own example {example}"));
        assert_eq!(read.code, example);
        for code in [example.as_str(), code] {
            if let Some(read) = layout.read(code) {
                embedded(read.embedded);
                assert!(read.keys().iter().all(|key| !key.is_empty()) && !read.item.is_empty(), "{read:?}");
            }
        }
    }
    let _ = Layout::parse_list(&text);
}

/// QRIS payloads, as they are and with the checksum put right: else nothing gets past it.
pub fn qris(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    payload(&text);
    let mended = format!("{}6304", text.trim_start());
    payload(&format!("{mended}{:04X}", checksum(mended.as_bytes())));
}

fn payload(text: &str) {
    let Ok(qris) = Qris::parse(text) else { return };
    for (amount, bill) in [(1, None), (12_500, Some("A1-000001")), (TRANSACTION_LIMIT.get(), Some(""))] {
        let Ok(paid) = qris.with_amount(Rupiah::new(amount), bill) else { continue };
        let again = Qris::parse(&paid).unwrap_or_else(|error| panic!("{paid:?}: {error}"));
        assert_eq!(again.get("54"), Some(amount.to_string().as_str()), "{paid:?}");
        assert_eq!((again.get("01"), again.merchant_name()), (Some("12"), qris.merchant_name()), "{paid:?}");
        assert_eq!(again.with_amount(Rupiah::new(amount), bill), Ok(paid));
    }
    for amount in [0, -1, TRANSACTION_LIMIT.get() + 1, i64::MAX, i64::MIN] {
        assert!(qris.with_amount(Rupiah::new(amount), None).is_err(), "Rp {amount}");
    }
}

/// CRC-16/CCITT-FALSE, written a second time by its table-free form.
fn checksum(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0xFFFF, |crc: u16, byte| {
        let mut x = (crc >> 8) ^ u16::from(*byte);
        x ^= x >> 4;
        (crc << 8) ^ (x << 12) ^ (x << 5) ^ x
    })
}

const KINDS: [&str; 13] = [
    "sale",
    "catalogue.put",
    "promotion.put",
    "epoch.opened",
    "setting.changed",
    "member.put",
    "stock.opened",
    "shift.opened",
    "cart.cancelled",
    "override.granted",
    "receipt.reprinted",
    "qris.abandoned",
    "of.a.later.program",
];

/// Bodies of records; the first byte says of which kind. What is read is written, and read again it is
/// the same.
pub fn record_body(bytes: &[u8]) {
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
