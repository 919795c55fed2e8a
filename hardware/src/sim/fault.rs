//! What can go wrong with a simulated printer.

use std::time::Duration;

/// A fault. Each stays until it is cleared, unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Takes no byte, for this long or until cleared.
    Stall(Option<Duration>),
    /// Ends the connection at once, as by a reset; once.
    Reset,
    /// Closes the connection early but in order; once.
    Close,
    /// Loses what it holds and is off for so long.
    PowerCycle(Duration),
    /// The roll ends.
    PaperOut,
    /// The roll nears its end.
    PaperLow,
    /// The lid opens.
    CoverOpen,
    /// The knife fails.
    Jam,
    /// Takes no jobs and does not say why.
    Offline,
    /// Another till has it: no new connection.
    Busy,
    /// Prints, but answers nothing.
    Mute,
    /// Takes only so many bytes a second.
    SlowLine(u32),
    /// Takes only so many bytes at once.
    ShortReads(usize),
    /// Holds only `limit` bytes, prints `drain` bytes a second, and drops the rest.
    SmallBuffer {
        /// Bytes held.
        limit: usize,
        /// Bytes printed in a second.
        drain: u32,
    },
    /// Sends XOFF and, after this long, XON (serial); elsewhere a stall.
    Xoff(Duration),
    /// The cable is pulled until [`super::SimPrinter::replug`].
    Unplug,
}

/// Something that the transport must do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Reset,
    Close,
    Unplug,
    Xoff(Duration),
}

/// Bytes in a second, counted out as time passes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rate {
    per_second: u64,
    since: std::time::Instant,
    used: u64,
}

impl Rate {
    pub(super) fn new(per_second: u32) -> Self {
        Self { per_second: u64::from(per_second.max(1)), since: std::time::Instant::now(), used: 0 }
    }

    /// Bytes that may go now; a silence is not saved up for more than a tenth of a second.
    pub(super) fn room(&mut self) -> usize {
        let earned = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX).saturating_mul(self.per_second) / 1000;
        let most = (self.per_second / 10).max(1);
        self.used = self.used.max(earned.saturating_sub(most));
        usize::try_from(earned.saturating_sub(self.used)).unwrap_or(0)
    }

    pub(super) fn take(&mut self, bytes: usize) {
        self.used += u64::try_from(bytes).unwrap_or(u64::MAX);
    }
}
