//! Wires to printers: each sends a job with a deadline on progress and never on the whole, and says
//! how far it came and why it stopped.

mod address;
mod cause;
mod job;
mod rfcomm;
mod send;
mod serial;
mod sys;
mod talk;
mod tcp;
mod usb;
mod usb_id;
mod usblp;
mod wire;

use std::path::Path;
use std::time::Duration;

pub use address::{Address, AddressError, Flow, UsbId};
pub use cause::{Cause, Failure, Notice};
pub use job::{Confirm, Delivery, JobOptions, Pace, Progress, StatusUse};
pub(crate) use serial::open as open_serial;
pub(crate) use wire::Wire;

use crate::escpos::status::Condition;

/// Sends one job. Returns when the printer proved that it processed everything, or, where it cannot prove
/// it, when it took every byte. `progress` hears why nothing moves within two seconds, long before the
/// job is given up.
///
/// # Errors
/// [`Failure`] says how far it came: with nothing sent, sending again is safe; with anything sent, the job
/// is uncertain and a person decides.
pub fn send(address: &Address, bytes: &[u8], options: &JobOptions, progress: &mut dyn FnMut(Progress)) -> Result<Delivery, Failure> {
    if let Address::File { path } = address {
        return match usblp::append(path, bytes) {
            Ok(()) => Ok(Delivery { confirmed: false, notice: None }),
            Err((sent, cause)) => Err(Failure::at(sent, cause)),
        };
    }
    let mut wire = open(address, progress).map_err(|cause| Failure::at(0, cause))?;
    send::run(wire.as_mut(), bytes, options, progress)
}

/// How a printer is, without printing: opens the wire and asks, when it may be asked. `None`: it is there,
/// and says no more.
///
/// # Errors
/// The [`Cause`] why it cannot be reached.
pub fn check(address: &Address, status: StatusUse) -> Result<Option<Condition>, Cause> {
    if let Address::File { path } = address {
        let there = path.exists() || path.parent().is_some_and(|folder| folder.as_os_str().is_empty() || folder.is_dir());
        return there.then_some(None).ok_or_else(|| Cause::NotFound(path.display().to_string()));
    }
    let mut wire = open(address, &mut |_| {})?;
    let pace = Pace { chunk: 64, pause: Duration::ZERO, patience: Duration::from_secs(1) };
    let options = JobOptions { pace, repair: Duration::ZERO, status, speaks: false, reset: false, confirm: Confirm::None, settle: false };
    send::ask(wire.as_mut(), &options)
}

fn open(address: &Address, progress: &mut dyn FnMut(Progress)) -> Result<Box<dyn Wire>, Cause> {
    Ok(match address {
        Address::Tcp { host, port } => Box::new(tcp::open(host, *port)?),
        Address::Serial { path, baud, flow } => Box::new(serial::open_printer(path, *baud, *flow)?),
        Address::Usb { path } | Address::File { path } => Box::new(usblp::open(path)?),
        Address::UsbId(id) => match usb_id::usblp_node(id, Path::new("/sys/class/usbmisc"), Path::new("/dev/usb")) {
            Some(node) => Box::new(usblp::open(&node)?),
            None => Box::new(usb::open(id)?),
        },
        Address::Rfcomm { path } => Box::new(rfcomm::open(path, progress)?),
        Address::Sim { name } => Box::new(crate::sim::open(name)?),
    })
}
