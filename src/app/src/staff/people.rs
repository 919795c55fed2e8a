//! Who works here: added, given another role or PIN, set aside; never removed.

use domain::fact::Fact;
use domain::staff::{Allowance, Matrix, Right, Role, pin_is_acceptable};
use sha2::{Digest, Sha256};
use store::Stamp;
use store::staff::Staff;
use uuid::Uuid;

use super::pin;
use crate::settings::Settings;
use crate::{Actor, App, Fault, Refusal};

/// The shortest card that is taken: a code that people type by chance must open nothing.
const SHORTEST_CARD: usize = 8;

impl App {
    /// Everybody, also those who no longer work here.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn people(&self) -> Result<Vec<(Staff, bool)>, Fault> {
        self.require(Right::Users)?;
        Ok(store::staff::everybody(self.store.connection())?)
    }

    /// Adds a person.
    ///
    /// # Errors
    /// [`Refusal::StaffExists`], [`Refusal::BadPin`], [`Refusal::Empty`], [`Refusal::NeedsApproval`].
    pub fn add_person(&mut self, id: &str, name: &str, role: Role, new_pin: &str) -> Result<(), Fault> {
        self.require(Right::Users)?;
        let id = id.trim();
        if id == Actor::system().id || store::staff::find(self.store.connection(), id)?.is_some() {
            return Err(Refusal::StaffExists(id.to_owned()).into());
        }
        self.put_staff(id, name, role, new_pin)
    }

    /// Gives a person another role.
    ///
    /// # Errors
    /// [`Refusal::NoSuchStaff`], [`Refusal::LastManager`], [`Refusal::NeedsApproval`].
    pub fn set_role(&mut self, id: &str, role: Role) -> Result<(), Fault> {
        let by = self.require(Right::Users)?.id;
        self.find_person(id)?;
        if !self.settings.rights.allows(role, Right::Users) {
            self.not_the_last(id)?;
        }
        self.change_person(id, role.word(), by, |connection| store::staff::set_role(connection, id, role))
    }

    /// Gives a person another PIN; everybody may change their own.
    ///
    /// # Errors
    /// [`Refusal::NoSuchStaff`], [`Refusal::BadPin`], [`Refusal::NeedsApproval`].
    pub fn set_pin(&mut self, id: &str, new_pin: &str) -> Result<(), Fault> {
        let own = self.actor.as_ref().filter(|actor| actor.id == id).map(|actor| actor.id.clone());
        let by = match own {
            Some(own) => own,
            None => self.require(Right::Users)?.id,
        };
        self.find_person(id)?;
        if !pin_is_acceptable(new_pin) {
            return Err(Refusal::BadPin.into());
        }
        let hash = pin::hash(new_pin)?;
        self.change_person(id, "PIN diganti", by, |connection| store::staff::set_pin(connection, id, &hash))
    }

    /// Sets a person aside, or takes them back.
    ///
    /// # Errors
    /// As [`App::set_role`].
    pub fn set_active(&mut self, id: &str, active: bool) -> Result<(), Fault> {
        let by = self.require(Right::Users)?.id;
        self.find_person(id)?;
        if !active {
            self.not_the_last(id)?;
        }
        let word = if active { "aktif" } else { "tidak aktif" };
        self.change_person(id, word, by, |connection| store::staff::set_active(connection, id, active))
    }

    /// Gives a person a card to log in with; an empty code takes it away.
    ///
    /// # Errors
    /// [`Refusal::NoSuchStaff`], [`Refusal::Empty`] for a card too short to be safe, [`Refusal::NeedsApproval`].
    pub fn set_card(&mut self, id: &str, code: &str) -> Result<(), Fault> {
        let by = self.require(Right::Users)?.id;
        self.find_person(id)?;
        let code = code.trim();
        if !code.is_empty() && code.len() < SHORTEST_CARD {
            return Err(Refusal::Empty("kartu dengan kode paling sedikit 8 huruf").into());
        }
        let digest = (!code.is_empty()).then(|| card_digest(code));
        let word = if digest.is_some() { "kartu diganti" } else { "tanpa kartu" };
        self.change_person(id, word, by, |connection| store::staff::set_card(connection, id, digest.as_deref()))
    }

    /// Lets the owner of a card act from now on; `None` when nobody has it.
    ///
    /// # Errors
    /// [`Refusal::TooSoon`] while the person's PIN is being guessed.
    pub fn log_in_by_card(&mut self, code: &str) -> Result<Option<Actor>, Fault> {
        let Some(staff) = store::staff::by_card(self.store.connection(), &card_digest(code.trim()))? else {
            return Ok(None);
        };
        pin::not_too_soon(self, &staff)?;
        let actor = Actor { id: staff.id, name: staff.name, role: staff.role };
        self.actor = Some(actor.clone());
        Ok(Some(actor))
    }

    /// Changes what a role may. Somebody must be left who may manage people.
    ///
    /// # Errors
    /// [`Refusal::LastManager`], [`Refusal::NeedsApproval`].
    pub fn set_right(&mut self, role: Role, right: Right, allowance: Allowance) -> Result<(), Fault> {
        let by = self.require(Right::Users)?.id;
        let mut changed = self.settings.rights.clone();
        changed.set(role, right, allowance);
        let managers =
            |matrix: &Matrix| -> Result<bool, Fault> { Ok(self.staff()?.iter().any(|staff| matrix.allows(staff.role, Right::Users))) };
        if managers(&self.settings.rights)? && !managers(&changed)? {
            return Err(Refusal::LastManager.into());
        }
        if self.settings.rights.of(role, right) == allowance {
            return Ok(());
        }
        self.record(&Fact::SettingChanged { key: Matrix::key(role, right), value: allowance.text(), by })?;
        self.settings = Settings::load(self.store.connection())?;
        Ok(())
    }

    fn find_person(&self, id: &str) -> Result<(), Fault> {
        let found = store::staff::everybody(self.store.connection())?;
        if found.iter().any(|(staff, _)| staff.id == id) { Ok(()) } else { Err(Refusal::NoSuchStaff(id.to_owned()).into()) }
    }

    /// Somebody else must be able to manage people.
    fn not_the_last(&self, id: &str) -> Result<(), Fault> {
        let staff = self.staff()?;
        let may = |person: &&Staff| self.settings.rights.allows(person.role, Right::Users);
        if staff.iter().filter(may).any(|person| person.id == id) && staff.iter().filter(may).all(|person| person.id == id) {
            return Err(Refusal::LastManager.into());
        }
        Ok(())
    }

    /// The table of people and the record that says so, together.
    fn change_person(
        &mut self,
        id: &str,
        word: &str,
        by: String,
        work: impl FnOnce(&store::Connection) -> Result<(), store::StoreError>,
    ) -> Result<(), Fault> {
        let at = self.clock.now();
        let fact = Fact::SettingChanged { key: format!("staff.{id}"), value: word.to_owned(), by };
        self.transact(|tx, device, _| {
            work(tx.connection())?;
            tx.append(device, Stamp { id: Uuid::now_v7(), at }, &fact)?;
            Ok(())
        })
    }
}

/// A card is long and random, unlike a PIN: a plain digest keeps it from being read.
fn card_digest(code: &str) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(code.as_bytes()))
}
