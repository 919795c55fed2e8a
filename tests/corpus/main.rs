//! The fuzzers' corpus, replayed: what was once found stays found. `tests/fuzz/README.md` says how new
//! inputs get there.

#[path = "../fuzz/src/lib.rs"]
#[allow(unreachable_pub, reason = "the same source is the fuzzers' library")]
mod bodies;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use support::scratch;

type Body = fn(&[u8]);

const TARGETS: [(&str, Body); 22] = [
    ("address", bodies::address),
    ("document_file", bodies::document_file),
    ("document_parts", bodies::document_parts),
    ("document_text", bodies::document_text),
    ("document_ubl", bodies::document_ubl),
    ("file_head", bodies::file_head),
    ("gs1", bodies::gs1),
    ("instore", bodies::instore),
    ("qris", bodies::qris),
    ("record_body", bodies::record_body),
    ("record_line", bodies::record_line),
    ("scale_cas", bodies::scale_cas),
    ("scale_sma", bodies::scale_sma),
    ("scale_stgs", bodies::scale_stgs),
    ("scale_toledo", bodies::scale_toledo),
    ("scanner_evdev", bodies::scanner_evdev),
    ("scanner_hidpos", bodies::scanner_hidpos),
    ("scanner_lines", bodies::scanner_lines),
    ("scanner_normalize", bodies::scanner_normalize),
    ("scanner_wedge", bodies::scanner_wedge),
    ("status_replies", bodies::status_replies),
    ("trade_body", bodies::trade_body),
];

/// The most bytes of all files together.
const LIMIT: u64 = 200_000;

fn folder(name: &str) -> PathBuf {
    scratch::root().join("tests/fuzz").join(name)
}

fn names(folder: &Path) -> BTreeSet<String> {
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a name");
    fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())).flatten().map(name).collect()
}

#[test]
fn everything_that_fuzzers_found_is_borne() {
    let mut bytes = 0;
    for (target, body) in TARGETS {
        let corpus = folder("corpus").join(target);
        let files = names(&corpus);
        assert!(files.len() >= 3, "{target} has no corpus");
        for name in files {
            let input = fs::read(corpus.join(&name)).expect("reads");
            bytes += u64::try_from(input.len()).expect("a length");
            // Shown when the body fails.
            eprintln!("{target}/{name}");
            body(&input);
        }
        for nothing in [&[][..], &[0], &[0xff; 300]] {
            body(nothing);
        }
    }
    assert!(bytes <= LIMIT, "the corpus has {bytes} bytes; minimise it (tests/fuzz/README.md)");
}

#[test]
fn every_target_is_replayed() {
    let known: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(names(&folder("corpus")), known);
    let fuzzed: BTreeSet<String> = names(&folder("fuzz_targets")).iter().map(|name| name.trim_end_matches(".rs").to_owned()).collect();
    assert_eq!(fuzzed, known);
}
