//! A whole sale at once, for commands: it does not touch the till's cart in progress.

use domain::cart::{Cart, FixedPrice};
use domain::catalogue::Unit;
use domain::sale::Offer;
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use uuid::Uuid;

use super::complete::{Completion, Paid};
use super::find_goods::{Goods, Meaning};
use crate::{App, Fault, Refusal};

/// One code of an order, with what was typed beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// The code.
    pub code: String,
    /// How many packs or kilograms; one when absent.
    pub quantity: Option<Quantity>,
    /// The price of open-price goods.
    pub price: Option<Rupiah>,
}

impl App {
    /// Sells codes and takes payment in one go. Opens a shift with float 0 when none is open.
    ///
    /// # Errors
    /// A [`Refusal`]; then nothing was sold.
    pub fn sell(&mut self, orders: &[Order], member: Option<&str>, offers: &[Offer]) -> Result<Paid, Fault> {
        self.sell_on(orders, member, offers, None)
    }

    /// As [`App::sell`], on a date of the books (replay).
    pub(super) fn sell_on(
        &mut self,
        orders: &[Order],
        member: Option<&str>,
        offers: &[Offer],
        date: Option<chrono::NaiveDate>,
    ) -> Result<Paid, Fault> {
        self.require(Right::Sell)?;
        let mut cart = Cart::default();
        if let Some(number) = member {
            cart.member = Some(self.find_member(number)?.member);
        }
        for order in orders {
            self.put_order(&mut cart, order)?;
        }
        let on = match date {
            Some(date) => date,
            None => self.posting_date()?,
        };
        let priced = cart.price(on, self.promotions(on)?)?;
        self.complete(&Completion { id: Uuid::now_v7(), priced: &priced, member: cart.member.as_ref(), offers, date, open_shift: true })
    }

    /// Refuses more of a product in a cart than one buyer may have.
    pub(crate) fn check_cart_limit(&self, cart: &Cart, product: &domain::catalogue::Product) -> Result<(), Fault> {
        if product.details.daily_limit.is_none() {
            return Ok(());
        }
        let mut sum = Quantity::ZERO;
        for line in cart.lines.iter().filter(|line| line.product.sku == product.sku) {
            sum = sum.plus(line.quantity.times(line.product.packs[line.pack].factor)?)?;
        }
        self.check_limit(product, sum, cart.member.as_ref().map(|member| member.number.as_str()))
    }

    pub(crate) fn put_order(&mut self, cart: &mut Cart, order: &Order) -> Result<(), Fault> {
        let goods = match self.find_goods(&order.code)? {
            Meaning::Goods(goods) => goods,
            Meaning::Choice { code, goods } => return Err(Refusal::Ambiguous { code, goods: names(&goods) }.into()),
        };
        let Goods { hit, quantity, mut fixed } = goods;
        let product = &hit.product;
        if product.open_price {
            let price = order.price.ok_or_else(|| Refusal::NeedsPrice(product.name.clone()))?;
            self.require(Right::OpenPrice)?;
            fixed = Some(FixedPrice::Open(price));
        } else if let Some(price) = order.price {
            self.require(Right::OverridePrice)?;
            fixed = Some(FixedPrice::Override(price));
        }
        let quantity = match (quantity, order.quantity) {
            (Some(own), None) => own,
            (_, Some(typed)) => typed,
            (None, None) if product.unit == Unit::Kilogram => return Err(Refusal::NeedsWeight(product.name.clone()).into()),
            (None, None) => Quantity::ONE,
        };
        let product = hit.product.clone();
        self.check_sellable(&product, quantity)?;
        cart.add(hit.product, hit.pack, quantity, fixed)?;
        self.check_cart_limit(cart, &product)
    }
}

fn names(goods: &[Goods]) -> String {
    let names: Vec<String> =
        goods.iter().map(|goods| format!("{} {}", goods.hit.product.name, goods.hit.product.packs[goods.hit.pack].code)).collect();
    names.join("; ")
}
