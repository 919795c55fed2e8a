//! The printer of a row, and the wire to it.

use std::fs::{File, OpenOptions};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use hardware::link::Address;
use hardware::sim::{Fault, SimPrinter};
use support::scratch;
use tempfile::TempDir;

use crate::till::until;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Tcp,
    Serial,
    Usb,
    File,
}

impl Wire {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Serial => "serial",
            Self::Usb => "usb",
            Self::File => "file",
        }
    }
}

/// The system gives the number of a pulled terminal to the next one, which may be another row's printer:
/// while one comes or goes, no other does.
static PLUGS: Mutex<()> = Mutex::new(());

fn plugs() -> MutexGuard<'static, ()> {
    PLUGS.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Device {
    /// None behind a file.
    pub(crate) sim: Option<SimPrinter>,
    wire: Wire,
    folder: TempDir,
    /// Another till's connection.
    other: Mutex<Option<TcpStream>>,
    /// Terminals that take the old numbers, so that a printer comes back on another path.
    taken: Mutex<Vec<File>>,
    watch: Mutex<Option<JoinHandle<()>>>,
}

impl Device {
    pub(crate) fn new(wire: Wire) -> Self {
        let _alone = plugs();
        let sim = match wire {
            Wire::Tcp => Some(SimPrinter::tcp().expect("a port")),
            Wire::Serial | Wire::Usb => Some(SimPrinter::pty().expect("a terminal")),
            Wire::File => None,
        };
        let device =
            Self { sim, wire, folder: scratch::folder(), other: Mutex::default(), taken: Mutex::default(), watch: Mutex::default() };
        device.point();
        device
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The name under which the system keeps the device, wherever it is plugged in.
    pub(crate) fn node(&self) -> PathBuf {
        self.folder.path().join("printer")
    }

    /// As udev does for `/dev/serial/by-id`.
    fn point(&self) {
        if let Some(Address::Serial { path, .. }) = self.sim.as_ref().map(SimPrinter::address) {
            let new = self.folder.path().join("new");
            std::os::unix::fs::symlink(path, &new).expect("links");
            std::fs::rename(new, self.node()).expect("moves");
        }
    }

    pub(crate) fn link(&self) -> String {
        self.link_to(&self.node())
    }

    /// The same kind of wire to another path.
    pub(crate) fn link_to(&self, path: &Path) -> String {
        match self.wire {
            Wire::Tcp => self.sim.as_ref().expect("a printer").address().to_string(),
            Wire::Serial => format!("serial:{}:9600:xonxoff", path.display()),
            Wire::Usb => format!("usb:{}", path.display()),
            Wire::File => format!("file:{}", path.display()),
        }
    }

    /// An address of this kind at which nothing is.
    pub(crate) fn nowhere(&self) -> String {
        match self.wire {
            Wire::Tcp => "tcp:tidak-ada.invalid:9100".to_owned(),
            _ => self.link_to(&self.folder.path().join("tidak-ada/printer")),
        }
    }

    /// A connection of another till, which keeps the only place.
    pub(crate) fn occupy(&self) {
        if let Some(Address::Tcp { host, port }) = self.sim.as_ref().map(SimPrinter::address) {
            *self.other.lock().expect("a lock") = Some(TcpStream::connect((host, port)).expect("connects"));
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    pub(crate) fn fault(&self, after: usize, fault: Fault) {
        let sim = self.sim.as_ref().expect("a printer");
        let terminal = matches!(sim.address(), Address::Serial { .. });
        if terminal && fault == Fault::Unplug {
            self.watch_for_the_end();
        }
        sim.fault_after(after, fault);
        // Locks and cables are looked at by the printer's own thread.
        if after == 0 {
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Takes the name away when the terminal goes, as udev does.
    fn watch_for_the_end(&self) {
        let (node, end) = (self.node(), std::fs::canonicalize(self.node()).expect("a terminal"));
        let (ready, go) = channel();
        let watch = std::thread::spawn(move || {
            let _alone = plugs();
            ready.send(()).expect("heard");
            until(Duration::from_secs(20), || !end.exists());
            std::fs::remove_file(node).expect("removes");
        });
        go.recv().expect("ready");
        *self.watch.lock().expect("a lock") = Some(watch);
    }

    /// Everything is well again; a pulled cable is in another socket.
    pub(crate) fn mend(&self) {
        *self.other.lock().expect("a lock") = None;
        let Some(sim) = &self.sim else { return };
        let watch = self.watch.lock().expect("a lock").take();
        let pulled = watch.is_some();
        if let Some(watch) = watch {
            watch.join().expect("the watch ends");
        }
        let _alone = plugs();
        let before = sim.address();
        if pulled && let Address::Serial { path, .. } = &before {
            // Its number is free only when the till has let go of its end, which may come after its name is gone.
            let mut taken = self.taken.lock().expect("a lock");
            let is_taken = until(Duration::from_secs(10), || {
                taken.clear();
                while !path.exists() && taken.len() < 50 {
                    taken.push(OpenOptions::new().read(true).write(true).open("/dev/ptmx").expect("a terminal"));
                }
                path.exists()
            });
            assert!(is_taken, "{} cannot be taken", path.display());
        }
        sim.clear();
        sim.replug();
        if pulled {
            // On the old path only when another row lets go of it at this very moment.
            until(Duration::from_secs(1), || sim.address() != before);
            self.point();
        }
    }

    pub(crate) fn paper(&self) -> Vec<u8> {
        match &self.sim {
            Some(sim) => sim.paper(),
            None => std::fs::read(self.node()).unwrap_or_default(),
        }
    }

    pub(crate) fn pulses(&self) -> usize {
        match &self.sim {
            Some(sim) => sim.pulses(),
            None => self.paper().windows(3).filter(|bytes| bytes == b"\x1Bp\0").count(),
        }
    }
}
