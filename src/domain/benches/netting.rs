//! Netting at the size of a country: 80,000 parties and 1,100,000 claims, limits 30 s and 2 GB.
//!
//! `cargo bench -p sokoguru-domain --bench netting`. Not a timed test: it never fails, it tells.

#![allow(clippy::print_stdout, reason = "a benchmark tells its figures")]
#![allow(clippy::float_arithmetic, reason = "ratios of times, not money")]

use std::time::Instant;

use chrono::NaiveDate;
use domain::Rupiah;
use domain::netting::{Claim, net};

const SHOPS: u64 = 78_000;
const SUPPLIERS: u64 = 2_000;
const CLAIMS: u64 = 1_100_000;

/// The next of a row of numbers without order (xorshift).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn main() {
    // `cargo test --benches` passes `--test`: there is nothing to test here.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let due = NaiveDate::from_ymd_opt(2026, 3, 1).expect("a date");
    let mut state = 88_172_645_463_325_252;
    let claims: Vec<Claim> = (0..CLAIMS)
        .map(|n| {
            let shop = next(&mut state) % SHOPS;
            // A few suppliers have most of the trade; a sixth of the claims are between shops, an eighth go back.
            let supplier = SHOPS + (next(&mut state) % SUPPLIERS).min(next(&mut state) % SUPPLIERS);
            let peer = (shop + 1 + next(&mut state) % (SHOPS - 1)) % SHOPS;
            let other = if n % 6 == 0 { peer } else { supplier };
            let (debtor, creditor) = if n % 8 == 1 { (other, shop) } else { (shop, other) };
            let amount = i64::try_from(next(&mut state) % 5_000_000).expect("small") + 1;
            Claim {
                id: format!("k{n:07}"),
                debtor: format!("p{debtor:05}"),
                creditor: format!("p{creditor:05}"),
                amount: Rupiah::new(amount),
                due,
            }
        })
        .collect();
    let begun = Instant::now();
    let done = net(&claims, due).expect("nets");
    let seconds = begun.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak: f64 = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .and_then(|line| line.trim().trim_end_matches(" kB").parse().ok())
        .unwrap_or_default();
    println!("{} claims of {} parties", claims.len(), done.parties.len());
    println!("time   {seconds:>8.1} s   limit 30 s    ratio {:.2}", seconds / 30.0);
    println!("memory {:>8.0} MB  limit 2000 MB ratio {:.2}", peak / 1e3, peak / 2e6);
    println!("set off {} of {}", done.total, Rupiah::sum(claims.iter().map(|claim| claim.amount)).expect("fits"));
}
