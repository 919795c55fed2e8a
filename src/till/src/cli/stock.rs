//! The commands of the stock room.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand};

#[derive(Args)]
pub(crate) struct Receive {
    /// `barcode,pack_quantity,pack_cost[,expiry,lot,damaged,short,discount,pack]`
    pub(crate) file: PathBuf,
    /// Who delivered.
    #[arg(long, default_value = "")]
    pub(crate) supplier: String,
    /// Whose goods they are: koperasi, jaringan, titip:PARTNER.
    #[arg(long, default_value = "koperasi")]
    pub(crate) owner: String,
    /// Number of the delivery note; the same one twice is recognised.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    /// Number of the order.
    #[arg(long, default_value = "")]
    pub(crate) order: String,
    /// Discount on the whole note, rupiah.
    #[arg(long, value_name = "N", default_value = "0")]
    pub(crate) discount: String,
    /// Freight, rupiah.
    #[arg(long, value_name = "N", default_value = "0")]
    pub(crate) freight: String,
    /// PPN on top, rupiah.
    #[arg(long, value_name = "N", default_value = "0")]
    pub(crate) tax: String,
    /// Lines without a cost are meant so: their cost is not known yet.
    #[arg(long)]
    pub(crate) allow_zero_cost: bool,
    /// Shows the new averages and the proposed prices, and takes nothing in.
    #[arg(long)]
    pub(crate) preview: bool,
}

#[derive(Subcommand)]
pub(crate) enum Count {
    /// Begins a count: of the whole shop when nothing is named.
    Start {
        #[arg(long)]
        category: Option<String>,
        #[arg(long, conflicts_with = "category")]
        shelf: Option<String>,
        /// Named products.
        #[arg(long = "sku", conflicts_with_all = ["category", "shelf"])]
        skus: Vec<String>,
        /// The five products that are most worth a look.
        #[arg(long, conflicts_with_all = ["category", "shelf", "skus"])]
        five: bool,
        #[arg(long, default_value = "")]
        name: String,
        /// Counters may see what should be there.
        #[arg(long)]
        open: bool,
    },
    /// Adds a file of a portable counter (`barcode,quantity`).
    Add {
        file: PathBuf,
        #[arg(long = "count", value_name = "ID")]
        id: String,
        /// 2: a second count, which takes the place of the first.
        #[arg(long, default_value_t = 1)]
        round: u32,
    },
    /// Adds codes: `CODE` adds one, `CODE*N` adds N, `CODE=N` sets what this counter sees.
    Scan {
        #[arg(required = true)]
        codes: Vec<String>,
        #[arg(long = "count", value_name = "ID")]
        id: String,
        /// Who counts; each has a sum of its own.
        #[arg(long, default_value = "")]
        counter: String,
        #[arg(long, default_value_t = 1)]
        round: u32,
    },
    /// The counts, those in progress first.
    List,
    /// What differs, and what it is worth.
    Review { id: String },
    /// Posts a count, once.
    Post {
        id: String,
        /// Why a product differs.
        #[arg(long = "reason", value_name = "SKU=WORDS")]
        reasons: Vec<String>,
        /// What nobody counted is gone.
        #[arg(long)]
        zero_uncounted: bool,
    },
}

#[derive(Args)]
pub(crate) struct Goods {
    /// What moves: CODE or CODE=QTY, in packs of the code.
    #[arg(required = true, value_name = "CODE[=QTY]")]
    pub(crate) items: Vec<String>,
    /// Why.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// Where it stands: toko, rusak, pemasok.
    #[arg(long, default_value = "toko", value_parser = ["toko", "rusak", "pemasok"])]
    pub(crate) from: String,
    /// Whose goods; whoever's would be sold when absent.
    #[arg(long)]
    pub(crate) owner: Option<String>,
    /// The lot, where it is known.
    #[arg(long, default_value = "")]
    pub(crate) lot: String,
    /// Its date.
    #[arg(long, value_name = "DATE")]
    pub(crate) expiry: Option<NaiveDate>,
}

