//! The documents that a file names, by id or, as most programs do, by number.

use domain::trade::{Direction, Party};
use record::document::{Content, Document};
use store::Connection;
use store::trade::documents::{self, DocumentRow};
use uuid::Uuid;

use super::take::Paper;
use crate::stock::clean;
use crate::trade::TradeRefusal;
use crate::{App, Fault};

/// A kind of document, and which way it went.
type Kind = (&'static str, Direction);

const OUR_ORDER: Kind = ("order", Direction::Issued);
const THEIR_ORDER: Kind = ("order", Direction::Taken);

impl App {
    /// Puts the ids of the documents that it answers into the file's document.
    ///
    /// # Errors
    /// [`TradeRefusal::NoOriginal`] for an order or an invoice that is not here.
    pub(super) fn find_named(&self, paper: &mut Paper) -> Result<(), Fault> {
        let seek = Seek { connection: self.store.connection(), party: &paper.party };
        let names = &paper.names;
        let Document { refers, content, number, .. } = &mut paper.document;
        let missing = || TradeRefusal::NoOriginal { number: number.clone() };
        let found = match content {
            Content::OrderResponse(_) => Some(seek.one(*refers, &names.order, &[OUR_ORDER, THEIR_ORDER])?.ok_or_else(missing)?),
            Content::Despatch(_) => seek.must(*refers, &names.order, &[OUR_ORDER], missing)?,
            Content::ReceiptAdvice(advice) => {
                let beside = refers.filter(|id| Some(*id) != advice.order);
                let despatch = seek.one(beside, &names.despatch, &[("despatch", Direction::Issued)])?;
                let order = match &despatch {
                    Some(despatch) => seek.one(despatch.refers(), "", &[THEIR_ORDER])?,
                    None => seek.must(advice.order, &names.order, &[THEIR_ORDER], missing)?,
                };
                advice.order = order.as_ref().map(Found::id);
                advice.note = clean(&advice.note, 60);
                despatch.or(order)
            }
            Content::Invoice(invoice) => {
                let order = seek.must(invoice.order, &names.order, &[OUR_ORDER], missing)?;
                let beside = refers.filter(|id| Some(*id) != invoice.order);
                let (receipt, despatch) = (("receipt-advice", Direction::Issued), ("despatch", Direction::Taken));
                let mut answered = seek.one(beside, "", &[receipt, despatch])?;
                // What the seller says beside the order need not be known here.
                for (number, kind) in [(&names.receipt, receipt), (&names.despatch, despatch)] {
                    answered = match answered {
                        Some(found) => Some(found),
                        None => seek.one(None, number, &[kind])?,
                    };
                }
                invoice.order = order.as_ref().map(Found::id);
                invoice.note = clean(&invoice.note, 60);
                answered.or(order)
            }
            Content::CreditNote(_) => {
                let id = refers.filter(|_| !names.invoice.is_empty());
                seek.must(id, &names.invoice, &[("invoice", Direction::Taken)], missing)?
            }
            _ => None,
        };
        *refers = found.as_ref().map(Found::id);
        Ok(())
    }
}

/// A document that was found.
struct Found(DocumentRow);

impl Found {
    fn id(&self) -> Uuid {
        Uuid::parse_str(&self.0.document.id).unwrap_or_default()
    }

    fn refers(&self) -> Option<Uuid> {
        Uuid::parse_str(&self.0.document.refers).ok()
    }
}

/// Looks among the documents between the shop and one party.
struct Seek<'a> {
    connection: &'a Connection,
    party: &'a Party,
}

impl Seek<'_> {
    /// By id, else by number; several of one number are nobody's.
    fn one(&self, id: Option<Uuid>, number: &str, kinds: &[Kind]) -> Result<Option<Found>, Fault> {
        let fits = |row: &DocumentRow| {
            row.party == self.party.code && kinds.iter().any(|(kind, way)| row.document.kind == *kind && row.direction == *way)
        };
        if let Some(id) = id
            && let Some(row) = documents::document(self.connection, &id.to_string())?.filter(fits)
        {
            return Ok(Some(Found(row)));
        }
        if number.is_empty() {
            return Ok(None);
        }
        let mut rows = Vec::new();
        for (kind, _) in kinds {
            rows.extend(documents::numbered(self.connection, "", kind, number)?.into_iter().filter(fits));
        }
        rows.dedup_by(|a, b| a.document.id == b.document.id);
        Ok(rows.pop().filter(|_| rows.is_empty()).map(Found))
    }

    /// As [`Seek::one`]; what is named must be there.
    fn must(&self, id: Option<Uuid>, number: &str, kinds: &[Kind], missing: impl Fn() -> TradeRefusal) -> Result<Option<Found>, Fault> {
        match self.one(id, number, kinds)? {
            None if id.is_some() || !number.is_empty() => Err(missing().into()),
            found => Ok(found),
        }
    }
}
