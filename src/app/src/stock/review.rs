//! The review of a count: what differs, what it is worth, and the post, once.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use domain::fact::Fact;
use domain::goods::count::tally;
use domain::goods::{CountPost, CountedLine, Owner, Place, StockFact};
use domain::staff::Right;
use domain::stock::Pool;
use domain::{Quantity, Rupiah};
use store::Connection;
use store::goods::count::{CountRow, LineRow};

use super::count::{found, in_progress, resolve};
use super::moves::{owed_for, product};
use super::receive::clean;
use super::{Shelf, StockRefusal};
use crate::staff::Approval;
use crate::{App, Fault};

/// A code of a count that nobody knows yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCode {
    /// The code.
    pub code: String,
    /// What was counted of it, thousandths.
    pub quantity: Quantity,
    /// Who counted it.
    pub counter: String,
}

/// The review of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// The count.
    pub count: CountRow,
    /// Every product that was counted, what differs most in value first.
    pub lines: Vec<CountedLine>,
    /// Codes that nobody knows: add them to their products, then they count.
    pub unknown: Vec<UnknownCode>,
    /// Products of the scope that nobody counted: key and name.
    pub uncounted: Vec<(String, String)>,
    /// The products worth a second count: those that differ most.
    pub recount: Vec<String>,
    /// What is missing, rupiah.
    pub missing: Rupiah,
    /// What is too much, rupiah.
    pub surplus: Rupiah,
}

/// How many products are proposed for a second count.
const RECOUNT: usize = 10;

impl App {
    /// The review: what was counted, what should have been there at that moment, and what the difference is
    /// worth now. Nothing changes.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchCount`], [`crate::Refusal::NeedsApproval`].
    pub fn review_count(&self, id: &str, approval: Option<&Approval>) -> Result<Review, Fault> {
        self.hold_right(Right::PostCount, approval)?;
        self.store.read(|connection| {
            let count = found(connection, id)?;
            review(connection, count)
        })
    }

    /// Posts a count once: movements and journal of all differences. `reasons` say why, by product; with
    /// `zero_uncounted` what nobody counted is taken as gone.
    ///
    /// # Errors
    /// [`StockRefusal::CountPosted`], [`StockRefusal::CountOfOtherTill`], [`StockRefusal::NothingCounted`],
    /// [`crate::Refusal::NeedsApproval`]; then nothing changed.
    pub fn post_count(
        &mut self,
        id: &str,
        reasons: &[(String, String)],
        zero_uncounted: bool,
        approval: Option<&Approval>,
    ) -> Result<CountPost, Fault> {
        let actor = self.hold_right(Right::PostCount, approval)?;
        let business_date = self.posting_date()?;
        let stamp = self.stamp();
        let signed_by = approval.map(|approval| approval.by().to_owned());
        let reasons: BTreeMap<&str, String> = reasons.iter().map(|(sku, reason)| (sku.as_str(), clean(reason, 120))).collect();
        self.transact(|tx, device, _| {
            let connection = tx.connection();
            let count = in_progress(connection, id)?;
            if count.count.till != device.till {
                return Err(StockRefusal::CountOfOtherTill { name: count.count.name, till: count.count.till }.into());
            }
            let mut review = review(connection, count)?;
            if review.lines.is_empty() {
                return Err(StockRefusal::NothingCounted.into());
            }
            if zero_uncounted {
                for (sku, name) in std::mem::take(&mut review.uncounted) {
                    let mut shelf = Shelf::new(connection);
                    for (owner, there) in shelf.owners(&sku)?.clone() {
                        let line = CountedLine { sku: sku.clone(), name: name.clone(), owner, expected: there, ..CountedLine::default() };
                        review.lines.push(worth(connection, &mut shelf, line)?);
                    }
                }
            }
            for line in &mut review.lines {
                line.reason = reasons.get(line.sku.as_str()).cloned().unwrap_or_default();
            }
            review.lines.sort_by(|a, b| (&a.sku, &a.owner).cmp(&(&b.sku, &b.owner)));
            let post = CountPost {
                count: review.count.count.id,
                name: review.count.count.name,
                business_date,
                lines: review.lines,
                by: actor.id,
                signed_by,
            };
            tx.append(device, stamp, &Fact::Stock(StockFact::CountPosted(post.clone())))?;
            Ok(post)
        })
    }
}

