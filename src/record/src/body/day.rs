//! The bodies of the shop's day: returns, cash moved, shifts and periods closed, journals written.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::fact::Fact;
use domain::ledger::{Entry, EntryLine};
use domain::period::{CoveredHead, Deposit, PeriodClose, PeriodKind};
use domain::returns::{Destination, Original, Returned, ReturnedLine};
use domain::sale::TenderKind;
use domain::shift::{CashCount, CashMove, MoveKind, ShiftClose, ShiftSums, TenderCount};
use serde::{Deserialize, Serialize};

use super::Nonsense;
use super::sale::{LineV1, SaleV1, TenderV1};

/// `return`: a ticket with goods that came back, and with new ones when it is an exchange.
#[derive(Serialize, Deserialize)]
struct ReturnV1 {
    #[serde(flatten)]
    ticket: SaleV1,
    back: BackV1,
}

#[derive(Serialize, Deserialize)]
struct BackV1 {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    original: Option<OriginalV1>,
    lines: Vec<BackLineV1>,
    reason: String,
    #[serde(default)]
    void: bool,
    #[serde(default)]
    rounding: i64,
    value: i64,
    refunds: Vec<TenderV1>,
}

#[derive(Serialize, Deserialize)]
struct OriginalV1 {
    receipt: String,
    record: String,
    date: NaiveDate,
}

#[derive(Serialize, Deserialize)]
struct BackLineV1 {
    of: i64,
    goods: LineV1,
    to: String,
    #[serde(default)]
    variance: i64,
}

