//! Two and more tills of one shop, by command.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;

use crate::scratch;
use crate::shop::{Answer, Shop};

/// What stands in a table that must be equal on all tills: places in the log and rowids are each till's own.
const EQUAL: &[(&str, &str)] = &[
    ("setting", "SELECT key, hex(device), value FROM setting"),
    ("product", "SELECT sku, name, category, unit, tax, ceiling, open_price FROM product"),
    ("pack", "SELECT sku, no, code, factor, price, member_price, wholesale_price FROM pack JOIN product ON product.id = pack.product"),
    ("barcode", "SELECT code, sku, pack FROM barcode JOIN product ON product.id = barcode.product"),
    ("promotion", "SELECT id, name, from_date, to_date, kind, first, second FROM promotion"),
    ("member", "SELECT number, tier FROM member"),
    ("member_year", "SELECT number, year, total FROM member_year"),
    ("stock", "SELECT sku, owner, place, quantity, value, last_value, last_quantity, sold FROM stock"),
    ("account_balance", "SELECT account, sub, debit, credit FROM account_balance"),
    ("sale", "SELECT receipt, till, shift, business_date, at, cashier, member, total, cost, lines, late FROM sale"),
    ("journal", "SELECT date, late, closing, text, (SELECT sum(abs(amount)) FROM posting WHERE posting.pos = journal.pos) FROM journal"),
    ("shift", "SELECT id, till, business_date, opened_by, opening_float, closed_pos IS NULL FROM shift"),
    ("cash_move", "SELECT shift, till, date, at, kind, amount, account FROM cash_move"),
    ("shift_close", "SELECT shift, number, till, date, counted, expected, sales, net FROM shift_close"),
    ("period_close", "SELECT kind, upto, at, deposit FROM period_close"),
    (
        "sale_return",
        "SELECT sale.receipt, sale_return.receipt, void, gross, value, sale_return.cost FROM sale_return JOIN sale USING (pos)",
    ),
    ("parked_cart", "SELECT cart, at FROM parked_cart"),
    ("cart_take", "SELECT cart, made, till FROM cart_take"),
    ("lot", "SELECT sku, owner, expiry, lot, quantity FROM lot"),
    ("lot_block", "SELECT sku, lot, blocked, reason FROM lot_block"),
    ("partner", "SELECT code, name, kind, terms, lead_days, active FROM partner"),
    ("agreed", "SELECT sku, owner, value, quantity FROM agreed"),
    ("consign_line", "SELECT owner, sku, quantity, paid, payable FROM consign_line"),
    ("payout", "SELECT owner, date, amount, method FROM payout"),
    ("label", "SELECT sku, pack, first_price, price FROM label"),
    ("price_batch_line", "SELECT sku, pack, from_at, batch, price FROM price_batch_line"),
    ("goods_receipt", "SELECT supplier, note, owner, date, at, lines, value FROM goods_receipt"),
    ("goods_move", "SELECT kind, date, at, party, reference, reason, value FROM goods_move"),
    ("stock_count", "SELECT id, name, till, at FROM stock_count"),
    ("count_line", "SELECT count, counter, round, code, sku, quantity, mode FROM count_line"),
    ("count_result", "SELECT sku, owner, counted, expected, value FROM count_result"),
    ("record", "SELECT hex(device), epoch, seq, hex(hash) FROM record"),
    ("person", "SELECT kind, id, name, phone FROM person"),
    ("staff", "SELECT id, role, pin_hash, active FROM staff"),
];

impl Shop {
    /// Invites a till into this shop and makes its database; the two know each other afterwards.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn joined_by(&self, till: &str) -> Self {
        let file = self.file(&format!("undangan-{till}"));
        let invited = self.json(&["shop", "invite", "--till", till, text(&file)]);
        let other = Self::nothing();
        let answer = other.join(&file, invited["code"].as_str().expect("a code"));
        assert!(answer.success, "{answer:?}");
        other
    }

    /// Joins with an invitation.
    pub fn join(&self, invitation: &Path, code: &str) -> Answer {
        scratch::run(self.command(&["init", "--join", text(invitation)]).env("SOKOGURU_CODE", code)).into()
    }

    /// Writes a file of records beside the database.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn export(&self, name: &str, arguments: &[&str]) -> std::path::PathBuf {
        let file = self.file(name);
        let all: Vec<&str> = ["records", "export", text(&file)].into_iter().chain(arguments.iter().copied()).collect();
        self.ok(&all);
        file
    }

    /// Reads a file of records.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn import(&self, file: &Path) -> Value {
        self.json(&["records", "import", text(file)])
    }

    /// Takes over what another till knows.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn learn_from(&self, other: &Self) -> Value {
        self.import(&other.export("tukar.sgk", &[]))
    }

    /// That another till shows the same.
    ///
    /// # Panics
    /// When it does not.
    pub fn same_as(&self, other: &Self) {
        same(&self.db, &other.db).unwrap_or_else(|difference| panic!("{difference}"));
    }
}

/// Whether two databases show the same.
///
/// # Errors
/// The first table that differs, and how.
pub fn same(here: &Path, there: &Path) -> Result<(), String> {
    for (table, sql) in EQUAL {
        let (here, there) = (rows(here, sql), rows(there, sql));
        if here != there {
            let only =
                |these: &[String], those: &[String]| these.iter().filter(|row| !those.contains(row)).take(5).cloned().collect::<Vec<_>>();
            return Err(format!("{table}: only here {:#?}, only there {:#?}", only(&here, &there), only(&there, &here)));
        }
    }
    Ok(())
}

/// A path as text.
///
/// # Panics
/// When it is none.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("text")
}

fn rows(database: &Path, sql: &str) -> Vec<String> {
    let database = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database opens");
    let mut query = database.prepare(sql).unwrap_or_else(|error| panic!("{sql}: {error}"));
    let columns = query.column_count();
    let rows = query.query_map([], |row| {
        (0..columns)
            .map(|column| row.get::<_, rusqlite::types::Value>(column).map(|value| format!("{value:?}")))
            .collect::<Result<Vec<_>, _>>()
    });
    let rows: Result<Vec<String>, _> = rows.and_then(|rows| rows.map(|row| row.map(|row| row.join(" | "))).collect());
    let mut rows = rows.unwrap_or_else(|error| panic!("{sql}: {error}"));
    // In an order that the places in the log have no part in.
    rows.sort();
    rows
}
