//! Neraca (laporan posisi keuangan): what the koperasi has and owes on a date.

use chrono::{Datelike, NaiveDate};
use domain::ledger::name;
use store::Connection;
use store::report::{Closings, FIRST, Period, Stopped, Watch};

use super::balances::Balances;
use super::phu::RESULT;
use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};

/// A part of the statement: its words, and how its accounts begin.
struct Part {
    key: &'static str,
    text: &'static str,
    sum: &'static str,
    beginnings: &'static [&'static str],
}

const CURRENT_ASSETS: Part =
    Part { key: "current_assets", text: "Aset lancar", sum: "Jumlah aset lancar", beginnings: &["1-1", "1-2", "1-3", "1-4", "1-5"] };
const FIXED_ASSETS: Part =
    Part { key: "fixed_assets", text: "Aset tidak lancar", sum: "Jumlah aset tidak lancar", beginnings: &["1-6", "1-7", "1-8", "1-9"] };
const SHORT_DEBTS: Part = Part {
    key: "current_liabilities",
    text: "Liabilitas jangka pendek",
    sum: "Jumlah liabilitas jangka pendek",
    beginnings: &["2-1", "2-2", "2-3", "2-4", "2-5", "2-6"],
};
const LONG_DEBTS: Part = Part {
    key: "long_term_liabilities",
    text: "Liabilitas jangka panjang",
    sum: "Jumlah liabilitas jangka panjang",
    beginnings: &["2-7", "2-8", "2-9"],
};

/// The statement on a date beside the end of the year before.
pub(super) fn balance_sheet(connection: &Connection, on: NaiveDate, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let year_end = NaiveDate::from_ymd_opt(on.year() - 1, 12, 31).unwrap_or(FIRST);
    let periods = [&Period::until(on), &Period::until(year_end)];
    let [now, before] = Balances::of_two(connection, periods, Closings::Kept, watch)?;
    let mut page = Page { now, before, rows: Vec::new() };
    page.heading("assets", "ASET");
    page.part(&CURRENT_ASSETS, 1);
    page.part(&FIXED_ASSETS, 1);
    page.sum("total_assets", "JUMLAH ASET", &["1"], 1, 0);
    page.heading("liabilities", "LIABILITAS");
    page.part(&SHORT_DEBTS, -1);
    page.part(&LONG_DEBTS, -1);
    page.sum("total_liabilities", "JUMLAH LIABILITAS", &["2"], -1, 0);
    page.heading("equity", "EKUITAS");
    page.accounts(&["3"], -1);
    page.line("current_result", "SHU berjalan (belum ditutup)", &RESULT, -1);
    let equity: Vec<&str> = ["3"].into_iter().chain(RESULT).collect();
    page.sum("total_equity", "JUMLAH EKUITAS", &equity, -1, 0);
    let all: Vec<&str> = ["2"].into_iter().chain(equity).collect();
    page.sum("total_liabilities_and_equity", "JUMLAH LIABILITAS DAN EKUITAS", &all, -1, 0);
    Ok(Sheet {
        name: "balance-sheet",
        title: Words { id: "Laporan posisi keuangan (neraca)", en: "Balance sheet" },
        subtitle: vec![format!("Per {}", on.format("%d/%m/%Y"))],
        columns: vec![
            Column::new("name", Kind::Text, "Uraian", "Item"),
            Column::data("key", Kind::Text, "Kunci", "Key"),
            Column::new("amount", Kind::Money, "Jumlah", "Amount"),
            Column::wide("prior", Kind::Money, "Akhir tahun lalu", "End of last year"),
        ],
        rows: page.rows,
        notes: Vec::new(),
        statement: true,
        chart: None,
    })
}

struct Page {
    now: Balances,
    before: Balances,
    rows: Vec<Row>,
}

impl Page {
    fn heading(&mut self, key: &str, text: &str) {
        self.rows.push(Row::styled(Style::Heading, vec![Cell::text(text), Cell::text(key), Cell::Empty, Cell::Empty]));
    }

    /// Debit shown above zero for assets, credit for the other side.
    fn amounts(&self, beginnings: &[&str], sign: i64) -> [Cell; 2] {
        let of = |balances: &Balances| Cell::money(balances.debit(beginnings).saturating_mul(sign));
        [of(&self.now), of(&self.before)]
    }

    fn part(&mut self, part: &Part, sign: i64) {
        let text = Row::styled(Style::Heading, vec![Cell::text(part.text), Cell::text(part.key), Cell::Empty, Cell::Empty]);
        self.rows.push(text.indented(1));
        self.accounts(part.beginnings, sign);
        self.sum(&format!("total_{}", part.key), part.sum, part.beginnings, sign, 1);
    }

    fn accounts(&mut self, beginnings: &[&str], sign: i64) {
        let of = |balances: &Balances| -> Vec<String> {
            beginnings.iter().flat_map(|beginning| balances.accounts(beginning).map(|(code, _)| code.to_owned())).collect()
        };
        let mut codes = of(&self.now);
        codes.extend(of(&self.before));
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            self.line(&code, &format!("{code} {}", name(&code)), &[code.as_str()], sign);
        }
    }

    fn line(&mut self, key: &str, text: &str, beginnings: &[&str], sign: i64) {
        let [now, before] = self.amounts(beginnings, sign);
        self.rows.push(Row::plain(vec![Cell::text(text), Cell::text(key), now, before]).indented(2));
    }

    fn sum(&mut self, key: &str, text: &str, beginnings: &[&str], sign: i64, indent: u8) {
        let [now, before] = self.amounts(beginnings, sign);
        self.rows.push(Row::styled(Style::Sum, vec![Cell::text(text), Cell::text(key), now, before]).indented(indent));
    }
}
