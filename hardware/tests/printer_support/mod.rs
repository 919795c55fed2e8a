//! What the printer tests share.
#![allow(dead_code, reason = "each test program uses a part")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use hardware::escpos::{Element, Emphasis, Profile, encode};
use hardware::link::{Cause, Delivery, Failure, JobOptions, Progress, send};
use hardware::sim::{Row, SimPrinter, paper};

/// The wires that a test can run over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Tcp,
    Pty,
    Inside,
}

pub(crate) const ALL: [Over; 3] = [Over::Tcp, Over::Pty, Over::Inside];

/// Runs a test over several wires at once: most of it is waiting.
pub(crate) fn each(wires: &[Over], test: impl Fn(Over) + Sync) {
    std::thread::scope(|scope| {
        for over in wires {
            scope.spawn(|| test(*over));
        }
    });
}

pub(crate) fn printer(over: Over) -> SimPrinter {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    match over {
        Over::Tcp => SimPrinter::tcp().expect("a port"),
        Over::Pty => SimPrinter::pty().expect("a terminal"),
        Over::Inside => SimPrinter::named(&format!("test-{}", COUNT.fetch_add(1, Ordering::Relaxed))),
    }
}

/// A family that answers, and one that is never asked.
pub(crate) fn epson() -> Profile {
    *Profile::find("epson-tm-t88").expect("profile")
}

pub(crate) fn clone() -> Profile {
    Profile { chunk: 4096, pause_ms: 0, ..*Profile::find("zjiang-80").expect("profile") }
}

pub(crate) const PATIENCE: Duration = Duration::from_millis(1200);

pub(crate) fn options(profile: &Profile) -> JobOptions {
    JobOptions { repair: Duration::from_millis(1500), ..JobOptions::receipt(profile, PATIENCE, 4711) }
}

/// A receipt with a number, of so many lines, with a picture in it.
pub(crate) fn receipt(number: usize, lines: usize, profile: &Profile) -> Vec<u8> {
    let mut document = vec![Element::Line(Emphasis::Tall, format!("Struk {number}"))];
    document.extend((0..lines).map(|line| Element::Line(Emphasis::None, format!("{line:>4} Mi Goreng 85g                 3.500"))));
    document.push(Element::Qr(format!("A1-{number:06}")));
    encode(&document, profile).expect("encodes")
}

/// A job with what it told on the way, and when.
pub(crate) struct Told {
    pub(crate) outcome: Result<Delivery, Failure>,
    pub(crate) waits: Vec<(Duration, Cause)>,
    pub(crate) resumed: bool,
    pub(crate) took: Duration,
}

pub(crate) fn job(printer: &SimPrinter, bytes: &[u8], options: &JobOptions) -> Told {
    let started = Instant::now();
    let (mut waits, mut resumed) = (Vec::new(), false);
    let outcome = send(&printer.address(), bytes, options, &mut |progress| match progress {
        Progress::Waiting(cause) => waits.push((started.elapsed(), cause)),
        Progress::Resumed => resumed = true,
        Progress::Taken(_) => {}
    });
    Told { outcome, waits, resumed, took: started.elapsed() }
}

impl Told {
    pub(crate) fn failure(&self) -> &Failure {
        self.outcome.as_ref().expect_err("a failure")
    }

    pub(crate) fn delivery(&self) -> Delivery {
        *self.outcome.as_ref().expect("a delivery")
    }

    /// The cause was on the screen within two seconds.
    pub(crate) fn showed(&self, cause: &Cause) -> bool {
        let early = Duration::from_secs(2);
        self.waits.iter().any(|(at, told)| told == cause && *at <= early)
            || matches!(&self.outcome, Err(failure) if failure.cause == *cause && self.took <= early)
    }
}

/// Waits until the paper holds so many cuts.
pub(crate) fn cuts(printer: &SimPrinter, count: usize) -> bool {
    let until = Instant::now() + Duration::from_secs(5);
    while Instant::now() < until {
        // Looking lets the printer work.
        let _paper = printer.paper();
        if printer.cuts() >= count {
            return true;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    false
}

/// The receipts on the paper: the rows of each up to its cut.
pub(crate) fn receipts(printer: &SimPrinter, columns: usize) -> Vec<Vec<Row>> {
    let rows = paper(&printer.paper(), columns);
    rows.split(|row| row.cut).filter(|rows| rows.iter().any(|row| *row != Row::default())).map(<[Row]>::to_vec).collect()
}

/// Numbers of the receipts that are whole and clean.
pub(crate) fn numbers(printer: &SimPrinter, columns: usize) -> Vec<String> {
    receipts(printer, columns).iter().filter_map(|rows| rows.first()?.text.strip_prefix("Struk ").map(str::to_owned)).collect()
}
