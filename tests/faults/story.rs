//! What happens in a row, and what must be true at its end.

use std::time::{Duration, Instant};

use domain::sale::TenderKind;
use hardware::sim::Fault;

use crate::device::{Device, Wire};
use crate::rows::{Does, Ends, Mend, Row, When};
use crate::sheet::Sheet;
use crate::till::{Job, Till, until};

/// Shorter than the shortest fault that could hold a sale up.
const NOT_HELD_UP: Duration = Duration::from_millis(1_900);
/// The screen knows by then.
pub(crate) const SHOWN: Duration = Duration::from_secs(2);
/// Longest wait for a job that is given up: half a minute for a person, and its patience.
const GIVEN_UP: Duration = Duration::from_secs(60);

/// What a row showed; empty `wrong`: all is well.
#[derive(Clone, Debug, Default)]
pub(crate) struct Seen {
    pub(crate) paid: usize,
    pub(crate) cause: Option<Duration>,
    pub(crate) end: String,
    pub(crate) originals: usize,
    pub(crate) copies: usize,
    pub(crate) pulses: usize,
    pub(crate) wrong: Vec<String>,
}

impl Seen {
    pub(crate) fn must(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.wrong.push(what());
        }
    }
}

pub(crate) fn play(row: &Row) -> Seen {
    let device = Device::new(row.wire);
    let mut till = Till::new(&device.link(), row.profile);
    let mut seen = Seen::default();
    // Families without a knife too: paper is told apart by its cuts.
    till.set("printer.receipt.cut", "partial");

    // The ground is sound.
    till.print();
    till.sell(2, TenderKind::Qris);
    seen.must(till.settled(Duration::from_secs(5)), || "a healthy printer prints".to_owned());
    till.rest();

    if row.logo {
        let mut logo = b"P4\n576 800\n".to_vec();
        logo.extend((0..576 / 8 * 800).map(|n| if n % 5 == 0 { 0x5A } else { 0 }));
        let path = till.shop.write("logo.pbm", logo);
        till.set("printer.receipt.logo", &path);
    }

    // Paid first; the fault is set to the bytes of this very receipt.
    till.sell(row.lines, TenderKind::Cash);
    let receipt = till.sales[1].clone();
    let bytes = till.job(&receipt).expect("a job").bytes;
    arm(row, &device, &mut till, &bytes);
    let started = Instant::now();
    till.print();
    if !row.cause.is_empty() {
        until(SHOWN + Duration::from_millis(500), || till.told(row.cause, started).is_some());
        let told = till.told(row.cause, started);
        seen.cause = told;
        seen.must(told.is_some_and(|after| after <= SHOWN), || format!("told in time: {told:?} of {:?}", till.words()));
    }
    if row.logo {
        till.set("printer.receipt.logo", "");
    }
    let next = till.sell(2, TenderKind::Qris);
    // The pace is measured apart (`pace`): a busy machine may take its time for one sale.
    seen.must(next < NOT_HELD_UP, || format!("the next sale took {next:?}"));
    mend(row, &device, &mut till, &receipt, started, &mut seen);
    seen.must(till.settled(GIVEN_UP), || format!("all jobs come to an end: {:?}", states(&till)));

    let job = till.job(&receipt).expect("a job");
    seen.end = job.state.clone();
    match row.ends {
        Ends::Copied | Ends::GivenUp => decide(row, &device, &mut till, &job, &mut seen),
        _ => seen.must(matches!(job.state.as_str(), "sent" | "confirmed"), || format!("no question asked: {job:?}", job = brief(&job))),
    }

    // The last receipt is clean, whatever happened before.
    till.sell(4, TenderKind::Qris);
    seen.must(till.settled(GIVEN_UP), || format!("the last receipt goes out: {:?}", states(&till)));
    till.rest();
    judge(row, &device, &till, &receipt, &mut seen);
    seen
}

fn arm(row: &Row, device: &Device, till: &mut Till, bytes: &[u8]) {
    // The pulse, and the questions that come before a receipt; automatic status is asked for within it.
    let asked = till.app.settings().profile.status;
    let ahead = 5 + if asked { 9 } else { 0 };
    let after = match row.when {
        When::Before => 0,
        When::Within(count) => ahead + count,
        When::Picture => ahead + 30 + bytes.windows(3).position(|three| three == b"\x1Dv0").expect("a picture"),
        When::Behind => ahead + bytes.len() + if asked { 3 } else { 0 },
    };
    match row.does {
        Does::Fault(fault) => device.fault(after, fault),
        Does::Occupied => device.occupy(),
        Does::Address => till.set("printer.receipt.link", &device.nowhere()),
    }
}

fn mend(row: &Row, device: &Device, till: &mut Till, receipt: &str, started: Instant, seen: &mut Seen) {
    match row.mend {
        Mend::Itself => return,
        Mend::After(time) => std::thread::sleep(time.saturating_sub(started.elapsed())),
        Mend::Late => {
            let given_up = || till.job(receipt).is_some_and(|job| job.state == "uncertain");
            seen.must(until(GIVEN_UP, given_up), || format!("given up in time: {:?}", states(till)));
        }
    }
    if row.ends == Ends::Waits {
        let job = till.job(receipt).expect("a job");
        // It may be in the middle of another try.
        let listed = matches!(job.state.as_str(), "queued" | "sending") && (job.state == "sending" || job.cause.contains(row.cause));
        seen.must(listed, || format!("waits with its cause: {}", brief(&job)));
    }
    device.mend();
    if matches!(row.does, Does::Address) {
        till.set("printer.receipt.link", &device.link());
    }
}

