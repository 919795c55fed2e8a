//! The cart: what a customer wants to buy, before it is paid.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::catalogue::{Pack, Product, Unit};
use crate::member::{Member, Tier};
use crate::money::{Overflow, Rupiah};
use crate::pricing::{self, PriceContext, Promotion, Request, Rule};
use crate::quantity::{Quantity, QuantityError};

/// The most lines one cart holds: the body of a record stays below 64 KiB (`network.md` 2.3).
pub const LINE_LIMIT: usize = 200;

/// A price that no rule touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixedPrice {
    /// Set by a person with the right, rupiah per pack.
    Override(Rupiah),
    /// Typed with a department key, rupiah per pack.
    Open(Rupiah),
    /// The amount for the whole line, from the barcode.
    Embedded(Rupiah),
}

/// A discount that a person gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Discount {
    /// Hundredths of a percent (1.000 = 10 %), rounded half up.
    Percent(i64),
    /// Rupiah.
    Amount(Rupiah),
}

impl Discount {
    /// The discount on `amount`, never more than it.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn on(self, amount: Rupiah) -> Result<Rupiah, Overflow> {
        let discount = match self {
            Self::Percent(hundredths) => amount.ratio(hundredths, 10_000)?,
            Self::Amount(rupiah) => rupiah,
        };
        Ok(discount.min(amount).max(Rupiah::ZERO))
    }
}

/// One line of a cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartLine {
    /// Stable within the cart.
    pub id: i64,
    /// The goods as they were when scanned.
    pub product: Arc<Product>,
    /// Which pack of the product.
    pub pack: usize,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// A price that no rule touches.
    pub fixed: Option<FixedPrice>,
    /// A discount on this line.
    pub discount: Option<Discount>,
    /// A note, printed under the line.
    pub note: String,
}

/// What a customer wants to buy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cart {
    /// The lines in the order they came.
    pub lines: Vec<CartLine>,
    /// The member, if one was named.
    pub member: Option<Member>,
    /// A discount on the whole cart.
    pub discount: Option<Discount>,
    /// The last line id given out.
    pub last_line: i64,
}

/// Why a change to a cart is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartError {
    /// The quantity.
    #[error(transparent)]
    Quantity(#[from] QuantityError),
    /// There is no such line.
    #[error("baris itu sudah tidak ada")]
    NoSuchLine,
    /// Too many lines.
    #[error("satu nota paling banyak {LINE_LIMIT} baris; bayar dulu lalu lanjutkan di nota baru")]
    TooManyLines,
    /// A price below zero or above the limit.
    #[error("harga harus Rp 0 sampai Rp {0}")]
    PriceOutOfRange(Rupiah),
    /// A price above the legal ceiling.
    #[error("harga di atas HET Rp {0}; turunkan harganya")]
    AboveCeiling(Rupiah),
    /// A percentage beyond 100 or an amount below zero.
    #[error("potongan harus 0 sampai 100 % atau jumlah rupiah")]
    BadDiscount,
    /// The amount does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// A line with its price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedLine {
    /// The line.
    pub line: CartLine,
    /// Charged for one pack, rupiah.
    pub price: Rupiah,
    /// What everybody pays for one pack, rupiah.
    pub public_price: Rupiah,
    /// The rule that made the price.
    pub rule: Rule,
    /// Taken off the line by a promotion or a person, rupiah.
    pub discount: Rupiah,
    /// What the line costs: price times quantity less `discount`, rupiah.
    pub amount: Rupiah,
    /// The line's part of the discount on the whole cart, rupiah.
    pub cart_discount: Rupiah,
}

impl PricedLine {
    /// The pack sold.
    pub fn pack(&self) -> &Pack {
        &self.line.product.packs[self.line.pack]
    }

    /// What is paid for the line after its part of the cart's discount.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn net(&self) -> Result<Rupiah, Overflow> {
        self.amount.minus(self.cart_discount)
    }
}

/// A cart with all its prices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PricedCart {
    /// The lines.
    pub lines: Vec<PricedLine>,
    /// The sum of the lines, rupiah.
    pub subtotal: Rupiah,
    /// The discount on the whole cart, rupiah.
    pub discount: Rupiah,
    /// What is to pay before cash is rounded, rupiah.
    pub total: Rupiah,
    /// What the buyer saves against the public price, rupiah.
    pub saved: Rupiah,
}

impl Cart {
    /// True when there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The line with this id.
    ///
    /// # Errors
    /// [`CartError::NoSuchLine`].
    pub fn line_mut(&mut self, id: i64) -> Result<&mut CartLine, CartError> {
        self.lines.iter_mut().find(|line| line.id == id).ok_or(CartError::NoSuchLine)
    }

