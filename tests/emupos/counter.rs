//! A running `emupos` on ports of its own.

use std::fs::{self, File};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;
use support::{program, scratch};
use tempfile::TempDir;

/// Where `tests/run` puts it, or what `SOKOGURU_EMUPOS` says, or what the path has.
fn find() -> Option<PathBuf> {
    let named = std::env::var_os("SOKOGURU_EMUPOS").map(PathBuf::from);
    let own = program().parent().and_then(Path::parent).map(|target| target.join("emupos/bin/emupos"));
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let installed = std::env::split_paths(&paths).map(|folder| folder.join("emupos"));
    named.into_iter().chain(own).chain(installed).find(|path| path.is_file())
}

/// Printer `front` (TCP and pty) and scale `deli` (pty).
pub(crate) struct Counter {
    emupos: PathBuf,
    simulator: Child,
    folder: TempDir,
    api: String,
    port: u16,
}

impl Counter {
    /// Starts one with a printer this many dots wide; `None`, and said so, when `emupos` is not installed.
    pub(crate) fn start(dots: u32) -> Option<Self> {
        let Some(emupos) = find() else {
            scratch::skipped("emupos is not there (it needs Python 3.13); tests/run installs it, or SOKOGURU_EMUPOS names it");
            return None;
        };
        // A port that was free a moment ago may be gone: then another.
        (0..5).find_map(|_| Self::try_start(&emupos, dots)).or_else(|| panic!("emupos does not start"))
    }

    fn try_start(emupos: &Path, dots: u32) -> Option<Self> {
        let folder = scratch::folder();
        let (port, api) = (free(), free());
        profiles(emupos, folder.path(), dots);
        let settings = format!(
            "schema: 1\napi: {{ host: 127.0.0.1, port: {api} }}\ndevices:\n\
             \x20 - {{ id: front, type: printer, profile: ./printer.yaml, job_idle_timeout_ms: 500, receipts_dir: ./receipts,\n\
             \x20     connections: [ {{ tcp: {{ port: {port} }} }}, {{ serial: {{ pty: true }} }} ] }}\n\
             \x20 - {{ id: deli, type: scale, profile: ./scale.yaml, connections: [ {{ serial: {{ pty: true }} }} ] }}\n"
        );
        fs::write(folder.path().join("emupos.yaml"), settings).expect("writes");
        let log = File::create(folder.path().join("log")).expect("a log");
        let errors = log.try_clone().expect("a log");
        let simulator = Command::new(emupos)
            .args(["run", "--config", "emupos.yaml"])
            .current_dir(folder.path())
            .env("TMPDIR", folder.path())
            .env("COLUMNS", "300")
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(errors)
            .spawn()
            .expect("starts");
        let mut counter = Self { emupos: emupos.to_owned(), simulator, folder, api: format!("http://127.0.0.1:{api}"), port };
        let deadline = Instant::now() + Duration::from_secs(30);
        while !counter.log().contains("Showing events") {
            if counter.simulator.try_wait().expect("a process").is_some() || Instant::now() > deadline {
                eprintln!("{}", counter.log());
                return None;
            }
            thread::sleep(Duration::from_millis(50));
        }
        Some(counter)
    }

    /// Address of the printer on the network.
    pub(crate) fn tcp(&self) -> String {
        format!("tcp:127.0.0.1:{}", self.port)
    }

    /// The serial port of a device.
    pub(crate) fn port(&self, device: &str) -> String {
        self.folder.path().join("emupos").join(device).display().to_string()
    }

    /// What happened so far.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.folder.path().join("log")).expect("a log")
    }

    /// Lines of the log with an event.
    pub(crate) fn events(&self, event: &str) -> Vec<String> {
        self.log().lines().filter(|line| line.contains(event)).map(str::to_owned).collect()
    }

    /// Tells it something.
    pub(crate) fn tell(&self, arguments: &[&str]) -> String {
        let output = self.ask(arguments);
        assert!(output.status.success(), "emupos {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    fn ask(&self, arguments: &[&str]) -> Output {
        scratch::run(Command::new(&self.emupos).args(["--api", &self.api]).args(arguments).env("COLUMNS", "300"))
    }

    /// Ids of the receipts, oldest first, with what ended them.
    pub(crate) fn receipts(&self) -> Vec<(String, String)> {
        let list: Value = serde_json::from_str(&self.tell(&["receipt", "list", "--json"])).expect("JSON");
        let list = list.as_array().or_else(|| list["receipts"].as_array()).expect("receipts").clone();
        let text = |value: &Value| value.as_str().expect("text").to_owned();
        list.iter().rev().map(|receipt| (text(&receipt["id"]), text(&receipt["boundary"]))).collect()
    }

    /// Waits for so many receipts.
    pub(crate) fn wait_for(&self, count: usize) -> Vec<(String, String)> {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let receipts = self.receipts();
            if receipts.len() >= count || Instant::now() > deadline {
                assert_eq!(receipts.len(), count, "{receipts:?}\n{}", self.log());
                return receipts;
            }
        }
    }

    /// A receipt's text and picture.
    pub(crate) fn show(&self, id: &str) -> (String, PathBuf) {
        let picture = self.folder.path().join(format!("{id}.png"));
        let text = self.tell(&["receipt", "show", id, "--save", picture.to_str().expect("text")]);
        (text, picture)
    }
}

impl Drop for Counter {
    fn drop(&mut self) {
        let _ended = self.simulator.kill().and_then(|()| self.simulator.wait());
    }
}

fn free() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

/// Its own profiles, changed in what a test needs: the width of the paper, and a scale that stays in motion.
fn profiles(emupos: &Path, folder: &Path, dots: u32) {
    let home = emupos.canonicalize().expect("a path");
    let lib = [emupos, &home].into_iter().filter_map(|path| path.parent()?.parent().map(|home| home.join("lib")));
    let packages = lib.flat_map(|lib| fs::read_dir(lib).into_iter().flatten().flatten()).map(|entry| entry.path());
    let profiles = packages.map(|package| package.join("site-packages/emupos/profiles")).find(|path| path.is_dir());
    let profiles = profiles.expect("emupos lies in a venv with its profiles");
    let change = |from: &str, to: &str, key: &str, value: u32| {
        let text = fs::read_to_string(profiles.join(from)).expect("a profile");
        assert!(text.contains(key), "{from}: {text}");
        let changed = |line: &str| if line.starts_with(key) { format!("{key} {value}\n") } else { format!("{line}\n") };
        fs::write(folder.join(to), text.lines().map(changed).collect::<String>()).expect("writes");
    };
    change("printers/epson-tm-t20iii.yaml", "printer.yaml", "width_dots:", dots);
    change("scales/toledo8217-15kg.yaml", "scale.yaml", "settle_ms:", 60_000);
}
