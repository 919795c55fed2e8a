//! A scan, a typed code, a tapped tile: goods come into the cart.

use domain::Quantity;
use domain::cart::FixedPrice;
use domain::catalogue::Unit;
use domain::staff::Right;
use store::member::NamedMember;

use super::cart::Change;
use super::find_goods::{Goods, Meaning};
use crate::staff::{Approval, OWN_RIGHT};
use crate::{App, Fault, Refusal};

/// What a scan led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scanned {
    /// Goods are in the cart; the line's id.
    Added(i64),
    /// Several products claim the code: somebody must choose.
    Choose {
        /// The code.
        code: String,
        /// The goods.
        goods: Vec<Goods>,
    },
    /// Goods by weight: the weight must be typed.
    AskWeight(Goods),
    /// Open-price goods: the price must be typed, by somebody with the right.
    AskPrice(Goods),
    /// A member's card: the name is shown back to be confirmed.
    Member(NamedMember),
}

impl App {
    /// Takes a code into the cart, `count` of it when a quantity was typed before.
    ///
    /// # Errors
    /// A [`Refusal`]; then the cart is as it was.
    pub fn scan_item(&mut self, raw: &str, count: Option<Quantity>) -> Result<Scanned, Fault> {
        self.require(Right::Sell)?;
        match self.find_goods(raw) {
            Ok(Meaning::Goods(goods)) => self.take_goods(goods, count),
            Ok(Meaning::Choice { code, goods }) => Ok(Scanned::Choose { code, goods }),
            Err(fault) => match self.member_card(raw, &fault)? {
                Some(member) => Ok(Scanned::Member(member)),
                None => Err(fault),
            },
        }
    }

    /// Takes known goods into the cart, or asks what is missing.
    ///
    /// # Errors
    /// A [`Refusal`]; then the cart is as it was.
    pub fn take_goods(&mut self, mut goods: Goods, count: Option<Quantity>) -> Result<Scanned, Fault> {
        self.require(Right::Sell)?;
        let product = &goods.hit.product;
        if product.open_price && goods.fixed.is_none() {
            goods.quantity = goods.quantity.or(count);
            return Ok(Scanned::AskPrice(goods));
        }
        let quantity = match (goods.quantity, count) {
            // A weight in the code stays; five such packets are scanned five times.
            (Some(own), _) => own,
            (None, Some(count)) => count,
            (None, None) if product.unit == Unit::Kilogram => return Ok(Scanned::AskWeight(goods)),
            (None, None) => Quantity::ONE,
        };
        self.add_to_cart(goods, quantity).map(Scanned::Added)
    }

    /// Takes goods by weight, or a number of pieces that was asked for.
    ///
    /// # Errors
    /// A [`Refusal`]; then the cart is as it was.
    pub fn take_quantity(&mut self, goods: Goods, quantity: Quantity) -> Result<i64, Fault> {
        self.require(Right::Sell)?;
        self.add_to_cart(goods, quantity)
    }

    /// Takes open-price goods at a typed price.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`] and those of the price; then the cart is as it was.
    pub fn take_open_price(&mut self, mut goods: Goods, price: domain::Rupiah, approval: Option<&Approval>) -> Result<i64, Fault> {
        self.require(Right::Sell)?;
        let subject = format!("Harga bebas {} Rp {price}", goods.hit.product.name);
        goods.fixed = Some(FixedPrice::Open(price));
        let quantity = goods.quantity.unwrap_or(Quantity::ONE);
        // The cart is asked first: a price that it refuses needs no approval.
        self.cart.cart.clone().add(goods.hit.product.clone(), goods.hit.pack, quantity, goods.fixed)?;
        self.use_right(Right::OpenPrice, approval, &subject, OWN_RIGHT)?;
        self.add_to_cart(goods, quantity)
    }

    fn add_to_cart(&mut self, goods: Goods, quantity: Quantity) -> Result<i64, Fault> {
        let mut cart = self.cart.cart.clone();
        let product = goods.hit.product.clone();
        self.check_sellable(&product, quantity)?;
        let id = cart.add(goods.hit.product, goods.hit.pack, quantity, goods.fixed)?;
        self.check_cart_limit(&cart, &product)?;
        let line = cart.line_mut(id)?.clone();
        self.keep_cart(cart, &Change::Line(&line))?;
        Ok(id)
    }

    fn member_card(&self, raw: &str, fault: &Fault) -> Result<Option<NamedMember>, Fault> {
        let unknown = matches!(fault.refusal(), Some(Refusal::UnknownCode(_) | Refusal::Barcode(_)));
        if !unknown {
            return Ok(None);
        }
        Ok(store::member::find(self.store.connection(), raw.trim())?)
    }
}
