//! Netting: what parties owe one another is set off, first between two, then around circles.
//!
//! Pure: claims in, set-offs and what remains out, the same whatever order the claims come in. Between
//! two parties the smaller sum of both directions is set off (KUHPerdata 1425-1427: both in money, due
//! and certain). Around circles the largest possible sum is set off, found as a minimum-cost circulation
//! in whole rupiah (`network.md` section 4.4; Fleischman, Dini and Littera 2020). Whose claims may take
//! part (undisputed, not consignment: KUHPerdata 1429) is the caller's to say; here only the cut-off is.

mod bilateral;
mod multilateral;

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;

use crate::{Overflow, Rupiah};

/// What one party owes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// Its number, unlike any other.
    pub id: String,
    /// Who owes.
    pub debtor: String,
    /// To whom.
    pub creditor: String,
    /// What is open, rupiah, above zero.
    pub amount: Rupiah,
    /// When it is to be paid.
    pub due: NaiveDate,
}

/// A part of a claim that is settled without money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetOff {
    /// The claim.
    pub claim: String,
    /// Rupiah, above zero, at most what was open.
    pub amount: Rupiah,
}

/// What a party gives up and is spared: always the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartySum {
    /// The party.
    pub party: String,
    /// What others no longer owe it, rupiah.
    pub incoming: Rupiah,
    /// What it no longer owes, rupiah.
    pub outgoing: Rupiah,
}

/// What a run comes to. All lists are sorted by claim or party.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Netting {
    /// Set off between two parties.
    pub bilateral: Vec<SetOff>,
    /// Set off around circles of three or more.
    pub multilateral: Vec<SetOff>,
    /// What is still open of each claim, rupiah; claims that are wholly set off are not here.
    pub remaining: Vec<SetOff>,
    /// All that was set off, rupiah.
    pub total: Rupiah,
    /// Each party that takes part.
    pub parties: Vec<PartySum>,
}

/// Why claims cannot be netted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NettingError {
    /// Nothing to set off, or less.
    #[error("tagihan {0} harus lebih dari nol; keluarkan dari daftar")]
    NotPositive(String),
    /// A party owes itself.
    #[error("tagihan {0} berutang kepada diri sendiri; periksa kedua pihaknya")]
    Itself(String),
    /// Two claims with one number.
    #[error("nomor tagihan {0} ada dua kali; tiap tagihan hanya sekali")]
    Twice(String),
    /// A name is missing.
    #[error("tagihan «{0}» tanpa nomor atau tanpa nama pihak; lengkapi dulu")]
    Nameless(String),
    /// More than can be summed.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// A claim with its parties as numbers; what of it is open and set off.
struct Item<'a> {
    claim: &'a Claim,
    debtor: usize,
    creditor: usize,
    open: i64,
}

impl<'a> Item<'a> {
    fn of(claim: &'a Claim, names: &BTreeMap<&str, usize>) -> Self {
        Item { claim, debtor: names[claim.debtor.as_str()], creditor: names[claim.creditor.as_str()], open: claim.amount.get() }
    }
}

/// Sets off what is due up to a date.
///
/// # Errors
/// [`NettingError`]; nothing is guessed.
pub fn net(claims: &[Claim], cutoff: NaiveDate) -> Result<Netting, NettingError> {
    check(claims)?;
    let names: BTreeMap<&str, usize> = {
        let mut names: Vec<&str> = claims.iter().flat_map(|claim| [claim.debtor.as_str(), claim.creditor.as_str()]).collect();
        names.sort_unstable();
        names.dedup();
        names.into_iter().zip(0..).collect()
    };
    let mut items: Vec<Item<'_>> = claims.iter().filter(|claim| claim.due <= cutoff).map(|claim| Item::of(claim, &names)).collect();
    // One order for all: by pair, and in a pair the oldest due first.
    items.sort_unstable_by(|a, b| (a.debtor, a.creditor, a.claim.due, &a.claim.id).cmp(&(b.debtor, b.creditor, b.claim.due, &b.claim.id)));
    let bilateral = bilateral::set_off(&mut items);
    let multilateral = multilateral::set_off(&mut items, names.len());
    sum_up(claims, &names, &items, bilateral, multilateral)
}

