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
/// `anew`: the first digit begins the number anew. False: the key does not fit there, and nothing changed.
pub fn typed(text: &mut String, key: &str, anew: bool, parts: bool, most: usize) -> bool {
    match key {
        "back" => text.pop().is_some(),
        "," if !parts => false,
        key => {
            if anew {
                text.clear();
            }
            if key == "," {
                let first = !text.contains(',');
                if first {
                    text.push_str(if text.is_empty() { "0," } else { "," });
                }
                first
            } else if text.len() + key.len() <= most && text.split_once(',').is_none_or(|(_, places)| places.len() + key.len() <= 3) {
                let leading = matches!(text.as_str(), "" | "0") && key.bytes().all(|digit| digit == b'0');
                if text.as_str() == "0" {
                    text.clear();
                }
                text.push_str(if leading { "0" } else { key });
                true
            } else {
                false
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
/// A key that nobody has yet, from the letters and digits of a name; `fallback` where it has none.
pub(crate) fn free_key(name: &str, fallback: &str, free: impl Fn(&str) -> bool) -> String {
    let words: Vec<String> =
        name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_uppercase).collect();
    let plain: String = words.join("-").chars().take(24).collect();
    let plain = match plain.trim_end_matches('-') {
        "" => fallback.to_owned(),
        plain => plain.to_owned(),
    };
    std::iter::once(plain.clone()).chain((2..).map(|n| format!("{plain}-{n}"))).find(|key| free(key)).unwrap_or(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn type_in(keys: &[&str], parts: bool) -> (String, bool) {
        let mut text = "7".to_owned();
        let mut fits = true;
        for (place, key) in keys.iter().enumerate() {
            fits = typed(&mut text, key, place == 0, parts, 6);
        }
        (text, fits)
    }

    #[test]
    fn keys_make_numbers() {
        for (keys, parts, text, fits) in [
            (&["1", "2"][..], false, "12", true),
            (&["1", ","], false, "1", false),
            (&["1", ",", "5"], true, "1,5", true),
            (&[","], true, "0,", true),
            (&["1", ",", ","], true, "1,", false),
            (&["0", "00", "5"], false, "5", true),
            (&["1", "000", "00", "2"], false, "100000", false),
            (&["1", "back", "back"], false, "", false),
        ] {
            assert_eq!(type_in(keys, parts), (text.to_owned(), fits), "{keys:?}");
        }
    }

    #[test]
    fn a_key_is_of_the_name_and_free() {
        let taken = |key: &str| key != "TOKO-ABADI";
        assert_eq!(free_key("Toko Abadi!", "PIHAK", taken), "TOKO-ABADI-2");
        assert_eq!((free_key("  ", "PIHAK", |_| true), free_key("é", "MITRA", |_| true)), ("PIHAK".to_owned(), "MITRA".to_owned()));
    }
}
