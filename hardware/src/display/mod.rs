//! Customer displays of two lines with twenty places, on a serial port. They only listen: whether one
//! is there cannot be known, so nothing ever waits for it.

mod run;
mod text;

pub use crate::discover::Status;
pub use run::PoleDisplay;
pub use text::line;

/// What a display understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// CD5220, the standard of most makers.
    Cd5220,
    /// Epson DM-D, which may share its line with a printer.
    EpsonDm,
}

/// Places of a line.
pub const COLUMNS: usize = 20;

impl Kind {
    /// Both of them.
    pub const ALL: [Self; 2] = [Self::Cd5220, Self::EpsonDm];

    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Cd5220 => "cd5220",
            Self::EpsonDm => "epson-dm",
        }
    }

    /// Reads the name of the settings.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name.trim())
    }
}

/// "From here on the bytes are for the display", and "for the printer again": without the second a
/// receipt would vanish into the display.
const SELECT_DISPLAY: &[u8] = b"\x1b\x3d\x02";
const SELECT_PRINTER: &[u8] = b"\x1b\x3d\x01";

/// The bytes after switching on: cleared, in overwrite mode.
pub fn begin(kind: Kind) -> Vec<u8> {
    match kind {
        // Initialise, hide the cursor, clear.
        Kind::Cd5220 => b"\x1b\x40\x1b\x5f\x00\x0c".to_vec(),
        // Overwrite mode, clear. Not initialise: that would also reach a printer on the same line.
        Kind::EpsonDm => [SELECT_DISPLAY, b"\x1f\x01\x0c", SELECT_PRINTER].concat(),
    }
}

/// The bytes that show two lines. Each is exactly twenty places of ASCII: see [`line()`].
pub fn show(kind: Kind, first: &str, second: &str) -> Vec<u8> {
    let (first, second) = (line(first), line(second));
    match kind {
        Kind::Cd5220 => [b"\x1bQA".as_slice(), &first, b"\r\x1bQB", &second, b"\r"].concat(),
        Kind::EpsonDm => [SELECT_DISPLAY, b"\x1f\x24\x01\x01", &first, b"\x1f\x24\x01\x02", &second, SELECT_PRINTER].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bytes_of_both_kinds() {
        let cd = show(Kind::Cd5220, "TOTAL", "Rp 12.500");
        assert_eq!(cd, b"\x1bQATOTAL               \r\x1bQBRp 12.500           \r");
        let dm = show(Kind::EpsonDm, "TOTAL", "Rp 12.500");
        assert_eq!(dm, b"\x1b=\x02\x1f$\x01\x01TOTAL               \x1f$\x01\x02Rp 12.500           \x1b=\x01");
        assert!(begin(Kind::EpsonDm).ends_with(SELECT_PRINTER));
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.name()), Some(kind));
        }
    }

    proptest! {
        #[test]
        fn no_text_leaves_its_place(first in "\\PC{0,60}", controls in prop::collection::vec(any::<char>(), 0..30)) {
            let second: String = controls.into_iter().collect();
            let shown = show(Kind::Cd5220, &first, &second);
            prop_assert_eq!(shown.len(), 3 + 20 + 1 + 3 + 20 + 1);
            for text in [&shown[3..23], &shown[27..47]] {
                prop_assert!(text.iter().all(|byte| (0x20..0x7f).contains(byte)));
            }
            let shown = show(Kind::EpsonDm, &second, &first);
            prop_assert_eq!(shown.len(), 3 + 4 + 20 + 4 + 20 + 3);
            prop_assert!(shown.ends_with(SELECT_PRINTER));
        }
    }
}
