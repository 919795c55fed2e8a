//! Runs inside the guest of `tests/guest-lab`, as root: real drivers of Debian's kernel, devices made by
//! that kernel. One line for each proof; ends with 0 only if all of them hold.

#![allow(clippy::print_stdout, reason = "its lines are its result")]

mod gadget;
mod printers;
mod scale;
mod scanners;

use std::error::Error;
use std::fmt::Debug;
use std::process::ExitCode;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use hardware::discover::{Found, Kind, Sysfs};

/// A proof holds, or says why not.
type Proof = Result<(), Box<dyn Error>>;

fn main() -> ExitCode {
    let mut lab = Lab { failed: 0 };
    printers::prove(&mut lab);
    scanners::prove(&mut lab);
    scale::prove(&mut lab);
    if lab.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Counts what did not hold.
struct Lab {
    failed: usize,
}

impl Lab {
    fn prove(&mut self, name: &str, proof: impl FnOnce() -> Proof) {
        let begun = Instant::now();
        match proof() {
            Ok(()) => println!("ok {name} ({:.1} s)", begun.elapsed().as_secs_f32()),
            Err(why) => {
                self.failed += 1;
                println!("FAILED {name}: {why}");
            }
        }
    }
}

/// Says why not.
fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Proof {
    if holds { Ok(()) } else { Err(otherwise().into()) }
}

/// Waits for news of a kind, for at most twenty seconds; tells what came instead.
fn expect<T: Debug>(heard: &Receiver<T>, what: &str, mut wanted: impl FnMut(&T) -> bool) -> Result<T, Box<dyn Error>> {
    let until = Instant::now() + Duration::from_secs(20);
    let mut others = Vec::new();
    loop {
        match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(news) if wanted(&news) => return Ok(news),
            Ok(news) => others.push(news),
            Err(_) => return Err(format!("{what} was not heard, but {others:?}").into()),
        }
    }
}

/// Waits until discovery lists a device.
fn find(kind: Kind, identity: &str) -> Result<Found, Box<dyn Error>> {
    let mut found = None;
    gadget::until(|| {
        found = Sysfs::system().list_kind(kind).into_iter().find(|found| found.identity == identity);
        found.is_some()
    });
    found.ok_or_else(|| format!("{identity} is not among {:?}", Sysfs::system().list()).into())
}
