//! Writing to something that may stop taking bytes: a deadline on progress.

use std::io;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, BorrowedFd};

use super::{Failure, Pace};

/// Writes all bytes to a non-blocking descriptor; gives up when no byte was taken for
/// `pace.patience`.
pub(super) fn write_all(fd: BorrowedFd<'_>, bytes: &[u8], pace: Pace) -> Result<(), Failure> {
    let mut sent = 0;
    let mut progress = Instant::now();
    while sent < bytes.len() {
        let end = bytes.len().min(sent + pace.chunk.max(1));
        match rustix::io::write(fd, &bytes[sent..end]).map_err(io::Error::from) {
            Ok(0) => wait(fd, pace.patience.saturating_sub(progress.elapsed())).map_err(|error| Failure::writing(sent, &error))?,
            Ok(taken) => {
                sent += taken;
                progress = Instant::now();
                if !pace.pause.is_zero() && sent < bytes.len() {
                    std::thread::sleep(pace.pause);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                wait(fd, pace.patience.saturating_sub(progress.elapsed())).map_err(|error| Failure::writing(sent, &error))?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::writing(sent, &error)),
        }
    }
    Ok(())
}

/// Waits until the descriptor takes bytes.
pub(super) fn wait(fd: BorrowedFd<'_>, patience: Duration) -> io::Result<()> {
    let timeout = Timespec { tv_sec: i64::try_from(patience.as_secs()).unwrap_or(i64::MAX), tv_nsec: i64::from(patience.subsec_nanos()) };
    let borrowed = fd.as_fd();
    let mut watched = [PollFd::new(&borrowed, PollFlags::OUT)];
    match poll(&mut watched, Some(&timeout)).map_err(io::Error::from) {
        Ok(0) => Err(io::ErrorKind::TimedOut.into()),
        Ok(_)
            if watched[0].revents().intersects(PollFlags::ERR | PollFlags::HUP | PollFlags::NVAL)
                && !watched[0].revents().contains(PollFlags::OUT) =>
        {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(()),
        Err(error) => Err(error),
    }
}
