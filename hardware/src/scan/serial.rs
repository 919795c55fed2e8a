//! A scanner on a serial port, read by a thread of its own that survives unplugging.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use super::lines::{IDLE_MS, Lines, Seen};
use crate::discover::port::{Framing, Port};
use crate::discover::trouble::Teller;
use crate::discover::worker::{Bell, RETRY, Woken, Worker};
use crate::discover::{Device, Status, Trouble};

/// A running scanner; ends when dropped.
#[derive(Debug)]
pub struct SerialScanner {
    _worker: Worker,
}

impl SerialScanner {
    /// Reads the port until dropped, and again whenever it comes back. `seen` hears codes, `status`
    /// hears changes; both are called from the scanner's thread.
    pub fn start(path: PathBuf, baud: u32, seen: impl Fn(Seen) + Send + 'static, status: impl Fn(Status) + Send + 'static) -> Self {
        let work = move |bell: &Bell| {
            let mut teller = Teller::new(status);
            while !bell.stopped() {
                match Port::open(Device::Scanner, &path, baud, Framing::Eight) {
                    Ok(port) => {
                        teller.tell(Status::Ready);
                        listen(&port, bell, &seen);
                        if !bell.stopped() {
                            teller.away(Trouble::Broken { device: Device::Scanner });
                        }
                    }
                    Err(trouble) => teller.away(trouble),
                }
                bell.pause(RETRY);
            }
        };
        Self { _worker: Worker::start("pemindai", work) }
    }
}

/// Reads until the port breaks.
fn listen(port: &Port, bell: &Bell, seen: &impl Fn(Seen)) {
    let started = Instant::now();
    let now = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let mut lines = Lines::default();
    let mut buffer = [0u8; 256];
    while !bell.stopped() {
        let patience = lines.is_pending().then_some(Duration::from_millis(IDLE_MS));
        match bell.readable(port.fd(), patience) {
            Ok(Woken::Ready) => match port.read(&mut buffer) {
                Ok([]) => break,
                Ok(bytes) => lines.push(bytes, now()).into_iter().for_each(seen),
                Err(error) if error.kind() == ErrorKind::WouldBlock => {}
                Err(_) => break,
            },
            Ok(Woken::Late) => lines.tick(now()).into_iter().for_each(seen),
            Ok(Woken::Called) => {}
            Ok(Woken::Gone) | Err(_) => break,
        }
    }
    // Unplugged in the middle of a code.
    lines.tick(u64::MAX).into_iter().for_each(seen);
}
