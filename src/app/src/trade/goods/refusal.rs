//! What buying and selling refuses, in the words of the shop.

use chrono::NaiveDate;

/// What a person who buys or sells can act on. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GoodsRefusal {
    /// A line that the order does not have.
    #[error("pesanan {order} tidak punya baris {line}; lihat «sokoguru order show {order}»")]
    NoSuchLine {
        /// Number of the order.
        order: String,
        /// The line.
        line: u32,
    },
    /// A line that the invoice does not have.
    #[error("faktur {invoice} tidak punya baris {line}; periksa nomor barisnya")]
    NoSuchInvoiceLine {
        /// Number of the invoice.
        invoice: String,
        /// The line.
        line: u32,
    },
    /// Two parties have a document of this number.
    #[error("nomor {0} ada pada lebih dari satu pihak; sebut pihaknya")]
    Several(String),
    /// An order of somebody else, where one of the shop is meant.
    #[error("pesanan {0} bukan pesanan toko ini; yang dipesan pembeli dijawab dengan order answer")]
    NotOurOrder(String),
    /// An order of the shop, where one of a buyer is meant.
    #[error("pesanan {0} dibuat toko ini sendiri; jawabannya datang dari penjualnya")]
    OwnOrder(String),
    /// An order to another party.
    #[error("pesanan {order} bukan pesanan kepada {party}; periksa nomor dan pihaknya")]
    OrderOfOther {
        /// Number of the order.
        order: String,
        /// The party.
        party: String,
    },
    /// Nothing more of an order is expected.
    #[error("pesanan {0} sudah selesai; buat pesanan baru")]
    Closed(String),
    /// Nothing is left to be cancelled.
    #[error(
        "barang pesanan {0} sudah datang semua; tidak ada yang bisa dibatalkan. Barang yang tidak jadi dibeli dikembalikan ke penjualnya"
    )]
    AllCame(String),
    /// An invoice for a receipt advice that has one.
    #[error(
        "tanda terima {advice} sudah ditagih dengan tagihan {invoice}; harga, potongan, dan ongkosnya tetap. Kurangi dengan nota kredit"
    )]
    Invoiced {
        /// Number of the receipt advice.
        advice: String,
        /// Number of the invoice.
        invoice: String,
    },
    /// A price for a line that is not there.
    #[error("tanda terima {advice} tidak punya baris {line}; periksa nomor barisnya")]
    NoSuchAdviceLine {
        /// Number of the receipt advice.
        advice: String,
        /// The line.
        line: u32,
    },
    /// The seller has said nothing.
    #[error("pesanan {0} belum dijawab penjualnya; muat dulu berkas jawabannya")]
    NotAnswered(String),
    /// An order without lines.
    #[error("tidak ada yang perlu dipesan dari {0}; sebut barangnya")]
    NothingToOrder(String),
    /// A delivery without lines.
    #[error("tidak ada yang perlu dikirim; sebut barangnya")]
    NothingToSend,
    /// Goods that the shop does not have.
    #[error("{name} (kode {code}) tidak dikenal di sini; kirim dengan menyebut barangnya")]
    NotOurGoods {
        /// The buyer's name for them.
        name: String,
        /// The code on the order.
        code: String,
    },
    /// Several deliveries of an order wait.
    #[error("ada beberapa surat jalan ({0}); sebut yang mana")]
    SeveralDeliveries(String),
    /// A surat jalan of goods that were received without it.
    #[error(
        "barang pesanan {order} sudah diterima {date} sebelum surat jalan {note} datang; tidak diterima dua kali. Kalau ini kiriman lain, catat di «Terima barang»"
    )]
    CameBefore {
        /// The order.
        order: String,
        /// The surat jalan.
        note: String,
        /// When they were received.
        date: chrono::NaiveDate,
    },
    /// Goods without a price.
    #[error("{0} tidak punya harga di pesanan maupun katalog; sebut harganya")]
    NoPrice(String),
    /// A receipt advice of nothing.
    #[error("tidak ada barang yang diterima di tanda terima {0}; tidak ada yang difaktur")]
    NothingCame(String),
    /// Goods that were only left for sale.
    #[error("faktur {0} untuk barang titipan; bayar lewat titip jual, bukan lewat pencocokan")]
    Consigned(String),
    /// A date that has not come.
    #[error("tanggal faktur {0} belum tiba; periksa tanggalnya")]
    DateToCome(NaiveDate),
    /// After the cut-off of a pool.
    #[error("batas {cutoff} belanja bersama {pool} sudah lewat; ikut yang berikutnya")]
    PoolClosed {
        /// The pool.
        pool: String,
        /// Until when it could be changed.
        cutoff: NaiveDate,
    },
    /// A pack that the seller does not have.
    #[error("{name} hanya ditawarkan dalam kemasan {pack} isi {factor}; sebut kemasan itu")]
    OtherPack {
        /// The goods.
        name: String,
        /// The seller's pack.
        pack: String,
        /// Base units in it.
        factor: i64,
    },
    /// A document whose numbers cannot be.
    #[error("dokumen tidak bisa dibuat: {0}")]
    NotSane(String),
}
