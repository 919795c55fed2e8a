//! Receiving a delivery blind: what is counted goes into the stock at the agreed price, and the receipt advice says
//! both quantities and why they differ. The receiver's signature is the truth for the invoice.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::catalogue::Product;
use domain::staff::Right;
use domain::tax::{TaxClass, on_top};
use domain::trade::order::{OrderStanding, fold};
use domain::trade::{Direction, Party};
use domain::{Quantity, Rupiah};
use record::document::{Content, Despatch, Document, Goods};
use store::Stamp;

use super::advice::{Reasons, advice, advice_id, sign};
use super::history::Story;
use super::meaning::{Finder, Meaning};
use super::refusal::GoodsRefusal;
use crate::catalogue::{Faults, Table};
use crate::staff::Approval;
use crate::stock::{Arrival, ArrivalLine, Received, clean, take_receipt};

use crate::{App, Fault};

/// What somebody counted at the door.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountedLine {
    /// The code: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it.
    pub pack: Option<String>,
    /// Packs that came, thousandths.
    pub quantity: Quantity,
    /// Packs of them that are damaged and were kept.
    pub damaged: Quantity,
    /// Cost of a pack where nobody ordered it, rupiah.
    pub cost: Option<Rupiah>,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot.
    pub lot: String,
    /// Why it is not as noted.
    pub reason: String,
}

/// A delivery that is received.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryAsk {
    /// Number of the order.
    pub order: String,
    /// Number of the delivery note; empty: the only surat jalan of the order that was not received.
    pub note: String,
    /// What was counted.
    pub counted: Vec<CountedLine>,
    /// Freight, rupiah; what was agreed when absent.
    pub freight: Option<Rupiah>,
    /// PPN on top, rupiah; computed from the order when absent.
    pub tax: Option<Rupiah>,
}

/// A delivery that was received.
#[derive(Debug)]
pub struct DeliveryReceived {
    /// What went into the stock.
    pub received: Received,
    /// The receipt advice; none at another till than the one that does the trade: it is issued there later.
    pub advice: Option<Document>,
}

/// Where a delivery belongs.
pub(super) struct Door {
    pub(super) story: Story,
    pub(super) standing: OrderStanding,
    pub(super) party: Party,
    pub(super) despatch: Option<(Document, Despatch)>,
    pub(super) note: String,
}

/// A line of the order or the delivery, in base units.
struct Wanted {
    line: u32,
    product: Box<Product>,
    goods: Goods,
    price: Option<Rupiah>,
    tax: TaxClass,
    noted: Option<Quantity>,
}

impl App {
    /// Reads what was counted from a file: `barcode,quantity[,pack,damaged,cost,expiry,lot,reason]`.
    ///
    /// # Errors
    /// [`crate::Refusal::Rows`] names every faulty row.
    pub fn read_counted(&self, bytes: &[u8]) -> Result<Vec<CountedLine>, Fault> {
        let table = Table::read(bytes, &["barcode", "quantity"], &["pack", "damaged", "cost", "expiry", "lot", "reason"])?;
        let mut faults = Faults::default();
        let mut lines = Vec::with_capacity(table.rows.len());
        for (number, record) in &table.rows {
            let cell = |column: &str| table.cell(record, column).trim();
            let quantity = |column: &str| match cell(column) {
                "" => Ok(Quantity::ZERO),
                text => Quantity::parse(text).map_err(|error| format!("{column}: {error}")),
            };
            let read = || -> Result<CountedLine, String> {
                let cost = match cell("cost") {
                    "" => None,
                    text => Some(Rupiah::parse(text).map_err(|error| format!("cost: {error}"))?),
                };
                let expiry = match cell("expiry") {
                    "" => None,
                    text => Some(text.parse().map_err(|_| format!("expiry «{text}» bukan tanggal; tulis 2026-12-31"))?),
                };
                let (code, pack) = (cell("barcode").to_owned(), Some(cell("pack").to_owned()).filter(|pack| !pack.is_empty()));
                self.pack_of(&code, pack.as_deref()).map_err(|fault| fault.to_string())?;
                let (quantity, damaged) = (quantity("quantity")?, quantity("damaged")?);
                if quantity.get() < 0 || damaged.get() < 0 || damaged > quantity || quantity > Quantity::LIMIT {
                    return Err("jumlah harus nol atau lebih, dan yang rusak tidak lebih dari yang datang".to_owned());
                }
                let (lot, reason) = (clean(cell("lot"), 40), clean(cell("reason"), 120));
                Ok(CountedLine { code, pack, quantity, damaged, cost, expiry, lot, reason })
            };
            match read() {
                Ok(line) => lines.push(line),
                Err(why) => faults.add(*number, why),
            }
        }
        faults.refuse_if_any()?;
        Ok(lines)
    }

