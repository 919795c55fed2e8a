//! Members as far as a sale needs them. Names live in a table that can be erased (UU 27/2022).

/// The price tier of a buyer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Tier {
    /// Everybody.
    #[default]
    Umum,
    /// Members of the koperasi.
    Anggota,
    /// Wholesale buyers; members too.
    Grosir,
}

impl Tier {
    /// The word in files, records and on paper.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Umum => "umum",
            Self::Anggota => "anggota",
            Self::Grosir => "grosir",
        }
    }

    /// Reads the word of a file; empty is a plain member.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "umum" => Some(Self::Umum),
            "" | "anggota" => Some(Self::Anggota),
            "grosir" => Some(Self::Grosir),
            _ => None,
        }
    }
}

/// A member in a sale: number and tier, no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The member's number.
    pub number: String,
    /// The price tier.
    pub tier: Tier,
}

/// A member's number as a receipt shows it: `A-000**7` (UU 27/2022: masked on paper).
pub fn masked(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let count = characters.len();
    if count < 4 {
        return number.to_owned();
    }
    characters.iter().enumerate().map(|(i, c)| if i + 3 >= count && i + 1 < count { '*' } else { *c }).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn two_places_are_hidden() {
        assert_eq!(super::masked("A-000127"), "A-000**7");
        assert_eq!(super::masked("12"), "12");
    }
}
