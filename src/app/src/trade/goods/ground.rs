//! What an invoice is compared with: the order, what came, and the other invoices for it.

use std::collections::BTreeMap;

use domain::goods::Receipt;
use domain::settlement::Ordered;
use domain::trade::invoice::Came;
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};
use record::document::{Content, Document, Invoice, InvoiceAnswer};
use store::trade::documents::{self, DocumentRow};
use uuid::Uuid;

use super::advice::line_of;
use super::history::{Story, read};
use super::meaning::{Finder, Meaning};
use super::refusal::GoodsRefusal;
use crate::trade::TradeRefusal;
use crate::{App, Fault};

/// What an invoice is compared with: everything of one order, or of one delivery note.
pub(super) struct Ground {
    pub(super) document: Document,
    pub(super) invoice: Invoice,
    pub(super) party: Party,
    pub(super) story: Option<Story>,
    pub(super) receipts: Vec<Receipt>,
    /// The other invoices of the same ground.
    pub(super) others: Vec<Other>,
    /// The answers to this one.
    pub(super) answers: Vec<(DocumentRow, Document, InvoiceAnswer)>,
}

/// Another invoice of the same ground.
pub(super) struct Other {
    /// The goods of each line.
    pub(super) keys: BTreeMap<u32, String>,
    /// The answers to it, by round.
    pub(super) answers: Vec<(DocumentRow, InvoiceAnswer)>,
}

/// What came, by goods, and what it should cost by the delivery note.
pub(super) type Arrived = (BTreeMap<String, Came>, BTreeMap<String, Ordered>);

impl App {
    /// Everything that an invoice is compared with.
    pub(super) fn ground(&self, number: &str, party: Option<&str>) -> Result<Ground, Fault> {
        let connection = self.store.connection();
        let mut rows = documents::numbered(connection, "", "invoice", number.trim())?;
        rows.retain(|row| row.direction == Direction::Taken && party.is_none_or(|party| row.party == party));
        if rows.len() > 1 {
            return Err(GoodsRefusal::Several(number.to_owned()).into());
        }
        let missing = || TradeRefusal::NoSuchDocument(format!("faktur {number}"));
        let row = rows.pop().ok_or_else(missing)?;
        let document = read(&row)?;
        let Content::Invoice(invoice) = document.content.clone() else { return Err(missing().into()) };
        if invoice.consignment {
            return Err(GoodsRefusal::Consigned(number.to_owned()).into());
        }
        let party = self.party(&row.party)?;
        let order = match self.order_of(&document, &invoice)? {
            Some(row) => Story::of(connection, row)?,
            None => None,
        };
        let own_order = order.filter(|story| story.row.direction == Direction::Issued && story.row.party == party.code);
        let note = if own_order.is_some() { "" } else { invoice.note.as_str() };
        let number = own_order.as_ref().map_or("", |story| story.document.number.as_str());
        let mut receipts = Vec::new();
        for pos in store::goods::receipt::of_supplier(connection, &party.code, number, note)? {
            receipts
                .extend(store::goods::receipt::at(connection, pos)?.map(|(receipt, _)| receipt).filter(|receipt| receipt.owner.is_own()));
        }
        let mut ground = Ground { document, invoice, party, story: own_order, receipts, others: Vec::new(), answers: Vec::new() };
        for answer in documents::answers(connection, &row.document.id)? {
            let document = read(&answer)?;
            if let Content::InvoiceAnswer(said) = document.content.clone() {
                ground.answers.push((answer, document, said));
            }
        }
        ground.answers.sort_by_key(|(_, _, said)| said.round);
        self.others(&mut ground)?;
        Ok(ground)
    }

    /// The order of an invoice: that it names, or that what it answers belongs to.
    fn order_of(&self, document: &Document, invoice: &Invoice) -> Result<Option<DocumentRow>, Fault> {
        let connection = self.store.connection();
        let mut id = invoice.order.or(document.refers);
        // Invoice, receipt advice, surat jalan, order: never longer.
        for _ in 0..4 {
            let Some(row) = id.map(|id| documents::document(connection, &id.to_string())).transpose()?.flatten() else { return Ok(None) };
            if row.document.kind == "order" {
                return Ok(Some(row));
            }
            id = Uuid::parse_str(&row.document.refers).ok();
        }
        Ok(None)
    }

