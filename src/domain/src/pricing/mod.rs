//! The pricing engine: one for the screen, the command line, replay and sync.
//!
//! Order of the rules: promotion, then quantity break, then the buyer's tier, never above the
//! legal ceiling (HET); a rule that would make the goods dearer than the next one does not win.
//! Each line gets the charged price, the public price beside it, and the rule that won, because
//! the report of members' benefit (laporan promosi ekonomi anggota) needs both later.

mod promotion;

pub use promotion::{Benefit, Promotion, PromotionError, Target};

use chrono::NaiveDate;

use crate::catalogue::{Pack, Product};
use crate::member::Tier;
use crate::money::{Overflow, Rupiah};
use crate::quantity::Quantity;

/// Which rule made the price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The price of the buyer's tier.
    Tier(Tier),
    /// A quantity break from this many packs on.
    Break(Quantity),
    /// A promotion, by id and name.
    Promotion {
        /// Its key.
        id: String,
        /// As shown.
        name: String,
    },
    /// The legal ceiling held the price down.
    Ceiling,
    /// A person with the right set the price.
    Override,
    /// Typed with a department key.
    Open,
    /// The amount stood in the barcode.
    Embedded,
}

impl Rule {
    /// The rule as records and JSON write it.
    pub fn word(&self) -> String {
        match self {
            Self::Tier(tier) => tier.word().to_owned(),
            Self::Break(from) => format!("break:{}", from.get() / 1_000),
            Self::Promotion { id, .. } => format!("promo:{id}"),
            Self::Ceiling => "het".to_owned(),
            Self::Override => "override".to_owned(),
            Self::Open => "open".to_owned(),
            Self::Embedded => "embedded".to_owned(),
        }
    }
}

/// Who buys, when, and which promotions run.
#[derive(Clone, Debug)]
pub struct PriceContext<'a> {
    /// The buyer's tier.
    pub tier: Tier,
    /// The business date.
    pub on: NaiveDate,
    /// All promotions of the shop; those of other days are passed over.
    pub promotions: &'a [Promotion],
}

/// What one line asks the engine.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The goods.
    pub product: &'a Product,
    /// The pack sold.
    pub pack: &'a Pack,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// True when a person or a barcode fixed the price: no rule touches the line.
    pub fixed: bool,
}

/// The engine's answer for one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// Charged for one pack, rupiah.
    pub unit: Rupiah,
    /// What everybody pays for one pack (umum), rupiah.
    pub public: Rupiah,
    /// Taken off the line beside the unit price (free pieces of a promotion), rupiah.
    pub reduction: Rupiah,
    /// The rule that won.
    pub rule: Rule,
}

