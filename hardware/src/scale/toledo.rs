//! Toledo 8217, 9600 7E1: `W` is answered by STX, weight, CR, or by STX, `?`, status, CR.

use super::weight::{Unit, grams};
use super::{Heard, Reading};

/// Reads one answer, between STX and CR.
///
/// The protocol names no unit: kilograms have three decimals (`01.250`), pounds two (`02.75`).
pub(super) fn answer(text: &[u8]) -> Heard {
    // An adapter set to 8 bits gives the parity bit as the eighth.
    let text: Vec<u8> = text.iter().map(|byte| byte & 0x7f).collect();
    match text.as_slice() {
        [b'?', status] => Heard::Reading(status_of(*status)),
        // The answer to a question for the version or a test; not a weight.
        [b'E'] => Heard::Nothing,
        _ => {
            let text = String::from_utf8_lossy(&text);
            let number = text.trim().trim_end_matches('N');
            match number.split_once('.').map(|(_, decimals)| decimals.len()) {
                Some(3) => grams(number, Unit::Kilogram).map_or(Heard::Garbled, |grams| Heard::Reading(Reading::of(grams))),
                Some(2) if grams(number, Unit::Kilogram).is_some() => Heard::WrongUnit,
                _ => Heard::Garbled,
            }
        }
    }
}

/// Bits: 0 in motion, 1 over capacity, 2 under zero, 4 centre of zero, 5 net, 6 bad command.
fn status_of(status: u8) -> Reading {
    let bit = |number: u8| status & (1 << number) != 0;
    if bit(1) {
        Reading::Overload
    } else if bit(2) {
        Reading::Negative
    } else if bit(0) {
        Reading::Unstable
    } else if bit(4) && !bit(6) {
        Reading::Zero
    } else {
        Reading::Unreadable
    }
}
