//! The commands of settling with others.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum Claim {
    /// What is open, the oldest due first, with its age.
    List {
        #[arg(long)]
        party: Option<String>,
        /// Only what is due by this day.
        #[arg(long, value_name = "DATE")]
        due_by: Option<NaiveDate>,
    },
    /// A credit note: of the shop to a buyer, or (with --number) of a supplier without software, typed from paper.
    Credit {
        #[arg(long)]
        party: String,
        /// Rupiah, with PPN.
        #[arg(long)]
        amount: String,
        /// PPN in it, rupiah.
        #[arg(long, default_value = "0")]
        tax: String,
        /// Why.
        #[arg(long, value_parser = ["return", "price", "shortage", "rebate", "other"])]
        cause: String,
        /// In words.
        #[arg(long, default_value = "")]
        reason: String,
        /// Number of the invoice.
        #[arg(long, default_value = "")]
        invoice: String,
        /// Number on the supplier's paper.
        #[arg(long)]
        number: Option<String>,
        /// With --cause return: the goods are damaged and do not go back to the shelf.
        #[arg(long, conflicts_with = "number")]
        damaged: bool,
        /// Goods that came back: CODE or CODE=QTY, in packs of the code.
        #[arg(value_name = "CODE[=QTY]")]
        goods: Vec<String>,
    },
    /// Whether the accounts say what the claims say.
    Check,
}

#[derive(Subcommand)]
pub(crate) enum Statement {
    /// Makes the shop's statement up to and with a day.
    Make {
        #[arg(long)]
        party: String,
        #[arg(long, value_name = "DATE")]
        to: NaiveDate,
    },
    /// Compares the other side's statement, also as UBL 2.1 (XML), with the shop's books.
    Compare { file: PathBuf },
}

#[derive(Subcommand)]
pub(crate) enum Setoff {
    /// Proposes what could be set off.
    Propose {
        #[arg(long)]
        party: String,
        /// What is due by then.
        #[arg(long, value_name = "DATE")]
        cutoff: NaiveDate,
        /// How long it holds.
        #[arg(long, default_value_t = app::trade::money::HOLDS)]
        hours: u32,
    },
    /// Says yes to the proposals of a file.
    Accept { file: PathBuf },
    /// Says no to a proposal.
    Refuse {
        id: String,
        #[arg(long)]
        reason: String,
    },
    /// Does a set-off to which the other side said yes.
    Commit { id: String },
    /// Gives a proposal of the shop up.
    Void { id: String },
    /// The set-offs and how far they are.
    List {
        #[arg(long)]
        party: Option<String>,
    },
}

#[derive(Args)]
pub(crate) struct Pay {
    /// Whom.
    #[arg(long, requires = "amount")]
    pub(crate) party: Option<String>,
    /// Rupiah.
    #[arg(long, requires = "party")]
    pub(crate) amount: Option<String>,
    /// Which claims, by number; the oldest due first when absent.
    #[arg(long = "claim", value_name = "ID")]
    pub(crate) claims: Vec<String>,
    /// From the safe or by bank.
    #[arg(long, default_value = "transfer", value_parser = ["cash", "transfer"])]
    pub(crate) by: String,
    /// The bank's reference.
    #[arg(long, default_value = "")]
    pub(crate) reference: String,
    /// What is more than is owed is paid in advance.
    #[arg(long)]
    pub(crate) advance: bool,
    /// The other way: money of a party without software came.
    #[arg(long, requires = "party")]
    pub(crate) came: bool,
    /// What is to be paid, and what set-off saves.
    #[arg(long, conflicts_with = "party")]
    pub(crate) list: bool,
    /// With --list: what is due by this day; today when absent.
    #[arg(long, value_name = "DATE")]
    pub(crate) due_by: Option<NaiveDate>,
    /// Writes the transfers of a day for the bank (CSV).
    #[arg(long, value_name = "FILE", conflicts_with_all = ["party", "list"])]
    pub(crate) transfers: Option<PathBuf>,
    /// With --transfers: the day; today when absent.
    #[arg(long, value_name = "DATE")]
    pub(crate) on: Option<NaiveDate>,
    /// Payments of others that wait for a word whether they came.
    #[arg(long, conflicts_with_all = ["party", "list", "transfers"])]
    pub(crate) waiting: bool,
    /// The money of this payment came.
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["party", "list", "transfers", "waiting"])]
    pub(crate) received: Option<String>,
    /// The money of this payment did not come.
    #[arg(long, value_name = "NUMBER", requires = "reason", conflicts_with_all = ["party", "list", "transfers", "waiting", "received"])]
    pub(crate) not_received: Option<String>,
    /// Why not.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Documents {
    /// Writes what others must know: a file for each party.
    Export { folder: PathBuf },
    /// Reads what others sent: every file of a folder, or one file; `.xml` is UBL 2.1 of a party without a card.
    Import { folder: PathBuf },
    /// One document: as text, as A4 (FILE.pdf, with the QR code of its hash), or as UBL 2.1 (FILE.xml).
    Show {
        /// Its number, or its id.
        number: String,
        /// Where to; its ending says how.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}
