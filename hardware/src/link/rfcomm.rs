//! A bound Bluetooth device: a terminal whose opening is the connecting, which takes two to six seconds.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use rustix::fd::AsFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::termios::{OptionalActions, QueueSelector, ioctl_tiocexcl, isatty, tcflush, tcgetattr, tcsetattr};

use super::serial::hung_up;
use super::wire::{self, Wire};
use super::{Cause, Progress, sys};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(8);
/// When the screen is told that it takes long.
const TELL_AFTER: Duration = Duration::from_millis(1500);

/// An open line.
pub(super) struct Rfcomm(File);

/// Opens the device in a thread of its own, because opening blocks until the printer answers.
pub(super) fn open(path: &Path, progress: &mut dyn FnMut(Progress)) -> Result<Rfcomm, Cause> {
    let (opened, answer) = mpsc::channel();
    let device: PathBuf = path.to_owned();
    std::thread::spawn(move || {
        let flags = i32::try_from(OFlags::NOCTTY.bits()).unwrap_or(0);
        // When nobody waits any more, the file closes here.
        let _late = opened.send(OpenOptions::new().read(true).write(true).custom_flags(flags).open(device));
    });
    let started = Instant::now();
    let mut answered = answer.recv_timeout(TELL_AFTER);
    if answered.is_err() {
        progress(Progress::Waiting(Cause::NoAnswer(path.display().to_string())));
        answered = answer.recv_timeout(CONNECT.saturating_sub(started.elapsed()));
    }
    let file = answered.map_err(|_| Cause::NoAnswer(path.display().to_string()))?;
    let file = file.map_err(|error| Cause::opening(path, "dialout", &error))?;
    prepare(&file).map_err(|error| Cause::opening(path, "dialout", &error))?;
    Ok(Rfcomm(file))
}

/// Raw bytes, nobody else, no blocking.
fn prepare(file: &File) -> io::Result<()> {
    if isatty(file) {
        let mut termios = tcgetattr(file)?;
        termios.make_raw();
        tcsetattr(file, OptionalActions::Now, &termios)?;
        ioctl_tiocexcl(file)?;
    }
    let flags = fcntl_getfl(file)?;
    fcntl_setfl(file, flags | OFlags::NONBLOCK)?;
    Ok(())
}

impl Wire for Rfcomm {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        wire::write(self.0.as_fd(), bytes)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match wire::read(self.0.as_fd(), buffer) {
            Ok(0) => Err(io::Error::from_raw_os_error(5)),
            other => other,
        }
    }

    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()> {
        hung_up(wire::wait(self.0.as_fd(), wire::both(to_write), timeout))
    }

    fn pending(&mut self) -> usize {
        sys::out_queue(self.0.as_fd()).unwrap_or(0)
    }

    fn abort(&mut self, taken: usize) -> usize {
        let left = self.pending();
        let _gone = tcflush(&self.0, QueueSelector::OFlush);
        if taken == 0 { 0 } else { taken.saturating_sub(left).max(1) }
    }
}
