//! Global Trade Item Numbers.

use std::fmt;

/// A GTIN of 8, 12, 13 or 14 digits, kept as the number it is; shown with 14 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Gtin(u64);

impl Gtin {
    /// The GTIN of 8, 12, 13 or 14 digits whose check digit is right.
    pub fn parse(digits: &str) -> Option<Self> {
        let right_shape = matches!(digits.len(), 8 | 12 | 13 | 14) && digits.bytes().all(|b| b.is_ascii_digit());
        if !right_shape {
            return None;
        }
        let (body, check) = digits.split_at(digits.len() - 1);
        let right = check_digit(body)? == check.parse::<u8>().ok()?;
        if right { digits.parse().ok().map(Self) } else { None }
    }

    /// The number of an ITF-14 case: indicator 1 to 8 is a case of the goods, 9 is of variable measure.
    pub fn indicator(self) -> u8 {
        u8::try_from(self.0 / 10_000_000_000_000).unwrap_or(0)
    }
}

impl fmt::Display for Gtin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:014}", self.0)
    }
}

/// The modulo-10 check digit for digits without one: weights 3 and 1 from the right
/// (GS1 General Specifications, section 7.9.1). `None` when there is anything but digits.
pub fn check_digit(body: &str) -> Option<u8> {
    let mut sum = 0u32;
    for (index, digit) in body.bytes().rev().enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        let weight = if index % 2 == 0 { 3 } else { 1 };
        sum += u32::from(digit - b'0') * weight;
    }
    u8::try_from((10 - sum % 10) % 10).ok()
}

/// The UPC-A behind eight digits of UPC-E (number system 0 or 1), if its check digit is right.
pub fn expand_upc_e(digits: &str) -> Option<Gtin> {
    let d = digits.as_bytes();
    let right_shape = d.len() == 8 && d.iter().all(u8::is_ascii_digit) && matches!(d[0], b'0' | b'1');
    if !right_shape {
        return None;
    }
    let part = |range: std::ops::Range<usize>| &digits[range];
    let (system, check) = (part(0..1), part(7..8));
    let body = match d[6] {
        b'0'..=b'2' => format!("{}{}0000{}", part(1..3), part(6..7), part(3..6)),
        b'3' => format!("{}00000{}", part(1..4), part(4..6)),
        b'4' => format!("{}00000{}", part(1..5), part(5..6)),
        _ => format!("{}0000{}", part(1..6), part(6..7)),
    };
    Gtin::parse(&format!("{system}{body}{check}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_check_digits() {
        // 629104150021 -> 3 is the example of GS1's own check digit page.
        for (body, check) in [("629104150021", 3), ("400638133393", 1), ("9638507", 4), ("01234567890", 5)] {
            assert_eq!(check_digit(body), Some(check), "{body}");
        }
        assert_eq!(check_digit("12a"), None);
    }

    #[test]
    fn one_wrong_digit_is_always_seen() {
        let good = "8991234567891";
        let body = &good[..12];
        let good = format!("{body}{}", check_digit(body).expect("digits"));
        for place in 0..13 {
            for digit in b'0'..=b'9' {
                let mut changed = good.clone().into_bytes();
                if changed[place] == digit {
                    continue;
                }
                changed[place] = digit;
                let changed = String::from_utf8(changed).expect("ascii");
                assert_eq!(Gtin::parse(&changed), None, "{changed}");
            }
        }
    }

    #[test]
    fn the_indicator_of_a_case() {
        assert_eq!(Gtin::parse("15400141288763").map(Gtin::indicator), Some(1));
    }
}
