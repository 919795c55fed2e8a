//! Rows with a story of their own, told by the real program: no permission, and killed while printing.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use domain::sale::TenderKind;
use hardware::sim::Fault;
use support::shop::Answer;
use support::{Shop, program, scratch};
use tempfile::TempDir;

use crate::device::{Device, Wire};
use crate::pace::Pace;
use crate::sheet::Sheet;
use crate::story::{SHOWN, Seen, brief, paid};
use crate::till::{Till, until};

const NOBODY: u32 = 65_534;

fn root() -> bool {
    fs::metadata("/proc/self").expect("a system").uid() == 0
}

/// Copies of the program and of this test that everybody may run.
fn copies() -> &'static Path {
    static COPIES: OnceLock<TempDir> = OnceLock::new();
    COPIES
        .get_or_init(|| {
            let folder = scratch::folder();
            fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).expect("permits");
            let own = std::env::current_exe().expect("the test's own path");
            for (name, from) in [("sokoguru", program()), ("faults", own)] {
                fs::copy(from, folder.path().join(name)).expect("copies");
                fs::set_permissions(folder.path().join(name), Permissions::from_mode(0o755)).expect("permits");
            }
            folder
        })
        .path()
}

/// One of the copies as somebody who may do less: as `nobody` when the tests run as root, else as we are.
fn humble(name: &str) -> Command {
    let program = copies().join(name);
    let mut command = if root() { Command::new("setpriv") } else { Command::new(&program) };
    if root() {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&program);
    }
    command.env_remove("SOKOGURU_PIN").stdin(Stdio::null());
    command
}

fn as_nobody(shop: &Shop, arguments: &[&str]) -> Answer {
    scratch::run(humble("sokoguru").arg("--db").arg(&shop.db).args(arguments)).into()
}

/// Gives the shop's folder and what is in it away.
fn give(shop: &Shop) {
    let folder = shop.db.parent().expect("a folder");
    let inside: Vec<PathBuf> = fs::read_dir(folder).expect("reads").map(|entry| entry.expect("an entry").path()).collect();
    for path in inside.iter().map(PathBuf::as_path).chain([folder]) {
        if root() {
            chown(path, Some(NOBODY), Some(NOBODY)).expect("gives");
        }
    }
    fs::set_permissions(folder, Permissions::from_mode(0o755)).expect("permits");
}

/// The device may not be opened; then somebody permits it.
pub(crate) fn forbidden(wire: Wire, group: &str) -> Seen {
    let mut seen = Seen::default();
    let device = Device::new(wire);
    fs::set_permissions(device.folder(), Permissions::from_mode(0o755)).expect("permits");
    if wire == Wire::File {
        fs::write(device.node(), "").expect("writes");
    }
    let permit = |mode| fs::set_permissions(device.node(), Permissions::from_mode(mode)).expect("permits");
    permit(0o000);
    let mut till = Till::new(&device.link(), "xprinter-80");
    let Till { shop, .. } = &till;
    give(shop);

    let answer = as_nobody(shop, &["sell", "--scan", "8997100000011", "--pay", "cash"]);
    seen.must(answer.success, || format!("the sale is paid: {}", answer.err));
    let started = Instant::now();
    let answer = as_nobody(shop, &["print-queue", "run", "--wait", "0"]);
    seen.cause = Some(started.elapsed());
    let fix = format!("usermod -aG {group} ");
    seen.must(!answer.success && answer.err.contains("tidak ada izin") && answer.err.contains(&fix), || format!("told: {answer:?}"));
    seen.must(started.elapsed() <= SHOWN, || format!("told in time: {:?}", started.elapsed()));
    let receipt = till.jobs().first().expect("a job").receipt.clone();
    till.sales.push(receipt.clone());
    let job = till.job(&receipt).expect("a job");
    seen.must(job.state == "queued" && job.cause.contains("tidak ada izin"), || format!("waits with its cause: {}", brief(&job)));

    permit(0o666);
    let answer = as_nobody(&till.shop, &["print-queue", "run"]);
    seen.must(answer.success, || format!("goes out: {answer:?}"));
    seen.end = till.job(&receipt).expect("a job").state;
    let lines = till.app.receipt(&receipt, 48).expect("a receipt").lines;
    let mut sheet = Sheet::default();
    until(Duration::from_secs(5), || {
        sheet = Sheet::read(&device.paper(), device.folder());
        sheet.whole(&receipt, &lines)
    });
    seen.originals = sheet.originals(&receipt);
    seen.must(seen.originals == 1 && sheet.whole(&receipt, &lines) && sheet.unknown.is_empty(), || format!("printed once: {sheet:#?}"));
    let pulses = device.pulses();
    seen.pulses = pulses;
    seen.must(pulses <= 1, || format!("the drawer opened {pulses} times"));
    paid(&till, &mut seen);

    seen
}

