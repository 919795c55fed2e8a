//! Scanners: no bytes of one code reach another, and the code after any noise is read.

use hardware::scan::{Dedupe, Event, Events, HidPos, Key, Lines, Normal, Outcome, Scancodes, Seen, Wedge, is_hid_scanner};

use super::{afterwards, steps};

const CODE: &str = "8991234567890";

/// The burst recogniser: pairs of a key and a pause in milliseconds. No key is lost or made up, only
/// bursts are scans, and nothing is held for ever.
pub fn scanner_wedge(bytes: &[u8]) {
    let mut wedge = Wedge::default();
    let (mut typed, mut given, mut now) = (String::new(), String::new(), 0u64);
    let mut fastest = u64::MAX;
    let mut keys = 0;
    for pair in bytes.chunks_exact(2) {
        let pause = u64::from(pair[1]) * 2;
        now += pause;
        // Half of the recogniser's callers look at the clock, the others only press.
        if pair[0] & 0x80 != 0 {
            give(&wedge.tick(now), &mut given);
        }
        let key = match pair[0] & 0x7f {
            b'\r' | b'\t' => Key::End,
            low @ 0..0x20 if low != 0x1d => Key::Other,
            // Beyond ASCII too: one character, several bytes.
            b'~' => Key::Char('\u{e9}'),
            sign => Key::Char(char::from(sign)),
        };
        if let Key::Char(sign) = key {
            typed.push(sign);
            keys += 1;
            fastest = if keys > 1 { fastest.min(pause) } else { fastest };
        } else {
            fastest = fastest.min(pause);
        }
        let outcome = wedge.press(key, now);
        if fastest > 300 {
            assert!(!matches!(outcome, Outcome::Scan(_) | Outcome::Unfinished(_)), "a person typed this: {outcome:?}");
        }
        give(&outcome, &mut given);
    }
    if let Some(deadline) = wedge.deadline() {
        assert!(deadline <= now + 300, "keys are held for ever");
        give(&wedge.tick(deadline), &mut given);
    }
    assert_eq!(wedge.deadline(), None);
    assert_eq!(given, typed, "keys were lost, doubled or moved");
    for sign in CODE.chars() {
        now += 5;
        assert_eq!(wedge.press(Key::Char(sign), now), Outcome::Held);
    }
    assert_eq!(wedge.press(Key::End, now + 5), Outcome::Scan(CODE.into()));
}

/// The longest text of a serial or enrolled scanner: a part of a document in QR codes.
const LONGEST: usize = 768;

fn give(outcome: &Outcome, given: &mut String) {
    match outcome {
        Outcome::Held => {}
        Outcome::Typed(text) => given.push_str(text),
        Outcome::Scan(text) | Outcome::Unfinished(text) => {
            let length = text.chars().count();
            // Only a part of a document is longer than a code.
            let longest = if text.starts_with("SKG1:") { 700 } else { 128 };
            assert!((4..=longest).contains(&length), "a code of {length} signs");
            given.push_str(text);
        }
    }
}

/// A code in words of all scanners: not empty, not endless.
fn check(seen: &Seen, longest: usize) {
    if let Seen::Code(text) | Seen::Unfinished(text) = seen {
        assert!(!text.is_empty() && text.chars().count() <= longest, "{} signs", text.chars().count());
        through(text);
    }
}

/// The way of every code into the till: cleaned, then read.
fn through(raw: &str) {
    let text = Normal::default().text(raw);
    assert!(text.len() <= raw.len());
    if let Ok(domain::barcode::Reading::Plain { key, .. }) = domain::barcode::read(&text, &[]) {
        assert!(!key.is_empty() && key.len() <= domain::barcode::CODE_LIMIT, "{key:?}");
        assert!(key.chars().all(|sign| sign == ' ' || sign.is_ascii_graphic()), "{key:?}");
    }
}

/// Codes of serial scanners.
pub fn scanner_lines(bytes: &[u8]) {
    let steps = steps(bytes);
    let (mut lines, mut alone) = (Lines::default(), Lines::default());
    for step in &steps {
        let seen = lines.push(step.bytes, step.now);
        for seen in &seen {
            check(seen, LONGEST);
            if let Seen::Code(text) | Seen::Unfinished(text) = seen {
                assert!(!text.contains(['\r', '\n', '\t', '\u{2}', '\u{3}']), "{text:?}");
            }
        }
        let pieces: Vec<Seen> = step.bytes.iter().flat_map(|byte| alone.push(&[*byte], step.now)).collect();
        // An empty piece only lets time pass.
        let pieces = if step.bytes.is_empty() { alone.push(&[], step.now) } else { pieces };
        assert_eq!(seen, pieces, "the pieces in which bytes come must not matter");
    }
    let end = afterwards(&steps);
    let last = lines.push(format!("\u{2}{CODE}\r\n").as_bytes(), end).pop();
    assert_eq!(last, Some(Seen::Code(CODE.into())));
    assert!(!lines.is_pending());
}

