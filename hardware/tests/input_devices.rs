//! Discovery in copies of sysfs: names, twins, permissions, coming and going.

mod input_tree;

use std::sync::mpsc::channel;
use std::time::Duration;

use hardware::discover::{Access, Change, Found, Identity, Kind, Sysfs, Watcher};
use hardware::link::Address;
use input_tree::{KEYBOARD_KEYS, SCANNER_DESCRIPTOR, Tree, Usb, expect};

const PRINTER: Usb<'_> = Usb { chain: "1-2.3", ids: ("04b8", "0e28"), serial: "J5XF001", product: "TM-T82X" };
const SCANNER: Usb<'_> = Usb { chain: "1-1", ids: ("05e0", "1200"), serial: "S1", product: "Scanner" };

fn one(tree: &Tree, kind: Kind) -> Found {
    let mut found = tree.sysfs().list_kind(kind);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn printers_with_and_without_a_driver() {
    let tree = Tree::new();
    tree.printer(&PRINTER, "lp0");
    let found = one(&tree, Kind::Printer);
    assert_eq!(found.identity, "usb:04b8:0e28/J5XF001");
    assert_eq!(found.name, "Pabrik TM-T82X");
    assert_eq!(found.access, Access::Ok);
    assert!(found.path.ends_with("/dev/usb/lp0"));
    // What is offered is what the printer's address reads.
    assert!(Address::parse(&found.identity).is_ok());
    assert_eq!(tree.sysfs().list_kind(Kind::PrinterWithoutDriver), []);

    let bare = Tree::new();
    bare.usb(&PRINTER, 0, "07");
    let found = one(&bare, Kind::PrinterWithoutDriver);
    assert_eq!(found.identity, "usb:04b8:0e28/J5XF001");
    assert!(found.path.ends_with("/dev/bus/usb/001/007"), "{}", found.path);
    let maker = Tree::new();
    maker.usb(&PRINTER, 0, "ff");
    assert_eq!(one(&maker, Kind::PrinterWithoutDriver).identity, "usb:04b8:0e28/J5XF001");
}

#[test]
fn twins_are_told_apart_by_their_port() {
    let tree = Tree::new();
    tree.printer(&PRINTER, "lp0");
    tree.printer(&Usb { chain: "1-4", ..PRINTER }, "lp1");
    let found = tree.sysfs().list_kind(Kind::Printer);
    let identities: Vec<&str> = found.iter().map(|found| found.identity.as_str()).collect();
    assert_eq!(identities, ["usb:04b8:0e28@1-2.3", "usb:04b8:0e28@1-4"]);
    assert!(found.iter().all(|found| found.note.contains("nomor seri yang sama") && Address::parse(&found.identity).is_ok()));
}

#[test]
fn a_printer_that_another_program_holds() {
    let tree = Tree::new();
    tree.printer(&PRINTER, "lp0");
    tree.write("proc/99999999/comm", "cupsd\n");
    tree.link("proc/99999999/fd/4", "dev/usb/lp0");
    let device = std::fs::canonicalize(tree.path("dev/usb/lp0")).expect("path");
    std::fs::remove_file(tree.path("proc/99999999/fd/4")).expect("link");
    std::os::unix::fs::symlink(device, tree.path("proc/99999999/fd/4")).expect("link");
    let found = one(&tree, Kind::Printer);
    assert_eq!(found.access, Access::Busy);
    assert!(found.note.contains("cupsd"), "{}", found.note);
}

#[test]
fn serial_ports_by_their_links() {
    let tree = Tree::new();
    tree.serial(&Usb { chain: "1-1", ids: ("1a86", "7523"), serial: "", product: "USB Serial" }, "ttyUSB0");
    tree.link("dev/serial/by-id/usb-1a86_USB_Serial-if00-port0", "dev/ttyUSB0");
    tree.link("dev/serial/by-path/pci-0000:00-usb-0:1:1.0-port0", "dev/ttyUSB0");
    // A console, and a socket on the board that is not there.
    tree.write("sys/class/tty/tty1/dev", "4:1");
    tree.write("sys/class/tty/ttyS0/type", "0\n");
    tree.write("sys/class/tty/ttyS0/device/x", "");
    tree.write("sys/class/tty/ttyS1/type", "4\n");
    tree.write("sys/class/tty/ttyS1/device/x", "");
    tree.write("dev/ttyS1", "");
    tree.write("sys/class/tty/rfcomm0/address", "66:32:11:aa:bb:cc\n");
    tree.write("dev/rfcomm0", "");
    let found = tree.sysfs().list_kind(Kind::Serial);
    let ends: Vec<&str> = found.iter().map(|found| found.identity.rsplit_once("/dev/").expect("dev").1).collect();
    assert_eq!(ends, ["ttyS1", "serial/by-id/usb-1a86_USB_Serial-if00-port0"]);
    let bluetooth = one(&tree, Kind::Bluetooth);
    assert!(bluetooth.identity.ends_with("/dev/rfcomm0") && bluetooth.note.contains("66:32:11"));
    // A second one of the model without serial numbers: only the socket tells them apart.
    tree.serial(&Usb { chain: "1-2", ids: ("1a86", "7523"), serial: "", product: "USB Serial" }, "ttyUSB1");
    tree.link("dev/serial/by-path/pci-0000:00-usb-0:2:1.0-port0", "dev/ttyUSB1");
    let found = tree.sysfs().list_kind(Kind::Serial);
    assert!(found.iter().filter(|found| found.path.contains("ttyUSB")).all(|found| found.identity.contains("by-path")), "{found:?}");
}

#[test]
fn keyboards_and_scanners() {
    let tree = Tree::new();
    let _first = tree.keyboard(&SCANNER, 0, 5);
    assert_eq!(one(&tree, Kind::Keyboard).identity, "usb:05e0:1200/S1");
    let _second = tree.keyboard(&SCANNER, 1, 6);
    let found: Vec<String> = tree.sysfs().list_kind(Kind::Keyboard).into_iter().map(|found| found.identity).collect();
    assert_eq!(found, ["usb:05e0:1200/S1#0", "usb:05e0:1200/S1#1"]);
    // Bluetooth through a USB stick: the stick is not the scanner.
    let stick = tree.usb(&Usb { chain: "1-9", ids: ("0a12", "0001"), serial: "", product: "Bluetooth" }, 0, "e0");
    let _wireless = tree.keyboard_at(&format!("{stick}/hci0/0005:05E0.0003/input/input10"), 10, "0005", "AA:BB:CC:00:11:22");
    assert_eq!(tree.sysfs().list_kind(Kind::Keyboard)[2].identity, "bt:aa:bb:cc:00:11:22");
    // A power button is no keyboard; the built-in one has a warning.
    tree.write("sys/class/input/event1/device/capabilities/key", "10000000000000 0\n");
    tree.write("sys/class/input/event2/device/capabilities/key", KEYBOARD_KEYS);
    tree.write("sys/class/input/event2/device/phys", "isa0060/serio0/input0\n");
    tree.write("dev/input/event2", "");
    let found = tree.sysfs().list_kind(Kind::Keyboard);
    assert_eq!(found.len(), 4);
    assert_eq!(found[0].identity, "phys:isa0060/serio0/input0");
    assert!(found[0].note.contains("papan ketik bawaan"));
    for found in found {
        assert!(Identity::parse(&found.identity).is_ok());
    }

    let _mouse = tree.hid(&Usb { chain: "1-3", ids: ("046d", "c077"), serial: "", product: "Mouse" }, 0, &[0x05, 0x01, 0x09, 0x02, 0xc0]);
    let _scanner = tree.hid(&Usb { chain: "1-4", ids: ("0c2e", "0001"), serial: "H7", product: "Voyager" }, 1, SCANNER_DESCRIPTOR);
    let found = one(&tree, Kind::HidScanner);
    assert_eq!((found.identity.as_str(), found.name.as_str()), ("usb:0c2e:0001/H7", "POS Scanner"));
}

#[test]
fn an_empty_or_strange_system_has_no_devices() {
    assert_eq!(Sysfs::at("/does/not/exist").list(), []);
    let tree = Tree::new();
    for name in
        ["sys/class/usbmisc/lp0/device", "sys/class/tty/ttyUSB0/device", "sys/class/input/event0/device", "sys/class/hidraw/hidraw0/device"]
    {
        tree.write(name, [0xff, 0xfe, 0x00]);
    }
    tree.write("sys/bus/usb/devices/1-1:1.0/bInterfaceClass", "07");
    tree.sysfs().list();
    Sysfs::system().list();
}

#[test]
fn coming_and_going_is_told() {
    let tree = Tree::new();
    let (tell, heard) = channel();
    let _watcher = Watcher::start(tree.sysfs(), move |change: Change| tell.send(change).expect("listener"));
    // /dev/usb does not exist yet.
    tree.printer(&PRINTER, "lp0");
    let change = expect(&heard, |change| !change.came.is_empty());
    assert_eq!((change.came[0].identity.as_str(), change.gone.len()), ("usb:04b8:0e28/J5XF001", 0));
    assert!(change.concerns(Kind::Printer) && !change.concerns(Kind::Serial));
    tree.unplug("1-2.3", "usbmisc/lp0", "dev/usb/lp0");
    let change = expect(&heard, |change| !change.gone.is_empty());
    assert_eq!(change.gone[0].kind, Kind::Printer);
    // On another path it is the same printer.
    tree.printer(&Usb { chain: "1-7", ..PRINTER }, "lp1");
    let change = expect(&heard, |change| !change.came.is_empty());
    assert_eq!(change.came[0].identity, "usb:04b8:0e28/J5XF001");
    // Nothing happens, nothing is told.
    tree.write("dev/other", "");
    assert!(heard.recv_timeout(Duration::from_millis(600)).is_err());
}