    /// Receives a delivery of an order: what was counted goes into the stock (J9), what was noted and did not come is
    /// short, and at the till that does the trade the receipt advice is issued with it.
    ///
    /// # Errors
    /// [`crate::stock::StockRefusal::AlreadyReceived`], [`GoodsRefusal`] when it is not clear which delivery it is,
    /// [`crate::trade::TradeRefusal::NoSuchDocument`], those of [`App::receive_goods`]; then nothing changed.
    pub fn receive_delivery(&mut self, ask: &DeliveryAsk, approval: Option<&Approval>) -> Result<DeliveryReceived, Fault> {
        let actor = self.hold_right(Right::Receive, approval)?;
        let own = self.own_party()?;
        let door = self.door(ask)?;
        self.not_here_before(&door)?;
        let (arrival, reasons) = self.arrival(ask, &door)?;
        let (receipt, _) = self.arriving(&arrival)?;
        let signs = self.check_trade_till().is_ok();
        let date = self.posting_date()?;
        let stamp = self.stamp();
        let at = self.now();
        self.transact(|tx, device, _| {
            let received = take_receipt(tx, device, stamp, receipt)?;
            let advice = if signs {
                let draft = advice(tx.connection(), &door, &received.receipt, &reasons, date, &actor.id)?;
                Some(sign(tx, device, &own, draft, Stamp { id: advice_id(stamp.id), at })?)
            } else {
                None
            };
            Ok(DeliveryReceived { received, advice })
        })
    }

    /// Goods that were received when their surat jalan was not here yet are not received once more when it comes.
    fn not_here_before(&self, door: &Door) -> Result<(), Fault> {
        let number = &door.story.document.number;
        let before = store::goods::receipt::by_note(self.store.connection(), &door.party.code, number)?;
        let (Some(before), true) = (before, door.despatch.is_some()) else { return Ok(()) };
        for wanted in self.wanted(door)? {
            let (Some(noted), Some(standing)) = (wanted.noted, door.standing.lines.iter().find(|line| line.line == wanted.line)) else {
                continue;
            };
            if noted > Quantity::ZERO && standing.received.plus(noted)? > standing.expected {
                return Err(GoodsRefusal::CameBefore { order: number.clone(), note: door.note.clone(), date: before.date }.into());
            }
        }
        Ok(())
    }

    fn door(&self, ask: &DeliveryAsk) -> Result<Door, Fault> {
        let story = self.order_story(&ask.order, None, Direction::Issued)?;
        if story.row.direction != Direction::Issued {
            return Err(GoodsRefusal::NotOurOrder(ask.order.clone()).into());
        }
        let mut note = clean(&ask.note, 60);
        if note.is_empty() {
            let (mut open, mut known) = (Vec::new(), None);
            for (row, document) in story.rest.iter().filter(|(row, _)| row.document.kind == "despatch") {
                known = Some(document.number.clone());
                if store::goods::receipt::by_note(self.store.connection(), &story.row.party, &row.document.number)?.is_none() {
                    open.push(document.number.clone());
                }
            }
            note = match open.as_slice() {
                // Without a surat jalan the order's number stands for it once; where there was one, it was received.
                [] => known.unwrap_or_else(|| story.document.number.clone()),
                [only] => only.clone(),
                several => return Err(GoodsRefusal::SeveralDeliveries(several.join(", ")).into()),
            };
        }
        self.door_of(story, &note)
    }

