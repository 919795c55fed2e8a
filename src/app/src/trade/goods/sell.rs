//! The shop as a seller: how it calls its own goods, and its invoice for what a buyer signed for.

use domain::catalogue::Product;
use domain::prorate::allocate;
use domain::staff::Right;
use domain::tax::{TaxClass, on_top};
use domain::trade::order::fold;
use domain::trade::{Direction, invoice};
use domain::{Quantity, Rupiah};
use record::document::{Catalogue, Content, Document, Goods, Invoice, InvoiceLine, ReceiptAdvice, ReceiptAdviceLine};
use store::Connection;
use store::trade::documents;

use super::catalogue::tiers;
use super::history::{Story, read};
use super::refusal::GoodsRefusal;
use crate::staff::Approval;
use crate::trade::TradeRefusal;
use crate::trade::issue::{Draft, issue};
use crate::{App, Fault};

/// An invoice that the shop writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceAsk {
    /// Number of the receipt advice that the buyer signed.
    pub advice: String,
    /// Discount on the whole, rupiah.
    pub discount: Rupiah,
    /// Freight, rupiah; what the answer to the order said when absent.
    pub freight: Option<Rupiah>,
    /// Prices of packs, where neither order nor catalogue has one: the advice's place of the line (1, 2, ...), rupiah.
    pub prices: Vec<(u32, Rupiah)>,
}

/// How the shop calls a pack of its own goods: `SKU/PACK`, and its GTIN.
pub(in crate::trade) fn goods_of(connection: &Connection, product: &Product, pack: usize) -> Result<Goods, Fault> {
    let gtin = gtin(connection, &product.sku, pack)?;
    let pack = &product.packs[pack];
    let code = format!("{}/{}", product.sku, pack.code);
    Ok(Goods { code, sku: String::new(), gtin, name: product.name.clone(), pack: pack.code.clone(), factor: pack.factor })
}

/// The first barcode of a pack that is a GTIN; empty: none.
pub(super) fn gtin(connection: &Connection, sku: &str, pack: usize) -> Result<String, Fault> {
    let is_gtin = |code: &String| [8, 12, 13, 14].contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit());
    let product = store::catalogue::whole(connection, sku)?;
    let codes = product.and_then(|mut product| (pack < product.packs.len()).then(|| product.packs.swap_remove(pack).barcodes));
    Ok(codes.and_then(|codes| codes.into_iter().find(is_gtin)).unwrap_or_default())
}

/// The shop's own product and pack that a buyer's line means: by the code that the shop gave it, or by GTIN.
pub(in crate::trade) fn own_goods(connection: &Connection, goods: &Goods) -> Result<Option<(Product, usize)>, Fault> {
    let pack = |product: &Product| product.packs.iter().position(|pack| pack.factor == goods.factor);
    let (sku, _) = goods.code.rsplit_once('/').unwrap_or((&goods.code, ""));
    for sku in [sku, &goods.code] {
        if let Some(product) = store::catalogue::by_sku(connection, sku)?
            && let Some(pack) = pack(&product)
        {
            return Ok(Some((product, pack)));
        }
    }
    if goods.gtin.is_empty() {
        return Ok(None);
    }
    let hits = store::catalogue::by_code(connection, &domain::barcode::lookup_key(&goods.gtin))?;
    Ok(match hits.as_slice() {
        [hit] if hit.product.packs[hit.pack].factor == goods.factor => Some(((*hit.product).clone(), hit.pack)),
        _ => None,
    })
}

/// The line of a receipt advice at its place: 1, 2, ...
fn line_at(advice: &ReceiptAdvice, place: u32) -> Option<&ReceiptAdviceLine> {
    advice.lines.get(usize::try_from(place.checked_sub(1)?).ok()?)
}

