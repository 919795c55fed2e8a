//! What leaves the shelf and comes back to it within one deed: pools and owners as they are inside the
//! transaction, changed by each line in turn.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use domain::goods::owner::seller;
use domain::goods::{Consigned, Owner};
use domain::returns::Destination;
use domain::sale::SaleLine;
use domain::stock::{Cost, Pool};
use domain::{Quantity, Rupiah};
use store::Connection;
use store::stock::ForSale;

use crate::Fault;

const TOKO: &str = "toko";

/// The stock as one deed sees it.
pub(crate) struct Shelf<'a> {
    connection: &'a Connection,
    for_sale: HashMap<String, ForSale>,
    elsewhere: HashMap<(String, &'static str), Pool>,
}

impl<'a> Shelf<'a> {
    pub(crate) fn new(connection: &'a Connection) -> Self {
        Self { connection, for_sale: HashMap::new(), elsewhere: HashMap::new() }
    }

    /// The pool of the koperasi's own goods in a place.
    pub(crate) fn pool(&mut self, sku: &str, place: &'static str) -> Result<&mut Pool, Fault> {
        if place == TOKO {
            return Ok(&mut self.for_sale(sku)?.pool);
        }
        let connection = self.connection;
        Ok(match self.elsewhere.entry((sku.to_owned(), place)) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(store::stock::pool_at(connection, sku, place)?),
        })
    }

    fn for_sale(&mut self, sku: &str) -> Result<&mut ForSale, Fault> {
        let connection = self.connection;
        Ok(match self.for_sale.entry(sku.to_owned()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(store::stock::for_sale(connection, sku)?),
        })
    }

    /// Owners of a product with what they have for sale, the koperasi first.
    pub(crate) fn owners(&mut self, sku: &str) -> Result<&mut Vec<(Owner, Quantity)>, Fault> {
        Ok(&mut self.for_sale(sku)?.owners)
    }

    /// Goods of an owner came.
    pub(super) fn came(&mut self, sku: &str, owner: &Owner, quantity: Quantity) -> Result<(), Fault> {
        let owners = self.owners(sku)?;
        if !owners.iter().any(|(known, _)| known == owner) {
            owners.push((owner.clone(), Quantity::ZERO));
        }
        self.shift(sku, owner, quantity)
    }

    fn shift(&mut self, sku: &str, owner: &Owner, change: Quantity) -> Result<(), Fault> {
        if let Some((_, there)) = self.owners(sku)?.iter_mut().find(|(known, _)| known == owner) {
            *there = there.plus(change)?;
        }
        Ok(())
    }

    /// Goods that are sold: what they cost the shop, and whose they are.
    pub(crate) fn take(&mut self, sku: &str, quantity: Quantity) -> Result<(Cost, Owner), Fault> {
        let owner = seller(self.owners(sku)?, quantity);
        self.shift(sku, &owner, Quantity::ZERO.minus(quantity)?)?;
        if !owner.is_own() {
            return Ok((Cost { amount: Rupiah::ZERO, provisional: false }, owner));
        }
        Ok((self.pool(sku, TOKO)?.issue(quantity)?, owner))
    }

    /// Goods of an owner that are no longer for sale.
    pub(crate) fn take_from(&mut self, sku: &str, owner: &Owner, quantity: Quantity) -> Result<(), Fault> {
        self.shift(sku, owner, Quantity::ZERO.minus(quantity)?)
    }

    /// The koperasi's own goods come back at a cost; what the pool was short of.
    pub(crate) fn put_back(&mut self, sku: &str, place: &'static str, quantity: Quantity, cost: Rupiah) -> Result<Rupiah, Fault> {
        let variance = self.pool(sku, place)?.take_back(quantity, cost)?;
        if place == TOKO {
            self.shift(sku, &Owner::Koperasi, quantity)?;
        }
        Ok(variance)
    }

    /// Goods of others come back; they have no value, so nothing is short.
    pub(crate) fn put_other(&mut self, sku: &str, owner: &Owner, to: Destination, quantity: Quantity) -> Result<Rupiah, Fault> {
        if to == Destination::Stock {
            self.shift(sku, owner, quantity)?;
        }
        Ok(Rupiah::ZERO)
    }
}

/// Writes into the lines of a ticket what is owed to the owners of their goods.
pub(crate) fn owe(connection: &Connection, lines: &mut [SaleLine], owners: &[Owner]) -> Result<(), Fault> {
    for (line, owner) in lines.iter_mut().zip(owners).filter(|(_, owner)| !owner.is_own()) {
        let terms = store::goods::consign::terms(connection, owner)?;
        let agreed = store::goods::consign::agreed(connection, &line.sku, &owner.word())?;
        let paid = line.amount.minus(line.cart_discount)?.minus(line.tax)?;
        let payable = terms.payable(paid, line.base_quantity()?, agreed)?;
        (line.cost, line.cost_provisional) = (Rupiah::ZERO, false);
        line.consigned = Some(Box::new(Consigned { owner: owner.clone(), terms, payable }));
    }
    Ok(())
}
