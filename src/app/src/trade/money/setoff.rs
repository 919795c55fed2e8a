//! Set-off between the shop and a party in its steps: proposed, answered, done or given up. Each step is one
//! document and one transaction; a step that is done again finds its document and changes nothing.

use chrono::{NaiveDate, TimeDelta};
use domain::Rupiah;
use domain::settlement::{Claims, OpenItem, Setoff, SetoffState, propose};
use domain::staff::Right;
use domain::trade::Party;
use record::document::{Allocation, Content, Document, SetoffAnswer, SetoffCommit, SetoffProposal, read_file};
use uuid::Uuid;

use super::MoneyRefusal;
use super::between::Between;
use super::keep::{Desk, Say};
use crate::staff::Approval;
use crate::stock::clean;
use crate::trade::TradeRefusal;
use crate::{App, Fault};

/// How long a proposal holds unless somebody says otherwise, hours (`network.md` 4.3).
pub const HOLDS: u32 = 48;

/// A set-off as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetoffView {
    /// The party's key.
    pub party: String,
    /// True: the shop proposed it.
    pub ours: bool,
    /// The set-off.
    pub setoff: Setoff,
    /// Number of the document and who owes, of each part.
    pub parts: Vec<(String, String, Rupiah)>,
}

impl App {
    /// Proposes to set off what is certain, due by `cutoff`, undisputed and not promised, the oldest due first. It
    /// is promised from now on. What the shop proposed before and nobody answered in time is given up first. Of a
    /// party without software the yes is typed at once: the shop asked on paper.
    ///
    /// # Errors
    /// [`MoneyRefusal::NothingToSetOff`], [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn propose_setoff(&mut self, party: &str, cutoff: NaiveDate, hours: u32, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let party = self.party(party)?;
        let hours = hours.clamp(1, 24 * 60);
        self.settle(approval, |desk| {
            give_up_expired(desk, &party)?;
            let claims = desk.between(&party)?.claims()?;
            let netting = propose(&claims.items()?, (&desk.own.legal_id, &party.legal_id), cutoff)
                .map_err(|error| Fault::Defect(error.to_string()))?;
            let mut parts = Vec::with_capacity(netting.bilateral.len());
            for part in &netting.bilateral {
                let claim = Uuid::parse_str(&part.claim).map_err(|error| Fault::Defect(error.to_string()))?;
                parts.push(Allocation { claim, amount: part.amount.get() });
            }
            // Each rupiah counts on both sides.
            let amount = netting.total.get() / 2;
            if parts.is_empty() {
                return Err(MoneyRefusal::NothingToSetOff { party: party.code.clone(), cutoff }.into());
            }
            let expires = desk.now + TimeDelta::hours(i64::from(hours));
            let proposal = SetoffProposal { cutoff, expires, parts, amount };
            let document = desk.say(&party, Say::new(Content::SetoffProposal(proposal), None))?;
            if party.key.is_none() {
                let answer = SetoffAnswer { accepted: true, at: desk.now, reason: "disepakati di atas kertas".to_owned() };
                desk.type_for(&party, Say::new(Content::SetoffAnswer(answer), Some(document.id)), document.number.clone())?;
            }
            view(desk, &party, &document.id.to_string())
        })
    }

    /// Takes the proposals of a file in and says yes to those that still wait for an answer.
    ///
    /// # Errors
    /// [`MoneyRefusal::NoSuchSetoff`] for a file without one, and those of [`App::accept_setoff`].
    pub fn accept_setoff_file(&mut self, bytes: &[u8], approval: Option<&Approval>) -> Result<Vec<SetoffView>, Fault> {
        let actor = self.hold_right(Right::Settle, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let mut ids = Vec::new();
        for enclosed in read_file(bytes).map_err(TradeRefusal::from)? {
            let enclosed = enclosed.map_err(TradeRefusal::from)?;
            let document = Document::read(&enclosed.text).map_err(TradeRefusal::from)?;
            // Proposals, and what was said to them since: one that is over is not answered any more.
            match document.content {
                Content::SetoffProposal(_) => {
                    self.take(&enclosed, &own, &actor.id)?;
                    ids.push(document.id.to_string());
                }
                Content::SetoffCommit(_) => drop(self.take(&enclosed, &own, &actor.id)?),
                _ => {}
            }
        }
        if ids.is_empty() {
            return Err(MoneyRefusal::NoSuchSetoff("di berkas itu".to_owned()).into());
        }
        let mut views = Vec::new();
        for id in ids {
            let found = self.setoff(&id)?;
            views.push(if found.setoff.state == SetoffState::Proposed { self.accept_setoff(&id, approval)? } else { found });
        }
        Ok(views)
    }

    /// Says yes to a proposal of the other side; what it takes is promised until it is done or given up.
    ///
    /// # Errors
    /// [`MoneyRefusal::Expired`], [`MoneyRefusal::NotFree`], [`MoneyRefusal::OwnProposal`], [`MoneyRefusal::Over`].
    pub fn accept_setoff(&mut self, id: &str, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.answer_setoff(id, None, approval)
    }

    /// Says no to a proposal of the other side.
    ///
    /// # Errors
    /// As [`App::accept_setoff`]; [`crate::Refusal::NeedsReason`].
    pub fn refuse_setoff(&mut self, id: &str, reason: &str, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let reason = clean(reason, 120);
        if reason.is_empty() {
            return Err(crate::Refusal::NeedsReason.into());
        }
        self.answer_setoff(id, Some(reason), approval)
    }

    fn answer_setoff(&mut self, id: &str, no: Option<String>, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let found = self.find_setoff(id, false)?;
        let (party, id) = (self.party(&found.party)?, found.setoff.id.as_str());
        self.settle(approval, |desk| {
            let claims = desk.between(&party)?.claims()?;
            let setoff = claims.setoff(id).ok_or_else(|| MoneyRefusal::NoSuchSetoff(id.to_owned()))?;
            let number = setoff.number.clone();
            if setoff.proposer == desk.own.legal_id {
                return Err(MoneyRefusal::OwnProposal { number }.into());
            }
            match (setoff.state, &no) {
                (SetoffState::Proposed, _) => {}
                // The same word again.
                (SetoffState::Accepted, None) | (SetoffState::Refused, Some(_)) => return view(desk, &party, &setoff.id),
                (state, _) => return Err(MoneyRefusal::Over { number, state: state.words() }.into()),
            }
            if no.is_none() {
                if desk.now > setoff.expires {
                    return Err(MoneyRefusal::Expired { number, expires: setoff.expires }.into());
                }
                check_free(&claims, setoff)?;
            }
            let answer = SetoffAnswer { accepted: no.is_none(), at: desk.now, reason: no.unwrap_or_default() };
            let refers = Uuid::parse_str(&setoff.id).ok();
            desk.say(&party, Say::new(Content::SetoffAnswer(answer), refers))?;
            view(desk, &party, &setoff.id)
        })
    }

    /// Does a set-off to which the other side said yes in time: both claims are less by the same sum (J12).
    ///
    /// # Errors
    /// [`MoneyRefusal::NotAccepted`], [`MoneyRefusal::NotProposer`], [`MoneyRefusal::Expired`],
    /// [`MoneyRefusal::Over`].
    pub fn commit_setoff(&mut self, id: &str, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.end_setoff(id, true, approval)
    }

    /// Gives a proposal of the shop up: nothing is promised any more.
    ///
    /// # Errors
    /// [`MoneyRefusal::NotProposer`], [`MoneyRefusal::Over`].
    pub fn void_setoff(&mut self, id: &str, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.end_setoff(id, false, approval)
    }

    fn end_setoff(&mut self, id: &str, done: bool, approval: Option<&Approval>) -> Result<SetoffView, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let found = self.find_setoff(id, true)?;
        let (party, id) = (self.party(&found.party)?, found.setoff.id.as_str());
        self.settle(approval, |desk| {
            let claims = desk.between(&party)?.claims()?;
            let setoff = claims.setoff(id).ok_or_else(|| MoneyRefusal::NoSuchSetoff(id.to_owned()))?;
            let number = setoff.number.clone();
            if setoff.proposer != desk.own.legal_id {
                return Err(MoneyRefusal::NotProposer { number }.into());
            }
            match (setoff.state, done) {
                (SetoffState::Done, true) | (SetoffState::Void, false) => return view(desk, &party, &setoff.id),
                (SetoffState::Accepted, _) | (SetoffState::Proposed | SetoffState::Late, false) => {}
                (SetoffState::Proposed, true) => return Err(MoneyRefusal::NotAccepted { number }.into()),
                (SetoffState::Late, true) => return Err(MoneyRefusal::Expired { number, expires: setoff.expires }.into()),
                (state, _) => return Err(MoneyRefusal::Over { number, state: state.words() }.into()),
            }
            end(desk, &party, setoff, done)?;
            view(desk, &party, &setoff.id)
        })
    }

    /// A set-off by number or id; of several with one number the shop's own.
    ///
    /// # Errors
    /// [`MoneyRefusal::NoSuchSetoff`], [`MoneyRefusal::Ambiguous`].
    pub fn setoff(&self, id: &str) -> Result<SetoffView, Fault> {
        self.find_setoff(id, true)
    }

    /// Both sides count their own proposals: `ours` says whose is meant where both have the number.
    fn find_setoff(&self, id: &str, ours: bool) -> Result<SetoffView, Fault> {
        let mut found = self.setoffs(None)?;
        found.retain(|view| view.setoff.id == id || view.setoff.number == id);
        if found.iter().any(|view| view.ours == ours) {
            found.retain(|view| view.ours == ours);
        }
        match found.len() {
            0 | 1 => Ok(found.pop().ok_or_else(|| MoneyRefusal::NoSuchSetoff(id.to_owned()))?),
            _ => Err(MoneyRefusal::Ambiguous(id.to_owned()).into()),
        }
    }

    /// The set-offs with a party, or with all.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchParty`].
    pub fn setoffs(&self, party: Option<&str>) -> Result<Vec<SetoffView>, Fault> {
        let parties = self.one_or_all(party)?;
        let own = self.own_party()?;
        let mut views = Vec::new();
        for party in &parties {
            let claims = self.between(party)?.claims()?;
            views.extend(claims.setoffs.iter().map(|setoff| viewed(&claims, setoff, party, &own.legal_id)));
        }
        Ok(views)
    }
}

