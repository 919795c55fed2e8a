//! Settling a cart: tenders, rounding of cash, change; and the sale that results.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::cart::PricedCart;
use crate::cash::RoundingRule;
use crate::catalogue::Unit;
use crate::goods::Consigned;
use crate::member::Member;
use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;
use crate::returns::Returned;
use crate::tax::TaxClass;

/// How something is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TenderKind {
    /// Notes and coins: the only tender that is rounded and gives change.
    Cash,
    /// QRIS.
    Qris,
    /// Bank transfer.
    Transfer,
    /// Card on an EDC terminal.
    Card,
}

impl TenderKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Cash, Self::Qris, Self::Transfer, Self::Card];

    /// The word in commands, records and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Qris => "qris",
            Self::Transfer => "transfer",
            Self::Card => "card",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word.trim().to_ascii_lowercase())
    }

    /// The word on paper.
    pub const fn paper(self) -> &'static str {
        match self {
            Self::Cash => "TUNAI",
            Self::Qris => "QRIS",
            Self::Transfer => "TRANSFER",
            Self::Card => "KARTU",
        }
    }
}

/// A payment offered: no amount means exactly what is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// How.
    pub kind: TenderKind,
    /// How much, rupiah.
    pub amount: Option<Rupiah>,
    /// Reference of a transfer, an EDC slip or a QRIS, as typed.
    pub reference: Option<String>,
}

/// A payment taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tender {
    /// How.
    pub kind: TenderKind,
    /// How much was handed over, rupiah (cash: before change).
    pub amount: Rupiah,
    /// Reference, if any.
    pub reference: Option<String>,
}

/// A cart whose payment adds up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Payments taken.
    pub tenders: Vec<Tender>,
    /// What rounding of the cash part changed, rupiah; down is negative.
    pub rounding: Rupiah,
    /// What the buyer pays: subtotal less discount plus rounding.
    pub total: Rupiah,
    /// Cash handed back, rupiah.
    pub change: Rupiah,
}

/// Why a payment is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettleError {
    /// Nothing in the cart.
    #[error("keranjang kosong")]
    EmptyCart,
    /// Not enough.
    #[error("pembayaran kurang Rp {short}")]
    Short {
        /// What is missing, rupiah.
        short: Rupiah,
    },
    /// More than is due by a tender that gives no change.
    #[error("{kind} lebih Rp {over}; kembalian hanya dari tunai", kind = kind.paper())]
    OverWithoutChange {
        /// The tender.
        kind: TenderKind,
        /// How much too much, rupiah.
        over: Rupiah,
    },
    /// An amount of zero or below.
    #[error("jumlah {} harus lebih dari nol", .0.paper())]
    NotPositive(TenderKind),
    /// Two tenders without an amount.
    #[error("hanya satu cara bayar yang boleh tanpa jumlah")]
    TwoOpenAmounts,
    /// An amount beyond reason.
    #[error("uang yang diterima terlalu besar; periksa angkanya")]
    TooMuch,
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// What is still to pay after the tenders so far: exactly, and in cash after rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// By any tender but cash, rupiah.
    pub exact: Rupiah,
    /// In cash, rupiah.
    pub cash: Rupiah,
}

/// What is due of `total` after `paid` by tenders that are not cash and `cash` handed over.
///
/// # Errors
/// [`Overflow`].
pub fn due(total: Rupiah, tenders: &[Tender], rounding: RoundingRule) -> Result<Due, Overflow> {
    let by = |cash: bool| Rupiah::sum(tenders.iter().filter(|t| (t.kind == TenderKind::Cash) == cash).map(|t| t.amount));
    let without_cash = total.minus(by(false)?)?;
    let cash = rounding.cash_due(without_cash)?.minus(by(true)?)?;
    Ok(Due { exact: without_cash.minus(by(true)?)?.max(Rupiah::ZERO), cash: cash.max(Rupiah::ZERO) })
}

