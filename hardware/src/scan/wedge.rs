//! A keyboard wedge types thirteen digits in as many milliseconds; a person does not.
//!
//! Every printable key is held back until it is clear who typed. The *average* pace from the first key
//! decides, because one slow frame of the screen looks like a pause inside a burst (`slint.md`
//! section 3: judging each gap lost 4 of 40 scans).

/// A key press as the window reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// A printable character.
    Char(char),
    /// Enter, keypad Enter or Tab: the suffix of scanners.
    End,
    /// Anything else: function keys, arrows.
    Other,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The key is held back; nothing yet.
    Held,
    /// Held characters were typed by a person: hand them on in this order, then the key itself if it
    /// was not one of them.
    Typed(String),
    /// A whole code.
    Scan(String),
    /// A burst that stopped without its suffix. Not typed by a person; the receiver decides whether it
    /// is whole.
    Unfinished(String),
}

/// A lone key is handed on after this many milliseconds.
const HOLD_MS: u64 = 45;
/// A burst may pause this long once (a slow frame, a Bluetooth hiccup).
const BURST_GAP_MS: u64 = 300;
/// The slowest average pace of a scanner, milliseconds a key.
const PACE_MS: u64 = 35;
/// The slowest average pace for codes shorter than six characters.
const SHORT_PACE_MS: u64 = 18;
/// The shortest code.
const SHORTEST: usize = 4;
/// The longest code; a key that is held down never becomes one.
const LONGEST: usize = 128;
/// A part of a document in QR codes begins so, and is longer.
const PART: &str = "SKG1:";
/// The longest part of a document.
const LONGEST_PART: usize = 700;

/// The recogniser. Times are milliseconds of any clock that never goes back.
#[derive(Debug, Default)]
pub struct Wedge {
    held: String,
    first: u64,
    last: u64,
    /// The longest pause inside the burst.
    longest: u64,
}

impl Wedge {
    /// A key was pressed.
    pub fn press(&mut self, key: Key, now: u64) -> Outcome {
        match key {
            Key::Char(c) => self.character(c, now),
            Key::End => {
                let code = std::mem::take(&mut self.held);
                if self.was_scanned(&code) { Outcome::Scan(code) } else { Outcome::Typed(code) }
            }
            Key::Other => Outcome::Typed(std::mem::take(&mut self.held)),
        }
    }

    /// Time has passed: call at [`Wedge::deadline`].
    pub fn tick(&mut self, now: u64) -> Outcome {
        match self.deadline() {
            Some(deadline) if deadline <= now => self.give_up(),
            _ => Outcome::Held,
        }
    }

    /// When the held keys must be decided, if there are any.
    pub fn deadline(&self) -> Option<u64> {
        if self.held.is_empty() {
            return None;
        }
        let wait = if self.looks_scanned(&self.held) { BURST_GAP_MS } else { HOLD_MS };
        Some(self.last + wait)
    }

    fn character(&mut self, c: char, now: u64) -> Outcome {
        let late = self.deadline().is_some_and(|deadline| deadline < now);
        let before = if late { self.give_up() } else { Outcome::Held };
        if self.held.is_empty() {
            self.first = now;
            self.longest = 0;
        } else {
            self.longest = self.longest.max(now.saturating_sub(self.last));
        }
        self.held.push(c);
        self.last = now;
        if self.held.chars().count() > if self.held.starts_with(PART) { LONGEST_PART } else { LONGEST } {
            return Outcome::Typed(std::mem::take(&mut self.held));
        }
        before
    }

    fn give_up(&mut self) -> Outcome {
        let held = std::mem::take(&mut self.held);
        // Fewer than six quick keys can be a person's two hands.
        if held.chars().count() >= 6 && self.paced(&held, PACE_MS) { Outcome::Unfinished(held) } else { Outcome::Typed(held) }
    }

    fn was_scanned(&self, code: &str) -> bool {
        match code.chars().count() {
            0..SHORTEST => false,
            SHORTEST..6 => self.paced(code, SHORT_PACE_MS),
            _ => self.paced(code, PACE_MS),
        }
    }

    /// Three keys at a scanner's pace: wait for the rest.
    fn looks_scanned(&self, held: &str) -> bool {
        held.chars().count() >= 3 && self.paced(held, PACE_MS)
    }

