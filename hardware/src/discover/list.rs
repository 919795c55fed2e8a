//! The list of found devices, and finding the one of the settings.

use std::path::{Path, PathBuf};

use rustix::fs::access;

use super::holder::holder;
use super::identity::{Facts, Identity};
use super::sysfs::{Raw, Sysfs};
use super::trouble::{Device, Trouble, permission_fix};
use super::{Access, Found, Kind};

/// All kinds that sysfs knows, in the order of the settings page.
const KINDS: [Kind; 6] = [Kind::Printer, Kind::PrinterWithoutDriver, Kind::Serial, Kind::Bluetooth, Kind::HidScanner, Kind::Keyboard];

impl Kind {
    /// The group that may use such devices.
    pub fn group(self) -> &'static str {
        match self {
            Self::Printer | Self::PrinterWithoutDriver | Self::NetworkPrinter => "lp",
            Self::Serial | Self::Bluetooth => "dialout",
            Self::Keyboard | Self::HidScanner => "input",
        }
    }
}

impl Sysfs {
    /// Every connected device, without opening one. Network printers are not among them: see
    /// [`super::scan_network`].
    pub fn list(&self) -> Vec<Found> {
        KINDS.into_iter().flat_map(|kind| self.list_kind(kind)).collect()
    }

    /// The same without asking who holds a device, which is slow on a computer with many programs, and
    /// no news of a device.
    pub(super) fn list_unheld(&self) -> Vec<Found> {
        KINDS.into_iter().flat_map(|kind| self.list_with(kind, false)).collect()
    }

    /// The connected devices of a kind.
    pub fn list_kind(&self, kind: Kind) -> Vec<Found> {
        self.list_with(kind, true)
    }

    fn list_with(&self, kind: Kind, holders: bool) -> Vec<Found> {
        let raw = self.raw(kind);
        let facts: Vec<Facts> = raw.iter().map(|raw| raw.facts.clone()).collect();
        raw.into_iter().map(|raw| self.found(kind, raw, &facts, holders)).collect()
    }

    fn raw(&self, kind: Kind) -> Vec<Raw> {
        match kind {
            Kind::Printer => self.printers(),
            Kind::PrinterWithoutDriver => self.bare_printers(),
            Kind::Serial => self.serial_ports(false),
            Kind::Bluetooth => self.serial_ports(true),
            Kind::Keyboard => self.keyboards(),
            Kind::HidScanner => self.hid_scanners(),
            Kind::NetworkPrinter => Vec::new(),
        }
    }

    fn found(&self, kind: Kind, raw: Raw, all: &[Facts], holders: bool) -> Found {
        let mut notes: Vec<String> = Vec::new();
        if !raw.note.is_empty() {
            notes.push(raw.note.clone());
        }
        let identity = if kind == Kind::Serial { self.serial_name(&raw, all) } else { raw.facts.identity(all).to_string() };
        if raw.facts.has_twin(all) {
            notes.push("ada alat lain dengan nomor seri yang sama; dikenali dari colokannya, jangan dipindah".to_owned());
        }
        if kind == Kind::Keyboard && raw.facts.usb.is_none() && raw.facts.bluetooth.is_none() {
            notes.push("papan ketik bawaan; pemindai pada kabel yang sama tidak dapat dibedakan darinya".to_owned());
        }
        let access = self.access(kind, &raw.path, holders, &mut notes);
        Found { kind, name: raw.name, identity, path: raw.path.display().to_string(), access, note: notes.join("; ") }
    }

    /// The link by serial number; by place for ports that share one, or have none.
    fn serial_name(&self, raw: &Raw, all: &[Facts]) -> String {
        let model =
            |facts: &Facts| facts.usb.as_ref().map(|(vendor, product, _)| (*vendor, *product, facts.serial.clone(), facts.interface));
        // Two adapters of a model without serial numbers fight for one by-id link.
        let shared = raw.facts.usb.is_some() && all.iter().filter(|other| model(other) == model(&raw.facts)).count() > 1;
        let by_id = if shared { None } else { self.serial_link("by-id", &raw.path) };
        let link = by_id.or_else(|| self.serial_link("by-path", &raw.path));
        link.unwrap_or_else(|| raw.path.clone()).display().to_string()
    }

    fn access(&self, kind: Kind, path: &Path, holders: bool, notes: &mut Vec<String>) -> Access {
        let reads = matches!(kind, Kind::Keyboard | Kind::HidScanner);
        let wanted = if reads { rustix::fs::Access::READ_OK } else { rustix::fs::Access::READ_OK | rustix::fs::Access::WRITE_OK };
        match access(path, wanted) {
            Err(rustix::io::Errno::ACCESS | rustix::io::Errno::PERM) => {
                return Access::Denied { fix: permission_fix(&path.display().to_string(), kind.group()) };
            }
            Err(error) => notes.push(format!("berkas alat tidak dapat dibuka: {}", std::io::Error::from(error))),
            Ok(()) => {}
        }
        // Keyboards are open in every desktop; that does not keep us from taking one over.
        if reads || !holders {
            return Access::Ok;
        }
        match holder(&self.proc(), path) {
            Some(program) => {
                notes.push(format!("sedang dipakai program {program}"));
                Access::Busy
            }
            None => Access::Ok,
        }
    }

    /// The device files that the settings mean, the likeliest first: more than one only if several
    /// devices share a serial number.
    pub(crate) fn find(&self, device: Device, kind: Kind, wanted: &Identity) -> Result<Vec<PathBuf>, Trouble> {
        let raw = self.raw(kind);
        let paths: Vec<PathBuf> = raw.iter().filter(|raw| raw.facts.is(wanted)).map(|raw| raw.path.clone()).collect();
        if !paths.is_empty() {
            return Ok(paths);
        }
        match raw.iter().find(|raw| raw.facts.stands_in_for(wanted)) {
            Some(other) => Err(Trouble::Replaced { device, other: other.name.clone() }),
            None => Err(Trouble::Missing { device, at: wanted.to_string() }),
        }
    }
}
