//! Trade with others: the parties, and the documents that go between them.
//!
//! A document is one text that its issuer signed and nobody edits: an answer is a document of its own
//! (`network.md` section 2.10). What state an order or a claim is in follows from the documents of both
//! sides, so whoever has the same documents sees the same state. What a document says is read by `record`;
//! here is what every document has, and what it means in the books.

pub mod catalogue;
pub mod invoice;
pub mod order;
pub mod party;

use chrono::NaiveDate;

use crate::ledger::EntryLine;
use crate::money::{Overflow, Rupiah};

pub use party::{Bank, Party, PartyError, PartyKind};

/// Which way a document went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The shop made it.
    Issued,
    /// It came from another party.
    Taken,
}

impl Direction {
    /// The word in records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Issued => "issued",
            Self::Taken => "taken",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Issued, Self::Taken].into_iter().find(|direction| direction.word() == word)
    }
}

/// A document as it was signed, with what is needed to find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TradeDocument {
    /// Made once by the issuer (UUID as text).
    pub id: String,
    /// What it is: `order`, `invoice`, ... (`record::document::Content`).
    pub kind: String,
    /// Its number, for people.
    pub number: String,
    /// The legal entity that issued it.
    pub from: String,
    /// The legal entity that it is for; empty: everybody (a catalogue, a card).
    pub to: String,
    /// Its date.
    pub date: NaiveDate,
    /// The document that it answers or belongs to; empty: none.
    pub refers: String,
    /// The text as it was signed: JSON.
    pub body: String,
    /// The public key of the issuer.
    pub key: [u8; 32],
    /// The signature over the text.
    pub signature: [u8; 64],
}

impl TradeDocument {
    /// What it is called on paper (`domain.md` 6.4).
    pub fn words(&self) -> &'static str {
        words(&self.kind)
    }
}

/// What a kind of document is called on paper.
pub fn words(kind: &str) -> &'static str {
    match kind {
        "card" => "Kartu pihak",
        "catalogue" => "Katalog",
        "order" => "Surat pesanan",
        "order-response" => "Jawaban pesanan",
        "order-cancel" => "Batal pesanan",
        "commitment" => "Komitmen belanja bersama",
        "despatch" => "Surat jalan",
        "receipt-advice" => "Tanda terima barang",
        "invoice" => "Faktur",
        "invoice-answer" => "Jawaban faktur",
        "credit-note" => "Nota kredit",
        "statement" => "Rekening koran tagihan",
        "setoff-proposal" => "Usul perjumpaan utang",
        "setoff-answer" => "Jawaban perjumpaan utang",
        "setoff-commit" => "Berita acara perjumpaan utang",
        "payment" => "Bukti bayar",
        "payment-answer" => "Tanda terima pembayaran",
        _ => "Dokumen",
    }
}

/// A document that the shop keeps from now on, and what it does to the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDocument {
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Which way it went.
    pub direction: Direction,
    /// The shop's own key of the other party; empty for what is for everybody.
    pub party: String,
    /// The document.
    pub document: TradeDocument,
    /// What it does to the books: debits above zero, the sum is zero; empty: nothing.
    pub postings: Vec<EntryLine>,
    /// SHA-256 (hexadecimal) of the unsigned file from which somebody took it in; empty: none.
    pub source: String,
    /// Who (staff id).
    pub by: String,
}

/// What happened in the trade with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TradeFact {
    /// Parties were added or changed: each as it is from now on.
    PartiesPut {
        /// The parties.
        parties: Vec<Party>,
        /// Who (staff id).
        by: String,
    },
    /// A document was issued, or one was taken in.
    Kept(Box<KeptDocument>),
    /// Somebody said which product a supplier's code means.
    CodeLinked {
        /// The shop's own key of the party.
        party: String,
        /// The party's code.
        code: String,
        /// The product's key.
        sku: String,
        /// Its pack.
        pack: String,
        /// Who (staff id).
        by: String,
    },
}

/// The sum of what a document does to the books: zero, or it is refused.
///
/// # Errors
/// [`Overflow`].
pub fn balance(postings: &[EntryLine]) -> Result<Rupiah, Overflow> {
    Rupiah::sum(postings.iter().map(|line| line.amount))
}
