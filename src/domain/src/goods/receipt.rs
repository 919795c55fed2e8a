//! Receiving: what stood on the delivery note, what was good, and what each part costs.

use chrono::NaiveDate;

use super::owner::Owner;
use crate::money::{Overflow, Rupiah};
use crate::prorate::allocate;
use crate::quantity::Quantity;
use crate::stock::Pool;

/// A line of goods received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReceiptLine {
    /// The product's key.
    pub sku: String,
    /// Its name at that moment.
    pub name: String,
    /// The pack in which it came.
    pub pack: String,
    /// Base units in the pack.
    pub factor: i64,
    /// Packs on the delivery note, thousandths.
    pub quantity: Quantity,
    /// Packs of them that came damaged and were kept, thousandths.
    pub damaged: Quantity,
    /// Packs of them that did not come, thousandths.
    pub short: Quantity,
    /// Cost of one pack, rupiah, as the note says; for goods of others, what they get for it.
    pub cost: Rupiah,
    /// Discount on the line, rupiah.
    pub discount: Rupiah,
    /// What the line costs: packs that came times cost, less its discount, rupiah.
    pub amount: Rupiah,
    /// Its part of the note's discount, rupiah.
    pub discount_part: Rupiah,
    /// Its part of the freight, rupiah.
    pub freight_part: Rupiah,
    /// Its part of the PPN, rupiah.
    pub tax_part: Rupiah,
    /// What the goods are worth in the books, rupiah; zero for goods of others.
    pub value: Rupiah,
    /// The part of `value` that came damaged, rupiah.
    pub damaged_value: Rupiah,
    /// What the pool for sale was short of (posted to the variance account), rupiah.
    pub variance: Rupiah,
    /// The same for the damaged goods, rupiah.
    pub damaged_variance: Rupiah,
    /// True when the cost was not known: somebody said so, and it shows.
    pub cost_unknown: bool,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot; empty: none.
    pub lot: String,
    /// The line of the order that it belongs to; 0: nobody ordered it, or there is no order.
    pub order_line: u32,
}

/// Goods that came from a supplier (J9 of `domain.md` 2.5): received, not yet invoiced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Who received (staff id).
    pub by: String,
    /// The supplier's key; empty: not said.
    pub supplier: String,
    /// Number of the delivery note; empty: none.
    pub note: String,
    /// Number of the order; empty: none.
    pub order: String,
    /// Whose goods they are from now on.
    pub owner: Owner,
    /// Discount on the whole note, rupiah.
    pub discount: Rupiah,
    /// Freight, rupiah.
    pub freight: Rupiah,
    /// PPN on top, rupiah.
    pub tax: Rupiah,
    /// True when the PPN is part of the cost (the shop is no PKP).
    pub tax_in_cost: bool,
    /// The lines.
    pub lines: Vec<ReceiptLine>,
}

/// Why a receipt is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// No lines.
    #[error("tidak ada barang yang diterima; pindai atau isi daftarnya dulu")]
    Empty,
    /// A quantity that cannot be.
    #[error("{0}: jumlah yang datang harus lebih dari nol dan utuh")]
    Quantity(String),
    /// More damaged or short than was noted.
    #[error("{0}: rusak dan kurang lebih banyak dari yang di surat jalan")]
    MoreThanNoted(String),
    /// A cost beyond reason.
    #[error("{0}: harga beli harus nol sampai Rp {1}")]
    Cost(String, Rupiah),
    /// A discount that is more than the goods cost.
    #[error("potongan Rp {0} lebih besar dari harga barangnya")]
    Discount(Rupiah),
    /// No cost where one is needed.
    #[error("{0}: harga beli nol; isi harganya, atau nyatakan bahwa memang belum diketahui")]
    NoCost(String),
    /// A product that tracks expiry came without a date.
    #[error("{0}: isi tanggal kedaluwarsanya")]
    NoExpiry(String),
    /// A date that is over.
    #[error("{name} sudah kedaluwarsa {date}; jangan diterima, atau catat sebagai rusak")]
    Expired {
        /// The goods.
        name: String,
        /// Use by.
        date: NaiveDate,
    },
    /// A lot that was recalled.
    #[error("{name} lot {lot} sedang ditarik; jangan diterima")]
    Blocked {
        /// The goods.
        name: String,
        /// The lot.
        lot: String,
    },
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

