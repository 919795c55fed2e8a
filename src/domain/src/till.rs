//! Tills of one shop: how they come to know each other, and what they hand over.
//!
//! Each till has a key and a log of its own. A key is trusted because a till that is trusted says so:
//! by an invitation, by the device's own older key, or by a person.

use crate::cart::{Discount, FixedPrice};
use crate::member::Member;
use crate::quantity::Quantity;

/// Settings that belong to one machine: each till has its own, whatever the others have.
const MACHINE: &[&str] = &["printer.", "drawer.", "scanner.", "scale.", "display.", "backup.folders"];
/// The same, by their whole name.
const MACHINE_NAMES: &[&str] = &["screen", "sound", "theme", "language"];

/// True for a setting that belongs to one machine.
pub fn is_of_machine(setting: &str) -> bool {
    MACHINE_NAMES.contains(&setting) || MACHINE.iter().any(|start| setting.starts_with(start))
}

/// The till's letter in its normal form: one to three capital letters.
pub fn letter(text: &str) -> Option<String> {
    let letter = text.trim().to_uppercase();
    let good = (1..=3).contains(&letter.len()) && letter.bytes().all(|byte| byte.is_ascii_uppercase());
    good.then_some(letter)
}

/// Why a device began a new epoch, and what its older records are worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EpochParent {
    /// The epoch that went before.
    pub epoch: u32,
    /// The last record of it that stands; 0: none.
    pub seq: u64,
    /// The hash of that record, zeros when there is none.
    pub hash: [u8; 32],
    /// The public key of the new epoch.
    pub key: [u8; 32],
    /// The old key's signature over the new one; none where the old key is lost, then a person decides.
    pub proof: Option<[u8; 64]>,
}

/// A cart as it was put aside: keys only, so that any till can take it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedCart {
    /// Its id (UUID as text). Taking it back makes a cart with a new id.
    pub cart: String,
    /// The till's letter.
    pub till: String,
    /// Who (staff id).
    pub by: String,
    /// The member.
    pub member: Option<Member>,
    /// The discount on the whole cart.
    pub discount: Option<Discount>,
    /// The last line id given out.
    pub last_line: i64,
    /// The goods.
    pub lines: Vec<ParkedLine>,
}

/// A line of a parked cart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParkedLine {
    /// Stable within the cart.
    pub line: i64,
    /// The product's key.
    pub sku: String,
    /// The pack's code.
    pub pack: String,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// A price that no rule touches.
    pub fixed: Option<FixedPrice>,
    /// A discount on this line.
    pub discount: Option<Discount>,
    /// A note.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_have_settings_of_their_own() {
        for own in ["printer.receipt.link", "theme", "language", "backup.folders", "scanner.same-ms"] {
            assert!(is_of_machine(own), "{own}");
        }
        for shared in ["shop.name", "tax.pkp", "rounding.step", "backup.keep", "themes", "staff.siti"] {
            assert!(!is_of_machine(shared), "{shared}");
        }
    }

    #[test]
    fn letters() {
        assert_eq!(letter(" b "), Some("B".to_owned()));
        for bad in ["", "ABCD", "A1", "Ä", "A B"] {
            assert_eq!(letter(bad), None, "{bad}");
        }
    }
}
