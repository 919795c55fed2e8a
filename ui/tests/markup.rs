//! What is true of the markup as text: a complete catalogue, no pop-up windows, files that fit in a head.

use std::{collections::BTreeSet, fs, path::Path};

fn markup(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            markup(&path, found);
        } else if path.extension().is_some_and(|end| end == "slint") {
            found.push((path.display().to_string(), fs::read_to_string(&path).expect("markup")));
        }
    }
}

fn all() -> Vec<(String, String)> {
    let mut found = Vec::new();
    markup(Path::new(env!("CARGO_MANIFEST_DIR")), &mut found);
    found
}

/// The text between the quotes that begin at `from`.
fn quoted(text: &str) -> Option<String> {
    let rest = text.trim_start().strip_prefix('"')?;
    let mut end = 0;
    let bytes = rest.as_bytes();
    while bytes.get(end)? != &b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    Some(rest[..end].to_string())
}

#[test]
fn every_text_has_its_indonesian() {
    let said: BTreeSet<String> =
        all().iter().flat_map(|(_, text)| text.split("@tr(").skip(1).filter_map(quoted).collect::<Vec<_>>()).collect();
    assert!(said.len() > 100, "the texts were not found");
    let catalogue = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/lang/id/LC_MESSAGES/sokoguru-ui.po")).expect("the catalogue");
    let mut known = BTreeSet::new();
    for entry in catalogue.split("\n\n") {
        let line = |start: &str| entry.lines().find_map(|line| line.strip_prefix(start)).and_then(quoted);
        let translated = line("msgstr ").or_else(|| line("msgstr[0] ")).unwrap_or_default();
        if let Some(id) = line("msgid ").filter(|_| !translated.is_empty()) {
            let holes = |text: &str| text.matches('{').count();
            assert_eq!(holes(&id), holes(&translated), "the holes of {id:?}");
            known.insert(id);
        }
    }
    let missing: Vec<_> = said.difference(&known).collect();
    assert!(missing.is_empty(), "no Indonesian for {missing:?}");
    let stale: Vec<_> = known.difference(&said).filter(|id| !id.is_empty()).collect();
    assert!(stale.is_empty(), "in the catalogue but not in the markup: {stale:?}");
}

#[test]
fn nothing_pops_up() {
    // A window of its own, even a menu, would swallow what the scanner types.
    for (path, text) in all() {
        for word in ["PopupWindow", "ComboBox", "ContextMenu", "MenuBar", "DatePicker", "TimePicker", "std-widgets", "Dialog {"] {
            let guilty =
                text.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(word) && !line.contains("ApprovalDialog"));
            assert!(!guilty, "{path} has {word}");
        }
    }
}

#[test]
fn a_file_fits_in_a_head() {
    for (path, text) in all() {
        let lines = text.lines().count();
        assert!(lines <= 420, "{path} has {lines} lines");
    }
}
