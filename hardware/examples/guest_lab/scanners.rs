//! A keyboard that is a scanner (uinput), and a scanner in HID POS mode (gadget).

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use evdev::uinput::VirtualDevice;
use evdev::{AttributeSet, EventType, InputEvent, KeyCode};
use hardware::discover::{Identity, Kind, Status};
use hardware::scan::{Enrol, EnrolListener, EvdevScanner, HidPosScanner, Seen};
use rustix::fd::OwnedFd;
use rustix::fs::{Mode, OFlags, open};

use super::gadget::{Gadget, appears};
use super::{Lab, Proof, ensure, expect, find};

const KEYBOARD: &str = "name:Lab Scanner";
const POS: &str = "usb:0c2e:0b61/V0001";
const HIDG: &str = "/dev/hidg0";

#[derive(Debug, PartialEq)]
enum News {
    Seen(Seen),
    Status(Status),
}

pub(super) fn prove(lab: &mut Lab) {
    lab.prove("a scanner is enrolled by a code that it reads", enrolled);
    lab.prove("a grabbed scanner is heard by nobody else", grabbed);
    lab.prove("a grabbed scanner is pulled in mid-code and comes back on another node", replugged);
    lab.prove("a HID POS scanner is read, its reports joined, its cable pulled and put back", hid_pos);
}

/// A keyboard of the kernel's making. It has no place of its own, so its name is its identity.
fn keyboard(name: &str) -> Result<VirtualDevice, Box<dyn Error>> {
    let keys: AttributeSet<KeyCode> = (1..=88).map(KeyCode).collect();
    Ok(VirtualDevice::builder()?.name(name).with_keys(&keys)?.build()?)
}

/// Types digits as fast as the kernel takes them: in one go, because a guest that is kept waiting would
/// make pauses that no scanner makes.
fn digits(device: &mut VirtualDevice, code: &str, enter: bool) -> Result<(), Box<dyn Error>> {
    let keys = code.bytes().map(|digit| if digit == b'0' { 11 } else { u16::from(digit - b'0') + 1 });
    let typed = keys.chain(enter.then_some(28)).flat_map(|key| [(EventType::KEY, key, 1), SYNC, (EventType::KEY, key, 0), SYNC]);
    let events: Vec<InputEvent> = typed.map(|(kind, code, value)| InputEvent::new(kind.0, code, value)).collect();
    Ok(device.emit(&events)?)
}

/// The end of a key press.
const SYNC: (EventType, u16, i32) = (EventType::SYNCHRONIZATION, 0, 0);

fn listen() -> Result<(EvdevScanner, Receiver<News>), Box<dyn Error>> {
    let (tell, heard) = channel();
    let other = tell.clone();
    let seen = move |seen| drop(tell.send(News::Seen(seen)));
    let status = move |status| drop(other.send(News::Status(status)));
    Ok((EvdevScanner::start(Identity::parse(KEYBOARD)?, seen, status), heard))
}

fn ready(news: &News) -> bool {
    *news == News::Status(Status::Ready)
}

fn away(news: &News) -> bool {
    matches!(news, News::Status(Status::Away(_)))
}

fn code(text: &str) -> News {
    News::Seen(Seen::Code(text.into()))
}

fn enrolled() -> Proof {
    let mut device = keyboard("Lab Scanner")?;
    find(Kind::Keyboard, KEYBOARD)?;
    let (tell, heard) = channel();
    let _listener = EnrolListener::start("47110815", move |news| drop(tell.send(news)));
    // It opens all keyboards first.
    thread::sleep(Duration::from_secs(2));
    digits(&mut device, "47110815", true)?;
    let offered = expect(&heard, "the scanner", |news| matches!(news, Enrol::Offered(_)))?;
    ensure(matches!(&offered, Enrol::Offered(found) if found.identity == KEYBOARD), || format!("{offered:?}"))
}

/// A second program that reads the same keyboard.
fn second_reader(path: &str) -> Result<OwnedFd, Box<dyn Error>> {
    Ok(open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?)
}

fn hears(fd: &OwnedFd) -> usize {
    let mut buffer = [0u8; 4_096];
    rustix::io::read(fd, &mut buffer).unwrap_or(0)
}

