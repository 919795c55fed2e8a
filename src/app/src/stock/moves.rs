//! Goods that move otherwise than by a sale: waste, own use, other shops, back to a supplier or consignor.

use chrono::NaiveDate;
use domain::catalogue::{Product, Unit};
use domain::fact::Fact;
use domain::goods::owner::seller;
use domain::goods::{GoodsMove, MoveError, MoveKind, MovedLine, Owner, Place, StockFact};
use domain::paper::{Sheet, move_slip};
use domain::receipt::ShopIdentity;
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use store::{Connection, Device, Stamp, Tx};
use uuid::Uuid;

use super::receive::clean;
use super::{Shelf, StockRefusal};
use crate::printing::enqueue_paper;
use crate::staff::Approval;
use crate::trade::money::MoneyRefusal;
use crate::{App, Fault, Refusal, Settings};

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
    /// The print job of the slip, where one goes with the goods and a printer is set.
    pub job: Option<String>,
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
    /// As [`App::write_off`]; [`MoveError::NoParty`] without a supplier, [`MoneyRefusal::CreditByDocument`],
    /// [`StockRefusal::CreditedTwice`].
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
            let note = order.reference.trim();
            if store::goods::receipt::credited(self.store.connection(), party, note)? {
                return Err(StockRefusal::CreditedTwice { note: note.to_owned(), supplier: party.to_owned() }.into());
            }
            self.move_goods(MoveKind::Credited, order, None)
        } else {
            self.move_goods(MoveKind::SupplierReturn, order, Some(Place::Supplier))
        }
    }

    /// Gives unsold goods back to their consignor.
    ///
    /// # Errors
    /// As [`App::write_off`]; [`MoveError::NotThere`] for more than is theirs.
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
        self.write_move(head, |connection, shelf| leave_all(connection, shelf, kind, &asked, from, to))
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

    /// Writes the document with the lines that `work` makes from the stock inside the transaction, and its slip.
    pub(super) fn write_move(
        &mut self,
        head: GoodsMove,
        work: impl FnOnce(&Connection, &mut Shelf<'_>) -> Result<Vec<MovedLine>, Fault>,
    ) -> Result<Moved, Fault> {
        let (stamp, by, shop) = (self.stamp(), self.actor_name(), self.settings.shop.clone());
        self.transact(|tx, device, settings| append_move(tx, device, settings, &Slip { by: &by, shop: &shop }, stamp, head, work))
    }

    /// The name of who acts.
    pub(crate) fn actor_name(&self) -> String {
        self.actor.as_ref().map_or_else(|| "sistem".to_owned(), |actor| actor.name.clone())
    }
}

/// Who stands on the slip.
pub(crate) struct Slip<'a> {
    pub(crate) by: &'a str,
    pub(crate) shop: &'a ShopIdentity,
}

/// The document inside an open transaction, and the slip that goes with the goods.
pub(crate) fn append_move(
    tx: &Tx<'_>,
    device: &Device,
    settings: &Settings,
    slip: &Slip<'_>,
    stamp: Stamp,
    mut moved: GoodsMove,
    work: impl FnOnce(&Connection, &mut Shelf<'_>) -> Result<Vec<MovedLine>, Fault>,
) -> Result<Moved, Fault> {
    moved.lines = work(tx.connection(), &mut Shelf::new(tx.connection()))?;
    if moved.lines.is_empty() {
        return Err(MoveError::Empty.into());
    }
    tx.append(device, stamp, &Fact::Stock(StockFact::Moved(moved.clone())))?;
    let called = store::goods::consign::partner(tx.connection(), &moved.party)?.map(|partner| partner.name).unwrap_or_default();
    let sheet = Sheet { shop: slip.shop, at: stamp.at, by: slip.by, other: &called, columns: settings.profile.columns, copy: false };
    let job = match move_slip(&moved, &sheet) {
        Some(pieces) => enqueue_paper(tx, settings, "barang keluar", pieces, false, stamp)?,
        None => None,
    };
    Ok(Moved { moved, record_id: stamp.id, job })
}

/// Goods of an order leave a place, each line after the other.
pub(super) fn leave_all(
    connection: &Connection,
    shelf: &mut Shelf<'_>,
    kind: MoveKind,
    asked: &[Asked],
    from: Place,
    to: Option<Place>,
) -> Result<Vec<MovedLine>, Fault> {
    let mut lines = Vec::with_capacity(asked.len());
    for asked in asked {
        let owner = match &asked.item.owner {
            Some(owner) => owner.clone(),
            None => seller(shelf.owners(&asked.product.sku)?, asked.quantity),
        };
        if !owner.is_own() && matches!(kind, MoveKind::SupplierReturn | MoveKind::Credited | MoveKind::Use) {
            return Err(MoveError::NotOwn(asked.product.name.clone()).into());
        }
        if kind == MoveKind::HandBack && from == Place::Shop {
            let theirs = shelf.owners(&asked.product.sku)?.iter().find(|(known, _)| *known == owner);
            let there = theirs.map_or(Quantity::ZERO, |(_, there)| *there);
            if there < asked.quantity {
                return Err(MoveError::NotThere { name: asked.product.name.clone(), there }.into());
            }
        }
        let mut line = leave(shelf, asked, &owner, from, to)?;
        // What is spoilt here is the shop's to answer for; what ran out of date is not.
        if kind == MoveKind::Waste && !owner.is_own() {
            line.payable = owed_for(connection, &asked.product, &owner, asked.quantity)?;
        }
        lines.push(line);
    }
    Ok(lines)
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
