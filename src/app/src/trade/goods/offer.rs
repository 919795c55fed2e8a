//! What a party offers of the shop's goods today: catalogue prices by product and pack.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::catalogue::Product;
use domain::{Quantity, Rupiah};
use record::document::CatalogueItem;
use store::Connection;
use store::trade::drafts::DraftLine;

use super::catalogue::{current, tiers};
use super::meaning::{Finder, Meaning};
use super::sell::gtin;
use crate::Fault;
use crate::trade::Own;

/// The catalogue of a party in terms of the shop's products.
#[derive(Default)]
pub(super) struct Offers {
    version: Option<u64>,
    by_sku: HashMap<String, Vec<CatalogueItem>>,
}

impl Offers {
    /// What holds on a day.
    pub(super) fn of(connection: &Connection, party: &str, own: &Own, on: NaiveDate) -> Result<Self, Fault> {
        let Some(catalogue) = current(connection, party, own, on)? else { return Ok(Self::default()) };
        let finder = Finder::new(connection, party)?;
        let mut by_sku: HashMap<String, Vec<CatalogueItem>> = HashMap::new();
        for item in catalogue.items {
            if let Meaning::Pack { product, .. } = finder.find(&item.goods)? {
                by_sku.entry(product.sku).or_default().push(item);
            }
        }
        Ok(Self { version: Some(catalogue.version), by_sku })
    }

    /// A line for so many packs of a product: at the catalogue's price, in a pack that the party has; without one, in
    /// the shop's pack at the last known cost (zero when none is known).
    pub(super) fn line(&self, connection: &Connection, product: &Product, pack: usize, quantity: Quantity) -> Result<DraftLine, Fault> {
        let factor = product.packs[pack].factor;
        let offered = self.by_sku.get(&product.sku).map(Vec::as_slice).unwrap_or_default();
        let same = offered.iter().find(|item| item.goods.factor == factor);
        // Another pack than was asked for: the smallest one, rounded up.
        let Some(item) = same.or_else(|| offered.iter().min_by_key(|item| item.goods.factor)) else {
            return self.typed(connection, product, pack, quantity);
        };
        let quantity = if item.goods.factor == factor {
            quantity
        } else {
            let base = i128::from(quantity.get()) * i128::from(factor);
            let unit = i128::from(item.goods.factor.max(1)) * 1_000;
            Quantity::units(i64::try_from((base + unit - 1) / unit).map_err(|_| domain::Overflow)?)?
        };
        let price = domain::trade::catalogue::price_at(&tiers(item), quantity).unwrap_or_default();
        Ok(DraftLine {
            sku: product.sku.clone(),
            code: item.goods.code.clone(),
            gtin: item.goods.gtin.clone(),
            name: item.goods.name.clone(),
            pack: item.goods.pack.clone(),
            factor: item.goods.factor,
            quantity,
            price,
            catalogue: self.version,
            tax: item.tax.clone(),
            minimum: Quantity::new(item.minimum),
        })
    }

    /// What a pack of a line costs by the catalogue, for as many as the line has.
    pub(super) fn price(&self, line: &DraftLine) -> Option<Rupiah> {
        let offered = self.by_sku.get(&line.sku)?;
        let item = offered.iter().find(|item| item.goods.factor == line.factor && item.goods.code == line.code)?;
        domain::trade::catalogue::price_at(&tiers(item), line.quantity)
    }

    fn typed(&self, connection: &Connection, product: &Product, pack: usize, quantity: Quantity) -> Result<DraftLine, Fault> {
        let gtin = gtin(connection, &product.sku, pack)?;
        let pack = &product.packs[pack];
        let last = store::stock::pool(connection, &product.sku)?.last;
        let price = match last {
            Some((value, of)) if of.get() > 0 => value.ratio(Quantity::units(pack.factor)?.get(), of.get())?,
            _ => Rupiah::ZERO,
        };
        Ok(DraftLine {
            sku: product.sku.clone(),
            code: product.details.supplier_code.clone(),
            gtin,
            name: product.name.clone(),
            pack: pack.code.clone(),
            factor: pack.factor,
            quantity,
            price,
            ..DraftLine::default()
        })
    }
}
