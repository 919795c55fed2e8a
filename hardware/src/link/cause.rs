//! Why a job stopped, in words for the counter: what happened and what to do.

use std::io;
use std::path::Path;

use crate::escpos::status::Condition;

/// Why a job stopped, as a person would say it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// The roll has ended.
    #[error("kertas printer habis; pasang gulungan baru")]
    PaperOut,
    /// The lid is open.
    #[error("penutup printer terbuka; tutup sampai berbunyi klik")]
    CoverOpen,
    /// Knife, head or another part.
    #[error("printer berhenti karena gangguan mesin; matikan, keluarkan kertas yang tersangkut, lalu nyalakan lagi")]
    Jammed,
    /// It answers, but takes no job and does not say why.
    #[error("printer belum siap menerima struk; lepaskan tombol FEED dan lihat lampunya")]
    Offline,
    /// Nothing is there.
    #[error("printer tidak ditemukan di {0}; periksa kabel, listrik dan alamatnya")]
    NotFound(String),
    /// The printer does not answer a connection.
    #[error("printer di {0} tidak menjawab; periksa apakah menyala dan tersambung jaringan")]
    NoAnswer(String),
    /// It answered before the job, and no more.
    #[error("printer berhenti menjawab; periksa apakah masih menyala")]
    Silent,
    /// It is well, but did not prove the job: it may have been off and on again.
    #[error("printer tidak memastikan struk tercetak; lihat kertasnya")]
    Unproved,
    /// No such name or network.
    #[error("alamat printer {0} salah atau tidak ada di jaringan ini; cocokkan dengan lembar uji printer")]
    WrongAddress(String),
    /// There is a machine, but it takes no connection.
    #[error("alat di {0} menolak sambungan; mungkin sedang dipakai kasir lain, atau nomor port salah (biasanya 9100)")]
    Refused(String),
    /// Another program or till is printing.
    #[error("printer {0} sedang dipakai kasir atau program lain; struk dicetak sesudahnya")]
    Busy(String),
    /// The system forbids a device file.
    #[error(
        "tidak ada izin memakai {path}; jalankan: sudo usermod -aG {group} $USER, lalu masuk ulang; bila tetap ditolak, pasang hardware/udev/70-sokoguru.rules ke /etc/udev/rules.d"
    )]
    NoPermission {
        /// The device.
        path: String,
        /// The group that may use it.
        group: &'static str,
    },
    /// The system forbids a USB device that has no device file of its own.
    #[error(
        "tidak ada izin memakai printer USB {0}; salin hardware/udev/70-sokoguru.rules ke /etc/udev/rules.d, jalankan: sudo udevadm control --reload, lalu cabut dan pasang lagi kabelnya"
    )]
    NoUsbPermission(String),
    /// The device takes no more bytes, and the wire cannot tell why.
    #[error("printer berhenti menerima data; periksa kertas dan penutupnya")]
    Stalled,
    /// The device went away.
    #[error("kabel printer tercabut atau printer dimatikan; pasang dan nyalakan lagi")]
    CableOut,
    /// The disk of a file has no room.
    #[error("disk penuh; kosongkan ruang, lalu cetak lagi")]
    DiskFull,
    /// The connection broke.
    #[error("sambungan ke printer putus; periksa kabel dan listriknya")]
    Broken,
    /// Something else.
    #[error("printer gagal: {0}")]
    Other(String),
}

/// What does not stop a job, but should be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Notice {
    /// The roll nears its end.
    #[error("kertas printer hampir habis; siapkan gulungan baru")]
    PaperLow,
}

/// A job that did not go through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Bytes of the job that the device took: with none, nothing was printed and trying again is safe.
    pub sent: usize,
    /// Why it stopped.
    pub cause: Cause,
}

impl Failure {
    pub(crate) fn at(sent: usize, cause: Cause) -> Self {
        Self { sent, cause }
    }
}

impl Cause {
    /// What a printer's own words mean; `None` while it would print.
    pub fn of_condition(condition: &Condition) -> Option<Self> {
        match condition {
            Condition { paper_out: true, .. } => Some(Self::PaperOut),
            Condition { cover_open: true, .. } => Some(Self::CoverOpen),
            Condition { failed: true, .. } => Some(Self::Jammed),
            Condition { offline: true, .. } => Some(Self::Offline),
            _ => None,
        }
    }

    /// An error of opening a device file.
    pub(super) fn opening(path: &Path, group: &'static str, error: &io::Error) -> Self {
        let shown = path.display().to_string();
        match (error.kind(), error.raw_os_error()) {
            (io::ErrorKind::NotFound, _) => Self::NotFound(shown),
            (io::ErrorKind::PermissionDenied, _) => Self::NoPermission { path: shown, group },
            (io::ErrorKind::ResourceBusy | io::ErrorKind::WouldBlock, _) => Self::Busy(shown),
            // EIO, ENXIO, ENODEV: the node is there, the device is not.
            (_, Some(5 | 6 | 19)) => Self::NotFound(shown),
            // EHOSTDOWN, EHOSTUNREACH, ETIMEDOUT, ECONNREFUSED: Bluetooth that found nobody.
            (_, Some(110..=113)) => Self::NoAnswer(shown),
            _ => Self::Other(error.to_string()),
        }
    }

    /// An error of reading or writing an open wire.
    pub(super) fn of(error: &io::Error) -> Self {
        match (error.kind(), error.raw_os_error()) {
            (io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock, _) => Self::Stalled,
            (io::ErrorKind::StorageFull, _) => Self::DiskFull,
            // EIO, ENODEV, ESHUTDOWN: unplugged.
            (_, Some(5 | 19 | 108)) => Self::CableOut,
            (
                io::ErrorKind::BrokenPipe
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionAborted
                | io::ErrorKind::NotConnected
                | io::ErrorKind::UnexpectedEof,
                _,
            ) => Self::Broken,
            _ => Self::Other(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_of_the_system_have_their_cause() {
        let path = Path::new("/dev/usb/lp0");
        let shown = || "/dev/usb/lp0".to_owned();
        let opening = |code| Cause::opening(path, "lp", &io::Error::from_raw_os_error(code));
        assert_eq!(opening(2), Cause::NotFound(shown()));
        assert_eq!(opening(13), Cause::NoPermission { path: shown(), group: "lp" });
        assert_eq!(opening(1), Cause::NoPermission { path: shown(), group: "lp" });
        assert_eq!(opening(16), Cause::Busy(shown()));
        assert_eq!(opening(6), Cause::NotFound(shown()));
        assert_eq!(opening(19), Cause::NotFound(shown()));
        assert_eq!(opening(112), Cause::NoAnswer(shown()));
        let writing = |code| Cause::of(&io::Error::from_raw_os_error(code));
        assert_eq!((writing(5), writing(19)), (Cause::CableOut, Cause::CableOut));
        assert_eq!((writing(104), writing(32)), (Cause::Broken, Cause::Broken));
        assert_eq!(writing(110), Cause::Stalled);
    }

    #[test]
    fn the_worst_is_named_first() {
        let condition = Condition { paper_out: true, cover_open: true, offline: true, ..Condition::default() };
        assert_eq!(Cause::of_condition(&condition), Some(Cause::PaperOut));
        assert_eq!(Cause::of_condition(&Condition { paper_low: true, ..Condition::default() }), None);
    }
}
