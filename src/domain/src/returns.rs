//! Returns: goods that come back, at the price, tax, cost, discount and member base of the sale.
//!
//! A part of a line is its share by quantity, taken as the difference of two rounded sums, so that all
//! parts together are the line to the rupiah, in whatever parts it comes back.

use chrono::NaiveDate;

use crate::cash::RoundingRule;
use crate::goods::Consigned;
use crate::money::{Overflow, Rupiah, ratio};
use crate::quantity::Quantity;
use crate::sale::{Sale, SaleLine, Tender, TenderKind};

/// Where returned goods go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Destination {
    /// Back on the shelf.
    #[default]
    Stock,
    /// To the damaged goods.
    Damaged,
    /// Back to the supplier, who owes for them.
    Supplier,
}

impl Destination {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Stock, Self::Damaged, Self::Supplier];

    /// The word in records and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Stock => "stock",
            Self::Damaged => "damaged",
            Self::Supplier => "supplier",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.word() == word)
    }

    /// The place of the stock where such goods stand.
    pub const fn place(self) -> &'static str {
        match self {
            Self::Stock => "toko",
            Self::Damaged => "rusak",
            Self::Supplier => "pemasok",
        }
    }
}

/// The sale that goods come back from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Original {
    /// Its number.
    pub receipt: String,
    /// Id of its record (UUID as text).
    pub record: String,
    /// Its date of the books.
    pub date: NaiveDate,
}

/// A line that comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedLine {
    /// Number of the original's line, from 1; 0 without a receipt.
    pub of: i64,
    /// The goods with their shares: quantity, discount, amount, tax and cost are of what comes back.
    pub goods: SaleLine,
    /// Where they go.
    pub to: Destination,
    /// What the stock was short of when they came back (posted to the variance account), rupiah.
    pub variance: Rupiah,
}

/// The part of a ticket that is a return.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The sale; none when there is no receipt.
    pub original: Option<Original>,
    /// What comes back.
    pub lines: Vec<ReturnedLine>,
    /// Why.
    pub reason: String,
    /// True when the whole sale is undone.
    pub void: bool,
    /// What rounding of cash changes the value by, rupiah; down is negative.
    pub rounding: Rupiah,
    /// What the goods are worth to the buyer: lines less their cart discount, with `rounding`, rupiah.
    pub value: Rupiah,
    /// How the money is given back; empty when new goods take all of it.
    pub refunds: Vec<Tender>,
}

impl Returned {
    /// Sum of what `of` says of each line, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn sum(&self, of: impl Fn(&SaleLine) -> Rupiah) -> Result<Rupiah, Overflow> {
        Rupiah::sum(self.lines.iter().map(|line| of(&line.goods)))
    }

    /// The lines less their part of the cart's discount, before rounding, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn exact(&self) -> Result<Rupiah, Overflow> {
        self.sum(|line| line.amount)?.minus(self.sum(|line| line.cart_discount)?)
    }

    /// True when the value is that of the lines and no line is empty.
    pub fn adds_up(&self) -> bool {
        let positive = self.lines.iter().all(|line| line.goods.quantity.get() > 0);
        positive && self.exact().and_then(|exact| exact.plus(self.rounding)) == Ok(self.value) && !self.value.is_negative()
    }
}

/// What came back of a sale so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// Packs of each line, by its number from 1, thousandths.
    pub quantities: Vec<(i64, Quantity)>,
    /// What was given for them, rupiah.
    pub value: Rupiah,
    /// What was given back by each tender, rupiah.
    pub refunds: Vec<(TenderKind, Rupiah)>,
}

impl Before {
    /// Packs of a line that came back.
    pub fn of(&self, line: i64) -> Quantity {
        Quantity::new(self.quantities.iter().filter(|(of, _)| *of == line).map(|(_, quantity)| quantity.get()).sum())
    }
}

/// What a cashier wants to take back of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Number of the line from 1.
    pub line: i64,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// Where the goods go.
    pub to: Destination,
}

/// Why goods are not taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnError {
    /// Nothing chosen.
    #[error("pilih dulu barang yang dikembalikan")]
    Nothing,
    /// No such line.
    #[error("struk itu tidak punya baris {0}")]
    NoSuchLine(i64),
    /// More than is left.
    #[error("{name}: paling banyak {left} lagi yang bisa dikembalikan")]
    TooMuch {
        /// The goods.
        name: String,
        /// What is left, packs.
        left: Quantity,
    },
    /// Everything came back already.
    #[error("{0} sudah dikembalikan semuanya")]
    AllBack(String),
    /// Zero or below, or part of a piece.
    #[error("{0}: jumlah retur harus lebih dari nol dan utuh")]
    Quantity(String),
    /// A tender that was not used.
    #[error("struk itu tidak dibayar dengan {}; kembalikan dengan cara bayar semula", .0.paper())]
    NotUsed(TenderKind),
    /// More than was paid by it.
    #[error("dengan {} hanya dibayar Rp {left}; sisanya kembalikan dengan cara bayar lain", .kind.paper())]
    MoreThanPaid {
        /// The tender.
        kind: TenderKind,
        /// What is left of it, rupiah.
        left: Rupiah,
    },
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// The share of `whole` that `quantity` of `total` has after `before`: the difference of two sums
/// rounded half up, so that the parts of any split add up to the whole.
///
/// # Errors
/// [`Overflow`].
pub fn share(whole: Rupiah, total: Quantity, before: Quantity, quantity: Quantity) -> Result<Rupiah, Overflow> {
    if total.get() == 0 {
        return Ok(Rupiah::ZERO);
    }
    let upto = |quantity: i64| ratio(whole.get(), quantity, total.get());
    Rupiah::new(upto(before.plus(quantity)?.get())?).minus(Rupiah::new(upto(before.get())?))
}

