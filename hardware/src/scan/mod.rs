//! Scanners: grabbed keyboards, HID POS, serial ports; and as the last resort keyboards that are not
//! grabbed, told from persons by their burst.

mod evdev;
mod hidpos;
mod hub;
mod lines;
mod normalize;
mod serial;
mod wedge;

pub use crate::discover::Status;
pub use evdev::{Enrol, EnrolListener, EvdevScanner, Event, Events, Grab, Scancodes};
pub use hidpos::{HidPos, HidPosScanner, is_hid_scanner};
pub use hub::{Plan, Scanners, Source, SourceError};
pub use lines::{Lines, Seen};
pub use normalize::{Dedupe, Normal, Parts};
pub use serial::SerialScanner;
pub use wedge::{Key, Outcome, Wedge};
