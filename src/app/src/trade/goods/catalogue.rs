//! Catalogues: taken in as signed files, or read from the price list of a supplier without software. What changed for
//! goods that the shop sells is told; sale prices stay as they are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use domain::catalogue::Product;
use domain::staff::Right;
use domain::tax::{TaxClass, included, on_top};
use domain::trade::catalogue::{Tier, change, margin, price_at};
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};
use record::document::{Catalogue, CatalogueItem, Content, Document, Enclosed, Goods, read_file};
use store::Connection;
use store::trade::documents::{self, DocumentRow};
use uuid::Uuid;

use super::history::read;
use super::meaning::{Finder, How, Meaning};
use super::price_list;
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::trade::foreign::is_xml;
use crate::trade::issue::{Draft, issue, keep_typed};
use crate::trade::take::Taken;
use crate::trade::{Own, TradeRefusal};
use crate::{App, Fault};

/// What a catalogue says of goods that the shop sells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoodsNews {
    /// The goods as the seller calls them.
    pub goods: Goods,
    /// The product's key.
    pub sku: String,
    /// Its name here.
    pub name: String,
    /// Its pack here.
    pub pack: String,
    /// How it was found.
    pub how: How,
    /// A pack in the catalogue before, rupiah; none: new.
    pub before: Option<Rupiah>,
    /// A pack now, rupiah.
    pub now: Rupiah,
    /// By how much it changed, hundredths of a percent.
    pub change: Option<i64>,
    /// The smallest order, packs in thousandths; zero: none is said.
    pub minimum: Quantity,
    /// What the shop sells the pack for, rupiah.
    pub sale: Rupiah,
    /// What is left of it at the new price, hundredths of a percent of the cost.
    pub margin: Option<i64>,
}

/// Goods that mean nothing here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlinked {
    /// The goods.
    pub goods: Goods,
    /// A pack, rupiah.
    pub now: Rupiah,
    /// The smallest order, packs in thousandths; zero: none is said.
    pub minimum: Quantity,
    /// Why.
    pub why: String,
}

/// What a catalogue brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueNews {
    /// The party's key.
    pub party: String,
    /// The id of its document.
    pub id: Uuid,
    /// The catalogue's number.
    pub number: String,
    /// Its version.
    pub version: u64,
    /// From when.
    pub from: NaiveDate,
    /// Until when, included.
    pub until: Option<NaiveDate>,
    /// True: the party signed it; false: somebody here typed it in.
    pub signed: bool,
    /// True: it is new here.
    pub new: bool,
    /// How many goods it has.
    pub items: usize,
    /// Goods that the shop sells.
    pub goods: Vec<GoodsNews>,
    /// Goods that mean nothing here.
    pub unlinked: Vec<Unlinked>,
    /// Goods that were in the catalogue before and are gone.
    pub gone: Vec<Goods>,
}

/// A price list that nobody signed.
pub(in crate::trade) struct PriceList {
    /// The goods.
    pub(in crate::trade) items: Vec<CatalogueItem>,
    /// From when; none: today.
    pub(in crate::trade) from: Option<NaiveDate>,
    /// Until when, included.
    pub(in crate::trade) until: Option<NaiveDate>,
    /// Hash of the file; empty: it may come again.
    pub(in crate::trade) source: String,
}

