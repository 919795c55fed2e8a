//! Changing what is in the cart: quantity, price, discounts, notes, removal.

use domain::cart::{CartError, Discount};
use domain::fact::{CancelledLine, Fact};
use domain::staff::Right;
use domain::{Quantity, Rupiah};

use super::cart::Change;
use crate::staff::{Approval, OWN_RIGHT};
use crate::{App, Fault};

impl App {
    /// Sets the quantity of a line.
    ///
    /// # Errors
    /// A [`crate::Refusal`]; then the cart is as it was.
    pub fn set_quantity(&mut self, line: i64, quantity: Quantity) -> Result<(), Fault> {
        self.require(Right::Sell)?;
        let mut asked = self.cart.cart.clone();
        asked.set_quantity(line, quantity)?;
        if let Some(changed) = asked.lines.iter().find(|known| known.id == line) {
            self.check_cart_limit(&asked, &changed.product)?;
        }
        self.change(line, |cart| cart.set_quantity(line, quantity))
    }

    /// Takes a line out; what was taken out is kept as a record, because removed lines are where
    /// shops lose money.
    ///
    /// # Errors
    /// A [`crate::Refusal`]; then the cart is as it was.
    pub fn remove_line(&mut self, line: i64) -> Result<(), Fault> {
        let by = self.require(Right::Sell)?.id;
        let mut cart = self.cart.cart.clone();
        let removed = cart.remove(line)?;
        let amount = self.cart.priced.lines.iter().find(|priced| priced.line.id == line).map_or(Rupiah::ZERO, |priced| priced.amount);
        let fact = Fact::CartCancelled {
            business_date: self.business_date()?,
            by,
            reason: "hapus baris".to_owned(),
            lines: vec![CancelledLine {
                sku: removed.product.sku.clone(),
                pack: removed.product.packs[removed.pack].code.clone(),
                quantity: removed.quantity,
                amount,
            }],
        };
        self.record(&fact)?;
        self.keep_cart(cart, &Change::Removed(line))
    }

    /// Sets the price of a line by hand, behind a right.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`] and those of the price; then the cart is as it was.
    pub fn override_price(&mut self, line: i64, price: Rupiah, approval: Option<&Approval>) -> Result<(), Fault> {
        self.cart.cart.clone().set_price(line, price)?;
        let subject = format!("Ubah harga {} menjadi Rp {price}", self.name_of_line(line));
        self.use_right(Right::OverridePrice, approval, &subject, OWN_RIGHT)?;
        self.change(line, |cart| cart.set_price(line, price))
    }

    /// Discounts a line, behind a right.
    ///
    /// # Errors
    /// As [`App::override_price`].
    pub fn discount_line(&mut self, line: i64, discount: Discount, approval: Option<&Approval>) -> Result<(), Fault> {
        self.cart.cart.clone().set_discount(Some(line), Some(discount))?;
        let subject = format!("Potongan {} untuk {}", words(discount), self.name_of_line(line));
        let gross = self.cart.priced.lines.iter().find(|priced| priced.line.id == line).map_or(Rupiah::ZERO, |priced| priced.amount);
        self.use_discount(discount, gross, approval, &subject)?;
        self.change(line, |cart| cart.set_discount(Some(line), Some(discount)))
    }

    /// Discounts the whole cart, behind a right.
    ///
    /// # Errors
    /// As [`App::override_price`].
    pub fn discount_cart(&mut self, discount: Discount, approval: Option<&Approval>) -> Result<(), Fault> {
        let mut cart = self.cart.cart.clone();
        cart.set_discount(None, Some(discount))?;
        let subject = format!("Potongan {} untuk satu nota", words(discount));
        self.use_discount(discount, self.cart.priced.subtotal, approval, &subject)?;
        self.keep_cart(cart, &Change::Head)
    }

    /// Puts a note on a line; it is printed under it.
    ///
    /// # Errors
    /// A [`crate::Refusal`]; then the cart is as it was.
    pub fn set_note(&mut self, line: i64, note: &str) -> Result<(), Fault> {
        self.require(Right::Sell)?;
        let note: String = note.trim().chars().filter(|c| !c.is_control()).take(80).collect();
        self.change(line, |cart| cart.line_mut(line).map(|line| line.note = note))
    }

    fn change(&mut self, line: i64, change: impl FnOnce(&mut domain::cart::Cart) -> Result<(), CartError>) -> Result<(), Fault> {
        let mut cart = self.cart.cart.clone();
        change(&mut cart)?;
        let changed = cart.line_mut(line)?.clone();
        self.keep_cart(cart, &Change::Line(&changed))
    }

    /// A discount is a right up to a percentage of what it is taken from.
    fn use_discount(&mut self, discount: Discount, gross: Rupiah, approval: Option<&Approval>, subject: &str) -> Result<(), Fault> {
        let hundredths = match discount {
            Discount::Percent(hundredths) => hundredths,
            Discount::Amount(amount) if gross.get() > 0 => Rupiah::new(10_000).ratio(amount.get(), gross.get())?.get(),
            Discount::Amount(_) => 10_000,
        };
        let approval = approval.filter(|approval| approval.is_for(Right::Discount));
        let allowed = |role| self.settings.rights.allows_up_to(role, Right::Discount, hundredths);
        match approval {
            // Nobody allows more than they may give.
            Some(approval) => {
                let second = store::staff::find(self.store.connection(), approval.by())?;
                if !second.as_ref().is_some_and(|second| allowed(second.role)) {
                    return Err(crate::Refusal::CannotApprove(second.map_or_else(|| approval.by().to_owned(), |second| second.name)).into());
                }
            }
            None if self.actor.as_ref().is_some_and(|actor| !allowed(actor.role)) => {
                return Err(crate::Refusal::NeedsApproval(Right::Discount).into());
            }
            None => {}
        }
        self.use_right(Right::Discount, approval, subject, OWN_RIGHT)
    }

    fn name_of_line(&self, line: i64) -> String {
        let found = self.cart.cart.lines.iter().find(|candidate| candidate.id == line);
        found.map(|line| line.product.name.clone()).unwrap_or_default()
    }
}

fn words(discount: Discount) -> String {
    match discount {
        Discount::Percent(hundredths) if hundredths % 100 == 0 => format!("{} %", hundredths / 100),
        Discount::Percent(hundredths) => format!("{},{:02} %", hundredths / 100, hundredths % 100),
        Discount::Amount(amount) => format!("Rp {amount}"),
    }
}
