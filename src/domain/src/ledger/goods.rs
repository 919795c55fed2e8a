//! The journals of the stock room: J9, J11, J14, J15, J19, J20 of `domain.md` section 2.5.

use std::collections::BTreeMap;

use super::account;
use super::journal::{Draft, Journal, JournalError};
use crate::goods::{CountPost, GoodsMove, MoveKind, MovedLine, PartnerKind, Payout, PayoutMethod, Receipt, StockFact};
use crate::money::{Overflow, Rupiah};
use crate::returns::{Destination, ReturnedLine};
use crate::sale::SaleLine;

/// The journal of a fact of the stock room.
pub(super) fn post(fact: &StockFact) -> Result<Option<Journal>, JournalError> {
    match fact {
        StockFact::Received(receipt) => of_receipt(receipt),
        StockFact::Moved(moved) => of_move(moved),
        StockFact::CountPosted(count) => of_count(count),
        StockFact::ConsignorPaid(payout) => of_payout(payout),
        StockFact::CountStarted(_)
        | StockFact::Counted(_)
        | StockFact::PartnersPut { .. }
        | StockFact::PricesSet(_)
        | StockFact::LabelsPrinted { .. }
        | StockFact::LotsBlocked { .. } => Ok(None),
    }
}

/// Sums by account: what goes out of an account and comes back into it leaves no posting.
#[derive(Default)]
struct Sums(BTreeMap<(&'static str, String), Rupiah>);

impl Sums {
    fn debit(&mut self, (account, sub): (&'static str, &str), amount: Rupiah) -> Result<(), Overflow> {
        let sum = self.0.entry((account, sub.to_owned())).or_default();
        *sum = sum.plus(amount)?;
        Ok(())
    }

    fn credit(&mut self, account: (&'static str, &str), amount: Rupiah) -> Result<(), Overflow> {
        self.debit(account, amount.negated()?)
    }

    /// Debits first.
    fn draft(self) -> Draft {
        let mut draft = Draft::default();
        for negative in [false, true] {
            for ((account, sub), amount) in self.0.iter().filter(|(_, amount)| amount.is_negative() == negative) {
                draft.debit(account, sub, *amount);
            }
        }
        draft
    }
}

/// J9: goods received, not invoiced.
fn of_receipt(receipt: &Receipt) -> Result<Option<Journal>, JournalError> {
    let mut sums = Sums::default();
    for line in &receipt.lines {
        let good = line.value.minus(line.damaged_value)?;
        sums.debit((account::STOCK, ""), good.minus(line.variance)?)?;
        sums.debit((account::DAMAGED, ""), line.damaged_value.minus(line.damaged_variance)?)?;
        sums.debit((account::VARIANCE, ""), line.variance.plus(line.damaged_variance)?)?;
    }
    sums.credit((account::RECEIVED, &receipt.supplier), receipt.value()?)?;
    let from = if receipt.supplier.is_empty() { String::new() } else { format!(" dari {}", receipt.supplier) };
    let note = if receipt.note.is_empty() { String::new() } else { format!(" ({})", receipt.note) };
    sums.draft().seal(receipt.business_date, format!("Barang masuk{from}{note}"))
}

/// J11, J19 and the ways between places.
fn of_move(moved: &GoodsMove) -> Result<Option<Journal>, JournalError> {
    let mut sums = Sums::default();
    for line in &moved.lines {
        let outside = outside(moved);
        match line.to {
            Some(place) => {
                sums.debit(place.account(), line.value.minus(line.variance)?)?;
                sums.debit((account::VARIANCE, ""), line.variance)?;
            }
            None => sums.debit(outside, line.value)?,
        }
        match line.from {
            Some(place) => sums.credit(place.account(), line.value)?,
            None => sums.credit(outside, line.value)?,
        }
        owe(&mut sums, line, outside)?;
    }
    sums.draft().seal(moved.business_date, format!("{}: {}", moved.kind.name(), moved.reason))
}

/// Goods of others that are gone by the shop's fault are owed for.
fn owe(sums: &mut Sums, line: &MovedLine, expense: (&'static str, &str)) -> Result<(), Overflow> {
    sums.debit(expense, line.payable)?;
    sums.credit(line.owner.payable(), line.payable)
}

/// The account on the other side of goods that leave the shop, or come from outside.
fn outside(moved: &GoodsMove) -> (&'static str, &str) {
    match moved.kind {
        MoveKind::Waste | MoveKind::Expired | MoveKind::Damaged => (account::WASTE, ""),
        MoveKind::Use => (account::SUPPLIES, ""),
        MoveKind::Send | MoveKind::Arrived | MoveKind::FromShop => (account::OTHER_SHOPS, &moved.party),
        MoveKind::Credited if moved.party == PartnerKind::Network.word() => (account::NETWORK_DEBT, ""),
        MoveKind::Credited => (account::SUPPLIER_DEBT, &moved.party),
        // What was settled by a document goes out of the same account that the document takes it from: no posting.
        MoveKind::SupplierReturn | MoveKind::Settled | MoveKind::Recall | MoveKind::HandBack => (account::SUPPLIER_CLAIM, "retur"),
        MoveKind::Unpack => (account::VARIANCE, ""),
        MoveKind::Supply | MoveKind::SupplyReturn => (account::COST_NETWORK, ""),
    }
}

/// J20: what is missing is a loss, what is too much comes back.
fn of_count(count: &CountPost) -> Result<Option<Journal>, JournalError> {
    let mut sums = Sums::default();
    for line in &count.lines {
        let difference = line.difference()?.get();
        if difference < 0 {
            sums.debit((account::VARIANCE, ""), line.value)?;
            sums.credit((account::STOCK, ""), line.value)?;
        } else {
            // What the pool was short of goes to the same account and leaves no trace there.
            let value = line.value.minus(line.variance)?;
            sums.debit((account::STOCK, ""), value)?;
            sums.credit((account::VARIANCE, ""), value)?;
        }
        sums.debit((account::VARIANCE, ""), line.payable)?;
        sums.credit(line.owner.payable(), line.payable)?;
    }
    sums.draft().seal(count.business_date, format!("Stok opname: {}", count.name))
}

/// J15.
fn of_payout(payout: &Payout) -> Result<Option<Journal>, JournalError> {
    let mut sums = Sums::default();
    sums.debit(payout.owner.payable(), payout.amount)?;
    let money = match payout.method {
        PayoutMethod::Cash => account::SAFE,
        PayoutMethod::Transfer => account::BANK,
    };
    sums.credit((money, ""), payout.amount)?;
    sums.draft().seal(payout.business_date, format!("Bayar titipan {}", payout.owner.partner()))
}

/// What of a ticket belongs to others.
#[derive(Default)]
pub(super) struct OfOthers {
    /// Their lines without PPN, rupiah.
    pub(super) sales: Rupiah,
    /// Their part of the cart's discount, rupiah.
    pub(super) cart_discount: Rupiah,
}

impl OfOthers {
    fn add(&mut self, line: &SaleLine) -> Result<Rupiah, Overflow> {
        let sales = line.amount.minus(line.tax)?;
        self.sales = self.sales.plus(sales)?;
        self.cart_discount = self.cart_discount.plus(line.cart_discount)?;
        sales.minus(line.cart_discount)
    }
}

/// J14: what is owed to the owners, and the shop's commission.
pub(super) fn sold(draft: &mut Draft, lines: &[SaleLine]) -> Result<OfOthers, JournalError> {
    let (mut sums, mut all) = (Sums::default(), OfOthers::default());
    for line in lines {
        let Some(part) = &line.consigned else { continue };
        let paid = all.add(line)?;
        sums.credit(part.owner.payable(), part.payable)?;
        sums.credit((account::COMMISSION, ""), paid.minus(part.payable)?)?;
    }
    put(draft, &sums);
    Ok(all)
}

/// The mirror: goods of others that came back. What is damaged stays the shop's to answer for: it is owed as
/// before, and the loss is the shop's.
pub(super) fn came_back(draft: &mut Draft, lines: &[ReturnedLine]) -> Result<OfOthers, JournalError> {
    let (mut sums, mut all) = (Sums::default(), OfOthers::default());
    for line in lines {
        let Some(part) = &line.goods.consigned else { continue };
        let paid = all.add(&line.goods)?;
        sums.debit((account::COMMISSION, ""), paid.minus(part.payable)?)?;
        match line.to {
            Destination::Stock | Destination::Supplier => sums.debit(part.owner.payable(), part.payable)?,
            Destination::Damaged => sums.debit((account::WASTE, ""), part.payable)?,
        }
    }
    put(draft, &sums);
    Ok(all)
}

fn put(draft: &mut Draft, sums: &Sums) {
    for ((account, sub), amount) in &sums.0 {
        draft.debit(account, sub, *amount);
    }
}