/// The lines of a return: each wanted quantity with its share of the original line.
///
/// # Errors
/// [`ReturnError`]: more than is left, no such line, nothing chosen.
pub fn lines(sale: &Sale, before: &Before, wanted: &[Wanted]) -> Result<Vec<ReturnedLine>, ReturnError> {
    let mut back: Vec<ReturnedLine> = Vec::new();
    for want in wanted {
        let index = usize::try_from(want.line - 1).map_err(|_| ReturnError::NoSuchLine(want.line))?;
        let original = sale.lines.get(index).ok_or(ReturnError::NoSuchLine(want.line))?;
        let now: i64 = back.iter().filter(|line| line.of == want.line).map(|line| line.goods.quantity.get()).sum();
        let gone = before.of(want.line).plus(Quantity::new(now))?;
        back.push(ReturnedLine { of: want.line, goods: part(original, gone, want)?, to: want.to, variance: Rupiah::ZERO });
    }
    if back.is_empty() { Err(ReturnError::Nothing) } else { Ok(back) }
}

fn part(line: &SaleLine, gone: Quantity, want: &Wanted) -> Result<SaleLine, ReturnError> {
    let whole = line.unit == crate::catalogue::Unit::Kilogram || want.quantity.is_whole();
    if want.quantity.get() <= 0 || !whole {
        return Err(ReturnError::Quantity(line.name.clone()));
    }
    let left = line.quantity.minus(gone)?;
    if left.get() <= 0 {
        return Err(ReturnError::AllBack(line.name.clone()));
    }
    if want.quantity > left {
        return Err(ReturnError::TooMuch { name: line.name.clone(), left });
    }
    let of = |whole: Rupiah| share(whole, line.quantity, gone, want.quantity);
    Ok(SaleLine {
        quantity: want.quantity,
        discount: of(line.discount)?,
        amount: of(line.amount)?,
        cart_discount: of(line.cart_discount)?,
        tax: of(line.tax)?,
        cost: of(line.cost)?,
        consigned: line
            .consigned
            .as_ref()
            .map(|part| Ok(Box::new(Consigned { payable: of(part.payable)?, ..(**part).clone() })))
            .transpose()
            .map_err(ReturnError::Overflow)?,
        ..line.clone()
    })
}

/// True when nothing of the sale is left after these lines.
pub fn completes(sale: &Sale, before: &Before, back: &[ReturnedLine]) -> bool {
    sale.lines.iter().zip(1i64..).all(|(line, of)| {
        let now: i64 = back.iter().filter(|part| part.of == of).map(|part| part.goods.quantity.get()).sum();
        before.of(of).get() + now >= line.quantity.get()
    })
}

/// What is given for the lines, rupiah. The last part of a sale brings what was paid in all, to the
/// rupiah; a part in cash before it is rounded down with what came back earlier.
///
/// # Errors
/// [`Overflow`].
pub fn value(sale: &Sale, before: &Before, back: &[ReturnedLine], cash: Option<RoundingRule>) -> Result<Rupiah, Overflow> {
    let amounts = Rupiah::sum(back.iter().map(|line| line.goods.amount))?;
    let exact = amounts.minus(Rupiah::sum(back.iter().map(|line| line.goods.cart_discount))?)?;
    if completes(sale, before, back) {
        let paid = sale.subtotal.minus(sale.discount)?.plus(sale.rounding)?;
        return Ok(paid.minus(before.value)?.max(Rupiah::ZERO));
    }
    let Some(rule) = cash else { return Ok(exact) };
    Ok(rule.cash_due(before.value.plus(exact)?)?.minus(before.value)?.max(Rupiah::ZERO))
}