    pub(super) fn door_of(&self, story: Story, note: &str) -> Result<Door, Fault> {
        let party = self.party(&story.row.party)?;
        let despatch = story.rest.iter().find_map(|(_, document)| match &document.content {
            Content::Despatch(despatch) if document.number == note => Some((document.clone(), despatch.clone())),
            _ => None,
        });
        let standing = fold(&story.history()?)?;
        Ok(Door { standing, party, despatch, note: note.to_owned(), story })
    }

    /// What arrives, as the stock room takes it in, and why it is not as noted.
    fn arrival(&self, ask: &DeliveryAsk, door: &Door) -> Result<(Arrival, Reasons), Fault> {
        if ask.counted.is_empty() {
            return Err(domain::goods::ReceiptError::Empty.into());
        }
        let wanted = self.wanted(door)?;
        let mut lines: Vec<ArrivalLine> = Vec::with_capacity(ask.counted.len());
        let mut came: BTreeMap<usize, Quantity> = BTreeMap::new();
        let mut last: BTreeMap<usize, usize> = BTreeMap::new();
        let mut reasons = Reasons::new();
        for counted in &ask.counted {
            let (product, pack) = self.pack_of(&counted.code, counted.pack.as_deref())?;
            let factor = product.packs[pack].factor;
            let same = |one: &&(usize, &Wanted)| one.1.product.sku == product.sku;
            let places: Vec<(usize, &Wanted)> = wanted.iter().enumerate().collect();
            let exact = places.iter().filter(same).find(|(_, wanted)| wanted.goods.factor == factor);
            let place = exact.or_else(|| places.iter().find(same)).map(|(place, _)| *place);
            let price = place.and_then(|place| wanted[place].price.map(|price| (price, wanted[place].goods.factor)));
            let price = price.or_else(|| counted.cost.map(|cost| (cost, factor)));
            let mut line = priced(&product, pack, counted.quantity, price)?;
            line.order_line = place.map_or(0, |place| wanted[place].line);
            (line.damaged, line.expiry, line.lot) = (counted.damaged, counted.expiry, counted.lot.clone());
            if !counted.reason.is_empty() {
                reasons.insert((line.order_line, product.sku.clone()), counted.reason.clone());
            }
            if let Some(place) = place {
                let sum = came.entry(place).or_default();
                *sum = sum.plus(counted.quantity.times(factor)?)?;
                last.insert(place, lines.len());
            }
            lines.push(line);
        }
        let mut tax = Rupiah::ZERO;
        for (place, wanted) in wanted.iter().enumerate() {
            let arrived = came.get(&place).copied().unwrap_or_default();
            if let Some(price) = wanted.price {
                let amount = price.ratio(arrived.get(), Quantity::units(wanted.goods.factor)?.get())?;
                tax = tax.plus(on_top(wanted.tax, door.story.document.date, amount)?)?;
            }
            let missing = wanted.noted.unwrap_or(arrived).minus(arrived)?;
            if missing.get() > 0 {
                let line = last.get(&place).copied();
                shorten(&mut lines, line, wanted, missing)?;
            }
        }
        // What was counted as nothing is a line only where something was noted.
        lines.retain(|line| line.quantity.get() > 0);
        if lines.is_empty() {
            return Err(domain::goods::ReceiptError::Empty.into());
        }
        let before = store::goods::receipt::of_supplier(self.store.connection(), &door.party.code, &door.story.document.number, "")?;
        let agreed = if before.is_empty() { door.standing.freight } else { Rupiah::ZERO };
        let arrival = Arrival {
            supplier: door.party.code.clone(),
            note: door.note.clone(),
            order: door.story.document.number.clone(),
            freight: ask.freight.unwrap_or(agreed),
            tax: ask.tax.unwrap_or(tax),
            lines,
            ..Arrival::default()
        };
        Ok((arrival, reasons))
    }

