//! Making the projections again from the records.

use record::Decoded;
use rusqlite::{Connection, TransactionBehavior};

use crate::migrate::load_chart;
use crate::{Store, StoreError, period, project, records};

/// A table that comes from the records, with the statements that drop it and read it in a fixed order.
#[derive(Clone, Copy, Debug)]
pub struct Projection {
    /// The table.
    pub table: &'static str,
    drop: &'static str,
    /// All rows in the order of the key. Of full-text tables, whose content is not kept, which rows.
    pub(crate) rows: &'static str,
}

macro_rules! projections {
    ($($table:literal $columns:literal),* $(,)?) => {
        &[$(Projection {
            table: $table,
            drop: concat!("DROP TABLE ", $table),
            rows: concat!("SELECT ", $columns, " FROM ", $table, " ORDER BY ", $columns),
        }),*]
    };
}

/// The tables that come from the records, children before parents, with all their columns.
pub const PROJECTIONS: &[Projection] = projections![
    "posting" "pos, line, account, sub, amount",
    "account_balance" "account, sub, debit, credit",
    "journal" "pos, date, text, sealed, late, closing",
    "account" "code, name, side",
    "movement" "pos, line, sku, owner, kind, quantity, value, last_value, stamp, place",
    "stock" "sku, owner, place, quantity, value, last_value, last_quantity, last_stamp, sold",
    "entry" "pos, memo, template, by, reverses",
    "period_head" "close, device, epoch, seq",
    "period_close" "pos, kind, upto, at, by, deposit, stamp, device, epoch, seq",
    "shift_close_tender" "pos, kind, payments, expected, counted",
    "shift_close" "pos, shift, number, till, date, at, by, signed_by, opening_float, counted, expected, charged_to, sales, net",
    "cash_move" "pos, shift, till, date, at, kind, amount, account, reason, by",
    "return_line" "pos, line, of, sku, pack, factor, quantity, amount, cart_discount, tax, cost, place, tax_class",
    "sale_return" "pos, original, receipt, reason, void, gross, discount, rounding, value, tax, cost",
    "sale_tender" "pos, no, kind, amount, reference",
    "sale_line" "pos, line, sku, pack, factor, quantity, price, public_price, rule, discount, amount, cart_discount, tax, cost, tax_class",
    "sale" "pos, receipt, till, shift, business_date, at, cashier, member, subtotal, line_discount, discount, rounding, total, change, tax, cost, lines, late",
    "shift" "id, pos, till, business_date, opened_by, opened_at, opening_float, closed_pos",
    "member_year" "number, year, total",
    "member" "number, tier, stamp",
    "promotion_target" "promotion, no, sku, pack",
    "promotion" "id, name, from_date, to_date, members_only, kind, first, second, stamp",
    "product_word" "rowid",
    "product_part" "rowid",
    "barcode" "code, product, pack",
    "pack_break" "product, pack, from_quantity, price, members_only",
    "pack" "product, no, code, factor, price, member_price, wholesale_price",
    "product" "id, sku, name, category, unit, tax, ceiling, open_price, stamp, shelf, halal, halal_until, tracks_expiry, minimum, daily_limit, supplier, supplier_code, margin, inside, inside_quantity, picture, archived, put_at",
    "price_batch_line" "sku, pack, from_at, batch, price, member_price, wholesale_price",
    "price_batch" "id, name, from_at, by, stamp",
    "label" "sku, pack, first_price, first_stamp, price, stamp",
    "lot" "sku, owner, expiry, lot, quantity",
    "lot_block" "sku, lot, blocked, reason, stamp",
    "goods_receipt" "pos, supplier, note, order_no, owner, date, at, by, lines, value, cost_unknown",
    "goods_move" "pos, kind, date, at, by, party, reference, reason, lines, value",
    "agreed" "sku, owner, value, quantity, stamp",
    "partner" "code, name, kind, terms, lead_days, active, stamp",
    "consign_line" "pos, line, owner, sku, quantity, paid, payable",
    "payout" "pos, owner, date, at, amount, method, reference, by",
    "count_result" "pos, line, sku, owner, counted, expected, value, reason",
    "count_post" "pos, count, name, date, at, by, signed_by",
    "count_line" "pos, line, count, counter, round, code, sku, factor, quantity, mode, by",
    "count_head" "pos, device, epoch, seq",
    "stock_count" "id, pos, name, scope, scope_value, blind, by, till, at",
    "document" "id, pos, direction, party, kind, number, issuer, recipient, date, refers, at, hash, body, key, signature",
    "code_link" "party, code, sku, pack, stamp",
    "party" "code, name, legal_id, legal_name, kind, terms_days, cutoff_weekday, agent, bank, bank_account, bank_holder, key, active, stamp",
    "setting" "key, device, value, stamp",
    "shared_clock" "device, epoch, at",
    "invitation" "id, till, public_key, device",
    "trusted_key" "device, epoch, public_key",
    "cart_take" "cart, made, till, by, at",
    "parked_cart" "cart, pos, at",
];

impl Store {
    /// Drops the projections and makes them again from the records, in one transaction: until it is
    /// done the old rows stand. `progress` hears how many records were read of how many.
    ///
    /// # Errors
    /// [`StoreError`]; then nothing was changed.
    pub fn rebuild(&mut self, progress: impl FnMut(u64, u64)) -> Result<u64, StoreError> {
        self.writable()?;
        // Dropping parents would count as deleting their rows.
        self.connection.pragma(None, "foreign_keys", "OFF", |_| Ok(()))?;
        let result = rebuild(&mut self.connection, progress);
        self.connection.pragma(None, "foreign_keys", "ON", |_| Ok(()))?;
        result
    }
}

fn rebuild(connection: &mut Connection, progress: impl FnMut(u64, u64)) -> Result<u64, StoreError> {
    connection.flush_prepared_statement_cache();
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let total = rebuild_within(&tx, progress)?;
    tx.commit()?;
    Ok(total)
}

/// The work of a rebuild inside an open transaction; foreign keys are off.
pub(crate) fn rebuild_within(tx: &Connection, mut progress: impl FnMut(u64, u64)) -> Result<u64, StoreError> {
    let schema = projection_schema(tx)?;
    for projection in PROJECTIONS {
        tx.execute_batch(projection.drop)?;
    }
    for statement in &schema {
        tx.execute_batch(statement)?;
    }
    load_chart(tx)?;
    period::preload(tx, tx)?;
    let total = records::count(tx)?;
    let mut done = 0;
    records::for_each(tx, |pos, record| -> Result<(), StoreError> {
        if let Decoded::Fact(fact) = records::decode(&record)? {
            project::project(tx, pos, &record.header, &fact)?;
        }
        done += 1;
        progress(done, total);
        Ok(())
    })?;
    let broken: i64 = tx.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        return Err(StoreError::Meaning(format!("{broken} baris tanpa induk sesudah dibangun ulang")));
    }
    Ok(total)
}

/// The statements that made the projections, tables first: as they stand in this file, so that a
/// rebuild gives the same schema whatever migrations shaped it.
pub(crate) fn projection_schema(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type = 'table' DESC, type = 'index' DESC, name",
    )?;
    let mut statements = Vec::new();
    for projection in PROJECTIONS.iter().rev() {
        let found = query.query_map([projection.table], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
        if found.is_empty() {
            return Err(StoreError::Meaning(format!("tabel {} tidak ada", projection.table)));
        }
        statements.extend(found);
    }
    Ok(statements)
}
