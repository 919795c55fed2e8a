//! What a job is asked to do, and what became of it.

use std::time::Duration;

use super::{Cause, Notice};
use crate::escpos::Profile;

/// How fast bytes may be given, and how long no progress is borne.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Bytes at once.
    pub chunk: usize,
    /// Pause after each chunk.
    pub pause: Duration,
    /// How long the device may take no byte at all before the job is given up.
    pub patience: Duration,
}

/// Whether the printer may be asked how it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusUse {
    /// No: some printers break on the question.
    None,
    /// Yes (`DLE EOT`, `GS a`).
    Ask,
}

/// What proves that the data was processed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confirm {
    /// Nothing.
    None,
    /// The answer to `GS r 1`, which waits behind the data.
    PaperStatus,
    /// The answer to `GS ( H` with the lowest 24 bits of this mark; `GS r 1` follows it, for printers
    /// that skip what they do not know.
    ProcessId(u32),
}

/// How a job is sent.
#[derive(Clone, Copy, Debug)]
pub struct JobOptions {
    /// See [`Pace`].
    pub pace: Pace,
    /// How long to go on waiting when the printer itself names a trouble that a person can end (paper,
    /// lid): longer than `patience`, because it then prints the rest by itself.
    pub repair: Duration,
    /// See [`StatusUse`].
    pub status: StatusUse,
    /// It answered an earlier job: when it does not answer now it is off, and nothing is sent. A serial or USB
    /// line takes bytes for a printer that is off.
    pub speaks: bool,
    /// A job before this one was given up: the printer may be in the middle of a picture, so filler and a
    /// reset come first. They do not count as sent.
    pub reset: bool,
    /// See [`Confirm`].
    pub confirm: Confirm,
    /// Over the network: wait up to 0.7 s for the printer to close its side too, because a reset after the
    /// last byte may mean that it is lost. A proved job does not wait.
    pub settle: bool,
}

impl JobOptions {
    /// A receipt on a printer of this family; `mark` is a number of the job.
    pub fn receipt(profile: &Profile, patience: Duration, mark: u32) -> Self {
        let pace = Pace { chunk: profile.chunk, pause: Duration::from_millis(profile.pause_ms), patience };
        Self {
            pace,
            repair: patience * 3,
            status: if profile.status { StatusUse::Ask } else { StatusUse::None },
            speaks: false,
            reset: false,
            confirm: match (profile.process_id, profile.paper_status) {
                (true, _) => Confirm::ProcessId(mark),
                (false, true) => Confirm::PaperStatus,
                (false, false) => Confirm::None,
            },
            settle: true,
        }
    }

    /// A drawer's pulse: nothing is asked, because a drawer opens without paper too, and nothing is
    /// proved or waited for, because it is tried once whatever the answer.
    pub fn pulse(profile: &Profile, patience: Duration) -> Self {
        Self { status: StatusUse::None, speaks: false, confirm: Confirm::None, settle: false, ..Self::receipt(profile, patience, 0) }
    }
}

/// A job that went through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The printer said that it processed everything; else only the wire took it.
    pub confirmed: bool,
    /// What should be told all the same.
    pub notice: Option<Notice>,
}

/// What happens while a job is sent; told when it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many bytes of the job were taken.
    Taken(usize),
    /// Nothing moves, and why: for the screen at once, long before the job is given up.
    Waiting(Cause),
    /// It moves again.
    Resumed,
}
