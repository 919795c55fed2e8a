//! `sale`, version 1.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::catalogue::Unit;
use domain::member::{Member, Tier};
use domain::sale::{Sale, SaleLine, Tender, TenderKind};
use domain::tax::TaxClass;
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};

use super::Nonsense;
use super::goods::ConsignedV1;
use super::plain::{is_false, is_one, is_zero, one};

#[derive(Serialize, Deserialize)]
pub(super) struct SaleV1 {
    receipt: String,
    till: String,
    shift: String,
    date: NaiveDate,
    at: DateTime<FixedOffset>,
    cashier: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<MemberV1>,
    lines: Vec<LineV1>,
    subtotal: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    discount: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    rounding: i64,
    total: i64,
    tenders: Vec<TenderV1>,
    #[serde(default, skip_serializing_if = "is_zero")]
    change: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    pkp: bool,
}

#[derive(Serialize, Deserialize)]
struct MemberV1 {
    number: String,
    tier: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct LineV1 {
    sku: String,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    category: String,
    pack: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    factor: i64,
    #[serde(default = "pcs", skip_serializing_if = "is_pcs")]
    unit: String,
    quantity_milli: i64,
    price: i64,
    public_price: i64,
    rule: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    rule_name: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    discount: i64,
    amount: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    cart_discount: i64,
    tax_class: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    tax: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    cost: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    cost_provisional: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    consigned: Option<ConsignedV1>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct TenderV1 {
    kind: String,
    amount: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
}

fn pcs() -> String {
    Unit::Piece.word().to_owned()
}

fn is_pcs(value: &str) -> bool {
    value == Unit::Piece.word()
}

impl From<&Sale> for SaleV1 {
    fn from(sale: &Sale) -> Self {
        Self {
            receipt: sale.receipt.clone(),
            till: sale.till.clone(),
            shift: sale.shift.clone(),
            date: sale.business_date,
            at: sale.at,
            cashier: sale.cashier.clone(),
            member: sale.member.as_ref().map(|m| MemberV1 { number: m.number.clone(), tier: m.tier.word().to_owned() }),
            lines: sale.lines.iter().map(LineV1::from).collect(),
            subtotal: sale.subtotal.get(),
            discount: sale.discount.get(),
            rounding: sale.rounding.get(),
            total: sale.total.get(),
            tenders: sale.tenders.iter().map(TenderV1::from).collect(),
            change: sale.change.get(),
            pkp: sale.taxable_entrepreneur,
        }
    }
}

impl From<&SaleLine> for LineV1 {
    fn from(line: &SaleLine) -> Self {
        Self {
            sku: line.sku.clone(),
            name: line.name.clone(),
            category: line.category.clone(),
            pack: line.pack.clone(),
            factor: line.factor,
            unit: line.unit.word().to_owned(),
            quantity_milli: line.quantity.get(),
            price: line.price.get(),
            public_price: line.public_price.get(),
            rule: line.rule.clone(),
            rule_name: line.rule_name.clone(),
            discount: line.discount.get(),
            amount: line.amount.get(),
            cart_discount: line.cart_discount.get(),
            tax_class: line.tax_class.word().to_owned(),
            tax: line.tax.get(),
            cost: line.cost.get(),
            cost_provisional: line.cost_provisional,
            note: line.note.clone(),
            consigned: line.consigned.as_deref().map(ConsignedV1::from),
        }
    }
}

impl From<&Tender> for TenderV1 {
    fn from(tender: &Tender) -> Self {
        Self { kind: tender.kind.word().to_owned(), amount: tender.amount.get(), reference: tender.reference.clone() }
    }
}

impl SaleV1 {
    pub(super) fn lift(self) -> Result<Sale, Nonsense> {
        let member = self.member.map(MemberV1::lift).transpose()?;
        Ok(Sale {
            receipt: self.receipt,
            till: self.till,
            shift: self.shift,
            business_date: self.date,
            at: self.at,
            cashier: self.cashier,
            member,
            lines: self.lines.into_iter().map(LineV1::lift).collect::<Result<_, _>>()?,
            subtotal: Rupiah::new(self.subtotal),
            discount: Rupiah::new(self.discount),
            rounding: Rupiah::new(self.rounding),
            total: Rupiah::new(self.total),
            tenders: self.tenders.into_iter().map(TenderV1::lift).collect::<Result<_, _>>()?,
            change: Rupiah::new(self.change),
            returned: None,
            taxable_entrepreneur: self.pkp,
        })
    }
}

impl MemberV1 {
    fn lift(self) -> Result<Member, Nonsense> {
        let tier = Tier::parse(&self.tier).ok_or_else(|| Nonsense::of("tingkat harga", &self.tier))?;
        Ok(Member { number: self.number, tier })
    }
}

impl LineV1 {
    pub(super) fn lift(self) -> Result<SaleLine, Nonsense> {
        let unit = Unit::parse(&self.unit).ok_or_else(|| Nonsense::of("satuan", &self.unit))?;
        let tax_class = TaxClass::parse(&self.tax_class).ok_or_else(|| Nonsense::of("pajak", &self.tax_class))?;
        Ok(SaleLine {
            sku: self.sku,
            name: self.name,
            category: self.category,
            pack: self.pack,
            factor: self.factor,
            unit,
            quantity: Quantity::new(self.quantity_milli),
            price: Rupiah::new(self.price),
            public_price: Rupiah::new(self.public_price),
            rule: self.rule,
            rule_name: self.rule_name,
            discount: Rupiah::new(self.discount),
            amount: Rupiah::new(self.amount),
            cart_discount: Rupiah::new(self.cart_discount),
            tax_class,
            tax: Rupiah::new(self.tax),
            cost: Rupiah::new(self.cost),
            cost_provisional: self.cost_provisional,
            note: self.note,
            consigned: self.consigned.map(|part| part.lift().map(Box::new)).transpose()?,
        })
    }
}

impl TenderV1 {
    pub(super) fn lift(self) -> Result<Tender, Nonsense> {
        let kind = TenderKind::parse(&self.kind).ok_or_else(|| Nonsense::of("cara bayar", &self.kind))?;
        Ok(Tender { kind, amount: Rupiah::new(self.amount), reference: self.reference })
    }
}
