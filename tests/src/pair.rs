//! Two serial ports that are connected to each other, held by socat.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::Shop;

/// A pair of serial ports, connected to each other.
pub struct Pair {
    socat: Child,
    /// The till's end.
    pub till: PathBuf,
    /// The device's end.
    pub device: PathBuf,
}

impl Pair {
    /// Two ports in the shop's folder.
    pub fn new(shop: &Shop) -> Self {
        Self::named(shop, "tty")
    }

    /// Two more ports, by another name.
    pub fn named(shop: &Shop, name: &str) -> Self {
        let (till, device) = (shop.file(&format!("{name}-till")), shop.file(&format!("{name}-device")));
        let end = |path: &PathBuf| format!("pty,raw,echo=0,link={}", path.display());
        let socat =
            Command::new("socat").args([end(&till), end(&device)]).stderr(Stdio::null()).spawn().expect("socat; tests/run installs it");
        let deadline = Instant::now() + Duration::from_secs(5);
        while !(till.exists() && device.exists()) {
            assert!(Instant::now() < deadline, "socat made no ports");
            thread::sleep(Duration::from_millis(20));
        }
        Self { socat, till, device }
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        let _ended = self.socat.kill().and_then(|()| self.socat.wait());
    }
}
