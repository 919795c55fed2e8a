//! Counting: several counters at once, selling goes on, nothing is lost whatever happens in between.

use std::collections::{BTreeMap, BTreeSet};

use domain::Quantity;
use domain::barcode::lookup_key;
use domain::catalogue::Unit;
use domain::fact::Fact;
use domain::goods::{Count, CountLine, CountMode, Counted, Scope, StockFact};
use domain::staff::Right;
use sha2::{Digest, Sha256};
use store::goods::count::{CountRow, Risk};
use uuid::Uuid;

use super::StockRefusal;
use super::receive::clean;
use crate::selling::Meaning;
use crate::staff::Approval;
use crate::{App, Fault, Refusal};

/// One thing that is counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountItem {
    /// The code as it was read.
    pub code: String,
    /// Packs of it, thousandths.
    pub quantity: Quantity,
    /// A scan adds, the keypad sets.
    pub mode: CountMode,
}

/// What one product has come to so far, without what should be there: for those who count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoFar {
    /// The product's key; empty: the code is not known.
    pub sku: String,
    /// Its name, or the code.
    pub name: String,
    /// What this counter has counted, base units, thousandths.
    pub mine: Quantity,
    /// What all counters have counted in this round.
    pub all: Quantity,
}

/// How many lines one record takes: bodies stay small.
const CHUNK: usize = 500;

/// How many products a micro count has.
const FIVE: usize = 5;

impl App {
    /// Begins a count.
    ///
    /// # Errors
    /// [`Refusal::NeedsApproval`], [`StockRefusal::NothingInScope`].
    pub fn start_count(&mut self, scope: Scope, name: &str, blind: bool, approval: Option<&Approval>) -> Result<Count, Fault> {
        let actor = self.hold_right(Right::Count, approval)?;
        let usual = match &scope {
            Scope::All => "seluruh toko".to_owned(),
            Scope::Category(category) => format!("kategori {category}"),
            Scope::Shelf(shelf) => format!("rak {shelf}"),
            Scope::List(skus) => format!("{} barang", skus.len()),
        };
        let name = Some(clean(name, 60)).filter(|name| !name.is_empty()).unwrap_or_else(|| usual.clone());
        if store::goods::count::in_scope(self.store.connection(), &scope)?.is_empty() {
            return Err(StockRefusal::NothingInScope(usual).into());
        }
        let count = Count { id: Uuid::now_v7().to_string(), name, scope, blind, by: actor.id, till: self.till().to_owned() };
        self.record(&Fact::Stock(StockFact::CountStarted(count.clone())))?;
        Ok(count)
    }

