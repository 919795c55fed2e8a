//! Who buys.

use domain::staff::Right;
use store::member::NamedMember;

use super::cart::Change;
use crate::{App, Fault, Refusal};

impl App {
    /// Finds a member by number or card, so that the name can be shown back.
    ///
    /// # Errors
    /// [`Refusal::NoSuchMember`].
    pub fn find_member(&self, number: &str) -> Result<NamedMember, Fault> {
        let number = number.trim();
        let found = store::member::find(self.store.connection(), number)?;
        found.ok_or_else(|| Refusal::NoSuchMember(number.to_owned()).into())
    }

    /// The cart is this member's; the member's prices apply to the whole cart.
    ///
    /// # Errors
    /// [`Refusal::NoSuchMember`]; [`DailyLimit`](crate::stock::StockRefusal::DailyLimit) when the cart holds more than
    /// the member may still have today: then it stays as it was.
    pub fn set_member(&mut self, number: &str) -> Result<NamedMember, Fault> {
        self.require(Right::Sell)?;
        let found = self.find_member(number)?;
        let mut cart = self.cart.cart.clone();
        cart.member = Some(found.member.clone());
        for line in &cart.lines {
            self.check_cart_limit(&cart, &line.product)?;
        }
        self.keep_cart(cart, &Change::Head)?;
        self.cart.member_name.clone_from(&found.name);
        Ok(found)
    }

    /// The cart is nobody's in particular again.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn clear_member(&mut self) -> Result<(), Fault> {
        self.require(Right::Sell)?;
        let mut cart = self.cart.cart.clone();
        cart.member = None;
        self.keep_cart(cart, &Change::Head)?;
        self.cart.member_name.clear();
        Ok(())
    }
}
