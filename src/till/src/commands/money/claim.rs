//! `sokoguru claim`

use app::App;
use app::trade::money::{AgeSums, ClaimList, ClaimRow, CreditOrder};
use domain::Rupiah;
use domain::settlement::{Ageing, Nature};
use record::document::Content;
use serde_json::{Value, json};

use super::super::shift::rupiah;
use super::super::stock::items;
use crate::cli::Claim;
use crate::output::{Output, Stop};

pub(crate) fn run(app: &mut App, asked: Claim, output: Output) -> Result<(), Stop> {
    match asked {
        Claim::List { party, due_by } => {
            let list = app.claim_list(party.as_deref(), due_by, None)?;
            output.answer(&list_json(&list)?, || list_words(&list))
        }
        Claim::Credit { party, amount, tax, cause, reason, invoice, number, damaged, goods } => {
            let goods = items(&goods)?.into_iter().map(|item| (item.code, item.quantity)).collect();
            let number_on_paper = number.clone().unwrap_or_default();
            let (total, tax) = (rupiah(&amount)?, rupiah(&tax)?);
            let order = CreditOrder { party, invoice, cause, reason, total, tax, goods, damaged, number: number_on_paper };
            let document = if number.is_some() { app.type_credit(&order, None)? } else { app.issue_credit(&order, None)? };
            let parts = match &document.content {
                Content::CreditNote(note) => {
                    note.allocations.iter().map(|part| json!({ "claim": part.claim, "amount": part.amount })).collect()
                }
                _ => Vec::new(),
            };
            let answer = json!({ "id": document.id, "number": document.number, "total": total.get(), "parts": parts });
            output.answer(&answer, || format!("nota kredit {} Rp {total}", document.number))
        }
        Claim::Check => {
            let torn = app.torn_claims()?;
            if torn.is_empty() {
                return output.answer(&json!({ "torn": torn }), || "tagihan dan buku besar cocok".to_owned());
            }
            Err(Stop::Said(torn.join("; ")))
        }
    }
}

const fn age(age: Ageing) -> (&'static str, &'static str) {
    match age {
        Ageing::NotDue => ("not_due", "belum jatuh tempo"),
        Ageing::Week => ("1-7", "1-7 hari"),
        Ageing::Fortnight => ("8-14", "8-14 hari"),
        Ageing::Month => ("15-30", "15-30 hari"),
        Ageing::Older => (">30", "lebih dari 30 hari"),
    }
}

fn sums_json(sums: &AgeSums) -> Result<Value, Stop> {
    let mut map = serde_json::Map::new();
    for (place, amount) in Ageing::ALL.into_iter().zip(sums.0) {
        map.insert(age(place).0.to_owned(), amount.get().into());
    }
    let total = sums.total().map_err(|error| Stop::Said(error.to_string()))?;
    map.insert("total".to_owned(), total.get().into());
    Ok(map.into())
}

fn list_json(list: &ClaimList) -> Result<Value, Stop> {
    let row = |row: &ClaimRow| {
        let item = &row.item;
        json!({
            "id": item.id, "party": row.party, "document": item.document, "receivable": row.receivable, "debtor": item.debtor,
            "creditor": item.creditor, "date": item.date, "due": item.due, "age": age(row.age).0, "amount": item.amount.get(),
            "open": item.open.get(), "disputed": item.disputed.get(), "reserved": item.reserved.get(), "confirmed": item.confirmed,
            "consignment": item.nature == Nature::Consignment,
        })
    };
    let rows: Vec<Value> = list.rows.iter().map(row).collect();
    Ok(json!({ "on": list.on, "claims": rows, "payable": sums_json(&list.payable)?, "receivable": sums_json(&list.receivable)? }))
}

fn list_words(list: &ClaimList) -> String {
    let mut text = Vec::new();
    for row in &list.rows {
        let (item, way) = (&row.item, if row.receivable { "piutang" } else { "utang" });
        let mut marks = String::new();
        for (amount, word) in [(item.disputed, "disengketakan"), (item.reserved, "dijanjikan")] {
            if amount > Rupiah::ZERO {
                marks.push_str(&format!(", {word} Rp {amount}"));
            }
        }
        if !item.confirmed {
            marks.push_str(", belum dijawab");
        }
        text.push(format!(
            "{} {:<8} {:<12} {:<16} Rp {:>14}  {}{marks}",
            item.due,
            way,
            row.party,
            item.document,
            item.open.to_string(),
            age(row.age).1
        ));
    }
    for (sums, way) in [(&list.payable, "utang"), (&list.receivable, "piutang")] {
        let parts = Ageing::ALL.into_iter().zip(sums.0).filter(|(_, amount)| !amount.is_zero());
        let parts: Vec<String> = parts.map(|(place, amount)| format!("{} Rp {amount}", age(place).1)).collect();
        if !parts.is_empty() {
            text.push(format!("{way}: {}", parts.join(", ")));
        }
    }
    if text.is_empty() { "tidak ada tagihan yang terbuka".to_owned() } else { text.join("\n") }
}
