//! Scanners that are plugged, pulled, mixed up and cut short. Pipes and ptys stand for devices.

mod input_tree;

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use hardware::discover::{Access, Identity, Kind, Status, Trouble};
use hardware::scan::{Enrol, EnrolListener, EvdevScanner, Grab, HidPosScanner, Plan, Scanners, Seen, SerialScanner, Source};
use input_tree::{SCANNER_DESCRIPTOR, Tree, Usb, digits, expect, keys, swap};
use serialport::{SerialPort, TTYPort};

#[derive(Debug, PartialEq)]
enum News {
    Seen(Seen),
    Status(Status),
}

const SCANNER: Usb<'_> = Usb { chain: "1-1", ids: ("05e0", "1200"), serial: "S1", product: "Scanner" };
const HID: Usb<'_> = Usb { chain: "1-4", ids: ("0c2e", "0001"), serial: "H7", product: "Voyager" };

fn identity(text: &str) -> Identity {
    Identity::parse(text).unwrap_or_else(|error| panic!("{error}"))
}

fn evdev(tree: &Tree, name: &str) -> (EvdevScanner, Receiver<News>) {
    let (tell, heard) = channel();
    let other = tell.clone();
    let seen = move |seen| drop(tell.send(News::Seen(seen)));
    let status = move |status| drop(other.send(News::Status(status)));
    (EvdevScanner::start_at(tree.sysfs(), Grab::Listen, identity(name), seen, status), heard)
}

fn code(text: &str) -> News {
    News::Seen(Seen::Code(text.into()))
}

fn away(news: &News) -> bool {
    matches!(news, News::Status(Status::Away(_)))
}

#[test]
fn a_keyboard_scanner_comes_goes_and_comes_back_elsewhere() {
    let tree = Tree::new();
    let (_scanner, heard) = evdev(&tree, "usb:05e0:1200/S1");
    // Missing at the start, appearing later.
    expect(&heard, |news| matches!(news, News::Status(Status::Away(Trouble::Missing { .. }))));
    let mut device = tree.keyboard(&SCANNER, 0, 5);
    expect(&heard, |news| *news == News::Status(Status::Ready));
    let mut at = 5_000;
    digits(&mut device, "8991234567890", true, &mut at, 2);
    expect(&heard, |news| *news == code("8991234567890"));
    // Half a code, then the cable.
    digits(&mut device, "899", false, &mut at, 2);
    tree.unplug("1-1", "input/event5", "dev/input/event5");
    drop(device);
    expect(&heard, |news| *news == News::Seen(Seen::Unfinished("899".into())));
    expect(&heard, away);
    // Another port, another node, and a code at once.
    let mut device = tree.keyboard(&Usb { chain: "1-3.1", ..SCANNER }, 0, 17);
    expect(&heard, |news| *news == News::Status(Status::Ready));
    digits(&mut device, "4006381333931", true, &mut at, 2);
    expect(&heard, |news| *news == code("4006381333931"));
}

#[test]
fn half_codes_are_told_after_a_pause_and_garbage_is_borne() {
    let tree = Tree::new();
    let mut device = tree.keyboard(&SCANNER, 0, 5);
    let (_scanner, heard) = evdev(&tree, "usb:05e0:1200/S1");
    let mut at = 1_000;
    expect(&heard, |news| *news == News::Status(Status::Ready));
    digits(&mut device, "12345", false, &mut at, 2);
    expect(&heard, |news| *news == News::Seen(Seen::Unfinished("12345".into())));
    let soup: Vec<u8> = (0..24_000u32).map(|n| u8::try_from(n.wrapping_mul(2_654_435_761) >> 24).expect("byte")).collect();
    device.write_all(&soup).expect("soup");
    at += 5_000;
    keys(&mut device, &[(42, 1), (35, 1), (35, 0), (42, 0), (58, 1), (58, 0), (79, 1), (79, 0), (96, 1), (96, 0)], &mut at, 2);
    // The soup ends on an event's edge (24,000 bytes), so that the next code is whole.
    expect(&heard, |news| matches!(news, News::Seen(Seen::Code(text)) if text.ends_with("H1")));
}

