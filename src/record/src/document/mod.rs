//! Documents between parties: what each says, how it is signed, and the file that carries them.
//!
//! A document is JSON text; its issuer signs the bytes (detached signature) and nobody writes them again.
//! The fields are the ones that UBL 2.1 has for the same document; amounts are whole rupiah, quantities are
//! thousandths of packs.

mod file;
mod goods;
mod money;
mod paper;
mod parts;
mod ubl;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

pub use file::{Enclosed, FileError, read_file, write_file};
pub use goods::{
    Catalogue, CatalogueItem, Commitment, Despatch, DespatchLine, Goods, Order, OrderCancel, OrderLine, OrderResponse, PriceTier,
    ReceiptAdvice, ReceiptAdviceLine, ResponseLine,
};
pub use money::{
    Allocation, CreditNote, Invoice, InvoiceAnswer, InvoiceAnswerLine, InvoiceLine, Payment, PaymentAnswer, SetoffAnswer, SetoffCommit,
    SetoffProposal, Statement, StatementRow,
};

pub use parts::{PartsError, is_part, join_parts, split_parts};
pub use ubl::{Foreign, Names, UblError, from_ubl, read_ubl, to_ubl, to_ubl_calling};

use crate::{DeviceKey, is_vouched};

/// What signatures over documents begin with.
const CONTEXT: &str = "SOKOGURU-dokumen-1";

/// The longest text of a document, bytes: a catalogue of 100,000 goods fits.
pub const LONGEST: usize = 64 << 20;

/// A party on a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyRef {
    /// The legal entity.
    pub id: String,
    /// The name on the sign.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// A document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Made once.
    pub id: Uuid,
    /// For people.
    pub number: String,
    /// Who issued it.
    pub from: PartyRef,
    /// Whom it is for; an empty id: everybody.
    pub to: PartyRef,
    /// Its date.
    pub date: NaiveDate,
    /// The document that it answers or belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refers: Option<Uuid>,
    /// Always `IDR` here.
    pub currency: String,
    /// What it says.
    #[serde(flatten)]
    pub content: Content,
}

/// What a document says, by kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "content", rename_all = "kebab-case")]
pub enum Content {
    /// Who a party is: to be known by others.
    Card(Card),
    /// Goods and prices of a seller: a snapshot with a version.
    Catalogue(Catalogue),
    /// Goods that a buyer wants (surat pesanan).
    Order(Order),
    /// What the seller says to an order.
    OrderResponse(OrderResponse),
    /// The buyer wants nothing more of an order.
    OrderCancel(OrderCancel),
    /// What a buyer will take from a pool.
    Commitment(Commitment),
    /// Goods on their way (surat jalan).
    Despatch(Despatch),
    /// What arrived, signed by who received it: the truth for the invoice.
    ReceiptAdvice(ReceiptAdvice),
    /// What the seller asks for (faktur).
    Invoice(Invoice),
    /// What the buyer accepts of an invoice, and what not.
    InvoiceAnswer(InvoiceAnswer),
    /// What the seller gives back (nota kredit).
    CreditNote(CreditNote),
    /// What is open between two parties on a day.
    Statement(Statement),
    /// Claims that could be set off.
    SetoffProposal(SetoffProposal),
    /// Yes or no to a proposal.
    SetoffAnswer(SetoffAnswer),
    /// A proposal that was done, or given up.
    SetoffCommit(SetoffCommit),
    /// Money that was paid, and for what (bukti bayar).
    Payment(Payment),
    /// The other side has the money, or has not.
    PaymentAnswer(PaymentAnswer),
}

/// Who a party is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Name of the legal entity.
    pub legal_name: String,
    /// Address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// NPWP.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tax_number: String,
    /// The bank.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bank: String,
    /// The account.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bank_account: String,
    /// In whose name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bank_holder: String,
}

/// Why a text is no document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// Not JSON of a kind that this program knows.
    #[error("dokumen tidak terbaca ({0}); minta dikirim ulang, atau perbarui program ini")]
    Unreadable(String),
    /// Another currency.
    #[error("dokumen {number} memakai mata uang {currency}; di sini hanya rupiah (IDR)")]
    Currency {
        /// The document's number.
        number: String,
        /// Its currency.
        currency: String,
    },
    /// The signature is not of this key over this text.
    #[error("tanda tangan dokumen {0} tidak cocok dengan isinya; ada yang berubah di jalan, minta dikirim ulang")]
    Forged(String),
}

impl Content {
    /// The word of the kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Card(_) => "card",
            Self::Catalogue(_) => "catalogue",
            Self::Order(_) => "order",
            Self::OrderResponse(_) => "order-response",
            Self::OrderCancel(_) => "order-cancel",
            Self::Commitment(_) => "commitment",
            Self::Despatch(_) => "despatch",
            Self::ReceiptAdvice(_) => "receipt-advice",
            Self::Invoice(_) => "invoice",
            Self::InvoiceAnswer(_) => "invoice-answer",
            Self::CreditNote(_) => "credit-note",
            Self::Statement(_) => "statement",
            Self::SetoffProposal(_) => "setoff-proposal",
            Self::SetoffAnswer(_) => "setoff-answer",
            Self::SetoffCommit(_) => "setoff-commit",
            Self::Payment(_) => "payment",
            Self::PaymentAnswer(_) => "payment-answer",
        }
    }
}

impl Document {
    /// The text that is signed.
    ///
    /// # Errors
    /// The serialiser's own, never in practice.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads a text. What the numbers say is judged by who takes the document in.
    ///
    /// # Errors
    /// [`DocumentError::Unreadable`], [`DocumentError::Currency`].
    pub fn read(text: &str) -> Result<Self, DocumentError> {
        let document: Self = serde_json::from_str(text).map_err(|error| DocumentError::Unreadable(error.to_string()))?;
        if document.currency != "IDR" {
            return Err(DocumentError::Currency { number: document.number, currency: document.currency });
        }
        Ok(document)
    }
}

/// The hash of a text: what others refer to and what stands in the QR on paper.
pub fn hash(text: &str) -> [u8; 32] {
    Sha256::digest(text.as_bytes()).into()
}

/// The fingerprint of a party's key, for people to compare before they trust it: 80 bits of its SHA-256. Shorter ones
/// could be met by making keys until one fits.
pub fn fingerprint(key: &[u8; 32]) -> String {
    let hash = Sha256::digest(key);
    let groups: Vec<String> = hash[..10].chunks(2).map(|pair| format!("{:02X}{:02X}", pair[0], pair[1])).collect();
    groups.join("-")
}

/// Signs a text with the key of a party.
pub fn sign(key: &DeviceKey, text: &str) -> [u8; 64] {
    key.vouch(CONTEXT, text.as_bytes())
}

/// Proves that a text is signed with the key.
///
/// # Errors
/// [`DocumentError::Forged`] with `number`.
pub fn prove(key: &[u8; 32], text: &str, signature: &[u8; 64], number: &str) -> Result<(), DocumentError> {
    if is_vouched(key, CONTEXT, text.as_bytes(), signature) { Ok(()) } else { Err(DocumentError::Forged(number.to_owned())) }
}
