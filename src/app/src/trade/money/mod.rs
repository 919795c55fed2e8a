//! Money between the shop and others: claims folded from the documents of both, credit notes, statements, set-off
//! and payment.

mod between;
mod claims;
mod credit;
mod judge;
mod keep;
mod pay;
mod payments;
mod refusal;
mod setoff;
mod statement;
mod transfers;

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]
mod tests;

pub use claims::{AgeSums, ClaimList, ClaimRow};
pub use credit::{CAUSES, CreditOrder};
pub(crate) use keep::{Desk, Say};
pub use pay::{Paid, PayOrder, ToPay};
pub use payments::{PaymentState, PaymentView};
pub use refusal::MoneyRefusal;
pub use setoff::{HOLDS, SetoffView};
pub use statement::{Comparison, MadeStatement, StatementView};

use domain::trade::Party;
use record::document::{Content, Document};

use crate::Fault;

/// Whether a document is about money: claims are folded from these.
pub(super) const fn is_money(content: &Content) -> bool {
    matches!(
        content,
        Content::InvoiceAnswer(_)
            | Content::CreditNote(_)
            | Content::Statement(_)
            | Content::SetoffProposal(_)
            | Content::SetoffAnswer(_)
            | Content::SetoffCommit(_)
            | Content::Payment(_)
            | Content::PaymentAnswer(_)
    )
}

impl Desk<'_> {
    /// Takes a document about money in: judged and booked in one transaction, so that nothing comes between.
    pub(super) fn take(&self, party: &Party, document: &Document, body: String, key: [u8; 32], signature: [u8; 64]) -> Result<(), Fault> {
        judge::judge(&self.between(party)?, document)?;
        self.take_in(party, document, body, key, signature)
    }
}
