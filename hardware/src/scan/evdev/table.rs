//! The keys of a US keyboard by their kernel codes (`linux/input-event-codes.h`). Scanners type in
//! their own layout, which is US unless set otherwise; the layout of the system does not matter.

/// Control.
pub(super) const CONTROL: [u16; 2] = [29, 97];
/// Shift.
pub(super) const SHIFT: [u16; 2] = [42, 54];
/// Alt.
pub(super) const ALT: [u16; 2] = [56, 100];
/// Enter, keypad Enter, Tab.
pub(super) const ENDS: [u16; 3] = [28, 96, 15];
/// F8: some scanners send the separator of GS1 codes this way.
pub(super) const F8: u16 = 66;

/// The sign of a key without and with Shift.
pub(super) fn sign(code: u16, shift: bool) -> Option<char> {
    let (plain, shifted) = match code {
        2..=11 => pair(b"1234567890", b"!@#$%^&*()", code - 2),
        12 => ('-', '_'),
        13 => ('=', '+'),
        16..=27 => pair(b"qwertyuiop[]", b"QWERTYUIOP{}", code - 16),
        30..=41 => pair(b"asdfghjkl;'`", b"ASDFGHJKL:\"~", code - 30),
        43..=53 => pair(b"\\zxcvbnm,./", b"|ZXCVBNM<>?", code - 43),
        57 => (' ', ' '),
        86 => ('\\', '|'),
        _ => return keypad(code),
    };
    Some(if shift { shifted } else { plain })
}

/// The digit of a keypad key, whatever NumLock says.
pub(super) fn keypad_digit(code: u16) -> Option<u32> {
    match code {
        71..=73 => Some(u32::from(code) - 64),
        75..=77 => Some(u32::from(code) - 71),
        79..=81 => Some(u32::from(code) - 78),
        82 => Some(0),
        _ => None,
    }
}

fn keypad(code: u16) -> Option<char> {
    match code {
        55 => Some('*'),
        74 => Some('-'),
        78 => Some('+'),
        83 => Some('.'),
        98 => Some('/'),
        117 => Some('='),
        121 => Some(','),
        _ => keypad_digit(code).and_then(|digit| char::from_digit(digit, 10)),
    }
}

fn pair(plain: &[u8], shifted: &[u8], at: u16) -> (char, char) {
    let of = |row: &[u8]| row.get(usize::from(at)).map_or('\u{fffd}', |byte| char::from(*byte));
    (of(plain), of(shifted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_printable_sign_has_a_key() {
        let typed: std::collections::BTreeSet<char> = (0..256).flat_map(|code| [sign(code, false), sign(code, true)]).flatten().collect();
        let all: std::collections::BTreeSet<char> = (' '..='~').collect();
        assert_eq!(typed, all);
        let pad: Vec<Option<u32>> = [82, 79, 80, 81, 75, 76, 77, 71, 72, 73].map(keypad_digit).to_vec();
        assert_eq!(pad, (0..10).map(Some).collect::<Vec<_>>());
    }
}
