//! GS1 element strings: GS1-128, GS1 DataMatrix, GS1 QR, DataBar Expanded.

use chrono::NaiveDate;

use super::gtin::Gtin;
use crate::{Quantity, Rupiah};

/// What an element string says that a till can use.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ElementString {
    /// AI 01 (or 02): the goods.
    pub gtin: Option<Gtin>,
    /// AI 310n: net weight in thousandths of a kilogram, rounded down to the gram.
    pub weight: Option<Quantity>,
    /// AI 392n or 393n (currency 360): the amount to pay.
    pub price: Option<Rupiah>,
    /// AI 17: use by. Goods past it are not sold.
    pub expiry: Option<NaiveDate>,
    /// AI 15: best before.
    pub best_before: Option<NaiveDate>,
    /// AI 10: batch or lot.
    pub lot: Option<String>,
    /// AI 21: serial number.
    pub serial: Option<String>,
    /// AI 30 or 37: count of items.
    pub count: Option<i64>,
    /// AI 00: serial shipping container code.
    pub sscc: Option<String>,
}

/// Why an element string cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Gs1Error {
    /// An application identifier that is not in the table of the General Specifications.
    #[error("kode GS1 memuat bagian ({0}) yang tidak dikenal")]
    UnknownIdentifier(String),
    /// The data ends before the field does.
    #[error("kode GS1 terpotong pada bagian ({0})")]
    Truncated(String),
    /// A field whose content breaks its rule.
    #[error("isi bagian ({0}) pada kode GS1 tidak benar")]
    BadField(String),
}

/// The separator that ends a field of variable length (FNC1 as sent by scanners).
const GS: char = '\u{1d}';

impl ElementString {
    /// Reads element strings one after the other. Fields of fixed length need no separator, the
    /// others end at one or at the end of the data.
    ///
    /// # Errors
    /// [`Gs1Error`] names the application identifier that could not be read.
    pub fn parse(data: &str) -> Result<Self, Gs1Error> {
        let mut found = Self::default();
        let mut rest = data;
        loop {
            rest = rest.trim_start_matches(GS);
            if rest.is_empty() {
                return Ok(found);
            }
            rest = found.take_field(rest)?;
        }
    }

    fn take_field<'a>(&mut self, rest: &'a str) -> Result<&'a str, Gs1Error> {
        let field = Field::find(rest)?;
        let name = &rest[..field.ai_length];
        let data = &rest[field.ai_length..];
        let end = match field.fixed {
            Some(length) => length,
            None => data.find(GS).unwrap_or(data.len()),
        };
        let value = data.get(..end).ok_or_else(|| Gs1Error::Truncated(name.to_owned()))?;
        let printable = value.chars().all(|c| c.is_ascii_graphic() || c == ' ');
        let numeric_ok = !field.numeric || value.bytes().all(|b| b.is_ascii_digit());
        if value.is_empty() || value.len() > field.longest || !printable || !numeric_ok {
            return Err(Gs1Error::BadField(name.to_owned()));
        }
        self.set(name, value).ok_or_else(|| Gs1Error::BadField(name.to_owned()))?;
        Ok(&data[end..])
    }

    /// Keeps the field if the till uses it; `None` when its content is wrong.
    fn set(&mut self, ai: &str, value: &str) -> Option<()> {
        match ai {
            "00" => self.sscc = Some(value.to_owned()),
            "01" | "02" => self.gtin = Some(Gtin::parse(value)?),
            "10" => self.lot = Some(value.to_owned()),
            "15" => self.best_before = Some(date(value)?),
            "17" => self.expiry = Some(date(value)?),
            "21" => self.serial = Some(value.to_owned()),
            "30" | "37" => self.count = Some(value.parse().ok()?),
            _ if ai.starts_with("310") => self.weight = Some(Quantity::new(decimal(value, places(ai), 3)?)),
            _ if ai.starts_with("392") => self.price = Some(Rupiah::new(decimal(value, places(ai), 0)?)),
            _ if ai.starts_with("393") => {
                let amount = value.strip_prefix("360").filter(|amount| !amount.is_empty())?;
                self.price = Some(Rupiah::new(decimal(amount, places(ai), 0)?));
            }
            _ => {}
        }
        Some(())
    }
}

/// The shape of one field: how long its identifier and its data are.
struct Field {
    ai_length: usize,
    fixed: Option<usize>,
    longest: usize,
    numeric: bool,
}

