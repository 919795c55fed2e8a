//! Scanners against their limits: from a device's bytes to the decoded code as the till hears it, and
//! what all device threads cost while nothing happens.
//!
//! `cargo bench -p sokoguru-hardware`. Pipes and ptys stand for devices; the bytes take the same way
//! through the threads. Not a timed test: it never fails, it tells.

#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]

#[path = "../tests/input_tree/mod.rs"]
mod input_tree;

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use hardware::discover::{Identity, Status, Watcher};
use hardware::display::{Kind, PoleDisplay};
use hardware::scale::{Protocol, Scale};
use hardware::scan::{Event, Events, Grab, HidPos, Lines, Normal, Plan, Scancodes, Scanners, Seen, SerialScanner, Source};
use input_tree::{SCANNER_DESCRIPTOR, Tree, Usb, digits};
use serialport::{SerialPort, TTYPort};

const LIMIT: Duration = Duration::from_millis(1);
const CODES: u64 = 5_000;
const IDLE: Duration = Duration::from_secs(10);
const SCANNER: Usb<'_> = Usb { chain: "1-1", ids: ("05e0", "1200"), serial: "S1", product: "Scanner" };
const HID: Usb<'_> = Usb { chain: "1-4", ids: ("0c2e", "0001"), serial: "H7", product: "Voyager" };

fn main() {
    // `cargo test --benches` passes `--test`: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    println!("{:<56} {:>10} {:>10} {:>10} {:>8}", "figure", "p50", "p99", "limit", "ratio");
    decoders();
    let mut shop = Shop::open();
    shop.scan("evdev: device bytes to code heard", "papan", |devices, code| {
        digits(&mut devices.keyboard, code, true, &mut devices.at, 2);
        // The kernel's clock goes on between codes.
        devices.at += 500;
    });
    shop.scan("HID POS: device bytes to code heard", "hid", |devices, code| {
        devices.hid.write_all(&report(code)).expect("report");
    });
    shop.scan("serial: device bytes to code heard", "serial", |devices, code| {
        devices.serial.write_all(format!("\u{2}{code}\r\n").as_bytes()).expect("line");
    });
    shop.idle();
}

/// The decoders alone: what of the time is ours.
fn decoders() {
    let tree = Tree::new();
    let mut raw = tree.keyboard(&SCANNER, 0, 5);
    let (mut at, mut bytes) = (1_000, [0u8; 4_096]);
    let (mut evdev, mut hid, mut serial) = (Vec::new(), Vec::new(), Vec::new());
    let (mut events, mut keys, mut reports, mut lines) = (Events::default(), Scancodes::default(), HidPos::default(), Lines::default());
    for n in 0..CODES {
        let code = code(n);
        digits(&mut raw, &code, true, &mut at, 2);
        let length = raw.read(&mut bytes).expect("events");
        evdev.push(timed(|| {
            let mut found = None;
            for event in events.push(&bytes[..length]) {
                if let Event::Key { code, value, at } = event {
                    found = found.or(keys.push(code, value, at));
                }
            }
            found
        }));
        let report = report(&code);
        hid.push(timed(|| reports.push(&report, n)));
        let line = format!("\u{2}{code}\r\n");
        serial.push(timed(|| lines.push(line.as_bytes(), n).pop()));
    }
    tell("evdev: decoding alone, 28 key events", &mut evdev);
    tell("HID POS: decoding alone", &mut hid);
    tell("serial: decoding alone", &mut serial);
}

fn timed(decode: impl FnOnce() -> Option<Seen>) -> Duration {
    let normal = Normal::default();
    let begun = Instant::now();
    let Some(Seen::Code(code)) = decode() else { panic!("no code") };
    black_box(normal.text(&code));
    begun.elapsed()
}

/// The writing ends of three scanners.
struct Devices {
    keyboard: File,
    hid: File,
    serial: TTYPort,
    at: usize,
}

/// Scanners as a till runs them.
struct Shop {
    tree: Tree,
    devices: Devices,
    heard: Receiver<(String, Instant, Seen)>,
    _scanners: Scanners,
}

impl Shop {
    fn open() -> Self {
        let tree = Tree::new();
        let (serial, path) = pair();
        let devices = Devices { keyboard: tree.keyboard(&SCANNER, 0, 5), hid: tree.hid(&HID, 0, SCANNER_DESCRIPTOR), serial, at: 5_000 };
        let identity = |text: &str| Identity::parse(text).expect("identity");
        let plans = vec![
            Plan { same_code_ms: 0, ..Plan::new("papan", Source::Keyboard(identity("usb:05e0:1200/S1"))) },
            Plan { same_code_ms: 0, ..Plan::new("hid", Source::Hid(identity("usb:0c2e:0001/H7"))) },
            Plan { same_code_ms: 0, ..Plan::new("serial", Source::Serial { path, baud: 9_600 }) },
        ];
        let (tell, heard) = channel();
        let (ready, all) = channel();
        let seen = move |name: &str, seen| drop(tell.send((name.to_owned(), Instant::now(), seen)));
        let status = move |_: &str, status| drop(ready.send(status));
        let scanners = Scanners::start_at(&tree.sysfs(), Grab::Listen, plans, seen, status);
        for _ in 0..3 {
            assert_eq!(all.recv_timeout(Duration::from_secs(5)), Ok(Status::Ready), "a scanner is not ready");
        }
        Self { tree, devices, heard, _scanners: scanners }
    }