    /// The other invoices of the same order, or of the same delivery note.
    fn others(&self, ground: &mut Ground) -> Result<(), Fault> {
        let connection = self.store.connection();
        let story = ground.story.as_ref();
        if story.is_none() && ground.invoice.note.is_empty() {
            return Ok(());
        }
        let mut others = Vec::new();
        for row in documents::of_party(connection, &ground.party.code, "invoice")? {
            if row.direction != Direction::Taken || row.document.id == ground.document.id.to_string() {
                continue;
            }
            let document = read(&row)?;
            let Content::Invoice(invoice) = &document.content else { continue };
            let order = self.order_of(&document, invoice)?;
            let same = match story {
                Some(story) => order.is_some_and(|order| order.document.id == story.row.document.id),
                None => order.is_none() && invoice.note == ground.invoice.note,
            };
            if !same {
                continue;
            }
            let mut answers = Vec::new();
            for answer in documents::answers(connection, &row.document.id)? {
                if let Content::InvoiceAnswer(said) = read(&answer)?.content {
                    answers.push((answer, said));
                }
            }
            answers.sort_by_key(|(_, said)| said.round);
            others.push(Other { keys: self.keys(invoice, &ground.party, story)?, answers });
        }
        ground.others = others;
        Ok(())
    }

    /// The goods of each line: the line of the order, else the product, else what the seller calls it.
    pub(super) fn keys(&self, invoice: &Invoice, party: &Party, story: Option<&Story>) -> Result<BTreeMap<u32, String>, Fault> {
        let finder = Finder::new(self.store.connection(), &party.code)?;
        let mut keys = BTreeMap::new();
        for line in &invoice.lines {
            let known = story.is_some_and(|story| story.order.lines.iter().any(|ordered| ordered.line == line.order_line));
            let key = if known {
                order_key(line.order_line)
            } else {
                let sku = if line.goods.sku.is_empty() || story.is_none() {
                    match finder.find(&line.goods)? {
                        Meaning::Pack { product, .. } => product.sku,
                        Meaning::Unknown(_) => line.goods.sku.clone(),
                    }
                } else {
                    line.goods.sku.clone()
                };
                let ordered = story.and_then(|story| {
                    let same = |exact: bool| {
                        story.order.lines.iter().find(|ordered| {
                            ordered.goods.sku == sku && !sku.is_empty() && (!exact || ordered.goods.factor == line.goods.factor)
                        })
                    };
                    same(true).or_else(|| same(false))
                });
                ordered
                    .map_or_else(|| if sku.is_empty() { format!("?{}", line.goods.code) } else { sku }, |ordered| order_key(ordered.line))
            };
            keys.insert(line.line, key);
        }
        Ok(keys)
    }
}

/// What an order's line is called among goods.
pub(super) fn order_key(line: u32) -> String {
    format!("#{line}")
}

/// What came, by goods, and what it should cost by the delivery note.
pub(super) fn arrived(ground: &Ground) -> Result<Arrived, Fault> {
    let mut came: BTreeMap<String, Came> = BTreeMap::new();
    let mut noted: BTreeMap<String, Ordered> = BTreeMap::new();
    for line in ground.receipts.iter().flat_map(|receipt| &receipt.lines) {
        let key = match ground.story.as_ref().map(|story| line_of(story, line)) {
            Some(number) if number > 0 => order_key(number),
            _ => line.sku.clone(),
        };
        let base = line.came()?.times(line.factor)?;
        let sum = came.entry(key.clone()).or_default();
        sum.quantity = sum.quantity.plus(base)?;
        sum.value = sum.value.plus(line.value)?;
        sum.freight = sum.freight.plus(line.freight_part)?;
        let should = noted.entry(key).or_insert(Ordered { quantity: Quantity::ZERO, amount: Rupiah::ZERO });
        should.quantity = should.quantity.plus(base)?;
        should.amount = should.amount.plus(line.amount)?;
    }
    Ok((came, noted))
}
