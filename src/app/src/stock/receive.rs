//! Receiving goods: by scan or list, with what each will cost, before it is accepted.

use chrono::NaiveDate;
use domain::barcode::Reading;
use domain::catalogue::{Product, Unit};
use domain::fact::Fact;
use domain::goods::receipt::proposed_price;
use domain::goods::{Owner, PartnerKind, Place, Receipt, ReceiptError, ReceiptLine, StockFact};
use domain::staff::Right;
use domain::stock::Pool;
use domain::{Quantity, Rupiah};
use store::goods::receipt::ReceiptRow;
use store::{Connection, Device, Stamp, Tx};
use uuid::Uuid;

use super::{Shelf, StockRefusal};
use crate::catalogue::{Faults, Table};
use crate::selling::Meaning;
use crate::staff::Approval;
use crate::{App, Fault, Refusal, Settings};

/// A line of goods that arrive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArrivalLine {
    /// The code: a barcode of a pack, or the product's key.
    pub code: String,
    /// The pack when the code does not say it; the code's own when absent.
    pub pack: Option<String>,
    /// Packs on the delivery note.
    pub quantity: Quantity,
    /// Packs of them that came damaged and are kept.
    pub damaged: Quantity,
    /// Packs of them that did not come.
    pub short: Quantity,
    /// Cost of one pack, rupiah.
    pub cost: Rupiah,
    /// True: the cost is not known, and somebody says so.
    pub cost_unknown: bool,
    /// Discount on the line, rupiah.
    pub discount: Rupiah,
    /// Use by.
    pub expiry: Option<NaiveDate>,
    /// The maker's lot.
    pub lot: String,
    /// The line of the order that it belongs to; 0: none is said.
    pub order_line: u32,
}

/// Goods that arrive.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// The supplier's key; for goods of others it is their owner.
    pub supplier: String,
    /// Number of the delivery note; the same note twice is recognised.
    pub note: String,
    /// Number of the order.
    pub order: String,
    /// Whose goods they are.
    pub owner: Owner,
    /// Discount on the whole note, rupiah.
    pub discount: Rupiah,
    /// Freight, rupiah.
    pub freight: Rupiah,
    /// PPN on top, rupiah.
    pub tax: Rupiah,
    /// The lines.
    pub lines: Vec<ArrivalLine>,
}

/// What a line would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLine {
    /// The line with its parts of discount, freight and PPN.
    pub line: ReceiptLine,
    /// On hand before, base units, thousandths.
    pub before: Quantity,
    /// On hand after.
    pub after: Quantity,
    /// The average cost of one base unit before, rupiah.
    pub average_before: Rupiah,
    /// The average after.
    pub average_after: Rupiah,
    /// Each pack with its price now and the one that the margin proposes, rupiah.
    pub prices: Vec<(String, Rupiah, Rupiah)>,
}

/// What a delivery would lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// The lines.
    pub lines: Vec<PreviewLine>,
    /// What would be owed for it, rupiah.
    pub value: Rupiah,
    /// The same note, when it was received before.
    pub known: Option<ReceiptRow>,
}

/// A delivery that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The delivery.
    pub receipt: Receipt,
    /// Id of its record.
    pub record_id: Uuid,
}

impl App {
    /// What a delivery would lead to; nothing changes.
    ///
    /// # Errors
    /// Those of [`App::receive_goods`], but not that the note is known.
    pub fn preview_arrival(&self, arrival: &Arrival) -> Result<Preview, Fault> {
        let (receipt, products) = self.arriving(arrival)?;
        let mut lines = Vec::with_capacity(receipt.lines.len());
        self.store.read(|connection| {
            let mut shelf = Shelf::new(connection);
            let mut receipt = receipt.clone();
            for (line, product) in receipt.lines.iter_mut().zip(&products) {
                lines.push(preview(&mut shelf, &self.settings, &receipt.owner, line, product)?);
            }
            let known = store::goods::receipt::by_note(connection, &receipt.supplier, &receipt.note)?;
            Ok(Preview { lines, value: receipt.value()?, known })
        })
    }

    /// Takes goods in: record, movements, moving average, journal (goods received, not invoiced), lots.
    ///
    /// # Errors
    /// [`StockRefusal::AlreadyReceived`], [`StockRefusal::Receipt`], [`Refusal::UnknownCode`],
    /// [`Refusal::NeedsApproval`]; then nothing changed.
    pub fn receive_goods(&mut self, arrival: &Arrival, approval: Option<&Approval>) -> Result<Received, Fault> {
        self.hold_right(Right::Receive, approval)?;
        let receipt = self.arriving(arrival)?.0;
        let stamp = self.stamp();
        self.transact(|tx, device, _| take_receipt(tx, device, stamp, receipt))
    }

    /// The newest deliveries.
    ///
    /// # Errors
    /// [`Fault`].
    pub fn receipts(&self, limit: usize) -> Result<Vec<ReceiptRow>, Fault> {
        Ok(store::goods::receipt::newest(self.store.connection(), limit)?)
    }

