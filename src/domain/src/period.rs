//! Closed periods: a day, month or year that takes no more postings.
//!
//! A close names the last record that it covers of every log. So whether a record came too late is a
//! function of the records alone, whatever the order in which they arrived: a record that is dated in a
//! closed period and is not covered by its close is posted on the first day after it.

use chrono::NaiveDate;

use crate::money::Rupiah;

/// How long the period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PeriodKind {
    /// A day of the shop.
    Day,
    /// A month.
    Month,
    /// A book year: income and expenses go to the result of the year.
    Year,
}

impl PeriodKind {
    /// The word in records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Day, Self::Month, Self::Year].into_iter().find(|kind| kind.word() == word)
    }
}

/// How far a log was known when the period was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoveredHead {
    /// The device (UUID as text).
    pub device: String,
    /// Its epoch.
    pub epoch: u32,
    /// The last record that is covered.
    pub seq: u64,
}

/// Money that left the safe at the close of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deposit {
    /// Rupiah.
    pub amount: Rupiah,
    /// Where to: bank, or on its way.
    pub account: String,
}

/// A period that was closed: everything up to its last day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodClose {
    /// How long.
    pub kind: PeriodKind,
    /// The last day that is closed; so is everything before.
    pub upto: NaiveDate,
    /// Who.
    pub by: String,
    /// What it covers.
    pub heads: Vec<CoveredHead>,
    /// Money taken to the bank.
    pub deposit: Option<Deposit>,
    /// A year: what each account of income and expense is closed with; debit above zero, rupiah.
    pub closing: Vec<(String, Rupiah)>,
    /// The journal of the period in sums: account, debit, credit, rupiah.
    pub summary: Vec<(String, Rupiah, Rupiah)>,
}

impl PeriodClose {
    /// What is booked of a close whose period another till had closed before: the result of a year moves once;
    /// money that a person says they took to the bank was taken.
    #[must_use]
    pub fn again(&self) -> Self {
        Self { closing: Vec::new(), ..self.clone() }
    }
}
