//! Parties, and what their codes mean here.

use domain::trade::{Bank, Party, PartyKind};
use rusqlite::{Connection, OptionalExtension, Row};

use crate::StoreError;

fn party_row(row: &Row<'_>) -> rusqlite::Result<Party> {
    let kind: String = row.get(4)?;
    Ok(Party {
        code: row.get(0)?,
        name: row.get(1)?,
        legal_id: row.get(2)?,
        legal_name: row.get(3)?,
        kind: PartyKind::parse(&kind).unwrap_or_default(),
        terms_days: row.get(5)?,
        cutoff_weekday: row.get(6)?,
        agent: row.get(7)?,
        bank: Bank { bank: row.get(8)?, number: row.get(9)?, holder: row.get(10)? },
        key: row.get(11)?,
        active: row.get(12)?,
    })
}

/// A party by the shop's own key.
///
/// # Errors
/// [`StoreError`].
pub fn party(connection: &Connection, code: &str) -> Result<Option<Party>, StoreError> {
    let sql =
        "SELECT code, name, legal_id, legal_name, kind, terms_days, cutoff_weekday, agent, bank, bank_account, bank_holder, key, active
                 FROM party WHERE code = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([code], party_row).optional()?)
}

/// All parties by key.
///
/// # Errors
/// [`StoreError`].
pub fn parties(connection: &Connection) -> Result<Vec<Party>, StoreError> {
    let sql =
        "SELECT code, name, legal_id, legal_name, kind, terms_days, cutoff_weekday, agent, bank, bank_account, bank_holder, key, active
                 FROM party ORDER BY code";
    Ok(connection.prepare_cached(sql)?.query_map([], party_row)?.collect::<Result<_, _>>()?)
}

/// The parties of a legal entity: two names for one are found here.
///
/// # Errors
/// [`StoreError`].
pub fn of_legal(connection: &Connection, legal_id: &str) -> Result<Vec<Party>, StoreError> {
    let sql =
        "SELECT code, name, legal_id, legal_name, kind, terms_days, cutoff_weekday, agent, bank, bank_account, bank_holder, key, active
                 FROM party WHERE legal_id = ?1 ORDER BY code";
    Ok(connection.prepare_cached(sql)?.query_map([legal_id], party_row)?.collect::<Result<_, _>>()?)
}

/// What somebody said that a party's code means: product and pack.
///
/// # Errors
/// [`StoreError`].
pub fn linked(connection: &Connection, party: &str, code: &str) -> Result<Option<(String, String)>, StoreError> {
    let sql = "SELECT sku, pack FROM code_link WHERE party = ?1 AND code = ?2";
    Ok(connection.prepare_cached(sql)?.query_row([party, code], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}
