//! From bytes to readings: cutting a stream into frames, and what to say next.

use super::{Heard, Protocol, Reading, cas, sma, stream, toledo};

/// The longest frame of any protocol, with room.
const LONGEST: usize = 48;
/// A frame that is older than this is not fresh, milliseconds.
const FRESH_MS: u64 = 1_000;

/// Reads one scale. Times are milliseconds of any clock that never goes back.
#[derive(Debug)]
pub struct Parser {
    protocol: Protocol,
    bytes: Vec<u8>,
    last: u64,
    before: Option<(i64, u64)>,
}

impl Parser {
    /// For one connection.
    pub fn new(protocol: Protocol) -> Self {
        Self { protocol, bytes: Vec::new(), last: 0, before: None }
    }

    /// Bytes came in.
    pub fn push(&mut self, bytes: &[u8], now: u64) -> Vec<Heard> {
        if now.saturating_sub(self.last) > FRESH_MS {
            // Half a frame from long ago, and a weight that may be another customer's.
            self.bytes.clear();
            self.before = None;
        }
        self.last = now;
        let mut heard = Vec::new();
        for byte in bytes {
            let news = match self.protocol {
                Protocol::Toledo8217 => self.framed(*byte, 0x02, 0x0d, 0x7f, toledo::answer),
                Protocol::Sma => self.framed(*byte, 0x0a, 0x0d, 0xff, sma::answer),
                Protocol::StGs => self.line(*byte, now),
                Protocol::CasEnq => self.cas(*byte),
            };
            if news != Heard::Nothing {
                heard.push(news);
            }
        }
        heard
    }

    /// A frame between two bytes; everything outside is noise.
    fn framed(&mut self, byte: u8, start: u8, end: u8, mask: u8, read: fn(&[u8]) -> Heard) -> Heard {
        let sign = byte & mask;
        if sign == start {
            self.bytes.clear();
            self.bytes.push(sign);
        } else if sign == end && !self.bytes.is_empty() {
            let frame = std::mem::take(&mut self.bytes);
            return read(&frame[1..]);
        } else if !self.bytes.is_empty() {
            self.bytes.push(byte);
            return self.limit();
        }
        Heard::Nothing
    }

    /// Lines; only the second equal stable weight counts.
    fn line(&mut self, byte: u8, now: u64) -> Heard {
        if byte != b'\n' {
            self.bytes.push(byte);
            return self.limit();
        }
        let line = std::mem::take(&mut self.bytes);
        let heard = stream::line(&line);
        let grams = match heard {
            Heard::Reading(Reading::Stable { grams }) => grams,
            Heard::Reading(Reading::Zero) => 0,
            _ => {
                self.before = None;
                return heard;
            }
        };
        let before = self.before.replace((grams, now));
        match before {
            Some((same, at)) if same == grams && now.saturating_sub(at) <= FRESH_MS => heard,
            _ => Heard::Reading(Reading::Unstable),
        }
    }

    /// STX, frame, block check, ETX, EOT. The block check may be any byte, also ETX: only ETX and EOT
    /// together are the end.
    fn cas(&mut self, byte: u8) -> Heard {
        if self.bytes.is_empty() {
            return match byte {
                cas::ACK => Heard::Say(cas::REQUEST),
                cas::NAK => Heard::Reading(Reading::Unstable),
                0x02 => {
                    self.bytes.push(byte);
                    Heard::Nothing
                }
                _ => Heard::Nothing,
            };
        }
        self.bytes.push(byte);
        if let [0x02, body @ .., 0x03, 0x04] = self.bytes.as_slice()
            && body.len() >= 5
        {
            let heard = cas::frame(body);
            self.bytes.clear();
            return heard;
        }
        self.limit()
    }

    fn limit(&mut self) -> Heard {
        if self.bytes.len() > LONGEST {
            self.bytes.clear();
            return Heard::Garbled;
        }
        Heard::Nothing
    }
}
