//! Printers that are not there: a port that swallows bytes, and their decoding by an interpreter
//! that this project did not write.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use crate::scratch;

/// How a printer on the network treats a connection.
#[derive(Clone, Copy, Debug)]
pub enum Manner {
    /// Reads all there is.
    Eager,
    /// Reads a little at a time.
    Slow,
    /// Cuts the line after some bytes, as a printer does that loses its power.
    Dies(usize),
}

/// A printer on a free port of this machine.
pub struct NetworkPrinter {
    /// Its address as the setting has it.
    pub link: String,
    jobs: Receiver<Vec<u8>>,
}

impl NetworkPrinter {
    /// Listens on a free port.
    ///
    /// # Panics
    /// When there is none.
    pub fn start(manner: Manner) -> Self {
        Self::on(TcpListener::bind("127.0.0.1:0").expect("a free port"), manner)
    }

    /// Listens on a port that was free a moment ago.
    ///
    /// # Panics
    /// When it is taken.
    pub fn at(port: u16, manner: Manner) -> Self {
        Self::on(TcpListener::bind(("127.0.0.1", port)).expect("the port is free"), manner)
    }

    fn on(listener: TcpListener, manner: Manner) -> Self {
        let port = listener.local_addr().expect("an address").port();
        let (sender, jobs) = channel();
        // Ends with the test's process; a printer has no other end either.
        thread::spawn(move || {
            while let Ok((stream, _)) = listener.accept() {
                if sender.send(swallow(stream, manner)).is_err() {
                    return;
                }
            }
        });
        Self { link: format!("tcp:127.0.0.1:{port}"), jobs }
    }

    /// The bytes of the next connection, if one comes in time.
    pub fn next(&self, patience: Duration) -> Option<Vec<u8>> {
        self.jobs.recv_timeout(patience).ok()
    }

    /// All connections so far.
    pub fn all(&self) -> Vec<Vec<u8>> {
        std::iter::from_fn(|| self.next(Duration::from_millis(300))).collect()
    }
}

/// A port on which nobody listens.
///
/// # Panics
/// When there is none.
pub fn silent_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").port()
}

fn swallow(mut stream: TcpStream, manner: Manner) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut part = [0u8; 4096];
    let size = if matches!(manner, Manner::Slow) { 64 } else { part.len() };
    loop {
        match stream.read(&mut part[..size]) {
            Ok(0) | Err(_) => break,
            Ok(taken) => bytes.extend_from_slice(&part[..taken]),
        }
        match manner {
            Manner::Slow => thread::sleep(Duration::from_millis(2)),
            // Unread bytes make the system answer with a reset.
            Manner::Dies(after) if bytes.len() >= after => break,
            Manner::Eager | Manner::Dies(_) => {}
        }
    }
    let _said = stream.flush();
    bytes
}

/// Paper as the other people's interpreter sees it.
#[derive(Debug)]
pub struct Paper {
    /// One line a command, in the order of the bytes.
    pub commands: Vec<String>,
    /// The text as printed.
    pub text: String,
    /// The picture.
    pub picture: PathBuf,
}

impl Paper {
    /// Decodes the bytes of a job for paper of 58 or 80 mm; the picture is put beside the bytes.
    ///
    /// # Panics
    /// When the decoder is not built or does not understand.
    pub fn decode(bytes: &[u8], millimetres: u32, folder: &Path, name: &str) -> Self {
        let decoder = scratch::root().join("tests/decoder/target/debug/decoder");
        assert!(
            decoder.is_file(),
            "the decoder is not built; run: cargo build --ignore-rust-version --manifest-path tests/decoder/Cargo.toml"
        );
        let source = folder.join(format!("{name}.bin"));
        std::fs::write(&source, bytes).expect("writes");
        let picture = folder.join(format!("{name}.png"));
        let out = scratch::referee(Command::new(decoder).arg(&source).arg(millimetres.to_string()).arg(&picture));
        let (commands, text) = out.split_once("\n=== text\n").expect("commands and text");
        Self { commands: commands.lines().map(str::to_owned).collect(), text: text.to_owned(), picture }
    }

    /// How many commands begin with a word.
    pub fn count(&self, word: &str) -> usize {
        self.commands.iter().filter(|command| command.starts_with(word)).count()
    }

    /// What `zbarimg` reads on the picture.
    ///
    /// # Panics
    /// When it reads nothing.
    pub fn codes(&self) -> Vec<String> {
        let out = scratch::referee(Command::new("zbarimg").args(["--raw", "-q", "-Sdisable", "-Sqrcode.enable"]).arg(&self.picture));
        out.lines().map(str::to_owned).collect()
    }
}