    /// The newest counts, those in progress first.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn counts(&self, limit: usize) -> Result<Vec<CountRow>, Fault> {
        Ok(store::goods::count::all(self.store.connection(), limit)?)
    }

    /// Adds what a counter counted, at this moment: one transaction, so that any number of counters in any
    /// number of programs lose and double nothing. Codes that nobody knows are kept and resolved later.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchCount`], [`StockRefusal::CountPosted`], [`StockRefusal::BadCount`],
    /// [`Refusal::Ambiguous`], [`Refusal::NeedsApproval`].
    pub fn add_to_count(
        &mut self,
        id: &str,
        counter: &str,
        round: u32,
        items: &[CountItem],
        approval: Option<&Approval>,
    ) -> Result<Vec<CountLine>, Fault> {
        let actor = self.hold_right(Right::Count, approval)?;
        if items.is_empty() {
            return Err(StockRefusal::NothingCounted.into());
        }
        let mut lines = Vec::with_capacity(items.len());
        for item in items {
            lines.push(self.count_line(item)?);
        }
        let counter = Some(clean(counter, 40)).filter(|name| !name.is_empty()).unwrap_or_else(|| format!("kasir {}", self.till()));
        let at = self.clock.now();
        self.transact(|tx, device, _| {
            let count = in_progress(tx.connection(), id)?;
            let mut heads = store::period::heads(tx.connection())?;
            let own = device.id.to_string();
            heads.retain(|head| head.seq > 0 && (head.device != own || head.epoch != device.epoch));
            for part in lines.chunks(CHUNK) {
                let counted = Counted {
                    count: count.count.id.clone(),
                    counter: counter.clone(),
                    round: round.clamp(1, 9),
                    heads: heads.clone(),
                    lines: part.to_vec(),
                    by: actor.id.clone(),
                };
                tx.append(device, store::Stamp { id: Uuid::now_v7(), at }, &Fact::Stock(StockFact::Counted(counted)))?;
            }
            Ok(())
        })?;
        Ok(lines)
    }

    /// Adds a file of a portable counter (`barcode,quantity`, with or without a header line) as a counter of its
    /// own; the same file twice is recognised.
    ///
    /// # Errors
    /// [`StockRefusal::CountFileKnown`], [`Refusal::Rows`], and those of [`App::add_to_count`].
    pub fn add_count_file(&mut self, id: &str, bytes: &[u8], round: u32, approval: Option<&Approval>) -> Result<Vec<CountLine>, Fault> {
        let items = count_file(bytes)?;
        let digest = Sha256::digest(bytes);
        let counter = format!("berkas-{}", data_encoding::HEXLOWER.encode(&digest[..4]));
        let count = in_progress(self.store.connection(), id)?;
        let known = store::goods::count::lines(self.store.connection(), &count.count.id)?;
        if known.iter().any(|line| line.counter == counter && line.round == round) {
            return Err(StockRefusal::CountFileKnown.into());
        }
        self.add_to_count(id, &counter, round, &items, approval)
    }

    /// What the counters have so far, without what should be there.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchCount`].
    pub fn count_so_far(&self, id: &str, counter: &str) -> Result<Vec<SoFar>, Fault> {
        let connection = self.store.connection();
        let count = found(connection, id)?;
        let lines = store::goods::count::lines(connection, &count.count.id)?;
        let mut sums: BTreeMap<(String, String), BTreeMap<String, Quantity>> = BTreeMap::new();
        let round = lines.iter().map(|line| line.round).max().unwrap_or(1);
        for line in lines.iter().filter(|line| line.round == round) {
            let name = if line.sku.is_empty() { line.code.clone() } else { String::new() };
            let sum = sums.entry((line.sku.clone(), name)).or_default().entry(line.counter.clone()).or_default();
            let quantity = line.quantity.times(line.factor)?;
            *sum = if line.mode == CountMode::Set { quantity } else { sum.plus(quantity)? };
        }
        let mut rows = Vec::with_capacity(sums.len());
        for ((sku, code), counters) in sums {
            let named = store::catalogue::by_sku(connection, &sku)?.map(|product| product.name);
            let all = counters.values().map(|sum| sum.get()).sum();
            let mine = counters.get(counter).copied().unwrap_or_default();
            rows.push(SoFar { name: named.unwrap_or(code), sku, mine, all: Quantity::new(all) });
        }
        Ok(rows)
    }

    /// The products of a count that nobody counted yet: key and name.
    ///
    /// # Errors
    /// [`StockRefusal::NoSuchCount`].
    pub fn left_to_count(&self, id: &str) -> Result<Vec<(String, String)>, Fault> {
        let connection = self.store.connection();
        let count = found(connection, id)?;
        let lines = store::goods::count::lines(connection, &count.count.id)?;
        let counted: BTreeSet<String> = lines.into_iter().map(|line| line.sku).collect();
        let mut left = store::goods::count::in_scope(connection, &count.count.scope)?;
        left.retain(|(sku, _)| !counted.contains(sku));
        Ok(left)
    }

    /// Hitung 5 barang: what is most worth a blind look in a quiet minute. Value on hand, what was lost of it
    /// lately, how long nobody looked, and stock below zero before all.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn five_to_count(&self) -> Result<Vec<Risk>, Fault> {
        const DAY: i64 = 86_400_000;
        let now = self.clock.now().timestamp_millis();
        let mut risks = store::goods::count::risks(self.store.connection(), now - 90 * DAY)?;
        let score = |risk: &Risk| {
            let days = risk.counted_at.map_or(365, |at| ((now - at) / DAY).clamp(0, 365));
            let worth = risk.value.abs().saturating_add(risk.shrink.saturating_mul(3));
            // A day without a look weighs as much as a hundredth of what is at stake, and something for itself.
            let waited = worth.saturating_mul(days) / 100 + days * 100;
            (risk.negative, waited.saturating_add(risk.shrink))
        };
        risks.retain(|risk| risk.counted_at.is_none_or(|at| now - at >= DAY));
        risks.sort_by_key(|risk| (std::cmp::Reverse(score(risk)), risk.sku.clone()));
        risks.truncate(FIVE);
        Ok(risks)
    }

    /// The line of a code; one that nobody knows is kept as it is.
    fn count_line(&self, item: &CountItem) -> Result<CountLine, Fault> {
        let code = clean(&item.code, 48);
        if code.is_empty() {
            return Err(Refusal::Empty("kode").into());
        }
        let line = CountLine { code: code.clone(), sku: String::new(), factor: 1, quantity: item.quantity, mode: item.mode };
        if item.quantity.get() < 0 || item.quantity > Quantity::LIMIT {
            return Err(StockRefusal::BadCount(code).into());
        }
        let goods = match self.find_goods(&code) {
            Ok(Meaning::Goods(goods)) => goods,
            Ok(Meaning::Choice { code, goods }) => {
                let names: Vec<String> = goods.iter().map(|goods| goods.hit.product.name.clone()).collect();
                return Err(Refusal::Ambiguous { code, goods: names.join("; ") }.into());
            }
            Err(fault) if matches!(fault.refusal(), Some(Refusal::UnknownCode(_) | Refusal::Barcode(_))) => return Ok(line),
            Err(fault) => return Err(fault),
        };
        let product = &goods.hit.product;
        // A weight in the code is what was weighed.
        let quantity = goods.quantity.filter(|_| item.mode == CountMode::Add).unwrap_or(item.quantity);
        if product.unit == Unit::Piece && !quantity.is_whole() {
            return Err(StockRefusal::BadCount(product.name.clone()).into());
        }
        Ok(CountLine { sku: product.sku.clone(), factor: product.packs[goods.hit.pack].factor, quantity, ..line })
    }
}

