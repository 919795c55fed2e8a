//! How buyers paid.

use std::collections::BTreeMap;

use domain::sale::TenderKind;
use store::Connection;
use store::report::{Period, Stopped, Watch, tenders as payments};

use super::period;
use super::sheet::{Cell, Chart, Column, Kind, Row, Sheet, Style, Words};
use super::turnover::share;

#[derive(Clone, Copy, Default)]
struct Paid {
    count: i64,
    received: i64,
    refunded: i64,
}

impl Paid {
    fn net(self) -> i64 {
        self.received.saturating_sub(self.refunded)
    }
}

/// The words of a tender: as on the receipt.
pub(super) fn tender_name(kind: &str) -> String {
    TenderKind::parse(kind).map_or_else(|| kind.to_uppercase(), |kind| kind.paper().to_owned())
}

/// Payments by kind, cash after change; what was given back with returns beside it.
pub(super) fn tenders(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let mut kinds: BTreeMap<String, Paid> = BTreeMap::new();
    payments(connection, asked, watch, |payment| {
        if !kinds.contains_key(payment.kind) {
            kinds.insert(payment.kind.to_owned(), Paid::default());
        }
        let Some(paid) = kinds.get_mut(payment.kind) else { return };
        paid.count += 1;
        if payment.is_refund {
            paid.refunded = paid.refunded.saturating_sub(payment.amount);
        } else {
            paid.received = paid.received.saturating_add(payment.amount);
        }
    })?;
    let mut all = Paid::default();
    for paid in kinds.values() {
        all.count += paid.count;
        all.received = all.received.saturating_add(paid.received);
        all.refunded = all.refunded.saturating_add(paid.refunded);
    }
    let cells = |key: &str, name: String, paid: Paid| {
        vec![
            Cell::text(name),
            Cell::text(key),
            Cell::Count(paid.count),
            Cell::money(paid.received),
            Cell::money(paid.refunded),
            Cell::money(paid.net()),
            share(paid.net(), all.net()),
        ]
    };
    let mut rows: Vec<Row> = kinds.iter().map(|(kind, paid)| Row::plain(cells(kind, tender_name(kind), *paid))).collect();
    if !rows.is_empty() {
        rows.push(Row::styled(Style::Sum, cells("", "Jumlah".to_owned(), all)));
    }
    Ok(Sheet {
        name: "tenders",
        title: Words { id: "Cara bayar", en: "Tenders" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Cara bayar", "Tender"),
            Column::data("tender", Kind::Text, "Kunci", "Key"),
            Column::new("count", Kind::Count, "Kali", "Times"),
            Column::wide("received", Kind::Money, "Diterima", "Received"),
            Column::wide("refunded", Kind::Money, "Dikembalikan", "Given back"),
            Column::new("net", Kind::Money, "Bersih", "Net"),
            Column::wide("share_bp", Kind::Percent, "Bagian", "Share"),
        ],
        rows,
        notes: vec!["Tunai sesudah kembalian.".to_owned()],
        statement: false,
        chart: Some(Chart { label: 0, value: 5, beside: None, rows: 8 }),
    })
}
