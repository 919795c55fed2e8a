//! The fault matrix: what breaks at a counter, over each wire that can show it. For every row the sale is
//! paid, no receipt is printed twice without SALINAN, none is lost in silence, the cause is told within two
//! seconds, and the next payment does not wait.
//!
//! `faults [--unmeasured] [WORDS]...` plays the rows whose name and wire hold one of the words.

#![expect(clippy::print_stdout, reason = "the matrix is the output")]

mod device;
mod own;
mod pace;
mod rows;
mod sheet;
mod story;
mod till;

use std::any::Any;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use device::Wire;
use pace::Pace;
use rows::{Ends, Row};
use story::Seen;

/// Rows that are played at a time: most of a row is waiting.
const AT_ONCE: usize = 8;

enum Play {
    Row(Row),
    Forbidden(Wire, &'static str),
    Killed(Wire),
}

impl Play {
    fn all() -> Vec<Self> {
        let mut plays: Vec<Self> = rows::all().into_iter().map(Self::Row).collect();
        plays.extend([(Wire::File, "lp"), (Wire::Usb, "lp"), (Wire::Serial, "dialout")].map(|(wire, group)| Self::Forbidden(wire, group)));
        plays.extend([Wire::Tcp, Wire::Serial].map(Self::Killed));
        // The long ones first, so that nobody waits for one alone.
        plays.sort_by_key(|play| !matches!(play, Self::Row(Row { mend: rows::Mend::Late, .. })));
        plays
    }

    fn name(&self) -> (String, &'static str, &'static str) {
        match self {
            Self::Row(row) => (row.fault.to_owned(), row.wire.name(), row.profile),
            Self::Forbidden(wire, _) => ("EACCES".to_owned(), wire.name(), "xprinter-80"),
            Self::Killed(wire) => ("kill -9 while printing".to_owned(), wire.name(), "epson-tm-t20"),
        }
    }

    fn play(&self) -> Seen {
        match self {
            Self::Row(row) => story::play(row),
            Self::Forbidden(wire, group) => own::forbidden(*wire, group),
            Self::Killed(wire) => own::killed(*wire),
        }
    }

    /// Payments under the fault; what differs only in when it begins and ends is measured once.
    fn pace(&self, known: &mut HashMap<String, Option<Pace>>) -> Option<Pace> {
        let (key, measure): (String, &dyn Fn() -> Pace) = match self {
            Self::Row(row) => (format!("{:?} {:?} {}", row.does, row.wire, row.profile), &|| pace::of(row)),
            Self::Forbidden(wire, _) => (format!("EACCES {wire:?}"), &|| own::forbidden_pace(*wire)),
            Self::Killed(_) => return None,
        };
        *known.entry(key).or_insert_with(|| catch_unwind(AssertUnwindSafe(measure)).ok())
    }
}

/// A line of the matrix.
struct Line {
    name: (String, &'static str, &'static str),
    pace: Option<Pace>,
    seen: Seen,
    silent: bool,
    took: Duration,
}

impl Line {
    fn verdict(&self) -> &'static str {
        match (self.seen.wrong.is_empty(), self.silent, self.name.2) {
            (false, ..) => "WRONG",
            (true, true, rows::ASKED) => "weak (it did not answer, and counts as sent)",
            (true, true, _) => "ok (one-way wire: nobody can know)",
            (true, false, _) => "ok",
        }
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, db, link] = &arguments[..]
        && flag == "--forbidden"
    {
        let pace = pace::forbidden(Path::new(db), link);
        println!("{} {}", pace.without.as_micros(), pace.with.as_micros());
        return ExitCode::SUCCESS;
    }
    // What the test harness of cargo would understand.
    if arguments.iter().any(|argument| argument == "--list") {
        return ExitCode::SUCCESS;
    }
    let words: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with('-')).collect();
    let wanted = |play: &Play| {
        let (fault, wire, _) = play.name();
        words.is_empty() || words.iter().any(|word| format!("{fault} {wire}").contains(word.as_str()))
    };
    let plays: Vec<Play> = Play::all().into_iter().filter(wanted).collect();
    let started = Instant::now();
    let mut lines = matrix(&plays, !arguments.iter().any(|argument| argument == "--unmeasured"));
    lines.sort_by(|a, b| (a.name.1, &a.name.0).cmp(&(b.name.1, &b.name.0)));
    print(&lines);
    let wrong = lines.iter().filter(|line| !line.seen.wrong.is_empty()).count();
    println!("\nfault matrix: {} rows, {wrong} wrong, {:.0} s", lines.len(), started.elapsed().as_secs_f64());
    if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Payments are measured one row after the other, on a quiet machine; then the rows are played.
