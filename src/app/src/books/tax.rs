//! PPN of a period by class (`domain.md` section 3.1); goods that are exempt are listed.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::Rupiah;
use domain::tax::TaxClass;
use store::Connection;
use store::report::{Period, Stopped, Watch, goods, lines};

use super::period;
use super::sheet::{Cell, Column, Kind, Row, Sheet, Style, Words};
use super::turnover::Turnover;

/// The classes in the order of the report; the last is a shop that is no PKP.
const CLASSES: [(&str, &str); 6] = [
    ("ppn", "Terutang PPN (DPP nilai lain 11/12)"),
    ("luxury", "Barang mewah (DPP harga penuh)"),
    ("exempt", "Dibebaskan PPN (PP 49/2022)"),
    ("dtp", "PPN ditanggung pemerintah"),
    ("none", "Bukan objek atau sudah dipungut di hulu"),
    ("non-pkp", "Tanpa pungutan (toko belum PKP)"),
];

/// From when 12 % falls on 11/12 of the price (PMK 131/2024).
const OTHER_VALUE_FROM: Option<NaiveDate> = NaiveDate::from_ymd_opt(2025, 1, 1);

/// The base on which the rate falls: eleven twelfths of the price without PPN for ordinary goods.
fn base(class: &str, price: i64, to: NaiveDate) -> i64 {
    let other_value = class == TaxClass::Ppn.word() && OTHER_VALUE_FROM.is_some_and(|from| to >= from);
    if !other_value {
        return if matches!(class, "ppn" | "luxury") { price } else { 0 };
    }
    // Rounded half up, for returns away from zero.
    let magnitude = Rupiah::new(price.saturating_abs()).ratio(11, 12).map_or(0, Rupiah::get);
    magnitude * price.signum()
}

/// Every class with its sales, base and PPN; exempt goods one by one.
pub(super) fn tax(connection: &Connection, asked: &Period, watch: &mut Watch<'_>) -> Result<Sheet, Stopped> {
    let mut classes: BTreeMap<String, Turnover> = BTreeMap::new();
    let mut exempt: HashMap<String, Turnover> = HashMap::new();
    lines(connection, asked, watch, |line| {
        match classes.get_mut(line.tax_class) {
            Some(sum) => sum.add(line),
            None => classes.entry(line.tax_class.to_owned()).or_default().add(line),
        }
        if line.tax_class == TaxClass::Exempt.word() {
            exempt.entry(line.sku.to_owned()).or_default().add(line);
        }
    })?;
    let known = goods(connection)?;
    let cells = |name: &str, class: &str, sku: Cell, sum: &Turnover, base: i64| {
        vec![
            Cell::text(name),
            Cell::text(class),
            sku,
            Cell::money(sum.net()),
            Cell::money(sum.revenue()),
            Cell::money(base),
            Cell::money(sum.tax),
        ]
    };
    let (mut rows, mut all, mut bases) = (Vec::new(), Turnover::default(), 0i64);
    for (class, name) in CLASSES {
        let Some(sum) = classes.get(class) else { continue };
        let base = base(class, sum.revenue(), asked.to);
        all.join(sum);
        bases = bases.saturating_add(base);
        rows.push(Row::styled(Style::Sum, cells(name, class, Cell::Empty, sum, base)));
        if class == TaxClass::Exempt.word() {
            let mut goods: Vec<(&String, &Turnover)> = exempt.iter().collect();
            goods.sort_unstable_by(|a, b| b.1.net().cmp(&a.1.net()).then_with(|| a.0.cmp(b.0)));
            let name = |sku: &String| known.get(sku).map_or_else(|| sku.clone(), |goods| goods.name.clone());
            let row = |(sku, sum): (&String, &Turnover)| Row::plain(cells(&name(sku), class, Cell::text(sku.as_str()), sum, 0)).indented(1);
            rows.extend(goods.into_iter().map(row));
        }
    }
    rows.push(Row::styled(Style::Sum, cells("JUMLAH", "total", Cell::Empty, &all, bases)));
    Ok(Sheet {
        name: "tax",
        title: Words { id: "PPN keluaran", en: "Output PPN" },
        subtitle: vec![period::words(asked)],
        columns: vec![
            Column::new("name", Kind::Text, "Golongan", "Class"),
            Column::data("class", Kind::Text, "Kunci", "Key"),
            Column::wide("sku", Kind::Text, "SKU", "SKU"),
            Column::new("net", Kind::Money, "Penjualan", "Sales"),
            Column::wide("price", Kind::Money, "Harga tanpa PPN", "Price without PPN"),
            Column::wide("base", Kind::Money, "DPP", "Base"),
            Column::new("tax", Kind::Money, "PPN", "PPN"),
        ],
        rows,
        notes: vec![
            "Penjualan sesudah potongan dan retur, sebelum pembulatan tunai; PPN seperti tercatat di setiap struk.".to_owned(),
            "Barang umum sejak 1/1/2025: DPP nilai lain 11/12 harga tanpa PPN, tarif 12 %.".to_owned(),
        ],
        statement: true,
        chart: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_base() {
        // domain.md 3.1: G = 111.000 -> P 100.000; DPP 91.666,67.
        let today = NaiveDate::from_ymd_opt(2026, 3, 14).expect("date");
        assert_eq!(base("ppn", 100_000, today), 91_667);
        assert_eq!(base("ppn", -100_000, today), -91_667);
        assert_eq!(base("luxury", 100_000, today), 100_000);
        assert_eq!(base("exempt", 100_000, today), 0);
    }
}