/// Payments by somebody who may not open the device.
pub(crate) fn forbidden_pace(wire: Wire) -> Pace {
    let device = Device::new(wire);
    fs::set_permissions(device.folder(), Permissions::from_mode(0o755)).expect("permits");
    if wire == Wire::File {
        fs::write(device.node(), "").expect("writes");
    }
    fs::set_permissions(device.node(), Permissions::from_mode(0o000)).expect("permits");
    let till = Till::new(&device.link(), "xprinter-80");
    give(&till.shop);
    let out = scratch::referee(humble("faults").arg("--forbidden").arg(&till.shop.db).arg(device.link()));
    let took: Vec<Duration> = out.split_whitespace().map(|word| Duration::from_micros(word.parse().expect("microseconds"))).collect();
    Pace { without: took[0], with: took[1] }
}

/// `print-queue run` is killed in the middle of a receipt.
pub(crate) fn killed(wire: Wire) -> Seen {
    let mut seen = Seen::default();
    let device = Device::new(wire);
    let mut till = Till::new(&device.link(), "epson-tm-t20");
    till.sell(6, TenderKind::Cash);
    let receipt = till.sales[0].clone();
    device.fault(5 + 9 + 400, Fault::Stall(None));
    let mut printing =
        till.shop.command(&["print-queue", "run", "--wait", "60"]).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    let begun = until(Duration::from_secs(5), || {
        till.job(&receipt).is_some_and(|job| job.state == "sending")
            && Sheet::read(&device.paper(), device.folder()).originals(&receipt) == 1
    });
    seen.must(begun, || "killed in the middle".to_owned());
    printing.kill().expect("kills");
    printing.wait().expect("ends");
    seen.must(till.job(&receipt).is_some_and(|job| job.state == "sending"), || "nobody could say more".to_owned());
    device.mend();

    let started = Instant::now();
    let answer = till.shop.run(&["print-queue", "run", "--wait", "1"]);
    seen.cause = Some(started.elapsed());
    seen.must(!answer.success && answer.err.contains("mungkin sudah tercetak"), || format!("asked: {answer:?}"));
    let job = till.job(&receipt).expect("a job");
    let interrupted = (job.state.as_str(), job.attempts) == ("uncertain", 1) && job.cause.contains("program berhenti");
    seen.must(interrupted, || format!("uncertain, not sent again: {}", brief(&job)));
    // Once more, and it is still left alone.
    seen.must(!till.shop.run(&["print-queue", "run", "--wait", "0"]).success, || "asked again".to_owned());
    seen.must(till.job(&receipt).is_some_and(|job| job.attempts == 1), || "left alone".to_owned());

    till.shop.ok(&["print-queue", "retry", &job.id]);
    till.shop.ok(&["print-queue", "run"]);
    seen.end = "uncertain > copy".to_owned();
    let lines = till.app.receipt(&receipt, 48).expect("a receipt").lines;
    let mut sheet = Sheet::default();
    until(Duration::from_secs(5), || {
        sheet = Sheet::read(&device.paper(), device.folder());
        sheet.copies(&receipt, &lines) == 1
    });
    (seen.originals, seen.copies) = (sheet.originals(&receipt), sheet.copies(&receipt, &lines));
    seen.must(seen.originals <= 1 && seen.copies == 1, || format!("once, and once as a copy: {sheet:#?}"));
    seen.must(sheet.unknown.is_empty(), || format!("unknown commands: {:?}", sheet.unknown));
    seen.must(till.app.print_queue().expect("reads").jobs.is_empty(), || "the queue is empty".to_owned());
    let pulses = device.pulses();
    seen.pulses = pulses;
    seen.must(pulses <= 1, || format!("the drawer opened {pulses} times"));
    paid(&till, &mut seen);
    seen
}
