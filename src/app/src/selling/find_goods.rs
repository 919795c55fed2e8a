//! From a code to goods: barcode, in-store code, GS1 element string, the shop's own key.

use domain::barcode::{self, ElementString, Embedded, InStoreCode, Reading};
use domain::cart::FixedPrice;
use domain::catalogue::Unit;
use domain::{Quantity, Rupiah};
use store::Connection;
use store::catalogue::Hit;

use crate::{App, Fault, Refusal};

/// Goods that a code stands for, with what else the code said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goods {
    /// Product and pack.
    pub hit: Hit,
    /// A quantity from the code: a weight, a count.
    pub quantity: Option<Quantity>,
    /// An amount from the code.
    pub fixed: Option<FixedPrice>,
}

/// What a code means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// One thing.
    Goods(Goods),
    /// Several products claim it: somebody must choose.
    Choice {
        /// The code.
        code: String,
        /// The goods.
        goods: Vec<Goods>,
    },
}

impl App {
    /// Finds what a code means.
    ///
    /// # Errors
    /// [`Refusal::Barcode`], [`Refusal::UnknownCode`], [`Refusal::Expired`].
    pub fn find_goods(&self, raw: &str) -> Result<Meaning, Fault> {
        let reading = barcode::read(raw, &self.settings.layouts)?;
        let today = self.clock.now().date_naive();
        self.store.read(|connection| match reading {
            Reading::Plain { key, other } => plain(connection, raw.trim(), &key, other.as_deref()),
            Reading::InStore(code) => in_store(connection, &code),
            Reading::Gs1(elements) => gs1(connection, raw, &elements, today),
        })
    }

    /// The goods of a product's key and pack, as a tile or a choice names them.
    ///
    /// # Errors
    /// [`Refusal::UnknownCode`].
    pub fn goods_of(&self, sku: &str, pack: &str) -> Result<Goods, Fault> {
        let unknown = || Fault::from(Refusal::UnknownCode(sku.to_owned()));
        let product = store::catalogue::by_sku(self.store.connection(), sku)?.ok_or_else(unknown)?;
        let place = product.packs.iter().position(|candidate| candidate.code == pack).ok_or_else(unknown)?;
        Ok(Goods { hit: Hit { product: product.into(), pack: place }, quantity: None, fixed: None })
    }
}

fn plain(connection: &Connection, raw: &str, key: &str, other: Option<&str>) -> Result<Meaning, Fault> {
    let mut hits = store::catalogue::by_code(connection, key)?;
    if let Some(other) = other {
        hits.extend(store::catalogue::by_code(connection, other)?);
    }
    if hits.is_empty()
        && let Some(product) = store::catalogue::by_sku(connection, raw)?
    {
        hits.push(Hit { product: product.into(), pack: 0 });
    }
    if hits.is_empty() {
        return Err(unknown(raw));
    }
    Ok(meaning(raw, hits.into_iter().map(|hit| Goods { hit, quantity: None, fixed: None }).collect()))
}

fn in_store(connection: &Connection, code: &InStoreCode) -> Result<Meaning, Fault> {
    let whole = store::catalogue::by_code(connection, &barcode::lookup_key(&code.code))?;
    if !whole.is_empty() {
        return Ok(meaning(&code.code, whole.into_iter().map(|hit| Goods { hit, quantity: None, fixed: None }).collect()));
    }
    for key in code.keys() {
        let mut hits = store::catalogue::by_code(connection, &key)?;
        if hits.is_empty()
            && let Some(product) = store::catalogue::by_sku(connection, &key)?
        {
            hits.push(Hit { product: product.into(), pack: 0 });
        }
        if !hits.is_empty() {
            let goods = hits.into_iter().map(|hit| with_embedded(hit, code.embedded)).collect::<Result<_, _>>()?;
            return Ok(meaning(&code.code, goods));
        }
    }
    Err(unknown(&code.code))
}

/// A weight becomes the quantity; an amount is kept, and for goods by weight tells the weight.
fn with_embedded(hit: Hit, embedded: Embedded) -> Result<Goods, Fault> {
    let price = hit.product.packs[hit.pack].price;
    let by_weight = hit.product.unit == Unit::Kilogram;
    Ok(match embedded {
        Embedded::Nothing => Goods { hit, quantity: None, fixed: None },
        Embedded::Weight(weight) => Goods { hit, quantity: by_weight.then_some(weight), fixed: None },
        Embedded::Price(amount) => {
            let weight = if by_weight && price.get() > 0 {
                Quantity::new(Rupiah::ratio(amount, 1_000, price.get())?.get().max(1))
            } else {
                Quantity::ONE
            };
            Goods { hit, quantity: Some(weight), fixed: Some(FixedPrice::Embedded(amount)) }
        }
    })
}

fn gs1(connection: &Connection, raw: &str, elements: &ElementString, today: chrono::NaiveDate) -> Result<Meaning, Fault> {
    let shown = raw.replace('\u{1d}', " ");
    let gtin = elements.gtin.ok_or_else(|| unknown(&shown))?;
    let hits = store::catalogue::by_code(connection, &gtin.to_string())?;
    if hits.is_empty() {
        return Err(unknown(&gtin.to_string()));
    }
    if let Some(date) = elements.expiry.filter(|date| *date < today) {
        return Err(Refusal::Expired { name: hits[0].product.name.clone(), date }.into());
    }
    if let Some(lot) = elements.lot.as_deref()
        && let Some(reason) = store::goods::lots::blocked(connection, &hits[0].product.sku, lot)?
    {
        return Err(crate::stock::StockRefusal::Recalled { name: hits[0].product.name.clone(), reason }.into());
    }
    let goods = hits.into_iter().map(|hit| {
        let by_weight = hit.product.unit == Unit::Kilogram;
        let count = elements.count.and_then(|count| Quantity::units(count).ok());
        let quantity = if by_weight { elements.weight } else { count };
        Goods { hit, quantity, fixed: elements.price.map(FixedPrice::Embedded) }
    });
    Ok(meaning(&gtin.to_string(), goods.collect()))
}

fn meaning(code: &str, mut goods: Vec<Goods>) -> Meaning {
    match goods.len() {
        1 => Meaning::Goods(goods.remove(0)),
        _ => Meaning::Choice { code: code.to_owned(), goods },
    }
}

fn unknown(code: &str) -> Fault {
    match barcode::complaint(code) {
        Some(complaint) => Refusal::Barcode(complaint).into(),
        None => Refusal::UnknownCode(code.to_owned()).into(),
    }
}
