//! Sealing what is nobody else's business: with a key from the invitation's code, or with the shop's secret.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};

use crate::Fault;

const NONCE: usize = 24;

/// A key of 32 bytes.
pub(crate) type SealKey = [u8; 32];

/// Fresh random bytes.
pub(super) fn random<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0u8; N];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Defect(format!("acak tidak tersedia: {error}")))?;
    Ok(bytes)
}

/// The key of a code: argon2id with 64 MiB and three passes, because the code has 50 bits only and a
/// file can be tried out anywhere.
pub(super) fn key_of_code(code: &str, salt: &[u8]) -> Result<SealKey, Fault> {
    let defect = |error: argon2::Error| Fault::Defect(error.to_string());
    let params = Params::new(64 * 1024, 3, 1, Some(32)).map_err(defect)?;
    let mut key = [0u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(code.as_bytes(), salt, &mut key).map_err(defect)?;
    Ok(key)
}

/// Seals bytes; `context` says what they are and is proved with them.
pub(super) fn seal(key: &SealKey, context: &[u8], plain: &[u8]) -> Result<Vec<u8>, Fault> {
    let nonce = random::<NONCE>()?;
    let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
    let sealed = cipher.encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: context });
    let sealed = sealed.map_err(|_| Fault::Defect("tidak bisa menyegel".to_owned()))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// The sealed bytes; `None` for another key or bytes that were changed.
pub(super) fn unseal(key: &SealKey, context: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE)?;
    let cipher = XChaCha20Poly1305::new(Key::from_slice(key));
    cipher.decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: context }).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_opens() {
        let sealed = seal(&[1; 32], b"toko", b"Siti").expect("seals");
        assert_eq!(unseal(&[1; 32], b"toko", &sealed).as_deref(), Some(&b"Siti"[..]));
        assert_eq!(unseal(&[2; 32], b"toko", &sealed), None);
        assert_eq!(unseal(&[1; 32], b"lain", &sealed), None);
        let mut changed = sealed.clone();
        changed[30] ^= 1;
        assert_eq!(unseal(&[1; 32], b"toko", &changed), None);
        assert_eq!(unseal(&[1; 32], b"toko", &sealed[..10]), None);
    }
}