/// What can be given back by each tender: what was paid by it less what was given back by it. What new goods
/// were paid with returned ones counts as the first goods were paid, `origin` (what can be given back of
/// their sale): an exchange must not turn the money of a card into cash. Without it, it counts as cash.
///
/// # Errors
/// [`Overflow`].
pub fn refundable(sale: &Sale, before: &Before, origin: &[(TenderKind, Rupiah)]) -> Result<Vec<(TenderKind, Rupiah)>, Overflow> {
    let mut used = Vec::new();
    for kind in TenderKind::ALL {
        let paid = Rupiah::sum(sale.tenders.iter().filter(|tender| tender.kind == kind).map(|tender| tender.amount))?;
        used.push((kind, if kind == TenderKind::Cash { paid.minus(sale.change)? } else { paid }));
    }
    let goods = sale.subtotal.minus(sale.discount)?.plus(sale.rounding)?;
    let mut bartered = goods.minus(Rupiah::sum(used.iter().map(|(_, paid)| *paid))?)?.max(Rupiah::ZERO);
    for (kind, paid) in used.iter_mut().filter(|(kind, _)| *kind != TenderKind::Cash) {
        let left = origin.iter().find(|(of, _)| of == kind).map_or(Rupiah::ZERO, |(_, left)| *left);
        let part = left.min(bartered);
        *paid = paid.plus(part)?;
        bartered = bartered.minus(part)?;
    }
    let mut left = Vec::new();
    for (kind, paid) in used {
        let paid = if kind == TenderKind::Cash { paid.plus(bartered)? } else { paid };
        let back = Rupiah::sum(before.refunds.iter().filter(|(of, _)| *of == kind).map(|(_, amount)| *amount))?;
        if !paid.is_zero() {
            left.push((kind, paid.minus(back)?.max(Rupiah::ZERO)));
        }
    }
    Ok(left)
}

/// How `amount` is given back: by the tender that is wanted, or cash first and then as it was paid.
///
/// # Errors
/// [`ReturnError::NotUsed`], [`ReturnError::MoreThanPaid`].
pub fn refunds(
    amount: Rupiah,
    refundable: &[(TenderKind, Rupiah)],
    wanted: Option<TenderKind>,
    free: bool,
) -> Result<Vec<Tender>, ReturnError> {
    let tender = |kind, amount| Tender { kind, amount, reference: None };
    if amount.is_zero() {
        return Ok(Vec::new());
    }
    if let Some(kind) = wanted {
        // By the shop's rule what was paid in another way may be given back in cash.
        if free && kind == TenderKind::Cash {
            return Ok(vec![tender(kind, amount)]);
        }
        let left = refundable.iter().find(|(used, _)| *used == kind).map(|(_, left)| *left).ok_or(ReturnError::NotUsed(kind))?;
        if left < amount {
            return Err(ReturnError::MoreThanPaid { kind, left });
        }
        return Ok(vec![tender(kind, amount)]);
    }
    if let Some((kind, _)) = refundable.iter().find(|(_, left)| *left >= amount) {
        return Ok(vec![tender(*kind, amount)]);
    }
    let (mut given, mut rest) = (Vec::new(), amount);
    for (kind, left) in refundable.iter().filter(|(_, left)| !left.is_zero()) {
        let part = rest.min(*left);
        given.push(tender(*kind, part));
        rest = rest.minus(part)?;
        if rest.is_zero() {
            return Ok(given);
        }
    }
    // Rounding can leave a coin that no tender brought: it is given in cash.
    match given.iter_mut().find(|tender| tender.kind == TenderKind::Cash) {
        Some(cash) => cash.amount = cash.amount.plus(rest)?,
        None => given.push(tender(TenderKind::Cash, rest)),
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_parts_of_a_line_are_the_line() {
        let (whole, total) = (Rupiah::new(1_000), Quantity::new(3_000));
        let parts: Vec<i64> = (0..3).map(|n| share(whole, total, Quantity::new(n * 1_000), Quantity::ONE).expect("fits").get()).collect();
        assert_eq!(parts, [333, 334, 333]);
    }

    #[test]
    fn a_tender_that_was_not_used_is_refused() {
        let used = [(TenderKind::Qris, Rupiah::new(5_000))];
        assert_eq!(refunds(Rupiah::new(1_000), &used, Some(TenderKind::Card), false), Err(ReturnError::NotUsed(TenderKind::Card)));
        assert!(matches!(refunds(Rupiah::new(6_000), &used, Some(TenderKind::Qris), false), Err(ReturnError::MoreThanPaid { .. })));
        assert_eq!(refunds(Rupiah::new(1_000), &used, Some(TenderKind::Cash), true).expect("by rule")[0].kind, TenderKind::Cash);
        assert_eq!(refunds(Rupiah::new(1_000), &used, None, false).expect("as paid")[0].kind, TenderKind::Qris);
    }

    proptest! {
        #[test]
        fn shares_add_up(whole in -1_000_000i64..1_000_000_000, parts in prop::collection::vec(1i64..10_000, 1..12)) {
            let total = Quantity::new(parts.iter().sum());
            let (mut before, mut sum) = (Quantity::ZERO, 0);
            for part in parts {
                let quantity = Quantity::new(part);
                sum += share(Rupiah::new(whole), total, before, quantity).expect("fits").get();
                before = before.plus(quantity).expect("fits");
            }
            prop_assert_eq!(sum, whole);
        }
    }
}