/// What the shop proposed and nobody answered in time.
fn give_up_expired(desk: &Desk<'_>, party: &Party) -> Result<(), Fault> {
    let claims = desk.between(party)?.claims()?;
    let late =
        |setoff: &&Setoff| setoff.state == SetoffState::Proposed && setoff.proposer == desk.own.legal_id && desk.now > setoff.expires;
    claims.setoffs.iter().filter(late).try_for_each(|setoff| end(desk, party, setoff, false))
}

fn end(desk: &Desk<'_>, party: &Party, setoff: &Setoff, done: bool) -> Result<(), Fault> {
    let answer = if done { Uuid::parse_str(&setoff.answer).ok() } else { None };
    let refers = Uuid::parse_str(&setoff.id).ok();
    desk.say(party, Say::new(Content::SetoffCommit(SetoffCommit { done, answer }), refers)).map(drop)
}

/// What the other side proposes must be free here; its own promise does not count against it.
fn check_free(claims: &Claims, setoff: &Setoff) -> Result<(), Fault> {
    let items = claims.items()?;
    for part in &setoff.parts {
        let item = items.iter().find(|item| item.id == part.claim);
        let number = Between::known(claims, &part.claim).map(|known| known.0).unwrap_or_else(|| part.claim.clone());
        let free = match item {
            Some(item) => OpenItem { reserved: item.reserved.minus(part.amount)?, ..item.clone() }.free(item.due).unwrap_or_default(),
            None => Rupiah::ZERO,
        };
        if free < part.amount {
            return Err(MoneyRefusal::NotFree { number, free }.into());
        }
    }
    Ok(())
}

fn view(desk: &Desk<'_>, party: &Party, id: &str) -> Result<SetoffView, Fault> {
    let claims = desk.between(party)?.claims()?;
    let setoff = claims.setoff(id).ok_or_else(|| MoneyRefusal::NoSuchSetoff(id.to_owned()))?;
    Ok(viewed(&claims, setoff, party, &desk.own.legal_id))
}

fn viewed(claims: &Claims, setoff: &Setoff, party: &Party, own: &str) -> SetoffView {
    let part = |part: &domain::settlement::Part| {
        let (number, debtor) = Between::known(claims, &part.claim).unwrap_or_default();
        (number, debtor, part.amount)
    };
    let parts = setoff.parts.iter().map(part).collect();
    SetoffView { party: party.code.clone(), ours: setoff.proposer == own, setoff: setoff.clone(), parts }
}