/// Settles a total with any split of tenders. Only the cash part is rounded; only cash gives change.
///
/// # Errors
/// [`SettleError`], in the order in which a cashier would ask.
pub fn settle(total: Rupiah, offers: &[Offer], rounding: RoundingRule) -> Result<Settled, SettleError> {
    if offers.iter().filter(|offer| offer.amount.is_none()).count() > 1 {
        return Err(SettleError::TwoOpenAmounts);
    }
    for offer in offers {
        match offer.amount {
            Some(amount) if amount.get() <= 0 && !total.is_zero() => return Err(SettleError::NotPositive(offer.kind)),
            Some(amount) if amount > Rupiah::LIMIT => return Err(SettleError::TooMuch),
            _ => {}
        }
    }
    let given = |cash: bool| Rupiah::sum(offers.iter().filter(|o| (o.kind == TenderKind::Cash) == cash).filter_map(|o| o.amount));
    let (cash_given, other_given) = (given(true)?, given(false)?);
    let open = offers.iter().find(|offer| offer.amount.is_none());
    let has_cash = offers.iter().any(|offer| offer.kind == TenderKind::Cash);

    // An open tender that is not cash pays what the others leave.
    let open_other = match open {
        Some(offer) if offer.kind != TenderKind::Cash => total.minus(other_given)?.minus(cash_given)?.max(Rupiah::ZERO),
        _ => Rupiah::ZERO,
    };
    let other = other_given.plus(open_other)?;
    let left_for_cash = total.minus(other)?;
    if left_for_cash.is_negative() {
        let kind = offers.iter().rev().find(|o| o.kind != TenderKind::Cash).map_or(TenderKind::Qris, |o| o.kind);
        return Err(SettleError::OverWithoutChange { kind, over: left_for_cash.negated()? });
    }
    // Cash given beside an open tender pays exactly its amount: nothing is left to round.
    let cash_due = if has_cash && open_other.is_zero() { rounding.cash_due(left_for_cash)? } else { left_for_cash };
    let open_cash = matches!(open, Some(offer) if offer.kind == TenderKind::Cash);
    let cash = if open_cash { cash_given.plus(cash_due.minus(cash_given)?.max(Rupiah::ZERO))? } else { cash_given };
    let change = cash.minus(cash_due)?;
    if change.is_negative() {
        return Err(SettleError::Short { short: change.negated()? });
    }
    let mut tenders = Vec::with_capacity(offers.len());
    for offer in offers {
        let amount = match (offer.amount, offer.kind) {
            (Some(amount), _) => amount,
            (None, TenderKind::Cash) => cash.minus(cash_given)?,
            (None, _) => open_other,
        };
        if !amount.is_zero() {
            tenders.push(Tender { kind: offer.kind, amount, reference: offer.reference.clone() });
        }
    }
    let rounding = cash_due.minus(left_for_cash)?;
    Ok(Settled { tenders, rounding, total: total.plus(rounding)?, change })
}

/// One line of a sale, with all that a later reader needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleLine {
    /// The product's key.
    pub sku: String,
    /// Its name at that moment.
    pub name: String,
    /// Its category at that moment.
    pub category: String,
    /// The pack sold.
    pub pack: String,
    /// Base units in the pack.
    pub factor: i64,
    /// What it is counted in.
    pub unit: Unit,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// Charged for one pack, rupiah.
    pub price: Rupiah,
    /// What everybody pays for one pack, rupiah.
    pub public_price: Rupiah,
    /// The rule that made the price ([`crate::pricing::Rule::word`]).
    pub rule: String,
    /// What the rule is called on paper; empty for tiers.
    pub rule_name: String,
    /// Taken off this line, rupiah.
    pub discount: Rupiah,
    /// What the line costs, rupiah.
    pub amount: Rupiah,
    /// Its part of the cart's discount, rupiah.
    pub cart_discount: Rupiah,
    /// Tax class at that moment.
    pub tax_class: TaxClass,
    /// PPN inside what is paid, rupiah.
    pub tax: Rupiah,
    /// What the goods cost the shop, rupiah.
    pub cost: Rupiah,
    /// True when the cost was not fully known (stock below zero).
    pub cost_provisional: bool,
    /// A note.
    pub note: String,
    /// Goods of somebody else: what is owed for them. Their cost is zero.
    pub consigned: Option<Box<Consigned>>,
}

