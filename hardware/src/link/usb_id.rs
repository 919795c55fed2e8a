//! Finding a USB printer by what it says of itself, wherever it is plugged in.

use std::path::{Path, PathBuf};

use super::UsbId;

/// What the system knows of a connected device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seen<T> {
    pub(super) vendor: u16,
    pub(super) product: u16,
    pub(super) serial: Option<String>,
    pub(super) chain: String,
    pub(super) what: T,
}

/// The device that is meant. The socket decides between equal ones; a device that is the only one of its
/// kind is found in any socket.
pub(super) fn pick<T>(id: &UsbId, seen: Vec<Seen<T>>) -> Option<T> {
    let alike = |seen: &Seen<T>| {
        let serial = id.serial.is_none() || id.serial == seen.serial;
        (seen.vendor, seen.product) == (id.vendor, id.product) && serial
    };
    let mut alike: Vec<Seen<T>> = seen.into_iter().filter(alike).collect();
    let place = match &id.chain {
        Some(chain) => alike.iter().position(|seen| seen.chain == *chain).or((alike.len() == 1).then_some(0)),
        None => (!alike.is_empty()).then_some(0),
    };
    place.map(|place| alike.swap_remove(place).what)
}

/// The usblp device file of a printer, by `/sys/class/usbmisc`; `None` when the driver does not have it.
pub(super) fn usblp_node(id: &UsbId, class: &Path, nodes: &Path) -> Option<PathBuf> {
    let mut names: Vec<String> = std::fs::read_dir(class)
        .ok()?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.strip_prefix("lp").is_some_and(|n| !n.is_empty() && n.bytes().all(|byte| byte.is_ascii_digit())))
        .collect();
    names.sort();
    let seen = names.into_iter().filter_map(|name| {
        // The class entry points to the interface; its parent is the device.
        let interface = class.join(&name).join("device").canonicalize().ok()?;
        let device = interface.parent()?;
        let text = |file: &str| std::fs::read_to_string(device.join(file)).ok().map(|text| text.trim_end_matches('\n').to_owned());
        let number = |file: &str| u16::from_str_radix(text(file)?.trim(), 16).ok();
        Some(Seen {
            vendor: number("idVendor")?,
            product: number("idProduct")?,
            serial: text("serial"),
            chain: device.file_name()?.to_string_lossy().into_owned(),
            what: nodes.join(name),
        })
    });
    pick(id, seen.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn id(text: &str) -> UsbId {
        UsbId::parse(text).expect("id")
    }

    #[test]
    fn a_printer_is_found_on_whatever_path() {
        let dir = tempfile::tempdir().expect("dir");
        let class = dir.path().join("class/usbmisc");
        for (node, socket, serial) in [("lp0", "1-1", Some("A1")), ("lp1", "1-2.3", None), ("lp2", "2-1", None)] {
            let device = dir.path().join("devices/usb1").join(socket);
            let interface = device.join(format!("{socket}:1.0"));
            std::fs::create_dir_all(&interface).expect("dirs");
            std::fs::create_dir_all(class.join(node)).expect("dirs");
            std::fs::write(device.join("idVendor"), "04b8\n").expect("file");
            std::fs::write(device.join("idProduct"), "0e15\n").expect("file");
            if let Some(serial) = serial {
                std::fs::write(device.join("serial"), format!("{serial}\n")).expect("file");
            }
            symlink(&interface, class.join(node).join("device")).expect("link");
        }
        let find = |text: &str| usblp_node(&id(text), &class, Path::new("/dev/usb")).map(|path| path.display().to_string());
        assert_eq!(find("04b8:0e15/A1").as_deref(), Some("/dev/usb/lp0"));
        assert_eq!(find("04b8:0e15/A1@9-9").as_deref(), Some("/dev/usb/lp0"), "the only one of its kind moved");
        assert_eq!(find("04b8:0e15@1-2.3").as_deref(), Some("/dev/usb/lp1"));
        assert_eq!(find("04b8:0e15@3-1"), None, "one of three equal ones, and none in that socket");
        assert_eq!(find("04b8:0e15").as_deref(), Some("/dev/usb/lp0"));
        assert_eq!(find("0416:5011"), None);
        assert_eq!(usblp_node(&id("04b8:0e15"), Path::new("/nowhere"), Path::new("/dev/usb")), None);
    }
}
