//! Files of documents: what others must know, and what others sent. Twice is the same as once.

use domain::staff::Right;
use domain::trade::Direction;
use record::document::{Document, Enclosed, FileError, from_ubl, read_file, write_file};
use store::trade::documents;
use uuid::Uuid;

use super::foreign::is_xml;
use super::issue::is_typed;
use super::money::MoneyRefusal;
use super::take::Taken;
use super::{Own, TradeRefusal};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// A file for one party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The party's key.
    pub party: String,
    /// What the file should be called.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// How many documents are in it.
    pub documents: usize,
}

/// What became of one document of a file.
#[derive(Debug)]
pub struct TakenDocument {
    /// Its number; empty where it could not be read.
    pub number: String,
    /// What it is, in words.
    pub words: &'static str,
    /// True: it is new here; false: it was known.
    pub new: bool,
    /// Why it was not taken in.
    pub refused: Option<Fault>,
}

impl App {
    /// The files for others: for each party what was issued to it or to everybody.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn document_files(&self, approval: Option<&Approval>) -> Result<Vec<Sealed>, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let own = self.own_party()?;
        let connection = self.store.connection();
        // What was said to a paper that somebody typed in here is for nobody else.
        let mut issued = Vec::new();
        for row in documents::issued(connection)? {
            let typed = documents::document(connection, &row.document.refers)?.is_some_and(|original| is_typed(&original, &own));
            if !typed {
                issued.push(row);
            }
        }
        let mut files = Vec::new();
        for party in self.parties()?.into_iter().filter(|party| party.active) {
            let for_it = issued.iter().filter(|row| row.document.to.is_empty() || row.document.to == party.legal_id);
            let enclosed: Vec<Enclosed> = for_it
                .map(|row| Enclosed { text: row.document.body.clone(), key: row.document.key, signature: row.document.signature })
                .collect();
            if enclosed.is_empty() {
                continue;
            }
            files.push(Sealed {
                name: file_name(&own.name, &party.code),
                party: party.code,
                documents: enclosed.len(),
                bytes: write_file(&enclosed).map_err(|error| Fault::Defect(error.to_string()))?,
            });
        }
        Ok(files)
    }

    /// The file of one document that the shop issued, to hand over by itself.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`crate::Refusal::NeedsApproval`].
    pub fn document_file(&self, id: Uuid, approval: Option<&Approval>) -> Result<Vec<u8>, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let enclosed = self.enclosed(id)?;
        write_file(&[enclosed]).map_err(|error| Fault::Defect(error.to_string()))
    }

    /// A document that the shop issued, as it travels.
    pub(super) fn enclosed(&self, id: Uuid) -> Result<Enclosed, Fault> {
        let row = documents::document(self.store.connection(), &id.to_string())?.filter(|row| row.direction == Direction::Issued);
        let row = row.ok_or_else(|| TradeRefusal::NoSuchDocument(id.to_string()))?;
        Ok(Enclosed { text: row.document.body, key: row.document.key, signature: row.document.signature })
    }

    /// The file of the shop's card, for others to know it: issued anew when something on it changed.
    ///
    /// # Errors
    /// [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn card_file(&mut self, approval: Option<&Approval>) -> Result<Vec<u8>, Fault> {
        self.issue_card(approval)?;
        let own = self.own_party()?;
        let cards = documents::of_party(self.store.connection(), "", "card")?;
        let last = cards.into_iter().rfind(|row| row.document.from == own.legal_id);
        let row = last.ok_or_else(|| TradeRefusal::NoSuchDocument("kartu pihak".to_owned()))?;
        let enclosed = Enclosed { text: row.document.body, key: row.document.key, signature: row.document.signature };
        write_file(&[enclosed]).map_err(|error| Fault::Defect(error.to_string()))
    }

    /// Takes a file of documents in: each by itself. What is refused is told and does not hold up the others. A file of
    /// UBL is one document that nobody signed.
    ///
    /// # Errors
    /// [`TradeRefusal::File`], [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn take_documents(&mut self, bytes: &[u8], approval: Option<&Approval>) -> Result<Vec<TakenDocument>, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let pieces = if is_xml(bytes) {
            vec![Piece::Foreign(bytes)]
        } else {
            read_file(bytes).map_err(TradeRefusal::from)?.into_iter().map(Piece::Signed).collect()
        };
        self.take_pieces(&pieces, approval)
    }

    /// Takes many files in as one, in whatever order they come: what answers a document of another file waits for it.
    /// Damaged files are told and do not hold up the others.
    ///
    /// # Errors
    /// [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn take_folder(&mut self, files: &[(String, Vec<u8>)], approval: Option<&Approval>) -> Result<Vec<TakenDocument>, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let (mut pieces, mut damaged) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            if is_xml(bytes) {
                pieces.push(Piece::Foreign(bytes));
                continue;
            }
            match read_file(bytes) {
                Ok(read) => pieces.extend(read.into_iter().map(Piece::Signed)),
                Err(error) => damaged.push(TakenDocument {
                    number: name.clone(),
                    words: "Berkas",
                    new: false,
                    refused: Some(TradeRefusal::from(error).into()),
                }),
            }
        }
        // A file may be a view of what its issuer signed.
        pieces.sort_by_key(|piece| matches!(piece, Piece::Foreign(_)));
        damaged.extend(self.take_pieces(&pieces, approval)?);
        Ok(damaged)
    }

    fn take_pieces(&mut self, pieces: &[Piece<'_>], approval: Option<&Approval>) -> Result<Vec<TakenDocument>, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let mut results = Vec::with_capacity(pieces.len());
        for piece in pieces {
            results.push(self.take_piece(piece, &own, &actor.id, approval)?);
        }
        // What came before the one that it answers is tried again for as long as that helps.
        loop {
            let mut helped = false;
            for (piece, result) in pieces.iter().zip(&mut results).filter(|(_, result)| result.waits()) {
                let again = self.take_piece(piece, &own, &actor.id, approval)?;
                helped |= !again.waits();
                *result = again;
            }
            if !helped {
                return Ok(results);
            }
        }
    }

    fn take_piece(&mut self, piece: &Piece<'_>, own: &Own, by: &str, approval: Option<&Approval>) -> Result<TakenDocument, Fault> {
        let refused = |number: String, words, fault| TakenDocument { number, words, new: false, refused: Some(fault) };
        let taken = match piece {
            Piece::Signed(Err(error)) => {
                return Ok(refused(String::new(), "Dokumen", TradeRefusal::from(error.clone()).into()));
            }
            Piece::Signed(Ok(enclosed)) => self.take(enclosed, own, by),
            Piece::Foreign(bytes) => self.take_ubl(bytes, own, by, approval),
        };
        Ok(match taken {
            Ok((document, taken)) => TakenDocument {
                words: domain::trade::words(document.content.kind()),
                number: document.number,
                new: taken == Taken::New,
                refused: None,
            },
            Err(fault @ Fault::Refused(_)) => {
                let known = piece.told();
                let words = known.as_ref().map_or("Dokumen", |document| domain::trade::words(document.content.kind()));
                refused(known.map(|document| document.number).unwrap_or_default(), words, fault)
            }
            Err(fault) => return Err(fault),
        })
    }
}

