//! Which shop this is, and what only its tills know.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::fact::Fact;
use store::{Connection, Device, Stamp, Store, records};
use uuid::Uuid;

use super::TillRefusal;
use super::seal::{SealKey, random};
use crate::{Clock, Fault};

/// The setting that holds the shop's id.
const SHOP_ID: &str = "shop.id";

/// The shop's id.
///
/// # Errors
/// [`TillRefusal::NoShop`].
pub(crate) fn shop_id(connection: &Connection) -> Result<Uuid, Fault> {
    let known = store::setting::get(connection, SHOP_ID)?;
    Ok(known.and_then(|id| Uuid::parse_str(&id).ok()).ok_or(TillRefusal::NoShop)?)
}

/// Gives a shop its id: made of the hash of its very first record, so that it is the same whenever it
/// is made, and kept as a record.
pub(crate) fn ensure_shop_id(store: &mut Store, device: &Device, clock: &dyn Clock) -> Result<(), Fault> {
    if store::setting::get(store.connection(), SHOP_ID)?.is_some() {
        return Ok(());
    }
    let Some(first) = records::first(store.connection())? else {
        return Ok(());
    };
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&first.hash[..16]);
    let id = uuid::Builder::from_custom_bytes(bytes).into_uuid();
    let fact = Fact::SettingChanged { key: SHOP_ID.to_owned(), value: id.to_string(), by: "sistem".to_owned() };
    let stamp = Stamp { id: Uuid::now_v7(), at: clock.now() };
    store.transact(|tx| -> Result<(), Fault> {
        tx.append(device, stamp, &fact)?;
        Ok(())
    })
}

/// The file of the shop's secret.
fn secret_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".secret");
    PathBuf::from(name)
}

/// The secret that all tills of the shop share, if it is here.
pub(super) fn secret(database: &Path) -> Option<SealKey> {
    std::fs::read(secret_path(database)).ok()?.try_into().ok()
}

/// The secret, made when there is none yet.
pub(crate) fn make_secret(database: &Path) -> Result<SealKey, Fault> {
    if let Some(secret) = secret(database) {
        return Ok(secret);
    }
    let secret = random()?;
    keep_secret(database, &secret)?;
    Ok(secret)
}

/// Keeps the secret that an invitation brought.
pub(super) fn keep_secret(database: &Path, secret: &SealKey) -> Result<(), Fault> {
    let path = secret_path(database);
    let fault = |source| Fault::File { what: path.display().to_string(), source };
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path).map_err(fault)?;
    file.write_all(secret).and_then(|()| file.sync_all()).map_err(fault)
}
