//! Goods that move otherwise than by a sale: waste, own use, other shops, back to a supplier or consignor.

use chrono::NaiveDate;
use domain::catalogue::{Product, Unit};
use domain::fact::Fact;
use domain::goods::owner::seller;
use domain::goods::{GoodsMove, MoveError, MoveKind, MovedLine, Owner, Place, StockFact};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use store::{Connection, Device, Stamp, Tx};
use uuid::Uuid;

use super::receive::clean;
use super::{Shelf, StockRefusal};
use crate::staff::Approval;
use crate::trade::money::MoneyRefusal;
use crate::{App, Fault, Refusal};

/// One thing that moves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveItem {
    /// The code: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it.
    pub pack: Option<String>,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// Whose goods; whoever's would be sold when absent.
    pub owner: Option<Owner>,
    /// Use by, where the lot is known.
    pub expiry: Option<NaiveDate>,
    /// The lot, where it is known.
    pub lot: String,
}

/// Goods that move.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoveOrder {
    /// What.
    pub items: Vec<MoveItem>,
    /// Why, in a person's words.
    pub reason: String,
    /// The other side: a supplier, a shop; empty: none.
    pub party: String,
    /// The document it belongs to: a nota kredit; empty: none.
    pub reference: String,
    /// Where the goods stand; for sale when absent.
    pub from: Option<Place>,
}

/// Goods that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    /// What.
    pub moved: GoodsMove,
    /// Id of its record.
    pub record_id: Uuid,
}

/// A product with base units of it.
pub(crate) struct Asked {
    pub(crate) product: Product,
    pub(crate) quantity: Quantity,
    pub(crate) item: MoveItem,
}

impl App {
    /// Writes goods off (waste, expired) or sets them aside (damaged), with a reason. What is not there by the
    /// books is written off all the same: it happened.
    ///
    /// # Errors
    /// [`Refusal::NeedsReason`], [`StockRefusal::Move`], [`Refusal::NeedsApproval`], [`Refusal::UnknownCode`].
    pub fn write_off(&mut self, kind: MoveKind, order: &MoveOrder, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::Waste, approval)?;
        let to = match kind {
            MoveKind::Damaged => Some(Place::Damaged),
            MoveKind::Waste | MoveKind::Expired => None,
            _ => return Err(Fault::Defect(format!("{} bukan penghapusan", kind.word()))),
        };
        self.move_goods(kind, order, to)
    }

    /// Goods that the shop uses itself.
    ///
    /// # Errors
    /// As [`App::write_off`].
    pub fn use_goods(&mut self, order: &MoveOrder, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        self.move_goods(MoveKind::Use, order, None)
    }

    /// Sends goods back to a supplier: they owe for them until the nota kredit comes, or, when it is there
    /// already (`credited`), less is owed to them at once. Of a party of the trade with others the note is a document,
    /// so that its claims know of it.
    ///
    /// # Errors
    /// As [`App::write_off`]; [`MoveError::NoParty`] without a supplier, [`MoneyRefusal::CreditByDocument`].
    pub fn return_to_supplier(&mut self, order: &MoveOrder, credited: bool, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        if order.party.trim().is_empty() {
            return Err(MoveError::NoParty("pemasoknya").into());
        }
        if credited {
            let party = order.party.trim();
            if store::trade::parties::party(self.store.connection(), party)?.is_some() {
                return Err(MoneyRefusal::CreditByDocument { party: party.to_owned() }.into());
            }
            self.move_goods(MoveKind::Credited, order, None)
        } else {
            self.move_goods(MoveKind::SupplierReturn, order, Some(Place::Supplier))
        }
    }

    /// Gives unsold goods back to their consignor.
    ///
    /// # Errors
    /// As [`App::write_off`].
    pub fn hand_back(&mut self, owner: &Owner, order: &MoveOrder, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        let mut order = order.clone();
        order.party = owner.partner().to_owned();
        for item in &mut order.items {
            item.owner = Some(owner.clone());
        }
        if order.reason.trim().is_empty() {
            "tidak laku".clone_into(&mut order.reason);
        }
        self.move_goods(MoveKind::HandBack, &order, None)
    }

    fn move_goods(&mut self, kind: MoveKind, order: &MoveOrder, to: Option<Place>) -> Result<Moved, Fault> {
        let head = self.head(kind, order)?;
        let asked = self.asked(&order.items)?;
        let from = order.from.unwrap_or(Place::Shop);
        self.write_move(head, |connection, shelf| {
            let mut lines = Vec::with_capacity(asked.len());
            for asked in &asked {
                let owner = match &asked.item.owner {
                    Some(owner) => owner.clone(),
                    None => seller(shelf.owners(&asked.product.sku)?, asked.quantity),
                };
                if !owner.is_own() && matches!(kind, MoveKind::SupplierReturn | MoveKind::Credited | MoveKind::Use) {
                    return Err(MoveError::NotOwn(asked.product.name.clone()).into());
                }
                let mut line = leave(shelf, asked, &owner, from, to)?;
                // What is spoilt here is the shop's to answer for; what ran out of date is not.
                if kind == MoveKind::Waste && !owner.is_own() {
                    line.payable = owed_for(connection, &asked.product, &owner, asked.quantity)?;
                }
                lines.push(line);
            }
            Ok(lines)
        })
    }

    /// The document without its lines.
    pub(super) fn head(&self, kind: MoveKind, order: &MoveOrder) -> Result<GoodsMove, Fault> {
        let reason = clean(&order.reason, 120);
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        Ok(GoodsMove {
            business_date: self.posting_date()?,
            kind,
            reason,
            party: clean(&order.party, 40),
            reference: clean(&order.reference, 60),
            by: self.actor.as_ref().map_or_else(|| "sistem".to_owned(), |actor| actor.id.clone()),
            lines: Vec::new(),
        })
    }

    /// The products and quantities of an order.
    pub(super) fn asked(&self, items: &[MoveItem]) -> Result<Vec<Asked>, Fault> {
        if items.is_empty() {
            return Err(MoveError::Empty.into());
        }
        let mut asked = Vec::with_capacity(items.len());
        for item in items {
            let (product, pack) = self.pack_of(&item.code, item.pack.as_deref())?;
            let quantity = item.quantity.times(product.packs[pack].factor)?;
            let whole = product.unit == Unit::Kilogram || item.quantity.is_whole();
            if item.quantity.get() <= 0 || item.quantity > Quantity::LIMIT || !whole {
                return Err(MoveError::Quantity(product.name).into());
            }
            asked.push(Asked { product, quantity, item: item.clone() });
        }
        Ok(asked)
    }

    /// Writes the document with the lines that `work` makes from the stock inside the transaction.
    pub(super) fn write_move(
        &mut self,
        head: GoodsMove,
        work: impl FnOnce(&Connection, &mut Shelf<'_>) -> Result<Vec<MovedLine>, Fault>,
    ) -> Result<Moved, Fault> {
        let stamp = self.stamp();
        self.transact(|tx, device, _| append_move(tx, device, stamp, head, work))
    }
}

