use proptest::prelude::*;

use super::*;

fn hear(protocol: Protocol, bytes: &[u8]) -> Vec<Heard> {
    // One byte at a time and all at once must be the same.
    let whole = Parser::new(protocol).push(bytes, 10);
    let mut parser = Parser::new(protocol);
    let pieces: Vec<Heard> = bytes.iter().flat_map(|byte| parser.push(&[*byte], 10)).collect();
    assert_eq!(whole, pieces);
    whole
}

fn reading(protocol: Protocol, bytes: &[u8]) -> Reading {
    match hear(protocol, bytes).as_slice() {
        [Heard::Reading(reading)] => *reading,
        other => panic!("{other:?}"),
    }
}

#[test]
fn toledo() {
    let read = |bytes: &[u8]| reading(Protocol::Toledo8217, bytes);
    assert_eq!(read(b"\x0201.250\r"), Reading::Stable { grams: 1250 });
    assert_eq!(read(b"noise\x02\x0200.500N\r"), Reading::Stable { grams: 500 });
    assert_eq!(read(b"\x0200.000\r"), Reading::Zero);
    // Even parity seen as 8 bits.
    let parity: Vec<u8> = b"\x0201.250\r".iter().map(|b| if b.count_ones() % 2 == 1 { b | 0x80 } else { *b }).collect();
    assert_eq!(read(&parity), Reading::Stable { grams: 1250 });
    assert_eq!(read(b"\x02?\x01\r"), Reading::Unstable);
    assert_eq!(read(b"\x02?\x03\r"), Reading::Overload);
    assert_eq!(read(b"\x02?\x04\r"), Reading::Negative);
    assert_eq!(read(b"\x02?\x40\r"), Reading::Unreadable);
    assert_eq!(hear(Protocol::Toledo8217, b"\x0202.75\r"), [Heard::WrongUnit]);
    assert_eq!(hear(Protocol::Toledo8217, b"\x02E\r01.250\r"), []);
    assert_eq!(hear(Protocol::Toledo8217, b"\x02-1.250\r\x0212\r"), [Heard::Reading(Reading::Negative), Heard::Garbled]);
}

fn cas(body: &[u8]) -> Vec<u8> {
    let check = body.iter().fold(0, |sum, byte| sum ^ byte);
    [&[0x01, 0x02], body, &[check, 0x03, 0x04]].concat()
}

#[test]
fn cas_dialogue() {
    assert_eq!(hear(Protocol::CasEnq, &[0x06]), [Heard::Say(&[0x11])]);
    assert_eq!(reading(Protocol::CasEnq, &[0x15]), Reading::Unstable);
    let read = |body: &[u8]| reading(Protocol::CasEnq, &cas(body));
    assert_eq!(read(b"S 12.345kg"), Reading::Stable { grams: 12_345 });
    assert_eq!(read(b"S  0.000kg"), Reading::Zero);
    assert_eq!(read(b"S- 0.005kg"), Reading::Negative);
    assert_eq!(read(b"U 12.345kg"), Reading::Unstable);
    assert_eq!(read(b"S   1250 g"), Reading::Stable { grams: 1250 });
    assert_eq!(read(b"S FFFFFFkg"), Reading::Overload);
    assert_eq!(hear(Protocol::CasEnq, &cas(b"S 12.345lb")), [Heard::WrongUnit]);
    let mut wrong = cas(b"S 12.345kg");
    wrong[4] = b'9';
    assert_eq!(hear(Protocol::CasEnq, &wrong), [Heard::Garbled]);
    // A block check that looks like an end.
    for grams in 0..10_000 {
        let body = format!("S {:>6}kg", format!("{}.{:03}", grams / 1000, grams % 1000));
        assert_eq!(read(body.as_bytes()), Reading::of(grams));
    }
}

