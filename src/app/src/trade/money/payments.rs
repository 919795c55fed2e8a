//! Payments as they are looked at: what went, what came, and what the other side said to it.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::settlement::Money;
use domain::staff::Right;
use domain::trade::Direction;
use record::document::{Content, Payment};
use uuid::Uuid;

use super::between::{Between, Said};
use crate::staff::Approval;
use crate::{App, Fault};

/// What the side that should have the money said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentState {
    /// Nothing yet.
    Waits,
    /// It came.
    Came,
    /// It did not, and why.
    Missing(String),
}

/// A payment between the shop and a party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentView {
    /// Id of the document.
    pub id: Uuid,
    /// Its number.
    pub number: String,
    /// The party's key.
    pub party: String,
    /// True: the shop paid.
    pub ours: bool,
    /// Its date.
    pub date: NaiveDate,
    /// Rupiah.
    pub amount: Rupiah,
    /// From where, or into what.
    pub method: Money,
    /// The bank's reference.
    pub reference: String,
    /// Number of the document of each claim, and how much of it, rupiah.
    pub parts: Vec<(String, Rupiah)>,
    /// What was paid in advance, rupiah.
    pub advance: Rupiah,
    /// What was said to it.
    pub state: PaymentState,
}

impl App {
    /// Payments of both ways with one party or all, the newest first.
    ///
    /// # Errors
    /// [`crate::trade::TradeRefusal::NoSuchParty`], [`crate::Refusal::NeedsApproval`].
    pub fn payments(&self, party: Option<&str>, approval: Option<&Approval>) -> Result<Vec<PaymentView>, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let parties = self.one_or_all(party)?;
        let mut views = Vec::new();
        for party in &parties {
            let between = self.between(party)?;
            let claims = between.claims()?;
            for said in &between.said {
                if let Content::Payment(payment) = &said.document.content {
                    let (parts, advance) = Between::parts(&claims, payment)?;
                    views.push(view(&between, said, payment, (parts, advance)));
                }
            }
        }
        views.sort_by_key(|view| std::cmp::Reverse((view.date, view.id)));
        Ok(views)
    }
}

fn view(between: &Between, said: &Said, payment: &Payment, (parts, advance): (Vec<(String, Rupiah)>, Rupiah)) -> PaymentView {
    PaymentView {
        id: said.document.id,
        number: said.document.number.clone(),
        party: between.party.code.clone(),
        ours: said.direction == Direction::Issued,
        date: said.document.date,
        amount: Rupiah::new(payment.amount),
        method: Money::parse(&payment.method).unwrap_or_default(),
        reference: payment.reference.clone(),
        parts,
        advance,
        state: state(between, said.document.id),
    }
}

/// One word that it came counts, whatever was said before.
fn state(between: &Between, payment: Uuid) -> PaymentState {
    let mut state = PaymentState::Waits;
    for said in between.answers(payment) {
        match &said.document.content {
            Content::PaymentAnswer(answer) if answer.received => return PaymentState::Came,
            Content::PaymentAnswer(answer) => state = PaymentState::Missing(answer.reason.clone()),
            _ => {}
        }
    }
    state
}