    /// Adds goods: to the last line when it is the same goods and pack at a price by rule, else as
    /// a new line. Returns the line's id.
    ///
    /// # Errors
    /// [`CartError`].
    pub fn add(&mut self, product: Arc<Product>, pack: usize, quantity: Quantity, fixed: Option<FixedPrice>) -> Result<i64, CartError> {
        check_quantity(&product, quantity)?;
        check_fixed(&product, pack, fixed)?;
        if let Some(last) = self.lines.last_mut() {
            let same = last.product.sku == product.sku && last.pack == pack;
            let plain = last.fixed.is_none() && fixed.is_none() && last.discount.is_none() && last.note.is_empty();
            if same && plain && product.unit == Unit::Piece {
                last.quantity = last.quantity.plus(quantity)?.sellable()?;
                return Ok(last.id);
            }
        }
        if self.lines.len() >= LINE_LIMIT {
            return Err(CartError::TooManyLines);
        }
        self.last_line += 1;
        self.lines.push(CartLine { id: self.last_line, product, pack, quantity, fixed, discount: None, note: String::new() });
        Ok(self.last_line)
    }

    /// Sets the quantity of a line.
    ///
    /// # Errors
    /// [`CartError`].
    pub fn set_quantity(&mut self, id: i64, quantity: Quantity) -> Result<(), CartError> {
        let line = self.line_mut(id)?;
        check_quantity(&line.product, quantity)?;
        line.quantity = quantity;
        Ok(())
    }

    /// Sets the price of a line by hand.
    ///
    /// # Errors
    /// [`CartError`].
    pub fn set_price(&mut self, id: i64, price: Rupiah) -> Result<(), CartError> {
        let line = self.line_mut(id)?;
        let fixed = FixedPrice::Override(price);
        check_fixed(&line.product, line.pack, Some(fixed))?;
        line.fixed = Some(fixed);
        Ok(())
    }

    /// Discounts a line, or the whole cart when `id` is absent; `None` takes the discount back.
    ///
    /// # Errors
    /// [`CartError`].
    pub fn set_discount(&mut self, id: Option<i64>, discount: Option<Discount>) -> Result<(), CartError> {
        let sensible = match discount {
            Some(Discount::Percent(hundredths)) => (0..=10_000).contains(&hundredths),
            Some(Discount::Amount(amount)) => (Rupiah::ZERO..=Rupiah::LIMIT).contains(&amount),
            None => true,
        };
        if !sensible {
            return Err(CartError::BadDiscount);
        }
        match id {
            Some(id) => self.line_mut(id)?.discount = discount,
            None => self.discount = discount,
        }
        Ok(())
    }

    /// Takes a line out.
    ///
    /// # Errors
    /// [`CartError::NoSuchLine`].
    pub fn remove(&mut self, id: i64) -> Result<CartLine, CartError> {
        let place = self.lines.iter().position(|line| line.id == id).ok_or(CartError::NoSuchLine)?;
        Ok(self.lines.remove(place))
    }

    /// Prices the whole cart.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn price(&self, on: NaiveDate, promotions: &[Promotion]) -> Result<PricedCart, Overflow> {
        let tier = self.member.as_ref().map_or(Tier::Umum, |member| member.tier);
        let requests: Vec<Request<'_>> = self
            .lines
            .iter()
            .map(|line| Request {
                product: &line.product,
                pack: &line.product.packs[line.pack],
                quantity: line.quantity,
                fixed: line.fixed.is_some(),
            })
            .collect();
        let prices = pricing::price(&requests, &PriceContext { tier, on, promotions })?;
        let mut lines = Vec::with_capacity(prices.len());
        let mut saved = Rupiah::ZERO;
        for (line, price) in self.lines.iter().zip(prices) {
            let priced = priced_line(line, price)?;
            let public = line.quantity.at(priced.public_price)?;
            if public > priced.amount && !matches!(line.fixed, Some(FixedPrice::Open(_) | FixedPrice::Embedded(_))) {
                saved = saved.plus(public.minus(priced.amount)?)?;
            }
            lines.push(priced);
        }
        let subtotal = Rupiah::sum(lines.iter().map(|line| line.amount))?;
        let discount = self.discount.map_or(Ok(Rupiah::ZERO), |discount| discount.on(subtotal))?;
        let weights: Vec<i64> = lines.iter().map(|line| line.amount.get()).collect();
        for (line, part) in lines.iter_mut().zip(crate::prorate::allocate(discount, &weights)?) {
            line.cart_discount = part;
        }
        Ok(PricedCart { lines, subtotal, discount, total: subtotal.minus(discount)?, saved: saved.plus(discount)? })
    }
}

fn priced_line(line: &CartLine, price: pricing::Price) -> Result<PricedLine, Overflow> {
    let (unit, rule, gross) = match line.fixed {
        None => (price.unit, price.rule, line.quantity.at(price.unit)?),
        Some(FixedPrice::Override(unit)) => (unit, Rule::Override, line.quantity.at(unit)?),
        Some(FixedPrice::Open(unit)) => (unit, Rule::Open, line.quantity.at(unit)?),
        Some(FixedPrice::Embedded(amount)) => (price.unit, Rule::Embedded, amount),
    };
    let public = match line.fixed {
        Some(FixedPrice::Open(unit)) => unit,
        _ => price.public,
    };
    let after_promotion = gross.minus(price.reduction)?;
    let manual = line.discount.map_or(Ok(Rupiah::ZERO), |discount| discount.on(after_promotion))?;
    let discount = price.reduction.plus(manual)?;
    Ok(PricedLine {
        line: line.clone(),
        price: unit,
        public_price: public,
        rule,
        discount,
        amount: gross.minus(discount)?,
        cart_discount: Rupiah::ZERO,
    })
}

