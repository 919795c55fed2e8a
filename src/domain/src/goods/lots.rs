//! Lots, where a product tracks its date: first expired, first out.
//!
//! A sale does not say from which lot it took. What is left of each lot follows from sums alone, so it is
//! the same on every till in whatever order the records came: what is on hand is filled from the latest
//! date back, because the earliest was sold first; what no lot explains has no known date.

use chrono::NaiveDate;

use crate::quantity::Quantity;

/// A lot of one product of one owner.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lot {
    /// Use by; none: a lot without a date, which is sold last.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot; may be empty.
    pub lot: String,
    /// What came of it less what was taken out of it by name, base units, thousandths.
    pub quantity: Quantity,
}

/// What to do about goods with so many days left: how many percent off is proposed; none: nothing yet. What is
/// past its date is not sold at all.
pub const fn markdown(days_left: i64) -> Option<i64> {
    match days_left {
        ..0 => None,
        0..=3 => Some(50),
        4..=7 => Some(30),
        8..=14 => Some(20),
        15..=30 => Some(10),
        _ => None,
    }
}

/// What is left of each lot of `lots` when `on_hand` is there, earliest date first, and how much has no
/// known date.
pub fn left(on_hand: Quantity, lots: &[Lot]) -> (Vec<Lot>, Quantity) {
    let mut sorted: Vec<Lot> = lots.iter().filter(|lot| lot.quantity.get() > 0).cloned().collect();
    // Without a date counts as the latest.
    sorted.sort_by(|a, b| (a.expiry.is_none(), a.expiry, &a.lot).cmp(&(b.expiry.is_none(), b.expiry, &b.lot)));
    let mut rest = on_hand.get().max(0);
    for lot in sorted.iter_mut().rev() {
        let taken = lot.quantity.get().min(rest);
        rest -= taken;
        lot.quantity = Quantity::new(taken);
    }
    sorted.retain(|lot| lot.quantity.get() > 0);
    (sorted, Quantity::new(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lot(day: u32, quantity: i64) -> Lot {
        Lot { expiry: NaiveDate::from_ymd_opt(2026, 12, day), lot: format!("L{day}"), quantity: Quantity::new(quantity) }
    }

    #[test]
    fn the_earliest_date_is_sold_first() {
        let lots = [lot(20, 5_000), lot(10, 3_000)];
        assert_eq!(left(Quantity::new(6_000), &lots), (vec![lot(10, 1_000), lot(20, 5_000)], Quantity::ZERO));
        assert_eq!(left(Quantity::new(4_000), &lots), (vec![lot(20, 4_000)], Quantity::ZERO));
        assert_eq!(left(Quantity::new(10_000), &lots), (vec![lot(10, 3_000), lot(20, 5_000)], Quantity::new(2_000)));
        assert_eq!(left(Quantity::new(-1_000), &lots), (vec![], Quantity::ZERO));
    }

    proptest! {
        #[test]
        fn lots_and_the_unknown_are_what_is_on_hand(on_hand in -5_000i64..50_000, lots in prop::collection::vec((1u32..28, -2_000i64..9_000), 0..8)) {
            let lots: Vec<Lot> = lots.into_iter().map(|(day, quantity)| lot(day, quantity)).collect();
            let (kept, unknown) = left(Quantity::new(on_hand), &lots);
            let sum: i64 = kept.iter().map(|lot| lot.quantity.get()).sum();
            prop_assert_eq!(sum + unknown.get(), on_hand.max(0));
            let mut turned = lots;
            turned.reverse();
            let (again, _) = left(Quantity::new(on_hand), &turned);
            let total = |lots: &[Lot]| lots.iter().map(|lot| (lot.expiry, lot.quantity.get())).fold(std::collections::BTreeMap::new(), |mut sums, (day, quantity)| {
                *sums.entry(day).or_insert(0) += quantity;
                sums
            });
            prop_assert_eq!(total(&kept), total(&again), "whatever order the records came in");
        }
    }
}
