//! Goods that move otherwise than by a sale or a delivery.

use chrono::NaiveDate;

use super::owner::{Owner, Place};
use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;

/// Why goods move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoveKind {
    /// Broken, spoilt, eaten by mice.
    Waste,
    /// Past its date (J19).
    Expired,
    /// Set aside: cannot be sold, not yet written off.
    Damaged,
    /// Used by the shop itself.
    Use,
    /// A box was opened into pieces, or pieces packed into a box.
    Unpack,
    /// Sent to another shop of the koperasi: on the way until it says so.
    Send,
    /// What was sent has arrived there.
    Arrived,
    /// Came from another shop of the koperasi.
    FromShop,
    /// On the way back to a supplier, who owes for it.
    SupplierReturn,
    /// The supplier accepted (nota kredit, J11): what is owed to them goes down.
    Credited,
    /// The supplier accepted, and the document of it has the journal (J11): the goods are gone.
    Settled,
    /// Called back: blocked and returned.
    Recall,
    /// Unsold goods of a consignor, given back.
    HandBack,
    /// Sold to the network or another koperasi, with a surat jalan.
    Supply,
    /// Came back from the network or another koperasi, with a nota kredit of the shop.
    SupplyReturn,
}

impl MoveKind {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::Waste,
        Self::Expired,
        Self::Damaged,
        Self::Use,
        Self::Unpack,
        Self::Send,
        Self::Arrived,
        Self::FromShop,
        Self::SupplierReturn,
        Self::Credited,
        Self::Settled,
        Self::Recall,
        Self::HandBack,
        Self::Supply,
        Self::SupplyReturn,
    ];

    /// The word in records and movements.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waste => "waste",
            Self::Expired => "expired",
            Self::Damaged => "damaged",
            Self::Use => "use",
            Self::Unpack => "unpack",
            Self::Send => "send",
            Self::Arrived => "arrived",
            Self::FromShop => "from-shop",
            Self::SupplierReturn => "supplier-return",
            Self::Credited => "credited",
            Self::Settled => "settled",
            Self::Recall => "recall",
            Self::HandBack => "hand-back",
            Self::Supply => "supply",
            Self::SupplyReturn => "supply-return",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it is called, in Bahasa Indonesia.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Waste => "Barang rusak",
            Self::Expired => "Barang kedaluwarsa",
            Self::Damaged => "Pisahkan barang rusak",
            Self::Use => "Pemakaian sendiri",
            Self::Unpack => "Buka dus",
            Self::Send => "Kirim ke toko lain",
            Self::Arrived => "Kiriman sampai",
            Self::FromShop => "Terima dari toko lain",
            Self::SupplierReturn => "Retur ke pemasok",
            Self::Credited => "Nota kredit pemasok",
            Self::Settled => "Retur diakui pemasok",
            Self::Recall => "Tarik barang",
            Self::HandBack => "Kembalikan titipan",
            Self::Supply => "Kirim ke pembeli",
            Self::SupplyReturn => "Kembali dari pembeli",
        }
    }
}

/// A line of goods that moved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedLine {
    /// The product's key.
    pub sku: String,
    /// Its name at that moment.
    pub name: String,
    /// Whose goods.
    pub owner: Owner,
    /// Where they stood; none: they came from outside.
    pub from: Option<Place>,
    /// Where they stand now; none: they are gone.
    pub to: Option<Place>,
    /// Base units, thousandths; above zero.
    pub quantity: Quantity,
    /// What they are worth in the books, rupiah.
    pub value: Rupiah,
    /// What the pool that they came into was short of (posted to the variance account), rupiah.
    pub variance: Rupiah,
    /// True when part of the cost was not known.
    pub cost_provisional: bool,
    /// Goods of others that are gone by the shop's fault: what is owed for them, rupiah.
    pub payable: Rupiah,
    /// Use by, where the lot is known.
    pub expiry: Option<NaiveDate>,
    /// The lot, where it is known.
    pub lot: String,
}

/// Goods that moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsMove {
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Why.
    pub kind: MoveKind,
    /// In a person's words.
    pub reason: String,
    /// The other side: a supplier, a shop, a partner; empty: none.
    pub party: String,
    /// The document it belongs to: a nota kredit, the record of what was sent (UUID as text); empty: none.
    pub reference: String,
    /// Who (staff id).
    pub by: String,
    /// What.
    pub lines: Vec<MovedLine>,
}

/// Why goods are not moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// Nothing named.
    #[error("sebut dulu barang yang dipindahkan")]
    Empty,
    /// Zero, below, or part of a piece.
    #[error("{0}: jumlah harus lebih dari nol dan utuh")]
    Quantity(String),
    /// More than is there, where that cannot be.
    #[error("{name}: hanya ada {there}; periksa jumlahnya atau hitung dulu")]
    NotThere {
        /// The goods.
        name: String,
        /// What is there, base units.
        there: Quantity,
    },
    /// No box of that kind.
    #[error("{0} bukan dus yang bisa dibuka; isi «isi dus» pada barangnya dulu")]
    NoBox(String),
    /// Several kinds of boxes at once.
    #[error("buka atau kemas satu macam dus dulu; yang lain sesudahnya")]
    OneBox,
    /// Nobody named.
    #[error("sebut {0}")]
    NoParty(&'static str),
    /// Goods of somebody else.
    #[error("{0} titipan orang lain; kembalikan lewat titip jual")]
    NotOwn(String),
    /// Nothing on the way under that name.
    #[error("tidak ada kiriman {0} yang masih di jalan")]
    NotOnTheWay(String),
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}
