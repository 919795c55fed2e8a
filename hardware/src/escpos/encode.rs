//! A document to bytes, by the `escpos` crate into memory.
//!
//! The crate's traps (`hardware.md` section 1.2) are gone around: text is sent as ASCII by
//! `custom`, line feeds are LF, the drawer pulse has its times, a partial cut is `GS V 1`.

use std::cell::RefCell;
use std::rc::Rc;

use escpos::driver::Driver;
use escpos::errors::PrinterError;
use escpos::printer::Printer;
use escpos::utils::{JustifyMode, Protocol, QRCodeCorrectionLevel, QRCodeModel, QRCodeOption};

use super::profile::{Cut, Profile};
use super::raster::qr_strips;

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
    /// A line of text; anything but printable ASCII becomes `?` or vanishes.
    Line(Emphasis, String),
    /// A QR code in the middle.
    Qr(String),
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
        "memory".to_owned()
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
    let memory = Memory::default();
    let mut printer = Printer::new(memory.clone(), Protocol::default(), None);
    printer.init()?;
    if let Some(table) = profile.code_table {
        printer.custom(&[0x1B, b't', table])?;
    }
    for element in document {
        match element {
            Element::Line(emphasis, text) => line(&mut printer, *emphasis, text)?,
            Element::Qr(content) => qr(&mut printer, content, profile)?,
        }
    }
    finish(&mut printer, profile.cut)?;
    printer.print()?;
    let bytes = memory.0.borrow().clone();
    Ok(bytes)
}

/// The drawer's pulse: five bytes, 100 ms on, 500 ms off (times in 2 ms). A job of its own.
pub fn drawer_pulse(profile: &Profile) -> Vec<u8> {
    vec![0x1B, b'p', profile.drawer_pin, 50, 250]
}

fn line(printer: &mut Printer<Memory>, emphasis: Emphasis, text: &str) -> Result<(), EncodeError> {
    match emphasis {
        Emphasis::None => {}
        Emphasis::Bold => {
            printer.bold(true)?;
        }
        Emphasis::Tall => {
            printer.bold(true)?.size(1, 2)?;
        }
    }
    printer.custom(&ascii(text))?;
    printer.custom(b"\n")?;
    match emphasis {
        Emphasis::None => {}
        Emphasis::Bold => {
            printer.bold(false)?;
        }
        Emphasis::Tall => {
            printer.size(1, 1)?.bold(false)?;
        }
    }
    Ok(())
}

fn qr(printer: &mut Printer<Memory>, content: &str, profile: &Profile) -> Result<(), EncodeError> {
    if profile.native_qr {
        let option = QRCodeOption::new(QRCodeModel::Model2, 5, QRCodeCorrectionLevel::M);
        printer.justify(JustifyMode::CENTER)?.qrcode_option(content, option)?.justify(JustifyMode::LEFT)?;
        return Ok(());
    }
    printer.justify(JustifyMode::CENTER)?;
    for strip in qr_strips(content, profile.dots).ok_or(EncodeError::QrTooLong)? {
        printer.custom(&strip)?;
    }
    printer.justify(JustifyMode::LEFT)?;
    Ok(())
}

fn finish(printer: &mut Printer<Memory>, cut: Cut) -> Result<(), EncodeError> {
    match cut {
        Cut::Full => printer.custom(b"\n\n\n\n")?.custom(&[0x1D, b'V', 0])?,
        Cut::Partial => printer.custom(b"\n\n\n\n")?.custom(&[0x1D, b'V', 1])?,
        Cut::Tear => printer.custom(b"\n\n\n\n\n")?,
    };
    Ok(())
}

/// Printable ASCII only: no byte of a name can command the printer.
fn ascii(text: &str) -> Vec<u8> {
    text.chars().filter(|c| !c.is_control()).map(|c| u8::try_from(c).ok().filter(u8::is_ascii).unwrap_or(b'?')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn profile(name: &str) -> &'static Profile {
        Profile::find(name).expect("profile")
    }

    fn count(bytes: &[u8], pattern: &[u8]) -> usize {
        bytes.windows(pattern.len()).filter(|window| *window == pattern).count()
    }

    #[test]
    fn one_reset_one_cut_no_pulse() {
        let document = vec![Element::Line(Emphasis::Tall, "TOTAL Rp 1.000".into()), Element::Qr("A1-000001".into())];
        for name in ["generic-58", "generic-80", "epson-tm-t88"] {
            let bytes = encode(&document, profile(name)).expect("encodes");
            assert_eq!(count(&bytes, &[0x1B, b'@']), 1, "{name}");
            assert_eq!(count(&bytes, &[0x1D, b'V', 1]), 1, "{name}");
            assert_eq!(count(&bytes, &[0x1B, b'p']), 0, "{name}");
        }
    }

    #[test]
    fn the_pulse_has_its_times() {
        assert_eq!(drawer_pulse(profile("generic-80")), [0x1B, 0x70, 0, 50, 250]);
    }

    proptest! {
        #[test]
        fn no_name_commands_the_printer(text in "\\PC{0,40}", raw in prop::collection::vec(any::<char>(), 0..40)) {
            let raw: String = raw.into_iter().collect();
            for text in [text, raw] {
                prop_assert!(ascii(&text).iter().all(|b| (0x20..0x7F).contains(b)));
            }
        }
    }
}
