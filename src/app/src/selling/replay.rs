//! Selling baskets of another day: time and date of the books are those of the basket.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::sale::{Offer, TenderKind};
use domain::staff::Right;
use domain::{Quantity, Rupiah};

use super::complete::Paid;
use super::sell::Order;
use crate::clock::FixedClock;
use crate::{Actor, App, Fault, Refusal};

/// A line of a basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BasketLine {
    /// The code.
    pub code: String,
    /// How many.
    pub quantity: Quantity,
    /// The price of open-price goods.
    pub price: Option<Rupiah>,
    /// How the basket was paid, as far as this line says: kinds and amounts.
    pub tenders: Vec<(TenderKind, Option<Rupiah>)>,
}

/// A basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basket {
    /// Its name in the file.
    pub name: String,
    /// When it was sold.
    pub at: DateTime<FixedOffset>,
    /// The member's number.
    pub member: Option<String>,
    /// The lines.
    pub lines: Vec<BasketLine>,
}

impl App {
    /// Sells a basket as of its own time; on another day than the open one behind a right.
    ///
    /// # Errors
    /// A [`crate::Refusal`]; then the basket was not sold.
    pub fn replay(&mut self, basket: &Basket) -> Result<Paid, Fault> {
        let date = basket.at.date_naive();
        if date != self.business_date()? {
            self.require(Right::BackDate)?;
            self.nobody_else_sells(date)?;
        }
        let before = std::mem::replace(&mut self.clock, Box::new(FixedClock(basket.at)));
        let orders: Vec<Order> =
            basket.lines.iter().map(|line| Order { code: line.code.clone(), quantity: Some(line.quantity), price: line.price }).collect();
        let result = self.sell_on(&orders, basket.member.as_deref(), &offers(basket), Some(basket.at.date_naive()));
        self.clock = before;
        result
    }

    /// A day that is closed takes no more baskets; and a shift of another day would come before the one that a person
    /// has open: their next sale, and their count, would be of the wrong day.
    fn nobody_else_sells(&self, date: NaiveDate) -> Result<(), Fault> {
        self.check_date(date)?;
        match self.shift()? {
            Some(open) if open.opened_by != Actor::system().id => Err(Refusal::ShiftIsOpen(open.business_date).into()),
            _ => Ok(()),
        }
    }
}

/// The tenders of a basket: each kind once in the order of its lines; a kind without an amount takes
/// the rest.
fn offers(basket: &Basket) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for &(kind, amount) in basket.lines.iter().flat_map(|line| &line.tenders) {
        match offers.iter_mut().find(|offer| offer.kind == kind) {
            Some(offer) => offer.amount = offer.amount.or(amount),
            None => offers.push(Offer { kind, amount, reference: None }),
        }
    }
    if offers.is_empty() {
        offers.push(Offer { kind: TenderKind::Cash, amount: None, reference: None });
    }
    offers
}
