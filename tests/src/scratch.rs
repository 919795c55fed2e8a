//! Folders, random numbers, other people's programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder that is gone after the test.
///
/// # Panics
/// When the machine has no room for one.
pub fn folder() -> TempDir {
    tempfile::Builder::new().prefix("sokoguru-test-").tempdir().expect("a temporary folder")
}

/// The root of the repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the tests lie in the repository").to_owned()
}

/// Splitmix64: the same numbers from the same seed on every machine.
pub struct Numbers(u64);

impl Numbers {
    /// Numbers from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number below `limit`.
    pub fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// Runs somebody else's program to its end and gives its standard output; any complaint fails the test.
///
/// # Panics
/// When the program is not there or is not content.
pub fn referee(command: &mut Command) -> String {
    let output = run(command);
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{complaint}{}", output.status, String::from_utf8_lossy(&output.stdout));
    String::from_utf8(output.stdout).expect("text")
}

/// Runs a program to its end.
///
/// # Panics
/// When it cannot be started; `tests/run` installs what is needed.
pub fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?} cannot be started ({error}); tests/run installs it"))
}

/// True when a program can be started.
pub fn have(program: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|folder| folder.join(program).is_file())
}

/// Says that something was not tested, so that nobody takes silence for proof.
pub fn skipped(what: &str) {
    eprintln!("\n!!!! NOT TESTED: {what}\n");
}
