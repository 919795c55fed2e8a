//! What a group of lines brought: quantity, sales, PPN, cost, margin.

use store::report::LineRow;

use super::sheet::Cell;

/// Sums of lines, rupiah and thousandths. Returns make them smaller.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Turnover {
    /// Base units, thousandths.
    pub(super) quantity: i64,
    /// Before discounts on whole carts.
    pub(super) gross: i64,
    /// Parts of discounts on whole carts.
    pub(super) discount: i64,
    /// PPN inside.
    pub(super) tax: i64,
    /// Cost of the goods.
    pub(super) cost: i64,
}

impl Turnover {
    pub(super) fn add(&mut self, line: &LineRow<'_>) {
        self.join(&Self { quantity: line.quantity, gross: line.amount, discount: line.cart_discount, tax: line.tax, cost: line.cost });
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.quantity = self.quantity.saturating_add(other.quantity);
        self.gross = self.gross.saturating_add(other.gross);
        self.discount = self.discount.saturating_add(other.discount);
        self.tax = self.tax.saturating_add(other.tax);
        self.cost = self.cost.saturating_add(other.cost);
    }

    /// What buyers paid, before rounding of cash.
    pub(super) fn net(&self) -> i64 {
        self.gross.saturating_sub(self.discount)
    }

    /// What the shop earned: without PPN.
    pub(super) fn revenue(&self) -> i64 {
        self.net().saturating_sub(self.tax)
    }

    pub(super) fn margin(&self) -> i64 {
        self.revenue().saturating_sub(self.cost)
    }

    /// The margin's part of the revenue.
    pub(super) fn margin_share(&self) -> Cell {
        share(self.margin(), self.revenue())
    }
}

/// `part` of `whole` in hundredths of a percent, rounded half away from zero; nothing when there is no whole.
pub(super) fn share(part: i64, whole: i64) -> Cell {
    if whole == 0 {
        return Cell::Empty;
    }
    let (part, whole) = (i128::from(part) * 10_000, i128::from(whole));
    let half = whole.abs() / 2 * part.signum();
    let rounded = (part + half) / whole.abs() * whole.signum();
    Cell::Percent(i64::try_from(rounded).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(share(1, 3), Cell::Percent(3_333));
        assert_eq!(share(2, 3), Cell::Percent(6_667));
        assert_eq!(share(-1, 3), Cell::Percent(-3_333));
        assert_eq!(share(-5, -10), Cell::Percent(5_000));
        assert_eq!(share(1, 0), Cell::Empty);
    }
}