impl Field {
    fn find(rest: &str) -> Result<Self, Gs1Error> {
        let shown: String = rest.chars().take(4).collect();
        let unknown = || Gs1Error::UnknownIdentifier(shown.clone());
        let ai: Vec<u8> = rest.bytes().take(4).take_while(u8::is_ascii_digit).collect();
        let two = ai.get(..2).ok_or_else(unknown)?;
        let (ai_length, fixed, longest, numeric) = match two {
            b"00" => (2, Some(18), 18, true),
            b"01" | b"02" | b"03" => (2, Some(14), 14, true),
            b"11" | b"12" | b"13" | b"15" | b"16" | b"17" => (2, Some(6), 6, true),
            b"20" => (2, Some(2), 2, true),
            b"10" | b"21" | b"22" => (2, None, 20, false),
            b"30" | b"37" => (2, None, 8, true),
            b"90" => (2, None, 30, false),
            b"91" | b"92" | b"93" | b"94" | b"95" | b"96" | b"97" | b"98" | b"99" => (2, None, 90, false),
            b"31" | b"32" | b"33" | b"34" | b"35" | b"36" if ai.len() == 4 => (4, Some(6), 6, true),
            b"39" if ai.len() == 4 => match ai[2] {
                b'0' | b'2' => (4, None, 15, true),
                b'1' | b'3' => (4, None, 18, true),
                b'4' => (4, Some(4), 4, true),
                b'5' => (4, Some(6), 6, true),
                _ => return Err(unknown()),
            },
            b"24" | b"25" if ai.len() >= 3 => (3, None, 30, false),
            b"40" if ai.len() >= 3 => match ai[2] {
                b'2' => (3, Some(17), 17, true),
                _ => (3, None, 30, false),
            },
            b"41" if ai.len() >= 3 => (3, Some(13), 13, true),
            b"42" if ai.len() >= 3 => (3, None, 20, false),
            b"70" if ai.len() == 4 => match ai.as_slice() {
                b"7003" => (4, Some(10), 10, true),
                _ => (4, None, 30, false),
            },
            b"80" if ai.len() == 4 => match ai.as_slice() {
                b"8005" => (4, Some(6), 6, true),
                b"8001" => (4, Some(14), 14, true),
                b"8020" => (4, None, 25, false),
                _ => (4, None, 70, false),
            },
            _ => return Err(unknown()),
        };
        Ok(Self { ai_length, fixed, longest, numeric })
    }
}

/// The number of decimal places, the last digit of a four-digit identifier.
fn places(ai: &str) -> u32 {
    ai.bytes().last().map_or(0, |b| u32::from(b.saturating_sub(b'0')))
}

/// `digits` with `places` decimals as an integer with `wanted` decimals, rounded down.
fn decimal(digits: &str, places: u32, wanted: u32) -> Option<i64> {
    let value: i64 = digits.parse().ok()?;
    if places <= wanted {
        value.checked_mul(10i64.checked_pow(wanted - places)?)
    } else {
        Some(value / 10i64.checked_pow(places - wanted)?)
    }
}

/// `YYMMDD`; day 00 is the last of the month (General Specifications, section 3.4.7). Years are
/// read as 2000-2099: a till meets no goods of the last century.
fn date(value: &str) -> Option<NaiveDate> {
    let number = |range: std::ops::Range<usize>| value.get(range)?.parse::<u32>().ok();
    let year = 2000 + i32::try_from(number(0..2)?).ok()?;
    let (month, day) = (number(2..4)?, number(4..6)?);
    if day > 0 {
        return NaiveDate::from_ymd_opt(year, month, day);
    }
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(year, month, 1)?;
    NaiveDate::from_ymd_opt(next_year, next_month, 1)?.pred_opt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_with_weight_expiry_and_lot() {
        let read =
            ElementString::parse("010400638133393131030012501726123110LOT-7\u{1d}3920 15000".replace(' ', "").as_str()).expect("reads");
        assert_eq!(read.gtin, Gtin::parse("04006381333931"));
        assert_eq!(read.weight, Some(Quantity::new(1_250)));
        assert_eq!(read.expiry, NaiveDate::from_ymd_opt(2026, 12, 31));
        assert_eq!(read.lot.as_deref(), Some("LOT-7"));
        assert_eq!(read.price, Some(Rupiah::new(15_000)));
    }

    #[test]
    fn day_zero_is_the_last_of_the_month() {
        let read = ElementString::parse("17240200").expect("reads");
        assert_eq!(read.expiry, NaiveDate::from_ymd_opt(2024, 2, 29));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(ElementString::parse("0104006381333"), Err(Gs1Error::Truncated("01".into())));
        assert_eq!(ElementString::parse("0104006381333932"), Err(Gs1Error::BadField("01".into())));
        assert_eq!(ElementString::parse("05123"), Err(Gs1Error::UnknownIdentifier("0512".into())));
        assert!(ElementString::parse("17261340").is_err());
        assert!(ElementString::parse("3932840150").is_err(), "another currency");
    }
}
