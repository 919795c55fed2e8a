//! Where a printer is, as text that a shop can write down.

use std::fmt;
use std::path::PathBuf;

/// Where a printer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// `tcp:HOST:PORT`: port 9100 of a network printer.
    Tcp {
        /// Name or address.
        host: String,
        /// Port.
        port: u16,
    },
    /// `serial:PATH:BAUD` or `serial:PATH:BAUD:FLOW`.
    Serial {
        /// The device.
        path: PathBuf,
        /// Bits per second.
        baud: u32,
        /// How the printer says that it takes no more.
        flow: Flow,
    },
    /// `usb:PATH`: a usblp device such as `/dev/usb/lp0`.
    Usb {
        /// The device.
        path: PathBuf,
    },
    /// `usb:VVVV:PPPP`, `usb:VVVV:PPPP/SERIAL`, either with `@CHAIN`: one printer, on whatever path it is.
    UsbId(UsbId),
    /// `rfcomm:PATH`: a bound Bluetooth device such as `/dev/rfcomm0`.
    Rfcomm {
        /// The device.
        path: PathBuf,
    },
    /// `file:PATH`: bytes are added to a file.
    File {
        /// The file.
        path: PathBuf,
    },
    /// `sim:NAME`: the simulated printer of this program with this name.
    Sim {
        /// Letters, digits, `-` and `_`.
        name: String,
    },
}

/// How a serial printer says that it takes no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flow {
    /// It does not.
    #[default]
    None,
    /// By the wire CTS.
    RtsCts,
    /// By the bytes XON and XOFF.
    XonXoff,
    /// By the wire DSR, which the system does not watch: it is asked before each chunk.
    Dsr,
}

impl Flow {
    const NAMES: [(Self, &'static str); 4] =
        [(Self::None, "none"), (Self::RtsCts, "rtscts"), (Self::XonXoff, "xonxoff"), (Self::Dsr, "dsr")];

    /// Its name in an address.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(flow, _)| *flow == self).map_or("none", |(_, name)| name)
    }
}

/// A USB printer by what it says of itself, and by its socket when that is not enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsbId {
    /// Vendor.
    pub vendor: u16,
    /// Product.
    pub product: u16,
    /// Serial number; many cheap printers have none, or all the same.
    pub serial: Option<String>,
    /// Bus and ports, as the system names the device: `1-2.3`.
    pub chain: Option<String>,
}

impl UsbId {
    /// `VVVV:PPPP[/SERIAL][@CHAIN]`.
    pub fn parse(text: &str) -> Option<Self> {
        let (text, chain) = match text.rsplit_once('@') {
            Some((text, chain)) => (text, Some(chain)),
            None => (text, None),
        };
        let (ids, serial) = match text.split_once('/') {
            Some((ids, serial)) => (ids, Some(serial)),
            None => (text, None),
        };
        let (vendor, product) = ids.split_once(':')?;
        let chain_ok = chain.is_none_or(is_chain);
        let id = Self {
            vendor: hex(vendor)?,
            product: hex(product)?,
            serial: match serial {
                Some(serial) => Some(unescape(serial)?),
                None => None,
            },
            chain: chain.map(str::to_owned),
        };
        (chain_ok && id.serial.as_deref() != Some("")).then_some(id)
    }
}

impl fmt::Display for UsbId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04x}:{:04x}", self.vendor, self.product)?;
        if let Some(serial) = &self.serial {
            f.write_str("/")?;
            for letter in serial.chars() {
                // What has a meaning in an address, and what cannot be seen, is written as a number.
                if matches!(letter, '@' | '%' | ' ') || letter.is_ascii_control() {
                    write!(f, "%{:02x}", u32::from(letter))?;
                } else {
                    write!(f, "{letter}")?;
                }
            }
        }
        self.chain.iter().try_for_each(|chain| write!(f, "@{chain}"))
    }
}

fn hex(text: &str) -> Option<u16> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| u16::from_str_radix(text, 16).ok()).flatten()
}

fn is_chain(text: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').is_some_and(|(bus, ports)| number(bus) && ports.split('.').all(number))
}

fn unescape(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut whole = parts.next()?.to_owned();
    for part in parts {
        let code = u8::from_str_radix(part.get(..2)?, 16).ok()?;
        whole.push(code.is_ascii().then(|| char::from(code))?);
        whole.push_str(part.get(2..)?);
    }
    Some(whole)
}

/// A text that is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "alamat printer «{0}» tidak dikenal; tulis tcp:HOST:PORT, serial:PATH:BAUD, usb:PATH, usb:VVVV:PPPP, rfcomm:PATH, file:PATH atau sim:NAMA"
)]
pub struct AddressError(String);

