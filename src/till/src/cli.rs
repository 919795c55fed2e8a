//! The command line: a contract that tests and scripts use.

mod day;
mod money;
mod stock;
mod trade;

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Parser, Subcommand};

pub(crate) use self::day::{Audit, Day, Journal, Return, Second, Shift, User};
pub(crate) use self::money::{Claim, Documents, Pay, Setoff, Statement};
pub(crate) use self::stock::{Consign, Count, Goods, Labels, Move, Price, Product, Receive, Reorder};
pub(crate) use self::trade::{InvoiceNew, PartyAdd, TradeCatalogue, TradeDelivery, TradeInvoice, TradeOrder, TradeParty};

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
        /// Joins a shop with an invitation; its code is asked, or in SOKOGURU_CODE.
        #[arg(long, value_name = "FILE", conflicts_with_all = ["sample", "name", "till"])]
        join: Option<PathBuf>,
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
    /// Shows a report, or makes a file of it.
    Report(ReportArgs),
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
    /// Writes the books for another program, or all products (CSV, or XLSX by the file's name).
    Export {
        /// Whose language; or what.
        #[arg(value_parser = ["hledger", "beancount", "products"])]
        dialect: String,
        /// Where to; standard output when absent.
        file: Option<PathBuf>,
    },
    /// Opens, counts and closes the till.
    #[command(subcommand)]
    Shift(Shift),
    /// Closes a day, a month, a year.
    #[command(subcommand)]
    Day(Day),
    /// Takes goods back, or exchanges them.
    Return(Return),
    /// Journals that people write.
    #[command(subcommand)]
    Journal(Journal),
    /// People, their roles, PINs and rights.
    #[command(subcommand)]
    User(User),
    /// The log in plain words: who, when, what, why.
    Audit(Audit),
    /// Writes a backup, to a folder or to all folders of the settings.
    Backup {
        /// Where to; the folders of backup.folders and marked sticks when absent.
        folder: Option<PathBuf>,
        /// Shows what was backed up, and where backups go.
        #[arg(long, conflicts_with = "folder")]
        list: bool,
    },
    /// Puts a backup in the place of the database, which is moved aside; close the till first.
    Restore {
        file: PathBuf,
        /// Even if the backup knows less than the database that is there.
        #[arg(long)]
        force_older: bool,
    },
    /// The tills of the shop.
    Shop {
        #[command(subcommand)]
        action: Option<Shop>,
    },
    /// Hands records from till to till.
    #[command(subcommand)]
    Records(Records),
    /// Sets off claims between and around parties: a JSON file in, no database.
    Netting {
        /// `{"cutoff","claims":[{"id","debtor","creditor","amount","due","currency":"IDR"}]}`
        file: PathBuf,
    },
    /// Takes goods in.
    Receive(Receive),
    /// Who the shop trades with, and its own card.
    #[command(subcommand)]
    Party(TradeParty),
    /// Goods and prices of suppliers, and of the shop for its buyers.
    #[command(subcommand)]
    Catalogue(TradeCatalogue),
    /// Orders, sent and taken in.
    #[command(subcommand)]
    Order(TradeOrder),
    /// Surat jalan: what comes, and what goes to buyers.
    #[command(subcommand)]
    Delivery(TradeDelivery),
    /// Invoices, taken in and issued.
    #[command(subcommand)]
    Invoice(TradeInvoice),
    /// What others owe and are owed.
    #[command(subcommand)]
    Claim(Claim),
    /// What both sides say is open, and whether they say the same.
    #[command(subcommand)]
    Statement(Statement),
    /// Sets claims of both sides off: proposed, accepted, committed.
    #[command(subcommand)]
    Setoff(Setoff),
    /// Pays what is owed, and says whether money of others came.
    Pay(Pay),
    /// Files that go between the shop and others.
    #[command(subcommand)]
    Documents(Documents),
    /// Counts the stock.
    #[command(subcommand)]
    Count(Count),
    /// Moves goods otherwise than by a sale.
    #[command(subcommand)]
    Move(Move),
    /// Goods of others: partners, statements, payouts.
    #[command(subcommand)]
    Consign(Consign),
    /// What to order.
    #[command(subcommand)]
    Reorder(Reorder),
    /// Shelf and product labels.
    Labels(Labels),
    /// Prices that hold from a time on.
    #[command(subcommand)]
    Price(Price),
    /// A product: its fields, their history, archive.
    #[command(subcommand)]
    Product(Product),
    /// Proves chain, signatures, journals, control accounts and projections.
    Verify,
    /// Makes the projections again from the records.
    Rebuild,
}

