//! `sokoguru documents`

use std::fs;
use std::path::{Path, PathBuf};

use app::App;
use app::files::{make_folder, words, write_whole};
use app::trade::TakenDocument;
use serde_json::{Value, json};

use crate::cli::Documents;
use crate::output::{Output, Stop, read_file};

/// What files of documents end with: our own, and those of other programs (UBL).
const ENDINGS: [&str; 2] = ["dokumen", "xml"];

pub(crate) fn run(app: &mut App, asked: Documents, output: Output) -> Result<(), Stop> {
    match asked {
        Documents::Export { folder } => export(app, &folder, output),
        Documents::Import { folder } => import(app, &folder, output),
        Documents::Show { number, out } => show(app, &number, out.as_deref(), output),
    }
}

fn show(app: &App, number: &str, out: Option<&Path>, output: Output) -> Result<(), Stop> {
    let Some(path) = out else {
        let (sheet, _) = app.document_sheet(number, None)?;
        return output.answer(&sheet, || sheet.text());
    };
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let bytes = match ending.as_deref() {
        Some("pdf") => {
            let (sheet, head) = app.document_sheet(number, None)?;
            sheet.pdf(&head)?
        }
        Some("xml") => app.document_ubl(number, None)?.into_bytes(),
        _ => return Err(Stop::Said(format!("{}: akhiran berkas harus .pdf atau .xml", path.display()))),
    };
    write_whole(path, &bytes)?;
    let told = path.display().to_string();
    output.answer(&json!({ "file": told }), || format!("tersimpan: {told}"))
}

fn told(path: &Path, error: &std::io::Error) -> Stop {
    Stop::Said(format!("{}: {}", path.display(), words(error)))
}

fn export(app: &App, folder: &Path, output: Output) -> Result<(), Stop> {
    let files = app.document_files(None)?;
    make_folder(folder)?;
    let mut rows = Vec::new();
    for file in &files {
        let path = folder.join(&file.name);
        write_whole(&path, &file.bytes)?;
        rows.push(json!({ "party": file.party, "file": path.display().to_string(), "documents": file.documents }));
    }
    output.answer(&rows, || {
        let lines = files.iter().map(|file| format!("{}: {} dokumen di {}", file.party, file.documents, file.name));
        let lines: Vec<String> = lines.collect();
        if lines.is_empty() { "belum ada dokumen untuk pihak lain".to_owned() } else { lines.join("\n") }
    })
}

fn import(app: &mut App, folder: &Path, output: Output) -> Result<(), Stop> {
    let mut files = Vec::new();
    for path in paths(folder)? {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, read_file(&path)?));
    }
    let taken = app.take_folder(&files, None)?;
    // In a folder lies what is for others; a file that somebody names and that holds nothing for this shop is the wrong one.
    let strange = folder.is_file() && taken.iter().all(TakenDocument::is_for_others);
    let passed = |one: &TakenDocument| one.is_for_others() && !strange;
    let refused: Vec<&TakenDocument> = taken.iter().filter(|one| one.refused.is_some() && !passed(one)).collect();
    let new: Vec<&TakenDocument> = taken.iter().filter(|one| one.new).collect();
    let others = taken.iter().filter(|one| passed(one)).count();
    let known = taken.len() - refused.len() - new.len() - others;
    let named = |one: &&TakenDocument| json!({ "number": one.number, "kind": one.words });
    let why = |one: &&TakenDocument| {
        let why = one.refused.as_ref().map(ToString::to_string).unwrap_or_default();
        json!({ "number": one.number, "kind": one.words, "why": why })
    };
    let answer = json!({
        "files": files.len(), "new": new.iter().map(named).collect::<Vec<Value>>(), "known": known, "for_others": others,
        "refused": refused.iter().map(why).collect::<Vec<Value>>(),
    });
    output.answer(&answer, || {
        let mut text: Vec<String> = new.iter().map(|one| format!("{} {} dimuat", one.words, one.number)).collect();
        text.push(format!("{} berkas: {} dokumen baru, {known} sudah ada, {} ditolak", files.len(), new.len(), refused.len()));
        text.join("\n")
    })?;
    let first = refused.first().and_then(|one| one.refused.as_ref()).map(ToString::to_string);
    match (first, refused.len()) {
        (None, _) => Ok(()),
        (Some(why), 1) => Err(Stop::Said(why)),
        (Some(why), more) => Err(Stop::Said(format!("{why} (dan {} dokumen lain ditolak)", more - 1))),
    }
}

/// The files of a folder by name, or the one file.
fn paths(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| told(folder, &error))? {
        let path = entry.map_err(|error| told(folder, &error))?.path();
        if path.is_file() && path.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}
