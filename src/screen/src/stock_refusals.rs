//! What the stock room refuses, in English.

use app::stock::StockRefusal;
use domain::catalogue::ProductError;
use domain::goods::{MoveError, ReceiptError};

pub(crate) fn stock(refusal: &StockRefusal) -> String {
    match refusal {
        StockRefusal::Receipt(error) => receipt(error),
        StockRefusal::Move(error) => moved(error),
        StockRefusal::Product { sku, error } => format!("{sku}: {}", product(error)),
        StockRefusal::AlreadyReceived { note, supplier, date } => {
            format!("delivery note {note} of {supplier} was received on {date}; it is not taken again")
        }
        StockRefusal::CreditedTwice { note, supplier } => format!("credit note {note} of {supplier} is kept already; it is not kept again"),
        StockRefusal::NoSuchOwner(word) => format!("owner “{word}” is not known; write koperasi, jaringan or titip:PARTNER"),
        StockRefusal::NoSuchPartner(code) => format!("partner {code} is not kept; add the partner with its terms first"),
        StockRefusal::NoSuchProduct(sku) => format!("no product {sku}; check its code"),
        StockRefusal::NoSuchCount(id) => format!("no count {id}; look at the list of counts"),
        StockRefusal::CountPosted(name) => format!("the count “{name}” was posted; begin a new one"),
        StockRefusal::CountOfOtherTill { name, till } => format!("the count “{name}” began on till {till}; post it there"),
        StockRefusal::NothingInScope(what) => format!("there are no goods to count ({what}); choose something else"),
        StockRefusal::NothingCounted => "nothing was counted yet; scan or type quantities first".to_owned(),
        StockRefusal::CountFileKnown => "that file of counts was added before; it is not added again".to_owned(),
        StockRefusal::BadCount(name) => format!("{name}: a count is zero or more, and whole"),
        StockRefusal::Recalled { name, reason } => format!("{name} is being recalled ({reason}); do not sell it, set it aside"),
        StockRefusal::NothingToRecall(sku) => format!("there is nothing of {sku} in the shop to recall"),
        StockRefusal::DailyLimit { name, limit } => format!("{name}: at most {limit} for one buyer on one day"),
        StockRefusal::NotOwed { partner, owed } => format!("{partner} is owed only Rp {owed}; check the amount"),
        StockRefusal::Prices(why) | StockRefusal::Label(why) => why.clone(),
        StockRefusal::NoLabelPrinter => "no label printer is set; fill in printer.label.link in the settings".to_owned(),
        StockRefusal::LabelPrinterMute(cause) => format!("the label printer printed nothing: {cause}; the labels go on waiting"),
        StockRefusal::LabelPrinterBroke(cause) => {
            format!("the label printer stopped in the middle: {cause}; look at what came out, the labels go on waiting")
        }
        StockRefusal::NoOwnCodeLeft => "no own barcode numbers (20-29) are left".to_owned(),
        StockRefusal::KeyTaken { sku, name } => format!("key {sku} belongs to {name}; choose another"),
        StockRefusal::CodeTaken { code, name } => format!("barcode {} belongs to {name}", domain::barcode::as_printed(code)),
    }
}

fn receipt(error: &ReceiptError) -> String {
    match error {
        ReceiptError::Empty => "no goods were received; scan or list them first".to_owned(),
        ReceiptError::Quantity(name) => format!("{name}: what came must be above zero and whole"),
        ReceiptError::MoreThanNoted(name) => format!("{name}: more damaged and short than the delivery note says"),
        ReceiptError::Cost(name, limit) => format!("{name}: the cost must be zero to Rp {limit}"),
        ReceiptError::Discount(amount) => format!("a discount of Rp {amount} is more than the goods cost"),
        ReceiptError::NoCost(name) => format!("{name}: the cost is zero; enter it, or say that it is not known yet"),
        ReceiptError::NoExpiry(name) => format!("{name}: enter its expiry date"),
        ReceiptError::Expired { name, date } => format!("{name} expired on {date}; do not take it in, or note it as damaged"),
        ReceiptError::Blocked { name, lot } => format!("{name} lot {lot} is being recalled; do not take it in"),
        ReceiptError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}

fn moved(error: &MoveError) -> String {
    match error {
        MoveError::Empty => "name the goods first".to_owned(),
        MoveError::Quantity(name) => format!("{name}: the quantity must be above zero and whole"),
        MoveError::NotThere { name, there } => format!("{name}: only {there} there; check the quantity or count first"),
        MoveError::NoBox(name) => format!("{name} is no box that can be opened; fill in what is inside first"),
        MoveError::OneBox => "one kind of box at a time; the others after it".to_owned(),
        MoveError::NoParty(what) => match *what {
            "pemasoknya" => "name the supplier".to_owned(),
            "toko tujuannya" => "name the shop it goes to".to_owned(),
            "toko asalnya" => "name the shop it comes from".to_owned(),
            other => format!("name {other}"),
        },
        MoveError::NotOwn(name) => format!("{name} belongs to somebody else; hand it back through consignment"),
        MoveError::NotOnTheWay(reference) => format!("nothing sent as {reference} is still on the way"),
        MoveError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}

fn product(error: &ProductError) -> String {
    match error {
        ProductError::NoSku => "the key is empty".to_owned(),
        ProductError::NoName => "the name is empty".to_owned(),
        ProductError::BadText(text) => format!("“{text}” is too long or has characters that cannot be seen"),
        ProductError::NoBasePack => "there is no base pack (pack_size 1)".to_owned(),
        ProductError::DoublePack(pack) => format!("pack {pack} is there twice"),
        ProductError::TwoBasePacks(first, second) => format!("two base packs (pack_size 1): {first} and {second}"),
        ProductError::InsideItself(sku) => format!("box {sku} cannot hold itself, and must hold something"),
        ProductError::BadNumber(what) => format!("{what} must be zero or more and make sense"),
        ProductError::BadFactor(pack) => format!("pack {pack} must hold 1 to 100,000"),
        ProductError::AboveCeiling { pack, price, ceiling } => {
            format!("the price of {pack}, Rp {price}, is above the ceiling (HET) of Rp {ceiling}")
        }
        ProductError::BadBreak(pack) => format!("tiered prices of {pack} begin above zero, are not below zero, and each only once"),
        ProductError::WeighedPack => "goods by weight have a base pack only".to_owned(),
        ProductError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}
