//! What a printer says back. Four kinds of answers share one line without frames; they are told apart
//! by their fixed bits (`hardware.md` section 4, last lines):
//! `DLE EOT` is `0xx1xx10`, automatic status is `0xx1xx00` and three of `0xx0xxxx`, `GS r` is
//! `0xx0xxxx`, `GS ( H` is `37 22 d1-d4 00`, and XON and XOFF are `11` and `13`.

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// To `DLE EOT n`; which `n` is known by the order of asking.
    RealTime(u8),
    /// Sent by itself when something changes (`GS a`).
    Automatic([u8; 4]),
    /// To `GS r` or `GS I`: queued behind the data, so what was before it is processed.
    Plain(u8),
    /// To `GS ( H`: the data before this mark is processed.
    Processed([u8; 4]),
    /// The printer takes data again.
    Xon,
    /// The printer takes no data.
    Xoff,
}

/// Takes answers apart, however they are cut into pieces. What fits no pattern is dropped.
#[derive(Clone, Debug, Default)]
pub struct Replies {
    /// The start of an answer of more than one byte; never longer than seven.
    held: Vec<u8>,
}

const MARK_HEAD: u8 = 0x37;
const MARK_KIND: u8 = 0x22;
const MARK_LENGTH: usize = 7;

impl Replies {
    /// The answers that end in these bytes. Never fails: any bytes may come.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Reply> {
        let mut replies = Vec::new();
        for byte in bytes {
            self.byte(*byte, &mut replies);
        }
        replies
    }

    /// Forgets an answer that has begun.
    pub fn clear(&mut self) {
        self.held.clear();
    }

    fn byte(&mut self, byte: u8, replies: &mut Vec<Reply>) {
        if self.held.is_empty() {
            return self.first(byte, replies);
        }
        if !self.fits(byte) {
            // Half an answer was lost: this byte starts anew.
            self.held.clear();
            return self.first(byte, replies);
        }
        self.held.push(byte);
        match self.held[..] {
            [MARK_HEAD, MARK_KIND, a, b, c, d, 0] => replies.push(Reply::Processed([a, b, c, d])),
            [first, b, c, d] if first != MARK_HEAD => replies.push(Reply::Automatic([first, b, c, d])),
            _ => return,
        }
        self.held.clear();
    }

    fn first(&mut self, byte: u8, replies: &mut Vec<Reply>) {
        match byte {
            0x11 => replies.push(Reply::Xon),
            0x13 => replies.push(Reply::Xoff),
            MARK_HEAD => self.held.push(byte),
            _ if byte & 0x93 == 0x12 => replies.push(Reply::RealTime(byte)),
            _ if byte & 0x93 == 0x10 => self.held.push(byte),
            _ if byte & 0x90 == 0 => replies.push(Reply::Plain(byte)),
            _ => {}
        }
    }

    /// Whether a byte continues what is held.
    fn fits(&self, byte: u8) -> bool {
        match (self.held.first(), self.held.len()) {
            (Some(&MARK_HEAD), 1) => byte == MARK_KIND,
            (Some(&MARK_HEAD), length) if length + 1 == MARK_LENGTH => byte == 0,
            (Some(&MARK_HEAD), _) => (0x20..0x7F).contains(&byte),
            _ => byte & 0x90 == 0,
        }
    }
}

/// How a printer is, as far as it said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// The roll has ended.
    pub paper_out: bool,
    /// The roll nears its end.
    pub paper_low: bool,
    /// The lid is open.
    pub cover_open: bool,
    /// The knife or another part has failed, or the head is too hot.
    pub failed: bool,
    /// It takes no jobs, for whatever reason.
    pub offline: bool,
    /// Level of pin 3 of the drawer's plug; which level means open depends on the drawer.
    pub drawer: Option<bool>,
}

impl Condition {
    /// Adds the answer to `DLE EOT n` (Epson's ESC/POS reference; bits seen in `hardware.md` section 3.1).
    pub fn real_time(&mut self, n: u8, byte: u8) {
        match n {
            1 => {
                self.offline = byte & 0x08 != 0;
                self.drawer = Some(byte & 0x04 != 0);
            }
            2 => {
                self.cover_open = byte & 0x04 != 0;
                self.failed = byte & 0x40 != 0;
                // The bit for the end of the roll also stops printing; question 4 says more.
                self.paper_out = byte & 0x20 != 0;
            }
            3 => self.failed = byte & 0x68 != 0,
            4 => {
                self.paper_low = byte & 0x0C != 0;
                self.paper_out = byte & 0x60 != 0;
            }
            _ => {}
        }
    }

