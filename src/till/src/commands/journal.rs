//! `sokoguru journal`

use app::App;
use app::books::Draft;
use domain::Rupiah;
use domain::ledger::{EntryLine, TEMPLATES, name};
use serde_json::json;
use uuid::Uuid;

use super::second::allowed;
use super::shift::rupiah;
use crate::cli::Journal;
use crate::output::{Output, Stop};

pub(super) fn run(app: &mut App, journal: Journal, output: Output) -> Result<(), Stop> {
    match journal {
        Journal::Post { date, memo, debit, credit, second } => {
            let mut lines = Vec::new();
            for text in &debit {
                lines.push(line(text, 1)?);
            }
            for text in &credit {
                lines.push(line(text, -1)?);
            }
            let draft = Draft { date, memo, template: String::new(), lines };
            let id = allowed(app, &second, &format!("Jurnal {}", draft.memo), |app, approval| app.post_journal(&draft, approval))?;
            told(id, output)
        }
        Journal::Template { key, amount, choice, date, memo, second } => {
            let (amount, memo) = (rupiah(&amount)?, memo.unwrap_or_default());
            let id = allowed(app, &second, &format!("Jurnal {key} Rp {amount}"), |app, approval| {
                app.post_template(&key, amount, choice.as_deref(), date, &memo, approval)
            })?;
            told(id, output)
        }
        Journal::Templates => {
            let rows: Vec<_> = TEMPLATES
                .iter()
                .map(|template| json!({ "key": template.key, "name": template.name, "debit": template.debit, "credit": template.credit, "choices": template.choices }))
                .collect();
            output.answer(&rows, || {
                let words = TEMPLATES.iter().map(|template| format!("{:<20} {}", template.key, template.name));
                words.collect::<Vec<_>>().join("\n")
            })
        }
        Journal::Reverse { record, reason, second } => {
            let record = Uuid::parse_str(&record).map_err(|_| Stop::Said(format!("«{record}» bukan nomor catatan")))?;
            let id = allowed(app, &second, "Balik jurnal", |app, approval| app.reverse_journal(record, &reason, approval))?;
            told(id, output)
        }
        Journal::List { all, limit } => list(app, all, limit, output),
    }
}

fn told(id: Uuid, output: Output) -> Result<(), Stop> {
    output.answer(&json!({ "record_id": id }), || format!("jurnal {id} ditulis"))
}

fn list(app: &App, all: bool, limit: usize, output: Output) -> Result<(), Stop> {
    let journals = app.journals(!all, limit)?;
    let rows: Vec<_> = journals
        .iter()
        .map(|journal| {
            let lines: Vec<_> = journal
                .lines
                .iter()
                .map(|(account, sub, amount)| json!({ "account": account, "name": name(account), "sub": sub, "amount": amount }))
                .collect();
            json!({
                "pos": journal.pos, "record_id": journal.record_id, "date": journal.date, "late": journal.late, "text": journal.text,
                "by": journal.by, "reversed": journal.reversed, "lines": lines,
            })
        })
        .collect();
    output.answer(&rows, || {
        let mut text = Vec::new();
        for journal in &journals {
            text.push(format!("{} {} {}", journal.date, journal.record_id, journal.text));
            for (account, sub, amount) in &journal.lines {
                text.push(format!("    {account} {} {sub} {}", name(account), Rupiah::new(*amount)));
            }
        }
        text.join("\n")
    })
}

/// `CODE=N`
fn line(text: &str, side: i64) -> Result<EntryLine, Stop> {
    let (account, amount) =
        text.split_once('=').ok_or_else(|| Stop::Said(format!("«{text}»: tulis KODE=JUMLAH, misalnya 6-120=150000")))?;
    let amount: i64 = amount.trim().replace('.', "").parse().map_err(|_| Stop::Said(format!("jumlah «{amount}» bukan angka rupiah")))?;
    if amount <= 0 {
        return Err(Stop::Said(format!("jumlah «{amount}» harus lebih dari nol")));
    }
    Ok(EntryLine { account: account.trim().to_owned(), sub: String::new(), amount: Rupiah::new(amount * side) })
}
