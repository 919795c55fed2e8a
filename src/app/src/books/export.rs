//! The whole book in plain text for `hledger` and `beancount`, with balance assertions: referees that
//! we did not write.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use chrono::NaiveDate;
use domain::ledger::name;
use domain::staff::Right;
use store::StoreError;
use store::ledger::JournalRow;

use crate::{App, Fault};

/// Whose language is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// hledger's journal format.
    Hledger,
    /// Beancount's.
    Beancount,
}

/// A fault while writing out.
enum Stop {
    Store(StoreError),
    Io(io::Error),
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl App {
    /// Writes all journals in a dialect; the last lines assert the balance of every account.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`] (the books tell what goods cost), [`Fault::File`] when `out` cannot be
    /// written, and those of the store.
    pub fn export_books(&self, dialect: Dialect, out: &mut dyn Write) -> Result<(), Fault> {
        self.require(Right::SeeCost)?;
        let shop = self.settings.shop.name.clone();
        self.store.read(|connection| write_all(connection, dialect, &shop, out)).map_err(|stop| match stop {
            Stop::Store(error) => Fault::Store(error),
            Stop::Io(source) => Fault::File { what: "berkas ekspor".to_owned(), source },
        })
    }
}

fn write_all(connection: &store::Connection, dialect: Dialect, shop: &str, out: &mut dyn Write) -> Result<(), Stop> {
    let mut accounts: BTreeSet<String> = BTreeSet::new();
    let mut first: Option<NaiveDate> = None;
    store::ledger::for_each(connection, |journal| -> Result<(), Stop> {
        first = first.or(Some(journal.date));
        accounts.extend(journal.postings.iter().map(|(code, sub, _)| account_name(code, sub)));
        Ok(())
    })?;
    header(dialect, shop, first, &accounts, out)?;
    let mut balances: BTreeMap<String, i64> = BTreeMap::new();
    let mut last = first;
    store::ledger::for_each(connection, |journal| -> Result<(), Stop> {
        last = Some(journal.date);
        for (code, sub, amount) in &journal.postings {
            *balances.entry(account_name(code, sub)).or_default() += amount;
        }
        Ok(entry(dialect, journal, out)?)
    })?;
    if let Some(last) = last {
        assertions(dialect, last, &balances, out)?;
    }
    Ok(())
}

fn header(dialect: Dialect, shop: &str, first: Option<NaiveDate>, accounts: &BTreeSet<String>, out: &mut dyn Write) -> io::Result<()> {
    let shop = quoted(shop);
    match dialect {
        Dialect::Hledger => {
            writeln!(out, "; {shop}\ncommodity 1000. IDR\n")?;
            for account in accounts {
                writeln!(out, "account {account}")?;
            }
        }
        Dialect::Beancount => {
            writeln!(out, "option \"title\" \"{shop}\"\noption \"operating_currency\" \"IDR\"\n")?;
            let Some(first) = first else { return Ok(()) };
            for account in accounts {
                writeln!(out, "{first} open {account} IDR")?;
            }
        }
    }
    writeln!(out)
}

fn entry(dialect: Dialect, journal: &JournalRow, out: &mut dyn Write) -> io::Result<()> {
    let text = quoted(&journal.text);
    match dialect {
        Dialect::Hledger => writeln!(out, "{} * ({}) {text}", journal.date, journal.pos)?,
        Dialect::Beancount => writeln!(out, "{} * \"{text}\"\n  record: {}", journal.date, journal.pos)?,
    }
    for (code, sub, amount) in &journal.postings {
        writeln!(out, "  {}  {amount} IDR", account_name(code, sub))?;
    }
    writeln!(out)
}

fn assertions(dialect: Dialect, last: NaiveDate, balances: &BTreeMap<String, i64>, out: &mut dyn Write) -> io::Result<()> {
    match dialect {
        Dialect::Hledger => {
            writeln!(out, "{last} * Saldo")?;
            for (account, balance) in balances {
                writeln!(out, "  {account}  0 IDR = {balance} IDR")?;
            }
        }
        Dialect::Beancount => {
            // A balance directive holds at the beginning of its day, and means the account with its parts.
            let after = last.succ_opt().unwrap_or(last);
            for (account, own) in balances {
                let parts = format!("{account}:");
                let of_parts = balances.range(parts.clone()..).take_while(|(name, _)| name.starts_with(&parts));
                let balance = own + of_parts.map(|(_, balance)| balance).sum::<i64>();
                writeln!(out, "{after} balance {account} {balance} IDR")?;
            }
        }
    }
    writeln!(out)
}

/// An account's name in both dialects: `Assets:1-111-Kas-kasir-laci:A`.
fn account_name(code: &str, sub: &str) -> String {
    let root = match code.as_bytes().first() {
        Some(b'1') => "Assets",
        Some(b'2') => "Liabilities",
        Some(b'3') => "Equity",
        Some(b'4' | b'7') => "Income",
        _ => "Expenses",
    };
    let mut account = format!("{root}:{code}-{}", words(name(code)));
    if !sub.is_empty() {
        let sub = words(sub);
        let mut letters = sub.chars();
        if let Some(initial) = letters.next() {
            account.push(':');
            account.extend(initial.to_uppercase());
            account.push_str(letters.as_str());
        }
    }
    account
}

/// Letters and digits joined by hyphens.
fn words(text: &str) -> String {
    let parts: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

fn quoted(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).map(|c| if matches!(c, '"' | '\\' | ';' | '|') { '\'' } else { c }).collect()
}
