//! What claims are worth in the books of one of the two parties, and what a document changes there.
//!
//! The sum of a party's claims is the balance of its accounts, because every document is booked as the difference
//! that it makes: whatever came before it, late, twice or not at all.

use super::claims::{Claim, Claims, Origin};
use crate::ledger::{EntryLine, account, is_claimed};
use crate::trade::Party;
use crate::{Overflow, Rupiah};

/// What stands in the books for a party, rupiah, each above or at zero.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// What the shop owes for accepted invoices.
    pub payable: Rupiah,
    /// What the shop is owed.
    pub receivable: Rupiah,
    /// What the shop paid before it owed it (1-520).
    pub advance: Rupiah,
    /// What the shop was paid before it was owed it (2-150).
    pub deposit: Rupiah,
}

impl Position {
    /// Of all claims, in the books of the one of the two that is not `party` (a legal entity).
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn of(claims: &Claims, party: &str) -> Result<Self, Overflow> {
        claims
            .claims
            .values()
            .try_fold(Self::default(), |sum, claim| if claim.debtor == party { sum.owed(claim) } else { sum.owing(claim) })
    }

    /// A claim that the shop owes: what it accepted, less what it gave for it, whether that came or not.
    fn owing(mut self, claim: &Claim) -> Result<Self, Overflow> {
        let accepted = match claim.origin {
            Origin::Invoice => match claim.accepted {
                Some(accepted) => accepted.min(claim.amount.minus(claim.closed)?),
                None => Rupiah::ZERO,
            },
            Origin::Credit => claim.amount,
            // Money of the other side counts once it came.
            Origin::Advance => claim.accepted.unwrap_or_default(),
        };
        let given = Rupiah::sum([claim.credited, claim.paid, claim.moving, claim.set_off])?;
        let owed = accepted.minus(given)?.plus(claim.back)?;
        let (sum, amount) = match (owed.is_negative(), claim.origin) {
            (true, _) => (&mut self.advance, owed.negated()?),
            (false, Origin::Advance) => (&mut self.deposit, owed),
            (false, _) => (&mut self.payable, owed),
        };
        *sum = sum.plus(amount)?;
        Ok(self)
    }

    /// A claim that the shop is owed: what it asked for, less what came.
    fn owed(mut self, claim: &Claim) -> Result<Self, Overflow> {
        let taken = Rupiah::sum([claim.closed, claim.credited, claim.paid, claim.set_off])?;
        let owed = claim.amount.minus(taken)?.plus(claim.back)?.plus(claim.back_moving)?;
        let (sum, amount) = match (owed.is_negative(), claim.origin) {
            (true, _) => (&mut self.deposit, owed.negated()?),
            (false, Origin::Advance) => (&mut self.advance, owed),
            (false, _) => (&mut self.receivable, owed),
        };
        *sum = sum.plus(amount)?;
        Ok(self)
    }

    /// The lines that lead from this position to another: debits above zero.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn lines_to(&self, after: &Self, party: &Party) -> Result<Vec<EntryLine>, Overflow> {
        let (payable, code) = party.payable();
        let (receivable, _) = party.receivable();
        let changes = [
            (payable, self.payable.minus(after.payable)?),
            (receivable, after.receivable.minus(self.receivable)?),
            (account::ADVANCE, after.advance.minus(self.advance)?),
            (account::CUSTOMER_ADVANCE, self.deposit.minus(after.deposit)?),
        ];
        let line = |(account, amount): (&str, Rupiah)| EntryLine { account: account.to_owned(), sub: code.to_owned(), amount };
        Ok(changes.into_iter().filter(|(_, amount)| !amount.is_zero()).map(line).collect())
    }
}

/// Where the money of a payment is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Money {
    /// In the safe.
    Cash,
    /// In the bank.
    #[default]
    Transfer,
}

impl Money {
    /// The word on documents and in commands.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cash => "cash",
            Self::Transfer => "transfer",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Cash, Self::Transfer].into_iter().find(|money| money.word() == word)
    }

    /// Its account.
    pub const fn account(self) -> &'static str {
        match self {
            Self::Cash => account::SAFE,
            Self::Transfer => account::BANK,
        }
    }
}

/// What stands against a change of claims in the books.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// Money went or came (J13).
    Money(Money),
    /// A credit note of a seller to the shop: goods that stood with the seller at so much (J11), PPN that was set
    /// against PPN collected, and the rest takes off what purchases cost.
    Purchases {
        /// Rupiah.
        returned: Rupiah,
        /// Rupiah.
        tax: Rupiah,
    },
    /// A credit note of the shop: less was sold to the network, less PPN collected.
    Sales {
        /// Rupiah.
        tax: Rupiah,
    },
    /// Nothing: claims against claims (J12), or words only.
    Nothing,
}

/// The whole journal of a document: the change of the claims, and what stands against it.
///
/// # Errors
/// [`Overflow`].
pub fn book(before: &Position, after: &Position, party: &Party, against: Against) -> Result<Vec<EntryLine>, Overflow> {
    let mut lines = before.lines_to(after, party)?;
    let rest = Rupiah::sum(lines.iter().map(|line| line.amount))?.negated()?;
    let mut put = |account: &str, sub: &str, amount: Rupiah| {
        if !amount.is_zero() {
            lines.push(EntryLine { account: account.to_owned(), sub: sub.to_owned(), amount });
        }
    };
    match against {
        Against::Money(money) => put(money.account(), "", rest),
        Against::Purchases { returned, tax } => {
            // A note that closes a dispute was never booked: nothing of it is here to be divided.
            let (returned, tax) = (returned.negated()?, if rest.is_zero() { Rupiah::ZERO } else { tax.negated()? });
            put(account::SUPPLIER_CLAIM, RETURNED, returned);
            put(account::INPUT_TAX, "", tax);
            put(account::PURCHASE_DIFFERENCE, "", rest.minus(returned)?.minus(tax)?);
        }
        Against::Sales { tax } => {
            put(account::SALES_NETWORK, "", rest.minus(tax)?);
            put(account::OUTPUT_TAX, "", tax);
        }
        Against::Nothing => {}
    }
    Ok(lines)
}

/// A journal that was made without looking at the claims (an answer to an invoice, J10), with what the claims say in
/// place of what it says of the party: an invoice may have been paid or credited before it was accepted. What is left
/// over is a difference of purchase.
///
/// # Errors
/// [`Overflow`].
pub fn square(lines: Vec<EntryLine>, before: &Position, after: &Position, party: &Party) -> Result<Vec<EntryLine>, Overflow> {
    let of_party = |line: &EntryLine| is_claimed(&line.account) && line.sub == party.code;
    let mut squared: Vec<EntryLine> = lines.into_iter().filter(|line| !of_party(line)).collect();
    squared.extend(before.lines_to(after, party)?);
    let rest = Rupiah::sum(squared.iter().map(|line| line.amount))?.negated()?;
    match squared.iter_mut().find(|line| line.account == account::PURCHASE_DIFFERENCE) {
        Some(line) => line.amount = line.amount.plus(rest)?,
        None => squared.push(EntryLine { account: account::PURCHASE_DIFFERENCE.to_owned(), sub: String::new(), amount: rest }),
    }
    squared.retain(|line| !line.amount.is_zero());
    Ok(squared)
}

/// Whose part of 1-340 goods are that stand with suppliers.
pub const RETURNED: &str = "retur";