    /// What automatic status says.
    pub fn automatic(bytes: [u8; 4]) -> Self {
        Self {
            drawer: Some(bytes[0] & 0x04 != 0),
            offline: bytes[0] & 0x08 != 0,
            cover_open: bytes[0] & 0x20 != 0,
            failed: bytes[1] & 0x6C != 0,
            paper_low: bytes[2] & 0x03 != 0,
            paper_out: bytes[2] & 0x0C != 0,
        }
    }

    /// Adds the answer to `GS r 1`.
    pub fn paper(&mut self, byte: u8) {
        self.paper_low = byte & 0x03 != 0;
        self.paper_out = byte & 0x0C != 0;
    }

    /// Whether a receipt would be printed now.
    pub fn ready(&self) -> bool {
        !(self.paper_out || self.cover_open || self.failed || self.offline)
    }
}

/// The four bytes that stand for a job in `GS ( H`: printable, as the command demands; the lowest 24
/// bits count.
pub fn mark_bytes(mark: u32) -> [u8; 4] {
    [18, 12, 6, 0].map(|shift| 0x30 + u8::try_from((mark >> shift) & 0x3F).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn answers_on_one_line() {
        let mut replies = Replies::default();
        let mark = mark_bytes(0x00AB_CDEF);
        let mut line = vec![0x12, 0x14, 0x00, 0x03, 0x00, 0x0C, 0x11, MARK_HEAD, MARK_KIND];
        line.extend(mark);
        line.extend([0x00, 0x13, 0x7E]);
        let expected = [
            Reply::RealTime(0x12),
            Reply::Automatic([0x14, 0, 3, 0]),
            Reply::Plain(0x0C),
            Reply::Xon,
            Reply::Processed(mark),
            Reply::Xoff,
            Reply::RealTime(0x7E),
        ];
        assert_eq!(replies.clone().push(&line), expected);
        let one_by_one: Vec<Reply> = line.iter().flat_map(|byte| replies.push(&[*byte])).collect();
        assert_eq!(one_by_one, expected);
    }

    #[test]
    fn half_an_answer_swallows_nothing_behind_it() {
        let mut replies = Replies::default();
        assert_eq!(replies.push(&[MARK_HEAD, MARK_KIND, b'A', 0x12]), [Reply::RealTime(0x12)]);
        assert_eq!(replies.push(&[0x18, 0x00, 0x12, 0x00]), [Reply::RealTime(0x12), Reply::Plain(0)]);
    }

    #[test]
    fn bits() {
        let mut out = Condition::default();
        for (n, byte) in [(1, 0x1E), (2, 0x32), (4, 0x7E)] {
            out.real_time(n, byte);
        }
        assert!(out.paper_out && out.offline && !out.cover_open && !out.ready());
        let mut open = Condition::default();
        for (n, byte) in [(1, 0x1E), (2, 0x16), (4, 0x12)] {
            open.real_time(n, byte);
        }
        assert!(open.cover_open && !open.paper_out && !open.ready());
        let low = Condition::automatic([0x14, 0x00, 0x03, 0x00]);
        assert!(low.paper_low && !low.paper_out && low.ready());
    }

    proptest! {
        #[test]
        fn any_bytes_are_borne(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..200) {
            let mut whole = Replies::default();
            let mut pieces = Replies::default();
            let cut = cut.min(bytes.len());
            let mut parts = pieces.push(&bytes[..cut]);
            parts.extend(pieces.push(&bytes[cut..]));
            prop_assert_eq!(whole.push(&bytes), parts);
        }

        #[test]
        fn a_mark_is_heard_after_any_noise(noise in prop::collection::vec(0x80u8.., 0..20), mark in any::<u32>()) {
            let mut replies = Replies::default();
            replies.push(&noise);
            let mut line = vec![MARK_HEAD, MARK_KIND];
            line.extend(mark_bytes(mark));
            line.push(0);
            prop_assert_eq!(replies.push(&line), vec![Reply::Processed(mark_bytes(mark))]);
        }
    }
}
