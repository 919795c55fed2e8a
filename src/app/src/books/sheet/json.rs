//! A report for machines: an array of objects with stable keys and plain integers.

use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Serialize, Serializer};

use super::{Cell, Row, Sheet, Style};

impl Serialize for Sheet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut rows = serializer.serialize_seq(None)?;
        for row in self.rows.iter().filter(|row| self.statement || row.style == Style::Plain) {
            rows.serialize_element(&Object { sheet: self, row })?;
        }
        rows.end()
    }
}

struct Object<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (column, cell) in self.sheet.columns.iter().zip(&self.row.cells) {
            object.serialize_entry(column.key, cell)?;
        }
        if self.sheet.statement {
            object.serialize_entry("style", self.row.style.word())?;
        }
        object.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Money(amount) => serializer.serialize_i64(amount.get()),
            Self::Quantity(quantity) => serializer.serialize_i64(quantity.get()),
            Self::Count(number) | Self::Percent(number) => serializer.serialize_i64(*number),
            Self::Date(date) => serializer.collect_str(date),
        }
    }
}
