//! Rows of the facts of the trade with others.

use domain::trade::{KeptDocument, Party, TradeFact};
use record::Header;
use rusqlite::{Connection, params};

use crate::StoreError;
use crate::shared::{self, Stamp};

/// Writes what follows from a fact of the trade with others.
pub(crate) fn project(connection: &Connection, pos: i64, header: &Header, fact: &TradeFact) -> Result<(), StoreError> {
    match fact {
        TradeFact::PartiesPut { parties, .. } => {
            let stamp = shared::stamp(connection, header)?;
            parties.iter().try_for_each(|party| put_party(connection, party, &stamp))
        }
        TradeFact::Kept(kept) => put_document(connection, pos, header, kept),
        TradeFact::CodeLinked { party, code, sku, pack, .. } => {
            let sql = "INSERT INTO code_link (party, code, sku, pack, stamp) VALUES (?1, ?2, ?3, ?4, ?5)
                       ON CONFLICT (party, code) DO UPDATE SET sku = excluded.sku, pack = excluded.pack, stamp = excluded.stamp
                        WHERE excluded.stamp >= code_link.stamp";
            connection.prepare_cached(sql)?.execute(params![party, code, sku, pack, shared::stamp(connection, header)?])?;
            Ok(())
        }
    }
}

fn put_party(connection: &Connection, party: &Party, stamp: &Stamp) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO party (code, name, legal_id, legal_name, kind, terms_days, cutoff_weekday, agent, bank, bank_account, bank_holder,
                                  key, active, stamp)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
               ON CONFLICT (code) DO UPDATE SET name = excluded.name, legal_id = excluded.legal_id, legal_name = excluded.legal_name,
                   kind = excluded.kind, terms_days = excluded.terms_days, cutoff_weekday = excluded.cutoff_weekday, agent = excluded.agent,
                   bank = excluded.bank, bank_account = excluded.bank_account, bank_holder = excluded.bank_holder, key = excluded.key,
                   active = excluded.active, stamp = excluded.stamp
                WHERE excluded.stamp >= party.stamp";
    connection.prepare_cached(sql)?.execute(params![
        party.code,
        party.name,
        party.legal_id,
        party.legal_name,
        party.kind.word(),
        party.terms_days,
        party.cutoff_weekday,
        party.agent,
        party.bank.bank,
        party.bank.number,
        party.bank.holder,
        party.key,
        party.active,
        stamp
    ])?;
    Ok(())
}

fn put_document(connection: &Connection, pos: i64, header: &Header, kept: &KeptDocument) -> Result<(), StoreError> {
    let document = &kept.document;
    let sql =
        "INSERT INTO document (id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15) ON CONFLICT (id) DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![
        document.id,
        pos,
        kept.direction.word(),
        kept.party,
        document.kind,
        document.number,
        document.from,
        document.to,
        document.date,
        document.refers,
        header.at,
        record::document::hash(&document.body),
        document.body,
        document.key,
        document.signature
    ])?;
    Ok(())
}