/// The document inside an open transaction.
pub(crate) fn append_move(
    tx: &Tx<'_>,
    device: &Device,
    stamp: Stamp,
    mut moved: GoodsMove,
    work: impl FnOnce(&Connection, &mut Shelf<'_>) -> Result<Vec<MovedLine>, Fault>,
) -> Result<Moved, Fault> {
    moved.lines = work(tx.connection(), &mut Shelf::new(tx.connection()))?;
    if moved.lines.is_empty() {
        return Err(MoveError::Empty.into());
    }
    tx.append(device, stamp, &Fact::Stock(StockFact::Moved(moved.clone())))?;
    Ok(Moved { moved, record_id: stamp.id })
}

/// Goods leave a place, and stand in another one or are gone.
pub(crate) fn leave(shelf: &mut Shelf<'_>, asked: &Asked, owner: &Owner, from: Place, to: Option<Place>) -> Result<MovedLine, Fault> {
    let (sku, quantity) = (&asked.product.sku, asked.quantity);
    let mut line = MovedLine {
        sku: sku.clone(),
        name: asked.product.name.clone(),
        owner: owner.clone(),
        from: Some(from),
        to,
        quantity,
        expiry: asked.item.expiry,
        lot: clean(&asked.item.lot, 40),
        ..MovedLine::default()
    };
    if owner.is_own() {
        let cost = shelf.pool(sku, from.word())?.issue(quantity)?;
        (line.value, line.cost_provisional) = (cost.amount, cost.provisional);
        if let Some(place) = to {
            line.variance = shelf.pool(sku, place.word())?.take_back(quantity, cost.amount)?;
        }
    }
    if from == Place::Shop {
        shelf.take_from(sku, owner, quantity)?;
    }
    Ok(line)
}

/// What is owed for goods of others that the shop lost: as if they had been sold at the price on the shelf.
pub(super) fn owed_for(connection: &Connection, product: &Product, owner: &Owner, quantity: Quantity) -> Result<Rupiah, Fault> {
    let terms = store::goods::consign::terms(connection, owner)?;
    let agreed = store::goods::consign::agreed(connection, &product.sku, &owner.word())?;
    let price = product.packs.first().map_or(Rupiah::ZERO, |pack| pack.price);
    Ok(terms.payable(quantity.at(price)?, quantity, agreed)?)
}

/// A product by its key.
pub(super) fn product(connection: &Connection, sku: &str) -> Result<Product, Fault> {
    store::catalogue::by_sku(connection, sku)?.ok_or_else(|| StockRefusal::NoSuchProduct(sku.to_owned()).into())
}
