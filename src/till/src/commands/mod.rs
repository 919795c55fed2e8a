//! Commands: one file each; each calls the same deed as the screen.

mod books;
mod config;
pub(crate) mod devices;
mod import;
mod init;
mod print_queue;
mod proof;
mod receipt;
mod replay;
mod sale_json;
mod sell;

use std::path::{Path, PathBuf};

use app::App;

use crate::cli::{Cli, Command};
use crate::output::{Output, Stop};
use crate::{paths, window};

/// Runs a command to its end.
pub(crate) fn run(cli: Cli) -> Result<(), Stop> {
    let output = Output { json: cli.json };
    let chosen = cli.db.clone();
    let Some(command) = cli.command else {
        return window::run(&database(chosen)?, false);
    };
    match command {
        Command::Demo => {
            let path = chosen.map_or_else(paths::sample, Ok)?;
            window::run(&path, true)
        }
        Command::Init { sample, name, till } => init::run(&database(chosen)?, sample, name.as_deref(), &till, output),
        other => {
            let path = database(chosen)?;
            let mut app = App::open(&path)?;
            if let Some(user) = &cli.user {
                log_in(&mut app, user)?;
            }
            with_shop(&mut app, &path, other, output)
        }
    }
}

fn with_shop(app: &mut App, path: &Path, command: Command, output: Output) -> Result<(), Stop> {
    match command {
        Command::Demo | Command::Init { .. } => Ok(()),
        Command::Import(what) => import::run(app, &what, output),
        Command::Sell(sell) => sell::run(app, &sell, output),
        Command::Replay { file } => replay::run(app, &file, output),
        Command::Report(report) => books::report(app, &report, output),
        Command::Receipt { number, columns, bytes } => {
            let columns = columns.and_then(|columns| columns.parse().ok());
            receipt::run(app, &number, columns, bytes.as_deref(), output)
        }
        Command::PrintQueue { action } => print_queue::run(app, path, action, output),
        Command::Devices { action } => devices::run(app, path, action, output),
        Command::Config { action } => config::run(app, action, output),
        Command::Export { dialect, file } => books::export(app, &dialect, file.as_deref()),
        Command::Verify => proof::verify(app, output),
        Command::Rebuild => proof::rebuild(app, output),
    }
}

fn database(chosen: Option<PathBuf>) -> Result<PathBuf, Stop> {
    chosen.map_or_else(paths::shop, Ok)
}

fn log_in(app: &mut App, user: &str) -> Result<(), Stop> {
    let pin = match std::env::var("SOKOGURU_PIN") {
        Ok(pin) => pin,
        Err(_) => rpassword::prompt_password(format!("PIN {user}: ")).map_err(|error| Stop::Said(format!("PIN tidak terbaca: {error}")))?,
    };
    app.log_in(user, &pin)?;
    Ok(())
}
