//! `sokoguru import products|members`

use app::App;
use serde_json::json;

use crate::cli::Import;
use crate::output::{Output, Stop, read_file};

pub(super) fn run(app: &mut App, what: &Import, output: Output) -> Result<(), Stop> {
    let (imported, dry_run) = match what {
        Import::Products { file, dry_run } => (app.import_products(&read_file(file)?, *dry_run)?, *dry_run),
        Import::Members { file, dry_run } => (app.import_members(&read_file(file)?, *dry_run)?, *dry_run),
    };
    let changes: Vec<_> = imported
        .changes
        .iter()
        .map(|edit| json!({ "sku": edit.sku, "field": edit.field, "before": edit.before, "after": edit.after }))
        .collect();
    let answer = json!({
        "added": imported.added,
        "changed": imported.changed,
        "unchanged": imported.unchanged,
        "stocked": imported.stocked,
        "warnings": imported.warnings,
        "changes": changes,
        "dry_run": dry_run,
    });
    output.answer(&answer, || {
        let head = if dry_run { "Uji coba, tidak ada yang diubah: " } else { "" };
        let mut text = format!(
            "{head}{} baru, {} berubah, {} tetap, {} stok awal",
            imported.added, imported.changed, imported.unchanged, imported.stocked
        );
        for edit in imported.changes.iter().filter(|_| dry_run) {
            text.push_str(&format!("\n  {} {}: «{}» menjadi «{}»", edit.sku, edit.field, edit.before, edit.after));
        }
        for warning in &imported.warnings {
            text.push_str(&format!("\nperhatian: {warning}"));
        }
        text
    })
}
