//! Reading `/sys` and `/dev`: small files, links and nothing that opens a device.

use std::fs;
use std::path::{Path, PathBuf};

use super::identity::{Facts, is_chain};

/// The system's list of devices; for tests a copy of it in some directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sysfs {
    root: PathBuf,
}

impl Default for Sysfs {
    fn default() -> Self {
        Self::system()
    }
}

/// A device before it is compared with the others.
pub(super) struct Raw {
    pub(super) facts: Facts,
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) note: String,
}

impl Sysfs {
    /// This computer's.
    pub fn system() -> Self {
        Self::at("/")
    }

    /// A directory with `sys` and `dev` below it.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    pub(crate) fn dev(&self, name: &str) -> PathBuf {
        self.root.join("dev").join(name)
    }

    pub(super) fn proc(&self) -> PathBuf {
        self.root.join("proc")
    }

    fn sys(&self, name: &str) -> PathBuf {
        self.root.join("sys").join(name)
    }

    /// Printers that usblp serves.
    pub(super) fn printers(&self) -> Vec<Raw> {
        let class = self.sys("class/usbmisc");
        let nodes = entries(&class).into_iter().filter(|name| name.starts_with("lp"));
        let raw = nodes.filter_map(|node| {
            let interface = fs::canonicalize(class.join(&node).join("device")).ok()?;
            let path = [self.dev("usb").join(&node), self.dev(&node)].into_iter().find(|path| path.exists())?;
            let mut raw = self.usb_raw(&interface, path)?;
            let (maker, model) = ieee1284(&attribute(&interface, "ieee1284_id"));
            if raw.name.is_empty() {
                raw.name = format!("{maker} {model}").trim().to_owned();
            } else if !model.is_empty() && !raw.name.contains(&model) {
                raw.note = format!("model menurut printer: {model}");
            }
            Some(named(raw, &format!("Printer USB {node}")))
        });
        raw.collect()
    }

    /// USB printers without a kernel driver: of the printer class, or of a maker of receipt printers
    /// with a class of its own.
    pub(super) fn bare_printers(&self) -> Vec<Raw> {
        let bus = self.sys("bus/usb/devices");
        let mut found: Vec<Raw> = Vec::new();
        for name in entries(&bus).into_iter().filter(|name| name.contains(':')) {
            let Ok(interface) = fs::canonicalize(bus.join(&name)) else { continue };
            let Some(usb) = usb_of(&interface) else { continue };
            let class = attribute(&interface, "bInterfaceClass");
            let maker = attribute(&usb, "idVendor");
            let own_class = class.eq_ignore_ascii_case("ff") && RECEIPT_MAKERS.contains(&maker.as_str());
            let served = interface.join("usbmisc").exists() || entries(&interface).iter().any(|name| name.starts_with("tty"));
            if served || !(class == "07" || own_class) {
                continue;
            }
            let number = |name| attribute(&usb, name).parse::<u16>().unwrap_or(0);
            let path = self.dev("bus/usb").join(format!("{:03}", number("busnum"))).join(format!("{:03}", number("devnum")));
            if let Some(raw) = self.usb_raw(&interface, path)
                && found.iter().all(|other| other.facts.usb != raw.facts.usb)
            {
                found.push(named(raw, "Printer USB tanpa driver"));
            }
        }
        found
    }

    /// Serial ports that have hardware behind them; `bluetooth` chooses rfcomm or the others.
    pub(super) fn serial_ports(&self, bluetooth: bool) -> Vec<Raw> {
        let class = self.sys("class/tty");
        let wanted = |name: &String| name.starts_with("rfcomm") == bluetooth;
        let raw = entries(&class).into_iter().filter(wanted).filter_map(|node| {
            let port = class.join(&node);
            let path = self.dev(&node);
            if bluetooth {
                let address = attribute(&port, "address");
                let facts = Facts { path: path.display().to_string(), ..Facts::default() };
                let note = if address.is_empty() { String::new() } else { format!("alamat Bluetooth {address}") };
                return Some(Raw { facts, name: format!("Serial Bluetooth {node}"), path, note });
            }
            // Consoles have no device; a UART of type 0 is a socket that is not there.
            let device = fs::canonicalize(port.join("device")).ok()?;
            if attribute(&port, "type") == "0" {
                return None;
            }
            let plain = Facts { path: path.display().to_string(), ..Facts::default() };
            let raw = self.usb_raw(&device, path.clone());
            let raw = raw.unwrap_or(Raw { facts: plain, name: String::new(), path, note: String::new() });
            Some(named(raw, &format!("Port serial {node}")))
        });
        raw.collect()
    }

    /// Everything that types digits and Enter.
    pub(super) fn keyboards(&self) -> Vec<Raw> {
        let class = self.sys("class/input");
        let nodes = entries(&class).into_iter().filter(|name| name.starts_with("event"));
        let raw = nodes.filter_map(|node| {
            let input = fs::canonicalize(class.join(&node).join("device")).ok()?;
            if !types_digits(&attribute(&input, "capabilities/key")) {
                return None;
            }
            let path = self.dev("input").join(&node);
            let name = attribute(&input, "name");
            let wireless = attribute(&input, "id/bustype") == "0005";
            let place = attribute(&input, "phys");
            let raw = self.hid_raw(&input, path, wireless, &attribute(&input, "uniq"), &place, &name);
            Some(named(raw, &format!("Papan ketik {node}")))
        });
        raw.collect()
    }

    /// Scanners that say so in their report descriptor.
    pub(super) fn hid_scanners(&self) -> Vec<Raw> {
        let class = self.sys("class/hidraw");
        let nodes = entries(&class).into_iter().filter(|name| name.starts_with("hidraw"));
        let raw = nodes.filter_map(|node| {
            let hid = fs::canonicalize(class.join(&node).join("device")).ok()?;
            let descriptor = fs::read(hid.join("report_descriptor")).ok()?;
            if !crate::scan::is_hid_scanner(&descriptor) {
                return None;
            }
            let event = fs::read_to_string(hid.join("uevent")).unwrap_or_default();
            let say = |key: &str| event.lines().find_map(|line| line.strip_prefix(key)).map(clean).unwrap_or_default();
            let wireless = say("HID_ID=").starts_with("0005");
            let path = self.dev(&node);
            let raw = self.hid_raw(&hid, path, wireless, &say("HID_UNIQ="), &say("HID_PHYS="), &say("HID_NAME="));
            Some(named(raw, &format!("Pemindai {node}")))
        });
        raw.collect()
    }

    fn hid_raw(&self, device: &Path, path: PathBuf, wireless: bool, unique: &str, place: &str, name: &str) -> Raw {
        // Above a Bluetooth keyboard there is the USB stick that receives it: not the same thing.
        let mut raw = if wireless { None } else { self.usb_raw(device, path.clone()) }.unwrap_or_else(|| {
            let facts = Facts { path: path.display().to_string(), ..Facts::default() };
            Raw { facts, name: String::new(), path, note: String::new() }
        });
        raw.facts.bluetooth = (wireless && !unique.is_empty()).then(|| unique.to_ascii_lowercase());
        raw.facts.place = place.to_owned();
        raw.facts.name = name.to_owned();
        if !name.is_empty() {
            raw.name = name.to_owned();
        }
        raw
    }

    /// The USB device above a directory of sysfs.
    fn usb_raw(&self, directory: &Path, path: PathBuf) -> Option<Raw> {
        let usb = usb_of(directory)?;
        let hex = |name: &str| u16::from_str_radix(&attribute(&usb, name), 16).ok();
        let chain = usb.file_name()?.to_str()?.to_owned();
        let interface = directory.ancestors().map(|above| attribute(above, "bInterfaceNumber")).find(|number| !number.is_empty());
        let facts = Facts {
            usb: Some((hex("idVendor")?, hex("idProduct")?, chain)),
            serial: attribute(&usb, "serial"),
            interface: interface.and_then(|number| u8::from_str_radix(&number, 16).ok()),
            path: path.display().to_string(),
            ..Facts::default()
        };
        let (maker, product) = (attribute(&usb, "manufacturer"), attribute(&usb, "product"));
        let name = if product.starts_with(&maker) { product } else { format!("{maker} {product}").trim().to_owned() };
        Some(Raw { facts, name, path, note: String::new() })
    }

    /// The link of `/dev/serial/by-id` or `by-path` that leads to a port.
    pub(super) fn serial_link(&self, directory: &str, port: &Path) -> Option<PathBuf> {
        let port = fs::canonicalize(port).ok()?;
        let links = self.dev("serial").join(directory);
        let found = entries(&links).into_iter().map(|name| links.join(name));
        found.into_iter().find(|link| fs::canonicalize(link).is_ok_and(|target| target == port))
    }
}

