//! UBL as a document.

use roxmltree::ParsingOptions;
use uuid::Uuid;

use super::at::{At, UblError, wrong};
use super::{CAC, PACK, REFERS, catalogue};
use crate::document::{
    Allocation, Content, CreditNote, Despatch, DespatchLine, Document, Goods, Invoice, InvoiceLine, LONGEST, Order, OrderLine,
    OrderResponse, PartyRef, ReceiptAdvice, ReceiptAdviceLine, ResponseLine, Statement, StatementRow,
};

/// UBL as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Foreign {
    /// What it says. Goods whose pack size the file does not say have `factor` 0.
    pub document: Document,
    /// True: the document's id is the file's own; else it was made here.
    pub own_id: bool,
    /// What it names by number.
    pub names: Names,
}

/// The numbers of other documents that a file names; empty: none. Programs that are not ours seldom name ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The order.
    pub order: String,
    /// The surat jalan.
    pub despatch: String,
    /// The receipt advice.
    pub receipt: String,
    /// The invoice of a credit note.
    pub invoice: String,
}

/// Reads UBL that we wrote: [`read_ubl`] without what it names by number.
///
/// # Errors
/// [`UblError`].
pub fn from_ubl(text: &str) -> Result<Document, UblError> {
    read_ubl(text).map(|read| read.document)
}

