//! Prices of a seller's catalogue, and what a change of them means for the shop.

use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;

/// A price from a number of packs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tier {
    /// From so many packs, thousandths.
    pub from: Quantity,
    /// A pack, rupiah.
    pub price: Rupiah,
}

/// True for prices that can be read: at least one, from zero or more packs on, each from more than the one before,
/// each above zero and within what a person may type.
pub fn readable(tiers: &[Tier]) -> bool {
    let sane =
        |tier: &Tier| tier.from.get() >= 0 && tier.from <= Quantity::LIMIT && tier.price > Rupiah::ZERO && tier.price <= Rupiah::LIMIT;
    !tiers.is_empty() && tiers.iter().all(sane) && tiers.windows(2).all(|pair| pair[0].from < pair[1].from)
}

/// The price of a pack when so many are ordered: of the last tier that they reach, else of the first.
pub fn price_at(tiers: &[Tier], packs: Quantity) -> Option<Rupiah> {
    let reached = tiers.iter().rfind(|tier| tier.from <= packs);
    reached.or_else(|| tiers.first()).map(|tier| tier.price)
}

/// By how much a price changed, hundredths of a percent of the old one, rounded half away from zero; none when there
/// was no price.
///
/// # Errors
/// [`Overflow`].
pub fn change(before: Option<Rupiah>, now: Rupiah) -> Result<Option<i64>, Overflow> {
    match before.filter(|before| *before > Rupiah::ZERO) {
        Some(before) => Ok(Some(now.minus(before)?.ratio(10_000, before.get())?.get())),
        None => Ok(None),
    }
}

/// What is left of a sale, hundredths of a percent of what the goods cost, rounded half away from zero; none for goods
/// that cost nothing. `sale` is without PPN where the shop collects it.
///
/// # Errors
/// [`Overflow`].
pub fn margin(cost: Rupiah, sale: Rupiah) -> Result<Option<i64>, Overflow> {
    if cost <= Rupiah::ZERO {
        return Ok(None);
    }
    Ok(Some(sale.minus(cost)?.ratio(10_000, cost.get())?.get()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tier(packs: i64, price: i64) -> Tier {
        Tier { from: Quantity::new(packs * 1_000), price: Rupiah::new(price) }
    }

    #[test]
    fn the_tier_that_is_reached_holds() {
        let tiers = [tier(1, 62_000), tier(10, 60_500), tier(60, 59_000)];
        assert!(readable(&tiers));
        let prices: Vec<i64> = [1, 9, 10, 59, 60, 500]
            .into_iter()
            .filter_map(|packs| price_at(&tiers, Quantity::new(packs * 1_000)))
            .map(Rupiah::get)
            .collect();
        assert_eq!(prices, [62_000, 62_000, 60_500, 60_500, 59_000, 59_000]);
        assert_eq!(price_at(&tiers, Quantity::new(500)), Some(Rupiah::new(62_000)), "below the first tier its price holds");
        assert!(!readable(&[]) && !readable(&[tier(10, 1), tier(10, 2)]) && !readable(&[tier(1, 0)]) && !readable(&[tier(-1, 5)]));
    }

    #[test]
    fn four_percent_up_leaves_nine() {
        assert_eq!(change(Some(Rupiah::new(100_000)), Rupiah::new(104_000)), Ok(Some(400)));
        assert_eq!(change(Some(Rupiah::new(104_000)), Rupiah::new(100_000)), Ok(Some(-385)));
        assert_eq!(change(None, Rupiah::new(104_000)), Ok(None));
        assert_eq!(margin(Rupiah::new(104_000), Rupiah::new(113_360)), Ok(Some(900)));
        assert_eq!(margin(Rupiah::new(104_000), Rupiah::new(100_000)), Ok(Some(-385)), "sold below cost");
        assert_eq!(margin(Rupiah::ZERO, Rupiah::new(1)), Ok(None));
    }

    proptest! {
        #[test]
        fn more_packs_never_reach_an_earlier_tier(froms in prop::collection::btree_set(0i64..1_000, 1..6), few in 0i64..1_200, more in 0i64..1_200) {
            // The price of a tier is its place: what is reached can be read off.
            let tiers: Vec<Tier> = froms.iter().enumerate().map(|(place, from)| tier(*from, place as i64 + 1)).collect();
            prop_assert!(readable(&tiers));
            let at = |packs: i64| price_at(&tiers, Quantity::new(packs * 1_000)).expect("a price");
            prop_assert!(at(few.min(more)) <= at(few.max(more)));
        }
    }
}
