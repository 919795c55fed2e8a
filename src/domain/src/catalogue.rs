//! Goods: products, the packs in which they are sold, and what is wrong with a product.

use chrono::NaiveDate;

use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;
use crate::tax::TaxClass;

/// What a product is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Pieces: quantities sold are whole.
    #[default]
    Piece,
    /// Kilograms: sold by weight, a thousandth is a gram.
    Kilogram,
}

impl Unit {
    /// The word in files and on paper.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Piece => "pcs",
            Self::Kilogram => "kg",
        }
    }

    /// Reads the word of a file.
    pub fn parse(word: &str) -> Option<Self> {
        match word.trim().to_ascii_lowercase().as_str() {
            "pcs" => Some(Self::Piece),
            "kg" => Some(Self::Kilogram),
            _ => None,
        }
    }
}

/// A price that holds from a quantity of packs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuantityBreak {
    /// From this many packs (thousandths).
    pub from: Quantity,
    /// Price of one pack, rupiah.
    pub price: Rupiah,
    /// Only for members (anggota, grosir).
    pub members_only: bool,
}

/// One way in which a product is sold, with its own barcodes and prices.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pack {
    /// Its name: PCS, RENTENG, DUS; unique within the product.
    pub code: String,
    /// How many base units it holds; the base pack has 1.
    pub factor: i64,
    /// Barcodes in normal form ([`crate::barcode::lookup_key`]).
    pub barcodes: Vec<String>,
    /// Price for everybody (umum), rupiah per pack, PPN included.
    pub price: Rupiah,
    /// Price for members (anggota), when it differs.
    pub member_price: Option<Rupiah>,
    /// Price for wholesale buyers (grosir), when it differs.
    pub wholesale_price: Option<Rupiah>,
    /// Prices from a quantity on.
    pub breaks: Vec<QuantityBreak>,
}

/// Goods that the shop sells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// The shop's own key; never changes.
    pub sku: String,
    /// As it stands on the screen and on paper.
    pub name: String,
    /// For tiles and reports.
    pub category: String,
    /// Counted in.
    pub unit: Unit,
    /// What PPN applies.
    pub tax: TaxClass,
    /// The legal price ceiling (HET) per base unit, rupiah.
    pub ceiling: Option<Rupiah>,
    /// Sold at a price that is typed (a department key); needs a right.
    pub open_price: bool,
    /// The packs; the first has factor 1.
    pub packs: Vec<Pack>,
    /// What the stock room needs to know.
    pub details: Details,
}

/// What is in a box that is a product of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The product inside.
    pub sku: String,
    /// Base units of it in one base unit of the box, thousandths.
    pub quantity: Quantity,
}

/// What the stock room needs to know of a product, beside how it is sold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Where it stands.
    pub shelf: String,
    /// Number of the halal certificate; empty: none known.
    pub halal: String,
    /// Until when it holds.
    pub halal_until: Option<NaiveDate>,
    /// Its dates are kept: nothing comes in without one.
    pub tracks_expiry: bool,
    /// Order again below this, base units, thousandths.
    pub minimum: Option<Quantity>,
    /// At most this for one buyer on one day, base units, thousandths (SPHP: 10 kg, `domain.md` 3.4).
    pub daily_limit: Option<Quantity>,
    /// Who usually delivers it: the partner's key.
    pub supplier: String,
    /// The supplier's own code for it.
    pub supplier_code: String,
    /// Margin for proposed prices, hundredths of a percent on cost; none: the shop's.
    pub margin: Option<i64>,
    /// What is inside when it is a box that can be opened.
    pub contents: Option<Contents>,
    /// A file with its picture.
    pub picture: String,
    /// No longer offered; what is there can still be sold.
    pub archived: bool,
}

