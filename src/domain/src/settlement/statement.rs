//! The statement that both sides of a pair make from their own books and compare by its hash.
//!
//! A canonical list sorted by claim, chained to the one before (`network.md` 4.2). Equal hashes mean that both
//! books say the same; unequal ones lead to the exact list of what differs.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};

use crate::{Overflow, Rupiah};

/// One open item on a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatementLine {
    /// Number of the claim.
    pub claim: String,
    /// Its document.
    pub document: String,
    /// The legal entity that owes.
    pub debtor: String,
    /// Date of the document.
    pub date: NaiveDate,
    /// When it is to be paid.
    pub due: NaiveDate,
    /// What it was, rupiah.
    pub amount: Rupiah,
    /// What is open at the end of the statement, rupiah.
    pub open: Rupiah,
}

/// What two legal entities owe each other up to a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// The two, in the order of their names: nobody is first.
    pub parties: [String; 2],
    /// The last day.
    pub upto: NaiveDate,
    /// How many statements there were before: a statement cannot be left out.
    pub number: u32,
    /// Hash of the one before; of the first: zeros.
    pub previous: [u8; 32],
    /// The items, sorted by claim.
    pub lines: Vec<StatementLine>,
}

/// What differs between two sides' statements.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differences {
    /// Items that only we have.
    pub ours: Vec<StatementLine>,
    /// Items that only they have.
    pub theirs: Vec<StatementLine>,
    /// Items that both have, with other words or sums: ours, theirs.
    pub unlike: Vec<(StatementLine, StatementLine)>,
}

impl Differences {
    /// True when both lists are the same.
    pub fn is_empty(&self) -> bool {
        self.ours.is_empty() && self.theirs.is_empty() && self.unlike.is_empty()
    }
}

impl Statement {
    /// A statement in its one form, whoever makes it and in whatever order the items come.
    pub fn new(one: &str, other: &str, upto: NaiveDate, number: u32, previous: [u8; 32], mut lines: Vec<StatementLine>) -> Self {
        let mut parties = [one.to_owned(), other.to_owned()];
        parties.sort();
        lines.sort();
        Self { parties, upto, number, previous, lines }
    }

    /// The text that is hashed: one line of tab-separated fields for the head and for each item. Tabs and line
    /// ends inside a field are written as `\t` and `\n`, a backslash as `\\`, so that no two statements share a text.
    pub fn canonical(&self) -> String {
        let mut text = format!(
            "sokoguru-statement/1\t{}\t{}\t{}\t{}\t{}\n",
            field(&self.parties[0]),
            field(&self.parties[1]),
            self.upto,
            self.number,
            hex(&self.previous)
        );
        for line in &self.lines {
            let parts = [
                field(&line.claim),
                field(&line.document),
                field(&line.debtor),
                line.date.to_string(),
                line.due.to_string(),
                line.amount.get().to_string(),
                line.open.get().to_string(),
            ];
            text.push_str(&parts.join("\t"));
            text.push('\n');
        }
        text
    }

    /// SHA-256 of the canonical text.
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.canonical()).into()
    }

    /// What a party is owed on balance, rupiah; below zero it owes.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn balance(&self, party: &str) -> Result<Rupiah, Overflow> {
        self.lines.iter().try_fold(Rupiah::ZERO, |sum, line| if line.debtor == party { sum.minus(line.open) } else { sum.plus(line.open) })
    }

    /// What differs from the other side's statement.
    pub fn compare(&self, theirs: &Self) -> Differences {
        let mut differences = Differences::default();
        let (mut ours, mut others) = (self.lines.iter().peekable(), theirs.lines.iter().peekable());
        loop {
            match (ours.peek(), others.peek()) {
                (Some(a), Some(b)) if a.claim == b.claim => {
                    if a != b {
                        differences.unlike.push(((*a).clone(), (*b).clone()));
                    }
                    ours.next();
                    others.next();
                }
                (Some(a), Some(b)) if a.claim > b.claim => {
                    differences.theirs.push((*b).clone());
                    others.next();
                }
                (Some(a), _) => {
                    differences.ours.push((*a).clone());
                    ours.next();
                }
                (None, Some(b)) => {
                    differences.theirs.push((*b).clone());
                    others.next();
                }
                (None, None) => return differences,
            }
        }
    }
}

fn field(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n")
}

/// Bytes as they stand on a statement: hexadecimal, small letters.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a date")
    }

    fn line(claim: &str, debtor: &str, open: i64) -> StatementLine {
        StatementLine {
            claim: claim.into(),
            document: format!("F-{claim}"),
            debtor: debtor.into(),
            date: day(1),
            due: day(9),
            amount: Rupiah::new(open + 5),
            open: Rupiah::new(open),
        }
    }

    #[test]
    fn both_sides_make_the_same_text() {
        let ours = Statement::new("kop", "net", day(31), 0, [0; 32], vec![line("b", "kop", 300), line("a", "net", 100)]);
        let theirs = Statement::new("net", "kop", day(31), 0, [0; 32], vec![line("a", "net", 100), line("b", "kop", 300)]);
        assert_eq!(ours.hash(), theirs.hash());
        assert!(ours.compare(&theirs).is_empty());
        assert_eq!(ours.balance("kop"), Ok(Rupiah::new(-200)));
        assert_eq!(ours.balance("net"), Ok(Rupiah::new(200)));
        assert_eq!(
            ours.canonical(),
            "sokoguru-statement/1\tkop\tnet\t2026-03-31\t0\t0000000000000000000000000000000000000000000000000000000000000000\n\
             a\tF-a\tnet\t2026-03-01\t2026-03-09\t105\t100\nb\tF-b\tkop\t2026-03-01\t2026-03-09\t305\t300\n"
        );
    }

    #[test]
    fn a_statement_that_was_left_out_shows() {
        let first = Statement::new("kop", "net", day(7), 0, [0; 32], vec![line("a", "kop", 1)]);
        let next = Statement::new("kop", "net", day(14), 1, first.hash(), vec![line("a", "kop", 1)]);
        let without = Statement { previous: [0; 32], ..next.clone() };
        assert_ne!(next.hash(), without.hash());
    }

    #[test]
    fn what_differs_is_named_exactly() {
        let ours = Statement::new("kop", "net", day(31), 0, [0; 32], vec![line("a", "kop", 1), line("b", "kop", 2), line("c", "net", 3)]);
        let theirs = Statement::new("kop", "net", day(31), 0, [0; 32], vec![line("b", "kop", 9), line("c", "net", 3), line("d", "net", 4)]);
        let differences = ours.compare(&theirs);
        assert_eq!(differences.ours, [line("a", "kop", 1)]);
        assert_eq!(differences.theirs, [line("d", "net", 4)]);
        assert_eq!(differences.unlike, [(line("b", "kop", 2), line("b", "kop", 9))]);
    }

    proptest! {
        #[test]
        fn no_two_statements_share_a_text(one in "[a-c\\\\\t\n]{0,6}", other in "[a-c\\\\\t\n]{0,6}", third in "[a-c\\\\\t\n]{0,6}") {
            let with = |claim: &str, document: &str| {
                let line = StatementLine { claim: claim.into(), document: document.into(), ..line("x", "kop", 1) };
                Statement::new("kop", "net", day(31), 0, [0; 32], vec![line])
            };
            let (a, b) = (with(&one, &other), with(&other, &third));
            prop_assert_eq!(a.canonical() == b.canonical(), a == b);
        }
    }
}
