//! What is wrong with a product that is edited, and where it is said.

use app::stock::StockRefusal;
use app::{Fault, Refusal};
use domain::barcode::BarcodeError;
use domain::catalogue::{Product, ProductError};

use super::Item;
use crate::{Language, sentence};

/// Where something is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A field.
    Item(Item),
    /// A pack, by its code.
    Pack(String),
    /// A barcode.
    Code(String),
    /// Nowhere in particular.
    Whole,
}

/// What is wrong with a product, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub spot: Spot,
    /// One sentence.
    pub text: String,
}

/// Where a refusal belongs, in the words of the editor.
pub fn problem(fault: &Fault, product: &Product, language: Language) -> Problem {
    let text = sentence(fault, language);
    match fault.refusal() {
        Some(Refusal::Stock(StockRefusal::Product { error, .. })) => wrong(error, product, language),
        Some(Refusal::Stock(StockRefusal::CodeTaken { code, .. })) => Problem { spot: Spot::Code(code.clone()), text },
        Some(Refusal::Stock(StockRefusal::KeyTaken { .. })) => Problem { spot: Spot::Item(Item::Sku), text },
        Some(Refusal::Stock(StockRefusal::NoSuchProduct(_))) => Problem { spot: Spot::Item(Item::Contents), text },
        Some(Refusal::Barcode(BarcodeError::WrongCheckDigit(code))) => Problem { spot: Spot::Code(code.clone()), text },
        _ => Problem { spot: Spot::Whole, text },
    }
}

/// What is wrong by the rules of a product.
pub fn wrong(error: &ProductError, product: &Product, language: Language) -> Problem {
    let base = product.packs.first().map(|pack| pack.code.clone()).unwrap_or_default();
    let (spot, text) = match error {
        ProductError::NoSku => (Spot::Item(Item::Sku), language.pick("Isi kode barang.", "Fill in the key.").to_owned()),
        ProductError::NoName => (Spot::Item(Item::Name), language.pick("Isi nama barang.", "Fill in the name.").to_owned()),
        ProductError::BadText(text) => {
            let has = |item: &Item| item.value(product, language) == *text;
            let item = Item::ALL.into_iter().find(has).map_or(Spot::Whole, Spot::Item);
            let words =
                language.pick("Terlalu panjang, atau ada tanda yang tak terlihat.", "Too long, or with characters that cannot be seen.");
            (item, words.to_owned())
        }
        ProductError::NoBasePack => {
            let words = language.pick("Harus ada satu kemasan dasar yang berisi 1.", "One pack must be the base and hold 1.");
            (Spot::Pack(base), words.to_owned())
        }
        ProductError::DoublePack(code) => {
            let words = language.pick("Kemasan dengan nama ini sudah ada.", "There is a pack of this name.");
            (Spot::Pack(code.clone()), words.to_owned())
        }
        ProductError::TwoBasePacks(first, second) => {
            let words = match language {
                Language::Indonesian => format!("{first} sudah menjadi kemasan dasar; {second} harus berisi lebih dari 1."),
                Language::English => format!("{first} is the base pack; {second} must hold more than 1."),
            };
            (Spot::Pack(second.clone()), words)
        }
        ProductError::InsideItself(_) => {
            let words = language.pick(
                "Isi dus tidak boleh barang ini sendiri, juga lewat dus lain, dan harus lebih dari nol.",
                "A box must not hold itself, nor through another box, and must hold something.",
            );
            (Spot::Item(Item::Contents), words.to_owned())
        }
        ProductError::BadNumber(what) => {
            let item = match *what {
                "stok minimum" => Item::Minimum,
                "batas per pembeli" => Item::DailyLimit,
                _ => Item::Margin,
            };
            let words =
                language.pick("Isi angka yang masuk akal, tidak di bawah nol.", "Fill in a number that makes sense, not below zero.");
            (Spot::Item(item), words.to_owned())
        }
        ProductError::BadFactor(code) => {
            let words = language.pick("Isi kemasan harus 1 sampai 100.000.", "A pack holds 1 to 100,000.");
            (Spot::Pack(code.clone()), words.to_owned())
        }
        ProductError::BadBreak(code) => {
            let words = language.pick(
                "Harga bertingkat mulai dari lebih dari nol, dan tiap jumlah hanya sekali.",
                "A tiered price begins above zero, and each quantity only once.",
            );
            (Spot::Pack(code.clone()), words.to_owned())
        }
        ProductError::AboveCeiling { pack, price, ceiling } => {
            let words = match language {
                Language::Indonesian => format!("Harga Rp {price} di atas HET Rp {ceiling}."),
                Language::English => format!("The price Rp {price} is above the ceiling (HET) Rp {ceiling}."),
            };
            (Spot::Pack(pack.clone()), words)
        }
        ProductError::WeighedPack => {
            let words = language.pick("Barang timbangan hanya punya kemasan dasar.", "Goods by weight have a base pack only.");
            (Spot::Item(Item::Unit), words.to_owned())
        }
        ProductError::Overflow(_) => (Spot::Whole, language.pick("Angkanya terlalu besar.", "The numbers are too large.").to_owned()),
    };
    Problem { spot, text }
}

#[cfg(test)]
mod tests {
    use super::super::{Part, lines, packs};
    use super::*;
    use domain::catalogue::Pack;

    fn product() -> Product {
        let pack = |code: &str, factor| Pack { code: code.into(), factor, ..Pack::default() };
        let mut product =
            Product { sku: "A-1".into(), name: "Teh".into(), packs: vec![pack("PCS", 1), pack("DUS", 24)], ..Product::default() };
        product.packs[0].barcodes = vec!["04006381333931".into()];
        product
    }

    #[test]
    fn every_problem_has_a_place_and_a_sentence() {
        let product = product();
        let find = |error: ProductError| wrong(&error, &product, Language::Indonesian);
        assert_eq!(find(ProductError::BadFactor("DUS".into())).spot, Spot::Pack("DUS".into()));
        assert_eq!(find(ProductError::BadText("Teh".into())).spot, Spot::Item(Item::Name));
        let two = find(ProductError::TwoBasePacks("PCS".into(), "DUS".into()));
        assert_eq!((two.spot.clone(), two.text.contains("PCS sudah")), (Spot::Pack("DUS".into()), true));
        let rows = packs(&product, Some(&two), Language::Indonesian);
        assert_eq!(rows.iter().filter(|(_, row)| !row.error.is_empty()).map(|(part, _)| *part).collect::<Vec<_>>(), [Part::Pack(1)]);
        let taken: Fault = StockRefusal::CodeTaken { code: "04006381333931".into(), name: "Mi".into() }.into();
        let rows = packs(&product, Some(&problem(&taken, &product, Language::Indonesian)), Language::Indonesian);
        assert!(rows[1].1.error.contains("sudah dipakai Mi"), "{:?}", rows[1]);
        let inside = problem(&StockRefusal::NoSuchProduct("X".into()).into(), &product, Language::English);
        assert!(lines(&product, Some(&inside), Language::English).iter().any(|line| line.label == "Box holds" && !line.error.is_empty()));
    }
}
