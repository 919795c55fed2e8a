//! Sending one job over an open wire: ask, reset, give, prove. The deadline is on progress.
//!
//! The printer is asked between commands only. A `DLE EOT` in the middle of a picture is obeyed and also
//! counted as dots, which shifts the rest into text; so while data flows, news come from automatic
//! status (`GS a`, sent by the printer by itself) and from the wire ([`Wire::hint`]).

use std::io;
use std::time::{Duration, Instant};

use super::talk::{STEP, Talk};
use super::wire::Wire;
use super::{Cause, Confirm, Delivery, Failure, JobOptions, Notice, Progress};
use crate::escpos::status::{Condition, mark_bytes};

/// How long an answer to `DLE EOT` may take before the printer counts as one that does not answer.
const ANSWER: Duration = Duration::from_millis(300);
/// How often a waiting job asks anew.
const ASK_EVERY: Duration = Duration::from_millis(500);
/// Standing still so long is told to the screen.
const TELL_AFTER: Duration = Duration::from_millis(1000);
/// A printer that is well and proves nothing for so long is told of: it may have been off for a blink.
const UNPROVED_AFTER: Duration = Duration::from_millis(1500);
/// How long to wait for proof from a printer that never said anything.
const MUTE: Duration = Duration::from_secs(2);
/// NULs that complete the longest command we make, a strip of 24 rows of 72 bytes, and mean nothing
/// outside it.
const FILLER: usize = 24 * 72 + 64;
/// `DLE EOT` 1, 2 and 4: printer, offline cause, paper.
const ASK: [u8; 9] = [0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4];
/// `GS a`: tell offline, errors and paper by itself.
const AUTOMATIC: [u8; 3] = [0x1D, b'a', 0x0E];
const RESET: [u8; 2] = [0x1B, b'@'];

/// Sends a job over an open wire.
pub(super) fn run(
    wire: &mut dyn Wire,
    bytes: &[u8],
    options: &JobOptions,
    progress: &mut dyn FnMut(Progress),
) -> Result<Delivery, Failure> {
    let mut talk = Talk::new(wire, options, progress);
    let outcome = talk.job(bytes);
    match outcome {
        Ok(confirmed) => {
            // A question that is still on its way would be cut in two, and its first half would swallow the
            // reset of the next job.
            let at_once = (confirmed && talk.asked.is_empty()) || !options.settle;
            if let Err(error) = talk.wire.finish(at_once)
                && !confirmed
            {
                return Err(Failure::at(bytes.len(), Cause::of(&error)));
            }
            let notice = talk.condition.paper_low.then_some(Notice::PaperLow);
            Ok(Delivery { confirmed, notice })
        }
        Err(cause) => {
            let taken = talk.taken;
            Err(Failure::at(talk.wire.abort(taken).min(taken), cause))
        }
    }
}

/// How the printer is, when it answers; nothing is printed.
pub(super) fn ask(wire: &mut dyn Wire, options: &JobOptions) -> Result<Option<Condition>, Cause> {
    let mut ignore = |_| {};
    let mut talk = Talk::new(wire, options, &mut ignore);
    talk.look()?;
    let known = talk.spoke || talk.hinted;
    Ok(known.then_some(talk.condition))
}

