//! Refusals as sentences. Their own words are Bahasa Indonesia; English stands here.

use app::{Fault, Refusal};
use domain::barcode::BarcodeError;
use domain::cart::CartError;
use domain::quantity::QuantityError;
use domain::sale::SettleError;

use crate::{Language, day_refusals, payment, stock_refusals, tills, trade_refusals};

/// What happened and what to do.
pub fn sentence(fault: &Fault, language: Language) -> String {
    let text = match (language, fault) {
        (Language::English, Fault::Refused(refusal)) => english(refusal),
        (Language::English, Fault::File { what, source }) => format!("{what}: {}", file(source)),
        _ => fault.to_string(),
    };
    capital(&text)
}

/// What the system says of a file; [`app::files::words`] in English.
fn file(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "no permission".to_owned(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::IsADirectory => "that is a folder, not a file".to_owned(),
        ErrorKind::NotADirectory => "that is a file, not a folder".to_owned(),
        _ => error.to_string(),
    }
}

/// A text that begins with a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn english(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Barcode(error) => barcode(error),
        Refusal::UnknownCode(code) => format!("code {code} is not known; search the name or add the goods"),
        Refusal::Ambiguous { code, goods } => format!("code {code} belongs to more than one product ({goods}); choose one"),
        Refusal::Expired { name, date } => format!("{name} expired on {date}; do not sell it"),
        Refusal::NeedsWeight(name) => format!("{name} is sold by weight; enter the weight"),
        Refusal::NeedsPrice(name) => format!("{name} has no fixed price; enter the price"),
        Refusal::Cart(error) => cart(error),
        Refusal::Settle(error) => settle(error),
        Refusal::Qris(error) => format!("the QRIS cannot be used: {error}"),
        Refusal::NoQris => "the shop's QRIS is not set; fill in qris.static in the settings".to_owned(),
        Refusal::QrisWaiting => "a QRIS is waiting for confirmation; confirm or cancel it first".to_owned(),
        Refusal::NoSuchTender => "that payment is no longer there".to_owned(),
        Refusal::MoneyTaken => "money was already taken for this cart; hand it back or finish the sale first".to_owned(),
        Refusal::EmptyCart => "the cart is empty; scan something first".to_owned(),
        Refusal::NoSuchCart => "that parked cart is no longer there".to_owned(),
        Refusal::NoSuchMember(number) => format!("no member {number}; check the number"),
        Refusal::NeedsApproval(_) => "needs permission: ask a manager for a PIN and a reason".to_owned(),
        Refusal::CannotApprove(name) => format!("{name} may not allow this"),
        Refusal::NeedsReason => "enter a reason".to_owned(),
        Refusal::NoSuchStaff(id) => format!("no staff {id}"),
        Refusal::StaffExists(id) => format!("the key “{id}” is taken; choose another, or change that person"),
        Refusal::WrongPin { wait_seconds: 0 } => "wrong PIN; try again".to_owned(),
        Refusal::WrongPin { wait_seconds } => format!("wrong PIN; try again in {wait_seconds} seconds"),
        Refusal::TooSoon(seconds) => format!("too many wrong tries; try again in {seconds} seconds"),
        Refusal::BadPin => "a PIN has 4 to 8 digits that are not all the same".to_owned(),
        Refusal::NoShift => "the till is not open; enter the opening float first".to_owned(),
        Refusal::ShiftIsOpen(date) => format!("the till is already open for {date}"),
        Refusal::NoSuchReceipt(number) => format!("no receipt {number}; check the number"),
        Refusal::NoPrinter => "no printer is set; fill in printer.receipt.link in the settings".to_owned(),
        Refusal::NoSuchJob(_) => "that print job is gone or done".to_owned(),
        Refusal::UnknownSetting(key) => format!("setting “{key}” is not known"),
        Refusal::BadSetting { key, why } => format!("{key}: {why}"),
        Refusal::Empty(what) => format!("{what} must be filled in"),
        Refusal::Rows { count, list } => format!("{count} faulty rows; nothing was imported:\n{list}"),
        Refusal::File(why) | Refusal::Amount(why) => why.clone(),
        Refusal::Till(refusal) => tills::till(refusal),
        Refusal::Backup(refusal) => tills::backup(refusal),
        Refusal::Stock(refusal) => stock_refusals::stock(refusal),
        Refusal::Trade(refusal) => trade_refusals::trade(refusal),
        Refusal::Cancelled => "the report was given up".to_owned(),
        Refusal::TooLongForPaper(lines) => format!("a report of {lines} lines is too long for receipt paper; save it as PDF"),
        Refusal::DateClosed(_)
        | Refusal::StrangeDate(_)
        | Refusal::OtherTill(_)
        | Refusal::PaymentOpen
        | Refusal::ShiftsOpen(_)
        | Refusal::NeedsSignature(_)
        | Refusal::NotInDrawer(_)
        | Refusal::NotInSafe(_)
        | Refusal::Count(_)
        | Refusal::Return(_)
        | Refusal::NotVoidable(_)
        | Refusal::Entry(_)
        | Refusal::NoSuchTemplate(_)
        | Refusal::NoSuchJournal
        | Refusal::AlreadyReversed
        | Refusal::Period(_)
        | Refusal::NoSuchReport(_)
        | Refusal::LastManager => day_refusals::day(refusal),
        Refusal::TotalTooLarge(limit) => format!("the total is too large (at most Rp {limit})"),
    }
}

