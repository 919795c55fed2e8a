//! Every way in which goods move, behind one door: which right it wants, what it would lead to, and the deed.

use domain::goods::{MoveError, MoveKind, MovedLine, Owner, Place};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use store::Connection;

use super::boxes::convert;
use super::moves::{MoveItem, MoveOrder, Moved, leave_all};
use super::recall::would_go;
use super::transfer::send_all;
use super::{Recall, Shelf};
use crate::staff::Approval;
use crate::{App, Fault};

/// A way in which goods move.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Movement {
    /// Written off or set aside ([`App::write_off`]).
    WriteOff(MoveKind),
    /// Used by the shop ([`App::use_goods`]).
    Use,
    /// Back to a supplier ([`App::return_to_supplier`]).
    SupplierReturn {
        /// The nota kredit is there already.
        credited: bool,
    },
    /// Back to a consignor ([`App::hand_back`]).
    HandBack(Owner),
    /// To another shop ([`App::send_goods`]).
    Send,
    /// Boxes are opened ([`App::open_boxes`]).
    Open,
    /// Pieces are packed again ([`App::pack_boxes`]).
    Pack,
    /// Called back ([`App::recall`]).
    Recall(Recall),
}

impl Movement {
    /// The right that it wants.
    pub const fn right(&self) -> Right {
        match self {
            Self::WriteOff(_) => Right::Waste,
            _ => Right::MoveGoods,
        }
    }
}

/// What a line of a move would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovePreviewLine {
    /// The line. Who may not see cost gets values of zero.
    pub line: MovedLine,
    /// On hand where it leaves (or comes, when it comes from outside) before, base units, thousandths.
    pub before: Quantity,
    /// And after.
    pub after: Quantity,
}

/// What a move would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovePreview {
    /// Line by line.
    pub lines: Vec<MovePreviewLine>,
    /// What leaves, at cost, rupiah; none for those who may not see cost.
    pub value: Option<Rupiah>,
    /// What will be owed to the owners of goods that the shop lost, rupiah.
    pub payable: Rupiah,
}

impl App {
    /// What a move would lead to; nothing changes.
    ///
    /// # Errors
    /// Those of its deed, but not that a reason or the other side is missing.
    pub fn preview_move(&self, what: &Movement, order: &MoveOrder, approval: Option<&Approval>) -> Result<MovePreview, Fault> {
        self.hold_right(what.right(), approval)?;
        let from = order.from.unwrap_or(Place::Shop);
        let costs = self.actor.as_ref().is_some_and(|actor| self.settings.rights.allows(actor.role, Right::SeeCost));
        let lines = match what {
            Movement::Open | Movement::Pack => {
                let mut pairs = Vec::with_capacity(order.items.len());
                for item in &order.items {
                    pairs.push(self.box_and_pieces(item)?);
                }
                let open = *what == Movement::Open;
                self.planned(|_, shelf| {
                    let mut lines = Vec::new();
                    for (of_box, of_pieces) in &pairs {
                        lines.extend(convert(shelf, of_box, of_pieces, open)?);
                    }
                    Ok(lines)
                })?
            }
            Movement::Recall(what) => self.planned(|connection, shelf| would_go(connection, shelf, what))?,
            Movement::Send => {
                let asked = self.asked(&order.items)?;
                self.planned(|_, shelf| send_all(shelf, &asked))?
            }
            Movement::WriteOff(_) | Movement::Use | Movement::SupplierReturn { .. } | Movement::HandBack(_) => {
                let (kind, to, owner) = match what {
                    Movement::WriteOff(kind) => (*kind, (*kind == MoveKind::Damaged).then_some(Place::Damaged), None),
                    Movement::SupplierReturn { credited: false } => (MoveKind::SupplierReturn, Some(Place::Supplier), None),
                    Movement::SupplierReturn { credited: true } => (MoveKind::Credited, None, None),
                    Movement::HandBack(owner) => (MoveKind::HandBack, None, Some(owner)),
                    _ => (MoveKind::Use, None, None),
                };
                let owned = |item: &MoveItem| MoveItem { owner: owner.cloned().or_else(|| item.owner.clone()), ..item.clone() };
                let items: Vec<MoveItem> = order.items.iter().map(owned).collect();
                let asked = self.asked(&items)?;
                self.planned(|connection, shelf| leave_all(connection, shelf, kind, &asked, from, to))?
            }
        };
        let sum =
            |of: fn(&MovedLine) -> Rupiah| Rupiah::sum(lines.iter().map(|found| &found.line).filter(|line| line.from.is_some()).map(of));
        let (value, payable) = (sum(|line| line.value)?, sum(|line| line.payable)?);
        let mut lines = lines;
        if !costs {
            lines.iter_mut().for_each(|found| found.line.value = Rupiah::ZERO);
        }
        Ok(MovePreview { lines, value: costs.then_some(value), payable })
    }

    /// The lines that a move would have, with what is on hand before and after each.
    fn planned(
        &self,
        work: impl FnOnce(&Connection, &mut Shelf<'_>) -> Result<Vec<MovedLine>, Fault>,
    ) -> Result<Vec<MovePreviewLine>, Fault> {
        self.store.read(|connection| {
            let moved = work(connection, &mut Shelf::new(connection))?;
            let mut lines: Vec<MovePreviewLine> = Vec::with_capacity(moved.len());
            for line in moved {
                let (place, sign) = match (line.from, line.to) {
                    (Some(from), _) => (from, -1),
                    (None, to) => (to.unwrap_or(Place::Shop), 1),
                };
                let same = |found: &&MovePreviewLine| {
                    (&found.line.sku, &found.line.owner, found.line.from.or(found.line.to)) == (&line.sku, &line.owner, Some(place))
                };
                let before = match lines.iter().rev().find(same) {
                    Some(earlier) => earlier.after,
                    None => {
                        let held = store::goods::views::holdings(connection, &line.sku)?;
                        let found = held.into_iter().find(|held| held.owner == line.owner.word() && held.place == place.word());
                        found.map_or(Quantity::ZERO, |held| held.quantity)
                    }
                };
                let after = before.plus(Quantity::new(sign * line.quantity.get()))?;
                lines.push(MovePreviewLine { line, before, after });
            }
            Ok(lines)
        })
    }

    /// Does it. A recall of goods that are not here blocks them all the same: then nothing moved.
    ///
    /// # Errors
    /// Those of the deed.
    pub fn move_by(&mut self, what: &Movement, order: &MoveOrder, approval: Option<&Approval>) -> Result<Option<Moved>, Fault> {
        match what {
            Movement::WriteOff(kind) => self.write_off(*kind, order, approval).map(Some),
            Movement::Use => self.use_goods(order, approval).map(Some),
            Movement::SupplierReturn { credited } => self.return_to_supplier(order, *credited, approval).map(Some),
            Movement::HandBack(owner) => self.hand_back(owner, order, approval).map(Some),
            Movement::Send => self.send_goods(order, approval).map(Some),
            Movement::Recall(what) => self.recall(what, &order.reason, &order.party, approval),
            Movement::Open | Movement::Pack => {
                // One kind of box at a time: each opening is a document of its own.
                let [item] = order.items.as_slice() else { return Err(MoveError::OneBox.into()) };
                let open = *what == Movement::Open;
                let code = self.pack_of(&item.code, item.pack.as_deref())?.0.sku;
                let done =
                    if open { self.open_boxes(&code, item.quantity, approval) } else { self.pack_boxes(&code, item.quantity, approval) };
                done.map(Some)
            }
        }
    }
}
