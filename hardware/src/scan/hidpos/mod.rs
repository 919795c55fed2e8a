//! Scanners in HID POS mode: no keyboard, data and AIM identifier as they were read.

mod decode;
mod descriptor;

pub use decode::HidPos;
pub use descriptor::is_hid_scanner;

use std::io;
use std::time::{Duration, Instant};

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::{Mode, OFlags};

use super::Seen;
use crate::discover::port::read;
use crate::discover::trouble::Teller;
use crate::discover::worker::{Bell, RETRY, Woken, Worker};
use crate::discover::{Device, Identity, Kind, Status, Sysfs, Trouble};

/// A running scanner; ends when dropped.
#[derive(Debug)]
pub struct HidPosScanner {
    _worker: Worker,
}

/// One report; the kernel gives one at a time.
const REPORT: usize = 64;

impl HidPosScanner {
    /// Reads the scanner until dropped, and again whenever it comes back, on any path. `seen` hears
    /// codes, `status` hears changes; both are called from the scanner's thread.
    pub fn start(identity: Identity, seen: impl Fn(Seen) + Send + 'static, status: impl Fn(Status) + Send + 'static) -> Self {
        Self::start_at(Sysfs::system(), identity, seen, status)
    }

    /// The same with the devices of another directory.
    pub fn start_at(
        sysfs: Sysfs,
        identity: Identity,
        seen: impl Fn(Seen) + Send + 'static,
        status: impl Fn(Status) + Send + 'static,
    ) -> Self {
        let work = move |bell: &Bell| {
            let mut teller = Teller::new(status);
            while !bell.stopped() {
                match open(&sysfs, &identity) {
                    Ok(fd) => {
                        teller.tell(Status::Ready);
                        listen(&fd, bell, &seen);
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

fn open(sysfs: &Sysfs, identity: &Identity) -> Result<OwnedFd, Trouble> {
    let mut trouble = Trouble::Missing { device: Device::Scanner, at: identity.to_string() };
    for path in sysfs.find(Device::Scanner, Kind::HidScanner, identity)? {
        match rustix::fs::open(&path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty()) {
            Ok(fd) => return Ok(fd),
            Err(error) => trouble = Trouble::opening(Device::Scanner, &path, "input", &error.into()),
        }
    }
    Err(trouble)
}

/// Reads until the device is gone.
fn listen(fd: &OwnedFd, bell: &Bell, seen: &impl Fn(Seen)) {
    let started = Instant::now();
    let now = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let mut scanner = HidPos::default();
    let mut buffer = [0u8; REPORT];
    while !bell.stopped() {
        let patience = scanner.is_pending().then_some(Duration::from_millis(decode::IDLE_MS));
        match bell.readable(fd.as_fd(), patience) {
            Ok(Woken::Ready) => match read(fd.as_fd(), &mut buffer) {
                Ok([]) => break,
                Ok(report) => scanner.push(report, now()).into_iter().for_each(seen),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(_) => break,
            },
            Ok(Woken::Late) => scanner.tick(now()).into_iter().for_each(seen),
            Ok(Woken::Called) => {}
            Ok(Woken::Gone) | Err(_) => break,
        }
    }
    scanner.tick(u64::MAX).into_iter().for_each(seen);
}
