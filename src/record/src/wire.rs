//! Files that carry records from till to till, and whole databases to a safe place: their heads and lines.
//!
//! A file is one line that says what it is, one line of JSON (the head), and bytes. A record is one line
//! of JSON with its envelope field by field and its body as the string that was hashed and signed.

use data_encoding::BASE64;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Header, Record};

/// The longest head: a head is read into memory before anything of it is believed.
const LONGEST_HEAD: usize = 4 << 20;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Records for another till.
    Exchange,
    /// An invitation for a new till.
    Invitation,
    /// A whole database.
    Backup,
}

impl Kind {
    const ALL: [Self; 3] = [Self::Exchange, Self::Invitation, Self::Backup];

    /// The first line without the version.
    const fn magic(self) -> &'static str {
        match self {
            Self::Exchange => "SOKOGURU-TUKAR",
            Self::Invitation => "SOKOGURU-UNDANGAN",
            Self::Backup => "SOKOGURU-CADANGAN",
        }
    }

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Exchange => "berkas tukar",
            Self::Invitation => "undangan kasir",
            Self::Backup => "cadangan",
        }
    }
}

/// Why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Something else.
    #[error("berkas ini bukan {0} Sokoguru; pilih berkas yang benar")]
    Foreign(&'static str),
    /// Another kind of our files.
    #[error("berkas ini {found}, bukan {wanted}; pilih berkas yang benar")]
    OtherKind {
        /// What it is.
        found: &'static str,
        /// What was asked for.
        wanted: &'static str,
    },
    /// A later program made it.
    #[error("{0} ini dari Sokoguru yang lebih baru; perbarui program ini dulu")]
    Newer(&'static str),
    /// Not what was written.
    #[error("berkas rusak atau terpotong ({0}); salin sekali lagi dari asalnya")]
    Damaged(&'static str),
}

/// Fixed bytes as base 64.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bytes(String);

impl Bytes {
    /// The text of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(BASE64.encode(bytes))
    }

    /// The bytes of a text.
    ///
    /// # Errors
    /// [`WireError::Damaged`] when it is no base 64 or of another length.
    pub fn get<const N: usize>(&self) -> Result<[u8; N], WireError> {
        self.all()?.try_into().map_err(|_| WireError::Damaged("panjang isian"))
    }

    /// All bytes of a text of any length.
    ///
    /// # Errors
    /// [`WireError::Damaged`].
    pub fn all(&self) -> Result<Vec<u8>, WireError> {
        BASE64.decode(self.0.as_bytes()).map_err(|_| WireError::Damaged("isian base64"))
    }
}

/// A key that a till knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyRow {
    /// The device.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The till's letter.
    pub till: String,
    /// The public key.
    pub key: Bytes,
}

/// How far a till knows a log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadRow {
    /// The device.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The last record.
    pub seq: u64,
    /// Its hash.
    pub hash: Bytes,
}

/// The head of a file of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExchangeHead {
    /// The shop.
    pub shop: Uuid,
    /// Who wrote it.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The till's letter.
    pub till: String,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// How many records follow.
    pub records: u64,
    /// All keys that it knows.
    pub roster: Vec<KeyRow>,
    /// How far it knows each log.
    pub heads: Vec<HeadRow>,
    /// Bytes of the sealed part with people's names, before the records; 0: none.
    pub people: u64,
    /// SHA-256 of all bytes behind the head.
    pub sha256: Bytes,
}

/// The head of an invitation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationHead {
    /// The shop.
    pub shop: Uuid,
    /// Its name, for the person at the new till.
    pub name: String,
    /// The new till's letter.
    pub till: String,
    /// The invitation.
    pub invitation: Uuid,
    /// Who invites.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Salt of the code.
    pub salt: Bytes,
    /// Bytes of the sealed part, before the records.
    pub sealed: u64,
    /// How many records follow.
    pub records: u64,
    /// SHA-256 of all bytes behind the head.
    pub sha256: Bytes,
}

