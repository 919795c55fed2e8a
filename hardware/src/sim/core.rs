//! The printer behind a simulated wire: a buffer, a mechanism, sensors and a fault script.

use std::time::{Duration, Instant};

use super::command::{Command, next};
use super::fault::{Event, Fault, Rate};
use crate::escpos::status::Condition;

/// What a healthy printer holds.
const BUFFER: usize = 64 * 1024;
/// Paper that is remembered, so that a demo may run for days.
const REMEMBERED: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct Core {
    input: Vec<u8>,
    /// The start of a `DLE EOT`.
    real_time: Vec<u8>,
    paper: Vec<u8>,
    pub(super) said: Vec<u8>,
    condition: Condition,
    drawer_open: bool,
    automatic: bool,
    pub(super) pulses: usize,
    pub(super) cuts: usize,
    pub(super) dropped: usize,
    received: usize,
    script: Vec<(usize, Fault)>,
    stalled: Option<Option<Instant>>,
    off_until: Option<Instant>,
    mute: bool,
    pub(super) busy: bool,
    pub(super) in_use: bool,
    pub(super) unplugged: bool,
    slow: Option<Rate>,
    short: Option<usize>,
    small: Option<(usize, Rate)>,
    pub(super) event: Option<Event>,
}

impl Core {
    pub(super) fn new() -> Self {
        Self {
            input: Vec::new(),
            real_time: Vec::new(),
            paper: Vec::new(),
            said: Vec::new(),
            condition: Condition::default(),
            drawer_open: false,
            automatic: false,
            pulses: 0,
            cuts: 0,
            dropped: 0,
            received: 0,
            script: Vec::new(),
            stalled: None,
            off_until: None,
            mute: false,
            busy: false,
            in_use: false,
            unplugged: false,
            slow: None,
            short: None,
            small: None,
            event: None,
        }
    }

    pub(super) fn fault_after(&mut self, bytes: usize, fault: Fault) {
        self.tick();
        if bytes == 0 {
            self.apply(fault);
        } else {
            self.script.push((self.received + bytes, fault));
        }
    }

    /// Mends everything; what the printer holds is printed.
    pub(super) fn clear(&mut self) {
        (self.stalled, self.off_until, self.slow, self.short, self.small, self.event) = (None, None, None, None, None, None);
        (self.mute, self.busy) = (false, false);
        self.script.clear();
        self.change(Condition::default());
        self.tick();
    }

    fn apply(&mut self, fault: Fault) {
        let now = Instant::now();
        match fault {
            Fault::Stall(time) => self.stalled = Some(time.map(|time| now + time)),
            Fault::Reset => self.event = Some(Event::Reset),
            Fault::Close => self.event = Some(Event::Close),
            Fault::PowerCycle(time) => {
                self.forget();
                self.off_until = Some(now + time);
                self.event = Some(Event::Reset);
            }
            Fault::PaperOut => self.change(Condition { paper_out: true, paper_low: true, ..self.condition }),
            Fault::PaperLow => self.change(Condition { paper_low: true, ..self.condition }),
            Fault::CoverOpen => self.change(Condition { cover_open: true, ..self.condition }),
            Fault::Jam => self.change(Condition { failed: true, ..self.condition }),
            Fault::Offline => self.change(Condition { offline: true, ..self.condition }),
            Fault::Busy => self.busy = true,
            Fault::Mute => self.mute = true,
            Fault::SlowLine(rate) => self.slow = Some(Rate::new(rate)),
            Fault::ShortReads(bytes) => self.short = Some(bytes.max(1)),
            Fault::SmallBuffer { limit, drain } => self.small = Some((limit, Rate::new(drain))),
            Fault::Xoff(time) => self.event = Some(Event::Xoff(time)),
            Fault::Unplug => {
                self.unplugged = true;
                self.event = Some(Event::Unplug);
            }
        }
    }

    /// Power is lost: so is everything that was not on paper.
    fn forget(&mut self) {
        self.input.clear();
        self.real_time.clear();
        self.said.clear();
        self.automatic = false;
    }

    pub(super) fn stall(&mut self, time: Duration) {
        self.stalled = Some(Some(Instant::now() + time));
    }

    pub(super) fn off(&self) -> bool {
        self.off_until.is_some()
    }

    pub(super) fn stalled(&self) -> bool {
        self.stalled.is_some()
    }

    /// How many bytes it would take now.
    pub(super) fn room(&mut self) -> usize {
        if self.stalled.is_some() || self.off() || self.event.is_some() {
            return 0;
        }
        let mut room = if self.small.is_some() { BUFFER } else { BUFFER.saturating_sub(self.input.len()) };
        if let Some(slow) = &mut self.slow {
            room = room.min(slow.room());
        }
        if let Some(short) = self.short {
            room = room.min(short);
        }
        let next = self.script.iter().map(|(at, _)| at.saturating_sub(self.received)).min();
        next.map_or(room, |next| room.min(next))
    }

