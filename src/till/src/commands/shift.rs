//! `sokoguru shift` and `sokoguru day`

use app::App;
use app::day::{Counting, Opening};
use app::staff::Approval;
use domain::Rupiah;
use domain::sale::TenderKind;
use domain::shift::{CashCount, MoveKind, ShiftClose};
use domain::staff::Right;
use serde_json::{Value, json};

use super::second::allowed;
use crate::cli::{Day, Second, Shift};
use crate::output::{Output, Stop};

pub(super) fn run(app: &mut App, shift: Shift, output: Output) -> Result<(), Stop> {
    match shift {
        Shift::Open { float, count, date, second } => {
            let count = count.as_deref().map(CashCount::parse).transpose().map_err(|error| Stop::Said(error.to_string()))?;
            let amount = float.as_deref().map(rupiah).transpose()?.unwrap_or_default();
            open(app, &Opening { count, amount, date }, &second, output)
        }
        Shift::Status { second } => status(app, &second, output),
        Shift::CashIn { amount, reason, account, second } => {
            move_cash(app, &Move { kind: MoveKind::In, amount: rupiah(&amount)?, account, reason }, &second, output)
        }
        Shift::CashOut { amount, reason, account, second } => {
            move_cash(app, &Move { kind: MoveKind::Out, amount: rupiah(&amount)?, account, reason }, &second, output)
        }
        Shift::Petty { amount, reason, second } => {
            move_cash(app, &Move { kind: MoveKind::Petty, amount: rupiah(&amount)?, account: None, reason }, &second, output)
        }
        Shift::Drop { amount, second } => {
            move_cash(app, &Move { kind: MoveKind::Drop, amount: rupiah(&amount)?, account: None, reason: String::new() }, &second, output)
        }
        Shift::Close { count, qris, card, transfer, charge_cashier, pin_manager, manager } => {
            let mut typed = Vec::new();
            for (kind, figure) in [(TenderKind::Qris, qris), (TenderKind::Card, card), (TenderKind::Transfer, transfer)] {
                if let Some(figure) = figure {
                    typed.push((kind, rupiah(&figure)?));
                }
            }
            let count = CashCount::parse(&count).map_err(|error| Stop::Said(error.to_string()))?;
            let counting = Counting { count, typed, recounted: Vec::new(), charge: charge_cashier };
            close(app, &counting, pin_manager.as_deref(), manager.as_deref(), output)
        }
    }
}

/// Cash that is to be moved.
struct Move {
    kind: MoveKind,
    amount: Rupiah,
    account: Option<String>,
    reason: String,
}

fn open(app: &mut App, opening: &Opening, second: &Second, output: Output) -> Result<(), Stop> {
    let subject = opening.date.map_or_else(|| "Buka kasir".to_owned(), |date| format!("Buka kasir untuk {date}"));
    let shift = allowed(app, second, &subject, |app, approval| app.open_shift_on(opening, approval))?;
    let answer = json!({
        "shift": shift.id, "till": shift.till, "date": shift.business_date, "float": shift.opening_float.get(), "opened_by": shift.opened_by,
    });
    output.answer(&answer, || format!("kasir {} dibuka untuk {}, modal awal Rp {}", shift.till, shift.business_date, shift.opening_float))
}

fn status(app: &mut App, second: &Second, output: Output) -> Result<(), Stop> {
    let Some(shift) = app.shift()? else {
        return output.answer(&json!({ "open": false, "till": app.till() }), || format!("kasir {} tertutup", app.till()));
    };
    let so_far = allowed(app, second, "Lihat isi laci", |app, approval| app.shift_so_far(approval))?;
    let mut answer = close_json(&so_far);
    answer["open"] = json!(true);
    answer["opened_by"] = json!(shift.opened_by);
    output.answer(&answer, || {
        format!(
            "kasir {} dibuka {} untuk {}; {} nota, bersih Rp {}, seharusnya di laci Rp {}",
            shift.till, shift.opened_by, shift.business_date, so_far.sums.sales, so_far.sums.net, so_far.expected
        )
    })
}

fn move_cash(app: &mut App, wanted: &Move, second: &Second, output: Output) -> Result<(), Stop> {
    let subject = format!("{} Rp {}", wanted.kind.paper(), wanted.amount);
    let moved = allowed(app, second, &subject, |app, approval| {
        app.move_cash(wanted.kind, wanted.amount, wanted.account.as_deref(), &wanted.reason, approval)
    })?;
    let answer = json!({
        "kind": moved.kind.word(), "amount": moved.amount.get(), "account": moved.account, "reason": moved.reason,
        "till": moved.till, "date": moved.business_date, "by": moved.by,
    });
    output.answer(&answer, || format!("{} Rp {}: {}", moved.kind.paper(), moved.amount, moved.reason))
}