/// The head of a backup: its manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackupHead {
    /// The shop.
    pub shop: Uuid,
    /// Its name.
    pub name: String,
    /// Whose database.
    pub device: Uuid,
    /// Its epoch.
    pub epoch: u32,
    /// The till's letter.
    pub till: String,
    /// The last record of that log.
    pub seq: u64,
    /// Its hash.
    pub hash: Bytes,
    /// How many records in all.
    pub records: u64,
    /// Version of the schema.
    pub schema: i64,
    /// When, ms since 1970 UTC.
    pub at: i64,
    /// Version of the program.
    pub program: String,
    /// Length of the database, bytes.
    pub plain: u64,
    /// Its SHA-256.
    pub plain_sha256: Bytes,
    /// Length of what follows, bytes.
    pub packed: u64,
    /// Its SHA-256.
    pub packed_sha256: Bytes,
}

/// A signature over a head, in a line of its own behind it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The signature; absent where the writer had no key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Bytes>,
}

/// What signatures over heads begin with.
pub const HEAD_CONTEXT: &str = "SOKOGURU-kepala-1";

/// The first lines of a file: what it is, its head, the signature over the head.
///
/// # Errors
/// The serialiser's own, never in practice.
pub fn open<H: Serialize>(kind: Kind, head: &H, sign: impl FnOnce(&[u8]) -> Option<[u8; 64]>) -> Result<Vec<u8>, serde_json::Error> {
    let head = serde_json::to_vec(head)?;
    let signed = Signed { signature: sign(&head).map(|signature| Bytes::of(&signature)) };
    let mut bytes = format!("{} 1\n", kind.magic()).into_bytes();
    bytes.extend(head);
    bytes.push(b'\n');
    bytes.extend(serde_json::to_vec(&signed)?);
    bytes.push(b'\n');
    Ok(bytes)
}

/// A file that was taken apart.
#[derive(Clone, Debug)]
pub struct Opened<'a, H> {
    /// The head.
    pub head: H,
    /// The bytes of the head as they were signed.
    pub signed: &'a [u8],
    /// The signature over them, if there is one.
    pub signature: Option<[u8; 64]>,
    /// The bytes behind the head.
    pub rest: &'a [u8],
}

/// Takes a file apart.
///
/// # Errors
/// [`WireError`].
pub fn split<H: DeserializeOwned>(kind: Kind, bytes: &[u8]) -> Result<Opened<'_, H>, WireError> {
    let foreign = WireError::Foreign(kind.words());
    let (first, behind) = line(bytes, 64).ok_or(foreign.clone())?;
    let first = std::str::from_utf8(first).map_err(|_| foreign.clone())?;
    let (magic, version) = first.rsplit_once(' ').ok_or(foreign.clone())?;
    let found = Kind::ALL.into_iter().find(|known| known.magic() == magic).ok_or(foreign)?;
    if found != kind {
        return Err(WireError::OtherKind { found: found.words(), wanted: kind.words() });
    }
    if version != "1" {
        return Err(WireError::Newer(kind.words()));
    }
    let damaged = || WireError::Damaged("kepala berkas");
    let (signed, behind) = line(behind, LONGEST_HEAD).ok_or_else(damaged)?;
    let (seal, rest) = line(behind, 1024).ok_or_else(damaged)?;
    let head = serde_json::from_slice(signed).map_err(|_| damaged())?;
    let seal: Signed = serde_json::from_slice(seal).map_err(|_| damaged())?;
    let signature = seal.signature.map(|signature| signature.get()).transpose()?;
    Ok(Opened { head, signed, signature, rest })
}

/// True when bytes begin as a file of this kind does, of any version.
pub fn is_kind(kind: Kind, start: &[u8]) -> bool {
    start.strip_prefix(kind.magic().as_bytes()).is_some_and(|rest| rest.first() == Some(&b' '))
}

fn line(bytes: &[u8], longest: usize) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().take(longest).position(|byte| *byte == b'\n')?;
    Some((&bytes[..end], &bytes[end + 1..]))
}

#[derive(Serialize, Deserialize)]
struct Line<'a> {
    device: Uuid,
    epoch: u32,
    seq: u64,
    id: Uuid,
    kind: std::borrow::Cow<'a, str>,
    version: u16,
    at: i64,
    tz: i16,
    prev: Bytes,
    body: std::borrow::Cow<'a, str>,
    hash: Bytes,
    signature: Bytes,
}

