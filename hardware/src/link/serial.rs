//! Serial ports. `serialport` opens and sets them; writing is ours, because its timeout guards only
//! the start of a write (`hardware.md` section 1.4).

use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fd::BorrowedFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use serialport::{ErrorKind, SerialPort, TTYPort};

use super::{Cause, Failure, Pace, poll};

pub(super) fn send(path: &Path, baud: u32, bytes: &[u8], pace: Pace) -> Result<(), Failure> {
    let port = open(path, baud)?;
    // SAFETY: `port` owns the descriptor and outlives the borrow.
    #[expect(unsafe_code, reason = "TTYPort offers its descriptor only as a number")]
    let fd = unsafe { BorrowedFd::borrow_raw(port.as_raw_fd()) };
    let flags = fcntl_getfl(fd).and_then(|flags| fcntl_setfl(fd, flags | OFlags::NONBLOCK));
    flags.map_err(|error| Failure::writing(0, &io::Error::from(error)))?;
    poll::write_all(fd, bytes, pace)?;
    drain(&port, bytes.len(), baud, pace.patience)
}

/// Opens a port for a printer or a scanner.
pub(crate) fn open(path: &Path, baud: u32) -> Result<TTYPort, Failure> {
    let shown = path.to_string_lossy().into_owned();
    serialport::new(shown.clone(), baud).timeout(Duration::from_millis(100)).open_native().map_err(|error| {
        let cause = match error.kind() {
            ErrorKind::NoDevice if error.description.contains("lock") => Cause::Busy(shown.clone()),
            ErrorKind::NoDevice | ErrorKind::Io(io::ErrorKind::NotFound) => Cause::NotFound(shown.clone()),
            ErrorKind::Io(io::ErrorKind::PermissionDenied) => Cause::NoPermission { path: shown.clone(), group: "dialout" },
            ErrorKind::Io(io::ErrorKind::ResourceBusy) => Cause::Busy(shown.clone()),
            _ => Cause::Other(error.description.clone()),
        };
        Failure::at(0, cause)
    })
}

/// Waits until the port's own buffer is empty, as long as it gets emptier. A line that cannot tell
/// (ptys) counts as empty.
fn drain(port: &TTYPort, sent: usize, baud: u32, patience: Duration) -> Result<(), Failure> {
    let mut left = port.bytes_to_write().unwrap_or(0);
    let mut progress = Instant::now();
    let step = Duration::from_millis(if baud < 19_200 { 40 } else { 10 });
    while left > 0 {
        std::thread::sleep(step);
        let now = port.bytes_to_write().unwrap_or(0);
        if now < left {
            progress = Instant::now();
        } else if progress.elapsed() > patience {
            return Err(Failure::at(sent, Cause::Stalled));
        }
        left = now;
    }
    Ok(())
}
