//! Sales by hour.

use store::Connection;
use store::report::{Period, Stopped, Watch, sales};

use super::period;
use super::sheet::{Cell, Chart, Column, Kind, Row, Sheet, Style, Words};

/// What was sold in an hour of the clock on the wall.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hour {
    /// How many sales; returns are not counted.
    pub sales: i64,
    /// What was paid less what was given back, rupiah.
    pub net: i64,
}

/// Sales of every hour of the day, over all days of a period.
pub(super) fn by_hour(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<[Hour; 24], Stopped> {
    let mut hours = [Hour::default(); 24];
    sales(connection, asked, watch, |sale| {
        if let Some(hour) = hours.get_mut(sale.hour()) {
            hour.sales += sale.sales();
            hour.net = hour.net.saturating_add(sale.total);
        }
    })?;
    Ok(hours)
}

/// The report: from the first to the last hour in which something was sold.
pub(super) fn hours(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let hours = by_hour(connection, asked, watch)?;
    let busy = |hour: &Hour| *hour != Hour::default();
    let first = hours.iter().position(busy).unwrap_or(0);
    let last = hours.iter().rposition(busy).map_or(0, |last| last + 1);
    let cells = |name: String, hour: &Hour| {
        let average = if hour.sales > 0 { Cell::money(hour.net / hour.sales) } else { Cell::Empty };
        vec![Cell::text(name), Cell::Count(hour.sales), Cell::money(hour.net), average]
    };
    let mut rows: Vec<Row> =
        hours.iter().enumerate().take(last).skip(first).map(|(at, hour)| Row::plain(cells(format!("{at:02}.00"), hour))).collect();
    if !rows.is_empty() {
        let mut all = Hour::default();
        for hour in &hours {
            all.sales += hour.sales;
            all.net = all.net.saturating_add(hour.net);
        }
        rows.push(Row::styled(Style::Sum, cells("Jumlah".to_owned(), &all)));
    }
    Ok(Sheet {
        name: "hours",
        title: Words { id: "Penjualan per jam", en: "Sales by hour" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("hour", Kind::Text, "Jam", "Hour"),
            Column::new("sales", Kind::Count, "Nota", "Sales"),
            Column::new("net", Kind::Money, "Penjualan", "Net sales"),
            Column::wide("average", Kind::Money, "Rata-rata nota", "Average sale"),
        ],
        rows,
        notes: Vec::new(),
        statement: false,
        chart: Some(Chart { label: 0, value: 2, beside: None, rows: 24 }),
    })
}
