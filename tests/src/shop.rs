//! A shop database and the program that works on it.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use rusqlite::{Connection, OpenFlags};
use serde_json::Value;
use tempfile::TempDir;

use crate::scratch;

/// The program under test: beside the test's own executable, or where `SOKOGURU_PROGRAM` says.
///
/// # Panics
/// When it is not built.
pub fn program() -> PathBuf {
    if let Some(named) = std::env::var_os("SOKOGURU_PROGRAM") {
        return named.into();
    }
    let own = std::env::current_exe().expect("the test's own path");
    let profile = own.parent().and_then(Path::parent).expect("target/<profile>/deps");
    let program = profile.join("sokoguru");
    assert!(program.is_file(), "{} is not built; run: cargo build -p sokoguru", program.display());
    program
}

/// What a command said.
#[derive(Debug)]
pub struct Answer {
    /// True for exit code 0.
    pub success: bool,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Self { success: output.status.success(), out: text(&output.stdout), err: text(&output.stderr) }
    }
}

impl Answer {
    /// The one sentence on standard error of a command that was refused.
    ///
    /// # Panics
    /// When it was not refused, or said nothing, or said more than one line.
    pub fn sentence(&self) -> String {
        assert!(!self.success, "should have been refused: {self:?}");
        let lines: Vec<&str> = self.err.lines().collect();
        assert_eq!(lines.len(), 1, "one sentence, please: {self:?}");
        let sentence = lines[0].strip_prefix("sokoguru: ").unwrap_or_else(|| panic!("whose words are these? {self:?}"));
        assert!(sentence.len() > 10, "a sentence that says nothing: {sentence:?}");
        assert!(!sentence.contains("panicked"), "{sentence}");
        sentence.to_owned()
    }
}

/// A shop in a folder of its own.
pub struct Shop {
    folder: TempDir,
    /// The database file.
    pub db: PathBuf,
}

impl Shop {
    /// A new, empty shop.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn empty() -> Self {
        Self::with(&["init", "--name", "Koperasi Uji"])
    }

    /// The sample shop.
    ///
    /// # Panics
    /// When the program refuses.
    pub fn sample() -> Self {
        Self::with(&["init", "--sample"])
    }

    fn with(init: &[&str]) -> Self {
        let shop = Self::nothing();
        shop.ok(init);
        shop
    }

    /// The same shop once more, in a folder of its own.
    ///
    /// # Panics
    /// When it cannot be copied.
    pub fn copy(&self) -> Self {
        let copy = Self::nothing();
        for entry in fs::read_dir(self.folder.path()).expect("reads") {
            let entry = entry.expect("an entry");
            if entry.path().is_file() {
                fs::copy(entry.path(), copy.folder.path().join(entry.file_name())).expect("copies");
            }
        }
        copy
    }

    /// A folder without a database.
    pub fn nothing() -> Self {
        let folder = scratch::folder();
        Self { db: folder.path().join("toko.db"), folder }
    }

    /// A file beside the database.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the database.
    ///
    /// # Panics
    /// When it cannot.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.file(name);
        fs::write(&path, bytes).expect("writes");
        path.to_str().expect("text").to_owned()
    }

    /// The command, not yet started.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(program());
        command.arg("--db").arg(&self.db).args(arguments).stdin(Stdio::null()).env_remove("SOKOGURU_PIN");
        command
    }

    /// Runs a command.
    pub fn run<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Answer {
        scratch::run(&mut self.command(arguments)).into()
    }

    /// Runs a command that must succeed.
    ///
    /// # Panics
    /// When it does not.
    pub fn ok<S: AsRef<OsStr>>(&self, arguments: &[S]) -> String {
        let answer = self.run(arguments);
        assert!(answer.success, "{:?}: {}", self.command(arguments), answer.err);
        answer.out
    }

    /// Runs a command that must succeed and answer in JSON.
    ///
    /// # Panics
    /// When it does not.
    pub fn json<S: AsRef<OsStr>>(&self, arguments: &[S]) -> Value {
        let arguments: Vec<&OsStr> = std::iter::once(OsStr::new("--json")).chain(arguments.iter().map(AsRef::as_ref)).collect();
        let out = self.ok(&arguments);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
    }

    /// Sells one code for cash.
    ///
    /// # Panics
    /// When it is refused.
    pub fn sell(&self, scan: &str) -> Value {
        self.json(&["sell", "--scan", scan, "--pay", "cash"])
    }

    /// Runs a command that must be refused with one sentence and change nothing.
    ///
    /// # Panics
    /// When it succeeds, says more, or leaves a trace.
    pub fn refused<S: AsRef<OsStr>>(&self, arguments: &[S]) -> String {
        let before = self.traces();
        let sentence = self.run(arguments).sentence();
        assert_eq!(self.traces(), before, "refused ({sentence}) and yet something changed");
        sentence
    }

    /// The numbers of records, stock movements, carts and print jobs.
    ///
    /// # Panics
    /// When the database cannot be read.
    pub fn traces(&self) -> [i64; 4] {
        let database = self.read();
        ["record", "movement", "cart_line", "print_job"].map(|table| count(&database, table))
    }

    /// The number of records.
    ///
    /// # Panics
    /// When the database cannot be read.
    pub fn records(&self) -> i64 {
        count(&self.read(), "record")
    }

    /// The database, for reading only, without the program.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn read(&self) -> Connection {
        Connection::open_with_flags(&self.db, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("the database opens")
    }

    /// The database, for doing it harm.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub fn tamper(&self) -> Connection {
        Connection::open(&self.db).expect("the database opens")
    }

    /// What is on hand of a product, thousandths.
    ///
    /// # Panics
    /// When the report does not name it.
    pub fn on_hand(&self, sku: &str) -> i64 {
        let report = self.json(&["report", "stock"]);
        let rows = report.as_array().expect("rows");
        let row = rows.iter().find(|row| row["sku"] == sku).unwrap_or_else(|| panic!("{sku} is not in the stock report"));
        row["quantity_milli"].as_i64().expect("a number")
    }

    /// The balance of an account, debit less credit.
    ///
    /// # Panics
    /// When the report cannot be read.
    pub fn balance(&self, code: &str) -> i64 {
        let report = self.json(&["report", "trial-balance"]);
        let accounts = report["accounts"].as_array().expect("accounts");
        accounts.iter().find(|account| account["code"] == code).map_or(0, |account| account["balance"].as_i64().expect("a number"))
    }

    /// The whole proof of the program itself.
    ///
    /// # Panics
    /// When it finds anything.
    pub fn verify(&self) {
        let answer = self.run(&["verify"]);
        assert!(answer.success, "verify: {}{}", answer.out, answer.err);
    }
}

fn count(database: &Connection, table: &str) -> i64 {
    database.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("counts")
}
