//! A copy of `/sys` and `/dev` with pipes in place of devices.
#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use hardware::discover::Sysfs;
use rustix::fs::{CWD, Mode, mkfifoat};

pub struct Tree {
    root: tempfile::TempDir,
}

/// A USB device of the tree.
pub struct Usb<'a> {
    pub chain: &'a str,
    pub ids: (&'a str, &'a str),
    pub serial: &'a str,
    pub product: &'a str,
}

pub const SCANNER_DESCRIPTOR: &[u8] =
    &[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x02, 0x75, 0x08, 0x95, 0x3f, 0x09, 0xfe, 0x81, 0x02, 0xc0];
/// Digits, letters and Enter.
pub const KEYBOARD_KEYS: &str = "e080ffdf01cfffff fffffffffffffffe";

impl Tree {
    pub fn new() -> Self {
        let root = tempfile::tempdir().expect("directory");
        fs::create_dir_all(root.path().join("dev")).expect("dev");
        Self { root }
    }

    pub fn sysfs(&self) -> Sysfs {
        Sysfs::at(self.root.path())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("directories");
        fs::write(path, text).expect("file");
    }

    pub fn link(&self, name: &str, target: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("directories");
        symlink(self.path(target), path).expect("link");
    }

    /// Makes the device and one interface; gives the interface's directory.
    pub fn usb(&self, usb: &Usb<'_>, interface: u8, class: &str) -> String {
        let directory = format!("sys/devices/pci0/usb1/{}", usb.chain);
        for (name, text) in [
            ("idVendor", usb.ids.0),
            ("idProduct", usb.ids.1),
            ("serial", usb.serial),
            ("product", usb.product),
            ("manufacturer", "Pabrik"),
            ("busnum", "1"),
            ("devnum", "7"),
        ] {
            self.write(&format!("{directory}/{name}"), format!("{text}\n"));
        }
        let name = format!("{}:1.{interface}", usb.chain);
        self.write(&format!("{directory}/{name}/bInterfaceNumber"), format!("{interface:02x}\n"));
        self.write(&format!("{directory}/{name}/bInterfaceClass"), format!("{class}\n"));
        let path = format!("{directory}/{name}");
        let seen = format!("sys/bus/usb/devices/{name}");
        if !self.path(&seen).exists() {
            self.link(&seen, &path);
        }
        path
    }

    pub fn printer(&self, usb: &Usb<'_>, node: &str) {
        let interface = self.usb(usb, 0, "07");
        self.write(&format!("{interface}/ieee1284_id"), "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82;CLS:PRINTER;\n");
        self.write(&format!("{interface}/usbmisc/{node}/dev"), "180:0\n");
        self.link(&format!("{interface}/usbmisc/{node}/device"), &interface);
        self.link(&format!("sys/class/usbmisc/{node}"), &format!("{interface}/usbmisc/{node}"));
        self.write(&format!("dev/usb/{node}"), "");
    }

    /// A keyboard with a pipe as its device; gives the writing end.
    pub fn keyboard(&self, usb: &Usb<'_>, interface: u8, event: u8) -> fs::File {
        let above = self.usb(usb, interface, "03");
        self.keyboard_at(&format!("{above}/0003:0001.{event:04}/input/input{event}"), event, "0003", "")
    }

    pub fn keyboard_at(&self, input: &str, event: u8, bus: &str, unique: &str) -> fs::File {
        for (name, text) in
            [("name", "Barcode Scanner"), ("phys", ""), ("uniq", unique), ("id/bustype", bus), ("capabilities/key", KEYBOARD_KEYS)]
        {
            self.write(&format!("{input}/{name}"), format!("{text}\n"));
        }
        self.write(&format!("{input}/event{event}/dev"), "13:0\n");
        self.link(&format!("{input}/event{event}/device"), input);
        self.link(&format!("sys/class/input/event{event}"), &format!("{input}/event{event}"));
        self.pipe(&format!("dev/input/event{event}"))
    }

