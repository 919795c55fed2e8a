//! `sokoguru verify` and `sokoguru rebuild`

use app::App;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use crate::output::{Output, Stop};

pub(super) fn verify(app: &App, output: Output) -> Result<(), Stop> {
    let bar = bar("memeriksa");
    let findings = app.verify(|done, total| step(&bar, done, total))?;
    bar.finish_and_clear();
    let list: Vec<&str> = findings.iter().map(|finding| finding.0.as_str()).collect();
    output.answer(&json!({ "ok": list.is_empty(), "findings": list }), || {
        if list.is_empty() { "Semua cocok: rantai, tanda tangan, jurnal, akun kontrol, proyeksi.".to_owned() } else { list.join("\n") }
    })?;
    if list.is_empty() { Ok(()) } else { Err(Stop::Said(format!("{} temuan; jangan hapus apa pun, simpan salinan berkasnya", list.len()))) }
}

pub(super) fn rebuild(app: &mut App, output: Output) -> Result<(), Stop> {
    let bar = bar("membangun ulang");
    let records = app.rebuild(|done, total| step(&bar, done, total))?;
    bar.finish_and_clear();
    output.answer(&json!({ "records": records }), || format!("Dibangun ulang dari {records} catatan."))
}

/// Shown on a terminal only.
pub(super) fn bar(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len}") {
        bar.set_style(style);
    }
    bar.set_message(what);
    bar
}

pub(super) fn step(bar: &ProgressBar, done: u64, total: u64) {
    if done == 1 || done.is_multiple_of(256) || done == total {
        bar.set_length(total);
        bar.set_position(done);
    }
}
