//! Bars: EAN-13 by the old form of `GS k`, which cheap printers know too, CODE128 by the new one, which
//! `escpos` does not offer.

/// What a text becomes as bars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bars {
    Ean13,
    Code128,
}

/// Adds a barcode with its digits below; `false` when it would be wider than the paper or holds what
/// bars cannot say, and nothing was added.
pub(super) fn barcode_into(content: &str, dots: usize, out: &mut Vec<u8>) -> bool {
    let Some((bars, modules)) = plan(content) else {
        return false;
    };
    // Two dots a module is the narrowest that hand scanners like, and that printers know; the quiet
    // zones need ten modules on each side.
    let width = match dots / (modules + 20) {
        0 | 1 => return false,
        2 => 2,
        _ => 3,
    };
    // Digits below, 80 dots high, module width.
    out.extend_from_slice(&[0x1D, b'H', 2, 0x1D, b'h', 80, 0x1D, b'w', width]);
    match bars {
        Bars::Ean13 => {
            out.extend_from_slice(&[0x1D, b'k', 2]);
            out.extend_from_slice(content.as_bytes());
            out.push(0);
        }
        Bars::Code128 => {
            let data = content.replace('{', "{{");
            out.extend_from_slice(&[0x1D, b'k', 73, u8::try_from(data.len() + 2).unwrap_or(u8::MAX), b'{', b'B']);
            out.extend_from_slice(data.as_bytes());
        }
    }
    true
}

/// The kind of bars for a text, and their width in modules (ISO/IEC 15420 and 15417).
fn plan(content: &str) -> Option<(Bars, usize)> {
    if is_ean13(content) {
        return Some((Bars::Ean13, 95));
    }
    let printable = content.bytes().all(|byte| (0x20..0x7F).contains(&byte));
    // No more than any paper holds; this also keeps the length in one byte.
    let short = (1..=48).contains(&content.len());
    (printable && short).then(|| (Bars::Code128, 11 * (content.len() + 2) + 13))
}

fn is_ean13(content: &str) -> bool {
    let digits: Vec<u32> = content.chars().filter_map(|digit| digit.to_digit(10)).collect();
    if content.len() != 13 || digits.len() != 13 {
        return false;
    }
    let sum: u32 = digits.iter().enumerate().map(|(index, digit)| digit * if index % 2 == 0 { 1 } else { 3 }).sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn kinds() {
        assert_eq!(plan("4006381333931"), Some((Bars::Ean13, 95)));
        assert_eq!(plan("4006381333932").map(|(bars, _)| bars), Some(Bars::Code128));
        assert_eq!(plan("é"), None);
        let mut out = Vec::new();
        assert!(barcode_into("A{1", 384, &mut out));
        assert!(out.ends_with(b"\x1Dk\x49\x06{BA{{1"));
        assert!(!barcode_into(&"9".repeat(40), 384, &mut Vec::new()), "too wide for the paper");
    }

    proptest! {
        #[test]
        fn any_text_is_borne(text in "\\PC{0,60}", dots in 100usize..600) {
            let mut out = Vec::new();
            let added = barcode_into(&text, dots, &mut out);
            prop_assert_eq!(added, !out.is_empty());
        }
    }
}