fn close(app: &mut App, counting: &Counting, pin: Option<&str>, manager: Option<&str>, output: Output) -> Result<(), Stop> {
    let signer = match pin {
        Some(pin) => Some(sign(app, counting, pin, manager)?),
        None => None,
    };
    let closed = app.close_shift(counting, signer.as_ref())?;
    output.answer(&close_json(&closed.close), || closed.lines.join("\n"))
}

/// A manager's PIN: whose it is is said, or found when only one person may sign.
fn sign(app: &mut App, counting: &Counting, pin: &str, manager: Option<&str>) -> Result<Approval, Stop> {
    let who = match manager {
        Some(manager) => manager.to_owned(),
        None => {
            let may = app.approvers(Right::SignDifference)?;
            match may.as_slice() {
                [one] => one.id.clone(),
                several => {
                    let names: Vec<&str> = several.iter().map(|staff| staff.id.as_str()).collect();
                    return Err(Stop::Said(format!("PIN siapa? tambahkan --manager, salah satu dari: {}", names.join(", "))));
                }
            }
        }
    };
    let difference = app.preview_close(counting)?.difference().map_err(|error| Stop::Said(error.to_string()))?;
    Ok(app.approve(Right::SignDifference, &format!("Selisih kas Rp {difference}"), &who, pin, "tutup kasir")?)
}

/// The JSON of a close: a contract.
pub(super) fn close_json(close: &ShiftClose) -> Value {
    let tenders: Vec<_> = close
        .tenders
        .iter()
        .map(|tender| {
            json!({
                "kind": tender.kind.word(), "payments": tender.payments, "expected": tender.expected.get(),
                "counted": tender.counted.map(Rupiah::get),
                "difference": tender.counted.and_then(|counted| counted.minus(tender.expected).ok()).map(Rupiah::get),
            })
        })
        .collect();
    let sums = &close.sums;
    json!({
        "shift": close.shift, "till": close.till, "date": close.business_date, "number": close.number, "by": close.by,
        "signed_by": close.signed_by, "float": close.opening_float.get(), "count": close.notes.notes(), "counted": close.counted.get(),
        "expected": close.expected.get(), "difference": close.difference().unwrap_or_default().get(), "charged_to": close.charged_to,
        "tenders": tenders, "sales": sums.sales, "returns": sums.returns, "gross": sums.gross.get(), "discount": sums.discount.get(),
        "returned": sums.returned.get(), "rounding": sums.rounding.get(), "net": sums.net.get(), "tax": sums.tax.get(),
        "cash": sums.cash.get(), "cash_in": sums.cash_in.get(), "cash_out": sums.cash_out.get(),
        "first_receipt": sums.receipts.0, "last_receipt": sums.receipts.1,
    })
}

pub(super) fn day(app: &mut App, day: Day, output: Output) -> Result<(), Stop> {
    let closed = match day {
        Day::Status { date } => return day_status(app, date, output),
        Day::Close { date, deposit, second } => {
            let deposit = deposit.as_deref().map(rupiah).transpose()?;
            allowed(app, &second, "Tutup hari", |app, approval| app.close_day(date, deposit, approval))?
        }
        Day::CloseMonth { year, month, second } => {
            allowed(app, &second, &format!("Tutup bulan {year}-{month:02}"), |app, approval| app.close_month(year, month, approval))?
        }
        Day::CloseYear { year, second } => {
            allowed(app, &second, &format!("Tutup buku {year}"), |app, approval| app.close_year(year, approval))?
        }
    };
    let close = &closed.close;
    let sums: Vec<_> = close
        .summary
        .iter()
        .map(|(account, debit, credit)| json!({ "account": account, "debit": debit.get(), "credit": credit.get() }))
        .collect();
    let answer = json!({
        "kind": close.kind.word(), "date": close.upto, "by": close.by, "summary": sums,
        "deposit": close.deposit.as_ref().map_or(0, |deposit| deposit.amount.get()),
    });
    output.answer(&answer, || closed.lines.join("\n"))
}

fn day_status(app: &App, date: Option<chrono::NaiveDate>, output: Output) -> Result<(), Stop> {
    let state = app.day_state(date)?;
    let open: Vec<_> = state
        .open
        .iter()
        .map(|open| json!({ "till": open.shift.till, "date": open.shift.business_date, "opened_by": open.shift.opened_by }))
        .collect();
    let answer =
        json!({ "date": state.date, "open_shifts": open, "safe": state.safe.get(), "closed_upto": state.closed_upto, "late": state.late });
    output.answer(&answer, || {
        let closed = state.closed_upto.map_or("belum ada".to_owned(), |date| date.to_string());
        format!("hari {}: {} kasir terbuka, brankas Rp {}; ditutup sampai {closed}", state.date, state.open.len(), state.safe)
    })
}

pub(super) fn rupiah(text: &str) -> Result<Rupiah, Stop> {
    Rupiah::parse(text).map_err(|error| Stop::Said(format!("jumlah «{text}»: {error}")))
}
