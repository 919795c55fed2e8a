//! The reports that are read from what is kept: trial balance, stock, sales by day; as sheets.

use std::collections::BTreeSet;

use domain::ledger::name;
use store::Connection;
use store::ledger::BalanceRow;
use store::report::{Closings, DayRow, Period, Stopped, Watch, postings};
use store::stock::StockRow;

use super::period;
use super::sheet::{Cell, Chart, Column, Kind, Row, Sheet, Style, Words};
use super::tenders::tender_name;

/// The sums of every account that moved in a period.
pub(super) fn balances(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Vec<BalanceRow>, Stopped> {
    let mut rows: Vec<BalanceRow> = Vec::new();
    postings(connection, asked, Closings::Kept, watch, |posting| {
        let place = rows.binary_search_by(|row| row.code.as_str().cmp(posting.account)).unwrap_or_else(|place| {
            let code = posting.account.to_owned();
            rows.insert(place, BalanceRow { name: name(&code).to_owned(), code, debit: 0, credit: 0 });
            place
        });
        let row = &mut rows[place];
        row.debit = row.debit.saturating_add(posting.amount.max(0));
        row.credit = row.credit.saturating_add(posting.amount.min(0).saturating_neg());
    })?;
    Ok(rows)
}

/// The trial balance.
pub(super) fn trial_balance(accounts: &[BalanceRow], asked: &Period) -> Sheet {
    let cells = |code: &str, name: &str, debit: i64, credit: i64| {
        vec![Cell::text(code), Cell::text(name), Cell::money(debit), Cell::money(credit), Cell::money(debit.saturating_sub(credit))]
    };
    let mut rows: Vec<Row> = accounts.iter().map(|row| Row::plain(cells(&row.code, &row.name, row.debit, row.credit))).collect();
    let sum = |side: fn(&BalanceRow) -> i64| accounts.iter().map(side).fold(0, i64::saturating_add);
    rows.push(Row::styled(Style::Sum, cells("", "Jumlah", sum(|row| row.debit), sum(|row| row.credit))));
    Sheet {
        name: "trial-balance",
        title: Words { id: "Neraca saldo", en: "Trial balance" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("code", Kind::Text, "Akun", "Account"),
            Column::wide("name", Kind::Text, "Nama", "Name"),
            Column::wide("debit", Kind::Money, "Debit", "Debit"),
            Column::wide("credit", Kind::Money, "Kredit", "Credit"),
            Column::new("balance", Kind::Money, "Saldo", "Balance"),
        ],
        rows,
        notes: Vec::new(),
        statement: false,
        chart: None,
    }
}

/// What is on hand.
pub(super) fn stock(goods: &[StockRow]) -> Sheet {
    let row = |goods: &StockRow| {
        Row::plain(vec![
            Cell::text(goods.name.as_str()),
            Cell::text(goods.sku.as_str()),
            Cell::text(goods.owner.as_str()),
            Cell::Quantity(goods.quantity),
            Cell::Money(goods.value),
        ])
    };
    let mut rows: Vec<Row> = goods.iter().map(row).collect();
    let value = goods.iter().map(|goods| goods.value.get()).fold(0, i64::saturating_add);
    rows.push(Row::styled(Style::Sum, vec![Cell::text("Jumlah"), Cell::Empty, Cell::Empty, Cell::Empty, Cell::money(value)]));
    Sheet {
        name: "stock",
        title: Words { id: "Persediaan", en: "Stock on hand" },
        subtitle: vec!["Menurut catatan sampai sekarang".to_owned()],
        columns: vec![
            Column::new("name", Kind::Text, "Barang", "Product"),
            Column::wide("sku", Kind::Text, "SKU", "SKU"),
            Column::wide("owner", Kind::Text, "Pemilik", "Owner"),
            Column::new("quantity_milli", Kind::Quantity, "Banyak", "Quantity"),
            Column::wide("value", Kind::Money, "Nilai", "Value"),
        ],
        rows,
        notes: Vec::new(),
        statement: false,
        chart: None,
    }
}

/// The figures of a sheet of days before the columns of the tenders.
const DAY: [Column; 9] = [
    Column::new("date", Kind::Date, "Tanggal", "Date"),
    Column::new("sales", Kind::Count, "Nota", "Sales"),
    Column::wide("lines", Kind::Count, "Baris", "Lines"),
    Column::wide("gross", Kind::Money, "Kotor", "Gross"),
    Column::wide("discount", Kind::Money, "Potongan", "Discount"),
    Column::wide("rounding", Kind::Money, "Pembulatan", "Rounding"),
    Column::new("net", Kind::Money, "Bersih", "Net"),
    Column::wide("tax", Kind::Money, "PPN", "PPN"),
    Column::wide("cost", Kind::Money, "HPP", "Cost"),
];

/// What came after the close of its own day.
pub(super) fn late_words(days: &[DayRow]) -> Option<String> {
    let late: i64 = days.iter().map(|day| day.late).sum();
    (late > 0).then(|| format!("{late} nota datang sesudah harinya ditutup dan dibukukan kemudian (terlambat)."))
}

/// Sales by date of the books.
pub(super) fn days(days: &[DayRow], asked: &Period) -> Sheet {
    let kinds: BTreeSet<&str> = days.iter().flat_map(|day| day.tenders.iter().map(|(kind, _)| kind.as_str())).collect();
    let paid = |day: &DayRow, kind: &str| day.tenders.iter().filter(|(known, _)| known == kind).map(|(_, amount)| amount).sum::<i64>();
    let row = |day: &DayRow| {
        let mut cells = vec![Cell::Date(day.date), Cell::Count(day.sales), Cell::Count(day.lines)];
        cells.extend([day.gross, day.discount, day.rounding, day.net, day.tax, day.cost].map(Cell::money));
        Row::plain(cells)
    };
    let mut rows: Vec<Row> = days.iter().map(row).collect();
    if !rows.is_empty() {
        let sum = |figure: fn(&DayRow) -> i64| days.iter().map(figure).fold(0, i64::saturating_add);
        let mut cells = vec![Cell::text("Jumlah"), Cell::Count(sum(|day| day.sales)), Cell::Count(sum(|day| day.lines))];
        let figures: [fn(&DayRow) -> i64; 6] =
            [|day| day.gross, |day| day.discount, |day| day.rounding, |day| day.net, |day| day.tax, |day| day.cost];
        cells.extend(figures.map(|figure| Cell::money(sum(figure))));
        rows.push(Row::styled(Style::Sum, cells));
    }
    let tenders = kinds.iter().map(|kind| {
        let amount = days.iter().map(|day| paid(day, kind)).sum::<i64>();
        format!("{}: Rp {}", tender_name(kind), domain::Rupiah::new(amount))
    });
    Sheet {
        name: "sales",
        title: Words { id: "Penjualan per hari", en: "Sales by day" },
        subtitle: vec![period::words(asked)],
        columns: DAY.to_vec(),
        rows,
        notes: late_words(days).into_iter().chain(tenders).collect(),
        statement: false,
        chart: Some(Chart { label: 0, value: 6, beside: None, rows: 31 }),
    }
}