#[derive(Subcommand)]
pub(crate) enum Move {
    /// Writes goods off.
    Waste {
        #[command(flatten)]
        goods: Goods,
        /// They are past their date.
        #[arg(long)]
        expired: bool,
        /// Only sets them aside.
        #[arg(long, conflicts_with = "expired")]
        aside: bool,
    },
    /// The shop uses them itself.
    Use {
        #[command(flatten)]
        goods: Goods,
    },
    /// Opens boxes that are products of their own.
    Unpack {
        code: String,
        #[arg(long, default_value = "1")]
        count: String,
        /// Packs pieces into boxes again.
        #[arg(long)]
        repack: bool,
    },
    /// Between the shops of the koperasi: sends, says that it arrived, takes in.
    Transfer {
        /// What is sent: CODE or CODE=QTY.
        #[arg(value_name = "CODE[=QTY]", required_unless_present_any = ["arrived", "take"])]
        items: Vec<String>,
        /// The shop it goes to.
        #[arg(long, default_value = "")]
        to: String,
        /// The file that goes with the goods.
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// What was sent (id of its record) has arrived there.
        #[arg(long, value_name = "RECORD", conflicts_with_all = ["items", "take"])]
        arrived: Option<String>,
        /// Takes in what another shop sent, by its file.
        #[arg(long, value_name = "FILE", conflicts_with = "items")]
        take: Option<PathBuf>,
    },
    /// Back to a supplier.
    SupplierReturn {
        #[command(flatten)]
        goods: Goods,
        #[arg(long)]
        supplier: String,
        /// The nota kredit is here: less is owed at once. Its number.
        #[arg(long, value_name = "NUMBER")]
        credited: Option<String>,
    },
    /// Finds, blocks and returns a product, a lot, or everything of an owner.
    Recall {
        #[arg(required_unless_present = "owner")]
        sku: Option<String>,
        #[arg(long, conflicts_with = "owner")]
        lot: Option<String>,
        #[arg(long, conflicts_with = "sku")]
        owner: Option<String>,
        #[arg(long)]
        reason: String,
        #[arg(long, default_value = "")]
        supplier: String,
    },
    /// Gives a product or a lot free again after a recall.
    Release {
        sku: String,
        #[arg(long)]
        lot: Option<String>,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum Consign {
    /// Adds or changes a partner.
    Partner {
        code: String,
        #[arg(long)]
        name: String,
        /// titip, pemasok or jaringan.
        #[arg(long, default_value = "titip", value_parser = ["titip", "pemasok", "jaringan"])]
        kind: String,
        /// fixed, or the shop's commission in percent: 20, 12.5.
        #[arg(long, default_value = "fixed")]
        terms: String,
        /// Days from order to delivery.
        #[arg(long, default_value_t = 1)]
        lead_days: u32,
        /// No longer used.
        #[arg(long)]
        inactive: bool,
    },
    /// All partners.
    List,
    /// What became of a partner's goods.
    Statement {
        partner: String,
        #[arg(long, value_name = "DATE")]
        from: Option<NaiveDate>,
        #[arg(long, value_name = "DATE")]
        to: Option<NaiveDate>,
    },
    /// Pays a partner: all that is owed when no amount is said.
    Pay {
        partner: String,
        #[arg(long, value_name = "N")]
        amount: Option<String>,
        /// cash (from the safe) or transfer.
        #[arg(long, default_value = "cash", value_parser = ["cash", "transfer"])]
        by: String,
        #[arg(long, default_value = "")]
        reference: String,
    },
    /// Gives unsold goods back.
    Return {
        partner: String,
        #[command(flatten)]
        goods: Goods,
    },
}

#[derive(Subcommand)]
pub(crate) enum Reorder {
    /// What runs out before the next delivery.
    Suggest {
        /// From the sales of so many days.
        #[arg(long, value_name = "N")]
        days: Option<u32>,
        /// To last for so many days.
        #[arg(long, value_name = "N")]
        cover: Option<u32>,
    },
}

#[derive(Args)]
pub(crate) struct Labels {
    /// Those whose price changed since they were printed.
    #[arg(long, conflicts_with = "skus")]
    pub(crate) queue: bool,
    /// Of these products, all packs.
    #[arg(long = "sku", value_name = "S")]
    pub(crate) skus: Vec<String>,
    /// Gives packs without a code one of the shop's own.
    #[arg(long, requires = "skus")]
    pub(crate) own_code: bool,
    /// escpos, tspl, zpl, pdf (65 on A4) or pdf-shelf (24 on A4); without it they are only listed.
    #[arg(long, value_parser = ["escpos", "tspl", "zpl", "pdf", "pdf-shelf"])]
    pub(crate) format: Option<String>,
    /// Where to; the receipt printer's queue for escpos, standard output for the others when absent.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum Price {
    /// New prices from a time on: `sku,pack,price[,member_price,wholesale_price]`
    Set {
        file: PathBuf,
        #[arg(long)]
        name: String,
        /// When they begin; now when absent.
        #[arg(long, value_name = "DATE[THH:MM]")]
        from: Option<String>,
    },
    /// Dated prices.
    List,
    /// Takes a batch back.
    Cancel { id: String },
}

#[derive(Subcommand)]
pub(crate) enum Product {
    /// Everything that is known of a product.
    Show { sku: String },
    /// Every change of every field.
    History { sku: String },
    /// No longer offered; never deleted.
    Archive {
        sku: String,
        /// Offered again.
        #[arg(long)]
        undo: bool,
    },
}
