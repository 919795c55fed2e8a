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
    /// May be asked how it is (`DLE EOT`, `GS a`). Some printers break on the question, so only
    /// families that are known to answer are asked.
    pub status: bool,
    /// Answers `GS r` in its turn, behind the data: the proof that a receipt was processed.
    pub paper_status: bool,
    /// Answers `GS ( H` with the mark of a job: a better proof, in newer models only.
    pub process_id: bool,
    /// Bytes sent at once, and the pause after them in milliseconds: small buffers drop what comes
    /// too fast.
    pub chunk: usize,
    /// See `chunk`.
    pub pause_ms: u64,
}

/// Columns that a setting may choose.
pub const COLUMNS: &[usize] = &[32, 36, 42, 44, 48];

/// 58 mm paper, 203 dpi, no QR of its own, a small buffer.
const NARROW: Profile = Profile {
    name: "generic-58",
    columns: 32,
    dots: 384,
    code_table: Some(0),
    cut: Cut::Partial,
    drawer_pin: 0,
    native_qr: false,
    status: false,
    paper_status: false,
    process_id: false,
    chunk: 512,
    pause_ms: 4,
};

/// 80 mm paper, 203 dpi.
const WIDE: Profile = Profile { name: "generic-80", columns: 48, dots: 576, native_qr: true, chunk: 4096, pause_ms: 0, ..NARROW };

/// 80 mm paper, 180 dpi: 42 columns.
const WIDE_180: Profile = Profile { name: "generic-80-42", columns: 42, dots: 512, ..WIDE };

/// Epson's own: they answer.
const EPSON: Profile = Profile { status: true, paper_status: true, ..WIDE };

/// The common families. Columns and dots as measured by the python-escpos database and the
/// makers' manuals (`hardware.md` section 3.3).
pub const PROFILES: &[Profile] = &[
    NARROW,
    Profile { name: "generic-58-36", columns: 36, dots: 432, ..NARROW },
    Profile { name: "generic-58-42", columns: 42, ..NARROW },
    Profile { name: "generic-58-44", columns: 44, ..NARROW },
    WIDE,
    WIDE_180,
    Profile { name: "generic-80-44", columns: 44, dots: 528, ..WIDE },
    Profile { name: "epson-tm-t20", ..EPSON },
    Profile { name: "epson-tm-t82", ..EPSON },
    // `GS ( H` from the fourth generation on; an older one skips it and answers `GS r` behind it.
    Profile { name: "epson-tm-t88", columns: 42, dots: 512, process_id: true, ..EPSON },
    Profile { name: "xprinter-58", cut: Cut::Tear, chunk: 256, pause_ms: 8, ..NARROW },
    Profile { name: "xprinter-80", cut: Cut::Full, chunk: 1024, pause_ms: 2, ..WIDE },
    Profile { name: "zjiang-58", cut: Cut::Tear, chunk: 256, pause_ms: 8, ..NARROW },
    Profile { name: "zjiang-80", chunk: 1024, pause_ms: 2, native_qr: false, ..WIDE },
];

/// What a shop set otherwise than its printer's family; nothing: as the family has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// See [`Profile::columns`]; only those of [`COLUMNS`] are taken.
    pub columns: Option<usize>,
    /// See [`Profile::code_table`]; `Some(None)` sends no table.
    pub code_table: Option<Option<u8>>,
    /// See [`Profile::cut`].
    pub cut: Option<Cut>,
    /// See [`Profile::drawer_pin`]; anything but 1 is 0.
    pub drawer_pin: Option<u8>,
    /// See [`Profile::native_qr`].
    pub native_qr: Option<bool>,
    /// See [`Profile::status`]; `false` also asks for no proof.
    pub status: Option<bool>,
    /// See [`Profile::paper_status`]; without effect while `status` is off.
    pub paper_status: Option<bool>,
}

impl Profile {
    /// The profile with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        PROFILES.iter().find(|profile| profile.name == name)
    }

    /// This family as a shop has set it.
    #[must_use]
    pub fn adjusted(&self, overrides: &Overrides) -> Self {
        let mut profile = *self;
        if let Some(columns) = overrides.columns.filter(|columns| COLUMNS.contains(columns)) {
            profile.columns = columns;
        }
        if let Some(pin) = overrides.drawer_pin {
            profile.drawer_pin = u8::from(pin == 1);
        }
        profile.status = overrides.status.unwrap_or(self.status);
        // A proof that never comes makes every receipt uncertain, so a clone that is asked how it is owes
        // none until the shop says so.
        profile.paper_status = profile.status && overrides.paper_status.unwrap_or(self.paper_status);
        profile.process_id = profile.paper_status && self.process_id;
        profile.code_table = overrides.code_table.unwrap_or(profile.code_table);
        profile.cut = overrides.cut.unwrap_or(profile.cut);
        profile.native_qr = overrides.native_qr.unwrap_or(profile.native_qr);
        profile
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_of_a_kind_and_columns_are_known() {
        for (index, profile) in PROFILES.iter().enumerate() {
            assert!(PROFILES[..index].iter().all(|other| other.name != profile.name), "{}", profile.name);
            assert!(COLUMNS.contains(&profile.columns), "{}", profile.name);
            assert!(profile.dots.is_multiple_of(8), "{}", profile.name);
            assert!(profile.status || !(profile.paper_status || profile.process_id), "{}", profile.name);
        }
    }

    #[test]
    fn overrides_hold() {
        let base = Profile::find("epson-tm-t88").expect("profile");
        assert_eq!(base.adjusted(&Overrides::default()), *base);
        let set = Overrides { columns: Some(48), code_table: Some(None), drawer_pin: Some(1), status: Some(false), ..Overrides::default() };
        let profile = base.adjusted(&set);
        assert_eq!((profile.columns, profile.code_table, profile.drawer_pin), (48, None, 1));
        assert!(!profile.status && !profile.paper_status && !profile.process_id);
        let clone = Profile::find("zjiang-80").expect("profile").adjusted(&Overrides { status: Some(true), ..Overrides::default() });
        assert!(clone.status && !clone.paper_status);
        assert_eq!(base.adjusted(&Overrides { columns: Some(40), ..Overrides::default() }).columns, 42);
    }
}
