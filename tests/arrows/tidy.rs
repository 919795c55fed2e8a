//! Files stay short, and nothing is left for later without a word.

use std::fs;
use std::path::{Path, PathBuf};

use support::scratch;

const LONGEST: usize = 500;
const LONGEST_TEST: usize = 800;

fn sources() -> Vec<PathBuf> {
    let root = scratch::root();
    let mut found = Vec::new();
    for folder in ["src", "ui", "hardware", "tests"] {
        walk(&root.join(folder), &mut found);
    }
    assert!(found.len() > 80, "where is the source? {found:?}");
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(&path, found);
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn files_are_short_and_finished() {
    let root = scratch::root();
    // Put together here, so that this file may stand among those it reads.
    let unfinished: Vec<String> = ["todo", "unimplemented", "dbg"].iter().map(|word| format!("{word}!(")).collect();
    let bare_ignore = format!("#[{}]", "ignore");
    let mut wrong = Vec::new();
    for path in sources() {
        let shown = path.strip_prefix(&root).expect("inside").display().to_string();
        let text = fs::read_to_string(&path).expect("text");
        let lines = text.lines().count();
        let limit = if shown.starts_with("tests/") || shown.contains("/tests/") { LONGEST_TEST } else { LONGEST };
        if lines > limit {
            wrong.push(format!("{shown}: {lines} lines, at most {limit}"));
        }
        for (number, line) in text.lines().enumerate() {
            if unfinished.iter().any(|word| line.contains(word)) || line.contains(&bare_ignore) {
                wrong.push(format!("{shown}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
