//! The two system calls that no crate here offers.

use std::io;

use rustix::fd::BorrowedFd;
use rustix::ioctl::{Getter, Opcode, ioctl};

/// `TIOCOUTQ`, on sockets `SIOCOUTQ`: bytes that have not left this machine.
const OUT_QUEUE: Opcode = 0x5411;
/// `LPGETSTATUS` of `linux/lp.h`: the status byte of a printer's port.
const PORT_STATUS: Opcode = 0x060B;

/// Bytes that the other side has not acknowledged.
#[expect(unsafe_code, reason = "rustix has no call of its own for it")]
pub(super) fn out_queue(fd: BorrowedFd<'_>) -> io::Result<usize> {
    // SAFETY: the kernel writes one int for this number, on sockets and terminals alike; what knows it
    // not refuses with an error.
    let count = unsafe { ioctl(fd, Getter::<OUT_QUEUE, i32>::new()) }.map_err(io::Error::from)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The port's status byte of a usblp device.
#[expect(unsafe_code, reason = "rustix has no call of its own for it")]
pub(super) fn port_status(fd: BorrowedFd<'_>) -> io::Result<i32> {
    // SAFETY: usblp writes one int for this number; other drivers refuse with an error.
    unsafe { ioctl(fd, Getter::<PORT_STATUS, i32>::new()) }.map_err(io::Error::from)
}
