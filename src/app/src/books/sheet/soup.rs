//! Any text, any number, any shape: no file panics, commands a spreadsheet or leaves the paper.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use domain::receipt::Piece;
use domain::{Quantity, Rupiah};
use proptest::prelude::*;

use super::{Cell, Column, Kind, Letterhead, Row, Sheet, Style, Words};

const COLUMNS: [Column; 6] = [
    Column::new("name", Kind::Text, "Nama", "Name"),
    Column::new("date", Kind::Date, "Tanggal", "Date"),
    Column::new("amount", Kind::Money, "Jumlah", "Amount"),
    Column::new("quantity_milli", Kind::Quantity, "Banyak", "Quantity"),
    Column::wide("margin_bp", Kind::Percent, "Margin", "Margin"),
    Column::data("count", Kind::Count, "Nota", "Sales"),
];

fn soup() -> impl Strategy<Value = String> {
    prop_oneof![
        "[=+@\t\r\n-][ -~]{0,30}",
        "[ \u{feff}\u{a0}]{0,2}[=+@-][A-Z]+\\([0-9]+\\)",
        "\\PC{0,120}",
        any::<String>(),
        Just("\u{0}\u{1b}@\u{1b}p\u{0}".to_owned()),
        Just("x".repeat(40_000)),
    ]
}

fn cell(kind: Kind) -> BoxedStrategy<Cell> {
    match kind {
        Kind::Text => soup().prop_map(Cell::text).boxed(),
        Kind::Money => any::<i64>().prop_map(|n| Cell::Money(Rupiah::new(n))).boxed(),
        Kind::Quantity => any::<i64>().prop_map(|n| Cell::Quantity(Quantity::new(n))).boxed(),
        Kind::Percent => any::<i64>().prop_map(Cell::Percent).boxed(),
        Kind::Count => any::<i64>().prop_map(Cell::Count).boxed(),
        Kind::Date => (-9_999i32..20_000, 1u32..400)
            .prop_map(|(year, day)| chrono::NaiveDate::from_yo_opt(year, day).map_or(Cell::Empty, Cell::Date))
            .boxed(),
    }
}

fn row() -> impl Strategy<Value = Row> {
    let cells: Vec<_> = COLUMNS.iter().map(|column| cell(column.kind)).collect();
    (prop_oneof![Just(Style::Plain), Just(Style::Heading), Just(Style::Sum)], 0u8..9, cells).prop_map(|(style, indent, cells)| Row {
        style,
        indent,
        cells,
        pos: None,
    })
}

fn sheet() -> impl Strategy<Value = Sheet> {
    (prop::collection::vec(row(), 0..60), soup(), any::<bool>(), 1usize..=COLUMNS.len()).prop_map(
        |(mut rows, words, statement, columns)| {
            rows.iter_mut().for_each(|row| row.cells.truncate(columns));
            Sheet {
                name: "soup",
                title: Words { id: "Sup", en: "Soup" },
                subtitle: vec![words.clone()],
                columns: COLUMNS[..columns].to_vec(),
                rows,
                notes: vec![words],
                statement,
                chart: None,
            }
        },
    )
}

fn formula(text: &str) -> bool {
    text.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}', '\0']).starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn paper_holds_every_line(sheet in sheet(), columns in 24usize..=64, shop in soup()) {
        for piece in sheet.paper(&shop, columns) {
            if let Piece::Text(_, line) = piece {
                prop_assert!(line.len() <= columns, "{} of {columns}: {line:?}", line.len());
                prop_assert!(line.bytes().all(|byte| (0x20..0x7f).contains(&byte)), "{line:?}");
            }
        }
    }

    #[test]
    fn csv_has_no_formula(sheet in sheet()) {
        let mut bytes = Vec::new();
        sheet.write_csv(&mut bytes).expect("memory takes all");
        let mut rows = 0;
        let mut reader = csv::ReaderBuilder::new().has_headers(true).from_reader(bytes.as_slice());
        for record in reader.records() {
            let record = record.expect("RFC 4180");
            prop_assert_eq!(record.len(), sheet.columns.len());
            for (field, cell) in record.iter().zip(&sheet.rows[rows].cells) {
                match cell {
                    Cell::Text(text) => {
                        prop_assert!(!formula(field), "{field:?}");
                        prop_assert_eq!(field.strip_prefix('\'').filter(|_| !text.starts_with('\'')).unwrap_or(field), &**text);
                    }
                    Cell::Money(amount) => prop_assert_eq!(field, amount.get().to_string()),
                    Cell::Empty => prop_assert_eq!(field, ""),
                    _ => prop_assert!(!field.is_empty()),
                }
            }
            rows += 1;
        }
        prop_assert_eq!(rows, sheet.rows.len());
    }

    #[test]
    fn a_workbook_holds_numbers_and_texts(sheet in sheet(), shop in soup()) {
        let bytes = sheet.xlsx(&shop).expect("a workbook");
        let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
        let formulas = book.worksheet_formula("Sup").expect("a sheet");
        prop_assert!(formulas.rows().flatten().all(String::is_empty));
        let range = book.worksheet_range("Sup").expect("a sheet");
        let first = u32::try_from(sheet.subtitle.len() + 4).expect("small");
        for (at, row) in (first..).zip(&sheet.rows) {
            for (column, cell) in (0u32..).zip(&row.cells) {
                let found = range.get_value((at, column)).unwrap_or(&Data::Empty);
                match cell {
                    Cell::Money(amount) if amount.get().unsigned_abs() <= 1 << 53 => {
                        #[expect(clippy::cast_precision_loss, reason = "exact up to 2^53")]
                        let expected = Data::Float(amount.get() as f64);
                        prop_assert_eq!(found, &expected);
                    }
                    Cell::Money(amount) => prop_assert_eq!(found, &Data::String(amount.get().to_string())),
                    Cell::Text(text) if text.chars().any(|c| !c.is_control()) => {
                        prop_assert!(matches!(found, Data::String(_)), "{text:?}: {found:?}");
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_pdf_is_made_of_anything(sheet in sheet(), shop in soup(), printed in soup()) {
        let bytes = sheet.pdf(&Letterhead { shop, printed, ..Letterhead::default() }).expect("the font is there");
        prop_assert!(bytes.starts_with(b"%PDF-"));
        prop_assert!(bytes.ends_with(b"%%EOF") || bytes.ends_with(b"%%EOF\n"));
    }

    #[test]
    fn json_and_text_take_anything(sheet in sheet()) {
        let json = serde_json::to_string(&sheet).expect("JSON");
        let rows: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_str(&json).expect("an array of objects");
        let shown = sheet.rows.iter().filter(|row| sheet.statement || row.style == Style::Plain).count();
        prop_assert_eq!(rows.len(), shown);
        prop_assert!(sheet.text().lines().count() > sheet.rows.len());
    }
}
