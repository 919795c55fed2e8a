//! Goods as tiles.

use domain::Quantity;
use domain::catalogue::{Pack, Product, Unit};

use crate::Language;

/// A tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tile {
    /// Product and pack, for [`parts`].
    pub id: String,
    /// The product's key, for its picture.
    pub sku: String,
    /// Name.
    pub name: String,
    /// `PCS · stok 14`
    pub detail: String,
    /// Price; empty for open-price goods.
    pub price: String,
    /// Two letters.
    pub initials: String,
    /// Which of the calm colours: a number that depends on the category alone.
    pub colour: u8,
}

/// How many colours there are.
pub const COLOURS: u8 = 8;

/// The tile of a pack.
pub fn tile(product: &Product, pack: &Pack, on_hand: Option<i64>, language: Language) -> Tile {
    let stock = on_hand.map(|thousandths| {
        let packs = Quantity::new(thousandths / pack.factor.max(1));
        let shown = if product.unit == Unit::Piece { Quantity::new(packs.get() / 1_000 * 1_000) } else { packs };
        format!(" · {} {shown}", language.pick("stok", "stock"))
    });
    let unit = if product.unit == Unit::Kilogram { "kg".to_owned() } else { pack.code.clone() };
    Tile {
        id: format!("{}\u{1f}{}", product.sku, pack.code),
        sku: product.sku.clone(),
        name: product.name.clone(),
        detail: format!("{unit}{}", stock.unwrap_or_default()),
        price: if product.open_price { String::new() } else { pack.price.to_string() },
        initials: initials(&product.name),
        colour: colour(&product.category),
    }
}

/// Product and pack of a tile's id.
pub fn parts(id: &str) -> Option<(&str, &str)> {
    id.split_once('\u{1f}')
}

/// Two letters that stand for a name.
pub fn initials(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_alphabetic));
    words.take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

fn colour(category: &str) -> u8 {
    let sum = category.bytes().fold(7u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    u8::try_from(sum % u32::from(COLOURS)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_says_what_it_sells() {
        let product = Product {
            sku: "MIE".into(),
            name: "Mi Goreng 85g".into(),
            packs: vec![Pack { code: "DUS".into(), factor: 40, ..Pack::default() }],
            ..Product::default()
        };
        let tile = tile(&product, &product.packs[0], Some(130_000), Language::Indonesian);
        assert_eq!((tile.detail.as_str(), tile.initials.as_str()), ("DUS · stok 3", "MG"));
        assert_eq!(parts(&tile.id), Some(("MIE", "DUS")));
    }
}
