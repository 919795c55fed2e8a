//! The file that carries documents: one line that says what it is, then a line of JSON for each document.

use serde::{Deserialize, Serialize};

use super::LONGEST;
use crate::wire::Bytes;

/// The first line.
const MAGIC: &str = "SOKOGURU-DOKUMEN 1";

/// A document in a file: text, key, signature, as they are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enclosed {
    /// The text as it was signed.
    pub text: String,
    /// The public key of the issuer.
    pub key: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
}

#[derive(Serialize, Deserialize)]
struct Line {
    document: String,
    key: Bytes,
    signature: Bytes,
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// Something else.
    #[error("berkas ini bukan berkas dokumen Sokoguru; pilih berkas yang benar")]
    Foreign,
    /// A later program made it.
    #[error("berkas dokumen ini dari Sokoguru yang lebih baru; perbarui program ini dulu")]
    Newer,
    /// A line that is none.
    #[error("baris {0} berkas dokumen rusak atau terpotong; minta dikirim ulang")]
    Damaged(usize),
    /// Too long.
    #[error("berkas dokumen terlalu besar")]
    TooLong,
}

/// Writes documents into a file.
///
/// # Errors
/// The serialiser's own, never in practice.
pub fn write_file(documents: &[Enclosed]) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = format!("{MAGIC}\n").into_bytes();
    for document in documents {
        let line = Line { document: document.text.clone(), key: Bytes::of(&document.key), signature: Bytes::of(&document.signature) };
        bytes.extend(serde_json::to_vec(&line)?);
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Reads a file: each line by itself, so that one that is damaged does not hide the others. Signatures are not
/// proved here.
///
/// # Errors
/// [`FileError`] of the file as a whole.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Result<Enclosed, FileError>>, FileError> {
    if bytes.len() > 2 * LONGEST {
        return Err(FileError::TooLong);
    }
    let mut lines = bytes.split(|byte| *byte == b'\n');
    let first = lines.next().and_then(|line| std::str::from_utf8(line).ok()).map(|line| line.trim_end_matches('\r'));
    match first {
        Some(MAGIC) => {}
        Some(other) if other.starts_with("SOKOGURU-DOKUMEN ") => return Err(FileError::Newer),
        _ => return Err(FileError::Foreign),
    }
    let filled = lines.enumerate().filter(|(_, line)| !line.trim_ascii().is_empty());
    Ok(filled.map(|(at, line)| read_line(line).ok_or(FileError::Damaged(at + 2))).collect())
}

fn read_line(line: &[u8]) -> Option<Enclosed> {
    let line: Line = serde_json::from_slice(line).ok()?;
    Some(Enclosed { text: line.document, key: line.key.get().ok()?, signature: line.signature.get().ok()? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::DeviceKey;
    use crate::document::{prove, sign};

    fn enclosed(text: &str) -> Enclosed {
        let key = DeviceKey::from_bytes(&[5; 32]).expect("a key");
        Enclosed { text: text.to_owned(), key: key.public(), signature: sign(&key, text) }
    }

    #[test]
    fn a_file_says_what_it_is() {
        let file = write_file(&[enclosed("{}")]).expect("writes");
        assert!(file.starts_with(b"SOKOGURU-DOKUMEN 1\n"));
        assert_eq!(read_file(b"PK zip"), Err(FileError::Foreign));
        assert_eq!(read_file(b""), Err(FileError::Foreign));
        assert_eq!(read_file(b"SOKOGURU-DOKUMEN 2\n"), Err(FileError::Newer));
        let cut = [&file[..file.len() - 20], b"\n", &file[19..]].concat();
        let read = read_file(&cut).expect("a file");
        assert_eq!(read, [Err(FileError::Damaged(2)), Ok(enclosed("{}"))], "one damaged line does not hide the next");
    }

    proptest! {
        #[test]
        fn documents_travel_unchanged(texts in prop::collection::vec("\\PC{0,60}", 0..5)) {
            let sent: Vec<Enclosed> = texts.iter().map(|text| enclosed(text)).collect();
            let got: Vec<Enclosed> = read_file(&write_file(&sent).expect("writes")).expect("reads").into_iter().map(|one| one.expect("whole")).collect();
            prop_assert_eq!(&got, &sent);
            for one in got {
                prop_assert!(prove(&one.key, &one.text, &one.signature, "F-1").is_ok());
            }
        }

        #[test]
        fn a_changed_byte_shows(text in "[a-z\" {}]{1,60}", at in 0usize..60, bit in 0u8..6) {
            let one = enclosed(&text);
            let mut bytes = one.text.clone().into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let changed = String::from_utf8(bytes).expect("ASCII");
            prop_assert!(prove(&one.key, &changed, &one.signature, "F-1").is_err());
        }

        #[test]
        fn any_soup_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[\\{\\}\\[\\]\",:a-z0-9 -]{0,90}") {
            let _ = read_file(&bytes);
            let _ = read_file(&[b"SOKOGURU-DOKUMEN 1\n", bytes.as_slice()].concat());
            let _ = crate::document::Document::read(&text);
        }
    }
}
