//! The device's key: beside the database, readable by its owner only.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::fact::Fact;
use record::DeviceKey;
use store::{Device, Stamp, Store, records};
use uuid::Uuid;

use crate::tills::{Mark, Renewal, RenewalCause, ensure_shop_id, renew, settle_key};
use crate::{Clock, Fault};

/// The key file of a database.
pub(crate) fn key_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Makes the device of a new database, and the shop's id.
pub(crate) fn make(store: &mut Store, till: &str, clock: &dyn Clock) -> Result<Device, Fault> {
    let device = Device { id: Uuid::now_v7(), epoch: 1, till: till.to_owned(), key: new_key(&key_path(store.path()))? };
    let stamp = Stamp { id: Uuid::now_v7(), at: clock.now() };
    store.transact(|tx| -> Result<(), Fault> {
        records::add_device(tx.connection(), device.id, device.epoch, device.key.public(), &device.till, true)?;
        tx.append(&device, stamp, &Fact::EpochOpened { reason: "basis data dibuat".to_owned(), parent: None })?;
        Ok(())
    })?;
    ensure_shop_id(store, &device, clock)?;
    Ok(device)
}

/// The device of a database. When its key is lost or not its own, or the database is an old copy, a new
/// epoch begins with a new key: selling goes on, and the change stands in the log.
pub(crate) fn load(store: &mut Store, clock: &dyn Clock) -> Result<(Device, Option<Renewal>), Fault> {
    // Read before the log: whoever writes the mark has written the log first.
    let mark = Mark::read(store.path());
    let Some(own) = records::own_device(store.connection())? else {
        return Ok((make(store, "A", clock)?, None));
    };
    let key = settle_key(store.path(), &own.public_key, own.epoch)?;
    let ahead = match &mark {
        Some(mark) if mark.is_ahead(store.connection(), own.id, own.epoch)? => Some(mark.epoch),
        _ => None,
    };
    let (device, renewal) = match (key, ahead) {
        (Some(key), None) => (Device { id: own.id, epoch: own.epoch, till: own.till, key }, None),
        (_, ahead) => {
            let cause = if ahead.is_some() { RenewalCause::Copied } else { RenewalCause::KeyLost };
            let (device, renewal) = renew(store, &own, ahead.unwrap_or(0), cause, clock)?;
            tracing::warn!("{renewal}");
            (device, Some(renewal))
        }
    };
    ensure_shop_id(store, &device, clock)?;
    Ok((device, renewal))
}

/// The key in a file, if there is one.
pub(crate) fn read_key(path: &Path) -> Result<Option<DeviceKey>, Fault> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)) {
        Ok(_) => Ok(DeviceKey::from_bytes(&bytes).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(fault(path, source)),
    }
}

/// Makes a key in a new file.
pub(crate) fn new_key(path: &Path) -> Result<DeviceKey, Fault> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Defect(format!("acak tidak tersedia: {error}")))?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|source| fault(path, source))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|source| fault(path, source))?;
    DeviceKey::from_bytes(&bytes).map_err(|error| Fault::Defect(error.to_string()))
}

fn fault(path: &Path, source: std::io::Error) -> Fault {
    Fault::File { what: path.display().to_string(), source }
}
