//! Labels: what waits, what was added, where it goes.

use app::stock::WaitingLabel;
use domain::Rupiah;
use domain::goods::Label;

use crate::Language;

/// The most labels of one pack at once.
pub const MOST: usize = 999;

/// A label on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it will say.
    pub label: Label,
    /// What the shelf says, when it waits because of that.
    pub shelf: Option<Rupiah>,
    /// So many of it.
    pub copies: usize,
    /// So often it was scanned here.
    pub scanned: usize,
    /// It will be printed.
    pub on: bool,
}

impl Entry {
    /// One that waits: to be printed once.
    pub fn waiting(waiting: WaitingLabel) -> Self {
        Self { label: waiting.label, shelf: Some(waiting.shelf_price), copies: 1, scanned: 0, on: true }
    }

    /// One that somebody asked for.
    pub fn added(label: Label) -> Self {
        Self { label, shelf: None, copies: 1, scanned: 1, on: true }
    }

    /// Of the same pack.
    pub fn is(&self, label: &Label) -> bool {
        (&self.label.sku, &self.label.pack) == (&label.sku, &label.pack)
    }

    /// Scanned once more: the first scan only marks one that waits already.
    pub fn scan(&mut self) {
        self.scanned += 1;
        if self.on && self.scanned > 1 {
            self.copies = (self.copies + 1).min(MOST);
        }
        self.on = true;
    }
}

/// What waits now, with the marks and copies that were set, and after it what was added here.
pub fn merged(before: &[Entry], queue: Vec<WaitingLabel>, now: impl Fn(&Entry) -> Option<Label>) -> Vec<Entry> {
    let known = |entry: Entry| match before.iter().find(|known| known.is(&entry.label)) {
        Some(known) => Entry { copies: known.copies, scanned: known.scanned, on: known.on, ..entry },
        None => entry,
    };
    let mut entries: Vec<Entry> = queue.into_iter().map(Entry::waiting).map(known).collect();
    for entry in before.iter().filter(|entry| entry.shelf.is_none()) {
        if !entries.iter().any(|found| found.is(&entry.label))
            && let Some(label) = now(entry)
        {
            entries.push(Entry { label, ..entry.clone() });
        }
    }
    entries
}

/// All labels that are marked, each as often as it is wanted.
pub fn wanted(entries: &[Entry]) -> Vec<Label> {
    entries.iter().filter(|entry| entry.on).flat_map(|entry| std::iter::repeat_n(&entry.label, entry.copies)).cloned().collect()
}

/// A label to read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What.
    pub name: String,
    /// Its pack and code.
    pub detail: String,
    /// What it will say.
    pub price: String,
    /// What the shelf says.
    pub was: String,
    /// `2 ×`
    pub copies: String,
    /// It will be printed.
    pub on: bool,
    /// It has a code.
    pub coded: bool,
    /// Somebody asked for it.
    pub added: bool,
}

/// The labels to read.
pub fn rows(entries: &[Entry], language: Language) -> Vec<Row> {
    let row = |entry: &Entry| {
        let label = &entry.label;
        let code = if label.code.is_empty() { language.pick("belum ada kode (F9)", "no code yet (F9)") } else { label.code.as_str() };
        Row {
            name: label.name.clone(),
            detail: format!("{} · {code}", label.pack),
            price: label.price.to_string(),
            was: entry.shelf.map_or_else(String::new, |price| format!("{} {price}", language.pick("rak", "shelf"))),
            copies: format!("{} ×", entry.copies),
            on: entry.on,
            coded: !label.code.is_empty(),
            added: entry.shelf.is_none(),
        }
    };
    entries.iter().map(row).collect()
}

/// `12 menunggu · 3 ditandai · 5 label`
pub fn summary(entries: &[Entry], language: Language) -> String {
    if entries.is_empty() {
        return String::new();
    }
    let waiting = entries.iter().filter(|entry| entry.shelf.is_some()).count();
    let (marked, labels) = (entries.iter().filter(|entry| entry.on).count(), wanted(entries).len());
    match language {
        Language::Indonesian => format!("{waiting} harga berubah menunggu · {marked} ditandai · {labels} label"),
        Language::English => format!("{waiting} changed prices wait · {marked} marked · {labels} labels"),
    }
}

/// How many sheets of A4 so many labels take.
pub fn sheets(labels: usize, on_one: usize) -> usize {
    labels.div_ceil(on_one)
}

/// What was done, with how many still wait.
pub fn done(labels: usize, way: &str, waiting: usize, language: Language) -> String {
    let left = match (waiting, language) {
        (0, language) => language.pick("Tidak ada yang menunggu lagi.", "None waits any more.").to_owned(),
        (left, Language::Indonesian) => format!("{left} masih menunggu."),
        (left, Language::English) => format!("{left} still wait."),
    };
    format!("{labels} label {way} {left}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn label(sku: &str, code: &str) -> Label {
        Label {
            sku: sku.to_owned(),
            name: sku.to_owned(),
            pack: "PCS".to_owned(),
            price: Rupiah::new(3_500),
            member_price: None,
            unit_price: None,
            code: code.to_owned(),
            printed: NaiveDate::default(),
        }
    }

    fn queue(skus: &[&str]) -> Vec<WaitingLabel> {
        skus.iter().map(|sku| WaitingLabel { label: label(sku, "1"), shelf_price: Rupiah::new(3_000) }).collect()
    }

    #[test]
    fn marks_and_copies_outlive_a_change_of_the_queue() {
        let mut entries = merged(&[], queue(&["A", "B"]), |_| None);
        entries[0].on = false;
        entries[1].scan();
        assert_eq!(entries[1].copies, 1, "the first scan of one that waits asks for no second copy");
        entries[1].scan();
        entries.push(Entry::added(label("C", "")));
        let again = merged(&entries, queue(&["A", "B", "D"]), |entry| Some(entry.label.clone()));
        let seen: Vec<_> = again.iter().map(|entry| (entry.label.sku.as_str(), entry.copies, entry.on)).collect();
        assert_eq!(seen, [("A", 1, false), ("B", 2, true), ("D", 1, true), ("C", 1, true)]);
        assert_eq!(wanted(&again).len(), 4);
        assert!(merged(&entries, Vec::new(), |_| None).is_empty(), "goods that are gone have no label");
    }

    #[test]
    fn rows_say_what_the_shelf_says_and_what_lacks_a_code() {
        let entries = [merged(&[], queue(&["A"]), |_| None), vec![Entry::added(label("C", ""))]].concat();
        let rows = rows(&entries, Language::Indonesian);
        assert_eq!((rows[0].was.as_str(), rows[0].price.as_str(), rows[0].added), ("rak 3.000", "3.500", false));
        assert_eq!((rows[1].detail.as_str(), rows[1].coded, rows[1].added), ("PCS · belum ada kode (F9)", false, true));
        assert_eq!(summary(&entries, Language::Indonesian), "1 harga berubah menunggu · 2 ditandai · 2 label");
        assert_eq!(done(2, "masuk antrean cetak.", 1, Language::Indonesian), "2 label masuk antrean cetak. 1 masih menunggu.");
        assert_eq!((sheets(65, 65), sheets(66, 65)), (1, 2));
    }
}
