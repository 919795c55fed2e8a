//! `sokoguru receipt NUMBER`

use std::path::Path;

use app::App;
use app::files::write_whole;
use serde_json::json;

use crate::output::{Output, Stop};

pub(super) fn run(app: &App, number: &str, columns: Option<usize>, bytes: Option<&Path>, output: Output) -> Result<(), Stop> {
    if let Some(path) = bytes {
        let made = app.receipt_bytes(number, columns)?;
        write_whole(path, &made)?;
        return output
            .answer(&json!({ "bytes": made.len(), "file": path }), || format!("{} byte ditulis ke {}", made.len(), path.display()));
    }
    let receipt = app.receipt(number, columns.unwrap_or(app.settings().profile.columns))?;
    let answer = json!({ "receipt": receipt.sale.receipt, "record_id": receipt.record_id, "mark": receipt.mark, "qr": receipt.qr, "lines": receipt.lines });
    output.answer(&answer, || receipt.lines.join("\n"))
}
