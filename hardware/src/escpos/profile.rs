//! What a family of printers can do.

/// How the paper is cut at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Through.
    Full,
    /// All but one point.
    Partial,
    /// No knife: feed far enough to tear.
    Tear,
}

/// A family of printers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// Its name in settings.
    pub name: &'static str,
    /// Characters in a line of font A.
    pub columns: usize,
    /// Dots in a line.
    pub dots: usize,
    /// `ESC t` number of a table whose lower half is ASCII; none: the command is not sent.
    pub code_table: Option<u8>,
    /// How it cuts.
    pub cut: Cut,
    /// Drawer connector pin: 0 is pin 2, 1 is pin 5.
    pub drawer_pin: u8,
    /// Draws QR codes itself (`GS ( k`); else they are sent as a picture.
    pub native_qr: bool,
    /// Bytes sent at once, and the pause after them in milliseconds: small buffers drop what comes
    /// too fast.
    pub chunk: usize,
    /// See `chunk`.
    pub pause_ms: u64,
}

/// 58 mm paper, 203 dpi, no QR of its own, a small buffer.
const NARROW: Profile = Profile {
    name: "generic-58",
    columns: 32,
    dots: 384,
    code_table: Some(0),
    cut: Cut::Partial,
    drawer_pin: 0,
    native_qr: false,
    chunk: 512,
    pause_ms: 4,
};

/// 80 mm paper, 203 dpi.
const WIDE: Profile = Profile { name: "generic-80", columns: 48, dots: 576, native_qr: true, chunk: 4096, pause_ms: 0, ..NARROW };

/// 80 mm paper, 180 dpi: 42 columns.
const WIDE_180: Profile = Profile { name: "generic-80-42", columns: 42, dots: 512, ..WIDE };

/// The common families. Columns and dots as measured by the python-escpos database and the
/// makers' manuals (`hardware.md` section 3.3).
pub const PROFILES: &[Profile] = &[
    NARROW,
    WIDE,
    WIDE_180,
    Profile { name: "epson-tm-t20", ..WIDE },
    Profile { name: "epson-tm-t82", ..WIDE },
    Profile { name: "epson-tm-t88", ..WIDE_180 },
    Profile { name: "xprinter-58", cut: Cut::Tear, chunk: 256, pause_ms: 8, ..NARROW },
    Profile { name: "xprinter-80", cut: Cut::Full, chunk: 1024, pause_ms: 2, ..WIDE },
];

impl Profile {
    /// The profile with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.name == name)
    }
}
