//! What settling refuses, in the words of the shop.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::{Quantity, Rupiah};

/// What a person who settles can act on. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyRefusal {
    /// A claim that is not there, or not open.
    #[error("tagihan {0} tidak ada atau sudah lunas; lihat «sokoguru claim list»")]
    NoSuchClaim(String),
    /// A claim the other way.
    #[error("tagihan {number} adalah piutang toko, bukan utang; yang dibayar hanya utang")]
    NotOurs {
        /// Number of its document.
        number: String,
    },
    /// A claim that was not accepted yet.
    #[error("faktur {number} belum dijawab; cocokkan fakturnya dulu, atau bayar sebagai uang muka")]
    NotAnswered {
        /// Number of the invoice.
        number: String,
    },
    /// A legal entity with itself, or documents whose kind does not fit.
    #[error("sebab nota kredit harus return, price, shortage, rebate atau other, bukan «{0}»")]
    Cause(String),
    /// Nothing to set off.
    #[error(
        "tidak ada yang bisa diperhitungkan dengan {party} sampai {cutoff}; yang belum diakui, belum jatuh tempo, disengketakan atau titipan tidak ikut"
    )]
    NothingToSetOff {
        /// The party.
        party: String,
        /// The last due date.
        cutoff: NaiveDate,
    },
    /// No such set-off.
    #[error("usul perjumpaan utang {0} tidak ada; muat dulu berkasnya, atau periksa nomornya")]
    NoSuchSetoff(String),
    /// Only who proposed does this.
    #[error("usul {number} dibuat oleh pihak lain; hanya yang mengusulkan yang mengesahkan atau membatalkannya")]
    NotProposer {
        /// Number of the proposal.
        number: String,
    },
    /// Only the other side does this.
    #[error("usul {number} dibuat oleh toko ini; yang menjawab adalah pihak lain")]
    OwnProposal {
        /// Number of the proposal.
        number: String,
    },
    /// Nobody said yes.
    #[error("usul {number} belum disetujui pihak lain; muat dulu jawabannya")]
    NotAccepted {
        /// Number of the proposal.
        number: String,
    },
    /// A yes that came after the end, or would.
    #[error("usul {number} berakhir {}; buat usul baru", expires.format("%Y-%m-%d %H:%M"))]
    Expired {
        /// Number of the proposal.
        number: String,
        /// When it ended.
        expires: DateTime<FixedOffset>,
    },
    /// It is over.
    #[error("usul {number} sudah selesai ({state}); tidak bisa diubah lagi")]
    Over {
        /// Number of the proposal.
        number: String,
        /// How it ended.
        state: &'static str,
    },
    /// What was proposed is no longer free.
    #[error("tagihan {number} pada usul itu tidak bebas lagi (bebas Rp {free}); tolak usulnya dan minta yang baru")]
    NotFree {
        /// Number of the claim's document.
        number: String,
        /// What is free, rupiah.
        free: Rupiah,
    },
    /// A statement that leaves one out.
    #[error("rekening koran {number} bernomor urut {found}, seharusnya {expected}; minta yang belum terkirim dulu")]
    Skips {
        /// Number of the document.
        number: String,
        /// Its place in the row.
        found: u64,
        /// The next place.
        expected: u64,
    },
    /// A statement that continues another one than was agreed on.
    #[error("rekening koran {number} tidak menyambung yang terakhir disepakati; bandingkan dulu yang sebelumnya")]
    Chain {
        /// Number of the document.
        number: String,
    },
    /// A statement before one that was made.
    #[error("rekening koran sampai {made} sudah dibuat; pakai tanggal itu atau sesudahnya")]
    Before {
        /// The last day of the one that was made.
        made: NaiveDate,
    },
    /// The day is not over.
    #[error("tanggal {0} belum lewat di toko ini; rekening koran dibuat paling jauh sampai hari ini")]
    Future(NaiveDate),
    /// A file without a statement.
    #[error("berkas itu tidak berisi rekening koran; minta pihak lain membuatnya")]
    NoStatement,
    /// A payment that was answered.
    #[error("pembayaran {number} sudah dinyatakan diterima; tidak bisa dijawab lagi")]
    Answered {
        /// Number of the payment.
        number: String,
    },
    /// A payment of the shop itself.
    #[error("pembayaran {number} dibuat toko ini; yang menyatakan terima adalah pihak lain")]
    OwnPayment {
        /// Number of the payment.
        number: String,
    },
    /// A party with software speaks for itself.
    #[error("{0} mengirim dokumennya sendiri; muat berkasnya, jangan diketik")]
    SpeaksForItself(String),
    /// A journal to what documents keep.
    #[error("akun {account} bagian {party} dijaga oleh dokumen; catat faktur, nota kredit atau pembayarannya, bukan jurnal")]
    ByDocument {
        /// The account.
        account: String,
        /// The party.
        party: String,
    },
    /// A nota kredit of a party is a document.
    #[error(
        "nota kredit {party} dicatat sebagai dokumen, supaya tagihannya ikut berkurang; kirim barangnya tanpa --credited, lalu «sokoguru claim credit»"
    )]
    CreditByDocument {
        /// The party.
        party: String,
    },
    /// A party whose kind or legal entity would change behind its claims.
    #[error("jenis dan badan hukum {0} tidak bisa diubah lagi, karena sudah ada fakturnya; catat badan hukum lain sebagai pihak baru")]
    PartyIsFixed(String),
    /// More of some goods than the buyer got.
    #[error("{name}: yang dikirim dengan faktur itu dan belum kembali hanya {left}; periksa jumlahnya")]
    MoreThanSent {
        /// The goods.
        name: String,
        /// What may still come back, base units.
        left: Quantity,
    },
    /// A number that several have.
    #[error("nomor {0} dipakai lebih dari satu pihak; tulis idnya (lihat dengan --json)")]
    Ambiguous(String),
}
