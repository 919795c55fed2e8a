//! Cells as people read them.

use std::fmt::Write;

use super::{Cell, Row, Sheet};

impl Cell {
    /// As people read it: `12.500`, `0,543`, `12,34 %`, `22/11/2026`.
    pub fn words(&self) -> String {
        let mut text = String::new();
        self.write_words(&mut text);
        text
    }

    /// Adds the words to a text.
    pub(super) fn write_words(&self, text: &mut String) {
        // Writing to a string cannot fail.
        let _written = match self {
            Self::Empty => Ok(()),
            Self::Text(words) => {
                text.extend(words.chars().map(|c| if c.is_control() { ' ' } else { c }));
                Ok(())
            }
            Self::Money(amount) => write!(text, "{amount}"),
            Self::Quantity(quantity) => write!(text, "{quantity}"),
            Self::Count(count) => write!(text, "{}", domain::Rupiah::new(*count)),
            Self::Percent(hundredths) => write!(text, "{} %", percent(*hundredths)),
            Self::Date(date) => write!(text, "{}", date.format("%d/%m/%Y")),
        };
    }

    /// True for a figure.
    pub const fn is_number(&self) -> bool {
        matches!(self, Self::Money(_) | Self::Quantity(_) | Self::Count(_) | Self::Percent(_))
    }
}

fn percent(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let magnitude = hundredths.unsigned_abs();
    format!("{sign}{},{:02}", magnitude / 100, magnitude % 100)
}

impl Row {
    /// The words of a cell; the first one moved in.
    pub(super) fn words(&self, column: usize, text: &mut String) {
        text.clear();
        if column == 0 {
            text.extend(std::iter::repeat_n("  ", usize::from(self.indent)));
        }
        if let Some(cell) = self.cells.get(column) {
            cell.write_words(text);
        }
    }
}

impl Sheet {
    /// Title and period as one line.
    pub(super) fn headline(&self) -> String {
        let parts: Vec<&str> = std::iter::once(self.title.id).chain(self.subtitle.iter().map(String::as_str)).collect();
        parts.join(" · ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_people_write() {
        assert_eq!(Cell::money(-1_234_567).words(), "−1.234.567");
        assert_eq!(Cell::quantity(543).words(), "0,543");
        assert_eq!(Cell::Percent(-1_205).words(), "−12,05 %");
        assert_eq!(Cell::text("a\tb\n=c").words(), "a b =c");
    }
}
