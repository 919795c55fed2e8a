//! What is wrong with a device and what to do, in one sentence.

use std::fmt;
use std::io;
use std::path::Path;

use crate::link::Cause;

/// What kind of device a sentence is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A barcode scanner.
    Scanner,
    /// A scale.
    Scale,
    /// A customer display.
    Display,
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Scanner => "pemindai",
            Self::Scale => "timbangan",
            Self::Display => "layar pelanggan",
        })
    }
}

/// Why a device is not usable now. Each is told once and tried again every second.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Nothing with this name or identity is connected.
    #[error("{device} tidak ditemukan ({at}); periksa kabel dan listriknya")]
    Missing {
        /// What is missed.
        device: Device,
        /// Its path or identity.
        at: String,
    },
    /// At the same socket there is another model now.
    #[error("di tempat {device} sekarang terpasang alat lain ({other}); pasang kembali yang lama atau daftarkan yang baru di Pengaturan")]
    Replaced {
        /// What is missed.
        device: Device,
        /// What is there instead.
        other: String,
    },
    /// Another program has it.
    #[error("{device} ({at}) sedang dipakai program lain; tutup program itu")]
    Held {
        /// What is held.
        device: Device,
        /// Its path.
        at: String,
    },
    /// The system forbids it.
    #[error("tidak ada izin memakai {device}; {}", permission_fix(.path, .group))]
    Denied {
        /// What is forbidden.
        device: Device,
        /// The device file.
        path: String,
        /// The group that may use it.
        group: &'static str,
    },
    /// It was there a moment ago.
    #[error("sambungan ke {device} putus; periksa kabel dan listriknya")]
    Broken {
        /// What went away.
        device: Device,
    },
    /// A key of the scanner is held down, so that it cannot be taken over.
    #[error("tombol {device} sedang tertekan; lepaskan tombolnya atau cabut dan pasang lagi")]
    KeysDown {
        /// What is pressed.
        device: Device,
    },
    /// Connected, but it says nothing.
    #[error("{device} tidak menjawab; periksa apakah menyala, dan protokol serta kecepatannya di Pengaturan")]
    Silent {
        /// What is silent.
        device: Device,
    },
    /// It says things that its protocol does not know.
    #[error("{device} mengirim data yang tidak dimengerti; periksa protokol dan kecepatannya di Pengaturan")]
    Garbled {
        /// What cannot be understood.
        device: Device,
    },
    /// The scale weighs in pounds or another unit.
    #[error("timbangan memakai satuan selain kilogram dan gram; setel timbangan ke kg")]
    WrongUnit,
    /// It takes no bytes.
    #[error("{device} berhenti menerima data; periksa kabel dan listriknya")]
    Stalled {
        /// What takes no bytes.
        device: Device,
    },
    /// Something else, in the words of the system.
    #[error("{device} gagal: {text}; cabut dan pasang lagi")]
    Other {
        /// What failed.
        device: Device,
        /// The system's words.
        text: String,
    },
}

/// Which command ends a lack of permission on a device file.
pub fn permission_fix(path: &str, group: &str) -> String {
    format!(
        "jalankan: sudo usermod -aG {group} $USER, pasang aturan 70-sokoguru.rules, lalu cabut-pasang alat dan masuk ulang (berkas {path})"
    )
}

impl Trouble {
    /// From an error of opening a device file.
    pub(crate) fn opening(device: Device, path: &Path, group: &'static str, error: &io::Error) -> Self {
        let at = path.display().to_string();
        match (error.kind(), error.raw_os_error()) {
            // ENXIO and ENODEV: the node is there, the device is not.
            (io::ErrorKind::NotFound, _) | (_, Some(6 | 19)) => Self::Missing { device, at },
            (io::ErrorKind::PermissionDenied, _) => Self::Denied { device, path: at, group },
            (io::ErrorKind::ResourceBusy | io::ErrorKind::WouldBlock, _) => Self::Held { device, at },
            _ => Self::Other { device, text: error.to_string() },
        }
    }

    /// From the cause that the opening of a serial port gives.
    pub(crate) fn of_port(device: Device, path: &Path, cause: &Cause) -> Self {
        let at = path.display().to_string();
        match cause {
            Cause::NotFound(_) => Self::Missing { device, at },
            Cause::Busy(_) => Self::Held { device, at },
            Cause::NoPermission { .. } => Self::Denied { device, path: at, group: "dialout" },
            Cause::Other(text) => Self::Other { device, text: text.clone() },
            other => Self::Other { device, text: other.to_string() },
        }
    }
}

/// How a device is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Connected and usable.
    Ready,
    /// Not usable, and why; tried again every second.
    Away(Trouble),
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ready => f.write_str("siap"),
            Self::Away(trouble) => trouble.fmt(f),
        }
    }
}

/// Tells a status only when it changed.
pub(crate) struct Teller<F> {
    told: Option<Status>,
    tell: F,
}

impl<F: Fn(Status)> Teller<F> {
    pub(crate) fn new(tell: F) -> Self {
        Self { told: None, tell }
    }

    pub(crate) fn tell(&mut self, now: Status) {
        if self.told.as_ref() != Some(&now) {
            self.told = Some(now.clone());
            (self.tell)(now);
        }
    }

    pub(crate) fn away(&mut self, trouble: Trouble) {
        self.tell(Status::Away(trouble));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_say_what_to_do() {
        let path = Path::new("/dev/input/event5");
        let of = |errno| Trouble::opening(Device::Scanner, path, "input", &io::Error::from_raw_os_error(errno)).to_string();
        assert!(of(2).contains("periksa kabel"), "{}", of(2));
        assert!(of(13).contains("usermod -aG input") && of(13).contains("70-sokoguru.rules"), "{}", of(13));
        assert!(of(16).contains("program lain"), "{}", of(16));
        assert!(of(19).contains("tidak ditemukan"), "{}", of(19));
        assert!(of(5).contains("gagal"), "{}", of(5));
    }

    #[test]
    fn the_same_status_is_told_once() {
        let heard = std::cell::RefCell::new(Vec::new());
        let mut teller = Teller::new(|status| heard.borrow_mut().push(status));
        let broken = Trouble::Broken { device: Device::Scale };
        teller.tell(Status::Ready);
        teller.tell(Status::Ready);
        teller.away(broken.clone());
        teller.away(broken.clone());
        assert_eq!(*heard.borrow(), [Status::Ready, Status::Away(broken)]);
    }
}
