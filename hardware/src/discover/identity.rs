//! What a device is called in the settings, so that it is found again on any path.

use std::fmt;

/// A device that can be told from others: never `ttyUSB0` or `lp0`, which change with every plug.
///
/// As text: `usb:VVVV:PPPP/SERIAL`, `usb:VVVV:PPPP@CHAIN` (ports from the root hub on, `1-2.3`), both
/// parts, or none; a device file with several keyboards adds `#INTERFACE`. Devices that are not on
/// USB: `bt:ADDRESS`, `phys:PLACE`, `name:NAME`, a path, or `tcp:HOST:PORT`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// On USB.
    Usb {
        /// Who made it.
        vendor: u16,
        /// Which model.
        product: u16,
        /// Its serial number, when it tells it apart.
        serial: Option<String>,
        /// Where it is plugged in.
        chain: Option<String>,
        /// Which of its interfaces, when several would do.
        interface: Option<u8>,
    },
    /// A Bluetooth address.
    Bluetooth(String),
    /// A place that the kernel names (`isa0060/serio0/input0`).
    Place(String),
    /// Nothing but a name.
    Named(String),
    /// A device file or a link of `/dev/serial/by-id`.
    Path(String),
    /// A network printer.
    Tcp(String),
}

/// A text that names no device.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nama alat «{0}» tidak dikenal; pilih alatnya lagi di Pengaturan")]
pub struct IdentityError(String);

/// The longest name of a device.
const LONGEST: usize = 200;

impl Identity {
    /// Reads the text of the settings.
    ///
    /// # Errors
    /// [`IdentityError`].
    pub fn parse(text: &str) -> Result<Self, IdentityError> {
        let wrong = || IdentityError(text.chars().take(60).collect());
        let text = text.trim();
        if text.len() > LONGEST || text.chars().any(char::is_control) {
            return Err(wrong());
        }
        if text.starts_with('/') && text.len() > 1 {
            return Ok(Self::Path(text.to_owned()));
        }
        let (kind, rest) = text.split_once(':').filter(|(_, rest)| !rest.is_empty()).ok_or_else(wrong)?;
        match kind {
            "usb" => usb(rest).ok_or_else(wrong),
            "bt" => Ok(Self::Bluetooth(rest.to_ascii_lowercase())),
            "phys" => Ok(Self::Place(rest.to_owned())),
            "name" => Ok(Self::Named(rest.to_owned())),
            "tcp" => Ok(Self::Tcp(rest.to_owned())),
            _ => Err(wrong()),
        }
    }
}

fn usb(rest: &str) -> Option<Identity> {
    // The chain and the interface are the last parts: a serial number may contain any sign.
    let (rest, interface) = match rest.rsplit_once('#') {
        Some((before, number)) if number.len() <= 3 && number.bytes().all(|b| b.is_ascii_digit()) && !number.is_empty() => {
            (before, Some(number.parse().ok()?))
        }
        _ => (rest, None),
    };
    let (rest, chain) = match rest.rsplit_once('@') {
        Some((before, chain)) if is_chain(chain) => (before, Some(chain.to_owned())),
        _ => (rest, None),
    };
    let (ids, serial) = match rest.split_once('/') {
        Some((ids, serial)) if !serial.is_empty() => (ids, Some(serial.to_owned())),
        Some(_) => return None,
        None => (rest, None),
    };
    let (vendor, product) = ids.split_once(':')?;
    // Digits only: the parser of numbers would take a sign, too.
    let four = |text: &str| text.len() == 4 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let hex = |text: &str| four(text).then(|| u16::from_str_radix(text, 16).ok()).flatten();
    Some(Identity::Usb { vendor: hex(vendor)?, product: hex(product)?, serial, chain, interface })
}

/// `BUS-PORT[.PORT...]`, as the kernel names USB devices.
pub(crate) fn is_chain(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
    text.split_once('-').is_some_and(|(bus, ports)| digits(bus) && ports.split('.').all(digits))
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usb { vendor, product, serial, chain, interface } => {
                write!(f, "usb:{vendor:04x}:{product:04x}")?;
                if let Some(serial) = serial {
                    write!(f, "/{serial}")?;
                }
                if let Some(chain) = chain {
                    write!(f, "@{chain}")?;
                }
                match interface {
                    Some(interface) => write!(f, "#{interface}"),
                    None => Ok(()),
                }
            }
            Self::Bluetooth(address) => write!(f, "bt:{address}"),
            Self::Place(place) => write!(f, "phys:{place}"),
            Self::Named(name) => write!(f, "name:{name}"),
            Self::Path(path) => f.write_str(path),
            Self::Tcp(address) => write!(f, "tcp:{address}"),
        }
    }
}

/// What the system says about a connected device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// On USB: vendor, product and port chain.
    pub(crate) usb: Option<(u16, u16, String)>,
    /// The USB serial number; empty if it has none.
    pub(crate) serial: String,
    /// The USB interface.
    pub(crate) interface: Option<u8>,
    /// The Bluetooth address.
    pub(crate) bluetooth: Option<String>,
    /// The kernel's place.
    pub(crate) place: String,
    /// The name.
    pub(crate) name: String,
    /// The device file as the till opens it.
    pub(crate) path: String,
}

/// Serial numbers that whole batches of cheap devices share.
const WORTHLESS: [&str; 8] = ["0", "1", "none", "0000", "1234567890", "0123456789abcdef", "000000000000", "00000000"];

impl Facts {
    fn serial(&self) -> Option<&str> {
        let serial = self.serial.trim();
        let usable = !serial.is_empty()
            && serial.len() <= 120
            && !serial.chars().any(char::is_control)
            && !WORTHLESS.contains(&serial.to_ascii_lowercase().as_str());
        usable.then_some(serial)
    }

