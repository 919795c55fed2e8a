//! UBL as a document.

use std::str::FromStr;

use roxmltree::{Node, ParsingOptions};
use uuid::Uuid;

use super::{CAC, CBC, PACK, REFERS};
use crate::document::{
    Allocation, Content, CreditNote, Despatch, DespatchLine, Document, Goods, Invoice, InvoiceLine, LONGEST, Order, OrderLine,
    OrderResponse, PartyRef, ReceiptAdvice, ReceiptAdviceLine, ResponseLine, Statement, StatementRow,
};

/// Why a text is no UBL that can be used here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UblError {
    /// Not XML.
    #[error("berkas ini bukan XML yang utuh ({0}); minta dikirim ulang")]
    NoXml(String),
    /// Another document.
    #[error(
        "dokumen UBL «{0}» tidak dikenal; yang bisa dimuat: Order, OrderResponse, DespatchAdvice, ReceiptAdvice, Invoice, CreditNote, Statement"
    )]
    Unknown(String),
    /// Something that must be there.
    #[error("dokumen UBL tidak lengkap: {0} tidak ada")]
    Missing(&'static str),
    /// A value that cannot be.
    #[error("dokumen UBL: {name} «{value}» tidak terbaca")]
    Value {
        /// Which.
        name: &'static str,
        /// What stands there.
        value: String,
    },
    /// Another currency.
    #[error("dokumen UBL memakai mata uang {0}; di sini hanya rupiah (IDR)")]
    Currency(String),
    /// Too long.
    #[error("berkas UBL terlalu besar")]
    TooLong,
}

/// An element with the reading that this format needs.
#[derive(Clone, Copy)]
struct At<'a>(Node<'a, 'a>);

