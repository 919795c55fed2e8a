//! The commands of the stock room.

mod consign;
mod count;
mod goods;
mod moves;
mod receive;

pub(super) use consign::run as consign;
pub(super) use count::run as count;
pub(super) use goods::{export, labels, price, product, reorder};
pub(super) use moves::run as moves;
pub(super) use receive::run as receive;

use app::stock::{MoveItem, Moved};
use domain::Quantity;
use domain::goods::Owner;
use serde_json::{Value, json};

use crate::cli::Goods;
use crate::output::Stop;

/// `CODE` or `CODE=QTY`.
pub(super) fn items(texts: &[String]) -> Result<Vec<MoveItem>, Stop> {
    let item = |text: &String| {
        let (code, quantity) = text.rsplit_once('=').unwrap_or((text, "1"));
        let quantity = Quantity::parse(quantity).map_err(|error| Stop::Said(format!("jumlah «{quantity}»: {error}")))?;
        Ok(MoveItem { code: code.trim().to_owned(), quantity, ..MoveItem::default() })
    };
    texts.iter().map(item).collect()
}

/// The goods of a command with what was said of all of them.
fn goods_of(goods: &Goods) -> Result<Vec<MoveItem>, Stop> {
    let owner = goods.owner.as_deref().map(owner).transpose()?;
    let mut items = items(&goods.items)?;
    for item in &mut items {
        (item.owner, item.expiry, item.lot) = (owner.clone(), goods.expiry, goods.lot.clone());
    }
    Ok(items)
}

fn owner(word: &str) -> Result<Owner, Stop> {
    Owner::parse(word).ok_or_else(|| Stop::Fault(app::stock::StockRefusal::NoSuchOwner(word.to_owned()).into()))
}

/// The JSON of goods that moved: a contract.
fn moved_json(done: &Moved) -> Value {
    let moved = &done.moved;
    let lines: Vec<_> = moved
        .lines
        .iter()
        .map(|line| {
            json!({
                "sku": line.sku, "name": line.name, "owner": line.owner.word(), "from": line.from.map(|place| place.word()),
                "to": line.to.map(|place| place.word()), "quantity_milli": line.quantity.get(), "value": line.value.get(),
                "variance": line.variance.get(), "payable": line.payable.get(), "expiry": line.expiry, "lot": line.lot,
            })
        })
        .collect();
    json!({
        "record_id": done.record_id, "kind": moved.kind.word(), "date": moved.business_date, "reason": moved.reason, "party": moved.party,
        "reference": moved.reference, "by": moved.by, "lines": lines,
    })
}

fn moved_words(done: &Moved) -> String {
    let mut text = vec![format!("{}: {}  ({})", done.moved.kind.name(), done.moved.reason, done.record_id)];
    for line in &done.moved.lines {
        let way = format!("{} -> {}", line.from.map_or("luar", |place| place.word()), line.to.map_or("keluar", |place| place.word()));
        text.push(format!("  {:>10}  {:<32} {way}  Rp {}", line.quantity.to_string(), line.name, line.value));
    }
    text.join("\n")
}
