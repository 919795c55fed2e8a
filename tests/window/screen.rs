//! A virtual screen with a window manager, a pair of hands and a scanner.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use support::{Shop, scratch};

/// A program that ends with its owner.
pub(crate) struct Running(Child);

impl Running {
    /// Pulls the plug.
    pub(crate) fn kill_hard(&mut self) {
        let _ended = self.0.kill().and_then(|()| self.0.wait());
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill_hard();
    }
}

/// A screen of 1024 x 768.
pub(crate) struct Screen {
    display: String,
    pictures: PathBuf,
    // Dropped in this order: the manager before the server.
    _manager: Running,
    _server: Running,
}

/// Waits until something is so.
pub(crate) fn wait_for(what: &str, mut so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(15);
    while !so() {
        assert!(Instant::now() < deadline, "never: {what}");
        thread::sleep(Duration::from_millis(50));
    }
}

impl Screen {
    /// Starts one on a free display; `None`, loudly, where the machine has no virtual screen.
    pub(crate) fn start() -> Option<Self> {
        let missing: Vec<_> =
            ["Xvfb", "openbox", "xdotool", "import", "identify"].into_iter().filter(|program| !scratch::have(program)).collect();
        if !missing.is_empty() {
            scratch::skipped(&format!("the window: {} not there; tests/run installs it", missing.join(", ")));
            return None;
        }
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1024x768x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb starts");
        let mut number = String::new();
        BufReader::new(server.stdout.take().expect("piped")).read_line(&mut number).expect("Xvfb says its number");
        let display = format!(":{}", number.trim());
        let mut manager = Command::new("openbox");
        let manager = manager.env("DISPLAY", &display).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("openbox starts");
        let pictures = scratch::root().join("target/screenshots");
        std::fs::create_dir_all(&pictures).expect("a folder for pictures");
        Some(Self { display, pictures, _manager: Running(manager), _server: Running(server) })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.env("DISPLAY", &self.display);
        command
    }

    fn hands(&self, arguments: &[&str]) {
        scratch::referee(self.command("xdotool").args(arguments));
    }

    /// Opens the till and waits until it is painted.
    pub(crate) fn open_till(&self, shop: &Shop) -> Running {
        let mut command = shop.command(&["demo"]);
        command.env("DISPLAY", &self.display).env_remove("WAYLAND_DISPLAY").env_remove("SLINT_BACKEND").stderr(Stdio::null());
        // What it writes for people goes beside the database, not among the files of whoever runs the tests.
        command.env("HOME", shop.db.parent().expect("a folder")).env_remove("XDG_CONFIG_HOME").env_remove("XDG_DATA_HOME");
        let till = Running(command.spawn().expect("the till starts"));
        wait_for("the window is painted", || self.colours() > 60);
        thread::sleep(Duration::from_millis(600));
        till
    }

    /// How many colours are on the screen: letters have many, an empty screen one.
    pub(crate) fn colours(&self) -> u32 {
        let out = scratch::run(self.command("import").args(["-window", "root", "-format", "%k", "info:-"]));
        String::from_utf8_lossy(&out.stdout).trim().parse().unwrap_or(0)
    }

    /// Leaves a picture for people.
    pub(crate) fn picture(&self, name: &str) {
        thread::sleep(Duration::from_millis(400));
        let file = self.pictures.join(format!("{name}.png"));
        scratch::referee(self.command("import").args(["-window", "root"]).arg(file));
    }

    /// Touches a place.
    pub(crate) fn touch(&self, (x, y): (u32, u32)) {
        self.hands(&["mousemove", &x.to_string(), &y.to_string(), "click", "1"]);
        thread::sleep(Duration::from_millis(120));
    }

    /// Presses a key.
    pub(crate) fn key(&self, name: &str) {
        self.hands(&["key", name]);
        thread::sleep(Duration::from_millis(400));
    }

    /// Types as a person does.
    pub(crate) fn type_by_hand(&self, text: &str) {
        self.hands(&["type", "--delay", "140", text]);
        thread::sleep(Duration::from_millis(400));
    }

    /// Scans as a wedge does: all digits and Return, a millisecond apart.
    pub(crate) fn scan(&self, code: &str) {
        self.hands(&["type", "--delay", "1", "--args", "1", code, "key", "--delay", "1", "Return"]);
        thread::sleep(Duration::from_millis(120));
    }
}
