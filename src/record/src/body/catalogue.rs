//! `catalogue.put` and `promotion.put`, version 1.

use chrono::NaiveDate;
use domain::catalogue::{Contents, Details, Pack, Product, QuantityBreak, Unit};
use domain::fact::Fact;
use domain::pricing::{Benefit, Promotion, Target};
use domain::tax::TaxClass;
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};

use super::Nonsense;
use super::plain::is_false;

#[derive(Serialize, Deserialize)]
pub(super) struct CatalogueV1 {
    by: String,
    products: Vec<ProductV1>,
}

#[derive(Serialize, Deserialize)]
struct ProductV1 {
    sku: String,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    category: String,
    unit: String,
    tax: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ceiling: Option<i64>,
    #[serde(default, skip_serializing_if = "is_false")]
    open_price: bool,
    packs: Vec<PackV1>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    details: Option<DetailsV1>,
}

#[derive(Serialize, Deserialize)]
struct DetailsV1 {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    shelf: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    halal: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    halal_until: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "is_false")]
    tracks_expiry: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    minimum_milli: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    daily_limit_milli: Option<i64>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    supplier: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    supplier_code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    margin: Option<i64>,
    /// Product and thousandths of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contents: Option<(String, i64)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    picture: String,
    #[serde(default, skip_serializing_if = "is_false")]
    archived: bool,
}

#[derive(Serialize, Deserialize)]
struct PackV1 {
    code: String,
    factor: i64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    barcodes: Vec<String>,
    price: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wholesale: Option<i64>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    breaks: Vec<BreakV1>,
}

#[derive(Serialize, Deserialize)]
struct BreakV1 {
    from_milli: i64,
    price: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    members_only: bool,
}

impl CatalogueV1 {
    pub(super) fn new(products: &[Product], by: &str) -> Self {
        Self { by: by.to_owned(), products: products.iter().map(ProductV1::from).collect() }
    }

    pub(super) fn lift(self) -> Result<Fact, Nonsense> {
        let products = self.products.into_iter().map(ProductV1::lift).collect::<Result<_, _>>()?;
        Ok(Fact::CataloguePut { products, by: self.by })
    }
}

impl From<&Product> for ProductV1 {
    fn from(product: &Product) -> Self {
        Self {
            sku: product.sku.clone(),
            name: product.name.clone(),
            category: product.category.clone(),
            unit: product.unit.word().to_owned(),
            tax: product.tax.word().to_owned(),
            ceiling: product.ceiling.map(Rupiah::get),
            open_price: product.open_price,
            packs: product.packs.iter().map(PackV1::from).collect(),
            details: (product.details != Details::default()).then(|| DetailsV1::from(&product.details)),
        }
    }
}

impl From<&Details> for DetailsV1 {
    fn from(details: &Details) -> Self {
        Self {
            shelf: details.shelf.clone(),
            halal: details.halal.clone(),
            halal_until: details.halal_until,
            tracks_expiry: details.tracks_expiry,
            minimum_milli: details.minimum.map(Quantity::get),
            daily_limit_milli: details.daily_limit.map(Quantity::get),
            supplier: details.supplier.clone(),
            supplier_code: details.supplier_code.clone(),
            margin: details.margin,
            contents: details.contents.as_ref().map(|inside| (inside.sku.clone(), inside.quantity.get())),
            picture: details.picture.clone(),
            archived: details.archived,
        }
    }
}

impl DetailsV1 {
    fn lift(self) -> Details {
        Details {
            shelf: self.shelf,
            halal: self.halal,
            halal_until: self.halal_until,
            tracks_expiry: self.tracks_expiry,
            minimum: self.minimum_milli.map(Quantity::new),
            daily_limit: self.daily_limit_milli.map(Quantity::new),
            supplier: self.supplier,
            supplier_code: self.supplier_code,
            margin: self.margin,
            contents: self.contents.map(|(sku, quantity)| Contents { sku, quantity: Quantity::new(quantity) }),
            picture: self.picture,
            archived: self.archived,
        }
    }
}

impl From<&Pack> for PackV1 {
    fn from(pack: &Pack) -> Self {
        let step = |step: &QuantityBreak| BreakV1 { from_milli: step.from.get(), price: step.price.get(), members_only: step.members_only };
        Self {
            code: pack.code.clone(),
            factor: pack.factor,
            barcodes: pack.barcodes.clone(),
            price: pack.price.get(),
            member: pack.member_price.map(Rupiah::get),
            wholesale: pack.wholesale_price.map(Rupiah::get),
            breaks: pack.breaks.iter().map(step).collect(),
        }
    }
}

