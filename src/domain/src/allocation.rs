//! Who gets how much of a shipment that is too small (`network.md` section 5).
//!
//! Whole packs only. Everybody gets one if there are enough, the rest goes by what each still misses, by
//! largest remainder; among equal remainders the larger order comes first, then a hash of pool and shop,
//! so that nobody is favoured by the beginning of their name. Nobody gets more than they ordered, the
//! parts sum to what there is, and the order of the list means nothing.

use std::cmp::Reverse;
use std::collections::HashSet;

use sha2::{Digest, Sha256};

/// What a shop ordered from a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolOrder {
    /// The shop.
    pub shop: String,
    /// Packs, not below zero.
    pub packs: i64,
}

/// Why nothing can be allocated.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AllocationError {
    /// An order or the shipment is below zero.
    #[error("jumlah kemasan {0} tidak boleh di bawah nol")]
    Negative(i64),
    /// A shop is in the list twice.
    #[error("toko {0} ada dua kali dalam pesanan bersama; gabungkan dulu")]
    Twice(String),
    /// More packs than can be counted.
    #[error("jumlah kemasan terlalu besar untuk dibagi")]
    TooMany,
}

/// Packs for each order, in the order of the list.
///
/// # Errors
/// [`AllocationError`].
pub fn allocate(pool: &str, shipped: i64, orders: &[PoolOrder]) -> Result<Vec<i64>, AllocationError> {
    check(shipped, orders)?;
    let ordered: i64 = orders.iter().map(|order| order.packs).sum();
    let mut left = shipped.min(ordered);
    let asking = orders.iter().filter(|order| order.packs > 0).count();
    let first = i64::from(i64::try_from(asking).is_ok_and(|asking| left >= asking));
    let mut parts: Vec<i64> = orders.iter().map(|order| first.min(order.packs)).collect();
    left -= parts.iter().sum::<i64>();
    let missing: Vec<i64> = orders.iter().zip(&parts).map(|(order, part)| order.packs - part).collect();
    let all: i64 = missing.iter().sum();
    if left == 0 || all == 0 {
        return Ok(parts);
    }
    let mut rests = Vec::with_capacity(orders.len());
    let whole = left;
    for (place, missing) in missing.iter().enumerate() {
        let product = i128::from(whole) * i128::from(*missing);
        let share = i64::try_from(product / i128::from(all)).map_err(|_| AllocationError::TooMany)?;
        parts[place] += share;
        left -= share;
        rests.push((Reverse(product % i128::from(all)), Reverse(orders[place].packs), lot(pool, &orders[place].shop), place));
    }
    // Fewer packs are left than shops that miss one, and a share is below what is missing wherever a
    // remainder is: nobody gets more than they ordered.
    rests.sort_unstable();
    for (_, _, _, place) in rests {
        if left > 0 && parts[place] < orders[place].packs {
            parts[place] += 1;
            left -= 1;
        }
    }
    Ok(parts)
}

fn check(shipped: i64, orders: &[PoolOrder]) -> Result<(), AllocationError> {
    let mut shops = HashSet::new();
    let mut sum: i64 = 0;
    for order in orders {
        if order.packs < 0 {
            return Err(AllocationError::Negative(order.packs));
        }
        if !shops.insert(order.shop.as_str()) {
            return Err(AllocationError::Twice(order.shop.clone()));
        }
        sum = sum.checked_add(order.packs).ok_or(AllocationError::TooMany)?;
    }
    if shipped < 0 { Err(AllocationError::Negative(shipped)) } else { Ok(()) }
}

/// A place in the queue that nobody can choose.
fn lot(pool: &str, shop: &str) -> [u8; 32] {
    Sha256::new().chain_update(pool).chain_update([0]).chain_update(shop).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn orders(packs: &[i64]) -> Vec<PoolOrder> {
        packs.iter().enumerate().map(|(place, packs)| PoolOrder { shop: format!("toko-{place}"), packs: *packs }).collect()
    }

    #[test]
    fn the_published_example() {
        assert_eq!(allocate("beras", 47, &orders(&[24, 12, 10, 8, 4, 2])), Ok(vec![19, 9, 8, 6, 3, 2]));
    }

    #[test]
    fn too_few_for_one_each_go_by_size() {
        assert_eq!(allocate("beras", 2, &orders(&[9, 5, 1])), Ok(vec![1, 1, 0]));
        assert_eq!(allocate("beras", 0, &orders(&[3, 3])), Ok(vec![0, 0]));
        assert_eq!(allocate("beras", 99, &orders(&[3, 0, 4])), Ok(vec![3, 0, 4]));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        assert_eq!(allocate("p", -1, &orders(&[1])), Err(AllocationError::Negative(-1)));
        assert_eq!(allocate("p", 1, &orders(&[-3])), Err(AllocationError::Negative(-3)));
        let twice = [PoolOrder { shop: "a".into(), packs: 1 }, PoolOrder { shop: "a".into(), packs: 2 }];
        assert_eq!(allocate("p", 1, &twice), Err(AllocationError::Twice("a".into())));
        assert_eq!(allocate("p", 1, &orders(&[i64::MAX, 1])), Err(AllocationError::TooMany));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn any_short_shipment_is_shared_exactly(
            packs in prop::collection::vec(0i64..200, 0..40),
            thousandths in 0i64..1_200,
            turn in any::<prop::sample::Index>(),
        ) {
            let list = orders(&packs);
            let ordered: i64 = packs.iter().sum();
            let shipped = ordered * thousandths / 1_000;
            let parts = allocate("pool", shipped, &list).expect("shares");
            prop_assert_eq!(parts.iter().sum::<i64>(), shipped.min(ordered));
            for (part, packs) in parts.iter().zip(&packs) {
                prop_assert!((0..=*packs).contains(part));
            }
            // Whatever order the list comes in, each shop gets the same.
            let mut turned: Vec<(PoolOrder, i64)> = list.into_iter().zip(parts).collect();
            if !turned.is_empty() {
                let by = turn.index(turned.len());
                turned.rotate_left(by);
                turned.swap(0, by);
            }
            let again: Vec<PoolOrder> = turned.iter().map(|(order, _)| order.clone()).collect();
            let parts = allocate("pool", shipped, &again).expect("shares");
            prop_assert_eq!(parts, turned.into_iter().map(|(_, part)| part).collect::<Vec<_>>());
        }
    }
}
