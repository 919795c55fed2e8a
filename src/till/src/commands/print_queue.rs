//! `sokoguru print-queue`

use std::path::Path;
use std::time::{Duration, Instant};

use app::App;
use app::printing::{Attempt, Drain};
use serde_json::json;
use store::print_queue::{Job, JobState};

use crate::cli::Queue;
use crate::output::{Output, Stop};

pub(super) fn run(app: &mut App, path: &Path, action: Option<Queue>, output: Output) -> Result<(), Stop> {
    match action.unwrap_or(Queue::List) {
        Queue::List => list(app, output),
        Queue::Run { wait } => send_all(app, path, Duration::from_secs(wait), output),
        Queue::Retry { id } => {
            app.retry_job(&id)?;
            output.answer(&json!({ "id": id }), || "Akan dicetak lagi.".to_owned())
        }
        Queue::Drop { id } => {
            app.drop_job(&id)?;
            output.answer(&json!({ "id": id }), || "Dibatalkan.".to_owned())
        }
    }
}

fn list(app: &App, output: Output) -> Result<(), Stop> {
    let jobs = app.print_queue()?.jobs;
    let answer: Vec<_> = jobs
        .iter()
        .map(|job| {
            json!({ "id": job.id, "what": job.kind.word(), "receipt": job.receipt, "copy": job.copy, "state": job.state.word(),
                    "attempts": job.attempts, "cause": job.cause, "bytes": job.bytes.len() })
        })
        .collect();
    output.answer(&answer, || {
        if jobs.is_empty() {
            return "Tidak ada yang menunggu.".to_owned();
        }
        let lines: Vec<String> = jobs.iter().map(line).collect();
        lines.join("\n")
    })
}

fn line(job: &Job) -> String {
    format!("{}  {:<8} {:<12} {:<10} {}", job.id, job.kind.word(), job.receipt.as_deref().unwrap_or("-"), job.state.word(), job.cause)
}

/// Sends until nothing waits or the time is over. Where the till is running, it prints; then this
/// only waits for it.
fn send_all(app: &App, path: &Path, wait: Duration, output: Output) -> Result<(), Stop> {
    let deadline = Instant::now() + wait;
    let mut drain = Drain::open(path)?;
    let mut sent = 0;
    loop {
        let attempt = match &mut drain {
            Some(drain) => drain.send_next(|_| {})?,
            None => Attempt::Nothing,
        };
        match attempt {
            Attempt::Sent(..) => sent += 1,
            // Each job has its own patience: the time that was given counts between them too.
            Attempt::Uncertain(..) if Instant::now() >= deadline => break,
            Attempt::Uncertain(..) | Attempt::Dropped(..) => {}
            Attempt::Waits(..) | Attempt::Nothing => {
                let queued = app.print_queue()?.jobs.iter().any(|job| matches!(job.state, JobState::Queued | JobState::Sending));
                if !queued || Instant::now() >= deadline {
                    break;
                }
                std::thread::sleep(Duration::from_millis(200));
                if drain.is_none() {
                    drain = Drain::open(path)?;
                }
            }
        }
    }
    let left = app.print_queue()?.jobs;
    output.answer(&json!({ "sent": sent, "waiting": left.len() }), || format!("{sent} terkirim, {} menunggu", left.len()))?;
    match left.iter().find(|job| !job.cause.is_empty()).or(left.first()) {
        None => Ok(()),
        Some(job) if job.state == JobState::Uncertain => {
            let what = job.receipt.clone().unwrap_or_default();
            Err(Stop::Said(format!(
                "struk {what} mungkin sudah tercetak sebagian ({}); lihat kertasnya, lalu: print-queue retry {}",
                job.cause, job.id
            )))
        }
        Some(job) => Err(Stop::Said(if job.cause.is_empty() { "masih ada yang menunggu".to_owned() } else { job.cause.clone() })),
    }
}
