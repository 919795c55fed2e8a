//! What is known of the tills of the shop.

use store::{exchange, records, trust};

use super::{Mark, Renewal, identity};
use crate::{App, Fault};

/// Deeds between two writings of the high-water mark.
const UNMARKED: u32 = 50;

/// One till of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TillState {
    /// Its letter.
    pub till: String,
    /// The device.
    pub device: uuid::Uuid,
    /// Its newest epoch that is known here.
    pub epoch: u32,
    /// True for this machine.
    pub own: bool,
    /// How many records of it are here, all epochs.
    pub records: u64,
    /// When the last of them was made, ms since 1970 UTC.
    pub last_at: Option<i64>,
    /// When a file of it was last read here, ms since 1970 UTC.
    pub read_at: Option<i64>,
    /// Eight characters of its newest key, for people to compare.
    pub fingerprint: String,
}

impl App {
    /// The shop's id (UUID as text).
    ///
    /// # Errors
    /// [`super::TillRefusal::NoShop`].
    pub fn shop_id(&self) -> Result<String, Fault> {
        Ok(identity::shop_id(self.store.connection())?.to_string())
    }

    /// The tills of the shop by letter, and what is known of each.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn tills(&self) -> Result<Vec<TillState>, Fault> {
        let connection = self.store.connection();
        let mut tills: Vec<TillState> = Vec::new();
        for key in exchange::roster(connection)? {
            let last_at = records::time_at(connection, key.device, key.epoch, key.head.seq)?;
            let state = TillState {
                till: key.till,
                device: key.device,
                epoch: key.epoch,
                own: key.own,
                records: key.head.seq,
                last_at,
                read_at: exchange::last_file(connection, key.device)?.map(|(read_at, _)| read_at),
                fingerprint: trust::fingerprint(&key.key),
            };
            match tills.iter_mut().find(|known| known.device == state.device) {
                Some(known) => {
                    *known = TillState { records: known.records + state.records, last_at: state.last_at.or(known.last_at), ..state }
                }
                None => tills.push(state),
            }
        }
        Ok(tills)
    }

    /// The new epoch that had to be begun when this database was opened, told once.
    pub fn take_renewal(&mut self) -> Option<Renewal> {
        self.guard.renewed.take()
    }

    /// Reads again what a file or another program changed.
    pub(crate) fn take_note(&mut self) -> Result<(), Fault> {
        self.settings = crate::Settings::load(self.store.connection())?;
        self.forget_promotions();
        self.reprice()
    }

    /// Takes the key of the newest epoch when another program of this till began one.
    pub(crate) fn reload_device(&mut self) -> Result<(), Fault> {
        let Some(device) = &self.device else {
            return Ok(());
        };
        if records::newest_epoch(self.store.connection(), device.id)? != device.epoch {
            let (device, _) = crate::device::load(&mut self.store, &*self.clock)?;
            self.device = Some(device);
        }
        Ok(())
    }

    /// Counts a deed; now and then the high-water mark is written, which is not waited for.
    pub(crate) fn count_deed(&mut self) {
        self.guard.unmarked += 1;
        if self.guard.unmarked >= UNMARKED {
            self.write_mark();
        }
    }

    /// Writes how far this till's log has come into a file beside the database, if it has moved.
    fn write_mark(&mut self) {
        if self.guard.unmarked > 0 {
            self.write_mark_now();
        }
    }

    /// Writes how far this till's log has come into a file beside the database.
    pub(crate) fn write_mark_now(&mut self) {
        self.guard.unmarked = 0;
        if let Some(device) = &self.device
            && let Some(mark) = Mark::of(self.store.connection(), device.id, device.epoch)
        {
            mark.write(self.store.path());
        }
    }
}

impl Drop for App {
    fn drop(&mut self) {
        self.write_mark();
        for backup in self.guard.backups.drain(..) {
            // The thread says itself what went wrong.
            let _ended = backup.join();
        }
    }
}