#[test]
fn another_model_at_the_same_port_is_told_and_twins_are_chosen_by_port() {
    let tree = Tree::new();
    let mut other = tree.keyboard(&Usb { ids: ("046d", "c31c"), ..SCANNER }, 0, 5);
    let (_scanner, heard) = evdev(&tree, "usb:05e0:1200@1-1");
    let news = expect(&heard, |news| matches!(news, News::Status(Status::Away(Trouble::Replaced { .. }))));
    let News::Status(status) = news else { panic!("{news:?}") };
    assert!(status.to_string().contains("alat lain"), "{status}");
    let mut at = 1_000;
    digits(&mut other, "12345678", true, &mut at, 2);

    let twins = Tree::new();
    let mut first = twins.keyboard(&SCANNER, 0, 5);
    let mut second = twins.keyboard(&Usb { chain: "1-2", ..SCANNER }, 0, 6);
    let (_scanner, of_second) = evdev(&twins, "usb:05e0:1200@1-2");
    expect(&of_second, |news| *news == News::Status(Status::Ready));
    digits(&mut first, "11111111", true, &mut at, 2);
    digits(&mut second, "22222222", true, &mut at, 2);
    assert_eq!(expect(&of_second, |news| matches!(news, News::Seen(_))), code("22222222"));
    assert!(heard.try_recv().is_err(), "a keyboard of another model is not listened to");
}

#[test]
fn two_scanners_at_once_never_mix_and_the_same_code_counts_once() {
    let tree = Tree::new();
    let mut left = tree.keyboard(&SCANNER, 0, 5);
    let mut right = tree.keyboard(&Usb { chain: "1-2", serial: "S2", ..SCANNER }, 0, 6);
    let plans = vec![
        Plan::new("kiri", Source::Keyboard(identity("usb:05e0:1200/S1"))),
        Plan { same_code_ms: 0, ..Plan::new("kanan", Source::Keyboard(identity("usb:05e0:1200/S2"))) },
    ];
    let (tell, heard) = channel();
    let ready = tell.clone();
    let seen = move |name: &str, seen| drop(tell.send((name.to_owned(), News::Seen(seen))));
    let status = move |name: &str, status| drop(ready.send((name.to_owned(), News::Status(status))));
    let scanners = Scanners::start_at(&tree.sysfs(), Grab::Listen, plans, seen, status);
    assert_eq!(scanners.len(), 2);
    for _ in 0..2 {
        expect(&heard, |(_, news)| *news == News::Status(Status::Ready));
    }
    let (mut at_left, mut at_right) = (1_000, 1_000);
    for digit in ["8", "9", "9", "1"] {
        digits(&mut left, digit, false, &mut at_left, 1);
        digits(&mut right, "7", false, &mut at_right, 1);
        std::thread::sleep(Duration::from_millis(5));
    }
    for _ in 0..3 {
        digits(&mut left, "", true, &mut at_left, 1);
        digits(&mut right, "", true, &mut at_right, 1);
        std::thread::sleep(Duration::from_millis(30));
        digits(&mut left, "8991", false, &mut at_left, 1);
        digits(&mut right, "7777", false, &mut at_right, 1);
    }
    std::thread::sleep(Duration::from_millis(300));
    let mut codes: Vec<(String, News)> = heard.try_iter().collect();
    codes.sort_by(|a, b| a.0.cmp(&b.0));
    let of = |name: &str, code: News| (name.to_owned(), code);
    let right_codes = (0..3).map(|_| of("kanan", code("7777")));
    let rest = [of("kanan", News::Seen(Seen::Unfinished("7777".into()))), of("kiri", code("8991"))];
    let wanted: Vec<(String, News)> = right_codes.chain(rest).chain([of("kiri", News::Seen(Seen::Unfinished("8991".into())))]).collect();
    assert_eq!(codes, wanted);
}

#[test]
fn only_what_scans_the_shown_code_is_offered() {
    let tree = Tree::new();
    let mut scanner = tree.keyboard(&SCANNER, 0, 5);
    let mut keyboard = tree.keyboard(&Usb { chain: "1-2", ids: ("046d", "c31c"), serial: "", product: "Keyboard" }, 0, 6);
    let (tell, heard) = channel();
    let _listener = EnrolListener::start_at(tree.sysfs(), "73150042", move |news| drop(tell.send(news)));
    std::thread::sleep(Duration::from_millis(200));
    let mut at = 1_000;
    digits(&mut keyboard, "12345678", true, &mut at, 60);
    digits(&mut keyboard, "73150042", true, &mut at, 60);
    let typed = expect(&heard, |_| true);
    assert!(matches!(&typed, Enrol::Typed(found) if found.identity == "usb:046d:c31c@1-2"), "{typed:?}");
    digits(&mut scanner, "99999999", true, &mut at, 2);
    let other = expect(&heard, |_| true);
    assert!(matches!(&other, Enrol::OtherCode(found) if found.identity == "usb:05e0:1200/S1"), "{other:?}");
    digits(&mut scanner, "73150042", true, &mut at, 2);
    let offered = expect(&heard, |_| true);
    assert!(matches!(&offered, Enrol::Offered(found) if found.identity == "usb:05e0:1200/S1"), "{offered:?}");
}

