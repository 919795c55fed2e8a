//! What a cashier wants to take back, and what that comes to.

use chrono::{Days, NaiveDate};
use domain::cart::{Cart, PricedCart};
use domain::cash::RoundingRule;
use domain::goods::Owner;
use domain::member::Member;
use domain::returns::{self, Destination, Original, Returned, ReturnedLine, Wanted};
use domain::sale::{Offer, SaleLine, Settled, Tender, TenderKind, settle};
use domain::stock::Cost;
use domain::{Quantity, Rupiah, tax};
use store::Connection;

use super::find::returnable;
use crate::selling::{Goods, Meaning, Order};
use crate::stock::{Shelf, owe};
use crate::{App, Fault, Refusal, Settings};

/// For how many days the lowest price counts where there is no receipt.
const LOWEST_PRICE_DAYS: u64 = 30;

/// Goods that come back, and new ones for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReturnOrder {
    /// Number (or QR code) of the receipt; none: without a receipt.
    pub receipt: Option<String>,
    /// What comes back of its lines.
    pub wanted: Vec<Wanted>,
    /// What comes back without a receipt.
    pub loose: Vec<(Order, Destination)>,
    /// New goods for them.
    pub new: Vec<Order>,
    /// Why.
    pub reason: String,
    /// How the money is given back; by the shop's rule when absent.
    pub refund: Option<TenderKind>,
    /// How the buyer pays when the new goods cost more; cash when empty.
    pub pay: Vec<Offer>,
    /// The whole sale is undone: everything comes back.
    pub void: bool,
}

/// What a return comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// What the goods that come back are worth, rupiah.
    pub value: Rupiah,
    /// What the new goods cost, rupiah.
    pub bought: Rupiah,
    /// What the buyer pays, or below zero gets back, rupiah.
    pub net: Rupiah,
    /// How it is given back.
    pub refunds: Vec<Tender>,
    /// The tenders by which it can be given back.
    pub choices: Vec<TenderKind>,
    /// The new goods with their prices.
    pub priced: PricedCart,
    /// The lines that come back with what each is worth.
    pub lines: Vec<ReturnedLine>,
}

/// A ticket before it has a number.
pub(super) struct Ticket {
    pub(super) member: Option<Member>,
    pub(super) priced: PricedCart,
    pub(super) costs: Vec<Cost>,
    pub(super) owners: Vec<Owner>,
    pub(super) returned: Returned,
    pub(super) settled: Settled,
    pub(super) choices: Vec<TenderKind>,
}

/// What of an order does not change while it is carried out.
pub(super) struct Prepared {
    priced: PricedCart,
    loose: Vec<(Goods, Quantity, Destination)>,
    member: Option<Member>,
}

impl App {
    /// What a return comes to; nothing changes.
    ///
    /// # Errors
    /// The refusals of [`App::return_goods`].
    pub fn quote_return(&mut self, order: &ReturnOrder) -> Result<Quote, Fault> {
        let prepared = self.prepare(order)?;
        let (on, open) = (self.posting_date()?, self.shift()?.map(|shift| shift.id));
        // Whether the money that the buyer brings is enough is asked when it is taken.
        let unpaid = ReturnOrder { pay: Vec::new(), ..order.clone() };
        let ticket = self.store.read(|connection| ticket(connection, &self.settings, &unpaid, &prepared, on, open.as_deref()))?;
        let net = ticket.priced.total.plus(ticket.settled.rounding)?.minus(ticket.returned.value)?;
        Ok(Quote {
            value: ticket.returned.value,
            bought: ticket.priced.total,
            net,
            refunds: ticket.returned.refunds,
            choices: ticket.choices,
            priced: ticket.priced,
            lines: ticket.returned.lines,
        })
    }

