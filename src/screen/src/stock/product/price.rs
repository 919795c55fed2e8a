//! A price from a date on: its form, and what it says.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use domain::Rupiah;
use domain::catalogue::{Pack, Product};
use domain::goods::PriceLine;

use super::forms::{Wrong, amount, date_words};
use crate::Language;
use crate::office::{Field, FieldKind, Form};
use crate::stock::{digits, pack_words};

/// A price of a pack from a date on; the other tiers are as they are now.
pub fn price_form(product: &Product, pack: &Pack, today: NaiveDate, language: Language) -> Form {
    let other = |price: Option<Rupiah>| price.map_or_else(String::new, digits);
    let same = language.pick("kosong: sama dengan umum", "empty: as for everybody");
    Form {
        title: format!("{} {}", product.name, pack_words(product, pack)),
        text: language
            .pick(
                "Harga baru berlaku sendiri pada waktunya, dan labelnya lalu menunggu dicetak.",
                "The new price takes effect by itself, and its label then waits to be printed.",
            )
            .to_owned(),
        fields: vec![
            Field::new(FieldKind::Amount, language.pick("Harga umum", "Price for everybody"), "").hint(&format!(
                "{} {}",
                language.pick("sekarang", "now"),
                pack.price
            )),
            Field::new(FieldKind::Amount, language.pick("Harga anggota", "Price for members"), other(pack.member_price)).hint(same),
            Field::new(FieldKind::Amount, language.pick("Harga grosir", "Wholesale price"), other(pack.wholesale_price)).hint(same),
            Field::new(FieldKind::Date, language.pick("Mulai tanggal", "From the date"), today.to_string()),
            Field::new(FieldKind::Text, language.pick("Mulai jam", "From the hour"), "")
                .hint(language.pick("06:00; kosong: awal hari, atau sekarang", "06:00; empty: the day's beginning, or now")),
        ],
        action: language.pick("Tetapkan", "Set it").to_owned(),
    }
}

/// The price of [`price_form`], and from when.
///
/// # Errors
/// The field that cannot be read, and why.
pub fn read_price(
    values: &[String],
    (sku, pack): (&str, &str),
    now: DateTime<FixedOffset>,
    language: Language,
) -> Result<(PriceLine, DateTime<FixedOffset>), Wrong> {
    let text = |place: usize| values.get(place).map_or("", |text| text.trim());
    let price = amount(text(0), 0)?.filter(|price| !price.is_zero());
    let price = price.ok_or_else(|| (0, language.pick("Isi harganya.", "Fill in the price.").to_owned()))?;
    let other = |place| Ok::<_, Wrong>(amount(text(place), place)?.filter(|price| !price.is_zero()));
    let (member_price, wholesale_price) = (other(1)?, other(2)?);
    let date: NaiveDate = text(3).parse().map_err(|_| (3, date_words(language)))?;
    let clock = match text(4) {
        "" => None,
        text => Some(
            NaiveTime::parse_from_str(&text.replace('.', ":"), "%H:%M")
                .map_err(|_| (4, language.pick("Tulis jam seperti 06:00.", "Write an hour as 06:00.").to_owned()))?,
        ),
    };
    let from = match clock {
        None if date == now.date_naive() => now,
        clock => date
            .and_time(clock.unwrap_or(NaiveTime::MIN))
            .and_local_timezone(now.timezone())
            .single()
            .ok_or_else(|| (3, date_words(language)))?,
    };
    // A price that held before now would not change what was sold.
    if from < now {
        let place = if date < now.date_naive() { 3 } else { 4 };
        return Err((place, language.pick("Waktunya sudah lewat.", "That time is over.").to_owned()));
    }
    Ok((PriceLine { sku: sku.to_owned(), pack: pack.to_owned(), price, member_price, wholesale_price }, from))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Language = Language::Indonesian;

    #[test]
    fn a_dated_price_is_not_in_the_past() {
        let now = DateTime::parse_from_rfc3339("2026-11-22T10:00:00+07:00").expect("time");
        let text = |date: &str, hour: &str| ["3300", "", "", date, hour].map(str::to_owned).to_vec();
        let read = |date: &str, hour: &str| read_price(&text(date, hour), ("A-1", "PCS"), now, ID);
        assert_eq!(read("2026-11-22", "").expect("now").1, now);
        assert_eq!(read("2026-11-23", "").expect("tomorrow").1.to_rfc3339(), "2026-11-23T00:00:00+07:00");
        assert_eq!(read("2026-11-23", "06.30").expect("tomorrow").1.to_rfc3339(), "2026-11-23T06:30:00+07:00");
        assert_eq!(
            [read("2026-11-21", ""), read("2026-11-22", "09:00"), read("besok", "")].map(|wrong| wrong.expect_err("wrong").0),
            [3, 4, 3]
        );
    }
}
