//! Refusals about tills.

/// Why tills do not come together. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TillRefusal {
    /// No letter.
    #[error("huruf kasir «{0}» tidak bisa dipakai; pakai satu sampai tiga huruf, misalnya B")]
    BadLetter(String),
    /// A till has it.
    #[error("huruf {0} sudah dipakai kasir lain di toko ini; pilih huruf yang belum dipakai")]
    LetterInUse(String),
    /// A letter that somebody was invited for who has not come yet.
    #[error("kasir {0} sudah diundang dan belum bergabung; pakai undangan itu, atau pilih huruf lain")]
    LetterPromised(String),
    /// The invitation was used.
    #[error("undangan ini sudah dipakai; buat undangan baru di kasir pertama dengan «sokoguru shop invite»")]
    InvitationUsed,
    /// The code does not open the invitation.
    #[error("kode undangan salah; periksa 10 huruf dan angka di layar kasir yang mengundang")]
    WrongCode,
    /// Another shop's file.
    #[error("berkas ini dari toko lain; tidak ada yang dimuat. Pilih berkas dari kasir toko ini")]
    OtherShop,
    /// A record in the file is not what it says.
    #[error("berkas ini rusak atau diubah orang ({0}); tidak ada yang dimuat. Minta berkas baru dari kasir asalnya")]
    Tampered(String),
    /// The file cannot be read.
    #[error("{0}")]
    Wire(#[from] record::wire::WireError),
    /// Another file stands there.
    #[error("{0} sudah ada dan bukan {1}; tidak ditimpa. Pilih nama lain")]
    NotOverwritten(String, &'static str),
    /// No such till.
    #[error("tidak ada kasir «{0}» di toko ini; lihat «sokoguru shop»")]
    NoSuchTill(String),
    /// Others know another history of this till and the file does not show where they part.
    #[error("kasir lain mengenal catatan kasir ini yang berbeda; minta berkas lengkap darinya (records export tanpa --since-known-by)")]
    NeedsWholeFile,
    /// The fingerprint fits no key that asks.
    #[error("tidak ada kunci baru dengan sidik {0} di berkas ini; cocokkan dengan layar kasir itu")]
    NoSuchKey(String),
    /// The shop's identity cannot be told.
    #[error("toko ini belum punya catatan; jalankan «sokoguru init» dulu")]
    NoShop,
}
