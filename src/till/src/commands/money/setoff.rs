//! `sokoguru setoff`

use app::App;
use app::trade::money::SetoffView;
use serde_json::{Value, json};

use crate::cli::Setoff;
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: Setoff, output: Output) -> Result<(), Stop> {
    let views = match asked {
        Setoff::Accept { file } => app.accept_setoff_file(&read_file(&file)?, None)?,
        Setoff::List { party } => app.setoffs(party.as_deref())?,
        Setoff::Propose { party, cutoff, hours } => return one(&app.propose_setoff(&party, cutoff, hours, None)?, output),
        Setoff::Refuse { id, reason } => return one(&app.refuse_setoff(&id, &reason, None)?, output),
        Setoff::Commit { id } => return one(&app.commit_setoff(&id, None)?, output),
        Setoff::Void { id } => return one(&app.void_setoff(&id, None)?, output),
    };
    output.answer(&views.iter().map(view_json).collect::<Vec<_>>(), || {
        if views.is_empty() {
            return "belum ada perjumpaan utang".to_owned();
        }
        views.iter().map(words).collect::<Vec<_>>().join("\n")
    })
}

fn one(view: &SetoffView, output: Output) -> Result<(), Stop> {
    output.answer(&view_json(view), || words(view))
}

fn view_json(view: &SetoffView) -> Value {
    let setoff = &view.setoff;
    let parts: Vec<Value> = setoff
        .parts
        .iter()
        .zip(&view.parts)
        .map(|(part, (document, debtor, _))| json!({ "claim": part.claim, "document": document, "debtor": debtor, "amount": part.amount.get() }))
        .collect();
    json!({
        "id": setoff.id, "number": setoff.number, "party": view.party, "ours": view.ours, "state": setoff.state.word(), "date": setoff.date,
        "expires": setoff.expires.to_rfc3339(), "amount": setoff.amount.get(), "parts": parts,
    })
}

fn words(view: &SetoffView) -> String {
    let (setoff, way) = (&view.setoff, if view.ours { "dengan" } else { "dari" });
    let until = setoff.expires.format("%Y-%m-%d %H:%M");
    format!(
        "{} {way} {}: Rp {} dari {} tagihan, {}, berlaku sampai {until}",
        setoff.number,
        view.party,
        setoff.amount,
        view.parts.len(),
        setoff.state.words()
    )
}
