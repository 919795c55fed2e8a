//! Cash that goes into or out of a drawer without a sale.

use domain::Rupiah;
use domain::fact::Fact;
use domain::ledger::{account, find, is_kept, name};
use domain::paper::{Sheet, cash_slip};
use domain::shift::{CashMove, MoveKind};
use domain::staff::Right;
use store::day::MoveRow;

use crate::printing::{enqueue_drawer, enqueue_paper};
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// What money from the drawer is usually spent on: accounts of small expenses.
const PURPOSES: &[&str] = &["6-140", "6-150", "6-120", "6-220", "8-190"];

impl App {
    /// What cash out of the drawer can be for: account and name.
    pub fn cash_purposes(&self) -> Vec<(&'static str, &'static str)> {
        PURPOSES.iter().map(|code| (*code, name(code))).collect()
    }

    /// Moves cash into or out of the drawer: a record, its journal, a slip, and the drawer opens.
    /// `account` is the other side; the safe for cash in and drops, the petty cash else.
    ///
    /// # Errors
    /// [`Refusal::NoShift`], [`Refusal::NotInDrawer`], [`Refusal::NeedsReason`], [`Refusal::Amount`],
    /// [`Refusal::NeedsApproval`] (for an account that is not offered, of [`Right::Journal`] too), [`Refusal::Entry`]
    /// for one that cannot be used.
    pub fn move_cash(
        &mut self,
        kind: MoveKind,
        amount: Rupiah,
        account: Option<&str>,
        reason: &str,
        approval: Option<&Approval>,
    ) -> Result<CashMove, Fault> {
        let right = if kind == MoveKind::In { Right::CashIn } else { Right::CashOut };
        let actor = self.hold_right(right, approval)?;
        if amount.get() <= 0 || amount > Rupiah::LIMIT {
            return Err(Refusal::Amount("jumlah uang harus lebih dari nol".to_owned()).into());
        }
        let reason = match reason.trim() {
            "" if kind == MoveKind::Drop => "setor ke brankas",
            "" => return Err(Refusal::NeedsReason.into()),
            reason => reason,
        };
        let account = other_side(kind, account)?.to_owned();
        if account != usual_side(kind) && !PURPOSES.contains(&account.as_str()) {
            // Else a shortage could be booked away before it is counted.
            self.hold_right(Right::Journal, approval)?;
        }
        let stamp = self.stamp();
        let by = actor.id;
        let reason: String = reason.chars().filter(|c| !c.is_control()).take(120).collect();
        let shop = self.settings.shop.clone();
        let sees = self.require(Right::SeeExpected).is_ok();
        self.transact(|tx, device, settings| {
            let shift = store::shift::open(tx.connection(), &device.till)?.ok_or(Refusal::NoShift)?;
            if kind != MoveKind::In {
                let held = store::shift::expected(tx.connection(), &shift)?;
                if held < amount {
                    return Err(Refusal::NotInDrawer(sees.then_some(held)).into());
                }
            }
            let moved =
                CashMove { shift: shift.id, till: shift.till, business_date: shift.business_date, kind, amount, account, reason, by };
            tx.append(device, stamp, &Fact::CashMoved(moved.clone()))?;
            enqueue_drawer(tx, settings, kind.paper(), stamp)?;
            let columns = settings.profile.columns;
            let sheet = Sheet { shop: &shop, at: stamp.at, by: &actor.name, other: "", columns, copy: false };
            enqueue_paper(tx, settings, kind.paper(), cash_slip(&moved, &sheet)?, false, stamp)?;
            Ok(moved)
        })
    }

    /// Cash moved in the open shift, newest first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn cash_moves(&self) -> Result<Vec<MoveRow>, Fault> {
        match self.shift()? {
            Some(shift) => Ok(store::day::moves(self.store.connection(), &shift.id)?),
            None => Ok(Vec::new()),
        }
    }

    /// What the drawer holds, when it is more than the shop's limit: time to bring money to the safe.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn drawer_alarm(&self) -> Result<Option<Rupiah>, Fault> {
        let limit = self.settings.drawer_limit;
        let Some(shift) = self.shift()?.filter(|_| !limit.is_zero()) else { return Ok(None) };
        let held = store::shift::expected(self.store.connection(), &shift)?;
        Ok((held > limit).then_some(held))
    }
}

/// The account on the other side of the drawer where nobody names one.
const fn usual_side(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::In | MoveKind::Drop => account::SAFE,
        MoveKind::Out | MoveKind::Petty => account::PETTY,
    }
}

/// The account on the other side of the drawer.
fn other_side(kind: MoveKind, wanted: Option<&str>) -> Result<&str, Fault> {
    let code = wanted.map(str::trim).filter(|code| !code.is_empty()).unwrap_or(usual_side(kind));
    if find(code).is_none() {
        return Err(domain::ledger::EntryError::NoSuchAccount(code.to_owned()).into());
    }
    if is_kept(code) {
        return Err(domain::ledger::EntryError::Kept(code.to_owned()).into());
    }
    Ok(code)
}