    /// The receipt with all its amounts, from what was read and typed.
    pub(crate) fn arriving(&self, arrival: &Arrival) -> Result<(Receipt, Vec<Product>), Fault> {
        let connection = self.store.connection();
        check_partner(connection, &arrival.owner)?;
        let today = self.clock.now().date_naive();
        let mut products = Vec::with_capacity(arrival.lines.len());
        let mut lines = Vec::with_capacity(arrival.lines.len());
        for asked in &arrival.lines {
            let (product, pack) = self.pack_of(&asked.code, asked.pack.as_deref())?;
            // A GS1 code says its date and lot itself; what was typed stands.
            let (expiry, lot) = match domain::barcode::read(&asked.code, &self.settings.layouts) {
                Ok(Reading::Gs1(elements)) => (elements.expiry.or(elements.best_before), elements.lot.unwrap_or_default()),
                _ => (None, String::new()),
            };
            let line = ReceiptLine {
                sku: product.sku.clone(),
                name: product.name.clone(),
                pack: product.packs[pack].code.clone(),
                factor: product.packs[pack].factor,
                quantity: asked.quantity,
                damaged: asked.damaged,
                short: asked.short,
                cost: asked.cost,
                cost_unknown: asked.cost_unknown && asked.cost.is_zero(),
                discount: asked.discount,
                expiry: asked.expiry.or(expiry),
                lot: clean(if asked.lot.is_empty() { &lot } else { &asked.lot }, 40),
                order_line: asked.order_line,
                ..ReceiptLine::default()
            };
            check_lot(connection, &product, &line, today)?;
            lines.push(line);
            products.push(product);
        }
        let supplier = match (arrival.supplier.trim(), arrival.owner.partner()) {
            ("", partner) => partner.to_owned(),
            (named, _) => clean(named, 40),
        };
        let mut receipt = Receipt {
            business_date: self.posting_date()?,
            by: self.actor.as_ref().map_or_else(|| "sistem".to_owned(), |actor| actor.id.clone()),
            supplier,
            note: clean(&arrival.note, 60),
            order: clean(&arrival.order, 60),
            owner: arrival.owner.clone(),
            discount: arrival.discount,
            freight: arrival.freight,
            tax: arrival.tax,
            tax_in_cost: !self.settings.taxable_entrepreneur,
            lines,
        };
        let weighed: Vec<bool> = products.iter().map(|product| product.unit == Unit::Kilogram).collect();
        receipt.compute(&weighed)?;
        Ok((receipt, products))
    }

    /// The product and the place of its pack that a code means, or a product's key with a pack.
    pub(crate) fn pack_of(&self, code: &str, pack: Option<&str>) -> Result<(Product, usize), Fault> {
        let hit = match self.find_goods(code)? {
            Meaning::Goods(goods) => goods.hit,
            Meaning::Choice { code, goods } => {
                let names: Vec<String> = goods
                    .iter()
                    .map(|goods| format!("{} {}", goods.hit.product.name, goods.hit.product.packs[goods.hit.pack].code))
                    .collect();
                return Err(Refusal::Ambiguous { code, goods: names.join("; ") }.into());
            }
        };
        let place = match pack.map(str::trim).filter(|pack| !pack.is_empty()) {
            Some(pack) => {
                let unknown = || StockRefusal::NoSuchProduct(format!("{} {pack}", hit.product.sku));
                hit.product.packs.iter().position(|candidate| candidate.code.eq_ignore_ascii_case(pack)).ok_or_else(unknown)?
            }
            None => hit.pack,
        };
        Ok(((*hit.product).clone(), place))
    }

    /// Reads a delivery from a CSV file: `barcode,pack_quantity,pack_cost[,expiry,lot,damaged,short,discount]`.
    ///
    /// # Errors
    /// [`Refusal::Rows`] names every faulty row.
    pub fn read_arrival(&self, bytes: &[u8], accept_zero: bool) -> Result<Vec<ArrivalLine>, Fault> {
        let table =
            Table::read(bytes, &["barcode", "pack_quantity", "pack_cost"], &["expiry", "lot", "damaged", "short", "discount", "pack"])?;
        let mut faults = Faults::default();
        let mut lines = Vec::with_capacity(table.rows.len());
        for (number, record) in &table.rows {
            let cell = |column: &str| table.cell(record, column);
            let mut quantity = |column: &str| match cell(column) {
                "" => Quantity::ZERO,
                text => Quantity::parse(text).unwrap_or_else(|error| {
                    faults.add(*number, format!("{column}: {error}"));
                    Quantity::ZERO
                }),
            };
            let (packs, damaged, short) = (quantity("pack_quantity"), quantity("damaged"), quantity("short"));
            let mut money = |column: &str| match cell(column) {
                "" => Rupiah::ZERO,
                text => Rupiah::parse(text).unwrap_or_else(|error| {
                    faults.add(*number, format!("{column}: {error}"));
                    Rupiah::ZERO
                }),
            };
            let (cost, discount) = (money("pack_cost"), money("discount"));
            let expiry = match cell("expiry") {
                "" => None,
                text => text.parse().map_err(|_| faults.add(*number, format!("expiry «{text}» bukan tanggal; tulis 2026-12-31"))).ok(),
            };
            if cell("barcode").is_empty() {
                faults.add(*number, "barcode kosong");
            }
            let pack = Some(cell("pack").to_owned()).filter(|pack| !pack.is_empty());
            let (code, lot) = (cell("barcode").to_owned(), cell("lot").to_owned());
            let order_line = 0;
            lines.push(ArrivalLine {
                code,
                pack,
                quantity: packs,
                damaged,
                short,
                cost,
                cost_unknown: accept_zero,
                discount,
                expiry,
                lot,
                order_line,
            });
        }
        for ((number, _), line) in table.rows.iter().zip(&lines) {
            if let Err(fault) = self.pack_of(&line.code, line.pack.as_deref()) {
                faults.add(*number, fault.to_string());
            }
        }
        faults.refuse_if_any()?;
        Ok(lines)
    }
}