impl<'a> At<'a> {
    fn all(self, namespace: &'static str, name: &'static str) -> impl Iterator<Item = At<'a>> {
        self.0.children().filter(move |node| node.has_tag_name((namespace, name))).map(At)
    }

    fn child(self, path: &[&'static str]) -> Option<At<'a>> {
        path.iter().try_fold(self, |at, name| at.all(CAC, name).next())
    }

    fn text(self, name: &'static str) -> &'a str {
        self.all(CBC, name).next().and_then(|at| at.0.text()).unwrap_or_default().trim()
    }

    /// The text of a basic element below aggregates; empty when any is missing.
    fn deep(self, path: &[&'static str], name: &'static str) -> String {
        self.child(path).map_or("", |at| at.text(name)).to_owned()
    }

    fn read<T: FromStr>(self, name: &'static str) -> Result<Option<T>, UblError> {
        let text = self.text(name);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).map_err(|_| UblError::Value { name, value: text.to_owned() })
    }

    fn need<T: FromStr>(self, name: &'static str) -> Result<T, UblError> {
        self.read(name)?.ok_or(UblError::Missing(name))
    }

    /// A whole number of rupiah: `1500`, `1500.00`.
    fn rupiah(self, name: &'static str) -> Result<i64, UblError> {
        let Some(node) = self.all(CBC, name).next() else { return Ok(0) };
        if let Some(currency) = node.0.attribute("currencyID").filter(|currency| *currency != "IDR") {
            return Err(UblError::Currency(currency.to_owned()));
        }
        let thousandths = decimal(self.text(name), name)?;
        if thousandths % 1_000 == 0 { Ok(thousandths / 1_000) } else { Err(wrong(name, self.text(name))) }
    }

    /// Thousandths.
    fn quantity(self, name: &'static str) -> Result<i64, UblError> {
        let text = self.text(name);
        if text.is_empty() { Ok(0) } else { decimal(text, name) }
    }
}

fn wrong(name: &'static str, value: &str) -> UblError {
    UblError::Value { name, value: value.to_owned() }
}

/// A decimal number as thousandths; more than three places only when they are zeros.
fn decimal(text: &str, name: &'static str) -> Result<i64, UblError> {
    let error = || wrong(name, text);
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (kept, rest) = fraction.split_at_checked(3).unwrap_or((fraction, ""));
    if whole.is_empty() || !plain(whole) || !plain(fraction) || rest.bytes().any(|byte| byte != b'0') {
        return Err(error());
    }
    let whole: i64 = whole.parse().map_err(|_| error())?;
    let fraction: i64 = format!("{kept:0<3}").parse().map_err(|_| error())?;
    whole.checked_mul(1_000).and_then(|whole| whole.checked_add(fraction)).map(|size| sign * size).ok_or_else(error)
}

/// Reads UBL. Nothing in it is signed: whoever takes it in says that it is right.
///
/// # Errors
/// [`UblError`].
pub fn from_ubl(text: &str) -> Result<Document, UblError> {
    if text.len() > LONGEST {
        return Err(UblError::TooLong);
    }
    // A document type declaration has no place in UBL, and entities in it could grow without end.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 4_000_000, ..ParsingOptions::default() };
    let tree = roxmltree::Document::parse_with_options(text, options).map_err(|error| UblError::NoXml(error.to_string()))?;
    let root = At(tree.root_element());
    let currency = root.text("DocumentCurrencyCode");
    if !matches!(currency, "" | "IDR") {
        return Err(UblError::Currency(currency.to_owned()));
    }
    let name = root.0.tag_name().name();
    let (from, to, content) = match name {
        "Order" => ("BuyerCustomerParty", "SellerSupplierParty", Content::Order(order(root)?)),
        "OrderResponse" => ("SellerSupplierParty", "BuyerCustomerParty", Content::OrderResponse(response(root)?)),
        "DespatchAdvice" => ("DespatchSupplierParty", "DeliveryCustomerParty", Content::Despatch(despatch(root)?)),
        "ReceiptAdvice" => ("DeliveryCustomerParty", "DespatchSupplierParty", Content::ReceiptAdvice(receipt(root)?)),
        "Invoice" => ("AccountingSupplierParty", "AccountingCustomerParty", Content::Invoice(invoice(root)?)),
        "CreditNote" => ("AccountingSupplierParty", "AccountingCustomerParty", Content::CreditNote(credit(root)?)),
        "Statement" => ("AccountingSupplierParty", "AccountingCustomerParty", Content::Statement(statement(root)?)),
        other => return Err(UblError::Unknown(other.chars().take(40).collect())),
    };
    let number: String = root.need("ID")?;
    Ok(Document {
        id: root.read("UUID")?.unwrap_or_else(Uuid::now_v7),
        number,
        from: party(root, from)?,
        to: party(root, to)?,
        date: root.need("IssueDate")?,
        refers: refers(root),
        currency: "IDR".to_owned(),
        content,
    })
}

fn party(root: At<'_>, name: &'static str) -> Result<PartyRef, UblError> {
    let at = root.child(&[name, "Party"]).ok_or(UblError::Missing(name))?;
    let legal = at.deep(&["PartyLegalEntity"], "CompanyID");
    let id = if legal.is_empty() { at.deep(&["PartyIdentification"], "ID") } else { legal };
    let called = at.deep(&["PartyName"], "Name");
    let name = if called.is_empty() { at.deep(&["PartyLegalEntity"], "RegistrationName") } else { called };
    Ok(PartyRef { id, name })
}

fn uuid(text: &str) -> Option<Uuid> {
    Uuid::parse_str(text).ok()
}

/// The document that is answered: the invoice of a credit note, what the order's reference names, or the order.
fn refers(root: At<'_>) -> Option<Uuid> {
    let invoice = root.deep(&["BillingReference", "InvoiceDocumentReference"], "UUID");
    let order = root.child(&["OrderReference"]);
    let named = order.and_then(|at| at.all(CAC, "DocumentReference").find(|at| at.text("DocumentType") == REFERS));
    uuid(&invoice).or_else(|| uuid(named?.text("UUID"))).or_else(|| uuid(order?.text("UUID")))
}

fn goods(at: At<'_>) -> Result<Goods, UblError> {
    let item = at.child(&["Item"]).ok_or(UblError::Missing("Item"))?;
    let pack = item.all(CAC, "AdditionalItemProperty").find(|at| at.text("Name") == PACK);
    Ok(Goods {
        code: item.deep(&["SellersItemIdentification"], "ID"),
        sku: item.deep(&["BuyersItemIdentification"], "ID"),
        gtin: item.deep(&["StandardItemIdentification"], "ID"),
        name: item.text("Name").to_owned(),
        pack: pack.map_or("PCS", |at| at.text("Value")).to_owned(),
        factor: item.read("PackSizeNumeric")?.unwrap_or(1),
    })
}

fn price(at: At<'_>) -> Result<i64, UblError> {
    at.child(&["Price"]).map_or(Ok(0), |price| price.rupiah("PriceAmount"))
}

fn order(root: At<'_>) -> Result<Order, UblError> {
    let line = |at: At<'_>| {
        let of = at.child(&["LineItem"]).ok_or(UblError::Missing("LineItem"))?;
        Ok(OrderLine {
            line: of.need("ID")?,
            goods: goods(of)?,
            quantity: of.quantity("Quantity")?,
            price: price(of)?,
            amount: of.rupiah("LineExtensionAmount")?,
            catalogue: at.child(&["CatalogueLineReference", "DocumentReference"]).map_or(Ok(None), |at| at.read("ID"))?,
            tax: of.deep(&["Item", "ClassifiedTaxCategory"], "ID"),
        })
    };
    let wanted = root.child(&["Delivery", "RequestedDeliveryPeriod"]);
    Ok(Order {
        wanted: wanted.map_or(Ok(None), |at| at.read("EndDate"))?,
        pool: root.text("CustomerReference").to_owned(),
        note: root.text("Note").to_owned(),
        lines: root.all(CAC, "OrderLine").map(line).collect::<Result<_, UblError>>()?,
        total: root.child(&["AnticipatedMonetaryTotal"]).map_or(Ok(0), |at| at.rupiah("PayableAmount"))?,
    })
}

fn response(root: At<'_>) -> Result<OrderResponse, UblError> {
    let line = |at: At<'_>| {
        let of = at.child(&["LineItem"]).ok_or(UblError::Missing("LineItem"))?;
        Ok(ResponseLine { line: of.need("ID")?, quantity: of.quantity("Quantity")?, price: price(of)?, reason: of.text("Note").to_owned() })
    };
    let delivery = root.child(&["Delivery", "PromisedDeliveryPeriod"]);
    Ok(OrderResponse {
        delivery: delivery.map_or(Ok(None), |at| at.read("EndDate"))?,
        freight: charges(root)?.1,
        lines: root.all(CAC, "OrderLine").map(line).collect::<Result<_, UblError>>()?,
    })
}

