//! `sokoguru consign`

use app::App;
use app::stock::{MoveOrder, Statement};
use domain::Quantity;
use domain::goods::{Partner, PartnerKind, PayoutMethod, Terms};
use serde_json::{Value, json};

use super::super::shift::rupiah;
use super::{goods_of, moved_json, moved_words};
use crate::cli::Consign;
use crate::output::{Output, Stop};

pub(crate) fn run(app: &mut App, asked: Consign, output: Output) -> Result<(), Stop> {
    match asked {
        Consign::Partner { code, name, kind, terms, lead_days, inactive } => {
            let terms = Terms::parse(&terms)
                .ok_or_else(|| Stop::Said(format!("ketentuan «{terms}»: tulis fixed atau komisi dalam persen, misalnya 20")))?;
            let partner = Partner {
                code,
                name,
                kind: PartnerKind::parse(&kind).unwrap_or_default(),
                terms,
                lead_days: i64::from(lead_days),
                active: !inactive,
            };
            app.put_partner(&partner, None)?;
            output.answer(&partner_json(&partner), || format!("mitra {} disimpan", partner.code))
        }
        Consign::List => {
            let partners = app.partners()?;
            output.answer(&partners.iter().map(partner_json).collect::<Vec<_>>(), || {
                let words = partners.iter().map(|p| format!("{:<16} {:<9} {:<8} {}", p.code, p.kind.word(), p.terms.text(), p.name));
                words.collect::<Vec<_>>().join("\n")
            })
        }
        Consign::Statement { partner, from, to } => {
            let statement = app.consign_statement(&partner, (from, to), None)?;
            output.answer(&statement_json(&statement), || statement_words(&statement))
        }
        Consign::Pay { partner, amount, by, reference } => {
            let amount = amount.as_deref().map(rupiah).transpose()?;
            let paid = app.pay_partner(&partner, amount, PayoutMethod::parse(&by).unwrap_or_default(), &reference, None)?;
            let payout = &paid.payout;
            let answer = json!({
                "record_id": paid.record_id, "owner": payout.owner.word(), "date": payout.business_date, "amount": payout.amount.get(),
                "by": payout.method.word(), "reference": payout.reference, "left": paid.left.get(), "job": paid.job,
            });
            output.answer(&answer, || format!("{} dibayar Rp {}; sisa terutang Rp {}", payout.owner.partner(), payout.amount, paid.left))
        }
        Consign::Return { partner, goods } => {
            let owner = app.owner_of(&partner)?;
            let order = MoveOrder { items: goods_of(&goods)?, reason: goods.reason.clone(), ..MoveOrder::default() };
            let moved = app.hand_back(&owner, &order, None)?;
            output.answer(&moved_json(&moved), || moved_words(&moved))
        }
    }
}

fn partner_json(partner: &Partner) -> Value {
    json!({
        "code": partner.code, "name": partner.name, "kind": partner.kind.word(), "terms": partner.terms.text(), "lead_days": partner.lead_days,
        "active": partner.active,
    })
}

fn statement_json(statement: &Statement) -> Value {
    let rows: Vec<_> = statement
        .rows
        .iter()
        .map(|row| {
            json!({
                "sku": row.sku, "name": row.name, "received_milli": row.received, "sold_milli": row.sold, "returned_milli": row.returned,
                "missing_milli": row.missing, "left_milli": row.left, "paid": row.paid, "payable": row.payable,
            })
        })
        .collect();
    let payouts: Vec<_> = statement
        .payouts
        .iter()
        .map(|payout| json!({ "date": payout.date, "amount": payout.amount.get(), "by": payout.method, "reference": payout.reference }))
        .collect();
    json!({
        "owner": statement.owner.word(), "name": statement.name, "terms": statement.terms.text(), "rows": rows, "sold": statement.paid.get(),
        "payable": statement.payable.get(), "commission": statement.paid.get() - statement.payable.get(), "payouts": payouts, "owed": statement.owed.get(),
    })
}

fn statement_words(statement: &Statement) -> String {
    let mut text = vec![format!("{} ({}), ketentuan {}", statement.name, statement.owner, statement.terms.text())];
    let quantity = |milli| Quantity::new(milli).to_string();
    text.push(format!(
        "{:<28} {:>8} {:>8} {:>8} {:>8} {:>8} {:>12} {:>12}",
        "barang", "masuk", "laku", "kembali", "hilang", "sisa", "dibayar", "terutang"
    ));
    for row in &statement.rows {
        let [received, sold, returned, missing, left] = [row.received, row.sold, row.returned, row.missing, row.left].map(quantity);
        let [paid, payable] = [row.paid, row.payable].map(|amount| domain::Rupiah::new(amount).to_string());
        text.push(format!("{:<28} {received:>8} {sold:>8} {returned:>8} {missing:>8} {left:>8} {paid:>12} {payable:>12}", row.name));
    }
    for payout in &statement.payouts {
        text.push(format!("dibayar {} Rp {} ({})", payout.date, payout.amount, payout.method));
    }
    text.push(format!("terutang sekarang Rp {}", statement.owed));
    text.join("\n")
}
