//! Facts as they are kept and sent: envelope, hash chain, signature, versioned bodies.
//!
//! The body is UTF-8 JSON, hashed and signed as bytes and never serialised again. This crate holds
//! the only serde of facts; what an older version wrote is lifted here when it is read.

mod body;
pub mod document;
mod envelope;
pub mod wire;

pub use body::{DecodeError, Decoded, decode, encode};
pub use envelope::{ChainError, DeviceKey, Head, Header, KeyError, Record, is_vouched, verify_signature};
