//! Documents as they were signed.

use chrono::NaiveDate;
use domain::fact::Fact;
use domain::trade::{Direction, TradeDocument, TradeFact};
use record::Decoded;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::{StoreError, records};

/// A document that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentRow {
    /// Place in the log.
    pub pos: i64,
    /// Which way it went.
    pub direction: Direction,
    /// The shop's own key of the other party; empty: for everybody.
    pub party: String,
    /// When it was kept, ms since 1970 UTC.
    pub at: i64,
    /// SHA-256 of the text.
    pub hash: [u8; 32],
    /// The document.
    pub document: TradeDocument,
}

fn document_row(row: &Row<'_>) -> rusqlite::Result<DocumentRow> {
    let direction: String = row.get(2)?;
    Ok(DocumentRow {
        pos: row.get(1)?,
        direction: Direction::parse(&direction).unwrap_or(Direction::Taken),
        party: row.get(3)?,
        at: row.get(10)?,
        hash: row.get(11)?,
        document: TradeDocument {
            id: row.get(0)?,
            kind: row.get(4)?,
            number: row.get(5)?,
            from: row.get(6)?,
            to: row.get(7)?,
            date: row.get(8)?,
            refers: row.get(9)?,
            body: row.get(12)?,
            key: row.get(13)?,
            signature: row.get(14)?,
        },
    })
}

/// A document by its id.
///
/// # Errors
/// [`StoreError`].
pub fn document(connection: &Connection, id: &str) -> Result<Option<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE id = ?1";
    Ok(connection.prepare_cached(sql)?.query_row([id], document_row).optional()?)
}

/// Documents with a number, of any kind and issuer; the newest last.
///
/// # Errors
/// [`StoreError`].
pub fn called(connection: &Connection, number: &str) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE number = ?1 ORDER BY pos";
    Ok(connection.prepare_cached(sql)?.query_map([number], document_row)?.collect::<Result<_, _>>()?)
}

/// Documents of a kind with a number; of any issuer when `issuer` is empty.
///
/// # Errors
/// [`StoreError`].
pub fn numbered(connection: &Connection, issuer: &str, kind: &str, number: &str) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE (?1 = '' OR issuer = ?1) AND kind = ?2 AND number = ?3 ORDER BY id";
    Ok(connection.prepare_cached(sql)?.query_map([issuer, kind, number], document_row)?.collect::<Result<_, _>>()?)
}

/// The documents of a party in the order of their dates; of one kind unless `kind` is empty, of all parties when
/// `party` is empty.
///
/// # Errors
/// [`StoreError`].
pub fn of_party(connection: &Connection, party: &str, kind: &str) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE (?1 = '' OR party = ?1) AND (?2 = '' OR kind = ?2) ORDER BY date, id";
    Ok(connection.prepare_cached(sql)?.query_map([party, kind], document_row)?.collect::<Result<_, _>>()?)
}

/// The documents about money that went between the shop and a party, in the order of their dates.
///
/// # Errors
/// [`StoreError`].
pub fn about_money(connection: &Connection, party: &str) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE party = ?1 AND kind IN ('invoice', 'invoice-answer', 'credit-note', 'statement', 'setoff-proposal',
                   'setoff-answer', 'setoff-commit', 'payment', 'payment-answer') ORDER BY date, id";
    Ok(connection.prepare_cached(sql)?.query_map([party], document_row)?.collect::<Result<_, _>>()?)
}

/// What answers a document or belongs to it.
///
/// # Errors
/// [`StoreError`].
pub fn answers(connection: &Connection, id: &str) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE refers = ?1 AND refers <> '' ORDER BY date, id";
    Ok(connection.prepare_cached(sql)?.query_map([id], document_row)?.collect::<Result<_, _>>()?)
}

/// All documents that were issued, in the order of the log: what others must know.
///
/// # Errors
/// [`StoreError`].
pub fn issued(connection: &Connection) -> Result<Vec<DocumentRow>, StoreError> {
    let sql = "SELECT id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature
                 FROM document WHERE direction = 'issued' ORDER BY pos";
    Ok(connection.prepare_cached(sql)?.query_map([], document_row)?.collect::<Result<_, _>>()?)
}

/// How many documents of a kind this device issued so far: the number of the next is one more.
///
/// # Errors
/// [`StoreError`].
pub fn count_issued(connection: &Connection, device: &uuid::Uuid, kind: &str) -> Result<i64, StoreError> {
    let sql = "SELECT count(*) FROM document JOIN record ON record.pos = document.pos
                WHERE direction = 'issued' AND document.kind = ?2 AND record.device = ?1";
    Ok(connection.prepare_cached(sql)?.query_row(params![device.as_bytes(), kind], |row| row.get(0))?)
}

/// The date of the last document of a kind from a party.
///
/// # Errors
/// [`StoreError`].
pub fn last_date(connection: &Connection, party: &str, kind: &str) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT max(date) FROM document WHERE party = ?1 AND kind = ?2";
    Ok(connection.prepare_cached(sql)?.query_row([party, kind], |row| row.get(0))?)
}

/// The hash of the unsigned file that the document at a place of the log was read from; empty: none.
///
/// # Errors
/// [`StoreError`].
pub fn source(connection: &Connection, pos: i64) -> Result<String, StoreError> {
    let Some(record) = records::get(connection, pos)? else { return Ok(String::new()) };
    Ok(match records::decode(&record)? {
        Decoded::Fact(fact) => match *fact {
            Fact::Trade(TradeFact::Kept(kept)) => kept.source,
            _ => String::new(),
        },
        Decoded::Unknown => String::new(),
    })
}

/// What documents put on an account for a party; debit above zero, rupiah.
///
/// # Errors
/// [`StoreError`].
pub fn posted(connection: &Connection, account: &str, party: &str) -> Result<domain::Rupiah, StoreError> {
    let sql = "SELECT coalesce(sum(amount), 0) FROM posting JOIN document ON document.pos = posting.pos WHERE account = ?1 AND sub = ?2";
    Ok(domain::Rupiah::new(connection.prepare_cached(sql)?.query_row([account, party], |row| row.get(0))?))
}