    /// Finds the goods of an order and prices the new ones as the original's member would pay them.
    pub(super) fn prepare(&mut self, order: &ReturnOrder) -> Result<Prepared, Fault> {
        let member = match &order.receipt {
            Some(receipt) => self.returnable(receipt)?.sale.member,
            None => None,
        };
        let mut cart = Cart { member: member.clone(), ..Cart::default() };
        for new in &order.new {
            self.put_order(&mut cart, new)?;
        }
        let mut loose = Vec::new();
        for (order, to) in &order.loose {
            let goods = match self.find_goods(&order.code)? {
                Meaning::Goods(goods) => goods,
                Meaning::Choice { code, goods } => {
                    let names: Vec<String> = goods.iter().map(|goods| goods.hit.product.name.clone()).collect();
                    return Err(Refusal::Ambiguous { code, goods: names.join("; ") }.into());
                }
            };
            let quantity = order.quantity.or(goods.quantity).unwrap_or(Quantity::ONE);
            loose.push((goods, quantity, *to));
        }
        let priced = self.price(&cart)?;
        Ok(Prepared { priced, loose, member })
    }
}

/// The whole ticket, computed from what the database holds now.
pub(super) fn ticket(
    connection: &Connection,
    settings: &Settings,
    order: &ReturnOrder,
    prepared: &Prepared,
    on: NaiveDate,
    open_shift: Option<&str>,
) -> Result<Ticket, Fault> {
    let exchange = !prepared.priced.lines.is_empty();
    let bought = prepared.priced.total;
    let (mut returned, refundable) = match &order.receipt {
        Some(receipt) => of_receipt(connection, settings, order, receipt, open_shift, exchange)?,
        None => (without_receipt(connection, settings, order, prepared, on, exchange)?, Vec::new()),
    };
    let choices = choices(settings, order, &refundable);
    let owed = returned.value.minus(bought)?;
    let settled = if owed.get() > 0 {
        give_back(settings, order, &mut returned, &refundable, owed, exchange)?
    } else {
        let cash = [Offer { kind: TenderKind::Cash, amount: None, reference: None }];
        let offers = if order.pay.is_empty() { &cash[..] } else { &order.pay };
        settle_more(owed.negated()?, offers, settings.rounding)?
    };
    let (costs, owners) = stock(connection, &mut returned, &prepared.priced)?;
    Ok(Ticket { member: prepared.member.clone(), priced: prepared.priced.clone(), costs, owners, returned, settled, choices })
}

/// The buyer pays the rest; nothing to pay needs no tender.
fn settle_more(due: Rupiah, offers: &[Offer], rounding: RoundingRule) -> Result<Settled, Fault> {
    if due.is_zero() {
        return Ok(Settled { tenders: Vec::new(), rounding: Rupiah::ZERO, total: Rupiah::ZERO, change: Rupiah::ZERO });
    }
    Ok(settle(due, offers, rounding)?)
}

/// Money goes back: of an exchange, in cash, rounded down like any cash.
fn give_back(
    settings: &Settings,
    order: &ReturnOrder,
    returned: &mut Returned,
    refundable: &[(TenderKind, Rupiah)],
    owed: Rupiah,
    exchange: bool,
) -> Result<Settled, Fault> {
    let plan = |amount| match order.receipt {
        Some(_) => returns::refunds(amount, refundable, order.refund, settings.refund_in_cash),
        None => loose_refund(amount, order.refund),
    };
    let mut refunds = plan(owed)?;
    let mut rounding = Rupiah::ZERO;
    if exchange && refunds.iter().all(|refund| refund.kind == TenderKind::Cash) {
        let given = settings.rounding.cash_due(owed)?;
        rounding = owed.minus(given)?;
        refunds = plan(given)?;
    }
    returned.refunds = refunds;
    Ok(Settled { tenders: Vec::new(), rounding, total: Rupiah::ZERO, change: Rupiah::ZERO })
}

