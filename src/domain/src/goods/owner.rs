//! Whose goods they are, and where they stand.

use std::fmt;

use crate::ledger::account;
use crate::quantity::Quantity;

/// Who owns goods (design section 6). Only the koperasi's own goods have value in its books.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Owner {
    /// The koperasi.
    #[default]
    Koperasi,
    /// The supplier network: its goods stand here.
    Network,
    /// A member or small maker who left goods for sale (titip jual); the partner's key.
    Consignor(String),
}

impl Owner {
    /// The word in records and commands: `koperasi`, `jaringan`, `titip:IBU-ANI`.
    pub fn word(&self) -> String {
        match self {
            Self::Koperasi => "koperasi".to_owned(),
            Self::Network => "jaringan".to_owned(),
            Self::Consignor(partner) => format!("titip:{partner}"),
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim() {
            "koperasi" => Some(Self::Koperasi),
            "jaringan" => Some(Self::Network),
            other => {
                let partner = other.strip_prefix("titip:")?.trim();
                (!partner.is_empty() && partner.chars().count() <= 40 && !partner.chars().any(char::is_control))
                    .then(|| Self::Consignor(partner.to_owned()))
            }
        }
    }

    /// True for the koperasi's own goods.
    pub const fn is_own(&self) -> bool {
        matches!(self, Self::Koperasi)
    }

    /// The account of what is owed for sold goods of this owner, and whose part of it.
    pub fn payable(&self) -> (&'static str, &str) {
        match self {
            Self::Koperasi => (account::RECEIVED, ""),
            Self::Network => (account::CONSIGN_NETWORK, "jaringan"),
            Self::Consignor(partner) => (account::CONSIGN_DEBT, partner),
        }
    }

    /// The key of the partner; empty for the koperasi itself.
    pub fn partner(&self) -> &str {
        match self {
            Self::Koperasi => "",
            Self::Network => "jaringan",
            Self::Consignor(partner) => partner,
        }
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.word())
    }
}

/// Whose goods leave when a quantity is sold, of owners with what they have for sale (the koperasi first): the
/// first who has all of it, else the one who has most; the koperasi where nobody has any, unless only others
/// ever had goods of this product.
pub fn seller(owners: &[(Owner, Quantity)], quantity: Quantity) -> Owner {
    if let Some((owner, _)) = owners.iter().find(|(_, there)| *there >= quantity) {
        return owner.clone();
    }
    let most = owners.iter().filter(|(_, there)| there.get() > 0).max_by_key(|(_, there)| there.get());
    let first = owners.first().filter(|(owner, _)| !owner.is_own());
    most.or(first).map_or(Owner::Koperasi, |(owner, _)| owner.clone())
}

/// Where goods stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// For sale.
    Shop,
    /// Cannot be sold.
    Damaged,
    /// On the way back to a supplier.
    Supplier,
    /// On the way to another shop of the koperasi.
    Transit,
}

impl Place {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Shop, Self::Damaged, Self::Supplier, Self::Transit];

    /// The word in records, tables and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Shop => "toko",
            Self::Damaged => "rusak",
            Self::Supplier => "pemasok",
            Self::Transit => "jalan",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|place| place.word() == word)
    }

    /// The account of the koperasi's own goods there, and whose part of it.
    pub const fn account(self) -> (&'static str, &'static str) {
        match self {
            Self::Shop => (account::STOCK, ""),
            Self::Damaged => (account::DAMAGED, ""),
            Self::Supplier => (account::SUPPLIER_CLAIM, "retur"),
            Self::Transit => (account::TRANSIT, ""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whose_goods_leave() {
        let ani = || Owner::Consignor("ANI".into());
        let units = |units: i64| Quantity::new(units * 1_000);
        let table = [
            (vec![], 1, Owner::Koperasi),
            (vec![(Owner::Koperasi, units(5)), (ani(), units(5))], 5, Owner::Koperasi),
            (vec![(Owner::Koperasi, units(2)), (ani(), units(5))], 5, ani()),
            (vec![(Owner::Koperasi, units(2)), (ani(), units(1))], 5, Owner::Koperasi),
            (vec![(Owner::Koperasi, units(0)), (ani(), units(0))], 1, Owner::Koperasi),
            (vec![(ani(), units(-1))], 1, ani()),
        ];
        for (owners, quantity, expected) in table {
            assert_eq!(seller(&owners, units(quantity)), expected, "{owners:?}");
        }
    }

    #[test]
    fn owners_are_read_as_they_are_written() {
        for owner in [Owner::Koperasi, Owner::Network, Owner::Consignor("IBU-ANI".into())] {
            assert_eq!(Owner::parse(&owner.word()), Some(owner));
        }
        for bad in ["", "titip:", "titip", "lain", "titip: "] {
            assert_eq!(Owner::parse(bad), None, "{bad}");
        }
    }
}