#[test]
fn a_hid_scanner_survives_a_replug() {
    let tree = Tree::new();
    let mut device = tree.hid(&HID, 0, SCANNER_DESCRIPTOR);
    let (tell, heard) = channel();
    let other = tell.clone();
    let status = move |status| drop(other.send(News::Status(status)));
    let seen = move |seen| drop(tell.send(News::Seen(seen)));
    let _scanner = HidPosScanner::start_at(tree.sysfs(), identity("usb:0c2e:0001/H7"), seen, status);
    let report = |data: &[u8]| {
        let mut report = [0u8; 64];
        report[..5].copy_from_slice(&[2, u8::try_from(data.len()).expect("length"), b']', b'C', b'1']);
        report[5..5 + data.len()].copy_from_slice(data);
        report
    };
    expect(&heard, |news| *news == News::Status(Status::Ready));
    device.write_all(&report(b"0104006381333931\x1d10A")).expect("report");
    expect(&heard, |news| *news == code("]C10104006381333931\u{1d}10A"));
    tree.unplug("1-4", "hidraw/hidraw0", "dev/hidraw0");
    drop(device);
    expect(&heard, away);
    let mut device = tree.hid(&HID, 3, SCANNER_DESCRIPTOR);
    expect(&heard, |news| *news == News::Status(Status::Ready));
    device.write_all(&report(b"0104006381333931")).expect("report");
    expect(&heard, |news| *news == code("]C10104006381333931"));
}

#[test]
fn a_serial_scanner_survives_a_replug_on_another_port() {
    let directory = tempfile::tempdir().expect("directory");
    let path = directory.path().join("usb-scanner");
    let plug = || {
        let (master, slave) = TTYPort::pair().expect("pty");
        swap(&path, slave.name().expect("name").as_ref());
        master
    };
    let (tell, heard) = channel();
    let other = tell.clone();
    let seen = move |seen| drop(tell.send(News::Seen(seen)));
    let _scanner = SerialScanner::start(path.clone(), 9600, seen, move |status| drop(other.send(News::Status(status))));
    expect(&heard, |news| matches!(news, News::Status(Status::Away(Trouble::Missing { .. }))));
    let mut first = plug();
    expect(&heard, |news| *news == News::Status(Status::Ready));
    first.write_all(b"\x028991234567890\x03\r\n899").expect("write");
    expect(&heard, |news| *news == code("8991234567890"));
    expect(&heard, |news| *news == News::Seen(Seen::Unfinished("899".into())));
    let mut second = plug();
    drop(first);
    expect(&heard, away);
    expect(&heard, |news| *news == News::Status(Status::Ready));
    second.write_all(b"]E04006381333931\r").expect("write");
    expect(&heard, |news| *news == code("]E04006381333931"));
    drop(second);
}

#[test]
fn a_port_that_another_program_holds_is_told() {
    let (_master, slave) = TTYPort::pair().expect("pty");
    let (tell, heard) = channel();
    let path = slave.name().expect("name");
    let other = serialport::new(&path, 9600).open_native().expect("another program");
    let _scanner = SerialScanner::start(path.into(), 9600, |_| {}, move |status| drop(tell.send(status)));
    let status = expect(&heard, |_| true);
    assert!(matches!(status, Status::Away(Trouble::Held { .. })), "{status:?}");
    assert!(status.to_string().contains("program lain"), "{status}");
    drop(other);
    expect(&heard, |status| *status == Status::Ready);
    drop(slave);
}

#[test]
fn no_permission_is_told_with_its_fix() {
    let tree = Tree::new();
    let mut device = tree.keyboard(&SCANNER, 0, 5);
    let path = tree.path("dev/input/event5");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).expect("mode");
    if std::fs::File::options().read(true).write(true).open(&path).is_ok() {
        // The administrator may do everything: nothing to see here.
        return;
    }
    let found = tree.sysfs().list_kind(Kind::Keyboard).remove(0);
    assert!(matches!(&found.access, Access::Denied { fix } if fix.contains("usermod -aG input")), "{found:?}");
    let (tell, enrol) = channel();
    let _listener = EnrolListener::start_at(tree.sysfs(), "73150042", move |news| drop(tell.send(news)));
    expect(&enrol, |news| matches!(news, Enrol::Denied(found) if found.identity == "usb:05e0:1200/S1"));
    let (_scanner, heard) = evdev(&tree, "usb:05e0:1200/S1");
    let news = expect(&heard, away);
    assert!(matches!(news, News::Status(Status::Away(Trouble::Denied { group: "input", .. }))), "{news:?}");
    // Once the group is right, it works without a restart.
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("mode");
    expect(&heard, |news| *news == News::Status(Status::Ready));
    digits(&mut device, "8991", true, &mut 1_000, 2);
    expect(&heard, |news| *news == code("8991"));
}
