//! A report as a value, and the files that are made of it.
//!
//! A report is computed once into a [`Sheet`]; the screen shows its rows, and each file format has a
//! writer of its own here. No writer knows which report it writes.

mod csv;
mod json;
mod paper;
mod pdf;
mod plain;
#[cfg(test)]
mod soup;
mod words;
mod xlsx;

use chrono::NaiveDate;
use domain::{Quantity, Rupiah};

pub(crate) use pdf::labels as label_pages;
pub use pdf::{Letterhead, SheetOf};

/// A text in both languages of the screen; paper and files take the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Bahasa Indonesia.
    pub id: &'static str,
    /// English.
    pub en: &'static str,
}

/// What stands in a column; numbers stand on the right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Rupiah.
    Money,
    /// Base units, thousandths; in JSON the key ends in `_milli`.
    Quantity,
    /// A whole number of things.
    Count,
    /// Hundredths of a percent; in JSON the key ends in `_bp`.
    Percent,
    /// A date of the books.
    Date,
}

/// On which side of its column a cell stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Texts and dates.
    Left,
    /// Figures.
    Right,
}

impl Kind {
    /// The side on which it stands.
    pub const fn alignment(self) -> Alignment {
        match self {
            Self::Text | Self::Date => Alignment::Left,
            Self::Money | Self::Quantity | Self::Count | Self::Percent => Alignment::Right,
        }
    }
}

/// Where a column is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everywhere, on receipt paper too.
    Everywhere,
    /// Wherever there is room: screen, A4, files.
    Wide,
    /// In files that machines read: JSON, CSV, XLSX.
    Data,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The stable key in JSON.
    pub key: &'static str,
    /// The words above it.
    pub title: Words,
    /// What stands in it.
    pub kind: Kind,
    /// Where it is wanted.
    pub reach: Reach,
}

impl Column {
    /// A column that is everywhere.
    pub const fn new(key: &'static str, kind: Kind, id: &'static str, en: &'static str) -> Self {
        Self { key, title: Words { id, en }, kind, reach: Reach::Everywhere }
    }

    /// A column that is left out on receipt paper.
    pub const fn wide(key: &'static str, kind: Kind, id: &'static str, en: &'static str) -> Self {
        Self { key, title: Words { id, en }, kind, reach: Reach::Wide }
    }

    /// A column for machines.
    pub const fn data(key: &'static str, kind: Kind, id: &'static str, en: &'static str) -> Self {
        Self { key, title: Words { id, en }, kind, reach: Reach::Data }
    }
}

/// One field of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text, never a formula.
    Text(Box<str>),
    /// Rupiah.
    Money(Rupiah),
    /// Thousandths.
    Quantity(Quantity),
    /// A number of things.
    Count(i64),
    /// Hundredths of a percent.
    Percent(i64),
    /// A date.
    Date(NaiveDate),
}

impl Cell {
    /// A text.
    pub fn text(text: impl Into<Box<str>>) -> Self {
        Self::Text(text.into())
    }

    /// Rupiah.
    pub const fn money(rupiah: i64) -> Self {
        Self::Money(Rupiah::new(rupiah))
    }

    /// Thousandths of the base unit.
    pub const fn quantity(milli: i64) -> Self {
        Self::Quantity(Quantity::new(milli))
    }
}

/// How a row looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// As it is.
    #[default]
    Plain,
    /// Begins a group.
    Heading,
    /// Adds up what stands above.
    Sum,
}

impl Style {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Heading => "heading",
            Self::Sum => "sum",
        }
    }
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How it looks.
    pub style: Style,
    /// How far the first text is moved in.
    pub indent: u8,
    /// One cell for each column.
    pub cells: Vec<Cell>,
    /// The record behind the row (its place in the log), where there is one: a touch leads to it.
    pub pos: Option<i64>,
}

impl Row {
    /// A plain row.
    pub const fn plain(cells: Vec<Cell>) -> Self {
        Self { style: Style::Plain, indent: 0, cells, pos: None }
    }

    /// A row of another style.
    pub const fn styled(style: Style, cells: Vec<Cell>) -> Self {
        Self { style, indent: 0, cells, pos: None }
    }

    /// The same row, moved in.
    #[must_use]
    pub const fn indented(mut self, by: u8) -> Self {
        self.indent = by;
        self
    }

    /// The same row with the record behind it.
    #[must_use]
    pub const fn of_record(mut self, pos: i64) -> Self {
        self.pos = Some(pos);
        self
    }
}

/// What of a sheet people would rather look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The column with the names.
    pub label: usize,
    /// The column with the figures.
    pub value: usize,
    /// The column with figures to compare with.
    pub beside: Option<usize>,
    /// At most so many rows, from the first.
    pub rows: usize,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The report's word in commands; begins the name of its files.
    pub name: &'static str,
    /// What it is.
    pub title: Words,
    /// Period, shop, person: a line each.
    pub subtitle: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows; each has as many cells as there are columns.
    pub rows: Vec<Row>,
    /// What a reader must know: a line each.
    pub notes: Vec<String>,
    /// True where headings and sums are part of the statement (PHU, neraca): machines get them too.
    pub statement: bool,
    /// What to draw.
    pub chart: Option<Chart>,
}

impl Sheet {
    /// The columns that people see on screen and A4.
    pub fn shown(&self) -> Vec<usize> {
        (0..self.columns.len()).filter(|&index| self.columns[index].reach != Reach::Data).collect()
    }
}

/// A file of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Array of objects.
    Json,
    /// Comma separated values.
    Csv,
    /// A workbook.
    Xlsx,
    /// A4.
    Pdf,
    /// For a terminal.
    Text,
    /// As on receipt paper.
    Paper,
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 6] = [Self::Json, Self::Csv, Self::Xlsx, Self::Pdf, Self::Text, Self::Paper];

    /// The word in commands, and the end of a file's name.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pdf => "pdf",
            Self::Text => "text",
            Self::Paper => "paper",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }

    /// True when it is no text: not for a terminal.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Xlsx | Self::Pdf)
    }
}