/// A record as a line, without its end.
///
/// # Errors
/// [`WireError::Damaged`] for a body that is no text: no program of ours writes one.
pub fn write_line(record: &Record) -> Result<Vec<u8>, WireError> {
    let header = &record.header;
    let body = std::str::from_utf8(&record.body).map_err(|_| WireError::Damaged("isi catatan"))?;
    let line = Line {
        device: header.device,
        epoch: header.epoch,
        seq: header.seq,
        id: header.id,
        kind: header.kind.as_str().into(),
        version: header.version,
        at: header.at,
        tz: header.offset,
        prev: Bytes::of(&header.prev),
        body: body.into(),
        hash: Bytes::of(&record.hash),
        signature: Bytes::of(&record.signature),
    };
    serde_json::to_vec(&line).map_err(|_| WireError::Damaged("isi catatan"))
}

/// The record of a line. Whether it is what it says is proved elsewhere ([`Record::continues`]).
///
/// # Errors
/// [`WireError::Damaged`].
pub fn read_line(line: &[u8]) -> Result<Record, WireError> {
    let line: Line<'_> = serde_json::from_slice(line).map_err(|_| WireError::Damaged("baris catatan"))?;
    if line.epoch == 0 || line.seq == 0 || i64::try_from(line.seq).is_err() {
        return Err(WireError::Damaged("nomor catatan"));
    }
    let header = Header {
        device: line.device,
        epoch: line.epoch,
        seq: line.seq,
        id: line.id,
        kind: line.kind.into_owned(),
        version: line.version,
        at: line.at,
        offset: line.tz,
        prev: line.prev.get()?,
    };
    Ok(Record { header, body: line.body.into_owned().into_bytes(), hash: line.hash.get()?, signature: line.signature.get()? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{DeviceKey, Head};

    fn record(body: &str) -> Record {
        let header = Header {
            device: Uuid::from_u128(7),
            epoch: 1,
            seq: 1,
            id: Uuid::from_u128(9),
            kind: "sale".into(),
            version: 1,
            at: 1_700_000_000_000,
            offset: 420,
            prev: [0; 32],
        };
        DeviceKey::from_bytes(&[7; 32]).expect("32 bytes").seal(header, body.as_bytes().to_vec())
    }

    fn head() -> HeadRow {
        HeadRow { device: Uuid::from_u128(1), epoch: 1, seq: 5, hash: Bytes::of(&[3; 32]) }
    }

    #[test]
    fn a_file_says_what_it_is() {
        let bytes = open(Kind::Backup, &head(), |_| Some([9; 64])).expect("writes");
        let with_rest = [bytes.as_slice(), b"rest"].concat();
        let opened = split::<HeadRow>(Kind::Backup, &with_rest).expect("reads");
        assert_eq!((opened.head, opened.rest, opened.signature), (head(), &b"rest"[..], Some([9; 64])));
        let other = split::<HeadRow>(Kind::Exchange, &bytes).expect_err("another kind");
        assert_eq!(other, WireError::OtherKind { found: "cadangan", wanted: "berkas tukar" });
        assert_eq!(split::<HeadRow>(Kind::Backup, b"PK\x03\x04 zip").expect_err("foreign"), WireError::Foreign("cadangan"));
        assert_eq!(split::<HeadRow>(Kind::Backup, b"SOKOGURU-CADANGAN 2\n").expect_err("newer"), WireError::Newer("cadangan"));
        assert!(matches!(split::<HeadRow>(Kind::Backup, &bytes[..bytes.len() / 2]), Err(WireError::Damaged(_))));
    }

    proptest! {
        #[test]
        fn a_record_travels_unchanged(body in "\\PC{0,80}") {
            let sent = record(&body);
            let got = read_line(&write_line(&sent).expect("writes")).expect("reads");
            prop_assert_eq!(&got, &sent);
            prop_assert!(got.continues(Head::default()).is_ok());
        }

        #[test]
        fn any_soup_is_answered(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0usize..300, at in 0usize..300) {
            let _ = read_line(&bytes);
            let _ = split::<ExchangeHead>(Kind::Exchange, &bytes);
            let mut damaged = open(Kind::Exchange, &head(), |_| None).expect("writes");
            damaged.extend(write_line(&record("{}")).expect("writes"));
            if let Some(byte) = damaged.get_mut(at) {
                *byte ^= 0x20;
            }
            damaged.truncate(cut);
            let _ = split::<HeadRow>(Kind::Exchange, &damaged);
            let _ = split::<BackupHead>(Kind::Backup, &damaged);
            let _ = read_line(&damaged);
        }
    }
}