impl ReceiptLine {
    /// Packs that came, thousandths.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn came(&self) -> Result<Quantity, Overflow> {
        self.quantity.minus(self.short)
    }

    /// Base units that can be sold, thousandths.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn good(&self) -> Result<Quantity, Overflow> {
        self.came()?.minus(self.damaged)?.times(self.factor)
    }

    /// Base units that came damaged, thousandths.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn broken(&self) -> Result<Quantity, Overflow> {
        self.damaged.times(self.factor)
    }

    fn check(&self, owner: &Owner, weighed: bool) -> Result<(), ReceiptError> {
        let name = || self.name.clone();
        let whole = weighed || (self.quantity.is_whole() && self.damaged.is_whole() && self.short.is_whole());
        if self.quantity.get() <= 0 || self.damaged.get() < 0 || self.short.get() < 0 || !whole || self.quantity > Quantity::LIMIT {
            return Err(ReceiptError::Quantity(name()));
        }
        if self.damaged.plus(self.short)? > self.quantity {
            return Err(ReceiptError::MoreThanNoted(name()));
        }
        if self.cost.is_negative() || self.cost > Rupiah::LIMIT || self.discount.is_negative() {
            return Err(ReceiptError::Cost(name(), Rupiah::LIMIT));
        }
        if owner.is_own() && self.cost.is_zero() && !self.cost_unknown && self.came()?.get() > 0 {
            return Err(ReceiptError::NoCost(name()));
        }
        Ok(())
    }
}

impl Receipt {
    /// Computes every amount of the receipt: discount, freight and PPN are spread over the lines by what they
    /// cost (by quantity when nothing costs anything), so that the parts sum exactly. `weighed` says of each
    /// line whether it is sold by weight.
    ///
    /// # Errors
    /// [`ReceiptError`].
    pub fn compute(&mut self, weighed: &[bool]) -> Result<(), ReceiptError> {
        if self.lines.is_empty() {
            return Err(ReceiptError::Empty);
        }
        for (line, weighed) in self.lines.iter_mut().zip(weighed) {
            line.check(&self.owner, *weighed)?;
            line.amount = line.came()?.at(line.cost)?.minus(line.discount)?;
            if line.amount.is_negative() {
                return Err(ReceiptError::Discount(line.discount));
            }
        }
        let total = Rupiah::sum(self.lines.iter().map(|line| line.amount))?;
        if self.discount.is_negative() || self.discount > total {
            return Err(ReceiptError::Discount(self.discount));
        }
        if self.freight.is_negative() || self.tax.is_negative() || self.freight.plus(self.tax)? > Rupiah::LIMIT {
            return Err(ReceiptError::Cost("ongkos dan PPN".to_owned(), Rupiah::LIMIT));
        }
        let weights: Vec<i64> = if total.is_zero() {
            self.lines.iter().map(|line| line.came().map(Quantity::get)).collect::<Result<_, _>>()?
        } else {
            self.lines.iter().map(|line| line.amount.get()).collect()
        };
        let discounts = allocate(self.discount, &weights)?;
        let freights = allocate(self.freight, &weights)?;
        let taxes = allocate(self.tax, &weights)?;
        let parts = discounts.into_iter().zip(freights).zip(taxes);
        for (line, ((discount, freight), tax)) in self.lines.iter_mut().zip(parts) {
            (line.discount_part, line.freight_part, line.tax_part) = (discount, freight, tax);
            let net = line.amount.minus(discount)?.plus(freight)?;
            let net = if self.tax_in_cost { net.plus(tax)? } else { net };
            // Goods of others have no value here; what freight they cost stands with the supplier's invoice.
            line.value = if self.owner.is_own() { net } else { Rupiah::ZERO };
            let came = line.came()?;
            line.damaged_value = if came.get() > 0 { line.value.ratio(line.damaged.get(), came.get())? } else { Rupiah::ZERO };
        }
        Ok(())
    }

    /// What the goods are worth together, rupiah: what is owed for them until the invoice comes.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn value(&self) -> Result<Rupiah, Overflow> {
        Rupiah::sum(self.lines.iter().map(|line| line.value))
    }

    /// True when every sum in it is right.
    pub fn adds_up(&self) -> bool {
        let sum = |of: fn(&ReceiptLine) -> Rupiah| Rupiah::sum(self.lines.iter().map(of));
        let lines = self.lines.iter().all(|line| {
            let net = line.amount.minus(line.discount_part).and_then(|net| net.plus(line.freight_part));
            let net = if self.tax_in_cost { net.and_then(|net| net.plus(line.tax_part)) } else { net };
            let value = if self.owner.is_own() { net } else { Ok(Rupiah::ZERO) };
            value == Ok(line.value) && line.damaged_value <= line.value && line.came().is_ok_and(|came| came.get() >= 0)
        });
        sum(|line| line.discount_part) == Ok(self.discount)
            && sum(|line| line.freight_part) == Ok(self.freight)
            && sum(|line| line.tax_part) == Ok(self.tax)
            && lines
    }
}

