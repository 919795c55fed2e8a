//! The claims between two legal entities, folded from the documents of both (`network.md` 4.1).
//!
//! Sums only, so that the order of the documents means nothing and one that comes twice counts once: whoever has
//! the same documents sees the same claims. What is taken off a claim beyond what it was is a claim the other way
//! ([`reverse_id`]): a credit note after the payment, an invoice that was paid twice.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use sha2::{Digest, Sha256};

use super::open_item::{Nature, OpenItem};
use super::paper::{Paper, Part, Says};
use super::setoff::{self, Setoff, SetoffState};
use crate::{Overflow, Rupiah};

/// What a claim began with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An invoice.
    Invoice,
    /// What of a credit note went off no claim.
    Credit,
    /// What of a payment went to no claim.
    Advance,
}

/// A claim with all that was taken off it, rupiah.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Id of the document that it began with.
    pub id: String,
    /// Number of that document.
    pub number: String,
    /// What that document is.
    pub origin: Origin,
    /// Who owes.
    pub debtor: String,
    /// To whom.
    pub creditor: String,
    /// Date of the document.
    pub date: NaiveDate,
    /// When it is to be paid.
    pub due: NaiveDate,
    /// What it is for.
    pub nature: Nature,
    /// What was asked for.
    pub amount: Rupiah,
    /// What the debtor accepted; none: no answer yet.
    pub accepted: Option<Rupiah>,
    /// Given back because too much was asked for: closes a dispute first.
    pub closed: Rupiah,
    /// Given back otherwise: returns, rebates.
    pub credited: Rupiah,
    /// Paid, and it came.
    pub paid: Rupiah,
    /// Paid, and the other side has not said that it came.
    pub moving: Rupiah,
    /// Set off.
    pub set_off: Rupiah,
    /// Promised to set-offs.
    pub reserved: Rupiah,
    /// Of what was taken too much: paid back or set off.
    pub back: Rupiah,
    /// Of what was taken too much: paid back, and the other side has not said that it came.
    pub back_moving: Rupiah,
    /// Of what was taken too much: promised to set-offs.
    pub back_reserved: Rupiah,
}

/// All claims between two, and their set-offs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    /// By id.
    pub claims: BTreeMap<String, Claim>,
    /// By id.
    pub setoffs: Vec<Setoff>,
}

/// Id of the claim the other way, of what was taken off a claim too much: made from the claim's own, so that both
/// sides name it alike (a UUID of version 8).
pub fn reverse_id(claim: &str) -> String {
    let hash = Sha256::new_with_prefix("sokoguru-kelebihan-1\0").chain_update(claim).finalize();
    let mut bytes: [u8; 16] = std::array::from_fn(|at| hash[at]);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{}-{}-{}-{}-{}", &text[..8], &text[8..12], &text[12..16], &text[16..20], &text[20..])
}

/// Folds the documents between two legal entities, whatever order they come in. `own` and `now` decide only how
/// long a proposal that nobody answered holds ([`Setoff::holds`]).
///
/// # Errors
/// [`Overflow`].
pub fn fold(papers: &[Paper], own: &str, now: DateTime<FixedOffset>) -> Result<Claims, Overflow> {
    let papers: BTreeMap<&str, &Paper> = papers.iter().map(|paper| (paper.id.as_str(), paper)).collect();
    let mut folding = Folding::default();
    for paper in papers.values() {
        if let Says::Invoice { total, due, consignment } = paper.says {
            let nature = if consignment { Nature::Consignment } else { Nature::Trade };
            folding.begin(paper, Origin::Invoice, (&paper.to, &paper.from), total, due, nature);
        }
    }
    folding.answer(&papers);
    folding.credit(&papers)?;
    folding.pay(&papers)?;
    let setoffs = setoff::fold(&papers);
    for setoff in &setoffs {
        folding.set_off(setoff, setoff.holds(own, now))?;
    }
    Ok(Claims { claims: folding.claims, setoffs })
}

/// How a part is taken off a claim.
#[derive(Clone, Copy)]
enum Taking {
    Closed,
    Credited,
    Paid,
    Moving,
    SetOff,
    Reserved,
}

#[derive(Default)]
struct Folding {
    claims: BTreeMap<String, Claim>,
    /// Claims the other way, by their id.
    reverse: BTreeMap<String, String>,
}