impl SaleLine {
    /// What the line costs the shop: the goods, or what is owed to their owner, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn expense(&self) -> Result<Rupiah, Overflow> {
        self.consigned.as_ref().map_or(Ok(self.cost), |consigned| self.cost.plus(consigned.payable))
    }

    /// The quantity in base units, thousandths.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn base_quantity(&self) -> Result<Quantity, Overflow> {
        self.quantity.times(self.factor)
    }
}

/// A sale: everything that happened, with its own numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sale {
    /// Receipt number: till letter, epoch, counter: `A1-000123`.
    pub receipt: String,
    /// The till's letter.
    pub till: String,
    /// The shift (id).
    pub shift: String,
    /// Date of the books.
    pub business_date: NaiveDate,
    /// When it was paid.
    pub at: DateTime<FixedOffset>,
    /// Who sold (staff id).
    pub cashier: String,
    /// The member, if any.
    pub member: Option<Member>,
    /// The lines.
    pub lines: Vec<SaleLine>,
    /// Sum of the lines, rupiah.
    pub subtotal: Rupiah,
    /// Discount on the whole cart, rupiah.
    pub discount: Rupiah,
    /// Rounding of the cash part, rupiah; down is negative.
    pub rounding: Rupiah,
    /// What was paid, rupiah; below zero when more was given back than bought.
    pub total: Rupiah,
    /// How it was paid.
    pub tenders: Vec<Tender>,
    /// Cash handed back, rupiah.
    pub change: Rupiah,
    /// Goods that came back on this ticket: a return, or an exchange where there are lines too.
    pub returned: Option<Box<Returned>>,
    /// True when the shop collected PPN.
    pub taxable_entrepreneur: bool,
}

impl Sale {
    /// The PPN of the sale, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn tax(&self) -> Result<Rupiah, Overflow> {
        Rupiah::sum(self.lines.iter().map(|line| line.tax))
    }

    /// What the shop's own goods cost, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn cost(&self) -> Result<Rupiah, Overflow> {
        Rupiah::sum(self.lines.iter().map(|line| line.cost))
    }

    /// What the goods that came back are worth, rupiah; zero for a plain sale.
    pub fn returned_value(&self) -> Rupiah {
        self.returned.as_ref().map_or(Rupiah::ZERO, |returned| returned.value)
    }

    /// What was taken by a tender less what was given back by it and, of cash, as change, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn net_by(&self, kind: TenderKind) -> Result<Rupiah, Overflow> {
        let of = |tenders: &[Tender]| Rupiah::sum(tenders.iter().filter(|tender| tender.kind == kind).map(|tender| tender.amount));
        let back = self.returned.as_ref().map_or(Ok(Rupiah::ZERO), |returned| of(&returned.refunds))?;
        let net = of(&self.tenders)?.minus(back)?;
        if kind == TenderKind::Cash { net.minus(self.change) } else { Ok(net) }
    }

    /// True when every sum in it is right: the invariant of every stored sale.
    pub fn adds_up(&self) -> bool {
        let net = TenderKind::ALL.into_iter().try_fold(Rupiah::ZERO, |sum, kind| sum.plus(self.net_by(kind)?));
        let lines = Rupiah::sum(self.lines.iter().map(|line| line.amount));
        let shares = Rupiah::sum(self.lines.iter().map(|line| line.cart_discount));
        let bought = self.subtotal.minus(self.discount).and_then(|net| net.plus(self.rounding));
        let total = bought.and_then(|bought| bought.minus(self.returned_value()));
        lines == Ok(self.subtotal)
            && shares == Ok(self.discount)
            && total == Ok(self.total)
            && net == Ok(self.total)
            && self.returned.as_ref().is_none_or(|returned| returned.adds_up())
    }
}

