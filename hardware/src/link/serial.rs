//! Serial ports. `serialport` opens and sets them; writing is ours, because its timeout guards only
//! the start of a write (`hardware.md` section 1.4), and its flush may wait for ever.

use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::time::Duration;

use rustix::event::PollFlags;
use rustix::fd::BorrowedFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use serialport::{ClearBuffer, ErrorKind, FlowControl, SerialPort, TTYPort};

use super::wire::{self, Wire};
use super::{Cause, Failure, Flow};

/// A port of a printer.
pub(super) struct Serial {
    port: TTYPort,
    flow: Flow,
}

/// Opens a port for a printer.
pub(super) fn open_printer(path: &Path, baud: u32, flow: Flow) -> Result<Serial, Cause> {
    let control = match flow {
        Flow::RtsCts => FlowControl::Hardware,
        Flow::XonXoff => FlowControl::Software,
        Flow::None | Flow::Dsr => FlowControl::None,
    };
    let port = Serial { port: open_with(path, baud, control)?, flow };
    let flags = fcntl_getfl(port.fd()).and_then(|flags| fcntl_setfl(port.fd(), flags | OFlags::NONBLOCK));
    flags.map_err(|error| Cause::of(&io::Error::from(error)))?;
    Ok(port)
}

/// Opens a port for a scanner or another device.
pub(crate) fn open(path: &Path, baud: u32) -> Result<TTYPort, Failure> {
    open_with(path, baud, FlowControl::None).map_err(|cause| Failure::at(0, cause))
}

fn open_with(path: &Path, baud: u32, flow: FlowControl) -> Result<TTYPort, Cause> {
    let shown = path.to_string_lossy().into_owned();
    let port = serialport::new(shown.clone(), baud).flow_control(flow).timeout(Duration::from_millis(100)).open_native();
    port.map_err(|error| match error.kind() {
        ErrorKind::NoDevice if error.description.contains("lock") => Cause::Busy(shown.clone()),
        ErrorKind::NoDevice | ErrorKind::Io(io::ErrorKind::NotFound) => Cause::NotFound(shown.clone()),
        ErrorKind::Io(io::ErrorKind::PermissionDenied) => Cause::NoPermission { path: shown.clone(), group: "dialout" },
        ErrorKind::Io(io::ErrorKind::ResourceBusy) => Cause::Busy(shown.clone()),
        _ => Cause::Other(error.description.clone()),
    })
}

impl Serial {
    #[expect(unsafe_code, reason = "TTYPort offers its descriptor only as a number")]
    fn fd(&self) -> BorrowedFd<'_> {
        // SAFETY: `port` owns the descriptor and outlives the borrow.
        unsafe { BorrowedFd::borrow_raw(self.port.as_raw_fd()) }
    }

    /// Whether the printer holds DSR down. A line that has no such wire cannot tell, and is not waited
    /// for.
    fn held(&mut self) -> bool {
        self.flow == Flow::Dsr && matches!(self.port.read_data_set_ready(), Ok(false))
    }
}

impl Wire for Serial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.held() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        wire::write(self.fd(), bytes)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match wire::read(self.fd(), buffer) {
            // A terminal ends only when it is hung up.
            Ok(0) => Err(io::Error::from_raw_os_error(5)),
            other => other,
        }
    }

    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()> {
        if to_write && self.held() {
            std::thread::sleep(timeout.min(Duration::from_millis(20)));
            return Ok(());
        }
        hung_up(wire::wait(self.fd(), wire::both(to_write), timeout))
    }

    /// A line that cannot tell (ptys) counts as empty.
    fn pending(&mut self) -> usize {
        self.port.bytes_to_write().map_or(0, |count| usize::try_from(count).unwrap_or(0))
    }

    /// Closing a port waits up to half a minute for bytes that the printer does not take, and they would
    /// be printed later, behind a job that counts as given up: they are thrown away.
    fn abort(&mut self, taken: usize) -> usize {
        let left = self.pending();
        // A port that is gone has nothing to clear.
        let _gone = self.port.clear(ClearBuffer::Output);
        // Adapters hold bytes of their own, so what was given once is never counted as nothing.
        if taken == 0 { 0 } else { taken.saturating_sub(left).max(1) }
    }
}

/// A terminal that hangs up is a cable that was pulled.
pub(super) fn hung_up(waited: io::Result<PollFlags>) -> io::Result<()> {
    match waited {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(io::Error::from_raw_os_error(5)),
        other => other.map(|_| ()),
    }
}
