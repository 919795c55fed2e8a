//! Parked carts: they survive reboot, shift change and close.

use chrono::{DateTime, FixedOffset};
use domain::Rupiah;
use domain::staff::Right;

use super::OpenCart;
use crate::{App, Fault, Refusal};

/// A parked cart, as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedCart {
    /// Its id.
    pub id: String,
    /// When it was parked.
    pub at: DateTime<FixedOffset>,
    /// Names of its first goods.
    pub goods: Vec<String>,
    /// How many lines.
    pub lines: usize,
    /// What it comes to now, rupiah.
    pub total: Rupiah,
    /// The member's number.
    pub member: Option<String>,
}

impl App {
    /// Puts the cart in progress aside.
    ///
    /// # Errors
    /// [`Refusal::EmptyCart`], [`Refusal::MoneyTaken`], [`Refusal::QrisWaiting`].
    pub fn park(&mut self) -> Result<(), Fault> {
        self.require(Right::Sell)?;
        if self.cart.cart.is_empty() {
            return Err(Refusal::EmptyCart.into());
        }
        self.no_money_taken()?;
        let (id, at) = (self.cart.id.clone(), self.clock.now().timestamp_millis());
        self.store.transact(|tx| -> Result<(), Fault> { Ok(store::cart::park(tx.connection(), &id, at)?) })?;
        self.cart = OpenCart::default();
        Ok(())
    }

    /// All parked carts, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn parked(&mut self) -> Result<Vec<ParkedCart>, Fault> {
        let stored = store::cart::parked(self.store.connection())?;
        let zone = *self.clock.now().offset();
        let mut parked = Vec::with_capacity(stored.len());
        for cart in stored {
            let total = self.price(&cart.cart)?.total;
            let at = DateTime::from_timestamp_millis(cart.changed_at).unwrap_or_default().with_timezone(&zone);
            parked.push(ParkedCart {
                id: cart.id,
                at,
                goods: cart.cart.lines.iter().take(3).map(|line| line.product.name.clone()).collect(),
                lines: cart.cart.lines.len(),
                total,
                member: cart.cart.member.map(|member| member.number),
            });
        }
        Ok(parked)
    }

    /// Takes a parked cart back; the cart in progress, if there is one, is parked in its place.
    ///
    /// # Errors
    /// [`Refusal::NoSuchCart`], [`Refusal::MoneyTaken`].
    pub fn take_back(&mut self, id: &str) -> Result<(), Fault> {
        self.require(Right::Sell)?;
        let known = store::cart::parked(self.store.connection())?.iter().any(|cart| cart.id == id);
        if !known {
            return Err(Refusal::NoSuchCart.into());
        }
        self.no_money_taken()?;
        let current = self.cart.id.clone();
        let empty = self.cart.cart.is_empty();
        let (till, at) = (self.till().to_owned(), self.clock.now().timestamp_millis());
        self.store.transact(|tx| -> Result<(), Fault> {
            store::cart::clear_sold(tx.connection(), &till)?;
            if !current.is_empty() {
                if empty {
                    store::cart::remove(tx.connection(), &current)?;
                } else {
                    store::cart::park(tx.connection(), &current, at)?;
                }
            }
            Ok(store::cart::take_back(tx.connection(), id, &till, at)?)
        })?;
        self.recover_cart()?;
        self.cart.recovered = false;
        Ok(())
    }

    pub(crate) fn no_money_taken(&self) -> Result<(), Fault> {
        if self.cart.tenders.iter().any(|tender| tender.waiting) {
            return Err(Refusal::QrisWaiting.into());
        }
        if !self.cart.tenders.is_empty() {
            return Err(Refusal::MoneyTaken.into());
        }
        Ok(())
    }
}
