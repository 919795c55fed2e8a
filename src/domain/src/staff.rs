//! Staff, their roles, what each may do, and how fast a PIN may be tried.

/// What a person of the staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Sells.
    Cashier,
    /// Receives and counts.
    Stock,
    /// Runs the shop.
    Manager,
    /// Board of the koperasi.
    Board,
    /// A command on the machine itself, shown so in the log.
    System,
}

impl Role {
    /// The roles that people have.
    pub const PEOPLE: [Self; 4] = [Self::Cashier, Self::Stock, Self::Manager, Self::Board];

    /// The word in files and on the screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cashier => "kasir",
            Self::Stock => "staf stok",
            Self::Manager => "manajer",
            Self::Board => "pengurus",
            Self::System => "sistem",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [Self::Cashier, Self::Stock, Self::Manager, Self::Board, Self::System];
        all.into_iter().find(|role| role.word() == word)
    }
}

/// What can be allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Right {
    /// Put goods in a cart and take payment.
    Sell,
    /// Sell goods at a typed price.
    OpenPrice,
    /// Change the price of a line.
    OverridePrice,
    /// Discount a line or a cart, up to so many percent.
    Discount,
    /// Throw a cart away.
    CancelCart,
    /// Print a receipt again.
    Reprint,
    /// Open the drawer without a sale.
    OpenDrawer,
    /// Take goods back with their receipt.
    Return,
    /// Take goods back without a receipt.
    ReturnWithoutReceipt,
    /// Undo a whole sale.
    Void,
    /// Put cash into the drawer.
    CashIn,
    /// Take cash out of the drawer, to the safe too.
    CashOut,
    /// Count and close a shift.
    CloseShift,
    /// See what a drawer should hold (X report) before it is counted.
    SeeExpected,
    /// Sign for a difference above the limit.
    SignDifference,
    /// Close the day.
    CloseDay,
    /// Open a shift or write a journal for another date than today.
    BackDate,
    /// Write journals.
    Journal,
    /// Close a month or a year.
    ClosePeriod,
    /// See the reports of the shop.
    Reports,
    /// See what goods cost the shop, and the margin.
    SeeCost,
    /// Read the log.
    Audit,
    /// Add people, change roles, PINs and rights.
    Users,
    /// Make and restore backups, invite tills, exchange records.
    Backup,
    /// Change settings and printers.
    Settings,
    /// Import products and members.
    Import,
    /// Take goods in from a supplier.
    Receive,
    /// Write off what is broken or past its date.
    Waste,
    /// Open boxes, use goods, send them away, recall them.
    MoveGoods,
    /// Count goods.
    Count,
    /// Review and post a count.
    PostCount,
    /// Edit products, prices, labels.
    EditGoods,
    /// Keep partners and pay them for their goods.
    Consign,
    /// Order goods, exchange documents with others.
    Buy,
    /// Accept invoices, set off and pay.
    Settle,
}

impl Right {
    /// All rights, those of the counter first.
    pub const ALL: [Self; 35] = [
        Self::Sell,
        Self::OpenPrice,
        Self::OverridePrice,
        Self::Discount,
        Self::CancelCart,
        Self::Reprint,
        Self::OpenDrawer,
        Self::Return,
        Self::ReturnWithoutReceipt,
        Self::Void,
        Self::CashIn,
        Self::CashOut,
        Self::CloseShift,
        Self::SeeExpected,
        Self::SignDifference,
        Self::CloseDay,
        Self::BackDate,
        Self::Journal,
        Self::ClosePeriod,
        Self::Reports,
        Self::SeeCost,
        Self::Audit,
        Self::Users,
        Self::Backup,
        Self::Settings,
        Self::Import,
        Self::Receive,
        Self::Waste,
        Self::MoveGoods,
        Self::Count,
        Self::PostCount,
        Self::EditGoods,
        Self::Consign,
        Self::Buy,
        Self::Settle,
    ];