fn order_line(at: At<'_>) -> Result<u32, UblError> {
    Ok(at.child(&["OrderLineReference"]).map_or(Ok(None), |at| at.read("LineID"))?.unwrap_or(0))
}

fn despatch(root: At<'_>) -> Result<Despatch, UblError> {
    let line = |at: At<'_>| {
        let lot = at.child(&["Item", "ItemInstance", "LotIdentification"]);
        Ok(DespatchLine {
            line: order_line(at)?,
            goods: goods(at)?,
            quantity: at.quantity("DeliveredQuantity")?,
            expiry: lot.map_or(Ok(None), |lot| lot.read("ExpiryDate"))?,
            lot: lot.map_or("", |lot| lot.text("LotNumberID")).to_owned(),
        })
    };
    Ok(Despatch {
        vehicle: root.deep(&["Shipment", "ShipmentStage", "TransportMeans", "RoadTransport"], "LicensePlateID"),
        driver: root.deep(&["Shipment", "ShipmentStage", "DriverPerson"], "FirstName"),
        lines: root.all(CAC, "DespatchLine").map(line).collect::<Result<_, UblError>>()?,
    })
}

fn receipt(root: At<'_>) -> Result<ReceiptAdvice, UblError> {
    let line = |at: At<'_>| {
        let (good, short, damaged) = (at.quantity("ReceivedQuantity")?, at.quantity("ShortQuantity")?, at.quantity("RejectedQuantity")?);
        let noted = good.checked_add(short).and_then(|sum| sum.checked_add(damaged)).ok_or_else(|| wrong("ReceivedQuantity", ""))?;
        Ok(ReceiptAdviceLine { line: order_line(at)?, goods: goods(at)?, noted, good, damaged, reason: at.text("RejectReason").to_owned() })
    };
    Ok(ReceiptAdvice {
        order: root.child(&["OrderReference"]).and_then(|at| uuid(at.text("UUID"))),
        note: root.text("Note").to_owned(),
        lines: root.all(CAC, "ReceiptLine").map(line).collect::<Result<_, UblError>>()?,
    })
}

