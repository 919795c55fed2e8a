//! What the stock room has to say when goods are sold: recalled goods, expired lots, limits for one buyer.

use chrono::NaiveDate;
use domain::Quantity;
use domain::catalogue::Product;
use domain::goods::owner::seller;
use store::Connection;

use super::StockRefusal;
use crate::{App, Fault, Refusal};

impl App {
    /// Refuses goods that are being recalled, and goods of which only expired lots are left.
    ///
    /// # Errors
    /// [`StockRefusal::Recalled`], [`Refusal::Expired`].
    pub(crate) fn check_sellable(&self, product: &Product, quantity: Quantity) -> Result<(), Fault> {
        let today = self.clock.now().date_naive();
        sellable(self.store.connection(), product, quantity, today)
    }

    /// Refuses more than one buyer may have on one day: `in_cart` of it now, with what the member had today.
    ///
    /// # Errors
    /// [`StockRefusal::DailyLimit`].
    pub(crate) fn check_limit(&self, product: &Product, in_cart: Quantity, member: Option<&str>) -> Result<(), Fault> {
        let Some(limit) = product.details.daily_limit else { return Ok(()) };
        let before = match member {
            Some(member) => store::goods::views::bought_on(self.store.connection(), member, &product.sku, self.business_date()?)?,
            None => Quantity::ZERO,
        };
        if before.plus(in_cart)? > limit {
            return Err(StockRefusal::DailyLimit { name: product.name.clone(), limit }.into());
        }
        Ok(())
    }
}

fn sellable(connection: &Connection, product: &Product, quantity: Quantity, today: NaiveDate) -> Result<(), Fault> {
    if let Some(reason) = store::goods::lots::blocked(connection, &product.sku, "")? {
        return Err(StockRefusal::Recalled { name: product.name.clone(), reason }.into());
    }
    if !product.details.tracks_expiry {
        return Ok(());
    }
    let owner = seller(&store::goods::consign::owners(connection, &product.sku)?, quantity);
    let (lots, unknown) = store::goods::lots::of(connection, &product.sku, &owner.word())?;
    let latest = lots.iter().map(|lot| lot.expiry).collect::<Option<Vec<NaiveDate>>>().and_then(|dates| dates.into_iter().max());
    match latest {
        // Goods without a known date may be good: then nobody is turned away.
        Some(date) if date < today && unknown.get() == 0 => Err(Refusal::Expired { name: product.name.clone(), date }.into()),
        _ => Ok(()),
    }
}
