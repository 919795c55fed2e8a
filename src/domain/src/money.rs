//! Rupiah: whole, signed, checked.

use std::fmt;

/// The result does not fit the type. With prices and quantities inside their limits this cannot
/// happen; it is an error and not a wrap because money is involved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("angka terlalu besar untuk dihitung")]
pub struct Overflow;

/// An amount of money in whole rupiah. There are no sen in retail (`domain.md` section 0.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rupiah(i64);

/// Why a text is not an amount.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmountError {
    /// Not a whole number of rupiah.
    #[error("«{0}» bukan jumlah rupiah bulat")]
    NotWhole(String),
    /// Beyond [`Rupiah::LIMIT`].
    #[error("jumlah {0} terlalu besar")]
    TooLarge(String),
    /// Below zero where that has no meaning.
    #[error("jumlah {0} di bawah nol")]
    Negative(i64),
}

impl Rupiah {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The largest amount that a person may enter: Rp 999.999.999.999.
    pub const LIMIT: Self = Self(999_999_999_999);

    /// An amount of `rupiah`.
    pub const fn new(rupiah: i64) -> Self {
        Self(rupiah)
    }

    /// The number of rupiah.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads what a person or a file says: digits, with `.` allowed as thousands mark in groups of
    /// three, never negative, at most [`Self::LIMIT`].
    ///
    /// # Errors
    /// [`AmountError`] says what is wrong with the text.
    pub fn parse(text: &str) -> Result<Self, AmountError> {
        let text = text.trim();
        let digits = match text.strip_prefix('-') {
            Some(rest) => {
                let amount = Self::parse(rest)?;
                return Err(AmountError::Negative(-amount.0));
            }
            None => text,
        };
        let mut groups = digits.split('.');
        let first = groups.next().unwrap_or_default();
        let grouped = digits.contains('.');
        let shape = !first.is_empty()
            && (!grouped || first.len() <= 3)
            && groups.clone().all(|group| group.len() == 3)
            && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        if !shape {
            return Err(AmountError::NotWhole(text.to_owned()));
        }
        let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
        let value: i64 = plain.parse().map_err(|_| AmountError::TooLarge(text.to_owned()))?;
        if value > Self::LIMIT.0 {
            return Err(AmountError::TooLarge(text.to_owned()));
        }
        Ok(Self(value))
    }

    /// The sum, or [`Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// The difference, or [`Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The amount with the other sign, or [`Overflow`].
    pub fn negated(self) -> Result<Self, Overflow> {
        self.0.checked_neg().map(Self).ok_or(Overflow)
    }

    /// The amount times a whole number, or [`Overflow`].
    pub fn times(self, factor: i64) -> Result<Self, Overflow> {
        self.0.checked_mul(factor).map(Self).ok_or(Overflow)
    }

    /// `self * numerator / denominator`, rounded half up, away from zero for negative amounts, so
    /// that the mirror of a sale is its exact negative.
    ///
    /// # Errors
    /// [`Overflow`] when the result does not fit, or `denominator` is not positive.
    pub fn ratio(self, numerator: i64, denominator: i64) -> Result<Self, Overflow> {
        ratio(self.0, numerator, denominator).map(Self)
    }

    /// The sum of many, or [`Overflow`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Overflow> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// True below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// True for nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// `value * numerator / denominator`, half up, mirrored below zero.
pub(crate) fn ratio(value: i64, numerator: i64, denominator: i64) -> Result<i64, Overflow> {
    if denominator <= 0 {
        return Err(Overflow);
    }
    let product = i128::from(value) * i128::from(numerator);
    let denominator = i128::from(denominator);
    let rounded = (product.abs() * 2 + denominator) / (denominator * 2) * product.signum();
    i64::try_from(rounded).map_err(|_| Overflow)
}

impl fmt::Display for Rupiah {
    /// `12.500`, `−900` with a real minus sign: the format of `domain.md` section 7.5.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("−")?;
        }
        let digits = self.0.unsigned_abs().to_string();
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                f.write_str(".")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_dots() {
        let table = [(0, "0"), (999, "999"), (1_000, "1.000"), (-900, "−900"), (1_254_300, "1.254.300")];
        for (amount, text) in table {
            assert_eq!(Rupiah::new(amount).to_string(), text);
        }
    }

    #[test]
    fn only_whole_rupiah_are_read() {
        assert_eq!(Rupiah::parse(" 12.500 "), Ok(Rupiah::new(12_500)));
        assert_eq!(Rupiah::parse("12500"), Ok(Rupiah::new(12_500)));
        for bad in ["", "12,5", "1.25", "1.2345", "x", "1 000", ".500", "99999999999999999999"] {
            assert!(Rupiah::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Rupiah::parse("-5"), Err(AmountError::Negative(-5)));
    }

    #[test]
    fn a_ratio_rounds_half_up_and_mirrors() {
        assert_eq!(ratio(1, 1, 2), Ok(1));
        assert_eq!(ratio(-1, 1, 2), Ok(-1));
        assert_eq!(ratio(111_000, 11, 111), Ok(11_000));
        assert_eq!(ratio(12_500, 11, 111), Ok(1_239));
        assert_eq!(ratio(i64::MAX, 2, 1), Err(Overflow));
        assert_eq!(ratio(1, 1, 0), Err(Overflow));
    }
}
