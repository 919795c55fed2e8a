//! Stock cost: a moving average kept as two pools, value and quantity, never a unit price.

use crate::money::{Overflow, Rupiah, ratio};
use crate::quantity::Quantity;

/// What is on hand of one product of one owner, and what it cost (design section 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// On hand, thousandths of the base unit; may be below zero (nothing that happened is refused).
    pub quantity: Quantity,
    /// What it cost, rupiah; zero when `quantity` is zero.
    pub value: Rupiah,
    /// The last known cost: `(rupiah, thousandths)` of the last receipt. A ratio, so that nothing is
    /// lost to rounding.
    pub last: Option<(Rupiah, Quantity)>,
}

/// What a quantity that leaves the pool costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Rupiah.
    pub amount: Rupiah,
    /// True when part of it was not on hand and was taken at the last known cost.
    pub provisional: bool,
}

impl Pool {
    /// Takes goods in. While the pool is below zero the goods that were already sold leave at the
    /// provisional cost they were sold at; the difference is returned and belongs to the variance
    /// account (`5-400`).
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn receive(&mut self, quantity: Quantity, value: Rupiah) -> Result<Rupiah, Overflow> {
        if quantity.get() > 0 {
            self.last = Some((value, quantity));
        }
        self.take_back(quantity, value)
    }

    /// Takes goods back that were sold, at the cost they were sold at: like [`Pool::receive`], but the
    /// last known cost stays what it was.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn take_back(&mut self, quantity: Quantity, value: Rupiah) -> Result<Rupiah, Overflow> {
        let mut variance = Rupiah::ZERO;
        if self.quantity.get() < 0 && quantity.get() > 0 {
            let covered = quantity.get().min(-self.quantity.get());
            let provisional = Rupiah::new(ratio(self.value.get(), covered, -self.quantity.get())?);
            let actual = value.ratio(covered, quantity.get())?;
            // `provisional` is negative: value that was taken before it was there.
            variance = actual.plus(provisional)?;
        }
        self.quantity = self.quantity.plus(quantity)?;
        self.value = self.value.plus(value)?.minus(variance)?;
        Ok(variance)
    }

    /// What `quantity` is worth by the average of what is on hand, else by the last known cost; nothing
    /// leaves. For goods that come back without a receipt.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn worth(&self, quantity: Quantity) -> Result<Rupiah, Overflow> {
        match self.last {
            _ if self.quantity.get() > 0 && !self.value.is_negative() => self.value.ratio(quantity.get(), self.quantity.get()),
            Some((value, of)) if of.get() > 0 => value.ratio(quantity.get(), of.get()),
            _ => Ok(Rupiah::ZERO),
        }
    }

    /// The cost of `quantity` leaving, and the pool afterwards.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn issue(&mut self, quantity: Quantity) -> Result<Cost, Overflow> {
        let on_hand = Quantity::new(self.quantity.get().max(0).min(quantity.get()));
        let from_pool = if on_hand == self.quantity {
            self.value
        } else if on_hand.get() > 0 {
            self.value.ratio(on_hand.get(), self.quantity.get())?
        } else {
            Rupiah::ZERO
        };
        let missing = quantity.minus(on_hand)?;
        let from_last = match self.last {
            Some((value, of)) if missing.get() > 0 && of.get() > 0 => value.ratio(missing.get(), of.get())?,
            _ => Rupiah::ZERO,
        };
        let from_pool = if on_hand.get() == 0 { Rupiah::ZERO } else { from_pool };
        let amount = from_pool.plus(from_last)?;
        self.quantity = self.quantity.minus(quantity)?;
        self.value = self.value.minus(amount)?;
        Ok(Cost { amount, provisional: missing.get() > 0 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_last_unit_takes_the_remainder() {
        let mut pool = Pool::default();
        pool.receive(Quantity::new(3_000), Rupiah::new(1_000)).expect("fits");
        let costs: Vec<i64> = (0..3).map(|_| pool.issue(Quantity::ONE).expect("fits").amount.get()).collect();
        assert_eq!(costs, [333, 334, 333]);
        assert_eq!((pool.quantity, pool.value), (Quantity::ZERO, Rupiah::ZERO));
    }

    #[test]
    fn below_zero_at_the_last_cost_and_the_receipt_takes_up_the_difference() {
        let mut pool = Pool::default();
        pool.receive(Quantity::new(2_000), Rupiah::new(2_000)).expect("fits");
        let cost = pool.issue(Quantity::new(5_000)).expect("fits");
        assert_eq!(cost, Cost { amount: Rupiah::new(5_000), provisional: true });
        let variance = pool.receive(Quantity::new(10_000), Rupiah::new(12_000)).expect("fits");
        assert_eq!(variance, Rupiah::new(600), "3 units were sold at 1.000 and cost 1.200");
        assert_eq!((pool.quantity, pool.value), (Quantity::new(7_000), Rupiah::new(8_400)));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn bought_is_stock_plus_cost_plus_variance(moves in prop::collection::vec((any::<bool>(), 1i64..50_000, 0i64..1_000_000), 1..60)) {
            let (mut pool, mut bought, mut cost, mut variance) = (Pool::default(), 0, 0, 0);
            for (incoming, quantity, value) in moves {
                if incoming {
                    variance += pool.receive(Quantity::new(quantity), Rupiah::new(value)).expect("fits").get();
                    bought += value;
                } else {
                    cost += pool.issue(Quantity::new(quantity)).expect("fits").amount.get();
                }
                if pool.quantity == Quantity::ZERO {
                    prop_assert_eq!(pool.value, Rupiah::ZERO);
                }
            }
            prop_assert_eq!(bought, pool.value.get() + cost + variance);
        }
    }
}
