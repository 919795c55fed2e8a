//! The X and Z reports of a shift as sheets, for files and machines; paper has its own form
//! (`domain::paper`).

use domain::Overflow;
use domain::shift::ShiftClose;

use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};
use super::tenders::tender_name;

/// Which of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// In between: nothing is counted.
    X,
    /// At the close.
    Z,
}

/// Lines of a statement: key, words, how many, rupiah.
pub(super) struct Lines(pub(super) Vec<Row>);

impl Lines {
    pub(super) fn heading(&mut self, key: &str, text: &str) {
        self.0.push(Row::styled(Style::Heading, vec![Cell::text(text), Cell::text(key), Cell::Empty, Cell::Empty]));
    }

    pub(super) fn line(&mut self, key: &str, text: &str, count: Option<i64>, amount: i64) {
        let count = count.map_or(Cell::Empty, Cell::Count);
        self.0.push(Row::plain(vec![Cell::text(text), Cell::text(key), count, Cell::money(amount)]).indented(1));
    }

    pub(super) fn sum(&mut self, key: &str, text: &str, count: Option<i64>, amount: i64) {
        let count = count.map_or(Cell::Empty, Cell::Count);
        self.0.push(Row::styled(Style::Sum, vec![Cell::text(text), Cell::text(key), count, Cell::money(amount)]));
    }
}

/// The columns of such a statement.
pub(super) const STATEMENT: [Column; 4] = [
    Column::new("name", Kind::Text, "Uraian", "Item"),
    Column::data("key", Kind::Text, "Kunci", "Key"),
    Column::wide("count", Kind::Count, "Kali", "Times"),
    Column::new("amount", Kind::Money, "Jumlah", "Amount"),
];

/// The report of a shift.
pub(super) fn shift(close: &ShiftClose, which: Which, by: &str) -> Result<Sheet, Overflow> {
    let sums = &close.sums;
    let mut lines = Lines(Vec::new());
    lines.heading("sales", "PENJUALAN");
    lines.line("gross", "Penjualan", Some(sums.sales), sums.gross.get());
    lines.line("discount", "Potongan", None, sums.discount.negated()?.get());
    lines.line("returned", "Retur", Some(sums.returns), sums.returned.negated()?.get());
    lines.line("rounding", "Pembulatan", None, sums.rounding.get());
    lines.sum("net", "BERSIH", None, sums.net.get());
    lines.line("tax", "PPN (termasuk)", None, sums.tax.get());
    lines.heading("drawer", "LACI");
    lines.line("opening_float", "Modal awal", None, close.opening_float.get());
    lines.line("cash", "Tunai dari penjualan", None, sums.cash.get());
    lines.line("cash_in", "Kas masuk", None, sums.cash_in.get());
    lines.line("cash_out", "Kas keluar dan setor", None, sums.cash_out.negated()?.get());
    lines.sum("expected", "SEHARUSNYA DI LACI", None, close.expected.get());
    if which == Which::Z {
        lines.line("counted", "Dihitung", None, close.counted.get());
        lines.sum("difference", "SELISIH", None, close.difference()?.get());
    }
    lines.heading("tenders", "NONTUNAI");
    for tender in &close.tenders {
        let word = tender.kind.word();
        lines.line(word, &tender_name(word), Some(tender.payments), tender.expected.get());
        if let Some(counted) = tender.counted {
            lines.line(&format!("{word}_counted"), "  menurut slip/bank", None, counted.get());
            lines.line(&format!("{word}_difference"), "  selisih", None, counted.minus(tender.expected)?.get());
        }
    }
    let (name, title) = match which {
        Which::X => ("x", Words { id: "Laporan X", en: "X report" }),
        Which::Z => ("z", Words { id: "Laporan Z", en: "Z report" }),
    };
    let mut subtitle = Vec::new();
    if which == Which::Z {
        subtitle.push(format!("Nomor {}", close.number));
    }
    subtitle.push(format!("Kasir {} · {} · {by}", close.till, close.business_date.format("%d/%m/%Y")));
    let mut notes = Vec::new();
    if !sums.receipts.0.is_empty() {
        notes.push(format!("Struk {} sampai {}.", sums.receipts.0, sums.receipts.1));
    }
    if let Some(signer) = &close.signed_by {
        notes.push(format!("Selisih disahkan oleh {signer}."));
    }
    if close.charged_to.is_some() {
        notes.push("Kekurangan menjadi piutang kasir.".to_owned());
    }
    Ok(Sheet { name, title, subtitle, columns: STATEMENT.to_vec(), rows: lines.0, notes, statement: true, chart: None })
}
