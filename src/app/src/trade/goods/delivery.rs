//! Deliveries of others: what is on its way, and what was received of it.

use chrono::NaiveDate;
use domain::Quantity;
use domain::trade::Direction;
use record::document::{Content, Document, Goods};
use store::trade::documents;
use uuid::Uuid;

use super::history::read;
use crate::{App, Fault};

/// A line of a delivery. Who counts does not see the quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryLine {
    /// The order's line; 0: nobody ordered it.
    pub line: u32,
    /// The goods.
    pub goods: Goods,
    /// Packs by the surat jalan, thousandths.
    pub noted: Quantity,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot.
    pub lot: String,
}

/// A delivery of another party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Id of the surat jalan.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The seller's key.
    pub party: String,
    /// Number of the order; empty: none.
    pub order: String,
    /// Its date.
    pub date: NaiveDate,
    /// Number of the vehicle.
    pub vehicle: String,
    /// Who drives.
    pub driver: String,
    /// When it was received; none: it is expected.
    pub received: Option<NaiveDate>,
    /// The lines.
    pub lines: Vec<DeliveryLine>,
}

impl App {
    /// What the shop signed about a delivery, or about an order whose goods came without a surat jalan; none: not yet.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn signed_advice(&self, id: Uuid) -> Result<Option<Document>, Fault> {
        let answers = documents::answers(self.store.connection(), &id.to_string())?;
        let ours = answers.iter().rfind(|row| row.direction == Direction::Issued && row.document.kind == "receipt-advice");
        ours.map(read).transpose()
    }

    /// Deliveries of others, the newest first; with those that were received when `all`.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn deliveries(&self, all: bool) -> Result<Vec<Delivery>, Fault> {
        let connection = self.store.connection();
        let mut deliveries = Vec::new();
        for row in documents::of_party(connection, "", "despatch")? {
            if row.direction != Direction::Taken {
                continue;
            }
            let received = store::goods::receipt::by_note(connection, &row.party, &row.document.number)?.map(|receipt| receipt.date);
            if received.is_some() && !all {
                continue;
            }
            let document = read(&row)?;
            let Content::Despatch(despatch) = document.content else { continue };
            let order = documents::document(connection, &row.document.refers)?;
            let line = |line: record::document::DespatchLine| DeliveryLine {
                line: line.line,
                goods: line.goods,
                noted: Quantity::new(line.quantity),
                expiry: line.expiry,
                lot: line.lot,
            };
            deliveries.push(Delivery {
                id: document.id,
                number: document.number,
                party: row.party,
                order: order.map(|order| order.document.number).unwrap_or_default(),
                date: document.date,
                vehicle: despatch.vehicle,
                driver: despatch.driver,
                received,
                lines: despatch.lines.into_iter().map(line).collect(),
            });
        }
        deliveries.reverse();
        Ok(deliveries)
    }
}
