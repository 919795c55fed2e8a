//! A document as UBL.

use uuid::Uuid;

use super::tree::{Node, amount, cac, cbc, filled, quantity, whole};
use super::{GTIN, PACK, REFERS, catalogue};
use crate::document::{
    Content, CreditNote, Despatch, Document, Goods, Invoice, InvoiceLine, Order, OrderResponse, PartyRef, ReceiptAdvice, Statement,
};

/// What people call a document that is named by its id.
type Called<'a> = &'a dyn Fn(Uuid) -> Option<String>;

/// The document as UBL 2.1; `None` for a kind that UBL does not have.
pub fn to_ubl(document: &Document) -> Option<String> {
    to_ubl_calling(document, &|_| None)
}

/// As [`to_ubl`], with the numbers of the documents that it names: other programs know them by these.
pub fn to_ubl_calling(document: &Document, called: Called<'_>) -> Option<String> {
    let (root, body) = match &document.content {
        Content::Catalogue(goods) => ("Catalogue", catalogue::write(document, goods)),
        Content::Order(order) => ("Order", of_order(document, order)),
        Content::OrderResponse(response) => ("OrderResponse", of_response(document, response, called)),
        Content::Despatch(despatch) => ("DespatchAdvice", of_despatch(document, despatch, called)),
        Content::ReceiptAdvice(receipt) => ("ReceiptAdvice", of_receipt(document, receipt, called)),
        Content::Invoice(invoice) => ("Invoice", of_invoice(document, invoice, called)),
        Content::CreditNote(note) => ("CreditNote", of_credit(document, note, called)),
        Content::Statement(statement) => ("Statement", of_statement(document, statement)),
        _ => return None,
    };
    let head = [
        Some(cbc("UBLVersionID", "2.1")),
        Some(cbc("ID", &document.number)),
        Some(cbc("UUID", document.id)),
        Some(cbc("IssueDate", document.date)),
    ];
    Some(whole(root, head.into_iter().chain(body)))
}

fn party(name: &'static str, party: &PartyRef) -> Option<Node> {
    let of = cac(
        "Party",
        [
            cac("PartyIdentification", [Some(cbc("ID", &party.id))]),
            cac("PartyName", [filled("Name", &party.name)]),
            cac("PartyLegalEntity", [Some(cbc("CompanyID", &party.id))]),
        ],
    );
    cac(name, [of])
}

fn currency() -> Option<Node> {
    Some(cbc("DocumentCurrencyCode", "IDR"))
}

/// The order, and the document that is answered where it is another.
fn order_reference(order: Option<Uuid>, refers: Option<Uuid>, called: Called<'_>) -> Option<Node> {
    let id = order.or(refers)?;
    let other = refers.filter(|refers| *refers != id);
    let document = other.and_then(|refers| {
        cac("DocumentReference", [Some(number(refers, called)), Some(cbc("UUID", refers)), Some(cbc("DocumentType", REFERS))])
    });
    cac("OrderReference", [Some(number(id, called)), Some(cbc("UUID", id)), document])
}

/// The number of a document; where it is not known, its id, because the schema wants something.
fn number(id: Uuid, called: Called<'_>) -> Node {
    cbc("ID", called(id).unwrap_or_else(|| id.to_string()))
}

fn item(goods: &Goods, instance: Option<Node>) -> Option<Node> {
    taxed(goods, instance, "")
}

/// Goods with their PPN class; empty: not said.
pub(super) fn taxed(goods: &Goods, instance: Option<Node>, tax: &str) -> Option<Node> {
    let id = |name, value: &str| cac(name, [filled("ID", value)]);
    let gtin =
        if goods.gtin.is_empty() { None } else { cac("StandardItemIdentification", [Some(cbc("ID", &goods.gtin).with("schemeID", GTIN))]) };
    cac(
        "Item",
        [
            Some(cbc("PackSizeNumeric", goods.factor)),
            filled("Name", &goods.name),
            id("BuyersItemIdentification", &goods.sku),
            id("SellersItemIdentification", &goods.code),
            gtin,
            filled("ID", tax).and_then(|id| cac("ClassifiedTaxCategory", [Some(id), cac("TaxScheme", [Some(cbc("ID", "PPN"))])])),
            cac("AdditionalItemProperty", [Some(cbc("Name", PACK)), Some(cbc("Value", &goods.pack))]),
            instance,
        ],
    )
}

fn price(rupiah: i64) -> Option<Node> {
    cac("Price", [Some(amount("PriceAmount", rupiah))])
}

