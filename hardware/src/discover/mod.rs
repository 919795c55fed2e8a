//! Which devices are connected, what they are called, and whether they may be used.
//!
//! Everything is read from sysfs and `/dev`, without libudev: a device is named by its serial number
//! or by the port it is plugged into, never by `lp0` or `ttyUSB0`.

mod holder;
mod identity;
mod list;
mod network;
pub(crate) mod port;
mod sysfs;
pub(crate) mod trouble;
mod watch;
pub(crate) mod worker;

pub use identity::{Identity, IdentityError};
pub use network::{Subnet, local_subnets, scan_network};
pub use sysfs::Sysfs;
pub use trouble::{Device, Status, Trouble, permission_fix};
pub use watch::{Change, Watcher};

/// What a found device can be used as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A USB printer with a device file `/dev/usb/lp*`.
    Printer,
    /// A USB printer that no kernel driver serves; printed to directly.
    PrinterWithoutDriver,
    /// A printer on port 9100 of the network.
    NetworkPrinter,
    /// A serial port: printer, scanner, scale or display.
    Serial,
    /// A bound Bluetooth serial port (`/dev/rfcomm*`).
    Bluetooth,
    /// A keyboard, which may be a scanner: only enrolment tells.
    Keyboard,
    /// A scanner that says so (HID usage page 8Ch).
    HidScanner,
}

/// Whether a device may be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Access {
    /// Yes.
    Ok,
    /// The system forbids it.
    Denied {
        /// What to do, in one sentence.
        fix: String,
    },
    /// Another program has it open; [`Found::note`] names it.
    Busy,
}

/// A connected device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it can be used as.
    pub kind: Kind,
    /// What it calls itself.
    pub name: String,
    /// What it is called in the settings; stays the same on any path.
    pub identity: String,
    /// Where it is now. For serial ports this may be opened as it is; for others it changes.
    pub path: String,
    /// Whether it may be used.
    pub access: Access,
    /// What else there is to know, in one sentence; empty if nothing.
    pub note: String,
}
