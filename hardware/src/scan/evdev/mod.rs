//! Scanners that are keyboards, taken from the system: a grabbed device types into no window, not
//! even the wrong one. Only enrolled devices are grabbed (see [`EnrolListener`]).

mod decode;
mod enrol;
mod event;
mod table;

pub use decode::Scancodes;
pub use enrol::{Enrol, EnrolListener};
pub use event::{Event, Events};

use std::io;
use std::path::Path;
use std::time::{Duration, Instant};

use evdev::raw_stream::RawDevice;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{Mode, OFlags, fcntl_getfl, fcntl_setfl};

use super::Seen;
use crate::discover::port::read;
use crate::discover::trouble::Teller;
use crate::discover::worker::{Bell, RETRY, Woken, Worker};
use crate::discover::{Device, Identity, Kind, Status, Sysfs, Trouble};

/// Whether the device is taken from everybody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grab {
    /// Taken: no other program hears its keys.
    Exclusive,
    /// Only listened to. For tests with pipes in place of devices, which cannot be grabbed.
    Listen,
}

/// A running scanner; gives the device back when dropped.
#[derive(Debug)]
pub struct EvdevScanner {
    _worker: Worker,
}

/// How long keys that are down are waited for before it is told.
const KEYS_DOWN: Duration = Duration::from_secs(2);

impl EvdevScanner {
    /// Takes the enrolled scanner over, and again whenever it comes back, on any path. `seen` hears
    /// codes, `status` hears changes; both are called from the scanner's thread.
    pub fn start(identity: Identity, seen: impl Fn(Seen) + Send + 'static, status: impl Fn(Status) + Send + 'static) -> Self {
        Self::start_at(Sysfs::system(), Grab::Exclusive, identity, seen, status)
    }

    /// The same with the devices of another directory.
    pub fn start_at(
        sysfs: Sysfs,
        grab: Grab,
        identity: Identity,
        seen: impl Fn(Seen) + Send + 'static,
        status: impl Fn(Status) + Send + 'static,
    ) -> Self {
        let work = move |bell: &Bell| {
            let mut teller = Teller::new(status);
            while !bell.stopped() {
                match take_wanted(&sysfs, grab, &identity, bell) {
                    Ok(taken) => {
                        teller.tell(Status::Ready);
                        listen(&taken, bell, &seen);
                        if !bell.stopped() {
                            teller.away(Trouble::Broken { device: Device::Scanner });
                        }
                    }
                    Err(trouble) => teller.away(trouble),
                }
                bell.pause(RETRY);
            }
        };
        Self { _worker: Worker::start("pemindai", work) }
    }
}

/// An open keyboard.
enum Taken {
    Grabbed(Box<RawDevice>),
    Plain(OwnedFd),
}

impl Taken {
    fn fd(&self) -> BorrowedFd<'_> {
        match self {
            Self::Grabbed(device) => device.as_fd(),
            Self::Plain(fd) => fd.as_fd(),
        }
    }
}

/// The first of the devices with this identity that can be taken: with twins, the free one.
fn take_wanted(sysfs: &Sysfs, grab: Grab, identity: &Identity, bell: &Bell) -> Result<Taken, Trouble> {
    let mut trouble = Trouble::Missing { device: Device::Scanner, at: identity.to_string() };
    for path in sysfs.find(Device::Scanner, Kind::Keyboard, identity)? {
        match take(&path, grab, bell) {
            Ok(taken) => return Ok(taken),
            Err(wrong) => trouble = wrong,
        }
    }
    Err(trouble)
}

fn take(path: &Path, grab: Grab, bell: &Bell) -> Result<Taken, Trouble> {
    let failed = |error: io::Error| Trouble::opening(Device::Scanner, path, "input", &error);
    if grab == Grab::Listen {
        return open_plain(path).map(Taken::Plain).map_err(failed);
    }
    let mut device = RawDevice::open(path).map_err(failed)?;
    let flags = fcntl_getfl(&device).and_then(|flags| fcntl_setfl(&device, flags | OFlags::NONBLOCK));
    flags.map_err(|error| failed(error.into()))?;
    let waiting = Instant::now();
    loop {
        // A key that is down while the device is grabbed stays down for everybody else.
        if keys_up(&device).map_err(failed)? {
            device.grab().map_err(failed)?;
            if keys_up(&device).map_err(failed)? {
                break;
            }
            // Pressed in between.
            device.ungrab().map_err(failed)?;
        }
        if waiting.elapsed() > KEYS_DOWN || bell.stopped() {
            return Err(Trouble::KeysDown { device: Device::Scanner });
        }
        bell.pause(Duration::from_millis(20));
    }
    // What was typed before the grab went to the system: it is not a scan.
    let mut old = [0u8; 64 * event::SIZE];
    while read(device.as_fd(), &mut old).is_ok_and(|bytes| !bytes.is_empty()) {}
    Ok(Taken::Grabbed(Box::new(device)))
}

fn keys_up(device: &RawDevice) -> io::Result<bool> {
    Ok(device.get_key_state()?.iter().next().is_none())
}

fn open_plain(path: &Path) -> io::Result<OwnedFd> {
    Ok(rustix::fs::open(path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty())?)
}

/// The decoder of one open device, with the kernel's times: a thread that was kept waiting does not
/// take a code for two halves.
#[derive(Default)]
struct Stream {
    events: Events,
    keys: Scancodes,
    last: u64,
}

impl Stream {
    fn push(&mut self, bytes: &[u8]) -> Vec<Seen> {
        let mut seen = Vec::new();
        for event in self.events.push(bytes) {
            match event {
                Event::Key { code, value, at } => {
                    // A clock that was set back does not go back here.
                    self.last = self.last.max(at);
                    seen.extend(self.keys.push(code, value, self.last));
                }
                Event::Lost { at } => {
                    self.last = self.last.max(at);
                    self.keys.lost(self.last);
                }
            }
        }
        seen
    }

    /// Nothing came for so long.
    fn idle(&mut self) -> Option<Seen> {
        self.keys.tick(self.last.saturating_add(decode::IDLE_MS))
    }

    fn patience(&self) -> Option<Duration> {
        self.keys.is_pending().then_some(Duration::from_millis(decode::IDLE_MS))
    }
}

/// Reads until the device is gone.
fn listen(taken: &Taken, bell: &Bell, seen: &impl Fn(Seen)) {
    let mut stream = Stream::default();
    let mut buffer = [0u8; 64 * event::SIZE];
    while !bell.stopped() {
        match bell.readable(taken.fd(), stream.patience()) {
            Ok(Woken::Ready) => match read(taken.fd(), &mut buffer) {
                Ok([]) => break,
                Ok(bytes) => stream.push(bytes).into_iter().for_each(seen),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => break,
            },
            Ok(Woken::Late) => stream.idle().into_iter().for_each(seen),
            Ok(Woken::Called) => {}
            Ok(Woken::Gone) | Err(_) => break,
        }
    }
    // Unplugged in the middle of a code.
    stream.idle().into_iter().for_each(seen);
}