/// One document that came in.
enum Piece<'a> {
    /// As its issuer signed it.
    Signed(Result<Enclosed, FileError>),
    /// A file of UBL.
    Foreign(&'a [u8]),
}

impl Piece<'_> {
    /// What it says, where that can be read.
    fn told(&self) -> Option<Document> {
        match self {
            Self::Signed(enclosed) => Document::read(&enclosed.as_ref().ok()?.text).ok(),
            Self::Foreign(bytes) => from_ubl(std::str::from_utf8(bytes).ok()?).ok(),
        }
    }
}

impl TakenDocument {
    fn why(&self) -> Option<&TradeRefusal> {
        match self.refused.as_ref().and_then(Fault::refusal) {
            Some(Refusal::Trade(refusal)) => Some(refusal),
            _ => None,
        }
    }

    /// True for what may be taken in once another document is here.
    fn waits(&self) -> bool {
        matches!(
            self.why(),
            Some(TradeRefusal::NoOriginal { .. } | TradeRefusal::Money(MoneyRefusal::Skips { .. } | MoneyRefusal::Chain { .. }))
        )
    }

    /// True for a document that lay in the folder and is not meant for this shop: its own, or one for somebody else.
    pub fn is_for_others(&self) -> bool {
        matches!(self.why(), Some(TradeRefusal::OwnDocument(_) | TradeRefusal::NotForUs { .. }))
    }
}

/// `sokoguru-KOPERASI-CONTOH-untuk-DC.dokumen`.
fn file_name(own: &str, party: &str) -> String {
    let plain = |text: &str| {
        let mut name: String = text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        name.truncate(40);
        name
    };
    format!("sokoguru-{}-untuk-{}.dokumen", plain(own), plain(party))
}