/// The lines of a sale from a priced cart; tax and cost come from the caller, one per line.
pub fn lines(cart: &PricedCart, taxes: &[Rupiah], costs: &[crate::stock::Cost]) -> Vec<SaleLine> {
    let numbers = taxes.iter().zip(costs);
    cart.lines
        .iter()
        .zip(numbers)
        .map(|(priced, (tax, cost))| {
            let product = &priced.line.product;
            let pack = priced.pack();
            SaleLine {
                sku: product.sku.clone(),
                name: product.name.clone(),
                category: product.category.clone(),
                pack: pack.code.clone(),
                factor: pack.factor,
                unit: product.unit,
                quantity: priced.line.quantity,
                price: priced.price,
                public_price: priced.public_price,
                rule: priced.rule.word(),
                rule_name: match &priced.rule {
                    crate::pricing::Rule::Promotion { name, .. } => name.clone(),
                    _ => String::new(),
                },
                discount: priced.discount,
                amount: priced.amount,
                cart_discount: priced.cart_discount,
                tax_class: product.tax,
                tax: *tax,
                cost: cost.amount,
                cost_provisional: cost.provisional,
                note: priced.line.note.clone(),
                consigned: None,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(kind: TenderKind, amount: impl Into<Option<i64>>) -> Offer {
        Offer { kind, amount: amount.into().map(Rupiah::new), reference: None }
    }

    fn run(total: i64, offers: &[Offer]) -> Result<(i64, i64, i64), SettleError> {
        settle(Rupiah::new(total), offers, RoundingRule::default()).map(|s| (s.total.get(), s.rounding.get(), s.change.get()))
    }

    #[test]
    fn cash_is_rounded_and_gives_change() {
        use TenderKind::{Card, Cash, Qris, Transfer};
        assert_eq!(run(12_765, &[offer(Cash, None)]), Ok((12_700, -65, 0)));
        assert_eq!(run(12_765, &[offer(Cash, 20_000)]), Ok((12_700, -65, 7_300)));
        assert_eq!(run(12_765, &[offer(Qris, None)]), Ok((12_765, 0, 0)));
        assert_eq!(run(12_765, &[offer(Qris, 10_000), offer(Cash, None)]), Ok((12_700, -65, 0)));
        assert_eq!(run(12_765, &[offer(Cash, 5_000), offer(Qris, None)]), Ok((12_765, 0, 0)));
        assert_eq!(run(12_765, &[offer(Transfer, 2_765), offer(Card, 5_000), offer(Cash, 5_000)]), Ok((12_765, 0, 0)));
    }

    #[test]
    fn what_does_not_add_up_is_refused() {
        use TenderKind::{Card, Cash, Qris};
        assert_eq!(run(10_000, &[offer(Cash, 9_000)]), Err(SettleError::Short { short: Rupiah::new(1_000) }));
        assert_eq!(run(10_000, &[]), Err(SettleError::Short { short: Rupiah::new(10_000) }));
        let over = SettleError::OverWithoutChange { kind: Card, over: Rupiah::new(1) };
        assert_eq!(run(10_000, &[offer(Card, 10_001)]), Err(over));
        assert_eq!(run(10_000, &[offer(Qris, 0)]), Err(SettleError::NotPositive(Qris)));
        assert_eq!(run(10_000, &[offer(Qris, None), offer(Cash, None)]), Err(SettleError::TwoOpenAmounts));
        assert_eq!(run(10_000, &[offer(Cash, 9_999_999_999_999)]), Err(SettleError::TooMuch));
    }

    #[test]
    fn what_is_due_follows_the_tenders() {
        let qris = Tender { kind: TenderKind::Qris, amount: Rupiah::new(10_000), reference: None };
        let due = due(Rupiah::new(12_765), &[qris], RoundingRule::default()).expect("fits");
        assert_eq!(due, Due { exact: Rupiah::new(2_765), cash: Rupiah::new(2_700) });
    }
}
