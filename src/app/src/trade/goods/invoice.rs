//! Invoices, of others to the shop and of the shop to others: what was said to each.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::trade::Direction;
use record::document::{Content, InvoiceAnswer};
use store::trade::documents::{self, DocumentRow};
use uuid::Uuid;

use super::history::read;
use crate::trade::issue::is_typed;
use crate::{App, Fault};

/// What was said to an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceState {
    /// Nothing yet.
    New,
    /// All of it is accepted.
    Accepted,
    /// Part of it is disputed.
    Partly,
    /// All of it is disputed.
    Disputed,
}

impl InvoiceState {
    /// The word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Accepted => "accepted",
            Self::Partly => "partly-disputed",
            Self::Disputed => "disputed",
        }
    }

    /// What it is called, in Bahasa Indonesia.
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "belum dicocokkan",
            Self::Accepted => "diterima",
            Self::Partly => "disanggah sebagian",
            Self::Disputed => "disanggah",
        }
    }
}

/// An invoice in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceView {
    /// Id of the document: of the claim.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// Of the shop, or to it.
    pub direction: Direction,
    /// The other party's key.
    pub party: String,
    /// Its date.
    pub date: NaiveDate,
    /// When it is due.
    pub due: NaiveDate,
    /// What it asks for, rupiah.
    pub total: Rupiah,
    /// What was said to it.
    pub state: InvoiceState,
    /// Accepted, rupiah.
    pub accepted: Rupiah,
    /// Disputed, rupiah.
    pub disputed: Rupiah,
    /// How often it was answered.
    pub round: u32,
    /// True: it was typed in from paper.
    pub typed: bool,
}

impl App {
    /// Invoices, the newest first: of one party or all; `unmatched`: only those of others that nobody answered.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn invoices(&self, party: Option<&str>, unmatched: bool) -> Result<Vec<InvoiceView>, Fault> {
        let connection = self.store.connection();
        let own = self.own_party()?;
        let mut views = Vec::new();
        for row in documents::of_party(connection, party.unwrap_or_default(), "invoice")? {
            let document = read(&row)?;
            let Content::Invoice(invoice) = &document.content else { continue };
            let answer = self.answer_to(&row)?;
            if unmatched && (answer.is_some() || row.direction == Direction::Issued) {
                continue;
            }
            let (accepted, disputed) = answer.as_ref().map_or((0, 0), |answer| (answer.accepted, answer.disputed));
            views.push(InvoiceView {
                id: document.id,
                typed: is_typed(&row, &own),
                direction: row.direction,
                party: row.party,
                date: document.date,
                due: invoice.due,
                total: Rupiah::new(invoice.total),
                state: match answer {
                    None => InvoiceState::New,
                    Some(_) if disputed == 0 => InvoiceState::Accepted,
                    Some(_) if accepted > 0 => InvoiceState::Partly,
                    Some(_) => InvoiceState::Disputed,
                },
                accepted: Rupiah::new(accepted),
                disputed: Rupiah::new(disputed),
                round: answer.map_or(0, |answer| answer.round),
                number: document.number,
            });
        }
        views.reverse();
        Ok(views)
    }

    /// The answer that holds: of the last round.
    fn answer_to(&self, row: &DocumentRow) -> Result<Option<InvoiceAnswer>, Fault> {
        let mut last: Option<InvoiceAnswer> = None;
        for answer in documents::answers(self.store.connection(), &row.document.id)? {
            if let Content::InvoiceAnswer(answer) = read(&answer)?.content
                && last.as_ref().is_none_or(|last| last.round < answer.round)
            {
                last = Some(answer);
            }
        }
        Ok(last)
    }
}
