//! A set-off in its steps: proposed, answered, done or given up (`network.md` 4.3, two-phase).

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};

use super::paper::{Paper, Part, Says};
use crate::Rupiah;

/// How far a set-off is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetoffState {
    /// Nobody answered yet.
    Proposed,
    /// The other side said yes in time.
    Accepted,
    /// The other side said yes, too late.
    Late,
    /// The other side said no.
    Refused,
    /// Done.
    Done,
    /// Given up by who proposed it.
    Void,
}

impl SetoffState {
    /// The word for machines.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Late => "late",
            Self::Refused => "refused",
            Self::Done => "done",
            Self::Void => "void",
        }
    }

    /// In Bahasa Indonesia.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Proposed => "diusulkan",
            Self::Accepted => "disetujui",
            Self::Late => "disetujui terlambat",
            Self::Refused => "ditolak",
            Self::Done => "disahkan",
            Self::Void => "dibatalkan",
        }
    }
}

/// A set-off with what both sides said to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setoff {
    /// Id of the proposal.
    pub id: String,
    /// Its number.
    pub number: String,
    /// Who proposed it.
    pub proposer: String,
    /// Who answers.
    pub other: String,
    /// Day of the proposal.
    pub date: chrono::NaiveDate,
    /// After that an answer comes too late.
    pub expires: DateTime<FixedOffset>,
    /// What of each claim.
    pub parts: Vec<Part>,
    /// What each owes less afterwards, rupiah.
    pub amount: Rupiah,
    /// How far it is.
    pub state: SetoffState,
    /// Id of the answer; empty: none.
    pub answer: String,
}

impl Setoff {
    /// True while what it takes is promised to it. Who proposed promises until it is done or given up, because a
    /// yes that was said in time may still be on its way; who was asked promises once it said yes, and before that
    /// until the proposal expires (`now`).
    pub fn holds(&self, own: &str, now: DateTime<FixedOffset>) -> bool {
        match self.state {
            SetoffState::Proposed => own == self.proposer || now <= self.expires,
            SetoffState::Accepted | SetoffState::Late => true,
            SetoffState::Refused | SetoffState::Done | SetoffState::Void => false,
        }
    }
}

/// The set-offs of a set of documents, by id.
pub(super) fn fold(papers: &BTreeMap<&str, &Paper>) -> Vec<Setoff> {
    let mut found: BTreeMap<&str, Setoff> = BTreeMap::new();
    for paper in papers.values() {
        if let Says::Proposal { expires, parts, amount } = &paper.says {
            let setoff = Setoff {
                id: paper.id.clone(),
                number: paper.number.clone(),
                proposer: paper.from.clone(),
                other: paper.to.clone(),
                date: paper.date,
                expires: *expires,
                parts: parts.clone(),
                amount: *amount,
                state: SetoffState::Proposed,
                answer: String::new(),
            };
            found.insert(&paper.id, setoff);
        }
    }
    // Ids of one issuer sort by time: the first word of each side counts.
    for paper in papers.values() {
        if let Says::SetoffAnswer { accepted, at } = paper.says
            && let Some(setoff) = found.get_mut(paper.refers.as_str())
            && setoff.answer.is_empty()
            && paper.from == setoff.other
        {
            setoff.answer.clone_from(&paper.id);
            setoff.state = match (accepted, at <= setoff.expires) {
                (false, _) => SetoffState::Refused,
                (true, true) => SetoffState::Accepted,
                (true, false) => SetoffState::Late,
            };
        }
    }
    for paper in papers.values() {
        if let Says::SetoffCommit { done, answer } = &paper.says
            && let Some(setoff) = found.get_mut(paper.refers.as_str())
            && paper.from == setoff.proposer
        {
            match (done, setoff.state) {
                (_, SetoffState::Done | SetoffState::Void) => {}
                (true, SetoffState::Accepted) if *answer == setoff.answer => setoff.state = SetoffState::Done,
                // A done that rests on nothing is no done; its answer may still be on the way.
                (true, _) => {}
                (false, _) => setoff.state = SetoffState::Void,
            }
        }
    }
    found.into_values().collect()
}
