//! What time it is: the system's clock, or one that is told (replay, tests).

use chrono::{DateTime, FixedOffset, Local};

/// Tells the time.
pub trait Clock: Send {
    /// Now, with the offset of the wall clock.
    fn now(&self) -> DateTime<FixedOffset>;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<FixedOffset> {
        Local::now().fixed_offset()
    }
}

/// A clock that stands where it was put.
#[derive(Clone, Copy, Debug)]
pub struct FixedClock(pub DateTime<FixedOffset>);

impl Clock for FixedClock {
    fn now(&self) -> DateTime<FixedOffset> {
        self.0
    }
}
