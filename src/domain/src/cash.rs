//! Cash: rounding to coins in circulation, and the notes a customer is likely to hand over.

use crate::money::{Overflow, Rupiah};

/// How the cash part of a total is rounded (Permendag 35/2013 Pasal 6 allows it if the buyer is
/// told; `domain.md` section 4.3). Only cash is ever rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoundingRule {
    /// The smallest step that is paid out: 50, 100, 500; 1 rounds nothing.
    pub step: i64,
}

impl Default for RoundingRule {
    fn default() -> Self {
        Self { step: 100 }
    }
}

impl RoundingRule {
    /// What is paid in cash for `due`, rounded down to the step; amounts of zero or less stay.
    ///
    /// # Errors
    /// Never in practice; [`Overflow`] by type.
    pub fn cash_due(self, due: Rupiah) -> Result<Rupiah, Overflow> {
        if self.step <= 1 || due.get() <= 0 {
            return Ok(due);
        }
        due.minus(Rupiah::new(due.get() % self.step))
    }
}

/// Up to `count` amounts above `due` that a customer is likely to hand over: `due` rounded up to
/// whole notes, nearest first. The exact amount is not among them.
pub fn next_notes(due: Rupiah, count: usize) -> Vec<Rupiah> {
    let due = due.get().max(0);
    let steps = [5_000, 10_000, 20_000, 50_000, 100_000];
    let mut amounts: Vec<i64> = steps.iter().filter_map(|step| round_up(due, *step)).collect();
    // One more large note is common when the change is easier that way.
    amounts.extend(round_up(due, 50_000).and_then(|amount| amount.checked_add(50_000)));
    amounts.sort_unstable();
    amounts.dedup();
    amounts.into_iter().filter(|amount| *amount > due).take(count).map(Rupiah::new).collect()
}

/// The next multiple of `step` at or above `amount`, if it fits.
fn round_up(amount: i64, step: i64) -> Option<i64> {
    let steps = amount / step + i64::from(amount % step != 0);
    steps.checked_mul(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cash_rounds_down_to_the_step() {
        let rule = RoundingRule::default();
        for (due, cash) in [(12_765, 12_700), (12_700, 12_700), (99, 0), (0, 0)] {
            assert_eq!(rule.cash_due(Rupiah::new(due)), Ok(Rupiah::new(cash)));
        }
        assert_eq!(RoundingRule { step: 1 }.cash_due(Rupiah::new(99)), Ok(Rupiah::new(99)));
    }

    #[test]
    fn quick_keys_make_sense() {
        let keys: Vec<i64> = next_notes(Rupiah::new(119_200), 3).into_iter().map(Rupiah::get).collect();
        assert_eq!(keys, [120_000, 150_000, 200_000]);
        let keys: Vec<i64> = next_notes(Rupiah::new(8_700), 4).into_iter().map(Rupiah::get).collect();
        assert_eq!(keys, [10_000, 20_000, 50_000, 100_000]);
    }
}