fn grabbed() -> Proof {
    let mut device = keyboard("Lab Scanner")?;
    let path = find(Kind::Keyboard, KEYBOARD)?.path;
    let other = second_reader(&path)?;
    let (scanner, heard) = listen()?;
    expect(&heard, "that it is ready", ready)?;
    hears(&other);
    digits(&mut device, "8991234567890", true)?;
    expect(&heard, "the code", |news| *news == code("8991234567890"))?;
    ensure(hears(&other) == 0, || "the second reader heard the keys".to_owned())?;
    // Given back when the till ends; this also shows that the second reader does hear.
    drop(scanner);
    digits(&mut device, "1", false)?;
    thread::sleep(Duration::from_millis(200));
    ensure(hears(&other) > 0, || "the scanner was not given back".to_owned())
}

fn replugged() -> Proof {
    let (_scanner, heard) = listen()?;
    expect(&heard, "that it is missing", away)?;
    let mut device = keyboard("Lab Scanner")?;
    let before = find(Kind::Keyboard, KEYBOARD)?.path;
    expect(&heard, "that it is ready", ready)?;
    digits(&mut device, "899", false)?;
    drop(device);
    expect(&heard, "half a code", |news| *news == News::Seen(Seen::Unfinished("899".into())))?;
    expect(&heard, "that it is away", away)?;
    // Something else takes its place.
    let _other = keyboard("Lab Keyboard")?;
    let mut device = keyboard("Lab Scanner")?;
    let after = find(Kind::Keyboard, KEYBOARD)?.path;
    ensure(before != after, || format!("it came back as {after}"))?;
    expect(&heard, "that it is ready again", ready)?;
    digits(&mut device, "4006381333931", true)?;
    expect(&heard, "the code", |news| *news == code("4006381333931")).map(drop)
}

/// A report as scanners in HID POS mode send it.
fn report(aim: &[u8; 3], data: &[u8], continued: bool) -> Result<[u8; 64], Box<dyn Error>> {
    let mut report = [0u8; 64];
    report[0] = 2;
    report[1] = u8::try_from(data.len())?;
    report[2..5].copy_from_slice(aim);
    report[5..5 + data.len()].copy_from_slice(data);
    report[63] = u8::from(continued);
    Ok(report)
}

fn cable_end() -> Result<File, Box<dyn Error>> {
    ensure(appears(HIDG), || format!("{HIDG} is missing"))?;
    Ok(OpenOptions::new().read(true).write(true).open(HIDG)?)
}

fn hid_pos() -> Proof {
    let (tell, heard) = channel();
    let other = tell.clone();
    let seen = move |seen| drop(tell.send(News::Seen(seen)));
    let _scanner = HidPosScanner::start(Identity::parse(POS)?, seen, move |status| drop(other.send(News::Status(status))));
    expect(&heard, "that it is missing", away)?;
    let gadget = Gadget::pos_scanner("V0001")?;
    find(Kind::HidScanner, POS)?;
    expect(&heard, "that it is ready", ready)?;
    let mut end = cable_end()?;
    end.write_all(&report(b"]E0", b"8991234567890", false)?)?;
    expect(&heard, "the code", |news| *news == code("]E08991234567890"))?;
    let (first, second) = ([b'7'; 56], b"10LOT-7\x1d17261231");
    let joined = code(&format!("]C1{}10LOT-7\u{1d}17261231", "7".repeat(56)));
    // A guest that is kept waiting may tear the two apart: then it is told, and sent again.
    let mut together = false;
    for _ in 0..4 {
        end.write_all(&report(b"]C1", &first, true)?)?;
        end.write_all(&report(b"]C1", second, false)?)?;
        together = expect(&heard, "the joined code", |news| matches!(news, News::Seen(_)))? == joined;
        if together {
            break;
        }
        thread::sleep(Duration::from_millis(500));
        while heard.try_recv().is_ok() {}
    }
    ensure(together, || "the two reports were never joined".to_owned())?;
    end.write_all(&report(b"]E0", b"899", true)?)?;
    expect(&heard, "half a code", |news| *news == News::Seen(Seen::Unfinished("]E0899".into())))?;
    gadget.unplug()?;
    drop(end);
    expect(&heard, "that it is away", away)?;
    gadget.plug()?;
    expect(&heard, "that it is ready again", ready)?;
    cable_end()?.write_all(&report(b"]E0", b"4006381333931", false)?)?;
    expect(&heard, "the code", |news| *news == code("]E04006381333931"))?;
    gadget.unplug()?;
    Ok(())
}
