//! The command line: a contract that tests and scripts use.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};

/// The till, the stock room and the books of a cooperative shop.
#[derive(Parser)]
#[command(name = "sokoguru", version, about = "Kasir, gudang dan buku koperasi", disable_help_subcommand = true)]
pub(crate) struct Cli {
    /// The shop database.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// Answers as JSON, for machines.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Acts as this person; the PIN is asked, or in SOKOGURU_PIN.
    #[arg(long = "as", global = true, value_name = "USER")]
    pub(crate) user: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// The till on a sample shop, in its own database file.
    Demo,
    /// Makes a shop database; refuses to touch an existing one.
    Init {
        /// Fill it with the sample shop.
        #[arg(long)]
        sample: bool,
        /// Name of the shop.
        #[arg(long)]
        name: Option<String>,
        /// The till's letter.
        #[arg(long, default_value = "A")]
        till: String,
    },
    /// Imports a CSV file, all or nothing.
    #[command(subcommand)]
    Import(Import),
    /// Sells codes and takes payment.
    Sell(Sell),
    /// Sells every basket of a file; one JSON line a sale.
    Replay {
        /// `basket,at,member,barcode,quantity,tender[,price]`
        file: PathBuf,
    },
    /// Shows a report.
    #[command(subcommand)]
    Report(Report),
    /// Shows a receipt.
    Receipt {
        /// Its number: A1-000123.
        number: String,
        /// Characters in a line.
        #[arg(long, value_parser = ["32", "36", "42", "44", "48"])]
        columns: Option<String>,
        /// Writes the printer's bytes to a file.
        #[arg(long, value_name = "FILE")]
        bytes: Option<PathBuf>,
    },
    /// What waits to be printed.
    PrintQueue {
        #[command(subcommand)]
        action: Option<Queue>,
    },
    /// What is plugged in, how it is, and what to do.
    Devices {
        #[command(subcommand)]
        action: Option<Devices>,
    },
    /// Settings.
    Config {
        #[command(subcommand)]
        action: Option<Config>,
    },
    /// Writes the books for another program.
    Export {
        /// Whose language.
        #[arg(value_parser = ["hledger", "beancount"])]
        dialect: String,
        /// Where to; standard output when absent.
        file: Option<PathBuf>,
    },
    /// Proves chain, signatures, journals, control accounts and projections.
    Verify,
    /// Makes the projections again from the records.
    Rebuild,
}

#[derive(Subcommand)]
pub(crate) enum Import {
    /// `sku,name,category,unit,pack,pack_size,barcode,price,member_price,cost,stock,tax`
    Products {
        file: PathBuf,
        /// Says what would happen and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// `number,name,tier,phone`
    Members {
        file: PathBuf,
        /// Says what would happen and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(clap::Args)]
pub(crate) struct Sell {
    /// A code, with a quantity after `*` and the price of open-price goods after `@`.
    #[arg(long = "scan", value_name = "CODE[*QTY][@PRICE]", required = true, allow_hyphen_values = true)]
    pub(crate) scans: Vec<String>,
    /// The member's number.
    #[arg(long)]
    pub(crate) member: Option<String>,
    /// cash, qris, transfer or card; no amount: exactly what is due.
    #[arg(long = "pay", value_name = "TENDER[=AMOUNT]", required = true)]
    pub(crate) payments: Vec<String>,
    /// Reference of a transfer or card payment.
    #[arg(long)]
    pub(crate) reference: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Report {
    /// Debit, credit and balance of every account.
    TrialBalance,
    /// What is on hand.
    Stock,
    /// Sales by day.
    Sales {
        #[arg(long)]
        from: Option<NaiveDate>,
        #[arg(long)]
        to: Option<NaiveDate>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Queue {
    /// What waits, and why.
    List,
    /// Sends what waits; exit 0 when all is out.
    Run {
        /// How many seconds to go on trying.
        #[arg(long, default_value_t = 15)]
        wait: u64,
    },
    /// Sends a job again; one that may be on paper comes as SALINAN.
    Retry { id: String },
    /// Gives a job up.
    Drop { id: String },
}

#[derive(Subcommand)]
pub(crate) enum Devices {
    /// Used and connected devices.
    List {
        /// Also look for printers in the local network.
        #[arg(long)]
        network: bool,
    },
    /// Tries a device: printer, drawer, scanner, scale or display.
    Test { name: String },
}

#[derive(Subcommand)]
pub(crate) enum Config {
    /// All settings.
    List,
    /// One setting.
    Get { key: String },
    /// Changes a setting.
    Set {
        key: String,
        #[arg(allow_hyphen_values = true)]
        value: String,
    },
}
