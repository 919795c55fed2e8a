//! Scales and printers' answers: what may be sold was said by the scale, and the frame after any
//! noise is read.

use hardware::escpos::status::{Condition, Replies, Reply, mark_bytes};
use hardware::scale::{Heard, Parser, Protocol, Reading};

use super::{afterwards, steps};

/// Toledo 8217.
pub fn scale_toledo(bytes: &[u8]) {
    scale(Protocol::Toledo8217, bytes, b"", b"\x0201.250\r");
}

/// CAS AP-1 and PD-II. Its frames have no sign that cannot stand inside one: only a pause ends noise.
pub fn scale_cas(bytes: &[u8]) {
    scale(Protocol::CasEnq, bytes, b"", b"\x01\x02S  1.250kg\x77\x03\x04");
}

/// Streams of `ST,GS,...`.
pub fn scale_stgs(bytes: &[u8]) {
    scale(Protocol::StGs, bytes, b"\n", b"ST,GS,+0001.250kg\r\nST,GS,+0001.250kg\r\n");
}

/// SMA SCP-0499.
pub fn scale_sma(bytes: &[u8]) {
    scale(Protocol::Sma, bytes, b"", b"\n 1G       1.250kg \r");
}

fn scale(protocol: Protocol, bytes: &[u8], between: &[u8], frame: &[u8]) {
    let steps = steps(bytes);
    let (mut parser, mut alone) = (Parser::new(protocol), Parser::new(protocol));
    let mut said = Vec::new();
    for step in &steps {
        said.extend_from_slice(step.bytes);
        let heard = parser.push(step.bytes, step.now);
        let pieces: Vec<Heard> = step.bytes.iter().flat_map(|byte| alone.push(&[*byte], step.now)).collect();
        if step.bytes.is_empty() {
            alone.push(&[], step.now);
        }
        assert_eq!(heard, pieces, "the pieces in which bytes come must not matter");
        assert!(heard.len() <= step.bytes.len(), "more is heard than said");
        heard.iter().for_each(|heard| check(*heard, protocol, &said));
    }
    let end = afterwards(&steps);
    if protocol != Protocol::CasEnq {
        // At once, without a pause: the frame's own beginning ends the noise.
        let now = steps.last().map_or(0, |step| step.now);
        parser.push(between, now);
        assert_eq!(parser.push(frame, now).pop(), Some(Heard::Reading(Reading::Stable { grams: 1250 })));
    }
    assert_eq!(alone.push(frame, end).pop(), Some(Heard::Reading(Reading::Stable { grams: 1250 })));
}

fn check(heard: Heard, protocol: Protocol, said: &[u8]) {
    match heard {
        Heard::Reading(reading) => {
            assert!(!reading.sentence().is_empty());
            let Reading::Stable { grams } = reading else {
                return assert_eq!(reading.sellable(), None, "{reading:?} must not be sold");
            };
            let weight = reading.sellable().map(hardware::scale::Weight::grams);
            assert_eq!(weight, Some(grams), "stable, and yet no weight");
            assert!((1..=10_000_000).contains(&grams), "{grams} g");
            // The scale itself said these digits, one after the other.
            let mask = if protocol == Protocol::Toledo8217 { 0x7f } else { 0xff };
            let said: String = said.iter().map(|byte| char::from(byte & mask)).filter(|sign| *sign != '.').collect();
            let digits = grams.to_string();
            assert!(said.contains(digits.trim_end_matches('0')), "{grams} g were never said");
        }
        Heard::Say(bytes) => assert!(protocol == Protocol::CasEnq && bytes == [0x11], "{bytes:?}"),
        Heard::Nothing | Heard::WrongUnit | Heard::Garbled => {}
    }
}

/// What printers say back.
pub fn status_replies(bytes: &[u8]) {
    let (mut whole, mut pieces) = (Replies::default(), Replies::default());
    let heard = whole.push(bytes);
    let alone: Vec<Reply> = bytes.iter().flat_map(|byte| pieces.push(&[*byte])).collect();
    assert_eq!(heard, alone, "the pieces in which bytes come must not matter");
    assert!(heard.len() <= bytes.len(), "more is heard than said");
    let mut condition = Condition::default();
    for reply in heard {
        match reply {
            Reply::RealTime(byte) => {
                assert_eq!(byte & 0x93, 0x12);
                (0..6).for_each(|question| condition.real_time(question, byte));
            }
            Reply::Automatic(bytes) => {
                assert!(bytes[0] & 0x93 == 0x10 && bytes[1..].iter().all(|byte| byte & 0x90 == 0), "{bytes:?}");
                condition = Condition::automatic(bytes);
                assert_eq!(condition.ready(), !(condition.paper_out || condition.cover_open || condition.failed || condition.offline));
            }
            Reply::Plain(byte) => {
                assert_eq!(byte & 0x90, 0);
                condition.paper(byte);
            }
            Reply::Processed(mark) => {
                assert!(mark.iter().all(u8::is_ascii_graphic) || mark.contains(&b' '), "{mark:?}");
                assert!(bytes.windows(4).any(|four| four == mark), "a mark that was never said");
            }
            Reply::Xon | Reply::Xoff => {}
        }
    }
    // XON is no part of any answer: what is behind it is read afresh.
    let mut line = vec![0x11, 0x12, 0x37, 0x22];
    line.extend(mark_bytes(42));
    line.push(0);
    assert_eq!(whole.push(&line), [Reply::Xon, Reply::RealTime(0x12), Reply::Processed(mark_bytes(42))]);
}
