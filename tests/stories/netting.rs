//! Netting against an optimum that another program finds, and the command.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::NaiveDate;
use domain::Rupiah;
use domain::netting::{Claim, SetOff, net};
use serde_json::{Value, json};
use support::{Shop, scratch, shop};

/// A Python that has networkx.
fn python() -> Option<PathBuf> {
    let own = shop::program().parent().and_then(Path::parent).map(|target| target.join("referees/bin/python"));
    let has = |python: &PathBuf| {
        let asked = Command::new(python).args(["-c", "import networkx"]).output();
        asked.is_ok_and(|answer| answer.status.success())
    };
    own.into_iter().chain([PathBuf::from("python3")]).find(has)
}

fn day(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, u32::try_from(day).expect("small")).expect("a date")
}

/// Up to seven parties with up to twenty-five claims, large and small, some not due.
fn network(numbers: &mut scratch::Numbers) -> Vec<Claim> {
    let parties = 2 + numbers.below(6);
    let count = numbers.below(26);
    let most = [9, 1_000, 5_000_000][usize::try_from(numbers.below(3)).expect("small")];
    (0..count)
        .map(|n| {
            let debtor = numbers.below(parties);
            let creditor = (debtor + 1 + numbers.below(parties - 1)) % parties;
            Claim {
                id: format!("k{n}"),
                debtor: format!("p{debtor}"),
                creditor: format!("p{creditor}"),
                amount: Rupiah::new(i64::try_from(1 + numbers.below(most)).expect("small")),
                due: day(1 + numbers.below(17)),
            }
        })
        .collect()
}

fn asked(claims: &[Claim]) -> Value {
    let claim = |claim: &Claim| json!({ "id": claim.id, "debtor": claim.debtor, "creditor": claim.creditor, "amount": claim.amount.get(), "due": claim.due, "currency": "IDR" });
    json!({ "cutoff": day(14), "claims": claims.iter().map(claim).collect::<Vec<_>>() })
}

fn answer(claims: &[Claim]) -> Value {
    let done = net(claims, day(14)).expect("nets");
    let parts = |parts: &[SetOff], key: &str| -> Vec<Value> {
        parts.iter().map(|part| json!({ key: part.claim, "amount": part.amount.get() })).collect()
    };
    let parties = done.parties.iter();
    let parties = parties.map(|sum| json!({ "party": sum.party, "in": sum.incoming.get(), "out": sum.outgoing.get() }));
    json!({
        "bilateral": parts(&done.bilateral, "claim"), "multilateral": parts(&done.multilateral, "claim"),
        "remaining": parts(&done.remaining, "id"), "set_off_total": done.total.get(), "parties": parties.collect::<Vec<_>>(),
    })
}

#[test]
fn ten_thousand_networks_are_set_off_as_far_as_can_be() {
    let Some(python) = python() else {
        return scratch::skipped("networkx is not there; tests/run installs it");
    };
    let folder = scratch::folder();
    let file = folder.path().join("networks.jsonl");
    let mut lines = std::io::BufWriter::new(std::fs::File::create(&file).expect("creates"));
    let mut numbers = scratch::Numbers::new(6);
    for _ in 0..10_000 {
        let claims = network(&mut numbers);
        writeln!(lines, "{}", json!({ "network": asked(&claims), "answer": answer(&claims) })).expect("writes");
    }
    lines.flush().expect("writes");
    drop(lines);
    let said = scratch::referee(Command::new(python).arg(scratch::root().join("tests/referee/netting.py")).arg(&file));
    let circles: u64 = said.split(", ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|n| n.parse().ok()).expect("a number");
    assert!(said.starts_with("10000 networks") && circles > 2_500, "{said}");
}

#[test]
fn the_command_answers_as_the_rule_does() {
    let shop = Shop::empty();
    let mut numbers = scratch::Numbers::new(61);
    for n in 0..5 {
        let claims = network(&mut numbers);
        let file = shop.write(&format!("{n}.json"), asked(&claims).to_string());
        assert_eq!(shop.json(&["netting", &file]), answer(&claims));
    }
    let file = shop.write("usd.json", asked(&network(&mut numbers)).to_string().replace("IDR", "USD"));
    assert!(shop.refused(&["netting", &file]).contains("rupiah"));
    let file = shop.write("soup.json", "{\"cutoff\":");
    assert!(shop.refused(&["netting", &file]).contains("tidak") || shop.refused(&["netting", &file]).contains("bukan"));
}
