//! What every deed works on: the store, the device, who acts, the settings.

use std::path::Path;

use chrono::NaiveDate;
use domain::fact::Fact;
use domain::pricing::Promotion;
use domain::staff::{Right, Role};
use store::{Access, Device, Stamp, Store, Tx};
use uuid::Uuid;

use crate::clock::{Clock, SystemClock};
use crate::selling::OpenCart;
use crate::settings::Settings;
use crate::tills::{Guard, Renewal};
use crate::{Fault, Refusal, device};

/// Who does a deed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Staff id; `sistem` for a command without `--as`.
    pub id: String,
    /// Name, for paper and screen.
    pub name: String,
    /// Role.
    pub role: Role,
}

impl Actor {
    /// A command on the machine itself: every right, shown as `sistem` in the log.
    pub fn system() -> Self {
        Self { id: "sistem".to_owned(), name: "sistem".to_owned(), role: Role::System }
    }
}

/// An open shop.
pub struct App {
    pub(crate) store: Store,
    pub(crate) device: Option<Device>,
    pub(crate) clock: Box<dyn Clock>,
    pub(crate) actor: Option<Actor>,
    pub(crate) settings: Settings,
    pub(crate) cart: OpenCart,
    pub(crate) guard: Guard,
    promotions: Option<(NaiveDate, Vec<Promotion>)>,
    seen_version: i64,
}

impl App {
    /// Opens a shop database, as `sistem`.
    ///
    /// # Errors
    /// [`Fault`]: the store's words for a missing, damaged, foreign or held file.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let mut store = Store::open(path)?;
        let clock: Box<dyn Clock> = Box::new(SystemClock);
        let (device, renewed) = match store.access() {
            Access::ReadWrite => {
                let (device, renewed): (_, Option<Renewal>) = device::load(&mut store, &*clock)?;
                (Some(device), renewed)
            }
            Access::Newer { .. } => (None, None),
        };
        let mut app = Self::with(store, device, clock)?;
        app.guard.renewed = renewed;
        app.park_as_records()?;
        Ok(app)
    }

    /// Opens a shop database for reading only, as it is: no key is needed and no epoch begins. For a file
    /// that was moved aside.
    ///
    /// # Errors
    /// As [`App::open`].
    pub fn look(path: &Path) -> Result<Self, Fault> {
        Self::with(Store::look(path)?, None, Box::new(SystemClock))
    }

    pub(crate) fn with(store: Store, device: Option<Device>, clock: Box<dyn Clock>) -> Result<Self, Fault> {
        let settings = Settings::load(store.connection())?;
        let seen_version = store.data_version()?;
        Ok(Self {
            store,
            device,
            clock,
            actor: Some(Actor::system()),
            settings,
            cart: OpenCart::default(),
            guard: Guard::default(),
            promotions: None,
            seen_version,
        })
    }

    /// The store, for reading.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The settings as they stand.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The till's letter.
    pub fn till(&self) -> &str {
        self.device.as_ref().map_or("A", |device| &device.till)
    }

    /// Who acts now; nobody after the screen was locked.
    pub fn actor(&self) -> Option<&Actor> {
        self.actor.as_ref()
    }

    /// Somebody else acts from now on, or nobody.
    pub fn set_actor(&mut self, actor: Option<Actor>) {
        self.actor = actor;
    }

    /// Another clock from now on.
    pub fn set_clock(&mut self, clock: Box<dyn Clock>) {
        self.clock = clock;
    }

    /// Now.
    pub fn now(&self) -> chrono::DateTime<chrono::FixedOffset> {
        self.clock.now()
    }

    /// Who acts, if they may sell or whatever `right` says.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`].
    pub fn require(&self, right: Right) -> Result<Actor, Fault> {
        match &self.actor {
            Some(actor) if self.settings.rights.allows(actor.role, right) => Ok(actor.clone()),
            _ => Err(Refusal::NeedsApproval(right).into()),
        }
    }

    /// The date of the books: of the open shift, or today.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn business_date(&self) -> Result<NaiveDate, Fault> {
        let shift = store::shift::open(self.store.connection(), self.till())?;
        Ok(shift.map_or_else(|| self.clock.now().date_naive(), |shift| shift.business_date))
    }

    /// The date that a new posting gets: of the open shift, or the first day from today on that is not closed.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn posting_date(&self) -> Result<NaiveDate, Fault> {
        match store::shift::open(self.store.connection(), self.till())? {
            Some(shift) => Ok(shift.business_date),
            None => self.proposed_date(),
        }
    }

    /// Promotions that run on a date or later; read once a date.
    pub(crate) fn promotions(&mut self, on: NaiveDate) -> Result<&[Promotion], Fault> {
        if self.promotions.as_ref().is_none_or(|(date, _)| *date != on) {
            self.promotions = Some((on, store::catalogue::promotions(self.store.connection(), on)?));
        }
        Ok(self.promotions.as_ref().map_or(&[], |(_, promotions)| promotions))
    }

    pub(crate) fn forget_promotions(&mut self) {
        self.promotions = None;
    }

    /// Takes note of what other programs changed since the last call; true when there was something.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn refresh(&mut self) -> Result<bool, Fault> {
        let version = self.store.data_version()?;
        if version == self.seen_version {
            return Ok(false);
        }
        self.seen_version = version;
        self.reload_device()?;
        self.settings = Settings::load(self.store.connection())?;
        self.promotions = None;
        Ok(true)
    }

    pub(crate) fn stamp(&self) -> Stamp {
        Stamp { id: Uuid::now_v7(), at: self.clock.now() }
    }

    /// Keeps one fact by itself.
    pub(crate) fn record(&mut self, fact: &Fact) -> Result<(), Fault> {
        let stamp = self.stamp();
        self.transact(|tx, device, _| {
            tx.append(device, stamp, fact)?;
            Ok(())
        })
    }

    /// Runs the writing half of a deed in one transaction, with the device that signs and the settings.
    pub(crate) fn transact<T>(&mut self, work: impl FnOnce(&Tx<'_>, &Device, &Settings) -> Result<T, Fault>) -> Result<T, Fault> {
        let result = match self {
            Self { store, device: Some(device), settings, .. } => store.transact(|tx| work(tx, device, settings)),
            Self { store, .. } => match store.access() {
                Access::Newer { found } => Err(store::StoreError::Newer { found, known: store::VERSION }.into()),
                Access::ReadWrite => Err(Fault::Defect("perangkat tanpa kunci".to_owned())),
            },
        };
        match &result {
            Ok(_) => self.count_deed(),
            // Another program of this till began a new epoch: the next try has its key.
            Err(Fault::Store(store::StoreError::StaleEpoch)) => self.reload_device()?,
            Err(_) => {}
        }
        result
    }
}
