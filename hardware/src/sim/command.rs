//! ESC/POS taken apart, as far as our encoder makes it.

/// One command at the start of some bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Command<'a> {
    Text(&'a [u8]),
    LineFeed,
    Feed(u8),
    Reset,
    Bold(bool),
    Size(u8),
    Align(u8),
    Cut,
    Pulse(u8),
    /// `GS v 0`: bytes in a row, dots.
    Raster(usize, &'a [u8]),
    Bars(&'a [u8]),
    QrStore(&'a [u8]),
    QrPrint,
    /// `GS r`.
    PaperQuestion,
    /// `GS ( H`.
    Mark([u8; 4]),
    /// `GS a`.
    Automatic(u8),
    /// Known, and without effect on the paper.
    Setting,
    /// Not known.
    Unknown,
}

const ESC: u8 = 0x1B;
const GS: u8 = 0x1D;
const DLE: u8 = 0x10;

/// The first command and its length; `None` when its end has not come yet.
pub(super) fn next(bytes: &[u8]) -> Option<(Command<'_>, usize)> {
    match *bytes.first()? {
        b'\n' => Some((Command::LineFeed, 1)),
        ESC => escape(bytes),
        GS => group(bytes),
        DLE => match *bytes.get(1)? {
            0x04 | 0x05 => bytes.get(2).map(|_| (Command::Setting, 3)),
            0x14 => bytes.get(4).map(|_| (Command::Pulse(bytes[3] & 1), 5)),
            _ => Some((Command::Unknown, 1)),
        },
        byte if byte >= 0x20 => {
            let length = bytes.iter().position(|byte| *byte < 0x20).unwrap_or(bytes.len());
            Some((Command::Text(&bytes[..length]), length))
        }
        0 | b'\r' => Some((Command::Setting, 1)),
        _ => Some((Command::Unknown, 1)),
    }
}

fn escape(bytes: &[u8]) -> Option<(Command<'_>, usize)> {
    let argument = || bytes.get(2).copied();
    Some(match *bytes.get(1)? {
        b'@' => (Command::Reset, 2),
        b'2' => (Command::Setting, 2),
        b'E' => (Command::Bold(argument()? & 1 == 1), 3),
        b'a' => (Command::Align(argument()? & 3), 3),
        b'd' => (Command::Feed(argument()?), 3),
        b't' | b'3' | b'J' | b'M' | b'-' | b'G' | b'R' | b'!' => {
            argument()?;
            (Command::Setting, 3)
        }
        b'p' => {
            bytes.get(4)?;
            (Command::Pulse(argument()? & 1), 5)
        }
        _ => (Command::Unknown, 2),
    })
}

fn group(bytes: &[u8]) -> Option<(Command<'_>, usize)> {
    let argument = || bytes.get(2).copied();
    let pair = |at: usize| Some(usize::from(*bytes.get(at)?) + 256 * usize::from(*bytes.get(at + 1)?));
    Some(match *bytes.get(1)? {
        b'!' => (Command::Size(argument()?), 3),
        b'V' => {
            let length = if matches!(argument()?, 0 | 1 | b'0' | b'1') { 3 } else { 4 };
            bytes.get(length - 1)?;
            (Command::Cut, length)
        }
        b'r' => {
            argument()?;
            (Command::PaperQuestion, 3)
        }
        b'a' => (Command::Automatic(argument()?), 3),
        b'H' | b'f' | b'h' | b'w' | b'B' | b'I' => {
            argument()?;
            (Command::Setting, 3)
        }
        b'L' | b'W' => {
            pair(2)?;
            (Command::Setting, 4)
        }
        b'v' => {
            let (stride, rows) = (pair(4)?, pair(6)?);
            let end = 8 + stride * rows;
            (Command::Raster(stride, bytes.get(8..end)?), end)
        }
        b'k' => {
            let (start, end) = match argument()? {
                0..=6 => (3, 3 + bytes.get(3..)?.iter().position(|byte| *byte == 0)?),
                _ => (4, 4 + usize::from(*bytes.get(3)?)),
            };
            let data = bytes.get(start..end)?;
            (Command::Bars(data), if start == 3 { end + 1 } else { end })
        }
        b'(' => {
            let kind = argument()?;
            let end = 5 + pair(3)?;
            (bracket(kind, bytes.get(5..end)?), end)
        }
        _ => (Command::Unknown, 2),
    })
}

fn bracket(kind: u8, data: &[u8]) -> Command<'_> {
    match (kind, data) {
        (b'H', [0x30, 0x30, a, b, c, d]) => Command::Mark([*a, *b, *c, *d]),
        (b'k', [0x31, 0x50, 0x30, content @ ..]) => Command::QrStore(content),
        (b'k', [0x31, 0x51, 0x30]) => Command::QrPrint,
        _ => Command::Setting,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::escpos::{PROFILES, test_page};
    use proptest::prelude::*;

    #[test]
    fn everything_we_make_is_known() {
        for profile in PROFILES {
            let page = test_page(profile, "Koperasi", "tcp:printer:9100").expect("encodes");
            let mut left = &page[..];
            while let Some((command, length)) = next(left) {
                assert_ne!(command, Command::Unknown, "{}: {:02x?}", profile.name, &left[..left.len().min(8)]);
                left = &left[length..];
            }
            assert!(left.is_empty());
        }
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let mut left = &bytes[..];
            while let Some((_, length)) = next(left) {
                prop_assert!(length > 0 && length <= left.len());
                left = &left[length..];
            }
        }
    }
}
