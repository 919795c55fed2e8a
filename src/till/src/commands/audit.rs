//! `sokoguru audit`

use app::App;
use app::audit::AuditFilter;
use serde_json::json;

use crate::cli::Audit;
use crate::output::{Output, Stop};

pub(super) fn run(app: &App, asked: Audit, output: Output) -> Result<(), Stop> {
    let filter = AuditFilter {
        from: asked.from,
        to: asked.to,
        actor: asked.actor,
        kind: asked.kind,
        text: asked.text.unwrap_or_default(),
        limit: asked.limit,
    };
    let rows = app.audit(&filter)?;
    let answer: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({
                "pos": row.pos, "at": row.at.to_rfc3339(), "record_id": row.record_id, "origin": row.origin, "kind": row.kind,
                "who": row.who.0, "name": row.who.1, "what": row.what, "why": row.why, "before": row.before, "after": row.after,
            })
        })
        .collect();
    output.answer(&answer, || {
        let line = |row: &app::audit::AuditRow| {
            let why = if row.why.is_empty() { String::new() } else { format!(" ({})", row.why) };
            format!("{} {:<12} {}{why}", row.at.format("%Y-%m-%d %H:%M:%S"), row.who.1, row.what)
        };
        rows.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}
