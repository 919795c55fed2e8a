//! Taking UBL in: once, for the shop, from a party without a key.

use data_encoding::HEXLOWER;
use domain::trade::Party;
use record::document::{Content, Document, Foreign, Names, PartyRef, UblError, read_ubl};
use sha2::{Digest, Sha256};
use store::Stamp;
use store::trade::documents;
use uuid::Uuid;

use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::goods::GoodsRefusal;
use crate::trade::issue::{OnPaper, keep_paper};
use crate::trade::money::MoneyRefusal;
use crate::trade::take::Taken;
use crate::trade::{Own, TradeRefusal};
use crate::{App, Fault};

/// A file of UBL that is for the shop.
pub(super) struct Paper {
    /// What it says, under the names that the shop's books have for both parties.
    pub(super) document: Document,
    /// What it names by number.
    pub(super) names: Names,
    /// Who issued it.
    pub(super) party: Party,
    /// SHA-256 of the file, hexadecimal.
    pub(super) source: String,
}

impl App {
    /// Takes a file of UBL in, as if somebody had typed it from paper.
    pub(in crate::trade) fn take_ubl(
        &mut self,
        bytes: &[u8],
        own: &Own,
        by: &str,
        approval: Option<&Approval>,
    ) -> Result<(Document, Taken), Fault> {
        let paper = self.read_paper(bytes, own)?;
        if matches!(paper.document.content, Content::Statement(_)) {
            return Err(TradeRefusal::OnlyCompared(paper.document.number).into());
        }
        if let Some(known) = self.known_paper(&paper)? {
            return Ok((known, Taken::Known));
        }
        if paper.party.key.is_some() {
            return Err(MoneyRefusal::SpeaksForItself(paper.party.code).into());
        }
        match &paper.document.content {
            Content::Catalogue(_) => self.keep_catalogue(paper, own, by),
            Content::CreditNote(_) => self.keep_credit(paper, own, approval),
            _ => self.keep_goods(paper, own, by),
        }
    }

    /// Reads a file of UBL: whom it is from and for. What it says is not judged.
    pub(super) fn read_paper(&self, bytes: &[u8], own: &Own) -> Result<Paper, Fault> {
        let text = std::str::from_utf8(bytes).map_err(|_| TradeRefusal::from(UblError::NoXml("bukan UTF-8".to_owned())))?;
        let Foreign { mut document, own_id, names } = read_ubl(text).map_err(TradeRefusal::from)?;
        document.number = clean(&document.number, 60);
        if document.number.is_empty() {
            return Err(TradeRefusal::from(UblError::Missing("ID")).into());
        }
        let number = document.number.clone();
        if document.from.id == own.legal_id {
            return Err(TradeRefusal::OwnDocument(number).into());
        }
        if document.to.id != own.legal_id {
            let everybody = document.to.id.is_empty() && matches!(document.content, Content::Catalogue(_));
            let to = if document.to.name.is_empty() { &document.to.id } else { &document.to.name };
            match document.to.id.is_empty() {
                true if everybody => {}
                true => return Err(TradeRefusal::Nonsense { number, why: "tidak ditujukan kepada siapa pun".to_owned() }.into()),
                false => return Err(TradeRefusal::NotForUs { number, to: to.clone() }.into()),
            }
        }
        let known = store::trade::parties::of_legal(self.store.connection(), &document.from.id)?.into_iter().next();
        let party = known.ok_or_else(|| {
            let name = if document.from.name.is_empty() { &document.from.id } else { &document.from.name };
            TradeRefusal::NoSuchParty(name.clone())
        })?;
        document.from = PartyRef { id: party.legal_id.clone(), name: party.name.clone() };
        document.to = own.reference();
        // Ids sort by time where they are made like ours; others would put an old answer after a new one.
        if !own_id || document.id.get_version_num() != 7 {
            document.id = Uuid::now_v7();
        }
        Ok(Paper { document, names, party, source: HEXLOWER.encode(&Sha256::digest(bytes)) })
    }

    /// The document that a file became before; refused where another one has its number.
    fn known_paper(&self, paper: &Paper) -> Result<Option<Document>, Fault> {
        let (connection, document) = (self.store.connection(), &paper.document);
        let kind = document.content.kind();
        // Catalogues have numbers of the shop's own.
        if matches!(document.content, Content::Catalogue(_)) {
            return Ok(None);
        }
        let mut rows = documents::numbered(connection, &paper.party.legal_id, kind, &document.number)?;
        rows.extend(documents::document(connection, &document.id.to_string())?);
        let Some(row) = rows.into_iter().next() else { return Ok(None) };
        // Of a party that signs, the signed one is the document, and the file may be a view of it.
        let view = paper.party.key.is_some_and(|key| key == row.document.key) && row.document.id == document.id.to_string();
        if view || documents::source(connection, row.pos)? == paper.source {
            return Ok(Some(crate::trade::goods::read(&row)?));
        }
        Err(TradeRefusal::Twice { number: document.number.clone(), party: paper.party.code.clone() }.into())
    }

    /// Orders, answers, deliveries, receipts and invoices: judged like signed ones.
    fn keep_goods(&mut self, mut paper: Paper, own: &Own, by: &str) -> Result<(Document, Taken), Fault> {
        self.find_named(&mut paper)?;
        self.name_goods(&mut paper)?;
        let books = self.posting_date()?;
        if matches!(paper.document.content, Content::Invoice(_)) && paper.document.date > books {
            return Err(GoodsRefusal::DateToCome(paper.document.date).into());
        }
        let judged = self.judge(&paper.document, &paper.party)?;
        let stamp = Stamp { id: Uuid::now_v7(), at: self.now() };
        let Paper { document, party, source, .. } = paper;
        let paper = OnPaper { document, party: party.code, books, postings: judged.postings, source, by: by.to_owned() };
        let kept = self.transact(|tx, device, _| {
            // Another program may have taken it in meanwhile.
            if documents::document(tx.connection(), &paper.document.id.to_string())?.is_some() {
                return Ok((paper.document, Taken::Known));
            }
            Ok((keep_paper(tx, device, own, paper, stamp)?, Taken::New))
        })?;
        Ok(kept)
    }
}
