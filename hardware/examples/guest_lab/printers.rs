//! A USB printer through usblp and through usbfs.

use std::error::Error;
use std::fs;
use std::io;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use hardware::discover::{Change, Kind, Sysfs, Watcher};
use hardware::link::{Address, Cause, Confirm, Delivery, Failure, JobOptions, Pace, Progress, StatusUse, send};
use rustix::fd::OwnedFd;
use rustix::fs::{Mode, OFlags, open};

use super::gadget::{Gadget, appears, until};
use super::{Lab, Proof, ensure, expect, find};

const SERIAL: &str = "J5KF000001";
const IDENTITY: &str = "usb:04b8:0e28/J5KF000001";
const PAPER: &str = "/dev/g_printer0";
const DRIVER: &str = "/sys/bus/usb/drivers/usblp";

pub(super) fn prove(lab: &mut Lab) {
    let mut printer = None;
    lab.prove("a printer that is plugged in is told", || {
        let (tell, heard) = channel();
        let _watcher = Watcher::start(Sysfs::system(), move |change: Change| drop(tell.send(change)));
        printer = Some(Gadget::printer(SERIAL)?);
        let came = |change: &Change| change.came.iter().any(|found| found.kind == Kind::Printer && found.identity == IDENTITY);
        expect(&heard, "the printer", came).map(drop)
    });
    let Some(printer) = printer else { return };
    lab.prove("the printer is found by its serial number", || {
        let found = find(Kind::Printer, IDENTITY)?;
        ensure(found.path == "/dev/usb/lp0" && found.name.contains("TM-T82X"), || format!("{found:?}"))
    });
    lab.prove("every byte reaches the paper, by path", || arrives("usb:/dev/usb/lp0", &receipt(60_000), false).map(drop));
    lab.prove("every byte reaches the paper, by serial number", || arrives(IDENTITY, &receipt(3_000), false).map(drop));
    lab.prove("a cable pulled in mid-job is told, and the receipt is uncertain", || pulled(&printer));
    lab.prove("after that the printer is found again and reset first", || {
        find(Kind::Printer, IDENTITY)?;
        let job = receipt(5_000);
        let paper = arrives(IDENTITY, &job, true)?;
        let before = &paper[..paper.len() - job.len()];
        let reset = before.ends_with(b"\x1b@") && before[..before.len() - 2].iter().all(|byte| *byte == 0);
        ensure(reset && before.len() > 1_000, || format!("before the job came {} bytes", before.len()))
    });
    lab.prove("without usblp the same name prints through usbfs", without_usblp);
    lab.prove("usblp has the printer back", || {
        find(Kind::Printer, IDENTITY)?;
        arrives(IDENTITY, &receipt(1_000), false).map(drop)
    });
    lab.prove("a printer that is pulled is told", || {
        let (tell, heard) = channel();
        let _watcher = Watcher::start(Sysfs::system(), move |change: Change| drop(tell.send(change)));
        printer.unplug()?;
        expect(&heard, "the printer", |change| change.gone.iter().any(|found| found.identity == IDENTITY))?;
        let Err(failure) = job(IDENTITY, b"x".to_vec(), false, |_| {}) else { return Err("printed without a printer".into()) };
        ensure(failure.sent == 0 && matches!(failure.cause, Cause::NotFound(_)), || format!("{failure:?}"))
    });
}

/// Bytes that differ from place to place, so that a lost or doubled block is seen.
fn receipt(length: usize) -> Vec<u8> {
    (0u32..).flat_map(|line| format!("{line:07}\n").into_bytes()).take(length).collect()
}

/// Sends a job without questions, so that the paper shows exactly its bytes.
fn job(address: &str, bytes: Vec<u8>, reset: bool, mut progress: impl FnMut(Progress)) -> Result<Delivery, Failure> {
    let other = |error: &dyn Error| Failure { sent: 0, cause: Cause::Other(error.to_string()) };
    let address = Address::parse(address).map_err(|error| other(&error))?;
    let pace = Pace { chunk: 4_096, pause: Duration::ZERO, patience: Duration::from_secs(15) };
    let (status, confirm) = (StatusUse::None, Confirm::None);
    let options = JobOptions { pace, repair: Duration::from_secs(15), status, speaks: false, reset, confirm, settle: true };
    send(&address, &bytes, &options, &mut progress)
}

