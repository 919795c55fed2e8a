//! USB devices made by the guest's own kernel: configfs gadgets on `dummy_hcd`.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A device that can be plugged in and pulled.
pub(super) struct Gadget {
    folder: PathBuf,
    socket: String,
}

impl Gadget {
    /// A USB printer; its paper comes out of `/dev/g_printer0`.
    pub(super) fn printer(serial: &str) -> io::Result<Self> {
        let gadget = Self::new("printer", 0, "0x04b8", "0x0e28", serial, "TM-T82X")?;
        let function = gadget.function("printer.0")?;
        fs::write(function.join("pnp_string"), "MFG:EPSON;CMD:ESC/POS;MDL:TM-T82X;CLS:PRINTER;")?;
        gadget.finish("printer.0")
    }

    /// A serial port over USB; its other end is `/dev/ttyGS0`.
    pub(super) fn serial_port(serial: &str) -> io::Result<Self> {
        let gadget = Self::new("scale", 1, "0x0eb8", "0xf000", serial, "Ariva")?;
        gadget.function("acm.0")?;
        gadget.finish("acm.0")
    }

    /// A HID POS scanner (usage page 0x8C); reports are sent by writing to `/dev/hidg0`.
    pub(super) fn pos_scanner(serial: &str) -> io::Result<Self> {
        let gadget = Self::new("scanner", 2, "0x0c2e", "0x0b61", serial, "Voyager")?;
        let function = gadget.function("hid.0")?;
        fs::write(function.join("protocol"), "0")?;
        fs::write(function.join("subclass"), "0")?;
        fs::write(function.join("report_length"), "64")?;
        fs::write(function.join("report_desc"), REPORT_DESCRIPTOR)?;
        gadget.finish("hid.0")
    }

    fn new(name: &str, socket: u32, vendor: &str, product: &str, serial: &str, words: &str) -> io::Result<Self> {
        let folder = Path::new("/sys/kernel/config/usb_gadget").join(name);
        fs::create_dir_all(folder.join("strings/0x409"))?;
        fs::write(folder.join("idVendor"), vendor)?;
        fs::write(folder.join("idProduct"), product)?;
        fs::write(folder.join("strings/0x409/serialnumber"), serial)?;
        fs::write(folder.join("strings/0x409/manufacturer"), "Sokoguru")?;
        fs::write(folder.join("strings/0x409/product"), words)?;
        fs::create_dir_all(folder.join("configs/c.1"))?;
        Ok(Self { folder, socket: format!("dummy_udc.{socket}") })
    }

    fn function(&self, name: &str) -> io::Result<PathBuf> {
        let function = self.folder.join("functions").join(name);
        fs::create_dir_all(&function)?;
        Ok(function)
    }

    fn finish(self, function: &str) -> io::Result<Self> {
        symlink(self.folder.join("functions").join(function), self.folder.join("configs/c.1").join(function))?;
        self.plug()?;
        Ok(self)
    }

    /// The cable goes in.
    pub(super) fn plug(&self) -> io::Result<()> {
        fs::write(self.folder.join("UDC"), &self.socket)
    }

    /// The cable is pulled.
    pub(super) fn unplug(&self) -> io::Result<()> {
        fs::write(self.folder.join("UDC"), "\n")
    }
}

/// One input report of 64 bytes, id 2, usage page 0x8C (Bar Code Scanner), as scanners in HID POS mode have it.
const REPORT_DESCRIPTOR: &[u8] = &[
    0x05, 0x8C, // usage page: bar code scanner
    0x09, 0x02, // usage: bar code scanner
    0xA1, 0x01, // collection: application
    0x85, 0x02, //   report id 2
    0x09, 0x12, //   usage: scanned data report
    0x15, 0x00, //   0 ..
    0x26, 0xFF, 0x00, // .. 255
    0x75, 0x08, //   bytes
    0x95, 0x3F, //   63 of them
    0x81, 0x02, //   input
    0xC0,
];

/// Waits until a path is there.
pub(super) fn appears(path: &str) -> bool {
    until(|| Path::new(path).exists())
}

/// Waits until something is so, for at most twenty seconds (the guest is slow).
pub(super) fn until(mut so: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + Duration::from_secs(20);
    while Instant::now() < deadline {
        if so() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}
