//! From a sale to a job in the queue, inside the sale's own transaction.

use domain::receipt::{Extras, Piece, Style, layout};
use domain::sale::Sale;
use hardware::escpos::{Document, Element, Emphasis, Profile, drawer_pulse, encode};
use sha2::{Digest, Sha256};
use store::print_queue::{JobKind, NewJob, add};
use store::{Stamp, Tx};
use uuid::Uuid;

use crate::{Fault, Settings};

/// Puts the receipt of a sale into the queue; `None` when the shop has no printer.
pub(crate) fn enqueue_receipt(
    tx: &Tx<'_>,
    settings: &Settings,
    sale: &Sale,
    extras: &Extras,
    stamp: Stamp,
) -> Result<Option<String>, Fault> {
    if settings.printer.is_none() {
        return Ok(None);
    }
    let bytes = receipt_bytes(settings, sale, extras, &settings.profile)?;
    let id = Uuid::now_v7().to_string();
    let job = Made { id: &id, kind: JobKind::Receipt, receipt: Some(&sale.receipt), copy: extras.copy };
    put(tx, settings, &job, &bytes, stamp)?;
    Ok(Some(id))
}

/// Puts the drawer's pulse into the queue: a job of its own, tried once.
pub(crate) fn enqueue_drawer(tx: &Tx<'_>, settings: &Settings, receipt: &str, stamp: Stamp) -> Result<(), Fault> {
    if settings.printer.is_none() || !settings.drawer {
        return Ok(());
    }
    let id = Uuid::now_v7().to_string();
    let job = Made { id: &id, kind: JobKind::Drawer, receipt: Some(receipt), copy: false };
    put(tx, settings, &job, &drawer_pulse(&settings.profile), stamp)
}

/// Puts paper other than a receipt into the queue (a report, a slip); `None` when the shop has no printer.
/// `what` is shown in the list of what waits.
pub(crate) fn enqueue_paper(
    tx: &Tx<'_>,
    settings: &Settings,
    what: &str,
    pieces: Vec<Piece>,
    copy: bool,
    stamp: Stamp,
) -> Result<Option<String>, Fault> {
    if settings.printer.is_none() {
        return Ok(None);
    }
    let bytes = encode(&document(settings, pieces), &settings.profile).map_err(|error| Fault::Defect(error.to_string()))?;
    let id = Uuid::now_v7().to_string();
    put(tx, settings, &Made { id: &id, kind: JobKind::Paper, receipt: Some(what), copy }, &bytes, stamp)?;
    Ok(Some(id))
}

/// Puts a document that is laid out already into the queue.
pub(crate) fn enqueue_document(tx: &Tx<'_>, settings: &Settings, what: &str, document: &Document, stamp: Stamp) -> Result<(), Fault> {
    let bytes = encode(document, &settings.profile).map_err(|error| Fault::Defect(error.to_string()))?;
    let id = Uuid::now_v7().to_string();
    put(tx, settings, &Made { id: &id, kind: JobKind::Paper, receipt: Some(what), copy: false }, &bytes, stamp)
}

/// A job before it is stored.
pub(super) struct Made<'a> {
    pub(super) id: &'a str,
    pub(super) kind: JobKind,
    pub(super) receipt: Option<&'a str>,
    pub(super) copy: bool,
}

pub(super) fn put(tx: &Tx<'_>, settings: &Settings, made: &Made<'_>, bytes: &[u8], stamp: Stamp) -> Result<(), Fault> {
    let link = settings.printer.as_ref().map(ToString::to_string).unwrap_or_default();
    let job = NewJob {
        id: made.id,
        kind: made.kind,
        receipt: made.receipt,
        copy: made.copy,
        profile: settings.profile.name,
        link: &link,
        bytes,
        sha256: Sha256::digest(bytes).into(),
        at: stamp.at.timestamp_millis(),
    };
    Ok(add(tx.connection(), &job)?)
}

/// The bytes of a receipt for a printer.
pub(super) fn receipt_bytes(settings: &Settings, sale: &Sale, extras: &Extras, profile: &Profile) -> Result<Vec<u8>, Fault> {
    let pieces = layout(sale, &settings.shop, extras, profile.columns)?;
    encode(&document(settings, pieces), profile).map_err(|error| Fault::Defect(error.to_string()))
}

fn document(settings: &Settings, pieces: Vec<Piece>) -> Document {
    let logo = settings.logo.clone().map(Element::Logo);
    let pieces = pieces.into_iter().map(|piece| match piece {
        Piece::Text(Style::Plain, text) => Element::Line(Emphasis::None, text),
        Piece::Text(Style::Bold, text) => Element::Line(Emphasis::Bold, text),
        Piece::Text(Style::Tall, text) => Element::Line(Emphasis::Tall, text),
        Piece::Qr(content) => Element::Qr(content),
    });
    logo.into_iter().chain(pieces).collect()
}

/// The bytes of a test page: what the printer is taken for, and everything a receipt uses.
pub(super) fn test_page(settings: &Settings) -> Result<Vec<u8>, Fault> {
    let link = settings.printer.as_ref().map(ToString::to_string).unwrap_or_default();
    hardware::escpos::test_page(&settings.profile, &settings.shop.name, &link).map_err(|error| Fault::Defect(error.to_string()))
}
