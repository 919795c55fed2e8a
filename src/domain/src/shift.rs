//! Shifts: every sale belongs to one, and the shift's business date rules the books.

use chrono::NaiveDate;

use crate::money::{Overflow, Rupiah};
use crate::sale::TenderKind;

/// The notes and coins in circulation, rupiah, largest first (`domain.md` section 4.3).
pub const FACES: [i64; 12] = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25];

/// The most pieces of one face that anybody counts.
const MOST_PIECES: i64 = 100_000;

/// Why a count of cash is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// No such note or coin.
    #[error("tidak ada uang Rp {0}; pilih pecahan yang beredar")]
    NoSuchFace(Rupiah),
    /// Below zero or beyond reason.
    #[error("jumlah lembar Rp {face} tidak masuk akal: {count}")]
    Pieces {
        /// The face, rupiah.
        face: Rupiah,
        /// How many.
        count: i64,
    },
    /// One face twice.
    #[error("pecahan Rp {0} dihitung dua kali")]
    Twice(Rupiah),
    /// No count at all.
    #[error("hitungan «{0}» tidak terbaca; tulis seperti 100000x3,50000x2")]
    Unreadable(String),
    /// Does not fit.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

/// Cash counted by denomination.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CashCount {
    /// Face in rupiah and pieces, largest face first, no pieces left out.
    notes: Vec<(i64, i64)>,
}

impl CashCount {
    /// A count of faces and pieces.
    ///
    /// # Errors
    /// [`CountError`] for what cannot lie in a drawer.
    pub fn new(notes: impl IntoIterator<Item = (i64, i64)>) -> Result<Self, CountError> {
        let mut kept: Vec<(i64, i64)> = Vec::new();
        for (face, count) in notes {
            if !FACES.contains(&face) {
                return Err(CountError::NoSuchFace(Rupiah::new(face)));
            }
            if !(0..=MOST_PIECES).contains(&count) {
                return Err(CountError::Pieces { face: Rupiah::new(face), count });
            }
            if kept.iter().any(|(other, _)| *other == face) {
                return Err(CountError::Twice(Rupiah::new(face)));
            }
            kept.push((face, count));
        }
        kept.retain(|(_, count)| *count > 0);
        kept.sort_unstable_by_key(|(face, _)| std::cmp::Reverse(*face));
        Ok(Self { notes: kept })
    }

    /// Reads `100000x3,50000x2`; an empty text or `0` counts nothing.
    ///
    /// # Errors
    /// [`CountError`].
    pub fn parse(text: &str) -> Result<Self, CountError> {
        let unreadable = || CountError::Unreadable(text.to_owned());
        let mut notes = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty() && *part != "0") {
            let (face, count) = part.split_once(['x', 'X', '*']).ok_or_else(unreadable)?;
            let number = |text: &str| text.trim().replace('.', "").parse::<i64>().map_err(|_| unreadable());
            notes.push((number(face)?, number(count)?));
        }
        Self::new(notes)
    }

    /// Face in rupiah and pieces, largest face first.
    pub fn notes(&self) -> &[(i64, i64)] {
        &self.notes
    }

    /// What it is worth, rupiah.
    ///
    /// # Errors
    /// Never: faces and pieces are bounded; [`Overflow`] by type.
    pub fn total(&self) -> Result<Rupiah, Overflow> {
        let mut sum = Rupiah::ZERO;
        for (face, count) in &self.notes {
            sum = sum.plus(Rupiah::new(*face).times(*count)?)?;
        }
        Ok(sum)
    }
}

/// A shift of one till.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// Made once (UUIDv7 as text).
    pub id: String,
    /// The till's letter.
    pub till: String,
    /// The date of the books; stays when midnight passes.
    pub business_date: NaiveDate,
    /// Who opened it (staff id).
    pub opened_by: String,
    /// Cash put into the drawer at the start, rupiah.
    pub opening_float: Rupiah,
    /// How the float was counted; empty when only the sum was typed.
    pub notes: CashCount,
}

/// Why cash goes into or out of a drawer without a sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MoveKind {
    /// Into the drawer, from the safe unless another account is named.
    In,
    /// Out of the drawer, for something that is bought or paid.
    Out,
    /// Out of the drawer into the safe.
    Drop,
    /// Out of the drawer into the petty cash.
    Petty,
}

impl MoveKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::In, Self::Out, Self::Drop, Self::Petty];

    /// The word in records and commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Drop => "drop",
            Self::Petty => "petty",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What it is called on paper.
    pub const fn paper(self) -> &'static str {
        match self {
            Self::In => "KAS MASUK",
            Self::Out => "KAS KELUAR",
            Self::Drop => "SETOR KE BRANKAS",
            Self::Petty => "KAS KECIL",
        }
    }
}

/// Cash that went into or out of a drawer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CashMove {
    /// The shift.
    pub shift: String,
    /// The till's letter.
    pub till: String,
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Why.
    pub kind: MoveKind,
    /// Rupiah, above zero.
    pub amount: Rupiah,
    /// The account on the other side.
    pub account: String,
    /// What for, as the person said it.
    pub reason: String,
    /// Who.
    pub by: String,
}

