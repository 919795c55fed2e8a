//! The forms of the editor, and what they say when they are filled in.

use chrono::NaiveDate;
use domain::catalogue::{Contents, Pack, Product, QuantityBreak, Unit};
use domain::{Quantity, Rupiah};

use super::{Item, TAXES, tax_words, unit_words};
use crate::Language;
use crate::office::{Field, FieldKind, Form};
use crate::stock::{digits, pack_words, plain};

/// Fields that are asked for together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// How it is called and sold.
    Sale,
    /// How the stock room treats it.
    Stock,
    /// Its halal certificate.
    Halal,
}

/// The fields of a group; a key is given once.
pub fn items_of(group: Group, new: bool) -> Vec<Item> {
    let mut items = match group {
        Group::Sale => vec![Item::Name, Item::Sku, Item::Unit, Item::Tax, Item::Ceiling, Item::OpenPrice],
        Group::Stock => vec![Item::Shelf, Item::Minimum, Item::DailyLimit, Item::TracksExpiry, Item::Margin, Item::SupplierCode],
        Group::Halal => vec![Item::Halal, Item::HalalUntil],
    };
    items.retain(|item| new || *item != Item::Sku);
    items
}

/// The group of a field; none: it is chosen from a list. The key of goods that are kept cannot be changed.
pub const fn group_of(item: Item) -> Option<Group> {
    match item {
        Item::Name | Item::Sku | Item::Unit | Item::Tax | Item::Ceiling | Item::OpenPrice => Some(Group::Sale),
        Item::Shelf | Item::Minimum | Item::DailyLimit | Item::TracksExpiry | Item::Margin | Item::SupplierCode => Some(Group::Stock),
        Item::Halal | Item::HalalUntil => Some(Group::Halal),
        Item::Category | Item::Supplier | Item::Contents | Item::Picture => None,
    }
}

fn yes_no(language: Language) -> Vec<String> {
    [language.pick("ya", "yes"), language.pick("tidak", "no")].map(str::to_owned).to_vec()
}

fn yes_word(yes: bool, language: Language) -> String {
    yes_no(language)[usize::from(!yes)].clone()
}

/// Weights have a comma, which is no digit.
const fn counted(unit: Unit) -> FieldKind {
    match unit {
        Unit::Piece => FieldKind::Digits,
        Unit::Kilogram => FieldKind::Text,
    }
}

fn field(item: Item, product: &Product, language: Language) -> Field {
    let details = &product.details;
    let label = item.label(language);
    let base = product.packs.first().map_or_else(String::new, |pack| pack_words(product, pack));
    let per = |words: &str| format!("{words} ({base})");
    match item {
        Item::Name => {
            Field::new(FieldKind::Text, label, product.name.as_str()).hint(language.pick("seperti di struk", "as on the receipt"))
        }
        Item::Sku => Field::new(FieldKind::Text, label, product.sku.as_str()).hint(language.pick("tetap selamanya", "it never changes")),
        Item::Unit => Field::new(FieldKind::Choice, label, unit_words(product.unit, language))
            .choices([Unit::Piece, Unit::Kilogram].map(|unit| unit_words(unit, language).to_owned()).to_vec()),
        Item::Tax => Field::new(FieldKind::Choice, label, tax_words(product.tax, language))
            .choices(TAXES.map(|tax| tax_words(tax, language).to_owned()).to_vec()),
        Item::Ceiling => Field::new(FieldKind::Amount, &per(label), product.ceiling.map_or_else(String::new, digits))
            .hint(language.pick("harga eceran tertinggi; kosong: tidak ada", "highest price by law; empty: none")),
        Item::OpenPrice => Field::new(FieldKind::Choice, label, yes_word(product.open_price, language))
            .choices(yes_no(language))
            .hint(language.pick("harga diketik saat dijual", "the price is typed when it is sold")),
        Item::Shelf => Field::new(FieldKind::Text, label, details.shelf.as_str()).hint("A-3"),
        Item::Minimum => Field::new(counted(product.unit), &per(label), details.minimum.map_or_else(String::new, plain))
            .hint(language.pick("pesan lagi di bawah ini", "order again below this")),
        Item::DailyLimit => Field::new(counted(product.unit), &per(label), details.daily_limit.map_or_else(String::new, plain))
            .hint(language.pick("paling banyak per hari; kosong: bebas", "at most on one day; empty: free")),
        Item::TracksExpiry => Field::new(FieldKind::Choice, label, yes_word(details.tracks_expiry, language))
            .choices(yes_no(language))
            .hint(language.pick("tanggal wajib diisi saat barang datang", "nothing comes in without a date")),
        Item::Margin => {
            Field::new(FieldKind::Text, label, details.margin.map_or_else(String::new, |margin| plain(Quantity::new(margin * 10))))
                .hint(language.pick("persen dari harga pokok; kosong: aturan toko", "percent on cost; empty: the shop's rule"))
        }
        Item::SupplierCode => Field::new(FieldKind::Text, label, details.supplier_code.as_str()),
        Item::Halal => Field::new(FieldKind::Text, label, details.halal.as_str()).hint("ID00110000000000000"),
        Item::HalalUntil => Field::new(FieldKind::Date, label, details.halal_until.map_or_else(String::new, |date| date.to_string()))
            .hint(language.pick("kosongkan bila tidak ada", "leave empty when there is none")),
        Item::Category | Item::Supplier | Item::Contents | Item::Picture => {
            Field::new(FieldKind::Text, label, item.value(product, language))
        }
    }
}

