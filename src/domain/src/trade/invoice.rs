//! An invoice against what was ordered and received, and what it does to the books (J10 of `domain.md` 2.5).

use std::collections::BTreeMap;

use super::party::Party;
use crate::ledger::{EntryLine, account};
use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;
use crate::settlement::{Invoiced, MatchOutcome, Ordered, Tolerance, match_line};

/// The number of the line that stands for discount, freight and PPN in an answer.
pub const EXTRAS: u32 = 0;

/// A line of an invoice with what it is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BilledLine {
    /// 1, 2, ...
    pub line: u32,
    /// The goods: what was received is known under this name.
    pub key: String,
    /// What was agreed; none: nobody ordered it.
    pub ordered: Option<Ordered>,
    /// What is asked for.
    pub invoiced: Invoiced,
}

/// An invoice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bill {
    /// The lines.
    pub lines: Vec<BilledLine>,
    /// Discount on the whole, rupiah.
    pub discount: Rupiah,
    /// Freight, rupiah.
    pub freight: Rupiah,
    /// PPN, rupiah.
    pub tax: Rupiah,
}

/// What is known when an invoice comes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// Base units that came and were not accepted on an invoice before, by goods.
    pub received: BTreeMap<String, Quantity>,
    /// Freight that was agreed and not accepted before, rupiah.
    pub freight: Rupiah,
}

/// What is said to a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineVerdict {
    /// The line; [`EXTRAS`]: discount, freight and PPN.
    pub line: u32,
    /// How it agrees.
    pub outcome: MatchOutcome,
    /// Accepted, rupiah.
    pub accepted: Rupiah,
    /// Not accepted, rupiah.
    pub disputed: Rupiah,
    /// Base units that are paid for, thousandths: never more than came.
    pub quantity: Quantity,
}

/// What is said to an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The lines, the one of discount, freight and PPN last where there is any.
    pub lines: Vec<LineVerdict>,
    /// Accepted in all, rupiah.
    pub accepted: Rupiah,
    /// Disputed in all, rupiah.
    pub disputed: Rupiah,
    /// Freight in what is accepted, rupiah.
    pub freight: Rupiah,
    /// PPN in what is accepted, rupiah.
    pub tax: Rupiah,
}

/// Compares an invoice: what agrees is accepted, the rest disputed. Discount and PPN follow the lines that are
/// accepted; freight is accepted as far as it was agreed. `by_hand` names lines that somebody accepts as they are.
///
/// # Errors
/// [`Overflow`]; also for an invoiced quantity of zero or less.
pub fn compare(bill: &Bill, known: &Known, tolerance: Tolerance, by_hand: &[u32]) -> Result<Verdict, Overflow> {
    let mut received = known.received.clone();
    let mut lines = Vec::with_capacity(bill.lines.len() + 1);
    for billed in &bill.lines {
        let there = received.entry(billed.key.clone()).or_default();
        let matched = match_line(billed.ordered, *there, billed.invoiced, tolerance)?;
        let whole = by_hand.contains(&billed.line);
        let came = billed.invoiced.quantity.min(*there).max(Quantity::ZERO);
        let quantity = if whole || matched.outcome != MatchOutcome::NoOrder { came } else { Quantity::ZERO };
        *there = there.minus(quantity)?;
        let (accepted, disputed) = if whole { (billed.invoiced.amount, Rupiah::ZERO) } else { (matched.accepted, matched.disputed) };
        lines.push(LineVerdict { line: billed.line, outcome: matched.outcome, accepted, disputed, quantity });
    }
    let asked = Rupiah::sum(bill.lines.iter().map(|line| line.invoiced.amount))?;
    let agreed = Rupiah::sum(lines.iter().map(|line| line.accepted))?;
    let whole = by_hand.contains(&EXTRAS);
    let discount = part(bill.discount, agreed, asked)?;
    let tax = if whole { bill.tax } else { part(bill.tax, agreed, asked)? };
    let freight =
        if whole || bill.freight.minus(known.freight)? <= tolerance.amount { bill.freight } else { known.freight.max(Rupiah::ZERO) };
    let accepted = freight.plus(tax)?.minus(discount)?;
    let disputed = bill.freight.plus(bill.tax)?.minus(bill.discount)?.minus(accepted)?;
    if [bill.discount, bill.freight, bill.tax].iter().any(|amount| !amount.is_zero()) {
        let outcome = if disputed.is_zero() { MatchOutcome::Ok } else { MatchOutcome::Price };
        lines.push(LineVerdict { line: EXTRAS, outcome, accepted, disputed, quantity: Quantity::ZERO });
    }
    let sum = |of: fn(&LineVerdict) -> Rupiah| Rupiah::sum(lines.iter().map(of));
    Ok(Verdict { accepted: sum(|line| line.accepted)?, disputed: sum(|line| line.disputed)?, freight, tax, lines })
}