    fn scan(&mut self, what: &str, name: &str, mut send: impl FnMut(&mut Devices, &str)) {
        let mut times = Vec::new();
        for n in 0..CODES {
            let code = code(n);
            let begun = Instant::now();
            send(&mut self.devices, &code);
            let (from, at, seen) = self.heard.recv_timeout(Duration::from_secs(5)).expect("a code");
            assert_eq!((from.as_str(), seen), (name, Seen::Code(code)));
            times.push(at - begun);
        }
        tell(what, &mut times);
    }

    /// Ten seconds of a shop where nobody buys: three scanners, one that is missing, one whose port is
    /// missing, a scale that answers five times a second, a display, the watcher.
    fn idle(&self) {
        let sysfs = self.tree.sysfs();
        let missing = Plan::new("hilang", Source::Keyboard(Identity::parse("usb:05e0:1200/S9").expect("identity")));
        let _missing = Scanners::start_at(&sysfs, Grab::Listen, vec![missing], |_, _| {}, |_, _| {});
        let _unplugged = SerialScanner::start(self.tree.path("dev/ttyACM9"), 9_600, |_| {}, |_| {});
        let _watcher = Watcher::start(sysfs, |_| {});
        let (mut cable_end, path) = pair();
        let (weighs, first) = channel();
        let _scale = Scale::start(path, 9_600, Protocol::Toledo8217, move |reading| weighs.send(reading).unwrap_or_default(), |_| {});
        // A thread of the bench, not of a device: it ends with the program.
        let answering = std::thread::Builder::new().name("bench".to_owned()).spawn(move || {
            let mut byte = [0u8; 1];
            loop {
                match cable_end.read(&mut byte) {
                    Ok(1) if byte[0] == b'W' => cable_end.write_all(b"\x0201.250\r").expect("answer"),
                    _ => std::thread::sleep(Duration::from_millis(10)),
                }
            }
        });
        answering.expect("thread");
        let (_line, path) = pair();
        let display = PoleDisplay::start(path, 9_600, Kind::Cd5220, |_| {});
        display.show("SELAMAT DATANG", "");
        first.recv_timeout(Duration::from_secs(5)).expect("a weight");
        std::thread::sleep(Duration::from_millis(500));
        let before = cost();
        std::thread::sleep(IDLE);
        let after = cost();
        assert_eq!(before.1, after.1, "a device's thread ended");
        let share = (after.0 - before.0).as_secs_f64() / IDLE.as_secs_f64() * 100.0;
        let what = format!("{} device threads idle, share of a core", after.1);
        println!("{what:<56} {share:>9.3}% {:>10} {:>10} {:>8.2}", "", "1%", share);
    }
}

/// Processor time of all device threads, and how many there are.
fn cost() -> (Duration, usize) {
    let mut sum = (Duration::ZERO, 0);
    for task in fs::read_dir("/proc/self/task").expect("tasks").flatten() {
        let name = fs::read_to_string(task.path().join("comm")).unwrap_or_default();
        if !["pemindai", "timbangan", "layar", "alat"].contains(&name.trim()) {
            continue;
        }
        let spent = fs::read_to_string(task.path().join("schedstat")).expect("schedstat");
        let nanos: u64 = spent.split_whitespace().next().and_then(|first| first.parse().ok()).expect("a number");
        sum = (sum.0 + Duration::from_nanos(nanos), sum.1 + 1);
    }
    sum
}

fn pair() -> (TTYPort, PathBuf) {
    let (mut master, slave) = TTYPort::pair().expect("pty");
    master.set_timeout(Duration::from_secs(2)).expect("timeout");
    (master, slave.name().expect("name").into())
}

fn code(n: u64) -> String {
    format!("899{n:010}")
}

fn report(code: &str) -> [u8; 64] {
    let mut report = [0u8; 64];
    (report[0], report[1]) = (2, u8::try_from(code.len()).expect("length"));
    report[5..5 + code.len()].copy_from_slice(code.as_bytes());
    report
}

fn tell(what: &str, times: &mut [Duration]) {
    times.sort();
    let (middle, high) = (times[times.len() / 2], times[(times.len() * 99 / 100).min(times.len() - 1)]);
    let ratio = high.as_secs_f64() / LIMIT.as_secs_f64();
    println!("{what:<56} {middle:>10.1?} {high:>10.1?} {LIMIT:>10.0?} {ratio:>8.3}");
}
