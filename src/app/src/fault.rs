//! Refusals and faults, in the words of the shop.

use domain::barcode::BarcodeError;
use domain::cart::CartError;
use domain::qris::QrisError;
use domain::sale::SettleError;
use domain::staff::Right;
use domain::{Overflow, Rupiah};
use store::StoreError;

/// What a cashier can act on. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The code is no code.
    #[error("{0}")]
    Barcode(#[from] BarcodeError),
    /// No goods have this code.
    #[error("kode {0} tidak dikenal; cari namanya atau tambahkan barangnya")]
    UnknownCode(String),
    /// Several goods claim this code.
    #[error("kode {code} dipakai lebih dari satu barang ({goods}); pilih salah satu")]
    Ambiguous {
        /// The code.
        code: String,
        /// The goods that claim it.
        goods: String,
    },
    /// Goods past their date.
    #[error("{name} kedaluwarsa {date}; jangan dijual")]
    Expired {
        /// The goods.
        name: String,
        /// Use by.
        date: chrono::NaiveDate,
    },
    /// Goods by weight without a weight.
    #[error("{0} dijual per kg; masukkan beratnya")]
    NeedsWeight(String),
    /// Open-price goods without a price.
    #[error("{0} tidak punya harga tetap; masukkan harganya")]
    NeedsPrice(String),
    /// The cart refuses.
    #[error("{0}")]
    Cart(#[from] CartError),
    /// The payment does not add up.
    #[error("{0}")]
    Settle(#[from] SettleError),
    /// The QRIS text.
    #[error("{0}")]
    Qris(#[from] QrisError),
    /// No QRIS of the shop is known.
    #[error("QRIS toko belum diisi; isi qris.static di pengaturan")]
    NoQris,
    /// A QRIS is shown and not yet confirmed.
    #[error("masih ada QRIS yang menunggu konfirmasi; konfirmasi atau batalkan dulu")]
    QrisWaiting,
    /// No such payment.
    #[error("pembayaran itu sudah tidak ada")]
    NoSuchTender,
    /// Money was taken for this cart.
    #[error("sudah ada pembayaran diterima untuk nota ini; kembalikan atau selesaikan dulu")]
    MoneyTaken,
    /// Nothing in the cart.
    #[error("keranjang kosong; pindai barang dulu")]
    EmptyCart,
    /// No such parked cart.
    #[error("nota yang ditahan itu sudah tidak ada")]
    NoSuchCart,
    /// No such member.
    #[error("anggota {0} tidak ditemukan; periksa nomornya")]
    NoSuchMember(String),
    /// The person may not.
    #[error("perlu izin: minta manajer memasukkan PIN dan alasan")]
    NeedsApproval(Right),
    /// The person who was asked may not allow it either.
    #[error("{0} tidak berwenang mengizinkan ini")]
    CannotApprove(String),
    /// An approval without a reason.
    #[error("alasan belum diisi; tulis alasannya")]
    NeedsReason,
    /// No such person.
    #[error("staf {0} tidak ada")]
    NoSuchStaff(String),
    /// Wrong PIN.
    #[error("PIN salah{wait}", wait = wait_words(*.wait_seconds))]
    WrongPin {
        /// Seconds until the next try; 0: at once.
        wait_seconds: i64,
    },
    /// Too soon after wrong PINs.
    #[error("terlalu sering salah; coba lagi dalam {0} detik")]
    TooSoon(i64),
    /// A PIN that is too simple.
    #[error("PIN harus 4 sampai 8 angka dan tidak semuanya sama")]
    BadPin,
    /// No shift is open.
    #[error("kasir belum dibuka; isi modal awal dulu")]
    NoShift,
    /// A shift is open.
    #[error("kasir sudah dibuka untuk tanggal {0}")]
    ShiftIsOpen(chrono::NaiveDate),
    /// A closed day.
    #[error("tanggal {0} sudah ditutup; pakai tanggal sesudahnya")]
    DateClosed(chrono::NaiveDate),
    /// A date far from the clock.
    #[error("tanggal {0} belum tiba atau jauh dari tanggal komputer; periksa jam komputer, atau minta manajer")]
    StrangeDate(chrono::NaiveDate),
    /// A shift of another till.
    #[error("kasir {0} hanya bisa ditutup di kasir itu sendiri")]
    OtherTill(String),
    /// A cart or a payment is still open.
    #[error("masih ada nota yang sedang dibayar; selesaikan atau kembalikan uangnya dulu")]
    PaymentOpen,
    /// Some shifts are open.
    #[error("kasir {0} belum ditutup; tutup dulu, lalu tutup hari")]
    ShiftsOpen(String),
    /// A difference that a manager must sign; how much only for those who may see what should be there, so that
    /// a blind count stays one.
    #[error("selisih{} melewati batas; hitung ulang, atau manajer mengesahkan dengan PIN", .0.map(|amount| format!(" Rp {amount}")).unwrap_or_default())]
    NeedsSignature(Option<Rupiah>),
    /// More than the drawer holds; how much that is only for those who may see what should be there.
    #[error("uang di laci menurut catatan tidak cukup{}; periksa jumlahnya", .0.map(|held| format!(" (hanya Rp {held})")).unwrap_or_default())]
    NotInDrawer(Option<Rupiah>),
    /// More than the safe holds.
    #[error("brankas menurut buku hanya berisi Rp {0}; periksa jumlahnya")]
    NotInSafe(Rupiah),
    /// A count of cash that cannot be.
    #[error("{0}")]
    Count(#[from] domain::shift::CountError),
    /// Goods that are not taken back.
    #[error("{0}")]
    Return(#[from] domain::returns::ReturnError),
    /// A sale that has returns.
    #[error("struk {0} sudah pernah diretur; kembalikan sisanya sebagai retur biasa")]
    NotVoidable(String),
    /// A journal that is refused.
    #[error("{0}")]
    Entry(#[from] domain::ledger::EntryError),
    /// A template that does not exist, or a choice that it does not have.
    #[error("pola jurnal «{0}» tidak ada; lihat «sokoguru journal templates»")]
    NoSuchTemplate(String),
    /// No such journal.
    #[error("jurnal itu tidak ada atau tidak bisa dibalik")]
    NoSuchJournal,
    /// It was reversed already.
    #[error("jurnal itu sudah dibalik")]
    AlreadyReversed,
    /// The period before is open, or it is closed already.
    #[error("{0}")]
    Period(String),
    /// A report was given up.
    #[error("laporan dibatalkan")]
    Cancelled,
    /// A report that would take metres of receipt paper.
    #[error("laporan {0} baris terlalu panjang untuk kertas struk; simpan sebagai PDF")]
    TooLongForPaper(usize),
    /// No such report.
    #[error("laporan Z {0} tidak ditemukan; periksa nomornya")]
    NoSuchReport(String),
    /// The last person who may manage people.
    #[error("harus tetap ada seorang yang boleh mengatur pengguna")]
    LastManager,
    /// No such receipt.
    #[error("struk {0} tidak ditemukan; periksa nomornya")]
    NoSuchReceipt(String),
    /// No printer is set.
    #[error("printer belum diatur; isi printer.receipt.link di pengaturan")]
    NoPrinter,
    /// No such print job.
    #[error("tugas cetak {0} tidak ada atau sudah selesai")]
    NoSuchJob(String),
    /// A person with this key is here already, or the key is the program's own.
    #[error("kode «{0}» sudah dipakai; pilih kode lain, atau ubah orang itu")]
    StaffExists(String),
    /// An unknown setting.
    #[error("pengaturan «{0}» tidak dikenal; lihat «sokoguru config list»")]
    UnknownSetting(String),
    /// A value that the setting cannot have.
    #[error("{key}: {why}")]
    BadSetting {
        /// The key.
        key: String,
        /// What is wrong.
        why: String,
    },
    /// A name is missing.
    #[error("{0} harus diisi")]
    Empty(&'static str),
    /// The file's rows have faults; nothing was imported.
    #[error("{count} baris salah; tidak ada yang diimpor:\n{list}")]
    Rows {
        /// How many.
        count: usize,
        /// One per line: row number and reason.
        list: String,
    },
    /// The file as a whole.
    #[error("{0}")]
    File(String),
    /// An amount.
    #[error("{0}")]
    Amount(String),
    /// Tills of one shop.
    #[error(transparent)]
    Till(#[from] crate::tills::TillRefusal),
    /// The stock room.
    #[error(transparent)]
    Stock(#[from] crate::stock::StockRefusal),
    /// The trade with others.
    #[error(transparent)]
    Trade(#[from] crate::trade::TradeRefusal),
    /// Backups.
    #[error(transparent)]
    Backup(#[from] crate::backup::BackupRefusal),
    /// A total too large for a receipt.
    #[error("jumlah nota terlalu besar (paling banyak Rp {0})")]
    TotalTooLarge(Rupiah),
}

/// Why a deed was not done.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A refusal: the person can act on it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A number that does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
    /// A file beside the database.
    #[error("{what}: {}", crate::files::words(source))]
    File {
        /// Which.
        what: String,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
    /// A defect: a state that should be impossible.
    #[error("kesalahan program: {0}; laporkan ini")]
    Defect(String),
}

impl From<crate::tills::TillRefusal> for Fault {
    fn from(refusal: crate::tills::TillRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<crate::stock::StockRefusal> for Fault {
    fn from(refusal: crate::stock::StockRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<crate::trade::GoodsRefusal> for Fault {
    fn from(refusal: crate::trade::GoodsRefusal) -> Self {
        crate::trade::TradeRefusal::from(refusal).into()
    }
}

impl From<crate::trade::TradeRefusal> for Fault {
    fn from(refusal: crate::trade::TradeRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<crate::trade::money::MoneyRefusal> for Fault {
    fn from(refusal: crate::trade::money::MoneyRefusal) -> Self {
        crate::trade::TradeRefusal::from(refusal).into()
    }
}

impl From<domain::goods::ReceiptError> for Fault {
    fn from(error: domain::goods::ReceiptError) -> Self {
        crate::stock::StockRefusal::from(error).into()
    }
}

impl From<domain::goods::MoveError> for Fault {
    fn from(error: domain::goods::MoveError) -> Self {
        crate::stock::StockRefusal::from(error).into()
    }
}

impl From<crate::backup::BackupRefusal> for Fault {
    fn from(refusal: crate::backup::BackupRefusal) -> Self {
        Self::Refused(refusal.into())
    }
}

impl From<domain::shift::CountError> for Fault {
    fn from(error: domain::shift::CountError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<domain::returns::ReturnError> for Fault {
    fn from(error: domain::returns::ReturnError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<domain::ledger::EntryError> for Fault {
    fn from(error: domain::ledger::EntryError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<CartError> for Fault {
    fn from(error: CartError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<SettleError> for Fault {
    fn from(error: SettleError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<QrisError> for Fault {
    fn from(error: QrisError) -> Self {
        Self::Refused(error.into())
    }
}

impl From<BarcodeError> for Fault {
    fn from(error: BarcodeError) -> Self {
        Self::Refused(error.into())
    }
}

impl Fault {
    /// The refusal, if it is one.
    pub fn refusal(&self) -> Option<&Refusal> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

fn wait_words(seconds: i64) -> String {
    if seconds > 0 { format!("; coba lagi dalam {seconds} detik") } else { "; coba lagi".to_owned() }
}
