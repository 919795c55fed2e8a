//! The wire to a printer inside the program: no thread, the printer works when it is looked at.

use std::io;
use std::time::{Duration, Instant};

use super::Shared;
use super::core::Core;
use super::fault::Event;
use crate::link::{Cause, Wire};

/// An open wire; one at a time.
pub(crate) struct SimWire(Shared);

pub(super) fn open(shared: Shared, name: &str) -> Result<SimWire, Cause> {
    let mut core = shared.core();
    core.tick();
    let shown = format!("sim:{name}");
    if core.busy || core.in_use {
        return Err(Cause::Busy(shown));
    }
    if core.unplugged {
        return Err(Cause::NotFound(shown));
    }
    if core.off() {
        return Err(Cause::NoAnswer(shown));
    }
    core.in_use = true;
    // What happened to the last connection is past.
    core.event = None;
    core.said.clear();
    drop(core);
    Ok(SimWire(shared))
}

impl Drop for SimWire {
    fn drop(&mut self) {
        self.0.core().in_use = false;
    }
}

/// What the fault script did to the wire; stays, as a broken wire stays broken.
fn broken(core: &mut Core) -> io::Result<()> {
    core.tick();
    match core.event {
        Some(Event::Reset) => Err(io::ErrorKind::ConnectionReset.into()),
        Some(Event::Close) => Err(io::ErrorKind::BrokenPipe.into()),
        Some(Event::Unplug) => Err(io::Error::from_raw_os_error(19)),
        Some(Event::Xoff(time)) => {
            core.event = None;
            core.stall(time);
            Ok(())
        }
        None => Ok(()),
    }
}

impl Wire for SimWire {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut core = self.0.core();
        broken(&mut core)?;
        let count = core.room().min(bytes.len());
        if count == 0 {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        core.receive(&bytes[..count]);
        Ok(count)
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut core = self.0.core();
        broken(&mut core)?;
        let count = core.said.len().min(buffer.len());
        if count == 0 || core.stalled() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        buffer[..count].copy_from_slice(&core.said[..count]);
        core.said.drain(..count);
        Ok(count)
    }

    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()> {
        let until = Instant::now() + timeout;
        loop {
            {
                let mut core = self.0.core();
                broken(&mut core)?;
                if (to_write && core.room() > 0) || (!core.said.is_empty() && !core.stalled()) {
                    return Ok(());
                }
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(());
            }
            std::thread::sleep(left.min(Duration::from_millis(5)));
        }
    }

    fn finish(&mut self, _proved: bool) -> io::Result<()> {
        broken(&mut self.0.core())
    }
}