/// The count with this id.
pub(super) fn found(connection: &store::Connection, id: &str) -> Result<CountRow, Fault> {
    store::goods::count::find(connection, id)?.ok_or_else(|| StockRefusal::NoSuchCount(id.to_owned()).into())
}

/// The count with this id, if it was not posted.
pub(super) fn in_progress(connection: &store::Connection, id: &str) -> Result<CountRow, Fault> {
    let count = found(connection, id)?;
    if count.posted.is_some() {
        return Err(StockRefusal::CountPosted(count.count.name).into());
    }
    Ok(count)
}

/// A code that was not known when it was counted, looked up again.
pub(super) fn resolve(connection: &store::Connection, code: &str) -> Result<Option<(String, i64)>, Fault> {
    let hits = store::catalogue::by_code(connection, &lookup_key(code))?;
    if let [hit] = hits.as_slice() {
        return Ok(Some((hit.product.sku.clone(), hit.product.packs[hit.pack].factor)));
    }
    let by_key = store::catalogue::by_sku(connection, code)?;
    Ok(by_key.filter(|_| hits.is_empty()).map(|product| (product.sku, 1)))
}

/// Reads `barcode,quantity`: portable counters write it without a header as often as with one.
fn count_file(bytes: &[u8]) -> Result<Vec<CountItem>, Fault> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::File("berkas bukan UTF-8; simpan ulang sebagai CSV UTF-8".to_owned()))?;
    let first = text.lines().next().unwrap_or_default();
    let delimiter = [b';', b'\t'].into_iter().find(|mark| first.as_bytes().contains(mark)).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut faults = crate::catalogue::Faults::default();
    let mut items = Vec::new();
    for (index, row) in reader.records().enumerate() {
        let row = row.map_err(|error| Refusal::File(format!("berkas tidak terbaca: {error}")))?;
        let number = row.position().map_or(0, csv::Position::line);
        let (code, quantity) = (row.get(0).unwrap_or_default(), row.get(1).unwrap_or_default());
        if row.iter().all(str::is_empty) {
            continue;
        }
        match Quantity::parse(quantity) {
            Ok(quantity) if quantity.get() >= 0 && !code.is_empty() => {
                items.push(CountItem { code: code.to_owned(), quantity, mode: CountMode::Add });
            }
            // A header has no number in it.
            Err(_) if index == 0 && !quantity.chars().any(|c| c.is_ascii_digit()) => {}
            Ok(_) => faults.add(number, "barcode kosong atau jumlah di bawah nol"),
            Err(error) => faults.add(number, error.to_string()),
        }
    }
    faults.refuse_if_any()?;
    Ok(items)
}
