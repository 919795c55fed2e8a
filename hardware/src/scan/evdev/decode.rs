//! Key presses of a grabbed scanner into codes.

use super::table::{ALT, CONTROL, ENDS, F8, SHIFT, keypad_digit, sign};
use crate::scan::Seen;

/// A code that is not ended within this time is given out as unfinished.
pub(super) const IDLE_MS: u64 = 150;
/// The longest code.
const LONGEST: usize = 768;
/// What separates the fields of a GS1 code.
const GROUP_SEPARATOR: char = '\u{1d}';

/// Collects the keys of one scanner. Times are milliseconds of any clock that never goes back.
///
/// CapsLock and NumLock are ignored, both as keys and as lights: a scanner says what it means with
/// Shift, and keypad keys are always digits.
#[derive(Debug, Default)]
pub struct Scancodes {
    text: String,
    length: usize,
    first: u64,
    last: u64,
    shift: [bool; 2],
    control: [bool; 2],
    alt: [bool; 2],
    numpad: String,
    spoilt: bool,
    pace: u64,
}

impl Scancodes {
    /// A key event of the kernel: `value` is 1 for a press, 0 for a release, 2 for a repeat. An ending
    /// key gives the code; a press after a long pause gives what was left unfinished.
    pub fn push(&mut self, code: u16, value: i32, now: u64) -> Option<Seen> {
        let late = self.tick(now);
        if now.saturating_sub(self.last) >= IDLE_MS {
            // A scanner holds no key between codes: a release was lost.
            self.release_all();
        }
        self.last = now;
        let down = match value {
            0 => false,
            1 => true,
            // A key that is held down is not typed twice by a scanner.
            _ => return late,
        };
        late.or(self.key(code, down, now))
    }

    /// Time has passed.
    pub fn tick(&mut self, now: u64) -> Option<Seen> {
        if !self.is_pending() || now.saturating_sub(self.last) < IDLE_MS {
            return None;
        }
        self.release_all();
        match self.end() {
            Some(Seen::Code(code)) => Some(Seen::Unfinished(code)),
            other => other,
        }
    }

    /// True while a code is begun.
    pub fn is_pending(&self) -> bool {
        self.length > 0 || self.spoilt
    }

    /// The kernel lost events: what is being typed cannot be trusted, up to its end.
    pub fn lost(&mut self, now: u64) {
        self.release_all();
        self.spoilt = true;
        self.last = now;
    }

    /// Milliseconds a key of the last code, on average; a person does not come below 60.
    pub fn pace_ms(&self) -> u64 {
        self.pace
    }

    fn key(&mut self, code: u16, down: bool, now: u64) -> Option<Seen> {
        if let Some(side) = side(&SHIFT, code) {
            self.shift[side] = down;
        } else if let Some(side) = side(&CONTROL, code) {
            self.control[side] = down;
        } else if let Some(side) = side(&ALT, code) {
            self.alt[side] = down;
            if !self.alt.contains(&true) {
                self.type_number(now);
            }
        } else if down {
            return self.press(code, now);
        }
        None
    }

    fn press(&mut self, code: u16, now: u64) -> Option<Seen> {
        if ENDS.contains(&code) {
            return self.end();
        }
        if self.alt.contains(&true)
            && let Some(digit) = keypad_digit(code)
        {
            if self.numpad.len() < 5 {
                self.numpad.extend(char::from_digit(digit, 10));
            }
            return None;
        }
        let typed = if code == F8 { Some(GROUP_SEPARATOR) } else { sign(code, self.shift.contains(&true)) };
        match typed {
            Some(typed) if self.control.contains(&true) => self.controlled(typed, now),
            Some(typed) => {
                self.add(typed, now);
                None
            }
            None => None,
        }
    }

    /// Control with a key: `Ctrl+]` is the group separator, `Ctrl+M` is Enter.
    fn controlled(&mut self, typed: char, now: u64) -> Option<Seen> {
        let upper = u8::try_from(typed.to_ascii_uppercase()).unwrap_or(0);
        // Shifted signs of the same keys: 6 types ^, - types _.
        let byte = match upper {
            b'6' => 0x1e,
            b'-' => 0x1f,
            b'@'..=b'_' => upper & 0x1f,
            _ => return None,
        };
        match byte {
            b'\r' | b'\n' | b'\t' | 0x03 => self.end(),
            // The separators of GS1 and ISO 15434; anything else is no part of a code.
            0x04 | 0x1c..=0x1f => {
                self.add(char::from(byte), now);
                None
            }
            _ => None,
        }
    }

    /// Alt with digits of the keypad types a sign by its number.
    fn type_number(&mut self, now: u64) {
        let number = std::mem::take(&mut self.numpad);
        if number.is_empty() {
            return;
        }
        match number.parse::<u8>() {
            Ok(byte @ (b' '..=b'~' | 0x04 | 0x1c..=0x1f)) => self.add(char::from(byte), now),
            Ok(0..b' ') => {}
            // What it means depends on a code page: say that it is strange instead of guessing.
            _ => self.add('\u{fffd}', now),
        }
    }

