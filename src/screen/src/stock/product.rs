//! The editor of a product: its fields and packs as lines, what is wrong at its place, and the forms.

mod forms;
mod price;
mod problem;

pub use forms::{
    Group, break_form, code_form, contents_form, form, group_of, items_of, pack_form, read, read_break, read_contents, read_pack,
};
pub use price::{price_form, read_price};
pub use problem::{Problem, Spot, problem, wrong};

use domain::barcode::as_printed;
use domain::catalogue::{Pack, Product, Unit};
use domain::tax::TaxClass;
use domain::{Quantity, Rupiah};

use super::goods::percent;
use crate::{Language, dates};

/// A field of a product, in the order of the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// The shop's key.
    Sku,
    /// Its name.
    Name,
    /// Its category.
    Category,
    /// Counted in.
    Unit,
    /// PPN.
    Tax,
    /// The legal ceiling.
    Ceiling,
    /// Sold at a typed price.
    OpenPrice,
    /// Where it stands.
    Shelf,
    /// Order again below.
    Minimum,
    /// At most for one buyer a day.
    DailyLimit,
    /// Dates are kept.
    TracksExpiry,
    /// Margin of proposed prices.
    Margin,
    /// Who delivers it.
    Supplier,
    /// Their code.
    SupplierCode,
    /// Halal certificate.
    Halal,
    /// Until when.
    HalalUntil,
    /// What is in the box.
    Contents,
    /// Its picture.
    Picture,
}

impl Item {
    /// All of them.
    pub const ALL: [Self; 18] = [
        Self::Name,
        Self::Sku,
        Self::Category,
        Self::Unit,
        Self::Tax,
        Self::Ceiling,
        Self::OpenPrice,
        Self::Shelf,
        Self::Minimum,
        Self::DailyLimit,
        Self::TracksExpiry,
        Self::Margin,
        Self::Supplier,
        Self::SupplierCode,
        Self::Halal,
        Self::HalalUntil,
        Self::Contents,
        Self::Picture,
    ];

    /// What it is called.
    pub const fn label(self, language: Language) -> &'static str {
        match self {
            Self::Sku => language.pick("Kode barang (SKU)", "Key (SKU)"),
            Self::Name => language.pick("Nama", "Name"),
            Self::Category => language.pick("Kategori", "Category"),
            Self::Unit => language.pick("Dihitung per", "Counted in"),
            Self::Tax => "PPN",
            Self::Ceiling => language.pick("HET", "Ceiling (HET)"),
            Self::OpenPrice => language.pick("Harga bebas", "Open price"),
            Self::Shelf => language.pick("Rak", "Shelf"),
            Self::Minimum => language.pick("Stok minimum", "Minimum stock"),
            Self::DailyLimit => language.pick("Batas per pembeli", "Limit per buyer"),
            Self::TracksExpiry => language.pick("Catat kedaluwarsa", "Keeps dates"),
            Self::Margin => language.pick("Laba usulan harga", "Margin proposed"),
            Self::Supplier => language.pick("Pemasok", "Supplier"),
            Self::SupplierCode => language.pick("Kode di pemasok", "Supplier's code"),
            Self::Halal => language.pick("Nomor halal", "Halal number"),
            Self::HalalUntil => language.pick("Halal sampai", "Halal until"),
            Self::Contents => language.pick("Isi dus", "Box holds"),
            Self::Picture => language.pick("Gambar", "Picture"),
        }
    }

    /// What it says; empty: nothing.
    pub fn value(self, product: &Product, language: Language) -> String {
        let details = &product.details;
        let quantity = |quantity: Option<Quantity>| quantity.map_or_else(String::new, |quantity| quantity.to_string());
        let yes = |yes: bool| if yes { language.pick("ya", "yes").to_owned() } else { String::new() };
        match self {
            Self::Sku => product.sku.clone(),
            Self::Name => product.name.clone(),
            Self::Category => product.category.clone(),
            Self::Unit => unit_words(product.unit, language).to_owned(),
            Self::Tax => tax_words(product.tax, language).to_owned(),
            Self::Ceiling => product.ceiling.map_or_else(String::new, |ceiling| format!("Rp {ceiling}")),
            Self::OpenPrice => yes(product.open_price),
            Self::Shelf => details.shelf.clone(),
            Self::Minimum => quantity(details.minimum),
            Self::DailyLimit => quantity(details.daily_limit),
            Self::TracksExpiry => yes(details.tracks_expiry),
            Self::Margin => details.margin.map_or_else(String::new, percent),
            Self::Supplier => details.supplier.clone(),
            Self::SupplierCode => details.supplier_code.clone(),
            Self::Halal => details.halal.clone(),
            Self::HalalUntil => details.halal_until.map_or_else(String::new, dates::short),
            Self::Contents => details.contents.as_ref().map_or_else(String::new, |inside| format!("{} × {}", inside.quantity, inside.sku)),
            Self::Picture => details.picture.clone(),
        }
    }
}

const fn unit_words(unit: Unit, language: Language) -> &'static str {
    match unit {
        Unit::Piece => language.pick("buah (pcs)", "pieces (pcs)"),
        Unit::Kilogram => language.pick("kilogram (ditimbang)", "kilogram (weighed)"),
    }
}

const TAXES: [TaxClass; 5] = [TaxClass::None, TaxClass::Ppn, TaxClass::Exempt, TaxClass::Luxury, TaxClass::GovernmentBorne];

