//! The bodies of goods received and moved.

use chrono::NaiveDate;
use domain::goods::{GoodsMove, MoveKind, MovedLine, Place, Receipt, ReceiptLine};
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};

use super::super::Nonsense;
use super::super::plain::{is_false, is_one, is_zero, one};
use super::owner;

#[derive(Serialize, Deserialize)]
pub(super) struct ReceiptV1 {
    date: NaiveDate,
    by: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    supplier: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    order: String,
    owner: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    discount: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    freight: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    tax: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    tax_in_cost: bool,
    lines: Vec<ReceiptLineV1>,
}

#[derive(Serialize, Deserialize)]
struct ReceiptLineV1 {
    sku: String,
    name: String,
    pack: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    factor: i64,
    quantity_milli: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    damaged_milli: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    short_milli: i64,
    cost: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    discount: i64,
    amount: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    discount_part: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    freight_part: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    tax_part: i64,
    value: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    damaged_value: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    variance: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    damaged_variance: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    cost_unknown: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expiry: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lot: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    order_line: i64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct MoveV1 {
    date: NaiveDate,
    kind: String,
    reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    party: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reference: String,
    by: String,
    lines: Vec<MovedLineV1>,
}

#[derive(Serialize, Deserialize)]
struct MovedLineV1 {
    sku: String,
    name: String,
    owner: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    quantity_milli: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    value: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    variance: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    cost_provisional: bool,
    #[serde(default, skip_serializing_if = "is_zero")]
    payable: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expiry: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lot: String,
}

pub(super) fn receipt_v1(receipt: &Receipt) -> ReceiptV1 {
    let line = |line: &ReceiptLine| ReceiptLineV1 {
        sku: line.sku.clone(),
        name: line.name.clone(),
        pack: line.pack.clone(),
        factor: line.factor,
        quantity_milli: line.quantity.get(),
        damaged_milli: line.damaged.get(),
        short_milli: line.short.get(),
        cost: line.cost.get(),
        discount: line.discount.get(),
        amount: line.amount.get(),
        discount_part: line.discount_part.get(),
        freight_part: line.freight_part.get(),
        tax_part: line.tax_part.get(),
        value: line.value.get(),
        damaged_value: line.damaged_value.get(),
        variance: line.variance.get(),
        damaged_variance: line.damaged_variance.get(),
        cost_unknown: line.cost_unknown,
        expiry: line.expiry,
        lot: line.lot.clone(),
        order_line: line.order_line.into(),
    };
    ReceiptV1 {
        date: receipt.business_date,
        by: receipt.by.clone(),
        supplier: receipt.supplier.clone(),
        note: receipt.note.clone(),
        order: receipt.order.clone(),
        owner: receipt.owner.word(),
        discount: receipt.discount.get(),
        freight: receipt.freight.get(),
        tax: receipt.tax.get(),
        tax_in_cost: receipt.tax_in_cost,
        lines: receipt.lines.iter().map(line).collect(),
    }
}

impl ReceiptV1 {
    pub(super) fn lift(self) -> Result<Receipt, Nonsense> {
        let line = |line: ReceiptLineV1| ReceiptLine {
            sku: line.sku,
            name: line.name,
            pack: line.pack,
            factor: line.factor,
            quantity: Quantity::new(line.quantity_milli),
            damaged: Quantity::new(line.damaged_milli),
            short: Quantity::new(line.short_milli),
            cost: Rupiah::new(line.cost),
            discount: Rupiah::new(line.discount),
            amount: Rupiah::new(line.amount),
            discount_part: Rupiah::new(line.discount_part),
            freight_part: Rupiah::new(line.freight_part),
            tax_part: Rupiah::new(line.tax_part),
            value: Rupiah::new(line.value),
            damaged_value: Rupiah::new(line.damaged_value),
            variance: Rupiah::new(line.variance),
            damaged_variance: Rupiah::new(line.damaged_variance),
            cost_unknown: line.cost_unknown,
            expiry: line.expiry,
            lot: line.lot,
            order_line: u32::try_from(line.order_line).unwrap_or_default(),
        };
        Ok(Receipt {
            owner: owner(&self.owner)?,
            business_date: self.date,
            by: self.by,
            supplier: self.supplier,
            note: self.note,
            order: self.order,
            discount: Rupiah::new(self.discount),
            freight: Rupiah::new(self.freight),
            tax: Rupiah::new(self.tax),
            tax_in_cost: self.tax_in_cost,
            lines: self.lines.into_iter().map(line).collect(),
        })
    }
}

pub(super) fn move_v1(moved: &GoodsMove) -> MoveV1 {
    let place = |place: Option<Place>| place.map(|place| place.word().to_owned());
    let line = |line: &MovedLine| MovedLineV1 {
        sku: line.sku.clone(),
        name: line.name.clone(),
        owner: line.owner.word(),
        from: place(line.from),
        to: place(line.to),
        quantity_milli: line.quantity.get(),
        value: line.value.get(),
        variance: line.variance.get(),
        cost_provisional: line.cost_provisional,
        payable: line.payable.get(),
        expiry: line.expiry,
        lot: line.lot.clone(),
    };
    MoveV1 {
        date: moved.business_date,
        kind: moved.kind.word().to_owned(),
        reason: moved.reason.clone(),
        party: moved.party.clone(),
        reference: moved.reference.clone(),
        by: moved.by.clone(),
        lines: moved.lines.iter().map(line).collect(),
    }
}

impl MoveV1 {
    pub(super) fn lift(self) -> Result<GoodsMove, Nonsense> {
        let line = |line: MovedLineV1| {
            Ok(MovedLine {
                sku: line.sku,
                name: line.name,
                owner: owner(&line.owner)?,
                from: place(line.from)?,
                to: place(line.to)?,
                quantity: Quantity::new(line.quantity_milli),
                value: Rupiah::new(line.value),
                variance: Rupiah::new(line.variance),
                cost_provisional: line.cost_provisional,
                payable: Rupiah::new(line.payable),
                expiry: line.expiry,
                lot: line.lot,
            })
        };
        Ok(GoodsMove {
            kind: MoveKind::parse(&self.kind).ok_or_else(|| Nonsense::of("mutasi barang", &self.kind))?,
            business_date: self.date,
            reason: self.reason,
            party: self.party,
            reference: self.reference,
            by: self.by,
            lines: self.lines.into_iter().map(line).collect::<Result<_, Nonsense>>()?,
        })
    }
}

fn place(word: Option<String>) -> Result<Option<Place>, Nonsense> {
    word.map(|word| Place::parse(&word).ok_or_else(|| Nonsense::of("tempat barang", &word))).transpose()
}
