//! What was said about money between the shop and a party, and the claims that follow from it.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::settlement::{Claims, OpenItem, Paper, Position, fold};
use domain::trade::{Direction, Party};
use domain::{Overflow, Rupiah};
use record::document::{Allocation, Content, Document, Payment};
use store::Connection;
use uuid::Uuid;

use crate::Fault;
use crate::trade::Own;

/// A document with the way it went.
pub(crate) struct Said {
    pub(crate) direction: Direction,
    pub(crate) document: Document,
}

/// All that was said about money between the shop and a party.
pub(crate) struct Between {
    pub(crate) party: Party,
    /// The shop's legal entity.
    own: String,
    now: DateTime<FixedOffset>,
    pub(crate) said: Vec<Said>,
    papers: Vec<Paper>,
}

impl Between {
    pub(crate) fn read(connection: &Connection, own: &Own, party: &Party, now: DateTime<FixedOffset>) -> Result<Self, Fault> {
        let rows = store::trade::documents::about_money(connection, &party.code)?;
        let mut said = Vec::with_capacity(rows.len());
        for row in rows {
            let document = Document::read(&row.document.body).map_err(|error| Fault::Defect(error.to_string()))?;
            said.push(Said { direction: row.direction, document });
        }
        let papers = said.iter().filter_map(|said| said.document.paper()).collect();
        Ok(Self { party: party.clone(), own: own.legal_id.clone(), now, said, papers })
    }

    /// The claims as they are.
    pub(crate) fn claims(&self) -> Result<Claims, Fault> {
        Ok(fold(&self.papers, &self.own, self.now)?)
    }

    /// The claims as they were at the end of a day.
    pub(crate) fn claims_at(&self, upto: NaiveDate) -> Result<Claims, Fault> {
        let papers: Vec<Paper> = self.papers.iter().filter(|paper| paper.date <= upto).cloned().collect();
        Ok(fold(&papers, &self.own, self.now)?)
    }

    /// What the claims are worth in the shop's books, before and after a document.
    pub(crate) fn positions(&self, document: &Document) -> Result<(Position, Position), Fault> {
        let other = &self.party.legal_id;
        let before = Position::of(&self.claims()?, other)?;
        let mut papers = self.papers.clone();
        papers.extend(document.paper());
        Ok((before, Position::of(&fold(&papers, &self.own, self.now)?, other)?))
    }

    /// The document with an id.
    pub(crate) fn document(&self, id: Uuid) -> Option<&Said> {
        self.said.iter().find(|said| said.document.id == id)
    }

    /// Documents that refer to one.
    pub(crate) fn answers(&self, id: Uuid) -> impl Iterator<Item = &Said> {
        self.said.iter().filter(move |said| said.document.refers == Some(id))
    }

    /// Payments by number or id.
    pub(crate) fn payments<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a Said> {
        let is = move |said: &&Said| said.document.number == word || said.document.id.to_string() == word;
        self.said.iter().filter(|said| matches!(said.document.content, Content::Payment(_))).filter(is)
    }

    /// Number of the document that a claim began with, and who owes it.
    pub(crate) fn known(claims: &Claims, id: &str) -> Option<(String, String)> {
        let own = claims.claims.get(id).map(|claim| (claim.number.clone(), claim.debtor.clone()));
        own.or_else(|| {
            let back = claims.claims.values().find(|claim| domain::settlement::reverse_id(&claim.id) == id)?;
            Some((back.number.clone(), back.creditor.clone()))
        })
    }

    /// What a payment is for: number of the document of each claim and how much of it; and what of it is an advance.
    pub(crate) fn parts(claims: &Claims, payment: &Payment) -> Result<(Vec<(String, Rupiah)>, Rupiah), Overflow> {
        let part = |part: &Allocation| {
            let known = Self::known(claims, &part.claim.to_string());
            (known.map(|known| known.0).unwrap_or_default(), Rupiah::new(part.amount))
        };
        let parts: Vec<(String, Rupiah)> = payment.allocations.iter().map(part).collect();
        let advance = Rupiah::new(payment.amount).minus(Rupiah::sum(parts.iter().map(|part| part.1))?)?;
        Ok((parts, advance))
    }

    /// Whether the party owes an open claim.
    pub(crate) fn owes(&self, item: &OpenItem) -> bool {
        item.debtor == self.party.legal_id
    }
}
