//! A file of goods, looked over: what it would change, or what is wrong with it.

use app::catalogue::Imported;
use app::{Fault, Refusal};

use crate::office::Detail;
use crate::{Language, sentence};

/// So many changes are shown.
const SHOWN: usize = 300;

/// True when taking the file in would do anything.
pub const fn changes_anything(imported: &Imported) -> bool {
    imported.added > 0 || imported.changed > 0 || imported.stocked > 0
}

/// `3 baru, 12 berubah, 400 tetap`
pub fn summary(imported: &Imported, done: bool, language: Language) -> String {
    let Imported { added, changed, unchanged, stocked, .. } = imported;
    let mut words = match (changes_anything(imported), done, language) {
        (false, _, Language::Indonesian) => "Tidak ada yang berubah: ".to_owned(),
        (false, _, Language::English) => "Nothing changes: ".to_owned(),
        (true, false, Language::Indonesian) => "Akan: ".to_owned(),
        (true, false, Language::English) => "Would be: ".to_owned(),
        (true, true, Language::Indonesian) => "Selesai: ".to_owned(),
        (true, true, Language::English) => "Done: ".to_owned(),
    };
    words += &match language {
        Language::Indonesian => format!("{added} baru, {changed} berubah, {unchanged} tetap"),
        Language::English => format!("{added} new, {changed} changed, {unchanged} as they are"),
    };
    if *stocked > 0 {
        words += &match language {
            Language::Indonesian => format!(", stok awal {stocked} barang"),
            Language::English => format!(", opening stock of {stocked}"),
        };
    }
    words
}

/// Warnings, then each change of each field; `name` names goods by their key.
pub fn changes(imported: &Imported, name: impl Fn(&str) -> String, language: Language) -> Vec<Detail> {
    let mut rows = Vec::new();
    if !imported.warnings.is_empty() {
        rows.push(Detail::heading(language.pick("Perhatikan", "Look at these")));
        rows.extend(imported.warnings.iter().take(SHOWN).map(|warning| Detail::new("", crate::capital(warning))));
    }
    let mut last = "";
    for change in imported.changes.iter().take(SHOWN) {
        if change.sku != last {
            last = change.sku.as_str();
            rows.push(Detail::heading(&format!("{} · {}", name(&change.sku), change.sku)));
        }
        let nothing = || language.pick("(kosong)", "(nothing)").to_owned();
        let before = if change.before.is_empty() { nothing() } else { change.before.clone() };
        let after = if change.after.is_empty() { nothing() } else { change.after.clone() };
        rows.push(Detail { before, ..Detail::new(&change.field, after) });
    }
    if imported.changes.len() > SHOWN {
        let more = imported.changes.len() - SHOWN;
        rows.push(Detail::heading(&match language {
            Language::Indonesian => format!("… dan {more} perubahan lagi"),
            Language::English => format!("… and {more} more changes"),
        }));
    }
    rows
}

/// What is wrong with a file: a sentence, and the rows that are wrong.
pub fn refused(fault: &Fault, language: Language) -> (String, Vec<Detail>) {
    let Some(Refusal::Rows { count, list }) = fault.refusal() else { return (sentence(fault, language), Vec::new()) };
    let text = match language {
        Language::Indonesian => format!("{count} baris salah; tidak ada yang diubah. Perbaiki berkasnya, lalu pilih lagi."),
        Language::English => format!("{count} rows are wrong; nothing was changed. Mend the file, then choose it again."),
    };
    (text, list.lines().map(|line| Detail::new("", crate::capital(line.trim()))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::catalogue::FieldEdit;

    #[test]
    fn each_change_is_shown_under_its_goods() {
        let edit = |sku: &str, field: &str, before: &str, after: &str| FieldEdit {
            sku: sku.into(),
            field: field.into(),
            before: before.into(),
            after: after.into(),
        };
        let imported = Imported {
            added: 1,
            changed: 2,
            unchanged: 4,
            warnings: vec!["baris 3: barcode".into()],
            changes: vec![edit("A", "nama", "Mi", "Mi Goreng"), edit("A", "rak", "", "R1"), edit("B", "rak", "R2", "")],
            ..Imported::default()
        };
        let rows = changes(&imported, |sku| format!("barang {sku}"), Language::Indonesian);
        let words: Vec<_> = rows.iter().map(|row| (row.label.as_str(), row.before.as_str(), row.value.as_str())).collect();
        assert_eq!(words[1], ("", "", "Baris 3: barcode"));
        assert_eq!(words[2..5], [("barang A · A", "", ""), ("nama", "Mi", "Mi Goreng"), ("rak", "(kosong)", "R1")]);
        assert_eq!(words[6], ("rak", "R2", "(kosong)"));
        assert_eq!(summary(&imported, false, Language::Indonesian), "Akan: 1 baru, 2 berubah, 4 tetap");
        assert!(!changes_anything(&Imported { unchanged: 9, ..Imported::default() }));
        let many = Imported { changes: vec![edit("A", "rak", "", "R"); SHOWN + 5], ..Imported::default() };
        let cut = changes(&many, str::to_owned, Language::English);
        assert_eq!((cut.len(), cut.last().map(|row| row.label.as_str())), (SHOWN + 2, Some("… and 5 more changes")));
    }

    #[test]
    fn wrong_rows_are_named_one_by_one() {
        let fault: Fault = Refusal::Rows { count: 2, list: "baris 2: price kosong\nbaris 5: sku kosong".into() }.into();
        let (text, rows) = refused(&fault, Language::Indonesian);
        assert!(text.starts_with("2 baris salah"), "{text}");
        assert_eq!(rows.iter().map(|row| row.value.as_str()).collect::<Vec<_>>(), ["Baris 2: price kosong", "Baris 5: sku kosong"]);
    }
}
