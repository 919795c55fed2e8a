//! Printed bytes as rows, for drawing the paper on a screen.

use super::command::{Command, next};
use crate::escpos::Raster;

/// A row of paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What is written.
    pub text: String,
    /// In bold.
    pub bold: bool,
    /// In double height.
    pub tall: bool,
    /// In the middle.
    pub centred: bool,
    /// The content of a QR code that the printer draws itself.
    pub qr: Option<String>,
    /// The content of bars.
    pub bars: Option<String>,
    /// A picture: a logo, or a QR code drawn by us.
    pub picture: Option<Raster>,
    /// Here the paper is cut; the row has nothing else.
    pub cut: bool,
}

/// The rows of printed bytes; lines longer than `columns` are broken as a printer breaks them. Empty rows
/// are fed paper.
pub fn paper(bytes: &[u8], columns: usize) -> Vec<Row> {
    let mut sheet = Sheet { columns: columns.max(1), ..Sheet::default() };
    let mut left = bytes;
    while let Some((command, length)) = next(left) {
        sheet.apply(command);
        left = &left[length..];
    }
    sheet.end_picture();
    if !sheet.line.text.is_empty() {
        sheet.end_line();
    }
    sheet.rows
}

#[derive(Default)]
struct Sheet {
    columns: usize,
    rows: Vec<Row>,
    line: Row,
    bold: bool,
    tall: bool,
    centred: bool,
    qr: String,
    /// Strips of one picture so far: bytes in a row, dots.
    strips: (usize, Vec<u8>),
}

impl Sheet {
    fn apply(&mut self, command: Command<'_>) {
        if !matches!(command, Command::Raster(..)) {
            self.end_picture();
        }
        match command {
            Command::Text(bytes) => self.write(bytes),
            Command::LineFeed => self.end_line(),
            Command::Feed(lines) => (0..lines).for_each(|_| self.end_line()),
            Command::Reset => {
                self.line = Row::default();
                (self.bold, self.tall, self.centred) = (false, false, false);
            }
            Command::Bold(on) => self.bold = on,
            Command::Size(size) => self.tall = size & 0x0F != 0,
            Command::Align(side) => self.centred = side == 1,
            Command::Cut => self.rows.push(Row { cut: true, ..Row::default() }),
            Command::Raster(stride, dots) => {
                if self.strips.0 != stride {
                    self.end_picture();
                }
                self.strips.0 = stride;
                self.strips.1.extend_from_slice(dots);
            }
            Command::Bars(data) => {
                let bars = String::from_utf8_lossy(data.strip_prefix(b"{B").unwrap_or(data)).replace("{{", "{");
                self.rows.push(Row { bars: Some(bars), centred: self.centred, ..Row::default() });
            }
            Command::QrStore(content) => self.qr = String::from_utf8_lossy(content).into_owned(),
            Command::QrPrint => {
                let qr = Some(self.qr.clone());
                self.rows.push(Row { qr, centred: self.centred, ..Row::default() });
            }
            _ => {}
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            if self.line.text.len() >= self.columns {
                self.end_line();
            }
            self.line.text.push(if byte.is_ascii() { char::from(*byte) } else { '?' });
            (self.line.bold, self.line.tall, self.line.centred) = (self.bold, self.tall, self.centred);
        }
    }

    fn end_line(&mut self) {
        self.rows.push(std::mem::take(&mut self.line));
    }

    fn end_picture(&mut self) {
        let (stride, dots) = std::mem::take(&mut self.strips);
        if let Ok(picture) = Raster::from_rows(stride * 8, dots) {
            self.rows.push(Row { picture: Some(picture), centred: self.centred, ..Row::default() });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escpos::{Element, Emphasis, Profile, encode};

    #[test]
    fn a_receipt_is_read_back() {
        let document = [
            Element::Line(Emphasis::Tall, "TOTAL".into()),
            Element::Line(Emphasis::None, "Mi Goreng".into()),
            Element::Qr("A1-000001".into()),
            Element::Barcode("A{1".into()),
        ];
        let rows = paper(&encode(&document, Profile::find("generic-80").expect("profile")).expect("encodes"), 48);
        assert_eq!((rows[0].text.as_str(), rows[0].bold, rows[0].tall), ("TOTAL", true, true));
        assert_eq!((rows[1].text.as_str(), rows[1].bold), ("Mi Goreng", false));
        assert_eq!((rows[2].qr.as_deref(), rows[2].centred), (Some("A1-000001"), true));
        assert_eq!(rows[3].bars.as_deref(), Some("A{1"));
        assert!(rows.last().is_some_and(|row| row.cut));
        let rows = paper(&encode(&document, Profile::find("generic-58").expect("profile")).expect("encodes"), 32);
        let picture = rows[2].picture.as_ref().expect("a picture of the code");
        assert_eq!(picture.height().div_ceil(8), picture.width() / 8, "the strips are one square again");
    }
}