impl Folding {
    fn begin(&mut self, paper: &Paper, origin: Origin, (debtor, creditor): (&str, &str), amount: Rupiah, due: NaiveDate, nature: Nature) {
        let zero = Rupiah::ZERO;
        let claim = Claim {
            id: paper.id.clone(),
            number: paper.number.clone(),
            origin,
            debtor: debtor.to_owned(),
            creditor: creditor.to_owned(),
            date: paper.date,
            due,
            nature,
            amount,
            accepted: None,
            closed: zero,
            credited: zero,
            paid: zero,
            moving: zero,
            set_off: zero,
            reserved: zero,
            back: zero,
            back_moving: zero,
            back_reserved: zero,
        };
        self.reverse.insert(reverse_id(&paper.id), paper.id.clone());
        self.claims.insert(paper.id.clone(), claim);
    }

    /// Of each invoice the answer with the highest round counts.
    fn answer(&mut self, papers: &BTreeMap<&str, &Paper>) {
        let mut rounds: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
        for paper in papers.values() {
            let Says::Answer { round, accepted } = paper.says else { continue };
            let Some(claim) = self.claims.get_mut(&paper.refers) else { continue };
            if paper.from != claim.debtor {
                continue;
            }
            let last = rounds.entry(&paper.refers).or_default();
            if (round, paper.id.as_str()) > *last {
                *last = (round, &paper.id);
                claim.accepted = Some(accepted.max(Rupiah::ZERO).min(claim.amount));
            }
        }
    }

    fn credit(&mut self, papers: &BTreeMap<&str, &Paper>) -> Result<(), Overflow> {
        for paper in papers.values() {
            let Says::Credit { closes, total, parts } = &paper.says else { continue };
            let mut left = *total;
            for part in parts {
                // What the issuer is owed goes down; other claims are not the issuer's to give back.
                let is_own = self.claims.get(&part.claim).is_some_and(|claim| claim.creditor == paper.from);
                // Only on its own invoice it can be what was asked for too much.
                let taking = if *closes && part.claim == paper.refers { Taking::Closed } else { Taking::Credited };
                if is_own && self.take(part, taking)? {
                    left = left.minus(part.amount)?;
                }
            }
            if left > Rupiah::ZERO {
                self.begin(paper, Origin::Credit, (&paper.from, &paper.to), left, paper.date, Nature::Trade);
            }
        }
        Ok(())
    }

    fn pay(&mut self, papers: &BTreeMap<&str, &Paper>) -> Result<(), Overflow> {
        let mut answers: BTreeMap<&str, bool> = BTreeMap::new();
        for paper in papers.values() {
            if let Says::PaymentAnswer { received } = paper.says
                && papers.get(paper.refers.as_str()).is_some_and(|payment| payment.to == paper.from)
            {
                *answers.entry(&paper.refers).or_default() |= received;
            }
        }
        for paper in papers.values() {
            let Says::Payment { amount, parts } = &paper.says else { continue };
            let taking = match answers.get(paper.id.as_str()) {
                Some(false) => continue,
                Some(true) => Taking::Paid,
                None => Taking::Moving,
            };
            let mut left = *amount;
            for part in parts {
                if self.owes(&part.claim).is_some_and(|debtor| debtor == paper.from) && self.take(part, taking)? {
                    left = left.minus(part.amount)?;
                }
            }
            if left > Rupiah::ZERO {
                self.begin(paper, Origin::Advance, (&paper.to, &paper.from), left, paper.date, Nature::Trade);
                if let (Taking::Paid, Some(claim)) = (taking, self.claims.get_mut(&paper.id)) {
                    claim.accepted = Some(left);
                }
            }
        }
        Ok(())
    }

    /// A set-off is done, or holds what it will take, or is nothing. One that takes more one way than the other, or a
    /// claim that is not known, is nothing.
    fn set_off(&mut self, setoff: &Setoff, holds: bool) -> Result<(), Overflow> {
        let mut sums = [Rupiah::ZERO; 2];
        for part in &setoff.parts {
            let side = match self.owes(&part.claim) {
                Some(debtor) if debtor == setoff.proposer => 0,
                Some(debtor) if debtor == setoff.other => 1,
                _ => return Ok(()),
            };
            sums[side] = sums[side].plus(part.amount)?;
        }
        if sums != [setoff.amount; 2] {
            return Ok(());
        }
        let taking = match setoff.state {
            SetoffState::Done => Taking::SetOff,
            _ if holds => Taking::Reserved,
            _ => return Ok(()),
        };
        for part in &setoff.parts {
            self.take(part, taking)?;
        }
        Ok(())
    }

