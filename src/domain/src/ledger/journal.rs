//! The journal of a fact: pure, balanced, at least two postings.

use chrono::NaiveDate;

use super::entry::Entry;
use super::{account, find, goods, returned, trade};
use crate::fact::{Fact, OpeningLine};
use crate::money::{Overflow, Rupiah};
use crate::period::{PeriodClose, PeriodKind};
use crate::sale::{Sale, TenderKind};
use crate::shift::{CashMove, Shift, ShiftClose};

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
    /// An account that the chart does not have.
    #[error("akun {0} tidak ada di daftar akun")]
    NoSuchAccount(String),
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
        Fact::CashMoved(moved) => of_cash(moved),
        Fact::ShiftClosed(close) => of_close(close),
        Fact::PeriodClosed(close) => of_period(close),
        Fact::JournalPosted(entry) => of_entry(entry),
        Fact::Stock(fact) => goods::post(fact),
        Fact::Trade(fact) => trade::post(fact),
        Fact::EpochOpened { .. }
        | Fact::TillInvited { .. }
        | Fact::TillJoined { .. }
        | Fact::KeyTrusted { .. }
        | Fact::CartParked(_)
        | Fact::CartTaken { .. }
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
pub(super) struct Draft(Vec<Posting>);

impl Draft {
    pub(super) fn debit(&mut self, account: &'static str, sub: &str, amount: Rupiah) -> &mut Self {
        if !amount.is_zero() {
            self.0.push(Posting { account, sub: sub.to_owned(), amount });
        }
        self
    }

    pub(super) fn credit(&mut self, account: &'static str, sub: &str, amount: Rupiah) -> Result<&mut Self, Overflow> {
        let amount = amount.negated()?;
        Ok(self.debit(account, sub, amount))
    }

    pub(super) fn seal(self, date: NaiveDate, text: String) -> Result<Option<Journal>, JournalError> {
        let sum = Rupiah::sum(self.0.iter().map(|posting| posting.amount))?;
        match self.0.len() {
            _ if !sum.is_zero() => Err(JournalError::Unbalanced(sum)),
            0 => Ok(None),
            1 => Err(JournalError::OneSided),
            _ => Ok(Some(Journal { date, text, postings: self.0 })),
        }
    }
}

/// J1, J2, J4, J5, J14 of `domain.md` section 2.5: tenders and discount against sales and PPN, cost
/// against stock; of goods of others, what is owed for them and the commission.
fn of_sale(sale: &Sale) -> Result<Option<Journal>, JournalError> {
    let member = sale.member.is_some();
    let pick = |for_member, for_other| if member { for_member } else { for_other };
    let tax = sale.tax()?;
    let cost = sale.cost()?;
    let mut draft = Draft::default();
    for kind in TenderKind::ALL {
        let (account, sub) = tender_account(kind, &sale.till);
        draft.debit(account, sub, sale.net_by(kind)?);
    }
    let of_others = goods::sold(&mut draft, &sale.lines)?;
    draft.debit(pick(account::DISCOUNT_MEMBER, account::DISCOUNT_OTHER), "", sale.discount.minus(of_others.cart_discount)?);
    if sale.rounding.is_negative() {
        draft.debit(account::ROUNDING_LOSS, "", sale.rounding.negated()?);
    } else {
        draft.credit(account::ROUNDING_GAIN, "", sale.rounding)?;
    }
    draft.credit(pick(account::SALES_MEMBER, account::SALES_OTHER), "", sale.subtotal.minus(tax)?.minus(of_others.sales)?)?;
    draft.credit(account::OUTPUT_TAX, "", tax)?;
    draft.debit(pick(account::COST_MEMBER, account::COST_OTHER), "", cost);
    draft.credit(account::STOCK, "", cost)?;
    let text = match &sale.returned {
        None => format!("Penjualan {}", sale.receipt),
        Some(back) => {
            returned::post(&mut draft, back, member)?;
            let what = if sale.lines.is_empty() { "Retur" } else { "Tukar barang" };
            format!("{what} {}", sale.receipt)
        }
    };
    draft.seal(sale.business_date, text)
}

