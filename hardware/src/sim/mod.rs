//! Simulated printers with a fault script: for tests over TCP and pseudo terminals, and inside the
//! program (`sim:NAME`) for the demo till, whose screen draws the paper.

mod command;
mod core;
mod fault;
mod paper;
mod pty;
mod tcp;
mod wire;

use std::collections::BTreeMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

pub use fault::Fault;
pub use paper::{Row, paper};

use self::core::Core;
use crate::link::{Address, Cause};

/// What a simulated printer shares with its wire.
#[derive(Clone)]
struct Shared {
    core: Arc<Mutex<Core>>,
    /// Changes when it is plugged in again elsewhere.
    address: Arc<Mutex<Address>>,
    stop: Arc<AtomicBool>,
}

impl Shared {
    fn new(address: Address) -> Self {
        Self { core: Arc::new(Mutex::new(Core::new())), address: Arc::new(Mutex::new(address)), stop: Arc::default() }
    }

    fn core(&self) -> MutexGuard<'_, Core> {
        // A panic elsewhere leaves the printer as it was.
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn address(&self) -> MutexGuard<'_, Address> {
        self.address.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The printers of this program by name.
static NAMED: Mutex<BTreeMap<String, Shared>> = Mutex::new(BTreeMap::new());

fn named(name: &str) -> Shared {
    let mut all = NAMED.lock().unwrap_or_else(PoisonError::into_inner);
    all.entry(name.to_owned()).or_insert_with(|| Shared::new(Address::Sim { name: name.to_owned() })).clone()
}

/// The wire to a printer of this program; one that nobody has asked for yet is made.
pub(crate) fn open(name: &str) -> Result<wire::SimWire, Cause> {
    wire::open(named(name), name)
}

/// A simulated printer. Its threads end when it is dropped; a named one lives as long as the program.
pub struct SimPrinter {
    shared: Shared,
    thread: Option<JoinHandle<()>>,
}

impl SimPrinter {
    /// A network printer on a free port of this machine.
    ///
    /// # Errors
    /// When no port can be opened.
    pub fn tcp() -> io::Result<Self> {
        tcp::start().map(|(shared, thread)| Self { shared, thread: Some(thread) })
    }

    /// A serial printer on a pseudo terminal.
    ///
    /// # Errors
    /// When no terminal can be opened.
    pub fn pty() -> io::Result<Self> {
        pty::start().map(|(shared, thread)| Self { shared, thread: Some(thread) })
    }

    /// The printer `sim:NAME` of this program: always the same for a name.
    pub fn named(name: &str) -> Self {
        Self { shared: named(name), thread: None }
    }

    /// Where it is now.
    pub fn address(&self) -> Address {
        self.shared.address().clone()
    }

    /// A fault from now on.
    pub fn fault(&self, fault: Fault) {
        self.shared.core().fault_after(0, fault);
    }

    /// A fault as soon as so many more bytes were taken, questions included.
    pub fn fault_after(&self, bytes: usize, fault: Fault) {
        self.shared.core().fault_after(bytes, fault);
    }

    /// Ends all faults but a pulled cable; what the printer still holds is printed.
    pub fn clear(&self) {
        self.shared.core().clear();
    }

    /// Plugs a pulled cable in again; a pseudo terminal comes back on another path.
    pub fn replug(&self) {
        self.shared.core().unplugged = false;
    }

    /// What was printed since it was made (the last megabyte), as the commands that did it.
    pub fn paper(&self) -> Vec<u8> {
        let mut core = self.shared.core();
        core.tick();
        core.paper()
    }

    /// How often the drawer was opened.
    pub fn pulses(&self) -> usize {
        self.shared.core().pulses
    }

    /// How often the paper was cut.
    pub fn cuts(&self) -> usize {
        self.shared.core().cuts
    }

    /// Bytes that did not fit into the buffer and were lost.
    pub fn dropped(&self) -> usize {
        self.shared.core().dropped
    }

    /// Pushes the drawer shut.
    pub fn close_drawer(&self) {
        self.shared.core().close_drawer();
    }
}

impl Drop for SimPrinter {
    fn drop(&mut self) {
        if let Some(thread) = self.thread.take() {
            self.shared.stop.store(true, Ordering::Relaxed);
            // A panic has been reported by its own thread.
            let _ended = thread.join();
        }
    }
}
