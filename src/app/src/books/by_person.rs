//! Sales by cashier, and by member and non-member.

use std::collections::{BTreeMap, HashSet};

use store::Connection;
use store::report::{Period, Stopped, Watch, lines, people, sales};

use super::period;
use super::sheet::{Cell, Chart, Column, Kind, Row, Sheet, Style, Words};
use super::turnover::{Turnover, share};

#[derive(Default)]
struct Seller {
    sales: i64,
    returns: i64,
    lines: i64,
    net: i64,
    returned: i64,
    discount: i64,
}

impl Seller {
    fn cells(&self, name: &str, id: &str) -> Vec<Cell> {
        let average = if self.sales > 0 { Cell::money(self.net / self.sales) } else { Cell::Empty };
        vec![
            Cell::text(name),
            Cell::text(id),
            Cell::Count(self.sales),
            Cell::Count(self.lines),
            Cell::money(self.discount),
            Cell::Count(self.returns),
            Cell::money(self.returned),
            Cell::money(self.net),
            average,
        ]
    }
}

/// Sales by cashier, the one who sold most first.
pub(super) fn cashiers(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let names = people(connection, "staff")?;
    let mut sellers: BTreeMap<String, Seller> = BTreeMap::new();
    sales(connection, asked, watch, |sale| {
        let seller = sellers.entry(sale.cashier.clone()).or_default();
        seller.net = seller.net.saturating_add(sale.total);
        seller.discount = seller.discount.saturating_add(sale.discount);
        seller.returns += sale.returns();
        seller.returned = seller.returned.saturating_add(sale.returned.unwrap_or(0));
        seller.sales += sale.sales();
        seller.lines += sale.lines;
    })?;
    let mut all = Seller::default();
    for seller in sellers.values() {
        all.sales += seller.sales;
        all.returns += seller.returns;
        all.lines += seller.lines;
        all.net = all.net.saturating_add(seller.net);
        all.returned = all.returned.saturating_add(seller.returned);
        all.discount = all.discount.saturating_add(seller.discount);
    }
    let mut order: Vec<(&String, &Seller)> = sellers.iter().collect();
    order.sort_by_key(|(_, seller)| std::cmp::Reverse(seller.net));
    let name = |id: &String| names.get(id).unwrap_or(id).clone();
    let mut rows: Vec<Row> = order.into_iter().map(|(id, seller)| Row::plain(seller.cells(&name(id), id))).collect();
    if !rows.is_empty() {
        rows.push(Row::styled(Style::Sum, all.cells("Jumlah", "")));
    }
    Ok(Sheet {
        name: "cashiers",
        title: Words { id: "Penjualan per kasir", en: "Sales by cashier" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Kasir", "Cashier"),
            Column::data("cashier", Kind::Text, "Id", "Id"),
            Column::new("sales", Kind::Count, "Nota", "Sales"),
            Column::wide("lines", Kind::Count, "Baris", "Lines"),
            Column::wide("discount", Kind::Money, "Potongan nota", "Cart discount"),
            Column::wide("returns", Kind::Count, "Retur", "Returns"),
            Column::wide("returned", Kind::Money, "Nilai retur", "Returned"),
            Column::new("net", Kind::Money, "Bersih", "Net"),
            Column::wide("average", Kind::Money, "Rata-rata nota", "Average sale"),
        ],
        rows,
        notes: Vec::new(),
        statement: false,
        chart: Some(Chart { label: 0, value: 7, beside: None, rows: 12 }),
    })
}

/// Sales to members and to others.
pub(super) fn members(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let mut sums = [Turnover::default(); 2];
    watch.part(0, 700);
    lines(connection, asked, watch, |line| sums[usize::from(line.member.is_empty())].add(line))?;
    let (mut counts, mut who) = ([0i64; 2], HashSet::new());
    watch.part(700, 1_000);
    sales(connection, asked, watch, |sale| {
        counts[usize::from(sale.member.is_empty())] += sale.sales();
        if !sale.member.is_empty() && !who.contains(&sale.member) {
            who.insert(sale.member.clone());
        }
    })?;
    let mut all = sums[0];
    all.join(&sums[1]);
    let cells = |key: &str, name: &str, sum: &Turnover, sales: i64| {
        vec![
            Cell::text(name),
            Cell::text(key),
            Cell::Count(sales),
            Cell::money(sum.net()),
            share(sum.net(), all.net()),
            Cell::money(sum.tax),
            Cell::money(sum.cost),
            Cell::money(sum.margin()),
            sum.margin_share(),
        ]
    };
    let rows = vec![
        Row::plain(cells("member", "Anggota", &sums[0], counts[0])),
        Row::plain(cells("other", "Bukan anggota", &sums[1], counts[1])),
        Row::styled(Style::Sum, cells("", "Jumlah", &all, counts[0] + counts[1])),
    ];
    Ok(Sheet {
        name: "members",
        title: Words { id: "Penjualan anggota dan bukan anggota", en: "Sales to members and others" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Pembeli", "Buyers"),
            Column::data("buyers", Kind::Text, "Kunci", "Key"),
            Column::new("sales", Kind::Count, "Nota", "Sales"),
            Column::new("net", Kind::Money, "Penjualan", "Sales"),
            Column::new("share_bp", Kind::Percent, "Bagian", "Share"),
            Column::wide("tax", Kind::Money, "PPN", "PPN"),
            Column::wide("cost", Kind::Money, "HPP", "Cost"),
            Column::wide("margin", Kind::Money, "Laba kotor", "Margin"),
            Column::wide("margin_bp", Kind::Percent, "% laba", "Margin %"),
        ],
        rows,
        notes: vec![format!("{} anggota berbelanja dalam masa ini.", who.len())],
        statement: false,
        chart: Some(Chart { label: 0, value: 3, beside: None, rows: 2 }),
    })
}
