//! Records of every released version can be read for ever.
//!
//! A file here is a body as it was once written and signed. It is never changed; a new version of a
//! kind gets a file of its own.

use std::collections::BTreeSet;
use std::fs;

use record::{Decoded, decode, encode};
use serde_json::Value;
use support::{Shop, scratch};

use crate::NOODLES;

/// Kind, version and bytes of every file.
fn golden() -> Vec<(String, u16, Vec<u8>)> {
    let folder = scratch::root().join("tests/golden");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the golden records") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name").to_owned();
        let Some((kind, version)) = name.strip_suffix(".json").and_then(|stem| stem.rsplit_once(".v")) else { continue };
        found.push((kind.to_owned(), version.parse().expect("a version"), fs::read(&path).expect("reads")));
    }
    found
}

#[test]
fn every_body_is_still_read() {
    let records = golden();
    assert!(records.len() >= 12, "golden records are missing: {}", records.len());
    for (kind, version, body) in records {
        let fact = match decode(&kind, version, &body) {
            Ok(Decoded::Fact(fact)) => fact,
            other => panic!("{kind} version {version} is not read any more: {other:?}"),
        };
        let (again, newest, written) = encode(&fact).expect("encodes");
        assert_eq!(again, kind);
        // The version that is written today comes out as it went in: nothing is lost by reading.
        if newest == version {
            let value = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("JSON");
            assert_eq!(value(&written), value(&body), "{kind} version {version}");
        }
    }
}

#[test]
fn every_kind_that_a_shop_writes_has_one() {
    let shop = Shop::sample();
    shop.sell(NOODLES);
    let kept: BTreeSet<(String, u16)> = golden().into_iter().map(|(kind, version, _)| (kind, version)).collect();
    let database = shop.read();
    let mut query = database.prepare("SELECT DISTINCT kind, version FROM record").expect("prepares");
    let written: Vec<(String, u16)> =
        query.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("runs").map(|row| row.expect("a row")).collect();
    assert!(written.len() >= 7, "{written:?}");
    for kind in written {
        assert!(kept.contains(&kind), "{kind:?} has no golden record; write one now and never change it");
    }
}
