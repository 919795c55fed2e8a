//! Sums of accounts, and the codes that belong to a line of a statement.

use std::collections::BTreeMap;

use store::Connection;
use store::report::{Closings, Period, Stopped, Watch, postings};

/// What each account moved by, debit above zero, rupiah.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Balances(BTreeMap<String, i64>);

impl Balances {
    /// The sums of two periods in one pass, with or without the postings that close a year.
    pub(super) fn of_two(
        connection: &Connection,
        periods: [&Period; 2],
        closings: Closings,
        watch: &mut Watch<'_>,
    ) -> Result<[Self; 2], Stopped> {
        let ends = periods.map(Period::ends);
        let both = Period { from: periods[0].from.min(periods[1].from), to: periods[0].to.max(periods[1].to) };
        let mut sums = [Self::default(), Self::default()];
        postings(connection, &both, closings, watch, |posting| {
            for (sum, (from, to)) in sums.iter_mut().zip(&ends) {
                if posting.date >= from.as_str() && posting.date <= to.as_str() {
                    sum.add(posting.account, posting.amount);
                }
            }
        })?;
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
