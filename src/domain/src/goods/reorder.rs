//! What to order: from sales speed, lead time, pack size and minimum stock, with the reason in words.

use crate::money::Overflow;
use crate::quantity::Quantity;

/// What is known of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Sold in the days that were looked at, base units, thousandths.
    pub sold: Quantity,
    /// How many days those were.
    pub days: i64,
    /// On hand, base units, thousandths.
    pub on_hand: Quantity,
    /// Order again below this.
    pub minimum: Quantity,
    /// Days from order to delivery.
    pub lead_days: i64,
    /// For how many days a delivery should last.
    pub cover_days: i64,
    /// The packs in which it can be ordered: code and base units.
    pub packs: Vec<(String, i64)>,
}

/// What to order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The pack.
    pub pack: String,
    /// Base units in it.
    pub factor: i64,
    /// How many packs.
    pub packs: i64,
    /// Why, in Bahasa Indonesia.
    pub reason: String,
}

/// What to order of a product; none when there is enough until a delivery that is ordered later arrives.
///
/// # Errors
/// [`Overflow`].
pub fn propose(demand: &Demand) -> Result<Option<Proposal>, Overflow> {
    let days = demand.days.max(1);
    let until = |ahead: i64| -> Result<i64, Overflow> {
        let product = i128::from(demand.sold.get().max(0)) * i128::from(ahead.max(0));
        // Rounded up: what is half sold must be there whole.
        i64::try_from((product + i128::from(days) - 1) / i128::from(days)).map_err(|_| Overflow)
    };
    // Enough to wait for the next look (a day) and a delivery, and never below the minimum.
    let trigger = until(demand.lead_days + 1)?.max(demand.minimum.get());
    if demand.on_hand.get() >= trigger || trigger <= 0 {
        return Ok(None);
    }
    let target = until(demand.lead_days + demand.cover_days)?.max(demand.minimum.get());
    let need = target.checked_sub(demand.on_hand.get()).ok_or(Overflow)?;
    let Some((pack, factor)) = best_pack(&demand.packs, need) else { return Ok(None) };
    let unit = Quantity::units(factor)?.get();
    let packs = (need + unit - 1) / unit;
    let mut reason = Vec::new();
    if demand.sold.get() > 0 {
        let daily = Quantity::new(demand.sold.get() / days);
        reason.push(format!("terjual {} dalam {days} hari ({daily}/hari)", demand.sold));
    }
    reason.push(format!("ada {}", demand.on_hand));
    if demand.minimum.get() > 0 {
        reason.push(format!("minimum {}", demand.minimum));
    }
    if demand.lead_days > 0 {
        reason.push(format!("barang datang dalam {} hari", demand.lead_days));
    }
    reason.push(format!("perlu {} untuk {} hari", Quantity::new(need), demand.cover_days));
    Ok(Some(Proposal { pack: pack.to_owned(), factor, packs, reason: reason.join(", ") }))
}

/// The largest pack that is not more than twice what is needed; else the smallest.
fn best_pack(packs: &[(String, i64)], need: i64) -> Option<(&str, i64)> {
    let fits = packs.iter().filter(|(_, factor)| i128::from(*factor) * 1_000 <= i128::from(need) * 2).max_by_key(|(_, factor)| *factor);
    fits.or_else(|| packs.iter().min_by_key(|(_, factor)| *factor)).map(|(code, factor)| (code.as_str(), *factor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(units: i64) -> Quantity {
        Quantity::new(units * 1_000)
    }

    fn demand(sold: i64, on_hand: i64, minimum: i64) -> Demand {
        Demand {
            sold: units(sold),
            days: 14,
            on_hand: units(on_hand),
            minimum: units(minimum),
            lead_days: 2,
            cover_days: 7,
            packs: vec![("PCS".into(), 1), ("DUS".into(), 40)],
        }
    }

    #[test]
    fn speed_lead_time_minimum_and_pack() {
        let proposal = propose(&demand(140, 12, 0)).expect("fits").expect("too little");
        assert_eq!((proposal.pack.as_str(), proposal.packs), ("DUS", 2), "90 for nine days, 12 are there: 78");
        assert!(proposal.reason.contains("terjual 140") && proposal.reason.contains("ada 12"), "{}", proposal.reason);
        assert_eq!(propose(&demand(140, 30, 0)), Ok(None), "enough until the next delivery");
        let few = propose(&demand(7, 0, 3)).expect("fits").expect("too little");
        assert_eq!((few.pack.as_str(), few.packs), ("PCS", 5));
        assert_eq!(propose(&demand(0, 3, 3)), Ok(None));
        assert_eq!(propose(&demand(0, 2, 3)).expect("fits").expect("below the minimum").packs, 1);
        assert_eq!(propose(&demand(0, -5, 0)), Ok(None), "what nobody buys is not ordered because a count is due");
    }
}
