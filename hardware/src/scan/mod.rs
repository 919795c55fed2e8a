//! Scanners: keyboard wedges by their burst, serial ports by their lines.

mod lines;
mod serial;
mod wedge;

pub use lines::{Lines, Seen};
pub use serial::{SerialScanner, Status};
pub use wedge::{Key, Outcome, Wedge};
