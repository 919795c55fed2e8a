//! CSV: UTF-8, commas, RFC 4180; dates ISO, figures plain with a point.

use std::borrow::Cow;
use std::io::{self, Write};

use super::{Cell, Sheet};

/// What makes a spreadsheet take a text for a formula when it stands first (OWASP, CSV injection).
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

impl Sheet {
    /// Writes the header line and all rows.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write_csv(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        csv.write_record(self.columns.iter().map(|column| harmless(column.title.id).into_owned()))?;
        for row in &self.rows {
            for column in 0..self.columns.len() {
                csv.write_field(field(row.cells.get(column).unwrap_or(&Cell::Empty)).as_bytes())?;
            }
            csv.write_record(None::<&[u8]>)?;
        }
        csv.flush()
    }
}

fn field(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => harmless(text),
        Cell::Money(amount) => Cow::Owned(amount.get().to_string()),
        Cell::Quantity(quantity) => Cow::Owned(decimal(quantity.get(), 1_000, 3)),
        Cell::Count(count) => Cow::Owned(count.to_string()),
        Cell::Percent(hundredths) => Cow::Owned(decimal(*hundredths, 100, 2)),
        Cell::Date(date) => Cow::Owned(date.to_string()),
    }
}

/// A text that no spreadsheet takes for a formula.
fn harmless(text: &str) -> Cow<'_, str> {
    // Blanks before it, full-width forms and marks that are not seen are read over by some programs.
    let seen = text.trim_start_matches([' ', '\u{a0}', '\u{feff}', '\u{200b}', '\0']);
    let first = seen.chars().next().or_else(|| text.chars().next());
    let formula = |c: char| FORMULA.contains(&c) || matches!(c, '＝' | '＋' | '－' | '＠' | '−');
    if first.is_some_and(formula) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// `-0.543`; no places when there is nothing behind the point.
fn decimal(number: i64, one: u64, places: usize) -> String {
    let sign = if number < 0 { "-" } else { "" };
    let (whole, rest) = (number.unsigned_abs() / one, number.unsigned_abs() % one);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest:0places$}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_texts_and_numbers_numbers() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!(harmless("  =1+1"), "'  =1+1");
        assert_eq!(harmless("\t1"), "'\t1");
        assert_eq!(harmless("Kopi -50%"), "Kopi -50%");
        assert_eq!(decimal(-543, 1_000, 3), "-0.543");
        assert_eq!(decimal(12_000, 1_000, 3), "12");
    }
}