fn of_order(document: &Document, order: &Order) -> Vec<Option<Node>> {
    let mut body = vec![filled("Note", &order.note), currency(), filled("CustomerReference", &order.pool)];
    body.push(party("BuyerCustomerParty", &document.from));
    body.push(party("SellerSupplierParty", &document.to));
    body.push(order.wanted.and_then(|date| cac("Delivery", [cac("RequestedDeliveryPeriod", [Some(cbc("EndDate", date))])])));
    body.push(cac("AnticipatedMonetaryTotal", [Some(amount("PayableAmount", order.total))]));
    body.extend(order.lines.iter().map(|line| {
        let of = cac(
            "LineItem",
            [
                Some(cbc("ID", line.line)),
                Some(quantity("Quantity", line.quantity, &line.goods.pack)),
                Some(amount("LineExtensionAmount", line.amount)),
                price(line.price),
                taxed(&line.goods, None, &line.tax),
            ],
        );
        let catalogue = line.catalogue.and_then(|version| {
            let document = cac("DocumentReference", [Some(cbc("ID", version))]);
            cac("CatalogueLineReference", [Some(cbc("LineID", &line.goods.code)), document])
        });
        cac("OrderLine", [of, catalogue])
    }));
    body
}

fn of_response(document: &Document, response: &OrderResponse, called: Called<'_>) -> Vec<Option<Node>> {
    let mut body = vec![currency(), order_reference(None, document.refers, called)];
    body.push(party("SellerSupplierParty", &document.from));
    body.push(party("BuyerCustomerParty", &document.to));
    body.push(response.delivery.and_then(|date| cac("Delivery", [cac("PromisedDeliveryPeriod", [Some(cbc("EndDate", date))])])));
    body.push(allowance(true, "freight", response.freight));
    body.extend(response.lines.iter().map(|line| {
        let of = cac(
            "LineItem",
            [
                Some(cbc("ID", line.line)),
                filled("Note", &line.reason),
                Some(quantity("Quantity", line.quantity, "")),
                price(line.price),
                cac("Item", [Some(cbc("Name", line.line))]),
            ],
        );
        cac("OrderLine", [of])
    }));
    body
}

fn of_despatch(document: &Document, despatch: &Despatch, called: Called<'_>) -> Vec<Option<Node>> {
    let mut body = vec![order_reference(None, document.refers, called)];
    body.push(party("DespatchSupplierParty", &document.from));
    body.push(party("DeliveryCustomerParty", &document.to));
    let means = cac("TransportMeans", [cac("RoadTransport", [filled("LicensePlateID", &despatch.vehicle)])]);
    let driver = cac("DriverPerson", [filled("FirstName", &despatch.driver)]);
    let stage = cac("ShipmentStage", [means, driver]);
    body.push(stage.and_then(|stage| cac("Shipment", [Some(cbc("ID", &document.number)), Some(stage)])));
    body.extend(despatch.lines.iter().enumerate().map(|(at, line)| {
        let lot = cac("LotIdentification", [filled("LotNumberID", &line.lot), line.expiry.map(|date| cbc("ExpiryDate", date))]);
        cac(
            "DespatchLine",
            [
                Some(cbc("ID", at + 1)),
                Some(quantity("DeliveredQuantity", line.quantity, &line.goods.pack)),
                cac("OrderLineReference", [Some(cbc("LineID", line.line))]),
                item(&line.goods, cac("ItemInstance", [lot])),
            ],
        )
    }));
    body
}

fn of_receipt(document: &Document, receipt: &ReceiptAdvice, called: Called<'_>) -> Vec<Option<Node>> {
    let mut body = vec![filled("Note", &receipt.note), order_reference(receipt.order, document.refers, called)];
    body.push(party("DeliveryCustomerParty", &document.from));
    body.push(party("DespatchSupplierParty", &document.to));
    body.extend(receipt.lines.iter().enumerate().map(|(at, line)| {
        let pack = &line.goods.pack;
        // What came short is what was noted less what came.
        let short = line.noted.saturating_sub(line.good).saturating_sub(line.damaged);
        cac(
            "ReceiptLine",
            [
                Some(cbc("ID", at + 1)),
                Some(quantity("ReceivedQuantity", line.good, pack)),
                Some(quantity("ShortQuantity", short, pack)),
                (line.damaged != 0).then(|| quantity("RejectedQuantity", line.damaged, pack)),
                filled("RejectReason", &line.reason),
                cac("OrderLineReference", [Some(cbc("LineID", line.line))]),
                item(&line.goods, None),
            ],
        )
    }));
    body
}

fn allowance(charge: bool, reason: &'static str, rupiah: i64) -> Option<Node> {
    let what = [Some(cbc("ChargeIndicator", charge)), Some(cbc("AllowanceChargeReason", reason)), Some(amount("Amount", rupiah))];
    if rupiah == 0 { None } else { cac("AllowanceCharge", what) }
}

fn tax_total(rupiah: i64) -> Option<Node> {
    if rupiah == 0 { None } else { cac("TaxTotal", [Some(amount("TaxAmount", rupiah))]) }
}

fn total(lines: i64, discount: i64, freight: i64, payable: i64) -> Option<Node> {
    cac(
        "LegalMonetaryTotal",
        [
            Some(amount("LineExtensionAmount", lines)),
            (discount != 0).then(|| amount("AllowanceTotalAmount", discount)),
            (freight != 0).then(|| amount("ChargeTotalAmount", freight)),
            Some(amount("PayableAmount", payable)),
        ],
    )
}

