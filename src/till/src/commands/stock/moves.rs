//! `sokoguru move`

use app::App;
use app::files::{check_place, write_whole};
use app::stock::{MoveOrder, Moved, Recall};
use domain::Quantity;
use domain::goods::{MoveKind, Place};
use serde_json::json;
use uuid::Uuid;

use super::{goods_of, items, moved_json, moved_words, owner};
use crate::cli::{Goods, Move};
use crate::output::{Output, Stop, read_file};

pub(crate) fn run(app: &mut App, asked: Move, output: Output) -> Result<(), Stop> {
    let moved = match asked {
        Move::Waste { goods, expired, aside } => {
            let kind = match (expired, aside) {
                (true, _) => MoveKind::Expired,
                (false, true) => MoveKind::Damaged,
                (false, false) => MoveKind::Waste,
            };
            app.write_off(kind, &order(&goods)?, None)?
        }
        Move::Use { goods } => app.use_goods(&order(&goods)?, None)?,
        Move::Unpack { code, count, repack } => {
            let count = Quantity::parse(&count).map_err(|error| Stop::Said(format!("jumlah «{count}»: {error}")))?;
            if repack { app.pack_boxes(&code, count, None)? } else { app.open_boxes(&code, count, None)? }
        }
        Move::Transfer { take: Some(file), .. } => app.take_shipment(&read_file(&file)?, None)?,
        Move::Transfer { arrived: Some(record), .. } => {
            let record = Uuid::parse_str(&record).map_err(|_| Stop::Said(format!("«{record}» bukan nomor catatan")))?;
            app.confirm_arrival(record, None)?
        }
        Move::Transfer { items: texts, to, out, .. } => {
            // Goods that are on their way without their file could not be taken in anywhere.
            out.as_deref().map_or(Ok(()), check_place)?;
            let sent = app.send_goods(&MoveOrder { items: items(&texts)?, party: to, ..MoveOrder::default() }, None)?;
            if let Some(path) = out {
                write_whole(&path, &app.shipment_file(sent.record_id)?)?;
            }
            sent
        }
        Move::SupplierReturn { goods, supplier, credited } => {
            if credited.as_ref().is_some_and(|note| note.trim().is_empty()) {
                return Err(Stop::Said("nomor nota kredit harus diisi".to_owned()));
            }
            let mut order = order(&goods)?;
            (order.party, order.reference) = (supplier, credited.clone().unwrap_or_default());
            app.return_to_supplier(&order, credited.is_some(), None)?
        }
        Move::Recall { sku, lot, owner: whose, reason, supplier } => {
            let what = match (whose, sku) {
                (Some(word), _) => Recall::Owner(owner(&word)?),
                (None, sku) => Recall::Product { sku: sku.unwrap_or_default(), lot },
            };
            return match app.recall(&what, &reason, &supplier, None)? {
                Some(moved) => told(&moved, output),
                None => output.answer(&json!({ "blocked": true, "lines": [] }), || "ditahan; tidak ada yang perlu dikembalikan".to_owned()),
            };
        }
        Move::Release { sku, lot, reason } => {
            app.release(&sku, lot.as_deref(), &reason, None)?;
            return output.answer(&json!({ "sku": sku, "lot": lot, "blocked": false }), || format!("{sku} dilepas; boleh dijual lagi"));
        }
    };
    told(&moved, output)
}

fn told(moved: &Moved, output: Output) -> Result<(), Stop> {
    output.answer(&moved_json(moved), || moved_words(moved))
}

fn order(goods: &Goods) -> Result<MoveOrder, Stop> {
    Ok(MoveOrder { items: goods_of(goods)?, reason: goods.reason.clone(), from: Place::parse(&goods.from), ..MoveOrder::default() })
}
