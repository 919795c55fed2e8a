//! A scale behind a CDC-ACM port: real termios, so 7E1 can be seen.

use std::error::Error;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use hardware::discover::{Kind, Status, Sysfs};
use hardware::scale::{Protocol, Reading, Scale, Weight};
use rustix::fd::OwnedFd;
use rustix::fs::{Mode, OFlags, open};
use rustix::termios::{ControlModes, OptionalActions, tcgetattr, tcsetattr};

use super::gadget::{Gadget, appears, until};
use super::{Lab, Proof, ensure, expect};

const PORT: &str = "/dev/ttyACM0";
const CABLE_END: &str = "/dev/ttyGS0";

#[derive(Debug, PartialEq)]
enum News {
    Reading(Reading),
    Status(Status),
}

pub(super) fn prove(lab: &mut Lab) {
    lab.prove("a Toledo scale talks 7E1 over CDC-ACM and sells at rest only", weighed);
}

fn weighed() -> Proof {
    let gadget = Gadget::serial_port("S0001")?;
    ensure(appears(PORT) && appears(CABLE_END), || "the port is missing".to_owned())?;
    let listed = Sysfs::system().list_kind(Kind::Serial);
    ensure(listed.iter().any(|found| found.path == PORT && found.name.contains("Ariva")), || format!("{listed:?}"))?;
    let end = CableEnd::start(b"\x0201.250\r")?;
    let (tell, heard) = channel();
    let other = tell.clone();
    let reading = move |reading| drop(tell.send(News::Reading(reading)));
    let status = move |status| drop(other.send(News::Status(status)));
    let scale = Scale::start(PathBuf::from(PORT), 9_600, Protocol::Toledo8217, reading, status);
    let stable = |grams| move |news: &News| *news == News::Reading(Reading::Stable { grams });
    let sells = |scale: &Scale| scale.sellable().map(Weight::grams);

    expect(&heard, "a stable weight", stable(1_250))?;
    ensure(until(|| sells(&scale) == Some(1_250)), || format!("{:?}", scale.sellable()))?;
    ensure(end.asked(), || "nobody asked W".to_owned())?;
    framing()?;

    end.answers(b"\x02?\x01\r");
    expect(&heard, "motion", |news| *news == News::Reading(Reading::Unstable))?;
    ensure(sells(&scale).is_none(), || "a weight in motion is sold".to_owned())?;
    end.answers(b"\x0202.000\r");
    expect(&heard, "the new weight", stable(2_000))?;
    ensure(until(|| sells(&scale) == Some(2_000)), || format!("{:?}", scale.sellable()))?;

    // Silence: after a second there is nothing to sell.
    end.answers(b"");
    expect(&heard, "silence", |news| *news == News::Reading(Reading::Unreadable))?;
    ensure(sells(&scale).is_none(), || "an old weight is sold".to_owned())?;

    drop(end);
    gadget.unplug()?;
    expect(&heard, "that it is away", |news| matches!(news, News::Status(Status::Away(_))))?;
    gadget.plug()?;
    ensure(appears(PORT) && appears(CABLE_END), || "the port did not come back".to_owned())?;
    let _end = CableEnd::start(b"\x0200.500N\r")?;
    expect(&heard, "a weight after the cable is back", stable(500))?;
    drop(scale);
    gadget.unplug()?;
    Ok(())
}

/// What the driver was told: 9600 baud, seven bits, even parity, one stop bit.
fn framing() -> Proof {
    let fd = open(PORT, OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?;
    let line = tcgetattr(&fd)?;
    let modes = line.control_modes;
    let seven = modes & ControlModes::CSIZE == ControlModes::CS7;
    let even = modes.contains(ControlModes::PARENB) && !modes.intersects(ControlModes::PARODD | ControlModes::CSTOPB);
    let speed = (line.input_speed(), line.output_speed());
    ensure(seven && even && speed == (9_600, 9_600), || format!("{modes:?}, {speed:?}"))
}

/// The scale's side: answers `W`.
struct CableEnd {
    answer: Arc<Mutex<Vec<u8>>>,
    asked: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    thread: Option<thread::JoinHandle<()>>,
}

impl CableEnd {
    fn start(answer: &[u8]) -> Result<Self, Box<dyn Error>> {
        let fd = open(CABLE_END, OFlags::RDWR | OFlags::NOCTTY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?;
        let mut line = tcgetattr(&fd)?;
        line.make_raw();
        tcsetattr(&fd, OptionalActions::Now, &line)?;
        let (answer, asked, stop) = (Arc::new(Mutex::new(answer.to_vec())), Arc::default(), Arc::default());
        let (says, heard, ends) = (Arc::clone(&answer), Arc::clone(&asked), Arc::clone(&stop));
        let thread = thread::spawn(move || serve(&fd, &says, &heard, &ends));
        Ok(Self { answer, asked, stop, thread: Some(thread) })
    }

    fn answers(&self, bytes: &[u8]) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = bytes.to_vec();
    }

    fn asked(&self) -> bool {
        self.asked.load(Ordering::Relaxed)
    }
}

fn serve(fd: &OwnedFd, answer: &Mutex<Vec<u8>>, asked: &AtomicBool, stop: &AtomicBool) {
    let mut buffer = [0u8; 64];
    while !stop.load(Ordering::Relaxed) {
        match rustix::io::read(fd, &mut buffer) {
            Ok(count) if buffer[..count].contains(&b'W') => {
                asked.store(true, Ordering::Relaxed);
                let answer = answer.lock().unwrap_or_else(PoisonError::into_inner).clone();
                // A cable without a reader takes no bytes: the next question gets the next answer.
                let _given = rustix::io::write(fd, &answer);
            }
            _ => thread::sleep(Duration::from_millis(5)),
        }
    }
}

impl Drop for CableEnd {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}