fn billed(at: At<'_>, counted: &'static str) -> Result<InvoiceLine, UblError> {
    Ok(InvoiceLine {
        line: at.need("ID")?,
        order_line: order_line(at)?,
        goods: goods(at)?,
        quantity: at.quantity(counted)?,
        price: price(at)?,
        amount: at.rupiah("LineExtensionAmount")?,
    })
}

/// What is taken off, and what is charged beside the goods.
fn charges(root: At<'_>) -> Result<(i64, i64), UblError> {
    let (mut discount, mut freight) = (0i64, 0i64);
    for at in root.all(CAC, "AllowanceCharge") {
        let rupiah = at.rupiah("Amount")?;
        let sum = if at.text("ChargeIndicator") == "true" { &mut freight } else { &mut discount };
        *sum = sum.checked_add(rupiah).ok_or_else(|| wrong("Amount", ""))?;
    }
    Ok((discount, freight))
}

fn tax(root: At<'_>) -> Result<i64, UblError> {
    root.child(&["TaxTotal"]).map_or(Ok(0), |at| at.rupiah("TaxAmount"))
}

fn payable(root: At<'_>) -> Result<i64, UblError> {
    root.child(&["LegalMonetaryTotal"]).ok_or(UblError::Missing("LegalMonetaryTotal"))?.rupiah("PayableAmount")
}

fn invoice(root: At<'_>) -> Result<Invoice, UblError> {
    let (discount, freight) = charges(root)?;
    Ok(Invoice {
        note: root.text("Note").to_owned(),
        order: root.child(&["OrderReference"]).and_then(|at| uuid(at.text("UUID"))),
        lines: root.all(CAC, "InvoiceLine").map(|at| billed(at, "InvoicedQuantity")).collect::<Result<_, UblError>>()?,
        discount,
        freight,
        tax: tax(root)?,
        total: payable(root)?,
        due: root.need("DueDate")?,
        consignment: root.text("InvoiceTypeCode") == "395",
    })
}

fn credit(root: At<'_>) -> Result<CreditNote, UblError> {
    let goods = root.all(CAC, "CreditNoteLine").filter(|at| at.child(&["Item"]).is_some());
    let mut allocations = Vec::new();
    for at in root.all(CAC, "BillingReference") {
        let (Some(claim), Some(line)) = (at.child(&["AdditionalDocumentReference"]), at.child(&["BillingReferenceLine"])) else { continue };
        allocations.push(Allocation { claim: claim.need("UUID")?, amount: line.rupiah("Amount")? });
    }
    Ok(CreditNote {
        cause: root.deep(&["DiscrepancyResponse"], "ResponseCode"),
        reason: root.text("Note").to_owned(),
        lines: goods.map(|at| billed(at, "CreditedQuantity")).collect::<Result<_, UblError>>()?,
        tax: tax(root)?,
        total: payable(root)?,
        allocations,
    })
}

fn statement(root: At<'_>) -> Result<Statement, UblError> {
    let (from, to) = (party(root, "AccountingSupplierParty")?.id, party(root, "AccountingCustomerParty")?.id);
    let row = |at: At<'_>| {
        let debit = !at.text("DebitLineAmount").is_empty();
        let document = at.child(&["DocumentReference"]).ok_or(UblError::Missing("DocumentReference"))?;
        let terms = at.child(&["PaymentTerms"]).ok_or(UblError::Missing("PaymentTerms"))?;
        Ok(StatementRow {
            claim: at.need("UUID")?,
            document: document.text("ID").to_owned(),
            debtor: if debit { to.clone() } else { from.clone() },
            date: document.need("IssueDate")?,
            due: terms.need("PaymentDueDate")?,
            amount: at.rupiah(if debit { "DebitLineAmount" } else { "CreditLineAmount" })?,
            open: at.rupiah("BalanceAmount")?,
        })
    };
    // Number and hashes stand in the note: no field of UBL has them.
    let note = root.text("Note");
    let mut chain = note.split(' ');
    let number = chain.next().and_then(|number| number.parse().ok()).unwrap_or(0);
    let mut hash = || chain.next().unwrap_or_default().to_owned();
    Ok(Statement {
        upto: root.child(&["StatementPeriod"]).ok_or(UblError::Missing("StatementPeriod"))?.need("EndDate")?,
        number,
        previous: hash(),
        hash: hash(),
        rows: root.all(CAC, "StatementLine").map(row).collect::<Result<_, UblError>>()?,
    })
}
