//! A report into a file or onto receipt paper.

use std::io::Write;
use std::path::Path;

use chrono::NaiveDate;
use domain::receipt::Piece;

use super::sheet::{Format, Letterhead, Sheet};
use crate::files::write_whole;
use crate::printing::enqueue_paper;
use crate::{App, Fault, Refusal};

impl App {
    /// What stands around a report on paper: the shop, when and by whom it was made.
    pub fn letterhead(&self) -> Letterhead {
        let by = self.actor().map_or("", |actor| actor.name.as_str());
        let printed = format!("Dibuat {} oleh {by}", self.now().format("%d/%m/%Y %H:%M"));
        let shop = &self.settings.shop;
        let name = if shop.sample { format!("{} (CONTOH)", shop.name) } else { shop.name.clone() };
        Letterhead { shop: name, printed, ..Letterhead::default() }
    }

    /// Writes a report in a format.
    ///
    /// # Errors
    /// [`Fault::File`] when `out` cannot be written; [`Refusal::File`] when a workbook has no room.
    pub fn write_report(&self, sheet: &Sheet, format: Format, out: &mut dyn Write) -> Result<(), Fault> {
        let head = self.letterhead();
        let io = |source| Fault::File { what: "berkas laporan".to_owned(), source };
        match format {
            Format::Json => {
                serde_json::to_writer(&mut *out, sheet).map_err(|error| io(error.into()))?;
                writeln!(out).map_err(io)
            }
            Format::Csv => sheet.write_csv(out).map_err(io),
            Format::Xlsx => out.write_all(&sheet.xlsx(&head.shop)?).map_err(io),
            Format::Pdf => out.write_all(&sheet.pdf(&head)?).map_err(io),
            Format::Text => writeln!(out, "{}", sheet.text()).map_err(io),
            Format::Paper => {
                for piece in sheet.paper(&head.shop, self.settings.profile.columns) {
                    if let Piece::Text(_, line) = piece {
                        writeln!(out, "{line}").map_err(io)?;
                    }
                }
                Ok(())
            }
        }
    }

    /// Writes a report into a file; what stood there before stays until it is finished.
    ///
    /// # Errors
    /// As [`App::write_report`].
    pub fn save_report(&self, sheet: &Sheet, format: Format, path: &Path) -> Result<(), Fault> {
        let mut bytes = Vec::new();
        self.write_report(sheet, format, &mut bytes)?;
        write_whole(path, &bytes)
    }

    /// Puts a report into the queue of the receipt printer.
    ///
    /// # Errors
    /// [`Refusal::NoPrinter`]; [`Refusal::TooLongForPaper`] for more than a few metres of paper.
    pub fn print_report(&mut self, sheet: &Sheet) -> Result<(), Fault> {
        if self.settings.printer.is_none() {
            return Err(Refusal::NoPrinter.into());
        }
        let pieces = sheet.paper(&self.letterhead().shop, self.settings.profile.columns);
        if pieces.len() > LONGEST_PAPER {
            return Err(Refusal::TooLongForPaper(pieces.len()).into());
        }
        let stamp = self.stamp();
        self.transact(|tx, _, settings| enqueue_paper(tx, settings, sheet.name, pieces, false, stamp))?;
        Ok(())
    }
}

/// Lines of receipt paper that a report may take: about four metres.
const LONGEST_PAPER: usize = 1_000;

impl Sheet {
    /// A name for a file of this report: `phu-20261122.pdf`.
    pub fn file_name(&self, on: NaiveDate, format: Format) -> String {
        let end = if format.is_binary() || matches!(format, Format::Csv | Format::Json) { format.word() } else { "txt" };
        format!("{}-{}.{end}", self.name, on.format("%Y%m%d"))
    }
}
