//! USB printers that the usblp driver does not have: bulk transfers by `nusb`.

use std::io;
use std::time::Duration;

use nusb::descriptors::TransferType;
use nusb::transfer::{Buffer, Bulk, Completion, ControlIn, ControlType, Direction, In, Out, Recipient, TransferError};
use nusb::{Device, Endpoint, ErrorKind, Interface, MaybeFuture};

use super::usb_id::{Seen, pick};
use super::usblp::port_condition;
use super::wire::Wire;
use super::{Cause, UsbId};
use crate::escpos::status::Condition;

/// Transfers under way at once: one is printed while the next is ready.
const TRANSFERS: usize = 2;
const PRINTER_CLASS: u8 = 7;
const VENDOR_CLASS: u8 = 0xFF;

/// A claimed printer interface.
pub(super) struct Usb {
    out: Endpoint<Bulk, Out>,
    input: Option<Endpoint<Bulk, In>>,
    interface: Interface,
    /// Whether it is of the printer class, and knows the printer's requests.
    printer: bool,
    given: usize,
    /// Bytes that the printer acknowledged.
    through: usize,
    broken: Option<TransferError>,
    /// Said by the printer and not read yet.
    heard: Vec<u8>,
}

pub(super) fn open(id: &UsbId) -> Result<Usb, Cause> {
    let shown = id.to_string();
    let cause = |error: nusb::Error| match error.kind() {
        ErrorKind::PermissionDenied => Cause::NoUsbPermission(shown.clone()),
        ErrorKind::Busy => Cause::Busy(shown.clone()),
        ErrorKind::NotFound | ErrorKind::Disconnected => Cause::NotFound(shown.clone()),
        _ => Cause::Other(error.to_string()),
    };
    let devices = match nusb::list_devices().wait() {
        Ok(devices) => devices,
        // A system without USB has no such file.
        Err(error) if error.kind() == ErrorKind::Other => return Err(Cause::NotFound(shown)),
        Err(error) => return Err(cause(error)),
    };
    let seen = devices.map(|device| Seen {
        vendor: device.vendor_id(),
        product: device.product_id(),
        serial: device.serial_number().map(str::to_owned),
        chain: chain(device.busnum(), device.port_chain()),
        what: device,
    });
    let found = pick(id, seen.collect()).ok_or_else(|| Cause::NotFound(shown.clone()))?;
    let device = found.open().wait().map_err(&cause)?;
    let place = place(&device).ok_or_else(|| Cause::Other(format!("alat USB {shown} bukan printer")))?;
    let interface = device.claim_interface(place.number).wait().map_err(&cause)?;
    if place.setting != 0 {
        interface.set_alt_setting(place.setting).wait().map_err(&cause)?;
    }
    let out = interface.endpoint::<Bulk, Out>(place.out).map_err(&cause)?;
    let input = place.input.and_then(|address| interface.endpoint::<Bulk, In>(address).ok());
    Ok(Usb { out, input, interface, printer: place.printer, given: 0, through: 0, broken: None, heard: Vec::new() })
}

fn chain(bus: u8, ports: &[u8]) -> String {
    let ports: Vec<String> = ports.iter().map(u8::to_string).collect();
    format!("{bus}-{}", ports.join("."))
}

/// The part of a device that prints.
struct Place {
    number: u8,
    setting: u8,
    printer: bool,
    out: u8,
    input: Option<u8>,
}

/// The printer's interface, else one of the maker's own kind, with a bulk endpoint outwards.
fn place(device: &Device) -> Option<Place> {
    let configuration = device.active_configuration().ok()?;
    let mut places: Vec<Place> = configuration
        .interface_alt_settings()
        .filter(|setting| matches!(setting.class(), PRINTER_CLASS | VENDOR_CLASS))
        .filter_map(|setting| {
            let bulk = |direction| {
                let fits = |end: &nusb::descriptors::EndpointDescriptor<'_>| {
                    end.transfer_type() == TransferType::Bulk && end.direction() == direction
                };
                setting.endpoints().find(fits).map(|end| end.address())
            };
            Some(Place {
                number: setting.interface_number(),
                setting: setting.alternate_setting(),
                printer: setting.class() == PRINTER_CLASS,
                out: bulk(Direction::Out)?,
                input: bulk(Direction::In),
            })
        })
        .collect();
    // Two-way settings first, and printers before the rest.
    places.sort_by_key(|place| (!place.printer, place.input.is_none()));
    (!places.is_empty()).then(|| places.swap_remove(0))
}

