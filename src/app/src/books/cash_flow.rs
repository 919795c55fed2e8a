//! Arus kas: where cash came from and where it went, read from the accounts against which cash moved.

use store::Connection;
use store::report::{Closings, Period, PostingRow, Stopped, Watch, postings};

use super::balances::Balances;
use super::period;
use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};

/// Cash in hand, on its way and in the bank.
const CASH: [&str; 2] = ["1-11", "1-12"];

/// A line of the statement, and how the accounts begin whose counterpart was cash.
struct Line {
    key: &'static str,
    text: &'static str,
    beginnings: &'static [&'static str],
}

const fn line(key: &'static str, text: &'static str, beginnings: &'static [&'static str]) -> Line {
    Line { key, text, beginnings }
}

/// Lines in three parts; the longest beginning of a code decides.
const OPERATING: &[Line] = &[
    line("from_members", "Penerimaan penjualan dari anggota", &["4-1"]),
    line("from_others", "Penerimaan penjualan dari non anggota", &["4-2"]),
    line(
        "from_receivables",
        "Penerimaan piutang (QRIS, kartu, kasbon) dan titipan pelanggan",
        &["1-13", "1-14", "1-3", "2-13", "2-14", "2-15", "2-16"],
    ),
    line("from_services", "Penerimaan komisi, jasa dan pendapatan lain", &["4-3", "7"]),
    line("to_suppliers", "Pembayaran barang dagangan", &["5", "1-34", "1-4", "1-52", "2-2"]),
    line("to_costs", "Pembayaran beban operasi", &["6-1", "6-2", "1-53", "1-54", "2-4", "2-72"]),
    line("to_cooperative", "Pembayaran beban perkoperasian", &["6-3"]),
    line("to_taxes", "Pajak (PPN, PPh)", &["2-3", "1-51", "1-55", "9"]),
    line("other_operating", "Lain-lain", &["8", ""]),
];
const INVESTING: &[Line] = &[line("stakes", "Penyertaan", &["1-6"]), line("fixed_assets", "Aset tetap", &["1-7", "1-8", "1-9"])];
const FINANCING: &[Line] = &[
    line("member_capital", "Simpanan pokok dan wajib", &["3-11", "3-12"]),
    line("member_savings", "Simpanan sukarela dan berjangka", &["2-11", "2-12"]),
    line("other_capital", "Modal penyertaan, hibah, cadangan, saldo awal", &["3-13", "3-14", "3-2", "3-9"]),
    line("loans", "Pinjaman", &["2-5", "2-7"]),
    line("distributions", "Pembagian SHU dan dana", &["2-6", "3-3"]),
];
const PARTS: [(&str, &str, &str, &[Line]); 3] = [
    ("operating", "ARUS KAS DARI OPERASI", "Kas bersih dari operasi", OPERATING),
    ("investing", "ARUS KAS DARI INVESTASI", "Kas bersih dari investasi", INVESTING),
    ("financing", "ARUS KAS DARI PENDANAAN", "Kas bersih dari pendanaan", FINANCING),
];

const RECEIVABLES: &str = "from_receivables";

/// The line of an account: the longest beginning that fits.
fn line_of(account: &str) -> &'static Line {
    let all = PARTS.iter().flat_map(|part| part.3);
    let fit = |line: &&'static Line| line.beginnings.iter().filter(|beginning| account.starts_with(**beginning)).map(|b| b.len()).max();
    all.filter(|line| fit(line).is_some()).max_by_key(|line| fit(line)).unwrap_or(&OPERATING[OPERATING.len() - 1])
}

fn is_cash(account: &str) -> bool {
    CASH.iter().any(|beginning| account.starts_with(beginning))
}

/// One journal while its postings come.
#[derive(Default)]
struct Journal {
    pos: i64,
    cash: bool,
    /// By line: what cash moved by against it.
    moved: Vec<(&'static Line, i64)>,
}

impl Journal {
    fn add(&mut self, posting: &PostingRow<'_>) {
        if is_cash(posting.account) {
            self.cash = true;
            return;
        }
        let line = line_of(posting.account);
        match self.moved.iter_mut().find(|(known, _)| known.key == line.key) {
            Some((_, amount)) => *amount -= posting.amount,
            None => self.moved.push((line, -posting.amount)),
        }
    }

