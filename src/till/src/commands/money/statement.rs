//! `sokoguru statement`

use app::App;
use app::trade::money::Comparison;
use domain::settlement::{Statement as Made, StatementLine, hex};
use serde_json::{Value, json};

use crate::cli::Statement;
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: Statement, output: Output) -> Result<(), Stop> {
    match asked {
        Statement::Make { party, to } => {
            let made = app.make_statement(&party, to, None)?;
            let mut answer = statement_json(&made.statement);
            answer["document"] = made.document.clone().into();
            answer["balance"] = made.balance.get().into();
            answer["agreed"] = made.agreed.into();
            output.answer(&answer, || {
                let word = if made.agreed { "disepakati" } else { "menunggu rekening koran pihak lain" };
                format!(
                    "rekening koran {} sampai {to}: {} tagihan, saldo Rp {}, {word}",
                    made.document,
                    made.statement.lines.len(),
                    made.balance
                )
            })
        }
        Statement::Compare { file } => {
            let compared = app.compare_statement(&read_file(&file)?, None)?;
            output.answer(&compared_json(&compared), || compared_words(&compared))
        }
    }
}

fn line_json(line: &StatementLine) -> Value {
    json!({
        "claim": line.claim, "document": line.document, "debtor": line.debtor, "date": line.date, "due": line.due, "amount": line.amount.get(),
        "open": line.open.get(),
    })
}

fn statement_json(statement: &Made) -> Value {
    json!({
        "parties": statement.parties, "to": statement.upto, "number": statement.number, "previous": hex(&statement.previous),
        "hash": hex(&statement.hash()), "claims": statement.lines.iter().map(line_json).collect::<Vec<_>>(),
    })
}

fn compared_json(compared: &Comparison) -> Value {
    let lines = |lines: &[StatementLine]| lines.iter().map(line_json).collect::<Vec<_>>();
    let unlike: Vec<Value> =
        compared.differences.unlike.iter().map(|(ours, theirs)| json!({ "ours": line_json(ours), "theirs": line_json(theirs) })).collect();
    json!({
        "party": compared.party, "document": compared.document, "equal": compared.equal, "agreed": compared.agreed,
        "ours": statement_json(&compared.ours), "theirs": statement_json(&compared.theirs),
        "only_ours": lines(&compared.differences.ours), "only_theirs": lines(&compared.differences.theirs), "unlike": unlike,
    })
}

fn compared_words(compared: &Comparison) -> String {
    let to = compared.theirs.upto;
    if compared.equal {
        let word = if compared.agreed { "disepakati" } else { "cocok; buat juga milik toko dengan «sokoguru statement make»" };
        return format!("rekening koran {} dari {} sampai {to}: {word}", compared.document, compared.party);
    }
    let mut text = vec![format!("rekening koran {} dari {} sampai {to} berbeda:", compared.document, compared.party)];
    let one = |line: &StatementLine| format!("{} jatuh tempo {} Rp {} terbuka Rp {}", line.document, line.due, line.amount, line.open);
    text.extend(compared.differences.ours.iter().map(|line| format!("  hanya di sini: {}", one(line))));
    text.extend(compared.differences.theirs.iter().map(|line| format!("  hanya di sana: {}", one(line))));
    text.extend(compared.differences.unlike.iter().map(|(ours, theirs)| format!("  di sini {}; di sana {}", one(ours), one(theirs))));
    text.join("\n")
}