    /// The word in records and settings.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sell => "sell",
            Self::OpenPrice => "open-price",
            Self::OverridePrice => "override-price",
            Self::Discount => "discount",
            Self::CancelCart => "cancel-cart",
            Self::Reprint => "reprint",
            Self::OpenDrawer => "open-drawer",
            Self::Return => "return",
            Self::ReturnWithoutReceipt => "return-without-receipt",
            Self::Void => "void",
            Self::CashIn => "cash-in",
            Self::CashOut => "cash-out",
            Self::CloseShift => "close-shift",
            Self::SeeExpected => "see-expected",
            Self::SignDifference => "sign-difference",
            Self::CloseDay => "close-day",
            Self::BackDate => "back-date",
            Self::Journal => "journal",
            Self::ClosePeriod => "close-period",
            Self::Reports => "reports",
            Self::SeeCost => "see-cost",
            Self::Audit => "audit",
            Self::Users => "users",
            Self::Backup => "backup",
            Self::Settings => "settings",
            Self::Import => "import",
            Self::Receive => "receive",
            Self::Waste => "waste",
            Self::MoveGoods => "move-goods",
            Self::Count => "count",
            Self::PostCount => "post-count",
            Self::EditGoods => "edit-goods",
            Self::Consign => "consign",
            Self::Buy => "buy",
            Self::Settle => "settle",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|right| right.word() == word)
    }

    /// What it is called, in Bahasa Indonesia and in English.
    pub const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Sell => ("Menjual", "Sell"),
            Self::OpenPrice => ("Jual harga terbuka", "Sell at an open price"),
            Self::OverridePrice => ("Ubah harga", "Change a price"),
            Self::Discount => ("Beri potongan", "Give a discount"),
            Self::CancelCart => ("Batalkan keranjang", "Cancel a cart"),
            Self::Reprint => ("Cetak ulang struk", "Print a receipt again"),
            Self::OpenDrawer => ("Buka laci", "Open the drawer"),
            Self::Return => ("Terima retur", "Take goods back"),
            Self::ReturnWithoutReceipt => ("Retur tanpa struk", "Take goods back without a receipt"),
            Self::Void => ("Batalkan penjualan", "Undo a sale"),
            Self::CashIn => ("Kas masuk", "Put cash in"),
            Self::CashOut => ("Kas keluar dan setor", "Take cash out"),
            Self::CloseShift => ("Tutup kasir", "Close a shift"),
            Self::SeeExpected => ("Lihat laporan X", "See the X report"),
            Self::SignDifference => ("Sahkan selisih", "Sign for a difference"),
            Self::CloseDay => ("Tutup hari", "Close the day"),
            Self::BackDate => ("Tanggal lain", "Use another date"),
            Self::Journal => ("Tulis jurnal", "Write journals"),
            Self::ClosePeriod => ("Tutup bulan dan tahun", "Close months and years"),
            Self::Reports => ("Lihat laporan", "See reports"),
            Self::SeeCost => ("Lihat harga pokok", "See cost and margin"),
            Self::Audit => ("Lihat catatan", "Read the log"),
            Self::Users => ("Atur pengguna", "Manage people"),
            Self::Backup => ("Cadangan dan kasir lain", "Backups and other tills"),
            Self::Settings => ("Ubah pengaturan", "Change settings"),
            Self::Import => ("Impor data", "Import data"),
            Self::Receive => ("Terima barang", "Receive goods"),
            Self::Waste => ("Catat barang rusak", "Write off waste"),
            Self::MoveGoods => ("Pindah dan retur barang", "Move and send back goods"),
            Self::Count => ("Hitung stok", "Count stock"),
            Self::PostCount => ("Sahkan stok opname", "Post a count"),
            Self::EditGoods => ("Ubah barang dan harga", "Edit goods and prices"),
            Self::Consign => ("Atur dan bayar titipan", "Manage and pay consignment"),
            Self::Buy => ("Pesan barang dan tukar dokumen", "Order goods and exchange documents"),
            Self::Settle => ("Sahkan faktur dan bayar pemasok", "Accept invoices and pay suppliers"),
        }
    }

    /// True when the right is given up to a percentage.
    pub const fn is_graded(self) -> bool {
        matches!(self, Self::Discount)
    }
}

/// How far somebody may use a right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowance {
    /// Not without a second person.
    No,
    /// Always.
    Yes,
    /// Up to so many hundredths of a percent.
    UpTo(i64),
}

impl Allowance {
    /// Reads `yes`, `no`, or a percentage such as `5` for a right that is graded.
    pub fn parse(right: Right, text: &str) -> Option<Self> {
        match text.trim() {
            "yes" => Some(Self::Yes),
            "no" => Some(Self::No),
            percent if right.is_graded() => {
                percent.parse().ok().filter(|percent| (0..=100).contains(percent)).map(|p: i64| Self::UpTo(p * 100))
            }
            _ => None,
        }
    }

    /// As [`Allowance::parse`] reads it.
    pub fn text(self) -> String {
        match self {
            Self::No => "no".to_owned(),
            Self::Yes => "yes".to_owned(),
            Self::UpTo(hundredths) => (hundredths / 100).to_string(),
        }
    }
}

/// Which role may do what: data, changed by the shop ([`Matrix::set`]).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Matrix {
    changed: Vec<(Role, Right, Allowance)>,
}