/// Makers of receipt printers that also sell models with a class of their own: Epson, Star, Bixolon,
/// Citizen, SNBC.
const RECEIPT_MAKERS: [&str; 5] = ["04b8", "0519", "1504", "1d90", "154f"];

fn named(mut raw: Raw, otherwise: &str) -> Raw {
    if raw.name.is_empty() {
        raw.name = otherwise.to_owned();
    }
    raw
}

/// The names in a directory, `event2` before `event10`.
pub(super) fn entries(directory: &Path) -> Vec<String> {
    let read = fs::read_dir(directory).into_iter().flatten().flatten();
    let mut names: Vec<String> = read.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort_by(|a, b| (a.len(), a).cmp(&(b.len(), b)));
    names
}

/// One line of text from sysfs; empty if there is none.
fn attribute(directory: &Path, name: &str) -> String {
    fs::read(directory.join(name)).map(|bytes| clean(&String::from_utf8_lossy(&bytes))).unwrap_or_default()
}

/// What a device calls itself may be anything: one short line without control characters.
fn clean(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(256).collect::<String>().trim().to_owned()
}

/// The directory of the USB device that this one belongs to.
fn usb_of(directory: &Path) -> Option<PathBuf> {
    let is_usb = |above: &&Path| above.file_name().and_then(|name| name.to_str()).is_some_and(is_chain) && above.join("idVendor").is_file();
    directory.ancestors().find(is_usb).map(Path::to_path_buf)
}