#[derive(Serialize, Deserialize)]
struct CashV1 {
    shift: String,
    till: String,
    date: NaiveDate,
    kind: String,
    amount: i64,
    account: String,
    reason: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct CloseV1 {
    shift: String,
    till: String,
    date: NaiveDate,
    number: String,
    opened_by: String,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed_by: Option<String>,
    float: i64,
    notes: Vec<(i64, i64)>,
    counted: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recounted: Vec<i64>,
    expected: i64,
    tenders: Vec<TenderCountV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charged_to: Option<String>,
    sums: SumsV1,
    until: u64,
}

#[derive(Serialize, Deserialize)]
struct TenderCountV1 {
    kind: String,
    payments: i64,
    expected: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counted: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct SumsV1 {
    sales: i64,
    returns: i64,
    gross: i64,
    discount: i64,
    returned: i64,
    rounding: i64,
    net: i64,
    tax: i64,
    cash: i64,
    cash_in: i64,
    cash_out: i64,
    receipts: (String, String),
}

#[derive(Serialize, Deserialize)]
struct PeriodV1 {
    kind: String,
    upto: NaiveDate,
    by: String,
    /// Device, epoch, last record covered.
    heads: Vec<(String, u32, u64)>,
    /// Rupiah and account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    deposit: Option<(i64, String)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    closing: Vec<(String, i64)>,
    /// Account, debit, credit.
    summary: Vec<(String, i64, i64)>,
}

#[derive(Serialize, Deserialize)]
struct EntryV1 {
    date: NaiveDate,
    memo: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    template: String,
    lines: Vec<EntryLineV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reverses: Option<String>,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct EntryLineV1 {
    account: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sub: String,
    amount: i64,
}

/// Kind and body; `None` for a fact that is written elsewhere.
pub(super) fn encode(fact: &Fact) -> Result<Option<(&'static str, Vec<u8>)>, serde_json::Error> {
    Ok(Some(match fact {
        Fact::Sale(sale) => {
            let Some(back) = &sale.returned else { return Ok(None) };
            ("return", serde_json::to_vec(&ReturnV1 { ticket: SaleV1::from(sale), back: back_of(back) })?)
        }
        Fact::CashMoved(moved) => ("cash.moved", serde_json::to_vec(&cash_of(moved))?),
        Fact::ShiftClosed(close) => ("shift.closed", serde_json::to_vec(&close_of(close))?),
        Fact::PeriodClosed(close) => ("period.closed", serde_json::to_vec(&period_of(close))?),
        Fact::JournalPosted(entry) => ("journal.posted", serde_json::to_vec(&entry_of(entry))?),
        _ => return Ok(None),
    }))
}

/// The fact of a body; `None` for a kind that is not of the day.
pub(super) fn decode(kind: &str, body: &[u8]) -> Result<Option<Result<Fact, Nonsense>>, serde_json::Error> {
    Ok(Some(match kind {
        "return" => serde_json::from_slice::<ReturnV1>(body)?.lift(),
        "cash.moved" => serde_json::from_slice::<CashV1>(body)?.lift(),
        "shift.closed" => serde_json::from_slice::<CloseV1>(body)?.lift(),
        "period.closed" => serde_json::from_slice::<PeriodV1>(body)?.lift(),
        "journal.posted" => Ok(serde_json::from_slice::<EntryV1>(body)?.lift()),
        _ => return Ok(None),
    }))
}

fn tender(word: &str) -> Result<TenderKind, Nonsense> {
    TenderKind::parse(word).ok_or_else(|| Nonsense::of("cara bayar", word))
}

fn count(notes: Vec<(i64, i64)>) -> Result<CashCount, Nonsense> {
    CashCount::new(notes).map_err(|error| Nonsense(error.to_string()))
}

fn back_of(back: &Returned) -> BackV1 {
    let line = |line: &ReturnedLine| BackLineV1 {
        of: line.of,
        goods: LineV1::from(&line.goods),
        to: line.to.word().to_owned(),
        variance: line.variance.get(),
    };
    BackV1 {
        original: back.original.as_ref().map(|original| OriginalV1 {
            receipt: original.receipt.clone(),
            record: original.record.clone(),
            date: original.date,
        }),
        lines: back.lines.iter().map(line).collect(),
        reason: back.reason.clone(),
        void: back.void,
        rounding: back.rounding.get(),
        value: back.value.get(),
        refunds: back.refunds.iter().map(TenderV1::from).collect(),
    }
}

impl ReturnV1 {
    fn lift(self) -> Result<Fact, Nonsense> {
        let mut sale = self.ticket.lift()?;
        let line = |line: BackLineV1| {
            let to = Destination::parse(&line.to).ok_or_else(|| Nonsense::of("tujuan retur", &line.to))?;
            Ok(ReturnedLine { of: line.of, goods: line.goods.lift()?, to, variance: Rupiah::new(line.variance) })
        };
        let back = self.back;
        sale.returned = Some(Box::new(Returned {
            original: back.original.map(|original| Original { receipt: original.receipt, record: original.record, date: original.date }),
            lines: back.lines.into_iter().map(line).collect::<Result<_, Nonsense>>()?,
            reason: back.reason,
            void: back.void,
            rounding: Rupiah::new(back.rounding),
            value: Rupiah::new(back.value),
            refunds: back.refunds.into_iter().map(TenderV1::lift).collect::<Result<_, _>>()?,
        }));
        Ok(Fact::Sale(sale))
    }
}

fn cash_of(moved: &CashMove) -> CashV1 {
    CashV1 {
        shift: moved.shift.clone(),
        till: moved.till.clone(),
        date: moved.business_date,
        kind: moved.kind.word().to_owned(),
        amount: moved.amount.get(),
        account: moved.account.clone(),
        reason: moved.reason.clone(),
        by: moved.by.clone(),
    }
}

impl CashV1 {
    fn lift(self) -> Result<Fact, Nonsense> {
        Ok(Fact::CashMoved(CashMove {
            kind: MoveKind::parse(&self.kind).ok_or_else(|| Nonsense::of("mutasi kas", &self.kind))?,
            shift: self.shift,
            till: self.till,
            business_date: self.date,
            amount: Rupiah::new(self.amount),
            account: self.account,
            reason: self.reason,
            by: self.by,
        }))
    }
}

fn close_of(close: &ShiftClose) -> CloseV1 {
    let tender = |tender: &TenderCount| TenderCountV1 {
        kind: tender.kind.word().to_owned(),
        payments: tender.payments,
        expected: tender.expected.get(),
        counted: tender.counted.map(Rupiah::get),
    };
    let sums = &close.sums;
    CloseV1 {
        shift: close.shift.clone(),
        till: close.till.clone(),
        date: close.business_date,
        number: close.number.clone(),
        opened_by: close.opened_by.clone(),
        by: close.by.clone(),
        signed_by: close.signed_by.clone(),
        float: close.opening_float.get(),
        notes: close.notes.notes().to_vec(),
        counted: close.counted.get(),
        recounted: close.recounted.iter().map(|sum| sum.get()).collect(),
        expected: close.expected.get(),
        tenders: close.tenders.iter().map(tender).collect(),
        charged_to: close.charged_to.clone(),
        sums: SumsV1 {
            sales: sums.sales,
            returns: sums.returns,
            gross: sums.gross.get(),
            discount: sums.discount.get(),
            returned: sums.returned.get(),
            rounding: sums.rounding.get(),
            net: sums.net.get(),
            tax: sums.tax.get(),
            cash: sums.cash.get(),
            cash_in: sums.cash_in.get(),
            cash_out: sums.cash_out.get(),
            receipts: sums.receipts.clone(),
        },
        until: close.until,
    }
}

impl CloseV1 {
    fn lift(self) -> Result<Fact, Nonsense> {
        let lift = |line: TenderCountV1| {
            let counted = line.counted.map(Rupiah::new);
            Ok(TenderCount { kind: tender(&line.kind)?, payments: line.payments, expected: Rupiah::new(line.expected), counted })
        };
        let sums = self.sums;
        Ok(Fact::ShiftClosed(ShiftClose {
            shift: self.shift,
            till: self.till,
            business_date: self.date,
            number: self.number,
            opened_by: self.opened_by,
            by: self.by,
            signed_by: self.signed_by,
            opening_float: Rupiah::new(self.float),
            notes: count(self.notes)?,
            counted: Rupiah::new(self.counted),
            recounted: self.recounted.into_iter().map(Rupiah::new).collect(),
            expected: Rupiah::new(self.expected),
            tenders: self.tenders.into_iter().map(lift).collect::<Result<_, Nonsense>>()?,
            charged_to: self.charged_to,
            sums: ShiftSums {
                sales: sums.sales,
                returns: sums.returns,
                gross: Rupiah::new(sums.gross),
                discount: Rupiah::new(sums.discount),
                returned: Rupiah::new(sums.returned),
                rounding: Rupiah::new(sums.rounding),
                net: Rupiah::new(sums.net),
                tax: Rupiah::new(sums.tax),
                cash: Rupiah::new(sums.cash),
                cash_in: Rupiah::new(sums.cash_in),
                cash_out: Rupiah::new(sums.cash_out),
                receipts: sums.receipts,
            },
            until: self.until,
        }))
    }
}

fn period_of(close: &PeriodClose) -> PeriodV1 {
    PeriodV1 {
        kind: close.kind.word().to_owned(),
        upto: close.upto,
        by: close.by.clone(),
        heads: close.heads.iter().map(|head| (head.device.clone(), head.epoch, head.seq)).collect(),
        deposit: close.deposit.as_ref().map(|deposit| (deposit.amount.get(), deposit.account.clone())),
        closing: close.closing.iter().map(|(account, amount)| (account.clone(), amount.get())).collect(),
        summary: close.summary.iter().map(|(account, debit, credit)| (account.clone(), debit.get(), credit.get())).collect(),
    }
}

impl PeriodV1 {
    fn lift(self) -> Result<Fact, Nonsense> {
        let kind = PeriodKind::parse(&self.kind).ok_or_else(|| Nonsense::of("jenis periode", &self.kind))?;
        let head = |(device, epoch, seq)| CoveredHead { device, epoch, seq };
        let sums = |(account, debit, credit)| (account, Rupiah::new(debit), Rupiah::new(credit));
        Ok(Fact::PeriodClosed(PeriodClose {
            kind,
            upto: self.upto,
            by: self.by,
            heads: self.heads.into_iter().map(head).collect(),
            deposit: self.deposit.map(|(amount, account)| Deposit { amount: Rupiah::new(amount), account }),
            closing: self.closing.into_iter().map(|(account, amount)| (account, Rupiah::new(amount))).collect(),
            summary: self.summary.into_iter().map(sums).collect(),
        }))
    }
}

fn entry_of(entry: &Entry) -> EntryV1 {
    let line = |line: &EntryLine| EntryLineV1 { account: line.account.clone(), sub: line.sub.clone(), amount: line.amount.get() };
    EntryV1 {
        date: entry.date,
        memo: entry.memo.clone(),
        template: entry.template.clone(),
        lines: entry.lines.iter().map(line).collect(),
        reverses: entry.reverses.clone(),
        by: entry.by.clone(),
    }
}

impl EntryV1 {
    fn lift(self) -> Fact {
        let line = |line: EntryLineV1| EntryLine { account: line.account, sub: line.sub, amount: Rupiah::new(line.amount) };
        Fact::JournalPosted(Entry {
            date: self.date,
            memo: self.memo,
            template: self.template,
            lines: self.lines.into_iter().map(line).collect(),
            reverses: self.reverses,
            by: self.by,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_of_money_that_does_not_exist_is_no_fact() {
        let body = br#"{"shift":"s","till":"A","date":"2026-11-23","number":"A1-Z0001","opened_by":"siti","by":"siti","float":0,"notes":[[75000,1]],
            "counted":0,"expected":0,"tenders":[],"sums":{"sales":0,"returns":0,"gross":0,"discount":0,"returned":0,"rounding":0,"net":0,"tax":0,
            "cash":0,"cash_in":0,"cash_out":0,"receipts":["",""]},"until":1}"#;
        assert!(matches!(decode("shift.closed", body), Ok(Some(Err(_)))));
    }
}
