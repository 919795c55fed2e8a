//! The list of claims: who owes what, since when, and how old it is.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::settlement::{Ageing, OpenItem};
use domain::staff::Right;
use domain::trade::Party;

use super::between::Between;
use crate::staff::Approval;
use crate::{App, Fault};

/// A claim in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimRow {
    /// The party's key.
    pub party: String,
    /// Its name.
    pub name: String,
    /// The claim.
    pub item: OpenItem,
    /// True: the party owes the shop.
    pub receivable: bool,
    /// How old it is.
    pub age: Ageing,
}

/// Sums by age, in the order of [`Ageing::ALL`], rupiah.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AgeSums(pub [Rupiah; 5]);

/// What is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimList {
    /// The day on which ages are counted.
    pub on: NaiveDate,
    /// The claims, the oldest due first.
    pub rows: Vec<ClaimRow>,
    /// What the shop owes.
    pub payable: AgeSums,
    /// What the shop is owed.
    pub receivable: AgeSums,
}

impl AgeSums {
    fn add(&mut self, age: Ageing, amount: Rupiah) -> Result<(), Fault> {
        for (place, each) in Ageing::ALL.into_iter().enumerate() {
            if each == age {
                self.0[place] = self.0[place].plus(amount)?;
            }
        }
        Ok(())
    }

    /// All ages together, rupiah.
    ///
    /// # Errors
    /// [`domain::Overflow`].
    pub fn total(&self) -> Result<Rupiah, domain::Overflow> {
        Rupiah::sum(self.0)
    }
}

impl App {
    /// What is open with a party, or with all; of it what is due by a day.
    ///
    /// # Errors
    /// [`crate::trade::TradeRefusal::NoSuchParty`], [`crate::Refusal::NeedsApproval`].
    pub fn claim_list(&self, party: Option<&str>, due_by: Option<NaiveDate>, approval: Option<&Approval>) -> Result<ClaimList, Fault> {
        self.hold_right(Right::Settle, approval)?;
        let parties = self.one_or_all(party)?;
        let on = self.now().date_naive();
        let mut list = ClaimList { on, rows: Vec::new(), payable: AgeSums::default(), receivable: AgeSums::default() };
        for party in &parties {
            let between = self.between(party)?;
            for item in between.claims()?.items()?.into_iter().filter(|item| due_by.is_none_or(|day| item.due <= day)) {
                let (age, receivable) = (Ageing::of(item.due, on), between.owes(&item));
                let sums = if receivable { &mut list.receivable } else { &mut list.payable };
                sums.add(age, item.open)?;
                list.rows.push(ClaimRow { party: party.code.clone(), name: party.name.clone(), item, receivable, age });
            }
        }
        list.rows.sort_by(|a, b| (a.item.due, &a.party, &a.item.id).cmp(&(b.item.due, &b.party, &b.item.id)));
        Ok(list)
    }

    /// The parties whose accounts do not say what their claims say, in words: none, or something is damaged.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn torn_claims(&self) -> Result<Vec<String>, Fault> {
        Ok(store::trade::claims::torn(self.store.connection())?)
    }

    /// The party that is named, or all.
    pub(super) fn one_or_all(&self, party: Option<&str>) -> Result<Vec<Party>, Fault> {
        match party {
            Some(code) => Ok(vec![self.party(code)?]),
            None => self.parties(),
        }
    }

    pub(super) fn between(&self, party: &Party) -> Result<Between, Fault> {
        Between::read(self.store.connection(), &self.own_party()?, party, self.now())
    }
}