/// Whether an invoice that is there has the discount, freight and prices that somebody asks for now.
fn is_as_asked(known: &Document, ask: &InvoiceAsk, advice: &ReceiptAdvice) -> bool {
    let Content::Invoice(invoice) = &known.content else { return false };
    // Lines of which nothing came are not on it; the others stand in their order.
    let came = |line: &&ReceiptAdviceLine| line.good.saturating_add(line.damaged) != 0;
    let has_price = |(place, price): &(u32, Rupiah)| {
        let before = advice.lines.iter().take(usize::try_from(*place).map_or(0, |place| place.saturating_sub(1)));
        match line_at(advice, *place).filter(came) {
            Some(_) => invoice.lines.get(before.filter(came).count()).is_some_and(|line| line.price == price.get()),
            None => true,
        }
    };
    (ask.discount.is_zero() || ask.discount.get() == invoice.discount)
        && ask.freight.is_none_or(|freight| freight.get() == invoice.freight)
        && ask.prices.iter().all(has_price)
}

impl App {
    /// Issues the invoice for what a buyer signed for: the prices of the order, else of the shop's catalogue; the buyer
    /// owes it from now on. Again for the same receipt advice returns the first one, unless something else is asked for.
    ///
    /// # Errors
    /// [`TradeRefusal::NoSuchDocument`], [`GoodsRefusal`] without a price or for goods that never came,
    /// [`TradeRefusal::OtherTill`], [`crate::Refusal::NeedsApproval`].
    pub fn issue_invoice(&mut self, ask: &InvoiceAsk, approval: Option<&Approval>) -> Result<Document, Fault> {
        let actor = self.hold_right(Right::Settle, approval)?;
        self.check_trade_till()?;
        let own = self.own_party()?;
        let missing = || TradeRefusal::NoSuchDocument(format!("tanda terima {}", ask.advice));
        let connection = self.store.connection();
        let mut rows = documents::numbered(connection, "", "receipt-advice", ask.advice.trim())?;
        rows.retain(|row| row.direction == Direction::Taken);
        let row = rows.pop().filter(|_| rows.is_empty()).ok_or_else(missing)?;
        let signed = read(&row)?;
        let Content::ReceiptAdvice(advice) = &signed.content else { return Err(missing().into()) };
        for answer in documents::answers(connection, &row.document.id)? {
            if answer.document.kind == "invoice" && answer.direction == Direction::Issued {
                let known = read(&answer)?;
                if is_as_asked(&known, ask, advice) {
                    return Ok(known);
                }
                return Err(GoodsRefusal::Invoiced { advice: signed.number.clone(), invoice: known.number }.into());
            }
        }
        if let Some((line, _)) = ask.prices.iter().find(|(line, _)| line_at(advice, *line).is_none()) {
            return Err(GoodsRefusal::NoSuchAdviceLine { advice: signed.number.clone(), line: *line }.into());
        }
        let party = self.party(&row.party)?;
        let date = self.posting_date()?;
        let (lines, classes, freight) = self.invoice_lines(ask, advice)?;
        let sum = Rupiah::sum(lines.iter().map(|line| Rupiah::new(line.amount)))?;
        let weights: Vec<i64> = lines.iter().map(|line| line.amount).collect();
        let discounts = allocate(ask.discount, &weights)?;
        let mut tax = Rupiah::ZERO;
        for class in [TaxClass::Ppn, TaxClass::Luxury] {
            let of_class = weights.iter().zip(&discounts).zip(&classes).filter(|(_, other)| **other == class);
            let base = Rupiah::sum(of_class.map(|((amount, discount), _)| Rupiah::new(*amount - discount.get())))?;
            if self.settings.taxable_entrepreneur {
                tax = tax.plus(on_top(class, date, base)?)?;
            }
        }
        let net = sum.minus(ask.discount)?.plus(freight)?;
        let bill = Invoice {
            order: advice.order,
            note: advice.note.clone(),
            lines,
            discount: ask.discount.get(),
            freight: freight.get(),
            tax: tax.get(),
            total: net.plus(tax)?.get(),
            due: party.due(date),
            consignment: false,
        };
        let content = Content::Invoice(bill);
        super::judge::sane(&content).map_err(GoodsRefusal::NotSane)?;
        let mut draft = Draft::new(content, date, &actor.id);
        draft.postings = invoice::sale(&party, net, tax)?;
        (draft.party, draft.refers) = (Some(party), Some(signed.id));
        let stamp = self.stamp();
        self.transact(|tx, device, _| issue(tx, device, &own, draft, stamp))
    }

