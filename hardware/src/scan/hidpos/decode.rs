//! HID POS reports: report 2 with 56 bytes of data and an AIM identifier (the layout of most
//! makers), or report 1 with 62 bytes (Microscan).

use crate::scan::Seen;

/// A code whose next report does not come within this time is unfinished.
pub(super) const IDLE_MS: u64 = 150;
/// The longest code.
const LONGEST: usize = 4096;
/// Bytes of data in report 2, and where they begin.
const DATA: std::ops::Range<usize> = 5..61;

/// Joins the reports of one scanner into codes. Times are milliseconds of any clock that never goes
/// back.
#[derive(Debug, Default)]
pub struct HidPos {
    aim: Option<String>,
    data: Vec<u8>,
    last: u64,
    pending: bool,
    spoilt: bool,
}

impl HidPos {
    /// One report came in. Gives a code when it is whole; a report of another kind gives nothing, one
    /// that contradicts itself is told as dropped.
    pub fn push(&mut self, report: &[u8], now: u64) -> Option<Seen> {
        let late = self.tick(now);
        let seen = match report {
            [2, rest @ ..] => self.standard(rest, report, now),
            [1, length, data @ ..] => self.short(usize::from(*length), data),
            _ => None,
        };
        // Two at once can only be an old half and a new whole: the whole one counts.
        seen.or(late)
    }

    /// Time has passed.
    pub fn tick(&mut self, now: u64) -> Option<Seen> {
        if !self.pending || now.saturating_sub(self.last) < IDLE_MS {
            return None;
        }
        match self.end() {
            Some(Seen::Code(code)) => Some(Seen::Unfinished(code)),
            other => other,
        }
    }

    /// True while the next report of a code is waited for.
    pub fn is_pending(&self) -> bool {
        self.pending
    }

    fn standard(&mut self, rest: &[u8], report: &[u8], now: u64) -> Option<Seen> {
        let length = rest.first().copied().map_or(0, usize::from);
        let data = report.get(DATA.start..DATA.start + length).filter(|_| length <= DATA.len());
        match (data, report.get(63)) {
            (Some(data), Some(flags)) => {
                if !self.pending {
                    self.aim = report.get(2..5).and_then(aim);
                }
                self.add(data);
                if flags & 1 == 1 {
                    (self.pending, self.last) = (true, now);
                    return None;
                }
            }
            _ => self.spoilt = true,
        }
        self.end()
    }

    fn short(&mut self, length: usize, data: &[u8]) -> Option<Seen> {
        self.clear();
        match data.get(..length) {
            Some(data) if length <= 62 => self.add(data),
            _ => self.spoilt = true,
        }
        self.end()
    }

    fn add(&mut self, data: &[u8]) {
        if self.data.len() + data.len() > LONGEST {
            self.spoilt = true;
        } else {
            self.data.extend_from_slice(data);
        }
    }

    fn end(&mut self) -> Option<Seen> {
        let text = String::from_utf8_lossy(&self.data);
        let text = text.trim_matches(['\r', '\n', '\t', '\0']);
        let code = match self.aim.as_deref() {
            // Some scanners send the identifier in both places.
            Some(aim) if !text.starts_with(aim) => format!("{aim}{text}"),
            _ => text.to_owned(),
        };
        let (spoilt, empty) = (self.spoilt, text.is_empty());
        self.clear();
        if spoilt {
            Some(Seen::TooLong)
        } else if empty {
            None
        } else {
            Some(Seen::Code(code))
        }
    }

    fn clear(&mut self) {
        *self = Self { last: self.last, ..Self::default() };
    }
}

fn aim(bytes: &[u8]) -> Option<String> {
    match bytes {
        [b']', letter, modifier] if letter.is_ascii_alphabetic() && modifier.is_ascii_alphanumeric() => {
            Some(String::from_utf8_lossy(bytes).into_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn report(aim: &[u8; 3], data: &[u8], continued: bool) -> [u8; 64] {
        let mut report = [0u8; 64];
        report[0] = 2;
        report[1] = u8::try_from(data.len()).expect("length");
        report[2..5].copy_from_slice(aim);
        report[5..5 + data.len()].copy_from_slice(data);
        report[63] = u8::from(continued);
        report
    }

    #[test]
    fn whole_continued_and_broken_codes() {
        let mut scanner = HidPos::default();
        let code = |text: &str| Some(Seen::Code(text.into()));
        assert_eq!(scanner.push(&report(b"]E0", b"8991234567890", false), 0), code("]E08991234567890"));
        assert_eq!(scanner.push(&report(&[0; 3], b"8991234567890\r", false), 0), code("8991234567890"));
        let (first, second) = ([b'a'; 56], b"\x1d17261231");
        assert_eq!(scanner.push(&report(b"]C1", &first, true), 10), None);
        let joined = format!("]C1{}\u{1d}17261231", "a".repeat(56));
        assert_eq!(scanner.push(&report(b"]C1", second, false), 20), code(&joined));
        assert_eq!(scanner.push(&report(b"]C1", b"12", true), 100), None);
        assert_eq!(scanner.tick(200), None);
        assert_eq!(scanner.tick(250), Some(Seen::Unfinished("]C112".into())));
        let mut lying = report(b"]C1", b"12", false);
        lying[1] = 200;
        assert_eq!(scanner.push(&lying, 300), Some(Seen::TooLong));
        assert_eq!(scanner.push(&[2, 4, b']'], 300), Some(Seen::TooLong));
        let mut microscan = vec![1u8, 5];
        microscan.extend(b"HELLO\0\0");
        assert_eq!(scanner.push(&microscan, 400), code("HELLO"));
        assert_eq!(scanner.push(&[9, 9], 400), None);
    }

    proptest! {
        #[test]
        fn any_reports_are_answered(reports in prop::collection::vec((0u8..4, prop::collection::vec(any::<u8>(), 0..70), 0u64..200), 0..30)) {
            let (mut scanner, mut now) = (HidPos::default(), 0);
            for (id, mut report, gap) in reports {
                now += gap;
                if let Some(first) = report.first_mut() {
                    *first = id;
                }
                if let Some(Seen::Code(code)) = scanner.push(&report, now) {
                    prop_assert!(!code.is_empty());
                }
            }
        }
    }
}
