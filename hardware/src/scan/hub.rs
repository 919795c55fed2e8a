//! All scanners of a till: each with a thread and buffers of its own, so that two at once never mix,
//! and one listener for all.

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use super::{Dedupe, EvdevScanner, Grab, HidPosScanner, Normal, Seen, SerialScanner};
use crate::discover::{Identity, Status, Sysfs};

/// How a scanner is connected. As text `serial:PATH:BAUD`, `keyboard:IDENTITY` or `hid:IDENTITY`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// On a serial port.
    Serial {
        /// The device; `/dev/serial/by-id/...` finds it again.
        path: PathBuf,
        /// Bits per second.
        baud: u32,
    },
    /// An enrolled keyboard.
    Keyboard(Identity),
    /// In HID POS mode.
    Hid(Identity),
}

/// A text that is no source.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("alamat pemindai «{0}» tidak dikenal; tulis serial:PATH:BAUD, keyboard:NAMA atau hid:NAMA")]
pub struct SourceError(String);

impl Source {
    /// Reads `serial:PATH:BAUD`, `keyboard:IDENTITY` or `hid:IDENTITY`.
    ///
    /// # Errors
    /// [`SourceError`].
    pub fn parse(text: &str) -> Result<Self, SourceError> {
        let wrong = || SourceError(text.chars().take(60).collect());
        let (kind, rest) = text.trim().split_once(':').ok_or_else(wrong)?;
        let identity = || Identity::parse(rest).map_err(|_| wrong());
        match kind {
            "serial" => {
                let (path, baud) = rest.rsplit_once(':').ok_or_else(wrong)?;
                let baud: u32 = baud.parse().map_err(|_| wrong())?;
                let sensible = !path.is_empty() && !path.contains('\0') && (300..=4_000_000).contains(&baud);
                sensible.then(|| Self::Serial { path: path.into(), baud }).ok_or_else(wrong)
            }
            "keyboard" => identity().map(Self::Keyboard),
            "hid" => identity().map(Self::Hid),
            _ => Err(wrong()),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Serial { path, baud } => write!(f, "serial:{}:{baud}", path.display()),
            Self::Keyboard(identity) => write!(f, "keyboard:{identity}"),
            Self::Hid(identity) => write!(f, "hid:{identity}"),
        }
    }
}

/// One scanner as the settings want it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What the shop calls it; given with each code.
    pub name: String,
    /// How it is connected.
    pub source: Source,
    /// What is taken off its codes.
    pub normal: Normal,
    /// Within so many milliseconds the same code counts once; 0 counts all. Usual: 300.
    pub same_code_ms: u64,
}

impl Plan {
    /// With the usual settings: nothing but control characters taken off, 300 ms.
    pub fn new(name: impl Into<String>, source: Source) -> Self {
        Self { name: name.into(), source, normal: Normal::default(), same_code_ms: 300 }
    }
}

/// The running scanners; they end when dropped.
#[derive(Debug, Default)]
pub struct Scanners {
    running: Vec<Running>,
}

#[derive(Debug)]
enum Running {
    Serial { _scanner: SerialScanner },
    Keyboard { _scanner: EvdevScanner },
    Hid { _scanner: HidPosScanner },
}

impl Scanners {
    /// Starts them all. `seen` and `status` hear the name of the scanner and what it has to say, each
    /// scanner from a thread of its own.
    pub fn start(
        plans: Vec<Plan>,
        seen: impl Fn(&str, Seen) + Send + Sync + 'static,
        status: impl Fn(&str, Status) + Send + Sync + 'static,
    ) -> Self {
        Self::start_at(&Sysfs::system(), Grab::Exclusive, plans, seen, status)
    }

    /// The same with the devices of another directory.
    pub fn start_at(
        sysfs: &Sysfs,
        grab: Grab,
        plans: Vec<Plan>,
        seen: impl Fn(&str, Seen) + Send + Sync + 'static,
        status: impl Fn(&str, Status) + Send + Sync + 'static,
    ) -> Self {
        let (seen, status) = (Arc::new(seen), Arc::new(status));
        let start = |plan: Plan| {
            let (name, heard) = (plan.name.clone(), Arc::clone(&seen));
            let filter = Filter::new(plan.normal, plan.same_code_ms);
            let on_seen = move |raw: Seen| filter.pass(raw).into_iter().for_each(|seen| heard(&name, seen));
            let (name, told) = (plan.name, Arc::clone(&status));
            let on_status = move |status: Status| told(&name, status);
            match plan.source {
                Source::Serial { path, baud } => Running::Serial { _scanner: SerialScanner::start(path, baud, on_seen, on_status) },
                Source::Keyboard(identity) => {
                    Running::Keyboard { _scanner: EvdevScanner::start_at(sysfs.clone(), grab, identity, on_seen, on_status) }
                }
                Source::Hid(identity) => Running::Hid { _scanner: HidPosScanner::start_at(sysfs.clone(), identity, on_seen, on_status) },
            }
        };
        Self { running: plans.into_iter().map(start).collect() }
    }

    /// How many are running.
    pub fn len(&self) -> usize {
        self.running.len()
    }

    /// True if there is none.
    pub fn is_empty(&self) -> bool {
        self.running.is_empty()
    }
}

/// The last step of one scanner's codes.
struct Filter {
    normal: Normal,
    dedupe: Mutex<Dedupe>,
    started: Instant,
}

impl Filter {
    fn new(normal: Normal, same_code_ms: u64) -> Self {
        Self { normal, dedupe: Mutex::new(Dedupe::new(same_code_ms)), started: Instant::now() }
    }

    fn pass(&self, seen: Seen) -> Option<Seen> {
        match seen {
            Seen::Code(raw) => {
                let code = self.normal.text(&raw);
                let now = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
                let admit = || self.dedupe.lock().unwrap_or_else(PoisonError::into_inner).admit(&code, now);
                (!code.is_empty() && admit()).then_some(Seen::Code(code))
            }
            Seen::Unfinished(raw) => {
                let code = self.normal.text(&raw);
                (!code.is_empty()).then_some(Seen::Unfinished(code))
            }
            Seen::TooLong => Some(Seen::TooLong),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sources_as_text() {
        for text in ["serial:/dev/serial/by-id/usb-x:9600", "keyboard:usb:05e0:1200/S1", "hid:usb:0c2e:0001@1-2.3", "keyboard:bt:aa:bb"] {
            assert_eq!(Source::parse(text).map(|source| source.to_string()).as_deref(), Ok(text));
        }
        for bad in ["", "keyboard:", "serial:/dev/ttyS0", "serial::9600", "hid:lp0", "usb:1"] {
            assert!(Source::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn codes_are_cleaned_and_counted_once() {
        let filter = Filter::new(Normal::default(), 10_000);
        assert_eq!(filter.pass(Seen::Code("]E0123\r".into())), Some(Seen::Code("123".into())));
        assert_eq!(filter.pass(Seen::Code("123".into())), None);
        assert_eq!(filter.pass(Seen::Code("\t".into())), None);
        assert_eq!(filter.pass(Seen::Unfinished("12".into())), Some(Seen::Unfinished("12".into())));
        assert_eq!(filter.pass(Seen::TooLong), Some(Seen::TooLong));
    }

    proptest! {
        #[test]
        fn any_soup_is_answered(soup in "\\PC{0,60}", kind in "(serial|keyboard|hid|keyboard:usb)") {
            let _ = Source::parse(&soup);
            let _ = Source::parse(&format!("{kind}:{soup}"));
        }
    }
}