/// Maker and model from an IEEE 1284 id such as `MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;CLS:PRINTER;`.
fn ieee1284(id: &str) -> (String, String) {
    let field = |keys: [&str; 2]| {
        let mut pairs = id.split(';').filter_map(|pair| pair.split_once(':'));
        pairs.find(|(key, _)| keys.iter().any(|wanted| key.trim().ends_with(wanted))).map(|(_, value)| value.trim().to_owned())
    };
    (field(["MFG", "MANUFACTURER"]).unwrap_or_default(), field(["MDL", "MODEL"]).unwrap_or_default())
}

/// True if the kernel's key bitmap (words in hexadecimal, the lowest last) has 1 to 0 and Enter.
fn types_digits(bitmap: &str) -> bool {
    const DIGITS_AND_ENTER: u64 = 0b11_1111_1111 << 2 | 1 << 28;
    let lowest = bitmap.split_whitespace().next_back().and_then(|word| u64::from_str_radix(word, 16).ok());
    lowest.is_some_and(|bits| bits & DIGITS_AND_ENTER == DIGITS_AND_ENTER)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_of_devices() {
        assert!(types_digits("1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"));
        assert!(!types_digits("10000000000000 0") && !types_digits("") && !types_digits("zz"));
        let id = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;CLS:PRINTER;";
        assert_eq!(ieee1284(id), ("EPSON".into(), "TM-T82".into()));
        assert_eq!(clean(" a\x1b\nb \n"), "ab");
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(soup in "\\PC{0,100}") {
            let _ = (types_digits(&soup), ieee1284(&soup), clean(&soup));
        }
    }
}
