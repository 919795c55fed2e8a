//! The log in plain words.

use app::audit::AuditRow;
use app::books::{Cell, Column, Kind, Row as SheetRow, Sheet, Words};

use super::{Detail, Pick, Tone};
use crate::{Language, dates};

/// One line of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// When.
    pub time: String,
    /// Who.
    pub who: String,
    /// What.
    pub what: String,
    /// Why.
    pub why: String,
    /// Whether it is worth a look.
    pub tone: Tone,
}

/// So many lines are shown; the file has all.
pub const LIMIT: usize = 500;

/// Kinds of deeds, by the beginning of their records' kind: word in Bahasa Indonesia, in English, worth a look.
const KINDS: [(&str, &str, &str, bool); 16] = [
    ("sale", "Penjualan", "Sales", false),
    ("return", "Retur dan batal", "Returns and voids", true),
    ("cart.cancelled", "Keranjang dibatalkan", "Carts thrown away", true),
    ("override", "Izin orang kedua", "Allowed by a second person", true),
    ("shift", "Buka dan tutup kasir", "Tills opened and closed", false),
    ("cash", "Kas masuk dan keluar", "Cash moved", true),
    ("journal", "Jurnal", "Journals", true),
    ("period", "Tutup hari, bulan, tahun", "Periods closed", true),
    ("setting", "Pengaturan, orang, hak", "Settings, people, rights", true),
    ("receipt", "Cetak ulang", "Printed again", false),
    ("catalogue", "Barang dan harga", "Goods and prices", false),
    ("promotions", "Promosi", "Promotions", false),
    ("members", "Anggota", "Members", false),
    ("stock", "Stok", "Stock", false),
    ("qris", "QRIS ditinggalkan", "QRIS abandoned", true),
    ("epoch", "Perangkat", "Devices", true),
];

/// Kinds of deeds to choose from.
pub fn kinds(query: &str, language: Language) -> Vec<Pick> {
    let wanted = query.trim().to_lowercase();
    KINDS
        .iter()
        .map(|(kind, id, en, _)| Pick { id: (*kind).to_owned(), text: language.pick(id, en).to_owned(), detail: (*kind).to_owned() })
        .filter(|pick| pick.text.to_lowercase().contains(&wanted))
        .collect()
}

/// What a kind is called.
pub fn kind_name(kind: &str, language: Language) -> &'static str {
    KINDS.iter().find(|(known, ..)| *known == kind).map_or("", |(_, id, en, _)| language.pick(id, en))
}

fn tone(kind: &str) -> Tone {
    let found = KINDS.iter().find(|(known, ..)| kind.starts_with(known));
    if found.is_some_and(|(.., look)| *look) { Tone::Look } else { Tone::Quiet }
}

/// Lines of the log.
pub fn rows(found: &[AuditRow]) -> Vec<Row> {
    let row = |row: &AuditRow| Row {
        time: row.at.format("%d/%m %H:%M").to_string(),
        who: if row.who.1.is_empty() { row.who.0.clone() } else { row.who.1.clone() },
        what: row.what.clone(),
        why: row.why.clone(),
        tone: tone(&row.kind),
    };
    found.iter().map(row).collect()
}

/// A look into one line.
pub fn detail(row: &AuditRow, language: Language) -> Vec<Detail> {
    let mut rows = vec![
        Detail::new(language.pick("Waktu", "When"), format!("{} {}", dates::long(row.at.date_naive(), language), dates::clock(row.at))),
        Detail::new(language.pick("Siapa", "Who"), if row.who.1.is_empty() { row.who.0.as_str() } else { row.who.1.as_str() }),
    ];
    if !row.why.is_empty() {
        rows.push(Detail::new(language.pick("Alasan", "Why"), row.why.as_str()));
    }
    if !row.before.is_empty() || !row.after.is_empty() {
        let label = if row.before.is_empty() {
            language.pick("Isinya", "What it says")
        } else {
            language.pick("Sebelum dan sesudah", "Before and after")
        };
        rows.push(Detail { label: label.to_owned(), value: row.after.clone(), before: row.before.clone(), heading: false });
    }
    rows.push(Detail::heading(language.pick("Catatan", "The record")));
    rows.push(Detail::new(language.pick("Jenis", "Kind"), row.kind.as_str()));
    rows.push(Detail::new(language.pick("Tempat di catatan", "Place in the log"), row.origin.as_str()));
    rows.push(Detail::new(language.pick("Nomor catatan", "Id of the record"), row.record_id.to_string()));
    rows
}

/// The log as a sheet, for a file.
pub fn sheet(found: &[AuditRow], period: &str) -> Sheet {
    let row = |row: &AuditRow| {
        SheetRow::plain(vec![
            Cell::text(row.at.format("%Y-%m-%d %H:%M:%S").to_string()),
            Cell::text(row.who.0.as_str()),
            Cell::text(row.who.1.as_str()),
            Cell::text(row.what.as_str()),
            Cell::text(row.why.as_str()),
            Cell::text(row.before.as_str()),
            Cell::text(row.after.as_str()),
            Cell::text(row.kind.as_str()),
            Cell::text(row.origin.as_str()),
        ])
    };
    Sheet {
        name: "audit",
        title: Words { id: "Catatan", en: "Log" },
        subtitle: vec![period.to_owned()],
        columns: vec![
            Column::new("at", Kind::Text, "Waktu", "When"),
            Column::data("who", Kind::Text, "Siapa (id)", "Who (id)"),
            Column::new("name", Kind::Text, "Siapa", "Who"),
            Column::new("what", Kind::Text, "Apa", "What"),
            Column::new("why", Kind::Text, "Alasan", "Why"),
            Column::wide("before", Kind::Text, "Sebelum", "Before"),
            Column::wide("after", Kind::Text, "Sesudah", "After"),
            Column::data("kind", Kind::Text, "Jenis", "Kind"),
            Column::data("origin", Kind::Text, "Tempat", "Place"),
        ],
        rows: found.iter().map(row).collect(),
        notes: Vec::new(),
        statement: false,
        chart: None,
    }
}

/// How many are shown.
pub fn note(shown: usize, language: Language) -> String {
    match (shown >= LIMIT, language) {
        (true, Language::Indonesian) => format!("{shown} catatan terbaru; sempitkan pilihan, atau simpan berkas untuk semuanya"),
        (true, Language::English) => format!("the newest {shown} records; narrow the choice, or save a file for all"),
        (false, Language::Indonesian) => format!("{shown} catatan"),
        (false, Language::English) => format!("{shown} records"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_found_by_their_words() {
        let found: Vec<String> = kinds("kas", Language::Indonesian).into_iter().map(|pick| pick.id).collect();
        assert_eq!(found, ["shift", "cash"]);
        assert_eq!(kind_name("journal", Language::English), "Journals");
        assert_eq!((tone("sale"), tone("setting.changed"), tone("nothing.known")), (Tone::Quiet, Tone::Look, Tone::Quiet));
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(note(12, Language::Indonesian), "12 catatan");
        assert!(note(LIMIT, Language::English).contains("narrow"));
    }
}
