//! Proof that the file says the truth: chain, signatures, journals, control accounts, projections.

use std::collections::HashMap;

use domain::fact::Fact;
use domain::goods::StockFact;
use domain::ledger::{account, journal};
use record::{Decoded, Head, verify_signature};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::migrate::load_chart;
use crate::rebuild::{PROJECTIONS, projection_schema};
use crate::{Store, StoreError, period, project, records, trade};

/// Something that is not as it should be, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding(pub String);

impl Store {
    /// Checks the whole file; an empty list means that all is well. `progress` hears how many of how
    /// many records were read.
    ///
    /// # Errors
    /// [`StoreError`] only when the file cannot be read at all.
    pub fn verify(&self, mut progress: impl FnMut(u64, u64)) -> Result<Vec<Finding>, StoreError> {
        let mut findings = Vec::new();
        let tx = self.connection.unchecked_transaction()?;
        file(&tx, &mut findings)?;
        chain(&tx, &mut findings, &mut progress)?;
        control_accounts(&tx, &mut findings)?;
        projections(&tx, &mut findings, &mut progress)?;
        Ok(findings)
    }
}

/// What SQLite itself finds.
fn file(connection: &Connection, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let mut query = connection.prepare("PRAGMA integrity_check(20)")?;
    for line in query.query_map([], |row| row.get::<_, String>(0))? {
        let line = line?;
        if line != "ok" {
            findings.push(Finding(format!("berkas: {line}")));
        }
    }
    let orphans: i64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if orphans > 0 {
        findings.push(Finding(format!("{orphans} baris tanpa induk")));
    }
    let open: i64 = connection.query_row("SELECT count(*) FROM journal WHERE sealed = 0", [], |row| row.get(0))?;
    if open > 0 {
        findings.push(Finding(format!("{open} jurnal belum tertutup")));
    }
    Ok(())
}

/// Each record's hash, its place in the chain, its signature, its sums.
fn chain(connection: &Connection, findings: &mut Vec<Finding>, progress: &mut impl FnMut(u64, u64)) -> Result<(), StoreError> {
    let total = records::count(connection)?;
    let mut heads: HashMap<(Uuid, u32), Head> = HashMap::new();
    let mut done = 0;
    records::for_each(connection, |pos, record| -> Result<(), StoreError> {
        let origin = (record.header.device, record.header.epoch);
        match record.continues(heads.get(&origin).copied().unwrap_or_default()) {
            Ok(_) => {}
            Err(error) => findings.push(Finding(error.to_string())),
        }
        heads.insert(origin, Head { seq: record.header.seq, hash: record.hash });
        match records::public_key(connection, origin.0, origin.1)? {
            None => findings.push(Finding(format!("catatan {pos}: perangkat tidak dikenal"))),
            Some(public) => {
                if let Err(error) = verify_signature(&public, record.header.seq, &record.hash, &record.signature) {
                    findings.push(Finding(error.to_string()));
                }
            }
        }
        content(pos, &record, findings);
        done += 1;
        progress(done, total * 2);
        Ok(())
    })
}

fn content(pos: i64, record: &record::Record, findings: &mut Vec<Finding>) {
    match records::decode(record) {
        Err(error) => findings.push(Finding(format!("catatan {pos}: {error}"))),
        Ok(Decoded::Unknown) => {}
        Ok(Decoded::Fact(fact)) => {
            if let Err(error) = journal(&fact) {
                findings.push(Finding(format!("catatan {pos}: {error}")));
            }
            if let Fact::Stock(StockFact::Received(receipt)) = &*fact
                && !receipt.adds_up()
            {
                findings.push(Finding(format!("barang masuk {} ({}): jumlahnya tidak cocok", receipt.note, receipt.business_date)));
            }
            if let Fact::Sale(sale) = &*fact
                && !sale.adds_up()
            {
                findings.push(Finding(format!("penjualan {}: jumlahnya tidak cocok", sale.receipt)));
            }
        }
    }
}

