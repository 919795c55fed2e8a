//! What belongs to an order: every document that answers it, or answers what answers it.

use std::collections::BTreeSet;

use domain::trade::order::{History, Part, Reply, ReplyLine, WantedLine};
use domain::{Quantity, Rupiah};
use record::document::{Content, Document, Order};
use store::Connection;
use store::trade::documents::{self, DocumentRow};

use crate::Fault;
use crate::trade::TradeRefusal;

/// A document that is kept, read.
pub(in crate::trade) fn read(row: &DocumentRow) -> Result<Document, Fault> {
    Ok(Document::read(&row.document.body).map_err(TradeRefusal::from)?)
}

/// An order with all that belongs to it.
pub(super) struct Story {
    /// The order as it is kept.
    pub(super) row: DocumentRow,
    /// The order.
    pub(super) document: Document,
    /// What it asks for.
    pub(super) order: Order,
    /// What belongs to it.
    pub(super) rest: Vec<(DocumentRow, Document)>,
}

impl Story {
    /// Reads the story of an order; none for a document that is no order.
    pub(super) fn of(connection: &Connection, row: DocumentRow) -> Result<Option<Self>, Fault> {
        let document = read(&row)?;
        let Content::Order(order) = &document.content else { return Ok(None) };
        let order = order.clone();
        let mut rest = Vec::new();
        let mut seen = BTreeSet::from([row.document.id.clone()]);
        let mut asked = vec![row.document.id.clone()];
        while let Some(id) = asked.pop() {
            for answer in documents::answers(connection, &id)? {
                if seen.insert(answer.document.id.clone()) {
                    asked.push(answer.document.id.clone());
                    let document = read(&answer)?;
                    rest.push((answer, document));
                }
            }
        }
        rest.sort_by(|a, b| a.0.document.id.cmp(&b.0.document.id));
        Ok(Some(Self { row, document, order, rest }))
    }

    /// The documents as the fold of the domain wants them.
    pub(super) fn history(&self) -> Result<History, Fault> {
        let wanted = |line: &record::document::OrderLine| WantedLine {
            line: line.line,
            packs: Quantity::new(line.quantity),
            factor: line.goods.factor,
            price: Rupiah::new(line.price),
        };
        let mut history = History { wanted: self.order.lines.iter().map(wanted).collect(), ..History::default() };
        let (buyer, seller) = (&self.document.from.id, &self.document.to.id);
        for (row, document) in &self.rest {
            let (by_seller, id) = (document.from.id == *seller, row.document.id.clone());
            match &document.content {
                Content::OrderResponse(response) => {
                    let line = |line: &record::document::ResponseLine| ReplyLine {
                        line: line.line,
                        packs: Quantity::new(line.quantity),
                        price: Rupiah::new(line.price),
                    };
                    let lines = response.lines.iter().map(line).collect();
                    history.replies.push(Reply { id, by_seller, lines, freight: Rupiah::new(response.freight) });
                }
                Content::OrderCancel(_) if document.from.id == *buyer => history.cancelled = true,
                Content::Despatch(despatch) if by_seller => {
                    let lines = despatch.lines.iter().map(|line| (line.line, line.quantity, line.goods.factor));
                    history.despatched.push(part(id, lines)?);
                }
                Content::ReceiptAdvice(advice) if document.from.id == *buyer => {
                    let lines = advice.lines.iter().map(|line| (line.line, line.good.saturating_add(line.damaged), line.goods.factor));
                    history.received.push(part(id, lines)?);
                }
                Content::Invoice(invoice) if by_seller => {
                    let lines = invoice.lines.iter().map(|line| (line.order_line, line.quantity, line.goods.factor));
                    history.invoiced.push(part(id, lines)?);
                }
                Content::InvoiceAnswer(_) => history.answered.push(row.document.refers.clone()),
                _ => {}
            }
        }
        Ok(history)
    }
}

fn part(id: String, lines: impl Iterator<Item = (u32, i64, i64)>) -> Result<Part, Fault> {
    let base = |(line, quantity, factor): (u32, i64, i64)| Ok((line, Quantity::new(quantity).times(factor)?));
    Ok(Part { id, lines: lines.map(base).collect::<Result<_, Fault>>()? })
}
