//! The receipt advice: what came of a delivery, signed by who received it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::Quantity;
use domain::catalogue::Product;
use domain::goods::{Receipt, ReceiptLine};
use domain::staff::Right;
use record::document::{Content, Document, Goods, ReceiptAdvice, ReceiptAdviceLine};
use store::trade::documents;
use store::{Connection, Device, Stamp, Tx};
use uuid::Uuid;

use super::history::{Story, read};
use super::meaning::{Finder, Meaning};
use super::receive::Door;
use super::refusal::GoodsRefusal;
use super::sell::gtin;
use crate::staff::Approval;
use crate::trade::Own;
use crate::trade::issue::{Draft, issue};
use crate::{App, Fault};

/// Why goods are not as noted, by line of the order and product.
pub(super) type Reasons = BTreeMap<(u32, String), String>;

impl App {
    /// Issues the receipt advices of deliveries that were received at other tills. Again issues nothing twice.
    ///
    /// # Errors
    /// [`crate::trade::TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn issue_advices(&mut self, approval: Option<&Approval>) -> Result<Vec<Document>, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let mut issued = Vec::new();
        for pos in store::goods::receipt::with_order(self.store.connection())? {
            let Some((receipt, record)) = store::goods::receipt::at(self.store.connection(), pos)? else { continue };
            let id = advice_id(record);
            if documents::document(self.store.connection(), &id.to_string())?.is_some() {
                continue;
            }
            let orders = documents::numbered(self.store.connection(), &own.legal_id, "order", &receipt.order)?;
            let Some(row) = orders.into_iter().find(|row| row.party == receipt.supplier) else { continue };
            let Some(story) = Story::of(self.store.connection(), row)? else { continue };
            let door = self.door_of(story, &receipt.note)?;
            let (date, at) = (self.posting_date()?, self.now());
            let by = actor.id.clone();
            issued.push(self.transact(|tx, device, _| {
                let draft = advice(tx.connection(), &door, &receipt, &Reasons::new(), date, &by)?;
                sign(tx, device, &own, draft, Stamp { id, at })
            })?);
        }
        Ok(issued)
    }
}

/// The id of the receipt advice of a delivery: the delivery's own with its last bit turned, so that whichever till signs
/// it, it is signed once.
pub(super) fn advice_id(receipt: Uuid) -> Uuid {
    let mut bytes = *receipt.as_bytes();
    bytes[15] ^= 1;
    Uuid::from_bytes(bytes)
}

/// Issues an advice, unless it was.
pub(super) fn sign(tx: &Tx<'_>, device: &Device, own: &Own, draft: Draft, stamp: Stamp) -> Result<Document, Fault> {
    match documents::document(tx.connection(), &stamp.id.to_string())? {
        Some(known) => read(&known),
        None => issue(tx, device, own, draft, stamp),
    }
}

/// The receipt advice of a delivery: what was noted, what came good and damaged, line by line of the order.
pub(super) fn advice(
    connection: &Connection,
    door: &Door,
    receipt: &Receipt,
    reasons: &Reasons,
    date: NaiveDate,
    by: &str,
) -> Result<Draft, Fault> {
    let mut sums: BTreeMap<(u32, String), [Quantity; 3]> = BTreeMap::new();
    for line in &receipt.lines {
        let sum = sums.entry((line_of(&door.story, line), line.sku.clone())).or_default();
        let parts = [line.quantity.times(line.factor)?, line.good()?, line.broken()?];
        for (sum, part) in sum.iter_mut().zip(parts) {
            *sum = sum.plus(part)?;
        }
    }
    let sent = door.despatch.as_ref().map(|(_, despatch)| despatch.lines.as_slice()).unwrap_or_default();
    let mut lines = Vec::with_capacity(sums.len());
    for ((line, sku), [quantity, good, damaged]) in sums {
        let product = store::catalogue::by_sku(connection, &sku)?.ok_or_else(|| Fault::Defect(format!("barang {sku}")))?;
        let mut noted = quantity;
        if door.despatch.is_some() {
            noted = Quantity::ZERO;
            for sent in sent.iter().filter(|sent| line > 0 && sent.line == line) {
                noted = noted.plus(Quantity::new(sent.quantity).times(sent.goods.factor)?)?;
            }
        }
        if door.despatch.is_some() && line == 0 {
            let finder = Finder::new(connection, &door.party.code)?;
            for sent in sent.iter().filter(|sent| sent.line == 0) {
                if matches!(finder.find(&sent.goods)?, Meaning::Pack { product, .. } if product.sku == sku) {
                    noted = noted.plus(Quantity::new(sent.quantity).times(sent.goods.factor)?)?;
                }
            }
        }
        let ordered = door.story.order.lines.iter().find(|ordered| ordered.line == line).map(|ordered| &ordered.goods);
        let gtin = gtin(connection, &sku, 0)?;
        let goods = in_whole_packs(ordered, &product, gtin, [noted, good, damaged]);
        let packs = |base: Quantity| base.get() / goods.factor;
        let said = reasons.get(&(line, sku.clone())).cloned();
        let reason = said.unwrap_or_else(|| why(noted, good, damaged, line));
        lines.push(ReceiptAdviceLine { line, noted: packs(noted), good: packs(good), damaged: packs(damaged), goods, reason });
    }
    let content = Content::ReceiptAdvice(ReceiptAdvice { order: Some(door.story.document.id), note: receipt.note.clone(), lines });
    super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
    let mut draft = Draft::new(content, date, by);
    draft.party = Some(door.party.clone());
    draft.refers = Some(door.despatch.as_ref().map_or(door.story.document.id, |(document, _)| document.id));
    Ok(draft)
}

/// The line of the order that a line of a delivery belongs to.
pub(super) fn line_of(story: &Story, line: &ReceiptLine) -> u32 {
    if line.order_line > 0 {
        return line.order_line;
    }
    let same = |factor: Option<i64>| {
        story.order.lines.iter().find(|ordered| ordered.goods.sku == line.sku && factor.is_none_or(|factor| ordered.goods.factor == factor))
    };
    same(Some(line.factor)).or_else(|| same(None)).map_or(0, |ordered| ordered.line)
}

/// The goods in the pack of the order when all quantities are whole in it, else in base units.
fn in_whole_packs(ordered: Option<&Goods>, product: &Product, gtin: String, quantities: [Quantity; 3]) -> Goods {
    let base = &product.packs[0];
    match ordered {
        Some(goods) if goods.factor == 1 || quantities.iter().all(|quantity| quantity.get() % (goods.factor * 1_000) == 0) => goods.clone(),
        Some(goods) => Goods { gtin: String::new(), pack: base.code.clone(), factor: 1, ..goods.clone() },
        None => Goods {
            code: product.details.supplier_code.clone(),
            sku: product.sku.clone(),
            gtin,
            name: product.name.clone(),
            pack: base.code.clone(),
            factor: 1,
        },
    }
}

/// Why it is not as noted, when nobody said it.
fn why(noted: Quantity, good: Quantity, damaged: Quantity, line: u32) -> String {
    let came = good.get().saturating_add(damaged.get());
    let mut words = Vec::new();
    if came < noted.get() {
        words.push(format!("kurang {}", Quantity::new(noted.get() - came)));
    }
    if came > noted.get() {
        words.push(format!("lebih {}", Quantity::new(came - noted.get())));
    }
    if damaged.get() > 0 {
        words.push(format!("rusak {damaged}"));
    }
    if line == 0 {
        words.push("tidak dipesan".to_owned());
    }
    words.join(", ")
}
