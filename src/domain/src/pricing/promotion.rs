//! Dated promotions.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::{Price, Request, Rule};
use crate::member::Tier;
use crate::money::{Overflow, Rupiah};
use crate::prorate::allocate;

/// Goods that a promotion is for: a product, or one pack of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The product.
    pub sku: String,
    /// Only this pack; every pack when absent.
    pub pack: Option<String>,
}

/// What a promotion gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Benefit {
    /// Percent off the price, in hundredths of a percent (1.000 = 10 %), result rounded half up.
    Percent(i64),
    /// Rupiah off each pack.
    Amount(Rupiah),
    /// Buy `buy`, get `free` more: the cheapest of the targets are free.
    BuyGet {
        /// Paid pieces.
        buy: i64,
        /// Free pieces.
        free: i64,
    },
    /// Any `count` pieces of the targets for one price.
    MixAndMatch {
        /// Pieces in a group.
        count: i64,
        /// The price of the group, rupiah.
        price: Rupiah,
    },
}

/// A promotion from one day to another, both included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promotion {
    /// Its key.
    pub id: String,
    /// As shown on the screen and on paper.
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Only for members.
    pub members_only: bool,
    /// The goods.
    pub targets: Vec<Target>,
    /// What it gives.
    pub benefit: Benefit,
}

/// What is wrong with a promotion.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromotionError {
    /// It ends before it begins.
    #[error("promo berakhir sebelum mulai")]
    Dates,
    /// It is for no goods.
    #[error("promo tanpa barang")]
    NoTargets,
    /// Its numbers make no sense.
    #[error("isi promo tidak masuk akal")]
    Benefit,
}

impl Promotion {
    /// Says what is wrong with the promotion, if anything.
    ///
    /// # Errors
    /// [`PromotionError`].
    pub fn check(&self) -> Result<(), PromotionError> {
        if self.to < self.from {
            return Err(PromotionError::Dates);
        }
        if self.targets.is_empty() {
            return Err(PromotionError::NoTargets);
        }
        let sensible = match self.benefit {
            Benefit::Percent(hundredths) => (1..=10_000).contains(&hundredths),
            Benefit::Amount(amount) => amount.get() > 0,
            Benefit::BuyGet { buy, free } => (1..=1_000).contains(&buy) && (1..=1_000).contains(&free),
            Benefit::MixAndMatch { count, price } => (2..=1_000).contains(&count) && price.get() >= 0,
        };
        if sensible { Ok(()) } else { Err(PromotionError::Benefit) }
    }

    /// True when it runs on this day for this tier.
    pub fn runs(&self, on: NaiveDate, tier: Tier) -> bool {
        self.from <= on && on <= self.to && (!self.members_only || tier > Tier::Umum)
    }

    /// True for promotions that look at several pieces together.
    pub fn is_bundle(&self) -> bool {
        matches!(self.benefit, Benefit::BuyGet { .. } | Benefit::MixAndMatch { .. })
    }

    fn is_for(&self, request: &Request<'_>) -> bool {
        !request.fixed
            && self.targets.iter().any(|target| {
                target.sku == request.product.sku && target.pack.as_ref().is_none_or(|pack| pack.eq_ignore_ascii_case(&request.pack.code))
            })
    }

    /// The price of one pack under a percent or amount promotion, never below zero.
    pub(super) fn unit_price(&self, request: &Request<'_>, from: Rupiah) -> Result<Option<Rupiah>, Overflow> {
        if !self.is_for(request) {
            return Ok(None);
        }
        let promoted = match self.benefit {
            Benefit::Percent(hundredths) => from.minus(from.ratio(hundredths, 10_000)?)?,
            Benefit::Amount(amount) => from.minus(amount)?.max(Rupiah::ZERO),
            Benefit::BuyGet { .. } | Benefit::MixAndMatch { .. } => return Ok(None),
        };
        Ok(Some(promoted))
    }

