//! What stands on a label: name, price, price for a kilogram or litre, code, date (`domain.md` 3.4, 7.3).

use chrono::NaiveDate;

use crate::catalogue::{Pack, Product, Unit};
use crate::money::{Overflow, Rupiah};

/// A label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The product's key.
    pub sku: String,
    /// Its name.
    pub name: String,
    /// The pack.
    pub pack: String,
    /// Price for everybody, PPN included, rupiah.
    pub price: Rupiah,
    /// Price for members where it differs, rupiah.
    pub member_price: Option<Rupiah>,
    /// Price of a kilogram or litre, and which, where the content is known.
    pub unit_price: Option<(Rupiah, &'static str)>,
    /// The code in bars: digits as they are printed below; empty: none.
    pub code: String,
    /// When it was printed.
    pub printed: NaiveDate,
}

impl Label {
    /// The label of a pack.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn of(product: &Product, pack: &Pack, printed: NaiveDate) -> Result<Self, Overflow> {
        Ok(Self {
            sku: product.sku.clone(),
            name: product.name.clone(),
            pack: pack.code.clone(),
            price: pack.price,
            member_price: pack.member_price.filter(|price| *price != pack.price),
            unit_price: unit_price(product, pack)?,
            code: pack.barcodes.first().map(|code| printed_code(code)).unwrap_or_default(),
            printed,
        })
    }

    /// `Rp 3.500 / kg`, or nothing.
    pub fn unit_price_words(&self) -> String {
        self.unit_price.map_or_else(String::new, |(price, unit)| format!("Rp {price} / {unit}"))
    }
}

/// A code as it is printed: a GTIN of fourteen digits whose first is a zero is an EAN-13.
fn printed_code(code: &str) -> String {
    match code.strip_prefix('0') {
        Some(short) if code.len() == 14 && code.bytes().all(|byte| byte.is_ascii_digit()) => short.to_owned(),
        _ => code.to_owned(),
    }
}

fn unit_price(product: &Product, pack: &Pack) -> Result<Option<(Rupiah, &'static str)>, Overflow> {
    if product.unit == Unit::Kilogram {
        return Ok(Some((pack.price, "kg")));
    }
    let Some((milli, unit)) = content(&product.name) else { return Ok(None) };
    let all = milli.checked_mul(pack.factor).ok_or(Overflow)?;
    Ok(Some((pack.price.ratio(1_000, all)?, unit)))
}

/// The content of one piece as its name tells it (`85g`, `1 L`, `600 ml`, `1,5kg`): grams or millilitres, and of
/// what a thousand are. A name with several means the last one.
pub fn content(name: &str) -> Option<(i64, &'static str)> {
    let lower = name.to_lowercase();
    let letters: Vec<char> = lower.chars().collect();
    let mut found = None;
    let mut at = 0;
    while at < letters.len() {
        if !letters[at].is_ascii_digit() {
            at += 1;
            continue;
        }
        let begin = at;
        while at < letters.len() && (letters[at].is_ascii_digit() || matches!(letters[at], ',' | '.')) {
            at += 1;
        }
        let number: String = letters[begin..at].iter().collect();
        let mut end = at;
        while end < letters.len() && letters[end] == ' ' {
            end += 1;
        }
        let word: String = letters[end..].iter().take_while(|c| c.is_alphabetic()).collect();
        let (scale, unit) = match word.as_str() {
            "g" | "gr" | "gram" => (1, "kg"),
            "kg" => (1_000, "kg"),
            "ml" => (1, "liter"),
            "l" | "lt" | "ltr" | "liter" => (1_000, "liter"),
            _ => continue,
        };
        if let Some(amount) = thousandths(&number).and_then(|milli| milli.checked_mul(scale)).map(|milli| milli / 1_000).filter(|n| *n > 0)
        {
            found = Some((amount, unit));
        }
    }
    found
}

fn thousandths(number: &str) -> Option<i64> {
    crate::quantity::Quantity::parse(number).ok().map(crate::quantity::Quantity::get)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_is_read_from_the_name() {
        let table = [
            ("Mi Goreng 85g", Some((85, "kg"))),
            ("Minyak Goreng 1 L", Some((1_000, "liter"))),
            ("Air Mineral 600 ml", Some((600, "liter"))),
            ("Beras SPHP 5KG", Some((5_000, "kg"))),
            ("Gula 1,5 kg", Some((1_500, "kg"))),
            ("Teh isi 25", None),
            ("Sabun 3 in 1", None),
            ("", None),
        ];
        for (name, expected) in table {
            assert_eq!(content(name), expected, "{name}");
        }
    }

    #[test]
    fn a_label_says_the_price_of_a_kilogram() {
        let pack =
            Pack { code: "PCS".into(), factor: 1, barcodes: vec!["08990000000011".into()], price: Rupiah::new(3_165), ..Pack::default() };
        let dus = Pack { code: "DUS".into(), factor: 40, price: Rupiah::new(120_000), ..Pack::default() };
        let product = Product { name: "Mi Goreng 85g".into(), packs: vec![pack.clone()], ..Product::default() };
        let day = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
        let label = Label::of(&product, &pack, day).expect("fits");
        assert_eq!((label.unit_price_words().as_str(), label.code.as_str()), ("Rp 37.235 / kg", "8990000000011"));
        assert_eq!(Label::of(&product, &dus, day).expect("fits").unit_price_words(), "Rp 35.294 / kg");
    }
}
