//! In-store codes (GS1 prefixes 02 and 20-29): what they mean is for the shop to say.

use std::fmt;

use super::gtin::check_digit;
use crate::{Quantity, Rupiah};

/// A pattern such as `21IIIIIWWWWWC`: literal prefix digits, then `I` item, `W` weight in grams,
/// `P` price in rupiah, `K` a check digit of the price that is not used, `C` the check digit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    pattern: String,
}

/// What stands inside an in-store code beside the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedded {
    /// The weight, thousandths of a kilogram.
    Weight(Quantity),
    /// The amount to pay for the piece.
    Price(Rupiah),
    /// Neither: just the shop's own number for the goods.
    Nothing,
}

/// An in-store code that fits a [`Layout`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InStoreCode {
    /// The whole code as read.
    pub code: String,
    /// The prefix, such as `21`.
    pub prefix: String,
    /// The item digits with leading zeros.
    pub item: String,
    /// Weight or price.
    pub embedded: Embedded,
}

/// Why a pattern cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LayoutError {
    /// Not 8 or 13 places.
    #[error("pola «{0}» harus 13 (atau 8) tempat")]
    Length(String),
    /// The prefix is not one that GS1 leaves to shops: 02, 20 to 29; 0 or 2 for eight places.
    #[error("pola «{0}» harus mulai dengan 02 atau 20 sampai 29")]
    Prefix(String),
    /// Not `prefix I.. (W..|P..|K)* C`.
    #[error("pola «{0}»: sesudah awalan tulis I (barang), lalu W (gram) atau P (rupiah), lalu C (angka pemeriksa)")]
    Shape(String),
}

impl Layout {
    /// Reads a pattern; blanks are ignored.
    ///
    /// # Errors
    /// [`LayoutError`] says what a pattern must look like.
    pub fn parse(text: &str) -> Result<Self, LayoutError> {
        let pattern: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if !pattern.is_ascii() || !matches!(pattern.len(), 8 | 13) {
            return Err(LayoutError::Length(text.to_owned()));
        }
        let prefix_length = pattern.bytes().take_while(u8::is_ascii_digit).count();
        let prefix = &pattern[..prefix_length];
        let allowed = if pattern.len() == 13 {
            prefix.len() >= 2 && (prefix.starts_with("02") || prefix.starts_with('2'))
        } else {
            prefix.starts_with('0') || prefix.starts_with('2')
        };
        if !allowed {
            return Err(LayoutError::Prefix(text.to_owned()));
        }
        let body = &pattern[prefix_length..];
        let count = |letter: char| body.chars().filter(|c| *c == letter).count();
        let known = body.chars().all(|c| matches!(c, 'I' | 'W' | 'P' | 'K' | 'C'));
        let one_measure = count('W') == 0 || count('P') == 0;
        let runs_once = ['I', 'W', 'P'].iter().all(|letter| runs(body, *letter) <= 1);
        if !known || count('I') == 0 || !one_measure || !runs_once || count('C') != 1 || !body.ends_with('C') || count('K') > 1 {
            return Err(LayoutError::Shape(text.to_owned()));
        }
        Ok(Self { pattern })
    }

    /// Reads several patterns separated by `;` or `,`.
    ///
    /// # Errors
    /// The first [`LayoutError`].
    pub fn parse_list(text: &str) -> Result<Vec<Self>, LayoutError> {
        text.split([';', ',']).map(str::trim).filter(|part| !part.is_empty()).map(Self::parse).collect()
    }

    /// The in-store code, if `code` has this length and prefix and a right check digit.
    pub fn read(&self, code: &str) -> Option<InStoreCode> {
        if code.len() != self.pattern.len() || !code.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let prefix_length = self.pattern.bytes().take_while(u8::is_ascii_digit).count();
        if code[..prefix_length] != self.pattern[..prefix_length] {
            return None;
        }
        let (body, check) = code.split_at(code.len() - 1);
        if check_digit(body)? != check.parse::<u8>().ok()? {
            return None;
        }
        let digits =
            |letter: char| -> String { self.pattern.chars().zip(code.chars()).filter(|(p, _)| *p == letter).map(|(_, d)| d).collect() };
        let number = |letter: char| digits(letter).parse::<i64>().ok();
        let embedded = if self.pattern.contains('W') {
            Embedded::Weight(Quantity::new(number('W')?))
        } else if self.pattern.contains('P') {
            Embedded::Price(Rupiah::new(number('P')?))
        } else {
            Embedded::Nothing
        };
        Some(InStoreCode { code: code.to_owned(), prefix: code[..prefix_length].to_owned(), item: digits('I'), embedded })
    }

    /// An example code of this layout with its check digit, for a preview.
    pub fn example(&self) -> String {
        let body: String = self.pattern[..self.pattern.len() - 1]
            .chars()
            .map(|c| match c {
                'I' | 'K' => '1',
                'W' | 'P' => '0',
                other => other,
            })
            .collect();
        // A believable measure: 1250 in its last four places.
        let mut body = body.into_bytes();
        let places: Vec<usize> = self.pattern.bytes().enumerate().filter(|(_, c)| matches!(c, b'W' | b'P')).map(|(i, _)| i).collect();
        for (place, digit) in places.iter().rev().zip([b'0', b'5', b'2', b'1']) {
            body[*place] = digit;
        }
        let body = String::from_utf8_lossy(&body).into_owned();
        let check = check_digit(&body).unwrap_or(0);
        format!("{body}{check}")
    }
}

impl fmt::Display for Layout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pattern)
    }
}

impl InStoreCode {
    /// The keys under which the catalogue may know the item, best first: prefix and item, the item
    /// with and without leading zeros.
    pub fn keys(&self) -> Vec<String> {
        let bare = self.item.trim_start_matches('0');
        let mut keys = vec![format!("{}{}", self.prefix, self.item), self.item.clone()];
        if !bare.is_empty() && bare != self.item {
            keys.push(bare.to_owned());
        }
        keys
    }
}

/// How many separate runs of `letter` there are.
fn runs(body: &str, letter: char) -> usize {
    let mut previous = '\0';
    let mut runs = 0;
    for c in body.chars() {
        if c == letter && previous != letter {
            runs += 1;
        }
        previous = c;
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weight_and_price_inside() {
        // 2302148210869 is 1,086 kg in the Swedish layout (the biip documentation's own example).
        let weight = Layout::parse("23 IIIII WWWWW C").expect("layout");
        let read = Layout::read(&weight, "2302148210869").expect("fits");
        assert_eq!((read.item.as_str(), read.embedded), ("02148", Embedded::Weight(Quantity::new(21_086))));
        let price = Layout::parse("23IIIIIKPPPPC").expect("layout");
        let read = price.read("2302148210869").expect("fits");
        assert_eq!(read.embedded, Embedded::Price(Rupiah::new(1_086)));
        assert_eq!(read.keys(), ["2302148", "02148", "2148"]);
    }

    #[test]
    fn the_wrong_check_digit_does_not_fit() {
        let layout = Layout::parse("23IIIIIWWWWWC").expect("layout");
        assert_eq!(layout.read("2302148210868"), None);
        assert_eq!(layout.read(&layout.example()).map(|c| c.embedded), Some(Embedded::Weight(Quantity::new(1_250))));
    }

    #[test]
    fn bad_patterns_are_explained() {
        for bad in ["", "21", "89IIIIIWWWWWC", "21IIIIIWWPPPC", "21WWWWWWWWWWC", "21IIIIIWWWWWW", "21IIWIIIWWWWC"] {
            assert!(Layout::parse(bad).is_err(), "{bad}");
        }
    }
}
