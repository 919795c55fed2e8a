//! The stock room: receiving, counting, goods.

pub mod consign;
pub mod count;
pub mod goods;
pub mod labels;
pub mod many;
pub mod moves;
pub mod ordering;
pub mod product;
pub mod receive;

use app::App;
use domain::catalogue::{Pack, Product, Unit};
use domain::{Quantity, Rupiah};

use crate::Language;
use crate::office::Pick;

/// `PCS`, `DUS 40`, `kg`: a pack with what is in it.
pub fn pack_words(product: &Product, pack: &Pack) -> String {
    match (product.unit, pack.factor) {
        (Unit::Kilogram, _) => "kg".to_owned(),
        (Unit::Piece, 1) => pack.code.clone(),
        (Unit::Piece, factor) => format!("{} {factor}", pack.code),
    }
}

/// Goods whose name fits a text, each pack by itself; the most sold ones for none. The id is the one of a tile
/// ([`crate::goods::parts`]). What is there is not told: whoever counts must not see it.
pub fn search(app: &App, text: &str, limit: usize, language: Language) -> Vec<Pick> {
    let text = text.trim();
    let found = if text.is_empty() { app.tiles(None, limit) } else { app.search_goods(text, limit) };
    let found = found.unwrap_or_default();
    let packs = found
        .iter()
        .filter(|found| !found.product.open_price)
        .flat_map(|found| found.product.packs.iter().map(move |pack| (&found.product, pack)));
    let pick = |(product, pack): (&Product, &Pack)| {
        let tile = crate::goods::tile(product, pack, None, language);
        Pick { id: tile.id, text: tile.name, detail: format!("{} · {}", pack_words(product, pack), product.sku) }
    };
    packs.map(pick).collect()
}

/// Rupiah that somebody typed as digits; nothing is nought.
pub fn amount(digits: &str) -> Rupiah {
    Rupiah::parse(digits).unwrap_or_default()
}

/// A quantity that somebody typed; nothing is nought.
pub fn quantity(typed: &str) -> Quantity {
    Quantity::parse(typed.trim().trim_end_matches(',')).unwrap_or_default()
}

/// A key of a number pad in a number that is typed: a digit, `00`, `000`, a comma where there are parts, or `back`.
/// `anew`: the first digit begins the number anew.
pub fn typed(text: &mut String, key: &str, anew: bool, parts: bool, most: usize) {
    match key {
        "back" => {
            text.pop();
        }
        "," if !parts => {}
        key => {
            if anew {
                text.clear();
            }
            if key == "," {
                if !text.contains(',') {
                    text.push_str(if text.is_empty() { "0," } else { "," });
                }
            } else if text.len() + key.len() <= most && text.split_once(',').is_none_or(|(_, places)| places.len() + key.len() <= 3) {
                let leading = matches!(text.as_str(), "" | "0") && key.bytes().all(|digit| digit == b'0');
                if text.as_str() == "0" {
                    text.clear();
                }
                text.push_str(if leading { "0" } else { key });
            }
        }
    }
}

/// Rupiah as a form holds them: nothing for nought.
pub(crate) fn digits(amount: Rupiah) -> String {
    if amount.is_zero() { String::new() } else { amount.get().to_string() }
}

/// A quantity as a form holds it: nothing for nought.
pub(crate) fn plain(quantity: Quantity) -> String {
    if quantity.get() == 0 { String::new() } else { quantity.to_string() }
}
