//! `sokoguru report` and `sokoguru export`

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use app::App;
use app::books::{DayRow, Dialect, Format, Sheet, Watch};
use app::files::{words, write_as_it_comes};
use domain::staff::Right;
use serde_json::{Map, Value, json};

use super::proof::bar;
use crate::cli::{Report, ReportArgs};
use crate::output::{Output, Stop};

pub(super) fn report(app: &mut App, asked: &ReportArgs, output: Output) -> Result<(), Stop> {
    let format = asked.format.as_deref().and_then(Format::parse);
    let format = format.unwrap_or(if output.json { Format::Json } else { Format::Text });
    if let Some(path) = &asked.out {
        let sheet = compute(app, asked)?;
        app.save_report(&sheet, format, path)?;
        let answer = json!({ "report": sheet.name, "rows": sheet.rows.len(), "file": path });
        return output.answer(&answer, || format!("{}: {} baris ditulis ke {}", sheet.title.id, sheet.rows.len(), path.display()));
    }
    if asked.print {
        let sheet = compute(app, asked)?;
        app.print_report(&sheet)?;
        return output.answer(&json!({ "report": sheet.name, "printed": true }), || format!("{} masuk antrean cetak", sheet.title.id));
    }
    if format == Format::Json
        && let Some(answer) = first_contract(app, asked)?
    {
        return output.json(&answer);
    }
    if matches!(format, Format::Text | Format::Paper)
        && let Some(lines) = shift_paper(app, &asked.which)?
    {
        return output.line(&lines.join("\n"));
    }
    if format.is_binary() && io::stdout().is_terminal() {
        return Err(Stop::Said(format!("{} bukan untuk layar; tulis ke berkas dengan --out", format.word())));
    }
    let sheet = compute(app, asked)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match app.write_report(&sheet, format, &mut out) {
        // `sokoguru report ... | head` is nobody's fault.
        Err(app::Fault::File { source, .. }) if source.kind() == io::ErrorKind::BrokenPipe => return Err(Stop::Silent),
        done => done?,
    }
    out.flush().map_err(|error| match error.kind() {
        io::ErrorKind::BrokenPipe => Stop::Silent,
        _ => Stop::Said(words(&error)),
    })
}

/// The report of the command.
fn compute(app: &App, asked: &ReportArgs) -> Result<Sheet, Stop> {
    match &asked.which {
        Report::Count { id } => return Ok(app.count_sheet(id)?),
        Report::Consign { partner } => return Ok(app.statement_sheet(partner, (asked.from, asked.to))?),
        Report::Reorder { days } => return Ok(app.order_sheet(*days, None)?),
        _ => {}
    }
    let bar = bar("menghitung");
    bar.set_length(1_000);
    // A command is given up with Ctrl-C.
    let cancel = AtomicBool::new(false);
    let mut tell = |thousandths: u32| bar.set_position(thousandths.into());
    let sheet = app.report(&which(&asked.which), (asked.from, asked.to), None, &mut Watch::new(&cancel, &mut tell));
    bar.finish_and_clear();
    Ok(sheet?)
}

fn which(report: &Report) -> app::books::Report {
    use app::books::Report as Of;
    match report {
        Report::X => Of::X,
        Report::Z { number } => Of::Z(number.clone()),
        Report::Day => Of::Day,
        Report::Hours => Of::Hours,
        Report::Products => Of::Products,
        Report::Categories => Of::Categories,
        Report::Cashiers => Of::Cashiers,
        Report::Members => Of::Members,
        Report::Margin => Of::Margin,
        Report::Tenders => Of::Tenders,
        Report::Tax => Of::Tax,
        Report::Cash => Of::Cash,
        Report::OverShort => Of::OverShort,
        Report::TrialBalance => Of::TrialBalance,
        Report::Stock { at } => at.map_or(Of::Stock, Of::StockAt),
        Report::Movements { sku } => Of::Movements(sku.clone()),
        Report::Valuation => Of::Valuation,
        Report::Expiry { days } => Of::Expiry(i64::from(*days)),
        Report::Shrink => Of::Shrink,
        Report::Slow => Of::Slow,
        // These are documents of the stock room and were made before.
        Report::Count { .. } | Report::Consign { .. } | Report::Reorder { .. } => Of::Stock,
        Report::Sales => Of::Sales,
        Report::Ledger { codes } => Of::Ledger(codes.clone()),
        Report::BalanceSheet => Of::BalanceSheet,
        Report::Phu => Of::Phu,
        Report::CashFlow => Of::CashFlow,
    }
}

