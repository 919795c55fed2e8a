//! The commands of buying from and selling to others.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum TradeParty {
    /// Keeps a party: of a card file, or as it is typed. Compare the fingerprint with the other side first.
    Add(Box<PartyAdd>),
    /// All parties.
    List,
    /// Writes the shop's own card into a file, for others to know it.
    Card { file: PathBuf },
}

#[derive(Args)]
pub(crate) struct PartyAdd {
    /// The shop's own key for it.
    pub(crate) code: String,
    /// A file with its card.
    #[arg(long, value_name = "FILE")]
    pub(crate) card: Option<PathBuf>,
    /// The fingerprint that the other side read out: another one is refused.
    #[arg(long, requires = "card")]
    pub(crate) fingerprint: Option<String>,
    /// The name on the sign.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// pemasok, jaringan or koperasi.
    #[arg(long, value_parser = ["pemasok", "jaringan", "koperasi"])]
    pub(crate) kind: Option<String>,
    /// Number of the legal entity.
    #[arg(long)]
    pub(crate) legal_id: Option<String>,
    /// Name of the legal entity.
    #[arg(long)]
    pub(crate) legal_name: Option<String>,
    /// Days from the invoice to the day it is due.
    #[arg(long, value_name = "DAYS")]
    pub(crate) terms: Option<i64>,
    /// The day of the week on which it settles, 1 Monday to 7 Sunday; 0: any.
    #[arg(long, value_name = "DAY")]
    pub(crate) cutoff: Option<i64>,
    /// The party that delivers and invoices for it.
    #[arg(long)]
    pub(crate) agent: Option<String>,
    /// Its bank.
    #[arg(long)]
    pub(crate) bank: Option<String>,
    /// Its account.
    #[arg(long)]
    pub(crate) account: Option<String>,
    /// In whose name.
    #[arg(long)]
    pub(crate) holder: Option<String>,
    /// No longer used.
    #[arg(long)]
    pub(crate) inactive: bool,
}

