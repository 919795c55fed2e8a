//! Device files (usblp) and ordinary files.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use rustix::fd::AsFd;
use rustix::fs::OFlags;

use super::{Failure, Pace, poll};

/// Sends to a usblp device. Opened without blocking; the last transfer is awaited before the file is
/// closed, because closing ends it (`hardware.md` section 2).
pub(super) fn send_device(path: &Path, bytes: &[u8], pace: Pace) -> Result<(), Failure> {
    let flags = i32::try_from((OFlags::NONBLOCK | OFlags::NOCTTY).bits()).unwrap_or(0);
    let device = OpenOptions::new().write(true).custom_flags(flags).open(path).map_err(|error| Failure::opening(path, "lp", &error))?;
    poll::write_all(device.as_fd(), bytes, pace)?;
    poll::wait(device.as_fd(), pace.patience).map_err(|error| Failure::writing(bytes.len(), &error))
}

/// Adds to a file and brings it to the disk.
pub(super) fn append(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let opened = OpenOptions::new().create(true).append(true).open(path);
    let mut file = opened.map_err(|error| Failure::opening(path, "lp", &error))?;
    file.write_all(bytes).and_then(|()| file.sync_data()).map_err(|error| Failure::writing(0, &error))
}
