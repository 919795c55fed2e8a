//! The commands of buying from and selling to others.

mod catalogue;
mod delivery;
mod invoice;
mod order;
mod party;

pub(super) use catalogue::run as catalogue;
pub(super) use delivery::run as delivery;
pub(super) use invoice::run as invoice;
pub(super) use order::run as order;
pub(super) use party::run as party;

use std::path::Path;

use app::App;
use app::files::write_whole;
use app::trade::TakenDocument;
use domain::{Quantity, Rupiah};
use record::document::Document;
use serde_json::{Value, json};

use super::shift::rupiah;
use crate::output::{Output, Stop};

/// `CODE=PACKS[@PRICE]`; one pack when none is said.
struct Item {
    code: String,
    packs: Quantity,
    price: Option<Rupiah>,
}

fn item(text: &str) -> Result<Item, Stop> {
    let (goods, price) = match text.rsplit_once('@') {
        Some((goods, price)) => (goods, Some(rupiah(price)?)),
        None => (text, None),
    };
    let (code, packs) = goods.rsplit_once('=').unwrap_or((goods, "1"));
    Ok(Item { code: code.trim().to_owned(), packs: quantity(packs)?, price })
}

fn quantity(text: &str) -> Result<Quantity, Stop> {
    Quantity::parse(text).map_err(|error| Stop::Said(format!("jumlah «{text}»: {error}")))
}

fn document_json(document: &Document) -> Value {
    json!({ "id": document.id, "number": document.number, "kind": document.content.kind(), "date": document.date, "refers": document.refers })
}

/// Writes a document of the shop into a file, whole or not at all.
fn hand_over(app: &App, document: &Document, file: Option<&Path>) -> Result<(), Stop> {
    let Some(file) = file else { return Ok(()) };
    // It is said already, whether or not its file can be written here.
    let written = app.document_file(document.id, None).and_then(|bytes| write_whole(file, &bytes));
    written.map_err(|fault| {
        Stop::Said(format!("{} sudah dibuat, berkasnya belum: {fault}; pilih tempat lain dengan «documents export»", document.number))
    })
}

/// What became of the documents of a file; refused ones are told, and the command ends with another exit code than 0.
fn taken(documents: &[TakenDocument], output: Output) -> Result<(), Stop> {
    let row = |one: &TakenDocument| json!({ "number": one.number, "kind": one.words, "new": one.new, "refused": one.refused.as_ref().map(ToString::to_string) });
    let rows: Vec<Value> = documents.iter().map(row).collect();
    output.answer(&rows, || {
        let line = |one: &TakenDocument| match &one.refused {
            Some(fault) => format!("{} {}: {fault}", one.words, one.number),
            None if one.new => format!("{} {} dimuat", one.words, one.number),
            None => format!("{} {} sudah ada", one.words, one.number),
        };
        documents.iter().map(line).collect::<Vec<_>>().join("\n")
    })?;
    // A file that holds nothing for this shop was the wrong one.
    let strange = documents.iter().all(TakenDocument::is_for_others);
    let refused = documents.iter().filter(|one| strange || !one.is_for_others());
    let whys: Vec<String> = refused.filter_map(|one| one.refused.as_ref().map(ToString::to_string)).collect();
    match whys.as_slice() {
        [] => Ok(()),
        [why] => Err(Stop::Said(why.clone())),
        [why, rest @ ..] => Err(Stop::Said(format!("{why} (dan {} dokumen lain ditolak)", rest.len()))),
    }
}

/// Hundredths of a percent as people read them.
fn percent(hundredths: i64) -> String {
    let sign = if hundredths < 0 { "−" } else { "" };
    let size = hundredths.unsigned_abs();
    match size % 100 {
        0 => format!("{sign}{} %", size / 100),
        rest => format!("{sign}{},{rest:02} %", size / 100),
    }
}
