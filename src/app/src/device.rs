//! The device's key: beside the database, readable by its owner only.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use domain::fact::Fact;
use record::DeviceKey;
use store::records::OwnDevice;
use store::{Device, Stamp, Store, records};
use uuid::Uuid;

use crate::{Clock, Fault};

/// The key file of a database.
pub(crate) fn key_path(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".key");
    PathBuf::from(name)
}

/// Makes the device of a new database.
pub(crate) fn make(store: &mut Store, till: &str, clock: &dyn Clock) -> Result<Device, Fault> {
    let device = Device { id: Uuid::now_v7(), epoch: 1, till: till.to_owned(), key: new_key(&key_path(store.path()))? };
    open_epoch(store, &device, clock, "basis data dibuat")?;
    Ok(device)
}

/// The device of a database. When its key is lost or not its own, a new epoch begins with a new key:
/// selling goes on, and the change stands in the log.
pub(crate) fn load(store: &mut Store, clock: &dyn Clock) -> Result<Device, Fault> {
    let known = records::own_device(store.connection())?;
    let Some(OwnDevice { id, epoch, public_key, till }) = known else {
        return make(store, "A", clock);
    };
    let path = key_path(store.path());
    if let Some(key) = read_key(&path)?
        && key.public() == public_key
    {
        return Ok(Device { id, epoch, till, key });
    }
    if path.exists() {
        let kept = path.with_extension(format!("key.bukan-epoch-{epoch}"));
        std::fs::rename(&path, &kept).map_err(|source| fault(&path, source))?;
    }
    let device = Device { id, epoch: epoch + 1, till, key: new_key(&path)? };
    open_epoch(store, &device, clock, "kunci perangkat hilang atau bukan miliknya")?;
    Ok(device)
}

fn open_epoch(store: &mut Store, device: &Device, clock: &dyn Clock, reason: &str) -> Result<(), Fault> {
    let stamp = Stamp { id: Uuid::now_v7(), at: clock.now() };
    store.transact(|tx| -> Result<(), Fault> {
        records::add_device(tx.connection(), device.id, device.epoch, device.key.public(), &device.till, true)?;
        tx.append(device, stamp, &Fact::EpochOpened { reason: reason.to_owned() })?;
        Ok(())
    })
}

fn read_key(path: &Path) -> Result<Option<DeviceKey>, Fault> {
    let mut bytes = Vec::new();
    match File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)) {
        Ok(_) => Ok(DeviceKey::from_bytes(&bytes).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(fault(path, source)),
    }
}

fn new_key(path: &Path) -> Result<DeviceKey, Fault> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes).map_err(|error| Fault::Defect(format!("acak tidak tersedia: {error}")))?;
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(|source| fault(path, source))?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(|source| fault(path, source))?;
    DeviceKey::from_bytes(&bytes).map_err(|error| Fault::Defect(error.to_string()))
}

fn fault(path: &Path, source: std::io::Error) -> Fault {
    Fault::File { what: path.display().to_string(), source }
}