/// Takes goods in inside an open transaction.
///
/// # Errors
/// [`StockRefusal::AlreadyReceived`].
pub(crate) fn take_receipt(tx: &Tx<'_>, device: &Device, stamp: Stamp, mut receipt: Receipt) -> Result<Received, Fault> {
    let connection = tx.connection();
    if let Some(known) = store::goods::receipt::by_note(connection, &receipt.supplier, &receipt.note)? {
        return Err(StockRefusal::AlreadyReceived { note: known.note, supplier: known.supplier, date: known.date }.into());
    }
    let mut shelf = Shelf::new(connection);
    for line in &mut receipt.lines {
        take_in(&mut shelf, &receipt.owner, line)?;
    }
    tx.append(device, stamp, &Fact::Stock(StockFact::Received(receipt.clone())))?;
    Ok(Received { receipt, record_id: stamp.id })
}

/// Texts of people: without control characters, of a length.
pub(crate) fn clean(text: &str, limit: usize) -> String {
    text.trim().chars().filter(|c| !c.is_control()).take(limit).collect()
}

/// Goods of a consignor need to know what they get; the network is always known.
pub(super) fn check_partner(connection: &Connection, owner: &Owner) -> Result<(), Fault> {
    let Owner::Consignor(code) = owner else { return Ok(()) };
    match store::goods::consign::partner(connection, code)? {
        Some(partner) if partner.kind == PartnerKind::Consignor => Ok(()),
        _ => Err(StockRefusal::NoSuchPartner(code.clone()).into()),
    }
}

fn check_lot(connection: &Connection, product: &Product, line: &ReceiptLine, today: NaiveDate) -> Result<(), Fault> {
    let name = || product.name.clone();
    if product.details.tracks_expiry && line.expiry.is_none() {
        return Err(ReceiptError::NoExpiry(name()).into());
    }
    let good = line.quantity.minus(line.damaged)?.minus(line.short)?;
    if let Some(date) = line.expiry.filter(|date| *date < today && good.get() > 0) {
        return Err(ReceiptError::Expired { name: name(), date }.into());
    }
    match store::goods::lots::blocked(connection, &product.sku, &line.lot)? {
        Some(_) if !line.lot.is_empty() => Err(ReceiptError::Blocked { name: name(), lot: line.lot.clone() }.into()),
        _ => Ok(()),
    }
}

/// Takes a line into the pools; what they were short of is written into it.
fn take_in(shelf: &mut Shelf<'_>, owner: &Owner, line: &mut ReceiptLine) -> Result<(), Fault> {
    if !owner.is_own() {
        return Ok(());
    }
    let good_value = line.value.minus(line.damaged_value)?;
    let good = line.good()?;
    let pool = shelf.pool(&line.sku, Place::Shop.word())?;
    line.variance = if line.cost_unknown { pool.take_back(good, good_value)? } else { pool.receive(good, good_value)? };
    line.damaged_variance = shelf.pool(&line.sku, Place::Damaged.word())?.take_back(line.broken()?, line.damaged_value)?;
    Ok(())
}

fn preview(
    shelf: &mut Shelf<'_>,
    settings: &Settings,
    owner: &Owner,
    line: &mut ReceiptLine,
    product: &Product,
) -> Result<PreviewLine, Fault> {
    let before = *shelf.pool(&line.sku, Place::Shop.word())?;
    take_in(shelf, owner, line)?;
    let after = *shelf.pool(&line.sku, Place::Shop.word())?;
    let mut prices = Vec::with_capacity(product.packs.len());
    for pack in product.packs.iter().filter(|_| owner.is_own() && !product.open_price) {
        let percent = product.details.margin.unwrap_or(settings.margin);
        let proposed = proposed_price(&after, pack.factor, percent, settings.price_step, product.pack_ceiling(pack)?)?;
        prices.push((pack.code.clone(), pack.price, proposed));
    }
    let average = |pool: &Pool| pool.worth(Quantity::ONE);
    Ok(PreviewLine {
        line: line.clone(),
        before: before.quantity,
        after: after.quantity,
        average_before: average(&before)?,
        average_after: average(&after)?,
        prices,
    })
}
