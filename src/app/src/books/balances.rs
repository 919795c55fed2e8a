//! Sums of accounts, and the codes that belong to a line of a statement.

use std::collections::BTreeMap;

use store::Connection;
use store::report::{Closings, Period, Stopped, Watch, postings};

/// What each account moved by, debit above zero, rupiah.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Balances(BTreeMap<String, i64>);

impl Balances {
    /// The sums of all postings of a period, with or without those that close a year.
    pub(super) fn of(connection: &Connection, asked: &Period, closings: Closings, watch: &mut Watch<'_>) -> Result<Self, Stopped> {
        let mut sums = Self::default();
        postings(connection, asked, closings, watch, |posting| sums.add(posting.account, posting.amount))?;
        Ok(sums)
    }

    pub(super) fn add(&mut self, account: &str, amount: i64) {
        match self.0.get_mut(account) {
            Some(sum) => *sum = sum.saturating_add(amount),
            None => {
                self.0.insert(account.to_owned(), amount);
            }
        }
    }

    /// Debit less credit of all accounts that begin so.
    pub(super) fn debit(&self, beginnings: &[&str]) -> i64 {
        let wanted = |code: &str| beginnings.iter().any(|beginning| code.starts_with(beginning));
        self.0.iter().filter(|(code, _)| wanted(code)).map(|(_, amount)| *amount).fold(0, i64::saturating_add)
    }

    /// Credit less debit of the same.
    pub(super) fn credit(&self, beginnings: &[&str]) -> i64 {
        self.debit(beginnings).saturating_neg()
    }

    /// What stands under exactly this code.
    pub(super) fn exactly(&self, code: &str) -> i64 {
        self.0.get(code).copied().unwrap_or(0)
    }

    /// The accounts that begin so and are not at zero.
    pub(super) fn accounts<'a>(&'a self, beginning: &'a str) -> impl Iterator<Item = (&'a str, i64)> {
        self.0
            .iter()
            .filter(move |(code, amount)| code.starts_with(beginning) && **amount != 0)
            .map(|(code, amount)| (code.as_str(), *amount))
    }
}
