//! `sokoguru devices`: what is plugged in, how it is, what to do; and trying it.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use app::App;
use hardware::discover::{Status, Sysfs, local_subnets, scan_network};
use hardware::display::PoleDisplay;
use hardware::escpos::Profile;
use hardware::link::{StatusUse, check};
use hardware::scale::Scale;
use hardware::scan::{Scanners, Seen};
use screen::Language;
use serde_json::json;

use super::print_queue;
use crate::cli::{Devices, Queue};
use crate::devices::{Live, Row, TESTS, plans, rows};
use crate::output::{Output, Stop};

/// How long a device that speaks by itself is listened to.
const LISTEN: Duration = Duration::from_secs(10);
/// How long a device may take to say whether it is there.
const APPEAR: Duration = Duration::from_millis(1_500);

pub(super) fn run(app: &mut App, path: &Path, action: Option<Devices>, output: Output) -> Result<(), Stop> {
    match action.unwrap_or(Devices::List { network: false }) {
        Devices::List { network } => list(app, network, output),
        Devices::Test { name } => match name.as_str() {
            "printer" => {
                app.print_test_page()?;
                print_queue::run(app, path, Some(Queue::Run { wait: 15 }), output)
            }
            "drawer" => {
                app.open_drawer("uji laci", None)?;
                print_queue::run(app, path, Some(Queue::Run { wait: 5 }), output)
            }
            "scanner" => scanner(app, output),
            "scale" => scale(app, output),
            "display" => display(app, output),
            other => Err(Stop::Said(format!("«{other}» tidak bisa diuji; pilih {}", TESTS.join(", ")))),
        },
    }
}

fn list(app: &App, network: bool, output: Output) -> Result<(), Stop> {
    let settings = app.settings();
    let mut found = Sysfs::system().list();
    if network {
        found.extend(scan_network(&local_subnets(), 9100, Duration::from_millis(300)));
    }
    let live = Live { printer: settings.printer.as_ref().map(|address| check(address, asks(&settings.profile))), status: states(app) };
    let rows = rows(settings, &found, &live, Language::of(&settings.language));
    let answer: Vec<_> = rows
        .iter()
        .map(|row| {
            json!({ "id": row.id, "name": row.name, "kind": row.kind, "used_as": row.used_as, "state": row.sign.word(), "words": row.state,
                    "fix": row.fix, "setting": row.offer.as_ref().map(|(key, _)| *key), "value": row.offer.as_ref().map(|(_, value)| value) })
        })
        .collect();
    output.answer(&answer, || {
        if rows.is_empty() {
            return "Tidak ada alat yang tersambung.".to_owned();
        }
        rows.iter().map(words).collect::<Vec<_>>().join("\n")
    })
}

fn words(row: &Row) -> String {
    let mut text = format!("{:<40} {:<44} {}", row.name, row.kind, row.state);
    for line in row.fix.lines() {
        text.push_str(&format!("\n    {line}"));
    }
    if let Some((key, value)) = &row.offer {
        text.push_str(&format!("\n    sokoguru config set {key} {value}"));
    }
    text
}

/// Whether a printer of this family may be asked.
pub(crate) const fn asks(profile: &Profile) -> StatusUse {
    if profile.status { StatusUse::Ask } else { StatusUse::None }
}

/// What scanners, scale and display say in their first moment.
fn states(app: &App) -> std::collections::BTreeMap<String, Status> {
    let settings = app.settings();
    let (told, heard) = channel::<(String, Status)>();
    let scanners = {
        let told = told.clone();
        // The receiver is gone once enough was heard.
        Scanners::start(plans(settings), |_, _| {}, move |name, status| drop(told.send((name.to_owned(), status))))
    };
    let scale = settings.scale.clone().map(|(path, baud, protocol)| {
        let told = told.clone();
        Scale::start(PathBuf::from(path), baud, protocol, |_| {}, move |status| drop(told.send(("scale".to_owned(), status))))
    });
    let display = settings.display.clone().map(|(path, baud, kind)| {
        let told = told.clone();
        PoleDisplay::start(PathBuf::from(path), baud, kind, move |status| drop(told.send(("display".to_owned(), status))))
    });
    drop(told);
    let expected = scanners.len() + usize::from(scale.is_some()) + usize::from(display.is_some());
    let until = Instant::now() + APPEAR;
    let mut states = std::collections::BTreeMap::new();
    while states.len() < expected {
        let Ok((name, status)) = heard.recv_timeout(until.saturating_duration_since(Instant::now())) else { break };
        states.insert(name, status);
    }
    states
}

fn scanner(app: &App, output: Output) -> Result<(), Stop> {
    let plans = plans(app.settings());
    if plans.is_empty() {
        return Err(Stop::Said("belum ada pemindai yang diatur; isi scanner.serial atau daftarkan di layar pengaturan".to_owned()));
    }
    let (seen, heard) = channel();
    let trouble = seen.clone();
    let _scanners = Scanners::start(
        plans,
        move |name, seen_now| drop(seen.send(Ok((name.to_owned(), seen_now)))),
        move |_, status| {
            if let Status::Away(why) = status {
                drop(trouble.send(Err(why.to_string())));
            }
        },
    );
    let until = Instant::now() + LISTEN;
    let mut last = "tidak ada kode yang dipindai".to_owned();
    loop {
        match heard.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(Ok((name, Seen::Code(code)))) => {
                return output.answer(&json!({ "scanner": name, "code": code }), || format!("{name}: {code}"));
            }
            Ok(Ok((_, Seen::Unfinished(code)))) => last = format!("kode terpotong: {code}"),
            Ok(Ok((_, Seen::TooLong))) => last = "kode terlalu panjang".to_owned(),
            Ok(Err(why)) => last = why,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Err(Stop::Said(last)),
        }
    }
}

fn scale(app: &App, output: Output) -> Result<(), Stop> {
    let Some((path, baud, protocol)) = app.settings().scale.clone() else {
        return Err(Stop::Said("timbangan belum diatur; isi scale.link dan scale.kind".to_owned()));
    };
    let (told, heard) = channel::<String>();
    let trouble = told.clone();
    let scale = Scale::start(
        PathBuf::from(path),
        baud,
        protocol,
        move |reading| drop(told.send(reading.sentence().to_owned())),
        move |status| drop(trouble.send(status.to_string())),
    );
    let until = Instant::now() + LISTEN;
    let mut last = "timbangan tidak menjawab".to_owned();
    while Instant::now() < until {
        if let Some(weight) = scale.sellable() {
            return output.answer(&json!({ "grams": weight.grams() }), || format!("{} g, stabil", weight.grams()));
        }
        if let Ok(said) = heard.recv_timeout(Duration::from_millis(100)) {
            last = said;
        }
    }
    Err(Stop::Said(last))
}

fn display(app: &App, output: Output) -> Result<(), Stop> {
    let Some((path, baud, kind)) = app.settings().display.clone() else {
        return Err(Stop::Said("layar pelanggan belum diatur; isi display.link dan display.kind".to_owned()));
    };
    let (told, heard) = channel::<Status>();
    let display = PoleDisplay::start(PathBuf::from(path), baud, kind, move |status| drop(told.send(status)));
    display.show(&app.settings().shop.name, "UJI 1.234.567");
    match heard.recv_timeout(APPEAR) {
        Ok(Status::Away(why)) => Err(Stop::Said(why.to_string())),
        _ => {
            // The lines need a moment to leave at 9600 baud.
            std::thread::sleep(Duration::from_millis(200));
            output.answer(&json!({ "sent": true }), || "Tulisan uji dikirim; lihat layar pelanggan.".to_owned())
        }
    }
}
