//! Scales and displays on ptys: dialogues, silence, noise, cables.

mod input_tree;

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use hardware::discover::{Status, Trouble};
use hardware::display::{Kind, PoleDisplay, begin, show};
use hardware::scale::{Protocol, Reading, Scale, Weight};
use input_tree::{expect, swap};
use serialport::{SerialPort, TTYPort};

#[derive(Debug, PartialEq)]
enum News {
    Reading(Reading),
    Status(Status),
}

fn pair() -> (TTYPort, PathBuf) {
    let (mut master, slave) = TTYPort::pair().expect("pty");
    master.set_timeout(Duration::from_secs(2)).expect("timeout");
    (master, slave.name().expect("name").into())
}

fn start(path: PathBuf, protocol: Protocol) -> (Scale, Receiver<News>) {
    let (tell, heard) = channel();
    let other = tell.clone();
    let reading = move |reading| drop(tell.send(News::Reading(reading)));
    (Scale::start(path, 9600, protocol, reading, move |status| drop(other.send(News::Status(status)))), heard)
}

fn answer(master: &mut TTYPort, request: &[u8], answer: &[u8]) {
    // Until the till has opened its end, the pty answers with an error.
    let until = Instant::now() + Duration::from_secs(5);
    let mut got = Vec::new();
    let mut byte = [0u8; 1];
    while !got.ends_with(request) {
        assert!(Instant::now() < until, "asked {got:?}");
        match master.read(&mut byte) {
            Ok(1) => got.push(byte[0]),
            _ => std::thread::sleep(Duration::from_millis(10)),
        }
    }
    master.write_all(answer).expect("answer");
}

#[test]
fn a_toledo_scale_is_asked_until_it_is_still() {
    let (mut master, path) = pair();
    let (scale, heard) = start(path, Protocol::Toledo8217);
    answer(&mut master, b"W", b"\x02?\x01\r");
    expect(&heard, |news| *news == News::Status(Status::Ready));
    expect(&heard, |news| *news == News::Reading(Reading::Unstable));
    assert_eq!(scale.sellable(), None);
    answer(&mut master, b"W", b"\x0201.250\r");
    expect(&heard, |news| *news == News::Reading(Reading::Stable { grams: 1250 }));
    assert_eq!(scale.sellable(), Weight::new(1250));
    // Silence: the weight is not fresh after a second, and the status says so after two.
    let begun = Instant::now();
    expect(&heard, |news| *news == News::Reading(Reading::Unreadable));
    assert!(begun.elapsed() > Duration::from_millis(700));
    assert_eq!(scale.sellable(), None);
    expect(&heard, |news| matches!(news, News::Status(Status::Away(Trouble::Silent { .. }))));
    answer(&mut master, b"W", b"\x0200.750\r");
    expect(&heard, |news| *news == News::Status(Status::Ready));
}

#[test]
fn a_cas_scale_has_its_dialogue_and_pounds_are_refused() {
    let (mut master, path) = pair();
    let (scale, heard) = start(path, Protocol::CasEnq);
    let frame = |body: &[u8]| {
        let check = body.iter().fold(0, |sum, byte| sum ^ byte);
        [&[0x01, 0x02], body, &[check, 0x03, 0x04]].concat()
    };
    answer(&mut master, &[0x05], &[0x06]);
    answer(&mut master, &[0x11], &frame(b"S  0.345kg"));
    expect(&heard, |news| *news == News::Reading(Reading::Stable { grams: 345 }));
    answer(&mut master, &[0x05], &[0x06]);
    answer(&mut master, &[0x11], &frame(b"S  0.345lb"));
    expect(&heard, |news| *news == News::Status(Status::Away(Trouble::WrongUnit)));
    assert_eq!(scale.sellable(), None);
}

#[test]
fn an_sma_scale_is_asked() {
    let (mut master, path) = pair();
    let (_scale, heard) = start(path, Protocol::Sma);
    answer(&mut master, b"\nW\r", b"\n 1G       2.005kg\r");
    expect(&heard, |news| *news == News::Reading(Reading::Stable { grams: 2005 }));
    answer(&mut master, b"\nW\r", b"\nZ1G       0.000kg\r");
    expect(&heard, |news| *news == News::Reading(Reading::Zero));
}

#[test]
fn a_stream_is_pulled_replaced_and_garbled() {
    let directory = tempfile::tempdir().expect("directory");
    let link = directory.path().join("usb-scale");
    let (mut first, path) = pair();
    swap(&link, &path);
    let (scale, heard) = start(link.clone(), Protocol::StGs);
    let line = b"ST,GS,+0001.250kg\r\n";
    // What is said before the port is open is old.
    std::thread::sleep(Duration::from_millis(200));
    first.write_all(&[line.as_slice(), line].concat()).expect("write");
    expect(&heard, |news| *news == News::Reading(Reading::Stable { grams: 1250 }));
    let (mut second, path) = pair();
    swap(&link, &path);
    drop(first);
    expect(&heard, |news| matches!(news, News::Status(Status::Away(Trouble::Broken { .. }))));
    assert_eq!(scale.sellable(), None);
    let until = Instant::now() + Duration::from_secs(5);
    while Instant::now() < until && heard.try_iter().all(|news| news != News::Reading(Reading::Stable { grams: 800 })) {
        // Until the till has opened its end, the pty refuses.
        let _refused = second.write_all(b"ST,GS,+0000.800kg\r\n");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(scale.sellable(), Weight::new(800));
    // Another model on the same cable.
    for _ in 0..8 {
        second.write_all(b"WT:12.5 N\r\n").expect("write");
    }
    expect(&heard, |news| matches!(news, News::Status(Status::Away(Trouble::Garbled { .. }))));
    assert_eq!(scale.sellable(), None);
}

#[test]
fn a_display_shows_the_latest_and_never_waits() {
    let directory = tempfile::tempdir().expect("directory");
    let link = directory.path().join("usb-display");
    let (tell, heard) = channel();
    let begun = Instant::now();
    let display = PoleDisplay::start(link.clone(), 9600, Kind::Cd5220, move |status| drop(tell.send(status)));
    for number in 0..1_000 {
        display.show("TOTAL", &number.to_string());
    }
    assert!(begun.elapsed() < Duration::from_secs(1), "a display that is not there held the till up");
    expect(&heard, |status| matches!(status, Status::Away(Trouble::Missing { .. })));
    for _ in 0..2 {
        let (mut master, path) = pair();
        swap(&link, &path);
        expect(&heard, |status| *status == Status::Ready);
        let wanted = [begin(Kind::Cd5220), show(Kind::Cd5220, "TOTAL", "999")].concat();
        let mut got = vec![0u8; wanted.len()];
        master.read_exact(&mut got).expect("text");
        assert_eq!(got, wanted);
        drop(master);
        expect(&heard, |status| matches!(status, Status::Away(_)));
    }
    drop(display);
}

#[test]
fn a_display_that_takes_no_bytes_is_told() {
    let (master, path) = pair();
    let (tell, heard) = channel();
    let display = PoleDisplay::start(path, 9600, Kind::EpsonDm, move |status| drop(tell.send(status)));
    expect(&heard, |status| *status == Status::Ready);
    let until = Instant::now() + Duration::from_secs(8);
    let mut told = false;
    while !told && Instant::now() < until {
        display.show("TOTAL", "Rp 12.500");
        std::thread::sleep(Duration::from_micros(300));
        told = heard.try_iter().any(|status| matches!(status, Status::Away(Trouble::Stalled { .. })));
    }
    assert!(told);
    drop(master);
}
