//! Counting: sessions, lines with the place of the log at which each was counted, and the post.
//!
//! A count line never says how many there should be. Its record's own place in its log, with the ends of
//! the other logs that were known then ([`Counted::heads`]), says which movements came before it; whatever
//! comes after is no difference (`lessons.md` row 14).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::owner::Owner;
use crate::money::{Overflow, Rupiah};
use crate::period::CoveredHead;
use crate::quantity::Quantity;

/// What is to be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// The whole shop.
    #[default]
    All,
    /// A category.
    Category(String),
    /// A shelf.
    Shelf(String),
    /// Named products.
    List(Vec<String>),
}

/// A count that began.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// Made once (UUID as text).
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What is counted.
    pub scope: Scope,
    /// True: counters do not see what should be there.
    pub blind: bool,
    /// Who (staff id).
    pub by: String,
    /// The till that began it: only it may post.
    pub till: String,
}

/// How a line counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CountMode {
    /// So many more (a scan).
    #[default]
    Add,
    /// So many in all, as this counter sees it (the keypad).
    Set,
}

impl CountMode {
    /// The word in records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Set => "set",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Add, Self::Set].into_iter().find(|mode| mode.word() == word)
    }
}

/// One thing counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountLine {
    /// The code as it was read.
    pub code: String,
    /// The product it meant then; empty: unknown, resolved later.
    pub sku: String,
    /// Base units in what was counted (a dus counts for its content).
    pub factor: i64,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// How it counts.
    pub mode: CountMode,
}

/// Something that a counter counted at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// The count.
    pub count: String,
    /// The counter: a till, a person, a file. Each has a sum of its own.
    pub counter: String,
    /// 1, or 2 for a second count, which takes the place of the first.
    pub round: u32,
    /// The ends of the other logs that were known.
    pub heads: Vec<CoveredHead>,
    /// What.
    pub lines: Vec<CountLine>,
    /// Who (staff id).
    pub by: String,
}

/// A product of a count that was posted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountedLine {
    /// The product's key.
    pub sku: String,
    /// Its name at that moment.
    pub name: String,
    /// Whose goods.
    pub owner: Owner,
    /// What was counted, base units, thousandths.
    pub counted: Quantity,
    /// What should have been there when it was counted.
    pub expected: Quantity,
    /// What the difference is worth, rupiah, never below zero.
    pub value: Rupiah,
    /// What the pool was short of, rupiah.
    pub variance: Rupiah,
    /// Goods of others that are missing: what is owed for them, rupiah.
    pub payable: Rupiah,
    /// True when part of the cost was not known.
    pub cost_provisional: bool,
    /// Why, in a person's words; empty: not said.
    pub reason: String,
}

impl CountedLine {
    /// Counted less expected, base units, thousandths.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn difference(&self) -> Result<Quantity, Overflow> {
        self.counted.minus(self.expected)
    }
}

/// A count that was posted (J20).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountPost {
    /// The count.
    pub count: String,
    /// What people call it.
    pub name: String,
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Every product that was counted, without difference too.
    pub lines: Vec<CountedLine>,
    /// Who (staff id).
    pub by: String,
    /// Who allowed it.
    pub signed_by: Option<String>,
}

/// A line as the log keeps it: who counted, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The counter.
    pub counter: String,
    /// 1 or 2.
    pub round: u32,
    /// Base units, thousandths.
    pub quantity: Quantity,
    /// How it counts.
    pub mode: CountMode,
    /// An order that only matters within a counter: its own log's.
    pub order: (i64, i64),
    /// What should have been there at that moment.
    pub expected: Quantity,
}

/// What all entries of one product say: counted and expected. The highest round stands alone; each counter
/// has a sum of its own; sums add. What should be there is taken where the first counter was done: what is
/// sold while another one still counts comes from goods that were counted.
///
/// # Errors
/// [`Overflow`].
pub fn tally(entries: &[Entry]) -> Result<Option<(Quantity, Quantity)>, Overflow> {
    let Some(round) = entries.iter().map(|entry| entry.round).max() else { return Ok(None) };
    let mut by_counter: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.round == round) {
        by_counter.entry(&entry.counter).or_default().push(entry);
    }
    let mut counted = Quantity::ZERO;
    let mut first: Option<((i64, i64), Quantity)> = None;
    for lines in by_counter.values_mut() {
        lines.sort_by_key(|entry| entry.order);
        let mut sum = Quantity::ZERO;
        for line in lines.iter() {
            sum = match line.mode {
                CountMode::Add => sum.plus(line.quantity)?,
                CountMode::Set => line.quantity,
            };
        }
        counted = counted.plus(sum)?;
        let Some(last) = lines.last() else { continue };
        if first.is_none_or(|(order, _)| last.order < order) {
            first = Some((last.order, last.expected));
        }
    }
    Ok(first.map(|(_, expected)| (counted, expected)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(counter: &str, order: i64, quantity: i64, mode: CountMode, expected: i64) -> Entry {
        let units = |units: i64| Quantity::new(units * 1_000);
        Entry { counter: counter.into(), round: 1, quantity: units(quantity), mode, order: (order, 0), expected: units(expected) }
    }

    #[test]
    fn scans_add_the_keypad_sets_counters_sum() {
        use CountMode::{Add, Set};
        let entries = [
            entry("A", 1, 1, Add, 12),
            entry("A", 2, 1, Add, 12),
            entry("A", 3, 5, Set, 12),
            entry("A", 4, 1, Add, 11),
            entry("B", 5, 4, Set, 9),
        ];
        let units = |units: i64| Quantity::new(units * 1_000);
        assert_eq!(tally(&entries), Ok(Some((units(10), units(11)))));
        let mut again = entries.to_vec();
        again.push(Entry { round: 2, ..entry("B", 6, 8, Set, 8) });
        assert_eq!(tally(&again), Ok(Some((units(8), units(8)))), "the second count stands alone");
        assert_eq!(tally(&[]), Ok(None));
    }
}