    /// The average pace, forgiving the one longest gap once the burst is long enough to be sure. Only that
    /// one: a steady 60 ms a key is a quick typist.
    fn paced(&self, held: &str, limit: u64) -> bool {
        let gaps = u64::try_from(held.chars().count()).unwrap_or(u64::MAX).saturating_sub(1).max(1);
        let elapsed = self.last.saturating_sub(self.first);
        if gaps >= 7 && self.longest <= BURST_GAP_MS {
            return elapsed.saturating_sub(self.longest) <= (gaps - 1) * limit;
        }
        elapsed <= gaps * limit
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Plays keys with gaps; returns what came out, with ticks in between as a timer would.
    fn play(keys: &[(Key, u64)]) -> Vec<Outcome> {
        let (mut wedge, mut now, mut out) = (Wedge::default(), 1_000, Vec::new());
        for (key, gap) in keys {
            now += gap;
            while let Some(deadline) = wedge.deadline().filter(|deadline| *deadline < now) {
                out.push(wedge.tick(deadline));
            }
            out.push(wedge.press(*key, now));
        }
        out.push(wedge.tick(now + 1_000));
        out.retain(|outcome| *outcome != Outcome::Held);
        out
    }

    fn burst(code: &str, gap: u64) -> Vec<(Key, u64)> {
        code.chars().map(|c| (Key::Char(c), gap)).chain([(Key::End, gap)]).collect()
    }

    #[test]
    fn a_burst_is_a_scan() {
        for gap in [0, 1, 5, 20, 34] {
            assert_eq!(play(&burst("8991234567890", gap)), [Outcome::Scan("8991234567890".into())], "{gap} ms");
        }
        assert_eq!(play(&burst("1234", 2)), [Outcome::Scan("1234".into())]);
    }

    #[test]
    fn a_part_of_a_document_is_longer_than_a_code() {
        let part = format!("{PART}AB12CD34:1/2:{}", "A7".repeat(290));
        assert_eq!(play(&burst(&part, 3)), [Outcome::Scan(part.clone())]);
        let held = "A".repeat(part.len());
        assert!(!play(&burst(&held, 3)).contains(&Outcome::Scan(held)), "a key that is held down is no code");
    }

    #[test]
    fn a_person_types() {
        let typed: String =
            play(&burst("50000", 120)).into_iter().map(|o| if let Outcome::Typed(t) = o { t } else { panic!("{o:?}") }).collect();
        assert_eq!(typed, "50000");
        assert_eq!(play(&[(Key::End, 5)]), [Outcome::Typed(String::new())]);
    }

    #[test]
    fn a_quick_typist_is_no_scanner() {
        for gap in [50, 60, 80] {
            let out = play(&burst("telur ayam", gap));
            let typed: String = out.into_iter().map(|o| if let Outcome::Typed(t) = o { t } else { panic!("{gap} ms: {o:?}") }).collect();
            assert_eq!(typed, "telur ayam");
        }
    }

    #[test]
    fn one_slow_frame_inside_a_burst_is_forgiven() {
        let mut keys = burst("8991234567890", 1);
        keys[8].1 = 180;
        assert_eq!(play(&keys), [Outcome::Scan("8991234567890".into())]);
    }

    #[test]
    fn two_scans_120_ms_apart_stay_apart() {
        let mut keys = burst("8991234567890", 1);
        let mut second = burst("8990000000018", 1);
        second[0].1 = 120;
        keys.extend(second);
        assert_eq!(play(&keys), [Outcome::Scan("8991234567890".into()), Outcome::Scan("8990000000018".into())]);
    }

    #[test]
    fn a_missing_suffix_is_told_and_never_typed() {
        let mut keys = burst("8991234567890", 1);
        keys.pop();
        assert_eq!(play(&keys), [Outcome::Unfinished("8991234567890".into())]);
    }

    proptest! {
        #[test]
        fn no_key_is_lost_or_doubled(keys in prop::collection::vec((proptest::char::range('0', '9'), 0u64..400), 0..40), end in any::<bool>()) {
            let typed: String = keys.iter().map(|(c, _)| *c).collect();
            let mut keys: Vec<(Key, u64)> = keys.into_iter().map(|(c, gap)| (Key::Char(c), gap)).collect();
            if end {
                keys.push((Key::End, 10));
            }
            let out: String = play(&keys).into_iter().map(|outcome| match outcome {
                Outcome::Typed(text) | Outcome::Scan(text) | Outcome::Unfinished(text) => text,
                Outcome::Held => String::new(),
            }).collect();
            prop_assert_eq!(out, typed);
        }
    }
}