const fn tax_words(tax: TaxClass, language: Language) -> &'static str {
    match tax {
        TaxClass::None => language.pick("tanpa PPN", "no PPN"),
        TaxClass::Ppn => language.pick("kena PPN", "PPN"),
        TaxClass::Luxury => language.pick("barang mewah", "luxury goods"),
        TaxClass::Exempt => language.pick("dibebaskan", "exempt"),
        TaxClass::GovernmentBorne => language.pick("ditanggung negara", "borne by the state"),
    }
}

/// `Rp 3.100 · anggota 3.000 · grosir 2.900`
pub fn price_words(pack: &Pack, language: Language) -> String {
    let tier = |word: &str, price: Option<Rupiah>| price.map_or_else(String::new, |price| format!(" · {word} {price}"));
    format!(
        "{}{}{}",
        pack.price,
        tier(language.pick("anggota", "members"), pack.member_price),
        tier(language.pick("grosir", "wholesale"), pack.wholesale_price)
    )
}

/// A line of the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// What it is called.
    pub label: String,
    /// What it says.
    pub value: String,
    /// What is wrong with it.
    pub error: String,
}

/// The fields as lines, in the order of [`Item::ALL`].
pub fn lines(product: &Product, problem: Option<&Problem>, language: Language) -> Vec<Line> {
    let line = |item: Item| Line {
        label: item.label(language).to_owned(),
        value: item.value(product, language),
        error: problem.filter(|problem| problem.spot == Spot::Item(item)).map(|problem| problem.text.clone()).unwrap_or_default(),
    };
    Item::ALL.into_iter().map(line).collect()
}

/// What a line of the packs is: places in the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A pack.
    Pack(usize),
    /// One of its barcodes.
    Code(usize, usize),
    /// One of its prices from a quantity on.
    Break(usize, usize),
}

impl Part {
    /// The pack that it is of.
    pub const fn pack(self) -> usize {
        match self {
            Self::Pack(pack) | Self::Code(pack, _) | Self::Break(pack, _) => pack,
        }
    }
}

/// A line of the packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PackLine {
    /// 0 a pack, 1 a barcode, 2 a tiered price.
    pub kind: i32,
    /// What it is.
    pub text: String,
    /// The small print.
    pub detail: String,
    /// What stands at its right.
    pub mark: String,
    /// What is wrong with it.
    pub error: String,
}

/// The packs, each with its codes and tiered prices.
pub fn packs(product: &Product, problem: Option<&Problem>, language: Language) -> Vec<(Part, PackLine)> {
    let at = |spot: Spot| problem.filter(|problem| problem.spot == spot).map(|problem| problem.text.clone()).unwrap_or_default();
    let mut rows = Vec::new();
    for (place, pack) in product.packs.iter().enumerate() {
        let holds = language.pick("isi", "holds");
        let base = language.pick("kemasan dasar", "base pack");
        let text = match (product.unit, pack.factor) {
            (Unit::Kilogram, _) => format!("{} · {base}", pack.code),
            (Unit::Piece, 1) => format!("{} · {base}", pack.code),
            (Unit::Piece, factor) => format!("{} · {holds} {}", pack.code, Rupiah::new(factor)),
        };
        let words = price_words(pack, language);
        let (price, detail) = words.split_once(" · ").unwrap_or((&words, ""));
        let mark = if pack.price.is_zero() { language.pick("belum ada harga", "no price").to_owned() } else { format!("Rp {price}") };
        rows.push((
            Part::Pack(place),
            PackLine { kind: 0, text, detail: detail.to_owned(), mark, error: at(Spot::Pack(pack.code.clone())) },
        ));
        for (code, text) in pack.barcodes.iter().enumerate() {
            let error = at(Spot::Code(text.clone()));
            let line = PackLine { kind: 1, text: format!("▮ {}", as_printed(text)), error, ..PackLine::default() };
            rows.push((Part::Code(place, code), line));
        }
        for (step, found) in pack.breaks.iter().enumerate() {
            let members = if found.members_only { language.pick(" · anggota", " · members") } else { "" };
            let text = format!("{} {}{members}", language.pick("mulai", "from"), found.from);
            let line = PackLine { kind: 2, text, mark: format!("Rp {}", found.price), ..PackLine::default() };
            rows.push((Part::Break(place, step), line));
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::catalogue::QuantityBreak;

    fn product() -> Product {
        let pack = |code: &str, factor, price| Pack { code: code.into(), factor, price: Rupiah::new(price), ..Pack::default() };
        let mut product =
            Product { sku: "A-1".into(), name: "Teh".into(), packs: vec![pack("PCS", 1, 3_000), pack("DUS", 24, 0)], ..Product::default() };
        product.packs[0].barcodes = vec!["04006381333931".into()];
        product.packs[0].member_price = Some(Rupiah::new(2_900));
        product.packs[1].breaks = vec![QuantityBreak { from: Quantity::new(5_000), price: Rupiah::new(70_000), members_only: true }];
        product
    }

    #[test]
    fn packs_carry_their_codes_and_tiers() {
        let rows = packs(&product(), None, Language::Indonesian);
        assert_eq!(
            rows.iter().map(|(part, _)| *part).collect::<Vec<_>>(),
            [Part::Pack(0), Part::Code(0, 0), Part::Pack(1), Part::Break(1, 0)]
        );
        assert_eq!((rows[0].1.mark.as_str(), rows[0].1.detail.as_str()), ("Rp 3.000", "anggota 2.900"));
        assert_eq!((rows[1].1.text.as_str(), rows[2].1.mark.as_str()), ("▮ 4006381333931", "belum ada harga"));
        assert_eq!((rows[3].1.text.as_str(), rows[3].1.mark.as_str()), ("mulai 5 · anggota", "Rp 70.000"));
    }
}