/// `amount` as far as `part` is of `whole`, rounded half up; nothing of nothing is all of it.
fn part(amount: Rupiah, part: Rupiah, whole: Rupiah) -> Result<Rupiah, Overflow> {
    if whole <= Rupiah::ZERO { Ok(amount) } else { amount.ratio(part.get(), whole.get()) }
}

/// Goods that came, as they stand in the books.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Came {
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// What is owed for them until the invoice comes, rupiah.
    pub value: Rupiah,
    /// Of it freight, rupiah.
    pub freight: Rupiah,
}

impl Came {
    /// What of it is paid for when so many base units are, rupiah and of it freight: the last part takes the rest.
    fn cleared(&self, paid: Quantity) -> Result<(Rupiah, Rupiah), Overflow> {
        let paid = paid.min(self.quantity);
        if paid == self.quantity {
            return Ok((self.value, self.freight));
        }
        Ok((self.value.ratio(paid.get(), self.quantity.get())?, self.freight.ratio(paid.get(), self.quantity.get())?))
    }
}

/// What was accepted so far of everything that belongs together: the invoices of one order or of one delivery note.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// Base units that are paid for, by goods.
    pub quantities: BTreeMap<String, Quantity>,
    /// Rupiah, with everything.
    pub amount: Rupiah,
    /// Of it freight, rupiah.
    pub freight: Rupiah,
    /// Of it PPN, rupiah.
    pub tax: Rupiah,
}

impl Accepted {
    /// Adds what is said to one more invoice; `keys` names the goods of each line.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn add(&mut self, verdict: &Verdict, keys: &BTreeMap<u32, String>) -> Result<(), Overflow> {
        for line in &verdict.lines {
            let Some(key) = keys.get(&line.line) else { continue };
            let sum = self.quantities.entry(key.clone()).or_default();
            *sum = sum.plus(line.quantity)?;
        }
        self.amount = self.amount.plus(verdict.accepted)?;
        self.freight = self.freight.plus(verdict.freight)?;
        self.tax = self.tax.plus(verdict.tax)?;
        Ok(())
    }
}

/// What accepted invoices do to the books, all that belongs together at once: what was received for the accepted
/// goods is cleared, the party is owed what was accepted, freight that was not in the goods' value is an expense,
/// and what is left over is a difference of purchase. `deductible`: the shop sets PPN against its own.
///
/// # Errors
/// [`Overflow`].
pub fn booking(party: &Party, came: &BTreeMap<String, Came>, accepted: &Accepted, deductible: bool) -> Result<Vec<EntryLine>, Overflow> {
    let (mut cleared, mut carried) = (Rupiah::ZERO, Rupiah::ZERO);
    for (key, came) in came {
        let paid = accepted.quantities.get(key).copied().unwrap_or_default();
        if paid > Quantity::ZERO {
            let (value, freight) = came.cleared(paid)?;
            (cleared, carried) = (cleared.plus(value)?, carried.plus(freight)?);
        }
    }
    let freight = accepted.freight.minus(carried)?.max(Rupiah::ZERO);
    let tax = if deductible { accepted.tax } else { Rupiah::ZERO };
    let difference = accepted.amount.minus(cleared)?.minus(freight)?.minus(tax)?;
    let (payable, sub) = party.payable();
    let lines = [
        (account::RECEIVED, party.code.as_str(), cleared),
        (account::INPUT_TAX, "", tax),
        (account::FREIGHT, "", freight),
        (account::PURCHASE_DIFFERENCE, "", difference),
        (payable, sub, accepted.amount.negated()?),
    ];
    Ok(entry(&lines))
}