impl Address {
    /// Reads what [`Address`] lists.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let (kind, rest) = text.split_once(':').unwrap_or_default();
        let sound = !rest.is_empty() && !rest.chars().any(char::is_control);
        let address = match kind {
            _ if !sound => None,
            "tcp" => tcp(rest),
            "serial" => serial(rest),
            "usb" if rest.starts_with('/') => Some(Self::Usb { path: rest.into() }),
            "usb" => UsbId::parse(rest).map(Self::UsbId),
            "rfcomm" => rest.starts_with('/').then(|| Self::Rfcomm { path: rest.into() }),
            "file" => Some(Self::File { path: rest.into() }),
            "sim" => {
                let plain = rest.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
                plain.then(|| Self::Sim { name: rest.to_owned() })
            }
            _ => None,
        };
        address.ok_or_else(|| AddressError(text.chars().take(60).collect()))
    }
}

fn tcp(rest: &str) -> Option<Address> {
    let (host, port) = rest.rsplit_once(':')?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let port: u16 = port.parse().ok().filter(|port| *port > 0)?;
    (!host.is_empty()).then(|| Address::Tcp { host: host.to_owned(), port })
}

fn serial(rest: &str) -> Option<Address> {
    let named = |(rest, name): (&'_ str, &str)| Flow::NAMES.iter().find(|(_, known)| *known == name).map(|(flow, _)| (rest.len(), *flow));
    let (length, flow) = rest.rsplit_once(':').and_then(named).unwrap_or((rest.len(), Flow::None));
    let (path, baud) = rest[..length].rsplit_once(':')?;
    let baud: u32 = baud.parse().ok().filter(|baud| (300..=4_000_000).contains(baud))?;
    (!path.is_empty()).then(|| Address::Serial { path: path.into(), baud, flow })
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } => write!(f, "tcp:{host}:{port}"),
            Self::Serial { path, baud, flow: Flow::None } => write!(f, "serial:{}:{baud}", path.display()),
            Self::Serial { path, baud, flow } => write!(f, "serial:{}:{baud}:{}", path.display(), flow.name()),
            Self::Usb { path } => write!(f, "usb:{}", path.display()),
            Self::UsbId(id) => write!(f, "usb:{id}"),
            Self::Rfcomm { path } => write!(f, "rfcomm:{}", path.display()),
            Self::File { path } => write!(f, "file:{}", path.display()),
            Self::Sim { name } => write!(f, "sim:{name}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses() {
        for text in [
            "tcp:192.168.1.50:9100",
            "tcp:fe80::1:9100",
            "serial:/dev/ttyUSB0:9600",
            "serial:/dev/ttyUSB0:19200:rtscts",
            "serial:/dev/ttyS0:9600:xonxoff",
            "serial:/dev/ttyS0:9600:dsr",
            "usb:/dev/usb/lp0",
            "usb:04b8:0e15",
            "usb:04b8:0e15/J5KF%20%401",
            "usb:0416:5011@1-2.3",
            "usb:0416:5011/A/B@10-4",
            "rfcomm:/dev/rfcomm0",
            "file:/tmp/struk.bin",
            "sim:kasir-1",
        ] {
            assert_eq!(Address::parse(text).map(|a| a.to_string()).as_deref(), Ok(text));
        }
        assert_eq!(Address::parse("serial:/dev/ttyS0:9600:none").map(|a| a.to_string()).as_deref(), Ok("serial:/dev/ttyS0:9600"));
        for bad in [
            "",
            "tcp",
            "tcp:",
            "tcp:host",
            "tcp:host:0",
            "tcp::9100",
            "serial:/dev/ttyS0",
            "serial:/dev/ttyS0:fast",
            "serial:/dev/ttyS0:9600:morse",
            "lpt:1",
            "usb:",
            "usb:4b8:0e15",
            "usb:04b8:0e15/",
            "usb:04b8:0e15/A%4",
            "usb:04b8:0e15@port",
            "rfcomm:AA:BB",
            "sim:a b",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_soup_is_answered_and_what_is_read_is_written_alike(
            soup in "\\PC{0,60}",
            kind in "(tcp|serial|usb|usb:04b8|usb:04b8:0e15|usb:04b8:0e15/|rfcomm|file|sim)",
            tail in "(|:9600|:9600:dsr|@1-2|:9100)",
        ) {
            let _ = Address::parse(&soup);
            if let Ok(address) = Address::parse(&format!("{kind}:{soup}{tail}")) {
                prop_assert_eq!(Address::parse(&address.to_string()), Ok(address));
            }
        }

        #[test]
        fn every_serial_number_comes_back(serial in "[ -~]{1,20}", chain in prop::option::of("[1-9]-[1-9](\\.[1-9]){0,3}")) {
            let address = Address::UsbId(UsbId { vendor: 0x04b8, product: 0x0e15, serial: Some(serial), chain });
            prop_assert_eq!(Address::parse(&address.to_string()), Ok(address));
        }
    }
}