    fn same_box(&self, other: &Self) -> bool {
        self.usb.is_some() && self.usb == other.usb
    }

    /// True if another box of the same model has the same serial number.
    pub(crate) fn has_twin(&self, all: &[Self]) -> bool {
        let model = |facts: &Self| facts.usb.as_ref().map(|(vendor, product, _)| (*vendor, *product));
        self.serial().is_some()
            && all.iter().any(|other| !self.same_box(other) && model(self) == model(other) && self.serial() == other.serial())
    }

    /// The stable name among all that are connected.
    pub(crate) fn identity(&self, all: &[Self]) -> Identity {
        if let Some((vendor, product, chain)) = &self.usb {
            // A serial number with a sign that has a meaning in names would be read back as another one.
            let plain = |serial: &&str| !serial.contains(['@', '#', '%']);
            let serial = self.serial().filter(plain).filter(|_| !self.has_twin(all)).map(str::to_owned);
            let chain = serial.is_none().then(|| chain.clone());
            let brothers = all.iter().filter(|other| self.same_box(other)).count() > 1;
            let interface = self.interface.filter(|_| brothers);
            return Identity::Usb { vendor: *vendor, product: *product, serial, chain, interface };
        }
        match &self.bluetooth {
            Some(address) => Identity::Bluetooth(address.clone()),
            None if !self.place.is_empty() => Identity::Place(self.place.clone()),
            None if !self.name.is_empty() => Identity::Named(self.name.clone()),
            None => Identity::Path(self.path.clone()),
        }
    }

    /// True if this is the device of the settings.
    pub(crate) fn is(&self, wanted: &Identity) -> bool {
        match wanted {
            Identity::Usb { vendor, product, serial, chain, interface } => self.usb.as_ref().is_some_and(|(v, p, place)| {
                v == vendor
                    && p == product
                    && serial.as_deref().is_none_or(|serial| self.serial() == Some(serial))
                    && chain.as_deref().is_none_or(|chain| place == chain)
                    && interface.is_none_or(|number| self.interface == Some(number))
            }),
            Identity::Bluetooth(address) => self.bluetooth.as_ref() == Some(address),
            Identity::Place(place) => &self.place == place,
            Identity::Named(name) => self.usb.is_none() && &self.name == name,
            Identity::Path(path) => &self.path == path,
            Identity::Tcp(_) => false,
        }
    }

    /// True if it is plugged in where the wanted one was, but is another model.
    pub(crate) fn stands_in_for(&self, wanted: &Identity) -> bool {
        match (wanted, &self.usb) {
            (Identity::Usb { chain: Some(chain), .. }, Some((_, _, place))) => chain == place && !self.is(wanted),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn box_at(chain: &str, serial: &str) -> Facts {
        Facts { usb: Some((0x05e0, 0x1200, chain.into())), serial: serial.into(), ..Facts::default() }
    }

    #[test]
    fn a_serial_number_names_a_device_and_twins_are_told_apart_by_their_port() {
        let (one, two) = (box_at("1-1", "S1"), box_at("1-2.4", "S1"));
        assert_eq!(one.identity(std::slice::from_ref(&one)).to_string(), "usb:05e0:1200/S1");
        let both = [one.clone(), two.clone()];
        assert_eq!(one.identity(&both).to_string(), "usb:05e0:1200@1-1");
        assert_eq!(two.identity(&both).to_string(), "usb:05e0:1200@1-2.4");
        assert!(one.has_twin(&both));
        assert_eq!(box_at("2-1", "0000").identity(&both).to_string(), "usb:05e0:1200@2-1");
        let keyboards = [Facts { interface: Some(0), ..one.clone() }, Facts { interface: Some(1), ..one.clone() }];
        assert_eq!(keyboards[1].identity(&keyboards).to_string(), "usb:05e0:1200/S1#1");
        assert!(!keyboards[0].has_twin(&keyboards));
        for confusing in ["S#5", "S@1-2", "S%41"] {
            let one = box_at("1-1", confusing);
            assert_eq!(one.identity(std::slice::from_ref(&one)).to_string(), "usb:05e0:1200@1-1");
        }
    }

    #[test]
    fn a_stored_name_finds_its_device() {
        let device = box_at("1-2.4", "S/1@x");
        for text in ["usb:05e0:1200", "usb:05e0:1200/S/1@x", "usb:05e0:1200@1-2.4", "usb:05e0:1200/S/1@x@1-2.4"] {
            let identity = Identity::parse(text).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(identity.to_string(), text);
            assert!(device.is(&identity), "{text}");
        }
        for other in ["usb:05e0:1201", "usb:05e0:1200/S1", "usb:05e0:1200@1-2", "bt:00:11", "/dev/ttyACM0"] {
            assert!(!device.is(&Identity::parse(other).expect("identity")), "{other}");
        }
        let wanted = Identity::parse("usb:0c2e:0001@1-2.4").expect("identity");
        assert!(device.stands_in_for(&wanted));
        for bad in ["", "usb:", "usb:5e0:1200", "usb:05e0", "usb:05e0:1200/", "lp0", "usb:zzzz:1200", "usb:+5e0:1200", "/", "x:y"] {
            assert!(Identity::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(soup in "\\PC{0,80}", kind in "(usb|bt|phys|name|usb:05e0:1200)?") {
            for text in [soup.clone(), format!("{kind}:{soup}"), format!("{kind}{soup}")] {
                if let Ok(identity) = Identity::parse(&text) {
                    let again = Identity::parse(&identity.to_string());
                    prop_assert_eq!(again.as_ref(), Ok(&identity));
                }
            }
        }
    }
}
