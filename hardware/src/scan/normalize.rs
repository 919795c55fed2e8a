//! What scanners add to a code, taken away; and the same code read twice, counted once.

/// What a scanner is set to put around a code. Control characters (STX, ETX, CR, LF, TAB) go by
/// themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Normal {
    /// Text before every code; empty if none.
    pub prefix: String,
    /// Text after every code; empty if none.
    pub suffix: String,
}

/// A code in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts<'a> {
    /// The AIM symbology identifier (ISO/IEC 15424), such as `]C1`.
    pub aim: Option<&'a str>,
    /// The data.
    pub code: &'a str,
}

/// Identifiers that change what the data means: those that announce a GS1 element string, and `]E4`,
/// which tells EAN-8 from UPC-E. The others only say what the digits say themselves.
const TELLING: [&str; 6] = ["]C1", "]e0", "]d2", "]Q3", "]J1", "]E4"];

impl Normal {
    /// Takes a scan apart. The prefix may stand before or after the identifier.
    pub fn parts<'a>(&self, raw: &'a str) -> Parts<'a> {
        let text = trim(raw);
        let outer = text.strip_prefix(self.prefix.as_str()).unwrap_or(text);
        let (aim, code) = split_aim(trim(outer));
        // Stripped once: a code may begin like the prefix.
        let inner = if outer.len() == text.len() { code.strip_prefix(self.prefix.as_str()).unwrap_or(code) } else { code };
        let inner = trim(inner);
        let code = trim(inner.strip_suffix(self.suffix.as_str()).unwrap_or(inner));
        Parts { aim, code }
    }

    /// The code as the till wants it: with its identifier only where that changes its meaning.
    pub fn text(&self, raw: &str) -> String {
        let Parts { aim, code } = self.parts(raw);
        match aim {
            Some(aim) if TELLING.contains(&aim) && !code.is_empty() => format!("{aim}{code}"),
            _ => code.to_owned(),
        }
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(['\r', '\n', '\t', '\u{2}', '\u{3}', '\0', ' '])
}

fn split_aim(text: &str) -> (Option<&str>, &str) {
    let present =
        matches!(text.as_bytes(), [b']', letter, modifier, ..] if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric());
    if present { (Some(&text[..3]), &text[3..]) } else { (None, text) }
}

/// Counts the same code within a time once. One for each scanner: the same goods before two scanners
/// are two goods.
#[derive(Clone, Debug)]
pub struct Dedupe {
    window: u64,
    last: Option<(String, u64)>,
}

impl Default for Dedupe {
    /// 300 ms.
    fn default() -> Self {
        Self::new(300)
    }
}

impl Dedupe {
    /// With a time in milliseconds; 0 counts every code.
    pub fn new(window_ms: u64) -> Self {
        Self { window: window_ms, last: None }
    }

    /// True if the code counts. A code that stays before the scanner and is read again and again counts
    /// once, however long it stays.
    pub fn admit(&mut self, code: &str, now: u64) -> bool {
        let again = self.last.as_ref().is_some_and(|(last, at)| last == code && now.saturating_sub(*at) < self.window);
        self.last = Some((code.to_owned(), now));
        !again
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_scanners_add_is_taken_away() {
        let plain = Normal::default();
        assert_eq!(plain.text("\u{2}8991234567890\u{3}\r\n"), "8991234567890");
        assert_eq!(plain.text("]E08991234567890"), "8991234567890");
        assert_eq!(plain.text("]C1010400638133393117261231\u{1d}10A\t"), "]C1010400638133393117261231\u{1d}10A");
        assert_eq!(plain.text("]C1\r"), "");
        let set = Normal { prefix: "*".into(), suffix: "#".into() };
        for raw in ["*]C0ABC#", "]C0*ABC#\r", "*ABC#", "ABC", "\u{2}*ABC#\u{3}"] {
            assert_eq!(set.text(raw), "ABC", "{raw}");
        }
        assert_eq!(set.text("**A##"), "*A#");
        assert_eq!(plain.parts("]E4 12345670"), Parts { aim: Some("]E4"), code: "12345670" });
    }

    #[test]
    fn the_same_code_counts_once_in_a_while() {
        let mut scanner = Dedupe::default();
        let admitted = [("1", 0), ("1", 100), ("1", 390), ("2", 400), ("1", 410), ("1", 900)].map(|(code, at)| scanner.admit(code, at));
        assert_eq!(admitted, [true, false, false, true, true, true]);
        let mut off = Dedupe::new(0);
        assert!(off.admit("1", 5) && off.admit("1", 5));
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(raw in "\\PC{0,60}", controls in "[\r\n\t\u{2}\u{3}]{0,3}", prefix in "\\PC{0,3}", suffix in "\\PC{0,3}") {
            let normal = Normal { prefix, suffix };
            let text = normal.text(&format!("{controls}{raw}{controls}"));
            let controls = ['\r', '\n', '\t', '\u{2}', '\u{3}'];
            prop_assert!(!text.starts_with(controls) && !text.ends_with(controls));
        }
    }
}