    /// Takes bytes from the wire.
    pub(super) fn receive(&mut self, bytes: &[u8]) {
        if let Some(slow) = &mut self.slow {
            slow.take(bytes.len());
        }
        self.received += bytes.len();
        for byte in bytes {
            self.byte(*byte);
        }
        self.tick();
        let received = self.received;
        let due: Vec<Fault> = self.script.extract_if(.., |(at, _)| *at <= received).map(|(_, fault)| fault).collect();
        due.into_iter().for_each(|fault| self.apply(fault));
    }

    /// Real-time questions are answered before anything that waits.
    fn byte(&mut self, byte: u8) {
        match (&self.real_time[..], byte) {
            ([], 0x10) | ([0x10], 0x04) => self.real_time.push(byte),
            ([0x10, 0x04], 1..=8) => {
                self.real_time.clear();
                let answer = self.real_time_status(byte);
                self.say(&[answer]);
            }
            _ => {
                let mut held = std::mem::take(&mut self.real_time);
                if byte == 0x10 {
                    self.real_time.push(byte);
                } else {
                    held.push(byte);
                }
                for byte in held {
                    self.hold(byte);
                }
            }
        }
    }

    fn hold(&mut self, byte: u8) {
        if self.small.is_some_and(|(limit, _)| self.input.len() >= limit) {
            self.dropped += 1;
        } else {
            self.input.push(byte);
        }
    }

    /// Lets time pass: prints what can be printed.
    pub(super) fn tick(&mut self) {
        let now = Instant::now();
        if self.stalled.flatten().is_some_and(|until| until <= now) {
            self.stalled = None;
        }
        if self.off_until.is_some_and(|until| until <= now) {
            self.off_until = None;
        }
        let input = std::mem::take(&mut self.input);
        let mut done = 0;
        while self.condition.ready() && !self.off() && self.small.as_mut().is_none_or(|(_, drain)| drain.room() > 0) {
            let Some((command, length)) = next(&input[done..]) else {
                break;
            };
            if let Some((_, drain)) = &mut self.small {
                drain.take(length);
            }
            self.obey(command, &input[done..done + length]);
            done += length;
        }
        self.input = input;
        self.input.drain(..done);
    }

    fn obey(&mut self, command: Command<'_>, bytes: &[u8]) {
        match command {
            Command::PaperQuestion => {
                let low = if self.condition.paper_low { 0x03 } else { 0 };
                return self.say(&[low]);
            }
            Command::Mark([a, b, c, d]) => return self.say(&[0x37, 0x22, a, b, c, d, 0]),
            Command::Automatic(what) => {
                self.automatic = what != 0;
                return self.tell();
            }
            // A printer that is on keeps this setting over `ESC @` or not, by model; the strict ones lose it.
            Command::Reset => self.automatic = false,
            Command::Pulse(_) => {
                self.pulses += 1;
                self.drawer_open = true;
            }
            Command::Cut => self.cuts += 1,
            _ => {}
        }
        if self.paper.len() > REMEMBERED {
            self.paper.drain(..REMEMBERED / 2);
        }
        self.paper.extend_from_slice(bytes);
    }

    fn change(&mut self, condition: Condition) {
        if condition != self.condition {
            self.condition = condition;
            self.tell();
        }
    }

    /// Automatic status.
    fn tell(&mut self) {
        if !self.automatic {
            return;
        }
        let bit = |on: bool, bits: u8| if on { bits } else { 0 };
        let is = self.condition;
        let first = 0x10 | bit(self.drawer_open, 0x04) | bit(!is.ready(), 0x08) | bit(is.cover_open, 0x20);
        self.say(&[first, bit(is.failed, 0x08), bit(is.paper_low, 0x03) | bit(is.paper_out, 0x0C), 0]);
    }

    fn real_time_status(&self, n: u8) -> u8 {
        let bit = |on: bool, bits: u8| if on { bits } else { 0 };
        let is = self.condition;
        0x12 | match n {
            1 => bit(self.drawer_open, 0x04) | bit(!is.ready(), 0x08),
            2 => bit(is.cover_open, 0x04) | bit(is.paper_out, 0x20) | bit(is.failed, 0x40),
            3 => bit(is.failed, 0x08),
            4 => bit(is.paper_low, 0x0C) | bit(is.paper_out, 0x60),
            _ => 0,
        }
    }

    fn say(&mut self, bytes: &[u8]) {
        if !self.mute {
            self.said.extend_from_slice(bytes);
        }
    }

    pub(super) fn close_drawer(&mut self) {
        self.drawer_open = false;
    }

    pub(super) fn paper(&self) -> Vec<u8> {
        self.paper.clone()
    }
}
