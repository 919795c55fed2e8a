//! The journal of a fact: pure, balanced, at least two postings.

use chrono::NaiveDate;

use super::account;
use crate::fact::{Fact, OpeningLine};
use crate::money::{Overflow, Rupiah};
use crate::sale::{Sale, TenderKind};
use crate::shift::Shift;

/// One posting: debit above zero, credit below.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account's code.
    pub account: &'static str,
    /// Whose part of the account: the till of a drawer; empty where there are no parts.
    pub sub: String,
    /// Rupiah.
    pub amount: Rupiah,
}

/// The postings of one fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    /// Date of the books.
    pub date: NaiveDate,
    /// What it is, in words: `Penjualan A1-000123`.
    pub text: String,
    /// The postings; they sum to zero.
    pub postings: Vec<Posting>,
}

/// Why no journal could be made: a fact whose numbers contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// The postings do not sum to zero.
    #[error("jurnal tidak seimbang: selisih Rp {0}")]
    Unbalanced(Rupiah),
    /// Only one posting.
    #[error("jurnal dengan satu sisi")]
    OneSided,
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// The journal of a fact, or `None` where the books are not touched.
///
/// # Errors
/// [`JournalError`]: the fact contradicts itself.
pub fn journal(fact: &Fact) -> Result<Option<Journal>, JournalError> {
    match fact {
        Fact::Sale(sale) => of_sale(sale),
        Fact::ShiftOpened(shift) => of_shift(shift),
        Fact::StockOpened { business_date, lines, .. } => of_opening(*business_date, lines),
        Fact::EpochOpened { .. }
        | Fact::SettingChanged { .. }
        | Fact::CataloguePut { .. }
        | Fact::PromotionsPut { .. }
        | Fact::MembersPut { .. }
        | Fact::CartCancelled { .. }
        | Fact::OverrideGranted { .. }
        | Fact::ReceiptReprinted { .. }
        | Fact::QrisAbandoned { .. } => Ok(None),
    }
}

/// Postings while they are collected: zero amounts are left out.
#[derive(Default)]
struct Draft(Vec<Posting>);

impl Draft {
    fn debit(&mut self, account: &'static str, sub: &str, amount: Rupiah) -> &mut Self {
        if !amount.is_zero() {
            self.0.push(Posting { account, sub: sub.to_owned(), amount });
        }
        self
    }

    fn credit(&mut self, account: &'static str, sub: &str, amount: Rupiah) -> Result<&mut Self, Overflow> {
        let amount = amount.negated()?;
        Ok(self.debit(account, sub, amount))
    }

    fn seal(self, date: NaiveDate, text: String) -> Result<Option<Journal>, JournalError> {
        let sum = Rupiah::sum(self.0.iter().map(|posting| posting.amount))?;
        match self.0.len() {
            _ if !sum.is_zero() => Err(JournalError::Unbalanced(sum)),
            0 => Ok(None),
            1 => Err(JournalError::OneSided),
            _ => Ok(Some(Journal { date, text, postings: self.0 })),
        }
    }
}

/// J1, J2, J4, J5 of `domain.md` section 2.5: tenders and discount against sales and PPN, cost
/// against stock.
fn of_sale(sale: &Sale) -> Result<Option<Journal>, JournalError> {
    let member = sale.member.is_some();
    let pick = |for_member, for_other| if member { for_member } else { for_other };
    let tax = sale.tax()?;
    let cost = sale.cost()?;
    let mut draft = Draft::default();
    for kind in TenderKind::ALL {
        let taken = Rupiah::sum(sale.tenders.iter().filter(|t| t.kind == kind).map(|t| t.amount))?;
        match kind {
            TenderKind::Cash => draft.debit(account::DRAWER, &sale.till, taken.minus(sale.change)?),
            TenderKind::Qris => draft.debit(account::QRIS, "", taken),
            TenderKind::Transfer => draft.debit(account::CARD_TRANSFER, "transfer", taken),
            TenderKind::Card => draft.debit(account::CARD_TRANSFER, "card", taken),
        };
    }
    draft.debit(pick(account::DISCOUNT_MEMBER, account::DISCOUNT_OTHER), "", sale.discount);
    if sale.rounding.is_negative() {
        draft.debit(account::ROUNDING_LOSS, "", sale.rounding.negated()?);
    } else {
        draft.credit(account::ROUNDING_GAIN, "", sale.rounding)?;
    }
    draft.credit(pick(account::SALES_MEMBER, account::SALES_OTHER), "", sale.subtotal.minus(tax)?)?;
    draft.credit(account::OUTPUT_TAX, "", tax)?;
    draft.debit(pick(account::COST_MEMBER, account::COST_OTHER), "", cost);
    draft.credit(account::STOCK, "", cost)?;
    draft.seal(sale.business_date, format!("Penjualan {}", sale.receipt))
}

/// The float moves from the safe to the drawer.
fn of_shift(shift: &Shift) -> Result<Option<Journal>, JournalError> {
    let mut draft = Draft::default();
    draft.debit(account::DRAWER, &shift.till, shift.opening_float);
    draft.credit(account::SAFE, "", shift.opening_float)?;
    draft.seal(shift.business_date, format!("Modal awal kasir {}", shift.till))
}

/// Goods that were there when the books began, against the opening equity; what negative stock had
/// taken at a provisional cost goes to the variance account.
fn of_opening(date: NaiveDate, lines: &[OpeningLine]) -> Result<Option<Journal>, JournalError> {
    let value = Rupiah::sum(lines.iter().map(|line| line.value))?;
    let variance = Rupiah::sum(lines.iter().map(|line| line.variance))?;
    let mut draft = Draft::default();
    draft.debit(account::STOCK, "", value.minus(variance)?);
    draft.debit(account::VARIANCE, "", variance);
    draft.credit(account::OPENING, "", value)?;
    draft.seal(date, "Persediaan awal".to_owned())
}
