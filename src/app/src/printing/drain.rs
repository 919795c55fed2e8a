//! Sending what waits in the queue. Works on a store of its own, so that a slow printer never holds
//! the till up.
//!
//! A job that no byte of was taken stays queued and is tried again. A job that was taken in part, or
//! whose line broke after the last byte, is uncertain: it is never sent again by itself. After a job
//! that was given up the printer is reset before the next. The drawer's pulse is tried once: a drawer
//! that opens minutes later is a thief's friend.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use chrono::Local;
use hardware::link::{Address, Failure, JobOptions, Progress, StatusUse, check, send};
use store::print_queue::{self, Job, JobKind, JobState};
use store::{Store, StoreError};

use crate::{App, Fault, Refusal, Settings};

/// How long a printer may take no byte before a job is given up.
const PATIENCE: Duration = Duration::from_secs(10);
/// A pulse waits less: the drawer is wanted now or not at all.
const PULSE_PATIENCE: Duration = Duration::from_secs(2);
/// A pulse older than this is not sent any more.
const PULSE_AGE_MS: i64 = 10_000;

/// What became of one job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// Nothing waits.
    Nothing,
    /// A job went out; what should be told all the same (paper is low), or nothing.
    Sent(Job, String),
    /// A job could not go out yet; it waits.
    Waits(Job, String),
    /// A job may be on paper; a person decides.
    Uncertain(Job, String),
    /// A pulse was given up.
    Dropped(Job, String),
}

/// What waits, for the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueState {
    /// Jobs that wait or are uncertain, oldest first.
    pub jobs: Vec<Job>,
}

/// The sending side of the queue.
pub struct Drain {
    store: Store,
    settings: Settings,
    version: i64,
    /// The last job was given up in the middle.
    reset: bool,
    /// The printer that proved a job: it answers, as long as it is on.
    speaks: Option<Address>,
    /// Held while this drain lives: one program at a time prints, so whoever holds it knows that a job
    /// left in `sending` was interrupted.
    _lock: File,
}

impl Drain {
    /// Opens the queue of a database for sending; `None` while another program is printing from it.
    /// Jobs that the last program was sending when it ended become uncertain.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn open(path: &Path) -> Result<Option<Self>, Fault> {
        let mut store = Store::open(path)?;
        let Some(lock) = lock(path)? else {
            return Ok(None);
        };
        let interrupted = store.transact(|tx| -> Result<usize, Fault> { Ok(print_queue::settle_interrupted(tx.connection(), now())?) })?;
        let settings = Settings::load(store.connection())?;
        let version = store.data_version()?;
        // A printer that was switched off over night takes bytes and loses them: it is known that it answers.
        let speaks = print_queue::last_proved(store.connection())?.and_then(|link| Address::parse(&link).ok());
        Ok(Some(Self { store, settings, version, reset: interrupted > 0, speaks, _lock: lock }))
    }

    /// Sends the oldest job that may be sent. `told` hears within two seconds why nothing moves, long
    /// before a job is given up, and an empty text when it moves again.
    ///
    /// # Errors
    /// [`Refusal::NoPrinter`] when jobs wait and no printer is set; [`Fault`] of the database.
    pub fn send_next(&mut self, mut told: impl FnMut(&str)) -> Result<Attempt, Fault> {
        self.refresh()?;
        let Some(mut job) = print_queue::next(self.store.connection())? else {
            return Ok(Attempt::Nothing);
        };
        let Some(address) = self.settings.printer.clone() else {
            return Err(Refusal::NoPrinter.into());
        };
        if job.kind == JobKind::Drawer && (now() - job.created_at).abs() > PULSE_AGE_MS {
            return self.drop_pulse(job, "laci tidak dibuka: perintahnya sudah lama");
        }
        if !self.advance(&mut job, JobState::Sending, 0, "")? {
            return Ok(Attempt::Nothing);
        }
        let options = self.options(&job, &address);
        let sent = send(&address, &job.bytes, &options, &mut |progress| match progress {
            Progress::Taken(_) => {}
            Progress::Waiting(cause) => told(&cause.to_string()),
            Progress::Resumed => told(""),
        });
        match sent {
            Ok(delivery) => {
                self.reset = false;
                if delivery.confirmed {
                    self.speaks = Some(address);
                }
                let all = u64::try_from(job.bytes.len()).unwrap_or(u64::MAX);
                let state = if delivery.confirmed { JobState::Confirmed } else { JobState::Sent };
                self.advance(&mut job, state, all, "")?;
                Ok(Attempt::Sent(job, delivery.notice.map(|notice| notice.to_string()).unwrap_or_default()))
            }
            Err(failure) => self.failed(job, &failure),
        }
    }

    /// Whether the drawer is open, where printer and setting can tell. Asks the printer: only while
    /// nothing is being printed.
    pub fn drawer_is_open(&self) -> Option<bool> {
        let level = self.settings.drawer_open_level?;
        let address = self.settings.printer.as_ref().filter(|_| self.settings.profile.status)?;
        let condition = check(address, StatusUse::Ask).ok().flatten()?;
        condition.drawer.map(|now| now == level)
    }

    fn options(&self, job: &Job, address: &Address) -> JobOptions {
        let profile = &self.settings.profile;
        if job.kind == JobKind::Drawer {
            return JobOptions::pulse(profile, PULSE_PATIENCE);
        }
        // Any number that differs from that of the jobs around it.
        let mark = u32::try_from(job.no & 0x00FF_FFFF).unwrap_or(0);
        let speaks = self.speaks.as_ref() == Some(address);
        JobOptions { speaks, reset: self.reset, ..JobOptions::receipt(profile, PATIENCE, mark) }
    }

    fn failed(&mut self, mut job: Job, failure: &Failure) -> Result<Attempt, Fault> {
        let cause = failure.cause.to_string();
        self.reset |= failure.sent > 0;
        if job.kind == JobKind::Drawer {
            return self.drop_pulse(job, &cause);
        }
        let taken = u64::try_from(failure.sent).unwrap_or(u64::MAX);
        if failure.sent == 0 {
            self.advance(&mut job, JobState::Queued, 0, &cause)?;
            return Ok(Attempt::Waits(job, cause));
        }
        self.advance(&mut job, JobState::Uncertain, taken, &cause)?;
        Ok(Attempt::Uncertain(job, cause))
    }

    fn drop_pulse(&mut self, mut job: Job, cause: &str) -> Result<Attempt, Fault> {
        self.advance(&mut job, JobState::Dropped, 0, cause)?;
        Ok(Attempt::Dropped(job, cause.to_owned()))
    }

    fn advance(&mut self, job: &mut Job, to: JobState, sent: u64, cause: &str) -> Result<bool, Fault> {
        let at = now();
        let moved =
            self.store.transact(|tx| -> Result<bool, StoreError> { print_queue::advance(tx.connection(), job, to, sent, cause, at) })?;
        if moved {
            job.state = to;
            job.cause = cause.to_owned();
        }
        Ok(moved)
    }

    fn refresh(&mut self) -> Result<(), Fault> {
        let version = self.store.data_version()?;
        if version != self.version {
            self.version = version;
            self.settings = Settings::load(self.store.connection())?;
        }
        Ok(())
    }
}

