//! Tarik barang: everything of a product, a lot or an owner is found, blocked and returned in one deed.

use chrono::NaiveDate;
use domain::fact::Fact;
use domain::goods::{MoveKind, MovedLine, Owner, Place, StockFact};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use store::Connection;
use store::goods::lots::BlockRow;
use uuid::Uuid;

use super::moves::{Asked, MoveItem, MoveOrder, Moved, Slip, append_move, leave, product};
use super::receive::clean;
use super::{Shelf, StockRefusal};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What is called back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recall {
    /// A product, or one lot of it.
    Product {
        /// The product's key.
        sku: String,
        /// The lot; none: all.
        lot: Option<String>,
    },
    /// Everything that an owner left here (`domain.md` 6.2: the Pucangan case).
    Owner(Owner),
}

/// Something that is called back: where it stands.
struct Found {
    sku: String,
    owner: Owner,
    place: Place,
    quantity: Quantity,
    expiry: Option<NaiveDate>,
    lot: String,
}

impl App {
    /// Calls goods back: blocks the product or lot, and moves all of it out of the shop: own goods go on the way
    /// back to the supplier, who owes for them; goods of others go back to their owner.
    ///
    /// # Errors
    /// [`StockRefusal::NothingToRecall`], [`Refusal::NeedsReason`], [`Refusal::NeedsApproval`]. A product that is
    /// not here is blocked all the same, so that it is not received later: then no move comes back.
    pub fn recall(&mut self, what: &Recall, reason: &str, party: &str, approval: Option<&Approval>) -> Result<Option<Moved>, Fault> {
        let actor = self.hold_right(Right::MoveGoods, approval)?;
        let party = match what {
            Recall::Owner(owner) => owner.partner().to_owned(),
            Recall::Product { .. } => party.to_owned(),
        };
        let head = self.head(MoveKind::Recall, &MoveOrder { reason: reason.to_owned(), party, ..MoveOrder::default() })?;
        let (stamp, second) = (self.stamp(), Uuid::now_v7());
        let (by, shop) = (self.actor_name(), self.settings.shop.clone());
        self.transact(|tx, device, settings| {
            let connection = tx.connection();
            let found = find(connection, what)?;
            if let Recall::Product { sku, lot } = what {
                product(connection, sku)?;
                let lot = clean(lot.as_deref().unwrap_or_default(), 40);
                let blocked =
                    StockFact::LotsBlocked { sku: sku.clone(), lot, blocked: true, reason: head.reason.clone(), by: actor.id.clone() };
                tx.append(device, store::Stamp { id: second, at: stamp.at }, &Fact::Stock(blocked))?;
                if found.is_empty() {
                    return Ok(None);
                }
            }
            if found.is_empty() {
                return Err(StockRefusal::NothingToRecall(head.party.clone()).into());
            }
            let work = |connection: &Connection, shelf: &mut Shelf<'_>| all_out(connection, shelf, &found);
            append_move(tx, device, settings, &Slip { by: &by, shop: &shop }, stamp, head, work).map(Some)
        })
    }

    /// Goods that are held back now, by name.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn held_back(&self) -> Result<Vec<BlockRow>, Fault> {
        Ok(store::goods::lots::all_blocked(self.store.connection())?)
    }

    /// Gives a product or a lot free again after a recall.
    ///
    /// # Errors
    /// [`Refusal::NeedsReason`], [`Refusal::NeedsApproval`], [`StockRefusal::NoSuchProduct`].
    pub fn release(&mut self, sku: &str, lot: Option<&str>, reason: &str, approval: Option<&Approval>) -> Result<(), Fault> {
        let actor = self.hold_right(Right::MoveGoods, approval)?;
        let reason = clean(reason, 120);
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        product(self.store.connection(), sku)?;
        let lot = clean(lot.unwrap_or_default(), 40);
        self.record(&Fact::Stock(StockFact::LotsBlocked { sku: sku.to_owned(), lot, blocked: false, reason, by: actor.id }))
    }
}

fn all_out(connection: &Connection, shelf: &mut Shelf<'_>, found: &[Found]) -> Result<Vec<MovedLine>, Fault> {
    found.iter().map(|found| out(connection, shelf, found)).collect()
}

/// What would be called back, as it stands now.
pub(super) fn would_go(connection: &Connection, shelf: &mut Shelf<'_>, what: &Recall) -> Result<Vec<MovedLine>, Fault> {
    all_out(connection, shelf, &find(connection, what)?)
}

fn out(connection: &Connection, shelf: &mut Shelf<'_>, found: &Found) -> Result<MovedLine, Fault> {
    let item = MoveItem { expiry: found.expiry, lot: found.lot.clone(), ..MoveItem::default() };
    let asked = Asked { product: product(connection, &found.sku)?, quantity: found.quantity, item };
    let to = found.owner.is_own().then_some(Place::Supplier);
    leave(shelf, &asked, &found.owner, found.place, to)
}

/// Where the goods stand, with their lots where they are known.
fn find(connection: &Connection, what: &Recall) -> Result<Vec<Found>, Fault> {
    let mut found = Vec::new();
    match what {
        Recall::Product { sku, lot } => {
            for held in store::goods::views::holdings(connection, sku)? {
                collect(connection, &held, lot.as_deref(), &mut found)?;
            }
        }
        Recall::Owner(owner) => {
            for held in store::goods::views::held_by(connection, &owner.word())? {
                collect(connection, &held, None, &mut found)?;
            }
        }
    }
    Ok(found)
}

fn collect(
    connection: &Connection,
    held: &store::goods::views::HoldingRow,
    lot: Option<&str>,
    found: &mut Vec<Found>,
) -> Result<(), Fault> {
    let (Some(owner), Some(place)) = (Owner::parse(&held.owner), Place::parse(&held.place)) else { return Ok(()) };
    if held.quantity.get() <= 0 || !matches!(place, Place::Shop | Place::Damaged) {
        return Ok(());
    }
    let line =
        |quantity, expiry, lot: &str| Found { sku: held.sku.clone(), owner: owner.clone(), place, quantity, expiry, lot: lot.to_owned() };
    if place == Place::Damaged {
        // Nobody knows which lot the damaged goods are of: they stay when only a lot is called back.
        if lot.is_none() {
            found.push(line(held.quantity, None, ""));
        }
        return Ok(());
    }
    let (lots, unknown) = store::goods::lots::of(connection, &held.sku, &held.owner)?;
    for known in lots.iter().filter(|known| lot.is_none_or(|lot| lot == known.lot)) {
        found.push(line(known.quantity, known.expiry, &known.lot));
    }
    if lot.is_none() && unknown.get() > 0 {
        found.push(line(unknown, None, ""));
    }
    Ok(())
}

/// What a recall moved: pieces and rupiah, for the answer.
pub fn sums(moved: &Moved) -> (Quantity, Rupiah) {
    let quantity = moved.moved.lines.iter().map(|line| line.quantity.get()).sum();
    let value = moved.moved.lines.iter().map(|line| line.value.get()).sum();
    (Quantity::new(quantity), Rupiah::new(value))
}