/// Without a receipt nobody knows how it was paid: cash, or a transfer.
fn loose_refund(amount: Rupiah, wanted: Option<TenderKind>) -> Result<Vec<Tender>, returns::ReturnError> {
    match wanted.unwrap_or(TenderKind::Cash) {
        _ if amount.is_zero() => Ok(Vec::new()),
        kind @ (TenderKind::Cash | TenderKind::Transfer) => Ok(vec![Tender { kind, amount, reference: None }]),
        other => Err(returns::ReturnError::NotUsed(other)),
    }
}

fn choices(settings: &Settings, order: &ReturnOrder, refundable: &[(TenderKind, Rupiah)]) -> Vec<TenderKind> {
    if order.receipt.is_none() {
        return vec![TenderKind::Cash, TenderKind::Transfer];
    }
    let mut choices: Vec<TenderKind> = refundable.iter().filter(|(_, left)| !left.is_zero()).map(|(kind, _)| *kind).collect();
    if settings.refund_in_cash && !choices.contains(&TenderKind::Cash) {
        choices.push(TenderKind::Cash);
    }
    choices
}

type Refundable = Vec<(TenderKind, Rupiah)>;

fn of_receipt(
    connection: &Connection,
    settings: &Settings,
    order: &ReturnOrder,
    receipt: &str,
    open_shift: Option<&str>,
    exchange: bool,
) -> Result<(Returned, Refundable), Fault> {
    let found = returnable(connection, &super::find::receipt_in(receipt), open_shift)?;
    let all = || {
        found.lines.iter().filter(|(_, _, left)| left.get() > 0).map(|(line, _, left)| Wanted {
            line: *line,
            quantity: *left,
            to: Destination::Stock,
        })
    };
    if order.void && !found.voidable {
        return Err(Refusal::NotVoidable(found.sale.receipt).into());
    }
    let wanted: Vec<Wanted> = if order.void { all().collect() } else { order.wanted.clone() };
    let lines = returns::lines(&found.sale, &found.before, &wanted)?;
    // Cash is rounded; what goes back another way, or into new goods, is exact.
    let exact = returns::value(&found.sale, &found.before, &lines, None)?;
    let in_cash = !exchange
        && match order.refund {
            Some(kind) => kind == TenderKind::Cash,
            None => found.refundable.iter().find(|(_, left)| *left >= exact).is_none_or(|(kind, _)| *kind == TenderKind::Cash),
        };
    let rule = in_cash.then_some(settings.rounding);
    let value = returns::value(&found.sale, &found.before, &lines, rule)?;
    let mut returned = Returned {
        original: Some(Original {
            receipt: found.sale.receipt.clone(),
            record: found.record_id.to_string(),
            date: found.sale.business_date,
        }),
        lines,
        reason: reason(order)?,
        void: order.void,
        rounding: Rupiah::ZERO,
        value,
        refunds: Vec::new(),
    };
    returned.rounding = value.minus(returned.exact()?)?;
    Ok((returned, found.refundable))
}

fn without_receipt(
    connection: &Connection,
    settings: &Settings,
    order: &ReturnOrder,
    prepared: &Prepared,
    on: NaiveDate,
    exchange: bool,
) -> Result<Returned, Fault> {
    if prepared.loose.is_empty() {
        return Err(returns::ReturnError::Nothing.into());
    }
    let since = store::shift::first_since(connection, on.checked_sub_days(Days::new(LOWEST_PRICE_DAYS)).unwrap_or(on))?;
    let mut lines = Vec::with_capacity(prepared.loose.len());
    for (goods, quantity, to) in &prepared.loose {
        lines.push(ReturnedLine { of: 0, goods: loose_line(connection, goods, *quantity, since)?, to: *to, variance: Rupiah::ZERO });
    }
    let taxable: Vec<_> = lines.iter().map(|line| (line.goods.tax_class, line.goods.amount)).collect();
    for (line, tax) in lines.iter_mut().zip(tax::of_lines(settings.taxable_entrepreneur, on, &taxable)?) {
        line.goods.tax = tax;
        // Goods that only others ever left here go back to them.
        let owners = store::goods::consign::owners(connection, &line.goods.sku)?;
        let only = owners.first().map(|(owner, _)| owner.clone());
        let owner = only.filter(|_| owners.iter().all(|(owner, _)| !owner.is_own())).unwrap_or_default();
        owe(connection, std::slice::from_mut(&mut line.goods), &[owner])?;
    }
    let mut returned = Returned {
        original: None,
        lines,
        reason: reason(order)?,
        void: false,
        rounding: Rupiah::ZERO,
        value: Rupiah::ZERO,
        refunds: Vec::new(),
    };
    let exact = returned.exact()?;
    let cash = !exchange && order.refund.is_none_or(|kind| kind == TenderKind::Cash);
    returned.value = if cash { settings.rounding.cash_due(exact)? } else { exact };
    returned.rounding = returned.value.minus(exact)?;
    Ok(returned)
}

