//! A workbook: figures as numbers, texts always as texts, the header in sight.

use chrono::Datelike;
use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{Alignment, Cell, Kind, Row, Sheet, Style};
use crate::{Fault, Refusal};

/// Rows that a worksheet has.
const MOST_ROWS: usize = 1_048_576;
/// Characters that a cell holds.
const MOST_TEXT: usize = 32_767;
/// Whole numbers beyond this are not exact in a workbook.
const EXACT: u64 = 1 << 53;
/// The narrowest and the widest column, characters.
const WIDTHS: (usize, usize) = (8, 60);

impl Sheet {
    /// The bytes of a workbook with one worksheet.
    ///
    /// # Errors
    /// [`Refusal::File`] when there are more rows than a worksheet has.
    pub fn xlsx(&self, shop: &str) -> Result<Vec<u8>, Fault> {
        let above = self.subtitle.len() + 3;
        if above + self.rows.len() + self.notes.len() + 2 > MOST_ROWS {
            let rows = self.rows.len();
            let text = format!("{rows} baris tidak muat dalam XLSX (paling banyak {MOST_ROWS}); pilih masa yang lebih pendek atau CSV");
            return Err(Refusal::File(text).into());
        }
        self.workbook(shop, above).map_err(|error| Fault::Defect(format!("XLSX: {error}")))
    }

    fn workbook(&self, shop: &str, above: usize) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(tab(self.title.id))?;
        worksheet.write_string_with_format(0, 0, fitting(shop), &Format::new().set_bold())?;
        worksheet.write_string_with_format(1, 0, self.title.id, &Format::new().set_bold().set_font_size(14))?;
        for (line, text) in self.subtitle.iter().enumerate() {
            worksheet.write_string(number(line + 2), 0, fitting(text))?;
        }
        let mut at = number(above);
        self.header(worksheet, at)?;
        worksheet.set_freeze_panes(at + 1, 0)?;
        let looks = Looks::new();
        for row in &self.rows {
            at += 1;
            self.row(worksheet, at, row, &looks)?;
        }
        at += 1;
        for note in &self.notes {
            at += 1;
            worksheet.write_string(at, 0, fitting(note))?;
        }
        self.widths(worksheet)?;
        if self.columns.len() > 6 {
            worksheet.set_landscape();
        }
        worksheet.set_paper_size(9);
        worksheet.set_repeat_rows(number(above), number(above))?;
        worksheet.set_print_fit_to_pages(1, 0);
        workbook.save_to_buffer()
    }

    fn header(&self, worksheet: &mut Worksheet, at: u32) -> Result<(), XlsxError> {
        for (index, column) in self.columns.iter().enumerate() {
            let align = if column.kind.alignment() == Alignment::Right { FormatAlign::Right } else { FormatAlign::Left };
            let look = Format::new().set_bold().set_border_bottom(FormatBorder::Thin).set_align(align).set_text_wrap();
            worksheet.write_string_with_format(at, place(index), column.title.id, &look)?;
        }
        Ok(())
    }

    fn row(&self, worksheet: &mut Worksheet, at: u32, row: &Row, looks: &Looks) -> Result<(), XlsxError> {
        for (index, cell) in row.cells.iter().take(self.columns.len()).enumerate() {
            let to = place(index);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    let indent = if index == 0 { row.indent } else { 0 };
                    worksheet.write_string_with_format(at, to, fitting(text), &looks.text(row.style, indent))?;
                }
                Cell::Money(amount) => whole(worksheet, at, to, amount.get(), looks.of(row.style, Kind::Money))?,
                Cell::Count(count) => whole(worksheet, at, to, *count, looks.of(row.style, Kind::Count))?,
                Cell::Quantity(quantity) if quantity.get() % 1_000 == 0 => {
                    whole(worksheet, at, to, quantity.get() / 1_000, looks.of(row.style, Kind::Count))?;
                }
                Cell::Quantity(quantity) => {
                    parts(worksheet, at, to, quantity.get(), 1_000, looks.of(row.style, Kind::Quantity))?;
                }
                Cell::Percent(hundredths) => parts(worksheet, at, to, *hundredths, 10_000, looks.of(row.style, Kind::Percent))?,
                Cell::Date(date) => day(worksheet, at, to, *date, looks.of(row.style, Kind::Date))?,
            }
        }
        Ok(())
    }

    fn widths(&self, worksheet: &mut Worksheet) -> Result<(), XlsxError> {
        let mut cell = String::new();
        for (index, column) in self.columns.iter().enumerate() {
            let mut widest = column.title.id.chars().count().min(16);
            for row in &self.rows {
                row.words(index, &mut cell);
                widest = widest.max(cell.chars().count());
            }
            // Whole characters: no place behind the point is needed for a width.
            let width = u32::try_from((widest + 2).clamp(WIDTHS.0, WIDTHS.1)).unwrap_or(20);
            worksheet.set_column_width(place(index), width)?;
        }
        Ok(())
    }
}

