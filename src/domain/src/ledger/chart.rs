//! The chart of accounts of a consumers' koperasi, as data (`domain.md` section 2.4).
//!
//! Members and others have accounts of their own for sales and cost, because the statement of a
//! koperasi (PHU) and the members' share (SHU) need the two apart from the first day.

/// On which side an account normally stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Debit.
    Debit,
    /// Credit.
    Credit,
}

/// An account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Account {
    /// Class and three digits.
    pub code: &'static str,
    /// In Bahasa Indonesia, as reports show it.
    pub name: &'static str,
    /// The normal side.
    pub side: Side,
}

const fn debit(code: &'static str, name: &'static str) -> Account {
    Account { code, name, side: Side::Debit }
}

const fn credit(code: &'static str, name: &'static str) -> Account {
    Account { code, name, side: Side::Credit }
}

/// Codes that the code itself posts to.
pub mod account {
    /// Kas besar (safe).
    pub const SAFE: &str = "1-110";
    /// Kas kasir (drawers), by till.
    pub const DRAWER: &str = "1-111";
    /// QRIS on its way to the bank.
    pub const QRIS: &str = "1-130";
    /// Card and transfer on their way.
    pub const CARD_TRANSFER: &str = "1-140";
    /// Petty cash.
    pub const PETTY: &str = "1-112";
    /// The bank.
    pub const BANK: &str = "1-120";
    /// What suppliers owe for goods sent back.
    pub const SUPPLIER_CLAIM: &str = "1-340";
    /// What staff owes.
    pub const STAFF_DEBT: &str = "1-350";
    /// Goods that cannot be sold.
    pub const DAMAGED: &str = "1-412";
    /// The result of the year.
    pub const RESULT: &str = "3-300";
    /// Returns of members.
    pub const RETURNS_MEMBER: &str = "4-118";
    /// Returns of others.
    pub const RETURNS_OTHER: &str = "4-218";
    /// Cost of what members returned.
    pub const COST_BACK_MEMBER: &str = "5-118";
    /// Cost of what others returned.
    pub const COST_BACK_OTHER: &str = "5-218";
    /// More cash than expected.
    pub const CASH_OVER: &str = "7-110";
    /// Less cash than expected.
    pub const CASH_SHORT: &str = "8-110";
    /// Goods for sale.
    pub const STOCK: &str = "1-410";
    /// Goods on their way to another shop of the koperasi.
    pub const TRANSIT: &str = "1-411";
    /// What other shops of the koperasi have of this one (below zero: this one of them).
    pub const OTHER_SHOPS: &str = "1-420";
    /// What suppliers outside the network are owed.
    pub const SUPPLIER_DEBT: &str = "2-210";
    /// What the network is owed.
    pub const NETWORK_DEBT: &str = "2-220";
    /// What the network and other koperasi owe for goods that they bought here.
    pub const NETWORK_CLAIM: &str = "1-330";
    /// Paid to suppliers before their invoice.
    pub const ADVANCE: &str = "1-520";
    /// PPN paid, to be set against PPN collected.
    pub const INPUT_TAX: &str = "1-510";
    /// Paid by customers before their invoice.
    pub const CUSTOMER_ADVANCE: &str = "2-150";
    /// Goods sold to the network and other koperasi.
    pub const SALES_NETWORK: &str = "4-220";
    /// What the goods sold to the network had cost.
    pub const COST_NETWORK: &str = "5-310";
    /// What suppliers take off, or ask, after goods were received: discounts, rebates, differences.
    pub const PURCHASE_DIFFERENCE: &str = "5-420";
    /// Freight that is not part of the cost of goods.
    pub const FREIGHT: &str = "6-150";
    /// Goods received, not yet invoiced.
    pub const RECEIVED: &str = "2-225";
    /// What consignors are owed.
    pub const CONSIGN_DEBT: &str = "2-230";
    /// What the network is owed for goods that it left here.
    pub const CONSIGN_NETWORK: &str = "2-231";
    /// Commission on goods of others.
    pub const COMMISSION: &str = "4-310";
    /// Goods written off.
    pub const WASTE: &str = "5-410";
    /// Goods that the shop used itself.
    pub const SUPPLIES: &str = "6-140";
    /// PPN collected.
    pub const OUTPUT_TAX: &str = "2-310";
    /// What was there when the books began.
    pub const OPENING: &str = "3-900";
    /// Sales to members.
    pub const SALES_MEMBER: &str = "4-110";
    /// Discounts to members.
    pub const DISCOUNT_MEMBER: &str = "4-119";
    /// Sales to others.
    pub const SALES_OTHER: &str = "4-210";
    /// Discounts to others.
    pub const DISCOUNT_OTHER: &str = "4-219";
    /// Cost of sales to members.
    pub const COST_MEMBER: &str = "5-110";
    /// Cost of sales to others.
    pub const COST_OTHER: &str = "5-210";
    /// Stock variance.
    pub const VARIANCE: &str = "5-400";
    /// Rounding gained.
    pub const ROUNDING_GAIN: &str = "7-120";
    /// Rounding lost.
    pub const ROUNDING_LOSS: &str = "8-120";
}