    /// A HID POS scanner with a pipe as its device; gives the writing end.
    pub fn hid(&self, usb: &Usb<'_>, number: u8, descriptor: &[u8]) -> fs::File {
        let above = self.usb(usb, 0, "03");
        let hid = format!("{above}/0003:0C2E:0001.{number:04}");
        self.write(&format!("{hid}/report_descriptor"), descriptor);
        self.write(&format!("{hid}/uevent"), "HID_ID=0003:00000C2E:00000001\nHID_NAME=POS Scanner\nHID_PHYS=usb-0/input0\nHID_UNIQ=\n");
        self.write(&format!("{hid}/hidraw/hidraw{number}/dev"), "240:0\n");
        self.link(&format!("{hid}/hidraw/hidraw{number}/device"), &hid);
        self.link(&format!("sys/class/hidraw/hidraw{number}"), &format!("{hid}/hidraw/hidraw{number}"));
        self.pipe(&format!("dev/hidraw{number}"))
    }

    pub fn serial(&self, usb: &Usb<'_>, node: &str) {
        let interface = self.usb(usb, 0, "02");
        self.write(&format!("{interface}/tty/{node}/dev"), "166:0\n");
        self.link(&format!("{interface}/tty/{node}/device"), &interface);
        self.link(&format!("sys/class/tty/{node}"), &format!("{interface}/tty/{node}"));
        self.write(&format!("dev/{node}"), "");
    }

    fn pipe(&self, name: &str) -> fs::File {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("parent")).expect("directories");
        mkfifoat(CWD, &path, Mode::RUSR | Mode::WUSR).expect("pipe");
        fs::File::options().read(true).write(true).open(path).expect("pipe")
    }

    /// Pulls the plug: the device, its class entry and its file are gone.
    pub fn unplug(&self, chain: &str, class: &str, node: &str) {
        fs::remove_dir_all(self.path(&format!("sys/devices/pci0/usb1/{chain}"))).expect("device");
        fs::remove_file(self.path(&format!("sys/class/{class}"))).expect("class");
        fs::remove_file(self.path(node)).expect("node");
        for entry in fs::read_dir(self.path("sys/bus/usb/devices")).expect("bus").flatten() {
            if entry.file_name().to_string_lossy().starts_with(&format!("{chain}:")) {
                fs::remove_file(entry.path()).expect("bus link");
            }
        }
    }
}

/// Key events as the kernel writes them.
pub fn keys(device: &mut fs::File, codes: &[(u16, i32)], at_ms: &mut usize, gap_ms: usize) {
    let mut bytes = Vec::new();
    for (code, value) in codes {
        *at_ms += gap_ms;
        for (kind, code, value) in [(1u16, *code, *value), (0, 0, 0)] {
            bytes.extend((*at_ms / 1000).to_ne_bytes());
            bytes.extend((*at_ms % 1000 * 1000).to_ne_bytes());
            bytes.extend(kind.to_ne_bytes());
            bytes.extend(code.to_ne_bytes());
            bytes.extend(value.to_ne_bytes());
        }
    }
    device.write_all(&bytes).expect("events");
}

/// Types digits as a scanner does; `enter` ends the code.
pub fn digits(device: &mut fs::File, code: &str, enter: bool, at_ms: &mut usize, gap_ms: usize) {
    let mut codes: Vec<(u16, i32)> = Vec::new();
    for digit in code.bytes() {
        let key = if digit == b'0' { 11 } else { u16::from(digit - b'0') + 1 };
        codes.extend([(key, 1), (key, 0)]);
    }
    if enter {
        codes.extend([(28, 1), (28, 0)]);
    }
    keys(device, &codes, at_ms, gap_ms);
}

/// Waits until something that is wanted is heard; says what was heard instead.
pub fn expect<T: std::fmt::Debug>(heard: &Receiver<T>, wanted: impl Fn(&T) -> bool) -> T {
    let until = Instant::now() + Duration::from_secs(8);
    let mut others = Vec::new();
    loop {
        match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(found) if wanted(&found) => return found,
            Ok(other) => others.push(other),
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => panic!("only heard {others:?}"),
        }
    }
}

/// Replaces a link at once, as udev does.
pub fn swap(link: &Path, target: &Path) {
    let new = link.with_extension("new");
    let _old = fs::remove_file(&new);
    symlink(target, &new).expect("link");
    fs::rename(new, link).expect("swap");
}
