//! Journals that a person writes: expenses, rent, wages, owner's entries, opening balances.

use chrono::NaiveDate;

use super::{account, find};
use crate::money::{Overflow, Rupiah};

/// One side of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryLine {
    /// The account's code.
    pub account: String,
    /// Whose part of it; empty where there are no parts.
    pub sub: String,
    /// Rupiah; debit above zero.
    pub amount: Rupiah,
}

/// A journal that a person wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Date of the books.
    pub date: NaiveDate,
    /// What it is, in the person's words.
    pub memo: String,
    /// The template it came from; empty: none.
    pub template: String,
    /// The lines; they sum to zero.
    pub lines: Vec<EntryLine>,
    /// The record that it takes back (UUID as text).
    pub reverses: Option<String>,
    /// Who.
    pub by: String,
}

/// Why an entry is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EntryError {
    /// No words.
    #[error("isi keterangan jurnal")]
    NoMemo,
    /// Less than two lines.
    #[error("jurnal harus punya paling sedikit satu debit dan satu kredit")]
    OneSided,
    /// No such account.
    #[error("akun {0} tidak ada di daftar akun")]
    NoSuchAccount(String),
    /// An account that the till itself keeps.
    #[error("akun {0} dijaga oleh kasir dan stok; pakai kas masuk/keluar, retur atau stok, bukan jurnal")]
    Kept(String),
    /// Zero or beyond reason.
    #[error("jumlah jurnal harus lebih dari nol dan masuk akal")]
    Amount,
    /// Debit and credit differ.
    #[error("debit dan kredit tidak sama: selisih Rp {0}")]
    Unbalanced(Rupiah),
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// True for accounts whose balance is the sum of what else is kept (drawers, goods): a journal by hand
/// would tear the two apart.
pub fn is_kept(code: &str) -> bool {
    [account::DRAWER, account::STOCK, account::DAMAGED, account::TRANSIT, account::CONSIGN_DEBT, account::CONSIGN_NETWORK].contains(&code)
}

/// True for accounts whose parts by party are the sums of claims ([`crate::settlement::Position`]).
pub fn is_claimed(code: &str) -> bool {
    use account::{ADVANCE, CUSTOMER_ADVANCE, NETWORK_CLAIM, NETWORK_DEBT, SUPPLIER_CLAIM, SUPPLIER_DEBT};
    [ADVANCE, CUSTOMER_ADVANCE, NETWORK_CLAIM, NETWORK_DEBT, SUPPLIER_CLAIM, SUPPLIER_DEBT].contains(&code)
}

impl Entry {
    /// Checks the entry.
    ///
    /// # Errors
    /// [`EntryError`].
    pub fn check(&self) -> Result<(), EntryError> {
        if self.memo.trim().is_empty() {
            return Err(EntryError::NoMemo);
        }
        if self.lines.len() < 2 {
            return Err(EntryError::OneSided);
        }
        for line in &self.lines {
            if find(&line.account).is_none() {
                return Err(EntryError::NoSuchAccount(line.account.clone()));
            }
            if is_kept(&line.account) {
                return Err(EntryError::Kept(line.account.clone()));
            }
            if line.amount.is_zero() || line.amount.get().abs() > Rupiah::LIMIT.get() * 1_000 {
                return Err(EntryError::Amount);
            }
        }
        let sum = Rupiah::sum(self.lines.iter().map(|line| line.amount))?;
        if sum.is_zero() { Ok(()) } else { Err(EntryError::Unbalanced(sum)) }
    }
}
