//! `sokoguru netting`: claims in, set-offs and what remains out. It reads one file and no database.

use std::path::Path;

use chrono::NaiveDate;
use domain::Rupiah;
use domain::netting::{Claim, Netting, SetOff, net};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::output::{Output, Stop, read_file};

/// The file: `{"cutoff":"2026-03-14","claims":[{"id","debtor","creditor","amount","due","currency":"IDR"}]}`.
#[derive(Deserialize)]
struct Asked {
    cutoff: NaiveDate,
    claims: Vec<AskedClaim>,
}

#[derive(Deserialize)]
struct AskedClaim {
    id: String,
    debtor: String,
    creditor: String,
    amount: i64,
    due: NaiveDate,
    currency: String,
}

pub(super) fn run(file: &Path, output: Output) -> Result<(), Stop> {
    let (claims, cutoff) = read(&read_file(file)?).map_err(|reason| Stop::Said(format!("{}: {reason}", file.display())))?;
    let done = net(&claims, cutoff).map_err(|error| Stop::Said(format!("{}: {error}", file.display())))?;
    output.answer(&answer(&done), || words(&claims, &done))
}

fn read(bytes: &[u8]) -> Result<(Vec<Claim>, NaiveDate), String> {
    let asked: Asked = serde_json::from_slice(bytes).map_err(|error| format!("bukan daftar tagihan yang bisa dibaca: {error}"))?;
    let claim = |claim: AskedClaim| {
        if claim.currency != "IDR" {
            return Err(format!("tagihan {} dalam {}; hanya rupiah (IDR) yang bisa dihapus bersama", claim.id, claim.currency));
        }
        let AskedClaim { id, debtor, creditor, amount, due, .. } = claim;
        Ok(Claim { id, debtor, creditor, amount: Rupiah::new(amount), due })
    };
    Ok((asked.claims.into_iter().map(claim).collect::<Result<_, _>>()?, asked.cutoff))
}

fn answer(done: &Netting) -> Value {
    let set_off = |part: &SetOff| json!({ "claim": part.claim, "amount": part.amount.get() });
    json!({
        "bilateral": done.bilateral.iter().map(set_off).collect::<Vec<_>>(),
        "multilateral": done.multilateral.iter().map(set_off).collect::<Vec<_>>(),
        "remaining": done.remaining.iter().map(|part| json!({ "id": part.claim, "amount": part.amount.get() })).collect::<Vec<_>>(),
        "set_off_total": done.total.get(),
        "parties": done.parties.iter().map(|sum| json!({ "party": sum.party, "in": sum.incoming.get(), "out": sum.outgoing.get() })).collect::<Vec<_>>(),
    })
}

fn words(claims: &[Claim], done: &Netting) -> String {
    let sum = |parts: &[SetOff]| Rupiah::sum(parts.iter().map(|part| part.amount)).unwrap_or_default();
    format!(
        "{} tagihan dari {} pihak; dihapus berdua Rp {}, melingkar Rp {}; sisa {} tagihan Rp {}",
        claims.len(),
        done.parties.len(),
        sum(&done.bilateral),
        sum(&done.multilateral),
        done.remaining.len(),
        sum(&done.remaining)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_rupiah_and_whole_numbers_are_read() {
        let file = |claim: &str| format!(r#"{{"cutoff":"2026-03-14","claims":[{claim}]}}"#);
        let good = r#"{"id":"1","debtor":"a","creditor":"b","amount":5,"due":"2026-03-01","currency":"IDR"}"#;
        assert_eq!(read(file(good).as_bytes()).expect("reads").0.len(), 1);
        let dollars = read(file(&good.replace("IDR", "USD")).as_bytes()).expect_err("refused");
        assert!(dollars.contains("USD") && dollars.contains("rupiah"), "{dollars}");
        for bad in [good.replace("5,", "5.5,"), good.replace("2026-03-01", "2026-02-30"), good.replace("\"amount\":5,", "")] {
            assert!(read(file(&bad).as_bytes()).is_err(), "{bad}");
        }
    }
}