#[test]
fn stream_wants_the_same_twice() {
    let line = b"ST,GS,+0001.250kg\r\n";
    let stable = Heard::Reading(Reading::Stable { grams: 1250 });
    let unstable = Heard::Reading(Reading::Unstable);
    assert_eq!(hear(Protocol::StGs, &[line.as_slice(), line].concat()), [unstable, stable]);
    let lamps = b"ST,GS,0\xc1,   1.250 kg\r\n";
    assert_eq!(hear(Protocol::StGs, &[line.as_slice(), lamps].concat()), [unstable, stable]);
    let other = b"ST,NT,+0001.251kg\r\n";
    assert_eq!(hear(Protocol::StGs, &[line.as_slice(), other, line].concat()), [unstable; 3]);
    let moved = b"US,GS,+0001.250kg\r\n";
    assert_eq!(hear(Protocol::StGs, &[line.as_slice(), moved, line, line].concat()), [unstable, unstable, unstable, stable]);
    let late = b"1.250kg\r\n";
    assert_eq!(hear(Protocol::StGs, &[late.as_slice(), line, line].concat()), [Heard::Garbled, unstable, stable]);
    assert_eq!(hear(Protocol::StGs, b"OL,GS,+9999.999kg\r\n"), [Heard::Reading(Reading::Overload)]);
    assert_eq!(hear(Protocol::StGs, b"ST,GS,+0001.250lb\r\n"), [Heard::WrongUnit]);
    let mut parser = Parser::new(Protocol::StGs);
    assert_eq!(parser.push(line, 0), [unstable]);
    assert_eq!(parser.push(line, 1_500), [unstable], "the first is too old");
    assert_eq!(parser.push(line, 2_000), [stable]);
}

#[test]
fn sma() {
    let read = |bytes: &[u8]| reading(Protocol::Sma, bytes);
    assert_eq!(read(b"\n 1G       1.250kg \r"), Reading::Stable { grams: 1250 });
    assert_eq!(read(b"\nZ1G       0.000kg\r"), Reading::Zero);
    assert_eq!(read(b"\n 1GM      1.250kg\r"), Reading::Unstable);
    assert_eq!(read(b"\nO1G      15.250kg\r"), Reading::Overload);
    assert_eq!(read(b"\nU1N      -0.250kg\r"), Reading::Negative);
    assert_eq!(read(b"\nE1G  ----------kg\r"), Reading::Unreadable);
    assert_eq!(hear(Protocol::Sma, b"\n 1G       1.250lb\r"), [Heard::WrongUnit]);
    assert_eq!(hear(Protocol::Sma, b"\n?\r\n 1T       1.250kg\r"), [Heard::Garbled, Heard::Garbled]);
}

#[test]
fn names_and_sellable_weights() {
    for protocol in Protocol::ALL {
        assert_eq!(Protocol::parse(protocol.name()), Some(protocol));
    }
    assert_eq!(Protocol::parse("dibal"), None);
    assert_eq!(Reading::Stable { grams: 5 }.sellable().map(Weight::grams), Some(5));
    for reading in [Reading::Unstable, Reading::Negative, Reading::Overload, Reading::Zero, Reading::Unreadable] {
        assert_eq!(reading.sellable(), None);
        assert!(!reading.sentence().is_empty());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(which in 0usize..4, pieces in prop::collection::vec((prop::collection::vec(any::<u8>(), 0..60), 0u64..2_000), 0..20)) {
        let mut parser = Parser::new(Protocol::ALL[which]);
        let mut now = 0;
        for (bytes, gap) in pieces {
            now += gap;
            for heard in parser.push(&bytes, now) {
                if let Heard::Reading(Reading::Stable { grams }) = heard {
                    prop_assert!(grams > 0);
                }
            }
        }
    }

    #[test]
    fn frames_with_damage_are_answered(which in 0usize..4, at in 0usize..20, byte in any::<u8>(), cut in 0usize..20) {
        let frames: [&[u8]; 4] = [b"\x0201.250\r", &cas(b"S 12.345kg"), b"ST,GS,+0001.250kg\r\n", b"\n 1G       1.250kg\r"];
        let mut frame = frames[which].to_vec();
        if let Some(place) = frame.get_mut(at) {
            *place = byte;
        }
        frame.truncate(frame.len().max(cut));
        let _ = Parser::new(Protocol::ALL[which]).push(&frame, 0);
    }
}
