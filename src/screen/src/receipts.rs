//! The list of receipts.

use app::selling::SaleRow;
use chrono::FixedOffset;
use domain::sale::TenderKind;

use crate::{Language, dates, payment};

/// One receipt in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Number.
    pub number: String,
    /// `22/11 14:32`
    pub time: String,
    /// What was paid.
    pub total: String,
    /// Cashier.
    pub cashier: String,
    /// Member's number.
    pub member: String,
    /// How it was paid.
    pub tender: String,
}

/// Receipts, newest first.
pub fn rows(sales: &[SaleRow], zone: FixedOffset, language: Language, name: impl Fn(&str) -> String) -> Vec<Row> {
    let row = |sale: &SaleRow| Row {
        number: sale.receipt.clone(),
        time: dates::stamp(sale.at, zone),
        total: sale.total.to_string(),
        cashier: name(&sale.cashier),
        member: sale.member.clone().unwrap_or_default(),
        tender: tenders(&sale.tenders, language),
    };
    sales.iter().map(row).collect()
}

fn tenders(words: &str, language: Language) -> String {
    let names: Vec<&str> = words.split_whitespace().filter_map(TenderKind::parse).map(|kind| payment::kind(kind, language)).collect();
    names.join(" + ")
}
