//! Tells when devices come or go: inotify on the directories of device files. The kernel makes and
//! removes these itself, so this works without udev, and costs nothing while nothing happens.

use std::mem::MaybeUninit;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::fd::{AsFd, OwnedFd};
use rustix::fs::inotify::{self, CreateFlags, WatchFlags};

use super::sysfs::{Sysfs, entries};
use super::worker::{Bell, Woken, Worker};
use super::{Found, Kind};

/// What changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Devices that came, or whose name, permission or note changed. That another program holds one is
    /// not looked at: [`Sysfs::list`] does.
    pub came: Vec<Found>,
    /// Devices that went, as they were.
    pub gone: Vec<Found>,
}

/// Watches until dropped.
#[derive(Debug)]
pub struct Watcher {
    _worker: Worker,
}

/// A device comes with several files, links and a change of owner: all of it is waited for.
const SETTLE: Duration = Duration::from_millis(250);
/// But no longer than this.
const SETTLE_LIMIT: Duration = Duration::from_secs(2);
/// Without inotify the list is compared this often.
const SLOW: Duration = Duration::from_secs(5);
/// The kinds that are worth telling about.
const WATCHED: [&str; 7] = ["tty", "lp", "hidraw", "event", "rfcomm", "usb", "input"];

impl Watcher {
    /// Calls `on_change` from a thread of its own whenever a device came or went. What is connected at
    /// the start is not told: see [`Sysfs::list`].
    pub fn start(sysfs: Sysfs, on_change: impl Fn(Change) + Send + 'static) -> Self {
        // Before the thread: what is plugged in from now on is told.
        let known = sysfs.list_unheld();
        let inotify = watch(&sysfs).ok();
        Self { _worker: Worker::start("alat", move |bell| run(bell, &sysfs, inotify, known, &on_change)) }
    }
}

fn run(bell: &Bell, sysfs: &Sysfs, mut inotify: Option<OwnedFd>, mut known: Vec<Found>, on_change: &impl Fn(Change)) {
    while !bell.stopped() {
        let news = match &inotify {
            Some(fd) => bell.readable(fd.as_fd(), None).is_ok_and(|woken| woken == Woken::Ready) && drain(fd),
            None => bell.pause(SLOW) == Woken::Late,
        };
        if !news {
            continue;
        }
        settle(bell, inotify.as_ref());
        if bell.stopped() {
            return;
        }
        // Directories such as /dev/usb come and go with their devices. The new watch is set before
        // the list is read, so that nothing slips between.
        inotify = watch(sysfs).ok();
        let now = sysfs.list_unheld();
        let change = Change {
            came: now.iter().filter(|found| !known.contains(found)).cloned().collect(),
            gone: known.iter().filter(|old| !now.iter().any(|found| same(found, old))).cloned().collect(),
        };
        known = now;
        if change != Change::default() {
            on_change(change);
        }
    }
}

fn same(a: &Found, b: &Found) -> bool {
    (a.kind, &a.path, &a.name) == (b.kind, &b.path, &b.name)
}

fn settle(bell: &Bell, inotify: Option<&OwnedFd>) {
    let limit = Instant::now() + SETTLE_LIMIT;
    while let Some(fd) = inotify
        && Instant::now() < limit
    {
        match bell.readable(fd.as_fd(), Some(SETTLE)) {
            // Only news about devices prolongs the wait.
            Ok(Woken::Ready) if drain(fd) => {}
            Ok(Woken::Ready) => std::thread::sleep(Duration::from_millis(20)),
            _ => return,
        }
    }
}

/// Watches the directories that are there now.
fn watch(sysfs: &Sysfs) -> rustix::io::Result<OwnedFd> {
    let fd = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
    let flags = WatchFlags::CREATE | WatchFlags::DELETE | WatchFlags::MOVED_TO | WatchFlags::ATTRIB | WatchFlags::ONLYDIR;
    inotify::add_watch(&fd, sysfs.dev(""), flags)?;
    let buses = entries(&sysfs.dev("bus/usb")).into_iter().map(|bus| sysfs.dev("bus/usb").join(bus));
    let fixed = ["usb", "input", "serial", "serial/by-id", "bus/usb"].map(|name| sysfs.dev(name));
    for directory in fixed.into_iter().chain(buses).collect::<Vec<PathBuf>>() {
        // It may not exist: then its making is seen in the directory above.
        let _absent = inotify::add_watch(&fd, directory, flags);
    }
    Ok(fd)
}

/// Reads what has happened; true if any of it is about devices.
fn drain(fd: &OwnedFd) -> bool {
    let mut buffer = [MaybeUninit::uninit(); 4096];
    let mut reader = inotify::Reader::new(fd, &mut buffer);
    let mut news = false;
    while let Ok(event) = reader.next() {
        let name = event.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let numbered = !name.is_empty() && name.bytes().all(|b| b.is_ascii_digit());
        let link = name.contains("usb-") || name.contains("pci-");
        // A lost queue or a removed directory has no name: look.
        news |= name.is_empty() || numbered || link || name == "serial" || WATCHED.iter().any(|start| name.starts_with(start));
    }
    news
}

impl Change {
    /// True if a device of this kind came or went.
    pub fn concerns(&self, kind: Kind) -> bool {
        self.came.iter().chain(&self.gone).any(|found| found.kind == kind)
    }
}
