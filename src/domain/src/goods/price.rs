//! Prices that hold from a time on, and what stands on labels.

use chrono::{DateTime, FixedOffset};

use crate::money::{Overflow, Rupiah};

/// New prices of a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PriceLine {
    /// The product's key.
    pub sku: String,
    /// The pack.
    pub pack: String,
    /// Price for everybody, rupiah.
    pub price: Rupiah,
    /// Price for members; none: as everybody.
    pub member_price: Option<Rupiah>,
    /// Price for wholesale buyers; none: as everybody.
    pub wholesale_price: Option<Rupiah>,
}

/// Prices that hold from a time on. Until then the old ones stand; a product that is put again later
/// than that time has the prices that were put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PriceBatch {
    /// Made once (UUID as text).
    pub id: String,
    /// What people call it.
    pub name: String,
    /// From when.
    pub from: DateTime<FixedOffset>,
    /// The prices; none: the batch is taken back.
    pub lines: Vec<PriceLine>,
    /// Who (staff id).
    pub by: String,
}

/// What stood on a label that was printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelMark {
    /// The product's key.
    pub sku: String,
    /// The pack.
    pub pack: String,
    /// The price on it, rupiah.
    pub price: Rupiah,
}

/// How the names of batches begin that mark goods down because they expire: what they are compared with is the price
/// before, so that one mark-down is not taken off another.
pub const MARK_DOWN: &str = "Kedaluwarsa ";

/// A price that is `percent` lower, rounded down to `step` rupiah, so that nobody pays more than was promised;
/// what would be nothing keeps one step, or the price where that is less.
///
/// # Errors
/// [`Overflow`].
pub fn marked_down(price: Rupiah, percent: i64, step: i64) -> Result<Rupiah, Overflow> {
    let step = step.max(1);
    let left = i128::from(price.get()) * i128::from(100 - percent.clamp(0, 100)) / 100;
    let down = i64::try_from(left).map_err(|_| Overflow)? / step * step;
    Ok(Rupiah::new(down.max(step.min(price.get()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_down_never_asks_for_more_than_it_says() {
        let down = |price, percent, step| marked_down(Rupiah::new(price), percent, step).map(Rupiah::get);
        assert_eq!(down(3_100, 50, 100), Ok(1_500));
        assert_eq!(down(3_100, 10, 1), Ok(2_790));
        assert_eq!(down(100, 50, 100), Ok(100), "not below one step");
        assert_eq!(down(60, 50, 100), Ok(60), "nor above what it was");
        assert_eq!(down(0, 50, 100), Ok(0));
        assert_eq!(down(Rupiah::LIMIT.get(), 0, 1), Ok(Rupiah::LIMIT.get()));
    }
}
