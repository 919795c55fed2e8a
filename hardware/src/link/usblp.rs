//! Device files of USB printers, and ordinary files.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use rustix::event::PollFlags;
use rustix::fd::AsFd;
use rustix::fs::OFlags;

use super::serial::hung_up;
use super::wire::{self, Wire};
use super::{Cause, sys};
use crate::escpos::status::Condition;

/// An open usblp device.
pub(super) struct Usblp {
    file: File,
    two_way: bool,
}

/// Opens a usblp device without blocking: a printer without paper takes nothing, for ever.
pub(super) fn open(path: &Path) -> Result<Usblp, Cause> {
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
    // Anything but a device (a pipe) would hand our own bytes back.
    let two_way = std::fs::metadata(path).is_ok_and(|file| file.file_type().is_char_device());
    let file = OpenOptions::new().read(two_way).write(true).custom_flags(flags).open(path);
    file.map(|file| Usblp { file, two_way }).map_err(|error| Cause::opening(path, "lp", &error))
}

impl Wire for Usblp {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        wire::write(self.file.as_fd(), bytes)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match wire::read(self.file.as_fd(), buffer) {
            // An empty packet; some printers send them all the time.
            Ok(0) => Err(io::ErrorKind::WouldBlock.into()),
            // EINVAL: the interface has one direction only.
            Err(error) if error.raw_os_error() == Some(22) => {
                self.two_way = false;
                Err(io::ErrorKind::WouldBlock.into())
            }
            other => other,
        }
    }

    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()> {
        let flags = match (self.two_way, to_write) {
            (true, _) => wire::both(to_write),
            (false, true) => PollFlags::OUT,
            (false, false) => {
                std::thread::sleep(timeout);
                return Ok(());
            }
        };
        hung_up(wire::wait(self.file.as_fd(), flags, timeout))
    }

    fn two_way(&self) -> bool {
        self.two_way
    }

    /// Until the last transfer is through the device does not take another; closing it before that ends
    /// the transfer, and with it the cut (`hardware.md` section 2).
    fn pending(&mut self) -> usize {
        match wire::wait(self.file.as_fd(), PollFlags::OUT, Duration::ZERO) {
            Ok(seen) => usize::from(!seen.contains(PollFlags::OUT)),
            Err(_) => 0,
        }
    }

    fn hint(&mut self) -> Option<Condition> {
        sys::port_status(self.file.as_fd()).ok().and_then(port_condition)
    }
}

/// What a port's status byte means, read as the kernel reads it: nothing while "no error" stands.
pub(super) fn port_condition(status: i32) -> Option<Condition> {
    const PAPER_OUT: i32 = 0x20;
    const SELECTED: i32 = 0x10;
    const NO_ERROR: i32 = 0x08;
    let wrong = status & NO_ERROR == 0;
    Some(Condition {
        paper_out: wrong && status & PAPER_OUT != 0,
        offline: wrong && status & SELECTED == 0,
        failed: wrong && status & (PAPER_OUT | SELECTED) == SELECTED,
        ..Condition::default()
    })
}

/// Adds to a file and brings it to the disk.
pub(super) fn append(path: &Path, bytes: &[u8]) -> Result<(), (usize, Cause)> {
    let opened = OpenOptions::new().create(true).append(true).open(path);
    let mut file = opened.map_err(|error| (0, Cause::opening(path, "lp", &error)))?;
    let mut taken = 0;
    while taken < bytes.len() {
        match file.write(&bytes[taken..]) {
            Ok(0) => return Err((taken, Cause::Stalled)),
            Ok(count) => taken += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err((taken, Cause::of(&error))),
        }
    }
    match file.sync_data() {
        // EINVAL: devices and pipes have no disk.
        Err(error) if error.raw_os_error() != Some(22) => Err((bytes.len(), Cause::of(&error))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn port_bits() {
        let healthy = port_condition(0x18).expect("bits");
        assert!(healthy.ready());
        assert!(port_condition(0x38).expect("bits").ready(), "the bit of paper alone is no error");
        assert!(port_condition(0x30).expect("bits").paper_out);
        assert!(port_condition(0x00).expect("bits").offline);
        assert!(port_condition(0x10).expect("bits").failed);
    }
}