/// The price that a margin rule proposes for one pack: cost plus `percent` of it (hundredths), rounded up to
/// `step` rupiah, never above the ceiling.
///
/// # Errors
/// [`Overflow`].
pub fn proposed_price(pool: &Pool, factor: i64, percent: i64, step: i64, ceiling: Option<Rupiah>) -> Result<Rupiah, Overflow> {
    let cost = pool.worth(Quantity::units(factor)?)?;
    let marked = cost.ratio(10_000 + percent.max(0), 10_000)?;
    let step = step.max(1);
    let up = marked.get().checked_add(step - 1).ok_or(Overflow)? / step * step;
    let price = Rupiah::new(up);
    Ok(ceiling.map_or(price, |ceiling| price.min(ceiling)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(quantity: i64, cost: i64) -> ReceiptLine {
        ReceiptLine {
            sku: "A".into(),
            name: "Mi".into(),
            pack: "DUS".into(),
            factor: 40,
            quantity: Quantity::new(quantity * 1_000),
            cost: Rupiah::new(cost),
            ..ReceiptLine::default()
        }
    }

    #[test]
    fn two_dus_are_eighty_pieces() {
        let mut receipt = Receipt { lines: vec![line(2, 100_000)], freight: Rupiah::new(1_001), ..Receipt::default() };
        receipt.compute(&[false]).expect("adds up");
        assert_eq!(receipt.lines[0].good(), Ok(Quantity::new(80_000)));
        assert_eq!(receipt.value(), Ok(Rupiah::new(201_001)));
        assert!(receipt.adds_up());
    }

    #[test]
    fn damaged_and_short_lines() {
        let mut short = line(3, 10_000);
        short.damaged = Quantity::ONE;
        short.short = Quantity::ONE;
        let mut receipt = Receipt { lines: vec![short.clone()], ..Receipt::default() };
        receipt.compute(&[false]).expect("adds up");
        let got = &receipt.lines[0];
        assert_eq!((got.amount, got.value, got.damaged_value), (Rupiah::new(20_000), Rupiah::new(20_000), Rupiah::new(10_000)));
        short.short = Quantity::new(3_000);
        let mut receipt = Receipt { lines: vec![short], ..Receipt::default() };
        assert_eq!(receipt.compute(&[false]), Err(ReceiptError::MoreThanNoted("Mi".into())));
    }

    #[test]
    fn cost_zero_is_asked_for() {
        let mut receipt = Receipt { lines: vec![line(1, 0)], ..Receipt::default() };
        assert_eq!(receipt.compute(&[false]), Err(ReceiptError::NoCost("Mi".into())));
        receipt.lines[0].cost_unknown = true;
        assert_eq!(receipt.compute(&[false]), Ok(()));
        let mut others = Receipt { lines: vec![line(1, 0)], owner: Owner::Network, ..Receipt::default() };
        assert_eq!(others.compute(&[false]), Ok(()));
    }

    #[test]
    fn a_price_is_proposed_from_the_margin() {
        let pool = Pool { quantity: Quantity::new(80_000), value: Rupiah::new(201_001), last: None };
        let of = |factor, ceiling| proposed_price(&pool, factor, 1_500, 100, ceiling).expect("fits").get();
        assert_eq!(of(1, None), 2_900);
        assert_eq!(of(40, None), 115_600);
        assert_eq!(of(1, Some(Rupiah::new(2_850))), 2_850);
    }

    proptest! {
        #[test]
        fn the_parts_of_a_note_are_the_note(
            lines in prop::collection::vec((1i64..200, 0i64..500_000, 0i64..3, 0i64..3), 1..12),
            discount in 0i64..10_000, freight in 0i64..300_000, tax in 0i64..300_000, in_cost in any::<bool>(), own in any::<bool>()
        ) {
            let owner = if own { Owner::Koperasi } else { Owner::Consignor("X".into()) };
            let lines: Vec<ReceiptLine> = lines.into_iter().map(|(quantity, cost, damaged, short)| {
                let mut line = line(quantity + damaged + short, cost);
                line.damaged = Quantity::new(damaged * 1_000);
                line.short = Quantity::new(short * 1_000);
                line.cost_unknown = true;
                line
            }).collect();
            let weighed = vec![false; lines.len()];
            let total: i64 = lines.iter().map(|line| (line.quantity.get() - line.short.get()) / 1_000 * line.cost.get()).sum();
            let discount = discount.min(total);
            let mut receipt = Receipt {
                owner, discount: Rupiah::new(discount), freight: Rupiah::new(freight), tax: Rupiah::new(tax), tax_in_cost: in_cost, lines,
                ..Receipt::default()
            };
            receipt.compute(&weighed).expect("adds up");
            prop_assert!(receipt.adds_up());
            let expected = if own { total - discount + freight + if in_cost { tax } else { 0 } } else { 0 };
            prop_assert_eq!(receipt.value(), Ok(Rupiah::new(expected)));
        }
    }
}
