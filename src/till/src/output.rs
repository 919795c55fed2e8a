//! What commands say: to people or to machines, and why they stop.

use std::io::{self, Write};

use serde::Serialize;

/// Why a command ends with another exit code than 0.
pub(crate) enum Stop {
    /// A deed was refused or failed.
    Fault(app::Fault),
    /// A sentence.
    Said(String),
    /// All was said already.
    Silent,
}

impl Stop {
    /// One clear line on standard error.
    pub(crate) fn tell(&self) {
        let text = match self {
            Self::Fault(fault) => fault.to_string(),
            Self::Said(text) => text.clone(),
            Self::Silent => return,
        };
        // Nothing can be done when standard error is closed.
        let _closed = writeln!(io::stderr(), "sokoguru: {text}");
    }
}

/// Where a command's answer goes.
#[derive(Clone, Copy)]
pub(crate) struct Output {
    pub(crate) json: bool,
}

impl Output {
    /// Writes one line for people.
    pub(crate) fn line(self, text: &str) -> Result<(), Stop> {
        write(|out| writeln!(out, "{text}"))
    }

    /// Writes one JSON value on one line, at once.
    pub(crate) fn json(self, value: &impl Serialize) -> Result<(), Stop> {
        let text = serde_json::to_string(value).map_err(|error| Stop::Said(error.to_string()))?;
        self.line(&text)
    }

    /// JSON for machines, else what `people` says.
    pub(crate) fn answer(self, value: &impl Serialize, people: impl FnOnce() -> String) -> Result<(), Stop> {
        if self.json { self.json(value) } else { self.line(&people()) }
    }
}

fn write(work: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>) -> Result<(), Stop> {
    let mut out = io::stdout().lock();
    work(&mut out).and_then(|()| out.flush()).map_err(|error| match error.kind() {
        // `sokoguru ... | head` is nobody's fault.
        io::ErrorKind::BrokenPipe => Stop::Silent,
        // A script that took this for a refusal would sell twice.
        _ => Stop::Said(format!(
            "perintah sudah dijalankan, tetapi jawabannya tidak bisa ditulis ({}); periksa hasilnya, jangan langsung diulang",
            app::files::words(&error)
        )),
    })
}

/// Asks for a PIN; where nobody sits at a terminal, how it can be given.
pub(crate) fn ask_pin(words: &str) -> Result<String, Stop> {
    rpassword::prompt_password(words).map_err(|_| Stop::Said("PIN tidak bisa ditanyakan di sini; isi SOKOGURU_PIN".to_owned()))
}

/// Reads a file that a person named.
pub(crate) fn read_file(path: &std::path::Path) -> Result<Vec<u8>, Stop> {
    Ok(app::files::read(path)?)
}