/// All accounts. Two are ours: `3-900`, the equity against which opening balances stand until the koperasi
/// assigns them, and `1-420`, between the shops of one koperasi: over all of them it is zero.
pub const CHART: &[Account] = &[
    debit("1-110", "Kas besar (brankas)"),
    debit("1-111", "Kas kasir (laci)"),
    debit("1-112", "Kas kecil"),
    debit("1-113", "Kas dalam perjalanan"),
    debit("1-120", "Bank operasional"),
    debit("1-125", "Bank penampung saldo santri"),
    debit("1-130", "Piutang QRIS/PJP"),
    debit("1-140", "Piutang EDC/transfer"),
    debit("1-310", "Piutang kasbon anggota"),
    debit("1-311", "Piutang potong gaji"),
    debit("1-320", "Piutang dagang non anggota"),
    debit("1-330", "Piutang jaringan"),
    debit("1-340", "Piutang retur/klaim pemasok"),
    debit("1-350", "Piutang karyawan"),
    credit("1-390", "Penyisihan piutang"),
    debit("1-410", "Persediaan barang dagang"),
    debit("1-411", "Persediaan dalam perjalanan"),
    debit("1-412", "Persediaan rusak/kedaluwarsa"),
    debit("1-413", "Persediaan di konsinyi"),
    debit("1-420", "Rekening antar toko"),
    credit("1-490", "Penyisihan persediaan"),
    debit("1-510", "PPN masukan"),
    debit("1-520", "Uang muka pembelian"),
    debit("1-530", "Beban dibayar di muka"),
    debit("1-540", "Perlengkapan toko"),
    debit("1-550", "Pajak dibayar di muka"),
    debit("1-610", "Penyertaan pada koperasi sekunder"),
    debit("1-710", "Tanah"),
    debit("1-720", "Bangunan"),
    debit("1-730", "Peralatan dan rak"),
    debit("1-740", "Kendaraan"),
    debit("1-750", "Komputer, kasir, timbangan"),
    credit("1-790", "Akumulasi penyusutan"),
    credit("2-110", "Simpanan sukarela anggota"),
    credit("2-120", "Simpanan berjangka anggota"),
    credit("2-130", "Titipan saldo santri"),
    credit("2-140", "Voucher beredar"),
    credit("2-150", "Uang muka pelanggan"),
    credit("2-160", "Titipan donasi pelanggan"),
    credit("2-210", "Utang usaha pemasok luar"),
    credit("2-220", "Utang usaha jaringan"),
    credit("2-225", "Barang diterima belum difaktur"),
    credit("2-230", "Utang konsinyasi UMKM"),
    credit("2-231", "Utang konsinyasi jaringan"),
    credit("2-310", "PPN keluaran"),
    credit("2-320", "Utang PPh"),
    credit("2-410", "Utang gaji"),
    credit("2-420", "Beban masih harus dibayar"),
    credit("2-510", "Utang bank jangka pendek"),
    credit("2-610", "Bagian SHU anggota"),
    credit("2-620", "Dana pengurus dan pengawas"),
    credit("2-630", "Dana karyawan"),
    credit("2-640", "Dana pendidikan"),
    credit("2-650", "Dana sosial dan daerah kerja"),
    credit("2-660", "Imbal jasa desa"),
    credit("2-710", "Utang bank jangka panjang"),
    credit("2-720", "Liabilitas imbalan kerja"),
    credit("3-110", "Simpanan pokok"),
    credit("3-120", "Simpanan wajib"),
    credit("3-130", "Modal penyertaan"),
    credit("3-140", "Hibah/donasi modal"),
    credit("3-200", "Cadangan"),
    credit("3-210", "Cadangan tujuan risiko"),
    credit("3-300", "SHU tahun berjalan"),
    credit("3-310", "SHU tahun lalu belum dibagi"),
    credit("3-900", "Saldo awal pembukuan"),
    credit("4-110", "Partisipasi bruto anggota"),
    debit("4-118", "Retur dari anggota"),
    debit("4-119", "Potongan penjualan anggota"),
    credit("4-210", "Penjualan non anggota"),
    debit("4-218", "Retur dari non anggota"),
    debit("4-219", "Potongan penjualan non anggota"),
    credit("4-220", "Penjualan ke jaringan"),
    credit("4-310", "Komisi konsinyasi"),
    credit("4-320", "Pendapatan jasa/PPOB"),
    credit("4-330", "Rabat/insentif pemasok"),
    debit("5-110", "Beban pokok anggota"),
    credit("5-118", "Koreksi beban pokok retur anggota"),
    debit("5-210", "HPP non anggota"),
    credit("5-218", "Koreksi HPP retur non anggota"),
    debit("5-310", "HPP penjualan ke jaringan"),
    debit("5-400", "Selisih stok opname (susut)"),
    debit("5-410", "Barang rusak/kedaluwarsa"),
    credit("5-420", "Potongan/rabat pembelian"),
    debit("6-110", "Gaji toko"),
    debit("6-120", "Listrik"),
    debit("6-130", "Sewa"),
    debit("6-140", "Kantong, struk, perlengkapan"),
    debit("6-150", "Angkut"),
    debit("6-160", "Beban MDR QRIS/EDC"),
    debit("6-170", "Penyusutan"),
    debit("6-210", "Gaji kantor"),
    debit("6-220", "ATK"),
    debit("6-230", "Internet/perangkat lunak"),
    debit("6-310", "Beban RAT"),
    debit("6-320", "Pendidikan anggota"),
    debit("6-330", "Iuran gerakan"),
    credit("7-110", "Selisih lebih kas"),
    credit("7-120", "Pembulatan (untung)"),
    credit("7-130", "Bagi hasil bank"),
    credit("7-190", "Pendapatan lain-lain"),
    debit("8-110", "Selisih kurang kas"),
    debit("8-120", "Pembulatan (rugi)"),
    debit("8-130", "Administrasi bank"),
    debit("8-190", "Beban lain-lain"),
    debit("9-100", "Beban PPh"),
];

/// The name of an account, or its code where the chart does not have it.
pub fn name(code: &str) -> &str {
    CHART.iter().find(|account| account.code == code).map_or(code, |account| account.name)
}

/// The account with this code.
pub fn find(code: &str) -> Option<&'static Account> {
    CHART.iter().find(|account| account.code == code)
}
