//! SMA SCP-0499 (Scale Manufacturers Association, 1999), section 5.1: LF, status, range, gross or
//! net, motion, reserved, ten places of weight, unit, CR.

use super::weight::{Unit, grams};
use super::{Heard, Reading};

/// "The displayed weight, please" (section 4.1).
pub(super) const REQUEST: &[u8] = b"\nW\r";

/// Reads one answer, between LF and CR.
pub(super) fn answer(bytes: &[u8]) -> Heard {
    let [status, _range, kind, motion, _reserved, rest @ ..] = bytes else {
        // `?` answers a request that the scale does not know.
        return Heard::Garbled;
    };
    let Some((number, unit)) = rest.split_at_checked(10) else { return Heard::Garbled };
    match status {
        b'O' => return Heard::Reading(Reading::Overload),
        b'U' => return Heard::Reading(Reading::Negative),
        // Errors of zero or tare: the places hold dashes.
        b'E' | b'I' | b'T' => return Heard::Reading(Reading::Unreadable),
        b' ' | b'Z' => {}
        _ => return Heard::Garbled,
    }
    match motion {
        b'M' => return Heard::Reading(Reading::Unstable),
        b' ' => {}
        _ => return Heard::Garbled,
    }
    // Small letters are weights of ten times the resolution; `T` is the tare.
    if !matches!(kind, b'G' | b'N') {
        return Heard::Garbled;
    }
    match Unit::parse(&String::from_utf8_lossy(unit)) {
        Some(Unit::Foreign) => Heard::WrongUnit,
        Some(unit) => grams(&String::from_utf8_lossy(number), unit).map_or(Heard::Garbled, |grams| Heard::Reading(Reading::of(grams))),
        None => Heard::Garbled,
    }
}
