//! Codes from a stream of bytes: ended by CR, LF, TAB or ETX.

/// What was seen in the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// A whole code.
    Code(String),
    /// Bytes that were not ended in time; the receiver decides whether they are whole.
    Unfinished(String),
    /// More bytes than any code has, or bytes were lost in between; dropped.
    TooLong,
}

/// Collects bytes into codes. Times are milliseconds of any clock that never goes back.
#[derive(Debug, Default)]
pub struct Lines {
    bytes: Vec<u8>,
    last: u64,
    overflow: bool,
}

/// A code that is not ended within this time is given out as unfinished.
pub(super) const IDLE_MS: u64 = 150;
/// The longest code.
const LONGEST: usize = 768;

impl Lines {
    /// Bytes came in.
    pub fn push(&mut self, bytes: &[u8], now: u64) -> Vec<Seen> {
        let mut seen: Vec<Seen> = self.tick(now).into_iter().collect();
        self.last = now;
        for byte in bytes {
            match byte {
                b'\r' | b'\n' | b'\t' | 0x03 => seen.extend(self.end()),
                0x02 => self.clear(),
                _ if self.bytes.len() >= LONGEST => self.overflow = true,
                _ => self.bytes.push(*byte),
            }
        }
        seen
    }

    /// Time has passed.
    pub fn tick(&mut self, now: u64) -> Option<Seen> {
        if self.bytes.is_empty() || now.saturating_sub(self.last) < IDLE_MS {
            return None;
        }
        match self.end() {
            Some(Seen::Code(code)) => Some(Seen::Unfinished(code)),
            other => other,
        }
    }

    /// True while a code is begun.
    pub fn is_pending(&self) -> bool {
        !self.bytes.is_empty()
    }

    fn end(&mut self) -> Option<Seen> {
        let overflow = self.overflow;
        let text = String::from_utf8_lossy(&self.bytes).into_owned();
        self.clear();
        if overflow {
            Some(Seen::TooLong)
        } else if text.is_empty() {
            None
        } else {
            Some(Seen::Code(text))
        }
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.overflow = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_in_any_pieces() {
        let mut lines = Lines::default();
        assert_eq!(lines.push(b"\x02899123", 0), []);
        assert_eq!(lines.push(b"4567890\r\n899", 20), [Seen::Code("8991234567890".into())]);
        assert_eq!(lines.tick(100), None);
        assert_eq!(lines.tick(171), Some(Seen::Unfinished("899".into())));
        assert_eq!(lines.push(&[b'1'; LONGEST + 1], 200), []);
        assert_eq!(lines.push(b"\r", 201), [Seen::TooLong]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_answered(pieces in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..40), 0u64..300), 0..20)) {
            let (mut lines, mut now) = (Lines::default(), 0);
            for (bytes, gap) in pieces {
                now += gap;
                for seen in lines.push(&bytes, now) {
                    if let Seen::Code(code) | Seen::Unfinished(code) = seen {
                        prop_assert!(!code.is_empty() && !code.contains(['\r', '\n']));
                    }
                }
            }
        }
    }
}