impl App {
    /// Takes a catalogue in: of a signed file, of UBL, or the price list (CSV, XLSX) of `party`; what is not signed becomes
    /// a snapshot on the party's behalf. With `dry_run` nothing is kept.
    ///
    /// # Errors
    /// [`TradeRefusal::OldCatalogue`], [`TradeRefusal::NoSuchParty`], [`TradeRefusal::NoSuchDocument`] for a file without
    /// a catalogue, those of a document, [`crate::Refusal::Rows`], [`crate::Refusal::NeedsApproval`].
    pub fn import_catalogue(
        &mut self,
        bytes: &[u8],
        party: Option<&str>,
        dry_run: bool,
        approval: Option<&Approval>,
    ) -> Result<Vec<CatalogueNews>, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        if bytes.starts_with(b"SOKOGURU-DOKUMEN") {
            return self.signed_catalogues(bytes, party, dry_run, &own, &actor.id);
        }
        if is_xml(bytes) {
            return Ok(vec![self.foreign_catalogue(bytes, party, dry_run, &own, &actor.id)?]);
        }
        let party = self.party(party.ok_or(crate::Refusal::Empty("pihak (--party) untuk daftar harga"))?)?;
        let list = PriceList { items: price_list::items(bytes)?, from: None, until: None, source: String::new() };
        Ok(vec![self.typed_catalogue(list, &party, dry_run, &own, &actor.id)?.0])
    }

    /// The catalogue of a party that holds today, and what it says against the one before it: the newest that the party
    /// signed, else the newest that was typed in; none when none holds.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchParty`].
    pub fn party_catalogue(&self, party: &str) -> Result<Option<CatalogueNews>, Fault> {
        let party = self.party(party)?;
        let (own, today) = (self.own_party()?, self.posting_date()?);
        match current_document(self.store.connection(), &party.code, &own, today)? {
            Some((document, catalogue)) => self.news(&party, &catalogue, &document, &own).map(Some),
            None => Ok(None),
        }
    }

    /// Makes a catalogue of the shop's own goods for its buyers, from a table
    /// `barcode,price[,pack,minimum,from_2,price_2,from_3,price_3]`. The same goods and prices again are no new version.
    ///
    /// # Errors
    /// [`crate::Refusal::Rows`], [`crate::Refusal::NeedsApproval`].
    pub fn issue_catalogue(
        &mut self,
        bytes: &[u8],
        from: Option<NaiveDate>,
        until: Option<NaiveDate>,
        approval: Option<&Approval>,
    ) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let mut items = Vec::new();
        let mut faults = crate::catalogue::Faults::default();
        for row in price_list::read(bytes, &["barcode"], &["pack"])? {
            match self.pack_of(&row.cells[0], row.cells.get(1).map(String::as_str)) {
                Ok((product, pack)) => {
                    let goods = super::sell::goods_of(self.store.connection(), &product, pack)?;
                    let tax = if self.settings.taxable_entrepreneur { product.tax.word().to_owned() } else { String::new() };
                    items.push(CatalogueItem { goods, tiers: row.tiers, minimum: row.minimum.get(), tax });
                }
                Err(fault @ Fault::Refused(_)) => faults.add(row.number, fault.to_string()),
                Err(fault) => return Err(fault),
            }
        }
        faults.refuse_if_any()?;
        let today = self.posting_date()?;
        let stamp = self.stamp();
        self.transact(|tx, device, _| {
            let known = documents::of_party(tx.connection(), "", "catalogue")?;
            let mine: Vec<&DocumentRow> = known.iter().filter(|row| row.direction == Direction::Issued).collect();
            let last = newest(&mine)?;
            let version = last.as_ref().map_or(1, |(_, last)| last.version + 1);
            let from = from.unwrap_or(today);
            if let Some((document, last)) = last
                && last.items == items
                && last.until == until
                && last.from <= from
            {
                return Ok(document);
            }
            let content = Content::Catalogue(Catalogue { version, from, until, items });
            super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
            issue(tx, device, &own, Draft::new(content, today, &actor.id), stamp)
        })
    }

    fn signed_catalogues(
        &mut self,
        bytes: &[u8],
        party: Option<&str>,
        dry_run: bool,
        own: &Own,
        by: &str,
    ) -> Result<Vec<CatalogueNews>, Fault> {
        let mut news = Vec::new();
        for enclosed in read_file(bytes).map_err(TradeRefusal::from)? {
            let enclosed = enclosed.map_err(TradeRefusal::from)?;
            if !matches!(Document::read(&enclosed.text).map_err(TradeRefusal::from)?.content, Content::Catalogue(_)) {
                continue;
            }
            news.push(self.signed_catalogue(&enclosed, party, dry_run, own, by)?);
        }
        if news.is_empty() { Err(TradeRefusal::NoSuchDocument("katalog".to_owned()).into()) } else { Ok(news) }
    }

    fn signed_catalogue(
        &mut self,
        enclosed: &Enclosed,
        party: Option<&str>,
        dry_run: bool,
        own: &Own,
        by: &str,
    ) -> Result<CatalogueNews, Fault> {
        let examined = self.examine(enclosed, own)?;
        if let Some(other) = party.filter(|party| *party != examined.party.code) {
            let (number, party) = (examined.document.number, other.to_owned());
            return Err(TradeRefusal::OtherKey { number, party }.into());
        }
        let Content::Catalogue(catalogue) = &examined.document.content else {
            return Err(Fault::Defect("bukan katalog".to_owned()));
        };
        let mut news = self.news(&examined.party, catalogue, &examined.document, own)?;
        news.new = !examined.known;
        if dry_run {
            if news.new {
                self.judge(&examined.document, &examined.party)?;
            }
        } else {
            news.new = self.take(enclosed, own, by)?.1 == Taken::New;
        }
        Ok(news)
    }

    /// Keeps a price list as a snapshot on the party's behalf; the document that it became, or was before.
    pub(in crate::trade) fn typed_catalogue(
        &mut self,
        list: PriceList,
        party: &Party,
        dry_run: bool,
        own: &Own,
        by: &str,
    ) -> Result<(CatalogueNews, Document), Fault> {
        let PriceList { items, from, until, source } = list;
        let date = self.posting_date()?;
        let stamp = self.stamp();
        let rows = documents::of_party(self.store.connection(), &party.code, "catalogue")?;
        let typed: Vec<&DocumentRow> = rows.iter().filter(|row| row.document.key == own.public()).collect();
        let last = newest(&typed)?;
        let same = |last: &Catalogue| last.items == items && last.until == until && from.is_none_or(|from| last.from == from);
        let version = last.as_ref().map_or(1, |(_, last)| last.version + 1);
        if let Some((document, catalogue)) = last.as_ref().filter(|(_, last)| same(last)) {
            return Ok((self.news(party, catalogue, document, own)?, document.clone()));
        }
        // A file that was taken in before, and another one since: its prices are old.
        for row in typed.iter().filter(|_| !source.is_empty()) {
            if documents::source(self.store.connection(), row.pos)? == source
                && let Content::Catalogue(old) = read(row)?.content
            {
                return Err(TradeRefusal::OldCatalogue { party: party.code.clone(), version: old.version, known: version - 1 }.into());
            }
        }
        let catalogue = Catalogue { version, from: from.unwrap_or(date), until, items };
        let content = Content::Catalogue(catalogue.clone());
        super::judge::sane(&content).map_err(crate::Refusal::File)?;
        let mut draft = Draft::new(content, date, by);
        draft.party = Some(party.clone());
        draft.number = Some(format!("{}-{version}", party.code));
        draft.source = source;
        let preview = Document {
            id: stamp.id,
            number: draft.number.clone().unwrap_or_default(),
            from: record::document::PartyRef { id: party.legal_id.clone(), name: party.name.clone() },
            to: own.reference(),
            date,
            refers: None,
            currency: "IDR".to_owned(),
            content: draft.content.clone(),
        };
        let mut news = self.news(party, &catalogue, &preview, own)?;
        (news.new, news.signed) = (true, false);
        if !dry_run {
            self.transact(|tx, device, _| keep_typed(tx, device, own, draft, stamp))?;
        }
        Ok((news, preview))
    }

    /// What a catalogue says of the goods of the shop, against the one that held before it.
    fn news(&self, party: &Party, catalogue: &Catalogue, document: &Document, own: &Own) -> Result<CatalogueNews, Fault> {
        let connection = self.store.connection();
        let rows = documents::of_party(connection, &party.code, "catalogue")?;
        let kept = rows.iter().find(|row| row.document.id == document.id.to_string());
        let others: Vec<&DocumentRow> = rows.iter().filter(|row| row.document.id < document.id.to_string()).collect();
        let before = newest(&others)?.map(|(_, before)| before);
        let price = first_price;
        let old: BTreeMap<(&str, i64), Rupiah> = before
            .iter()
            .flat_map(|before| &before.items)
            .filter_map(|item| Some(((item.goods.code.as_str(), item.goods.factor), price(item)?)))
            .collect();
        let finder = Finder::new(connection, &party.code)?;
        let mut news = CatalogueNews {
            party: party.code.clone(),
            id: document.id,
            number: document.number.clone(),
            version: catalogue.version,
            from: catalogue.from,
            until: catalogue.until,
            signed: kept.is_none_or(|row| row.document.key != own.public()),
            new: false,
            items: catalogue.items.len(),
            goods: Vec::new(),
            unlinked: Vec::new(),
            gone: Vec::new(),
        };
        for item in &catalogue.items {
            let Some(now) = price(item) else { continue };
            let before = old.get(&(item.goods.code.as_str(), item.goods.factor)).copied();
            match finder.find(&item.goods)? {
                Meaning::Unknown(why) => {
                    let minimum = Quantity::new(item.minimum);
                    news.unlinked.push(Unlinked { goods: item.goods.clone(), now, minimum, why });
                }
                Meaning::Pack { product, pack, how } => {
                    let (sale, margin) = self.left(&product, pack, item, now, document.date)?;
                    news.goods.push(GoodsNews {
                        goods: item.goods.clone(),
                        sku: product.sku,
                        name: product.name,
                        pack: product.packs[pack].code.clone(),
                        how,
                        before,
                        now,
                        minimum: Quantity::new(item.minimum),
                        change: change(before, now)?,
                        sale,
                        margin,
                    });
                }
            }
        }
        let there: BTreeSet<(&str, i64)> = catalogue.items.iter().map(|item| (item.goods.code.as_str(), item.goods.factor)).collect();
        let gone =
            before.iter().flat_map(|before| &before.items).filter(|item| !there.contains(&(item.goods.code.as_str(), item.goods.factor)));
        news.gone = gone.map(|item| item.goods.clone()).collect();
        Ok(news)
    }

    /// What the shop sells a pack for, and what is left of it when the pack costs so much.
    fn left(
        &self,
        product: &Product,
        pack: usize,
        item: &CatalogueItem,
        now: Rupiah,
        on: NaiveDate,
    ) -> Result<(Rupiah, Option<i64>), Fault> {
        let sale = product.packs[pack].price;
        if self.settings.taxable_entrepreneur {
            return Ok((sale, margin(now, sale.minus(included(product.tax, on, sale)?)?)?));
        }
        let tax = on_top(TaxClass::parse(&item.tax).unwrap_or_default(), on, now)?;
        Ok((sale, margin(now.plus(tax)?, sale)?))
    }
}