fn billed(name: &'static str, counted: &'static str, line: &InvoiceLine) -> Option<Node> {
    cac(
        name,
        [
            Some(cbc("ID", line.line)),
            Some(quantity(counted, line.quantity, &line.goods.pack)),
            Some(amount("LineExtensionAmount", line.amount)),
            cac("OrderLineReference", [Some(cbc("LineID", line.order_line))]),
            item(&line.goods, None),
            price(line.price),
        ],
    )
}

fn of_invoice(document: &Document, invoice: &Invoice, called: Called<'_>) -> Vec<Option<Node>> {
    // 380 commercial invoice, 395 consignment invoice (UN/CEFACT 1001).
    let code = if invoice.consignment { "395" } else { "380" };
    let mut body = vec![Some(cbc("DueDate", invoice.due)), Some(cbc("InvoiceTypeCode", code)), filled("Note", &invoice.note), currency()];
    body.push(order_reference(invoice.order, document.refers, called));
    body.push(party("AccountingSupplierParty", &document.from));
    body.push(party("AccountingCustomerParty", &document.to));
    body.push(allowance(false, "discount", invoice.discount));
    body.push(allowance(true, "freight", invoice.freight));
    body.push(tax_total(invoice.tax));
    let lines = invoice.lines.iter().map(|line| line.amount).fold(0, i64::saturating_add);
    body.push(total(lines, invoice.discount, invoice.freight, invoice.total));
    body.extend(invoice.lines.iter().map(|line| billed("InvoiceLine", "InvoicedQuantity", line)));
    body
}

fn of_credit(document: &Document, note: &CreditNote, called: Called<'_>) -> Vec<Option<Node>> {
    let mut body = vec![filled("Note", &note.reason), currency()];
    body.push(cac(
        "DiscrepancyResponse",
        [Some(cbc("ReferenceID", document.refers.unwrap_or(document.id))), Some(cbc("ResponseCode", &note.cause))],
    ));
    if let Some(invoice) = document.refers {
        body.push(cac("BillingReference", [cac("InvoiceDocumentReference", [Some(number(invoice, called)), Some(cbc("UUID", invoice))])]));
    }
    body.extend(note.allocations.iter().map(|part| {
        let of = cac("AdditionalDocumentReference", [Some(number(part.claim, called)), Some(cbc("UUID", part.claim))]);
        let line = cac("BillingReferenceLine", [Some(number(part.claim, called)), Some(amount("Amount", part.amount))]);
        cac("BillingReference", [of, line])
    }));
    body.push(party("AccountingSupplierParty", &document.from));
    body.push(party("AccountingCustomerParty", &document.to));
    body.push(tax_total(note.tax));
    let lines = note.lines.iter().map(|line| line.amount).fold(0, i64::saturating_add);
    body.push(total(lines, 0, 0, note.total));
    if note.lines.is_empty() {
        // The schema wants a line: a rebate is one without goods.
        body.push(cac("CreditNoteLine", [Some(cbc("ID", 0)), Some(amount("LineExtensionAmount", note.total))]));
    }
    body.extend(note.lines.iter().map(|line| billed("CreditNoteLine", "CreditedQuantity", line)));
    body
}

fn of_statement(document: &Document, statement: &Statement) -> Vec<Option<Node>> {
    let owed = |to: &str| statement.rows.iter().filter(|row| row.debtor != to).map(|row| row.open).fold(0, i64::saturating_add);
    let (credit, debit) = (owed(&document.to.id), owed(&document.from.id));
    let mut body = vec![Some(cbc("Note", format!("{} {} {}", statement.number, statement.previous, statement.hash)))];
    body.push(currency());
    body.push(Some(amount("TotalDebitAmount", debit)));
    body.push(Some(amount("TotalCreditAmount", credit)));
    body.push(cac("StatementPeriod", [Some(cbc("EndDate", statement.upto))]));
    body.push(party("AccountingSupplierParty", &document.from));
    body.push(party("AccountingCustomerParty", &document.to));
    body.extend(statement.rows.iter().enumerate().map(|(at, row)| {
        // What the other side owes stands as debit, what is owed to it as credit.
        let side = if row.debtor == document.to.id { "DebitLineAmount" } else { "CreditLineAmount" };
        cac(
            "StatementLine",
            [
                Some(cbc("ID", at + 1)),
                Some(cbc("UUID", row.claim)),
                Some(amount(side, row.amount)),
                Some(amount("BalanceAmount", row.open)),
                cac("PaymentTerms", [Some(cbc("PaymentDueDate", row.due))]),
                cac("DocumentReference", [Some(cbc("ID", &row.document)), Some(cbc("IssueDate", row.date))]),
            ],
        )
    }));
    body
}
