//! Spreading an amount over weights so that the parts sum exactly.

use crate::money::{Overflow, Rupiah};

/// Spreads `total` over `weights` in proportion, by largest remainder; ties go to the earlier
/// place. The parts always sum to `total`. With no weight above zero everything goes to the first
/// place; with no places the result is empty. Weights below zero count as zero.
///
/// # Errors
/// [`Overflow`] when a part does not fit.
pub fn allocate(total: Rupiah, weights: &[i64]) -> Result<Vec<Rupiah>, Overflow> {
    if weights.is_empty() {
        return Ok(Vec::new());
    }
    let weight = |index: usize| i128::from(weights[index].max(0));
    let sum: i128 = (0..weights.len()).map(weight).sum();
    if sum == 0 {
        let mut parts = vec![Rupiah::ZERO; weights.len()];
        parts[0] = total;
        return Ok(parts);
    }
    let sign = i128::from(total.get().signum());
    let magnitude = i128::from(total.get()).abs();
    let mut parts: Vec<i128> = (0..weights.len()).map(|i| magnitude * weight(i) / sum).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|&i| (std::cmp::Reverse(magnitude * weight(i) % sum), i));
    let left = usize::try_from(magnitude - parts.iter().sum::<i128>()).map_err(|_| Overflow)?;
    for &index in order.iter().take(left) {
        parts[index] += 1;
    }
    parts.into_iter().map(|part| i64::try_from(part * sign).map(Rupiah::new).map_err(|_| Overflow)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_published_distribution_t1() {
        // domain.md 1.5, T1: savings 1.250.000/750.000/500.000/1.000.000, pool 1.200.000.
        let parts = allocate(Rupiah::new(1_200_000), &[1_250_000, 750_000, 500_000, 1_000_000]);
        let expected = [428_571, 257_143, 171_429, 342_857].map(Rupiah::new).to_vec();
        assert_eq!(parts, Ok(expected));
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole(total in -1_000_000_000i64..1_000_000_000, weights in prop::collection::vec(0i64..1_000_000, 1..20)) {
            let parts = allocate(Rupiah::new(total), &weights).expect("fits");
            prop_assert_eq!(Rupiah::sum(parts.iter().copied()), Ok(Rupiah::new(total)));
            prop_assert!(parts.iter().all(|p| p.get() == 0 || p.get().signum() == total.signum()));
        }
    }
}