/// X and Z have a form of their own on paper.
fn shift_paper(app: &App, report: &Report) -> Result<Option<Vec<String>>, Stop> {
    let columns = app.settings().profile.columns;
    Ok(match report {
        Report::X => Some(app.x_report(columns, None)?),
        Report::Z { number } => Some(app.z_report(number, columns)?.1),
        _ => None,
    })
}

/// The JSON of the three oldest reports is as it was from the first day: scripts read it.
fn first_contract(app: &App, asked: &ReportArgs) -> Result<Option<Value>, Stop> {
    let wanted = match asked.which {
        Report::TrialBalance => asked.from.is_none() && asked.to.is_none(),
        Report::Stock { at: None } | Report::Sales => true,
        _ => false,
    };
    if !wanted {
        return Ok(None);
    }
    // Rights are checked there; who may not see what goods cost does not see it here.
    let sheet = compute(app, asked)?;
    let shown = |key: &str| sheet.columns.iter().any(|column| column.key == key);
    let mut answer = match asked.which {
        Report::TrialBalance => trial_balance(app)?,
        Report::Stock { .. } => stock(app)?,
        _ => app.sales_report(asked.from, asked.to)?.iter().map(day).collect(),
    };
    for (key, of) in [("cost", Report::Sales), ("value", Report::Stock { at: None })] {
        if asked.which == of && !shown(key) {
            answer.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut).for_each(|row| {
                row.remove(key);
            });
        }
    }
    Ok(Some(answer))
}

fn trial_balance(app: &App) -> Result<Value, Stop> {
    let rows = app.trial_balance()?;
    let debit: i64 = rows.iter().map(|row| row.debit).sum();
    let credit: i64 = rows.iter().map(|row| row.credit).sum();
    let accounts: Vec<_> = rows
        .iter()
        .map(|row| json!({ "code": row.code, "name": row.name, "debit": row.debit, "credit": row.credit, "balance": row.debit - row.credit }))
        .collect();
    Ok(json!({ "accounts": accounts, "debit": debit, "credit": credit }))
}

fn stock(app: &App) -> Result<Value, Stop> {
    let row = |row: &store::stock::StockRow| json!({ "sku": row.sku, "name": row.name, "owner": row.owner, "quantity_milli": row.quantity.get(), "value": row.value.get() });
    Ok(app.stock_report()?.iter().map(row).collect())
}

fn day(day: &DayRow) -> Value {
    let tenders: Map<_, _> = day.tenders.iter().map(|(kind, amount)| (kind.clone(), json!(amount))).collect();
    json!({
        "date": day.date, "sales": day.sales, "returns": day.returns, "lines": day.lines, "gross": day.gross, "discount": day.discount,
        "rounding": day.rounding, "net": day.net, "returned": day.returned, "tax": day.tax, "cost": day.cost, "late": day.late, "tenders": tenders,
    })
}

pub(super) fn export(app: &App, dialect: &str, file: Option<&Path>) -> Result<(), Stop> {
    let dialect = if dialect == "hledger" { Dialect::Hledger } else { Dialect::Beancount };
    let Some(path) = file else {
        let mut out = BufWriter::new(io::stdout().lock());
        app.export_books(dialect, &mut out)?;
        return out.flush().map_err(|error| Stop::Said(words(&error)));
    };
    // Nobody who may not have the books empties a file that is there.
    app.require(Right::SeeCost)?;
    Ok(write_as_it_comes(path, |out| app.export_books(dialect, out))?)
}
