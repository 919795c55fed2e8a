//! What of a document touches claims: the few fields that the fold of [`super::claims`] needs.

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::Rupiah;

/// So much of a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The claim.
    pub claim: String,
    /// Rupiah, above zero.
    pub amount: Rupiah,
}

/// A document about money, as far as claims are concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Made once by the issuer; ids of one issuer sort by time (UUIDv7 as text).
    pub id: String,
    /// For people.
    pub number: String,
    /// The legal entity that issued it.
    pub from: String,
    /// The legal entity that it is for.
    pub to: String,
    /// Its date.
    pub date: NaiveDate,
    /// The document that it answers or belongs to; empty: none.
    pub refers: String,
    /// What it says.
    pub says: Says,
}

/// What a document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Says {
    /// The seller asks for money.
    Invoice {
        /// Rupiah.
        total: Rupiah,
        /// When it is to be paid.
        due: NaiveDate,
        /// True: for goods that were only left for sale.
        consignment: bool,
    },
    /// The buyer accepts so much of an invoice; the answer with the highest round counts.
    Answer {
        /// 1, 2, ...
        round: u32,
        /// Rupiah.
        accepted: Rupiah,
    },
    /// The seller gives back.
    Credit {
        /// True: what was asked for too much (a price, a shortage); it closes a dispute before it takes anything off.
        closes: bool,
        /// Rupiah.
        total: Rupiah,
        /// Off which claims; what is left over is owed by the seller.
        parts: Vec<Part>,
    },
    /// Money went.
    Payment {
        /// Rupiah.
        amount: Rupiah,
        /// For which claims; what is left over is paid in advance.
        parts: Vec<Part>,
    },
    /// The money came, or did not.
    PaymentAnswer {
        /// True: it came. One that came counts, whatever was said before.
        received: bool,
    },
    /// As much one way as the other could be set off.
    Proposal {
        /// After that an answer comes too late.
        expires: DateTime<FixedOffset>,
        /// What of each claim.
        parts: Vec<Part>,
        /// What each owes less afterwards, rupiah.
        amount: Rupiah,
    },
    /// Yes or no to a proposal.
    SetoffAnswer {
        /// True: yes.
        accepted: bool,
        /// When.
        at: DateTime<FixedOffset>,
    },
    /// Done or given up.
    SetoffCommit {
        /// True: done.
        done: bool,
        /// The answer that it rests on; empty: none.
        answer: String,
    },
}
