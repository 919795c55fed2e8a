//! What the stock room refuses, in the words of the shop.

use chrono::NaiveDate;
use domain::catalogue::ProductError;
use domain::goods::{MoveError, ReceiptError};
use domain::{Quantity, Rupiah};

/// What a person in the stock room can act on. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StockRefusal {
    /// A delivery.
    #[error(transparent)]
    Receipt(#[from] ReceiptError),
    /// A move.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// A product.
    #[error("{sku}: {error}")]
    Product {
        /// Its key.
        sku: String,
        /// What is wrong.
        error: ProductError,
    },
    /// The delivery note is known.
    #[error("surat jalan {note} dari {supplier} sudah diterima tanggal {date}; tidak dicatat lagi")]
    AlreadyReceived {
        /// Its number.
        note: String,
        /// The supplier.
        supplier: String,
        /// When it was received.
        date: NaiveDate,
    },
    /// The nota kredit is known.
    #[error("nota kredit {note} dari {supplier} sudah dicatat; tidak dicatat lagi")]
    CreditedTwice {
        /// Its number.
        note: String,
        /// The supplier.
        supplier: String,
    },
    /// An owner that cannot be read.
    #[error("pemilik «{0}» tidak dikenal; tulis koperasi, jaringan, atau titip:MITRA")]
    NoSuchOwner(String),
    /// A partner that is not kept.
    #[error("mitra {0} belum dicatat; tambahkan mitranya dengan ketentuannya dulu")]
    NoSuchPartner(String),
    /// A product that is not kept.
    #[error("barang {0} tidak ada; periksa kode barangnya")]
    NoSuchProduct(String),
    /// A count that does not exist.
    #[error("stok opname {0} tidak ada; lihat daftar hitungan yang berjalan")]
    NoSuchCount(String),
    /// A count that was posted.
    #[error("stok opname «{0}» sudah disahkan; mulai hitungan baru")]
    CountPosted(String),
    /// A count that another till began.
    #[error("stok opname «{name}» dimulai di kasir {till}; sahkan di sana")]
    CountOfOtherTill {
        /// What people call it.
        name: String,
        /// The till's letter.
        till: String,
    },
    /// Nothing was counted.
    #[error("belum ada barang yang dihitung; pindai atau isi jumlahnya dulu")]
    NothingCounted,
    /// A scope without goods.
    #[error("tidak ada barang untuk dihitung ({0}); pilih yang lain")]
    NothingInScope(String),
    /// A file that was added before.
    #[error("berkas hitungan itu sudah dimuat; tidak ditambahkan lagi")]
    CountFileKnown,
    /// A quantity that cannot be counted.
    #[error("{0}: hitungan harus nol atau lebih dan utuh")]
    BadCount(String),
    /// Lots or goods that were recalled.
    #[error("{name} sedang ditarik ({reason}); jangan dijual, pisahkan")]
    Recalled {
        /// The goods.
        name: String,
        /// Why.
        reason: String,
    },
    /// Nothing to recall.
    #[error("tidak ada barang {0} di toko yang bisa ditarik")]
    NothingToRecall(String),
    /// A buyer's limit.
    #[error("{name}: paling banyak {limit} per pembeli per hari")]
    DailyLimit {
        /// The goods.
        name: String,
        /// Base units.
        limit: Quantity,
    },
    /// More paid than owed.
    #[error("kepada {partner} hanya terutang Rp {owed}; periksa jumlahnya")]
    NotOwed {
        /// The partner.
        partner: String,
        /// What is owed, rupiah.
        owed: Rupiah,
    },
    /// A batch of prices.
    #[error("{0}")]
    Prices(String),
    /// A label.
    #[error("{0}")]
    Label(String),
    /// Labels for a printer that is not set.
    #[error("printer label belum diatur; isi printer.label.link di pengaturan")]
    NoLabelPrinter,
    /// The label printer did not take them: nothing came out.
    #[error("printer label tidak mencetak: {0}; label tetap menunggu")]
    LabelPrinterMute(String),
    /// It broke off in the middle.
    #[error("printer label berhenti di tengah: {0}; periksa label yang keluar, label tetap menunggu")]
    LabelPrinterBroke(String),
    /// All own numbers are used.
    #[error("nomor barcode sendiri (20-29) sudah habis")]
    NoOwnCodeLeft,
    /// A key that belongs to other goods.
    #[error("kode barang {sku} sudah dipakai {name}; pilih kode lain")]
    KeyTaken {
        /// The key.
        sku: String,
        /// Whose.
        name: String,
    },
    /// A code that belongs to other goods.
    #[error("barcode {} sudah dipakai {name}", domain::barcode::as_printed(.code))]
    CodeTaken {
        /// The code.
        code: String,
        /// Whose.
        name: String,
    },
}
