//! Refusals about backups.

/// Why no backup was made or restored. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupRefusal {
    /// No folder took it.
    #[error("cadangan tidak tersimpan di mana pun: {0}")]
    Nowhere(String),
    /// The file cannot be read.
    #[error("{0}")]
    Wire(#[from] record::wire::WireError),
    /// What comes out is no sound database.
    #[error("cadangan ini rusak ({0}); tidak dipulihkan. Pakai cadangan lain")]
    Unsound(String),
    /// Made by a later program.
    #[error("cadangan ini dari Sokoguru yang lebih baru (versi {found}, program ini versi {known}); perbarui program ini dulu")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Version of this program.
        known: i64,
    },
    /// Another shop's.
    #[error("cadangan ini dari toko lain («{0}»); tidak dipulihkan di atas toko ini")]
    OtherShop(String),
    /// Another till's.
    #[error("cadangan ini dari kasir {found}, basis data di sini kasir {here}; tidak dipulihkan")]
    OtherTill {
        /// Whose backup.
        found: String,
        /// Whose database.
        here: String,
    },
    /// What stands here knows more.
    #[error(
        "cadangan ini ({found}) lebih lama dari basis data di sini ({here}): {lost} catatan akan hilang; tidak dipulihkan. Bila memang itu maksudnya, ulangi dengan --force-older"
    )]
    Older {
        /// Till and epoch of the backup.
        found: String,
        /// Till and epoch of what stands here.
        here: String,
        /// Records that are not in the backup.
        lost: u64,
    },
    /// Somebody works on the database.
    #[error("basis data sedang dipakai program lain; tutup program kasir dulu, lalu ulangi")]
    InUse,
}
