//! Joining a shop with an invitation.

use std::path::Path;

use domain::fact::Fact;
use record::wire::{self, HEAD_CONTEXT, InvitationHead, KeyRow, Kind, WireError};
use record::{DeviceKey, Record, is_vouched};
use store::{Device, Stamp, Store, records, trust};
use uuid::Uuid;

use super::invite::{SEALED, Secrets};
use super::packing::{People, unpack};
use super::seal::{key_of_code, unseal};
use super::{TillRefusal, code, identity, send};
use crate::clock::{Clock, SystemClock};
use crate::device::{key_path, new_key};
use crate::shop::make_aside;
use crate::{App, Fault, files};

impl App {
    /// Makes the database of a new till from an invitation: all records of the shop, a key of its own,
    /// and as the first record of its log that it joined.
    ///
    /// # Errors
    /// [`TillRefusal::WrongCode`], [`TillRefusal::InvitationUsed`], [`TillRefusal::Tampered`],
    /// [`store::StoreError::Exists`]; then no file is left.
    pub fn join(path: &Path, invitation: &Path, typed: &str, progress: impl FnMut(u64, u64)) -> Result<Self, Fault> {
        make_aside(path, |aside| {
            let (secrets, records) = open(&files::read(invitation)?, typed)?;
            make(aside, &secrets, &records, &SystemClock, progress)
        })
    }
}

/// What the invitation holds, once the code has opened it.
fn open(bytes: &[u8], typed: &str) -> Result<(Secrets, Vec<Record>), Fault> {
    let opened = wire::split::<InvitationHead>(Kind::Invitation, bytes).map_err(TillRefusal::from)?;
    let head = opened.head;
    let damaged = |what| TillRefusal::from(WireError::Damaged(what));
    if send::digest(&[opened.rest]) != head.sha256 {
        return Err(damaged("sidik isi").into());
    }
    let parts = usize::try_from(head.sealed).ok().and_then(|length| opened.rest.split_at_checked(length));
    let (sealed, packed) = parts.ok_or_else(|| damaged("bagian tersegel"))?;
    let code = code::normal(typed);
    if code.len() != code::LENGTH {
        return Err(TillRefusal::WrongCode.into());
    }
    let salt: [u8; 16] = head.salt.get().map_err(TillRefusal::from)?;
    let plain = unseal(&key_of_code(&code, &salt)?, SEALED, sealed).ok_or(TillRefusal::WrongCode)?;
    let secrets: Secrets = serde_json::from_slice(&plain).map_err(|_| damaged("bagian tersegel"))?;
    // What is sealed says whose key may have signed the rest.
    let inviter = secrets.roster.iter().find(|key| (key.device, key.epoch) == (head.device, head.epoch));
    let key: [u8; 32] = inviter.ok_or_else(|| damaged("daftar kasir"))?.key.get().map_err(TillRefusal::from)?;
    let signed = opened.signature.is_some_and(|signature| is_vouched(&key, HEAD_CONTEXT, opened.signed, &signature));
    if !signed || send::digest(&[packed]) != secrets.records_sha256 || secrets.shop != head.shop {
        return Err(TillRefusal::Tampered("tanda tangan undangan tidak cocok".to_owned()).into());
    }
    if secrets.roster.iter().any(|key| key.till == secrets.till) {
        return Err(TillRefusal::InvitationUsed.into());
    }
    Ok((secrets, unpack(packed, head.records)?))
}

fn make(path: &Path, secrets: &Secrets, file: &[Record], clock: &dyn Clock, progress: impl FnMut(u64, u64)) -> Result<(), Fault> {
    let seed: [u8; 32] = secrets.key.get().map_err(TillRefusal::from)?;
    let invitation = DeviceKey::from_bytes(&seed).map_err(|error| Fault::Defect(error.to_string()))?;
    let secret = secrets.secret.get().map_err(TillRefusal::from)?;
    let people = People::unseal(&secret, &secrets.people.all().map_err(TillRefusal::from)?);
    let mut store = Store::create(path)?;
    let device = Device { id: Uuid::now_v7(), epoch: 1, till: secrets.till.clone(), key: new_key(&key_path(path))? };
    let key = device.key.public();
    let proof = trust::join_proof(&invitation, secrets.shop, device.id, &device.till, &key);
    let joined = Fact::TillJoined { invitation: secrets.invitation.to_string(), till: device.till.clone(), key, proof };
    let stamp = Stamp { id: Uuid::now_v7(), at: clock.now() };
    store.transact_rebuilding(|tx| -> Result<(), Fault> {
        for KeyRow { device, epoch, till, key } in &secrets.roster {
            records::add_device(tx.connection(), *device, *epoch, key.get().map_err(TillRefusal::from)?, till, false)?;
        }
        let received = tx.receive(secrets.shop, file, progress)?;
        if received.new != file.len() as u64 {
            return Err(TillRefusal::Tampered("catatan di undangan tidak bersambung".to_owned()).into());
        }
        records::add_device(tx.connection(), device.id, device.epoch, key, &device.till, true)?;
        tx.append(&device, stamp, &joined)?;
        if let Some(people) = people {
            people.merge(tx)?;
        }
        Ok(())
    })?;
    identity::keep_secret(path, &secret)
}
