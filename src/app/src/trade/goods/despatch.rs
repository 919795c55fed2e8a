//! Goods that leave for a buyer: surat jalan, stock and cost in one transaction; its QR codes.

use chrono::NaiveDate;
use domain::Quantity;
use domain::catalogue::{Product, Unit};
use domain::goods::{GoodsMove, MoveError, MoveKind, Owner, Place};
use domain::staff::Right;
use domain::trade::order::fold;
use domain::trade::{Direction, Party};
use record::document::{Content, Despatch, DespatchLine, Document, join_parts, split_parts, write_file};
use store::Stamp;
use store::trade::documents;
use uuid::Uuid;

use super::history::Story;
use super::refusal::GoodsRefusal;
use super::sell::{goods_of, own_goods};
use crate::staff::Approval;
use crate::stock::{Asked, MoveItem, append_move, clean, leave};
use crate::trade::issue::{Draft, issue};
use crate::trade::{TakenDocument, TradeRefusal};
use crate::{App, Fault};

/// The most characters of a QR code on a surat jalan: version 15, which a phone or scanner reads off thermal paper.
const CODE_LENGTH: usize = 600;
/// The longest text that codes may unfold to, bytes.
const UNFOLDED: usize = 1 << 20;

/// Goods that leave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DespatchAsk {
    /// The order's line; absent: `code` says what it is.
    pub line: Option<u32>,
    /// The goods: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it.
    pub pack: Option<String>,
    /// Packs, thousandths.
    pub quantity: Quantity,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot.
    pub lot: String,
}

/// A delivery that the shop sends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DespatchOrder {
    /// Number of the buyer's order; absent: nobody ordered.
    pub order: Option<String>,
    /// The buyer, where there is no order.
    pub party: String,
    /// What; empty: all of the order that was not sent yet.
    pub lines: Vec<DespatchAsk>,
    /// Number of the vehicle.
    pub vehicle: String,
    /// Who drives.
    pub driver: String,
}

/// A delivery that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Despatched {
    /// The surat jalan.
    pub document: Document,
    /// What left the stock, at cost.
    pub moved: GoodsMove,
}

/// A line with the goods that leave for it.
struct Leaving {
    line: u32,
    goods: record::document::Goods,
    packs: Quantity,
    asked: Asked,
}

impl App {
    /// Sends goods to a buyer: they leave the stock at cost (5-310 / 1-410), and the surat jalan says what.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`GoodsRefusal`] when nothing is left to send or the shop does not have
    /// the goods, [`crate::Refusal::UnknownCode`], [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn despatch(&mut self, order: &DespatchOrder, approval: Option<&Approval>) -> Result<Despatched, Fault> {
        let actor = self.hold_right(Right::Buy, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let story = order.order.as_deref().map(|number| self.open_story(number, Direction::Taken)).transpose()?;
        let party: Party = self.party(story.as_ref().map_or(order.party.as_str(), |story| &story.row.party))?;
        let leaving = self.leaving(order, story.as_ref())?;
        let line = |leaving: &Leaving| DespatchLine {
            line: leaving.line,
            goods: leaving.goods.clone(),
            quantity: leaving.packs.get(),
            expiry: leaving.asked.item.expiry,
            lot: clean(&leaving.asked.item.lot, 40),
        };
        let content = Content::Despatch(Despatch {
            vehicle: clean(&order.vehicle, 20),
            driver: clean(&order.driver, 60),
            lines: leaving.iter().map(line).collect(),
        });
        super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
        let date = self.posting_date()?;
        let (sent, gone): (Stamp, Stamp) = (self.stamp(), self.stamp());
        let reason = story.as_ref().map_or_else(|| "tanpa pesanan".to_owned(), |story| format!("pesanan {}", story.document.number));
        let head = GoodsMove {
            business_date: date,
            kind: MoveKind::Supply,
            reason,
            party: party.code.clone(),
            reference: sent.id.to_string(),
            by: actor.id.clone(),
            lines: Vec::new(),
        };
        let mut draft = Draft::new(content, date, &actor.id);
        (draft.party, draft.refers) = (Some(party), story.map(|story| story.document.id));
        self.transact(|tx, device, _| {
            let document = issue(tx, device, &own, draft, sent)?;
            let moved = append_move(tx, device, gone, head, |_, shelf| {
                leaving.iter().map(|leaving| leave(shelf, &leaving.asked, &Owner::Koperasi, Place::Shop, None)).collect()
            })?;
            Ok(Despatched { document, moved: moved.moved })
        })
    }