/// Goods at the lowest price that anybody paid lately, or could pay now.
fn loose_line(connection: &Connection, goods: &Goods, quantity: Quantity, since: i64) -> Result<SaleLine, Fault> {
    let product = &goods.hit.product;
    let pack = &product.packs[goods.hit.pack];
    let wrong = || Fault::from(returns::ReturnError::Quantity(product.name.clone()));
    if quantity.get() <= 0 || (product.unit == domain::catalogue::Unit::Piece && !quantity.is_whole()) {
        return Err(wrong());
    }
    let lately = store::day::lowest_price(connection, &product.sku, &pack.code, since)?;
    let now = pack.member_price.map_or(pack.price, |member| member.min(pack.price));
    let price = if product.open_price { lately.ok_or_else(wrong)? } else { lately.map_or(now, |lately| lately.min(now)) };
    let base = quantity.times(pack.factor)?;
    Ok(SaleLine {
        sku: product.sku.clone(),
        name: product.name.clone(),
        category: product.category.clone(),
        pack: pack.code.clone(),
        factor: pack.factor,
        unit: product.unit,
        quantity,
        price,
        public_price: pack.price,
        rule: "return".to_owned(),
        rule_name: String::new(),
        discount: Rupiah::ZERO,
        amount: quantity.at(price)?,
        cart_discount: Rupiah::ZERO,
        tax_class: product.tax,
        tax: Rupiah::ZERO,
        cost: store::stock::pool(connection, &product.sku)?.worth(base)?,
        cost_provisional: false,
        note: String::new(),
        consigned: None,
    })
}

fn reason(order: &ReturnOrder) -> Result<String, Fault> {
    let reason: String = order.reason.trim().chars().filter(|c| !c.is_control()).take(120).collect();
    if reason.is_empty() { Err(Refusal::NeedsReason.into()) } else { Ok(reason) }
}

/// Goods come back first, at their cost; then the new ones leave.
fn stock(connection: &Connection, returned: &mut Returned, priced: &PricedCart) -> Result<(Vec<Cost>, Vec<Owner>), Fault> {
    let mut shelf = Shelf::new(connection);
    for line in &mut returned.lines {
        // Goods of others have no value here.
        line.variance = match &line.goods.consigned {
            Some(part) => shelf.put_other(&line.goods.sku, &part.owner, line.to, line.goods.base_quantity()?)?,
            None => shelf.put_back(&line.goods.sku, line.to.place(), line.goods.base_quantity()?, line.goods.cost)?,
        };
    }
    let (mut costs, mut owners) = (Vec::with_capacity(priced.lines.len()), Vec::with_capacity(priced.lines.len()));
    for line in &priced.lines {
        let (cost, owner) = shelf.take(&line.line.product.sku, line.line.quantity.times(line.pack().factor)?)?;
        costs.push(cost);
        owners.push(owner);
    }
    Ok((costs, owners))
}
