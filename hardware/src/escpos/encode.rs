//! A document to bytes, by the `escpos` crate into memory.
//!
//! The crate's traps (`hardware.md` section 1.2) are gone around: text is sent as ASCII by
//! `custom`, line feeds are LF, the drawer pulse has its times, a partial cut is `GS V 1`. What lies
//! between two of the crate's own commands is gathered into one `custom`: each costs allocations, and
//! a receipt is made inside the sale.

use std::cell::RefCell;
use std::rc::Rc;

use escpos::driver::Driver;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};

use super::barcode::barcode_into;
use super::profile::{Cut, Profile};
use super::raster::{Raster, qr_into};
use super::text::ascii_into;

/// How a line stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// Not at all.
    None,
    /// Bold.
    Bold,
    /// Double height.
    Tall,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A line of text; what is not printable ASCII becomes its likeness or `?`, or vanishes.
    Line(Emphasis, String),
    /// A QR code in the middle.
    Qr(String),
    /// Bars in the middle: EAN-13 when the text is one, else CODE128; a plain line when it is too wide.
    Barcode(String),
    /// A picture in the middle, no wider than the paper.
    Logo(Raster),
}

/// What is printed between a reset and a cut.
pub type Document = Vec<Element>;

/// Why no bytes could be made.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// The QR code is too long.
    #[error("isi kode QR terlalu panjang untuk kertas ini")]
    QrTooLong,
    /// The crate refused.
    #[error("struk tidak bisa disusun: {0}")]
    Printer(#[from] PrinterError),
}

/// A driver that keeps what is written.
#[derive(Clone, Default)]
struct Memory(Rc<RefCell<Vec<u8>>>);

impl Driver for Memory {
    fn name(&self) -> String {
        String::new()
    }

    fn write(&self, data: &[u8]) -> Result<(), PrinterError> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _buffer: &mut [u8]) -> Result<usize, PrinterError> {
        Ok(0)
    }

    fn flush(&self) -> Result<(), PrinterError> {
        Ok(())
    }
}

/// The bytes of a whole document: reset, code table, content, feed, one cut.
///
/// # Errors
/// [`EncodeError`].
pub fn encode(document: &[Element], profile: &Profile) -> Result<Vec<u8>, EncodeError> {
    let memory = Memory(Rc::new(RefCell::new(Vec::with_capacity(2048))));
    let mut printer = Printer::new(memory.clone(), Protocol::default(), None);
    printer.init()?;
    let mut run = Vec::with_capacity(1024);
    if let Some(table) = profile.code_table {
        run.extend_from_slice(&[0x1B, b't', table]);
    }
    for element in document {
        match element {
            Element::Line(emphasis, text) => line(&mut run, *emphasis, text, profile.columns),
            Element::Qr(content) if native(content, profile) => {
                printer.custom(&run)?;
                run.clear();
                let option = QRCodeOption::new(QRCodeModel::Model2, 5, QRCodeCorrectionLevel::M);
                printer.justify(JustifyMode::CENTER)?.qrcode_option(content, option)?.justify(JustifyMode::LEFT)?;
            }
            Element::Qr(content) => centred(&mut run, |run| qr_into(content, profile.dots, run)).ok_or(EncodeError::QrTooLong)?,
            Element::Barcode(content) => {
                if !centred(&mut run, |run| barcode_into(content, profile.dots, run)) {
                    line(&mut run, Emphasis::None, content, profile.columns);
                }
            }
            Element::Logo(raster) => centred(&mut run, |run| raster.print_into(profile.dots, run)),
        }
    }
    run.extend_from_slice(match profile.cut {
        Cut::Full => b"\n\n\n\n\x1DV\x00",
        Cut::Partial => b"\n\n\n\n\x1DV\x01",
        Cut::Tear => b"\n\n\n\n\n",
    });
    printer.custom(&run)?.print()?;
    Ok(memory.0.take())
}

/// The drawer's pulse: five bytes, 100 ms on, 500 ms off (times in 2 ms). A job of its own.
pub fn drawer_pulse(profile: &Profile) -> Vec<u8> {
    vec![0x1B, b'p', profile.drawer_pin, 50, 250]
}