fn check(claims: &[Claim]) -> Result<(), NettingError> {
    let mut ids = HashSet::with_capacity(claims.len());
    for claim in claims {
        if claim.id.is_empty() || claim.debtor.is_empty() || claim.creditor.is_empty() {
            return Err(NettingError::Nameless(claim.id.clone()));
        }
        if claim.amount <= Rupiah::ZERO {
            return Err(NettingError::NotPositive(claim.id.clone()));
        }
        if claim.debtor == claim.creditor {
            return Err(NettingError::Itself(claim.id.clone()));
        }
        if !ids.insert(claim.id.as_str()) {
            return Err(NettingError::Twice(claim.id.clone()));
        }
    }
    // Every sum from here on is of parts of these.
    Rupiah::sum(claims.iter().map(|claim| claim.amount))?;
    Ok(())
}

/// Set-offs by the place of their item.
type Parts = Vec<(usize, i64)>;

/// Takes an amount from the items of a pair, the oldest due first.
fn take(items: &mut [Item<'_>], first: usize, mut amount: i64, parts: &mut Parts) {
    let mut place = first;
    while amount > 0 {
        let part = amount.min(items[place].open);
        if part > 0 {
            items[place].open -= part;
            amount -= part;
            parts.push((place, part));
        }
        place += 1;
    }
}

/// The items of each pair: (debtor, creditor, first item, what is open).
fn pairs(items: &[Item<'_>]) -> Vec<(usize, usize, usize, i64)> {
    let mut pairs: Vec<(usize, usize, usize, i64)> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        match pairs.last_mut() {
            Some((debtor, creditor, _, open)) if (*debtor, *creditor) == (item.debtor, item.creditor) => *open += item.open,
            _ => pairs.push((item.debtor, item.creditor, place, item.open)),
        }
    }
    pairs
}

fn sum_up(
    claims: &[Claim],
    names: &BTreeMap<&str, usize>,
    items: &[Item<'_>],
    bilateral: Parts,
    multilateral: Parts,
) -> Result<Netting, NettingError> {
    let mut sums = vec![(0, 0); names.len()];
    let mut total = 0;
    for (place, part) in bilateral.iter().chain(&multilateral) {
        sums[items[*place].creditor].0 += part;
        sums[items[*place].debtor].1 += part;
        total += part;
    }
    let named = |parts: Parts| {
        let mut named: Vec<SetOff> =
            parts.into_iter().map(|(place, part)| SetOff { claim: items[place].claim.id.clone(), amount: Rupiah::new(part) }).collect();
        named.sort_unstable_by(|a, b| a.claim.cmp(&b.claim));
        named
    };
    let cutoff_passed: HashSet<&str> = items.iter().map(|item| item.claim.id.as_str()).collect();
    let later = claims.iter().filter(|claim| !cutoff_passed.contains(claim.id.as_str()));
    let mut remaining: Vec<SetOff> = items
        .iter()
        .filter(|item| item.open > 0)
        .map(|item| SetOff { claim: item.claim.id.clone(), amount: Rupiah::new(item.open) })
        .chain(later.map(|claim| SetOff { claim: claim.id.clone(), amount: claim.amount }))
        .collect();
    remaining.sort_unstable_by(|a, b| a.claim.cmp(&b.claim));
    let parties = names.iter().map(|(name, place)| {
        let (incoming, outgoing) = sums[*place];
        PartySum { party: (*name).to_owned(), incoming: Rupiah::new(incoming), outgoing: Rupiah::new(outgoing) }
    });
    Ok(Netting {
        bilateral: named(bilateral),
        multilateral: named(multilateral),
        remaining,
        total: Rupiah::new(total),
        parties: parties.collect(),
    })
}
