//! Looking at the stock: the list while somebody types, and the card of a product.

use chrono::Days;
use domain::catalogue::Product;
use domain::goods::lots::Lot;
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use store::goods::list::{Filter, ListRow};
use store::goods::price::ComingPrice;
use store::goods::views::{HoldingRow, MovementRow};

use super::BoxOffer;
use crate::{App, Fault};

/// The card of a product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The product, with its barcodes and the prices of now.
    pub product: Product,
    /// What stands where, by owner and place. Who may not see cost gets values of zero.
    pub holdings: Vec<HoldingRow>,
    /// The newest movements with the balance after each.
    pub movements: Vec<MovementRow>,
    /// What is left of each lot of the koperasi's own, the earliest date first.
    pub lots: Vec<Lot>,
    /// What sold in each of the last twelve weeks, the oldest first.
    pub weekly: Vec<Quantity>,
    /// The box to open when the pieces ran out.
    pub open: Option<BoxOffer>,
    /// Why it may not be sold, when it is being recalled.
    pub blocked: Option<String>,
    /// Prices to come, the next first.
    pub coming: Vec<ComingPrice>,
    /// What one base unit costs by the average of what is for sale; zero for who may not see cost.
    pub average: Rupiah,
    /// What the price of one base unit leaves over its cost, hundredths of a percent of the price without PPN; none
    /// where cost or price is not known, or not to be seen.
    pub margin: Option<i64>,
}

/// How many weeks a card draws.
const WEEKS: usize = 12;
/// What expires within so many days expires soon.
const SOON: u64 = 30;

impl App {
    /// Products by name that fit a filter: at most `limit`.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn stock_list(&self, filter: &Filter, limit: usize) -> Result<Vec<ListRow>, Fault> {
        self.require(Right::Receive)?;
        let today = self.clock.now().date_naive();
        let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
        let mut rows = self.store.read(|connection| store::goods::list::list(connection, filter, soon, limit))?;
        if !self.sees_cost() {
            rows.iter_mut().for_each(|row| row.value = domain::Rupiah::ZERO);
        }
        Ok(rows)
    }

    /// The card of a product with its newest `movements`.
    ///
    /// # Errors
    /// [`super::StockRefusal::NoSuchProduct`], [`crate::Refusal::NeedsApproval`].
    pub fn product_card(&self, sku: &str, movements: usize) -> Result<Card, Fault> {
        self.require(Right::Receive)?;
        let product = self.product(sku)?;
        let open = self.box_to_open(sku)?;
        let now = self.clock.now().timestamp_millis();
        let mut card = self.store.read(|connection| -> Result<Card, Fault> {
            Ok(Card {
                holdings: store::goods::views::holdings(connection, sku)?,
                movements: store::goods::views::movements(connection, sku, movements)?,
                lots: store::goods::lots::of(connection, sku, "koperasi")?.0,
                weekly: store::goods::list::weekly(connection, sku, now, WEEKS)?,
                blocked: store::goods::lots::blocked(connection, sku, "")?,
                coming: store::goods::price::coming(connection, sku, now)?,
                average: store::stock::pool(connection, sku)?.worth(Quantity::ONE)?,
                margin: None,
                product,
                open,
            })
        })?;
        if !self.sees_cost() {
            card.holdings.iter_mut().for_each(|row| row.value = domain::Rupiah::ZERO);
            card.movements.iter_mut().for_each(|row| row.value = domain::Rupiah::ZERO);
            card.average = Rupiah::ZERO;
        }
        card.margin = self.margin_of(&card)?;
        Ok(card)
    }

    /// What the price leaves, without the PPN in it.
    fn margin_of(&self, card: &Card) -> Result<Option<i64>, Fault> {
        let Some(price) = card.product.packs.first().map(|pack| pack.price) else { return Ok(None) };
        let tax = if self.settings.taxable_entrepreneur {
            domain::tax::included(card.product.tax, self.clock.now().date_naive(), price)?
        } else {
            Rupiah::ZERO
        };
        let net = price.minus(tax)?;
        if net.get() <= 0 || card.average.is_zero() {
            return Ok(None);
        }
        Ok(Some(net.minus(card.average)?.ratio(10_000, net.get())?.get()))
    }

    fn sees_cost(&self) -> bool {
        self.actor.as_ref().is_some_and(|actor| self.settings.rights.allows(actor.role, Right::SeeCost))
    }
}
