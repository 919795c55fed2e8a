//! Quantities in thousandths of a unit.

use std::fmt;

use crate::money::{Overflow, Rupiah, ratio};

/// A quantity in thousandths: of a pack when sold, of the base unit when stocked. For weighed
/// goods the base unit is the kilogram, so a thousandth is a gram.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

/// Why a text or number is not a quantity that can be sold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum QuantityError {
    /// Not a decimal number with at most three places.
    #[error("«{0}» bukan jumlah; paling banyak tiga angka di belakang koma")]
    NotANumber(String),
    /// Zero or below.
    #[error("jumlah harus lebih dari nol")]
    NotPositive,
    /// Beyond [`Quantity::LIMIT`]: most likely a barcode that was typed as a quantity.
    #[error("jumlah {0} terlalu besar; apakah itu barcode?")]
    TooLarge(String),
    /// A fraction of something that is sold by the piece.
    #[error("barang ini dijual per buah; jumlah harus bulat")]
    NotWhole,
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// One unit.
    pub const ONE: Self = Self(1_000);
    /// The most that one line may sell: 99.999. A 13-digit code never passes as a quantity
    /// (a field failure: the barcode ended as the quantity, `hardware.md` section 2).
    pub const LIMIT: Self = Self(99_999_000);

    /// A quantity of `thousandths`.
    pub const fn new(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// A whole number of units, or [`Overflow`].
    pub fn units(units: i64) -> Result<Self, Overflow> {
        units.checked_mul(1_000).map(Self).ok_or(Overflow)
    }

    /// The number of thousandths.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// True when there is no fraction of a unit.
    pub const fn is_whole(self) -> bool {
        self.0 % 1_000 == 0
    }

    /// Reads a decimal with `.` or `,` and up to three places; may be negative.
    ///
    /// # Errors
    /// [`QuantityError::NotANumber`] or [`QuantityError::TooLarge`].
    pub fn parse(text: &str) -> Result<Self, QuantityError> {
        let text = text.trim();
        let wrong = || QuantityError::NotANumber(text.to_owned());
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let (whole, fraction) = digits.split_once([',', '.']).unwrap_or((digits, ""));
        let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || fraction.len() > 3 {
            return Err(wrong());
        }
        if digits.len() > whole.len() && fraction.is_empty() {
            return Err(wrong());
        }
        let padded = format!("{fraction:0<3}");
        let large = || QuantityError::TooLarge(text.to_owned());
        let whole: i64 = whole.parse().map_err(|_| large())?;
        let fraction: i64 = padded.parse().map_err(|_| wrong())?;
        whole.checked_mul(1_000).and_then(|w| w.checked_add(fraction)).map(|v| Self(sign * v)).ok_or_else(large)
    }

    /// The same quantity if one line may sell it.
    ///
    /// # Errors
    /// [`QuantityError::NotPositive`], [`QuantityError::TooLarge`].
    pub fn sellable(self) -> Result<Self, QuantityError> {
        if self.0 <= 0 {
            return Err(QuantityError::NotPositive);
        }
        if self > Self::LIMIT {
            return Err(QuantityError::TooLarge(self.to_string()));
        }
        Ok(self)
    }

    /// The sum, or [`Overflow`].
    pub fn plus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_add(other.0).map(Self).ok_or(Overflow)
    }

    /// The difference, or [`Overflow`].
    pub fn minus(self, other: Self) -> Result<Self, Overflow> {
        self.0.checked_sub(other.0).map(Self).ok_or(Overflow)
    }

    /// The quantity times a whole number, or [`Overflow`].
    pub fn times(self, factor: i64) -> Result<Self, Overflow> {
        self.0.checked_mul(factor).map(Self).ok_or(Overflow)
    }

    /// The amount for this quantity at a price per unit, rounded half up to a rupiah.
    ///
    /// # Errors
    /// [`Overflow`] when the amount does not fit.
    pub fn at(self, unit_price: Rupiah) -> Result<Rupiah, Overflow> {
        ratio(unit_price.get(), self.0, 1_000).map(Rupiah::new)
    }
}

impl fmt::Display for Quantity {
    /// `12`, `0,540`: a comma, and either no places or three.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("−")?;
        }
        let magnitude = self.0.unsigned_abs();
        write!(f, "{}", magnitude / 1_000)?;
        match magnitude % 1_000 {
            0 => Ok(()),
            fraction => write!(f, ",{fraction:03}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_up_to_three_places() {
        for (text, thousandths) in [("1", 1_000), ("0,540", 540), ("0.5", 500), ("-2", -2_000), ("12,345", 12_345)] {
            assert_eq!(Quantity::parse(text), Ok(Quantity::new(thousandths)), "{text}");
        }
        for bad in ["", "1,2345", "1e3", "a", ",5", "1,", "1.2.3", "--1"] {
            assert!(Quantity::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_barcode_is_no_quantity() {
        let typed = Quantity::parse("8991234567890").and_then(Quantity::sellable);
        assert!(matches!(typed, Err(QuantityError::TooLarge(_))));
        assert_eq!(Quantity::ZERO.sellable(), Err(QuantityError::NotPositive));
        assert_eq!(Quantity::new(-1_000).sellable(), Err(QuantityError::NotPositive));
    }

    #[test]
    fn weight_times_price_rounds_half_up() {
        assert_eq!(Quantity::new(540).at(Rupiah::new(28_000)), Ok(Rupiah::new(15_120)));
        assert_eq!(Quantity::new(1).at(Rupiah::new(500)), Ok(Rupiah::new(1)));
        assert_eq!(Quantity::new(1).at(Rupiah::new(499)), Ok(Rupiah::new(0)));
    }
}