fn check_quantity(product: &Product, quantity: Quantity) -> Result<(), CartError> {
    quantity.sellable()?;
    if product.unit == Unit::Piece && !quantity.is_whole() {
        return Err(QuantityError::NotWhole.into());
    }
    Ok(())
}

fn check_fixed(product: &Product, pack: usize, fixed: Option<FixedPrice>) -> Result<(), CartError> {
    let (price, limited) = match fixed {
        None => return Ok(()),
        Some(FixedPrice::Override(price) | FixedPrice::Open(price)) => (price, true),
        Some(FixedPrice::Embedded(price)) => (price, false),
    };
    if price.is_negative() || price > Rupiah::LIMIT {
        return Err(CartError::PriceOutOfRange(Rupiah::LIMIT));
    }
    let pack = product.packs.get(pack).ok_or(CartError::NoSuchLine)?;
    if let Some(ceiling) = product.pack_ceiling(pack)?
        && limited
        && price > ceiling
    {
        return Err(CartError::AboveCeiling(ceiling));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn goods(sku: &str, price: i64, member: i64) -> Arc<Product> {
        let pack = |code: &str, factor, price, member: i64| Pack {
            code: code.into(),
            factor,
            price: Rupiah::new(price),
            member_price: (member > 0).then(|| Rupiah::new(member)),
            ..Pack::default()
        };
        Arc::new(Product {
            sku: sku.into(),
            name: sku.into(),
            packs: vec![pack("PCS", 1, price, member), pack("DUS", 40, price * 38, 0)],
            ..Product::default()
        })
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).expect("date")
    }

    #[test]
    fn the_same_goods_add_to_the_last_line_only() {
        let (a, b) = (goods("A", 100, 0), goods("B", 200, 0));
        let mut cart = Cart::default();
        let first = cart.add(a.clone(), 0, Quantity::ONE, None).expect("adds");
        assert_eq!(cart.add(a.clone(), 0, Quantity::ONE, None), Ok(first));
        cart.add(a.clone(), 1, Quantity::ONE, None).expect("adds");
        cart.add(b, 0, Quantity::ONE, None).expect("adds");
        cart.add(a, 0, Quantity::ONE, None).expect("adds");
        let quantities: Vec<i64> = cart.lines.iter().map(|line| line.quantity.get() / 1_000).collect();
        assert_eq!(quantities, [2, 1, 1, 1]);
    }

    #[test]
    fn a_member_reprices_the_whole_cart() {
        let mut cart = Cart::default();
        cart.add(goods("A", 3_200, 3_100), 0, Quantity::new(12_000), None).expect("adds");
        assert_eq!(cart.price(day(), &[]).expect("fits").total, Rupiah::new(38_400));
        cart.member = Some(Member { number: "A-1".into(), tier: Tier::Anggota });
        let priced = cart.price(day(), &[]).expect("fits");
        assert_eq!((priced.total, priced.saved), (Rupiah::new(37_200), Rupiah::new(1_200)));
    }

    #[test]
    fn discounts_on_line_and_cart_are_spread_exactly() {
        let mut cart = Cart::default();
        let first = cart.add(goods("A", 1_000, 0), 0, Quantity::ONE, None).expect("adds");
        cart.add(goods("B", 1_000, 0), 0, Quantity::new(2_000), None).expect("adds");
        cart.set_discount(Some(first), Some(Discount::Percent(1_000))).expect("ok");
        cart.set_discount(None, Some(Discount::Amount(Rupiah::new(100)))).expect("ok");
        let priced = cart.price(day(), &[]).expect("fits");
        assert_eq!((priced.subtotal, priced.discount, priced.total), (Rupiah::new(2_900), Rupiah::new(100), Rupiah::new(2_800)));
        assert_eq!(Rupiah::sum(priced.lines.iter().map(|l| l.cart_discount)), Ok(Rupiah::new(100)));
    }

    #[test]
    fn nonsense_is_refused_and_changes_nothing() {
        let mut cart = Cart::default();
        let mut limited = (*goods("A", 1_000, 0)).clone();
        limited.ceiling = Some(Rupiah::new(1_000));
        let id = cart.add(Arc::new(limited), 0, Quantity::ONE, None).expect("adds");
        let before = cart.clone();
        assert_eq!(cart.set_price(id, Rupiah::new(1_001)), Err(CartError::AboveCeiling(Rupiah::new(1_000))));
        assert!(matches!(cart.set_price(id, Rupiah::new(-1)), Err(CartError::PriceOutOfRange(_))));
        assert!(cart.set_quantity(id, Quantity::new(500)).is_err());
        assert!(cart.set_quantity(id, Quantity::new(8_991_234_567_890_000)).is_err());
        assert!(cart.set_quantity(99, Quantity::ONE).is_err());
        assert!(cart.set_discount(None, Some(Discount::Percent(10_001))).is_err());
        assert_eq!(cart, before);
    }
}
