//! `sokoguru pay`

use app::App;
use app::files::write_whole;
use app::trade::money::{Paid, PayOrder, ToPay};
use domain::settlement::Money;
use record::document::Content;
use serde_json::{Value, json};

use super::super::shift::rupiah;
use crate::cli::Pay;
use crate::output::{Output, Stop};

pub(crate) fn run(app: &mut App, asked: &Pay, output: Output) -> Result<(), Stop> {
    let today = app.now().date_naive();
    if let Some(number) = &asked.received {
        app.answer_payment(number, None, None)?;
        return output.answer(&json!({ "number": number, "received": true }), || format!("uang pembayaran {number} dicatat masuk"));
    }
    if let Some(number) = &asked.not_received {
        app.answer_payment(number, asked.reason.as_deref(), None)?;
        return output.answer(&json!({ "number": number, "received": false }), || format!("pembayaran {number} dinyatakan belum masuk"));
    }
    if let Some(file) = &asked.transfers {
        let (rows, bytes) = app.transfer_file(asked.on.unwrap_or(today), None)?;
        write_whole(file, &bytes)?;
        return output.answer(&json!({ "rows": rows }), || format!("{rows} transfer ditulis"));
    }
    if asked.waiting {
        return waiting(app, output);
    }
    let (Some(party), Some(amount)) = (&asked.party, &asked.amount) else {
        if asked.list {
            let list = app.payment_list(asked.due_by.unwrap_or(today), None)?;
            return output.answer(&list.iter().map(to_pay_json).collect::<Vec<_>>(), || list_words(&list));
        }
        return Err(Stop::Said("tulis --party dan --amount, atau --list, --transfers, --waiting, --received".to_owned()));
    };
    let order = PayOrder {
        party: party.clone(),
        amount: rupiah(amount)?,
        claims: asked.claims.clone(),
        method: Money::parse(&asked.by).unwrap_or_default(),
        reference: asked.reference.clone(),
        advance: asked.advance,
    };
    let paid = if asked.came { app.money_came(&order, None)? } else { app.pay_party(&order, None)? };
    output.answer(&paid_json(&paid), || paid_words(&paid, asked.came))
}

fn waiting(app: &App, output: Output) -> Result<(), Stop> {
    let waiting = app.payments_to_confirm(None)?;
    let rows = waiting.iter().filter_map(|(party, document)| match &document.content {
        Content::Payment(payment) => Some((party, document, payment)),
        _ => None,
    });
    let rows: Vec<_> = rows.collect();
    let values: Vec<Value> = rows
        .iter()
        .map(|(party, document, payment)| {
            json!({ "id": document.id, "number": document.number, "party": party, "date": document.date, "amount": payment.amount, "by": payment.method, "reference": payment.reference })
        })
        .collect();
    output.answer(&values, || {
        let lines = rows.iter().map(|(party, document, payment)| {
            format!(
                "{} {} dari {party}: Rp {} ({})",
                document.date,
                document.number,
                domain::Rupiah::new(payment.amount),
                payment.reference
            )
        });
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { "tidak ada pembayaran yang menunggu".to_owned() } else { lines.join("\n") }
    })
}

fn paid_json(paid: &Paid) -> Value {
    let parts: Vec<Value> = paid.parts.iter().map(|(document, amount)| json!({ "document": document, "amount": amount.get() })).collect();
    json!({
        "id": paid.id, "number": paid.number, "party": paid.party, "amount": paid.amount.get(), "by": paid.method.word(), "parts": parts,
        "advance": paid.advance.get(),
    })
}

fn paid_words(paid: &Paid, came: bool) -> String {
    let way = if came { "diterima dari" } else { "dibayar kepada" };
    let mut text = vec![format!("{}: Rp {} {way} {}", paid.number, paid.amount, paid.party)];
    text.extend(paid.parts.iter().map(|(document, amount)| format!("  {document} Rp {amount}")));
    if !paid.advance.is_zero() {
        text.push(format!("  uang muka Rp {}", paid.advance));
    }
    text.join("\n")
}

fn to_pay_json(row: &ToPay) -> Value {
    let bank = &row.party.bank;
    json!({
        "party": row.party.code, "name": row.party.name, "owed": row.owed.get(), "can_set_off": row.can_set_off.get(),
        "was_set_off": row.was_set_off.get(), "to_pay": row.to_pay.get(), "bank": bank.bank, "account": bank.number, "holder": bank.holder,
    })
}

fn list_words(list: &[ToPay]) -> String {
    let line = |row: &ToPay| {
        format!(
            "{:<12} jatuh tempo Rp {}, bisa diperhitungkan Rp {}, dibayar Rp {} (sudah dihemat Rp {})",
            row.party.code, row.owed, row.can_set_off, row.to_pay, row.was_set_off
        )
    };
    if list.is_empty() { "tidak ada yang harus dibayar".to_owned() } else { list.iter().map(line).collect::<Vec<_>>().join("\n") }
}
