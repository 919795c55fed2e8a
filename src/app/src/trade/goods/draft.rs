//! Orders that are being written: from suggestions or by hand, one party each, until they are sent.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use domain::catalogue::Unit;
use domain::staff::Right;
use domain::trade::Party;
use domain::{Quantity, Rupiah};
use record::document::{Content, Document, Goods, Order, OrderLine};
use store::trade::drafts::{self, Draft, DraftLine};
use uuid::Uuid;

use super::history::read;
use super::offer::Offers;
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::stock::{Suggestion, clean};
use crate::trade::TradeRefusal;
use crate::trade::issue::{Draft as Issue, issue};
use crate::{App, Fault};

/// Goods that somebody wants to order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftAsk {
    /// The code: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it.
    pub pack: Option<String>,
    /// Packs, thousandths; zero takes the line away.
    pub quantity: Quantity,
    /// A pack without PPN, rupiah; the catalogue's when absent.
    pub price: Option<Rupiah>,
    /// True: as many more than stand there already.
    pub more: bool,
}

/// A line of a suggested order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedLine {
    /// What would be ordered, and at what price.
    pub line: DraftLine,
    /// On hand, base units, thousandths.
    pub on_hand: Quantity,
    /// Why, in Bahasa Indonesia.
    pub reason: String,
}

/// A suggested order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// The party's key; of goods whose supplier is no party, the supplier's key.
    pub party: String,
    /// Its name; empty: it is not kept as a party, and nothing can be sent to it.
    pub name: String,
    /// The lines.
    pub lines: Vec<SuggestedLine>,
}

