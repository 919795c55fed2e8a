//! Documents about money: invoice and its answer, credit note, statement, set-off, payment.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::goods::Goods;
use crate::body::{is_false, is_zero};

/// A line of an invoice or a credit note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    /// 1, 2, ...
    pub line: u32,
    /// The order's line; 0: nobody ordered it.
    #[serde(default)]
    pub order_line: u32,
    /// The goods.
    #[serde(flatten)]
    pub goods: Goods,
    /// Packs, thousandths.
    pub quantity: i64,
    /// A pack, rupiah.
    pub price: i64,
    /// The line without PPN, rupiah.
    pub amount: i64,
}

/// What the seller asks for; it refers to the receipt advice, the despatch or the order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// The order; absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Uuid>,
    /// Number of the delivery note, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The lines.
    pub lines: Vec<InvoiceLine>,
    /// Discount on the whole, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub discount: i64,
    /// Freight, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub freight: i64,
    /// PPN, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tax: i64,
    /// Lines − discount + freight + PPN, rupiah.
    pub total: i64,
    /// When it is to be paid.
    pub due: NaiveDate,
    /// True: money for goods that were only left for sale; never set off (KUHPerdata 1429).
    #[serde(default, skip_serializing_if = "is_false")]
    pub consignment: bool,
}

/// What the buyer says to a line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceAnswerLine {
    /// The invoice's line; 0: discount, freight and PPN.
    pub line: u32,
    /// `ok`, `price`, `quantity`, `both`, `no-order`.
    pub outcome: String,
    /// Accepted, rupiah.
    pub accepted: i64,
    /// Not accepted, rupiah.
    pub disputed: i64,
    /// Base units that are paid for, thousandths.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub quantity: i64,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// What the buyer accepts of an invoice; it refers to the invoice. A later one of the same issuer takes the
/// place of the earlier (`round` counts up): a dispute that was settled in the seller's favour.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceAnswer {
    /// 1, 2, ...
    pub round: u32,
    /// The lines.
    pub lines: Vec<InvoiceAnswerLine>,
    /// Accepted in all, rupiah.
    pub accepted: i64,
    /// Disputed in all, rupiah.
    pub disputed: i64,
    /// Of what is accepted freight, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub freight: i64,
    /// Of what is accepted PPN, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tax: i64,
}

/// So much of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Allocation {
    /// The claim: the id of its invoice.
    pub claim: Uuid,
    /// Rupiah.
    pub amount: i64,
}

/// What the seller gives back; it refers to its invoice where there is one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditNote {
    /// Why: `return`, `price`, `shortage`, `rebate`, `other`.
    pub cause: String,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The lines; may be empty for a rebate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<InvoiceLine>,
    /// PPN in it, rupiah.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub tax: i64,
    /// Rupiah, with PPN.
    pub total: i64,
    /// Where it goes: its own invoice first (`domain.md` 6.6 rule 2). What is left over is owed by the issuer.
    pub allocations: Vec<Allocation>,
}

/// A claim on a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatementRow {
    /// The claim.
    pub claim: Uuid,
    /// Number of its document.
    pub document: String,
    /// Who owes.
    pub debtor: String,
    /// Date of the document.
    pub date: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// What it was, rupiah.
    pub amount: i64,
    /// What is open, rupiah.
    pub open: i64,
}

/// What is open between two parties on a day (`network.md` 4.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Up to and with this day.
    pub upto: NaiveDate,
    /// 0, 1, ...: counts the statements between the two that both agreed on.
    pub number: u64,
    /// Hash of the agreed one before, hexadecimal; zeros for the first.
    pub previous: String,
    /// Hash of the canonical list, hexadecimal: equal on both sides, or something differs.
    pub hash: String,
    /// The rows.
    pub rows: Vec<StatementRow>,
}

/// Claims of both that could be set off: as much one way as the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetoffProposal {
    /// What is due by then.
    pub cutoff: NaiveDate,
    /// After that an answer comes too late.
    pub expires: DateTime<FixedOffset>,
    /// What of each claim.
    pub parts: Vec<Allocation>,
    /// What each owes less afterwards, rupiah.
    pub amount: i64,
}

/// Yes or no to a proposal; it refers to it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetoffAnswer {
    /// True: yes.
    pub accepted: bool,
    /// When; a yes after the proposal expired is none.
    pub at: DateTime<FixedOffset>,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A proposal that was done, or given up; it refers to it. Only who proposed issues it, once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetoffCommit {
    /// True: done; false: given up.
    pub done: bool,
    /// The answer that it rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<Uuid>,
}

/// Money that was paid, and for what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// Rupiah.
    pub amount: i64,
    /// `cash` or `transfer`.
    pub method: String,
    /// The bank's reference.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reference: String,
    /// For which claims; what is left over is paid in advance.
    pub allocations: Vec<Allocation>,
}

/// The other side has the money, or has not; it refers to the payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentAnswer {
    /// True: it came.
    pub received: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}
