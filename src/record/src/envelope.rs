//! The envelope: a fixed binary header, a hash chain, a signature (`network.md` section 2.3).

use ed25519_dalek::{Signature, Signer, SigningKey, Verifier, VerifyingKey};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// First bytes of every hashed header: what it is, and the version of the layout.
const MAGIC: &[u8; 5] = b"KPOS\x01";
/// What is signed begins with this, so that a signature can never be taken for another use.
const SIGNING_CONTEXT: &[u8] = b"KPOS-rec-1";

/// The end of a device's log: the next record continues here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Sequence number of the last record, 0 when there is none.
    pub seq: u64,
    /// Its hash, zeros when there is none.
    pub hash: [u8; 32],
}

/// What stands around a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The device.
    pub device: Uuid,
    /// Counts up when a device had to begin again (restore, lost key).
    pub epoch: u32,
    /// Counts up from 1 without gaps.
    pub seq: u64,
    /// Made once, before the record is first stored (UUIDv7).
    pub id: Uuid,
    /// What kind of fact.
    pub kind: String,
    /// Version of the body's layout.
    pub version: u16,
    /// Wall clock, milliseconds since 1970 UTC.
    pub at: i64,
    /// Offset of the wall clock, minutes east of UTC.
    pub offset: i16,
    /// Hash of the record before.
    pub prev: [u8; 32],
}

/// A record: header, body, hash, signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The header.
    pub header: Header,
    /// UTF-8 JSON, verbatim.
    pub body: Vec<u8>,
    /// SHA-256 of header and body.
    pub hash: [u8; 32],
    /// Ed25519 over the hash.
    pub signature: [u8; 64],
}

/// Why a record is not what it says.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// Content and hash differ.
    #[error("catatan {0}: isi tidak cocok dengan sidiknya")]
    Hash(u64),
    /// The signature is not of this device.
    #[error("catatan {0}: tanda tangan tidak cocok")]
    Signature(u64),
    /// The record does not continue the one before.
    #[error("catatan {0}: tidak bersambung dengan catatan sebelumnya")]
    Broken(u64),
}

/// A key file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("kunci perangkat harus 32 byte")]
pub struct KeyError;

/// A device's signing key.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// The key from 32 bytes of randomness or of a key file.
    ///
    /// # Errors
    /// [`KeyError`] when it is not 32 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, KeyError> {
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| KeyError)?;
        Ok(Self(SigningKey::from_bytes(&bytes)))
    }

    /// The public half.
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// Hashes and signs a body under a header.
    pub fn seal(&self, header: Header, body: Vec<u8>) -> Record {
        let hash = hash(&header, &body);
        let signature = self.0.sign(&[SIGNING_CONTEXT, &hash].concat()).to_bytes();
        Record { header, body, hash, signature }
    }
}

impl DeviceKey {
    /// Signs something that is no record: another key, the head of a file. `context` says what, so that
    /// no signature can be taken for another.
    pub fn vouch(&self, context: &str, message: &[u8]) -> [u8; 64] {
        self.0.sign(&[context.as_bytes(), b"\0", message].concat()).to_bytes()
    }
}

/// True when the owner of a key signed a message ([`DeviceKey::vouch`]).
pub fn is_vouched(public: &[u8; 32], context: &str, message: &[u8], signature: &[u8; 64]) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(public) else {
        return false;
    };
    key.verify(&[context.as_bytes(), b"\0", message].concat(), &Signature::from_bytes(signature)).is_ok()
}

impl Record {
    /// Proves content and continuity: the hash is of this content, and `before` is the head that
    /// this record continues.
    ///
    /// # Errors
    /// [`ChainError`].
    pub fn continues(&self, before: Head) -> Result<Head, ChainError> {
        let seq = self.header.seq;
        if hash(&self.header, &self.body) != self.hash {
            return Err(ChainError::Hash(seq));
        }
        if before.seq.checked_add(1) != Some(seq) || before.hash != self.header.prev {
            return Err(ChainError::Broken(seq));
        }
        Ok(Head { seq, hash: self.hash })
    }

    /// The first six characters of the hash in base 32: printed on the receipt, so that two receipts
    /// of one number can be told apart.
    pub fn mark(&self) -> String {
        mark(&self.hash)
    }
}

/// Proves that a device made a hash.
///
/// # Errors
/// [`ChainError::Signature`] with the given number.
pub fn verify_signature(public: &[u8; 32], seq: u64, hash: &[u8; 32], signature: &[u8; 64]) -> Result<(), ChainError> {
    let wrong = || ChainError::Signature(seq);
    let key = VerifyingKey::from_bytes(public).map_err(|_| wrong())?;
    key.verify(&[SIGNING_CONTEXT, hash].concat(), &Signature::from_bytes(signature)).map_err(|_| wrong())
}

pub(crate) fn mark(hash: &[u8; 32]) -> String {
    data_encoding::BASE32_NOPAD.encode(hash).chars().take(6).collect()
}

fn hash(header: &Header, body: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(MAGIC);
    hasher.update(header.device.as_bytes());
    hasher.update(header.epoch.to_be_bytes());
    hasher.update(header.seq.to_be_bytes());
    hasher.update(header.id.as_bytes());
    let kind_length = u16::try_from(header.kind.len()).unwrap_or(u16::MAX);
    hasher.update(kind_length.to_be_bytes());
    hasher.update(header.kind.as_bytes());
    hasher.update(header.version.to_be_bytes());
    hasher.update(header.at.to_be_bytes());
    hasher.update(header.offset.to_be_bytes());
    hasher.update(header.prev);
    let body_length = u32::try_from(body.len()).unwrap_or(u32::MAX);
    hasher.update(body_length.to_be_bytes());
    hasher.update(body);
    hasher.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> DeviceKey {
        DeviceKey::from_bytes(&[7; 32]).expect("32 bytes")
    }

    fn record(seq: u64, prev: [u8; 32]) -> Record {
        let header = Header {
            device: Uuid::from_u128(1),
            epoch: 1,
            seq,
            id: Uuid::from_u128(u128::from(seq)),
            kind: "sale".into(),
            version: 1,
            at: 1_700_000_000_000,
            offset: 420,
            prev,
        };
        key().seal(header, br#"{"a":1}"#.to_vec())
    }

    #[test]
    fn a_chain_proves_itself() {
        let first = record(1, [0; 32]);
        let head = first.continues(Head::default()).expect("first");
        let second = record(2, head.hash);
        assert_eq!(second.continues(head).map(|h| h.seq), Ok(2));
        assert_eq!(second.continues(Head::default()), Err(ChainError::Broken(2)));
        assert_eq!(verify_signature(&key().public(), 2, &second.hash, &second.signature), Ok(()));
        assert_eq!(second.mark().len(), 6);
    }

    #[test]
    fn any_changed_bit_is_seen() {
        let good = record(1, [0; 32]);
        let mut body = good.clone();
        body.body[3] ^= 1;
        assert_eq!(body.continues(Head::default()), Err(ChainError::Hash(1)));
        let mut time = good.clone();
        time.header.at += 1;
        assert_eq!(time.continues(Head::default()), Err(ChainError::Hash(1)));
        let mut signature = good.signature;
        signature[0] ^= 1;
        assert_eq!(verify_signature(&key().public(), 1, &good.hash, &signature), Err(ChainError::Signature(1)));
        assert!(DeviceKey::from_bytes(&[1; 31]).is_err());
    }
}