    /// Who owes a claim, or what was taken off it too much.
    fn owes(&self, id: &str) -> Option<&str> {
        if let Some(claim) = self.claims.get(id) {
            return Some(&claim.debtor);
        }
        self.claims.get(self.reverse.get(id)?).map(|claim| claim.creditor.as_str())
    }

    /// Takes a part off a claim; false when it is not known.
    fn take(&mut self, part: &Part, taking: Taking) -> Result<bool, Overflow> {
        if let Some(claim) = self.claims.get_mut(&part.claim) {
            let sum = match taking {
                Taking::Closed => &mut claim.closed,
                Taking::Credited => &mut claim.credited,
                Taking::Paid => &mut claim.paid,
                Taking::Moving => &mut claim.moving,
                Taking::SetOff => &mut claim.set_off,
                Taking::Reserved => &mut claim.reserved,
            };
            *sum = sum.plus(part.amount)?;
            return Ok(true);
        }
        let Some(claim) = self.reverse.get(&part.claim).and_then(|id| self.claims.get_mut(id)) else { return Ok(false) };
        let sum = match taking {
            Taking::Closed | Taking::Credited => return Ok(false),
            Taking::Paid | Taking::SetOff => &mut claim.back,
            Taking::Moving => &mut claim.back_moving,
            Taking::Reserved => &mut claim.back_reserved,
        };
        *sum = sum.plus(part.amount)?;
        Ok(true)
    }
}

impl Claim {
    /// What of the claim is disputed: asked for, not accepted, and not given back, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn disputed(&self) -> Result<Rupiah, Overflow> {
        match (self.origin, self.accepted) {
            (Origin::Invoice, Some(accepted)) => Ok(self.amount.minus(self.closed)?.minus(accepted)?.max(Rupiah::ZERO)),
            _ => Ok(Rupiah::ZERO),
        }
    }

    /// What was taken off the claim and is final, rupiah.
    fn taken(&self) -> Result<Rupiah, Overflow> {
        Rupiah::sum([self.closed, self.credited, self.paid, self.set_off])
    }

    /// What the debtor owes on balance; below zero the creditor owes it, rupiah.
    fn balance(&self) -> Result<Rupiah, Overflow> {
        self.amount.minus(self.taken()?)?.plus(self.back)
    }

    /// The claim as long as something of it is open: itself, or what was taken off it too much.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn open(&self) -> Result<Option<OpenItem>, Overflow> {
        let balance = self.balance()?;
        if balance > Rupiah::ZERO {
            return Ok(Some(OpenItem {
                id: self.id.clone(),
                document: self.number.clone(),
                debtor: self.debtor.clone(),
                creditor: self.creditor.clone(),
                date: self.date,
                due: self.due,
                amount: self.amount,
                open: balance,
                disputed: self.disputed()?.min(balance),
                reserved: self.reserved.plus(self.moving)?,
                confirmed: self.origin == Origin::Credit || self.accepted.is_some(),
                nature: self.nature,
            }));
        }
        if balance.is_zero() {
            return Ok(None);
        }
        Ok(Some(OpenItem {
            id: reverse_id(&self.id),
            document: self.number.clone(),
            debtor: self.creditor.clone(),
            creditor: self.debtor.clone(),
            date: self.date,
            due: self.due,
            amount: balance.minus(self.back)?.negated()?,
            open: balance.negated()?,
            disputed: Rupiah::ZERO,
            reserved: self.back_reserved.plus(self.back_moving)?,
            confirmed: true,
            nature: self.nature,
        }))
    }
}

impl Claims {
    /// What is open, by id.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn items(&self) -> Result<Vec<OpenItem>, Overflow> {
        let mut items = Vec::new();
        for claim in self.claims.values() {
            items.extend(claim.open()?);
        }
        items.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(items)
    }

    /// What others owe a party less what it owes them, rupiah: a set-off does not change it.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn net(&self, party: &str) -> Result<Rupiah, Overflow> {
        self.claims.values().try_fold(Rupiah::ZERO, |sum, claim| {
            let balance = claim.balance()?;
            if claim.debtor == party { sum.minus(balance) } else { sum.plus(balance) }
        })
    }

    /// A set-off by id or number.
    pub fn setoff(&self, word: &str) -> Option<&Setoff> {
        self.setoffs.iter().find(|setoff| setoff.id == word || setoff.number == word)
    }
}
