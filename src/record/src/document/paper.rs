//! What of a document touches claims, for the fold in `domain`.

use domain::Rupiah;
use domain::settlement::{Paper, Part, Says};

use super::{Allocation, Content, Document};

impl Document {
    /// What the claims of the two parties learn from the document; `None` for one that is not about money.
    pub fn paper(&self) -> Option<Paper> {
        let says = match &self.content {
            Content::Invoice(invoice) => {
                Says::Invoice { total: Rupiah::new(invoice.total), due: invoice.due, consignment: invoice.consignment }
            }
            Content::InvoiceAnswer(answer) => Says::Answer { round: answer.round, accepted: Rupiah::new(answer.accepted) },
            Content::CreditNote(note) => {
                Says::Credit { closes: closes(&note.cause), total: Rupiah::new(note.total), parts: parts(&note.allocations) }
            }
            Content::Payment(payment) => Says::Payment { amount: Rupiah::new(payment.amount), parts: parts(&payment.allocations) },
            Content::PaymentAnswer(answer) => Says::PaymentAnswer { received: answer.received },
            Content::SetoffProposal(proposal) => {
                Says::Proposal { expires: proposal.expires, parts: parts(&proposal.parts), amount: Rupiah::new(proposal.amount) }
            }
            Content::SetoffAnswer(answer) => Says::SetoffAnswer { accepted: answer.accepted, at: answer.at },
            Content::SetoffCommit(commit) => {
                Says::SetoffCommit { done: commit.done, answer: commit.answer.map(|id| id.to_string()).unwrap_or_default() }
            }
            Content::Card(_)
            | Content::Catalogue(_)
            | Content::Order(_)
            | Content::OrderResponse(_)
            | Content::OrderCancel(_)
            | Content::Commitment(_)
            | Content::Despatch(_)
            | Content::ReceiptAdvice(_)
            | Content::Statement(_) => return None,
        };
        Some(Paper {
            id: self.id.to_string(),
            number: self.number.clone(),
            from: self.from.id.clone(),
            to: self.to.id.clone(),
            date: self.date,
            refers: self.refers.map(|id| id.to_string()).unwrap_or_default(),
            says,
        })
    }
}

/// Whether a credit note gives back what was asked for too much.
fn closes(cause: &str) -> bool {
    matches!(cause, "price" | "shortage")
}

fn parts(allocations: &[Allocation]) -> Vec<Part> {
    allocations.iter().map(|part| Part { claim: part.claim.to_string(), amount: Rupiah::new(part.amount) }).collect()
}
