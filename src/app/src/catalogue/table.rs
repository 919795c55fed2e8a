//! Tables from CSV files (`,` or `;`, UTF-8 with or without BOM) and workbooks (the first sheet); header required.

use std::collections::HashMap;

use crate::Refusal;

/// A file as rows with named columns.
pub(crate) struct Table {
    columns: HashMap<String, usize>,
    /// Line number in the file and cells.
    pub(crate) rows: Vec<(u64, csv::StringRecord)>,
}

/// The most rows that are read.
const ROW_LIMIT: usize = 1_000_000;

impl Table {
    /// Reads a file. `required` columns must be there; others in `allowed` may be.
    ///
    /// # Errors
    /// [`Refusal::File`] with the first thing that is wrong with the file as a whole.
    pub(crate) fn read(bytes: &[u8], required: &[&str], allowed: &[&str]) -> Result<Self, Refusal> {
        let from_workbook;
        let bytes = if bytes.starts_with(b"PK\x03\x04") {
            from_workbook = super::workbook::to_csv(bytes)?;
            &from_workbook
        } else {
            bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
        };
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Refusal::File(format!("berkas bukan UTF-8 (baris {line}); simpan ulang sebagai CSV UTF-8"))
        })?;
        if text.contains('\0') {
            return Err(Refusal::File("berkas bukan UTF-8 (mungkin UTF-16); simpan ulang sebagai CSV UTF-8".to_owned()));
        }
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.matches(';').count() > header.matches(',').count() { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
        let columns = columns(&mut reader, required, allowed)?;
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.map_err(|error| Refusal::File(format!("berkas tidak terbaca: {error}")))?;
            if rows.len() >= ROW_LIMIT {
                return Err(Refusal::File(format!("berkas lebih dari {ROW_LIMIT} baris; bagi menjadi beberapa")));
            }
            let line = row.position().map_or(0, csv::Position::line);
            if row.iter().any(|cell| !cell.is_empty()) {
                rows.push((line, row));
            }
        }
        Ok(Self { columns, rows })
    }

    /// True when the file has a column of this name.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// The cell of a column; empty where the file has no such column or the row is short.
    pub(crate) fn cell<'a>(&self, row: &'a csv::StringRecord, column: &str) -> &'a str {
        self.columns.get(column).and_then(|index| row.get(*index)).unwrap_or_default()
    }

    /// True when the row has another number of cells than the header.
    pub(crate) fn is_ragged(&self, row: &csv::StringRecord) -> bool {
        row.len() != self.columns.len()
    }
}

fn columns(reader: &mut csv::Reader<&[u8]>, required: &[&str], allowed: &[&str]) -> Result<HashMap<String, usize>, Refusal> {
    let wanted = required.join(",");
    let header = reader.headers().map_err(|error| Refusal::File(format!("kepala tabel tidak terbaca: {error}")))?.clone();
    let mut columns = HashMap::new();
    for (index, name) in header.iter().enumerate() {
        let name = name.to_ascii_lowercase();
        if !required.contains(&name.as_str()) && !allowed.contains(&name.as_str()) {
            return Err(Refusal::File(format!("kolom «{name}» tidak dikenal; baris pertama harus: {wanted}")));
        }
        if columns.insert(name.clone(), index).is_some() {
            return Err(Refusal::File(format!("kolom «{name}» ada dua kali")));
        }
    }
    match required.iter().find(|name| !columns.contains_key(**name)) {
        Some(missing) => Err(Refusal::File(format!("kolom «{missing}» tidak ada; baris pertama harus: {wanted}"))),
        None => Ok(columns),
    }
}

/// Collects what is wrong with rows; an import with any fault is not done.
#[derive(Default)]
pub(crate) struct Faults(Vec<(u64, String)>);

/// The most faults that are listed.
const LISTED: usize = 200;

impl Faults {
    pub(crate) fn add(&mut self, line: u64, why: impl Into<String>) {
        self.0.push((line, why.into()));
    }

    pub(crate) fn refuse_if_any(mut self) -> Result<(), Refusal> {
        if self.0.is_empty() {
            return Ok(());
        }
        self.0.sort();
        let mut list: Vec<String> = self.0.iter().take(LISTED).map(|(line, why)| format!("  baris {line}: {why}")).collect();
        if self.0.len() > LISTED {
            list.push(format!("  ... dan {} lagi", self.0.len() - LISTED));
        }
        Err(Refusal::Rows { count: self.0.len(), list: list.join("\n") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn both_separators_and_a_byte_order_mark() {
        for text in ["number,name\n1,A\n", "\u{feff}number;name\r\n1;A\r\n", "Number,NAME\n\n1,A"] {
            let table = Table::read(text.as_bytes(), &["number", "name"], &[]).unwrap_or_else(|e| panic!("{text:?}: {e}"));
            assert_eq!(table.cell(&table.rows[0].1, "name"), "A");
        }
    }

    #[test]
    fn a_wrong_file_is_named() {
        for (bytes, word) in
            [(&b"a,b\n"[..], "tidak dikenal"), (b"number\n", "tidak ada"), (b"number,name\n\xff\xfe", "UTF-8"), (b"", "tidak ada")]
        {
            let refusal = Table::read(bytes, &["number", "name"], &[]).err().expect("refused");
            assert!(refusal.to_string().contains(word), "{refusal}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = Table::read(&bytes, &["number", "name"], &["phone"]);
            let _ = Table::read(&[b"number,name\n".as_slice(), &bytes].concat(), &["number", "name"], &[]);
        }
    }
}
