//! The bodies of the stock room, version 1.

mod counts;
mod moves;
mod partners;

use domain::Rupiah;
use domain::fact::Fact;
use domain::goods::{Consigned, LabelMark, Owner, StockFact, Terms};
use serde::{Deserialize, Serialize};

use self::counts::{CountV1, CountedV1, PostV1, count_v1, counted_v1, post_v1};
use self::moves::{MoveV1, ReceiptV1, move_v1, receipt_v1};
use self::partners::{PartnersV1, PayoutV1, PricesV1, payout_v1, prices_v1};
use super::Nonsense;

#[derive(Serialize, Deserialize)]
struct LabelsV1 {
    by: String,
    /// Product, pack, price.
    labels: Vec<(String, String, i64)>,
}

#[derive(Serialize, Deserialize)]
struct BlockedV1 {
    sku: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    lot: String,
    blocked: bool,
    reason: String,
    by: String,
}

/// What a sale's line owes to the owner of its goods.
#[derive(Serialize, Deserialize)]
pub(in crate::body) struct ConsignedV1 {
    owner: String,
    terms: String,
    payable: i64,
}

impl From<&Consigned> for ConsignedV1 {
    fn from(part: &Consigned) -> Self {
        Self { owner: part.owner.word(), terms: part.terms.text(), payable: part.payable.get() }
    }
}

impl ConsignedV1 {
    pub(in crate::body) fn lift(self) -> Result<Consigned, Nonsense> {
        Ok(Consigned { owner: owner(&self.owner)?, terms: terms(&self.terms)?, payable: Rupiah::new(self.payable) })
    }
}

/// Kind and body of a fact of the stock room.
pub(super) fn encode(fact: &StockFact) -> Result<(&'static str, Vec<u8>), serde_json::Error> {
    Ok(match fact {
        StockFact::Received(receipt) => ("goods.received", serde_json::to_vec(&receipt_v1(receipt))?),
        StockFact::Moved(moved) => ("goods.moved", serde_json::to_vec(&move_v1(moved))?),
        StockFact::CountStarted(count) => ("count.started", serde_json::to_vec(&count_v1(count))?),
        StockFact::Counted(counted) => ("count.added", serde_json::to_vec(&counted_v1(counted))?),
        StockFact::CountPosted(post) => ("count.posted", serde_json::to_vec(&post_v1(post))?),
        StockFact::PartnersPut { partners, by } => ("partner.put", serde_json::to_vec(&PartnersV1::new(partners, by))?),
        StockFact::ConsignorPaid(payout) => ("consign.paid", serde_json::to_vec(&payout_v1(payout))?),
        StockFact::PricesSet(batch) => ("price.set", serde_json::to_vec(&prices_v1(batch))?),
        StockFact::LabelsPrinted { labels, by } => {
            let labels = labels.iter().map(|label| (label.sku.clone(), label.pack.clone(), label.price.get())).collect();
            ("label.printed", serde_json::to_vec(&LabelsV1 { by: by.clone(), labels })?)
        }
        StockFact::LotsBlocked { sku, lot, blocked, reason, by } => {
            let own = Clone::clone;
            let body = BlockedV1 { sku: own(sku), lot: own(lot), blocked: *blocked, reason: own(reason), by: own(by) };
            ("lot.blocked", serde_json::to_vec(&body)?)
        }
    })
}

/// The fact of a body; `None` for a kind that is not of the stock room.
pub(super) fn decode(kind: &str, body: &[u8]) -> Result<Option<Result<Fact, Nonsense>>, serde_json::Error> {
    let fact = match kind {
        "goods.received" => serde_json::from_slice::<ReceiptV1>(body)?.lift().map(StockFact::Received),
        "goods.moved" => serde_json::from_slice::<MoveV1>(body)?.lift().map(StockFact::Moved),
        "count.started" => Ok(StockFact::CountStarted(serde_json::from_slice::<CountV1>(body)?.lift())),
        "count.added" => serde_json::from_slice::<CountedV1>(body)?.lift().map(StockFact::Counted),
        "count.posted" => serde_json::from_slice::<PostV1>(body)?.lift().map(StockFact::CountPosted),
        "partner.put" => serde_json::from_slice::<PartnersV1>(body)?.lift(),
        "consign.paid" => serde_json::from_slice::<PayoutV1>(body)?.lift().map(StockFact::ConsignorPaid),
        "price.set" => Ok(StockFact::PricesSet(serde_json::from_slice::<PricesV1>(body)?.lift())),
        "label.printed" => {
            let LabelsV1 { by, labels } = serde_json::from_slice(body)?;
            let label = |(sku, pack, price)| LabelMark { sku, pack, price: Rupiah::new(price) };
            Ok(StockFact::LabelsPrinted { labels: labels.into_iter().map(label).collect(), by })
        }
        "lot.blocked" => {
            let BlockedV1 { sku, lot, blocked, reason, by } = serde_json::from_slice(body)?;
            Ok(StockFact::LotsBlocked { sku, lot, blocked, reason, by })
        }
        _ => return Ok(None),
    };
    Ok(Some(fact.map(Fact::Stock)))
}

fn owner(word: &str) -> Result<Owner, Nonsense> {
    Owner::parse(word).ok_or_else(|| Nonsense::of("pemilik barang", word))
}

fn terms(text: &str) -> Result<Terms, Nonsense> {
    Terms::parse(text).ok_or_else(|| Nonsense::of("bagi hasil", text))
}
