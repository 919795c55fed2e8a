//! Staff, their roles, what each may do, and how fast a PIN may be tried.

/// What a person of the staff is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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

    /// True when the role has the right by itself.
    pub fn may(self, right: Right) -> bool {
        match self {
            Self::System | Self::Board | Self::Manager => true,
            Self::Cashier => matches!(right, Right::Sell | Right::CancelCart | Right::Reprint),
            Self::Stock => matches!(right, Right::Import),
        }
    }
}

/// What can be allowed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// Put goods in a cart and take payment.
    Sell,
    /// Sell goods at a typed price.
    OpenPrice,
    /// Change the price of a line.
    OverridePrice,
    /// Discount a line or a cart.
    Discount,
    /// Throw a cart away.
    CancelCart,
    /// Print a receipt again.
    Reprint,
    /// Open the drawer without a sale.
    OpenDrawer,
    /// Change settings, staff, printers.
    Settings,
    /// Import products and members.
    Import,
}

impl Right {
    /// The word in records.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sell => "sell",
            Self::OpenPrice => "open-price",
            Self::OverridePrice => "override-price",
            Self::Discount => "discount",
            Self::CancelCart => "cancel-cart",
            Self::Reprint => "reprint",
            Self::OpenDrawer => "open-drawer",
            Self::Settings => "settings",
            Self::Import => "import",
        }
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
    fn a_cashier_sells_and_no_more() {
        assert!(Role::Cashier.may(Right::Sell));
        assert!(!Role::Cashier.may(Right::OverridePrice));
        assert!(!Role::Stock.may(Right::Sell));
        assert!(Role::Manager.may(Right::Discount));
    }

    #[test]
    fn pins() {
        assert!(pin_is_acceptable("2468"));
        for bad in ["1111", "123", "12a4", "123456789", ""] {
            assert!(!pin_is_acceptable(bad), "{bad}");
        }
    }
}
