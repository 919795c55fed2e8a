//! What must hold for any bytes from outside: one function for each parser, for the fuzzers and for
//! the test that replays the corpus.
//!
//! Bytes that make up a stream are read as steps: a length, a pause (units of four milliseconds), and
//! so many bytes.

mod codes;
mod documents;
mod files;
mod names;
mod scales;
mod scanners;

pub use codes::{gs1, instore, qris, record_body};
pub use documents::{document_file, document_parts, document_text, document_ubl, trade_body};
pub use files::{file_head, record_line};
pub use names::address;
pub use scales::{scale_cas, scale_sma, scale_stgs, scale_toledo, status_replies};
pub use scanners::{scanner_evdev, scanner_hidpos, scanner_lines, scanner_normalize, scanner_wedge};

/// One piece of a stream.
struct Step<'a> {
    /// Milliseconds of the stream's clock.
    now: u64,
    bytes: &'a [u8],
}

/// Cuts bytes into steps. Whatever the bytes are, they are some stream.
fn steps(mut bytes: &[u8]) -> Vec<Step<'_>> {
    let (mut found, mut now) = (Vec::new(), 0);
    while let [length, pause, rest @ ..] = bytes {
        now += u64::from(*pause) * 4;
        let (piece, after) = rest.split_at(usize::from(*length).min(rest.len()));
        found.push(Step { now, bytes: piece });
        bytes = after;
    }
    found
}

/// The time of the last step, and a pause that is longer than any parser waits.
fn afterwards(steps: &[Step<'_>]) -> u64 {
    steps.last().map_or(0, |step| step.now) + 5_000
}