/// The job is uncertain: nothing happens by itself, then a person decides.
fn decide(row: &Row, device: &Device, till: &mut Till, job: &Job, seen: &mut Seen) {
    seen.must(job.state == "uncertain" && !job.cause.is_empty(), || format!("uncertain with its cause: {}", brief(job)));
    let listed = till.app.print_queue().expect("reads").jobs;
    seen.must(listed.iter().any(|listed| listed.id == job.id && !listed.cause.is_empty()), || format!("listed: {listed:?}"));

    // A new program finds it, and leaves it alone.
    till.rest();
    let before = Sheet::read(&device.paper(), device.folder()).originals(&job.receipt);
    till.print();
    std::thread::sleep(Duration::from_millis(700));
    let after = till.job(&job.receipt).expect("a job");
    seen.must((&after.state, after.attempts) == (&job.state, job.attempts), || format!("left alone: {}", brief(&after)));
    let now = Sheet::read(&device.paper(), device.folder()).originals(&job.receipt);
    seen.must(now == before, || format!("reprinted by itself: {before} then {now}"));

    let copied = row.ends == Ends::Copied;
    match (copied, row.by_program) {
        (true, true) => drop(till.shop.ok(&["print-queue", "retry", &job.id])),
        (false, true) => drop(till.shop.ok(&["print-queue", "drop", &job.id])),
        (true, false) => till.app.retry_job(&job.id).expect("is there"),
        (false, false) => till.app.drop_job(&job.id).expect("is there"),
    }
    till.print();
    seen.must(till.settled(GIVEN_UP), || format!("the copy goes out: {:?}", states(till)));
    let ended = till.job(&job.receipt).expect("a job").state;
    seen.end = format!("{} > {}", job.state, if copied { "copy" } else { "dropped" });
    seen.must(ended == "dropped", || format!("ended: {ended}"));
}

/// What must be true of every row.
fn judge(row: &Row, device: &Device, till: &Till, receipt: &str, seen: &mut Seen) {
    let lines = |number: &str| till.app.receipt(number, till.app.settings().profile.columns).expect("a receipt").lines;
    let last = till.sales.last().expect("a sale");
    let mut sheet = Sheet::default();
    // A printer prints on while nobody looks.
    until(Duration::from_secs(20), || {
        sheet = Sheet::read(&device.paper(), device.folder());
        sheet.whole(last, &lines(last))
    });
    seen.must(sheet.whole(last, &lines(last)), || format!("the last receipt is clean: {:#?}", sheet.pieces.last()));
    seen.must(sheet.unknown.is_empty(), || format!("unknown commands: {:?}", sheet.unknown));

    for number in &till.sales {
        let job = till.job(number).expect("a job");
        let (originals, whole) = (sheet.originals(number), sheet.whole(number, &lines(number)));
        seen.must(originals <= 1, || format!("{number} is on paper {originals} times without SALINAN"));
        let ended = match job.state.as_str() {
            "confirmed" => whole,
            "sent" => whole || row.ends == Ends::Unknowable,
            "dropped" => number == receipt,
            _ => false,
        };
        seen.must(ended, || format!("{number} is lost: {}, {originals} on paper, whole: {whole}", brief(&job)));
    }
    seen.originals = sheet.originals(receipt);
    let (copies, wanted) = (sheet.copies(receipt, &lines(receipt)), usize::from(row.ends == Ends::Copied));
    seen.copies = copies;
    seen.must(copies == wanted, || format!("{copies} copies, not {wanted}"));
    seen.must(till.app.print_queue().expect("reads").jobs.is_empty(), || format!("the queue is empty: {:?}", states(till)));
    let pulses = device.pulses();
    seen.pulses = pulses;
    seen.must(pulses <= 1, || format!("the drawer opened {pulses} times"));
    if let (Some(sim), Does::Fault(Fault::SmallBuffer { .. })) = (&device.sim, row.does) {
        seen.must(sim.dropped() == 0, || format!("{} bytes were dropped", sim.dropped()));
    }
    if row.wire == Wire::File {
        seen.must(seen.originals == 1, || "in the file".to_owned());
    }
    paid(till, seen);
}

/// All sales stand, and the books are in order.
pub(crate) fn paid(till: &Till, seen: &mut Seen) {
    let stored: i64 = till.shop.read().query_row("SELECT count(*) FROM sale", [], |row| row.get(0)).expect("counts");
    seen.paid = usize::try_from(stored).expect("few");
    seen.must(seen.paid == till.sales.len(), || format!("{} sales of {}", stored, till.sales.len()));
    let findings = till.app.verify(|_, _| {}).expect("reads");
    seen.must(findings.is_empty(), || format!("verify: {findings:?}"));
}

fn states(till: &Till) -> Vec<String> {
    till.jobs().iter().map(brief).collect()
}

pub(crate) fn brief(job: &Job) -> String {
    format!("{}{} {} tries {} «{}»", job.receipt, if job.copy { " copy" } else { "" }, job.state, job.attempts, job.cause)
}