/// The tiers of an item.
pub(super) fn tiers(item: &CatalogueItem) -> Vec<Tier> {
    item.tiers.iter().map(|tier| Tier { from: Quantity::new(tier.from), price: Rupiah::new(tier.price) }).collect()
}

/// The price of the smallest order.
fn first_price(item: &CatalogueItem) -> Option<Rupiah> {
    price_at(&tiers(item), Quantity::new(item.minimum).max(Quantity::ONE))
}

/// The newest of catalogues: ids are made in the order of time.
fn newest(rows: &[&DocumentRow]) -> Result<Option<(Document, Catalogue)>, Fault> {
    let Some(row) = rows.iter().max_by(|a, b| a.document.id.cmp(&b.document.id)) else { return Ok(None) };
    let document = read(row)?;
    Ok(match &document.content {
        Content::Catalogue(catalogue) => Some((document.clone(), catalogue.clone())),
        _ => None,
    })
}

/// The catalogue of a party that holds on a day: the newest that it signed, else the newest that was typed in.
pub(super) fn current(connection: &Connection, party: &str, own: &Own, on: NaiveDate) -> Result<Option<Catalogue>, Fault> {
    Ok(current_document(connection, party, own, on)?.map(|(_, catalogue)| catalogue))
}

/// The same with its document.
fn current_document(connection: &Connection, party: &str, own: &Own, on: NaiveDate) -> Result<Option<(Document, Catalogue)>, Fault> {
    let mut rows = documents::of_party(connection, party, "catalogue")?;
    rows.retain(|row| row.direction == Direction::Taken);
    rows.sort_by(|a, b| {
        let rank = |row: &DocumentRow| (row.document.key != own.public(), row.document.id.clone());
        rank(b).cmp(&rank(a))
    });
    for row in &rows {
        let document = read(row)?;
        if let Content::Catalogue(catalogue) = &document.content
            && catalogue.from <= on
            && catalogue.until.is_none_or(|until| on <= until)
        {
            let catalogue = catalogue.clone();
            return Ok(Some((document, catalogue)));
        }
    }
    Ok(None)
}

/// The greatest version that a party signed.
pub(super) fn known_version(connection: &Connection, party: &str, own: &Own) -> Result<Option<u64>, Fault> {
    let mut known = None;
    for row in documents::of_party(connection, party, "catalogue")? {
        if row.direction == Direction::Taken
            && row.document.key != own.public()
            && let Content::Catalogue(catalogue) = read(&row)?.content
        {
            known = known.max(Some(catalogue.version));
        }
    }
    Ok(known)
}