    /// The lines of the order, and what the surat jalan brings beside them, with the products that they mean.
    fn wanted(&self, door: &Door) -> Result<Vec<Wanted>, Fault> {
        let connection = self.store.connection();
        let mut wanted = Vec::new();
        let sent = door.despatch.as_ref().map(|(_, despatch)| despatch.lines.as_slice());
        for (line, standing) in door.story.order.lines.iter().zip(&door.standing.lines) {
            let Some(product) = store::catalogue::by_sku(connection, &line.goods.sku)?.map(Box::new) else { continue };
            let mut noted = sent.map(|_| Quantity::ZERO);
            for sent in sent.unwrap_or_default().iter().filter(|sent| sent.line == line.line) {
                let base = Quantity::new(sent.quantity).times(sent.goods.factor)?;
                noted = Some(noted.unwrap_or_default().plus(base)?);
            }
            let tax = TaxClass::parse(&line.tax).unwrap_or_default();
            wanted.push(Wanted { line: line.line, product, goods: line.goods.clone(), price: Some(standing.price), tax, noted });
        }
        let finder = Finder::new(connection, &door.party.code)?;
        for sent in sent.unwrap_or_default().iter().filter(|sent| sent.line == 0) {
            if let Meaning::Pack { product, .. } = finder.find(&sent.goods)? {
                let noted = Some(Quantity::new(sent.quantity).times(sent.goods.factor)?);
                wanted.push(Wanted { line: 0, product, goods: sent.goods.clone(), price: None, tax: TaxClass::None, noted });
            }
        }
        Ok(wanted)
    }
}

/// A line at the price of a pack of `factor` base units; what the price of the counted pack rounds up is a discount, so
/// that the line is exact.
fn priced(product: &Product, pack: usize, packs: Quantity, price: Option<(Rupiah, i64)>) -> Result<ArrivalLine, Fault> {
    let pack = &product.packs[pack];
    let mut line = ArrivalLine { code: product.sku.clone(), pack: Some(pack.code.clone()), quantity: packs, ..ArrivalLine::default() };
    let Some((price, factor)) = price else {
        line.cost_unknown = true;
        return Ok(line);
    };
    let whole = price.times(pack.factor)?.get();
    line.cost = Rupiah::new(whole / factor + i64::from(whole % factor != 0));
    let amount = price.ratio(packs.times(pack.factor)?.get(), Quantity::units(factor)?.get())?;
    line.discount = packs.at(line.cost)?.minus(amount)?;
    line.cost_unknown = line.cost.is_zero();
    Ok(line)
}

/// What was noted and did not come is short on the last line of the goods, or on a line of its own.
fn shorten(lines: &mut Vec<ArrivalLine>, last: Option<usize>, wanted: &Wanted, missing: Quantity) -> Result<(), Fault> {
    let factor =
        |line: &ArrivalLine| wanted.product.packs.iter().find(|pack| Some(&pack.code) == line.pack.as_ref()).map_or(1, |pack| pack.factor);
    if let Some(line) = last.map(|at| &mut lines[at])
        && missing.get() % (factor(line) * 1_000) == 0
    {
        line.short = Quantity::new(missing.get() / factor(line));
        line.quantity = line.quantity.plus(line.short)?;
        return Ok(());
    }
    let whole = wanted.product.packs.iter().position(|pack| pack.factor == wanted.goods.factor);
    let pack = whole.filter(|_| missing.get() % (wanted.goods.factor * 1_000) == 0).unwrap_or(0);
    let packs = Quantity::new(missing.get() / wanted.product.packs[pack].factor);
    let mut line = priced(&wanted.product, pack, packs, None)?;
    (line.short, line.order_line) = (packs, wanted.line);
    lines.push(line);
    Ok(())
}
