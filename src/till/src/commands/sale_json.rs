//! The JSON of a sale: a contract.

use app::selling::Paid;
use domain::Rupiah;
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct SaleJson {
    receipt: String,
    record_id: String,
    at: String,
    date: String,
    mark: String,
    cashier: String,
    member: Option<String>,
    lines: Vec<LineJson>,
    subtotal: i64,
    discount: i64,
    rounding: i64,
    total: i64,
    tax: i64,
    tenders: Vec<TenderJson>,
    change: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    returned: Option<ReturnedJson>,
}

/// What came back on this ticket.
#[derive(Serialize)]
struct ReturnedJson {
    original: Option<String>,
    reason: String,
    void: bool,
    value: i64,
    rounding: i64,
    lines: Vec<LineJson>,
    refunds: Vec<TenderJson>,
}

#[derive(Serialize)]
struct LineJson {
    sku: String,
    name: String,
    pack: String,
    quantity_milli: i64,
    price: i64,
    public_price: i64,
    rule: String,
    discount: i64,
    amount: i64,
    tax: i64,
    cost: i64,
}

#[derive(Serialize)]
struct TenderJson {
    kind: &'static str,
    amount: i64,
    reference: Option<String>,
}

impl From<&Paid> for SaleJson {
    fn from(paid: &Paid) -> Self {
        let sale = &paid.sale;
        let line = |line: &domain::sale::SaleLine| LineJson {
            sku: line.sku.clone(),
            name: line.name.clone(),
            pack: line.pack.clone(),
            quantity_milli: line.quantity.get(),
            price: line.price.get(),
            public_price: line.public_price.get(),
            rule: line.rule.clone(),
            discount: line.discount.get(),
            amount: line.amount.get(),
            tax: line.tax.get(),
            cost: line.cost.get(),
        };
        let tender = |tender: &domain::sale::Tender| TenderJson {
            kind: tender.kind.word(),
            amount: tender.amount.get(),
            reference: tender.reference.clone(),
        };
        Self {
            receipt: sale.receipt.clone(),
            record_id: paid.record_id.to_string(),
            at: sale.at.to_rfc3339(),
            date: sale.business_date.to_string(),
            mark: paid.mark.clone(),
            cashier: sale.cashier.clone(),
            member: sale.member.as_ref().map(|member| member.number.clone()),
            lines: sale.lines.iter().map(line).collect(),
            subtotal: sale.subtotal.get(),
            discount: sale.discount.get(),
            rounding: sale.rounding.get(),
            total: sale.total.get(),
            tax: sale.tax().map_or(0, Rupiah::get),
            tenders: sale.tenders.iter().map(tender).collect(),
            change: sale.change.get(),
            returned: sale.returned.as_ref().map(|back| ReturnedJson {
                original: back.original.as_ref().map(|original| original.receipt.clone()),
                reason: back.reason.clone(),
                void: back.void,
                value: back.value.get(),
                rounding: back.rounding.get(),
                lines: back.lines.iter().map(|back| line(&back.goods)).collect(),
                refunds: back.refunds.iter().map(tender).collect(),
            }),
        }
    }
}
