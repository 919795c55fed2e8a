//! Which device's key is believed, and why: an invitation, the device's own older key, or a person.

use domain::fact::Fact;
use domain::till::EpochParent;
use record::{Decoded, DeviceKey, Record, is_vouched};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{StoreError, records};

const JOIN: &str = "SOKOGURU-gabung-1";
const EPOCH: &str = "SOKOGURU-epoch-1";

/// What the first record of a log says of its key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Admission {
    /// The key is believed: the till's letter and the key.
    Yes(String, [u8; 32]),
    /// What would prove it is not here yet.
    NotYet,
    /// Nobody vouches for it; the till's letter and the key, for a person to decide.
    Asks(String, [u8; 32]),
    /// It contradicts what is known.
    Never,
}

/// An invitation as it is known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// The new till's letter.
    pub till: String,
    /// Its public key.
    pub key: [u8; 32],
    /// The device that used it.
    pub device: Option<Uuid>,
}

/// The invitation with this id.
///
/// # Errors
/// [`StoreError`].
pub fn invitation(connection: &Connection, id: &str) -> Result<Option<Invitation>, StoreError> {
    let mut query = connection.prepare_cached("SELECT till, public_key, device FROM invitation WHERE id = ?1")?;
    let found = query.query_row([id], |row| {
        Ok(Invitation { till: row.get(0)?, key: row.get(1)?, device: row.get::<_, Option<[u8; 16]>>(2)?.map(Uuid::from_bytes) })
    });
    Ok(found.optional()?)
}

/// True when a device of the shop was invited for this letter and has not come yet: two machines with one letter
/// would number their receipts alike.
///
/// # Errors
/// [`StoreError`].
pub fn letter_is_promised(connection: &Connection, till: &str) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM invitation WHERE till = ?1 AND device IS NULL")?.exists([till])?)
}

/// True when a device of the shop has this letter.
///
/// # Errors
/// [`StoreError`].
pub fn letter_in_use(connection: &Connection, till: &str) -> Result<bool, StoreError> {
    Ok(connection.prepare_cached("SELECT 1 FROM device_epoch WHERE till = ?1")?.exists([till])?)
}

/// The signature of an invitation's key over a new till's key.
pub fn join_proof(invitation: &DeviceKey, shop: Uuid, device: Uuid, till: &str, key: &[u8; 32]) -> [u8; 64] {
    invitation.vouch(JOIN, &join_message(shop, device, till, key))
}

/// The signature of a device's old key over its new one.
pub fn epoch_proof(old: &DeviceKey, device: Uuid, epoch: u32, key: &[u8; 32]) -> [u8; 64] {
    old.vouch(EPOCH, &epoch_message(device, epoch, key))
}

/// Eight characters by which people compare keys.
pub fn fingerprint(key: &[u8; 32]) -> String {
    let hash = Sha256::digest(key);
    hash.iter().take(4).map(|byte| format!("{byte:02X}")).collect()
}

fn join_message(shop: Uuid, device: Uuid, till: &str, key: &[u8; 32]) -> Vec<u8> {
    [shop.as_bytes(), device.as_bytes(), key.as_slice(), till.as_bytes()].concat()
}

fn epoch_message(device: Uuid, epoch: u32, key: &[u8; 32]) -> Vec<u8> {
    [device.as_bytes(), epoch.to_be_bytes().as_slice(), key].concat()
}

/// Whether the key of an unknown log is believed, from its first record.
pub(crate) fn admit(connection: &Connection, shop: Uuid, record: &Record) -> Result<Admission, StoreError> {
    let header = &record.header;
    if header.seq != 1 {
        return Ok(Admission::NotYet);
    }
    let Decoded::Fact(fact) = records::decode(record)? else {
        return Ok(Admission::NotYet);
    };
    match &*fact {
        Fact::TillJoined { invitation: id, till, key, proof } => {
            let Some(known) = invitation(connection, id)? else {
                return Ok(Admission::NotYet);
            };
            let mine = known.device.is_none_or(|device| device == header.device);
            let proved = is_vouched(&known.key, JOIN, &join_message(shop, header.device, till, key), proof);
            let free = !letter_in_use(connection, till)?;
            let good = header.epoch == 1 && known.till == *till && mine && proved && free;
            Ok(if good { Admission::Yes(till.clone(), *key) } else { Admission::Never })
        }
        Fact::EpochOpened { parent: Some(parent), .. } => admit_epoch(connection, record, parent),
        _ => Ok(Admission::Never),
    }
}

fn admit_epoch(connection: &Connection, record: &Record, parent: &EpochParent) -> Result<Admission, StoreError> {
    let (device, epoch) = (record.header.device, record.header.epoch);
    if parent.epoch >= epoch {
        return Ok(Admission::Never);
    }
    let Some(old) = records::public_key(connection, device, parent.epoch)? else {
        return Ok(Admission::NotYet);
    };
    if parent.seq > 0 {
        match records::hash_at(connection, device, parent.epoch, parent.seq)? {
            None => return Ok(Admission::NotYet),
            Some(hash) if hash != parent.hash => return Ok(Admission::Never),
            Some(_) => {}
        }
    }
    let till = letter(connection, device)?.unwrap_or_default();
    if epoch_is_proved(&old, device, epoch, parent) || is_trusted(connection, device, epoch, &parent.key)? {
        return Ok(Admission::Yes(till, parent.key));
    }
    Ok(Admission::Asks(till, parent.key))
}

/// True when the key of the epoch before vouches for the new one.
pub(crate) fn epoch_is_proved(old: &[u8; 32], device: Uuid, epoch: u32, parent: &EpochParent) -> bool {
    parent.proof.is_some_and(|proof| is_vouched(old, EPOCH, &epoch_message(device, epoch, &parent.key), &proof))
}

/// The letter of a device.
///
/// # Errors
/// [`StoreError`].
pub fn letter(connection: &Connection, device: Uuid) -> Result<Option<String>, StoreError> {
    let mut query = connection.prepare_cached("SELECT till FROM device_epoch WHERE device = ?1 ORDER BY epoch DESC LIMIT 1")?;
    Ok(query.query_row([device.as_bytes()], |row| row.get(0)).optional()?)
}

fn is_trusted(connection: &Connection, device: Uuid, epoch: u32, key: &[u8; 32]) -> Result<bool, StoreError> {
    let mut query = connection.prepare_cached("SELECT 1 FROM trusted_key WHERE device = ?1 AND epoch = ?2 AND public_key = ?3")?;
    Ok(query.exists(params![device.to_string(), epoch, key])?)
}

/// Called only by projection.
pub(crate) fn put_invitation(connection: &Connection, id: &str, till: &str, key: &[u8; 32]) -> Result<(), StoreError> {
    let sql = "INSERT INTO invitation (id, till, public_key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![id, till, key])?;
    Ok(())
}

/// Called only by projection.
pub(crate) fn put_joined(connection: &Connection, id: &str, device: Uuid) -> Result<(), StoreError> {
    connection.prepare_cached("UPDATE invitation SET device = ?2 WHERE id = ?1")?.execute(params![id, device.as_bytes()])?;
    Ok(())
}

/// Called only by projection.
pub(crate) fn put_trusted(connection: &Connection, device: &str, epoch: u32, key: &[u8; 32]) -> Result<(), StoreError> {
    let sql = "INSERT INTO trusted_key (device, epoch, public_key) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![device, epoch, key])?;
    Ok(())
}
