//! Credit notes of other programs: off their invoice first, then off what else is open, as one on paper.

use record::document::{Content, Document};
use store::trade::documents;

use super::take::Paper;
use crate::staff::Approval;
use crate::trade::Own;
use crate::trade::issue::signed;
use crate::trade::money::{CAUSES, Signed, allocate};
use crate::trade::take::Taken;
use crate::{App, Fault};

impl App {
    /// Keeps a credit note. Where it goes is worked out here: the file is on nobody's word.
    pub(super) fn keep_credit(&mut self, mut paper: Paper, own: &Own, approval: Option<&Approval>) -> Result<(Document, Taken), Fault> {
        self.find_named(&mut paper)?;
        self.name_goods(&mut paper)?;
        self.settle(approval, |desk| {
            let Paper { mut document, party, source, .. } = paper;
            // Another program may have taken it in meanwhile.
            if documents::document(desk.connection(), &document.id.to_string())?.is_some() {
                return Ok((document, Taken::Known));
            }
            let invoice = document.refers.map(|id| id.to_string());
            let claims = desk.between(&party)?.claims()?;
            if let Content::CreditNote(note) = &mut document.content {
                if !CAUSES.contains(&note.cause.as_str()) {
                    note.cause = "other".to_owned();
                }
                note.reason = crate::stock::clean(&note.reason, 120);
                let total = domain::Rupiah::new(note.total.max(0));
                note.allocations = allocate(&claims, &party.legal_id, total, invoice.as_deref())?;
            }
            desk.take(&party, &document, Signed { document: signed(own, &document)?, source })?;
            Ok((document, Taken::New))
        })
    }
}
