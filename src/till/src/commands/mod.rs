//! Commands: one file each; each calls the same deed as the screen.

mod audit;
mod backup;
mod books;
mod config;
pub(crate) mod devices;
mod import;
mod init;
mod journal;
mod money;
mod netting;
mod print_queue;
mod proof;
mod receipt;
mod replay;
mod returns;
mod sale_json;
mod second;
mod sell;
mod shift;
mod stock;
mod tills;
mod trade;
mod user;

use std::path::{Path, PathBuf};

use app::App;
use domain::staff::Right;

use crate::cli::{Cli, Command, Records};
use crate::output::{Output, Stop, ask_pin};
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
        Command::Netting { file } => netting::run(&file, output),
        Command::Init { join: Some(invitation), .. } => tills::join(&database(chosen)?, &invitation, output),
        Command::Restore { file, force_older } => {
            let path = database(chosen)?;
            if let Some(user) = &cli.user {
                let mut app = App::open(&path)?;
                log_in(&mut app, user)?;
                app.require(Right::Backup)?;
            }
            backup::restore(&path, &file, cli.user.as_deref().unwrap_or("sistem"), force_older, output)
        }
        Command::Init { sample, name, till, .. } => init::run(&database(chosen)?, sample, name.as_deref(), &till, output),
        other => {
            let path = database(chosen)?;
            // A file that was moved aside has no key; what is in it can be handed over all the same.
            let is_aside = matches!(other, Command::Records(Records::Export { .. })) && !tills::has_key(&path);
            let mut app = if is_aside { App::look(&path)? } else { App::open(&path)? };
            if let Some(user) = &cli.user {
                log_in(&mut app, user)?;
            }
            with_shop(&mut app, &path, other, output)
        }
    }
}

fn with_shop(app: &mut App, path: &Path, command: Command, output: Output) -> Result<(), Stop> {
    match command {
        Command::Demo | Command::Init { .. } | Command::Restore { .. } | Command::Netting { .. } => Ok(()),
        Command::Import(what) => import::run(app, &what, output),
        Command::Sell(sell) => sell::run(app, &sell, output),
        Command::Replay { file } => replay::run(app, &file, output),
        Command::Report(asked) => books::report(app, &asked, output),
        Command::Receipt { number, columns, bytes } => {
            let columns = columns.and_then(|columns| columns.parse().ok());
            receipt::run(app, &number, columns, bytes.as_deref(), output)
        }
        Command::PrintQueue { action } => print_queue::run(app, path, action, output),
        Command::Devices { action } => devices::run(app, path, action, output),
        Command::Config { action } => config::run(app, action, output),
        Command::Export { dialect, file } if dialect == "products" => stock::export(app, file.as_deref()),
        Command::Export { dialect, file } => books::export(app, &dialect, file.as_deref()),
        Command::Receive(asked) => stock::receive(app, &asked, output),
        Command::Count(asked) => stock::count(app, asked, output),
        Command::Move(asked) => stock::moves(app, asked, output),
        Command::Consign(asked) => stock::consign(app, asked, output),
        Command::Reorder(asked) => stock::reorder(app, &asked, output),
        Command::Labels(asked) => stock::labels(app, &asked, output),
        Command::Price(asked) => stock::price(app, asked, output),
        Command::Product(asked) => stock::product(app, asked, output),
        Command::Party(asked) => trade::party(app, asked, output),
        Command::Catalogue(asked) => trade::catalogue(app, asked, output),
        Command::Order(asked) => trade::order(app, asked, output),
        Command::Delivery(asked) => trade::delivery(app, asked, output),
        Command::Invoice(asked) => trade::invoice(app, asked, output),
        Command::Claim(asked) => money::claim(app, asked, output),
        Command::Statement(asked) => money::statement(app, asked, output),
        Command::Setoff(asked) => money::setoff(app, asked, output),
        Command::Pay(asked) => money::pay(app, &asked, output),
        Command::Documents(asked) => money::documents(app, asked, output),
        Command::Backup { list: true, .. } => backup::list(app, output),
        Command::Backup { folder, .. } => backup::make(app, folder.as_deref(), output),
        Command::Shop { action } => tills::shop(app, action, output),
        Command::Records(action) => tills::records(app, action, output),
        Command::Shift(asked) => shift::run(app, asked, output),
        Command::Day(asked) => shift::day(app, asked, output),
        Command::Return(asked) => returns::run(app, asked, output),
        Command::Journal(asked) => journal::run(app, asked, output),
        Command::User(asked) => user::run(app, asked, output),
        Command::Audit(asked) => audit::run(app, asked, output),
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
        Err(_) => ask_pin(&format!("PIN {user}: "))?,
    };
    app.log_in(user, &pin)?;
    Ok(())
}
