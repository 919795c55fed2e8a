//! Between two parties: the smaller of what they owe each other.

use super::{Item, Parts, pairs, take};

/// Takes off both directions of every pair, the oldest due first.
pub(super) fn set_off(items: &mut [Item<'_>]) -> Parts {
    let pairs = pairs(items);
    let mut parts = Vec::new();
    for &(debtor, creditor, first, owed) in &pairs {
        // Each pair of parties once, from its first name.
        if debtor > creditor {
            continue;
        }
        if let Ok(back) = pairs.binary_search_by(|pair| (pair.0, pair.1).cmp(&(creditor, debtor))) {
            let (_, _, first_back, owed_back) = pairs[back];
            let amount = owed.min(owed_back);
            take(items, first, amount, &mut parts);
            take(items, first_back, amount, &mut parts);
        }
    }
    parts
}