fn error(error: TransferError) -> io::Error {
    match error {
        TransferError::Disconnected => io::Error::from_raw_os_error(19),
        TransferError::Cancelled => io::ErrorKind::TimedOut.into(),
        other => io::Error::other(other.to_string()),
    }
}

impl Usb {
    fn done(&mut self, completion: &Completion) {
        self.through += completion.actual_len;
        if let Err(error) = completion.status {
            self.broken = self.broken.or(Some(error));
        }
    }

    /// Takes finished transfers; waits for the first at most this long.
    fn reap(&mut self, mut timeout: Duration) {
        while self.out.pending() > 0 {
            let Some(completion) = self.out.wait_next_complete(timeout) else {
                return;
            };
            self.done(&completion);
            timeout = Duration::ZERO;
        }
    }

    fn hear(&mut self, timeout: Duration) {
        let Some(input) = &mut self.input else {
            std::thread::sleep(timeout);
            return;
        };
        if input.pending() == 0 {
            input.submit(Buffer::new(input.max_packet_size()));
        }
        match input.wait_next_complete(timeout) {
            Some(Completion { buffer, actual_len, status: Ok(()) }) => {
                self.heard.extend_from_slice(&buffer[..actual_len.min(buffer.len())])
            }
            // A printer that cannot answer; what happens to the data says whether it is there.
            Some(_) => self.input = None,
            None => {}
        }
    }
}

impl Wire for Usb {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.reap(Duration::ZERO);
        if let Some(broken) = self.broken {
            return Err(error(broken));
        }
        if self.out.pending() >= TRANSFERS {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        self.out.submit(Buffer::from(bytes));
        self.given += bytes.len();
        Ok(bytes.len())
    }

    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.heard.is_empty() {
            self.hear(Duration::ZERO);
        }
        if self.heard.is_empty() {
            return Err(io::ErrorKind::WouldBlock.into());
        }
        let count = buffer.len().min(self.heard.len());
        buffer[..count].copy_from_slice(&self.heard[..count]);
        self.heard.drain(..count);
        Ok(count)
    }

    fn wait(&mut self, to_write: bool, timeout: Duration) -> io::Result<()> {
        if to_write {
            self.reap(timeout)
        } else {
            self.hear(timeout)
        }
        self.broken.map_or(Ok(()), |broken| Err(error(broken)))
    }

    fn two_way(&self) -> bool {
        self.input.is_some()
    }

    fn pending(&mut self) -> usize {
        self.reap(Duration::ZERO);
        // A broken line has nothing under way; `finish` says that it broke.
        if self.broken.is_some() { 0 } else { self.given.saturating_sub(self.through) }
    }

    /// The printer class's `GET_PORT_STATUS`.
    fn hint(&mut self) -> Option<Condition> {
        if !self.printer {
            return None;
        }
        let request = ControlIn {
            control_type: ControlType::Class,
            recipient: Recipient::Interface,
            request: 1,
            value: 0,
            index: u16::from(self.interface.interface_number()),
            length: 1,
        };
        let answer = self.interface.control_in(request, Duration::from_millis(200)).wait().ok()?;
        answer.first().and_then(|status| port_condition(i32::from(*status)))
    }

    /// Transfers are acknowledged one by one, so here it is known how much the printer took.
    fn abort(&mut self, taken: usize) -> usize {
        self.out.cancel_all();
        self.reap(Duration::from_millis(500));
        taken.saturating_sub(self.given.saturating_sub(self.through))
    }

    fn finish(&mut self, _proved: bool) -> io::Result<()> {
        self.broken.map_or(Ok(()), |broken| Err(error(broken)))
    }
}
