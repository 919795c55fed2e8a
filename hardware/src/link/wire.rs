//! An open wire that never blocks, and the system calls that most wires share.

use std::io;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::BorrowedFd;

use crate::escpos::status::Condition;

/// An open wire to a printer. Nothing here blocks beyond the time given.
pub(crate) trait Wire {
    /// Gives some bytes and says how many were taken; `WouldBlock` when none can be now.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Takes what the printer said; `WouldBlock` when nothing, 0 when the other side closed.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize>;
    /// Waits until something can be read (or written, when `to_write`), at most this long.
    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()>;
    /// Whether the printer can say anything.
    fn two_way(&self) -> bool {
        true
    }
    /// Bytes that were taken and have not left this machine, as far as it is known.
    fn pending(&mut self) -> usize {
        0
    }
    /// What the wire itself knows of the printer, without bytes in the data.
    fn hint(&mut self) -> Option<Condition> {
        None
    }
    /// Throws away what has not left; of `taken` bytes, how many may be with the printer.
    fn abort(&mut self, taken: usize) -> usize {
        taken
    }
    /// Ends the job; an error means that the last bytes may be lost. `proved`: they are not.
    fn finish(&mut self, _proved: bool) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn write(fd: BorrowedFd<'_>, bytes: &[u8]) -> io::Result<usize> {
    match rustix::io::write(fd, bytes) {
        Ok(0) => Err(io::ErrorKind::WouldBlock.into()),
        other => other.map_err(io::Error::from),
    }
}

pub(super) fn read(fd: BorrowedFd<'_>, buffer: &mut [u8]) -> io::Result<usize> {
    rustix::io::read(fd, buffer).map_err(io::Error::from)
}

/// Waits for one of `flags`; broken wires end the wait too, the next read or write says why.
pub(super) fn wait(fd: BorrowedFd<'_>, flags: PollFlags, timeout: Duration) -> io::Result<PollFlags> {
    let timeout = Timespec { tv_sec: i64::try_from(timeout.as_secs()).unwrap_or(i64::MAX), tv_nsec: i64::from(timeout.subsec_nanos()) };
    let mut watched = [PollFd::new(&fd, flags)];
    match poll(&mut watched, Some(&timeout)) {
        Ok(_) => {
            let seen = watched[0].revents();
            if seen.intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL) && !seen.intersects(PollFlags::IN | PollFlags::OUT) {
                return Err(io::ErrorKind::BrokenPipe.into());
            }
            Ok(seen)
        }
        Err(rustix::io::Errno::INTR) => Ok(PollFlags::empty()),
        Err(error) => Err(error.into()),
    }
}

/// The flags of a wait on a wire of two directions.
pub(super) fn both(to_write: bool) -> PollFlags {
    if to_write { PollFlags::IN | PollFlags::OUT } else { PollFlags::IN }
}
