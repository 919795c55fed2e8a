//! The bodies of partners, payouts and prices.

use chrono::{DateTime, FixedOffset, NaiveDate};
use domain::Rupiah;
use domain::goods::{Partner, PartnerKind, Payout, PayoutMethod, PriceBatch, PriceLine, StockFact};
use serde::{Deserialize, Serialize};

use super::super::Nonsense;
use super::super::plain::is_zero;
use super::{owner, terms};

#[derive(Serialize, Deserialize)]
pub(super) struct PartnersV1 {
    by: String,
    partners: Vec<PartnerV1>,
}

#[derive(Serialize, Deserialize)]
struct PartnerV1 {
    code: String,
    name: String,
    kind: String,
    terms: String,
    #[serde(default, skip_serializing_if = "is_zero")]
    lead_days: i64,
    active: bool,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PayoutV1 {
    date: NaiveDate,
    owner: String,
    amount: i64,
    method: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reference: String,
    by: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PricesV1 {
    id: String,
    name: String,
    from: DateTime<FixedOffset>,
    lines: Vec<PriceLineV1>,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct PriceLineV1 {
    sku: String,
    pack: String,
    price: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    wholesale: Option<i64>,
}

fn partner_v1(partner: &Partner) -> PartnerV1 {
    PartnerV1 {
        code: partner.code.clone(),
        name: partner.name.clone(),
        kind: partner.kind.word().to_owned(),
        terms: partner.terms.text(),
        lead_days: partner.lead_days,
        active: partner.active,
    }
}

impl PartnersV1 {
    pub(super) fn lift(self) -> Result<StockFact, Nonsense> {
        let partner = |partner: PartnerV1| {
            Ok(Partner {
                kind: PartnerKind::parse(&partner.kind).ok_or_else(|| Nonsense::of("jenis mitra", &partner.kind))?,
                terms: terms(&partner.terms)?,
                code: partner.code,
                name: partner.name,
                lead_days: partner.lead_days,
                active: partner.active,
            })
        };
        let partners = self.partners.into_iter().map(partner).collect::<Result<_, Nonsense>>()?;
        Ok(StockFact::PartnersPut { partners, by: self.by })
    }
}

pub(super) fn payout_v1(payout: &Payout) -> PayoutV1 {
    PayoutV1 {
        date: payout.business_date,
        owner: payout.owner.word(),
        amount: payout.amount.get(),
        method: payout.method.word().to_owned(),
        reference: payout.reference.clone(),
        by: payout.by.clone(),
    }
}

impl PayoutV1 {
    pub(super) fn lift(self) -> Result<Payout, Nonsense> {
        Ok(Payout {
            owner: owner(&self.owner)?,
            method: PayoutMethod::parse(&self.method).ok_or_else(|| Nonsense::of("cara bayar", &self.method))?,
            business_date: self.date,
            amount: Rupiah::new(self.amount),
            reference: self.reference,
            by: self.by,
        })
    }
}

pub(super) fn prices_v1(batch: &PriceBatch) -> PricesV1 {
    let line = |line: &PriceLine| PriceLineV1 {
        sku: line.sku.clone(),
        pack: line.pack.clone(),
        price: line.price.get(),
        member: line.member_price.map(Rupiah::get),
        wholesale: line.wholesale_price.map(Rupiah::get),
    };
    let lines = batch.lines.iter().map(line).collect();
    PricesV1 { id: batch.id.clone(), name: batch.name.clone(), from: batch.from, lines, by: batch.by.clone() }
}

impl PricesV1 {
    pub(super) fn lift(self) -> PriceBatch {
        let line = |line: PriceLineV1| PriceLine {
            sku: line.sku,
            pack: line.pack,
            price: Rupiah::new(line.price),
            member_price: line.member.map(Rupiah::new),
            wholesale_price: line.wholesale.map(Rupiah::new),
        };
        PriceBatch { id: self.id, name: self.name, from: self.from, lines: self.lines.into_iter().map(line).collect(), by: self.by }
    }
}

impl PartnersV1 {
    pub(super) fn new(partners: &[Partner], by: &str) -> Self {
        Self { by: by.to_owned(), partners: partners.iter().map(partner_v1).collect() }
    }
}