fn matrix(plays: &[Play], measured: bool) -> Vec<Line> {
    let started = Instant::now();
    let mut known = HashMap::new();
    let paces: Vec<Option<Pace>> = plays.iter().map(|play| if measured { play.pace(&mut known) } else { None }).collect();
    eprintln!("{} kinds of faults measured in {:.0} s", known.len(), started.elapsed().as_secs_f64());
    let (next, lines) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(plays.len()) {
            scope.spawn(|| {
                while let Some(play) = plays.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let pace = plays.iter().position(|other| std::ptr::eq(other, play)).and_then(|place| paces[place]);
                    let line = line(play, pace, measured);
                    eprintln!("{:>5.1} s  {} over {}: {}", line.took.as_secs_f64(), line.name.0, line.name.1, line.verdict());
                    lines.lock().expect("a lock").push(line);
                }
            });
        }
    });
    lines.into_inner().expect("a lock")
}

fn line(play: &Play, pace: Option<Pace>, measured: bool) -> Line {
    let started = Instant::now();
    let caught = catch_unwind(AssertUnwindSafe(|| play.play()));
    let mut seen = caught.unwrap_or_else(|panic| Seen { wrong: vec![said(&*panic)], ..Seen::default() });
    let unmeasured = !measured || matches!(play, Play::Killed(_));
    seen.must(unmeasured || pace.is_some_and(|pace| pace.holds()), || format!("payments: {pace:?}"));
    let silent = matches!(play, Play::Row(Row { ends: Ends::Unknowable, .. }));
    Line { name: play.name(), pace, seen, silent, took: started.elapsed() }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
    text.unwrap_or("panicked").to_owned()
}

fn print(lines: &[Line]) {
    println!(
        "\n{:<30} {:<6} {:<13} {:>4} {:>7} {:<20} {:>4} {:>4} {:>5} {:>8} {:>8} {:>5} {:>5}  ok",
        "fault", "wire", "profile", "paid", "told", "end", "orig", "copy", "pulse", "p99", "p99 flt", "x", "s"
    );
    for line in lines {
        let (fault, wire, profile) = &line.name;
        let told = line.seen.cause.map_or("-".to_owned(), |after| format!("{:.2} s", after.as_secs_f64()));
        let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
        let (without, with, ratio) = line.pace.map_or(("-".to_owned(), "-".to_owned(), "-".to_owned()), |pace| {
            let ratio = pace.with.as_secs_f64() / pace.without.as_secs_f64();
            (ms(pace.without), ms(pace.with), format!("{ratio:.2}"))
        });
        println!(
            "{fault:<30} {wire:<6} {profile:<13} {:>4} {told:>7} {:<20} {:>4} {:>4} {:>5} {without:>8} {with:>8} {ratio:>5} {:>5.1}  {}",
            line.seen.paid,
            line.seen.end,
            line.seen.originals,
            line.seen.copies,
            line.seen.pulses,
            line.took.as_secs_f64(),
            line.verdict()
        );
    }
    for line in lines.iter().filter(|line| !line.seen.wrong.is_empty()) {
        println!("\n{} over {}:", line.name.0, line.name.1);
        for wrong in &line.seen.wrong {
            println!("  must hold: {wrong}");
        }
    }
}
