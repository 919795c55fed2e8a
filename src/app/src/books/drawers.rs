//! Cash that moved without a sale; what was over or short, by cashier.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use domain::ledger::name;
use domain::shift::MoveKind;
use store::Connection;
use store::report::{CashRow, CloseRow, Period, Stopped, cash as moves, closes, people};

use super::period;
use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};

/// What a kind of move is called.
pub(super) fn kind_words(kind: &str) -> &str {
    MoveKind::parse(kind).map_or("MODAL AWAL", MoveKind::paper)
}

/// `14:32`
fn clock(at: i64, tz: i32) -> String {
    let zone = FixedOffset::east_opt(tz * 60);
    let at = DateTime::from_timestamp_millis(at).unwrap_or_default();
    zone.map_or_else(|| at.format("%H:%M").to_string(), |zone| at.with_timezone(&zone).format("%H:%M").to_string())
}

/// Floats, cash in, cash out, drops and petty cash.
pub(super) fn cash(connection: &Connection, asked: &Period) -> Result<Sheet, Stopped> {
    let names = people(connection, "staff")?;
    let found = moves(connection, asked)?;
    let row = |moved: &CashRow| {
        let who = names.get(&moved.by).unwrap_or(&moved.by);
        let side = |amount: i64| if amount > 0 { Cell::money(amount) } else { Cell::Empty };
        let cells = vec![
            Cell::Date(moved.date),
            Cell::text(clock(moved.at, moved.tz)),
            Cell::text(moved.till.as_str()),
            Cell::text(kind_words(&moved.kind)),
            Cell::text(moved.kind.as_str()),
            Cell::text(format!("{} {}", moved.account, name(&moved.account))),
            Cell::text(moved.reason.as_str()),
            Cell::text(who.as_str()),
            side(moved.amount),
            side(-moved.amount),
        ];
        Row::plain(cells).of_record(moved.pos)
    };
    let mut rows: Vec<Row> = found.iter().map(row).collect();
    if !rows.is_empty() {
        let sum = |sign: i64| found.iter().map(|moved| (moved.amount * sign).max(0)).fold(0, i64::saturating_add);
        let mut cells = vec![Cell::text("Jumlah")];
        cells.extend(std::iter::repeat_n(Cell::Empty, 7));
        cells.extend([Cell::money(sum(1)), Cell::money(sum(-1))]);
        rows.push(Row::styled(Style::Sum, cells));
    }
    Ok(Sheet {
        name: "cash",
        title: Words { id: "Kas masuk dan keluar laci", en: "Cash movements" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::wide("date", Kind::Date, "Tanggal", "Date"),
            Column::wide("time", Kind::Text, "Jam", "Time"),
            Column::wide("till", Kind::Text, "Kasir", "Till"),
            Column::new("name", Kind::Text, "Jenis", "Kind"),
            Column::data("kind", Kind::Text, "Kunci", "Key"),
            Column::wide("account", Kind::Text, "Akun", "Account"),
            Column::wide("reason", Kind::Text, "Untuk", "What for"),
            Column::wide("by", Kind::Text, "Oleh", "By"),
            Column::new("in", Kind::Money, "Masuk", "In"),
            Column::new("out", Kind::Money, "Keluar", "Out"),
        ],
        rows,
        notes: vec!["Tanpa penjualan dan retur.".to_owned()],
        statement: false,
        chart: None,
    })
}

/// Over and short at the closes of shifts, cashier by cashier.
pub(super) fn over_short(connection: &Connection, asked: &Period) -> Result<Sheet, Stopped> {
    let names = people(connection, "staff")?;
    let name = |id: &str| names.get(id).map_or_else(|| id.to_owned(), Clone::clone);
    let mut cashiers: BTreeMap<String, Vec<CloseRow>> = BTreeMap::new();
    for close in closes(connection, asked)? {
        cashiers.entry(close.by.clone()).or_default().push(close);
    }
    let mut rows = Vec::new();
    let mut all = [0i64; 4];
    for (id, closes) in &cashiers {
        let mut sum = [0i64; 4];
        for close in closes {
            let figures = [close.expected, close.counted, close.counted.saturating_sub(close.expected), close.cashless];
            sum.iter_mut().zip(figures).for_each(|(sum, figure)| *sum = sum.saturating_add(figure));
            let settled = match (&close.charged_to, &close.signed_by) {
                (Some(_), _) => "piutang kasir".to_owned(),
                (None, Some(signer)) => format!("disahkan {}", name(signer)),
                (None, None) => String::new(),
            };
            let mut cells = vec![
                Cell::text(name(id)),
                Cell::text(id.as_str()),
                Cell::Date(close.date),
                Cell::text(close.number.as_str()),
                Cell::text(settled),
            ];
            cells.extend(figures.map(Cell::money));
            rows.push(Row::plain(cells).of_record(close.pos));
        }
        all.iter_mut().zip(sum).for_each(|(all, sum)| *all = all.saturating_add(sum));
        rows.push(Row::styled(Style::Sum, sum_cells(&name(id), closes.len(), sum)));
    }
    if cashiers.len() > 1 {
        rows.push(Row::styled(Style::Sum, sum_cells("Semua kasir", cashiers.values().map(Vec::len).sum(), all)));
    }
    Ok(Sheet {
        name: "over-short",
        title: Words { id: "Selisih kas per kasir", en: "Over and short by cashier" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Kasir", "Cashier"),
            Column::data("cashier", Kind::Text, "Id", "Id"),
            Column::wide("date", Kind::Date, "Tanggal", "Date"),
            Column::wide("number", Kind::Text, "Laporan Z", "Z report"),
            Column::wide("settled", Kind::Text, "Selesai", "Settled"),
            Column::wide("expected", Kind::Money, "Seharusnya", "Expected"),
            Column::wide("counted", Kind::Money, "Dihitung", "Counted"),
            Column::new("difference", Kind::Money, "Selisih", "Difference"),
            Column::wide("cashless", Kind::Money, "Selisih nontunai", "Cashless difference"),
        ],
        rows,
        notes: vec!["Lebih di atas nol, kurang di bawah nol. Nontunai: hanya yang angkanya diketik dari slip.".to_owned()],
        statement: false,
        chart: None,
    })
}

fn sum_cells(name: &str, closes: usize, sum: [i64; 4]) -> Vec<Cell> {
    let mut cells = vec![Cell::text(name), Cell::Empty, Cell::Empty, Cell::text(format!("{closes} tutup kasir")), Cell::Empty];
    cells.extend(sum.map(Cell::money));
    cells
}
