//! The first sheet of a workbook as CSV, so that there is one reader of tables.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::Refusal;

/// The most cells that are read: a workbook can claim a billion.
const CELLS: usize = 30_000_000;

/// The first sheet of a workbook.
///
/// # Errors
/// [`Refusal::File`] when it is no workbook that can be read.
pub(super) fn to_csv(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let wrong = |why: String| Refusal::File(format!("buku kerja (XLSX) tidak terbaca: {why}"));
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| wrong(error.to_string()))?;
    let name = book.sheet_names().first().cloned().ok_or_else(|| wrong("tidak ada lembar".to_owned()))?;
    let sheet = book.worksheet_range(&name).map_err(|error| wrong(error.to_string()))?;
    let (rows, columns) = sheet.get_size();
    if rows.saturating_mul(columns) > CELLS {
        return Err(wrong("terlalu besar".to_owned()));
    }
    let mut out = csv::WriterBuilder::new().from_writer(Vec::new());
    for row in sheet.rows() {
        out.write_record(row.iter().map(text)).map_err(|error| wrong(error.to_string()))?;
    }
    out.into_inner().map_err(|error| wrong(error.to_string()))
}

/// A cell as a person would have typed it.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        // Barcodes and prices are numbers to a workbook; shortest digits that mean the same.
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "1" } else { "0" }.to_owned(),
        Data::DateTime(date) => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Error(_) => "#".to_owned(),
    }
}