/// The looks of cells, made once.
struct Looks {
    plain: [Format; 4],
    bold: [Format; 4],
}

impl Looks {
    fn new() -> Self {
        let formats = ["#,##0", "#,##0.000", "0.00%", "dd/mm/yyyy"];
        let plain = formats.map(|format| Format::new().set_num_format(format));
        let bold = plain.clone().map(|format| format.set_bold().set_border_top(FormatBorder::Thin));
        Self { plain, bold }
    }

    fn of(&self, style: Style, kind: Kind) -> &Format {
        let set = if style == Style::Plain { &self.plain } else { &self.bold };
        match kind {
            Kind::Text | Kind::Money | Kind::Count => &set[0],
            Kind::Quantity => &set[1],
            Kind::Percent => &set[2],
            Kind::Date => &set[3],
        }
    }

    fn text(&self, style: Style, indent: u8) -> Format {
        let look = Format::new().set_indent(indent);
        match style {
            Style::Plain => look,
            Style::Heading => look.set_bold(),
            Style::Sum => look.set_bold().set_border_top(FormatBorder::Thin),
        }
    }
}

/// A whole number; one that a workbook would not keep exactly stands as text.
fn whole(worksheet: &mut Worksheet, at: u32, to: u16, value: i64, look: &Format) -> Result<(), XlsxError> {
    if value.unsigned_abs() > EXACT {
        worksheet.write_string_with_format(at, to, value.to_string(), look)?;
    } else {
        worksheet.write_number_with_format(at, to, float(value), look)?;
    }
    Ok(())
}

/// A number of parts of one: thousandths, hundredths of a percent.
fn parts(worksheet: &mut Worksheet, at: u32, to: u16, value: i64, one: i64, look: &Format) -> Result<(), XlsxError> {
    worksheet.write_number_with_format(at, to, float(value) / float(one), look)?;
    Ok(())
}

fn day(worksheet: &mut Worksheet, at: u32, to: u16, date: chrono::NaiveDate, look: &Format) -> Result<(), XlsxError> {
    let parts = (u16::try_from(date.year()), u8::try_from(date.month()), u8::try_from(date.day()));
    let known = match parts {
        (Ok(year), Ok(month), Ok(day)) => ExcelDateTime::from_ymd(year, month, day).ok(),
        _ => None,
    };
    match known {
        Some(date) => worksheet.write_datetime_with_format(at, to, &date, look)?,
        // A workbook knows the years 1900 to 9999.
        None => worksheet.write_string(at, to, date.to_string())?,
    };
    Ok(())
}

/// A workbook knows floats only; whoever calls has looked at the size.
#[expect(clippy::cast_precision_loss, reason = "whole numbers up to 2^53 are exact")]
fn float(value: i64) -> f64 {
    value as f64
}

fn number(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

fn place(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// A text that fits a cell: cut at the limit, without what XML cannot hold.
fn fitting(text: &str) -> String {
    let units = |c: &char| c.len_utf16();
    let mut room = MOST_TEXT;
    let kept = text.chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).take_while(|c| {
        room = room.saturating_sub(units(c));
        room > 0
    });
    kept.collect()
}

/// A name that a tab may have.
fn tab(title: &str) -> String {
    title.chars().filter(|c| !matches!(c, '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'')).take(31).collect()
}