impl CashMove {
    /// What the drawer changes by, rupiah.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn drawer(&self) -> Result<Rupiah, Overflow> {
        if self.kind == MoveKind::In { Ok(self.amount) } else { self.amount.negated() }
    }
}

/// What a tender other than cash brought in a shift.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TenderCount {
    /// Which.
    pub kind: TenderKind,
    /// How many payments.
    pub payments: i64,
    /// What the till recorded, refunds taken off, rupiah.
    pub expected: Rupiah,
    /// What the terminal's slip or the bank's list says, when somebody typed it, rupiah.
    pub counted: Option<Rupiah>,
}

/// What happened in a shift, in sums: on the X and Z reports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShiftSums {
    /// Tickets with goods sold.
    pub sales: i64,
    /// Tickets with goods returned.
    pub returns: i64,
    /// Goods sold before discounts on whole carts, rupiah.
    pub gross: Rupiah,
    /// Discounts on whole carts, rupiah.
    pub discount: Rupiah,
    /// Goods that came back, as given back, rupiah.
    pub returned: Rupiah,
    /// Rounding of cash, rupiah; down is negative.
    pub rounding: Rupiah,
    /// What was paid less what was given back, rupiah.
    pub net: Rupiah,
    /// PPN inside, rupiah.
    pub tax: Rupiah,
    /// Cash taken less change and cash refunds, rupiah.
    pub cash: Rupiah,
    /// Cash put in, rupiah.
    pub cash_in: Rupiah,
    /// Cash taken out, for whatever, rupiah.
    pub cash_out: Rupiah,
    /// First and last receipt; empty when there was none.
    pub receipts: (String, String),
}

/// The close of a shift: the Z report as a fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShiftClose {
    /// The shift.
    pub shift: String,
    /// The till's letter.
    pub till: String,
    /// Date of the books.
    pub business_date: NaiveDate,
    /// Number of the Z report, without gaps: `A1-Z0001`.
    pub number: String,
    /// Who opened the shift.
    pub opened_by: String,
    /// Who counted and closed.
    pub by: String,
    /// The manager who signed a difference above the limit.
    pub signed_by: Option<String>,
    /// The float, rupiah.
    pub opening_float: Rupiah,
    /// The cash that was counted.
    pub notes: CashCount,
    /// What it is worth, rupiah.
    pub counted: Rupiah,
    /// Sums that were counted before in this close, after which the difference was shown, rupiah: a blind
    /// count that was done again is no longer blind.
    pub recounted: Vec<Rupiah>,
    /// What the drawer should hold: float, cash sales, change, refunds, cash moved, rupiah.
    pub expected: Rupiah,
    /// The tenders other than cash.
    pub tenders: Vec<TenderCount>,
    /// A shortage is this person's debt, by the shop's rule; else it is the shop's loss.
    pub charged_to: Option<String>,
    /// What happened.
    pub sums: ShiftSums,
    /// The last record of this device that the close covers.
    pub until: u64,
}

impl ShiftClose {
    /// Counted less expected cash, rupiah; short is negative.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn difference(&self) -> Result<Rupiah, Overflow> {
        self.counted.minus(self.expected)
    }

    /// The largest difference of any tender, without its sign, rupiah: above a limit a manager signs.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn largest_difference(&self) -> Result<Rupiah, Overflow> {
        let mut largest = Rupiah::new(self.difference()?.get().abs());
        for tender in &self.tenders {
            if let Some(counted) = tender.counted {
                largest = largest.max(Rupiah::new(counted.minus(tender.expected)?.get().abs()));
            }
        }
        Ok(largest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_count_is_read_and_summed() {
        let count = CashCount::parse("50.000x2, 100000x3,100x7").expect("reads");
        assert_eq!(count.notes(), [(100_000, 3), (50_000, 2), (100, 7)]);
        assert_eq!(count.total(), Ok(Rupiah::new(400_700)));
        assert_eq!(CashCount::parse("0").expect("nothing").total(), Ok(Rupiah::ZERO));
    }

    #[test]
    fn what_cannot_lie_in_a_drawer_is_refused() {
        assert_eq!(CashCount::parse("75000x1"), Err(CountError::NoSuchFace(Rupiah::new(75_000))));
        assert!(matches!(CashCount::parse("1000x-1"), Err(CountError::Pieces { .. })));
        assert!(matches!(CashCount::parse("1000x1,1000x2"), Err(CountError::Twice(_))));
        assert!(matches!(CashCount::parse("1000"), Err(CountError::Unreadable(_))));
        assert!(matches!(CashCount::parse("1000x999999999999"), Err(CountError::Pieces { .. })));
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(text in "\\PC{0,40}", digits in "[0-9x,.*-]{0,40}") {
            let _ = CashCount::parse(&text);
            let _ = CashCount::parse(&digits);
        }
    }
}
