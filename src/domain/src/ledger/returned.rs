//! The journal of goods that come back: the mirror of the sale, so that both together are zero.

use super::journal::{Draft, JournalError};
use super::{account, goods};
use crate::money::Rupiah;
use crate::returns::{Destination, Returned};

/// Posts what came back; the tenders are posted with the ticket.
pub(super) fn post(draft: &mut Draft, back: &Returned, member: bool) -> Result<(), JournalError> {
    let pick = |for_member, for_other| if member { for_member } else { for_other };
    let tax = back.sum(|line| line.tax)?;
    let of_others = goods::came_back(draft, &back.lines)?;
    let sales = back.sum(|line| line.amount)?.minus(tax)?.minus(of_others.sales)?;
    draft.debit(pick(account::RETURNS_MEMBER, account::RETURNS_OTHER), "", sales);
    draft.debit(account::OUTPUT_TAX, "", tax);
    draft.credit(
        pick(account::DISCOUNT_MEMBER, account::DISCOUNT_OTHER),
        "",
        back.sum(|line| line.cart_discount)?.minus(of_others.cart_discount)?,
    )?;
    // The sale's rounding was a loss: what is not given back takes it away again.
    draft.debit(account::ROUNDING_LOSS, "", back.rounding);
    let mut variance = Rupiah::ZERO;
    for (to, account, sub) in [
        (Destination::Stock, account::STOCK, ""),
        (Destination::Damaged, account::DAMAGED, ""),
        (Destination::Supplier, account::SUPPLIER_CLAIM, "retur"),
    ] {
        let lines = || back.lines.iter().filter(|line| line.to == to);
        let short = Rupiah::sum(lines().map(|line| line.variance))?;
        let cost = Rupiah::sum(lines().map(|line| line.goods.cost))?;
        draft.debit(account, sub, cost.minus(short)?);
        variance = variance.plus(short)?;
    }
    draft.debit(account::VARIANCE, "", variance);
    draft.credit(pick(account::COST_BACK_MEMBER, account::COST_BACK_OTHER), "", back.sum(|line| line.cost)?)?;
    Ok(())
}
