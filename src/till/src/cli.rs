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
    /// Writes the books for another program.
    Export {
        /// Whose language.
        #[arg(value_parser = ["hledger", "beancount"])]
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
    /// Proves chain, signatures, journals, control accounts and projections.
    Verify,
    /// Makes the projections again from the records.
    Rebuild,
}

#[derive(Subcommand)]
pub(crate) enum Shift {
    /// Opens the till with a float.
    Open {
        /// The float, rupiah.
        #[arg(long, value_name = "N", conflicts_with = "count", allow_hyphen_values = true)]
        float: Option<String>,
        /// The float by denomination: 100000x3,50000x2.
        #[arg(long, value_name = "FACExN,...", allow_hyphen_values = true)]
        count: Option<String>,
        /// The date of the books; today when absent.
        #[arg(long, value_name = "DATE")]
        date: Option<NaiveDate>,
    },
    /// What the open shift holds.
    Status,
    /// Puts cash into the drawer.
    CashIn {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[arg(long)]
        reason: String,
        /// Where it comes from; the safe when absent.
        #[arg(long, value_name = "CODE")]
        account: Option<String>,
    },
    /// Takes cash out of the drawer.
    CashOut {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[arg(long)]
        reason: String,
        /// What it is for; the petty cash when absent.
        #[arg(long, value_name = "CODE")]
        account: Option<String>,
    },
    /// Moves cash from the drawer into the petty cash.
    Petty {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[arg(long)]
        reason: String,
    },
    /// Brings cash from the drawer to the safe.
    Drop {
        #[arg(allow_hyphen_values = true)]
        amount: String,
    },
    /// Counts and closes the shift.
    Close {
        /// The cash in the drawer: 100000x3,50000x2; 0 for none.
        #[arg(long, value_name = "FACExN,...", allow_hyphen_values = true)]
        count: String,
        /// What the QRIS app says.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        qris: Option<String>,
        /// What the terminal's slip says.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        card: Option<String>,
        /// What the bank says.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        transfer: Option<String>,
        /// A shortage is the cashier's debt, where the shop's rule allows it.
        #[arg(long)]
        charge_cashier: bool,
        /// A manager's PIN, for a difference above the limit.
        #[arg(long, value_name = "PIN", env = "SOKOGURU_PIN_MANAGER", hide_env_values = true)]
        pin_manager: Option<String>,
        /// Whose PIN it is, where several may sign.
        #[arg(long, value_name = "USER")]
        manager: Option<String>,
    },
}

#[derive(Subcommand)]
pub(crate) enum Day {
    /// What stands before the close.
    Status {
        #[arg(long, value_name = "DATE")]
        date: Option<NaiveDate>,
    },
    /// Closes a day: it takes no more postings.
    Close {
        /// The oldest open day when absent.
        #[arg(long, value_name = "DATE")]
        date: Option<NaiveDate>,
        /// What is taken from the safe to the bank, rupiah.
        #[arg(long, value_name = "N", allow_hyphen_values = true)]
        deposit: Option<String>,
    },
    /// Closes a month.
    CloseMonth { year: i32, month: u32 },
    /// Closes a book year: income and expenses go to the result.
    CloseYear { year: i32 },
}

#[derive(clap::Args)]
pub(crate) struct Return {
    /// The receipt's number; none: without a receipt.
    pub(crate) receipt: Option<String>,
    /// What comes back; everything that is left when absent. Without a receipt a code instead of the SKU.
    #[arg(long = "line", value_name = "SKU=QTY", allow_hyphen_values = true)]
    pub(crate) lines: Vec<String>,
    /// New goods for it.
    #[arg(long, value_name = "CODE[*QTY]", allow_hyphen_values = true)]
    pub(crate) exchange: Vec<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: String,
    /// How the money is given back.
    #[arg(long, value_name = "TENDER")]
    pub(crate) refund: Option<String>,
    /// How the buyer pays when the new goods cost more.
    #[arg(long, value_name = "TENDER[=AMOUNT]")]
    pub(crate) pay: Vec<String>,
    /// Where the goods go.
    #[arg(long, default_value = "stock", value_parser = ["stock", "damaged", "supplier"])]
    pub(crate) to: String,
    /// Undoes the whole sale.
    #[arg(long, requires = "receipt", conflicts_with = "lines")]
    pub(crate) void: bool,
}

#[derive(Subcommand)]
pub(crate) enum Journal {
    /// Writes a journal.
    Post {
        #[arg(long, value_name = "DATE")]
        date: Option<NaiveDate>,
        #[arg(long)]
        memo: String,
        #[arg(long, value_name = "CODE=N", required = true, allow_hyphen_values = true)]
        debit: Vec<String>,
        #[arg(long, value_name = "CODE=N", required = true, allow_hyphen_values = true)]
        credit: Vec<String>,
    },
    /// Writes a journal from a template in plain words.
    Template {
        key: String,
        #[arg(allow_hyphen_values = true)]
        amount: String,
        /// Where the money comes from or goes to: an account of the template's choices.
        #[arg(long, value_name = "CODE")]
        choice: Option<String>,
        #[arg(long, value_name = "DATE")]
        date: Option<NaiveDate>,
        #[arg(long)]
        memo: Option<String>,
    },
    /// All templates.
    Templates,
    /// Takes a journal back.
    Reverse {
        /// Id of its record.
        record: String,
        #[arg(long)]
        reason: String,
    },
    /// The newest journals.
    List {
        /// Also those of the till itself.
        #[arg(long)]
        all: bool,
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
}

#[derive(Subcommand)]
pub(crate) enum User {
    /// Everybody.
    List,
    /// Adds a person; the PIN is asked, or in SOKOGURU_NEW_PIN.
    Add {
        id: String,
        #[arg(long)]
        name: String,
        #[arg(long)]
        role: String,
    },
    /// Gives a person another role: kasir, staf-stok, manajer, pengurus.
    Role { id: String, role: String },
    /// Gives a person another PIN; it is asked, or in SOKOGURU_NEW_PIN.
    Pin { id: String },
    /// Sets a person aside, or takes them back.
    Active {
        id: String,
        #[arg(value_parser = ["yes", "no"])]
        active: String,
    },
    /// Gives a person a card to log in with; an empty code takes it away.
    Card { id: String, code: String },
    /// Who may do what.
    Rights,
    /// Changes what a role may: yes, no, or a percentage for discounts.
    Right { role: String, right: String, allowance: String },
}

#[derive(clap::Args)]
pub(crate) struct Audit {
    /// The first day.
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<NaiveDate>,
    /// The last day.
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<NaiveDate>,
    /// Who.
    #[arg(long, value_name = "USER")]
    pub(crate) actor: Option<String>,
    /// Kind of record: sale, return, shift, setting.changed, ...
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// What stands in its words.
    #[arg(long)]
    pub(crate) text: Option<String>,
    /// How many at most.
    #[arg(long, default_value_t = 1000)]
    pub(crate) limit: usize,
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
    /// What is on hand.
    Stock,
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
    },
}