/// What is still to be posted when `done` was posted before.
///
/// # Errors
/// [`Overflow`].
pub fn still(wanted: &[EntryLine], done: &[EntryLine]) -> Result<Vec<EntryLine>, Overflow> {
    let mut left: Vec<EntryLine> = wanted.to_vec();
    for line in done {
        match left.iter_mut().find(|other| other.account == line.account && other.sub == line.sub) {
            Some(other) => other.amount = other.amount.minus(line.amount)?,
            None => left.push(EntryLine { amount: line.amount.negated()?, ..line.clone() }),
        }
    }
    left.retain(|line| !line.amount.is_zero());
    Ok(left)
}

/// What an invoice of the shop does to its books when it is issued.
///
/// # Errors
/// [`Overflow`].
pub fn sale(party: &Party, net: Rupiah, tax: Rupiah) -> Result<Vec<EntryLine>, Overflow> {
    let (receivable, sub) = party.receivable();
    let lines =
        [(receivable, sub, net.plus(tax)?), (account::SALES_NETWORK, "", net.negated()?), (account::OUTPUT_TAX, "", tax.negated()?)];
    Ok(entry(&lines))
}

/// What a debt from before the books began does to them.
///
/// # Errors
/// [`Overflow`].
pub fn opening(party: &Party, amount: Rupiah) -> Result<Vec<EntryLine>, Overflow> {
    let (payable, sub) = party.payable();
    Ok(entry(&[(account::OPENING, "", amount), (payable, sub, amount.negated()?)]))
}

