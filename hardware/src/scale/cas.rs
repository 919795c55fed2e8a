//! CAS AP-1, PD-II: a question (ENQ, answered by ACK) and a request (DC1, answered by a frame) in
//! turn. 9600 8N1.

use super::weight::{Unit, grams};
use super::{Heard, Reading};

/// "Are you there?"
pub(super) const ENQ: &[u8] = &[0x05];
/// "The weight, please."
pub(super) const REQUEST: &[u8] = &[0x11];
/// The scale is there.
pub(super) const ACK: u8 = 0x06;
/// The scale is busy, which mostly means: in motion.
pub(super) const NAK: u8 = 0x15;

/// Reads a frame between STX and ETX: status, sign, six places of weight, unit, block check.
pub(super) fn frame(bytes: &[u8]) -> Heard {
    let Some((check, body)) = bytes.split_last() else { return Heard::Garbled };
    if body.iter().fold(0, |sum, byte| sum ^ byte) != *check {
        return Heard::Garbled;
    }
    let [status, number @ .., first, second] = body else { return Heard::Garbled };
    let unit = Unit::parse(&String::from_utf8_lossy(&[*first, *second]));
    let number = String::from_utf8_lossy(number).into_owned();
    if number.contains(['F', 'O', 'H']) {
        // Places of the display: `F`, `OL` or `HH` over the capacity.
        return Heard::Reading(Reading::Overload);
    }
    match (status, unit) {
        (b'U', _) => Heard::Reading(Reading::Unstable),
        (b'S', Some(Unit::Foreign)) => Heard::WrongUnit,
        (b'S', Some(unit)) => grams(&number, unit).map_or(Heard::Garbled, |grams| Heard::Reading(Reading::of(grams))),
        _ => Heard::Garbled,
    }
}