fn barcode(error: &BarcodeError) -> String {
    match error {
        BarcodeError::Empty => "the code is empty".to_owned(),
        BarcodeError::TooLong => "the code is too long".to_owned(),
        BarcodeError::StrangeCharacter => "the code has a character that is not known".to_owned(),
        BarcodeError::WrongCheckDigit(code) => format!("the check digit of {code} is wrong; scan once more"),
        BarcodeError::Gs1(error) => format!("the GS1 code cannot be read ({error})"),
    }
}

fn cart(error: &CartError) -> String {
    match error {
        CartError::Quantity(QuantityError::NotANumber(text)) => format!("“{text}” is not a quantity; at most three decimals"),
        CartError::Quantity(QuantityError::NotPositive) => "the quantity must be above zero".to_owned(),
        CartError::Quantity(QuantityError::TooLarge(text)) => format!("quantity {text} is too large; is it a barcode?"),
        CartError::Quantity(QuantityError::NotWhole) => "these goods are sold by the piece; enter a whole number".to_owned(),
        CartError::NoSuchLine => "that line is no longer there".to_owned(),
        CartError::TooManyLines => "a receipt has at most 200 lines; take payment, then go on with a new one".to_owned(),
        CartError::PriceOutOfRange(limit) => format!("a price is Rp 0 to Rp {limit}"),
        CartError::AboveCeiling(ceiling) => format!("above the legal ceiling (HET) of Rp {ceiling}; lower the price"),
        CartError::BadDiscount => "a discount is 0 to 100 % or an amount".to_owned(),
        CartError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}

fn settle(error: &SettleError) -> String {
    let name = |kind| payment::kind(kind, Language::English);
    match error {
        SettleError::EmptyCart => "the cart is empty".to_owned(),
        SettleError::Short { short } => format!("Rp {short} is missing"),
        SettleError::OverWithoutChange { kind, over } => format!("{} is Rp {over} too much; only cash gives change", name(*kind)),
        SettleError::NotPositive(kind) => format!("the {} amount must be above zero", name(*kind)),
        SettleError::TwoOpenAmounts => "only one way of paying may be without an amount".to_owned(),
        SettleError::TooMuch => "the money received is too much; check the number".to_owned(),
        SettleError::Overflow(_) => "the numbers are too large".to_owned(),
    }
}
