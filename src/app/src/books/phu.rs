//! PHU (perhitungan hasil usaha): what the koperasi earned, in the form after PSAK 27 (`domain.md` section 2.3).

use domain::ledger::name;
use store::Connection;
use store::report::{Closings, Period, Stopped, Watch};

use super::balances::Balances;
use super::period;
use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};

/// A line of the form.
struct Line {
    key: &'static str,
    text: &'static str,
    style: Style,
    amount: Amount,
}

/// Where a line's amount comes from.
enum Amount {
    /// A heading.
    None,
    /// Credit less debit of accounts that begin so, each shown under the line.
    Income(&'static [&'static str]),
    /// Debit less credit, shown as a deduction.
    Cost(&'static [&'static str]),
    /// Income less cost of everything that begins so.
    Result(&'static [&'static str]),
}

const fn line(key: &'static str, text: &'static str, style: Style, amount: Amount) -> Line {
    Line { key, text, style, amount }
}

use Amount::{Cost, Income, None as Nothing, Result as Of};
use Style::{Heading, Plain, Sum};

/// The form. What the chart has beside the form's own codes (5-4: losses and rebates of goods) stands with
/// the costs of the business, so that the last line is the whole result.
const FORM: &[Line] = &[
    line("member_participation", "PARTISIPASI ANGGOTA", Heading, Nothing),
    line("member_gross", "Partisipasi bruto anggota", Plain, Income(&["4-1"])),
    line("member_cost", "Beban pokok", Plain, Cost(&["5-1"])),
    line("member_net", "PARTISIPASI NETO ANGGOTA", Sum, Of(&["4-1", "5-1"])),
    line("other_income", "PENDAPATAN DARI NON ANGGOTA", Heading, Nothing),
    line("other_sales", "Penjualan pada non anggota (neto)", Plain, Income(&["4-2"])),
    line("other_cost", "Harga pokok penjualan non anggota", Plain, Cost(&["5-2", "5-3"])),
    line("other_gross_profit", "LABA (RUGI) KOTOR DENGAN NON ANGGOTA", Sum, Of(&["4-2", "5-2", "5-3"])),
    line("commission", "Komisi konsinyasi & pendapatan usaha lain", Plain, Income(&["4-3"])),
    line("gross_result", "SISA HASIL USAHA KOTOR", Sum, Of(&["4", "5-1", "5-2", "5-3"])),
    line("operating_costs", "BEBAN OPERASI", Heading, Nothing),
    line("business_costs", "Beban usaha", Plain, Cost(&["6-1"])),
    line("administration", "Beban umum & administrasi", Plain, Cost(&["6-2"])),
    line("goods_losses", "Selisih stok, barang rusak, rabat pembelian", Plain, Cost(&["5-4"])),
    line("operating_total", "JUMLAH BEBAN OPERASI", Sum, Cost(&["6-1", "6-2", "5-4"])),
    line("cooperative_result", "SISA HASIL USAHA KOPERASI", Sum, Of(&["4", "5", "6-1", "6-2"])),
    line("cooperative_costs", "BEBAN PERKOPERASIAN", Plain, Cost(&["6-3"])),
    line("after_cooperative_costs", "SHU SETELAH BEBAN PERKOPERASIAN", Sum, Of(&["4", "5", "6"])),
    line("other_items", "PENDAPATAN DAN BEBAN LAIN-LAIN", Plain, Of(&["7", "8"])),
    line("before_tax", "SHU SEBELUM PAJAK", Sum, Of(&["4", "5", "6", "7", "8"])),
    line("income_tax", "PAJAK PENGHASILAN", Plain, Cost(&["9"])),
    line("after_tax", "SHU SETELAH PAJAK", Sum, Of(&["4", "5", "6", "7", "8", "9"])),
];

/// The classes of accounts that a result is made of.
pub(super) const RESULT: [&str; 6] = ["4", "5", "6", "7", "8", "9"];

/// The statement of a period beside the same days a year before.
pub(super) fn phu(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let [now, before] = Balances::of_two(connection, [asked, &period::year_before(asked)], Closings::LeftOut, watch)?;
    let mut rows = Vec::new();
    for line in FORM {
        rows.push(of_line(line, &now, &before));
        detail(&mut rows, line, &now, &before);
    }
    Ok(Sheet {
        name: "phu",
        title: Words { id: "Perhitungan hasil usaha (PHU)", en: "Statement of results (PHU)" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Uraian", "Item"),
            Column::data("key", Kind::Text, "Kunci", "Key"),
            Column::new("amount", Kind::Money, "Masa ini", "This period"),
            Column::wide("prior", Kind::Money, "Tahun lalu", "A year before"),
        ],
        rows,
        notes: Vec::new(),
        statement: true,
        chart: None,
    })
}

fn of_line(line: &Line, now: &Balances, before: &Balances) -> Row {
    let amount = |balances: &Balances| match &line.amount {
        Nothing => Cell::Empty,
        Income(codes) | Of(codes) => Cell::money(balances.credit(codes)),
        Cost(codes) => Cell::money(balances.credit(codes)),
    };
    let indent = u8::from(line.style == Plain && !line.text.chars().nth(1).is_some_and(char::is_uppercase));
    Row::styled(line.style, vec![Cell::text(line.text), Cell::text(line.key), amount(now), amount(before)]).indented(indent)
}

/// The accounts under a line, when there is more than one: a reader asks what is in it.
fn detail(rows: &mut Vec<Row>, line: &Line, now: &Balances, before: &Balances) {
    let (Income(codes) | Cost(codes)) = &line.amount else { return };
    if line.style != Plain {
        return;
    }
    let mut accounts: Vec<&str> =
        codes.iter().flat_map(|code| now.accounts(code).chain(before.accounts(code)).map(|(code, _)| code)).collect();
    accounts.sort_unstable();
    accounts.dedup();
    if accounts.len() < 2 {
        return;
    }
    for code in accounts {
        let cells = vec![
            Cell::text(format!("{code} {}", name(code))),
            Cell::text(code),
            Cell::money(now.credit(&[code])),
            Cell::money(before.credit(&[code])),
        ];
        rows.push(Row::plain(cells).indented(3));
    }
}
