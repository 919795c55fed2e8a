//! Goods between the shops of one koperasi: on the way until the other shop says that they arrived. Each shop
//! has books of its own; a file goes with the goods and tells what they are worth.

use chrono::NaiveDate;
use domain::catalogue::Unit;
use domain::goods::{GoodsMove, MoveError, MoveKind, MovedLine, Owner, Place};
use domain::staff::Right;
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::boxes::come;
use super::moves::{Asked, MoveOrder, Moved, leave, product};
use super::{Shelf, StockRefusal};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What another shop sent, as its file says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipment {
    /// The shop that it comes from.
    pub from: String,
    /// The shop that it is for.
    pub to: String,
    /// When it was sent.
    pub date: NaiveDate,
    /// What: names and base units.
    pub lines: Vec<(String, Quantity)>,
    /// It was taken in already.
    pub taken: bool,
    /// This shop sent it.
    pub own: bool,
}

/// What goes with goods that are sent to another shop.
#[derive(Serialize, Deserialize)]
struct ShipmentV1 {
    sokoguru: String,
    record: Uuid,
    from: String,
    to: String,
    date: NaiveDate,
    lines: Vec<ShipmentLineV1>,
}

#[derive(Serialize, Deserialize)]
struct ShipmentLineV1 {
    sku: String,
    name: String,
    quantity_milli: i64,
    value: i64,
}

/// Marks the file.
const SHIPMENT: &str = "kiriman-1";

impl App {
    /// Sends the koperasi's own goods to another shop: on the way from now on.
    ///
    /// # Errors
    /// [`MoveError::NoParty`], [`MoveError::NotThere`], [`MoveError::NotOwn`], [`Refusal::NeedsApproval`].
    pub fn send_goods(&mut self, order: &MoveOrder, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        if order.party.trim().is_empty() {
            return Err(MoveError::NoParty("toko tujuannya").into());
        }
        let mut order = order.clone();
        if order.reason.trim().is_empty() {
            order.reason = format!("kirim ke {}", order.party.trim());
        }
        let head = self.head(MoveKind::Send, &order)?;
        let asked = self.asked(&order.items)?;
        self.write_move(head, |_, shelf| send_all(shelf, &asked))
    }

