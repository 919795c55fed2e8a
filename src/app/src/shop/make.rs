//! A new shop database.

use std::path::Path;

use domain::fact::Fact;
use domain::staff::Role;
use store::Store;

use super::aside::make_aside;
use crate::clock::{Clock, SystemClock};
use crate::{App, Fault, Refusal, device};

impl App {
    /// Makes a shop database with a device of its own; refuses to touch an existing file.
    ///
    /// # Errors
    /// [`store::StoreError::Exists`], [`Refusal::BadSetting`].
    pub fn make(path: &Path, name: &str, till: &str) -> Result<Self, Fault> {
        Self::make_with(path, name, till, |_| Ok(()))
    }

    /// As [`App::make`], with what `furnish` does: all of it or nothing.
    pub(super) fn make_with(
        path: &Path,
        name: &str,
        till: &str,
        furnish: impl FnOnce(&mut Self) -> Result<(), Fault>,
    ) -> Result<Self, Fault> {
        let till = till.trim().to_uppercase();
        if till.is_empty() || till.len() > 3 || !till.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(
                Refusal::BadSetting { key: "till".to_owned(), why: "huruf kasir: satu sampai tiga huruf, misalnya A".to_owned() }.into()
            );
        }
        if name.trim().is_empty() {
            return Err(Refusal::Empty("nama toko").into());
        }
        make_aside(path, |aside| {
            let mut store = Store::create(aside)?;
            let clock: Box<dyn Clock> = Box::new(SystemClock);
            let device = device::make(&mut store, &till, &*clock)?;
            let mut app = Self::with(store, Some(device), clock)?;
            app.change_setting("shop.name", name.trim())?;
            furnish(&mut app)
        })
    }

    /// First start at the screen: name, address, and the first manager.
    ///
    /// # Errors
    /// As [`App::make`], and [`Refusal::BadPin`]; then no file is left.
    pub fn make_with_manager(path: &Path, name: &str, address: &str, manager: &str, pin: &str) -> Result<Self, Fault> {
        // What the person typed is checked before a file is made.
        if !domain::staff::pin_is_acceptable(pin) {
            return Err(Refusal::BadPin.into());
        }
        if manager.trim().is_empty() {
            return Err(Refusal::Empty("nama pengelola").into());
        }
        Self::make_with(path, name, "A", |app| {
            app.change_setting("shop.address", address)?;
            app.put_staff(&staff_id(manager), manager.trim(), Role::Manager, pin)
        })
    }

    /// Keeps a setting that no person may change.
    pub(super) fn note(&mut self, key: &str, value: &str) -> Result<(), Fault> {
        self.record(&Fact::SettingChanged { key: key.to_owned(), value: value.to_owned(), by: "sistem".to_owned() })?;
        self.settings = crate::Settings::load(self.store.connection())?;
        Ok(())
    }
}

/// A key from a name: its first word in small letters.
fn staff_id(name: &str) -> String {
    let id: String = name.split_whitespace().next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
    if id.is_empty() { "pengelola".to_owned() } else { id.to_lowercase() }
}
