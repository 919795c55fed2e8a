//! Netting keeps every party even, never takes more than is open, and does not care for the order.
//! That it takes the most that can be taken is proved against another program in `tests/stories`.

use chrono::NaiveDate;
use domain::Rupiah;
use domain::netting::{Claim, Netting, NettingError, net};
use proptest::prelude::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a date")
}

fn claim(id: &str, debtor: &str, creditor: &str, amount: i64, due: u32) -> Claim {
    Claim { id: id.into(), debtor: debtor.into(), creditor: creditor.into(), amount: Rupiah::new(amount), due: day(due) }
}

fn plain(parts: &[domain::netting::SetOff]) -> Vec<(&str, i64)> {
    parts.iter().map(|part| (part.claim.as_str(), part.amount.get())).collect()
}

#[test]
fn two_parties_set_off_the_oldest_first() {
    let claims = [claim("1", "a", "b", 100, 3), claim("2", "a", "b", 100, 1), claim("3", "b", "a", 150, 5)];
    let done = net(&claims, day(14)).expect("nets");
    assert_eq!(plain(&done.bilateral), [("1", 50), ("2", 100), ("3", 150)]);
    assert_eq!(plain(&done.multilateral), []);
    assert_eq!(plain(&done.remaining), [("1", 50)]);
    assert_eq!(done.total.get(), 300);
}

#[test]
fn a_circle_of_three_is_set_off_after_the_pairs() {
    let claims = [
        claim("ab", "a", "b", 70, 1),
        claim("ba", "b", "a", 20, 1),
        claim("bc", "b", "c", 60, 1),
        claim("ca", "c", "a", 40, 1),
        claim("cd", "c", "d", 99, 1),
    ];
    let done = net(&claims, day(14)).expect("nets");
    assert_eq!(plain(&done.bilateral), [("ab", 20), ("ba", 20)]);
    assert_eq!(plain(&done.multilateral), [("ab", 40), ("bc", 40), ("ca", 40)]);
    assert_eq!(plain(&done.remaining), [("ab", 10), ("bc", 20), ("cd", 99)]);
    let even: Vec<_> = done.parties.iter().map(|sum| (sum.party.as_str(), sum.incoming.get(), sum.outgoing.get())).collect();
    assert_eq!(even, [("a", 60, 60), ("b", 60, 60), ("c", 40, 40), ("d", 0, 0)]);
}

#[test]
fn what_is_not_due_stays() {
    let claims = [claim("1", "a", "b", 100, 20), claim("2", "b", "a", 100, 1)];
    let done = net(&claims, day(14)).expect("nets");
    assert_eq!((done.total, plain(&done.remaining)), (Rupiah::ZERO, vec![("1", 100), ("2", 100)]));
}

#[test]
fn what_cannot_be_is_refused() {
    let refuses = |claims: &[Claim]| net(claims, day(14)).expect_err("refused");
    assert_eq!(refuses(&[claim("1", "a", "a", 5, 1)]), NettingError::Itself("1".into()));
    assert_eq!(refuses(&[claim("1", "a", "b", 0, 1)]), NettingError::NotPositive("1".into()));
    assert_eq!(refuses(&[claim("1", "a", "b", -4, 1)]), NettingError::NotPositive("1".into()));
    assert_eq!(refuses(&[claim("1", "a", "", 5, 1)]), NettingError::Nameless("1".into()));
    assert_eq!(refuses(&[claim("1", "a", "b", 5, 1), claim("1", "b", "a", 5, 1)]), NettingError::Twice("1".into()));
    assert!(matches!(refuses(&[claim("1", "a", "b", i64::MAX, 1), claim("2", "b", "a", 5, 1)]), NettingError::Overflow(_)));
}

fn networks() -> impl Strategy<Value = Vec<Claim>> {
    let one = (0usize..9, 0usize..9, 1i64..2_000_000, 1u32..28);
    prop::collection::vec(one, 0..60).prop_map(|rows| {
        let rows = rows.into_iter().enumerate().filter(|(_, (debtor, creditor, _, _))| debtor != creditor);
        rows.map(|(n, (debtor, creditor, amount, due))| {
            claim(&format!("k{n}"), &format!("p{debtor}"), &format!("p{creditor}"), amount, due)
        })
        .collect()
    })
}

/// What a party is owed less what it owes.
fn positions(claims: &[(String, String, i64)]) -> std::collections::BTreeMap<String, i64> {
    let mut positions = std::collections::BTreeMap::new();
    for (debtor, creditor, amount) in claims {
        *positions.entry(debtor.clone()).or_insert(0) -= amount;
        *positions.entry(creditor.clone()).or_insert(0) += amount;
    }
    positions
}

fn off(done: &Netting, id: &str) -> i64 {
    let of = |parts: &[domain::netting::SetOff]| parts.iter().filter(|part| part.claim == id).map(|part| part.amount.get()).sum::<i64>();
    of(&done.bilateral) + of(&done.multilateral)
}

proptest! {
    #[test]
    fn every_party_stays_even(claims in networks(), seed in any::<u64>()) {
        let done = net(&claims, day(14)).expect("nets");
        for claim in &claims {
            let rest: i64 = done.remaining.iter().filter(|rest| rest.claim == claim.id).map(|rest| rest.amount.get()).sum();
            prop_assert_eq!(rest + off(&done, &claim.id), claim.amount.get());
            prop_assert!(claim.due <= day(14) || off(&done, &claim.id) == 0);
        }
        for sum in &done.parties {
            prop_assert_eq!(sum.incoming, sum.outgoing);
        }
        let before: Vec<_> = claims.iter().map(|c| (c.debtor.clone(), c.creditor.clone(), c.amount.get())).collect();
        let after: Vec<_> = claims.iter().map(|c| (c.debtor.clone(), c.creditor.clone(), c.amount.get() - off(&done, &c.id))).collect();
        prop_assert_eq!(positions(&before), positions(&after));
        // The same in any order.
        let mut shuffled = claims.clone();
        shuffled.sort_by_key(|claim| seed.wrapping_mul(claim.amount.get().unsigned_abs() | 1).rotate_left(17));
        prop_assert_eq!(net(&shuffled, day(14)).expect("nets"), done);
    }
}