/// Sub-ledgers equal their control accounts.
fn control_accounts(connection: &Connection, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let one = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, i64>(0));
    let balance = |code: &str| {
        connection.query_row("SELECT coalesce(sum(debit - credit), 0) FROM account_balance WHERE account = ?1", [code], |row| {
            row.get::<_, i64>(0)
        })
    };
    for (place, code) in [("toko", account::STOCK), ("rusak", account::DAMAGED), ("jalan", account::TRANSIT)] {
        let sql = "SELECT coalesce(sum(value), 0) FROM stock WHERE owner = 'koperasi' AND place = ?1";
        let stock: i64 = connection.query_row(sql, [place], |row| row.get(0))?;
        let posted = balance(code)?;
        if stock != posted {
            findings.push(Finding(format!("nilai persediaan ({place}) Rp {stock}, di buku besar Rp {posted}")));
        }
    }
    let worthless = one("SELECT count(*) FROM stock WHERE owner <> 'koperasi' AND value <> 0")?;
    if worthless != 0 {
        findings.push(Finding(format!("{worthless} barang milik orang lain bernilai di persediaan")));
    }
    let drawers =
        one("SELECT coalesce((SELECT sum(amount) FROM sale_tender WHERE kind = 'cash'), 0) - coalesce((SELECT sum(change) FROM sale), 0)
              + coalesce((SELECT sum(opening_float) FROM shift), 0) + coalesce((SELECT sum(iif(kind = 'in', amount, -amount)) FROM cash_move), 0)
              - coalesce((SELECT sum(expected) FROM shift_close), 0)")?;
    let posted = balance(account::DRAWER)?;
    if drawers != posted {
        findings.push(Finding(format!("uang di laci menurut penjualan Rp {drawers}, di buku besar Rp {posted}")));
    }
    let sides = one("SELECT coalesce(sum(debit - credit), 0) FROM account_balance")?;
    if sides != 0 {
        findings.push(Finding(format!("neraca saldo tidak seimbang: Rp {sides}")));
    }
    findings.extend(trade::claims::torn(connection)?.into_iter().map(Finding));
    let kept = one(
        "SELECT count(*) FROM (SELECT account, sub, sum(max(amount, 0)) AS debit, sum(max(-amount, 0)) AS credit FROM posting GROUP BY account, sub
           EXCEPT SELECT account, sub, debit, credit FROM account_balance)",
    )?;
    if kept != 0 {
        findings.push(Finding(format!("{kept} saldo akun tidak sama dengan jumlah jurnalnya")));
    }
    Ok(())
}

/// The rows of the projections equal those that the records make now, in a database of their own.
fn projections(connection: &Connection, findings: &mut Vec<Finding>, progress: &mut impl FnMut(u64, u64)) -> Result<(), StoreError> {
    let fresh = Connection::open_with_flags(
        "",
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    fresh.set_prepared_statement_cache_capacity(256);
    fresh.pragma(None, "synchronous", "OFF", |_| Ok(()))?;
    fresh.pragma(None, "foreign_keys", "OFF", |_| Ok(()))?;
    fresh.execute_batch("BEGIN")?;
    for statement in projection_schema(connection)? {
        fresh.execute_batch(&statement)?;
    }
    load_chart(&fresh)?;
    period::preload(connection, &fresh)?;
    let total = records::count(connection)?;
    let mut done = total;
    records::for_each(connection, |pos, record| -> Result<(), StoreError> {
        if let Ok(Decoded::Fact(fact)) = records::decode(&record) {
            project::project(&fresh, pos, &record.header, &fact)?;
        }
        done += 1;
        progress(done, total * 2);
        Ok(())
    })?;
    for projection in PROJECTIONS {
        if digest(connection, projection.rows)? != digest(&fresh, projection.rows)? {
            findings.push(Finding(format!("tabel {} tidak sama dengan catatannya; jalankan «sokoguru rebuild»", projection.table)));
        }
    }
    Ok(())
}

/// A digest of all rows that a query gives, in its order.
fn digest(connection: &Connection, rows: &str) -> Result<[u8; 32], StoreError> {
    let mut query = connection.prepare(rows)?;
    let columns = query.column_count();
    let mut rows = query.query([])?;
    let mut hasher = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            hasher.update(format!("{:?}\u{1f}", row.get_ref(column)?));
        }
        hasher.update(b"\n");
    }
    Ok(hasher.finalize().into())
}
