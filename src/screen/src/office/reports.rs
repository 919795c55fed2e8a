//! The list of reports, in groups, as a manager looks for them.

use app::books::{Drill, Report};
use chrono::{DateTime, FixedOffset};

use super::Detail;
use crate::{Language, dates};

/// One report to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is asked for.
    pub report: Report,
    /// What it is called.
    pub name: &'static str,
    /// Said above the first of a group; else empty.
    pub group: &'static str,
}

/// How far ahead the report of what expires looks, days.
const EXPIRY_DAYS: i64 = 30;

/// All reports of the page, for one who may see the cost of goods or not.
pub fn entries(language: Language, cost: bool) -> Vec<Entry> {
    let day = language.pick("Hari ini & penjualan", "Today and sales");
    let money = language.pick("Uang", "Money");
    let goods = language.pick("Barang & pajak", "Goods and tax");
    let books = language.pick("Buku", "Books");
    let list = [
        (Report::Day, ("Ringkasan hari", "Day summary"), day),
        (Report::Hours, ("Penjualan per jam", "Sales by hour"), day),
        (Report::Sales, ("Penjualan per hari", "Sales by day"), day),
        (Report::Products, ("Barang terlaris", "Best sellers"), day),
        (Report::Categories, ("Per kategori", "By category"), day),
        (Report::Cashiers, ("Per kasir", "By cashier"), day),
        (Report::Members, ("Anggota & bukan", "Members and others"), day),
        (Report::Margin, ("Laba kotor", "Margin"), day),
        (Report::Tenders, ("Cara bayar", "Ways of paying"), money),
        (Report::Cash, ("Kas masuk & keluar", "Cash moved"), money),
        (Report::OverShort, ("Selisih kas", "Over and short"), money),
        (Report::CashFlow, ("Arus kas", "Cash flow"), money),
        (Report::Stock, ("Persediaan", "Stock on hand"), goods),
        (Report::Valuation, ("Nilai persediaan", "Stock valuation"), goods),
        (Report::Movements(String::new()), ("Kartu stok", "Stock card"), goods),
        (Report::Expiry(EXPIRY_DAYS), ("Kedaluwarsa", "Expiry"), goods),
        (Report::Shrink, ("Susut", "Shrink"), goods),
        (Report::Slow, ("Barang lambat", "Slow movers"), goods),
        (Report::Tax, ("PPN", "PPN"), goods),
        (Report::TrialBalance, ("Neraca saldo", "Trial balance"), books),
        (Report::Ledger(Vec::new()), ("Buku besar", "General ledger"), books),
        (Report::BalanceSheet, ("Posisi keuangan", "Balance sheet"), books),
        (Report::Phu, ("Hasil usaha (PHU)", "Result (PHU)"), books),
    ];
    let mut last = "";
    let mut entries = Vec::with_capacity(list.len());
    for (report, (id, en), group) in list {
        if report.tells_cost() && !cost {
            continue;
        }
        let first = group != last;
        last = group;
        entries.push(Entry { report, name: language.pick(id, en), group: if first { group } else { "" } });
    }
    entries
}

/// The account that a row of the trial balance is about: its first words.
pub fn account_of(cells: &[String]) -> Option<String> {
    let code = cells.first()?.trim();
    domain::ledger::find(code).map(|account| account.code.to_owned())
}

/// A look into the record behind a row.
pub fn drill(drill: &Drill, zone: FixedOffset, language: Language) -> (String, Vec<Detail>) {
    let at = DateTime::from_timestamp_millis(drill.at).unwrap_or_default().with_timezone(&zone);
    let mut rows = vec![
        Detail::new(language.pick("Waktu", "When"), format!("{} {}", dates::long(at.date_naive(), language), dates::clock(at))),
        Detail::new(language.pick("Tanggal buku", "Date of the books"), dates::long(drill.date, language)),
    ];
    if let Some(late) = drill.late {
        rows.push(Detail::new(language.pick("Terlambat, sebenarnya", "Late, really of"), dates::long(late, language)));
    }
    if let Some(receipt) = &drill.receipt {
        rows.push(Detail::new(language.pick("Struk", "Receipt"), receipt));
    }
    if let Some(number) = &drill.z_report {
        rows.push(Detail::new(language.pick("Laporan Z", "Z report"), number));
    }
    rows.push(Detail::heading(language.pick("Jurnal", "Journal")));
    for (code, name, sub, amount) in &drill.postings {
        let whose = if sub.is_empty() { String::new() } else { format!(" · {sub}") };
        rows.push(Detail::new(&format!("{code} {name}{whose}"), side(amount.get(), language)));
    }
    (drill.text.clone(), rows)
}

/// `debit 12.500` or `kredit 12.500`.
pub fn side(amount: i64, language: Language) -> String {
    let word = if amount < 0 { language.pick("kredit", "credit") } else { language.pick("debit", "debit") };
    format!("{word} {}", domain::Rupiah::new(amount.saturating_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_not_see_cost_is_not_offered_it() {
        let all = entries(Language::Indonesian, true);
        let few = entries(Language::Indonesian, false);
        assert!(few.len() < all.len() && few.iter().all(|entry| !entry.report.tells_cost()));
        assert_eq!(all.iter().filter(|entry| !entry.group.is_empty()).count(), 4);
        assert!(!few[0].group.is_empty());
    }

    #[test]
    fn a_side_has_a_word() {
        assert_eq!(side(-12_500, Language::Indonesian), "kredit 12.500");
        assert_eq!(side(12_500, Language::English), "debit 12.500");
    }
}