/// The questions of a group.
pub fn form(group: Group, product: &Product, new: bool, language: Language) -> Form {
    let title = match group {
        Group::Sale => language.pick("Nama dan penjualan", "Name and sale"),
        Group::Stock => language.pick("Gudang", "Stock room"),
        Group::Halal => "Halal",
    };
    Form {
        title: title.to_owned(),
        text: String::new(),
        fields: items_of(group, new).into_iter().map(|item| field(item, product, language)).collect(),
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// A field that is wrong, and why.
pub(super) type Wrong = (usize, String);

pub(super) fn amount(text: &str, place: usize) -> Result<Option<Rupiah>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        text => Rupiah::parse(text).map(Some).map_err(|error| (place, crate::capital(&error.to_string()))),
    }
}

fn quantity(text: &str, place: usize, language: Language) -> Result<Option<Quantity>, Wrong> {
    match text.trim() {
        "" => Ok(None),
        text => Quantity::parse(text).map(Some).map_err(|_| (place, language.pick("Tulis angka.", "Write a number.").to_owned())),
    }
}

/// Writes what was filled in into a product.
///
/// # Errors
/// The field that cannot be read, and why.
pub fn read(group: Group, values: &[String], product: &mut Product, new: bool, language: Language) -> Result<(), Wrong> {
    for (place, item) in items_of(group, new).into_iter().enumerate() {
        let text = values.get(place).map_or("", |text| text.trim());
        let yes = text == yes_word(true, language);
        let details = &mut product.details;
        match item {
            Item::Name => text.clone_into(&mut product.name),
            Item::Sku => product.sku = text.to_uppercase(),
            Item::Unit => {
                let found = [Unit::Piece, Unit::Kilogram].into_iter().find(|unit| unit_words(*unit, language) == text);
                product.unit = found.unwrap_or(product.unit);
            }
            Item::Tax => product.tax = TAXES.into_iter().find(|tax| tax_words(*tax, language) == text).unwrap_or(product.tax),
            Item::Ceiling => product.ceiling = amount(text, place)?.filter(|ceiling| !ceiling.is_zero()),
            Item::OpenPrice => product.open_price = yes,
            Item::Shelf => text.clone_into(&mut details.shelf),
            Item::Minimum => details.minimum = quantity(text, place, language)?,
            Item::DailyLimit => details.daily_limit = quantity(text, place, language)?,
            Item::TracksExpiry => details.tracks_expiry = yes,
            Item::Margin => details.margin = quantity(text.trim_end_matches(['%', ' ']), place, language)?.map(|margin| margin.get() / 10),
            Item::SupplierCode => text.clone_into(&mut details.supplier_code),
            Item::Halal => text.clone_into(&mut details.halal),
            Item::HalalUntil => {
                details.halal_until = match text {
                    "" => None,
                    text => Some(text.parse::<NaiveDate>().map_err(|_| (place, date_words(language)))?),
                }
            }
            Item::Category | Item::Supplier | Item::Contents | Item::Picture => {}
        }
    }
    Ok(())
}

pub(super) fn date_words(language: Language) -> String {
    language.pick("Tulis tanggal seperti 2026-11-22.", "Write a date as 2026-11-22.").to_owned()
}

