//! What can go wrong with the database, in the words of the shop: what happened, what to do.

use std::path::PathBuf;

use record::{ChainError, DecodeError};
use rusqlite::ErrorCode;

/// A fault of the database. Refusals of a deed are not here.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No file.
    #[error("belum ada basis data toko di {0}; buat dengan «sokoguru init» atau coba «sokoguru demo»")]
    Missing(PathBuf),
    /// A file is there already.
    #[error("sudah ada berkas di {0}; tidak diubah. Pilih nama lain dengan --db")]
    Exists(PathBuf),
    /// The file is something else.
    #[error("{0} bukan basis data Sokoguru; tidak diubah")]
    Foreign(PathBuf),
    /// The file was written by a later program.
    #[error(
        "basis data ini dari Sokoguru yang lebih baru (versi {found}, program ini versi {known}); dibuka hanya untuk dibaca. Perbarui program ini untuk menjual"
    )]
    Newer {
        /// Version of the file.
        found: i64,
        /// Version of this program.
        known: i64,
    },
    /// The file is damaged.
    #[error("basis data rusak ({0}); berkas dibiarkan apa adanya. Jangan dihapus: salin ke tempat aman, lalu pulihkan dari cadangan")]
    Damaged(String),
    /// Another program holds the file.
    #[error("basis data sedang dipakai program lain lebih dari 5 detik; tunggu atau tutup program itu, lalu ulangi")]
    Busy,
    /// No room.
    #[error("disk penuh; tidak ada yang tersimpan sebagian. Kosongkan ruang, lalu ulangi")]
    Full,
    /// The file or its folder cannot be written.
    #[error("basis data hanya bisa dibaca; periksa izin berkas dan foldernya")]
    ReadOnly,
    /// The file cannot be opened at all.
    #[error("basis data tidak bisa dibuka; periksa izin berkas dan foldernya")]
    NotOpened,
    /// The disk fails.
    #[error("disk gagal membaca atau menulis: {0}")]
    Disk(String),
    /// The SQLite library is too old to be safe with WAL.
    #[error("pustaka SQLite {0} terlalu lama; perlu 3.51.3 atau lebih baru")]
    OldLibrary(String),
    /// A rule of the database refused: a defect of this program.
    #[error("basis data menolak: {0}")]
    Refused(String),
    /// A record is not what it says.
    #[error(transparent)]
    Chain(#[from] ChainError),
    /// A body cannot be read.
    #[error(transparent)]
    Body(#[from] DecodeError),
    /// A fact contradicts itself.
    #[error("catatan tidak bisa dibukukan: {0}")]
    Journal(#[from] domain::ledger::JournalError),
    /// A number does not fit.
    #[error(transparent)]
    Overflow(#[from] domain::Overflow),
    /// A value in the database has no meaning: a defect or damage.
    #[error("isi basis data tidak masuk akal: {0}")]
    Meaning(String),
    /// Another program of this till began a new epoch.
    #[error("kunci kasir baru saja diganti program lain di mesin ini; ulangi sekali lagi")]
    StaleEpoch,
    /// Records that were to come back with a file did not.
    #[error("catatan kasir ini tidak kembali bersama berkas; minta berkas lengkap dari kasir itu")]
    NotBack,
    /// A file beside the database.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            return Self::Meaning(error.to_string());
        };
        let text = error.to_string();
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::AuthorizationForStatementDenied => Self::ReadOnly,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(text),
            ErrorCode::CannotOpen => Self::NotOpened,
            ErrorCode::SystemIoFailure | ErrorCode::FileLockingProtocolFailed => Self::Disk(text),
            _ => Self::Refused(text),
        }
    }
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Meaning(error.to_string())
    }
}
