//! The bodies of counts.

use chrono::NaiveDate;
use domain::goods::{Count, CountLine, CountMode, CountPost, Counted, CountedLine, Scope};
use domain::period::CoveredHead;
use domain::{Quantity, Rupiah};
use serde::{Deserialize, Serialize};

use super::super::Nonsense;
use super::super::plain::{is_false, is_one, is_zero, one};
use super::owner;

#[derive(Serialize, Deserialize)]
pub(super) struct CountV1 {
    id: String,
    name: String,
    scope: ScopeV1,
    #[serde(default)]
    blind: bool,
    by: String,
    till: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ScopeV1 {
    All,
    Category(String),
    Shelf(String),
    List(Vec<String>),
}

#[derive(Serialize, Deserialize)]
pub(super) struct CountedV1 {
    count: String,
    counter: String,
    round: u32,
    /// Device, epoch, last record known.
    heads: Vec<(String, u32, u64)>,
    lines: Vec<CountLineV1>,
    by: String,
}

#[derive(Serialize, Deserialize)]
struct CountLineV1 {
    code: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    sku: String,
    #[serde(default = "one", skip_serializing_if = "is_one")]
    factor: i64,
    quantity_milli: i64,
    mode: String,
}

#[derive(Serialize, Deserialize)]
pub(super) struct PostV1 {
    count: String,
    name: String,
    date: NaiveDate,
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed_by: Option<String>,
    lines: Vec<CountedLineV1>,
}

#[derive(Serialize, Deserialize)]
struct CountedLineV1 {
    sku: String,
    name: String,
    owner: String,
    counted_milli: i64,
    expected_milli: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    value: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    variance: i64,
    #[serde(default, skip_serializing_if = "is_zero")]
    payable: i64,
    #[serde(default, skip_serializing_if = "is_false")]
    cost_provisional: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
}

pub(super) fn count_v1(count: &Count) -> CountV1 {
    CountV1 {
        id: count.id.clone(),
        name: count.name.clone(),
        scope: match &count.scope {
            Scope::All => ScopeV1::All,
            Scope::Category(category) => ScopeV1::Category(category.clone()),
            Scope::Shelf(shelf) => ScopeV1::Shelf(shelf.clone()),
            Scope::List(skus) => ScopeV1::List(skus.clone()),
        },
        blind: count.blind,
        by: count.by.clone(),
        till: count.till.clone(),
    }
}

impl CountV1 {
    pub(super) fn lift(self) -> Count {
        let scope = match self.scope {
            ScopeV1::All => Scope::All,
            ScopeV1::Category(category) => Scope::Category(category),
            ScopeV1::Shelf(shelf) => Scope::Shelf(shelf),
            ScopeV1::List(skus) => Scope::List(skus),
        };
        Count { id: self.id, name: self.name, scope, blind: self.blind, by: self.by, till: self.till }
    }
}

pub(super) fn counted_v1(counted: &Counted) -> CountedV1 {
    let line = |line: &CountLine| CountLineV1 {
        code: line.code.clone(),
        sku: line.sku.clone(),
        factor: line.factor,
        quantity_milli: line.quantity.get(),
        mode: line.mode.word().to_owned(),
    };
    CountedV1 {
        count: counted.count.clone(),
        counter: counted.counter.clone(),
        round: counted.round,
        heads: counted.heads.iter().map(|head| (head.device.clone(), head.epoch, head.seq)).collect(),
        lines: counted.lines.iter().map(line).collect(),
        by: counted.by.clone(),
    }
}

impl CountedV1 {
    pub(super) fn lift(self) -> Result<Counted, Nonsense> {
        let line = |line: CountLineV1| {
            Ok(CountLine {
                mode: CountMode::parse(&line.mode).ok_or_else(|| Nonsense::of("cara hitung", &line.mode))?,
                code: line.code,
                sku: line.sku,
                factor: line.factor,
                quantity: Quantity::new(line.quantity_milli),
            })
        };
        Ok(Counted {
            count: self.count,
            counter: self.counter,
            round: self.round,
            heads: self.heads.into_iter().map(|(device, epoch, seq)| CoveredHead { device, epoch, seq }).collect(),
            lines: self.lines.into_iter().map(line).collect::<Result<_, Nonsense>>()?,
            by: self.by,
        })
    }
}

pub(super) fn post_v1(post: &CountPost) -> PostV1 {
    let line = |line: &CountedLine| CountedLineV1 {
        sku: line.sku.clone(),
        name: line.name.clone(),
        owner: line.owner.word(),
        counted_milli: line.counted.get(),
        expected_milli: line.expected.get(),
        value: line.value.get(),
        variance: line.variance.get(),
        payable: line.payable.get(),
        cost_provisional: line.cost_provisional,
        reason: line.reason.clone(),
    };
    PostV1 {
        count: post.count.clone(),
        name: post.name.clone(),
        date: post.business_date,
        by: post.by.clone(),
        signed_by: post.signed_by.clone(),
        lines: post.lines.iter().map(line).collect(),
    }
}

impl PostV1 {
    pub(super) fn lift(self) -> Result<CountPost, Nonsense> {
        let line = |line: CountedLineV1| {
            Ok(CountedLine {
                sku: line.sku,
                name: line.name,
                owner: owner(&line.owner)?,
                counted: Quantity::new(line.counted_milli),
                expected: Quantity::new(line.expected_milli),
                value: Rupiah::new(line.value),
                variance: Rupiah::new(line.variance),
                payable: Rupiah::new(line.payable),
                cost_provisional: line.cost_provisional,
                reason: line.reason,
            })
        };
        Ok(CountPost {
            count: self.count,
            name: self.name,
            business_date: self.date,
            by: self.by,
            signed_by: self.signed_by,
            lines: self.lines.into_iter().map(line).collect::<Result<_, Nonsense>>()?,
        })
    }
}
