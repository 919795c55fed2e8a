//! Open items: what one party owes another for a document, how old it is, and whether it may be set off.

use chrono::NaiveDate;

use crate::netting::{Claim, Netting, NettingError, net};
use crate::{Overflow, Rupiah};

/// What an open item is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nature {
    /// Goods or services that were sold.
    #[default]
    Trade,
    /// Money for goods that were only left for sale: never set off (KUHPerdata 1429).
    Consignment,
}

/// A claim as both sides keep it. Amounts split and are never edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenItem {
    /// Its number, made by who issued the document.
    pub id: String,
    /// The document: an invoice, a credit note.
    pub document: String,
    /// The legal entity that owes.
    pub debtor: String,
    /// The legal entity that is owed.
    pub creditor: String,
    /// Date of the document.
    pub date: NaiveDate,
    /// When it is to be paid.
    pub due: NaiveDate,
    /// What it was, rupiah.
    pub amount: Rupiah,
    /// What is still open, rupiah.
    pub open: Rupiah,
    /// Of it disputed, rupiah.
    pub disputed: Rupiah,
    /// Of it promised to a payment or a set-off that is not done yet, rupiah.
    pub reserved: Rupiah,
    /// True: both sides acknowledge it.
    pub confirmed: bool,
    /// What it is for.
    pub nature: Nature,
}

/// Why nothing of an open item may be set off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// The other side has not acknowledged it.
    Unconfirmed,
    /// It is not due at the cut-off.
    NotDue,
    /// All of it is disputed, reserved or paid.
    NothingFree,
    /// Goods left for sale.
    Consignment,
}

/// How long something is overdue (`domain.md` 6.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ageing {
    /// Due today or later.
    NotDue,
    /// 1 to 7 days.
    Week,
    /// 8 to 14 days.
    Fortnight,
    /// 15 to 30 days.
    Month,
    /// More than 30 days.
    Older,
}

impl Ageing {
    /// All, the youngest first.
    pub const ALL: [Self; 5] = [Self::NotDue, Self::Week, Self::Fortnight, Self::Month, Self::Older];

    /// How old something due on a day is on another day.
    pub fn of(due: NaiveDate, on: NaiveDate) -> Self {
        match (on - due).num_days() {
            ..=0 => Self::NotDue,
            1..=7 => Self::Week,
            8..=14 => Self::Fortnight,
            15..=30 => Self::Month,
            _ => Self::Older,
        }
    }
}

impl OpenItem {
    /// What may be set off at a cut-off, rupiah: money, certain, due, undisputed, not promised otherwise.
    ///
    /// # Errors
    /// [`WhyNot`].
    pub fn free(&self, cutoff: NaiveDate) -> Result<Rupiah, WhyNot> {
        if self.nature == Nature::Consignment {
            return Err(WhyNot::Consignment);
        }
        if !self.confirmed {
            return Err(WhyNot::Unconfirmed);
        }
        if self.due > cutoff {
            return Err(WhyNot::NotDue);
        }
        let free = self.unbound();
        if free.is_zero() { Err(WhyNot::NothingFree) } else { Ok(free) }
    }

    /// What may be paid, rupiah: certain, undisputed, not promised otherwise (a payment on its way is promised).
    pub fn payable(&self) -> Rupiah {
        if self.confirmed { self.unbound() } else { Rupiah::ZERO }
    }

    /// What is neither disputed nor promised, rupiah.
    fn unbound(&self) -> Rupiah {
        Rupiah::new(self.open.get().saturating_sub(self.disputed.get()).saturating_sub(self.reserved.get()).max(0))
    }
}

/// What two legal entities can set off at a cut-off, the oldest due first. Items of others are left alone.
///
/// # Errors
/// [`NettingError`].
pub fn propose(items: &[OpenItem], (one, other): (&str, &str), cutoff: NaiveDate) -> Result<Netting, NettingError> {
    let between = |item: &&OpenItem| (item.debtor == one && item.creditor == other) || (item.debtor == other && item.creditor == one);
    let claim = |item: &OpenItem| {
        let amount = item.free(cutoff).ok()?;
        let (id, debtor, creditor) = (item.id.clone(), item.debtor.clone(), item.creditor.clone());
        Some(Claim { id, debtor, creditor, amount, due: item.due })
    };
    let claims: Vec<Claim> = items.iter().filter(between).filter_map(claim).collect();
    net(&claims, cutoff)
}

