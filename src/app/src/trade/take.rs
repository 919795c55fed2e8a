//! Taking in what others sent: proved, judged, kept once.

use domain::fact::Fact;
use domain::ledger::EntryLine;
use domain::trade::{Direction, KeptDocument, Party, TradeFact};
use record::document::{Content, Document, Enclosed, prove};
use store::Connection;
use uuid::Uuid;

use super::money::{Desk, Signed, is_money};
use super::{Own, TradeRefusal};
use crate::{App, Fault};

/// What became of a document that was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Taken {
    /// Kept from now on.
    New,
    /// Known already.
    Known,
}

/// A document that is signed and for the shop.
pub(super) struct Examined {
    /// The document.
    pub(super) document: Document,
    /// Who issued it.
    pub(super) party: Party,
    /// True: it is kept here already.
    pub(super) known: bool,
}

/// What a judged document does here.
#[derive(Default)]
pub(super) struct Judged {
    /// What it does to the books.
    pub(super) postings: Vec<EntryLine>,
}

impl App {
    /// Takes one document in.
    pub(super) fn take(&mut self, enclosed: &Enclosed, own: &Own, by: &str) -> Result<(Document, Taken), Fault> {
        let Examined { document, party, known } = self.examine(enclosed, own)?;
        if known {
            return Ok((document, Taken::Known));
        }
        let judged = self.judge(&document, &party)?;
        let (business_date, now) = (self.posting_date()?, self.now());
        let stamp = store::Stamp { id: Uuid::now_v7(), at: now };
        let taken = self.transact(|tx, device, settings| {
            // Another program may have taken it in meanwhile.
            if store::trade::documents::document(tx.connection(), &document.id.to_string())?.is_some() {
                return Ok(Taken::Known);
            }
            let kept = super::issue::kept(&document, enclosed.text.clone(), enclosed.key, enclosed.signature);
            if is_money(&document.content) {
                let desk = Desk { tx, device, settings, own, date: business_date, now, by };
                desk.take(&party, &document, Signed { document: kept, source: String::new() })?;
                return Ok(Taken::New);
            }
            let fact = KeptDocument {
                business_date,
                direction: Direction::Taken,
                party: party.code.clone(),
                document: kept,
                postings: judged.postings,
                source: String::new(),
                by: by.to_owned(),
            };
            tx.append(device, stamp, &Fact::Trade(TradeFact::Kept(Box::new(fact))))?;
            Ok(Taken::New)
        })?;
        Ok((document, taken))
    }

    /// Whom a document is from and for, whether it is signed, and whether it is known. What it says is not judged.
    pub(super) fn examine(&self, enclosed: &Enclosed, own: &Own) -> Result<Examined, Fault> {
        let document = Document::read(&enclosed.text).map_err(TradeRefusal::from)?;
        let number = || document.number.clone();
        if document.from.id == own.legal_id {
            return Err(TradeRefusal::OwnDocument(number()).into());
        }
        if !document.to.id.is_empty() && document.to.id != own.legal_id {
            let to = if document.to.name.is_empty() { &document.to.id } else { &document.to.name };
            return Err(TradeRefusal::NotForUs { number: number(), to: to.clone() }.into());
        }
        let party = issuer(self.store.connection(), &document, enclosed)?;
        prove(&enclosed.key, &enclosed.text, &enclosed.signature, &document.number).map_err(TradeRefusal::from)?;
        let twice = || TradeRefusal::Twice { number: number(), party: party.code.clone() };
        let connection = self.store.connection();
        if let Some(known) = store::trade::documents::document(connection, &document.id.to_string())? {
            return if known.document.body == enclosed.text { Ok(Examined { document, party, known: true }) } else { Err(twice().into()) };
        }
        if !store::trade::documents::numbered(connection, &document.from.id, document.content.kind(), &document.number)?.is_empty() {
            return Err(twice().into());
        }
        Ok(Examined { document, party, known: false })
    }

    /// Whether a document makes sense here, and what it does. Each kind has its own judge beside its deeds; what is
    /// about money is judged inside the transaction.
    pub(super) fn judge(&self, document: &Document, party: &Party) -> Result<Judged, Fault> {
        match &document.content {
            Content::Catalogue(_)
            | Content::Order(_)
            | Content::OrderResponse(_)
            | Content::OrderCancel(_)
            | Content::Commitment(_)
            | Content::Despatch(_)
            | Content::ReceiptAdvice(_)
            | Content::Invoice(_)
            | Content::InvoiceAnswer(_) => super::goods::judge(self, document, party),
            _ => Ok(Judged::default()),
        }
    }
}

/// The party that issued a document: known by its legal entity, and by the key that signed.
fn issuer(connection: &Connection, document: &Document, enclosed: &Enclosed) -> Result<Party, Fault> {
    let known = store::trade::parties::of_legal(connection, &document.from.id)?.into_iter().next();
    let Some(party) = known else {
        let name = if document.from.name.is_empty() { &document.from.id } else { &document.from.name };
        return Err(TradeRefusal::NoSuchParty(name.clone()).into());
    };
    match party.key {
        None => Err(TradeRefusal::NoKey(party.code).into()),
        Some(key) if key != enclosed.key => Err(TradeRefusal::OtherKey { number: document.number.clone(), party: party.code }.into()),
        Some(_) => Ok(party),
    }
}