/// Whether the printer draws this QR code itself. Content that is not plain text could hold a real-time
/// command, so it always goes as a picture.
fn native(content: &str, profile: &Profile) -> bool {
    profile.native_qr && !content.is_empty() && content.bytes().all(|byte| (0x20..0x7F).contains(&byte))
}

fn line(run: &mut Vec<u8>, emphasis: Emphasis, text: &str, columns: usize) {
    let (before, after): (&[u8], &[u8]) = match emphasis {
        Emphasis::None => (b"", b"\n"),
        Emphasis::Bold => (b"\x1BE\x01", b"\n\x1BE\x00"),
        Emphasis::Tall => (b"\x1BE\x01\x1D!\x01", b"\n\x1D!\x00\x1BE\x00"),
    };
    run.extend_from_slice(before);
    ascii_into(text, columns, run);
    run.extend_from_slice(after);
}

fn centred<T>(run: &mut Vec<u8>, add: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    run.extend_from_slice(b"\x1Ba\x01");
    let added = add(run);
    run.extend_from_slice(b"\x1Ba\x00");
    added
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escpos::PROFILES;
    use proptest::prelude::*;

    fn profile(name: &str) -> &'static Profile {
        Profile::find(name).expect("profile")
    }

    fn count(bytes: &[u8], pattern: &[u8]) -> usize {
        bytes.windows(pattern.len()).filter(|window| *window == pattern).count()
    }

    #[test]
    fn one_reset_one_cut_no_pulse() {
        let document = vec![
            Element::Line(Emphasis::Tall, "TOTAL Rp 1.000".into()),
            Element::Qr("A1-000001".into()),
            Element::Barcode("4006381333931".into()),
        ];
        for profile in PROFILES {
            let bytes = encode(&document, profile).expect("encodes");
            assert_eq!(count(&bytes, &[0x1B, b'@']), 1, "{}", profile.name);
            assert_eq!(count(&bytes, &[0x1D, b'V']), usize::from(profile.cut != Cut::Tear), "{}", profile.name);
            assert_eq!(count(&bytes, &[0x1B, b'p']), 0, "{}", profile.name);
            assert_eq!(count(&bytes, b"\x1Dk\x024006381333931\0"), 1, "{}", profile.name);
        }
    }

    #[test]
    fn tall_lines_are_as_the_crate_makes_them() {
        let memory = Memory::default();
        let mut printer = Printer::new(memory.clone(), Protocol::default(), None);
        printer.bold(true).and_then(|p| p.size(1, 2)).and_then(|p| p.custom(b"A\n")).expect("queues");
        printer.size(1, 1).and_then(|p| p.bold(false)).and_then(|p| p.print()).expect("prints");
        let mut run = Vec::new();
        line(&mut run, Emphasis::Tall, "A", 32);
        assert_eq!(memory.0.take(), run);
    }

    #[test]
    fn the_pulse_has_its_times() {
        assert_eq!(drawer_pulse(profile("generic-80")), [0x1B, 0x70, 0, 50, 250]);
    }

    #[test]
    fn a_code_with_commands_in_it_is_a_picture() {
        let bytes = encode(&[Element::Qr("\u{10}\u{14}\u{1}".into())], profile("epson-tm-t82")).expect("encodes");
        assert_eq!(count(&bytes, &[0x10, 0x14]), 0);
        assert_eq!(count(&bytes, b"\x1D(k"), 0);
    }

    proptest! {
        #[test]
        fn no_real_time_command_in_any_document(text in "\\PC{0,40}", code in any::<String>(), bars in any::<String>()) {
            let document = [Element::Line(Emphasis::Bold, text), Element::Qr(code), Element::Barcode(bars)];
            for name in ["generic-58", "epson-tm-t88"] {
                if let Ok(bytes) = encode(&document, profile(name)) {
                    prop_assert!(!bytes.windows(2).any(|pair| pair[0] == 0x10 && matches!(pair[1], 0x04 | 0x05 | 0x14)));
                }
            }
        }
    }
}