    /// What was sent and did not arrive yet, the newest first, with the ids of the records.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn on_the_way(&self) -> Result<Vec<(GoodsMove, Uuid)>, Fault> {
        self.store.read(|connection| {
            let mut sent = store::goods::receipt::moves_of(connection, MoveKind::Send.word())?;
            let mut arrived = Vec::with_capacity(sent.len());
            for (_, id) in &sent {
                arrived.push(store::goods::receipt::refers(connection, MoveKind::Arrived.word(), &id.to_string())?);
            }
            let mut arrived = arrived.into_iter();
            sent.retain(|_| !arrived.next().unwrap_or(false));
            Ok(sent)
        })
    }

    /// What a file of another shop brings; nothing changes.
    ///
    /// # Errors
    /// [`Refusal::File`].
    pub fn read_shipment(&self, bytes: &[u8]) -> Result<Shipment, Fault> {
        let read = shipment(bytes)?;
        let taken = store::goods::receipt::refers(self.store.connection(), MoveKind::FromShop.word(), &read.record.to_string())?;
        let lines = read.lines.iter().map(|line| (line.name.clone(), Quantity::new(line.quantity_milli))).collect();
        let own = store::goods::receipt::moved(self.store.connection(), read.record)?.is_some_and(|moved| moved.kind == MoveKind::Send);
        Ok(Shipment { from: read.from, to: read.to, date: read.date, lines, taken, own })
    }

    /// The file that goes with goods that were sent.
    ///
    /// # Errors
    /// [`MoveError::NotOnTheWay`].
    pub fn shipment_file(&self, record: Uuid) -> Result<Vec<u8>, Fault> {
        let unknown = || MoveError::NotOnTheWay(record.to_string());
        let sent = store::goods::receipt::moved(self.store.connection(), record)?.filter(|moved| moved.kind == MoveKind::Send);
        let sent = sent.ok_or_else(unknown)?;
        let line = |line: &MovedLine| ShipmentLineV1 {
            sku: line.sku.clone(),
            name: line.name.clone(),
            quantity_milli: line.quantity.get(),
            value: line.value.get(),
        };
        let shipment = ShipmentV1 {
            sokoguru: SHIPMENT.to_owned(),
            record,
            from: self.settings.shop.name.clone(),
            to: sent.party.clone(),
            date: sent.business_date,
            lines: sent.lines.iter().map(line).collect(),
        };
        serde_json::to_vec_pretty(&shipment).map_err(|error| Fault::Defect(error.to_string()))
    }

    /// The other shop says that what was sent has arrived: no longer on the way.
    ///
    /// # Errors
    /// [`MoveError::NotOnTheWay`] when it is not, or was said already.
    pub fn confirm_arrival(&mut self, record: Uuid, approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        let reference = record.to_string();
        let unknown = || MoveError::NotOnTheWay(reference.clone());
        let sent = store::goods::receipt::moved(self.store.connection(), record)?.filter(|moved| moved.kind == MoveKind::Send);
        let sent = sent.ok_or_else(unknown)?;
        let order = MoveOrder {
            reason: format!("sampai di {}", sent.party),
            party: sent.party.clone(),
            reference: reference.clone(),
            ..MoveOrder::default()
        };
        let head = self.head(MoveKind::Arrived, &order)?;
        self.write_move(head, |connection, shelf| {
            if store::goods::receipt::refers(connection, MoveKind::Arrived.word(), &reference)? {
                return Err(unknown().into());
            }
            let mut lines = Vec::with_capacity(sent.lines.len());
            for line in &sent.lines {
                let cost = shelf.pool(&line.sku, Place::Transit.word())?.issue(line.quantity)?;
                lines.push(MovedLine { from: Some(Place::Transit), to: None, value: cost.amount, variance: Rupiah::ZERO, ..line.clone() });
            }
            Ok(lines)
        })
    }

    /// Takes in goods that another shop of the koperasi sent, from its file; the same file twice is recognised.
    ///
    /// # Errors
    /// [`Refusal::File`], [`StockRefusal::AlreadyReceived`], [`StockRefusal::NoSuchProduct`],
    /// [`Refusal::NeedsApproval`].
    pub fn take_shipment(&mut self, bytes: &[u8], approval: Option<&Approval>) -> Result<Moved, Fault> {
        self.hold_right(Right::MoveGoods, approval)?;
        let shipment = shipment(bytes)?;
        let reference = shipment.record.to_string();
        if store::goods::receipt::moved(self.store.connection(), shipment.record)?.is_some_and(|moved| moved.kind == MoveKind::Send) {
            let text = format!("kiriman ini dari toko ini sendiri; berikan berkasnya kepada {}", shipment.to);
            return Err(Refusal::File(text).into());
        }
        let order = MoveOrder {
            reason: format!("kiriman {} dari {}", shipment.date, shipment.from),
            party: shipment.from.clone(),
            reference: reference.clone(),
            ..MoveOrder::default()
        };
        let head = self.head(MoveKind::FromShop, &order)?;
        self.write_move(head, |connection, shelf| {
            if store::goods::receipt::refers(connection, MoveKind::FromShop.word(), &reference)? {
                return Err(StockRefusal::AlreadyReceived {
                    note: reference.clone(),
                    supplier: shipment.from.clone(),
                    date: shipment.date,
                }
                .into());
            }
            let mut lines = Vec::with_capacity(shipment.lines.len());
            for line in &shipment.lines {
                let product = product(connection, &line.sku)?;
                if product.unit == Unit::Piece && line.quantity_milli % Quantity::ONE.get() != 0 {
                    return Err(not_a_shipment().into());
                }
                lines.push(come(shelf, &product, Quantity::new(line.quantity_milli), Rupiah::new(line.value))?);
            }
            Ok(lines)
        })
    }
}

fn not_a_shipment() -> Refusal {
    Refusal::File("berkas ini bukan kiriman dari toko lain; minta berkas kirimannya".to_owned())
}

fn shipment(bytes: &[u8]) -> Result<ShipmentV1, Fault> {
    let read: ShipmentV1 = serde_json::from_slice(bytes).map_err(|_| not_a_shipment())?;
    let (most, dearest) = (Quantity::LIMIT.get(), Rupiah::LIMIT.get());
    let sane = read.lines.iter().all(|line| (1..=most).contains(&line.quantity_milli) && (0..=dearest).contains(&line.value));
    if read.sokoguru != SHIPMENT || !sane || read.lines.is_empty() {
        return Err(not_a_shipment().into());
    }
    Ok(read)
}

/// The koperasi's own goods leave for another shop; they must be there.
pub(super) fn send_all(shelf: &mut Shelf<'_>, asked: &[Asked]) -> Result<Vec<MovedLine>, Fault> {
    let mut lines = Vec::with_capacity(asked.len());
    for asked in asked {
        if asked.item.owner.as_ref().is_some_and(|owner| !owner.is_own()) {
            return Err(MoveError::NotOwn(asked.product.name.clone()).into());
        }
        let there = shelf.pool(&asked.product.sku, Place::Shop.word())?.quantity;
        if there < asked.quantity {
            return Err(MoveError::NotThere { name: asked.product.name.clone(), there }.into());
        }
        lines.push(leave(shelf, asked, &Owner::Koperasi, Place::Shop, Some(Place::Transit))?);
    }
    Ok(lines)
}