    /// The lines of the invoice with their classes of PPN, and the freight.
    fn invoice_lines(&self, ask: &InvoiceAsk, advice: &ReceiptAdvice) -> Result<(Vec<InvoiceLine>, Vec<TaxClass>, Rupiah), Fault> {
        let connection = self.store.connection();
        let order = match advice.order {
            Some(id) => documents::document(connection, &id.to_string())?,
            None => None,
        };
        let story = order.map(|row| Story::of(connection, row)).transpose()?.flatten();
        let standing = story.as_ref().map(|story| fold(&story.history()?).map_err(Fault::from)).transpose()?;
        let offered = self.own_catalogue()?;
        let (mut lines, mut classes) = (Vec::new(), Vec::new());
        for (came, place) in advice.lines.iter().zip(1u32..) {
            let packs = Quantity::new(came.good.saturating_add(came.damaged));
            if packs == Quantity::ZERO {
                continue;
            }
            let agreed = story.as_ref().zip(standing.as_ref()).and_then(|(story, standing)| {
                let factor = story.order.lines.iter().find(|line| line.line == came.line)?.goods.factor;
                let price = standing.lines.iter().find(|line| line.line == came.line)?.price;
                Some((price, factor))
            });
            let typed = ask.prices.iter().find(|(at, _)| *at == place).map(|(_, price)| (*price, came.goods.factor));
            let catalogue = || offered.as_ref().and_then(|offered| price_in(offered, came, packs));
            let Some((price, factor)) = typed.or(agreed).or_else(catalogue) else {
                return Err(GoodsRefusal::NoPrice(came.goods.name.clone()).into());
            };
            let amount = price.ratio(packs.times(came.goods.factor)?.get(), Quantity::units(factor)?.get())?;
            let class = own_goods(connection, &came.goods)?.map_or(TaxClass::None, |(product, _)| product.tax);
            classes.push(class);
            lines.push(InvoiceLine {
                line: u32::try_from(lines.len() + 1).map_err(|_| domain::Overflow)?,
                order_line: came.line,
                goods: came.goods.clone(),
                quantity: packs.get(),
                price: price.ratio(came.goods.factor, factor)?.get(),
                amount: amount.get(),
            });
        }
        if lines.is_empty() {
            return Err(GoodsRefusal::NothingCame(ask.advice.clone()).into());
        }
        // Freight that was agreed for the whole order stands on its first invoice.
        let first = story.as_ref().is_some_and(|story| !story.rest.iter().any(|(row, _)| row.document.kind == "invoice"));
        let agreed = standing.filter(|_| first).map_or(Rupiah::ZERO, |standing| standing.freight);
        Ok((lines, classes, ask.freight.unwrap_or(agreed)))
    }

    /// The newest catalogue that the shop issued.
    fn own_catalogue(&self) -> Result<Option<Catalogue>, Fault> {
        let rows = documents::of_party(self.store.connection(), "", "catalogue")?;
        let mine = rows.iter().filter(|row| row.direction == Direction::Issued).max_by(|a, b| a.document.id.cmp(&b.document.id));
        Ok(match mine.map(read).transpose()?.map(|document| document.content) {
            Some(Content::Catalogue(catalogue)) => Some(catalogue),
            _ => None,
        })
    }
}

/// The price of a line in the shop's own catalogue, and the base units that it is for.
fn price_in(catalogue: &Catalogue, line: &ReceiptAdviceLine, packs: Quantity) -> Option<(Rupiah, i64)> {
    let sku = |code: &str| code.rsplit_once('/').map_or(code, |(sku, _)| sku).to_owned();
    let same = |item: &&record::document::CatalogueItem| sku(&item.goods.code) == sku(&line.goods.code) && !line.goods.code.is_empty();
    let item = catalogue.items.iter().filter(same).min_by_key(|item| (item.goods.factor != line.goods.factor, item.goods.factor))?;
    Some((domain::trade::catalogue::price_at(&tiers(item), packs)?, item.goods.factor))
}
