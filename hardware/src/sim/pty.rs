//! A simulated serial printer on a pseudo terminal. It has no modem wires, so RTS/CTS and DSR cannot be
//! shown here; XON/XOFF can.

use std::io;
use std::path::PathBuf;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rustix::fd::OwnedFd;
use rustix::fs::{FlockOperation, Mode, OFlags, fcntl_getfl, fcntl_setfl, flock, open};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

use super::Shared;
use super::fault::Event;
use crate::link::{Address, Flow};

const TICK: Duration = Duration::from_millis(2);
const XOFF: u8 = 0x13;
const XON: u8 = 0x11;

/// Both ends; the till's end is held open, so that closing it is no hang-up.
struct Pair {
    printer: OwnedFd,
    till: OwnedFd,
    locked: bool,
}

pub(super) fn start() -> io::Result<(Shared, JoinHandle<()>)> {
    let (pair, path) = pair()?;
    let shared = Shared::new(address(path));
    let own = shared.clone();
    let thread = std::thread::spawn(move || run(&own, pair));
    Ok((shared, thread))
}

fn address(path: PathBuf) -> Address {
    Address::Serial { path, baud: 9600, flow: Flow::XonXoff }
}

fn pair() -> io::Result<(Pair, PathBuf)> {
    let printer = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC)?;
    grantpt(&printer)?;
    unlockpt(&printer)?;
    let name = ptsname(&printer, Vec::new())?;
    let path = PathBuf::from(name.to_string_lossy().into_owned());
    let till = open(&path, OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
    let mut termios = tcgetattr(&till)?;
    termios.make_raw();
    tcsetattr(&till, OptionalActions::Now, &termios)?;
    fcntl_setfl(&printer, fcntl_getfl(&printer)? | OFlags::NONBLOCK)?;
    Ok((Pair { printer, till, locked: false }, path))
}

fn run(shared: &Shared, pair: Pair) {
    let mut ends = Some(pair);
    let mut xon_at: Option<Instant> = None;
    while !shared.stopped() {
        let moved = match &mut ends {
            Some(ends) => turn(shared, ends, &mut xon_at),
            None => plug_in(shared, &mut ends),
        };
        if shared.core().unplugged {
            ends = None;
        }
        if !moved {
            std::thread::sleep(TICK);
        }
    }
}

/// A pulled cable that is in again comes back on a path of its own.
fn plug_in(shared: &Shared, ends: &mut Option<Pair>) -> bool {
    if shared.core().unplugged {
        return false;
    }
    if let Ok((new, path)) = pair() {
        *shared.address() = address(path);
        *ends = Some(new);
    }
    ends.is_some()
}

/// One look at the wire; whether something moved.
fn turn(shared: &Shared, ends: &mut Pair, xon_at: &mut Option<Instant>) -> bool {
    let mut core = shared.core();
    core.tick();
    match core.event.take() {
        Some(Event::Xoff(time)) => {
            *xon_at = Some(Instant::now() + time);
            // A full line loses the byte; the test that waits for it then fails and says so.
            let _said = rustix::io::write(&ends.printer, &[XOFF]);
        }
        // A serial wire stays when the printer behind it is off or closes.
        Some(Event::Reset | Event::Close | Event::Unplug) | None => {}
    }
    if xon_at.is_some_and(|at| at <= Instant::now()) {
        *xon_at = None;
        let _said = rustix::io::write(&ends.printer, &[XON]);
    }
    if core.busy != ends.locked {
        let operation = if core.busy { FlockOperation::NonBlockingLockExclusive } else { FlockOperation::NonBlockingUnlock };
        // While the till itself has the port, it is not taken from it.
        ends.locked = flock(&ends.till, operation).is_ok() == core.busy;
    }
    let mut buffer = [0u8; 1024];
    // What comes while the printer is off goes nowhere.
    let off = core.off();
    let room = if off { buffer.len() } else { core.room().min(buffer.len()) };
    let mut moved = false;
    if room > 0
        && let Ok(count) = rustix::io::read(&ends.printer, &mut buffer[..room])
        && count > 0
    {
        moved = true;
        if !off {
            core.receive(&buffer[..count]);
        }
    }
    if !core.said.is_empty()
        && !core.stalled()
        && let Ok(count) = rustix::io::write(&ends.printer, &core.said)
    {
        core.said.drain(..count);
    }
    moved
}
