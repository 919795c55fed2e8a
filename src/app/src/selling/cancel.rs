//! Throwing a cart away: allowed, and kept as a record.

use domain::fact::{CancelledLine, Fact};
use domain::staff::Right;
use store::Stamp;
use uuid::Uuid;

use super::OpenCart;
use crate::{App, Fault, Refusal};

impl App {
    /// Throws the cart in progress away; what was in it and why is kept as a record.
    ///
    /// # Errors
    /// [`Refusal::EmptyCart`], [`Refusal::MoneyTaken`], [`Refusal::QrisWaiting`].
    pub fn cancel_cart(&mut self, reason: &str) -> Result<(), Fault> {
        let by = self.require(Right::CancelCart)?.id;
        if self.cart.cart.is_empty() && self.cart.cart.member.is_none() {
            return Err(Refusal::EmptyCart.into());
        }
        self.no_money_taken()?;
        let lines = self.cart.priced.lines.iter().map(|priced| CancelledLine {
            sku: priced.line.product.sku.clone(),
            pack: priced.pack().code.clone(),
            quantity: priced.line.quantity,
            amount: priced.amount,
        });
        let reason = if reason.trim().is_empty() { "batal" } else { reason.trim() };
        let fact = Fact::CartCancelled { business_date: self.business_date()?, by, reason: reason.to_owned(), lines: lines.collect() };
        let (id, at) = (self.cart.id.clone(), self.clock.now());
        self.transact(|tx, device, _| {
            tx.append(device, Stamp { id: Uuid::now_v7(), at }, &fact)?;
            Ok(store::cart::remove(tx.connection(), &id)?)
        })?;
        self.cart = OpenCart::default();
        Ok(())
    }
}
