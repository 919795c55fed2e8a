//! Scales that speak without being asked: `ST,GS,+0001.250kg` and CR LF (CAS 22 bytes, AND 18).

use super::weight::{Unit, grams};
use super::{Heard, Reading};

/// Reads one line without its end. CAS puts a number and lamps between, which may be any bytes.
pub(super) fn line(bytes: &[u8]) -> Heard {
    let fields: Vec<&[u8]> = bytes.trim_ascii().split(|byte| *byte == b',').collect();
    let [state, kind, .., data] = fields.as_slice() else { return Heard::Garbled };
    if !matches!(*kind, b"GS" | b"NT") {
        return Heard::Garbled;
    }
    match *state {
        b"US" => return Heard::Reading(Reading::Unstable),
        b"OL" => return Heard::Reading(Reading::Overload),
        b"ST" => {}
        _ => return Heard::Garbled,
    }
    let data = data.trim_ascii();
    let split = data.iter().rposition(|byte| byte.is_ascii_digit() || *byte == b'.').map_or(0, |last| last + 1);
    let (number, unit) = data.split_at(split);
    match Unit::parse(&String::from_utf8_lossy(unit)) {
        Some(Unit::Foreign) => Heard::WrongUnit,
        Some(unit) => grams(&String::from_utf8_lossy(number), unit).map_or(Heard::Garbled, |grams| Heard::Reading(Reading::of(grams))),
        None => Heard::Garbled,
    }
}
