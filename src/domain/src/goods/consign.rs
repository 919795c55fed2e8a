//! Goods of others: partners, their terms, what a sale owes them (`domain.md` 5.2), and paying it.

use chrono::NaiveDate;

use super::owner::Owner;
use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;

/// What a partner is to the shop.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PartnerKind {
    /// Sells goods to the koperasi.
    #[default]
    Supplier,
    /// Leaves goods for sale (titip jual).
    Consignor,
    /// The supplier network.
    Network,
}

impl PartnerKind {
    /// The word in records and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Supplier => "pemasok",
            Self::Consignor => "titip",
            Self::Network => "jaringan",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Supplier, Self::Consignor, Self::Network].into_iter().find(|kind| kind.word() == word)
    }
}

/// What an owner gets for goods that were sold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Terms {
    /// What was agreed for each piece when it was left here, whatever it is sold for.
    #[default]
    Fixed,
    /// What the buyer paid less so many hundredths of a percent, which are the shop's commission.
    Commission(i64),
}

impl Terms {
    /// `fixed`, or the commission: `20` or `12.5` (percent).
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if matches!(text, "fixed" | "tetap") {
            return Some(Self::Fixed);
        }
        let percent = Quantity::parse(text.trim_end_matches('%')).ok()?;
        let hundredths = percent.get() / 10;
        (percent.get() % 10 == 0 && (0..=10_000).contains(&hundredths)).then_some(Self::Commission(hundredths))
    }

    /// As [`Terms::parse`] reads it.
    pub fn text(self) -> String {
        match self {
            Self::Fixed => "fixed".to_owned(),
            Self::Commission(hundredths) if hundredths % 100 == 0 => (hundredths / 100).to_string(),
            Self::Commission(hundredths) => format!("{}.{:02}", hundredths / 100, hundredths % 100),
        }
    }

    /// What is owed for `quantity` base units (thousandths) sold for `paid` rupiah; `agreed` is what was agreed
    /// for a quantity. Rounded half up.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn payable(self, paid: Rupiah, quantity: Quantity, agreed: Option<(Rupiah, Quantity)>) -> Result<Rupiah, Overflow> {
        match (self, agreed) {
            (Self::Commission(hundredths), _) => paid.minus(paid.ratio(hundredths, 10_000)?),
            (Self::Fixed, Some((value, of))) if of.get() > 0 => value.ratio(quantity.get(), of.get()),
            (Self::Fixed, _) => Ok(Rupiah::ZERO),
        }
    }
}

/// A partner. Names are names of businesses: no personal data (UU 27/2022).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partner {
    /// The shop's own key.
    pub code: String,
    /// Name of the business.
    pub name: String,
    /// What they are.
    pub kind: PartnerKind,
    /// What they get for goods left for sale.
    pub terms: Terms,
    /// Days from order to delivery.
    pub lead_days: i64,
    /// False: no longer used.
    pub active: bool,
}

/// The part of a sale's line that belongs to somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consigned {
    /// Whose goods.
    pub owner: Owner,
    /// The terms at that moment.
    pub terms: Terms,
    /// What is owed for them, rupiah.
    pub payable: Rupiah,
}

/// How a partner is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PayoutMethod {
    /// From the safe.
    #[default]
    Cash,
    /// From the bank.
    Transfer,
}

impl PayoutMethod {
    /// The word in records and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Transfer => "transfer",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Cash, Self::Transfer].into_iter().find(|method| method.word() == word)
    }
}

/// A partner was paid (J15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Whose goods were sold.
    pub owner: Owner,
    /// Rupiah.
    pub amount: Rupiah,
    /// How.
    pub method: PayoutMethod,
    /// Reference of a transfer; empty: none.
    pub reference: String,
    /// Who (staff id).
    pub by: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_read_as_they_are_written() {
        for terms in [Terms::Fixed, Terms::Commission(2_000), Terms::Commission(1_250), Terms::Commission(0)] {
            assert_eq!(Terms::parse(&terms.text()), Some(terms));
        }
        for bad in ["", "101", "-1", "x", "12.555"] {
            assert_eq!(Terms::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn what_is_owed() {
        let ten = Rupiah::new(10_000);
        let two = Quantity::new(2_000);
        assert_eq!(Terms::Commission(2_000).payable(ten, two, None), Ok(Rupiah::new(8_000)));
        assert_eq!(Terms::Fixed.payable(ten, two, Some((Rupiah::new(40_000), Quantity::new(10_000)))), Ok(Rupiah::new(8_000)));
        assert_eq!(Terms::Fixed.payable(ten, two, None), Ok(Rupiah::ZERO));
    }
}