fn review(connection: &Connection, count: CountRow) -> Result<Review, Fault> {
    let mut unknown = Vec::new();
    let mut by_product: BTreeMap<String, Vec<LineRow>> = BTreeMap::new();
    for mut line in store::goods::count::lines(connection, &count.count.id)? {
        if line.sku.is_empty() {
            match resolve(connection, &line.code)? {
                Some((sku, factor)) => (line.sku, line.factor) = (sku, factor),
                None => {
                    unknown.push(UnknownCode { code: line.code, quantity: line.quantity, counter: line.counter });
                    continue;
                }
            }
        }
        by_product.entry(line.sku.clone()).or_default().push(line);
    }
    let mut uncounted = store::goods::count::in_scope(connection, &count.count.scope)?;
    uncounted.retain(|(sku, _)| !by_product.contains_key(sku));
    let mut shelf = Shelf::new(connection);
    let mut lines = Vec::with_capacity(by_product.len());
    let mut after = BTreeMap::new();
    for line in by_product.values().flatten() {
        if let Entry::Vacant(entry) = after.entry(line.pos) {
            entry.insert(store::goods::count::first_after(connection, line.pos)?);
        }
    }
    for (sku, counted) in &by_product {
        lines.extend(of_product(connection, &mut shelf, sku, counted, &after)?);
    }
    let (mut missing, mut surplus) = (Rupiah::ZERO, Rupiah::ZERO);
    for line in &lines {
        let worth = line.value.plus(line.payable)?;
        let sum = if line.difference()?.get() < 0 { &mut missing } else { &mut surplus };
        *sum = sum.plus(worth)?;
    }
    lines.sort_by_key(|line| (std::cmp::Reverse(line.value.get() + line.payable.get()), line.sku.clone(), line.owner.clone()));
    let mut recount: Vec<String> = Vec::new();
    for line in lines.iter().filter(|line| line.counted != line.expected) {
        if recount.len() < RECOUNT && !recount.contains(&line.sku) {
            recount.push(line.sku.clone());
        }
    }
    Ok(Review { count, lines, unknown, uncounted, recount, missing, surplus })
}

/// The lines of a product, one for each owner of its goods.
fn of_product(
    connection: &Connection,
    shelf: &mut Shelf<'_>,
    sku: &str,
    counted: &[LineRow],
    after: &BTreeMap<i64, i64>,
) -> Result<Vec<CountedLine>, Fault> {
    let name = product(connection, sku)?.name;
    let owners: Vec<Owner> = match shelf.owners(sku)?.iter().map(|(owner, _)| owner.clone()).collect::<Vec<_>>() {
        none if none.is_empty() => vec![Owner::Koperasi],
        some => some,
    };
    let mut total = Quantity::ZERO;
    let mut expected = Vec::with_capacity(owners.len());
    for owner in owners {
        let word = owner.word();
        let first = |line: &LineRow| after.get(&line.pos).copied().unwrap_or(0);
        let entries = counted.iter().map(|line| store::goods::count::entry(connection, line, first(line), sku, &word));
        let entries: Vec<domain::goods::count::Entry> = entries.collect::<Result<_, _>>()?;
        if let Some((counted, there)) = tally(&entries)? {
            total = counted;
            expected.push((owner, there));
        }
    }
    let mut lines = Vec::with_capacity(expected.len());
    for (owner, expected, counted) in share_out(total, expected)? {
        let line = CountedLine { sku: sku.to_owned(), name: name.clone(), owner, counted, expected, ..CountedLine::default() };
        lines.push(worth(connection, shelf, line)?);
    }
    Ok(lines)
}

/// What was counted, by owner: nobody can see whose a piece is, so a difference is the koperasi's own (or the
/// first owner's), and only what it cannot bear is the others'.
fn share_out(total: Quantity, expected: Vec<(Owner, Quantity)>) -> Result<Vec<(Owner, Quantity, Quantity)>, Fault> {
    let others: i64 = expected.iter().skip(1).map(|(_, there)| there.get().max(0)).sum();
    let mut rest = total.get();
    let mut shared = Vec::with_capacity(expected.len());
    for (index, (owner, there)) in expected.into_iter().enumerate() {
        let counted = if index == 0 { (total.get() - others).max(0) } else { there.get().max(0).min(rest) };
        rest -= counted;
        shared.push((owner, there, Quantity::new(counted)));
    }
    // What is left over belongs to the first.
    if let Some((_, _, counted)) = shared.first_mut() {
        *counted = counted.plus(Quantity::new(rest))?;
    }
    Ok(shared)
}

/// What the difference of a line is worth.
fn worth(connection: &Connection, shelf: &mut Shelf<'_>, mut line: CountedLine) -> Result<CountedLine, Fault> {
    let difference = line.difference()?;
    if difference == Quantity::ZERO {
        return Ok(line);
    }
    if !line.owner.is_own() {
        if difference.get() < 0 {
            let product = product(connection, &line.sku)?;
            line.payable = owed_for(connection, &product, &line.owner, Quantity::ZERO.minus(difference)?)?;
        }
        return Ok(line);
    }
    let pool: &mut Pool = shelf.pool(&line.sku, Place::Shop.word())?;
    if difference.get() < 0 {
        let cost = pool.issue(Quantity::ZERO.minus(difference)?)?;
        (line.value, line.cost_provisional) = (cost.amount, cost.provisional);
    } else {
        line.value = pool.worth(difference)?;
        line.cost_provisional = line.value.is_zero();
        line.variance = pool.take_back(difference, line.value)?;
    }
    Ok(line)
}