/// Prices all lines of a cart together: some promotions look across lines. Lines that are `fixed`
/// get their public price and no rule.
///
/// # Errors
/// [`Overflow`].
pub fn price(requests: &[Request<'_>], context: &PriceContext<'_>) -> Result<Vec<Price>, Overflow> {
    let mut prices = Vec::with_capacity(requests.len());
    for request in requests {
        prices.push(single(request, context)?);
    }
    for promotion in context.promotions.iter().filter(|promotion| promotion.runs(context.on, context.tier)) {
        if promotion.is_bundle() {
            promotion::apply_bundle(promotion, requests, &mut prices)?;
        }
    }
    Ok(prices)
}

/// The price of a line by itself.
fn single(request: &Request<'_>, context: &PriceContext<'_>) -> Result<Price, Overflow> {
    let pack = request.pack;
    let ceiling = request.product.pack_ceiling(pack)?;
    let public = ceiling.map_or(pack.price, |ceiling| ceiling.min(pack.price));
    let tier_price = tier_price(pack, context.tier);
    let mut unit = tier_price;
    let mut rule = Rule::Tier(if tier_price == pack.price { Tier::Umum } else { context.tier });
    if request.fixed {
        return Ok(Price { unit, public, reduction: Rupiah::ZERO, rule });
    }
    if let Some(step) = best_break(pack, request.quantity, context.tier)
        && step.price <= unit
    {
        unit = step.price;
        rule = Rule::Break(step.from);
    }
    for promotion in context.promotions.iter().filter(|promotion| promotion.runs(context.on, context.tier)) {
        if let Some(promoted) = promotion.unit_price(request, tier_price)?
            && (promoted < unit || (promoted == unit && matches!(rule, Rule::Tier(_) | Rule::Break(_)) && promoted < tier_price))
        {
            unit = promoted;
            rule = Rule::Promotion { id: promotion.id.clone(), name: promotion.name.clone() };
        }
    }
    if let Some(ceiling) = ceiling
        && unit > ceiling
    {
        unit = ceiling;
        rule = Rule::Ceiling;
    }
    Ok(Price { unit, public, reduction: Rupiah::ZERO, rule })
}

/// What the tier pays for one pack; the next lower tier's price where it has none of its own.
pub fn tier_price(pack: &Pack, tier: Tier) -> Rupiah {
    match tier {
        Tier::Umum => pack.price,
        Tier::Anggota => pack.member_price.unwrap_or(pack.price),
        Tier::Grosir => pack.wholesale_price.or(pack.member_price).unwrap_or(pack.price),
    }
}

/// The break with the highest threshold that the quantity reaches.
fn best_break(pack: &Pack, quantity: Quantity, tier: Tier) -> Option<&crate::catalogue::QuantityBreak> {
    pack.breaks.iter().filter(|step| step.from <= quantity && (!step.members_only || tier > Tier::Umum)).max_by_key(|step| step.from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::QuantityBreak;

    pub(super) fn goods(sku: &str, price: i64, member: i64) -> Product {
        Product {
            sku: sku.into(),
            name: sku.into(),
            packs: vec![Pack {
                code: "PCS".into(),
                factor: 1,
                price: Rupiah::new(price),
                member_price: (member > 0).then(|| Rupiah::new(member)),
                ..Pack::default()
            }],
            ..Product::default()
        }
    }

    pub(super) fn run(items: &[(&Product, i64)], tier: Tier, promotions: &[Promotion]) -> Vec<Price> {
        let requests: Vec<Request<'_>> = items
            .iter()
            .map(|(product, count)| Request { product, pack: &product.packs[0], quantity: Quantity::new(count * 1_000), fixed: false })
            .collect();
        let context = PriceContext { tier, on: NaiveDate::from_ymd_opt(2026, 11, 22).expect("date"), promotions };
        price(&requests, &context).expect("fits")
    }

    #[test]
    fn tier_then_break_then_ceiling() {
        let mut noodles = goods("MI", 3_200, 3_100);
        assert_eq!(run(&[(&noodles, 1)], Tier::Umum, &[])[0].unit, Rupiah::new(3_200));
        let member = &run(&[(&noodles, 1)], Tier::Anggota, &[])[0];
        assert_eq!((member.unit, member.public, member.rule.word().as_str()), (Rupiah::new(3_100), Rupiah::new(3_200), "anggota"));
        noodles.packs[0].breaks = vec![
            QuantityBreak { from: Quantity::new(10_000), price: Rupiah::new(3_000), members_only: false },
            QuantityBreak { from: Quantity::new(40_000), price: Rupiah::new(2_900), members_only: true },
        ];
        assert_eq!(run(&[(&noodles, 12)], Tier::Anggota, &[])[0].rule.word(), "break:10");
        assert_eq!(run(&[(&noodles, 40)], Tier::Umum, &[])[0].unit, Rupiah::new(3_000));
        assert_eq!(run(&[(&noodles, 40)], Tier::Grosir, &[])[0].unit, Rupiah::new(2_900));
        noodles.ceiling = Some(Rupiah::new(2_950));
        let held = &run(&[(&noodles, 1)], Tier::Umum, &[])[0];
        assert_eq!((held.unit, held.public, &held.rule), (Rupiah::new(2_950), Rupiah::new(2_950), &Rule::Ceiling));
    }

    #[test]
    fn wholesale_falls_back_to_the_member_price() {
        assert_eq!(run(&[(&goods("A", 100, 90), 1)], Tier::Grosir, &[])[0].unit, Rupiah::new(90));
    }
}