impl App {
    /// What waits to be printed.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn print_queue(&self) -> Result<QueueState, Fault> {
        Ok(QueueState { jobs: print_queue::waiting(self.store.connection())? })
    }

    /// How many jobs wait; cheap, however many they are.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn jobs_waiting(&self) -> Result<usize, Fault> {
        Ok(print_queue::count_waiting(self.store.connection())?)
    }

    /// Why a receipt may be half printed, if one may; cheap, however many jobs wait.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn uncertain_cause(&self) -> Result<Option<String>, Fault> {
        Ok(print_queue::uncertain_cause(self.store.connection())?)
    }

    /// A job that waits, by its id.
    ///
    /// # Errors
    /// [`Refusal::NoSuchJob`].
    pub fn print_job(&self, id: &str) -> Result<Job, Fault> {
        self.waiting_job(id)
    }

    /// Sends an uncertain job once more: as a copy, because the first may be on paper.
    ///
    /// # Errors
    /// [`Refusal::NoSuchJob`].
    pub fn retry_job(&mut self, id: &str) -> Result<(), Fault> {
        let job = self.waiting_job(id)?;
        match (job.state, &job.receipt) {
            (JobState::Uncertain, Some(receipt)) => {
                let receipt = receipt.clone();
                self.reprint(&receipt)?;
                self.move_job(&job, JobState::Dropped, "dicetak ulang sebagai salinan")
            }
            // Being sent, but by nobody who still runs: the person who asks knows.
            (JobState::Sending | JobState::Uncertain, _) => self.move_job(&job, JobState::Queued, ""),
            _ => Ok(()),
        }
    }

    /// Gives a job up.
    ///
    /// # Errors
    /// [`Refusal::NoSuchJob`].
    pub fn drop_job(&mut self, id: &str) -> Result<(), Fault> {
        let job = self.waiting_job(id)?;
        self.move_job(&job, JobState::Dropped, "dibatalkan")
    }

    fn waiting_job(&self, id: &str) -> Result<Job, Fault> {
        let job = print_queue::find(self.store.connection(), id)?;
        let waits = |job: &Job| matches!(job.state, JobState::Queued | JobState::Sending | JobState::Uncertain);
        job.filter(waits).ok_or_else(|| Refusal::NoSuchJob(id.to_owned()).into())
    }

    fn move_job(&mut self, job: &Job, to: JobState, cause: &str) -> Result<(), Fault> {
        let at = now();
        self.store.transact(|tx| -> Result<(), Fault> {
            print_queue::advance(tx.connection(), job, to, job.sent_bytes, cause, at)?;
            Ok(())
        })
    }
}

/// The lock beside the database; released by the system whatever ends the program.
fn lock(path: &Path) -> Result<Option<File>, Fault> {
    let mut name = path.as_os_str().to_owned();
    name.push(".print-lock");
    let fault = |source| Fault::File { what: Path::new(&name).display().to_string(), source };
    let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&name).map_err(fault)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(source)) => Err(fault(source)),
    }
}

/// The queue's own times are of the machine, whatever clock the deeds have.
fn now() -> i64 {
    Local::now().timestamp_millis()
}