/// Reads UBL. Nothing in it is signed: whoever takes it in says that it is right.
///
/// # Errors
/// [`UblError`].
pub fn read_ubl(text: &str) -> Result<Foreign, UblError> {
    if text.len() > LONGEST {
        return Err(UblError::TooLong);
    }
    // A document type declaration has no place in UBL, and entities in it could grow without end.
    let options = ParsingOptions { allow_dtd: false, nodes_limit: 4_000_000, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{feff}');
    let tree = roxmltree::Document::parse_with_options(text, options).map_err(|error| UblError::NoXml(error.to_string()))?;
    let root = At(tree.root_element());
    let currency = root.text("DocumentCurrencyCode");
    if !matches!(currency, "" | "IDR") {
        return Err(UblError::Currency(currency.chars().take(40).collect()));
    }
    let name = root.0.tag_name().name();
    let (from, to, content) = match name {
        "Catalogue" => ("ProviderParty", "ReceiverParty", Content::Catalogue(catalogue::read(root)?)),
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
    let own = uuid(root.text("UUID"));
    let document = Document {
        id: own.unwrap_or_else(Uuid::now_v7),
        number,
        from: party(root, from)?,
        to: party(root, to)?,
        date: root.need("IssueDate")?,
        refers: refers(root),
        currency: "IDR".to_owned(),
        content,
    };
    Ok(Foreign { document, own_id: own.is_some(), names: names(root) })
}

fn names(root: At<'_>) -> Names {
    let named = |path: &[&'static str]| {
        let number = root.deep(path, "ID");
        // What Peppol programs write where the schema wants a number and there is none.
        if matches!(number.as_str(), "NA" | "N/A" | "-") { String::new() } else { number }
    };
    Names {
        order: named(&["OrderReference"]),
        despatch: named(&["DespatchDocumentReference"]),
        receipt: named(&["ReceiptDocumentReference"]),
        invoice: named(&["BillingReference", "InvoiceDocumentReference"]),
    }
}

fn party(root: At<'_>, name: &'static str) -> Result<PartyRef, UblError> {
    let of = root.child(&[name]).ok_or(UblError::Missing(name))?;
    // Those of a catalogue are parties themselves.
    let at = of.child(&["Party"]).unwrap_or(of);
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

pub(super) fn goods(at: At<'_>) -> Result<Goods, UblError> {
    let item = at.child(&["Item"]).ok_or(UblError::Missing("Item"))?;
    let pack = item.all(CAC, "AdditionalItemProperty").find(|at| at.text("Name") == PACK);
    Ok(Goods {
        code: item.deep(&["SellersItemIdentification"], "ID"),
        sku: item.deep(&["BuyersItemIdentification"], "ID"),
        gtin: item.deep(&["StandardItemIdentification"], "ID"),
        name: item.text("Name").to_owned(),
        pack: pack.map_or("", |at| at.text("Value")).to_owned(),
        factor: pack_size(item)?,
    })
}

/// Base units in the pack; 0: not said.
fn pack_size(item: At<'_>) -> Result<i64, UblError> {
    let thousandths = item.quantity("PackSizeNumeric")?;
    if thousandths % 1_000 == 0 { Ok(thousandths / 1_000) } else { Err(wrong("PackSizeNumeric", item.text("PackSizeNumeric"))) }
}

/// The price of one pack, rupiah; some write it for a hundred of them.
pub(super) fn price(at: At<'_>) -> Result<i64, UblError> {
    let Some(price) = at.child(&["Price"]) else { return Ok(0) };
    let (amount, base) = (price.rupiah("PriceAmount")?, price.quantity("BaseQuantity")?);
    if matches!(base, 0 | 1_000) {
        return Ok(amount);
    }
    let scaled = amount.checked_mul(1_000).filter(|scaled| scaled.checked_rem(base) == Some(0));
    scaled.map(|scaled| scaled / base).ok_or_else(|| wrong("BaseQuantity", price.text("BaseQuantity")))
}

/// The price of a billed pack, rupiah: where the line has a discount of its own, or a price with a fraction, what it comes to.
fn billed_price(at: At<'_>, quantity: i64, amount: i64) -> Result<i64, UblError> {
    let discounted = at.all(CAC, "AllowanceCharge").next().is_some();
    match price(at) {
        Ok(price) if !discounted => Ok(price),
        Err(UblError::Currency(currency)) => Err(UblError::Currency(currency)),
        read if quantity <= 0 => read,
        _ => {
            let (quantity, thousandths) = (i128::from(quantity), i128::from(amount) * 1_000);
            i64::try_from((thousandths + quantity / 2) / quantity).map_err(|_| wrong("PriceAmount", ""))
        }
    }
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
    let lines: Vec<OrderLine> = root.all(CAC, "OrderLine").map(line).collect::<Result<_, UblError>>()?;
    let sum = lines.iter().map(|line| line.amount).fold(0, i64::saturating_add);
    Ok(Order {
        wanted: wanted.map_or(Ok(None), |at| at.read("EndDate"))?,
        pool: root.text("CustomerReference").to_owned(),
        note: root.text("Note").to_owned(),
        lines,
        total: root.child(&["AnticipatedMonetaryTotal"]).map_or(Ok(sum), |at| at.rupiah("PayableAmount"))?,
    })
}

fn response(root: At<'_>) -> Result<OrderResponse, UblError> {
    let line = |at: At<'_>| {
        let of = at.child(&["LineItem"]).ok_or(UblError::Missing("LineItem"))?;
        let line = match order_line(at)? {
            0 => of.need("ID")?,
            line => line,
        };
        Ok(ResponseLine { line, quantity: of.quantity("Quantity")?, price: price(of)?, reason: of.text("Note").to_owned() })
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
    let (quantity, amount) = (at.quantity(counted)?, at.rupiah("LineExtensionAmount")?);
    Ok(InvoiceLine {
        line: at.need("ID")?,
        order_line: order_line(at)?,
        goods: goods(at)?,
        quantity,
        price: billed_price(at, quantity, amount)?,
        amount,
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
    let despatch = names(root).despatch;
    Ok(Invoice {
        note: if despatch.is_empty() { root.text("Note").to_owned() } else { despatch },
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
        let date = document.read("IssueDate")?.or(root.read("IssueDate")?).ok_or(UblError::Missing("IssueDate"))?;
        let amount = at.rupiah(if debit { "DebitLineAmount" } else { "CreditLineAmount" })?;
        Ok(StatementRow {
            claim: uuid(at.text("UUID")).unwrap_or_default(),
            document: document.text("ID").to_owned(),
            debtor: if debit { to.clone() } else { from.clone() },
            date,
            due: at.child(&["PaymentTerms"]).map_or(Ok(None), |terms| terms.read("PaymentDueDate"))?.unwrap_or(date),
            amount,
            open: if at.text("BalanceAmount").is_empty() { amount } else { at.rupiah("BalanceAmount")? },
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