    fn add(&mut self, typed: char, now: u64) {
        if self.length == 0 {
            self.first = now;
        }
        self.length += 1;
        if self.length > LONGEST {
            self.spoilt = true;
        } else {
            self.text.push(typed);
        }
    }

    fn end(&mut self) -> Option<Seen> {
        let code = std::mem::take(&mut self.text);
        let keys = u64::try_from(self.length).unwrap_or(u64::MAX).max(1);
        self.pace = self.last.saturating_sub(self.first) / keys;
        self.length = 0;
        self.numpad.clear();
        if std::mem::take(&mut self.spoilt) {
            Some(Seen::TooLong)
        } else if code.is_empty() {
            None
        } else {
            Some(Seen::Code(code))
        }
    }

    fn release_all(&mut self) {
        (self.shift, self.control, self.alt) = ([false; 2], [false; 2], [false; 2]);
        self.numpad.clear();
    }
}

fn side(keys: &[u16; 2], code: u16) -> Option<usize> {
    keys.iter().position(|key| *key == code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Presses and releases, 2 ms apart; `+` before a code only presses, `-` only releases.
    fn play(keys: &[&str]) -> Vec<Seen> {
        let (mut decoder, mut now, mut out) = (Scancodes::default(), 1_000, Vec::new());
        for key in keys {
            now += 2;
            let code = key.trim_start_matches(['+', '-']).parse().expect("code");
            if !key.starts_with('-') {
                out.extend(decoder.push(code, 1, now));
            }
            if !key.starts_with('+') {
                out.extend(decoder.push(code, 0, now + 1));
            }
        }
        out.extend(decoder.tick(now + 500));
        out
    }

    #[test]
    fn digits_letters_shift_and_keypad() {
        assert_eq!(play(&["9", "10", "10", "2", "28"]), [Seen::Code("8991".into())]);
        assert_eq!(play(&["+42", "35", "30", "-42", "35", "2", "15"]), [Seen::Code("HAh1".into())]);
        assert_eq!(play(&["69", "79", "80", "82", "96"]), [Seen::Code("120".into())]);
        // CapsLock on and off again around a code changes nothing.
        assert_eq!(play(&["58", "35", "58", "28"]), [Seen::Code("h".into())]);
    }

    #[test]
    fn separators_in_three_ways() {
        let code = [Seen::Code("1\u{1d}2".into())];
        assert_eq!(play(&["2", "+29", "27", "-29", "3", "28"]), code);
        assert_eq!(play(&["2", "66", "3", "28"]), code);
        assert_eq!(play(&["2", "+56", "82", "80", "73", "-56", "3", "28"]), code);
        assert_eq!(play(&["2", "+29", "50", "-29"]), [Seen::Code("1".into())]);
        assert_eq!(play(&["+56", "82", "77", "76", "-56", "28"]), [Seen::Code("A".into())]);
    }

    #[test]
    fn half_codes_long_codes_and_lost_events() {
        assert_eq!(play(&["2", "3"]), [Seen::Unfinished("12".into())]);
        let mut long = vec!["2"; LONGEST + 1];
        long.push("28");
        assert_eq!(play(&long), [Seen::TooLong]);
        let mut decoder = Scancodes::default();
        decoder.push(42, 1, 10);
        decoder.push(2, 1, 11);
        decoder.lost(12);
        assert_eq!(decoder.push(28, 1, 13), Some(Seen::TooLong));
        assert_eq!(decoder.push(2, 1, 14), None);
        assert_eq!(decoder.push(3, 1, 400), Some(Seen::Unfinished("1".into())));
        assert_eq!(decoder.push(28, 1, 402), Some(Seen::Code("2".into())));
        // Held keys repeat; that is not typing.
        assert_eq!(
            (decoder.push(2, 1, 410), decoder.push(2, 2, 420), decoder.push(28, 1, 430)),
            (None, None, Some(Seen::Code("1".into())))
        );
        assert_eq!(decoder.pace_ms(), 20);
    }

    #[test]
    fn a_lost_release_of_shift_ends_with_the_pause() {
        let mut decoder = Scancodes::default();
        decoder.push(42, 1, 10);
        decoder.push(2, 1, 400);
        assert_eq!(decoder.push(28, 1, 401), Some(Seen::Code("1".into())));
    }

    proptest! {
        #[test]
        fn any_keys_are_answered(keys in prop::collection::vec((any::<u16>(), 0u16..128, any::<bool>(), -1i32..4, 0u64..400), 0..200)) {
            let (mut decoder, mut now) = (Scancodes::default(), 0);
            for (wild, usual, pick, value, gap) in keys {
                now += gap;
                if let Some(Seen::Code(code) | Seen::Unfinished(code)) = decoder.push(if pick { wild } else { usual }, value, now) {
                    prop_assert!(!code.is_empty() && !code.contains(['\r', '\n', '\t']));
                }
            }
            decoder.tick(now + 150);
            prop_assert_eq!(decoder.tick(now + 1_000), None);
        }
    }
}
