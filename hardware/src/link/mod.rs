//! Wires to printers: each sends a job with a deadline on progress and never on the whole, and says
//! how far it came and why it stopped.

mod file;
mod poll;
mod serial;
mod tcp;

pub(crate) use serial::open as open_serial;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

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
    /// `serial:PATH:BAUD`.
    Serial {
        /// The device.
        path: PathBuf,
        /// Bits per second.
        baud: u32,
    },
    /// `usb:PATH`: a usblp device such as `/dev/usb/lp0`.
    Usb {
        /// The device.
        path: PathBuf,
    },
    /// `file:PATH`: bytes are added to a file.
    File {
        /// The file.
        path: PathBuf,
    },
}

/// A text that is no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("alamat printer «{0}» tidak dikenal; tulis tcp:HOST:PORT, serial:PATH:BAUD, usb:PATH atau file:PATH")]
pub struct AddressError(String);

impl Address {
    /// Reads `tcp:HOST:PORT`, `serial:PATH:BAUD`, `usb:PATH` or `file:PATH`.
    ///
    /// # Errors
    /// [`AddressError`].
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        let wrong = || AddressError(text.to_owned());
        let (kind, rest) = text.trim().split_once(':').ok_or_else(wrong)?;
        if rest.is_empty() || rest.contains('\0') {
            return Err(wrong());
        }
        match kind {
            "tcp" => {
                let (host, port) = rest.rsplit_once(':').ok_or_else(wrong)?;
                let host = host.trim_start_matches('[').trim_end_matches(']');
                let port: u16 = port.parse().map_err(|_| wrong())?;
                let sensible = !host.is_empty() && port > 0;
                sensible.then(|| Self::Tcp { host: host.to_owned(), port }).ok_or_else(wrong)
            }
            "serial" => {
                let (path, baud) = rest.rsplit_once(':').ok_or_else(wrong)?;
                let baud: u32 = baud.parse().map_err(|_| wrong())?;
                let sensible = !path.is_empty() && (300..=4_000_000).contains(&baud);
                sensible.then(|| Self::Serial { path: path.into(), baud }).ok_or_else(wrong)
            }
            "usb" => Ok(Self::Usb { path: rest.into() }),
            "file" => Ok(Self::File { path: rest.into() }),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tcp { host, port } => write!(f, "tcp:{host}:{port}"),
            Self::Serial { path, baud } => write!(f, "serial:{}:{baud}", path.display()),
            Self::Usb { path } => write!(f, "usb:{}", path.display()),
            Self::File { path } => write!(f, "file:{}", path.display()),
        }
    }
}

/// How fast bytes may be given, and how long no progress is borne.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Bytes at once.
    pub chunk: usize,
    /// Pause after each chunk.
    pub pause: Duration,
    /// How long the device may take no byte at all before the job is given up.
    pub patience: Duration,
}

/// Why a job stopped, as a person would say it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Nothing is there.
    #[error("printer tidak ditemukan di {0}; periksa kabel, listrik dan alamatnya")]
    NotFound(String),
    /// The network printer does not answer.
    #[error("printer di {0} tidak menjawab; periksa apakah menyala dan tersambung jaringan")]
    NoAnswer(String),
    /// Another program or till is printing.
    #[error("printer {0} sedang dipakai; struk dicetak sesudahnya")]
    Busy(String),
    /// The system forbids it.
    #[error("tidak ada izin memakai {path}; jalankan: sudo usermod -aG {group} $USER, lalu masuk ulang")]
    NoPermission {
        /// The device.
        path: String,
        /// The group that may use it.
        group: &'static str,
    },
    /// The device takes no more bytes.
    #[error("printer berhenti menerima data; periksa kertas dan penutupnya")]
    Stalled,
    /// The wire broke.
    #[error("sambungan ke printer putus; periksa kabel dan listriknya")]
    Broken,
    /// Something else.
    #[error("printer gagal: {0}")]
    Other(String),
}

/// A job that did not go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Bytes that the device took: with none, trying again is safe.
    pub sent: usize,
    /// Why it stopped.
    pub cause: Cause,
}

/// Sends one job. Returns when the device took every byte.
///
/// # Errors
/// [`Failure`] says how far it came.
pub fn send(address: &Address, bytes: &[u8], pace: Pace) -> Result<(), Failure> {
    match address {
        Address::Tcp { host, port } => tcp::send(host, *port, bytes, pace),
        Address::Serial { path, baud } => serial::send(path, *baud, bytes, pace),
        Address::Usb { path } => file::send_device(path, bytes, pace),
        Address::File { path } => file::append(path, bytes),
    }
}

impl Failure {
    fn at(sent: usize, cause: Cause) -> Self {
        Self { sent, cause }
    }

    /// A failure before the first byte, from an error of opening a device file.
    fn opening(path: &std::path::Path, group: &'static str, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let shown = path.display().to_string();
        let cause = match error.kind() {
            ErrorKind::NotFound => Cause::NotFound(shown),
            ErrorKind::PermissionDenied => Cause::NoPermission { path: shown, group },
            ErrorKind::ResourceBusy | ErrorKind::WouldBlock => Cause::Busy(shown),
            // ENXIO: the node is there, the device is not.
            _ if error.raw_os_error() == Some(6) || error.raw_os_error() == Some(19) => Cause::NotFound(shown),
            _ => Cause::Other(error.to_string()),
        };
        Self::at(0, cause)
    }

    /// A failure while writing.
    fn writing(sent: usize, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let cause = match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Cause::Stalled,
            ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::NotConnected => Cause::Broken,
            // EIO, ENODEV: unplugged.
            _ if matches!(error.raw_os_error(), Some(5 | 19)) => Cause::Broken,
            _ => Cause::Other(error.to_string()),
        };
        Self::at(sent, cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses() {
        for text in ["tcp:192.168.1.50:9100", "serial:/dev/ttyUSB0:9600", "usb:/dev/usb/lp0", "file:/tmp/struk.bin"] {
            assert_eq!(Address::parse(text).map(|a| a.to_string()).as_deref(), Ok(text));
        }
        for bad in
            ["", "tcp", "tcp:", "tcp:host", "tcp:host:0", "tcp::9100", "serial:/dev/ttyS0", "serial:/dev/ttyS0:fast", "lpt:1", "usb:"]
        {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(soup in "\\PC{0,60}", kind in "(tcp|serial|usb|file)?") {
            let _ = Address::parse(&soup);
            let _ = Address::parse(&format!("{kind}:{soup}"));
        }
    }
}
