//! Issuing a document: numbered, signed, kept, in the transaction of its deed.

use chrono::NaiveDate;
use domain::fact::Fact;
use domain::ledger::EntryLine;
use domain::trade::{Direction, KeptDocument, Party, TradeDocument, TradeFact};
use record::document::{Content, Document, PartyRef, sign};
use store::trade::documents::DocumentRow;
use store::{Device, Stamp, Tx};
use uuid::Uuid;

use super::Own;
use crate::Fault;

/// A document before it has a number.
pub(crate) struct Draft {
    /// What it says.
    pub(crate) content: Content,
    /// Whom it is for; none: everybody.
    pub(crate) party: Option<Party>,
    /// The document that it answers.
    pub(crate) refers: Option<Uuid>,
    /// Date of the document.
    pub(crate) date: NaiveDate,
    /// Date of the books, when it is another.
    pub(crate) books: Option<NaiveDate>,
    /// What it does to the books.
    pub(crate) postings: Vec<EntryLine>,
    /// Who (staff id).
    pub(crate) by: String,
    /// A number that somebody gave it; none: the next.
    pub(crate) number: Option<String>,
    /// Hash of the unsigned file that it was read from; empty: none.
    pub(crate) source: String,
}

impl Draft {
    /// A document for everybody that does nothing to the books.
    pub(crate) fn new(content: Content, date: NaiveDate, by: &str) -> Self {
        let (postings, source, by) = (Vec::new(), String::new(), by.to_owned());
        Self { content, party: None, refers: None, date, books: None, postings, by, number: None, source }
    }
}

/// The letters before the number of a kind of document.
const fn letters(content: &Content) -> &'static str {
    match content {
        Content::Card(_) => "KP",
        Content::Catalogue(_) => "KT",
        Content::Order(_) => "SP",
        Content::OrderResponse(_) => "JP",
        Content::OrderCancel(_) => "BP",
        Content::Commitment(_) => "KB",
        Content::Despatch(_) => "SJ",
        Content::ReceiptAdvice(_) => "TT",
        Content::Invoice(_) => "FK",
        Content::InvoiceAnswer(_) => "JF",
        Content::CreditNote(_) => "NK",
        Content::Statement(_) => "RK",
        Content::SetoffProposal(_) => "UP",
        Content::SetoffAnswer(_) => "JU",
        Content::SetoffCommit(_) => "BA",
        Content::Payment(_) => "BB",
        Content::PaymentAnswer(_) => "TP",
    }
}

/// Numbers, signs and keeps a document. The number is the till's letter and epoch, letters of the kind, and a
/// counter: `A1-SP0007`.
pub(crate) fn issue(tx: &Tx<'_>, device: &Device, own: &Own, draft: Draft, stamp: Stamp) -> Result<Document, Fault> {
    let kind = draft.content.kind();
    let number = match draft.number {
        Some(number) => number,
        None => {
            let next = store::trade::documents::count_issued(tx.connection(), &device.id, kind)? + 1;
            format!("{}{}-{}{next:04}", device.till, device.epoch, letters(&draft.content))
        }
    };
    let to = draft.party.as_ref().map_or_else(PartyRef::default, |party| PartyRef { id: party.legal_id.clone(), name: party.name.clone() });
    let document = Document {
        id: stamp.id,
        number,
        from: own.reference(),
        to,
        date: draft.date,
        refers: draft.refers,
        currency: "IDR".to_owned(),
        content: draft.content,
    };
    let kept = KeptDocument {
        business_date: draft.books.unwrap_or(draft.date),
        direction: Direction::Issued,
        party: draft.party.map(|party| party.code).unwrap_or_default(),
        document: signed(own, &document)?,
        postings: draft.postings,
        source: String::new(),
        by: draft.by,
    };
    tx.append(device, stamp, &Fact::Trade(TradeFact::Kept(Box::new(kept))))?;
    Ok(document)
}

/// Keeps a document of a party that has no software, as somebody typed it in: it comes from the party, and the shop's
/// own key under it says that the party never signed it ([`is_typed`]). `draft.party` is who issued it.
pub(super) fn keep_typed(tx: &Tx<'_>, device: &Device, own: &Own, draft: Draft, stamp: Stamp) -> Result<Document, Fault> {
    let (Some(party), Some(number)) = (draft.party, draft.number) else {
        return Err(Fault::Defect("dokumen tanpa pihak".to_owned()));
    };
    let document = Document {
        id: stamp.id,
        number,
        from: PartyRef { id: party.legal_id.clone(), name: party.name.clone() },
        to: own.reference(),
        date: draft.date,
        refers: draft.refers,
        currency: "IDR".to_owned(),
        content: draft.content,
    };
    let (books, postings, by) = (draft.books.unwrap_or(draft.date), draft.postings, draft.by);
    keep_paper(tx, device, own, OnPaper { document, party: party.code, books, postings, source: draft.source, by }, stamp)
}

/// A document of a party as somebody took it in on its behalf.
pub(super) struct OnPaper {
    pub(super) document: Document,
    /// The party's key.
    pub(super) party: String,
    /// Date of the books.
    pub(super) books: NaiveDate,
    pub(super) postings: Vec<EntryLine>,
    /// Hash of the file that it was read from; empty: none.
    pub(super) source: String,
    /// Who (staff id).
    pub(super) by: String,
}

/// Keeps it under the shop's own key.
pub(super) fn keep_paper(tx: &Tx<'_>, device: &Device, own: &Own, paper: OnPaper, stamp: Stamp) -> Result<Document, Fault> {
    let OnPaper { document, party, books, postings, source, by } = paper;
    let text = signed(own, &document)?;
    let kept = KeptDocument { business_date: books, direction: Direction::Taken, party, document: text, postings, source, by };
    tx.append(device, stamp, &Fact::Trade(TradeFact::Kept(Box::new(kept))))?;
    Ok(document)
}

/// True for a document that came from a party and that the shop itself typed in.
pub(super) fn is_typed(row: &DocumentRow, own: &Own) -> bool {
    row.direction == Direction::Taken && row.document.key == own.public()
}

/// A document under the shop's own key, as it is kept.
pub(super) fn signed(own: &Own, document: &Document) -> Result<TradeDocument, Fault> {
    let body = document.text().map_err(|error| Fault::Defect(error.to_string()))?;
    let signature = sign(&own.key, &body);
    Ok(kept(document, body, own.public(), signature))
}

/// A document as it is kept.
pub(super) fn kept(document: &Document, body: String, key: [u8; 32], signature: [u8; 64]) -> TradeDocument {
    TradeDocument {
        id: document.id.to_string(),
        kind: document.content.kind().to_owned(),
        number: document.number.clone(),
        from: document.from.id.clone(),
        to: document.to.id.clone(),
        date: document.date,
        refers: document.refers.map(|id| id.to_string()).unwrap_or_default(),
        body,
        key,
        signature,
    }
}
