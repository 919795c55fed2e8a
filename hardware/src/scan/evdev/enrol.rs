//! "Scan this code to enrol": which keyboard is the scanner. Everything is listened to, nothing is
//! grabbed, so that a real keyboard is never taken away by mistake.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fd::{AsFd, OwnedFd};

use super::{Stream, open_plain};
use crate::discover::port::read;
use crate::discover::worker::{Bell, RETRY, Worker};
use crate::discover::{Access, Found, Kind, Sysfs};
use crate::scan::{Normal, Seen};

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Enrol {
    /// This device produced the shown code at a scanner's pace: offer it.
    Offered(Found),
    /// This device scanned another code.
    OtherCode(Found),
    /// The shown code was typed by hand on this device: it is a keyboard, do not offer it.
    Typed(Found),
    /// Devices that may not be listened to, with what to do.
    Denied(Found),
}

/// Listens to all keyboards until dropped.
#[derive(Debug)]
pub struct EnrolListener {
    _worker: Worker,
}

/// The slowest scanner, milliseconds a key on average; Bluetooth ones come near it.
const PACE_MS: u64 = 50;
/// The shortest code that proves anything.
const SHORTEST: usize = 6;
/// The most signs that a scanner adds to a code: AIM identifier, prefix and suffix.
const EXTRA: usize = 12;
/// How often the bell is looked at while many devices are waited for.
const GLANCE: Duration = Duration::from_millis(50);

impl EnrolListener {
    /// Listens for `code`, the one shown on the screen (at least six signs). `heard` is called from a
    /// thread of its own, once for each device and answer.
    pub fn start(code: &str, heard: impl Fn(Enrol) + Send + 'static) -> Self {
        Self::start_at(Sysfs::system(), code, heard)
    }

    /// The same with the devices of another directory.
    pub fn start_at(sysfs: Sysfs, code: &str, heard: impl Fn(Enrol) + Send + 'static) -> Self {
        let code = code.trim().to_owned();
        Self { _worker: Worker::start("daftar", move |bell| run(bell, &sysfs, &code, &heard)) }
    }
}

struct Ear {
    found: Found,
    fd: OwnedFd,
    stream: Stream,
}

fn run(bell: &Bell, sysfs: &Sysfs, code: &str, heard: &impl Fn(Enrol)) {
    let mut ears: BTreeMap<String, Ear> = BTreeMap::new();
    let mut told: Vec<Enrol> = Vec::new();
    let mut looked: Option<Instant> = None;
    let mut tell = |news: Enrol| {
        if !told.contains(&news) {
            told.push(news.clone());
            heard(news);
        }
    };
    while !bell.stopped() {
        if looked.is_none_or(|at| at.elapsed() > RETRY) {
            looked = Some(Instant::now());
            for found in sysfs.list_kind(Kind::Keyboard) {
                if let Access::Denied { .. } = found.access {
                    tell(Enrol::Denied(found));
                } else if !ears.contains_key(&found.path)
                    && let Ok(fd) = open_plain(std::path::Path::new(&found.path))
                {
                    ears.insert(found.path.clone(), Ear { found, fd, stream: Stream::default() });
                }
            }
        }
        if ears.is_empty() {
            bell.pause(GLANCE);
            continue;
        }
        wait(&ears);
        let mut gone = Vec::new();
        for (path, ear) in &mut ears {
            let mut buffer = [0u8; 64 * super::event::SIZE];
            match read(ear.fd.as_fd(), &mut buffer) {
                Ok([]) => gone.push(path.clone()),
                Ok(bytes) => {
                    for seen in ear.stream.push(bytes) {
                        judge(&seen, code, ear).into_iter().for_each(&mut tell);
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                Err(_) => gone.push(path.clone()),
            }
        }
        if !gone.is_empty() {
            ears.retain(|path, _| !gone.contains(path));
            // A dead end of a pipe answers at once, again and again.
            bell.pause(GLANCE);
        }
    }
}

fn wait(ears: &BTreeMap<String, Ear>) {
    let fds: Vec<_> = ears.values().map(|ear| ear.fd.as_fd()).collect();
    let mut watched: Vec<PollFd<'_>> = fds.iter().map(|fd| PollFd::new(fd, PollFlags::IN)).collect();
    let time = Timespec { tv_sec: 0, tv_nsec: i64::from(GLANCE.subsec_nanos()) };
    if poll(&mut watched, Some(&time)).is_err() {
        std::thread::sleep(GLANCE);
    }
}

/// A person's typing is only told if it is the shown code: nothing else that is typed leaves here.
fn judge(seen: &Seen, code: &str, ear: &Ear) -> Option<Enrol> {
    let Seen::Code(text) = seen else { return None };
    let scanned = ear.stream.keys.pace_ms() <= PACE_MS;
    let found = || ear.found.clone();
    if matches(text, code) {
        return Some(if scanned { Enrol::Offered(found()) } else { Enrol::Typed(found()) });
    }
    (scanned && text.chars().count() >= SHORTEST).then(|| Enrol::OtherCode(found()))
}

fn matches(text: &str, code: &str) -> bool {
    let text = Normal::default().text(text);
    code.chars().count() >= SHORTEST && text.contains(code) && text.chars().count() <= code.chars().count() + EXTRA
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shown_code_with_what_scanners_add() {
        assert!(matches("SOKO-7315", "SOKO-7315") && matches("]C0SOKO-7315", "SOKO-7315") && matches("#SOKO-7315~", "SOKO-7315"));
        assert!(!matches("SOKO-7316", "SOKO-7315") && !matches("SOKO-7315SOKO-7315SOKO-7315", "SOKO-7315") && !matches("12", "12"));
    }
}
