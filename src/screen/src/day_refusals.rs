//! Refusals of the shop's day in English: shifts, cash, returns, journals.

use app::Refusal;
use domain::ledger::EntryError;
use domain::returns::ReturnError;
use domain::shift::CountError;

use crate::{Language, payment};

/// What happened and what to do. Others speak for themselves.
pub(crate) fn day(refusal: &Refusal) -> String {
    match refusal {
        Refusal::DateClosed(date) => format!("{date} is closed; take a later date"),
        Refusal::StrangeDate(date) => format!("{date} has not come or is far from the computer's date; check the clock, or ask a manager"),
        Refusal::OtherTill(till) => format!("till {till} can only be closed on that till"),
        Refusal::PaymentOpen => "a cart is being paid; finish it or hand the money back first".to_owned(),
        Refusal::ShiftsOpen(tills) => format!("till {tills} is not closed; close it first, then the day"),
        Refusal::NeedsSignature(difference) => {
            let amount = difference.map(|amount| format!(" of Rp {amount}")).unwrap_or_default();
            format!("a difference{amount} is above the limit; count again, or a manager signs with a PIN")
        }
        Refusal::NotInDrawer(Some(held)) => format!("by the records the drawer holds only Rp {held}; check the amount"),
        Refusal::NotInDrawer(None) => "by the records the drawer does not hold that much; check the amount".to_owned(),
        Refusal::NotInSafe(held) => format!("by the books the safe holds only Rp {held}; check the amount"),
        Refusal::Count(error) => count(error),
        Refusal::Return(error) => back(error),
        Refusal::NotVoidable(receipt) => {
            format!("something of {receipt} came back already, or its shift is closed; return the rest as goods")
        }
        Refusal::Entry(error) => entry(error),
        Refusal::NoSuchTemplate(key) => format!("no journal template “{key}”"),
        Refusal::NoSuchJournal => "that journal is not there or cannot be reversed".to_owned(),
        Refusal::AlreadyReversed => "that journal is reversed already".to_owned(),
        Refusal::NoSuchReport(number) => format!("no Z report {number}; check the number"),
        Refusal::LastManager => "somebody must be left who may manage people".to_owned(),
        other => other.to_string(),
    }
}

fn count(error: &CountError) -> String {
    match error {
        CountError::NoSuchFace(face) => format!("there is no note or coin of Rp {face}"),
        CountError::Pieces { face, count } => format!("{count} pieces of Rp {face} cannot be right"),
        CountError::Twice(face) => format!("Rp {face} was counted twice"),
        CountError::Unreadable(text) => format!("“{text}” cannot be read; write 100000x3,50000x2"),
        CountError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}

fn back(error: &ReturnError) -> String {
    let name = |kind| payment::kind(kind, Language::English);
    match error {
        ReturnError::Nothing => "choose what comes back first".to_owned(),
        ReturnError::NoSuchLine(line) => format!("that receipt has no line {line}"),
        ReturnError::TooMuch { name, left } => format!("{name}: at most {left} more can come back"),
        ReturnError::AllBack(name) => format!("all of {name} came back already"),
        ReturnError::Quantity(name) => format!("{name}: the quantity must be above zero and whole"),
        ReturnError::NotUsed(kind) => format!("it was not paid by {}; give it back as it was paid", name(*kind)),
        ReturnError::MoreThanPaid { kind, left } => format!("only Rp {left} was paid by {}; give the rest back another way", name(*kind)),
        ReturnError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}

fn entry(error: &EntryError) -> String {
    match error {
        EntryError::NoMemo => "say what the journal is for".to_owned(),
        EntryError::OneSided => "a journal needs at least one debit and one credit".to_owned(),
        EntryError::NoSuchAccount(code) => format!("there is no account {code}"),
        EntryError::Kept(code) => {
            format!("account {code} is kept by tills and stock; move cash, return goods or count, do not write a journal")
        }
        EntryError::Amount => "the amount must be above zero and make sense".to_owned(),
        EntryError::Unbalanced(by) => format!("debit and credit differ by Rp {by}"),
        EntryError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}