impl Matrix {
    /// What a role may unless the shop says otherwise.
    pub fn default_of(role: Role, right: Right) -> Allowance {
        use Right as R;
        let yes = match role {
            Role::System | Role::Board | Role::Manager => true,
            Role::Cashier => {
                matches!(
                    right,
                    R::Sell | R::CancelCart | R::Reprint | R::Return | R::CashIn | R::CashOut | R::CloseShift | R::Waste | R::Count
                )
            }
            Role::Stock => matches!(right, R::Import | R::Receive | R::Waste | R::MoveGoods | R::Count | R::EditGoods),
        };
        if yes { Allowance::Yes } else { Allowance::No }
    }

    /// Changes what a role may. A command on the machine itself may always do everything.
    pub fn set(&mut self, role: Role, right: Right, allowance: Allowance) {
        self.changed.retain(|(of, what, _)| (*of, *what) != (role, right));
        if role != Role::System {
            self.changed.push((role, right, allowance));
        }
    }

    /// How far a role may use a right.
    pub fn of(&self, role: Role, right: Right) -> Allowance {
        let changed = self.changed.iter().find(|(of, what, _)| (*of, *what) == (role, right));
        changed.map_or_else(|| Self::default_of(role, right), |(_, _, allowance)| *allowance)
    }

    /// True when the role has the right by itself, however far.
    pub fn allows(&self, role: Role, right: Right) -> bool {
        match self.of(role, right) {
            Allowance::Yes => true,
            Allowance::No => false,
            Allowance::UpTo(hundredths) => hundredths > 0,
        }
    }

    /// True when the role may use a graded right as far as `hundredths` of a percent.
    pub fn allows_up_to(&self, role: Role, right: Right, hundredths: i64) -> bool {
        match self.of(role, right) {
            Allowance::Yes => true,
            Allowance::No => false,
            Allowance::UpTo(limit) => hundredths <= limit,
        }
    }

    /// The name of the setting that holds a role's right: `right.kasir.return`.
    pub fn key(role: Role, right: Right) -> String {
        format!("right.{}.{}", role.word().replace(' ', "-"), right.word())
    }

    /// The role and right of such a setting.
    pub fn parse_key(key: &str) -> Option<(Role, Right)> {
        let (role, right) = key.strip_prefix("right.")?.split_once('.')?;
        let role = Role::parse(&role.replace('-', " ")).filter(|role| *role != Role::System)?;
        Some((role, Right::parse(right)?))
    }
}

/// How long the next try must wait, in seconds, after so many wrong PINs in a row: the first three
/// are free, then 2, 4, 8, ... up to five minutes.
pub fn wait_after(wrong_tries: u32) -> i64 {
    match wrong_tries {
        0..=2 => 0,
        n => 2i64.saturating_pow((n - 2).min(9)).min(300),
    }
}

/// True when a PIN may be used: four to eight digits, not all the same.
pub fn pin_is_acceptable(pin: &str) -> bool {
    let digits = pin.bytes().all(|b| b.is_ascii_digit());
    let same = pin.bytes().all(|b| Some(b) == pin.bytes().next());
    digits && (4..=8).contains(&pin.len()) && !same
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_are_slowed_down() {
        let waits: Vec<i64> = (0..14).map(wait_after).collect();
        assert_eq!(waits, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
    }

    #[test]
    fn the_matrix_is_data() {
        let mut matrix = Matrix::default();
        assert!(matrix.allows(Role::Cashier, Right::Sell) && !matrix.allows(Role::Cashier, Right::Discount));
        assert!(!matrix.allows(Role::Stock, Right::Sell) && matrix.allows(Role::Manager, Right::Discount));
        matrix.set(Role::Cashier, Right::Discount, Allowance::UpTo(500));
        assert!(matrix.allows_up_to(Role::Cashier, Right::Discount, 500) && !matrix.allows_up_to(Role::Cashier, Right::Discount, 501));
        matrix.set(Role::System, Right::Sell, Allowance::No);
        assert!(matrix.allows(Role::System, Right::Sell), "the machine itself is never locked out");
        for role in Role::PEOPLE {
            for right in Right::ALL {
                assert_eq!(Matrix::parse_key(&Matrix::key(role, right)), Some((role, right)));
            }
        }
        assert_eq!(Allowance::parse(Right::Discount, "5"), Some(Allowance::UpTo(500)));
        assert_eq!(Allowance::parse(Right::Void, "5"), None);
    }

    #[test]
    fn pins() {
        assert!(pin_is_acceptable("2468"));
        for bad in ["1111", "123", "12a4", "123456789", ""] {
            assert!(!pin_is_acceptable(bad), "{bad}");
        }
    }
}