    /// How much the pieces of one bundle save, by their prices, dearest first: the saving of each.
    fn savings(&self, prices: &[Rupiah]) -> Result<Vec<Rupiah>, Overflow> {
        let mut savings = vec![Rupiah::ZERO; prices.len()];
        let size = |n: i64| usize::try_from(n).map_err(|_| Overflow);
        match self.benefit {
            Benefit::BuyGet { buy, free } => {
                let (buy, free) = (size(buy)?, size(free)?);
                let group = buy + free;
                let count = prices.len() / group * free + (prices.len() % group).saturating_sub(buy);
                let first_free = prices.len() - count;
                savings[first_free..].copy_from_slice(&prices[first_free..]);
            }
            Benefit::MixAndMatch { count, price } => {
                let count = size(count)?;
                for (group, saved) in prices.chunks_exact(count).zip(savings.chunks_exact_mut(count)) {
                    let ordinary = Rupiah::sum(group.iter().copied())?;
                    if ordinary > price {
                        let weights: Vec<i64> = group.iter().map(|p| p.get()).collect();
                        saved.copy_from_slice(&allocate(ordinary.minus(price)?, &weights)?);
                    }
                }
            }
            Benefit::Percent(_) | Benefit::Amount(_) => {}
        }
        Ok(savings)
    }
}

