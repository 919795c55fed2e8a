//! What is known of a printer while a job runs: its answers, heard as they come, and what the screen was
//! told.

use std::collections::VecDeque;
use std::io;
use std::time::{Duration, Instant};

use super::wire::Wire;
use super::{Cause, Confirm, JobOptions, Progress, StatusUse};
use crate::escpos::status::{Condition, Replies, Reply, mark_bytes};

/// One step of waiting.
pub(super) const STEP: Duration = Duration::from_millis(50);
/// What is asked, in this order.
const QUESTIONS: [u8; 3] = [1, 2, 4];

/// A job's conversation with a printer.
pub(super) struct Talk<'a> {
    pub(super) wire: &'a mut dyn Wire,
    pub(super) options: &'a JobOptions,
    pub(super) progress: &'a mut dyn FnMut(Progress),
    pub(super) replies: Replies,
    /// Questions without an answer yet, oldest first.
    pub(super) asked: VecDeque<u8>,
    pub(super) asked_at: Instant,
    /// What the answers so far make; becomes `condition` when all have come.
    pub(super) fresh: Condition,
    pub(super) condition: Condition,
    /// When the printer last said anything, and when it last answered all questions.
    pub(super) heard: Option<Instant>,
    pub(super) answered: Option<Instant>,
    pub(super) spoke: bool,
    pub(super) hinted: bool,
    /// Bytes of the job that were taken.
    pub(super) taken: usize,
    /// The proof is awaited; it came.
    pub(super) proving: bool,
    pub(super) proof: Option<bool>,
    pub(super) closed: bool,
    pub(super) told: Option<Cause>,
}

impl<'a> Talk<'a> {
    pub(super) fn new(wire: &'a mut dyn Wire, options: &'a JobOptions, progress: &'a mut dyn FnMut(Progress)) -> Self {
        Self {
            wire,
            options,
            progress,
            replies: Replies::default(),
            asked: VecDeque::new(),
            asked_at: Instant::now(),
            fresh: Condition::default(),
            condition: Condition::default(),
            heard: None,
            answered: None,
            spoke: false,
            hinted: false,
            taken: 0,
            proving: false,
            proof: None,
            closed: false,
            told: None,
        }
    }

    pub(super) fn asks(&self) -> bool {
        self.options.status == StatusUse::Ask && self.wire.two_way()
    }

    pub(super) fn trouble(&self) -> Option<Cause> {
        Cause::of_condition(&self.condition)
    }

    /// A new set of questions; half an answer to the last one says nothing.
    pub(super) fn questions(&mut self) {
        self.fresh = Condition::default();
        self.asked.clear();
        self.asked.extend(QUESTIONS);
    }

    /// Waits until something can be done, and listens.
    pub(super) fn step(&mut self, to_write: bool, timeout: Duration) -> Result<(), Cause> {
        let before = Instant::now();
        self.wire.wait(to_write, timeout.min(STEP)).map_err(|error| Cause::of(&error))?;
        if !self.listen()? && before.elapsed() < Duration::from_millis(1) {
            // Writable and yet full, or readable and yet empty: some drivers say so.
            std::thread::sleep(Duration::from_millis(2));
        }
        Ok(())
    }

    /// Takes everything that the printer said; whether it said something.
    pub(super) fn listen(&mut self) -> Result<bool, Cause> {
        let mut buffer = [0u8; 256];
        let mut heard = false;
        while self.wire.two_way() && !self.closed {
            match self.wire.read(&mut buffer) {
                Ok(0) => self.closed = true,
                Ok(count) => {
                    heard = true;
                    self.heard = Some(Instant::now());
                    for reply in self.replies.push(&buffer[..count]) {
                        self.reply(reply);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => break,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Cause::of(&error)),
            }
        }
        Ok(heard)
    }

    fn reply(&mut self, reply: Reply) {
        match reply {
            Reply::RealTime(byte) => {
                if let Some(n) = self.asked.pop_front() {
                    self.fresh.real_time(n, byte);
                    if self.asked.is_empty() {
                        self.condition = self.fresh;
                        self.answered = Some(Instant::now());
                        self.spoke = true;
                    }
                }
            }
            Reply::Automatic(bytes) if self.options.status == StatusUse::Ask => {
                self.condition = Condition::automatic(bytes);
                self.spoke = true;
            }
            Reply::Processed(mark) if self.proving => {
                let ours = matches!(self.options.confirm, Confirm::ProcessId(mine) if mark_bytes(mine) == mark);
                self.proof = self.proof.or(ours.then_some(true));
            }
            Reply::Plain(byte) if self.proving => {
                self.condition.paper(byte);
                self.spoke = true;
                // Behind a job that was given up this may be the late answer to that job's question,
                // which bears no mark: no proof. Nor is an answer that the roll has ended.
                if !self.condition.paper_out {
                    self.proof = self.proof.or(Some(!self.options.reset));
                }
            }
            _ => {}
        }
    }

    /// Takes what the wire knows. Its bits are wrong in many cheap printers: unless the printer stands
    /// still (`all`), only the end of the roll is believed.
    pub(super) fn hint(&mut self, all: bool) {
        if let Some(condition) = self.wire.hint() {
            self.hinted = true;
            // What the printer itself says is worth more.
            if !self.spoke {
                self.condition = if all || condition.paper_out { condition } else { Condition::default() };
            }
        }
    }

    pub(super) fn tell(&mut self, cause: Cause) {
        if self.told.as_ref() != Some(&cause) {
            (self.progress)(Progress::Waiting(cause.clone()));
            self.told = Some(cause);
        }
    }

    pub(super) fn resumed(&mut self) {
        if self.told.take().is_some() {
            (self.progress)(Progress::Resumed);
        }
    }
}
