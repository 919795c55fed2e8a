//! Parked carts: records, so that they survive reboot, shift change and close, and every till of the
//! shop can take them up.

use chrono::{DateTime, FixedOffset};
use domain::Rupiah;
use domain::cart::{Cart, CartLine};
use domain::fact::Fact;
use domain::staff::Right;
use domain::till::{self, ParkedLine};
use store::Stamp;
use uuid::Uuid;

use super::OpenCart;
use crate::{App, Fault, Refusal};

/// A parked cart, as a chip shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedCart {
    /// Its id.
    pub id: String,
    /// The letter of the till that parked it.
    pub till: String,
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
        let by = self.require(Right::Sell)?.id;
        if self.cart.cart.is_empty() {
            return Err(Refusal::EmptyCart.into());
        }
        self.no_money_taken()?;
        let (id, stamp) = (self.cart.id.clone(), self.stamp());
        let fact = parked_fact(&id, self.till(), &by, &self.cart.cart);
        self.transact(|tx, device, _| {
            tx.append(device, stamp, &fact)?;
            Ok(store::cart::remove(tx.connection(), &id)?)
        })?;
        self.cart = OpenCart::default();
        Ok(())
    }

    /// All parked carts of the shop, oldest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn parked(&mut self) -> Result<Vec<ParkedCart>, Fault> {
        let found = store::parked::list(self.store.connection())?;
        let zone = *self.clock.now().offset();
        let mut parked = Vec::with_capacity(found.len());
        for cart in found {
            let stored = cart.stored;
            let total = self.price(&stored.cart)?.total;
            let at = DateTime::from_timestamp_millis(stored.changed_at).unwrap_or_default().with_timezone(&zone);
            parked.push(ParkedCart {
                id: stored.id,
                till: cart.till,
                at,
                goods: stored.cart.lines.iter().take(3).map(|line| line.product.name.clone()).collect(),
                lines: stored.cart.lines.len(),
                total,
                member: stored.cart.member.map(|member| member.number),
            });
        }
        Ok(parked)
    }

    /// Takes a parked cart up, under a new id: another till that does not know of it yet may do the
    /// same, and the two must not become one sale. The cart in progress, if there is one, is parked in
    /// its place.
    ///
    /// # Errors
    /// [`Refusal::NoSuchCart`], [`Refusal::MoneyTaken`].
    pub fn take_back(&mut self, id: &str) -> Result<(), Fault> {
        let by = self.require(Right::Sell)?.id;
        self.no_money_taken()?;
        let parked = store::parked::find(self.store.connection(), id)?.ok_or(Refusal::NoSuchCart)?;
        let (current, stamp) = (self.cart.id.clone(), self.stamp());
        let (till, made) = (self.till().to_owned(), Uuid::now_v7().to_string());
        let aside = (!self.cart.cart.is_empty()).then(|| parked_fact(&current, &till, &by, &self.cart.cart));
        let taken = Fact::CartTaken { cart: id.to_owned(), into: made.clone(), till: till.clone(), by };
        let lost = parked.stored.lost.clone();
        self.transact(|tx, device, _| {
            let connection = tx.connection();
            if store::parked::find(connection, id)?.is_none() {
                return Err(Refusal::NoSuchCart.into());
            }
            store::cart::clear_sold(connection, &till)?;
            if let Some(fact) = aside {
                tx.append(device, Stamp { id: Uuid::now_v7(), at: stamp.at }, &fact)?;
            }
            if !current.is_empty() {
                store::cart::remove(connection, &current)?;
            }
            tx.append(device, stamp, &taken)?;
            Ok(store::parked::open_as(connection, &parked, &made, &till, stamp.at.timestamp_millis())?)
        })?;
        self.recover_cart()?;
        self.cart.recovered = false;
        self.cart.lost = lost;
        Ok(())
    }

    /// Makes records of carts that were parked by a program that did not yet.
    pub(crate) fn park_as_records(&mut self) -> Result<(), Fault> {
        for stored in store::cart::parked(self.store.connection())? {
            let stamp = self.stamp();
            let fact = parked_fact(&stored.id, self.till(), "sistem", &stored.cart);
            self.transact(|tx, device, _| {
                tx.append(device, stamp, &fact)?;
                Ok(store::cart::remove(tx.connection(), &stored.id)?)
            })?;
        }
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

fn parked_fact(id: &str, till: &str, by: &str, cart: &Cart) -> Fact {
    let line = |line: &CartLine| ParkedLine {
        line: line.id,
        sku: line.product.sku.clone(),
        pack: line.product.packs[line.pack].code.clone(),
        quantity: line.quantity,
        fixed: line.fixed,
        discount: line.discount,
        note: line.note.clone(),
    };
    Fact::CartParked(till::ParkedCart {
        cart: id.to_owned(),
        till: till.to_owned(),
        by: by.to_owned(),
        member: cart.member.clone(),
        discount: cart.discount,
        last_line: cart.last_line,
        lines: cart.lines.iter().map(line).collect(),
    })
}