/// Sends a job and gives what came out; it must end in exactly the job.
fn arrives(address: &str, bytes: &[u8], reset: bool) -> Result<Vec<u8>, Box<dyn Error>> {
    let paper = Paper::open()?;
    let (to, sent) = (address.to_owned(), bytes.to_vec());
    let sending = thread::spawn(move || job(&to, sent, reset, |_| {}));
    let mut seen = Vec::new();
    let enough = |seen: &[u8]| if reset { seen.len() > bytes.len() && seen.ends_with(bytes) } else { seen.len() >= bytes.len() };
    until(|| {
        seen.extend(paper.read_for(Duration::from_millis(100)));
        enough(&seen) || sending.is_finished() && paper.read_for(Duration::from_millis(500)).is_empty()
    });
    // And nothing behind it.
    seen.extend(paper.read_for(Duration::from_millis(300)));
    match sending.join() {
        Ok(Ok(_)) => {}
        Ok(Err(failure)) => return Err(format!("{failure:?}, {} bytes arrived", seen.len()).into()),
        Err(_) => return Err("the sender panicked".into()),
    }
    let right = if reset { seen.ends_with(bytes) } else { seen == bytes };
    ensure(right, || format!("{} bytes sent, {} arrived or differ", bytes.len(), seen.len()))?;
    Ok(seen)
}

/// The paper stops, the job waits and says so, the cable is pulled, and put back.
fn pulled(printer: &Gadget) -> Proof {
    let paper = Paper::open()?;
    let (tell, heard) = channel();
    let sending = thread::spawn(move || job(IDENTITY, receipt(400_000), false, |progress| drop(tell.send(progress))));
    // It prints a little, then nobody takes anything any more.
    until(|| paper.read_once().is_some());
    expect(&heard, "that nothing moves", |progress| matches!(progress, Progress::Waiting(Cause::Stalled)))?;
    let pull = Instant::now();
    printer.unplug()?;
    let outcome = sending.join().map_err(|_| "the sender panicked")?;
    let after = pull.elapsed();
    drop(paper);
    printer.plug()?;
    let Err(failure) = outcome else { return Err("the job went through".into()) };
    ensure(failure.cause == Cause::CableOut && failure.sent > 0 && failure.sent < 400_000, || format!("{failure:?}"))?;
    ensure(after < Duration::from_secs(5), || format!("it took {after:?}"))
}

fn without_usblp() -> Proof {
    let interface =
        fs::read_dir(DRIVER)?.flatten().filter_map(|entry| entry.file_name().into_string().ok()).find(|name| name.contains(':'));
    let interface = interface.ok_or("usblp has no printer")?;
    fs::write(format!("{DRIVER}/unbind"), &interface)?;
    let outcome = find(Kind::PrinterWithoutDriver, IDENTITY).and_then(|_| {
        ensure(Sysfs::system().list_kind(Kind::Printer).is_empty(), || "usblp still has it".to_owned())?;
        arrives(IDENTITY, &receipt(30_000), false).map(drop)
    });
    fs::write(format!("{DRIVER}/bind"), &interface)?;
    outcome
}

/// The other side of the cable.
struct Paper(OwnedFd);

impl Paper {
    /// Opens it. A new cable makes it anew, so it is not kept.
    fn open() -> Result<Self, Box<dyn Error>> {
        ensure(appears(PAPER), || format!("{PAPER} is missing"))?;
        let mut last = None;
        until(|| match open(PAPER, OFlags::RDWR | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty()) {
            Ok(fd) => {
                last = Some(Ok(fd));
                true
            }
            Err(error) => {
                last = Some(Err(error));
                false
            }
        });
        match last {
            Some(Ok(fd)) => Ok(Self(fd)),
            Some(Err(error)) => Err(io::Error::from(error).into()),
            None => Err("no paper".into()),
        }
    }

    /// What comes out until nothing comes for so long.
    fn read_for(&self, quiet: Duration) -> Vec<u8> {
        let mut seen = Vec::new();
        let mut last = Instant::now();
        while last.elapsed() < quiet {
            match self.read_once() {
                Some(bytes) => {
                    seen.extend(bytes);
                    last = Instant::now();
                }
                None => thread::sleep(Duration::from_millis(2)),
            }
        }
        seen
    }

    fn read_once(&self) -> Option<Vec<u8>> {
        let mut buffer = [0u8; 8_192];
        let count = rustix::io::read(&self.0, &mut buffer).ok().filter(|count| *count > 0)?;
        Some(buffer[..count].to_vec())
    }
}