#[derive(Subcommand)]
pub(crate) enum Shop {
    /// Writes an invitation for a new till and shows its code.
    Invite {
        /// The new till's letter.
        #[arg(long)]
        till: String,
        file: PathBuf,
    },
}

#[derive(Subcommand)]
pub(crate) enum Records {
    /// Writes what another till lacks.
    Export {
        file: PathBuf,
        /// Only what this till (letter or device) did not know when it last wrote a file.
        #[arg(long, value_name = "DEVICE")]
        since_known_by: Option<String>,
    },
    /// Reads another till's file.
    Import {
        file: PathBuf,
        /// Believes a new key with this fingerprint, compared with the other till's screen.
        #[arg(long, value_name = "FINGERPRINT")]
        trust: Option<String>,
    },
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

/// A report, its days, and what is made of it.
#[derive(clap::Args)]
pub(crate) struct ReportArgs {
    #[command(subcommand)]
    pub(crate) which: Report,
    /// The first day; today, this year or everything when absent, as the report has it.
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, global = true, value_name = "DATE")]
    pub(crate) to: Option<NaiveDate>,
    /// text, paper (as on receipt paper), json, csv, xlsx or pdf.
    #[arg(long, global = true, value_parser = ["text", "paper", "json", "csv", "xlsx", "pdf"])]
    pub(crate) format: Option<String>,
    /// Where to; standard output when absent.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Puts it into the receipt printer's queue.
    #[arg(long, global = true, conflicts_with_all = ["format", "out"])]
    pub(crate) print: bool,
}

#[derive(Subcommand, PartialEq, Eq)]
pub(crate) enum Report {
    /// The open shift so far.
    X,
    /// The close of a shift: A1-Z0007, or 7 for this till's own.
    Z { number: String },
    /// A day in sums.
    Day,
    /// Sales by hour.
    Hours,
    /// Sales by product.
    Products,
    /// Sales by category.
    Categories,
    /// Sales by cashier.
    Cashiers,
    /// Sales to members and others.
    Members,
    /// Margin by category.
    Margin,
    /// How buyers paid.
    Tenders,
    /// PPN by class.
    Tax,
    /// Cash that moved without a sale.
    Cash,
    /// Over and short by cashier.
    OverShort,
    /// Debit, credit and balance of every account.
    TrialBalance,
    /// What is on hand, now or at the end of a day.
    Stock {
        #[arg(long, value_name = "DATE")]
        at: Option<NaiveDate>,
    },
    /// The stock card of a product.
    Movements { sku: String },
    /// What the stock was worth at the end of a day (--to).
    Valuation,
    /// What expires within so many days.
    Expiry {
        #[arg(long, default_value_t = 30)]
        days: u16,
    },
    /// What was lost, by category and reason.
    Shrink,
    /// What lies still.
    Slow,
    /// A count: its review, or what was posted.
    Count { id: String },
    /// What became of a partner's goods.
    Consign { partner: String },
    /// A suggested order.
    Reorder {
        #[arg(long, value_name = "N")]
        days: Option<u32>,
    },
    /// Sales by day.
    Sales,
    /// The postings of accounts, of all when none is named; `6-1` means all that begin so.
    Ledger { codes: Vec<String> },
    /// What the koperasi has and owes on the last day.
    BalanceSheet,
    /// Perhitungan hasil usaha.
    Phu,
    /// Where cash came from and where it went.
    CashFlow,
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
        #[command(flatten)]
        second: Second,
    },
}
