//! `sokoguru backup` and `sokoguru restore`

use std::path::Path;

use app::App;
use app::backup::{self, Done};
use chrono::{DateTime, Local};
use serde_json::json;

use super::proof::{bar, step};
use crate::output::{Output, Stop};

pub(super) fn make(app: &App, folder: Option<&Path>, output: Output) -> Result<(), Stop> {
    let bar = bar("menyalin");
    let made = app.backup(folder, |done, total| step(&bar, done, total))?;
    bar.finish_and_clear();
    let answer: Vec<_> = made.iter().map(json_of).collect();
    output.answer(&answer, || made.iter().map(line).collect::<Vec<_>>().join("\n"))
}

pub(super) fn list(app: &App, output: Output) -> Result<(), Stop> {
    let known = app.backups();
    let targets: Vec<_> = app.backup_targets().iter().map(|target| json!({ "folder": target.folder, "stick": target.stick })).collect();
    let answer = json!({ "backups": known.iter().map(json_of).collect::<Vec<_>>(), "targets": targets });
    output.answer(&answer, || {
        if known.is_empty() {
            return "Belum pernah dicadangkan; jalankan «sokoguru backup».".to_owned();
        }
        known.iter().map(line).collect::<Vec<_>>().join("\n")
    })
}

pub(super) fn restore(database: &Path, file: &Path, by: &str, force_older: bool, output: Output) -> Result<(), Stop> {
    let bar = bar("memeriksa");
    let restored = backup::restore(database, file, by, force_older, |done, total| step(&bar, done, total))?;
    bar.finish_and_clear();
    let answer = json!({
        "db": database, "shop": restored.shop, "till": restored.renewal.till, "epoch": restored.renewal.epoch, "records": restored.records,
        "lost": restored.lost, "aside": restored.aside, "made_at": time(restored.made_at), "fingerprint": restored.renewal.fingerprint,
    });
    output.answer(&answer, || {
        let mut lines =
            vec![format!("Dipulihkan: {} ({} catatan, dicadangkan {}).", restored.shop, restored.records, time(restored.made_at))];
        lines.push(format!("{}.", restored.renewal));
        if let Some(aside) = &restored.aside {
            lines.push(format!("Berkas yang tadinya di sini: {}.", aside.display()));
        }
        lines.push("Hitung uang di laci sebelum mulai menjual.".to_owned());
        lines.join("\n")
    })
}

fn json_of(done: &Done) -> serde_json::Value {
    json!({ "at": time(done.at), "file": done.file, "records": done.records, "bytes": done.bytes, "good": done.is_good(), "failure": done.failure })
}

fn line(done: &Done) -> String {
    if done.is_good() {
        format!("{}  {} catatan  {} byte  {}", time(done.at), done.records, done.bytes, done.file.display())
    } else {
        format!("{}  GAGAL di {}: {}", time(done.at), done.file.display(), done.failure)
    }
}

/// A time of this machine's zone.
pub(super) fn time(at: i64) -> String {
    DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&Local).format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}
