//! A scanner on a serial port, read by a thread of its own that survives unplugging.

use std::io::{ErrorKind, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use super::lines::{Lines, Seen};
use crate::link::Cause;

/// How a scanner is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Connected.
    Ready,
    /// Not connected, and why; tried again every second.
    Away(Cause),
}

/// A running scanner; ends when dropped.
pub struct SerialScanner {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// How long to wait before a port is opened again.
const RETRY: Duration = Duration::from_secs(1);

impl SerialScanner {
    /// Reads the port until dropped. `seen` hears codes, `status` hears changes; both are called from
    /// the scanner's thread.
    pub fn start(path: PathBuf, baud: u32, seen: impl Fn(Seen) + Send + 'static, status: impl Fn(Status) + Send + 'static) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || run(&path, baud, &stopped, &seen, &status));
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for SerialScanner {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A panic in a callback has been reported by its own thread.
            let _ended = thread.join();
        }
    }
}

fn run(path: &std::path::Path, baud: u32, stop: &AtomicBool, seen: &impl Fn(Seen), status: &impl Fn(Status)) {
    let mut told = None;
    let mut tell = |now: Status| {
        if told.as_ref() != Some(&now) {
            status(now.clone());
            told = Some(now);
        }
    };
    while !stop.load(Ordering::Relaxed) {
        match crate::link::open_serial(path, baud) {
            Ok(port) => {
                tell(Status::Ready);
                read(port, stop, seen);
                if !stop.load(Ordering::Relaxed) {
                    tell(Status::Away(Cause::Broken));
                }
            }
            Err(failure) => tell(Status::Away(failure.cause)),
        }
        let again = Instant::now() + RETRY;
        while Instant::now() < again && !stop.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Reads until the port breaks.
fn read(mut port: impl Read, stop: &AtomicBool, seen: &impl Fn(Seen)) {
    let started = Instant::now();
    let now = || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let mut lines = Lines::default();
    let mut buffer = [0u8; 256];
    while !stop.load(Ordering::Relaxed) {
        match port.read(&mut buffer) {
            Ok(0) => return,
            Ok(count) => lines.push(&buffer[..count], now()).into_iter().for_each(seen),
            Err(error) if matches!(error.kind(), ErrorKind::TimedOut | ErrorKind::Interrupted) => {
                lines.tick(now()).into_iter().for_each(seen)
            }
            Err(_) => return,
        }
    }
}
