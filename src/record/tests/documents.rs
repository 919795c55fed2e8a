//! Documents of every kind as they were once signed can be read for ever: a file in `tests/golden/documents` is
//! never changed, and what is read from it is written as the same bytes.
#![allow(clippy::unwrap_used, reason = "a test stops where something is wrong")]

use std::path::Path;

use record::document::Document;

#[test]
fn every_signed_text_is_still_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/documents");
    let mut read = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let document = Document::read(text.trim_end()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(name, format!("{}.v1.json", document.content.kind()));
        assert_eq!(document.text().unwrap(), text.trim_end(), "{name}");
        read += 1;
    }
    assert!(read >= 17, "golden documents are missing: {read}");
}