/// What is wrong with a product.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProductError {
    /// No key.
    #[error("sku kosong")]
    NoSku,
    /// No name.
    #[error("nama kosong")]
    NoName,
    /// A text that is too long or holds control characters.
    #[error("«{0}» terlalu panjang atau berisi tanda yang tak terlihat")]
    BadText(String),
    /// No pack with factor 1.
    #[error("tidak ada satuan dasar (pack_size 1)")]
    NoBasePack,
    /// Two packs with one code.
    #[error("satuan {0} ada dua kali")]
    DoublePack(String),
    /// Two packs with factor 1.
    #[error("ada dua satuan dasar (pack_size 1): {0} dan {1}")]
    TwoBasePacks(String, String),
    /// A box that holds itself, or nothing.
    #[error("isi dus {0} tidak boleh barang itu sendiri dan harus lebih dari nol")]
    InsideItself(String),
    /// A number that makes no sense.
    #[error("{0} harus nol atau lebih dan masuk akal")]
    BadNumber(&'static str),
    /// A factor below 1 or beyond reason.
    #[error("isi satuan {0} harus 1 sampai 100.000")]
    BadFactor(String),
    /// The price of a pack is above the ceiling.
    #[error("harga {pack} Rp {price} di atas HET Rp {ceiling}")]
    AboveCeiling {
        /// The pack.
        pack: String,
        /// Its price.
        price: Rupiah,
        /// The ceiling for the whole pack.
        ceiling: Rupiah,
    },
    /// A quantity break from nothing on, below no price, or twice.
    #[error("harga bertingkat satuan {0} harus mulai dari lebih dari nol, tidak di bawah nol, dan tidak dua kali")]
    BadBreak(String),
    /// A weighed product in a pack of more than one.
    #[error("barang timbangan hanya punya satuan dasar")]
    WeighedPack,
    /// An amount too large.
    #[error(transparent)]
    Overflow(#[from] Overflow),
}

impl Product {
    /// The pack with this code.
    pub fn pack(&self, code: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.code.eq_ignore_ascii_case(code))
    }

    /// The ceiling for one pack: HET per base unit times its content.
    ///
    /// # Errors
    /// [`Overflow`].
    pub fn pack_ceiling(&self, pack: &Pack) -> Result<Option<Rupiah>, Overflow> {
        self.ceiling.map(|ceiling| ceiling.times(pack.factor)).transpose()
    }

    /// Says what is wrong with the product, if anything.
    ///
    /// # Errors
    /// The first [`ProductError`] found.
    pub fn check(&self) -> Result<(), ProductError> {
        if self.sku.is_empty() {
            return Err(ProductError::NoSku);
        }
        if self.name.trim().is_empty() {
            return Err(ProductError::NoName);
        }
        for (text, limit) in [(&self.sku, 40), (&self.name, 120), (&self.category, 60)] {
            if text.chars().count() > limit || text.chars().any(char::is_control) {
                return Err(ProductError::BadText(text.clone()));
            }
        }
        if self.packs.first().is_none_or(|pack| pack.factor != 1) {
            return Err(ProductError::NoBasePack);
        }
        for (index, pack) in self.packs.iter().enumerate() {
            self.check_pack(index, pack)?;
        }
        self.check_details()
    }

    fn check_details(&self) -> Result<(), ProductError> {
        let details = &self.details;
        for (text, limit) in
            [(&details.shelf, 40), (&details.halal, 60), (&details.supplier, 40), (&details.supplier_code, 40), (&details.picture, 200)]
        {
            if text.chars().count() > limit || text.chars().any(char::is_control) {
                return Err(ProductError::BadText(text.clone()));
            }
        }
        if details.contents.as_ref().is_some_and(|inside| inside.sku == self.sku || inside.quantity.get() <= 0) {
            return Err(ProductError::InsideItself(self.sku.clone()));
        }
        if details.minimum.is_some_and(|minimum| minimum.get() < 0) {
            return Err(ProductError::BadNumber("stok minimum"));
        }
        if details.daily_limit.is_some_and(|limit| limit.get() <= 0) {
            return Err(ProductError::BadNumber("batas per pembeli"));
        }
        if details.margin.is_some_and(|margin| !(0..=100_000).contains(&margin)) {
            return Err(ProductError::BadNumber("margin"));
        }
        Ok(())
    }

    fn check_pack(&self, index: usize, pack: &Pack) -> Result<(), ProductError> {
        if self.packs[..index].iter().any(|other| other.code.eq_ignore_ascii_case(&pack.code)) {
            return Err(ProductError::DoublePack(pack.code.clone()));
        }
        if !(1..=100_000).contains(&pack.factor) {
            return Err(ProductError::BadFactor(pack.code.clone()));
        }
        if index > 0 && pack.factor == 1 {
            return Err(ProductError::TwoBasePacks(self.packs[0].code.clone(), pack.code.clone()));
        }
        let twice = |at: usize, step: &QuantityBreak| {
            pack.breaks[..at].iter().any(|other| (other.from, other.members_only) == (step.from, step.members_only))
        };
        if pack.breaks.iter().enumerate().any(|(at, step)| step.from.get() <= 0 || step.price.is_negative() || twice(at, step)) {
            return Err(ProductError::BadBreak(pack.code.clone()));
        }
        if self.unit == Unit::Kilogram && pack.factor != 1 {
            return Err(ProductError::WeighedPack);
        }
        if let Some(ceiling) = self.pack_ceiling(pack)? {
            let prices = [Some(pack.price), pack.member_price, pack.wholesale_price];
            if let Some(price) = prices.into_iter().flatten().find(|price| *price > ceiling) {
                return Err(ProductError::AboveCeiling { pack: pack.code.clone(), price, ceiling });
            }
        }
        Ok(())
    }
}
