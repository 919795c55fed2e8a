//! `sokoguru report` and `sokoguru export`

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use app::App;
use app::books::Dialect;
use domain::{Quantity, Rupiah};
use serde_json::{Map, json};

use crate::cli::Report;
use crate::output::{Output, Stop, io_words};

pub(super) fn report(app: &App, report: &Report, output: Output) -> Result<(), Stop> {
    match report {
        Report::TrialBalance => trial_balance(app, output),
        Report::Stock => stock(app, output),
        Report::Sales { from, to } => sales(app, *from, *to, output),
    }
}

fn trial_balance(app: &App, output: Output) -> Result<(), Stop> {
    let rows = app.trial_balance()?;
    let debit: i64 = rows.iter().map(|row| row.debit).sum();
    let credit: i64 = rows.iter().map(|row| row.credit).sum();
    let accounts: Vec<_> = rows
        .iter()
        .map(|row| json!({ "code": row.code, "name": row.name, "debit": row.debit, "credit": row.credit, "balance": row.debit - row.credit }))
        .collect();
    output.answer(&json!({ "accounts": accounts, "debit": debit, "credit": credit }), || {
        let line = |code: &str, name: &str, debit: i64, credit: i64| {
            let (debit, credit) = (Rupiah::new(debit), Rupiah::new(credit));
            let balance = debit.minus(credit).unwrap_or_default();
            format!("{code:<6} {name:<36} {:>18} {:>18} {:>18}", debit.to_string(), credit.to_string(), balance.to_string())
        };
        let head = format!("{:<6} {:<36} {:>18} {:>18} {:>18}", "Akun", "Nama", "Debit", "Kredit", "Saldo");
        let body = rows.iter().map(|row| line(&row.code, &row.name, row.debit, row.credit));
        let lines: Vec<String> = std::iter::once(head).chain(body).chain([line("", "Jumlah", debit, credit)]).collect();
        lines.join("\n")
    })
}

fn stock(app: &App, output: Output) -> Result<(), Stop> {
    let rows = app.stock_report()?;
    let answer: Vec<_> = rows
        .iter()
        .map(|row| json!({ "sku": row.sku, "name": row.name, "owner": row.owner, "quantity_milli": row.quantity.get(), "value": row.value.get() }))
        .collect();
    output.answer(&answer, || {
        let line = |sku: &str, name: &str, quantity: Quantity, value: Rupiah| {
            format!("{sku:<12} {name:<40.40} {:>14} {:>18}", quantity.to_string(), value.to_string())
        };
        let head = format!("{:<12} {:<40} {:>14} {:>18}", "SKU", "Nama", "Jumlah", "Nilai");
        let lines: Vec<String> =
            std::iter::once(head).chain(rows.iter().map(|row| line(&row.sku, &row.name, row.quantity, row.value))).collect();
        lines.join("\n")
    })
}

fn sales(app: &App, from: Option<chrono::NaiveDate>, to: Option<chrono::NaiveDate>, output: Output) -> Result<(), Stop> {
    let days = app.sales_report(from, to)?;
    let answer: Vec<_> = days
        .iter()
        .map(|day| {
            let tenders: Map<_, _> = day.tenders.iter().map(|(kind, amount)| (kind.clone(), json!(amount))).collect();
            json!({
                "date": day.date, "sales": day.sales, "lines": day.lines, "gross": day.gross, "discount": day.discount,
                "rounding": day.rounding, "net": day.net, "tax": day.tax, "cost": day.cost, "tenders": tenders,
            })
        })
        .collect();
    output.answer(&answer, || {
        let head = format!(
            "{:<10} {:>6} {:>6} {:>15} {:>12} {:>10} {:>15} {:>13} {:>15}",
            "Tanggal", "Nota", "Baris", "Kotor", "Potongan", "Bulat", "Bersih", "PPN", "HPP"
        );
        let money = |amount: i64| Rupiah::new(amount).to_string();
        let line = |day: &store::sale::DayRow| {
            format!(
                "{:<10} {:>6} {:>6} {:>15} {:>12} {:>10} {:>15} {:>13} {:>15}",
                day.date.to_string(),
                day.sales,
                day.lines,
                money(day.gross),
                money(day.discount),
                money(day.rounding),
                money(day.net),
                money(day.tax),
                money(day.cost)
            )
        };
        let lines: Vec<String> = std::iter::once(head).chain(days.iter().map(line)).collect();
        lines.join("\n")
    })
}

pub(super) fn export(app: &App, dialect: &str, file: Option<&Path>) -> Result<(), Stop> {
    let dialect = if dialect == "hledger" { Dialect::Hledger } else { Dialect::Beancount };
    let Some(path) = file else {
        let mut out = BufWriter::new(io::stdout().lock());
        app.export_books(dialect, &mut out)?;
        return out.flush().map_err(|error| Stop::Said(io_words(&error)));
    };
    let said = |error: &io::Error| Stop::Said(format!("{}: {}", path.display(), io_words(error)));
    let mut out = BufWriter::new(File::create(path).map_err(|error| said(&error))?);
    app.export_books(dialect, &mut out)?;
    out.flush().map_err(|error| said(&error))
}
