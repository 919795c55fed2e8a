//! Inviting a till: a file with all records, and in it, sealed with a code, what makes it one of the shop.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use domain::fact::Fact;
use domain::staff::Right;
use record::DeviceKey;
use record::wire::{self, Bytes, HEAD_CONTEXT, InvitationHead, KeyRow, Kind};
use serde::{Deserialize, Serialize};
use store::{exchange, trust};
use uuid::Uuid;

use super::packing::{Packer, People, write_file};
use super::seal::{key_of_code, random, seal};
use super::{TillRefusal, code, identity, send};
use crate::{App, Fault};

/// What the sealed part is.
pub(super) const SEALED: &[u8] = b"SOKOGURU-undangan-1";

/// An invitation that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    /// The new till's letter.
    pub till: String,
    /// The file.
    pub file: PathBuf,
    /// The code that opens it: shown, never kept.
    pub code: String,
    /// How many records are in it.
    pub records: u64,
}

/// What only the new till may read.
#[derive(Serialize, Deserialize)]
pub(super) struct Secrets {
    pub(super) shop: Uuid,
    pub(super) till: String,
    pub(super) invitation: Uuid,
    /// The invitation's key: it proves the new till's own.
    pub(super) key: Bytes,
    /// The secret that all tills of the shop share.
    pub(super) secret: Bytes,
    pub(super) roster: Vec<KeyRow>,
    /// SHA-256 of the compressed records: what is sealed vouches for what is not.
    pub(super) records_sha256: Bytes,
    /// Everybody, sealed with the shop's secret.
    pub(super) people: Bytes,
}

impl App {
    /// Invites a till: notes it as a record and writes the file that makes it one of the shop. The
    /// code comes with the answer and stands nowhere else.
    ///
    /// # Errors
    /// [`TillRefusal::BadLetter`], [`TillRefusal::LetterInUse`], [`TillRefusal::LetterPromised`], [`TillRefusal::NotOverwritten`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn invite(&mut self, till: &str, file: &Path, mut progress: impl FnMut(u64, u64)) -> Result<Invited, Fault> {
        let by = self.require(Right::Backup)?.id;
        let till = domain::till::letter(till).ok_or_else(|| TillRefusal::BadLetter(till.trim().to_owned()))?;
        if trust::letter_in_use(self.store.connection(), &till)? {
            return Err(TillRefusal::LetterInUse(till).into());
        }
        if trust::letter_is_promised(self.store.connection(), &till)? {
            return Err(TillRefusal::LetterPromised(till).into());
        }
        if file.exists() {
            return Err(TillRefusal::NotOverwritten(file.display().to_string(), "berkas kosong").into());
        }
        let secret = identity::make_secret(self.store.path())?;
        let seed = random::<32>()?;
        let key = DeviceKey::from_bytes(&seed).map_err(|error| Fault::Defect(error.to_string()))?;
        let invitation = Uuid::now_v7();
        self.record(&Fact::TillInvited { invitation: invitation.to_string(), till: till.clone(), key: key.public(), by })?;
        let (roster, packed, records, people) = self.store.read(|connection| -> Result<_, Fault> {
            let mut packer = Packer::new()?;
            let records = exchange::beyond(connection, &HashMap::new(), |done, total, record| -> Result<(), Fault> {
                progress(done, total);
                packer.add(record)
            })?;
            Ok((exchange::roster(connection)?, packer.finish()?, records, People::read(connection)?.seal(&secret)?))
        })?;
        let shop = identity::shop_id(self.store.connection())?;
        let secrets = Secrets {
            shop,
            till: till.clone(),
            invitation,
            key: Bytes::of(&seed),
            secret: Bytes::of(&secret),
            roster: send::key_rows(&roster),
            records_sha256: send::digest(&[&packed]),
            people: Bytes::of(&people),
        };
        let (code, salt) = (code::make()?, random::<16>()?);
        let plain = serde_json::to_vec(&secrets).map_err(|error| Fault::Defect(error.to_string()))?;
        let sealed = seal(&key_of_code(&code, &salt)?, SEALED, &plain)?;
        self.write_invitation(file, shop, &till, invitation, &salt, records, &sealed, &packed)?;
        Ok(Invited { till, file: file.to_owned(), code, records })
    }

    #[expect(clippy::too_many_arguments, reason = "the head of one file")]
    fn write_invitation(
        &self,
        file: &Path,
        shop: Uuid,
        till: &str,
        invitation: Uuid,
        salt: &[u8],
        records: u64,
        sealed: &[u8],
        packed: &[u8],
    ) -> Result<(), Fault> {
        let device = self.device.as_ref().ok_or(TillRefusal::NoShop)?;
        let head = InvitationHead {
            shop,
            name: self.settings.shop.name.clone(),
            till: till.to_owned(),
            invitation,
            device: device.id,
            epoch: device.epoch,
            at: self.now().timestamp_millis(),
            salt: Bytes::of(salt),
            sealed: sealed.len() as u64,
            records,
            sha256: send::digest(&[sealed, packed]),
        };
        let start = wire::open(Kind::Invitation, &head, |bytes| Some(device.key.vouch(HEAD_CONTEXT, bytes)));
        let start = start.map_err(|error| Fault::Defect(error.to_string()))?;
        write_file(file, Kind::Invitation, &[&start, sealed, packed])
    }
}
