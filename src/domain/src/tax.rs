//! PPN (value added tax), included in prices; rates are dated.
//!
//! From 1 January 2025 the rate is 12 % on 11/12 of the price (PMK 131/2024, PMK 11/2025), so a
//! price `G` that includes it holds `11/111 * G`; luxury goods hold `12/112 * G`
//! (`domain.md` section 3.1).

use chrono::NaiveDate;

use crate::money::{Overflow, Rupiah};
use crate::prorate::allocate;

/// What PPN a product bears in a shop that is a PKP.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TaxClass {
    /// Out of scope for the shop, or settled upstream (cigarettes, pulsa, LPG 3 kg).
    #[default]
    None,
    /// The ordinary rate on 11/12 of the price.
    Ppn,
    /// The full rate (luxury goods).
    Luxury,
    /// Free of PPN by PP 49/2022 (rice, eggs, vegetables, ...); marked `*` on the receipt.
    Exempt,
    /// Borne by the government (DTP): shown, not collected.
    GovernmentBorne,
}

impl TaxClass {
    /// The word in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Ppn => "ppn",
            Self::Luxury => "luxury",
            Self::Exempt => "exempt",
            Self::GovernmentBorne => "dtp",
        }
    }

    /// Reads the word of a file.
    pub fn parse(word: &str) -> Option<Self> {
        let all = [Self::None, Self::Ppn, Self::Luxury, Self::Exempt, Self::GovernmentBorne];
        all.into_iter().find(|class| class.word() == word.trim().to_ascii_lowercase())
    }
}

/// A rate and from when it holds: `percent` on `numerator/denominator` of the price.
struct Rate {
    from: (i32, u32, u32),
    percent: i64,
    numerator: i64,
    denominator: i64,
}

/// Ordinary goods, newest first: PMK 131/2024; UU 7/2021 (HPP); UU 42/2009.
const ORDINARY: [Rate; 3] = [
    Rate { from: (2025, 1, 1), percent: 12, numerator: 11, denominator: 12 },
    Rate { from: (2022, 4, 1), percent: 11, numerator: 1, denominator: 1 },
    Rate { from: (1, 1, 1), percent: 10, numerator: 1, denominator: 1 },
];

/// Luxury goods, newest first.
const LUXURY: [Rate; 3] = [
    Rate { from: (2025, 1, 1), percent: 12, numerator: 1, denominator: 1 },
    Rate { from: (2022, 4, 1), percent: 11, numerator: 1, denominator: 1 },
    Rate { from: (1, 1, 1), percent: 10, numerator: 1, denominator: 1 },
];

/// The PPN inside `gross`, rounded half up to a rupiah.
///
/// # Errors
/// [`Overflow`].
pub fn included(class: TaxClass, on: NaiveDate, gross: Rupiah) -> Result<Rupiah, Overflow> {
    let Some(rate) = rate(class, on) else {
        return Ok(Rupiah::ZERO);
    };
    let tax = rate.percent * rate.numerator;
    gross.ratio(tax, 100 * rate.denominator + tax)
}

/// The rate that holds on a day; none for what bears no PPN here.
fn rate(class: TaxClass, on: NaiveDate) -> Option<&'static Rate> {
    let table = match class {
        TaxClass::Ppn => &ORDINARY,
        TaxClass::Luxury => &LUXURY,
        TaxClass::None | TaxClass::Exempt | TaxClass::GovernmentBorne => return None,
    };
    let in_force = |rate: &&Rate| NaiveDate::from_ymd_opt(rate.from.0, rate.from.1, rate.from.2).is_some_and(|from| from <= on);
    table.iter().find(in_force)
}

/// The PPN on top of a price without it, rounded half up to a rupiah: what a supplier who is a PKP adds.
///
/// # Errors
/// [`Overflow`].
pub fn on_top(class: TaxClass, on: NaiveDate, net: Rupiah) -> Result<Rupiah, Overflow> {
    match rate(class, on) {
        Some(rate) => net.ratio(rate.percent * rate.numerator, 100 * rate.denominator),
        None => Ok(Rupiah::ZERO),
    }
}