/// A pack; none: a new one.
pub fn pack_form(pack: Option<&Pack>, language: Language) -> Form {
    let fresh = Pack::default();
    let known = pack.unwrap_or(&fresh);
    let factor = if known.factor == 0 { String::new() } else { known.factor.to_string() };
    let other = |price: Option<Rupiah>| price.map_or_else(String::new, digits);
    let same = language.pick("kosong: sama dengan umum", "empty: as for everybody");
    Form {
        title: match pack {
            Some(pack) => format!("{} {}", language.pick("Kemasan", "Pack"), pack.code),
            None => language.pick("Kemasan baru", "A new pack").to_owned(),
        },
        text: String::new(),
        fields: vec![
            Field::new(FieldKind::Text, language.pick("Nama kemasan", "Name of the pack"), known.code.as_str()).hint("PCS, RENTENG, DUS"),
            Field::new(FieldKind::Digits, language.pick("Isi (satuan dasar)", "Holds (base units)"), factor)
                .hint(language.pick("kemasan dasar: 1", "the base pack: 1")),
            Field::new(FieldKind::Amount, language.pick("Harga umum", "Price for everybody"), digits(known.price)),
            Field::new(FieldKind::Amount, language.pick("Harga anggota", "Price for members"), other(known.member_price)).hint(same),
            Field::new(FieldKind::Amount, language.pick("Harga grosir", "Wholesale price"), other(known.wholesale_price)).hint(same),
        ],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// The pack of [`pack_form`], with the codes and tiers of the one that it was.
///
/// # Errors
/// The field that cannot be read, and why.
pub fn read_pack(values: &[String], was: Option<&Pack>, language: Language) -> Result<Pack, Wrong> {
    let text = |place: usize| values.get(place).map_or("", |text| text.trim());
    let code = text(0).to_uppercase();
    if code.is_empty() || code.chars().count() > 20 || code.chars().any(char::is_control) {
        let words = language.pick("Isi nama kemasan, paling panjang 20 huruf.", "Name the pack, at most 20 letters.");
        return Err((0, words.to_owned()));
    }
    let factor: i64 = text(1)
        .parse()
        .ok()
        .filter(|factor| (1..=100_000).contains(factor))
        .ok_or_else(|| (1, language.pick("Isi kemasan harus 1 sampai 100.000.", "A pack holds 1 to 100,000.").to_owned()))?;
    let other = |place| Ok::<_, Wrong>(amount(text(place), place)?.filter(|price| !price.is_zero()));
    let (member_price, wholesale_price) = (other(3)?, other(4)?);
    Ok(Pack {
        code,
        factor,
        price: amount(text(2), 2)?.unwrap_or_default(),
        member_price,
        wholesale_price,
        ..was.cloned().unwrap_or_default()
    })
}

/// A price from a quantity of packs on; none: a new one.
pub fn break_form(step: Option<&QuantityBreak>, pack: &Pack, unit: Unit, language: Language) -> Form {
    let from = step.map_or_else(String::new, |step| plain(step.from));
    let price = step.map_or_else(String::new, |step| digits(step.price));
    Form {
        title: format!("{} · {}", language.pick("Harga bertingkat", "Tiered price"), pack.code),
        text: String::new(),
        fields: vec![
            Field::new(counted(unit), &format!("{} ({})", language.pick("Mulai dari", "From"), pack.code), from).hint("10"),
            Field::new(FieldKind::Amount, language.pick("Harga per kemasan", "Price of a pack"), price),
            Field::new(
                FieldKind::Choice,
                language.pick("Hanya anggota", "Members only"),
                yes_word(step.is_some_and(|step| step.members_only), language),
            )
            .choices(yes_no(language)),
        ],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// The price of [`break_form`]; `others` are the tiers that stay.
///
/// # Errors
/// The field that cannot be read, and why.
pub fn read_break(values: &[String], others: &[QuantityBreak], language: Language) -> Result<QuantityBreak, Wrong> {
    let text = |place: usize| values.get(place).map_or("", |text| text.trim());
    let from = quantity(text(0), 0, language)?.filter(|from| from.get() > 0);
    let from = from.ok_or_else(|| (0, language.pick("Isi jumlahnya, lebih dari nol.", "Fill in a quantity above zero.").to_owned()))?;
    let price = amount(text(1), 1)?.filter(|price| !price.is_zero());
    let price = price.ok_or_else(|| (1, language.pick("Isi harganya.", "Fill in the price.").to_owned()))?;
    let members_only = text(2) == yes_word(true, language);
    if others.iter().any(|other| (other.from, other.members_only) == (from, members_only)) {
        return Err((0, language.pick("Jumlah ini sudah punya harga.", "This quantity has a price already.").to_owned()));
    }
    Ok(QuantityBreak { from, price, members_only })
}

/// A barcode: typed, or scanned into the field.
pub fn code_form(pack: &Pack, language: Language) -> Form {
    let label = language.pick("Barcode", "Barcode");
    Form {
        title: format!("Barcode · {}", pack.code),
        text: String::new(),
        fields: vec![Field::new(FieldKind::Text, label, "").hint(language.pick("pindai, atau ketik", "scan, or type"))],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// How many are in the box.
pub fn contents_form(name: &str, known: Option<Quantity>, language: Language) -> Form {
    let text =
        language.pick("Satu dus ini bila dibuka menjadi berapa? Kosong: bukan dus.", "What does one such box become? Empty: it is no box.");
    Form {
        title: format!("{} · {name}", language.pick("Isi dus", "Box holds")),
        text: text.to_owned(),
        fields: vec![Field::new(
            FieldKind::Digits,
            language.pick("Jumlah di dalamnya", "How many inside"),
            known.map_or_else(String::new, plain),
        )],
        action: language.pick("Pakai", "Use").to_owned(),
    }
}

/// The contents of [`contents_form`].
///
/// # Errors
/// The field that cannot be read, and why.
pub fn read_contents(values: &[String], sku: &str, language: Language) -> Result<Option<Contents>, Wrong> {
    let inside = quantity(values.first().map_or("", |text| text.trim()), 0, language)?;
    match inside {
        None => Ok(None),
        Some(inside) if inside.get() > 0 => Ok(Some(Contents { sku: sku.to_owned(), quantity: inside })),
        Some(_) => Err((0, language.pick("Isi dus harus lebih dari nol.", "A box holds more than nothing.").to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: Language = Language::Indonesian;

    fn values(form: &Form) -> Vec<String> {
        form.fields.iter().map(|field| field.value.clone()).collect()
    }

    fn product() -> Product {
        let mut product = Product {
            sku: "A-1".into(),
            name: "Teh".into(),
            ceiling: Some(Rupiah::new(5_000)),
            packs: vec![Pack { code: "PCS".into(), factor: 1, price: Rupiah::new(3_000), barcodes: vec!["X".into()], ..Pack::default() }],
            ..Product::default()
        };
        let details = &mut product.details;
        (details.minimum, details.daily_limit, details.margin) = (Some(Quantity::new(6_000)), Some(Quantity::new(2_000)), Some(1_250));
        (details.tracks_expiry, details.halal, details.halal_until) = (true, "ID1".into(), NaiveDate::from_ymd_opt(2027, 1, 31));
        product
    }

    #[test]
    fn what_nobody_changed_is_read_back_as_it_was() {
        for group in [Group::Sale, Group::Stock, Group::Halal] {
            let mut read_back = product();
            read(group, &values(&form(group, &product(), true, ID)), &mut read_back, true, ID).expect("reads");
            assert_eq!(read_back, product(), "{group:?}");
        }
        let pack = product().packs[0].clone();
        assert_eq!(read_pack(&values(&pack_form(Some(&pack), ID)), Some(&pack), ID), Ok(pack.clone()));
        let step = QuantityBreak { from: Quantity::new(10_000), price: Rupiah::new(2_800), members_only: true };
        assert_eq!(read_break(&values(&break_form(Some(&step), &pack, Unit::Piece, ID)), &[], ID), Ok(step));
        assert_eq!(items_of(Group::Sale, false).iter().filter(|item| **item == Item::Sku).count(), 0, "a key never changes");
    }

    #[test]
    fn what_is_wrong_is_said_at_its_field() {
        let text = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        assert_eq!(read_pack(&text(&["", "1"]), None, ID).expect_err("no name").0, 0);
        assert_eq!(read_pack(&text(&["DUS", "0", "1000"]), None, ID).expect_err("nothing inside").0, 1);
        let step = QuantityBreak { from: Quantity::new(10_000), price: Rupiah::new(1), members_only: false };
        assert_eq!(read_break(&text(&["10", "500", "tidak"]), &[step], ID).expect_err("twice").0, 0);
        assert_eq!(read_break(&text(&["10", "", "tidak"]), &[], ID).expect_err("no price").0, 1);
        assert_eq!(read_contents(&text(&["0"]), "B", ID).expect_err("nothing inside").0, 0);
        assert_eq!(read_contents(&text(&[""]), "B", ID), Ok(None));
        let mut goods = product();
        assert_eq!(read(Group::Stock, &text(&["", "", "", "", "dua"]), &mut goods, false, ID).expect_err("no number").0, 4);
    }
}
