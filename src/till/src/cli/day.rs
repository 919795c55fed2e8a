//! The commands of the shop's day, its books and its people.

use chrono::NaiveDate;
use clap::Subcommand;

/// A second person, for what one may not do alone.
#[derive(clap::Args)]
pub(crate) struct Second {
    /// Who allows it where one may not alone; the PIN is asked, or in SOKOGURU_PIN_MANAGER.
    #[arg(long, value_name = "USER", requires = "because")]
    pub(crate) allowed_by: Option<String>,
    /// Why it is allowed.
    #[arg(long, value_name = "REASON", requires = "allowed_by")]
    pub(crate) because: Option<String>,
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
        #[command(flatten)]
        second: Second,
    },
    /// What the open shift holds.
    Status {
        #[command(flatten)]
        second: Second,
    },
    /// Puts cash into the drawer.
    CashIn {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[arg(long)]
        reason: String,
        /// Where it comes from; the safe when absent.
        #[arg(long, value_name = "CODE")]
        account: Option<String>,
        #[command(flatten)]
        second: Second,
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
        #[command(flatten)]
        second: Second,
    },
    /// Moves cash from the drawer into the petty cash.
    Petty {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        second: Second,
    },
    /// Brings cash from the drawer to the safe.
    Drop {
        #[arg(allow_hyphen_values = true)]
        amount: String,
        #[command(flatten)]
        second: Second,
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
        #[command(flatten)]
        second: Second,
    },
    /// Closes a month.
    CloseMonth {
        year: i32,
        month: u32,
        #[command(flatten)]
        second: Second,
    },
    /// Closes a book year: income and expenses go to the result.
    CloseYear {
        year: i32,
        #[command(flatten)]
        second: Second,
    },
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
    #[command(flatten)]
    pub(crate) second: Second,
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
        #[command(flatten)]
        second: Second,
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
        #[command(flatten)]
        second: Second,
    },
    /// All templates.
    Templates,
    /// Takes a journal back.
    Reverse {
        /// Id of its record.
        record: String,
        #[arg(long)]
        reason: String,
        #[command(flatten)]
        second: Second,
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
