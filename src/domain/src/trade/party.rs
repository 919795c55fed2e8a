//! Parties: who the shop trades with. The legal entity is kept apart from the name on the sign, because
//! claims are only set off between the same two legal entities (`domain.md` 6.6; a PT and a koperasi of one
//! house are two).

use chrono::{Datelike, Days, NaiveDate};

use crate::ledger::account;

/// What a party is to the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PartyKind {
    /// Sells goods, outside the network.
    #[default]
    Supplier,
    /// The supplier network, or a legal entity of it.
    Network,
    /// Another koperasi.
    Koperasi,
}

impl PartyKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Supplier, Self::Network, Self::Koperasi];

    /// The word in records and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supplier => "pemasok",
            Self::Network => "jaringan",
            Self::Koperasi => "koperasi",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where a party wants its money.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bank {
    /// The bank's name or code.
    pub bank: String,
    /// The account's number.
    pub number: String,
    /// In whose name.
    pub holder: String,
}

impl Bank {
    /// In whose name the account is: the legal entity's where nobody is named.
    pub fn in_name_of<'a>(&'a self, legal_name: &'a str) -> &'a str {
        if self.holder.is_empty() { legal_name } else { &self.holder }
    }

    /// Where money is to go, in words; empty: there is no account.
    pub fn words(&self, legal_name: &str) -> String {
        if self.number.is_empty() {
            return String::new();
        }
        format!("{} {} a.n. {}", self.bank, self.number, self.in_name_of(legal_name))
    }
}

/// A party. Names are names of businesses: no personal data (UU 27/2022).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The shop's own key; the same as of the partner whose goods come in.
    pub code: String,
    /// The name on the sign.
    pub name: String,
    /// The id of the legal entity, the same everywhere: its number of registration, or the id on its card.
    pub legal_id: String,
    /// Name of the legal entity.
    pub legal_name: String,
    /// What it is.
    pub kind: PartyKind,
    /// Days from the invoice to the day it is due (tempo).
    pub terms_days: i64,
    /// The day of the week on which it settles, 1 Monday to 7 Sunday; 0: any day.
    pub cutoff_weekday: i64,
    /// The party that delivers and invoices for it, when it sells through an agent; empty: directly.
    pub agent: String,
    /// Where it wants its money.
    pub bank: Bank,
    /// Its public key; absent for one without software.
    pub key: Option<[u8; 32]>,
    /// False: no longer used.
    pub active: bool,
}

/// Why a party is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartyError {
    /// No key.
    #[error("isi kode pihak (huruf dan angka, paling banyak 40)")]
    NoCode,
    /// No name.
    #[error("isi nama pihak {0}")]
    NoName(String),
    /// No legal entity.
    #[error("isi badan hukum pihak {0}; tagihan hanya bisa diperhitungkan dengan badan hukum yang sama")]
    NoLegalId(String),
    /// Terms beyond reason.
    #[error("tempo harus 0 sampai 365 hari dan hari batas 0 sampai 7")]
    Terms,
    /// An account number that cannot be one.
    #[error("nomor rekening {0} harus 5 sampai 20 angka")]
    Account(String),
}

impl Party {
    /// Checks the party.
    ///
    /// # Errors
    /// [`PartyError`].
    pub fn check(&self) -> Result<(), PartyError> {
        let plain = |c: char| !c.is_control() && c != ':' && !c.is_whitespace();
        if self.code.is_empty() || self.code.chars().count() > 40 || !self.code.chars().all(plain) {
            return Err(PartyError::NoCode);
        }
        if self.name.trim().is_empty() {
            return Err(PartyError::NoName(self.code.clone()));
        }
        if self.legal_id.trim().is_empty() || self.legal_name.trim().is_empty() {
            return Err(PartyError::NoLegalId(self.code.clone()));
        }
        if !(0..=365).contains(&self.terms_days) || !(0..=7).contains(&self.cutoff_weekday) {
            return Err(PartyError::Terms);
        }
        let number = &self.bank.number;
        if !number.is_empty() && (!(5..=20).contains(&number.len()) || !number.bytes().all(|b| b.is_ascii_digit())) {
            return Err(PartyError::Account(number.clone()));
        }
        Ok(())
    }

    /// When an invoice of a date is due: after the terms, and on the next day on which the party settles.
    pub fn due(&self, date: NaiveDate) -> NaiveDate {
        let after = |date: NaiveDate, days: i64| date.checked_add_days(Days::new(days.unsigned_abs())).unwrap_or(date);
        let due = after(date, self.terms_days.max(0));
        match self.cutoff_weekday {
            day @ 1..=7 => after(due, (day - i64::from(due.weekday().number_from_monday())).rem_euclid(7)),
            _ => due,
        }
    }

    /// The account of what the shop owes it, and whose part of it.
    pub fn payable(&self) -> (&'static str, &str) {
        match self.kind {
            PartyKind::Supplier => (account::SUPPLIER_DEBT, &self.code),
            PartyKind::Network | PartyKind::Koperasi => (account::NETWORK_DEBT, &self.code),
        }
    }

    /// The account of what it owes the shop, and whose part of it.
    pub fn receivable(&self) -> (&'static str, &str) {
        match self.kind {
            PartyKind::Supplier => (account::SUPPLIER_CLAIM, &self.code),
            PartyKind::Network | PartyKind::Koperasi => (account::NETWORK_CLAIM, &self.code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party() -> Party {
        Party {
            code: "DC".into(),
            name: "DC Jaringan".into(),
            legal_id: "AHU-001".into(),
            legal_name: "PT Perekonomian Contoh".into(),
            kind: PartyKind::Network,
            terms_days: 14,
            active: true,
            ..Party::default()
        }
    }

    #[test]
    fn a_party_needs_its_legal_entity() {
        assert_eq!(party().check(), Ok(()));
        let wrong = [
            (Party { code: "A B".into(), ..party() }, PartyError::NoCode),
            (Party { name: " ".into(), ..party() }, PartyError::NoName("DC".into())),
            (Party { legal_id: String::new(), ..party() }, PartyError::NoLegalId("DC".into())),
            (Party { terms_days: -1, ..party() }, PartyError::Terms),
            (Party { cutoff_weekday: 8, ..party() }, PartyError::Terms),
            (Party { bank: Bank { number: "12a45".into(), ..Bank::default() }, ..party() }, PartyError::Account("12a45".into())),
        ];
        for (party, error) in wrong {
            assert_eq!(party.check(), Err(error));
        }
    }

    #[test]
    fn the_terms_lead_to_the_next_day_of_settlement() {
        // 2 March 2026 is a Monday.
        let on = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a date");
        assert_eq!(party().due(on(2)), on(16));
        let weekly = |cutoff_weekday| Party { cutoff_weekday, ..party() };
        assert_eq!((weekly(1).due(on(2)), weekly(4).due(on(2)), weekly(7).due(on(2))), (on(16), on(19), on(22)));
        assert_eq!(Party { terms_days: 0, cutoff_weekday: 5, ..party() }.due(on(7)), on(13), "a Saturday waits for Friday");
    }

    #[test]
    fn each_kind_has_its_accounts() {
        assert_eq!((party().payable(), party().receivable()), (("2-220", "DC"), ("1-330", "DC")));
        let outside = Party { kind: PartyKind::Supplier, ..party() };
        assert_eq!((outside.payable(), outside.receivable()), (("2-210", "DC"), ("1-340", "DC")));
    }
}