/// Key events of grabbed scanners, 24 bytes each.
pub fn scanner_evdev(bytes: &[u8]) {
    let (mut events, mut pieces) = (Events::default(), Events::default());
    let mut keys = Scancodes::default();
    let heard = events.push(bytes);
    let alone: Vec<Event> = bytes.chunks(7).flat_map(|piece| pieces.push(piece)).collect();
    assert_eq!(heard, alone, "the pieces in which bytes come must not matter");
    let mut last = 0;
    for event in heard {
        let seen = match event {
            Event::Key { code, value, at } => {
                last = last.max(at % 1_000_000);
                keys.push(code, value, last)
            }
            Event::Lost { at } => {
                last = last.max(at % 1_000_000);
                keys.lost(last);
                None
            }
        };
        seen.iter().for_each(check_keys);
    }
    keys.tick(last + 150).iter().for_each(check_keys);
    assert!(!keys.is_pending(), "half a code is kept for ever");
    let mut now = last + 1_000;
    let mut found = None;
    // 8 9 9 1 2 3 4, Enter; whatever was held down before.
    for code in [9, 10, 10, 2, 3, 4, 5, 28] {
        for value in [1, 0] {
            now += 2;
            found = found.or(keys.push(code, value, now));
        }
    }
    assert_eq!(found, Some(Seen::Code("8991234".into())));
    assert!(keys.pace_ms() <= 5);
}

fn check_keys(seen: &Seen) {
    check(seen, LONGEST);
    if let Seen::Code(text) | Seen::Unfinished(text) = seen {
        let known = |sign: char| matches!(sign, ' '..='~' | '\u{4}' | '\u{1c}'..='\u{1f}' | '\u{fffd}');
        assert!(text.chars().all(known), "{text:?}");
    }
}

/// Reports of HID POS scanners: each step is a report.
pub fn scanner_hidpos(bytes: &[u8]) {
    let announced = [[0x05, 0x8c].as_slice(), bytes].concat();
    assert!(is_hid_scanner(&announced));
    // Half an item at the end says nothing.
    let _ = is_hid_scanner(bytes);
    let steps = steps(bytes);
    let mut scanner = HidPos::default();
    for step in &steps {
        if let Some(seen) = scanner.push(step.bytes, step.now) {
            check(&seen, 4096 + 3);
            if let Seen::Code(text) = &seen {
                assert!(!text.ends_with(['\r', '\n', '\t', '\0']), "{text:?}");
            }
        }
    }
    let end = afterwards(&steps);
    if let Some(seen) = scanner.tick(end) {
        check(&seen, 4096 + 3);
    }
    assert!(!scanner.is_pending(), "half a code is kept for ever");
    let mut report = [0u8; 64];
    (report[0], report[1]) = (2, 13);
    report[2..5].copy_from_slice(b"]E0");
    report[5..18].copy_from_slice(CODE.as_bytes());
    assert_eq!(scanner.push(&report, end), Some(Seen::Code(format!("]E0{CODE}"))));
}

/// What scanners add, taken away; the first two bytes say how long prefix and suffix are.
pub fn scanner_normalize(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let signs: Vec<char> = text.chars().collect();
    let [first, second, rest @ ..] = signs.as_slice() else { return through(&text) };
    let (prefix, rest) = rest.split_at((u32::from(*first) % 4) as usize % (rest.len() + 1));
    let (suffix, rest) = rest.split_at((u32::from(*second) % 4) as usize % (rest.len() + 1));
    let normal = Normal { prefix: prefix.iter().collect(), suffix: suffix.iter().collect() };
    let raw: String = rest.iter().collect();
    let ends = ['\r', '\n', '\t', '\u{2}', '\u{3}'];
    let code = normal.text(&raw);
    assert!(!code.starts_with(ends) && !code.ends_with(ends), "{code:?}");
    assert!(code.chars().count() <= raw.chars().count());
    assert!(raw.contains(normal.parts(&raw).code), "something was made up");
    // With STX, prefix, suffix and CR around it, a plain code is itself.
    let inside = |part: &str| part.chars().all(|sign| sign.is_ascii_alphanumeric());
    if inside(&normal.prefix) && inside(&normal.suffix) {
        let around = format!("\u{2}{}{CODE}{}\r\n", normal.prefix, normal.suffix);
        assert_eq!(normal.text(&around), CODE);
    }
    through(&raw);
    let mut once = Dedupe::default();
    assert!(once.admit(&code, 1_000) && !once.admit(&code, 1_299) && once.admit(&code, 1_700));
    assert!(once.admit(&format!("{code}x"), 1_700), "another code counts at once");
}