    /// What the journal moved, when it moved cash: goods that left with a sale stand against their cost and
    /// cancel; what a buyer still owes is taken from the sales of the same journal.
    fn settle(&mut self, flows: &mut Balances) {
        let mut moved = std::mem::take(&mut self.moved);
        if !std::mem::take(&mut self.cash) {
            return;
        }
        let sales = |key: &str| matches!(key, "from_members" | "from_others");
        let owed = moved.iter().find(|(line, _)| line.key == RECEIVABLES).map_or(0, |(_, amount)| *amount);
        if let Some(place) =
            moved.iter().position(|(line, amount)| sales(line.key) && *amount != 0 && (*amount > 0) != (owed > 0) && owed != 0)
        {
            moved[place].1 += owed;
            moved.retain(|(line, _)| line.key != RECEIVABLES);
        }
        for (line, amount) in moved {
            flows.add(line.key, amount);
        }
    }
}

/// The statement of a period; it ends at the cash that the ledger has.
pub(super) fn cash_flow(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let (mut flows, mut journal) = (Balances::default(), Journal::default());
    let (mut opening, mut closing) = (0i64, 0i64);
    let first = asked.from.format("%Y-%m-%d").to_string();
    let bounded = !asked.is_from_the_first();
    postings(connection, &Period::until(asked.to), Closings::Kept, watch, |posting| {
        let before = bounded && posting.date < first.as_str();
        if is_cash(posting.account) {
            closing = closing.saturating_add(posting.amount);
            if before {
                opening = opening.saturating_add(posting.amount);
            }
        }
        if before {
            return;
        }
        if posting.pos != journal.pos {
            journal.settle(&mut flows);
            journal.pos = posting.pos;
        }
        journal.add(posting);
    })?;
    journal.settle(&mut flows);
    Ok(sheet(asked, &flows, opening, closing))
}

fn sheet(asked: &Period, flows: &Balances, opening: i64, closing: i64) -> Sheet {
    let mut rows = Vec::new();
    let cells = |key: &str, text: &str, amount: Cell| vec![Cell::text(text), Cell::text(key), amount];
    let mut change = 0i64;
    for (key, heading, sum, lines) in PARTS {
        rows.push(Row::styled(Style::Heading, cells(key, heading, Cell::Empty)));
        let mut part = 0i64;
        for line in lines {
            let amount = flows.exactly(line.key);
            part = part.saturating_add(amount);
            if amount != 0 {
                rows.push(Row::plain(cells(line.key, line.text, Cell::money(amount))).indented(1));
            }
        }
        change = change.saturating_add(part);
        rows.push(Row::styled(Style::Sum, cells(&format!("net_{key}"), sum, Cell::money(part))));
    }
    rows.push(Row::styled(Style::Sum, cells("change", "KENAIKAN (PENURUNAN) KAS", Cell::money(change))));
    rows.push(Row::plain(cells("opening", "Kas awal masa", Cell::money(opening))));
    rows.push(Row::styled(Style::Sum, cells("closing", "KAS AKHIR MASA", Cell::money(closing))));
    Sheet {
        name: "cash-flow",
        title: Words { id: "Laporan arus kas", en: "Cash flow" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Uraian", "Item"),
            Column::data("key", Kind::Text, "Kunci", "Key"),
            Column::new("amount", Kind::Money, "Jumlah", "Amount"),
        ],
        rows,
        notes: vec!["Kas: laci, brankas, kas kecil, kas dalam perjalanan dan bank.".to_owned()],
        statement: true,
        chart: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ledger::CHART;

    #[test]
    fn every_account_has_its_line() {
        let other = OPERATING[OPERATING.len() - 1].key;
        for account in CHART.iter().filter(|account| !is_cash(account.code)) {
            let key = line_of(account.code).key;
            assert!(key != other || account.code.starts_with('8'), "{} {} -> {key}", account.code, account.name);
        }
        assert_eq!(line_of("1-340").key, "to_suppliers");
        assert_eq!(line_of("1-350").key, RECEIVABLES);
        assert_eq!(line_of("2-720").key, "to_costs");
        assert_eq!(line_of("2-710").key, "loans");
    }
}
