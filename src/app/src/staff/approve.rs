//! A second person allows what the first may not: PIN and reason, kept as a record.

use domain::fact::Fact;
use domain::staff::Right;

use super::pin;
use crate::{App, Fault, Refusal};

/// Kept as the reason where somebody used a right of their own that asks for none.
pub(crate) const OWN_RIGHT: &str = "wewenang sendiri";

/// Proof that somebody with the right allowed something; made only here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    right: Right,
    by: String,
    reason: String,
}

impl Approval {
    /// True when it is for this right.
    pub(crate) fn is_for(&self, right: Right) -> bool {
        self.right == right
    }

    /// Who allowed it (staff id).
    pub fn by(&self) -> &str {
        &self.by
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl App {
    /// Those who may allow the use of a right.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn approvers(&self, right: Right) -> Result<Vec<store::staff::Staff>, Fault> {
        Ok(self.staff()?.into_iter().filter(|staff| self.settings.rights.allows(staff.role, right)).collect())
    }

    /// A second person allows the use of a right for `subject` ("Ubah harga Mi Goreng 85g").
    ///
    /// # Errors
    /// [`Refusal::NeedsReason`], [`Refusal::CannotApprove`], and those of a wrong PIN.
    pub fn approve(&mut self, right: Right, subject: &str, by: &str, pin: &str, reason: &str) -> Result<Approval, Fault> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        let staff = pin::check(self, by, pin)?;
        // Who asks cannot be the second person.
        if self.actor.as_ref().is_some_and(|actor| actor.id == staff.id && !self.settings.rights.allows(actor.role, right)) {
            return Err(Refusal::CannotApprove(staff.name).into());
        }
        if !self.settings.rights.allows(staff.role, right) {
            return Err(Refusal::CannotApprove(staff.name).into());
        }
        self.note_override(right, &staff.id, reason, subject)?;
        Ok(Approval { right, by: staff.id, reason: reason.to_owned() })
    }

    /// Goes on when the one who acts has the right, or holds an approval for it; nothing is noted, because
    /// the deed's own record says who did it.
    pub(crate) fn hold_right(&self, right: Right, approval: Option<&Approval>) -> Result<crate::Actor, Fault> {
        match &self.actor {
            Some(actor) if approval.is_some_and(|approval| approval.is_for(right)) => Ok(actor.clone()),
            _ => self.require(right),
        }
    }

    /// Goes on when the one who acts has the right (noted as a record with their reason) or holds an
    /// approval for it.
    pub(crate) fn use_right(&mut self, right: Right, approval: Option<&Approval>, subject: &str, reason: &str) -> Result<(), Fault> {
        if approval.is_some_and(|approval| approval.is_for(right)) {
            return Ok(());
        }
        let actor = self.require(right)?;
        if reason.trim().is_empty() {
            return Err(Refusal::NeedsReason.into());
        }
        self.note_override(right, &actor.id, reason.trim(), subject)
    }

    fn note_override(&mut self, right: Right, granted_by: &str, reason: &str, subject: &str) -> Result<(), Fault> {
        let asked_by = self.actor.as_ref().map_or_else(|| granted_by.to_owned(), |actor| actor.id.clone());
        self.record(&Fact::OverrideGranted {
            right: right.word().to_owned(),
            asked_by,
            granted_by: granted_by.to_owned(),
            reason: reason.to_owned(),
            subject: subject.to_owned(),
        })
    }
}
