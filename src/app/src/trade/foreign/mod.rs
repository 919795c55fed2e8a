//! What programs that are not ours write: UBL 2.1, which nobody signed.
//!
//! Such a file is taken in on paper's terms: it comes from its party, under the shop's own key, and the record says who took it
//! in and the hash of the file. A party that signs its documents is not taken at the word of a file that it did not sign.

mod catalogue;
mod credit;
mod goods;
mod names;
mod statement;
mod take;

/// True for a file of XML.
pub(super) fn is_xml(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"<")
}
