//! The three-way match: a line of an invoice against what was ordered and what was received.
//!
//! The receiver's signed quantity and the ordered price are the truth (`domain.md` 6.6); only what differs is
//! disputed, the rest of the line is accepted and can be paid.

use crate::{Overflow, Quantity, Rupiah};

/// What was ordered of the goods on a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ordered {
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// What it should cost as a whole, rupiah.
    pub amount: Rupiah,
}

/// What a line of an invoice asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invoiced {
    /// Base units, thousandths, above zero.
    pub quantity: Quantity,
    /// Rupiah.
    pub amount: Rupiah,
}

/// What may differ without a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tolerance {
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// Rupiah a line.
    pub amount: Rupiah,
}

impl Default for Tolerance {
    /// No quantity and Rp 100 a line (`network.md` 4.1).
    fn default() -> Self {
        Self { quantity: Quantity::ZERO, amount: Rupiah::new(100) }
    }
}

/// How a line of an invoice agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchOutcome {
    /// As ordered and received.
    Ok,
    /// The price is another than was ordered.
    Price,
    /// The quantity is another than was received.
    Quantity,
    /// Both.
    Both,
    /// Nobody ordered it.
    NoOrder,
}

/// A line of an invoice, compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matched {
    /// How it agrees.
    pub outcome: MatchOutcome,
    /// What is accepted, rupiah.
    pub accepted: Rupiah,
    /// What is asked for and not accepted, rupiah. Never below zero: what a supplier asks too little stays theirs
    /// to ask.
    pub disputed: Rupiah,
}

/// Compares a line. `received` is what arrived and was not invoiced before, base units in thousandths.
///
/// # Errors
/// [`Overflow`]; also for an invoiced quantity of zero or less.
pub fn match_line(ordered: Option<Ordered>, received: Quantity, invoiced: Invoiced, tolerance: Tolerance) -> Result<Matched, Overflow> {
    if invoiced.quantity <= Quantity::ZERO {
        return Err(Overflow);
    }
    let Some(ordered) = ordered.filter(|ordered| ordered.quantity > Quantity::ZERO) else {
        return Ok(Matched { outcome: MatchOutcome::NoOrder, accepted: Rupiah::ZERO, disputed: invoiced.amount });
    };
    let beyond = invoiced.quantity.get().saturating_sub(received.get());
    let quantity_differs = beyond.saturating_abs() > tolerance.quantity.get();
    let agreed = if beyond > tolerance.quantity.get() { received.max(Quantity::ZERO) } else { invoiced.quantity };
    // The price is compared for the invoiced quantity, so that a short delivery is not called dear.
    let should = ordered.amount.ratio(invoiced.quantity.get(), ordered.quantity.get())?;
    let dearer = invoiced.amount.minus(should)?;
    let price_differs = dearer.get().saturating_abs() > tolerance.amount.get();
    let fair = if price_differs && dearer > Rupiah::ZERO { should } else { invoiced.amount };
    let accepted = fair.ratio(agreed.get(), invoiced.quantity.get())?;
    let outcome = match (price_differs, quantity_differs) {
        (false, false) => MatchOutcome::Ok,
        (true, false) => MatchOutcome::Price,
        (false, true) => MatchOutcome::Quantity,
        (true, true) => MatchOutcome::Both,
    };
    Ok(Matched { outcome, accepted, disputed: invoiced.amount.minus(accepted)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(n: i64) -> Quantity {
        Quantity::new(n * 1_000)
    }

    fn check(ordered: (i64, i64), received: i64, invoiced: (i64, i64)) -> (MatchOutcome, i64, i64) {
        let order = Ordered { quantity: units(ordered.0), amount: Rupiah::new(ordered.1) };
        let bill = Invoiced { quantity: units(invoiced.0), amount: Rupiah::new(invoiced.1) };
        let matched = match_line(Some(order), units(received), bill, Tolerance::default()).expect("matches");
        (matched.outcome, matched.accepted.get(), matched.disputed.get())
    }

    #[test]
    fn only_what_differs_is_disputed() {
        use MatchOutcome::{Both, Ok, Price, Quantity};
        let table = [
            ((40, 116_000), 40, (40, 116_000), (Ok, 116_000, 0)),
            // Within Rp 100 of the order, either way.
            ((40, 116_000), 40, (40, 116_100), (Ok, 116_100, 0)),
            ((40, 116_000), 40, (40, 115_900), (Ok, 115_900, 0)),
            ((40, 116_000), 40, (40, 118_000), (Price, 116_000, 2_000)),
            // Cheaper than ordered is accepted as asked.
            ((40, 116_000), 40, (40, 110_000), (Price, 110_000, 0)),
            ((40, 116_000), 38, (40, 116_000), (Quantity, 110_200, 5_800)),
            // Less invoiced than received: the rest is asked for another time.
            ((40, 116_000), 40, (30, 87_000), (Quantity, 87_000, 0)),
            ((40, 116_000), 38, (40, 120_000), (Both, 110_200, 9_800)),
            ((40, 116_000), 0, (40, 116_000), (Quantity, 0, 116_000)),
        ];
        for (ordered, received, invoiced, expected) in table {
            assert_eq!(check(ordered, received, invoiced), expected, "{ordered:?} {received} {invoiced:?}");
        }
    }

    #[test]
    fn what_nobody_ordered_is_held() {
        let bill = Invoiced { quantity: units(5), amount: Rupiah::new(50_000) };
        let matched = match_line(None, units(5), bill, Tolerance::default()).expect("matches");
        assert_eq!((matched.outcome, matched.disputed), (MatchOutcome::NoOrder, Rupiah::new(50_000)));
        let nothing = Invoiced { quantity: Quantity::ZERO, amount: Rupiah::new(1) };
        assert_eq!(match_line(None, units(5), nothing, Tolerance::default()), Err(Overflow));
    }

    proptest! {
        #[test]
        fn accepted_and_disputed_are_the_line(
            ordered in 1i64..5_000, price in 1i64..500_000, received in 0i64..5_000, invoiced in 1i64..5_000, asked in 1i64..600_000,
        ) {
            let order = Ordered { quantity: units(ordered), amount: Rupiah::new(ordered * price) };
            let bill = Invoiced { quantity: units(invoiced), amount: Rupiah::new(invoiced * asked) };
            let matched = match_line(Some(order), units(received), bill, Tolerance::default()).expect("matches");
            prop_assert_eq!(matched.accepted.plus(matched.disputed), Ok(bill.amount));
            prop_assert!(matched.disputed >= Rupiah::ZERO && matched.accepted >= Rupiah::ZERO);
            // Nobody pays for what did not come.
            prop_assert!(received > 0 || matched.accepted == Rupiah::ZERO);
        }
    }
}
