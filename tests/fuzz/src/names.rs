//! Texts of the settings: what is read is written alike, and read again it is the same.

use hardware::discover::Identity;
use hardware::link::{Address, UsbId};
use hardware::scan::Source;

/// Addresses of printers, names of devices, sources of scans.
pub fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for kind in ["", "tcp:", "serial:", "usb:", "usb:04b8:0e15", "usb:04b8:0e15/", "rfcomm:", "file:", "sim:"] {
        if let Ok(address) = Address::parse(&format!("{kind}{text}")) {
            let shown = address.to_string();
            assert!(!shown.contains('\0'), "{shown:?}");
            assert_eq!(Address::parse(&shown).as_ref(), Ok(&address), "{shown:?}");
        }
    }
    for kind in ["", "usb:", "usb:05e0:1200", "bt:", "phys:", "name:", "tcp:"] {
        if let Ok(identity) = Identity::parse(&format!("{kind}{text}")) {
            let shown = identity.to_string();
            assert!(!shown.chars().any(char::is_control), "{shown:?}");
            assert_eq!(Identity::parse(&shown).as_ref(), Ok(&identity), "{shown:?}");
            if let Some(numbers) = text.trim().strip_prefix("usb:").filter(|_| kind.is_empty()) {
                // No sign before a number: the name is compared as text, too.
                assert!(numbers.as_bytes()[..4].iter().all(u8::is_ascii_hexdigit), "{numbers:?}");
            }
            as_printer(&identity);
        }
    }
    for kind in ["", "serial:", "keyboard:", "keyboard:usb:05e0:1200", "hid:", "hid:usb:0c2e:0001/"] {
        if let Ok(source) = Source::parse(&format!("{kind}{text}")) {
            let shown = source.to_string();
            assert_eq!(Source::parse(&shown).as_ref(), Ok(&source), "{shown:?}");
        }
    }
    if let Some(id) = UsbId::parse(&text) {
        assert_eq!(UsbId::parse(&id.to_string()).as_ref(), Some(&id));
    }
}

/// The name that discovery gives a printer is its address. Discovery puts no sign that has a meaning
/// into a serial number.
fn as_printer(identity: &Identity) {
    let Identity::Usb { vendor, product, serial, chain, interface: None } = identity else { return };
    if serial.as_ref().is_some_and(|serial| serial.contains(['@', '#', '%'])) {
        return;
    }
    let id = UsbId { vendor: *vendor, product: *product, serial: serial.clone(), chain: chain.clone() };
    assert_eq!(Address::parse(&identity.to_string()), Ok(Address::UsbId(id)), "{identity}");
}
