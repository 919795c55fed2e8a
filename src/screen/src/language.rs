//! The two languages of the screen.

use domain::staff::Role;

/// A language of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Bahasa Indonesia.
    #[default]
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// From the setting: `id` or `en`.
    pub fn of(setting: &str) -> Self {
        if setting == "en" { Self::English } else { Self::Indonesian }
    }

    /// The value of the setting.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }

    /// One of two texts.
    pub const fn pick(self, indonesian: &'static str, english: &'static str) -> &'static str {
        match self {
            Self::Indonesian => indonesian,
            Self::English => english,
        }
    }

    /// The other language.
    pub const fn other(self) -> Self {
        match self {
            Self::Indonesian => Self::English,
            Self::English => Self::Indonesian,
        }
    }

    /// A role as a person reads it.
    pub const fn role(self, role: Role) -> &'static str {
        match role {
            Role::Cashier => self.pick("Kasir", "Cashier"),
            Role::Stock => self.pick("Staf stok", "Stock clerk"),
            Role::Manager => self.pick("Manajer", "Manager"),
            Role::Board => self.pick("Pengurus", "Board"),
            Role::System => self.pick("Sistem", "System"),
        }
    }
}
