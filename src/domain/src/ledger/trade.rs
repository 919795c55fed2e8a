//! The journals of documents: J10 to J13 of `domain.md` section 2.5. What a document does to the books was
//! worked out when it was kept ([`crate::trade`]) and stands in its record; here it is only written down.

use super::journal::{Draft, Journal, JournalError, known};
use crate::trade::{Direction, KeptDocument, TradeFact};

/// The journal of a fact of the trade with others.
pub(super) fn post(fact: &TradeFact) -> Result<Option<Journal>, JournalError> {
    match fact {
        TradeFact::Kept(kept) => of_document(kept),
        TradeFact::PartiesPut { .. } | TradeFact::CodeLinked { .. } => Ok(None),
    }
}

fn of_document(kept: &KeptDocument) -> Result<Option<Journal>, JournalError> {
    let mut draft = Draft::default();
    for line in &kept.postings {
        draft.debit(known(&line.account)?, &line.sub, line.amount);
    }
    let way = match kept.direction {
        Direction::Issued => "ke",
        Direction::Taken => "dari",
    };
    draft.seal(kept.business_date, format!("{} {} {way} {}", kept.document.words(), kept.document.number, kept.party))
}