/// Where a credit note goes: first to its own invoice, then to what else is open to that creditor, the oldest due
/// first; the parts by item. What is left over is a claim on the supplier.
///
/// # Errors
/// [`Overflow`].
pub fn apply_credit(credit: Rupiah, invoice: Option<&str>, items: &[OpenItem]) -> Result<(Vec<(String, Rupiah)>, Rupiah), Overflow> {
    let mut order: Vec<&OpenItem> = items.iter().filter(|item| item.nature == Nature::Trade).collect();
    order.sort_by(|a, b| {
        let own = |item: &OpenItem| invoice.is_none_or(|invoice| item.document != invoice);
        (own(a), a.due, &a.id).cmp(&(own(b), b.due, &b.id))
    });
    let (mut left, mut parts) = (credit, Vec::new());
    for item in order {
        let part = left.min(item.open.minus(item.reserved)?);
        if part > Rupiah::ZERO {
            left = left.minus(part)?;
            parts.push((item.id.clone(), part));
        }
    }
    Ok((parts, left))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, day).expect("a date")
    }

    fn item(id: &str, debtor: &str, creditor: &str, open: i64, due: u32) -> OpenItem {
        OpenItem {
            id: id.into(),
            document: format!("F-{id}"),
            debtor: debtor.into(),
            creditor: creditor.into(),
            date: day(1),
            due: day(due),
            amount: Rupiah::new(open),
            open: Rupiah::new(open),
            disputed: Rupiah::ZERO,
            reserved: Rupiah::ZERO,
            confirmed: true,
            nature: Nature::Trade,
        }
    }

    #[test]
    fn age_is_counted_from_the_due_date() {
        let ages = [(10, Ageing::NotDue), (9, Ageing::Week), (3, Ageing::Week), (2, Ageing::Fortnight)];
        for (due, age) in ages {
            assert_eq!(Ageing::of(day(due), day(10)), age, "{due}");
        }
        let february = |d| NaiveDate::from_ymd_opt(2026, 2, d).expect("a date");
        assert_eq!(Ageing::of(february(23), day(10)), Ageing::Month);
        assert_eq!(Ageing::of(february(8), day(10)), Ageing::Month);
        assert_eq!(Ageing::of(february(7), day(10)), Ageing::Older);
        assert!(Ageing::ALL.is_sorted());
    }

    #[test]
    fn only_money_that_is_certain_and_due_is_set_off() {
        let good = item("1", "kop", "net", 100, 5);
        assert_eq!(good.free(day(14)), Ok(Rupiah::new(100)));
        assert_eq!(good.free(day(4)), Err(WhyNot::NotDue));
        assert_eq!(OpenItem { confirmed: false, ..good.clone() }.free(day(14)), Err(WhyNot::Unconfirmed));
        assert_eq!(OpenItem { nature: Nature::Consignment, ..good.clone() }.free(day(14)), Err(WhyNot::Consignment));
        let partly = OpenItem { disputed: Rupiah::new(30), reserved: Rupiah::new(20), ..good.clone() };
        assert_eq!(partly.free(day(14)), Ok(Rupiah::new(50)));
        assert_eq!(OpenItem { disputed: Rupiah::new(100), ..good }.free(day(14)), Err(WhyNot::NothingFree));
    }

    #[test]
    fn two_entities_set_off_and_brands_do_not() {
        let items = [
            item("1", "kop", "net", 300, 9),
            item("2", "kop", "net", 100, 2),
            item("3", "net", "kop", 250, 5),
            // The same brand, another legal entity: stays.
            item("4", "pt-net", "kop", 999, 5),
            OpenItem { nature: Nature::Consignment, ..item("5", "net", "kop", 500, 1) },
        ];
        let done = propose(&items, ("net", "kop"), day(14)).expect("nets");
        let parts: Vec<_> = done.bilateral.iter().map(|part| (part.claim.as_str(), part.amount.get())).collect();
        assert_eq!(parts, [("1", 150), ("2", 100), ("3", 250)]);
        assert_eq!(done.parties.len(), 2);
    }

    #[test]
    fn a_credit_note_goes_to_its_own_invoice_first() {
        let items = [item("1", "kop", "net", 100, 2), item("2", "kop", "net", 200, 9), item("3", "kop", "net", 50, 3)];
        let own = apply_credit(Rupiah::new(230), Some("F-2"), &items).expect("fits");
        assert_eq!(own, (vec![("2".into(), Rupiah::new(200)), ("1".into(), Rupiah::new(30))], Rupiah::ZERO));
        let more = apply_credit(Rupiah::new(400), None, &items).expect("fits");
        assert_eq!(more.1, Rupiah::new(50), "what is left is owed by the supplier");
        assert_eq!(more.0.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["1", "3", "2"]);
    }
}
