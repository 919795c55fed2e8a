//! The general ledger: an account's postings with a running balance, each with the record behind it.

use std::collections::BTreeMap;

use domain::ledger::name;
use store::Connection;
use store::report::{Closings, Period, PostingRow, Stopped, Watch, postings, record_id};

use super::period;
use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};

/// A posting of the accounts that were asked for.
struct Entry {
    date: String,
    pos: i64,
    text: Box<str>,
    sub: Box<str>,
    amount: i64,
}

/// The postings of some accounts; all accounts when none is named. A code's beginning means all accounts
/// that begin with it: `6-1`.
pub(super) fn ledger(connection: &Connection, codes: &[String], asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let wanted = |account: &str| codes.is_empty() || codes.iter().any(|code| account.starts_with(code.as_str()));
    let mut entries: BTreeMap<String, (i64, Vec<Entry>)> = BTreeMap::new();
    let first = asked.from.format("%Y-%m-%d").to_string();
    watch.part(0, 900);
    postings(connection, &Period::until(asked.to), Closings::Kept, watch, |posting| {
        if !wanted(posting.account) {
            return;
        }
        if !entries.contains_key(posting.account) {
            entries.insert(posting.account.to_owned(), (0, Vec::new()));
        }
        let Some((before, of_account)) = entries.get_mut(posting.account) else { return };
        if !asked.is_from_the_first() && posting.date < first.as_str() {
            *before += posting.amount;
        } else {
            of_account.push(Entry {
                date: posting.date.to_owned(),
                pos: posting.pos,
                text: words(posting),
                sub: posting.sub.into(),
                amount: posting.amount,
            });
        }
    })?;
    let mut rows = Vec::new();
    for (account, (before, mut of_account)) in entries {
        of_account.sort_by(|a, b| a.date.cmp(&b.date).then(a.pos.cmp(&b.pos)));
        let first = rows.len();
        account_rows(&mut rows, &account, before, &of_account);
        for row in &mut rows[first..] {
            watch.check()?;
            if let (Some(pos), Some(cell)) = (row.pos, row.cells.last_mut()) {
                *cell = record_id(connection, pos)?.map_or(Cell::Empty, |id| Cell::text(id.to_string()));
            }
        }
    }
    Ok(Sheet {
        name: "ledger",
        title: Words { id: "Buku besar", en: "General ledger" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::wide("date", Kind::Date, "Tanggal", "Date"),
            Column::new("text", Kind::Text, "Keterangan", "What"),
            Column::data("account", Kind::Text, "Akun", "Account"),
            Column::wide("sub", Kind::Text, "Bagian", "Part"),
            Column::new("debit", Kind::Money, "Debit", "Debit"),
            Column::new("credit", Kind::Money, "Kredit", "Credit"),
            Column::wide("balance", Kind::Money, "Saldo", "Balance"),
            Column::data("pos", Kind::Count, "Catatan", "Record"),
            Column::data("record_id", Kind::Text, "Id catatan", "Record id"),
        ],
        rows,
        notes: Vec::new(),
        statement: false,
        chart: None,
    })
}

/// What happened; a late posting says of which day it is.
fn words(posting: &PostingRow<'_>) -> Box<str> {
    if posting.late.is_empty() { posting.text.into() } else { format!("{} (terlambat, dari {})", posting.text, posting.late).into() }
}

fn account_rows(rows: &mut Vec<Row>, account: &str, before: i64, entries: &[Entry]) {
    let side = |amount: i64| {
        (if amount > 0 { Cell::money(amount) } else { Cell::Empty }, if amount < 0 { Cell::money(-amount) } else { Cell::Empty })
    };
    let line = |text: String, debit: Cell, credit: Cell, balance: i64| {
        vec![Cell::Empty, Cell::text(text), Cell::text(account), Cell::Empty, debit, credit, Cell::money(balance), Cell::Empty, Cell::Empty]
    };
    rows.push(Row::styled(Style::Heading, line(format!("{account} {} – saldo awal", name(account)), Cell::Empty, Cell::Empty, before)));
    let (mut balance, mut debits, mut credits) = (before, 0i64, 0i64);
    for entry in entries {
        balance = balance.saturating_add(entry.amount);
        debits = debits.saturating_add(entry.amount.max(0));
        credits = credits.saturating_add(entry.amount.min(0).saturating_neg());
        let (debit, credit) = side(entry.amount);
        let date = chrono::NaiveDate::parse_from_str(&entry.date, "%Y-%m-%d").map_or(Cell::Empty, Cell::Date);
        let cells = vec![
            date,
            Cell::Text(entry.text.clone()),
            Cell::text(account),
            Cell::Text(entry.sub.clone()),
            debit,
            credit,
            Cell::money(balance),
            Cell::Count(entry.pos),
            Cell::Empty,
        ];
        rows.push(Row::plain(cells).of_record(entry.pos));
    }
    rows.push(Row::styled(Style::Sum, line(format!("{account} – saldo akhir"), Cell::money(debits), Cell::money(credits), balance)));
}