impl Talk<'_> {
    fn job(&mut self, bytes: &[u8]) -> Result<bool, Cause> {
        self.look()?;
        if let Some(cause) = self.trouble() {
            return Err(cause);
        }
        if self.options.reset {
            self.give(&[0; FILLER], false)?;
            self.give(&RESET, false)?;
        }
        let start = if self.spoke && bytes.starts_with(&RESET) { RESET.len() } else { 0 };
        if start > 0 {
            // A reset ends automatic status, so it is asked for behind the job's own.
            self.give(&bytes[..start], true)?;
            self.give(&AUTOMATIC, false)?;
        }
        self.give(&bytes[start..], true)?;
        self.drain()?;
        self.prove()
    }

    /// Throws old answers away and asks anew; waits a short time.
    fn look(&mut self) -> Result<(), Cause> {
        self.listen()?;
        self.replies.clear();
        self.condition = Condition::default();
        self.spoke = false;
        if self.closed {
            return Err(Cause::Broken);
        }
        self.hint(false);
        if !self.asks() {
            return Ok(());
        }
        self.questions();
        self.give(&ASK, false)?;
        let until = Instant::now() + ANSWER;
        while !self.asked.is_empty() && Instant::now() < until {
            self.step(false, until.saturating_duration_since(Instant::now()))?;
        }
        if self.closed {
            return Err(Cause::Broken);
        }
        // In the middle of a picture it would not answer either: then the reset goes first.
        if self.options.speaks && !self.options.reset && !self.spoke {
            return Err(Cause::Silent);
        }
        Ok(())
    }

    /// Gives all bytes; those of the job are counted.
    fn give(&mut self, bytes: &[u8], counted: bool) -> Result<(), Cause> {
        let chunk = self.options.pace.chunk.max(1);
        let mut done = 0;
        let mut since = Instant::now();
        while done < bytes.len() {
            match self.wire.write(&bytes[done..bytes.len().min(done + chunk)]) {
                Ok(count) if count > 0 => {
                    done += count;
                    since = Instant::now();
                    self.resumed();
                    if counted {
                        self.taken += count;
                        (self.progress)(Progress::Taken(self.taken));
                    }
                    if !self.options.pace.pause.is_zero() && done < bytes.len() {
                        std::thread::sleep(self.options.pace.pause);
                    }
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if error.kind() != io::ErrorKind::WouldBlock => return Err(Cause::of(&error)),
                _ => self.idle(since, true)?,
            }
        }
        Ok(())
    }

    /// Waits until everything has left this machine, as long as it gets less.
    fn drain(&mut self) -> Result<(), Cause> {
        let mut left = self.wire.pending();
        let mut since = Instant::now();
        let mut pause = Duration::from_millis(1);
        while left > 0 {
            std::thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(20));
            let now = self.wire.pending();
            if now < left {
                since = Instant::now();
                self.resumed();
            } else {
                self.stuck(since)?;
                self.listen()?;
            }
            left = now;
        }
        Ok(())
    }

    /// Nothing was taken: waits a step, listens, and gives up when it lasts.
    fn idle(&mut self, since: Instant, to_write: bool) -> Result<(), Cause> {
        self.step(to_write, STEP)?;
        if self.closed {
            return Err(Cause::Broken);
        }
        self.stuck(since)
    }

    /// Tells why nothing moves; an error when it has lasted too long.
    fn stuck(&mut self, since: Instant) -> Result<(), Cause> {
        if self.asked_at.elapsed() >= ASK_EVERY {
            self.asked_at = Instant::now();
            self.hint(true);
        }
        let (cause, limit) = match self.trouble() {
            Some(cause) => (cause, self.options.repair.max(self.options.pace.patience)),
            None => (Cause::Stalled, self.options.pace.patience),
        };
        let still = since.elapsed();
        if still >= limit {
            return Err(cause);
        }
        if cause != Cause::Stalled || still >= TELL_AFTER {
            self.tell(cause);
        }
        Ok(())
    }

    /// Waits for the proof that everything was processed. `Ok(false)`: it was taken, no more is known.
    ///
    /// A printer that spoke before the job owes the proof that its family gives. When it says nothing any
    /// more, it has lost power or hangs; when it says that it is well, it was off and on again in between:
    /// either way the receipt is uncertain. One that never spoke is on a wire of one direction, and the
    /// receipt counts as sent.
    fn prove(&mut self) -> Result<bool, Cause> {
        let mut question = Vec::new();
        if let Confirm::ProcessId(mark) = self.options.confirm {
            question.extend_from_slice(&[0x1D, b'(', b'H', 6, 0, 0x30, 0x30]);
            question.extend_from_slice(&mark_bytes(mark));
        }
        if self.options.confirm != Confirm::None && self.wire.two_way() {
            question.extend_from_slice(&[0x1D, b'r', 1]);
        }
        self.proving = !question.is_empty() && self.wire.two_way();
        if self.proving {
            self.give(&question, false)?;
        }
        let started = Instant::now();
        let mut since = started;
        let mut troubled: Option<Instant> = None;
        self.asked_at = started - ASK_EVERY;
        loop {
            self.poll_health()?;
            if let Some(proof) = self.proof {
                self.resumed();
                return Ok(proof);
            }
            if self.closed {
                return if self.spoke { Err(Cause::Broken) } else { Ok(false) };
            }
            if let Some(cause) = self.trouble() {
                let began = *troubled.get_or_insert_with(Instant::now);
                if began.elapsed() >= self.options.repair {
                    return Err(cause);
                }
                self.tell(cause);
            } else {
                if troubled.take().is_some() {
                    since = Instant::now();
                    self.resumed();
                }
                let healthy = self.answered.is_some_and(|answered| answered >= started);
                if !self.proving && (healthy || !(self.asks() && self.spoke)) {
                    return Ok(false);
                }
                // Two questions without an answer.
                let mute = started.elapsed().min(self.heard.map_or(Duration::MAX, |heard| heard.elapsed())) >= TELL_AFTER;
                let patience = self.options.pace.patience;
                let limit = if self.spoke { patience + self.slowest() } else { MUTE.min(patience) };
                if since.elapsed() >= limit {
                    return match (self.asks() && self.spoke, mute) {
                        (true, true) => Err(Cause::Silent),
                        (true, false) if self.proving => Err(Cause::Unproved),
                        _ => Ok(false),
                    };
                }
                if self.asks() && self.spoke {
                    if mute {
                        self.tell(Cause::Silent);
                    } else if self.proving && healthy && started.elapsed() >= UNPROVED_AFTER {
                        self.tell(Cause::Unproved);
                    }
                }
            }
            self.step(false, STEP)?;
        }
    }

    /// What has left this machine may still wait in a print server before a line of 9600 bits: a
    /// millisecond a byte.
    fn slowest(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.taken).unwrap_or(0))
    }

    /// Asks every half second.
    fn poll_health(&mut self) -> Result<(), Cause> {
        if self.asked_at.elapsed() < ASK_EVERY {
            return Ok(());
        }
        self.asked_at = Instant::now();
        self.hint(false);
        if self.asks() {
            self.questions();
            match self.wire.write(&ASK) {
                // The rest of a question must follow before anything else.
                Ok(count) => self.give(&ASK[count.min(ASK.len())..], false)?,
                Err(error) if matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted) => self.asked.clear(),
                Err(error) => return Err(Cause::of(&error)),
            }
        }
        Ok(())
    }
}
