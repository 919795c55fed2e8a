//! Sokoguru: the till. Wiring only; every rule is in `domain`, every deed in `app`.

mod cli;
mod commands;
mod devices;
mod libraries;
mod output;
mod paths;
mod window;

use std::process::ExitCode;

use clap::Parser;

use crate::cli::Cli;
use crate::output::Stop;

fn main() -> ExitCode {
    let filter = tracing_subscriber::EnvFilter::try_from_env("SOKOGURU_LOG").unwrap_or_else(|_| "warn,winit=error".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    match commands::run(Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            stop.tell();
            ExitCode::FAILURE
        }
    }
}

impl From<app::Fault> for Stop {
    fn from(fault: app::Fault) -> Self {
        Self::Fault(fault)
    }
}
