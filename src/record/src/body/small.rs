//! The short bodies, version 1.

use chrono::NaiveDate;
use domain::fact::{CancelledLine, Fact, OpeningLine};
use domain::member::Tier;
use domain::shift::{CashCount, Shift};
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};

use super::Nonsense;

#[derive(Serialize, Deserialize)]
struct EpochV1 {
    reason: String,
}

#[derive(Serialize, Deserialize)]
struct SettingV1 {
    key: String,
    value: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct MembersV1 {
    by: String,
    /// Number and tier.
    members: Vec<(String, String)>,
}

#[derive(Serialize, Deserialize)]
struct StockV1 {
    date: NaiveDate,
    by: String,
    lines: Vec<StockLineV1>,
}

#[derive(Serialize, Deserialize)]
struct StockLineV1 {
    sku: String,
    quantity_milli: i64,
    value: i64,
    #[serde(default)]
    variance: i64,
}

#[derive(Serialize, Deserialize)]
struct ShiftV1 {
    id: String,
    till: String,
    date: NaiveDate,
    by: String,
    float: i64,
    /// How it was counted: face and pieces.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<(i64, i64)>,
}

#[derive(Serialize, Deserialize)]
struct CancelledV1 {
    date: NaiveDate,
    by: String,
    reason: String,
    lines: Vec<CancelledLineV1>,
}

#[derive(Serialize, Deserialize)]
struct CancelledLineV1 {
    sku: String,
    pack: String,
    quantity_milli: i64,
    amount: i64,
}

#[derive(Serialize, Deserialize)]
struct OverrideV1 {
    right: String,
    asked_by: String,
    granted_by: String,
    reason: String,
    subject: String,
}

#[derive(Serialize, Deserialize)]
struct ReprintV1 {
    receipt: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct QrisV1 {
    amount: i64,
    reference: String,
    by: String,
}

/// The body of a short fact.
pub(super) fn encode(fact: &Fact) -> Result<Vec<u8>, serde_json::Error> {
    let own = Clone::clone;
    match fact {
        Fact::EpochOpened { reason, .. } => serde_json::to_vec(&EpochV1 { reason: own(reason) }),
        Fact::SettingChanged { key, value, by } => serde_json::to_vec(&SettingV1 { key: own(key), value: own(value), by: own(by) }),
        Fact::MembersPut { members, by } => {
            let members = members.iter().map(|(number, tier)| (number.clone(), tier.word().to_owned())).collect();
            serde_json::to_vec(&MembersV1 { by: own(by), members })
        }
        Fact::StockOpened { business_date, lines, by } => {
            let line = |line: &OpeningLine| StockLineV1 {
                sku: line.sku.clone(),
                quantity_milli: line.quantity.get(),
                value: line.value.get(),
                variance: line.variance.get(),
            };
            serde_json::to_vec(&StockV1 { date: *business_date, by: own(by), lines: lines.iter().map(line).collect() })
        }
        Fact::ShiftOpened(shift) => serde_json::to_vec(&ShiftV1 {
            id: own(&shift.id),
            till: own(&shift.till),
            date: shift.business_date,
            by: own(&shift.opened_by),
            float: shift.opening_float.get(),
            notes: shift.notes.notes().to_vec(),
        }),
        Fact::CartCancelled { business_date, by, reason, lines } => {
            let line = |line: &CancelledLine| CancelledLineV1 {
                sku: line.sku.clone(),
                pack: line.pack.clone(),
                quantity_milli: line.quantity.get(),
                amount: line.amount.get(),
            };
            let lines = lines.iter().map(line).collect();
            serde_json::to_vec(&CancelledV1 { date: *business_date, by: own(by), reason: own(reason), lines })
        }
        Fact::OverrideGranted { right, asked_by, granted_by, reason, subject } => serde_json::to_vec(&OverrideV1 {
            right: own(right),
            asked_by: own(asked_by),
            granted_by: own(granted_by),
            reason: own(reason),
            subject: own(subject),
        }),
        Fact::ReceiptReprinted { receipt, by } => serde_json::to_vec(&ReprintV1 { receipt: own(receipt), by: own(by) }),
        Fact::QrisAbandoned { amount, reference, by } => {
            serde_json::to_vec(&QrisV1 { amount: amount.get(), reference: own(reference), by: own(by) })
        }
        Fact::Sale(_)
        | Fact::CataloguePut { .. }
        | Fact::PromotionsPut { .. }
        | Fact::CashMoved(_)
        | Fact::ShiftClosed(_)
        | Fact::PeriodClosed(_)
        | Fact::JournalPosted(_)
        | Fact::TillInvited { .. }
        | Fact::TillJoined { .. }
        | Fact::KeyTrusted { .. }
        | Fact::CartParked(_)
        | Fact::Stock(_)
        | Fact::Trade(_)
        | Fact::CartTaken { .. } => Ok(Vec::new()),
    }
}

/// The fact of a short body; `None` for a kind that is not known here.
pub(super) fn decode(kind: &str, body: &[u8]) -> Result<Option<Result<Fact, Nonsense>>, serde_json::Error> {
    let fact = match kind {
        "epoch.opened" => {
            let EpochV1 { reason } = serde_json::from_slice(body)?;
            Fact::EpochOpened { reason, parent: None }
        }
        "setting.changed" => {
            let SettingV1 { key, value, by } = serde_json::from_slice(body)?;
            Fact::SettingChanged { key, value, by }
        }
        "member.put" => return Ok(Some(members(serde_json::from_slice(body)?))),
        "stock.opened" => stock(serde_json::from_slice(body)?),
        "shift.opened" => {
            let ShiftV1 { id, till, date, by, float, notes } = serde_json::from_slice(body)?;
            let Ok(notes) = CashCount::new(notes) else { return Ok(Some(Err(Nonsense::of("hitungan modal awal", &id)))) };
            Fact::ShiftOpened(Shift { id, till, business_date: date, opened_by: by, opening_float: Rupiah::new(float), notes })
        }
        "cart.cancelled" => cancelled(serde_json::from_slice(body)?),
        "override.granted" => {
            let OverrideV1 { right, asked_by, granted_by, reason, subject } = serde_json::from_slice(body)?;
            Fact::OverrideGranted { right, asked_by, granted_by, reason, subject }
        }
        "receipt.reprinted" => {
            let ReprintV1 { receipt, by } = serde_json::from_slice(body)?;
            Fact::ReceiptReprinted { receipt, by }
        }
        "qris.abandoned" => {
            let QrisV1 { amount, reference, by } = serde_json::from_slice(body)?;
            Fact::QrisAbandoned { amount: Rupiah::new(amount), reference, by }
        }
        _ => return Ok(None),
    };
    Ok(Some(Ok(fact)))
}

fn members(body: MembersV1) -> Result<Fact, Nonsense> {
    let lift = |(number, tier): (String, String)| match Tier::parse(&tier) {
        Some(tier) => Ok((number, tier)),
        None => Err(Nonsense::of("tingkat harga", &tier)),
    };
    let members = body.members.into_iter().map(lift).collect::<Result<_, _>>()?;
    Ok(Fact::MembersPut { members, by: body.by })
}

fn stock(body: StockV1) -> Fact {
    let lift = |line: StockLineV1| OpeningLine {
        sku: line.sku,
        quantity: Quantity::new(line.quantity_milli),
        value: Rupiah::new(line.value),
        variance: Rupiah::new(line.variance),
    };
    Fact::StockOpened { business_date: body.date, lines: body.lines.into_iter().map(lift).collect(), by: body.by }
}

fn cancelled(body: CancelledV1) -> Fact {
    let lift = |line: CancelledLineV1| CancelledLine {
        sku: line.sku,
        pack: line.pack,
        quantity: Quantity::new(line.quantity_milli),
        amount: Rupiah::new(line.amount),
    };
    Fact::CartCancelled { business_date: body.date, by: body.by, reason: body.reason, lines: body.lines.into_iter().map(lift).collect() }
}
