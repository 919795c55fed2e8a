//! What the trade with others refuses, in the words of the shop.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::trade::PartyError;
use record::document::{DocumentError, FileError, PartsError, UblError};

/// What a person who buys or settles can act on. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TradeRefusal {
    /// A party.
    #[error(transparent)]
    Party(#[from] PartyError),
    /// A party that is not kept.
    #[error("pihak {0} belum dicatat; tambahkan pihaknya, atau masukkan kartu pihaknya dulu")]
    NoSuchParty(String),
    /// One legal entity under two names.
    #[error("badan hukum {legal_id} sudah dicatat sebagai {code}; pakai pihak itu, jangan dicatat dua kali")]
    SameEntity {
        /// The legal entity.
        legal_id: String,
        /// The key under which it is kept.
        code: String,
    },
    /// The shop's own legal entity as a party.
    #[error("badan hukum {0} adalah toko ini sendiri; minta kartu pihak lain itu")]
    OwnCard(String),
    /// A party whose key is not the one that signed.
    #[error(
        "dokumen {number} ditandatangani dengan kunci lain daripada kunci {party}; tanyakan kartu pihak yang baru, lalu bandingkan sidiknya"
    )]
    OtherKey {
        /// The document's number.
        number: String,
        /// The party.
        party: String,
    },
    /// A party without a key cannot sign.
    #[error("kunci pihak {0} belum dicatat; masukkan kartu pihaknya dulu")]
    NoKey(String),
    /// A document for somebody else.
    #[error("dokumen {number} ditujukan kepada {to}, bukan toko ini; tidak dimuat")]
    NotForUs {
        /// The document's number.
        number: String,
        /// Whom it is for.
        to: String,
    },
    /// A document of the shop itself.
    #[error("dokumen {0} dibuat oleh toko ini sendiri; tidak dimuat lagi")]
    OwnDocument(String),
    /// Another document with the same id or number.
    #[error("dokumen {number} dari {party} sudah ada dengan isi lain; tanyakan kepada pengirimnya, yang pertama tetap berlaku")]
    Twice {
        /// The document's number.
        number: String,
        /// The party.
        party: String,
    },
    /// A document whose beginning is not here.
    #[error("dokumen {number} menjawab dokumen yang belum ada di sini; muat dulu berkas sebelumnya, lalu ulangi")]
    NoOriginal {
        /// The document's number.
        number: String,
    },
    /// A document that cannot be found.
    #[error("dokumen {0} tidak ada; periksa nomornya")]
    NoSuchDocument(String),
    /// A document whose numbers contradict each other.
    #[error("dokumen {number} tidak masuk akal: {why}; minta diperbaiki pengirimnya")]
    Nonsense {
        /// The document's number.
        number: String,
        /// What is wrong.
        why: String,
    },
    /// A catalogue that is older than the one here.
    #[error("katalog {party} versi {version} lebih lama dari yang ada di sini (versi {known}); tidak dimuat")]
    OldCatalogue {
        /// The party.
        party: String,
        /// Its version.
        version: u64,
        /// The one here.
        known: u64,
    },
    /// More than is open.
    #[error("yang masih terbuka hanya Rp {open}; periksa jumlahnya")]
    BeyondOpen {
        /// Rupiah.
        open: Rupiah,
    },
    /// A date that is over.
    #[error("jatuh tempo {due} sudah lewat sebelum tanggal faktur {date}; periksa tanggalnya")]
    DueBefore {
        /// When it would be due.
        due: NaiveDate,
        /// Date of the invoice.
        date: NaiveDate,
    },
    /// Not in the state for it.
    #[error("{0}")]
    State(String),
    /// Another till does this.
    #[error("pesanan, faktur dan tagihan dikerjakan di kasir {0}; buka di sana, atau ubah trade.till di pengaturan")]
    OtherTill(String),
    /// Buying and selling.
    #[error(transparent)]
    Goods(#[from] super::goods::GoodsRefusal),
    /// Settling.
    #[error(transparent)]
    Money(#[from] super::money::MoneyRefusal),
    /// A text that is no document.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// A file that is none.
    #[error(transparent)]
    File(#[from] FileError),
    /// A file of another program that cannot be used.
    #[error(transparent)]
    Ubl(#[from] UblError),
    /// An unsigned statement says nothing that could be agreed on.
    #[error("rekening koran {0} dari program lain tidak ditandatangani; bandingkan dengan «sokoguru statement compare»")]
    OnlyCompared(String),
    /// QR codes that are no document.
    #[error(transparent)]
    Parts(#[from] PartsError),
}
