//! Whether the accounts of each party say what its claims say.

use chrono::DateTime;
use domain::ledger::account;
use domain::settlement::{Paper, Position, fold};
use record::document::Document;
use rusqlite::Connection;

use super::{documents, parties};
use crate::StoreError;

/// Where they do not, in words. Only what documents posted counts: what stood on an account before its party was
/// kept is not a claim.
///
/// # Errors
/// [`StoreError`].
pub fn torn(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut torn = Vec::new();
    for party in parties::parties(connection)? {
        let rows = documents::about_money(connection, &party.code)?;
        let papers: Option<Vec<Paper>> = rows
            .iter()
            .map(|row| Document::read(&row.document.body).ok())
            .collect::<Option<Vec<_>>>()
            .map(|all| all.iter().filter_map(Document::paper).collect());
        // What holds and what not is no matter of the books, and neither is the time.
        let at = papers
            .and_then(|papers| fold(&papers, "", DateTime::UNIX_EPOCH.fixed_offset()).ok())
            .and_then(|claims| Position::of(&claims, &party.legal_id).ok());
        let Some(at) = at else {
            torn.push(format!("dokumen tagihan {} tidak terbaca", party.code));
            continue;
        };
        let sums = [
            (party.payable().0, -at.payable.get()),
            (party.receivable().0, at.receivable.get()),
            (account::ADVANCE, at.advance.get()),
            (account::CUSTOMER_ADVANCE, -at.deposit.get()),
        ];
        for (account, expected) in sums {
            let posted = documents::posted(connection, account, &party.code)?.get();
            if posted != expected {
                torn.push(format!("tagihan {} di akun {account} Rp {expected}, di buku besar Rp {posted}", party.code));
            }
        }
    }
    Ok(torn)
}
