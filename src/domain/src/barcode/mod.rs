//! What a scanner says, and what it means.
//!
//! One normal form for look-up: a GTIN of 8, 12, 13 or 14 digits with a right check digit becomes
//! 14 digits (GS1 General Specifications, section 7.2); everything else is itself.

pub mod bars;
mod gs1;
mod gtin;
mod instore;

pub use gs1::{ElementString, Gs1Error};
pub use gtin::{Gtin, check_digit, expand_upc_e};
pub use instore::{Embedded, InStoreCode, Layout, LayoutError};

/// The most characters that any code may have; a GS1 DataMatrix of a till never comes near.
pub const CODE_LIMIT: usize = 128;

/// What was read, before the catalogue is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// A plain code: `key` is what the catalogue is asked for, `other` a second meaning (eight
    /// digits can be EAN-8 and UPC-E at once).
    Plain {
        /// The normal form.
        key: String,
        /// The other possible normal form.
        other: Option<String>,
    },
    /// An in-store code with weight or price inside.
    InStore(InStoreCode),
    /// GS1 element strings: GTIN with weight, price, expiry, lot.
    Gs1(ElementString),
}

/// Why a scan is no code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BarcodeError {
    /// Nothing was read.
    #[error("kode kosong")]
    Empty,
    /// More than [`CODE_LIMIT`] characters.
    #[error("kode terlalu panjang")]
    TooLong,
    /// A character that no code of a shop has.
    #[error("kode berisi tanda yang tidak dikenal")]
    StrangeCharacter,
    /// Digits in the length of a GTIN whose check digit is wrong.
    #[error("angka pemeriksa kode {0} salah; pindai sekali lagi")]
    WrongCheckDigit(String),
    /// The element string cannot be read.
    #[error(transparent)]
    Gs1(#[from] Gs1Error),
}

/// Reads a scan. `raw` may begin with an AIM symbology identifier (`]E0`, `]C1`, ...); only an
/// identifier that announces FNC1 makes it a GS1 element string, because digits alone are
/// ambiguous. `layouts` are the shop's in-store patterns; a code that fits none is plain.
///
/// # Errors
/// [`BarcodeError`]; a wrong check digit is *not* an error here, because a shop may have such a
/// code in its catalogue: see [`complaint`].
pub fn read(raw: &str, layouts: &[Layout]) -> Result<Reading, BarcodeError> {
    let raw = raw.trim_matches([' ', '\r', '\n', '\t', '\u{2}', '\u{3}']);
    if raw.is_empty() {
        return Err(BarcodeError::Empty);
    }
    if raw.len() > CODE_LIMIT {
        return Err(BarcodeError::TooLong);
    }
    let (aim, code) = split_aim(raw);
    if let Some(aim) = aim
        && announces_fnc1(aim)
    {
        return Ok(Reading::Gs1(ElementString::parse(code)?));
    }
    if code.is_empty() {
        return Err(BarcodeError::Empty);
    }
    if !code.chars().all(|c| c.is_ascii_graphic() || c == ' ') {
        return Err(BarcodeError::StrangeCharacter);
    }
    if let Some(code) = layouts.iter().find_map(|layout| layout.read(code)) {
        return Ok(Reading::InStore(code));
    }
    let (key, other) = plain(aim, code);
    Ok(Reading::Plain { key, other })
}

/// The normal form under which a catalogue keeps a code, and a scan asks for it.
pub fn lookup_key(code: &str) -> String {
    plain(None, code.trim()).0
}

/// A code as it stands on the pack: without the noughts of its normal form.
pub fn as_printed(code: &str) -> &str {
    match code.strip_prefix('0') {
        Some(rest) if code.len() == 14 && rest.len() == 13 && code.bytes().all(|digit| digit.is_ascii_digit()) => {
            rest.strip_prefix("00000").filter(|short| short.len() == 8 && !short.starts_with('0')).unwrap_or(rest)
        }
        _ => code,
    }
}