/// Where a tender stands until it is in the bank.
pub(super) fn tender_account(kind: TenderKind, till: &str) -> (&'static str, &str) {
    match kind {
        TenderKind::Cash => (account::DRAWER, till),
        TenderKind::Qris => (account::QRIS, ""),
        TenderKind::Transfer => (account::CARD_TRANSFER, "transfer"),
        TenderKind::Card => (account::CARD_TRANSFER, "card"),
    }
}

pub(super) fn known(code: &str) -> Result<&'static str, JournalError> {
    find(code).map(|account| account.code).ok_or_else(|| JournalError::NoSuchAccount(code.to_owned()))
}

/// Cash in, out, to the safe, to the petty cash (J22).
fn of_cash(moved: &CashMove) -> Result<Option<Journal>, JournalError> {
    let mut draft = Draft::default();
    let change = moved.drawer()?;
    draft.debit(account::DRAWER, &moved.till, change);
    draft.credit(known(&moved.account)?, "", change)?;
    draft.seal(moved.business_date, format!("{} kasir {}: {}", capital(moved.kind.paper()), moved.till, moved.reason))
}

/// J21 and J22: what was counted goes to the safe; what was expected leaves the drawer; the difference is
/// the shop's or the cashier's.
fn of_close(close: &ShiftClose) -> Result<Option<Journal>, JournalError> {
    let mut draft = Draft::default();
    draft.debit(account::SAFE, "", close.counted);
    draft.credit(account::DRAWER, &close.till, close.expected)?;
    differ(&mut draft, close.difference()?, close.charged_to.as_deref())?;
    for tender in &close.tenders {
        let Some(counted) = tender.counted else { continue };
        let difference = counted.minus(tender.expected)?;
        let (account, sub) = tender_account(tender.kind, &close.till);
        draft.debit(account, sub, difference);
        differ(&mut draft, difference, None)?;
    }
    draft.seal(close.business_date, format!("Tutup kasir {} {}", close.till, close.number))
}

/// The other side of a difference: over is income, short is a loss or a person's debt.
fn differ(draft: &mut Draft, difference: Rupiah, charged_to: Option<&str>) -> Result<(), Overflow> {
    if difference.is_negative() {
        let (account, sub) = charged_to.map_or((account::CASH_SHORT, ""), |who| (account::STAFF_DEBT, who));
        draft.debit(account, sub, difference.negated()?);
    } else {
        draft.credit(account::CASH_OVER, "", difference)?;
    }
    Ok(())
}

/// A deposit at the close of a day; the result at the close of a year.
fn of_period(close: &PeriodClose) -> Result<Option<Journal>, JournalError> {
    let mut draft = Draft::default();
    if let Some(deposit) = &close.deposit {
        draft.debit(known(&deposit.account)?, "", deposit.amount);
        draft.credit(account::SAFE, "", deposit.amount)?;
    }
    for (code, amount) in &close.closing {
        draft.debit(known(code)?, "", *amount);
        draft.credit(account::RESULT, "", *amount)?;
    }
    let what = match close.kind {
        PeriodKind::Day => "Setoran tutup hari",
        PeriodKind::Month => "Tutup bulan",
        PeriodKind::Year => "Tutup buku tahun",
    };
    draft.seal(close.upto, format!("{what} {}", close.upto))
}

/// As somebody wrote it.
fn of_entry(entry: &Entry) -> Result<Option<Journal>, JournalError> {
    let mut draft = Draft::default();
    for line in &entry.lines {
        draft.debit(known(&line.account)?, &line.sub, line.amount);
    }
    draft.seal(entry.date, entry.memo.clone())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters.flat_map(char::to_lowercase)).collect())
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