#[derive(Subcommand)]
pub(crate) enum TradeCatalogue {
    /// Takes a catalogue in: a signed file, UBL 2.1 (XML), or a price list (CSV, XLSX) of a party.
    Import {
        file: PathBuf,
        #[arg(long)]
        party: Option<String>,
        /// Shows what changes, and keeps nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Says which product and pack a party's code means.
    Link {
        party: String,
        code: String,
        /// A barcode, or the product's key.
        goods: String,
        #[arg(long)]
        pack: Option<String>,
    },
    /// Makes a catalogue of own goods for buyers: `barcode,price[,pack,minimum,from_2,price_2,from_3,price_3]`
    Issue {
        file: PathBuf,
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
        #[arg(long, value_name = "DATE")]
        until: Option<NaiveDate>,
    },
}

#[derive(Subcommand)]
pub(crate) enum TradeOrder {
    /// What to order of whom.
    Suggest {
        #[arg(long)]
        party: Option<String>,
        #[arg(long)]
        days: Option<u32>,
        #[arg(long)]
        cover: Option<u32>,
    },
    /// Begins an order: of `CODE=PACKS[@PRICE]`, or of what is suggested.
    New {
        #[arg(long)]
        party: String,
        items: Vec<String>,
        #[arg(long, value_name = "DATE")]
        wanted: Option<NaiveDate>,
        #[arg(long, default_value = "")]
        note: String,
    },
    /// Changes lines of a draft: `CODE=PACKS[@PRICE]`, zero takes a line away.
    Change {
        draft: i64,
        #[arg(required = true)]
        items: Vec<String>,
    },
    /// Throws a draft away.
    Drop { draft: i64 },
    /// Signs and numbers a draft.
    Send {
        draft: i64,
        /// Writes the order into a file, to hand over by itself.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Drafts and orders.
    List {
        #[arg(long)]
        party: Option<String>,
        /// Also those that are closed.
        #[arg(long)]
        all: bool,
    },
    /// An order, line by line.
    Show {
        number: String,
        #[arg(long)]
        party: Option<String>,
    },
    /// The seller's answer: lines that are not named come as ordered.
    Answer {
        number: String,
        /// `LINE=PACKS[@PRICE][:REASON]`; zero packs: none will come.
        #[arg(long = "line", value_name = "LINE")]
        lines: Vec<String>,
        #[arg(long, value_name = "DATE")]
        delivery: Option<NaiveDate>,
        #[arg(long, value_name = "N", default_value = "0")]
        freight: String,
    },
    /// The buyer agrees with the seller's answer.
    Agree { number: String },
    /// The buyer wants nothing more of it.
    Cancel {
        number: String,
        #[arg(long)]
        reason: String,
    },
    /// Commits the shop to a pool.
    Commit {
        #[arg(long)]
        party: String,
        #[arg(long)]
        pool: String,
        #[arg(long, value_name = "DATE")]
        cutoff: NaiveDate,
        /// A barcode of a pack, or the product's key.
        goods: String,
        #[arg(long)]
        pack: Option<String>,
        #[arg(long, value_name = "PACKS")]
        min: String,
        #[arg(long, value_name = "PACKS")]
        max: String,
        /// Holds for every pool of these goods.
        #[arg(long)]
        standing: bool,
    },
    /// The commitments that hold.
    Commitments,
}

#[derive(Subcommand)]
pub(crate) enum TradeDelivery {
    /// Takes deliveries of others in: a file of documents, UBL 2.1 (XML), or the scanned QR codes of a surat jalan, one a line.
    Import { file: PathBuf },
    /// What is on its way.
    List {
        /// Also what was received.
        #[arg(long)]
        all: bool,
    },
    /// Receives a delivery blind: `barcode,quantity[,pack,damaged,cost,expiry,lot,reason]`
    Receive {
        order: String,
        file: PathBuf,
        /// Number of the surat jalan, where there are several or none as a file.
        #[arg(long, default_value = "")]
        note: String,
        #[arg(long, value_name = "N")]
        freight: Option<String>,
        #[arg(long, value_name = "N")]
        tax: Option<String>,
    },
    /// Signs for what was received at other tills.
    Sign,
    /// Sends goods to a buyer.
    Send {
        /// Number of the buyer's order.
        #[arg(long)]
        order: Option<String>,
        /// The buyer, where there is no order.
        #[arg(long, default_value = "", required_unless_present = "order")]
        party: String,
        /// `CODE=PACKS`, or `#LINE=PACKS` of the order; all that was not sent yet when absent.
        items: Vec<String>,
        #[arg(long, default_value = "")]
        vehicle: String,
        #[arg(long, default_value = "")]
        driver: String,
        /// Writes the surat jalan into a file.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// The texts of the QR codes of a surat jalan of the shop, one a line.
    Codes { number: String },
}

#[derive(Subcommand)]
pub(crate) enum TradeInvoice {
    /// Takes invoices in: a file of documents, or UBL 2.1 (XML).
    Import { file: PathBuf },
    /// An invoice on paper: `CODE=PACKS@PRICE`
    New(Box<InvoiceNew>),
    /// What was owed before the books began, against 3-900.
    Opening {
        #[arg(long)]
        party: String,
        #[arg(long)]
        number: String,
        #[arg(long, value_name = "DATE")]
        date: NaiveDate,
        #[arg(long, value_name = "DATE")]
        due: Option<NaiveDate>,
        #[arg(long, value_name = "N")]
        amount: String,
    },
    /// Compares an invoice with order and receipt, and answers it: what agrees is owed, the rest is disputed.
    Match {
        number: String,
        #[arg(long)]
        party: Option<String>,
        /// Lines that are accepted as they are; 0: discount, freight and PPN.
        #[arg(long = "accept", value_name = "LINE")]
        accept: Vec<u32>,
        /// Only compares.
        #[arg(long)]
        preview: bool,
    },
    /// The shop's own invoice for what a buyer signed for.
    Issue {
        /// Number of the receipt advice.
        advice: String,
        #[arg(long, value_name = "N", default_value = "0")]
        discount: String,
        #[arg(long, value_name = "N")]
        freight: Option<String>,
        /// `PLACE=PRICE` of a pack, where neither order nor catalogue has one.
        #[arg(long = "price", value_name = "PRICE")]
        prices: Vec<String>,
        /// Writes the invoice into a file.
        #[arg(long, value_name = "FILE")]
        file: Option<PathBuf>,
    },
    /// Invoices of both ways.
    List {
        #[arg(long)]
        party: Option<String>,
        /// Only those of others that nobody answered.
        #[arg(long)]
        unmatched: bool,
    },
}

#[derive(Args)]
pub(crate) struct InvoiceNew {
    #[arg(long)]
    pub(crate) party: String,
    #[arg(long)]
    pub(crate) number: String,
    #[arg(long, value_name = "DATE")]
    pub(crate) date: NaiveDate,
    /// By the party's terms when absent.
    #[arg(long, value_name = "DATE")]
    pub(crate) due: Option<NaiveDate>,
    /// Number of the shop's order.
    #[arg(long, default_value = "")]
    pub(crate) order: String,
    /// Number of the delivery note.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    #[arg(required = true)]
    pub(crate) items: Vec<String>,
    #[arg(long, value_name = "N", default_value = "0")]
    pub(crate) discount: String,
    #[arg(long, value_name = "N", default_value = "0")]
    pub(crate) freight: String,
    #[arg(long, value_name = "N", default_value = "0")]
    pub(crate) tax: String,
}