impl App {
    /// What to order of whom: the suggestions of the stock room by party (the agent of a party that sells through one),
    /// with the prices of its catalogue.
    ///
    /// # Errors
    /// [`crate::Refusal::NeedsApproval`].
    pub fn suggest_by_party(
        &self,
        days: Option<u32>,
        cover: Option<u32>,
        party: Option<&str>,
        approval: Option<&Approval>,
    ) -> Result<Vec<Suggested>, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let parties: HashMap<String, Party> = self.parties()?.into_iter().map(|party| (party.code.clone(), party)).collect();
        let mut groups: BTreeMap<String, Vec<Suggestion>> = BTreeMap::new();
        for suggestion in self.suggestions(days, cover)? {
            let code = parties.get(&suggestion.supplier).map_or(suggestion.supplier.as_str(), deliverer);
            if party.is_none_or(|party| party == code) {
                groups.entry(code.to_owned()).or_default().push(suggestion);
            }
        }
        let (own, today) = (self.own_party()?, self.posting_date()?);
        self.store.read(|connection| {
            let mut suggested = Vec::new();
            for (code, suggestions) in groups {
                let offers = Offers::of(connection, &code, &own, today)?;
                let mut lines = Vec::new();
                for suggestion in suggestions {
                    let Some(product) = store::catalogue::by_sku(connection, &suggestion.sku)? else { continue };
                    let Some(pack) = product.packs.iter().position(|pack| pack.code == suggestion.proposal.pack) else { continue };
                    let mut line = offers.line(connection, &product, pack, Quantity::units(suggestion.proposal.packs)?)?;
                    line.quantity = line.quantity.max(line.minimum);
                    lines.push(SuggestedLine { line, on_hand: suggestion.on_hand, reason: suggestion.proposal.reason });
                }
                let name = parties.get(&code).map(|party| party.name.clone()).unwrap_or_default();
                suggested.push(Suggested { party: code, name, lines });
            }
            Ok(suggested)
        })
    }

    /// Begins an order: of what is asked, or, when nothing is, of what is suggested for the party.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchParty`], [`GoodsRefusal`] when there is nothing to order, [`crate::Refusal::UnknownCode`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn draft_order(
        &mut self,
        party: &str,
        asks: &[DraftAsk],
        wanted: Option<NaiveDate>,
        note: &str,
        approval: Option<&Approval>,
    ) -> Result<Draft, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let named = self.party(party)?;
        let party = self.party(deliverer(&named))?;
        let mut draft = Draft {
            id: Uuid::now_v7().to_string(),
            party: party.code.clone(),
            wanted,
            note: clean(note, 200),
            by: actor.id,
            changed_at: self.now().timestamp_millis(),
            ..Draft::default()
        };
        if asks.is_empty() {
            let suggested = self.suggest_by_party(None, None, Some(&party.code), approval)?;
            draft.lines = suggested.into_iter().flat_map(|group| group.lines).map(|line| line.line).collect();
        } else {
            self.put_lines(&mut draft, asks)?;
        }
        if draft.lines.is_empty() {
            return Err(GoodsRefusal::NothingToOrder(party.code).into());
        }
        self.transact(|tx, _, _| {
            draft.no = drafts::next_no(tx.connection())?;
            drafts::put(tx.connection(), &draft)?;
            Ok(draft)
        })
    }

    /// Changes lines of an order that is being written: the quantity (zero takes the line away) and, where it is said, the
    /// price.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`crate::Refusal::UnknownCode`], [`crate::Refusal::NeedsApproval`].
    pub fn change_draft(&mut self, no: i64, asks: &[DraftAsk], approval: Option<&Approval>) -> Result<Draft, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let mut draft = self.draft(no)?;
        self.put_lines(&mut draft, asks)?;
        self.keep_draft(draft)
    }

    /// Changes one line of an order that is being written: how many packs (none takes it away), and, where it is said, the
    /// price of a pack; else the catalogue's for so many.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`GoodsRefusal::NoSuchLine`], [`crate::Refusal::NeedsApproval`].
    pub fn change_draft_line(
        &mut self,
        no: i64,
        place: usize,
        packs: Quantity,
        price: Option<Rupiah>,
        approval: Option<&Approval>,
    ) -> Result<Draft, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let mut draft = self.draft(no)?;
        let (own, today) = (self.own_party()?, self.posting_date()?);
        let offers = Offers::of(self.store.connection(), &draft.party, &own, today)?;
        let Some(line) = draft.lines.get_mut(place) else {
            let line = u32::try_from(place.saturating_add(1)).unwrap_or(u32::MAX);
            return Err(GoodsRefusal::NoSuchLine { order: no.to_string(), line }.into());
        };
        if packs.get() < 0 || packs > Quantity::LIMIT {
            return Err(domain::goods::MoveError::Quantity(line.name.clone()).into());
        }
        line.quantity = packs;
        match price {
            Some(price) => (line.price, line.catalogue) = (price, None),
            None if line.catalogue.is_some() => line.price = offers.price(line).unwrap_or(line.price),
            None => {}
        }
        if packs == Quantity::ZERO {
            draft.lines.remove(place);
        }
        self.keep_draft(draft)
    }

    /// Says when the goods of an order that is being written are wanted, and a word to the seller.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`crate::Refusal::NeedsApproval`].
    pub fn describe_draft(&mut self, no: i64, wanted: Option<NaiveDate>, note: &str, approval: Option<&Approval>) -> Result<Draft, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let mut draft = self.draft(no)?;
        (draft.wanted, draft.note) = (wanted, clean(note, 200));
        self.keep_draft(draft)
    }

    fn keep_draft(&mut self, mut draft: Draft) -> Result<Draft, Fault> {
        draft.changed_at = self.now().timestamp_millis();
        self.transact(|tx, _, _| {
            drafts::put(tx.connection(), &draft)?;
            Ok(draft)
        })
    }

    /// Throws an order that is being written away.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`crate::Refusal::NeedsApproval`].
    pub fn drop_draft(&mut self, no: i64, approval: Option<&Approval>) -> Result<(), Fault> {
        self.hold_right(Right::Buy, approval)?;
        let draft = self.draft(no)?;
        self.transact(|tx, _, _| Ok(drafts::remove(tx.connection(), &draft.id)?))
    }

    /// All orders that are being written.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn drafts(&self) -> Result<Vec<Draft>, Fault> {
        Ok(drafts::all(self.store.connection())?)
    }

    /// An order that is being written.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`].
    pub fn draft(&self, no: i64) -> Result<Draft, Fault> {
        let found = drafts::numbered(self.store.connection(), no)?;
        Ok(found.ok_or_else(|| TradeRefusal::NoSuchDocument(format!("konsep pesanan {no}")))?)
    }

    /// Sends an order: it is signed, numbered and kept, and the draft is gone. The order has the draft's id, so that
    /// whoever asks again ([`App::sent_order`]) finds the first one.
    ///
    /// # Errors
    /// [`GoodsRefusal`] without lines or prices, [`TradeRefusal::NoSuchDocument`], [`TradeRefusal::OtherTill`],
    /// [`crate::Refusal::NeedsApproval`].
    pub fn send_order(&mut self, no: i64, approval: Option<&Approval>) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let draft = self.draft(no)?;
        let party = self.party(&draft.party)?;
        let content = Content::Order(order_of(&draft)?);
        super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
        let id = Uuid::parse_str(&draft.id).map_err(|error| Fault::Defect(error.to_string()))?;
        let stamp = store::Stamp { id, at: self.now() };
        let date = self.posting_date()?;
        self.transact(|tx, device, _| {
            let mut order = Issue::new(content, date, &actor.id);
            order.party = Some(party);
            let document = issue(tx, device, &own, order, stamp)?;
            drafts::remove(tx.connection(), &draft.id)?;
            Ok(document)
        })
    }

    /// The order that a draft became, by the draft's id.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn sent_order(&self, id: &str) -> Result<Option<Document>, Fault> {
        store::trade::documents::document(self.store.connection(), id)?.as_ref().map(read).transpose()
    }

    fn put_lines(&self, draft: &mut Draft, asks: &[DraftAsk]) -> Result<(), Fault> {
        let (own, today) = (self.own_party()?, self.posting_date()?);
        let connection = self.store.connection();
        let offers = Offers::of(connection, &draft.party, &own, today)?;
        for ask in asks {
            let (product, pack) = self.pack_of(&ask.code, ask.pack.as_deref())?;
            let whole = product.unit == Unit::Kilogram || ask.quantity.is_whole();
            if ask.quantity.get() < 0 || ask.quantity > Quantity::LIMIT || !whole {
                return Err(domain::goods::MoveError::Quantity(product.name).into());
            }
            let mut line = offers.line(connection, &product, pack, ask.quantity)?;
            let same = |known: &DraftLine, line: &DraftLine| known.sku == line.sku && known.factor == line.factor;
            if let Some(known) = draft.lines.iter().find(|known| ask.more && same(known, &line)) {
                line = DraftLine { quantity: known.quantity.plus(line.quantity)?, ..known.clone() };
                line.price = if line.catalogue.is_some() { offers.price(&line).unwrap_or(line.price) } else { line.price };
            }
            if let Some(price) = ask.price.filter(|price| *price != line.price) {
                (line.price, line.catalogue) = (price, None);
            }
            let place = draft.lines.iter().position(|known| same(known, &line));
            match (place, line.quantity == Quantity::ZERO) {
                (Some(place), true) => drop(draft.lines.remove(place)),
                (Some(place), false) => draft.lines[place] = line,
                (None, true) => {}
                (None, false) => draft.lines.push(line),
            }
        }
        Ok(())
    }
}

/// Who delivers and invoices: the agent of a party that sells through one.
fn deliverer(party: &Party) -> &str {
    if party.agent.is_empty() { &party.code } else { &party.agent }
}

fn order_of(draft: &Draft) -> Result<Order, Fault> {
    let mut lines = Vec::with_capacity(draft.lines.len());
    for (line, index) in draft.lines.iter().zip(1u32..) {
        lines.push(OrderLine {
            line: index,
            goods: Goods {
                code: line.code.clone(),
                sku: line.sku.clone(),
                gtin: line.gtin.clone(),
                name: line.name.clone(),
                pack: line.pack.clone(),
                factor: line.factor,
            },
            quantity: line.quantity.get(),
            price: line.price.get(),
            amount: line.quantity.at(line.price)?.get(),
            catalogue: line.catalogue,
            tax: line.tax.clone(),
        });
    }
    let total = Rupiah::sum(lines.iter().map(|line| Rupiah::new(line.amount)))?.get();
    Ok(Order { wanted: draft.wanted, pool: String::new(), note: draft.note.clone(), lines, total })
}