impl ProductV1 {
    fn lift(self) -> Result<Product, Nonsense> {
        let unit = Unit::parse(&self.unit).ok_or_else(|| Nonsense::of("satuan", &self.unit))?;
        let tax = TaxClass::parse(&self.tax).ok_or_else(|| Nonsense::of("pajak", &self.tax))?;
        if self.packs.is_empty() {
            return Err(Nonsense::of("barang tanpa satuan", &self.sku));
        }
        Ok(Product {
            sku: self.sku,
            name: self.name,
            category: self.category,
            unit,
            tax,
            ceiling: self.ceiling.map(Rupiah::new),
            open_price: self.open_price,
            packs: self.packs.into_iter().map(PackV1::lift).collect(),
            details: self.details.map(DetailsV1::lift).unwrap_or_default(),
        })
    }
}

impl PackV1 {
    fn lift(self) -> Pack {
        let step = |step: BreakV1| QuantityBreak {
            from: Quantity::new(step.from_milli),
            price: Rupiah::new(step.price),
            members_only: step.members_only,
        };
        Pack {
            code: self.code,
            factor: self.factor,
            barcodes: self.barcodes,
            price: Rupiah::new(self.price),
            member_price: self.member.map(Rupiah::new),
            wholesale_price: self.wholesale.map(Rupiah::new),
            breaks: self.breaks.into_iter().map(step).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct PromotionsV1 {
    by: String,
    promotions: Vec<PromotionV1>,
}

#[derive(Serialize, Deserialize)]
struct PromotionV1 {
    id: String,
    name: String,
    from: NaiveDate,
    to: NaiveDate,
    #[serde(default, skip_serializing_if = "is_false")]
    members_only: bool,
    targets: Vec<TargetV1>,
    benefit: BenefitV1,
}

#[derive(Serialize, Deserialize)]
struct TargetV1 {
    sku: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pack: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BenefitV1 {
    PercentHundredths(i64),
    Amount(i64),
    BuyGet { buy: i64, free: i64 },
    MixAndMatch { count: i64, price: i64 },
}

impl PromotionsV1 {
    pub(super) fn new(promotions: &[Promotion], by: &str) -> Self {
        Self { by: by.to_owned(), promotions: promotions.iter().map(PromotionV1::from).collect() }
    }

    pub(super) fn lift(self) -> Result<Fact, Nonsense> {
        let promotions: Vec<Promotion> = self.promotions.into_iter().map(PromotionV1::lift).collect();
        for promotion in &promotions {
            promotion.check().map_err(|_| Nonsense::of("promo", &promotion.id))?;
        }
        Ok(Fact::PromotionsPut { promotions, by: self.by })
    }
}

impl From<&Promotion> for PromotionV1 {
    fn from(promotion: &Promotion) -> Self {
        let target = |target: &Target| TargetV1 { sku: target.sku.clone(), pack: target.pack.clone() };
        Self {
            id: promotion.id.clone(),
            name: promotion.name.clone(),
            from: promotion.from,
            to: promotion.to,
            members_only: promotion.members_only,
            targets: promotion.targets.iter().map(target).collect(),
            benefit: match promotion.benefit {
                Benefit::Percent(hundredths) => BenefitV1::PercentHundredths(hundredths),
                Benefit::Amount(amount) => BenefitV1::Amount(amount.get()),
                Benefit::BuyGet { buy, free } => BenefitV1::BuyGet { buy, free },
                Benefit::MixAndMatch { count, price } => BenefitV1::MixAndMatch { count, price: price.get() },
            },
        }
    }
}

impl PromotionV1 {
    fn lift(self) -> Promotion {
        let target = |target: TargetV1| Target { sku: target.sku, pack: target.pack };
        Promotion {
            id: self.id,
            name: self.name,
            from: self.from,
            to: self.to,
            members_only: self.members_only,
            targets: self.targets.into_iter().map(target).collect(),
            benefit: match self.benefit {
                BenefitV1::PercentHundredths(hundredths) => Benefit::Percent(hundredths),
                BenefitV1::Amount(amount) => Benefit::Amount(Rupiah::new(amount)),
                BenefitV1::BuyGet { buy, free } => Benefit::BuyGet { buy, free },
                BenefitV1::MixAndMatch { count, price } => Benefit::MixAndMatch { count, price: Rupiah::new(price) },
            },
        }
    }
}
