//! A serial port of a scanner, scale or display: never blocks, tells hang-up from silence.

use std::io;
use std::os::fd::AsRawFd;
use std::path::Path;
use std::time::{Duration, Instant};

use rustix::fd::BorrowedFd;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use serialport::{ClearBuffer, DataBits, Parity, SerialPort, TTYPort};

use super::trouble::{Device, Trouble};
use super::worker::{Bell, Woken};

/// How bytes are framed on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// 8 data bits, no parity, 1 stop bit.
    Eight,
    /// 7 data bits, even parity, 1 stop bit (Toledo 8217).
    SevenEven,
}

/// An open port.
pub(crate) struct Port {
    tty: TTYPort,
}

impl Port {
    /// Opens the port for us alone; what waited in its buffers is old and thrown away.
    pub(crate) fn open(device: Device, path: &Path, baud: u32, framing: Framing) -> Result<Self, Trouble> {
        let mut tty = crate::link::open_serial(path, baud).map_err(|failure| Trouble::of_port(device, path, &failure.cause))?;
        if framing == Framing::SevenEven {
            let set = tty.set_data_bits(DataBits::Seven).and_then(|()| tty.set_parity(Parity::Even));
            set.map_err(|error| Trouble::Other { device, text: error.to_string() })?;
        }
        let port = Self { tty };
        let fd = port.fd();
        let flags = fcntl_getfl(fd).and_then(|flags| fcntl_setfl(fd, flags | OFlags::NONBLOCK));
        flags.map_err(|error| Trouble::Other { device, text: io::Error::from(error).to_string() })?;
        Ok(port)
    }

    /// Throws away what the device has said so far.
    pub(crate) fn forget(&self) {
        // A line that cannot be cleared only brings old bytes, which the parsers bear.
        let _old = self.tty.clear(ClearBuffer::Input);
    }

    /// The descriptor, for waiting.
    pub(crate) fn fd(&self) -> BorrowedFd<'_> {
        // SAFETY: `tty` owns the descriptor and outlives the borrow.
        #[expect(unsafe_code, reason = "TTYPort offers its descriptor only as a number")]
        unsafe {
            BorrowedFd::borrow_raw(self.tty.as_raw_fd())
        }
    }

    /// What is there now; an empty answer means the port hung up.
    pub(crate) fn read<'a>(&self, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
        read(self.fd(), buffer)
    }

    /// Writes all, or says why not. Gives up after `patience` without progress.
    pub(crate) fn write(&self, device: Device, bytes: &[u8], patience: Duration, bell: &Bell) -> Result<(), Trouble> {
        let mut sent = 0;
        let mut progress = Instant::now();
        while sent < bytes.len() && !bell.stopped() {
            match rustix::io::write(self.fd(), &bytes[sent..]) {
                Ok(count) if count > 0 => {
                    sent += count;
                    progress = Instant::now();
                }
                Ok(_) | Err(rustix::io::Errno::AGAIN | rustix::io::Errno::INTR) => {
                    let left = patience.saturating_sub(progress.elapsed());
                    if left.is_zero() {
                        return Err(Trouble::Stalled { device });
                    }
                    if matches!(bell.writable(self.fd(), left), Ok(Woken::Gone) | Err(_)) {
                        return Err(Trouble::Broken { device });
                    }
                }
                Err(_) => return Err(Trouble::Broken { device }),
            }
        }
        Ok(())
    }
}

/// One read of a descriptor that does not block; an empty answer means the other end is gone, and
/// `WouldBlock` that there is nothing now.
pub(crate) fn read<'a>(fd: BorrowedFd<'_>, buffer: &'a mut [u8]) -> io::Result<&'a [u8]> {
    loop {
        match rustix::io::read(fd, &mut *buffer) {
            Ok(count) => return Ok(&buffer[..count]),
            Err(rustix::io::Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
}
