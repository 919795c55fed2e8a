//! Deeds of the counter that may need a second person: opening on another day, cash moved, goods taken back.

use app::Fault;
use app::day::Opening;
use app::returns::ReturnOrder;
use app::staff::Approval;
use domain::Rupiah;
use domain::shift::MoveKind;
use domain::staff::Right;
use screen::{cash, dates};

use super::Desk;
use super::approval::Pending;

/// A deed that waits for its approval.
#[derive(Clone)]
pub(in crate::window) enum Deed {
    Open(Opening),
    Move(Moved),
    Return(Box<ReturnOrder>),
}

/// Cash that is to be moved.
#[derive(Clone)]
pub(in crate::window) struct Moved {
    pub(super) kind: MoveKind,
    pub(super) amount: Rupiah,
    pub(super) account: Option<String>,
    pub(super) reason: String,
}

impl Deed {
    pub(super) fn right(&self) -> Right {
        match self {
            Self::Open(_) => Right::BackDate,
            Self::Move(moved) if moved.kind == MoveKind::In => Right::CashIn,
            Self::Move(_) => Right::CashOut,
            Self::Return(order) if order.receipt.is_none() => Right::ReturnWithoutReceipt,
            Self::Return(order) if order.void => Right::Void,
            Self::Return(_) => Right::Return,
        }
    }
}

impl Desk {
    /// Does it at once, or after somebody allowed it.
    pub(super) fn attempt_at_counter(&mut self, deed: Deed) {
        self.attempt(Pending::Counter(deed));
    }

    pub(super) fn perform_at_counter(&mut self, deed: &Deed, approval: Option<&Approval>) -> Result<(), Fault> {
        let app = self.shop()?;
        match deed {
            Deed::Open(opening) => app.open_shift_on(opening, approval).map(|_| ()),
            Deed::Move(moved) => app.move_cash(moved.kind, moved.amount, moved.account.as_deref(), &moved.reason, approval).map(|_| ()),
            Deed::Return(order) => {
                let paid = app.return_goods(order, approval)?;
                self.returning.done = Some(paid);
                Ok(())
            }
        }
    }

    pub(super) fn performed_at_counter(&mut self, deed: &Deed, result: Result<(), Fault>) {
        match deed {
            Deed::Open(_) => self.shift_opened(result),
            Deed::Move(moved) => self.cash_moved(moved, result),
            Deed::Return(_) => self.returned(result),
        }
    }

    /// Nobody allowed it: the page says what it waits for.
    pub(super) fn subject_at_counter(&self, deed: &Deed) -> String {
        let language = self.language;
        match deed {
            Deed::Open(opening) => {
                let date = opening.date.map(|date| dates::long(date, language)).unwrap_or_default();
                format!("{} {date}", language.pick("Buka kasir untuk", "Open the till for"))
            }
            Deed::Move(moved) => format!("{} Rp {}", cash::word(moved.kind, language), moved.amount),
            Deed::Return(order) => match &order.receipt {
                None => language.pick("Retur tanpa struk", "Return without a receipt").to_owned(),
                Some(receipt) if order.void => format!("{} {receipt}", language.pick("Batalkan penjualan", "Undo the sale")),
                Some(receipt) => format!("{} {receipt}", language.pick("Retur dari struk", "Return from receipt")),
            },
        }
    }

    /// Ready reasons for the one who allows it; what the cashier gave as theirs comes first.
    pub(super) fn reasons_at_counter(&self, deed: &Deed) -> Vec<String> {
        let language = self.language;
        match deed {
            Deed::Open(_) => [
                language.pick("Penjualan kemarin yang belum masuk", "Yesterday's sales not booked yet"),
                language.pick("Jam komputer salah", "The computer's clock is wrong"),
            ]
            .map(str::to_owned)
            .to_vec(),
            Deed::Move(moved) => {
                let ready =
                    [language.pick("Sudah dihitung bersama", "Counted together"), language.pick("Ada notanya", "There is a bill for it")];
                std::iter::once(moved.reason.clone()).filter(|reason| !reason.is_empty()).chain(ready.map(str::to_owned)).collect()
            }
            Deed::Return(order) => {
                let ready = [language.pick("Barang sudah diperiksa", "The goods were looked at")];
                std::iter::once(order.reason.clone()).filter(|reason| !reason.is_empty()).chain(ready.map(str::to_owned)).collect()
            }
        }
    }
}
