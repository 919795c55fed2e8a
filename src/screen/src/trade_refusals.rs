//! What the trade with others refuses, in English.

use app::trade::{DocumentError, FileError, PartsError, TradeRefusal, UblError};
use domain::trade::PartyError;

use crate::{goods_refusals, money_refusals};

pub(crate) fn trade(refusal: &TradeRefusal) -> String {
    match refusal {
        TradeRefusal::Party(error) => party(error),
        TradeRefusal::NoSuchParty(code) => format!("party {code} is not kept; add it, or read its card first"),
        TradeRefusal::SameEntity { legal_id, code } => {
            format!("legal entity {legal_id} is kept as {code}; use that party, not a second one")
        }
        TradeRefusal::OwnCard(legal_id) => format!("legal entity {legal_id} is this shop itself; ask for the other party's card"),
        TradeRefusal::OtherKey { number, party } => {
            format!("document {number} is signed with another key than {party} has; ask for its new card and compare the fingerprint")
        }
        TradeRefusal::NoKey(code) => format!("the key of {code} is not kept; read its card first"),
        TradeRefusal::NotForUs { number, to } => format!("document {number} is for {to}, not for this shop; not taken in"),
        TradeRefusal::OwnDocument(number) => format!("this shop made document {number} itself; not taken in again"),
        TradeRefusal::Twice { number, party } => {
            format!("document {number} of {party} is here with other words; ask the sender, the first one stands")
        }
        TradeRefusal::NoOriginal { number } => {
            format!("document {number} answers one that is not here yet; read the earlier file, then this one")
        }
        TradeRefusal::NoSuchDocument(number) => format!("no document {number}; check the number"),
        TradeRefusal::Nonsense { number, why } => format!("document {number} makes no sense: {why}; the sender has to mend it"),
        TradeRefusal::OldCatalogue { party, version, known } => {
            format!("catalogue {party} version {version} is older than the one here (version {known}); not taken in")
        }
        TradeRefusal::BeyondOpen { open } => format!("only Rp {open} is still open; check the amount"),
        TradeRefusal::DueBefore { due, date } => format!("the due date {due} is before the invoice's date {date}; check the dates"),
        TradeRefusal::State(why) => why.clone(),
        TradeRefusal::OtherTill(till) => {
            format!("orders, invoices and claims are done on till {till}; open it there, or change trade.till")
        }
        TradeRefusal::Goods(refusal) => goods_refusals::goods(refusal),
        TradeRefusal::Money(refusal) => money_refusals::money(refusal),
        TradeRefusal::Document(error) => document(error),
        TradeRefusal::File(error) => file(error),
        TradeRefusal::Ubl(error) => ubl(error),
        TradeRefusal::OnlyCompared(number) => {
            format!("statement {number} of another program is not signed; compare it with sokoguru statement compare")
        }
        TradeRefusal::Parts(error) => parts(error),
    }
}

fn party(error: &PartyError) -> String {
    match error {
        PartyError::NoCode => "enter the party's code (letters and digits, 40 at most)".to_owned(),
        PartyError::NoName(code) => format!("enter the name of party {code}"),
        PartyError::NoLegalId(code) => format!("enter the legal entity of party {code}; claims are only set off with the same one"),
        PartyError::Terms => "the terms are 0 to 365 days, and the day of settlement 0 to 7".to_owned(),
        PartyError::Account(number) => format!("account number {number} must be 5 to 20 digits"),
    }
}

fn document(error: &DocumentError) -> String {
    match error {
        DocumentError::Unreadable(why) => format!("the document cannot be read ({why}); have it sent again, or update this program"),
        DocumentError::Currency { number, currency } => format!("document {number} is in {currency}; only rupiah (IDR) here"),
        DocumentError::Forged(number) => format!("the signature of document {number} does not fit its text; have it sent again"),
    }
}

fn file(error: &FileError) -> String {
    match error {
        FileError::Foreign => "this is no file of Sokoguru documents; choose the right one".to_owned(),
        FileError::Newer => "a later Sokoguru made this file of documents; update this program first".to_owned(),
        FileError::Damaged(line) => format!("line {line} of the file is damaged or cut off; have it sent again"),
        FileError::TooLong => "the file of documents is too large".to_owned(),
    }
}

fn ubl(error: &UblError) -> String {
    match error {
        UblError::NoXml(why) => format!("this is no whole XML file ({why}); have it sent again"),
        UblError::Unknown(name) => {
            let known = "Catalogue, Order, OrderResponse, DespatchAdvice, ReceiptAdvice, Invoice, CreditNote, Statement";
            format!("no use for the UBL document {name} here; what can be read: {known}")
        }
        UblError::Missing(name) => format!("the UBL document is not complete: {name} is missing"),
        UblError::Value { name, value } => format!("the UBL document: {name} «{value}» cannot be read"),
        UblError::Currency(currency) => format!("the UBL document is in {currency}; only rupiah (IDR) here"),
        UblError::TooLong => "the UBL file is too large".to_owned(),
    }
}

fn parts(error: &PartsError) -> String {
    match error {
        PartsError::Foreign => "this code is no part of a Sokoguru document; scan the QR codes on the delivery note".to_owned(),
        PartsError::Mixed => "these codes are of different documents; scan one delivery note to its end first".to_owned(),
        PartsError::Missing(places) => format!("part {places} was not scanned yet"),
        PartsError::Damaged => "the codes were misread; scan all of them again".to_owned(),
        PartsError::TooLong => "the document is too long for QR codes; send the file".to_owned(),
    }
}
