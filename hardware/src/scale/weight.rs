//! Weights from text, in whole grams: no floating point comes near a price.

/// A weight that may be sold: more than nothing, in whole grams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Weight(i64);

/// Ten tonnes: more is no counter scale.
const MOST: i64 = 10_000_000;

impl Weight {
    /// A weight of 1 to 10,000,000 grams.
    pub fn new(grams: i64) -> Option<Self> {
        (1..=MOST).contains(&grams).then_some(Self(grams))
    }

    /// Grams.
    pub fn grams(self) -> i64 {
        self.0
    }
}

/// The units that scales send.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Kilogram,
    Gram,
    /// Pounds, ounces and the like: known, and refused.
    Foreign,
}

impl Unit {
    /// Reads `kg`, `g`, `lb`, `oz` in any case; `None` if it is no unit.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "kg" => Some(Self::Kilogram),
            "g" => Some(Self::Gram),
            "lb" | "lbs" | "oz" | "t" | "ct" | "pcs" | "pc" | "%" => Some(Self::Foreign),
            _ => None,
        }
    }

    fn decimals(self) -> usize {
        if self == Self::Kilogram { 3 } else { 0 }
    }
}

/// Reads a number such as `+0001.250`, `- 0.5` or `1250` as grams. `None` if it is no number, is not
/// whole grams, or no counter scale weighs so much.
pub(super) fn grams(text: &str, unit: Unit) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let digits = digits.trim_start();
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || whole.len() > 9 || fraction.len() > 6 {
        return None;
    }
    // Parts of a gram are not rounded here: that would be a guess about a price.
    let (kept, finer) = fraction.split_at(fraction.len().min(unit.decimals()));
    if finer.bytes().any(|b| b != b'0') {
        return None;
    }
    let scale = 10i64.pow(u32::try_from(unit.decimals()).ok()?);
    let parts: i64 = if kept.is_empty() { 0 } else { format!("{kept:0<width$}", width = unit.decimals()).parse().ok()? };
    let grams = whole.parse::<i64>().ok()?.checked_mul(scale)?.checked_add(parts)?;
    (grams <= MOST).then_some(if negative { -grams } else { grams })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_grams_only() {
        let kg = |text| grams(text, Unit::Kilogram);
        assert_eq!(kg("+0001.250"), Some(1250));
        assert_eq!(kg("12.5"), Some(12_500));
        assert_eq!(kg("- 0.005"), Some(-5));
        assert_eq!(kg("3"), Some(3000));
        assert_eq!(kg("0.12500"), Some(125));
        for bad in ["", ".", ".5", "1.2505", "1,5", "1.2.3", "--1", "1e3", "99999999999", "10000.001"] {
            assert_eq!(kg(bad), None, "{bad}");
        }
        assert_eq!(grams("1250.0", Unit::Gram), Some(1250));
        assert_eq!(grams("1250.5", Unit::Gram), None);
        assert_eq!((Unit::parse(" kg"), Unit::parse("LB "), Unit::parse("xx")), (Some(Unit::Kilogram), Some(Unit::Foreign), None));
        assert!(Weight::new(0).is_none() && Weight::new(-1).is_none());
        assert_eq!(Weight::new(1250).map(Weight::grams), Some(1250));
    }

    proptest! {
        #[test]
        fn every_weight_is_read_exactly(number in 0i64..10_000_000, soup in "\\PC{0,20}") {
            let text = format!("{}.{:03}", number / 1000, number % 1000);
            prop_assert_eq!(grams(&text, Unit::Kilogram), Some(number));
            let _ = (grams(&soup, Unit::Gram), Unit::parse(&soup));
        }
    }
}