    /// The texts of the QR codes of a surat jalan of the shop.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`TradeRefusal::Parts`], [`crate::Refusal::NeedsApproval`].
    pub fn despatch_codes(&self, id: Uuid, approval: Option<&Approval>) -> Result<Vec<String>, Fault> {
        self.hold_right(Right::Buy, approval)?;
        let defect = |error: &dyn std::fmt::Display| Fault::Defect(error.to_string());
        let file = write_file(&[self.enclosed(id)?]).map_err(|error| defect(&error))?;
        let folded = zstd::bulk::compress(&file, 19).map_err(|error| defect(&error))?;
        Ok(split_parts(&folded, CODE_LENGTH).map_err(TradeRefusal::from)?)
    }

    /// The id of a surat jalan of the shop by its number.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`].
    pub fn despatch_id(&self, number: &str) -> Result<Uuid, Fault> {
        let rows = documents::numbered(self.store.connection(), "", "despatch", number.trim())?;
        let row = rows.into_iter().find(|row| row.direction == Direction::Issued);
        let row = row.ok_or_else(|| TradeRefusal::NoSuchDocument(format!("surat jalan {number}")))?;
        Uuid::parse_str(&row.document.id).map_err(|error| Fault::Defect(error.to_string()))
    }

    /// Takes the scanned QR codes of a surat jalan in, in any order; one a line.
    ///
    /// # Errors
    /// [`TradeRefusal::Parts`] says which are missing; those of [`App::take_documents`].
    pub fn take_codes(&mut self, codes: &[String], approval: Option<&Approval>) -> Result<Vec<TakenDocument>, Fault> {
        let folded = join_parts(codes).map_err(TradeRefusal::from)?;
        let damaged = |_| TradeRefusal::from(record::document::PartsError::Damaged);
        let file = zstd::bulk::decompress(&folded, UNFOLDED).map_err(damaged)?;
        self.take_documents(&file, approval)
    }

    /// What leaves: as it was asked, or all of the order that was not sent yet.
    fn leaving(&self, order: &DespatchOrder, story: Option<&Story>) -> Result<Vec<Leaving>, Fault> {
        let mut asks = order.lines.clone();
        if let (true, Some(story)) = (asks.is_empty(), story) {
            for (line, standing) in story.order.lines.iter().zip(fold(&story.history()?)?.lines) {
                let left = standing.expected.minus(standing.despatched)?;
                // Whole packs only: what is sent in pieces out of a box is named.
                let packs = Quantity::new(left.get() / line.goods.factor.max(1));
                let quantity = if line.goods.factor > 1 { Quantity::new(packs.get() / 1_000 * 1_000) } else { packs };
                if quantity.get() > 0 {
                    asks.push(DespatchAsk { line: Some(line.line), quantity, ..DespatchAsk::default() });
                }
            }
        }
        if asks.is_empty() {
            return Err(GoodsRefusal::NothingToSend.into());
        }
        asks.into_iter().map(|ask| self.leaving_line(ask, story)).collect()
    }

    fn leaving_line(&self, ask: DespatchAsk, story: Option<&Story>) -> Result<Leaving, Fault> {
        let ordered = |number: u32| {
            let line = story.and_then(|story| story.order.lines.iter().find(|line| line.line == number));
            line.ok_or_else(|| {
                let order = story.map(|story| story.document.number.clone()).unwrap_or_default();
                GoodsRefusal::NoSuchLine { order, line: number }
            })
        };
        let (line, goods, product, pack): (_, _, Product, usize) = match ask.line {
            Some(number) => {
                let goods = ordered(number)?.goods.clone();
                let here = own_goods(self.store.connection(), &goods)?;
                let why = || GoodsRefusal::NotOurGoods { name: goods.name.clone(), code: goods.code.clone() };
                let (product, pack) = here.ok_or_else(why)?;
                (number, goods, product, pack)
            }
            None => {
                let (product, pack) = self.pack_of(&ask.code, ask.pack.as_deref())?;
                (0, goods_of(self.store.connection(), &product, pack)?, product, pack)
            }
        };
        let whole = product.unit == Unit::Kilogram || ask.quantity.is_whole();
        if ask.quantity.get() <= 0 || ask.quantity > Quantity::LIMIT || !whole {
            return Err(MoveError::Quantity(product.name).into());
        }
        let quantity = ask.quantity.times(product.packs[pack].factor)?;
        let item = MoveItem { code: product.sku.clone(), quantity: ask.quantity, expiry: ask.expiry, lot: ask.lot, ..MoveItem::default() };
        Ok(Leaving { line, goods, packs: ask.quantity, asked: Asked { product, quantity, item } })
    }
}