/// What is wrong with a plain code that the catalogue does not know: digits in the length of a
/// GTIN with a wrong check digit are most likely a bad read.
pub fn complaint(code: &str) -> Option<BarcodeError> {
    let (_, code) = split_aim(code.trim());
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    let wrong = digits && matches!(code.len(), 8 | 12 | 13 | 14) && Gtin::parse(code).is_none() && expand_upc_e(code).is_none();
    wrong.then(|| BarcodeError::WrongCheckDigit(code.to_owned()))
}

fn plain(aim: Option<&str>, code: &str) -> (String, Option<String>) {
    let gtin = Gtin::parse(code).map(|gtin| gtin.to_string());
    let upc_e = match aim {
        Some("]E4") => None,
        _ => expand_upc_e(code).map(|gtin| gtin.to_string()),
    };
    match (gtin, upc_e) {
        (Some(gtin), other) => (gtin.clone(), other.filter(|other| *other != gtin)),
        (None, Some(expanded)) => (expanded, None),
        (None, None) => (code.to_owned(), None),
    }
}

/// Splits an AIM symbology identifier (ISO/IEC 15424) from the data.
fn split_aim(raw: &str) -> (Option<&str>, &str) {
    let bytes = raw.as_bytes();
    let present = bytes.len() >= 3 && bytes[0] == b']' && bytes[1].is_ascii_alphabetic() && bytes[2].is_ascii_alphanumeric();
    if present { (Some(&raw[..3]), &raw[3..]) } else { (None, raw) }
}

fn announces_fnc1(aim: &str) -> bool {
    matches!(aim, "]C1" | "]e0" | "]d2" | "]Q3" | "]J1")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(raw: &str) -> String {
        match read(raw, &[]) {
            Ok(Reading::Plain { key, .. }) => key,
            other => panic!("{raw}: {other:?}"),
        }
    }

    #[test]
    fn every_gtin_has_one_normal_form() {
        assert_eq!(key("4006381333931"), "04006381333931");
        assert_eq!(key("]E04006381333931"), "04006381333931");
        assert_eq!(key("012345678905"), "00012345678905");
        assert_eq!(key("0012345678905"), "00012345678905");
        assert_eq!(key("96385074"), "00000096385074");
        assert_eq!(key("15400141288763"), "15400141288763");
        assert_eq!(key("RAK-7"), "RAK-7");
    }

    #[test]
    fn codes_are_said_as_they_are_printed() {
        assert_eq!(as_printed("04006381333931"), "4006381333931");
        assert_eq!(as_printed("00000096385074"), "96385074");
        assert_eq!(as_printed("15400141288763"), "15400141288763");
        assert_eq!(as_printed("RAK-7"), "RAK-7");
    }

    #[test]
    fn upc_e_is_expanded_and_ambiguity_is_kept() {
        // 04252614 is the UPC-E of 042100005264 (GS1 General Specifications, figure 5.2.4.3).
        assert_eq!(read("04252614", &[]), Ok(Reading::Plain { key: "00042100005264".into(), other: None }));
    }

    #[test]
    fn a_wrong_check_digit_is_named() {
        assert!(matches!(complaint("4006381333932"), Some(BarcodeError::WrongCheckDigit(_))));
        assert_eq!(complaint("4006381333931"), None);
        assert_eq!(complaint("ABC"), None);
    }

    #[test]
    fn only_fnc1_makes_an_element_string() {
        assert!(matches!(read("]C10104006381333931", &[]), Ok(Reading::Gs1(_))));
        assert!(matches!(read("0104006381333931", &[]), Ok(Reading::Plain { .. })));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]
        #[test]
        fn any_byte_soup_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let text = String::from_utf8_lossy(&bytes);
            let layouts = [Layout::parse("21IIIIIWWWWWC").expect("layout"), Layout::parse("22IIIIPKPPPPC").unwrap_or_else(|_| Layout::parse("22IIIIIPPPPPC").expect("layout"))];
            let _ = read(&text, &layouts);
            let _ = complaint(&text);
            let _ = Layout::parse(&text);
            for aim in ["]C1", "]e0", "]d2", "]Q3", "]E0", "]E4", "]"] {
                let _ = read(&format!("{aim}{text}"), &layouts);
            }
        }

        #[test]
        fn digits_and_separators_are_answered(soup in "[0-9\\x1d]{0,60}") {
            let _ = read(&format!("]C1{soup}"), &[]);
        }
    }
}
