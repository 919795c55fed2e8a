//! Who stands at the till.

use domain::fact::Fact;
use domain::staff::{Right, Role, pin_is_acceptable};
use store::Stamp;
use store::staff::Staff;
use uuid::Uuid;

use super::pin;
use crate::{Actor, App, Fault, Refusal};

impl App {
    /// Everybody who can log in.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn staff(&self) -> Result<Vec<Staff>, Fault> {
        Ok(store::staff::all(self.store.connection())?)
    }

    /// Lets a person act from now on.
    ///
    /// # Errors
    /// [`Refusal::WrongPin`], [`Refusal::TooSoon`], [`Refusal::NoSuchStaff`].
    pub fn log_in(&mut self, id: &str, pin: &str) -> Result<Actor, Fault> {
        let staff = pin::check(self, id, pin)?;
        let actor = Actor { id: staff.id, name: staff.name, role: staff.role };
        self.actor = Some(actor.clone());
        Ok(actor)
    }

    /// Nobody acts until the next log-in; the cart stays.
    pub fn lock(&mut self) {
        self.actor = None;
    }

    /// Adds a person, or changes role and PIN. The record names the role, never the person or the PIN.
    ///
    /// # Errors
    /// [`Refusal::BadPin`], [`Refusal::Empty`], [`Refusal::NeedsApproval`].
    pub fn put_staff(&mut self, id: &str, name: &str, role: Role, new_pin: &str) -> Result<(), Fault> {
        let by = self.require(Right::Users)?.id;
        if id.trim().is_empty() || name.trim().is_empty() {
            return Err(Refusal::Empty("nama").into());
        }
        if !pin_is_acceptable(new_pin) {
            return Err(Refusal::BadPin.into());
        }
        let hash = pin::hash(new_pin)?;
        let at = self.clock.now();
        self.transact(|tx, device, _| {
            store::staff::put(tx.connection(), id, name, role, &hash)?;
            let fact = Fact::SettingChanged { key: format!("staff.{id}"), value: role.word().to_owned(), by };
            tx.append(device, Stamp { id: Uuid::now_v7(), at }, &fact)?;
            Ok(())
        })
    }
}
