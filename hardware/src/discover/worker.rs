//! A thread that serves one device: it sleeps until the device or its owner has something for it, so
//! that an idle device costs nothing, and it ends as soon as its owner is dropped.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::event::{EventfdFlags, PollFd, PollFlags, Timespec, eventfd, poll};
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};

/// How long to wait before a device is looked for again.
pub(crate) const RETRY: Duration = Duration::from_secs(1);
/// Without an event descriptor the flag is looked at this often.
const GLANCE: Duration = Duration::from_millis(100);

/// What ended a wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Woken {
    /// The device can be read (or written).
    Ready,
    /// The device is gone and nothing is left to read.
    Gone,
    /// Time is over.
    Late,
    /// The owner has news: stop or a message.
    Called,
}

/// The owner's end of the bell.
#[derive(Debug)]
pub(crate) struct Bell {
    stop: AtomicBool,
    event: Option<OwnedFd>,
}

impl Bell {
    fn new() -> Self {
        let event = eventfd(0, EventfdFlags::CLOEXEC | EventfdFlags::NONBLOCK).ok();
        Self { stop: AtomicBool::new(false), event }
    }

    /// Wakes the thread.
    pub(crate) fn ring(&self) {
        if let Some(event) = &self.event {
            // It only fails when the counter is full: then the thread is awake anyway.
            let _full = rustix::io::write(event, &1u64.to_ne_bytes());
        }
    }

    /// True once the owner wants the thread to end.
    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Waits without a device; [`Woken::Late`] or [`Woken::Called`].
    pub(crate) fn pause(&self, time: Duration) -> Woken {
        let until = Instant::now() + time;
        loop {
            if self.stopped() {
                return Woken::Called;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Woken::Late;
            }
            match self.wait(None, PollFlags::empty(), Some(left)) {
                Ok(Woken::Called) => return Woken::Called,
                Ok(_) => {}
                // Nothing that can be waited for: plain sleep is as good.
                Err(_) => std::thread::sleep(left.min(GLANCE)),
            }
        }
    }

    /// Waits until the device can be read, the owner calls, or time is over (`None`: for ever).
    pub(crate) fn readable(&self, fd: BorrowedFd<'_>, time: Option<Duration>) -> io::Result<Woken> {
        self.wait(Some(fd), PollFlags::IN, time)
    }

    /// Waits until the device takes bytes.
    pub(crate) fn writable(&self, fd: BorrowedFd<'_>, time: Duration) -> io::Result<Woken> {
        self.wait(Some(fd), PollFlags::OUT, Some(time))
    }

    /// Waits for the owner, or for the device to go away.
    pub(crate) fn hung_up(&self, fd: BorrowedFd<'_>, time: Option<Duration>) -> io::Result<Woken> {
        self.wait(Some(fd), PollFlags::empty(), time)
    }

    fn wait(&self, fd: Option<BorrowedFd<'_>>, flags: PollFlags, time: Option<Duration>) -> io::Result<Woken> {
        let time = if self.event.is_some() { time } else { Some(time.unwrap_or(GLANCE).min(GLANCE)) };
        let timeout = time.map(|time| Timespec {
            tv_sec: i64::try_from(time.as_secs()).unwrap_or(i64::MAX),
            // Rounded up to a whole millisecond, else a short rest would spin.
            tv_nsec: i64::from(time.subsec_nanos()).max(if time.as_secs() == 0 { 1_000_000 } else { 0 }),
        });
        let borrowed = fd.as_ref().map(AsFd::as_fd);
        let bell = self.event.as_ref().map(AsFd::as_fd);
        let mut watched = Vec::with_capacity(2);
        watched.extend(borrowed.as_ref().map(|fd| PollFd::new(fd, flags)));
        watched.extend(bell.as_ref().map(|fd| PollFd::new(fd, PollFlags::IN)));
        match poll(&mut watched, timeout.as_ref()) {
            Ok(0) | Err(rustix::io::Errno::INTR) => return Ok(if self.stopped() { Woken::Called } else { Woken::Late }),
            Ok(_) => {}
            Err(error) => return Err(error.into()),
        }
        let device = if fd.is_some() { watched[0].revents() } else { PollFlags::empty() };
        let called = self.event.is_some() && watched.last().is_some_and(|bell| bell.revents().contains(PollFlags::IN));
        if called && let Some(event) = &self.event {
            let mut counter = [0u8; 8];
            let _empty = rustix::io::read(event, &mut counter);
        }
        if called || self.stopped() {
            Ok(Woken::Called)
        } else if !flags.is_empty() && device.intersects(flags) {
            Ok(Woken::Ready)
        } else if device.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            Ok(Woken::Gone)
        } else {
            Ok(Woken::Late)
        }
    }
}

/// A running thread; told to end and waited for when dropped.
#[derive(Debug)]
pub(crate) struct Worker {
    bell: Arc<Bell>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts a thread. A system that gives no more threads leaves the device unserved; the till goes
    /// on.
    pub(crate) fn start(name: &str, work: impl FnOnce(&Bell) + Send + 'static) -> Self {
        let bell = Arc::new(Bell::new());
        let inner = Arc::clone(&bell);
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || work(&inner)).ok();
        Self { bell, thread }
    }

    /// Wakes the thread.
    pub(crate) fn ring(&self) {
        self.bell.ring();
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.bell.stop.store(true, Ordering::Relaxed);
        self.bell.ring();
        if let Some(thread) = self.thread.take()
            // A callback may drop its own device: a thread cannot wait for itself.
            && thread.thread().id() != std::thread::current().id()
        {
            // A panic in a callback has been reported by its own thread.
            let _ended = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sleeping_thread_ends_at_once() {
        let begun = Instant::now();
        let worker = Worker::start("test", |bell| while bell.pause(Duration::from_secs(60)) == Woken::Late {});
        std::thread::sleep(Duration::from_millis(20));
        drop(worker);
        assert!(begun.elapsed() < Duration::from_secs(2));
    }

    #[test]
    fn bytes_and_hang_up_are_told_apart() {
        let (ours, theirs) = std::os::unix::net::UnixStream::pair().expect("sockets");
        let bell = Bell::new();
        assert_eq!(bell.readable(ours.as_fd(), Some(Duration::from_millis(5))).expect("wait"), Woken::Late);
        rustix::io::write(&theirs, b"x").expect("write");
        assert_eq!(bell.readable(ours.as_fd(), None).expect("wait"), Woken::Ready);
        bell.ring();
        assert_eq!(bell.hung_up(ours.as_fd(), None).expect("wait"), Woken::Called);
        drop(theirs);
        assert_eq!(bell.hung_up(ours.as_fd(), Some(Duration::from_secs(2))).expect("wait"), Woken::Gone);
    }
}