/// Lets a bundle take the lines it is for, if they cost less under it than without it. A line that
/// another bundle took is left alone. Only whole pieces count.
pub(super) fn apply_bundle(promotion: &Promotion, requests: &[Request<'_>], prices: &mut [Price]) -> Result<(), Overflow> {
    let mut pieces: Vec<(Rupiah, usize)> = Vec::new();
    for (index, request) in requests.iter().enumerate() {
        let taken = !prices[index].reduction.is_zero();
        if promotion.is_for(request) && request.quantity.is_whole() && !taken {
            let count = usize::try_from(request.quantity.get() / 1_000).map_err(|_| Overflow)?;
            let base = without_promotion(&prices[index], request);
            pieces.extend(std::iter::repeat_n((base, index), count.min(100_000)));
        }
    }
    pieces.sort_by_key(|(price, index)| (Reverse(*price), *index));
    let unit_prices: Vec<Rupiah> = pieces.iter().map(|(price, _)| *price).collect();
    let savings = promotion.savings(&unit_prices)?;
    let mut reductions = vec![Rupiah::ZERO; requests.len()];
    for ((_, index), saving) in pieces.iter().zip(&savings) {
        reductions[*index] = reductions[*index].plus(*saving)?;
    }
    let (mut with, mut without) = (Rupiah::ZERO, Rupiah::ZERO);
    for (index, reduction) in reductions.iter().enumerate().filter(|(_, r)| !r.is_zero()) {
        let quantity = requests[index].quantity;
        with = with.plus(quantity.at(without_promotion(&prices[index], &requests[index]))?.minus(*reduction)?)?;
        without = without.plus(quantity.at(prices[index].unit)?)?;
    }
    if with >= without {
        return Ok(());
    }
    for (index, reduction) in reductions.into_iter().enumerate().filter(|(_, r)| !r.is_zero()) {
        let unit = without_promotion(&prices[index], &requests[index]);
        let rule = Rule::Promotion { id: promotion.id.clone(), name: promotion.name.clone() };
        prices[index] = Price { unit, reduction, rule, public: prices[index].public };
    }
    Ok(())
}

/// The unit price a bundle starts from: what the line costs by tier or break. A line that a
/// percent or amount promotion won starts from its public price.
fn without_promotion(price: &Price, request: &Request<'_>) -> Rupiah {
    match price.rule {
        Rule::Promotion { .. } => price.public.min(request.pack.price),
        _ => price.unit,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{goods, run};
    use super::*;
    use crate::Quantity;

    fn promotion(id: &str, skus: &[&str], benefit: Benefit) -> Promotion {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("date");
        let targets = skus.iter().map(|sku| Target { sku: (*sku).into(), pack: None }).collect();
        Promotion { id: id.into(), name: id.into(), from: day(1), to: day(30), members_only: false, targets, benefit }
    }

    fn amounts(items: &[(&crate::catalogue::Product, i64)], promotions: &[Promotion]) -> Vec<i64> {
        run(items, Tier::Umum, promotions)
            .iter()
            .zip(items)
            .map(|(price, (_, count))| Quantity::new(count * 1_000).at(price.unit).expect("fits").get() - price.reduction.get())
            .collect()
    }

    #[test]
    fn percent_and_amount() {
        let tea = goods("TEH", 4_750, 0);
        assert_eq!(amounts(&[(&tea, 2)], &[promotion("P", &["TEH"], Benefit::Percent(1_000))]), [8_550]);
        assert_eq!(amounts(&[(&tea, 2)], &[promotion("P", &["TEH"], Benefit::Amount(Rupiah::new(250)))]), [9_000]);
        assert_eq!(amounts(&[(&tea, 2)], &[promotion("P", &["KOPI"], Benefit::Amount(Rupiah::new(250)))]), [9_500]);
    }

    #[test]
    fn buy_two_get_one_takes_the_cheapest() {
        let (soap, tea) = (goods("SABUN", 4_000, 0), goods("TEH", 3_000, 0));
        let deal = [promotion("B2G1", &["SABUN", "TEH"], Benefit::BuyGet { buy: 2, free: 1 })];
        assert_eq!(amounts(&[(&soap, 2)], &deal), [8_000]);
        assert_eq!(amounts(&[(&soap, 2), (&tea, 1)], &deal), [8_000, 0]);
        assert_eq!(amounts(&[(&soap, 3), (&tea, 3)], &deal), [12_000, 3_000]);
        assert_eq!(amounts(&[(&soap, 7)], &deal), [20_000]);
    }

    #[test]
    fn three_for_ten_thousand() {
        let (soap, tea) = (goods("SABUN", 4_000, 0), goods("TEH", 3_500, 0));
        let deal = [promotion("3X", &["SABUN", "TEH"], Benefit::MixAndMatch { count: 3, price: Rupiah::new(10_000) })];
        let paid = amounts(&[(&soap, 2), (&tea, 1)], &deal);
        assert_eq!(paid.iter().sum::<i64>(), 10_000);
        let paid = amounts(&[(&soap, 2), (&tea, 2)], &deal);
        assert_eq!(paid.iter().sum::<i64>(), 13_500, "the group is made of the dearest");
        let dear = [promotion("3X", &["TEH"], Benefit::MixAndMatch { count: 3, price: Rupiah::new(20_000) })];
        assert_eq!(amounts(&[(&tea, 3)], &dear), [10_500], "never dearer than without");
    }

    #[test]
    fn the_better_of_two_promotions_wins() {
        let tea = goods("TEH", 10_000, 0);
        let both = [promotion("A", &["TEH"], Benefit::Percent(500)), promotion("B", &["TEH"], Benefit::Amount(Rupiah::new(900)))];
        assert_eq!(run(&[(&tea, 1)], Tier::Umum, &both)[0].rule.word(), "promo:B");
        let bundle = [both[1].clone(), promotion("C", &["TEH"], Benefit::BuyGet { buy: 1, free: 1 })];
        assert_eq!(amounts(&[(&tea, 2)], &bundle), [10_000]);
    }

    #[test]
    fn other_days_and_other_buyers_pay_the_ordinary_price() {
        let tea = goods("TEH", 10_000, 0);
        let mut late = promotion("A", &["TEH"], Benefit::Percent(500));
        late.from = NaiveDate::from_ymd_opt(2026, 11, 23).expect("date");
        assert_eq!(amounts(&[(&tea, 1)], &[late]), [10_000]);
        let mut members = promotion("A", &["TEH"], Benefit::Percent(500));
        members.members_only = true;
        assert_eq!(amounts(&[(&tea, 1)], &[members.clone()]), [10_000]);
        assert_eq!(run(&[(&tea, 1)], Tier::Anggota, &[members])[0].unit, Rupiah::new(9_500));
    }
}