fn entry(lines: &[(&str, &str, Rupiah)]) -> Vec<EntryLine> {
    let line = |(account, sub, amount): &(&str, &str, Rupiah)| EntryLine {
        account: (*account).to_owned(),
        sub: (*sub).to_owned(),
        amount: *amount,
    };
    lines.iter().filter(|(_, _, amount)| !amount.is_zero()).map(line).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trade::PartyKind;

    fn party(kind: PartyKind) -> Party {
        Party { code: "P".into(), kind, ..Party::default() }
    }

    fn units(units: i64) -> Quantity {
        Quantity::new(units * 1_000)
    }

    fn billed(line: u32, ordered: Option<(i64, i64)>, invoiced: (i64, i64)) -> BilledLine {
        let ordered = ordered.map(|(quantity, amount)| Ordered { quantity: units(quantity), amount: Rupiah::new(amount) });
        BilledLine {
            line,
            key: line.to_string(),
            ordered,
            invoiced: Invoiced { quantity: units(invoiced.0), amount: Rupiah::new(invoiced.1) },
        }
    }

    fn known(received: &[(u32, i64)], freight: i64) -> Known {
        Known {
            received: received.iter().map(|(key, quantity)| (key.to_string(), units(*quantity))).collect(),
            freight: Rupiah::new(freight),
        }
    }

    fn posted(lines: &[EntryLine]) -> Vec<(&str, i64)> {
        lines.iter().map(|line| (line.account.as_str(), line.amount.get())).collect()
    }

    #[test]
    fn discount_and_ppn_follow_what_is_accepted() {
        // Ten at 10.000, of which eight came: 80 % of discount and PPN are accepted.
        let bill = Bill {
            lines: vec![billed(1, Some((10, 100_000)), (10, 100_000))],
            discount: Rupiah::new(5_000),
            tax: Rupiah::new(10_450),
            ..Bill::default()
        };
        let verdict = compare(&bill, &known(&[(1, 8)], 0), Tolerance::default(), &[]).expect("compares");
        assert_eq!((verdict.accepted, verdict.disputed, verdict.tax), (Rupiah::new(84_360), Rupiah::new(21_090), Rupiah::new(8_360)));
        let whole = compare(&bill, &known(&[(1, 8)], 0), Tolerance::default(), &[1, EXTRAS]).expect("compares");
        assert_eq!(
            (whole.accepted, whole.disputed, whole.lines[0].quantity),
            (Rupiah::new(105_450), Rupiah::ZERO, units(8)),
            "never more than came is cleared"
        );
    }

    #[test]
    fn two_lines_share_what_came() {
        let line = |line| BilledLine { key: "A".into(), ..billed(line, Some((10, 100_000)), (6, 60_000)) };
        let mut known = Known::default();
        known.received.insert("A".into(), units(10));
        let bill = Bill { lines: vec![line(1), line(2)], ..Bill::default() };
        let verdict = compare(&bill, &known, Tolerance::default(), &[]).expect("compares");
        assert_eq!((verdict.accepted, verdict.disputed), (Rupiah::new(100_000), Rupiah::new(20_000)));
    }

    #[test]
    fn freight_is_accepted_as_far_as_it_was_agreed() {
        let bill = Bill { lines: vec![billed(1, Some((1, 1_000)), (1, 1_000))], freight: Rupiah::new(20_000), ..Bill::default() };
        for (agreed, accepted) in [(0, 0), (15_000, 15_000), (19_950, 20_000), (25_000, 20_000)] {
            let verdict = compare(&bill, &known(&[(1, 1)], agreed), Tolerance::default(), &[]).expect("compares");
            assert_eq!(verdict.freight, Rupiah::new(accepted), "{agreed}");
        }
    }

    #[test]
    fn the_journals_of_an_invoice() {
        let came = |value, freight| {
            BTreeMap::from([("A".to_owned(), Came { quantity: units(10), value: Rupiah::new(value), freight: Rupiah::new(freight) })])
        };
        let accepted = |quantity, amount, freight, tax| Accepted {
            quantities: BTreeMap::from([("A".to_owned(), units(quantity))]),
            amount: Rupiah::new(amount),
            freight: Rupiah::new(freight),
            tax: Rupiah::new(tax),
        };
        let (network, outside) = (party(PartyKind::Network), party(PartyKind::Supplier));
        let books = |party, came: &_, accepted: &_, deductible| booking(party, came, accepted, deductible).expect("books");
        // J10 of `domain.md` 2.5.
        assert_eq!(
            posted(&books(&network, &came(900_000, 0), &accepted(10, 900_000, 0, 0), false)),
            [("2-225", 900_000), ("2-220", -900_000)]
        );
        // Freight that the goods' value holds, and freight that it does not hold.
        assert_eq!(
            posted(&books(&outside, &came(905_000, 5_000), &accepted(10, 905_000, 5_000, 0), false)),
            [("2-225", 905_000), ("2-210", -905_000)]
        );
        assert_eq!(
            posted(&books(&outside, &came(900_000, 0), &accepted(10, 907_000, 7_000, 0), false)),
            [("2-225", 900_000), ("6-150", 7_000), ("2-210", -907_000)]
        );
        // PPN that can be set against one's own; a price that went up; one that went down.
        assert_eq!(
            posted(&books(&outside, &came(900_000, 0), &accepted(10, 999_000, 0, 99_000), true)),
            [("2-225", 900_000), ("1-510", 99_000), ("2-210", -999_000)]
        );
        assert_eq!(
            posted(&books(&outside, &came(900_000, 0), &accepted(10, 930_000, 0, 0), false)),
            [("2-225", 900_000), ("5-420", 30_000), ("2-210", -930_000)]
        );
        assert_eq!(
            posted(&books(&outside, &came(900_000, 0), &accepted(10, 880_000, 0, 0), false)),
            [("2-225", 900_000), ("5-420", -20_000), ("2-210", -880_000)]
        );
        // The shop's own invoice, and a debt from before the books began.
        assert_eq!(
            posted(&sale(&network, Rupiah::new(500_000), Rupiah::new(55_000)).expect("books")),
            [("1-330", 555_000), ("4-220", -500_000), ("2-310", -55_000)]
        );
        assert_eq!(posted(&opening(&outside, Rupiah::new(7)).expect("books")), [("3-900", 7), ("2-210", -7)]);
    }

    proptest! {
        /// However the goods of an order are split over invoices, and in whatever order they are answered: what was
        /// received is cleared to the rupiah, and the party is owed what was accepted.
        #[test]
        fn any_parts_clear_the_whole(parts in prop::collection::vec((1i64..50, 0i64..100_000), 1..7), value in 1i64..10_000_000, freight in 0i64..100_000) {
            let all: i64 = parts.iter().map(|(quantity, _)| quantity).sum();
            let came = BTreeMap::from([("A".to_owned(), Came { quantity: units(all), value: Rupiah::new(value + freight), freight: Rupiah::new(freight) })]);
            let (party, mut accepted, mut done) = (party(PartyKind::Network), Accepted::default(), Vec::new());
            let keys = BTreeMap::from([(1, "A".to_owned())]);
            for (quantity, amount) in &parts {
                let line = LineVerdict { line: 1, outcome: MatchOutcome::Ok, accepted: Rupiah::new(*amount), disputed: Rupiah::ZERO, quantity: units(*quantity) };
                let verdict = Verdict { lines: vec![line], accepted: Rupiah::new(*amount), disputed: Rupiah::ZERO, freight: Rupiah::ZERO, tax: Rupiah::ZERO };
                accepted.add(&verdict, &keys).expect("fits");
                let next = still(&booking(&party, &came, &accepted, false).expect("books"), &done).expect("fits");
                prop_assert_eq!(crate::trade::balance(&next), Ok(Rupiah::ZERO));
                done.extend(next);
            }
            let sum = |code: &str| done.iter().filter(|line| line.account == code).map(|line| line.amount.get()).sum::<i64>();
            prop_assert_eq!(sum("2-225"), value + freight);
            prop_assert_eq!(-sum("2-220"), parts.iter().map(|(_, amount)| amount).sum::<i64>());
        }

        #[test]
        fn accepted_and_disputed_are_the_invoice(
            lines in prop::collection::vec((prop::option::of((1i64..500, 1i64..900_000)), 0i64..500, 1i64..500, 0i64..900_000), 1..8),
            discount in 0i64..50_000, freight in 0i64..50_000, agreed in 0i64..50_000, tax in 0i64..50_000, hand in prop::collection::vec(0u32..9, 0..4),
        ) {
            let billed: Vec<BilledLine> = lines.iter().zip(1u32..).map(|((ordered, _, quantity, amount), line)| billed(line, *ordered, (*quantity, *amount))).collect();
            let received: Vec<(u32, i64)> = lines.iter().zip(1u32..).map(|((_, received, _, _), line)| (line, *received)).collect();
            let sum: i64 = lines.iter().map(|line| line.3).sum();
            let discount = discount.min(sum);
            let bill = Bill { lines: billed, discount: Rupiah::new(discount), freight: Rupiah::new(freight), tax: Rupiah::new(tax) };
            let verdict = compare(&bill, &known(&received, agreed), Tolerance::default(), &hand).expect("compares");
            prop_assert_eq!(verdict.accepted.get() + verdict.disputed.get(), sum - discount + freight + tax);
            prop_assert!(verdict.accepted >= Rupiah::ZERO, "{verdict:?}");
            for (line, (_, received, quantity, _)) in verdict.lines.iter().zip(&lines) {
                prop_assert!(line.quantity <= units(*received) && line.quantity <= units(*quantity));
            }
        }
    }
}
