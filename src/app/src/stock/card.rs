//! Looking at the stock: the list while somebody types, and the card of a product.

use domain::Quantity;
use domain::catalogue::Product;
use domain::goods::lots::Lot;
use domain::staff::Right;
use store::goods::list::{Filter, ListRow};
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
}

/// How many weeks a card draws.
const WEEKS: usize = 12;

impl App {
    /// Products by name that fit a filter: at most `limit`.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn stock_list(&self, filter: &Filter, limit: usize) -> Result<Vec<ListRow>, Fault> {
        let mut rows = self.store.read(|connection| store::goods::list::list(connection, filter, limit))?;
        if !self.sees_cost() {
            rows.iter_mut().for_each(|row| row.value = domain::Rupiah::ZERO);
        }
        Ok(rows)
    }

    /// The card of a product with its newest `movements`.
    ///
    /// # Errors
    /// [`super::StockRefusal::NoSuchProduct`].
    pub fn product_card(&self, sku: &str, movements: usize) -> Result<Card, Fault> {
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
                product,
                open,
            })
        })?;
        if !self.sees_cost() {
            card.holdings.iter_mut().for_each(|row| row.value = domain::Rupiah::ZERO);
            card.movements.iter_mut().for_each(|row| row.value = domain::Rupiah::ZERO);
        }
        Ok(card)
    }

    fn sees_cost(&self) -> bool {
        self.actor.as_ref().is_some_and(|actor| self.settings.rights.allows(actor.role, Right::SeeCost))
    }
}