/// The PPN of each line of one document: rounded once per class for the whole document
/// (`domain.md` section 3.1), then spread over the lines so that the parts sum exactly.
/// Nothing is collected where the shop is no PKP.
///
/// # Errors
/// [`Overflow`].
pub fn of_lines(taxable_entrepreneur: bool, on: NaiveDate, lines: &[(TaxClass, Rupiah)]) -> Result<Vec<Rupiah>, Overflow> {
    let mut taxes = vec![Rupiah::ZERO; lines.len()];
    if !taxable_entrepreneur {
        return Ok(taxes);
    }
    for class in [TaxClass::Ppn, TaxClass::Luxury] {
        let members: Vec<usize> = (0..lines.len()).filter(|&i| lines[i].0 == class).collect();
        let gross = Rupiah::sum(members.iter().map(|&i| lines[i].1))?;
        let weights: Vec<i64> = members.iter().map(|&i| lines[i].1.get()).collect();
        let parts = allocate(included(class, on, gross)?, &weights)?;
        for (&index, part) in members.iter().zip(parts) {
            taxes[index] = part;
        }
    }
    Ok(taxes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).expect("date")
    }

    #[test]
    fn a_supplier_adds_eleven_percent() {
        assert_eq!(on_top(TaxClass::Ppn, day(2026, 3, 1), Rupiah::new(100_000)), Ok(Rupiah::new(11_000)));
        assert_eq!(on_top(TaxClass::Luxury, day(2026, 3, 1), Rupiah::new(100_000)), Ok(Rupiah::new(12_000)));
        assert_eq!(on_top(TaxClass::Exempt, day(2026, 3, 1), Rupiah::new(100_000)), Ok(Rupiah::ZERO));
    }

    #[test]
    fn the_published_amounts() {
        // domain.md 3.1: G = 111.000 -> 11.000; G = 12.500 -> 1.238,74.
        let today = day(2026, 3, 14);
        assert_eq!(included(TaxClass::Ppn, today, Rupiah::new(111_000)), Ok(Rupiah::new(11_000)));
        assert_eq!(included(TaxClass::Ppn, today, Rupiah::new(12_500)), Ok(Rupiah::new(1_239)));
        assert_eq!(included(TaxClass::Luxury, today, Rupiah::new(112_000)), Ok(Rupiah::new(12_000)));
        assert_eq!(included(TaxClass::Exempt, today, Rupiah::new(112_000)), Ok(Rupiah::ZERO));
    }

    #[test]
    fn rates_are_dated() {
        assert_eq!(included(TaxClass::Ppn, day(2022, 3, 31), Rupiah::new(110_000)), Ok(Rupiah::new(10_000)));
        assert_eq!(included(TaxClass::Ppn, day(2022, 4, 1), Rupiah::new(111_000)), Ok(Rupiah::new(11_000)));
        assert_eq!(included(TaxClass::Luxury, day(2024, 12, 31), Rupiah::new(111_000)), Ok(Rupiah::new(11_000)));
    }

    #[test]
    fn a_document_is_rounded_once() {
        let line = (TaxClass::Ppn, Rupiah::new(50));
        let taxes = of_lines(true, day(2026, 1, 1), &[line; 3]).expect("fits");
        // 11/111 of 150 is 14,86 -> 15; three lines alone would give 3 x 5 = 15, and of 45 3 x 4.
        assert_eq!(Rupiah::sum(taxes), Ok(Rupiah::new(15)));
        let none = of_lines(false, day(2026, 1, 1), &[line; 3]).expect("fits");
        assert_eq!(Rupiah::sum(none), Ok(Rupiah::ZERO));
    }
}
